"""What stands once for the whole bibliography: identifiers, dates, types and names."""

from __future__ import annotations

from pathlib import Path

import pytest
from pybtex.database import Entry, Person

from sphinx_folio.bib import load
from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.entry_types import GENRES, LISTED_TYPES, canonical_type, style_type
from sphinx_folio.bib.identifiers import date_parts, find_arxiv, find_doi, is_arxiv, is_on_arxiv
from sphinx_folio.bib.name_lists import name_of, read_list, words_of
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.bib.venues import type_of, venue_of
from sphinx_folio.bib.writer import unmarked
from sphinx_folio.model import MARKS, RAISED_MARKS, is_suffix, sort_form, split_marks


@pytest.mark.parametrize(
    ('fields', 'expected'),
    [
        ({}, True),
        ({'eprinttype': 'arXiv'}, True),
        ({'eprinttype': ' arXiv '}, True),
        ({'archiveprefix': 'arxiv'}, True),
        ({'archiveprefix': 'arxiv', 'eprinttype': 'hal'}, False),
        ({'archiveprefix': 'ascl'}, False),
    ],
)
def test_everyone_agrees_on_what_is_on_arxiv(fields: dict[str, str], *, expected: bool) -> None:
    assert is_arxiv(fields) is expected
    assert is_on_arxiv(fields) is False
    assert is_on_arxiv(fields | {'arxiv': 'x'}) is True
    entry = Entry('misc', fields={'title': 'T', 'eprint': '2501.01234', **fields})
    entry.key = 'key'
    assert is_on_arxiv(entry.fields) is expected
    assert venue_of(entry, type_of(entry)) == ('arXiv:2501.01234' if expected else '')
    text = ', '.join(f'{name} = {{{value}}}' for name, value in entry.fields.items())
    path = Path('references.bib')
    assert [link.key for link in links_of(f'@misc{{key, {text}}}', path)] == ['arxiv'] * expected


def links_of(text: str, path: Path) -> tuple[object, ...]:
    """Return the links of the one entry of a text."""
    collection = EntryCollection()
    collection.read_bytes(text.encode(), 'utf-8', str(path))
    return read_publication(collection.entries['key'], Path())[0].links


@pytest.mark.parametrize(
    ('text', 'number'),
    [
        ('arXiv preprint arXiv:2501.01234v2', '2501.01234v2'),
        ('https://arxiv.org/abs/math.GT/0309136', 'math.GT/0309136'),
        ('HEP-EX/9901001', 'HEP-EX/9901001'),
        ('J. Phys. 12', ''),
    ],
)
def test_a_number_of_arxiv_is_found_in_a_text(text: str, number: str) -> None:
    assert find_arxiv(text) == number


def test_a_doi_is_found_in_a_text() -> None:
    assert find_doi('doi: 10.1145/3600006.3613165') == '10.1145/3600006.3613165'
    assert find_doi('no 10.1/x') == ''


@pytest.mark.parametrize(
    ('text', 'parts'),
    [
        ('2020', ('2020', '', '')),
        ('2020-05/2021-06', ('2020', '05', '')),
        ('2020-05-04T10:00', ('2020', '05', '04')),
        ('2020-5-4', ('2020', '', '')),
        ('in 2020', ('', '', '')),
        ('', ('', '', '')),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(text: str, parts: tuple[str, str, str]) -> None:
    assert date_parts(text) == parts


def test_types_know_all_that_is_said_of_them() -> None:
    for name, listed in LISTED_TYPES.items():
        assert all(listed), name
        assert canonical_type(name.upper()) == name
    assert canonical_type('letter') == style_type('letter') == 'misc'
    assert [style_type('Thesis', kind) for kind in ('', 'PhD', 'Doctoral', 'mathesis')] == [
        *('mastersthesis', 'phdthesis', 'phdthesis', 'mastersthesis')
    ]
    assert GENRES['mathesis'] == GENRES['mastersthesis']


@pytest.mark.parametrize('mark', MARKS + RAISED_MARKS)
def test_a_mark_is_one_on_a_page_and_in_the_entry_that_readers_copy(mark: str) -> None:
    assert split_marks(f'Doe{mark}')[0] == 'Doe'
    assert unmarked([f'Doe{mark}']) == ['Doe']
    assert unmarked([f'Doe\\{mark}']) == [f'Doe\\{mark}']


@pytest.mark.parametrize(
    ('name', 'form'),
    [
        ('Jane Doe', 'Doe, Jane'),
        ('Ludwig van der Berg', 'van der Berg, Ludwig'),
        ('Doe, Jane', 'Doe, Jane'),
        ('Plato', 'Plato'),
        ('王 梓人', '王 梓人'),
    ],
)
def test_an_index_lists_the_family_name_first(name: str, form: str) -> None:
    assert sort_form(name) == form


def test_a_suffix_is_told_from_a_name() -> None:
    assert all(map(is_suffix, ('Jr.', 'III', '{III}', '2nd', 'Ph.D.', 'Filho')))
    assert not any(map(is_suffix, ('Li', 'Jane', '')))


def test_the_words_of_a_name_are_joined_in_one_way() -> None:
    person = Person('van der {Berg Smith}, Jr, Jan K.')
    assert words_of(person) == (['Jan', 'K.'], ['van', 'der'], ['{Berg Smith}'], ['Jr'])
    assert name_of(person) == ('Jan K.', 'van der {Berg Smith}', 'Jr')
    assert read_list('{A and B}, C and {D, E}').names == ('{A and B}, C', '{D, E}')


BROKEN = {
    'the name "in line 7" is kept': (
        '@misc{a, title = {T}, author = {A, in line 7, B, C}}',
        'write author = {A, in line 7 and B, C}',
    ),
    'a quote in a name': (
        '@misc{a, title = {T}, author = {O\'Neill, "B", C, D}}',
        'write author = {O\'Neill, "B" and C, D}',
    ),
    'a brace too few': ('@misc{a, title = "T}"}', 'a quote or a brace is not closed'),
    'too many braces': (
        f'@misc{{a, title = "{"{" * 120}x{"}" * 120}"}}',
        'syntax error: too many nested braces; check its commas',
    ),
    'a sign': ('@misc{a, title = {T} ?}', 'expected; check its commas'),
    'a path': ('@misc{a, title = {T}, pdf = {is no URL}}', '"is no URL" is no URL nor a file of'),
    'no path': ('@misc{a, title = {T}, code = {is no URL}}', '"is no URL" is no URL; write'),
}


@pytest.mark.parametrize('case', BROKEN)
def test_words_of_a_text_do_not_decide_what_is_said_of_it(tmp_path: Path, case: str) -> None:
    text, said = BROKEN[case]
    path = tmp_path / 'references.bib'
    path.write_text(text, encoding='utf-8')
    messages = [problem.message for problem in load([path], 'utf-8', tmp_path).problems]
    assert any(said in message for message in messages), messages
