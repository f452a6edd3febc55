"""Who else had a part in a work: translators, editors by type, and the like.

Roles and types are those of biblatex (manual §2.2.2, the fields of names, and §2.3.6,
"Editorial Roles"), words as in its English strings ("bytranslator", "withforeword").
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pybtex.database import Entry, Person

from sphinx_folio.shared import _, counted

from .entry_types import N_
from .latex_text import decode
from .name_lists import OTHERS, name_of, read_people

#: So many are named; of more, the first.
_MOST = 3
#: What people did, by their role or by their type of editor.
_BY = {
    'editor': N_('edited by %s'),
    'compiler': N_('compiled by %s'),
    'founder': N_('founded by %s'),
    'continuator': N_('continued by %s'),
    'redactor': N_('redacted by %s'),
    'reviser': N_('revised by %s'),
    'collaborator': N_('in collaboration with %s'),
    'organizer': N_('organized by %s'),
    'translator': N_('translated by %s'),
    'annotator': N_('annotated by %s'),
    'commentator': N_('with a commentary by %s'),
    'introduction': N_('with an introduction by %s'),
    'foreword': N_('with a foreword by %s'),
    'afterword': N_('with an afterword by %s'),
}
#: Types of editors that stand in the place of authors, but for editors and compilers.
_SIGNS = {
    'founder': N_('(founder)'),
    'continuator': N_('(continuator)'),
    'redactor': N_('(redactor)'),
    'reviser': N_('(reviser)'),
    'collaborator': N_('(collaborator)'),
    'organizer': N_('(organizer)'),
}
#: Roles that have a name of their own in CSL 1.0.2 (specification, appendix IV).
_IN_CSL = ('editor', 'translator', 'compiler', 'organizer')
_FURTHER_EDITORS = ('editora', 'editorb', 'editorc')
_ROLES = ('translator', 'annotator', 'commentator', 'introduction', 'foreword', 'afterword')


class Contribution(NamedTuple):
    """The people of one field."""

    field: str
    role: str  #: What they did: a key of `_BY`, or a type that biblatex does not know.
    people: Sequence[Person]

    @property
    def csl(self) -> str:
        """The name of the role in CSL."""
        return self.role if self.role in _IN_CSL else 'contributor'


def contributions_of(entry: Entry) -> Iterator[Contribution]:
    """Yield who had a part in a work beside its authors and editors, role by role."""
    for field in _FURTHER_EDITORS:
        role = _type_of_editor(entry, field)
        if field in entry.fields:
            yield Contribution(field, role, read_people(entry.fields[field]))
    for field in _ROLES:
        if field in entry.fields:
            yield Contribution(field, field, read_people(entry.fields[field]))


def editor_type(entry: Entry) -> str:
    """Return what the editors of an entry did; empty where that is to edit."""
    role = _type_of_editor(entry, 'editor')
    return '' if role == 'editor' else role


def _type_of_editor(entry: Entry, field: str) -> str:
    return str(entry.fields.get(f'{field}type', '')).strip().lower() or 'editor'


def credits_of(entry: Entry) -> list[str]:
    """Return what lists print of those people, such as "translated by Jane Doe"."""
    found = []
    for _field, role, people in contributions_of(entry):
        names = listed([decode(name_of(person).shown) for person in people])
        if names:
            found.append(str(_(_BY[role])) % names if role in _BY else f'{names} ({role})')
    return found


def listed(names: Sequence[str]) -> str:
    """Return names in one line; the last may be `name_lists.OTHERS`."""
    named = [name for name in names if name != OTHERS]
    if len(named) > _MOST:
        named = named[:1]
    et_al = f' {_("et al.")}' if len(named) < len(names) else ''
    return f'{", ".join(named)}{et_al}'


def editor_sign(count: int, role: str = '') -> str:
    """Return what stands behind the names of so many editors, of a type if they have one."""
    if role == 'compiler':
        return counted('(comp.)', '(comps.)', count)
    if role:
        return str(_(_SIGNS[role])) if role in _SIGNS else f'({role})'
    return counted('(ed.)', '(eds.)', count)
