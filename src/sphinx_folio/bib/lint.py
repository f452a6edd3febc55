"""What is wrong in entries that can be read, beside what their reader says. Pure.

Every rule looks at one entry, or at a bounded number of those that share its DOI or its
title, so that the cost grows with the number of entries and no faster.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from pybtex.database import Entry

from sphinx_folio.gate import formula_refusal, shown_formula
from sphinx_folio.model import Problem, Publication, Subtype, fold, is_suffix

from .addresses import doi_of
from .blocks import EntryLint, SourceEntry
from .formulas import normal, simple
from .identifiers import Violation, check_arxiv, check_date, check_doi, check_year, is_arxiv
from .latex_text import undecodable
from .markup import formulas_of
from .name_lists import are_two_names, is_extended, name_of, with_and

_RULES: dict[str, Callable[[str], Violation | None]] = {
    'doi': check_doi,
    'arxiv': check_arxiv,
    'eprint': check_arxiv,
    'year': check_year,
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
#: With so many earlier entries of one title an entry is compared.
_COMPARED = 8


def lint(
    entries: Mapping[str, SourceEntry],
    publications: Mapping[str, Publication],
    lints: Mapping[str, EntryLint] | None = None,
) -> list[Problem]:
    """Return what is wrong in sound entries and is not told by `entries` or `publications`.

    :param publications: what `publications.read_publication` made of the entries.
    :param lints: what each entry shows by itself, if that is known already.
    """
    if lints is None:
        lints = {key: lint_entry(entries[key], publications.get(key)) for key in entries}
    problems = [
        _problem(Subtype.FIELD, source, field, f': {text}')
        for key, source in entries.items()
        for field, text in lints[key].messages
    ]
    problems += [
        _problem(Subtype.MATH, source, field, f': {text}')
        for key, source in entries.items()
        for field, text in lints[key].formulas
    ]
    return [*problems, *_duplicates(entries, publications, lints)]


def _problem(subtype: Subtype, source: SourceEntry, field: str, text: str) -> Problem:
    line = source.lines.get(field, source.line)
    return Problem(subtype, source.file, line, f'the entry "{source.entry.key}"{text}')


def lint_entry(source: SourceEntry, publication: Publication | None) -> EntryLint:
    """Return what an entry shows by itself; an entry that is no publication has no title."""
    fields, title = source.entry.fields, ''
    if publication and 'title' in fields and 'title' not in source.added:
        whole = f'{publication.title}{fields.get("subtitle", "")}'
        title = re.sub(r'[\W_]+', '', fold(whole))
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


def _messages(source: SourceEntry) -> Iterator[tuple[str, str]]:
    """Yield a field and a message for each thing that is wrong in one entry."""
    for field, value, violation in findings(source):
        replacement = violation.replacement
        hint = f'write {field} = {{{replacement}}}' if replacement else violation.hint
        yield field, f'{field} = {{{value}}} {violation.message}; {hint}'
    fields, people = source.entry.fields, source.entry.persons
    latex = [(field, fields[field]) for field in _PRINTED if field in fields]
    latex += [(role.lower(), str(person)) for role in people for person in people[role]]
    for field, text in latex:
        if field not in source.added and (sign := undecodable(text)):
            yield field, f'{field}: {_advice(sign)}'
    roles = () if source.misnamed else people
    for role in (role for role in roles if role.lower() not in source.added):
        if message := _list_by_commas(source.entry, role):
            yield role.lower(), message


def _refused_formulas(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield a field and a message for each formula that is more than mathematics."""
    for field, text in publication.marked:
        for formula in formulas_of(text):
            why = '' if simple(formula) else formula_refusal(normal(formula))
            if why:
                shown = shown_formula(formula)
                yield field, f'{field}: the formula "{shown}" is shown as it is written: {why}'


def _advice(sign: str) -> str:
    if sign == '$':
        return 'a "$" stands alone; write "\\$", or math as $x$'
    if sign in {'{', '}'}:
        return f'a "\\{sign}" stands alone; write braces in pairs, or remove it'
    if sign in {r'\(', r'\['}:
        return f'"{sign}" cannot be shown; write math as $x$'
    return f'"{sign}" cannot be shown; write the letters themselves, or math as $x$'


def _list_by_commas(entry: Entry, role: str) -> str:
    """Return a message about names with a comma where "and" should stand, or nothing."""
    names, is_joined = [], False
    for person in entry.persons[role]:
        given, family, suffix = name_of(person)
        text = str(person)
        semicolon = ';' in re.sub(r'\{[^{}]*\}', '', text)
        if suffix:
            joined = not (is_suffix(suffix) or is_suffix(given) or is_extended(text))
        else:
            joined = are_two_names(family, given)
        if joined or semicolon:
            is_joined = True
            # whether there was a comma at all is not known of a name without a suffix
            text = with_and(text) if suffix or not semicolon else ''
        names.append(text)
    if not is_joined:
        return ''
    guess = ' and '.join(names) if all(names) else 'Last, First and Last, First'
    return f'{role}: the word "and" is missing between names; write {role} = {{{guess}}}'


def _duplicates(
    entries: Mapping[str, SourceEntry],
    publications: Mapping[str, Publication],
    lints: Mapping[str, EntryLint],
) -> Iterator[Problem]:
    """Yield a problem for each entry that an earlier one probably stands for."""
    by_doi: dict[str, Publication] = {}
    by_title: dict[tuple[str, int], list[Publication]] = defaultdict(list)
    for key, publication in publications.items():
        source = entries[key]
        doi, title = lints[key].doi, lints[key].title
        first = by_doi.setdefault(doi, publication) if doi else publication
        if first is not publication and not _are_related(source, entries[first.key]):
            yield _duplicate(source, entries[first.key], 'doi', f'the same DOI, {doi}')
            continue
        if not title or publication.year is None:
            continue
        others = by_title[title, publication.year]
        for other in others[:_COMPARED]:
            if not _are_distinct(publication, other, entries):
                yield _duplicate(source, entries[other.key], 'title', 'the same title and year')
                break
        others.append(publication)


def _duplicate(second: SourceEntry, first: SourceEntry, field: str, reason: str) -> Problem:
    place = f'line {first.line}' if first.file == second.file else f'{first.file}:{first.line}'
    key = first.entry.key
    hint = f'remove one of them, or, if they are two works, write related = {{{key}}}'
    text = f' has {reason}, as "{key}" at {place}; {hint}'
    return _problem(Subtype.DUPLICATE, second, field, text)


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
    for part in _PARTS:
        values = {item.entry.fields.get(part, '').strip() for item in (first, second)}
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
