"""Entries as readers copy them: what is kept, what is left out, and that it reads back."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from sphinx_folio.bib import with_parents
from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.writer import clean_bibtex, unmarked

if TYPE_CHECKING:
    from pathlib import Path


def read(source: str) -> Any:
    """Return the one entry of *source*."""
    return next(iter(parse_string(source, 'bibtex').entries.values()))


def entry(**fields: str) -> Any:
    """Return an entry of a title and some fields."""
    body = ''.join(f'{name} = {{{value}}}, ' for name, value in fields.items())
    return read(f'@misc{{key, title = {{T}}, {body}}}')


def fields_of(source: str) -> list[str]:
    return list(read(source).fields)


def test_an_entry_keeps_its_text_and_its_order_after_its_names() -> None:
    source = r"""
        @InProceedings( Doe2020 ,
            Title = "The {\LaTeX} of ``$x^2$'' --
                     and {G{\"o}del}",
            YEAR = 2020,
            editor = {R{\"o}e, Richard},
            booktitle = "Proceedings " # {of Things},
            month = jul,
            author = {Jane Doe and Ludwig van Beethoven and {ACME, Inc.} and others},
        )"""
    assert clean_bibtex(read(source)) == (
        '@InProceedings{Doe2020,\n'
        '  author = {Doe, Jane and van Beethoven, Ludwig and {ACME, Inc.} and others},\n'
        '  editor = {R{\\"o}e, Richard},\n'
        "  Title = {The {\\LaTeX} of ``$x^2$'' -- and {G{\\\"o}del}},\n"
        '  YEAR = {2020},\n'
        '  booktitle = {Proceedings of Things},\n'
        '  month = jul,\n'
        '}\n'
    )


LEFT_OUT = [
    *('people', 'projects', 'topics', 'selected', 'author+an', 'editor+an', 'author+an:marks'),
    *('abbr', 'abstract', 'additional_info', 'altmetric', 'award', 'award_name', 'bibtex_show'),
    *('blog', 'code', 'data', 'dimensions', 'google_scholar_id', 'html', 'inspirehep_id', 'pdf'),
    *('poster', 'preview', 'slides', 'supp', 'video', 'website'),
    *('file', 'owner', 'timestamp', 'groups', 'mendeley-tags', 'mendeley-groups', 'bdsk-url-1'),
    *('__markedentry', 'date-added', 'date-modified', 'PDF', 'Selected', 'Bdsk-File-1'),
]


@pytest.mark.parametrize('name', LEFT_OUT)
def test_what_only_this_site_or_its_author_needs_is_left_out(name: str) -> None:
    before = entry(**{name: 'value', 'year': '2020'})
    assert list(before.fields) == ['title', name, 'year']
    assert fields_of(clean_bibtex(before)) == ['title', 'year']


@pytest.mark.parametrize(
    'name',
    [
        *('keywords', 'location', 'note', 'doi', 'url', 'eprint', 'arxiv', 'pmid', 'isbn', 'date'),
        *('crossref', 'journaltitle', 'annote', 'language', 'series', 'numpages'),
    ],
)
def test_what_others_can_use_is_kept(name: str) -> None:
    assert fields_of(clean_bibtex(entry(**{name: 'value'}))) == ['title', name]


@pytest.mark.parametrize(
    ('annotation', 'kept'),
    [
        ('* equal contribution <br> † Jane', False),
        ('&lowast; equal', False),
        ('A classic of its field, where $a < b$.', True),
    ],
)
def test_only_an_annotation_in_html_is_left_out(annotation: str, kept: bool) -> None:  # noqa: FBT001
    assert ('annotation' in fields_of(clean_bibtex(entry(annotation=annotation)))) is kept


def test_an_empty_field_is_left_out() -> None:
    assert fields_of(clean_bibtex(entry(volume='', number=' ', pages='1'))) == ['title', 'pages']


@pytest.mark.parametrize(
    ('month', 'written'),
    [('jul', 'jul'), ('{July}', 'jul'), ('{may}', '{may}'), ('7', '{7}'), ('{Mai}', '{Mai}')],
)
def test_a_month_is_written_as_its_macro_again(month: str, written: str) -> None:
    source = f'@misc{{key, month = {month}}}'
    cleaned = clean_bibtex(read(source))
    assert cleaned == f'@misc{{key,\n  month = {written},\n}}\n'
    assert read(cleaned).fields['month'] == read(source).fields['month']


def test_what_biblatex_means_is_not_written_into_the_entry(tmp_path: Path) -> None:
    path = tmp_path / 'references.bib'
    path.write_text(
        '@thesis{t, author = {Doe, J.}, title = {T}, type = {phdthesis}, institution = {U},\n'
        '  date = {2020-05}, location = {Rome}}\n'
        '@inproceedings{p, author = {Doe, J.}, title = {P}, crossref = {all}}\n'
        '@proceedings{all, editor = {Roe, R.}, title = {All}, year = 2020}\n',
        encoding='utf-8',
    )
    library = EntryCollection()
    library.read(path, 'utf-8')
    assert complete(library.entries) == []
    found = {key: clean_bibtex(item.entry, item.added) for key, item in library.entries.items()}
    assert fields_of(found['t']) == ['title', 'type', 'institution', 'date', 'location']
    assert found['p'] == (
        '@inproceedings{p,\n  author = {Doe, J.},\n  title = {P},\n  crossref = {all},\n}\n'
    )
    assert library.entries['p'].entry.fields['booktitle'] == 'All'


# -- names ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('written', 'cleaned'),
    [
        ('Doe*, Jane', 'Doe, Jane'),
        ('Doe†‡, Jane', 'Doe, Jane'),
        ('Jane Doe∗', 'Doe, Jane'),
        ('Jane Doe *', 'Jane Doe'),
        ('Doe, Jane¶', 'Doe, Jane'),
        ('Doe *, Jane', 'Doe, Jane'),
        ('Doe, Jr.*, Jane', 'Doe, Jr., Jane'),
        ('van Beethoven§, Ludwig', 'van Beethoven, Ludwig'),
        ('Doe^&‖, Jane', 'Doe, Jane'),
        ('*Doe, Jane', 'Doe, Jane'),
        (r'{AT\&}', r'{AT\&}'),
        (r'Doe, AT\&', r'Doe, AT\&'),
        ('{Doe*}', '{Doe*}'),
        ('O*Neill, J.', 'O*Neill, J.'),
        ('*', '*'),
    ],
)
def test_marks_at_names_are_dropped(written: str, cleaned: str) -> None:
    assert f'author = {{{cleaned}}}' in clean_bibtex(entry(author=written))


def test_marks_alone_leave_no_word() -> None:
    assert unmarked([]) == []
    assert unmarked(['Doe', '*†']) == ['Doe']
    assert unmarked(['Jones', '&']) == ['Jones', '&']


NAMES = [
    *('Doe, Jane', 'Jane Doe', 'Doe', '{Example Collaboration}', 'Doe, J. K.', '王梓人'),
    *('van der Berg, Jan', 'Jan van der Berg', 'de la Fontaine, Jean', 'von Neumann'),
    *('Doe, Jr., Jane', 'Doe, Jr.,', 'Two Words,', '{Two Words}', 'jane doe', 'bell hooks,'),
    *(r'M{\"u}ller, J{\"o}rg', r'{\L}ukasz \'Swi\k{e}tek', 'Jane~Doe', 'Ford, {Henry and Sons}'),
    *('others', 'Jean-Paul Sartre', 'and Doe, Jane', "Vall{\\'e}e Poussin, Charles de la"),
]


@pytest.mark.parametrize('name', NAMES)
@pytest.mark.parametrize('place', ['{}', '{} and Roe, R.', 'Roe, R. and {}', 'A B and {} and C'])
def test_a_name_reads_back_as_the_same_name(name: str, place: str) -> None:
    before = entry(author=place.replace('{}', name, 1))
    assert read(clean_bibtex(before)).persons['author'] == before.persons['author']


# -- inheritance ---------------------------------------------------------------------


def test_parents_follow_the_entries_that_inherit_from_them() -> None:
    entries = parse_string(
        '@proceedings{all, title = {All}, xdata = {place, missing}}'
        '@xdata{place, location = {Rome}}'
        '@inproceedings{a, title = {A}, crossref = {ALL}}'
        '@inproceedings{b, title = {B}, crossref = {all}}'
        '@misc{c, title = {C}}'
        '@misc{x, title = {X}, crossref = {y}}'
        '@misc{y, title = {Y}, crossref = {x}}',
        'bibtex',
    ).entries
    assert with_parents(['c'], entries) == ['c']
    assert with_parents([], entries) == []
    assert with_parents(['all', 'b', 'c', 'a'], entries) == ['b', 'c', 'a', 'all', 'place']
    assert sorted(with_parents(['x'], entries)) == ['x', 'y']


# -- any entry -----------------------------------------------------------------------

_WORDS = st.one_of(
    st.text(string.ascii_letters + "éÉłŁßøçñ王梓.-'", min_size=1, max_size=6),
    st.sampled_from(['van', 'de', 'Jr.', r'{\"o}', r'\'e', r'{\O}', '{von Trapp}', r'\c{C}']),
).filter(lambda word: word.lower() != 'and' and word.strip('~'))
_WORD_LISTS = st.lists(_WORDS, min_size=1, max_size=3).map(' '.join)
_NAMES = st.one_of(
    _WORD_LISTS,
    st.tuples(_WORD_LISTS, st.one_of(st.just(''), _WORD_LISTS)).map(', '.join),
    st.tuples(_WORD_LISTS, _WORDS, st.one_of(st.just(''), _WORD_LISTS)).map(', '.join),
)
_BALANCED = st.recursive(
    st.text(st.characters(exclude_characters='{}', exclude_categories=['Cs']), max_size=8),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: '{' + ' '.join(parts) + '}'),
    max_leaves=8,
)
_FIELDS = st.dictionaries(
    st.sampled_from(
        ['title', 'Year', 'JOURNAL', 'note', 'month', 'doi', 'x-y', 'pages', 'edition']
    ),
    _BALANCED,
)
_ROLES = st.dictionaries(
    st.sampled_from(['author', 'Editor']), st.lists(_NAMES, min_size=1, max_size=4)
)


@settings(deadline=None)
@given(kind=st.sampled_from(['article', 'InBook', 'x']), roles=_ROLES, fields=_FIELDS)
def test_an_entry_reads_back_the_same(
    kind: str, roles: dict[str, list[str]], fields: dict[str, str]
) -> None:
    parts = {**fields, **{role: ' and '.join(names) for role, names in roles.items()}}
    body = ''.join(f'{name} = {{{value}}},' for name, value in parts.items())
    before = read(f'@{kind}{{some:key/1, {body}}}')
    after = read(clean_bibtex(before))
    assert (after.original_type, after.key) == (kind, 'some:key/1')
    kept = [(name, value) for name, value in before.fields.items() if value]
    assert list(after.fields.items()) == kept
    assert dict(after.persons.items()) == dict(before.persons.items())
    assert clean_bibtex(after) == clean_bibtex(before)
