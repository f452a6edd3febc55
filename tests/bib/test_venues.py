"""What a list prints of an entry: its type, its names, where it appeared and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bibliographies import read
from sphinx import locale

from sphinx_folio.bib.contributors import editor_sign
from sphinx_folio.bib.dates import is_only_state, range_end, state_of_note
from sphinx_folio.bib.load import load
from sphinx_folio.bib.venues import dashed
from sphinx_folio.graph import Graph, Selections
from sphinx_folio.model import STATES, Publication, Query
from sphinx_folio.shared import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.init([], 'en', CATALOG)


def printed(text: str) -> Publication:
    """Return the last entry of a text, of which nothing is wrong but missing fields."""
    found = read(text.encode())
    assert [message for _line, message in found.told if 'has no' not in message] == []
    return list(found.publications.values())[-1]


DOE = 'author = {Doe, Jane}, title = {T}, year = 2020'
#: The type and the fields of an entry; how lists call it, and its venue.
VENUES: list[tuple[str, str, str, str]] = [
    # articles
    ('article', 'journal={J}, volume=3, number=2, pages={1--14}', 'article', 'J 3(2), 1–14'),
    ('article', 'journal={J}, volume=3, number=2, pages={7}', 'article', 'J 3(2), 7'),
    ('article', 'journal={J}, volume=3, number={1-2}', 'article', 'J 3(1–2)'),
    ('article', 'journal={J}, volume={3--4}', 'article', 'J 3–4'),
    ('article', 'journal={J}, volume=3, pages={A12-A19}', 'article', 'J 3, A12–A19'),
    ('article', 'journal={J}, volume=3, pages={12:1--12:25}', 'article', 'J 3, 12:1–12:25'),
    ('article', 'journal={J}, volume=3, pages={pp. 12-19}', 'article', 'J 3, 12–19'),
    ('article', 'journal={J}, volume=3, pages={12--}', 'article', 'J 3, 12'),
    ('article', 'journal={J}, volume=3, pages={5-5}', 'article', 'J 3, 5'),
    ('article', 'journal={J}, volume=3, eid={011001}', 'article', 'J 3, 011001'),
    ('article', 'journal={J}, volume=3, number=2, articleno={17}', 'article', 'J 3(2), article 17'),
    (
        *('article', 'journal={J}, volume=3, articleno={17}, pages={1--24}', 'article'),
        'J 3, article 17, pages 1–24',
    ),
    (
        *('article', 'journal={J}, volume=3, articleno={17}, pages={17:1--17:24}', 'article'),
        'J 3, 17:1–17:24',
    ),
    ('article', 'journal={Magazine}, number=4', 'article', 'Magazine, no. 4'),
    ('article', 'journal={Magazine}, number=4, pages=9', 'article', 'Magazine, no. 4, page 9'),
    ('article', 'journal={Magazine}, number={Spring}', 'article', 'Magazine, Spring'),
    ('article', 'journal={J}, pages={1-1}, volume={}', 'article', 'J'),
    ('article', 'journal={J}, pages={1--14}', 'article', 'J, pages 1–14'),
    ('article', 'journal={J}, pages={14 pages}', 'article', 'J, 14 pages'),
    ('article', 'pages={1--14}', 'article', 'pages 1–14'),
    ('article', 'volume=3, number=2', 'article', 'vol. 3, no. 2'),
    ('article', 'journaltitle={J}, journalsubtitle={Letters}', 'article', 'J: Letters'),
    ('article', 'journal={J}, volume={Vol. 12}, number={n° 1}', 'article', 'J 12(1)'),
    ('article', 'journal={J}, volume={Bd. 3}, number={Heft 2}', 'article', 'J 3(2)'),
    ('article', 'journal={J}, volume=3, pages={С. 33--47}', 'article', 'J 3, 33–47'),
    ('article', 'journal={J}, number=4, pages={12 ff.}', 'article', 'J, no. 4, pages 12 ff.'),
    # an address is no venue
    ('article', 'journal={https://www.example.org/a}', 'article', 'example.org'),
    (r'article', r'journal={\url{https://example.org/a}}', 'article', 'example.org'),
    ('misc', r'howpublished={\url{https://example.org/tool}}', 'misc', ''),
    ('misc', r'howpublished={Available at \url{https://example.org/tool}}', 'misc', ''),
    ('misc', r'howpublished={[Online]. Available: \url{https://example.org}}', 'misc', ''),
    ('misc', r'howpublished={Talks of Ex 2008, \url{https://e.org}}', 'misc', 'Talks of Ex 2008'),
    ('misc', 'howpublished={Zenodo (https://e.org/1)}, version={2}', 'misc', 'Zenodo, version 2'),
    ('online', r'howpublished={\url{https://e.org}}, organization={O}', 'online', 'O'),
    ('online', 'url={https://www.example.org/a}', 'online', 'example.org'),
    (
        *('misc', 'url={https://e.org/a}, urldate={2020-01-02}, journal={Tools}', 'online'),
        'Tools',
    ),
    (
        *('misc', r'howpublished={\url{https://e.org/a}}, note={Accessed: 2020-01-02}', 'online'),
        'e.org',
    ),
    ('misc', 'url={https://e.org/a}, urldate={2020-01-02}, version=2', 'misc', 'version 2'),
    ('misc', 'howpublished={Input/Output Workshop}', 'misc', 'Input/Output Workshop'),
    # papers
    ('inproceedings', 'booktitle={P, Porto, September 9-11, 2019}', 'inproceedings',
     'P, Porto, September 9–11, 2019'),
    ('inproceedings', 'booktitle={P}, pages=7', 'inproceedings', 'P, page 7'),
    ('inproceedings', 'booktitle={P}, pages={1--3, 7}', 'inproceedings', 'P, pages 1–3, 7'),
    ('inproceedings', 'booktitle={P}, eid={104}', 'inproceedings', 'P, article 104'),
    ('inproceedings', 'booktitle={P}, pages={II-101-II-104 vol.2}', 'inproceedings',
     'P, pages II-101–II-104'),
    ('inproceedings', 'booktitle={P}, articleno={4}', 'inproceedings', 'P, article 4'),
    (
        'inproceedings',
        'booktitle={P}, series={LNCS}, volume=12, editor={Roe, K.}, publisher={S}, pages=7',
        *('inproceedings', 'P, K. Roe (ed.), LNCS 12, page 7'),
    ),
    (
        'inproceedings',
        'booktitle={P}, editor={Roe, K. and Poe, Lee}, volume=2, series={CCIS}, number=9',
        *('inproceedings', 'P, K. Roe, Lee Poe (eds.), vol. 2, CCIS 9'),
    ),
    ('inproceedings', 'booktitle={P}, volume=34, number={05}', 'inproceedings', 'P, vol. 34, no. 05'),
    ('inproceedings', "booktitle={P ({SOSP} '23)}, series={SOSP '23}", 'inproceedings', "P (SOSP '23)"),
    (
        *('inproceedings', 'booktitle={P}, editor={A, B and C, D and E, F and G, H}'),
        *('inproceedings', 'P, B A et al. (eds.)'),
    ),
    (
        *('inproceedings', 'booktitle={P}, editor={Roe, K. and others}'),
        *('inproceedings', 'P, K. Roe et al. (eds.)'),
    ),
    ('inproceedings', 'booktitle={P}, booksubtitle={Part II}', 'inproceedings', 'P: Part II'),
    ('inproceedings', 'booktitle={P}, maintitle={W}, volume=2', 'inproceedings', 'P, W, vol. 2'),
    # chapters
    (
        'incollection',
        'booktitle={B}, editor={Roe, K.}, edition=2, series={S}, number=4, chapter=5, pages={1-9}',
        *('incollection', 'B, K. Roe (ed.), 2nd ed., S 4, chapter 5, pages 1–9'),
    ),
    ('incollection', 'booktitle={B}, publisher={P}, pages=3', 'incollection', 'B, P, page 3'),
    ('inbook', 'chapter=5, pages=12, publisher={Press}', 'incollection', 'chapter 5, Press, page 12'),
    ('inbook', 'chapter={Logs}, publisher={Press}', 'incollection', 'Logs, Press'),
    # books
    (
        *('book', 'edition={Third}, series={Lecture Notes}, volume=7, publisher={P}', 'book'),
        '3rd ed., Lecture Notes 7, P',
    ),
    ('book', 'edition={22}, publisher={P}', 'book', '22nd ed., P'),
    # translators, and editors by type
    ('book', 'translator={Roe, K.}, edition=2, publisher={P}', 'book',
     'translated by K. Roe, 2nd ed., P'),
    ('book', 'translator={Roe, K. and Poe, L.}', 'book', 'translated by K. Roe, L. Poe'),
    ('book', 'translator={A, B and C, D and E, F and G, H}', 'book', 'translated by B A et al.'),
    ('book', 'editor={Foe, A.}, editortype={compiler}, publisher={P}', 'book', 'A. Foe (comp.), P'),
    ('book', 'editora={Foe, A.}, editoratype={reviser}', 'book', 'revised by A. Foe'),
    ('book', 'editora={Foe, A.}', 'book', 'edited by A. Foe'),
    ('book', 'editora={Foe, A.}, editoratype={director}', 'book', 'A. Foe (director)'),
    ('book', 'annotator={X, Y}, foreword={{Lab & Co}}', 'book',
     'annotated by Y X, with a foreword by Lab & Co'),
    ('incollection', 'booktitle={B}, editor={Foe, A.}, translator={Roe, K.}, pages={1-9}',
     'incollection', 'B, A. Foe (ed.), translated by K. Roe, pages 1–9'),
    ('article', 'journal={J}, volume=3, translator={Roe, K.}', 'article',
     'J 3, translated by K. Roe'),
    ('book', 'edition={3d}, publisher={P}', 'book', '3rd ed., P'),
    ('book', 'edition={3d ed., rev.}, publisher={P}', 'book', '3d ed., rev., P'),
    ('book', 'volume={2 vols.}, publisher={P}', 'book', '2 vols., P'),
    ('book', 'edition={11th}, publisher={P}', 'book', '11th ed., P'),
    ('book', 'edition={2. Aufl.}, publisher={P}', 'book', '2nd ed., P'),
    ('book', 'edition={2-е изд., испр.}, publisher={P}', 'book', '2-е изд., испр., P'),
    ('book', 'edition={Revised}, publisher={P}', 'book', 'Revised ed., P'),
    ('book', 'edition={Revised edition}, publisher={P}', 'book', 'Revised edition, P'),
    ('book', 'volume=2, editor={Roe, K.}, publisher={P}', 'book', 'K. Roe (ed.), vol. 2, P'),
    ('book', 'volume=2, series={S}, number=31', 'book', 'vol. 2, S 31'),
    ('book', 'series={LNCS 31}, volume=31', 'book', 'LNCS 31'),
    ('book', 'maintitle={Works}, volume={II}', 'book', 'Works, vol. II'),
    # a venue says nothing twice, and not what the title says
    ('proceedings', 'booktitle={T}, publisher={P}', 'book', 'P'),
    ('misc', 'howpublished={T.}', 'misc', ''),
    ('misc', 'howpublished={T}, publisher={P}', 'misc', ''),
    ('book', 'series={Logs}, publisher={Logs}', 'book', 'Logs'),
    # issues of periodicals
    ('periodical', 'volume=3, number=2, publisher={P}', 'periodical', 'vol. 3, no. 2, P'),
    ('periodical', 'volume=3, issuetitle={On Logs}', 'periodical', 'vol. 3, On Logs'),
    # theses and reports
    ('phdthesis', 'publisher={U}', 'thesis', 'PhD thesis, U'),
    ('phdthesis', 'school={U}, type={PhD}', 'thesis', 'PhD thesis, U'),
    ('phdthesis', 'school={U}', 'thesis', 'PhD thesis, U'),
    ('thesis', 'type={doctoral dissertation}, school={U}', 'thesis', 'Doctoral dissertation, U'),
    ('techreport', 'number=7, institution={I}', 'report', 'Technical report 7, I'),
    ('techreport', 'number={Technical Report 7}, institution={I}', 'report', 'Technical Report 7, I'),
    ('report', 'number=7, institution={I}', 'report', 'Report 7, I'),
    ('report', 'institution={I}', 'report', 'I'),
    ('report', 'type={white paper}, institution={I}', 'report', 'White paper, I'),
    ('manual', 'organization={O}, edition={Second}', 'report', 'O, 2nd ed.'),
    # preprints
    ('report', 'institution={bioRxiv}', 'preprint', 'bioRxiv'),
    ('techreport', 'type={preprint}, institution={Genetics}', 'preprint', 'Genetics'),
    ('article', 'journal={medRxiv}, pages={2020.01.02.123}', 'preprint', 'medRxiv, 2020.01.02.123'),
    ('article', 'journal={SSRN Electronic Journal}', 'preprint', 'SSRN Electronic Journal'),
    (
        'article',
        'journal={medRxiv : the preprint server for health sciences}, eprint=7, eprinttype={pubmed}',
        *('preprint', 'medRxiv'),
    ),
    ('misc', 'publisher={CSHL}, doi={10.1101/2020.01.02.123}', 'preprint', 'CSHL'),
    ('misc', 'publisher={CSHL}, doi={10.1101/gr.123.108}', 'misc', 'CSHL'),
    ('misc', 'howpublished={Cryptology {ePrint} Archive, Paper 2020/1}', 'preprint',
     'Cryptology ePrint Archive, Paper 2020/1'),
    ('misc', 'publisher={Research Square}', 'preprint', 'Research Square'),
    ('misc', 'howpublished={Cryptology ePrint Archive, Paper 2020/1}', 'preprint',
     'Cryptology ePrint Archive, Paper 2020/1'),
    ('online', 'pubstate={prepublished}, eprinttype={psyarxiv}, eprint={abc}', 'preprint',
     'psyarxiv, abc'),
    # patents and standards
    ('patent', 'number={7654321}, type={patentus}, holder={Ex Inc and Foo}', 'patent',
     'US patent 7654321, Ex Inc, Foo'),
    ('patent', 'number={US1234567}, location={US}', 'patent', 'US1234567, US'),
    ('patent', 'number={1234567}, assignee={Ex Inc}', 'patent', 'Patent 1234567, Ex Inc'),
    ('misc', 'publisher={Google Patents}, note={US Patent 10,999,999}', 'patent',
     'US Patent 10,999,999'),
    ('misc', 'note={中国专利 CN100000000A}', 'patent', '中国专利 CN100000000A'),
    ('misc', 'note={US Patent App. 12/345,678}', 'patent', 'US Patent App. 12/345,678'),
    ('misc', 'note={Patent pending since 2020}', 'misc', ''),
    ('patent', 'number={1234567}', 'patent', 'Patent 1234567'),
    ('standard', 'organization={ISO}, number={9001:2015}', 'standard', 'ISO 9001:2015'),
    ('standard', 'institution={IEEE}, number={IEEE Std 802.3}', 'standard', 'IEEE Std 802.3'),
    # software and data
    ('software', 'version={v1.2}, publisher={Zenodo}', 'software', 'Zenodo, version 1.2'),
    ('misc', 'publisher={Dryad}', 'dataset', 'Dryad'),
    ('misc', 'howpublished={Example Source Code Library}', 'software',
     'Example Source Code Library'),
    ('video', 'type={Documentary film}', 'misc', 'Documentary film'),
    ('techreport', 'institution={I}, reportNumber={EX-7}', 'report', 'Technical report EX-7, I'),
    ('dataset', 'version={Version 3}, publisher={Dryad}', 'dataset', 'Dryad, version 3'),
    # what nobody knows is what its fields say
    ('articlebold', 'journal={J}, volume=3, pages={1--3}', 'article', 'J 3, 1–3'),
    ('newspaper', 'journal={Daily}, number=12', 'article', 'Daily, no. 12'),
    ('workshop', 'booktitle={W}, pages={1-2}', 'inproceedings', 'W, pages 1–2'),
    ('dissertation', 'school={U}', 'thesis', 'Thesis, U'),
    ('whitepaper', 'institution={I}, number=3', 'report', 'no. 3, I'),
    ('program', 'version={1}', 'software', 'version 1'),
    ('textbook', 'isbn={978-1}, publisher={P}', 'book', 'P'),
    ('misc', 'journal={J}, volume=3, number=1', 'misc', 'J 3(1)'),
    ('archive', 'publisher={P}', 'misc', 'P'),
]  # fmt: skip


@pytest.mark.parametrize(('kind', 'fields', 'type_', 'venue'), VENUES)
def test_where_it_appeared(kind: str, fields: str, type_: str, venue: str) -> None:
    found = printed(f'@{kind}{{k, {DOE}, {fields}}}')
    assert (found.type, found.venue) == (type_, venue)


@pytest.mark.parametrize(
    ('written', 'title'),
    [
        ('title = {Main}, subtitle = {A Story}', 'Main: A Story'),
        ('title = {Why?}, subtitle = {A Story}', 'Why? A Story'),
        ('title = {Main}, titleaddon = {Second Part}', 'Main. Second Part'),
        ('title = {Main}, subtitle = {A Story}, titleaddon = {II}', 'Main: A Story. II'),
        ('subtitle = {A Story}', 'A Story'),
        ('booktitle = {Proc. of X}', 'Proc. of X'),
        ('title = {{A cohort study.}}', 'A cohort study'),
        ('title = {Logs of Ex Inc.}', 'Logs of Ex Inc.'),
        ('year = 2020', 'doe--'),
    ],
)
def test_a_title_is_whole(written: str, title: str) -> None:
    assert printed(f'@proceedings{{doe--, {written}}}').title == title


@pytest.mark.parametrize(
    ('text', 'dashes'),
    [
        ('1-2', '1–2'),
        ('1 -- 2', '1–2'),
        ('A12-A19', 'A12–A19'),
        ('e1-e5', 'e1–e5'),
        ('xii-xv', 'xii–xv'),
        ('CS-12--CS-20', 'CS-12–CS-20'),
        ('2-1-2-12', '2-1–2-12'),
        ('1-3, 5-7', '1–3, 5–7'),
        ('CMU-CS-12', 'CMU-CS-12'),
        ('X-ray', 'X-ray'),
        ('7', '7'),
    ],
)
def test_a_range_has_an_en_dash(text: str, dashes: str) -> None:
    assert dashed(text) == dashes


# -- names ---------------------------------------------------------------------------

#: Names of an entry; who is listed, whether as editors.
NAMES = [
    ('@book{k, title={T}, editor={Roe, K.}}', ['K. Roe'], True),
    ('@book{k, title={T}, author={Doe, J.}, editor={Roe, K.}}', ['J. Doe'], False),
    ('@proceedings{k, title={T}, editor={Roe, K. and others}}', ['K. Roe'], True),
    ('@incollection{k, title={T}, booktitle={B}, editor={Roe, K.}}', ['K. Roe'], True),
    (
        '@book{b, title={B}, editor={Roe, K.}} @incollection{k, title={T}, crossref={b}}',
        *([], False),
    ),
    ('@misc{k, title={T}}', [], False),
]


def test_a_compiler_stands_as_one() -> None:
    found = printed('@book{k, title={T}, editor={Roe, K.}, editortype={Compiler}}')
    assert (found.edited, found.editor_type) == (True, 'compiler')
    assert [editor_sign(count, 'compiler') for count in (1, 2)] == ['(comp.)', '(comps.)']
    assert editor_sign(2, 'founder') == '(founder)'
    assert editor_sign(1, 'director') == '(director)'


@pytest.mark.parametrize(('text', 'names', 'edited'), NAMES)
def test_who_is_listed(text: str, names: list[str], edited: bool) -> None:  # noqa: FBT001
    found = printed(text)
    assert [author.name for author in found.authors] == names
    assert found.edited is edited
    assert ('(ed.)' in found.venue) == (text.count('editor') == 1 and not edited)


@pytest.mark.parametrize(
    ('written', 'names', 'group'),
    [
        ('author={Doe, J. and others}, collaboration={EX}', ['J. Doe'], 'EX Collaboration'),
        ('collaboration={EX, Foo Team}', ['EX Collaboration, Foo Team'], ''),
        ('author={Doe, J.}', ['J. Doe'], ''),
    ],
)
def test_a_collaboration_is_named(written: str, names: list[str], group: str) -> None:
    found = printed(f'@article{{k, title={{T}}, journal={{J}}, year=2020, {written}}}')
    assert [author.name for author in found.authors] == names
    assert found.collaboration == group


@pytest.mark.parametrize(
    ('note', 'shown'),
    [
        ('Publisher: Example Press', ''),
        ('Number: 3\nPublisher: Example Press', ''),
        (r'\_eprint: https://example.org/doi/pdf/1', ''),
        ('Accessed on YYYY-MM-DD.', ''),
        (
            'Publisher: Example Press. Read at the meeting in Rome, and printed since',
            'Publisher: Example Press. Read at the meeting in Rome, and printed since',
        ),
        ('Number theory', 'Number theory'),
    ],
)
def test_a_note_that_a_program_wrote_is_not_shown(note: str, shown: str) -> None:
    assert printed(f'@misc{{k, title={{T}}, year=2020, note={{{note}}}}}').note == shown


# -- dates ---------------------------------------------------------------------------

#: Fields; the first year, month and day, the state, and what is printed.
DATES = [
    ('year = 2020', (2020, 0, 0), '', '2020'),
    ('year = {2020a}', (2020, 0, 0), '', '2020'),
    ('year = {2022--2024}', (2022, 0, 0), '', '2022–2024'),
    ('year = {2022-24}', (2022, 0, 0), '', '2022–24'),
    ('year = {2022-05}', (2022, 0, 0), '', '2022'),
    ('year = {1999/2000}', (1999, 0, 0), '', '1999/2000'),
    ('year = {c1988}', (1988, 0, 0), '', 'c1988'),
    ('year = {c. 1850}', (1850, 0, 0), '', 'c. 1850'),
    ('year = {[1988?]}', (1988, 0, 0), '', '[1988?]'),
    ('year = {2020年}', (2020, 0, 0), '', '2020'),
    ('year = {}', (0, 0, 0), '', ''),
    ('date = {1957/1990}', (1957, 0, 0), '', '1957–1990'),
    ('date = {2020-02-27/2020-03-02}', (2020, 2, 27), '', '2020'),
    ('date = {2020/..}', (2020, 0, 0), '', '2020–'),
    ('date = {1850~}', (1850, 0, 0), '', 'c. 1850'),
    ('date = {1850?}', (1850, 0, 0), '', '1850?'),
    ('date = {2021-02-20}', (2021, 2, 20), '', '2021'),
    ('date = {2021-21}', (2021, 0, 0), '', '2021'),
    # the month, and the day in it
    ('year = 2020, month = mar', (2020, 3, 0), '', '2020'),
    ('year = 2020, month = 3, day = 12', (2020, 3, 12), '', '2020'),
    ('year = 2020, month = {March~12}', (2020, 3, 12), '', '2020'),
    ('year = 2020, month = {12 March}', (2020, 3, 12), '', '2020'),
    ('year = 2020, month = "10~" # feb', (2020, 2, 10), '', '2020'),
    ('year = 2020, month = {10~}', (2020, 10, 0), '', '2020'),
    ('year = 2020, month = {May/June}', (2020, 5, 0), '', '2020'),
    ('year = 2020, month = {Sept.}', (2020, 9, 0), '', '2020'),
    ('year = 2020, month = {März}', (2020, 3, 0), '', '2020'),
    (r'year = 2020, month = {M{\"a}rz}', (2020, 3, 0), '', '2020'),
    ('year = 2020, month = {décembre}', (2020, 12, 0), '', '2020'),
    ('year = 2020, month = {марта}', (2020, 3, 0), '', '2020'),
    ('year = 2020, month = {3月12日}', (2020, 3, 12), '', '2020'),
    ('year = 2020, month = {Spring}', (2020, 0, 0), '', '2020'),
    ('year = 2020, month = feb, day = 30', (2020, 2, 0), '', '2020'),
    # not yet
    ('year = {to appear}', (0, 0, 0), 'toappear', 'to appear'),
    ('year = {To~Appear}', (0, 0, 0), 'toappear', 'to appear'),
    ('year = {in press}', (0, 0, 0), 'inpress', 'in press'),
    ('year = {im Druck}', (0, 0, 0), 'inpress', 'in press'),
    ('year = {forthcoming}', (0, 0, 0), 'forthcoming', 'forthcoming'),
    ('year = {2026, to appear}', (2026, 0, 0), 'toappear', '2026, to appear'),
    ('pubstate = {inpress}', (0, 0, 0), 'inpress', 'in press'),
    ('pubstate = {submitted}', (0, 0, 0), 'submitted', 'submitted'),
    ('pubstate = {inpreparation}', (0, 0, 0), 'inpreparation', 'in preparation'),
    ('pubstate = {with the editors}', (0, 0, 0), 'forthcoming', 'with the editors'),
    ('pubstate = {prepublished}, year = 2020', (2020, 0, 0), '', '2020'),
    (
        'pubstate = {forthcoming}, date = {2026-03}',
        (2026, 3, 0),
        'forthcoming',
        '2026, forthcoming',
    ),
    ('note = {To appear in J}', (0, 0, 0), 'toappear', 'to appear'),
    ('note = {Under review}', (0, 0, 0), 'submitted', 'submitted'),
    ('note = {Not submitted}', (0, 0, 0), '', ''),
    ('note = {To appear}, year = 2019', (2019, 0, 0), '', '2019'),
]


@pytest.mark.parametrize(('fields', 'date', 'state', 'shown'), DATES)
def test_when_it_appeared(fields: str, date: tuple[int, ...], state: str, shown: str) -> None:
    found = printed(f'@misc{{k, title = {{T}}, {fields}}}')
    assert (found.year or 0, found.month, found.day) == date
    assert (found.state, found.dated) == (state, shown)


def test_a_note_that_only_says_the_state_is_not_said_twice() -> None:
    assert printed('@misc{k, title={T}, note={To appear.}}').note == ''
    assert printed('@misc{k, title={T}, note={To appear in J.}}').note == 'To appear in J.'
    assert printed('@misc{k, title={T}, year=2019, note={To appear.}}').note == 'To appear.'
    assert is_only_state('{In Press}')
    assert not is_only_state('')
    assert state_of_note('accepted at OSDI') == 'accepted'


def test_an_article_that_is_to_appear_lacks_no_year() -> None:
    for when in ('pubstate = {forthcoming}', 'note = {To appear.}', 'year = {in press}'):
        text = f'@article{{k, author={{Doe, J.}}, title={{T}}, journal={{J}}, {when}}}'
        assert read(text.encode()).told == []


def test_the_end_of_a_range() -> None:
    assert range_end({'date': '2020-02/2021-03-04'}) == (2021, 3, 4)
    assert range_end({'year': '2020--2022'}) == (2022,)
    assert range_end({'date': '2020'}) == ()


def ordered(entries: list[Publication], sort: str) -> str:
    graph = Graph([], {entry.key: entry for entry in entries})
    return ' '.join(Selections(graph).evaluate(Query(kind='publication', sort=sort)))


def entries_of(dates: dict[str, str]) -> Iterator[Publication]:
    for order, (key, fields) in enumerate(dates.items()):
        yield replace(printed(f'@misc{{{key}, title = {{T}}, {fields}}}'), order=order)


def test_the_day_decides_the_order_and_what_is_to_appear_comes_first() -> None:
    dates = {
        'none': 'note = {Old}',
        'first': 'date = {2021-02-01}',
        'last': 'date = {2021-02-20}',
        'middle': 'date = {2021-02-10}',
        'bare': 'year = 2021',
        'march': 'year = 2021, month = {März}',
        'press': 'year = {in press}',
        'sent': 'year = {submitted}',
        'soon': 'year = {2021, to appear}',
        'old': 'year = 1992',
    }
    entries = list(entries_of(dates))
    newest = 'sent press soon march last middle first bare old none'
    assert ordered(entries, 'newest') == newest
    assert ordered(entries, 'oldest') == 'old bare first middle last march soon press sent none'


def test_states_have_an_order() -> None:
    entries = list(entries_of({state: f'pubstate = {{{state}}}' for state in reversed(STATES)}))
    assert ordered(entries, 'newest').split() == list(STATES)


# -- volumes -------------------------------------------------------------------------

VOLUMES = """
@inproceedings{paper, author = {Doe, Jane}, title = {P}, crossref = {volume}}
@proceedings{volume, editor = {Roe, Joan}, title = {Proc. of X}, year = 2020}
@proceedings{chosen, editor = {Roe, Joan}, title = {Proc. of Y}, year = 2020, selected = {true}}
@inproceedings{other, author = {Doe, Jane}, title = {O}, crossref = {chosen}}
@book{own, author = {Doe, Jane}, title = {A Book}, year = 2020}
@inbook{part, author = {Doe, Jane}, title = {A Part}, crossref = {own}}
@proceedings{alone, editor = {Roe, Joan}, title = {Proc. of Z}, year = 2020}
"""


def test_a_volume_that_only_its_parts_name_is_on_no_list(tmp_path: Path) -> None:
    path = tmp_path / 'references.bib'
    path.write_text(VOLUMES, encoding='utf-8')
    found = load([path], 'utf-8', tmp_path)
    volumes = [key for key, entry in found.publications.items() if entry.is_volume]
    assert volumes == ['volume', 'chosen']
    assert Graph([], found.publications).unlisted == {'volume'}
    assert Graph([], found.publications, {'volume'}).unlisted == frozenset()
    listed = Selections(Graph([], found.publications)).evaluate(Query(kind='publication'))
    assert set(listed) == {'paper', 'chosen', 'other', 'own', 'part', 'alone'}
    # with a part that leaves it, a volume stands for itself again
    path.write_text(VOLUMES.replace(', crossref = {volume}', ''), encoding='utf-8')
    again = load([path], 'utf-8', tmp_path, found)
    assert not again.publications['volume'].is_volume
