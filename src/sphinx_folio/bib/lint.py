"""What is wrong in entries that can be read, beside what their reader says. Pure.

Every rule looks at one entry, or at a bounded number of those that share its DOI or its
title, so that the cost grows with the number of entries and no faster.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from pybtex.database import Entry

from sphinx_folio.gate import formula_refusal, shown_formula
from sphinx_folio.model import Problem, Publication, Subtype, fold, of_entry

from .addresses import doi_of
from .blocks import EntryLint, SourceEntry, plain_entry
from .dates import state_in
from .entries import EntryCollection
from .formulas import normal, simple
from .identifiers import (
    Violation,
    check_arxiv,
    check_date,
    check_doi,
    check_year,
    is_arxiv,
    is_on_arxiv,
)
from .latex_text import undecodable
from .markup import formulas_of

_RULES: dict[str, Callable[[str], Violation | None]] = {
    'doi': check_doi,
    'arxiv': check_arxiv,
    'eprint': check_arxiv,
    'year': lambda value: None if state_in(value) else check_year(value),
    'date': check_date,
}
#: Fields of LaTeX that every list prints.
_PRINTED = ('title', 'subtitle', 'booktitle', 'journal', 'journaltitle')
#: Fields by which an entry says that another one is a work of its own.
_RELATIONS = ('crossref', 'xref', 'xdata', 'related', 'entryset')
#: Types that share the title of the paper that they belong to.
_BESIDE_A_PAPER = frozenset({'software', 'dataset', 'patent'})
#: Fields that tell two parts of one work apart.
_PARTS = ('volume', 'part', 'isbn', 'version')
#: Those that do in one journal or book: two editorials.
_PARTS_OF_ONE = ('number', 'pages', 'chapter', 'edition')
#: Fields that say where a work appeared, the nearest first.
_PLACES = ('journal', 'journaltitle', 'booktitle', 'school', 'institution')
#: With so many earlier entries of one title an entry is compared.
_COMPARED = 8


def lint(
    collection: EntryCollection,
    publications: Mapping[str, Publication],
    lints: Mapping[str, EntryLint] | None = None,
) -> list[Problem]:
    """Return what is wrong in sound entries and is not told by `entries` or `publications`.

    :param publications: what `publications.read_publication` made of the entries.
    :param lints: what each entry shows by itself, if that is known already.
    """
    entries = collection.entries
    if lints is None:
        lints = {key: lint_entry(entries[key], publications.get(key)) for key in entries}
    told = [(key, lint) for key, lint in lints.items() if lint.messages or lint.formulas]
    problems = [
        _problem(subtype, entries[key], field, f': {text}', shared)
        for subtype, name in ((Subtype.FIELD, 'messages'), (Subtype.MATH, 'formulas'))
        for key, lint in told
        for field, text, shared in getattr(lint, name)
    ]
    return [*problems, *_duplicates(collection, publications, lints)]


def _problem(
    subtype: Subtype, source: SourceEntry, field: str, text: str, shared: str = ''
) -> Problem:
    return of_entry(subtype, source.place(field), source.entry.key, text, shared=shared)


def lint_entry(source: SourceEntry, publication: Publication | None) -> EntryLint:
    """Return what an entry shows by itself; an entry that is no publication has no title."""
    source = source._replace(entry=plain_entry(source.entry))
    fields, title = source.entry.fields, ''
    if publication and 'title' in fields and 'title' not in source.added:
        title = re.sub(r'[\W_]+', '', fold(publication.title))
    formulas = tuple(_refused_formulas(publication)) if publication else ()
    return EntryLint(tuple(_messages(source)), formulas, _own_doi(source), title)


def findings(source: SourceEntry) -> Iterator[tuple[str, str, Violation]]:
    """Yield field, value and mistake of each wrong identifier and date of an entry."""
    entry = source.entry
    for field, rule in _RULES.items():
        is_other = field == 'eprint' and not is_arxiv(entry.fields)
        if field in source.added or field not in entry.fields or is_other:
            continue
        value = entry.fields[field].strip().replace(r'\%', '%')
        if violation := rule(value):
            yield field, value, violation


def _messages(source: SourceEntry) -> Iterator[tuple[str, str, str]]:
    """Yield a field, a message and what others share of it, for all that is wrong in an entry."""
    for field, value, violation in findings(source):
        replacement = violation.replacement
        hint = f'write {field} = {{{replacement}}}' if replacement else violation.hint
        shared = f'{field} {violation.message}; {"" if replacement else hint}'
        yield field, f'{field} = {{{value}}} {violation.message}; {hint}', shared
    fields, people = source.entry.fields, source.entry.persons
    latex = [(field, fields[field]) for field in _PRINTED if field in fields]
    latex += [(role.lower(), str(person)) for role in people for person in people[role]]
    for field, text in latex:
        if field not in source.added and (sign := undecodable(text)):
            message = f'{field}: {_advice(sign)}'
            yield field, message, message
    for role, message in source.misnamed:
        if role not in source.added:
            yield role, message, ''


def _refused_formulas(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Yield the same as `_messages` for each formula that is more than mathematics."""
    for field, text in publication.marked:
        for formula in formulas_of(text):
            why = '' if simple(formula) else formula_refusal(normal(formula))
            if why:
                what = f'the formula "{shown_formula(formula)}" is shown as it is written'
                yield field, f'{field}: {what}: {why}', why


