"""References of other programs as entries of a ``.bib`` file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bibtex_text import papers_as_bibtex
from sphinx import locale

from sphinx_folio.bib import load
from sphinx_folio.importing.references.formats import FORMATS, format_of
from sphinx_folio.importing.references.tex import names, tex
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.sources.references import matches, read
from sphinx_folio.shared import CATALOG

if TYPE_CHECKING:
    from sphinx_folio.importing.neutral import Site

FILES = Path(__file__).with_name('references')
SOURCES = sorted(path.name for path in FILES.iterdir() if path.is_file())
#: What the format of each fixture is.
KINDS = {
    'record.json': 'ORCID',
    'works.bib': 'BibTeX',
    'works.csl.json': 'CSL-JSON',
    'works.csv': 'Google Scholar',
    'works.nbib': 'PubMed',
    'works.ris': 'RIS',
}


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.init([], 'en', CATALOG)


def taken(path: Path) -> tuple[Site, Report]:
    """Return what a file or a folder holds."""
    report = Report()
    return read(path, report), report


def problems_of(text: str, folder: Path) -> list[str]:
    """Return what a build would say of a text."""
    path = folder / 'references.bib'
    path.write_text(text, encoding='utf-8')
    return [problem.message for problem in load([path], 'utf-8', folder).problems]


def imported(text: str, folder: Path, name: str = 'a.txt') -> tuple[str, Report]:
    """Return the BibTeX of references in a text, of which no build warns."""
    (folder / name).write_text(text, encoding='utf-8')
    site, report = taken(folder / name)
    result = papers_as_bibtex(site.papers)
    assert problems_of(result, folder) == []
    return result, report


def notes(report: Report, fate: str) -> list[tuple[int, str, str]]:
    """Return what the report says of a fate."""
    return [(one.origin.line, one.field, one.value) for one in report.notes if one.fate == fate]


def test_each_format_is_told_by_its_content() -> None:
    assert {name: format_of((FILES / name).read_text()) for name in SOURCES} == KINDS
    assert set(KINDS.values()) == set(FORMATS)
    nothing = ('', 'Words.', '{}', '[1, 2]', '{"basics": {"name": "Jane Doe"}}', 'a,b\n1,2', '[')
    assert [format_of(text) for text in nothing] == [''] * len(nothing)


@pytest.mark.parametrize('name', SOURCES)
def test_each_format_becomes_entries_of_which_no_build_warns(name: str, tmp_path: Path) -> None:
    site, report = taken(FILES / name)
    text = papers_as_bibtex(site.papers)
    assert text == (FILES / 'expected' / f'{name}.bib').read_text(encoding='utf-8')
    assert problems_of(text, tmp_path) == []
    assert matches(FILES / name)
    assert report.files == {name: 'imported'}


@pytest.mark.parametrize('name', SOURCES)
def test_nearly_all_fields_are_carried_and_the_others_told(name: str) -> None:
    _site, report = taken(FILES / name)
    came, went = report.fields_in[name], report.fields_carried[name]
    assert 20 <= went <= came
    assert went / came >= 0.95


def test_fields_in_are_those_carried_and_those_told() -> None:
    for name in ('works.csl.json', 'works.csv', 'works.nbib', 'works.ris'):
        _site, report = taken(FILES / name)
        lost = len(notes(report, 'lost'))
        assert report.fields_in[name] == report.fields_carried[name] + lost, name


def test_what_has_no_field_is_told_at_its_line() -> None:
    _site, report = taken(FILES / 'works.ris')
    assert notes(report, 'lost') == [(67, 'XX', 'something unknown')]
    _site, report = taken(FILES / 'works.nbib')
    assert notes(report, 'lost') == [
        (1, 'DEP', '20240101'),
        (1, 'AUID', 'ORCID: 0000-0001-2345-6789'),
    ]
    _site, report = taken(FILES / 'works.csl.json')
    assert notes(report, 'lost') == [(86, 'type', 'unheard-of'), (86, 'smell', 'sweet')]


def test_what_is_printed_of_imported_entries(tmp_path: Path) -> None:
    shown = []
    for name in ('works.ris', 'works.nbib', 'works.csl.json'):
        site, _report = taken(FILES / name)
        path = tmp_path / 'references.bib'
        path.write_text(papers_as_bibtex(site.papers), encoding='utf-8')
        found = load([path], 'utf-8', tmp_path).publications.values()
        shown += [f'{one.title} | {one.venue} | {one.type}' for one in found]
    assert shown == [
        (
            'Logs & ledgers: 50% faster with {braces} and C_2 | '
            'Journal of Example Logs 12(3), 101–119 | article'
        ),
        (
            'A talk about trees | Proceedings of the 3rd Example Conference, Ed Poe (ed.), page 7 | '
            'inproceedings'
        ),
        'Roots of trees | PhD thesis, University of Examples | thesis',
        (
            'Leaves | The Book of Trees, Ed Poe (ed.), Max Moe (series editor), 2nd ed., '
            'Studies in Trees, Example Press, pages 10–20 | incollection'
        ),
        'treetool | version 1.2 | software',
        'A device for trees | US 1234567, Example Inc. | patent',
        'The last record has no end | Journal of Ends, page 1 | article',
        (
            'Effects of Quercus exemplaris on Ca(2+) at P < 0.05 | '
            'Journal of example trees 7(2), 201–209 | article'
        ),
        'Handbook of Examples | Ed Poe (ed.), 3rd ed., Example Press | book',
        'A preprint on bark | bioRxiv | preprint',
        (
            'Quick logs in H₂O & 5% of ~all_things | Proceedings of the Example Conference, '
            'Ed Poe (ed.), Lecture Examples 17, pages 1–14 | inproceedings'
        ),
        'Barks | arXiv:2401.01234 | preprint',
        'Roots | PhD thesis, University of Examples | thesis',
        (
            'Leaves | The Book of Trees, Zed Zoe (series editor), translated by Joan Roe, vol. 3, '
            '2nd ed., Example Press, pages 10–20 | incollection'
        ),
        'Forthcoming things | Journal of Examples, article e7 | article',
        'treetool | version 1.2 | software',
        'Odd |  | misc',
    ]


def test_plain_text_becomes_tex() -> None:
    assert tex('50% of R&D_1 #2 {a} $5 ~x^2 \\y') == (
        r'50\% of R\&D\_1 \#2 \{a\} \$5 \textasciitilde{}x\textasciicircum{}2 \textbackslash{}y'
    )
    assert tex('}a{ b} {c') == r'a\{ b\} c'
    assert tex('&amp;lt;i&amp;gt;x &lt;b&gt;y') == r'\textit{x \textbf{y}}'
    assert tex('<i>a <b>b</i> c') == r'\textit{a \textbf{b}} c'
    assert tex('Is $x_1 < 2$ or $\\input{x_y}$ or $5 and $6_b') == (
        r'Is $x_1 < 2$ or \$\textbackslash{}input\{x\_y\}\$ or \$5 and \$6\_b'
    )


def test_names_become_a_list_of_bibtex() -> None:
    people = [
        {'family': 'Doe', 'given': 'Jane', 'suffix': 'Jr.'},
        {'family': 'Berg', 'given': 'Jan', 'non-dropping-particle': 'van der'},
        {'literal': 'Doe and Sons'},
        {'family': 'Doe, Roe', 'given': 'A & B'},
        {'given': 'Plato'},
        {'literal': 'et al.'},
        'Text',
        7,
    ]
    assert names(people) == (
        r'Doe, Jr., Jane and van der Berg, Jan and {{Doe and Sons}} and {Doe, Roe}, A \& B and '
        r'{Plato} and others and {Text}'
    )


def test_an_orcid_record_is_a_person_with_dated_lines() -> None:
    site, report = taken(FILES / 'record.json')
    (person,) = site.items
    assert (person.kind, person.slug, person.is_owner) == ('person', 'jane-doe', True)
    assert person.facts == {
        'name': 'Jane Doe',
        'names': ['J. M. Doe'],
        'summary': 'I measure trees.',
        'email': 'jane@example.org',
        'links': {
            'orcid': '0000-0001-2345-6789',
            'website': 'https://jane.example.org',
            'github': 'https://github.com/jane-doe',
            'Scopus Author ID': 'https://www.scopus.com/authid/detail.uri?authorId=12345',
        },
        'location': 'NO',
        'role': 'Professor',
        'affiliation': 'Department of Trees, University of Examples',
    }
    assert [(line.kind, line.title, line.options) for line in person.lines] == [
        (
            'experience',
            'Professor',
            {
                'dates': '2020-09 to present',
                'organisation': 'Department of Trees, University of Examples',
                'place': 'Exampleton, NO',
                'links': 'website: https://trees.example.org',
            },
        ),
        (
            'education',
            'PhD',
            {
                'dates': '2010 to 2014-06',
                'organisation': 'Example College',
                'place': 'Sampleton, GB',
            },
        ),
        (
            'grants',
            'Trees for all',
            {'dates': '2021 to 2025', 'organisation': 'Example Foundation'},
        ),
    ]
    assert [field for _line, field, _value in notes(report, 'lost')] == ['Bad', 'peer-reviews']


def test_bibtex_is_kept_but_for_what_must_be_mended(tmp_path: Path) -> None:
    whole = (
        '@article{a,\n title="{A} {\\"o}", % why\n journal = {J},\n author={Doe, Jane},year=2020}\n'
    )
    text, report = imported(whole, tmp_path)
    assert (text, report.notes) == (whole, [])

    text, report = imported(
        '@misc{a, title={T}, eprint={https://example.org/x}, note={N}, url={www.example.org}}\n'
        '@misc{b, title={U}, doi={nothing}, pubmed = 7, year={n.d.}, crossref={gone}}\n'
        '@misc{c title={V}}\n'
        '@misc{d e, title={W}, related={a, zzz}}\n'
        '@misc{f, title={Bad \\foo{x} and \\(y\\)}}\n',
        tmp_path,
    )
    assert text == (
        '@misc{a, title={T}, note={N. https://example.org/x}, url={https://www.example.org},}\n\n'
        '@misc{b, title={U}, pubmed = 7,\n  note = {nothing. n.d.},\n}\n\n'
        '@misc{c, title={V}}\n\n'
        '@misc{d-e, title={W}, related={a},}\n\n'
        '@misc{f, title={Bad {x} and $y$},}\n'
    )


def test_marks_at_names_become_annotations(tmp_path: Path) -> None:
    text, _report = imported(
        '@misc{a, title={T}, author={Doe*, Jane and Jan Roe$^*$ and Poe†, Ed},\n'
        '  correspondingauthors = {Poe}}\n',
        tmp_path,
    )
    assert 'author={Doe, Jane and Jan Roe and Poe, Ed}' in text
    assert 'author+an = {1=equal; 2=equal; 3=corresponding}' in text
    assert 'correspondingauthors' not in text


def test_samples_of_a_template_come_only_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / 'papers.bib'
    path.write_text('---\n---\n@book{einstein1950meaning, title={T}, author={E, A}, year=1950}\n')
    report = Report()
    assert read(path, report).papers == []
    assert notes(report, 'skipped') == [(3, 'entry', 'einstein1950meaning')]
    assert [one.key for one in read(path, Report(), keep_samples=True).papers] == [
        'einstein1950meaning'
    ]


def test_files_beside_a_bibliography_come_along(tmp_path: Path) -> None:
    (tmp_path / 'paper.pdf').write_bytes(b'%PDF-1.4\n')
    (tmp_path / 'secret').write_text('x')
    root = tmp_path / 'in'
    (root / 'pdfs').mkdir(parents=True)
    (root / 'paper.pdf').write_bytes(b'%PDF-1.4\n')
    (root / 'link.pdf').symlink_to(tmp_path / 'paper.pdf')
    (root / 'a.bib').write_text(
        '@misc{a, title={A}, pdf={paper.pdf}, slides={../secret}, poster={link.pdf}, supp={no.pdf}}'
    )
    site, report = taken(root)
    assert [tuple(asset[:2]) for asset in site.assets] == [('paper.pdf', 'files/paper.pdf')]
    (paper,) = site.papers
    assert paper.source == '@misc{a, title={A}, pdf={files/paper.pdf},}'
    told = [field for _line, field, _value in notes(report, 'lost')]
    assert told == ['poster', 'slides', 'supp']


def test_keys_are_each_of_one_entry(tmp_path: Path) -> None:
    (tmp_path / 'a.bib').write_text('@misc{x, title={A}}\n@misc{x, title={B}}\n')
    (tmp_path / 'b.bib').write_text(
        '@proceedings{X, title={P}, year=2020}\n@inproceedings{y, title={C}, author={Doe, J.},'
        ' crossref={X}}\n'
    )
    site, report = taken(tmp_path)
    assert [paper.key for paper in site.papers] == ['x', 'xb', 'Xc', 'y']
    assert site.papers[-1].fields['crossref'] == 'Xc'
    assert '@misc{xb, title={B}}' in papers_as_bibtex(site.papers)
    assert problems_of(papers_as_bibtex(site.papers), tmp_path) == []
    assert notes(report, 'changed') == [(2, 'key', 'x'), (1, 'key', 'X')]


def test_strings_stand_before_the_entries_that_use_them(tmp_path: Path) -> None:
    (tmp_path / 'a.bib').write_text('@string{j = {One}}\n@string{k = {No}}\n@misc{a, title = j}\n')
    (tmp_path / 'b.bib').write_text('@string{J = {Two}}\n@misc{b, title = J}\n@misc{c, title = J}')
    site, _report = taken(tmp_path)
    assert papers_as_bibtex(site.papers) == (
        '@string{j = {One}}\n\n@misc{a, title = j}\n\n@string{J = {Two}}\n\n@misc{b, title = J}\n'
    )


def test_a_crossref_answer_is_read(tmp_path: Path) -> None:
    text, report = imported(
        '{"status": "ok", "message": {"DOI": "10.1234/x", "type": "journal-article", "title": '
        '["A", "B"], "subtitle": ["Sub"], "container-title": ["Journal of X"], "author": [{"given":'
        ' "Jane", "family": "Doe", "sequence": "first"}], "published": {"date-parts": [[2020, 5]]},'
        ' "indexed": {"date-parts": [[2021]]}, "reference-count": 5, "ISSN": ["1234-5678"]}}',
        tmp_path,
    )
    assert text == (
        '@article{doe2020a,\n  author = {Doe, Jane},\n  title = {A: Sub},\n'
        '  journal = {Journal of X},\n  date = {2020-05},\n  doi = {10.1234/x},\n'
        '  issn = {1234-5678},\n}\n'
    )
    assert notes(report, 'skipped') == [(1, 'record', 'indexed, reference-count')]


def test_works_alone_of_orcid_come_without_a_person(tmp_path: Path) -> None:
    text, report = imported(
        '{"group": [{"work-summary": [{"put-code": 1, "type": "BOOK", "title": {"title": '
        '{"value": "B"}}}]}]}',
        tmp_path,
    )
    assert text == '@booklet{anonb,\n  title = {B},\n}\n'
    assert notes(report, 'changed') == [(1, 'type', 'book')]


def test_namesakes_of_dblp_lose_their_numbers(tmp_path: Path) -> None:
    text, report = imported(
        '@misc{DBLP:a/b, title={T}, author={Jane Doe 0001 and\n  Kim Roe}}', tmp_path
    )
    assert text == '@misc{DBLP:a/b, title={T}, author={Jane Doe and Kim Roe},}\n'
    assert notes(report, 'changed') == [(1, 'author', 'Jane Doe 0001 and Kim Roe')]


def test_an_article_number_goes_where_biblatex_has_it(tmp_path: Path) -> None:
    text, _report = imported(
        'TY  - JOUR\nAU  - Doe, Jane\nTI  - T\nJO  - J\nPY  - 2020\nC7  - Article 12\nER  - \n'
        'TY  - JOUR\nAU  - Doe, Jane\nTI  - U\nJO  - J\nPY  - 2020\nC7  - 13\nSP  - 1\nEP  - 9\n',
        tmp_path,
    )
    assert '  eid = {12},\n' in text
    assert '  articleno = {13},\n' in text


def test_what_an_entry_says_that_no_build_takes_is_told(tmp_path: Path) -> None:
    text, report = imported(
        '@misc{a, title={T}, author={A. Smith, B. Jones}, url={ht tp://x}, author+an={x=y}}\n'
        '@inproceedings{b, title={U}, author={Doe, J}, crossref={p}}\n@misc{p, title={P}}\n',
        tmp_path,
    )
    assert text == (
        '@misc{a, title={T}, author={A. Smith and B. Jones},}\n\n'
        '@misc{b, title={U}, author={Doe, J}, crossref={p}}\n\n'
        '@misc{p, title={P}}\n'
    )
    assert [field for _line, field, _value in notes(report, 'lost')] == ['author+an', 'url']
