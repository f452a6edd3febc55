"""Whatever is in a file, it ends in entries that a build takes and a report of the others."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bibtex_text import papers_as_bibtex
from hypothesis import strategies as st
from laws import law
from sphinx import locale

from sphinx_folio.bib import load
from sphinx_folio.bib.entries import MAX_FILE
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.sources.references import matches, read
from sphinx_folio.shared import CATALOG

if TYPE_CHECKING:
    from sphinx_folio.importing.neutral import Site

FILES = Path(__file__).with_name('references')
CONTENTS = {path.name: path.read_bytes() for path in sorted(FILES.iterdir()) if path.is_file()}
#: What is put into a file somewhere.
PIECES = (
    *(b'{', b'}', b'"', b',', b'\n', b'\xff', b'\x00', b'%', b'\\', b'$', b'@', b'#', b'=', b'~'),
    *(b'null', b'[]', b'{}', b'1e999', b'-1', b' and ', b'TY  - JOUR\n', b'ER  - \n', b'PMID- 1\n'),
    *(b'&amp;lt;', b'<i>', b'</b>', '\u202e\u2028é'.encode(), b'@article{', b'\\foo{', b'author'),
)


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.init([], 'en', CATALOG)


def outcome(content: bytes, name: str = 'a.txt') -> tuple[Site, Report, str]:
    """Return what comes of a file, of which a build does not warn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        report = Report()
        site = read(path, report)
        text = papers_as_bibtex(site.papers)
        result = Path(folder) / 'out' / 'references.bib'
        result.parent.mkdir()
        result.write_text(text, encoding='utf-8')
        found = load([result], 'utf-8', result.parent)
    assert [problem.message for problem in found.problems] == []
    assert len(found.publications) == len(site.papers)
    assert report.files.keys() == {name}
    told = sum(note.fate != 'changed' for note in report.notes)
    assert 0 <= report.fields_in[name] - report.fields_carried[name] <= told
    assert site.papers or site.items or report.notes
    return site, report, text


@law(
    600,
    name=st.sampled_from(sorted(CONTENTS)),
    edits=st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 40), st.sampled_from(PIECES)), max_size=4
    ),
    end=st.integers(0, 8000),
)
def test_a_file_that_is_damaged_anywhere(
    name: str, edits: list[tuple[int, int, bytes]], end: int
) -> None:
    locale.init([], 'en', CATALOG)
    content = CONTENTS[name]
    for place, size, piece in edits:
        content = content[:place] + piece + content[place + size :]
    outcome(content[:end] if end < 4000 else content)


@law(
    600,
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    'type title author issued date-parts family given literal DOI URL page id note '
                    'season raw volume status ISBN keyword container-title publisher'.split()
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    ),
    kind=st.sampled_from(['book', 'article-journal', 'thesis', 'x', 7, None, {}]),
)
def test_any_json(value: object, kind: object) -> None:
    locale.init([], 'en', CATALOG)
    item = value if isinstance(value, dict) else {'author': value, 'issued': value, 'DOI': value}
    outcome(json.dumps([{'title': value, **item, 'type': kind}, value]).encode())


