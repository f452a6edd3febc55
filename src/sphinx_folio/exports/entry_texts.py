"""What a dated entry says, as plain text."""

from functools import partial
from typing import Any, cast

from sphinx_folio.domains import FolioDomain, name_of_mention
from sphinx_folio.model import DatedEntry, EntryText, Kind, Mention
from sphinx_folio.nodes import said


def entry_text(domain: FolioDomain, entry: DatedEntry) -> EntryText:
    """Return the body of a line, with the names of what it mentions; of a page, its summary."""
    if not entry.is_line:
        return EntryText((entry.summary,) if entry.summary else ())
    body = domain.facts(entry.docname).bodies[entry.number]
    say = partial(said, name_of=partial(_name_of, domain))
    return EntryText(
        tuple(filter(None, map(say, body.paragraphs))), tuple(filter(None, map(say, body.items)))
    )


def has_mentions(domain: FolioDomain, entry: DatedEntry) -> bool:
    """Tell whether what an entry says holds the name of something else."""
    if not entry.is_line:
        return False
    body = domain.facts(entry.docname).bodies[entry.number]
    return any(
        isinstance(word, Mention) for text in (*body.paragraphs, *body.items) for word in text
    )


def place_of(entry: DatedEntry) -> str:
    """Return the organisation and the place of an entry in one line."""
    return ', '.join(filter(None, (entry.organisation, entry.place)))


def _name_of(domain: FolioDomain, mention: Mention) -> str:
    def name_of_object(kind: str, name: str) -> str | None:
        record: Any = domain.graph.table(cast('Kind', kind)).get(name)
        if record is None:
            elsewhere = domain.find_elsewhere(kind, name)
            return elsewhere.name if elsewhere else None
        return str(record.title if kind == 'publication' else record.name)

    return name_of_mention(domain.env, mention, name_of_object)
