"""Entries as CSL-JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from csl_schema import SCHEMA
from sphinx import locale

from sphinx_folio.bib import TYPES, csl_item
from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.entry_types import LISTED_TYPES
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.shared import CATALOG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[[str], dict[str, Any]]


@pytest.fixture
def item(tmp_path: Path) -> Read:
    """Return a function that reads some entries, and gives the last as a valid item."""
    locale.init([], 'en', CATALOG)

    def read(source: str) -> dict[str, Any]:
        path = tmp_path / 'references.bib'
        path.write_text(source, encoding='utf-8')
        library = EntryCollection()
        library.read(path, 'utf-8')
        complete(library.entries)
        located = list(library.entries.values())[-1]
        publication, _problems = read_publication(located, tmp_path)
        found = csl_item(located.entry, publication)
        jsonschema.validate([found], SCHEMA)
        return found

    return read


def test_an_article_has_its_variables_in_a_fixed_order(item: Read) -> None:
    found = item(r"""
        @Article{key:1,
            issn = {1234-5678}, isbn = {978-1}, note = {To \emph{appear}.}, abstract = {A {B}.},
            url = {https://example.org/a\_b}, doi = {https://doi.org/10.1000/a{\_}b},
            pages = {1--9}, number = 3, volume = {12}, series = {2}, year = 2020, month = may,
            address = {Rome}, publisher = {P \& Q}, journal = {Journal of {\O}},
            editor = {Roe, R.}, title = {{NanoFlow}: $x^2$ of G{\"o}del},
            author = {Doe, Jane}, people = {jane-doe}, selected = {true},
        }""")
    assert list(found.items()) == [
        ('id', 'key:1'),
        ('type', 'article-journal'),
        ('title', 'NanoFlow: x² of Gödel'),
        ('author', [{'family': 'Doe', 'given': 'Jane'}]),
        ('editor', [{'family': 'Roe', 'given': 'R.'}]),
        ('issued', {'date-parts': [[2020, 5]]}),
        ('container-title', 'Journal of Ø'),
        ('publisher', 'P & Q'),
        ('publisher-place', 'Rome'),
        ('volume', '12'),
        ('issue', '3'),
        ('page', '1-9'),
        ('DOI', '10.1000/a_b'),
        ('URL', 'https://example.org/a_b'),
        ('ISBN', '978-1'),
        ('ISSN', '1234-5678'),
        ('abstract', 'A B.'),
        ('note', 'To appear.'),
    ]


def test_an_empty_entry_has_no_empty_values(item: Read) -> None:
    assert item('@misc{key, volume = {}, author = {}}') == {
        'id': 'key',
        'type': 'document',
        'title': 'key',
    }


def test_each_type_of_lists_has_a_type_of_csl() -> None:
    assert {kind for kind in TYPES if LISTED_TYPES[kind].csl} == set(TYPES)


@pytest.mark.parametrize(
    ('entry_type', 'csl_type'),
    [
        ('article', 'article-journal'),
        ('inproceedings', 'paper-conference'),
        ('conference', 'paper-conference'),
        ('book', 'book'),
        ('proceedings', 'book'),
        ('inbook', 'chapter'),
        ('incollection', 'chapter'),
        ('phdthesis', 'thesis'),
        ('techreport', 'report'),
        ('unpublished', 'manuscript'),
        ('software', 'software'),
        ('dataset', 'dataset'),
        ('patent', 'patent'),
        ('online', 'webpage'),
        ('misc', 'document'),
        ('unheardof', 'document'),
    ],
)
def test_the_type(item: Read, entry_type: str, csl_type: str) -> None:
    assert item(f'@{entry_type}{{key, title = {{T}}}}')['type'] == csl_type


# -- names and dates -----------------------------------------------------------------


@pytest.mark.parametrize(
    ('written', 'names'),
    [
        ('Jane K. Doe', [{'family': 'Doe', 'given': 'Jane K.'}]),
        (
            'Ludwig van Beethoven',
            [{'family': 'Beethoven', 'given': 'Ludwig', 'non-dropping-particle': 'van'}],
        ),
        ('Doe, Jr., Jane', [{'family': 'Doe', 'given': 'Jane', 'suffix': 'Jr.'}]),
        (r'Garc{\'\i}a, Jos\'e', [{'family': 'García', 'given': 'José'}]),
        ('Doe*†, Jane', [{'family': 'Doe', 'given': 'Jane'}]),
        ('Jane Doe *', [{'literal': 'Jane Doe'}]),
        ('Jane Doe$^*$', [{'family': 'Doe', 'given': 'Jane'}]),
        ('Jane K. Doe Jr.', [{'family': 'Doe', 'given': 'Jane K.', 'suffix': 'Jr.'}]),
        ('{The {ACME} Team, Inc.}', [{'literal': 'The ACME Team, Inc.'}]),
        ('{{ACME Team}} and Doe, J.', [{'literal': 'ACME Team'}, {'family': 'Doe', 'given': 'J.'}]),
        ('王梓人', [{'family': '王梓人'}]),
        ('Plato', [{'family': 'Plato'}]),
        ('Doe, J. and others', [{'family': 'Doe', 'given': 'J.'}]),
    ],
)
def test_names(item: Read, written: str, names: list[dict[str, str]]) -> None:
    assert item(f'@misc{{key, title = {{T}}, author = {{{written}}}}}')['author'] == names
    assert item(f'@misc{{key, title = {{T}}, editor = {{{written}}}}}')['editor'] == names


@pytest.mark.parametrize(
    ('written', 'parts'),
    [
        ('year = 2020', [2020]),
        ('year = 2020, month = feb', [2020, 2]),
        ('year = 2020, month = 12', [2020, 12]),
        ('year = 2020, month = 13', [2020]),
        ('date = {2020}', [2020]),
        ('date = {2020-02}', [2020, 2]),
        ('date = {2020-02-29}', [2020, 2, 29]),
        ('date = {2020-02-00}', [2020, 2]),
    ],
)
def test_the_date_is_as_precise_as_it_is_known(item: Read, written: str, parts: list[int]) -> None:
    assert item(f'@misc{{key, title = {{T}}, {written}}}')['issued'] == {'date-parts': [parts]}


@pytest.mark.parametrize(
    ('written', 'parts'),
    [
        ('date = {2020-02-29/2021-01-02}', [[2020, 2, 29], [2021, 1, 2]]),
        ('date = {2020/2021}', [[2020], [2021]]),
        ('date = {2020/..}', [[2020]]),
        ('year = {2022--2024}', [[2022], [2024]]),
        ('year = {2022-23}', [[2022], [2023]]),
        ('year = {2022-03}', [[2022]]),
    ],
)
def test_a_range_of_dates_has_its_end(item: Read, written: str, parts: list[list[int]]) -> None:
    assert item(f'@misc{{key, title = {{T}}, {written}}}')['issued'] == {'date-parts': parts}


@pytest.mark.parametrize(
    'written', ['year = {in press}', 'pubstate = {inpress}', 'note = {In press.}']
)
def test_what_has_not_appeared_has_a_status_and_no_date(item: Read, written: str) -> None:
    found = item(f'@misc{{key, title = {{T}}, {written}}}')
    assert found['status'] == 'in press'
    assert not {'issued', 'note'} & set(found)


@pytest.mark.parametrize(
    ('written', 'expected'),
    [
        ('@book{k, title={T}, subtitle={S}}', {'title': 'T: S'}),
        ('@inbook{k, title={T}, chapter=5}', {'chapter-number': '5'}),
        (
            '@incollection{k, title={T}, booktitle={B}, booksubtitle={S}}',
            {'container-title': 'B: S'},
        ),
        ('@article{k, title={T}, journal={J}, journalsubtitle={S}}', {'container-title': 'J: S'}),
        ('@article{k, title={T}, journal={https://e.org/}}', {'container-title': None}),
        ('@article{k, title={T}, journal={J}, articleno=17}', {'number': '17', 'page': None}),
        (
            '@inproceedings{k, title={T}, booktitle={B}, series={LNCS}, volume=12}',
            {'collection-title': 'LNCS', 'volume': '12', 'collection-number': None},
        ),
        (
            '@periodical{k, title={T}, volume=3, number=2}',
            {'type': 'periodical', 'volume': '3', 'issue': '2', 'container-title': 'T'},
        ),
        ('@periodical{k, title={T}, issuetitle={On X}}', {'title': 'On X', 'container-title': 'T'}),
        ('@article{k, title={T}, volume={Vol. 12}, number={n° 1}}', {'volume': '12', 'issue': '1'}),
        ('@article{k, title={T}, number={1--2}, pages={9--9}}', {'issue': '1-2', 'page': '9'}),
        ('@article{k, title={T}, pages={S. 3--7}}', {'page': '3-7'}),
        (
            '@article{k, title={T}, pmid={7}, pmc={PMC5}}',
            {'PMID': '7', 'PMCID': 'PMC5', 'URL': None},
        ),
        ('@thesis{k, title={T}, pages={187}}', {'page': None, 'number-of-pages': '187'}),
        (
            '@book{k, title={T}, pagetotal={320}, volumes=3}',
            {'number-of-pages': '320', 'number-of-volumes': '3'},
        ),
        (
            '@online{k, title={T}, urldate={2020-05-06}}',
            {'accessed': {'date-parts': [[2020, 5, 6]]}},
        ),
        (
            '@article{k, title={T}, date={2001-23}}',
            {'issued': {'date-parts': [[2001]], 'season': 3}},
        ),
        (
            '@inproceedings{k, title={T}, booktitle={Proc. of the X (Volume 1: Long Papers)}}',
            {'event-title': None},
        ),
        (
            '@unpublished{k, title={T}, eventtitle={Spring Meeting}}',
            {'type': 'speech', 'event-title': 'Spring Meeting', 'publisher': None},
        ),
        ('@video{k, title={T}}', {'type': 'motion_picture'}),
        ('@article{k, title={T}, shortjournal={J. X}}', {'container-title-short': 'J. X'}),
        (
            '@misc{k, title={T}, author={Jane Doe (Jenny) and Poe$^\\dagger$, Lee}}',
            {'author': [{'family': 'Jane Doe (Jenny)'}, {'family': 'Poe', 'given': 'Lee'}]},
        ),
        ('@newspaper{k, title={T}, journal={J}}', {'type': 'article-newspaper'}),
        (
            '@misc{k, title={T}, note={US Patent 10,999,999}}',
            {'type': 'patent', 'number': 'US Patent 10,999,999', 'note': None},
        ),
        (
            '@article{k, title={T}, eprint={2103.00001}, pages={arXiv:2103.00001}, volume={abs/2103.00001}}',
            {'type': 'article', 'page': None, 'volume': None, 'number': 'arXiv:2103.00001'},
        ),
        ('@misc{k, title={T}, howpublished={Handed out}}', {'publisher': 'Handed out'}),
        ('@book{k, title={T}, publisher={Press,}}', {'publisher': 'Press'}),
        ('@article{k, title={T}, note={Publisher: Press}}', {'note': None}),
        ('@standard{k, title={T}, number=9001}', {'type': 'standard', 'number': '9001'}),
        ('@patent{k, title={T}, type={patentus}, number=7}', {'genre': 'US patent', 'number': '7'}),
        ('@unheardof{k, title={T}, journal={J}}', {'type': 'article-journal'}),
        ('@report{k, title={T}, institution={bioRxiv}}', {'type': 'article', 'genre': None}),
        ('@article{k, title={T}, date={2020-02-03}}', {'issued': {'date-parts': [[2020, 2, 3]]}}),
    ],
)
def test_what_lists_print_stands_in_its_variable(
    item: Read, written: str, expected: dict[str, Any]
) -> None:
    found = item(written)
    assert {name: found.get(name) for name in expected} == expected


# -- where it appeared ---------------------------------------------------------------


def test_a_conference_paper(item: Read) -> None:
    found = item(
        '@inproceedings{key, title = {T}, booktitle = {Proceedings of the 19th {USENIX} OSDI},'
        ' organization = {USENIX}, series = {LNCS}, number = 7, volume = 2}'
    )
    assert found['container-title'] == 'Proceedings of the 19th USENIX OSDI'
    assert 'event-title' not in found, 'styles would print the proceedings twice'
    assert found['collection-title'] == 'LNCS'
    assert found['collection-number'] == '7'
    assert found['publisher'] == 'USENIX'
    assert 'issue' not in found


def test_the_event_is_told_by_its_own_field(item: Read) -> None:
    found = item(
        '@inproceedings{key, title = {T}, booktitle = {Proceedings}, eventtitle = {OSDI},'
        ' volume = 34, number = {05}}'
    )
    assert found['event-title'] == 'OSDI'
    assert (found['volume'], found['issue']) == ('34', '05')


def test_a_chapter_and_its_book(item: Read) -> None:
    book = (
        '@book{b, editor = {Roe, R.}, title = {All}, publisher = {P}, year = 2020,'
        ' series = {S}, number = 4, booktitle = {All}, edition = {2}}'
    )
    found = item(book)
    assert found['collection-number'] == '4'
    assert found['edition'] == '2'
    assert 'container-title' not in found
    found = item(f'{book}@incollection{{c, author = {{Doe, J.}}, title = {{T}}, crossref = {{b}}}}')
    assert found['title'] == 'T'
    assert found['container-title'] == 'All'
    assert found['publisher'] == 'P'
    assert found['editor'] == [{'family': 'Roe', 'given': 'R.'}]
    assert found['issued'] == {'date-parts': [[2020]]}


@pytest.mark.parametrize(
    ('written', 'genre'),
    [
        ('@phdthesis{k, title = {T}, school = {U}}', 'PhD thesis'),
        ('@mastersthesis{k, title = {T}, school = {U}}', 'Master’s thesis'),
        ('@thesis{k, title = {T}, type = {phdthesis}, institution = {U}}', 'PhD thesis'),
        ('@thesis{k, title = {T}, type = {Habilitation}, institution = {U}}', 'Habilitation'),
        ('@techreport{k, title = {T}, institution = {U}}', 'Technical report'),
        ('@report{k, title = {T}, type = {White Paper}, institution = {U}}', 'White Paper'),
        ('@thesis{k, title = {T}, institution = {U}}', None),
    ],
)
def test_the_kind_of_a_thesis_or_report(item: Read, written: str, genre: str | None) -> None:
    found = item(written)
    assert found.get('genre') == genre
    assert found['publisher'] == 'U'


@pytest.mark.parametrize(
    'written',
    [
        '@misc{k, title = {T}, eprint = {2401.01234}, archiveprefix = {arXiv}}',
        '@article{k, title = {T}, journal = {arXiv preprint arXiv:2401.01234}, arxiv = {2401.01234}}',
        '@misc{k, title = {T}, url = {https://arxiv.org/abs/2401.01234}}',
    ],
)
def test_a_preprint(item: Read, written: str) -> None:
    found = item(written)
    assert found['type'] == 'article'
    assert (found['publisher'], found['number']) == ('arXiv', 'arXiv:2401.01234')
    assert found['URL'] == 'https://arxiv.org/abs/2401.01234'
    assert 'container-title' not in found


def test_an_old_number_of_arxiv_keeps_its_archive(item: Read) -> None:
    found = item('@online{k, title = {T}, eprint = {math/0307200v3}, eprinttype = {arxiv}}')
    assert found['number'] == 'arXiv:math/0307200v3'


def test_software(item: Read) -> None:
    found = item('@software{k, title = {T}, version = {1.2}, publisher = {Zenodo}, number = 3}')
    assert (found['version'], found['publisher'], found['number']) == ('1.2', 'Zenodo', '3')


# -- numbers and addresses -----------------------------------------------------------


@pytest.mark.parametrize(
    ('written', 'shown'),
    [
        ('pages = {1--9}', '1-9'),
        ('pages = {1-9}', '1-9'),
        ('pages = {1 – 9}', '1-9'),
        ('pages = {12:1--12:25}', '12:1-12:25'),
        ('pages = {1--3, 7}', '1-3, 7'),
        ('pages = {42}', '42'),
        ('eid = {e123}', 'e123'),
    ],
)
def test_pages(item: Read, written: str, shown: str) -> None:
    assert item(f'@article{{key, title = {{T}}, journal = {{J}}, {written}}}')['page'] == shown


@pytest.mark.parametrize(
    ('written', 'bare'),
    [
        ('10.1000/182', '10.1000/182'),
        ('doi:10.1000/182', '10.1000/182'),
        ('https://doi.org/10.1000/182', '10.1000/182'),
        ('http://dx.doi.org/10.1000/182', '10.1000/182'),
        (r'10.1007/978-3\_1', '10.1007/978-3_1'),
        (r'10.1007/978-3{\_}1', '10.1007/978-3_1'),
        ('10.1000.10/a--b', '10.1000.10/a--b'),
    ],
)
def test_a_doi_is_bare(item: Read, written: str, bare: str) -> None:
    assert item(f'@misc{{key, title = {{T}}, doi = {{{written}}}}}')['DOI'] == bare


def test_what_is_no_doi_is_left_out(item: Read) -> None:
    assert 'DOI' not in item('@misc{key, title = {T}, doi = {10.1000}}')


@pytest.mark.parametrize(
    ('written', 'url'),
    [
        ('url = {https://a.org/}, pdf = {https://b.org/}', 'https://a.org/'),
        ('pdf = {https://b.org/}, code = {https://c.org/}', 'https://b.org/'),
        (r'howpublished = {\url{https://d.org/x}}', 'https://d.org/x'),
        ('code = {https://c.org/}', None),
        ('pdf = {papers/local.pdf}', None),
    ],
)
def test_the_address_is_that_of_the_publication(item: Read, written: str, url: str | None) -> None:
    assert item(f'@misc{{key, title = {{T}}, {written}}}').get('URL') == url


def test_the_numbers_of_pubmed_are_told(item: Read) -> None:
    found = item('@misc{k, title = {T}, note = {PMID: 12345678; PMCID: PMC1234567}}')
    assert (found['PMID'], found['PMCID']) == ('12345678', 'PMC1234567')
    assert 'note' not in found


def test_everybody_has_their_role(item: Read) -> None:
    found = item("""@book{k, title = {T}, author = {Doe, J.}, translator = {Roe, K.},
        editor = {Foe, A.}, editortype = {compiler}, editora = {Poe, L.}, foreword = {{Lab}},
        annotator = {Bar, B.}, commentator = {Baz, C. and others}}""")
    roles = ('compiler', 'editor', 'translator', 'contributor')
    names = [[next(iter(name.values())) for name in found[role]] for role in roles]
    assert names == [['Foe'], ['Poe'], ['Roe'], ['Bar', 'Baz', 'Lab']]
