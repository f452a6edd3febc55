"""Names of dated entries that stay what they are when others are written above them. Pure."""

from collections.abc import Iterable

from sphinx_folio.model import DatedEntry
from sphinx_folio.util import digest

#: Signs of a digest that tell the lines of one day apart.
_LENGTH = 12


def stable_names(entries: Iterable[DatedEntry]) -> dict[str, str]:
    """Return the name of each entry in files that others keep, by its id in the graph.

    That is its id. A line without one has a name made of its date, its page, its kind and its
    title, and so another one if its author changes those; of lines that are the same in all of
    that, the second and later ones are numbered.
    """
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for entry in entries:
        name = entry.id
        if not entry.is_named:
            when = entry.when.written() if entry.when else ''
            said = digest([entry.docname, entry.entry_kind, when, entry.name])[:_LENGTH]
            name = '-'.join(filter(None, (entry.moment and entry.moment.isoformat(), said)))
        taken[name] = number = taken.get(name, 0) + 1
        names[entry.id] = name if number == 1 else f'{name}-{number}'
    return names