def _advice(sign: str) -> str:
    if sign == '$':
        return 'a "$" stands alone; write "\\$", or math as $x$'
    if sign in {'{', '}'}:
        return f'a "\\{sign}" stands alone; write braces in pairs, or remove it'
    if sign in {r'\(', r'\['}:
        return f'"{sign}" cannot be shown; write math as $x$'
    return f'"{sign}" cannot be shown; write the letters themselves, or math as $x$'


def _duplicates(
    collection: EntryCollection,
    publications: Mapping[str, Publication],
    lints: Mapping[str, EntryLint],
) -> Iterator[Problem]:
    """Yield a problem for each entry that an earlier one probably stands for."""
    by_doi: dict[tuple[str, bool], Publication] = {}
    by_title: dict[tuple[str, int, bool], list[Publication]] = defaultdict(list)
    # what others inherit from stands beside the entry of the book itself
    named = (one for parents in collection.parents.values() for one in parents)
    parents = {name.lower() for tie, name in named if tie == 'crossref'}
    entries = collection.entries
    for key, publication in publications.items():
        is_parent = key.lower() in parents if parents else False
        doi, title = lints[key].doi, lints[key].title
        first = by_doi.setdefault((doi, is_parent), publication) if doi else publication
        if first is not publication and not _are_related(entries[key], entries[first.key]):
            yield _duplicate(entries[key], entries[first.key], 'doi', f'the same DOI, {doi}')
            continue
        if not title or publication.year is None:
            continue
        others = by_title[title, publication.year, is_parent]
        for other in others[:_COMPARED]:
            if not _are_distinct(publication, other, entries):
                second, first_one = entries[key], entries[other.key]
                yield _duplicate(second, first_one, 'title', 'the same title and year')
                break
        others.append(publication)


def _duplicate(second: SourceEntry, first: SourceEntry, field: str, reason: str) -> Problem:
    place = f'line {first.line}' if first.file == second.file else f'{first.file}:{first.line}'
    key = first.entry.key
    stated = second.entry.fields.get('related', '').strip(', ')
    related = f'write related = {{{f"{stated}, {key}" if stated else key}}}'
    if field == 'title' and _are_versions(first.entry, second.entry):
        hint = f'it is probably another version of that work, so {related}'
    else:
        hint = f'keep one entry with all that the two say, or, if they are two works, {related}'
    text = f' has {reason}, as "{key}" at {place}; {hint}'
    return _problem(Subtype.DUPLICATE, second, field, text)


def _are_versions(one: Entry, other: Entry) -> bool:
    """Tell whether two entries of one title differ in where or as what the work appeared."""
    pairs = ((_form(one), _form(other)), (_place_of(one), _place_of(other)))
    return any(first and second and first != second for first, second in pairs)


def _form(entry: Entry) -> str:
    """Return as what a work appeared: a preprint or its type; empty where the type says little."""
    kind, place = str(entry.original_type).lower(), _place_of(entry)
    is_preprint = is_on_arxiv(entry.fields) and not place
    if is_preprint or re.search(r'\b(arxiv|corr)\b', place):
        return 'preprint'
    return (
        ''
        if kind in {'misc', 'online', 'unpublished'}
        else kind.replace('conference', 'inproceedings')
    )


def _place_of(entry: Entry) -> str:
    """Return the journal, the book or the institution, in the form in which it is compared."""
    names = (entry.fields.get(name, '') for name in _PLACES)
    return ' '.join(re.findall(r'\w+', fold(next(filter(None, names), ''))))


def _own_doi(source: SourceEntry) -> str:
    if 'doi' in source.added:
        return ''
    return doi_of(source.entry.fields).lower()


def _are_distinct(one: Publication, other: Publication, entries: Mapping[str, SourceEntry]) -> bool:
    """Tell whether two entries of one title and year are two works all the same."""
    first, second = entries[one.key], entries[other.key]
    if _are_related(first, second) or (_own_doi(first) and _own_doi(second)):
        return True
    if (one.type in _BESIDE_A_PAPER or other.type in _BESIDE_A_PAPER) and one.type != other.type:
        return True
    in_one = _place_of(first.entry) == _place_of(second.entry)
    for part in (*_PARTS, *(_PARTS_OF_ONE if in_one else ())):
        values = {
            '-'.join(re.findall(r'\w+', item.entry.fields.get(part, '')))
            for item in (first, second)
        }
        if len(values - {''}) == 2:
            return True
    return _families(one).isdisjoint(_families(other)) and bool(one.authors and other.authors)


def _are_related(one: SourceEntry, other: SourceEntry) -> bool:
    """Tell whether one of two entries names the other in a field for related works."""
    return any(
        other_key in re.split(r'[,\s]+', entry.fields.get(field, ''))
        for entry, other_key in ((one.entry, other.entry.key), (other.entry, one.entry.key))
        for field in _RELATIONS
    )


def _families(publication: Publication) -> set[str]:
    """Return the last words of the authors' names, which initials leave as they are."""
    return {(author.key or fold(author.name)).rpartition(' ')[2] for author in publication.authors}