def test_a_file_that_is_cut_keeps_what_is_whole() -> None:
    for name in ('works.ris', 'works.nbib', 'works.bib'):
        whole = len(outcome(CONTENTS[name])[0].papers)
        half = len(outcome(CONTENTS[name][: len(CONTENTS[name]) * 2 // 3])[0].papers)
        assert 0 < half < whole
    for name in ('works.csl.json', 'record.json'):
        site, report, _text = outcome(CONTENTS[name][:-30], name)
        assert (site.papers, report.files) == ([], {name: 'lost'})


def test_a_file_in_another_encoding_is_read_and_told_of() -> None:
    content = 'TY  - JOUR\nAU  - Müller, Jörg\nTI  - Bäume\nJO  - J\nPY  - 2020\nER  - \n'
    for encoding in ('latin-1', 'utf-16', 'utf-8-sig'):
        site, report, _text = outcome(content.encode(encoding))
        (paper,) = site.papers
        assert paper.fields['author'] == 'Müller, Jörg'
        told = [note.advice for note in report.notes]
        assert (
            told == ([] if encoding == 'utf-8-sig' else ['line 2 is not UTF-8'])
            or 'utf' in encoding
        )


def test_an_empty_file_and_one_of_something_else_are_told_of(tmp_path: Path) -> None:
    assert outcome(b'')[1].files == {'a.txt': 'skipped'}
    assert outcome(b'Words.')[1].files == {'a.txt': 'skipped'}
    assert outcome(b'Words.', 'a.bib')[1].files == {'a.bib': 'lost'}
    assert not matches(tmp_path)
    assert not matches(tmp_path / 'gone')
    (tmp_path / 'notes.txt').write_text('Words.')
    assert not matches(tmp_path)
    (tmp_path / 'export.xml').write_text('<xml/>')
    report = Report()
    assert read(tmp_path, report).papers == []
    assert [note.advice for note in report.notes] == [
        'there are no references in it that can be read; save it as BibTeX',
        'there are no references in it that can be read; save it as BibTeX, RIS or CSL-JSON',
    ]


@pytest.mark.parametrize(
    ('content', 'count'),
    [
        (b'[' * 100_000, 0),
        (b'[{"type":"book","title":"x","volume":' + b'9' * 5000 + b'}]', 0),
        (b'[{"type":"book","title":"' + b'<i>' * 20_000 + b'"}]', 1),
        (b'TY  - JOUR\nTI  - ' + b'A' * 1_000_000, 1),
        (b'@a{b,' + b'{' * 100_000, 0),
        (b'@misc{b, title = {' + b'{' * 5000 + b'}' * 5000 + b'}}', 0),
        (b'TY  - JOUR\nTI  - same\nER  - \n' * 300, 1),
        (b'@misc{k, title={T}, year=1}\n' + b'@misc{k, volume=1, title={U}}\n' * 100, 2),
        (b'Authors,Title,Publication,Year\n"' + b'x' * 200_000, 0),
        (b'Authors,Title,Publication,Year\n' + b'a;' * 20_000 + b',T,J,2020\n', 1),
    ],
)
def test_hostile_sizes_end_in_a_report(content: bytes, count: int) -> None:
    site, _report, text = outcome(content)
    assert len(site.papers) == count
    assert len(text) < 400_000


def test_a_file_too_large_and_links_are_not_read(tmp_path: Path) -> None:
    outside = tmp_path / 'outside.bib'
    outside.write_text('@misc{secret, title={Secret}}')
    root = tmp_path / 'in'
    root.mkdir()
    (root / 'a.bib').symlink_to(outside)
    (root / '.hidden.bib').write_text('@misc{hidden, title={Hidden}}')
    with (root / 'large.bib').open('wb') as file:
        file.truncate(MAX_FILE + 1)
    report = Report()
    assert read(root, report).papers == []
    assert report.files == {'large.bib': 'lost', 'a.bib': 'skipped'}
    assert [note.advice for note in report.notes if note.origin.file == 'a.bib'] == [
        'it is a link; name it to have it read'
    ]


def test_a_folder_is_accounted_for_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / 'sub').mkdir()
    (tmp_path / 'photo.png').write_bytes(b'x')
    (tmp_path / 'paper.pdf').write_bytes(b'%PDF-1.4')
    (tmp_path / 'package.json').write_text('{"name": "x"}')
    (tmp_path / 'a.bib').write_text('@misc{a, title={A}, pdf={paper.pdf}}')
    report = Report()
    assert matches(tmp_path)
    read(tmp_path, report)
    assert report.files == {
        'a.bib': 'imported',
        'package.json': 'skipped',
        'paper.pdf': 'imported',
        'photo.png': 'skipped',
        'sub': 'skipped',
    }
    (tmp_path / '_config.yml').write_text('title: X')
    assert not matches(tmp_path)
