"""What people have in their .bib files: every entry is listed, or a message says why not."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bibliographies import FOLDER, lost, read
from pybtex.database import Entry, Person

from sphinx_folio.bib import TYPES
from sphinx_folio.bib.blocks import SourceEntry
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.scanner import Block, split
from sphinx_folio.bib.venues import type_of, venue_of
from sphinx_folio.model import merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from bibliographies import Read
    from support import MakeSite, Site


def read_file(name: str) -> Read:
    return read((FOLDER / name).read_bytes())


# -- files as programs write them --------------------------------------------------

GOOD = {
    'acl-anthology.bib': ['iacl-2024-imaginary', 'wang-etal-2024-tokens', 'roe-2023-survey'],
    'ads.bib': [
        '2022ApJ...900..001D',
        '2021AAS...23700101R',
        '2019ascl.soft01001D',
        '2015PhDT.........1M',
    ],
    'al-folio.bib': ['einstone1956investigations', 'einstone1935can', 'doe2024award'],
    'dblp.bib': [
        'DBLP:conf/imgsys/WangD25',
        'DBLP:journals/corr/abs-2408-00001',
        'DBLP:conf/imgsys/2025',
        'DBLP:phd/dnb/Mueller15',
    ],
    'google-scholar.bib': [
        'wang2025nanothing',
        'silva2019fast',
        'hansen2011handbook',
        'smith2010patent',
        'zhang2018deep',
    ],
    'handwritten.bib': [
        'isos24',
        'doe24',
        'doe24b',
        'zenodo',
        'traces23',
        'page',
        'tool',
        'bachelor',
        'talk',
        'site',
        'draft',
        'forthcoming',
    ],
    'inspire.bib': ['Example:2023abc', 'Example:2021xyz', 'Aaa:2019old'],
    'jabref.bib': ['Mueller2020', 'Skarsgaard2021'],
    'mendeley.bib': ['Dogan2017', 'Ionescu2016', 'Anderson'],
    'zotero-biblatex.bib': [
        'vanderbergPipelines2023',
        'doeWhatTokensCost2024',
        'roeTailbench2022',
        'exampleConsortiumTraces2021',
        'kovacsThesis2020',
        'lindstromReport2019',
        'yamadaReplay2022',
        'nowakPatent2018',
        'moreauTalk2024',
    ],
    'zotero-bibtex.bib': [
        'nguyenAdaptiveBatchingServing2024',
        'celikScalableConsensusGeoDistributed2023',
        'wangSchedulersAreLanguages2025',
        'obrienMemoryDisaggregation2022',
        'garciaPowerModels2021',
        'dvorakQueueingTheory2019',
        'erdosWaitingTimes2018',
        'roeNotes',
    ],
}


def test_every_file_is_in_a_table() -> None:
    names = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob('*.bib')}
    assert names == {*GOOD, *(f'broken/{name}' for name in BROKEN)}


@pytest.mark.parametrize('name', GOOD)
def test_an_export_reads_without_a_complaint(name: str) -> None:
    found = read_file(name)
    assert list(found.publications) == GOOD[name]
    assert found.told == []


@pytest.mark.parametrize('name', GOOD)
@pytest.mark.parametrize(
    'change',
    [
        pytest.param(lambda text: text.replace('\n', '\r\n').encode(), id='crlf'),
        pytest.param(lambda text: text.encode('utf-8-sig'), id='bom'),
        pytest.param(lambda text: f'---\nlayout: none\n---\n{text}'.encode(), id='yaml fence'),
        pytest.param(lambda text: text.rstrip().encode(), id='no last newline'),
        pytest.param(lambda text: text.replace('\n', '\n\t ').encode(), id='indented'),
    ],
)
def test_its_dress_does_not_count(name: str, change: Callable[[str], bytes]) -> None:
    found = read(change((FOLDER / name).read_text(encoding='utf-8')))
    assert list(found.publications) == GOOD[name]
    assert found.told == []
    same = read_file(name).publications
    for key, publication in found.publications.items():
        assert publication.title == same[key].title
        assert publication.authors == same[key].authors


class Shown(NamedTuple):
    """What a list shows of an entry."""

    type: str
    authors: tuple[str, ...]
    venue: str
    year: int | None
    title: str


SHOWN = {
    'zotero-bibtex.bib': {
        'nguyenAdaptiveBatchingServing2024': Shown(
            'article',
            ('Minh Anh Nguyễn', 'Paweł Łukasiewicz', 'Jan van der Berg'),
            'Journal of Systems Research 4(2), 101–117',
            2024,
            'Adaptive Batching for Serving Large Language Models',
        ),
        'wangSchedulersAreLanguages2025': Shown(
            'preprint',
            ('Ziren Wang', 'Example Systems Laboratory'),
            'arXiv:2501.01234',
            2025,
            'Schedulers Are Languages',
        ),
    },
    'zotero-biblatex.bib': {
        'vanderbergPipelines2023': Shown(
            'article',
            ('Jan van der Berg', 'Jane Doe', 'Martin King Jr.'),
            'Transactions on Imaginary Computing 12(3), 1–22',
            2023,
            'Pipelines without Bubbles',
        ),
        'kovacsThesis2020': Shown(
            'thesis',
            ('Zsófia Kovács',),
            'PhD thesis, Példa Egyetem',
            2020,
            'Consistency at the Edge',
        ),
        'moreauTalk2024': Shown(
            'unpublished',
            ('Éloïse Moreau',),
            'Summer School on Imaginary Systems',
            2024,
            'Scheduling in the Dark',
        ),
    },
    'jabref.bib': {
        'Mueller2020': Shown(
            'article',
            ('Jürgen Müller', 'Anna Weiß', 'Jane Doe'),
            'Journal of Imaginary Systems 9(1), 17–29',
            2020,
            'On the NP-Hardness of Rack Placement',
        ),
    },
    'mendeley.bib': {
        'Anderson': Shown('misc', ('Mary Anderson',), '', None, 'Slides on congestion'),
    },
    'dblp.bib': {
        'DBLP:journals/corr/abs-2408-00001': Shown(
            'preprint',
            ('Ziren Wang', 'Paul Erdös Jr.', 'Søren Østergaard', 'Ngô Báo Châu'),
            'arXiv:2408.00001',
            2024,
            'Overlapping Everything',
        ),
    },
    'google-scholar.bib': {
        'wang2025nanothing': Shown(
            'preprint',
            ('Ziren Wang', 'Jane Doe'),
            'arXiv:2501.01234',
            2025,
            'Nanothing: Towards optimal throughput',
        ),
    },
    'inspire.bib': {
        'Example:2023abc': Shown(
            'article',
            ('Maša Kováč', 'Juan Díaz-Ortiz', 'Zbigniew Żak'),
            'Phys. Rev. X 13(1), 011001',
            2023,
            r'Search for imaginary quarks in pp collisions at √s = 13 TeV',
        ),
    },
    'acl-anthology.bib': {
        'wang-etal-2024-tokens': Shown(
            'inproceedings',
            ('Ziren Wang', 'Minh Anh Nguyễn', 'Jiří Šimůnek', 'Noor Al-Khalil'),
            'Proceedings of the 3rd Meeting of the Imaginary Association for Computational '
            'Linguistics (Volume 1: Long Papers), Joan Roe, Karel Kučera (eds.), pages 1–17',
            2024,
            'Tokens & their Discontents: LLMs in Vietnamese',
        ),
    },
    'al-folio.bib': {
        'einstone1935can': Shown(
            'article',
            ('A. Einstone', 'B. Podolska', 'N. Rosen'),
            'Phys. Rev. 47(10), 777–780',
            1935,
            'Can Imaginary-Mechanical Description of Physical Reality be Considered Complete?',
        ),
    },
    'ads.bib': {
        '2022ApJ...900..001D': Shown(
            'article',
            ('Jane Doe', 'Rafael Nuñez', 'IMAGINARY Collaboration'),
            'ApJ 900(1), 1',
            2022,
            'A Pulsar in an Imaginary Globular Cluster: 100% Pure',
        ),
        '2019ascl.soft01001D': Shown(
            'software',
            ('Jane Doe',),
            'Imaginary Source Code Library, record ascl:1901.001',
            2019,
            'pulsarfind: Find pulsars',
        ),
    },
    'handwritten.bib': {
        'doe24': Shown(
            'inproceedings',
            ('Jane Doe', 'Ziren Wang', 'Jan van der Berg', 'The Systems Group'),
            'Proceedings of the Imaginary Symposium on Operating Systems, Joan Roe (ed.), '
            'pages 1–10',
            2024,
            'A title with "quotes", x₁² and 50% off',
        ),
        'traces23': Shown('dataset', ('Jane Doe',), 'Zenodo', 2023, 'Traces'),
        'forthcoming': Shown('article', ('Jane Doe',), 'J. Imag.', None, 'Soon'),
    },
}


@pytest.mark.parametrize(
    ('name', 'key'), [(name, key) for name, entries in SHOWN.items() for key in entries]
)
def test_an_entry_is_shown_as_its_author_meant(name: str, key: str) -> None:
    found = read_file(name).publications[key]
    authors = tuple(author.name for author in found.authors)
    assert Shown(found.type, authors, found.venue, found.year, found.title) == SHOWN[name][key]


# -- broken files ------------------------------------------------------------------

#: The entries that are kept, and what is told on which line.
BROKEN: dict[str, tuple[list[str], list[tuple[int, str]]]] = {
    'bom.bib': (['first', 'second'], [(8, 'has the field "year" twice, and the first is shown')]),
    'crlf.bib': (['first', 'second'], [(8, 'has the field "year" twice, and the first is shown')]),
    'old-mac.bib': (
        ['first', 'second'],
        [(8, 'has the field "year" twice, and the first is shown')],
    ),
    'utf-16.bib': (
        ['first', 'second'],
        [(1, 'read as utf-16; save the file as UTF-8'), (8, 'has the field "year" twice')],
    ),
    'latin-1.bib': (['muller', 'quoted'], [(2, 'read as cp1252; save the file as UTF-8')]),
    'iso-2022-jp.bib': (['yamada', 'doe'], [(2, 'read as iso2022_jp_ext; save the file')]),
    'duplicates.bib': (
        ['doe20', 'fields', 'broken', 'last'],
        [
            (4, 'duplicate key "doe20", first at line 2; that entry is kept'),
            (5, 'duplicate key "Doe20", first at line 2; that entry is kept'),
            (11, 'has the field "title" twice, and the first is shown'),
            (12, 'has the field "Year" twice, and the first is shown'),
            (14, 'the entry "broken": syntax error'),
        ],
    ),
    'inheritance.bib': (
        [
            *('child', 'orphan', 'parent', 'grandparent', 'self', 'ring1', 'ring2'),
            *('shared', 'a', 'b'),
        ],
        [
            (2, 'crossref "nobody" does not exist'),
            (5, 'crossref "self" leads back to this entry; remove it'),
            (7, 'crossref "ring1" leads back to this entry; remove it'),
            (8, 'xdata "nothing" does not exist'),
        ],
    ),
    'names.bib': (
        [
            *('commas', 'only', 'empty', 'ands', 'double', 'trailing', 'etal', 'others'),
            *('upper', 'braces', 'comma', 'suffix', 'editors'),
        ],
        [],  # the linter tells of lists
    ),
    'no-key.bib': (
        ['fine', 'last'],
        [
            (2, 'this entry has no key; write one before its first comma'),
            (8, 'this entry has no key; write one before its first comma'),
            (14, 'this entry has no key; write one before its first comma'),
            (15, 'the key "also fine" holds a space; write it in one word'),
            (16, 'this entry has no key; write one before its first comma'),
        ],
    ),
    'percent.bib': (['inside', 'value'], []),
    'quotes.bib': (
        ['braced', 'umlaut', 'inside', 'last'],
        [
            (1, 'the entry "nested": syntax error'),
            (4, 'the entry "bare": syntax error'),
            (6, 'the entry "open": a quote or a brace is not closed; write the missing one'),
            (7, 'the entry "curly": syntax error: field value expected'),
        ],
    ),
    'shouting.bib': (
        ['PARENS', 'spaced', 'UPPER', 'last'],
        [(10, 'the entry "mixed" begins with "(" and ends with "}"; write ")"')],
    ),
    'stray-signs.bib': (
        [
            *('fine', 'next', 'hyphen', 'below', 'handle', 'mail', 'sameline', 'commaless'),
            *('slashes', 'last'),
        ],
        [
            (2, 'this "@" begins no entry; write @article{key, or remove it'),
            (4, 'this "}" closes nothing; remove it'),
            (5, 'the entry "surplus" has an unbalanced brace: 1 "}" too many, so remove it'),
            (11, 'the entry "missing" has an unbalanced brace: 1 "{" too many'),
            (18, 'this "@" begins no entry; write @article{key, or remove it'),
            (20, 'the entry "typeless" has no type; write one, such as @article'),
            (28, 'the entry "commaless" has no comma after its key; write one'),
            (32, 'the entry "gap": syntax error'),
            (33, 'the entry "equals": syntax error: \'=\' expected'),
        ],
    ),
    'undefined-macro.bib': (
        ['first', 'second', 'third'],
        [
            (4, 'undefined string: jacm; write it in braces, or define it with @string'),
            (10, 'undefined string: osdi; write it in braces, or define it with @string'),
        ],
    ),
    'unknown-types.bib': (
        ['software', 'set', 'thesis', 'preprint', 'webpage', 'audio', 'odd', 'misc'],
        [],
    ),
    'unterminated.bib': (['fine'], [(2, 'the entry "cut" has an unbalanced brace')]),
}


@pytest.mark.parametrize('name', BROKEN)
def test_a_defect_costs_one_entry_and_is_told(name: str) -> None:
    found = read_file(f'broken/{name}')
    keys, expected = BROKEN[name]
    assert list(found.publications) == keys
    assert [line for line, _message in found.told] == [line for line, _words in expected]
    for (_line, message), (_expected_line, words) in zip(found.told, expected, strict=True):
        assert words in message


@pytest.mark.parametrize('name', [*GOOD, *(f'broken/{name}' for name in BROKEN)])
def test_no_entry_is_lost_without_a_message(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    assert lost(content, read(content)) == []


def test_a_broken_file_keeps_what_stands_in_it() -> None:
    found = read_file('broken/stray-signs.bib').publications
    assert found['handle'].note == 'by @jane and @ joan (both)'
    assert found['slashes'].title == 'C:'
    found = read_file('broken/duplicates.bib').publications
    assert found['fields'].title == 'First title'
    assert found['fields'].year == 2020
    assert found['doe20'].venue == 'First Journal'
    assert found['last'].venue == 'Second Journal', 'the last definition of a macro holds'
    found = read_file('broken/undefined-macro.bib').publications
    assert found['first'].venue == 'jacm'
    assert found['second'].venue == 'Proceedings of osdi 2020'
    found = read_file('broken/percent.bib').publications
    assert found['inside'].year == 2020
    assert found['value'].title == '100% sure'
    assert found['value'].abstract == 'Of these, % 50 are not in any list.'
    found = read_file('broken/inheritance.bib').publications
    assert (found['child'].venue, found['child'].year) == ('Parent', 2020)
    assert (found['shared'].year, found['shared'].note) == (2020, 'From a')
    found = read_file('broken/names.bib').publications
    assert [author.name for author in found['commas'].authors] == [
        'Jane Doe',
        'Joan Roe',
        'Ann Poe',
    ]
    assert found['etal'].et_al
    found = read_file('broken/iso-2022-jp.bib').publications
    assert found['yamada'].authors[0].name == '山田太郎'


def test_a_macro_that_is_undefined_is_told_once() -> None:
    entries = ''.join(f'@misc{{k{n}, title={{T}}, note=acm}}\n' for n in range(3))
    found = read(entries.encode())
    assert len(found.told) == 1
    assert [item.note for item in found.publications.values()] == ['acm'] * 3


def test_one_name_is_one_object_in_all_entries() -> None:
    entries = ''.join(f'@misc{{k{n}, author={{Doe, Jane and Roe, Joan}}}}\n' for n in range(3))
    library = read(entries.encode()).library
    people = {
        id(item) for located in library.entries.values() for item in located.entry.persons['author']
    }
    assert len(people) == 2


@pytest.mark.parametrize(
    'name',
    ["O'Neil-Doe, Jane A. B.", 'Doe, J.', 'Doe, jane', "D'Arc, Jo-Ann", 'Doe, Jr., Jane', 'Doe'],
)
def test_a_name_is_taken_apart_as_pybtex_does(name: str) -> None:
    library = read(f'@misc{{k, author = {{{name}}}}}'.encode()).library
    (person,) = library.entries['k'].entry.persons['author']
    assert person == Person(name)
    assert type(person.last_names) is list


def test_fields_are_found_on_their_lines() -> None:
    text = '@misc{a,\n  title = {Over\n  two lines},\n  % none\n  year = 2020, note\n  = {n},\n}'
    assert read(text.encode()).library.entries['a'].lines == {'title': 2, 'year': 5, 'note': 5}


def test_a_long_line_of_heirs_ends() -> None:
    entries = ''.join(f'@misc{{k{n}, title={{T}}, crossref={{k{n + 1}}}}}\n' for n in range(2000))
    found = read(f'{entries}@misc{{k2000, title={{T}}, year=2020}}'.encode())
    assert len(found.publications) == 2001
    assert found.publications['k1999'].year == 2020


# -- where blocks end --------------------------------------------------------------


@pytest.mark.parametrize(
    ('text', 'keys'),
    [
        ('@a{x, t={a}}@b{y, t={b}}', ['x', 'y']),
        ('@a{x, t={a}} @b{y, t={b}}', ['x', 'y']),
        ('@a{x, t={a}},\n@b{y, t={b}},', ['x', 'y']),
        ('jane@a.org @a{x, t={a}}', ['x']),
        ('see jane@a{x} and @home (soon)\n@a{x, t={a}}', ['x']),
        ('@a{x, t={b@c{d}, e@f(g)}}', ['x']),
        ('@a{x, t={\n@b{y}\n}}', ['y']),
        ('@a(x, t={)}, u=")")', ['x']),
        ('@comment{@a{x, t={a}}}', []),
        ('@comment{\n@a{x, t={a}}\n}\n@b{y, t={b}}', ['y']),
        ('@comment{open\n@b{y, t={b}}', ['y']),
        ('@comment x\n@b{y, t={b}}', ['y']),
        ('% @a{x, t={a}}\n@b{y, t={b}}', ['y']),
        ('50% of @a{x, t={a}}', []),
        ('@a{x, t={50%}}@b{y, t={b}}', ['x', 'y']),
        ('@a{x, t={a}} % @c{z, t={c}}\n@b{y, t={b}}', ['x', 'y']),
        ('@a\n{\nx\n,\nt={a}}', ['x']),
        ('@ a {x, t={a}}', ['x']),
        ('@a{x}', ['x']),
        ('@a{10.1/S0(20)3-4, t={a}}', ['10.1/S0(20)3-4']),
        ('@a{a:b/c+d.e_f-g*h, t={a}}', ['a:b/c+d.e_f-g*h']),
        ('@a{ключ, t={a}}', ['ключ']),
        ('@preamble{"\\newcommand{\\x}{@}"} @a{x, t={a}}', ['x']),
        ('@string{s = "@b{y},"} @a{x, t=s}', ['x']),
        ('', []),
        ('\n\n', []),
        ('no entry at all', []),
    ],
)
def test_blocks_end_where_bibtex_ends_them(text: str, keys: list[str]) -> None:
    assert list(read(text.encode()).library.entries) == keys


@pytest.mark.parametrize('name', GOOD)
def test_blocks_cover_all_text_but_comments(name: str) -> None:
    text = (FOLDER / name).read_text(encoding='utf-8')
    rest = text
    for block in split(text):
        assert isinstance(block, Block)
        assert rest.find(block.text) >= 0
        rest = rest.replace(block.text, '', 1)
    assert not re.search('[@{}]', rest)


# -- types -------------------------------------------------------------------------

FIELDS = {
    'title': 'T',
    'booktitle': 'Book',
    'journal': 'Journal',
    'publisher': 'Press',
    'institution': 'Institute',
    'school': 'School',
    'organization': 'Organization',
    'howpublished': 'Talk',
    'number': '7',
    'version': '2.0',
    'url': 'https://www.example.org/a',
}
#: Types of BibTeX, of biblatex (manual §2.1), and of programs; how lists name them, and
#: the venue of an entry that has all of the fields above.
KINDS = {
    'article': ('article', 'Journal, no. 7'),
    'book': ('book', 'no. 7, Press'),
    'mvbook': ('book', 'no. 7, Press'),
    'inbook': ('incollection', 'Book, no. 7, Press'),
    'bookinbook': ('incollection', 'Book, no. 7, Press'),
    'suppbook': ('incollection', 'Book, no. 7, Press'),
    'booklet': ('book', 'no. 7, Press'),
    'collection': ('book', 'no. 7, Press'),
    'mvcollection': ('book', 'no. 7, Press'),
    'incollection': ('incollection', 'Book, no. 7, Press'),
    'suppcollection': ('incollection', 'Book, no. 7, Press'),
    'dataset': ('dataset', 'Press, version 2.0'),
    'manual': ('report', 'no. 7, Institute'),
    'misc': ('misc', 'Talk, version 2.0'),
    'online': ('online', 'Talk, version 2.0'),
    'patent': ('patent', 'Patent 7'),
    'periodical': ('periodical', 'no. 7, Press'),
    'suppperiodical': ('article', 'Journal, no. 7'),
    'proceedings': ('book', 'no. 7, Press'),
    'mvproceedings': ('book', 'no. 7, Press'),
    'inproceedings': ('inproceedings', 'Book, no. 7'),
    'reference': ('book', 'no. 7, Press'),
    'mvreference': ('book', 'no. 7, Press'),
    'inreference': ('incollection', 'Book, no. 7, Press'),
    'report': ('report', 'Report 7, Institute'),
    'set': ('misc', 'Talk, version 2.0'),
    'software': ('software', 'Press, version 2.0'),
    'thesis': ('thesis', 'Thesis, School'),
    'unpublished': ('unpublished', 'Talk, version 2.0'),
    'custom': ('misc', 'Talk, version 2.0'),
    'conference': ('inproceedings', 'Book, no. 7'),
    'electronic': ('online', 'Talk, version 2.0'),
    'mastersthesis': ('thesis', 'Master’s thesis, School'),
    'phdthesis': ('thesis', 'PhD thesis, School'),
    'techreport': ('report', 'Technical report 7, Institute'),
    'www': ('online', 'Talk, version 2.0'),
    'artwork': ('misc', 'Talk, version 2.0'),
    'audio': ('misc', 'Talk, version 2.0'),
    'bibnote': ('misc', 'Talk, version 2.0'),
    'commentary': ('misc', 'Talk, version 2.0'),
    'image': ('misc', 'Talk, version 2.0'),
    'jurisdiction': ('misc', 'Talk, version 2.0'),
    'legislation': ('misc', 'Talk, version 2.0'),
    'legal': ('misc', 'Talk, version 2.0'),
    'letter': ('misc', 'Talk, version 2.0'),
    'movie': ('misc', 'Talk, version 2.0'),
    'music': ('misc', 'Talk, version 2.0'),
    'performance': ('misc', 'Talk, version 2.0'),
    'review': ('article', 'Journal, no. 7'),
    'standard': ('standard', 'Organization 7, version 2.0'),
    'video': ('misc', 'Talk, version 2.0'),
    'preprint': ('preprint', 'Journal, no. 7'),
    'webpage': ('online', 'Talk, version 2.0'),
    'nonsense': ('article', 'Journal, no. 7'),
}


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('write', [str, str.upper, str.title])
def test_every_type_has_a_name_and_a_venue(kind: str, write: Callable[[str], str]) -> None:
    entry = Entry(write(kind), fields=dict(FIELDS))
    entry.key = 'key'
    complete({'key': SourceEntry(entry, 'references.bib', 1)})
    assert (found := type_of(entry), venue_of(entry, found)) == KINDS[kind]
    assert KINDS[kind][0] in TYPES


@pytest.mark.parametrize(
    ('kind', 'fields', 'expected'),
    [
        ('thesis', {'type': 'phdthesis', 'institution': 'U'}, 'PhD thesis, U'),
        ('thesis', {'type': 'mathesis', 'institution': 'U'}, 'Master’s thesis, U'),
        ('thesis', {'type': 'bathesis', 'school': 'U'}, 'Bachelor’s thesis, U'),
        ('thesis', {'type': 'Habilitation', 'school': 'U'}, 'Habilitation, U'),
        ('phdthesis', {'type': 'Doctoral dissertation', 'school': 'U'}, 'Doctoral dissertation, U'),
        ('report', {'type': 'resreport', 'institution': 'U'}, 'Research report, U'),
        ('report', {'type': 'White paper', 'number': '3'}, 'White paper 3'),
        ('manual', {'organization': 'O'}, 'O'),
        ('misc', {'howpublished': r'\url{https://example.org}'}, ''),
        ('misc', {'publisher': 'P'}, 'P'),
        ('online', {'url': 'https://www.example.org/a'}, 'example.org'),
        ('online', {'url': 'https://[broken'}, ''),
        ('misc', {'eprint': '2501.01234', 'archiveprefix': 'arXiv'}, 'arXiv:2501.01234'),
        ('misc', {'eprint': '2501.01234v2', 'eprinttype': 'arxiv'}, 'arXiv:2501.01234v2'),
        ('misc', {'eprint': 'hep-ex/9901001', 'archiveprefix': 'arXiv'}, 'arXiv:hep-ex/9901001'),
        ('misc', {'arxiv': 'https://arxiv.org/abs/2501.01234'}, 'arXiv:2501.01234'),
        ('misc', {'url': 'https://arxiv.org/abs/2501.01234'}, 'arXiv:2501.01234'),
        ('article', {'journal': 'arXiv preprint arXiv:2501.01234'}, 'arXiv:2501.01234'),
        ('article', {'journal': 'CoRR', 'volume': 'abs/2501.01234'}, 'arXiv:2501.01234'),
        ('article', {'journal': 'ArXiv'}, 'ArXiv'),
        ('article', {'journal': 'J', 'eprint': '2501.01234'}, 'J'),
        ('misc', {'eprint': '1901.001', 'archiveprefix': 'ascl', 'howpublished': 'H'}, 'H'),
        ('unpublished', {'eventtitle': 'Summer school'}, 'Summer school'),
        ('article', {'journaltitle': 'J', 'volume': '1', 'issue': '2', 'eid': '3'}, 'J 1(2), 3'),
        ('article', {'journal': r'\apj', 'volume': '900'}, 'ApJ 900'),
        ('article', {'journal': r'\myjournal'}, 'myjournal'),
        ('inproceedings', {'booktitle': 'B', 'pages': '1--3'}, 'B, pages 1–3'),
    ],
)
def test_a_venue_is_told_in_the_words_of_its_type(
    kind: str, fields: dict[str, str], expected: str
) -> None:
    entry = Entry(kind, fields=fields)
    entry.key = 'key'
    complete({'key': SourceEntry(entry, 'references.bib', 1)})
    assert venue_of(entry, type_of(entry)) == expected


# -- the whole site, with sphinxcontrib-bibtex -------------------------------------

#: Of its own, it tells of fields that its styles demand and the entry has not.
FROM_ITS_STYLE = re.compile(r'missing \w+( or \w+)* in \S+ \[bibtex\.missing_field\]$')


FILES = [*GOOD, *(f'broken/{name}' for name in BROKEN)]
#: What is told of it names all keys of the site.
ALONE = 'broken/inheritance.bib'


@cache
def groups() -> list[list[str]]:
    """Return lists of files that hold no key twice, and so do not disturb each other in a site."""
    found: list[tuple[list[str], set[str]]] = []
    for name in FILES:
        if name != ALONE:
            keys = {key.lower() for key in read_file(name).library.entries}
            group = next((group for group in found if not group[1] & keys), None)
            if group is None:
                group = ([], set())
                found.append(group)
            group[0].append(name)
            group[1].update(keys)
    return [[ALONE], *(names for names, _keys in found)]


def page_of(name: str) -> str:
    """Return the end of the name of a page about a file."""
    return re.sub('[^a-z0-9]+', '-', name.removesuffix('.bib'))


def works(found: Read) -> list[str]:
    """Return the keys of the entries that are works, and no fields for other entries."""
    entries = found.library.entries.items()
    return [key for key, item in entries if item.entry.original_type != 'xdata']


def site_of(make_shared_site: MakeSite, names: list[str]) -> Site:
    """Build a website that lists and cites every entry of some files, on pages for each."""
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(names):
        page = page_of(name)
        cited = '\n\n'.join(f'{{cite:p}}`{key}`' for key in works(read_file(name)))
        files[name] = (FOLDER / name).read_bytes()
        files[f'all-{page}.md'] = (
            f'# All\n\n```{{bibliography}} {name}\n:all:\n:labelprefix: {number}-\n```\n'
        )
        files[f'cite-{page}.md'] = f'# Cited\n\n{cited}\n'
    return make_shared_site(files, confoverrides={'bibtex_bibfiles': names})


@pytest.fixture(scope='module')
def site_with(make_shared_site: MakeSite) -> Callable[[str], Site]:
    """Return a function that builds the site of a file when it is first asked for."""
    built: dict[str, Site] = {}

    def site(name: str) -> Site:
        if name not in built:
            (names,) = (names for names in groups() if name in names)
            built.update(dict.fromkeys(names, site_of(make_shared_site, names)))
        return built[name]

    return site


@pytest.mark.parametrize('name', FILES)
def test_sphinxcontrib_bibtex_sees_the_same_entries(
    site_with: Callable[[str], Site], name: str
) -> None:
    site, found = site_with(name), read_file(name)
    told = {
        (item.line, item.message.rpartition(' [')[0]) for item in site.warnings if item.file == name
    }
    problems = merged(problem._replace(file=name) for problem in found.problems)
    assert {(item.line, item.message) for item in problems} <= told
    page, keys = page_of(name), [*found.library.entries]
    seen = site.app.env.domains['cite'].bibdata.data.entries
    assert [key for key in seen if key in found.library.entries] == keys
    assert len(site.main(f'all-{page}').select('.citation')) == len(works(found))
    links = site.main(f'cite-{page}').select(f'a[href^="all-{page}.html#"]')
    assert len(links) == len(works(found))


@pytest.mark.parametrize('name', FILES)
def test_sphinxcontrib_bibtex_tells_nothing_else(
    site_with: Callable[[str], Site], name: str
) -> None:
    page = page_of(name)
    pages = {f'all-{page}.md', f'cite-{page}.md'}
    others = [item.message for item in site_with(name).warnings if item.file in pages]
    assert [message for message in others if not FROM_ITS_STYLE.match(message)] == []


@pytest.mark.parametrize('names', groups(), ids=lambda names: f'{names[0]} and others')
def test_sphinxcontrib_bibtex_tells_only_what_its_styles_demand(
    site_with: Callable[[str], Site], names: list[str]
) -> None:
    site = site_with(names[0])
    others = [item.message for item in site.warnings if not item.file.endswith('.bib')]
    assert [message for message in others if not FROM_ITS_STYLE.match(message)] == []
    expected = [key for name in names for key in read_file(name).library.entries]
    assert list(site.app.env.domains['cite'].bibdata.data.entries) == expected
