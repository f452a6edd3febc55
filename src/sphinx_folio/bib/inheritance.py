"""What biblatex means and BibTeX does not know: inheritance, and other names of things.

Fields are filled in where they are missing, so that pybtex styles, which know BibTeX
only, and Folio's own lists see the same whole entry.
"""

from collections.abc import Container
from typing import NamedTuple

from pybtex.database import Entry, Person

from sphinx_folio.model import Problem, Subtype, of_entry
from sphinx_folio.util import did_you_mean

from .blocks import SourceEntry, parents_of
from .entry_types import style_type
from .identifiers import date_parts
from .parser import FREE_ROOM

#: Fields that an entry takes over under another name (biblatex manual, appendix B).
_INHERITED_AS = {
    'title': 'booktitle',
    'subtitle': 'booksubtitle',
    'titleaddon': 'booktitleaddon',
}
#: Fields that tie entries together, and stay with their own.
_TIES = frozenset(
    {'ids', 'crossref', 'xref', 'xdata', 'entryset'}
    | {'related', 'relatedtype', 'relatedstring', 'relatedoptions'}
)
#: Fields that say nothing of a part of a work.
_OF_THE_WHOLE = frozenset(
    {'label', 'keywords', 'abstract', 'note', 'shorttitle', 'sorttitle'}
    | {'people', 'projects', 'topics', 'selected', 'author+an', 'redirect-from', 'preview'}
)
#: biblatex's names of fields, with those that BibTeX styles look for (manual §2.2.5).
_BIBTEX_NAMES = {
    'journaltitle': 'journal',
    'location': 'address',
    'annotation': 'annote',
    'eventtitle': 'howpublished',
}
_SCHOOL_TYPES = frozenset({'thesis', 'phdthesis', 'mastersthesis'})
#: Longer lines of heirs are a mistake, and would be too long for Python too.
_DEEPEST = 50
#: Characters that a person counts for.
_PERSON = 30
#: So many names of parents that do not exist are compared with those that do.
_COMPARED = 50


def complete(
    entries: dict[str, SourceEntry], finished: Container[str] = frozenset(), room: int = FREE_ROOM
) -> list[Problem]:
    """Fill in what each entry inherits and what biblatex calls by another name.

    :param finished: keys of entries that are complete, and that no other inherits from.
    :param room: how many characters entries may inherit in all.
    :returns: a problem for each parent that does not exist.
    """
    added: dict[str, set[str]] = {}
    problems: list[Problem] = []

    def inherit(key: str, heirs: tuple[str, ...] = ()) -> None:
        """Fill in one entry, which *heirs* wait for, once and its parents before it."""
        nonlocal room
        if key in added:
            return
        added[key] = set()
        source = entries[key]
        for field, name in parents_of(source.entry):
            if name not in entries:
                others = (other for other in entries if other not in {key, *heirs})
                choices = others if len(problems) < _COMPARED else ()
                mistake = f'does not exist{did_you_mean(name, choices)}'
            elif name == key or name in heirs:
                mistake = 'leads back to this entry; remove it'
            elif len(heirs) > _DEEPEST:
                mistake = (
                    f'is one of more than {_DEEPEST} entries that inherit from one another; '
                    'write the fields themselves'
                )
            else:
                inherit(name, (*heirs, key))
                gift = _gift(source.entry, entries[name].entry, is_part=field == 'crossref')
                if gift.size <= room:
                    room -= gift.size
                    added[key] |= _take_over(source.entry, gift)
                    continue
                mistake = (
                    'has so much to inherit, and so often, that it would fill the memory; '
                    'write shorter fields there, or the fields of this entry itself'
                )
            text = f'{field} "{name}" {mistake}'
            place = source.place(field)
            shared = text if name in entries else f'{field} "{name}"'  # not all have one neighbour
            problems.append(of_entry(Subtype.FIELD, place, key, f': {text}', shared))

    unfinished = [key for key in entries if key not in finished]
    for key in unfinished:
        inherit(key)
    for key in unfinished:
        names = added[key] | _add_bibtex_names(entries[key].entry)
        entries[key] = entries[key]._replace(added=frozenset(names))
    return problems


class _Gift(NamedTuple):
    """What an entry inherits from one other."""

    fields: dict[str, str]
    people: dict[str, list[Person]]

    @property
    def size(self) -> int:
        """About how many characters it has."""
        count = sum(map(len, self.people.values()))
        return sum(map(len, self.fields.values())) + _PERSON * count


def _gift(entry: Entry, parent: Entry, *, is_part: bool) -> _Gift:
    kept = _TIES | _OF_THE_WHOLE if is_part else _TIES
    fields: dict[str, str] = {}
    for name, value in parent.fields.items():
        lowered = name.lower()
        target = _INHERITED_AS.get(lowered, lowered) if is_part else lowered
        if lowered not in kept and target not in entry.fields:
            fields.setdefault(target, value)
    people = {role: people for role, people in parent.persons.items() if role not in entry.persons}
    return _Gift(fields, people)


def _take_over(entry: Entry, gift: _Gift) -> set[str]:
    for name, value in gift.fields.items():
        entry.fields[name] = value
    for role, people in gift.people.items():
        entry.persons[role] = [*people]
    return {*gift.fields, *(role.lower() for role in gift.people)}


def _add_bibtex_names(entry: Entry) -> set[str]:
    """Give the fields of biblatex the names that BibTeX styles know; return the new ones."""
    wanted = {
        other: entry.fields[name] for name, other in _BIBTEX_NAMES.items() if name in entry.fields
    }
    year, month, _day = date_parts(entry.fields.get('date', ''))
    wanted |= {name: text for name, text in (('year', year), ('month', month)) if text}
    if entry.type.lower() in _SCHOOL_TYPES and 'institution' in entry.fields:
        wanted['school'] = entry.fields['institution']
    # in their order, which a set of names would change from one build to the next
    added = [name for name in wanted if name not in entry.fields]
    for name in added:
        entry.fields[name] = wanted[name]
    fields = entry.fields
    entry.type = style_type(entry.original_type, fields.get('type', ''), fields)
    return set(added)
