"""What Folio exports comes back as it went, as far as the format can say it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bibtex_text import papers_as_bibtex
from sphinx import locale

from sphinx_folio.bib import Bibliography, csl_item, load, values_of
from sphinx_folio.bib.writer import clean_bibtex
from sphinx_folio.importing.references.bibtex import read_bibtex
from sphinx_folio.importing.references.csl_json import read_csl_json
from sphinx_folio.importing.report import Report
from sphinx_folio.shared import CATALOG

EXPORTERS = sorted((Path(__file__).parents[1] / 'bib' / 'exporters').glob('*.bib'))
#: Where an item of CSL-JSON does not come back the same, and why.
REASONS = {
    # an article without pages has its number in biblatex's own field, eid, which is exported as
    # the page, as citation styles print it there
    '10.5555/3474085': {'number', 'page'},
    '10.5555/3551349.3556': {'number', 'page'},
    # a URL that stood in eprint; in url it is told to be the page that the DOI leads to
    'doe1905photons': {'URL'},
    'doe1935can': {'URL'},
    # a family name in braces: its particle is one again without them
    '2019ApJ...871...12D': {'author'},
    # a family name of several words without a given one is that of an organisation
    'wang2023english': {'author'},
    # they lack what their type demands: a journal, an institution, a URL
    'Loe_2015': {'type', 'genre'},
    'ha-inbook': {'type'},
    'Soe2013': {'type'},
    'doe2015prosody': {'type'},
    'ha-no-journal': {'type'},
    'ha-url-journal': {'type'},
    # biblatex has newspapers as articles of a kind, for which Folio's export has no name yet
    'ha-news': {'type'},
    # it has no title, so the key is its title, with "--" in it
    'ha-nothing--': {'title'},
    # what a page is part of is told by howpublished, as its publisher is
    'poeToolPage2020': {'container-title', 'publisher'},
}


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.init([], 'en', CATALOG)


def loaded(text: str, folder: Path) -> Bibliography:
    path = folder / 'references.bib'
    path.write_text(text, encoding='utf-8')
    return load([path], 'utf-8', folder)


def items(bibliography: Bibliography) -> dict[str, dict[str, Any]]:
    entries = bibliography.entries.entries
    return {key: csl_item(entries[key], one) for key, one in bibliography.publications.items()}


def differences(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before.keys() | after if before.get(name) != after.get(name)}


def test_csl_json_comes_back(tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}
    compared: Counter[str] = Counter()
    for path in EXPORTERS:
        before = items(loaded(path.read_text(encoding='utf-8'), tmp_path))
        report = Report()
        papers = read_csl_json(json.dumps(list(before.values())), path.name, report)
        after = items(loaded(papers_as_bibtex(papers), tmp_path))
        assert list(after) == list(before)
        assert report.fields_carried == report.fields_in
        for key, item in before.items():
            compared.update(item.keys())
            if unlike := differences(item, after[key]):
                found[key] = unlike
    assert found == REASONS
    assert compared['title'] > 200
    assert len(compared) > 20


@pytest.mark.parametrize('path', EXPORTERS, ids=lambda path: path.stem)
def test_bibtex_comes_back_to_the_letter(path: Path, tmp_path: Path) -> None:
    """Folio's export of sound entries is the same text after it has been imported."""
    before = loaded(path.read_text(encoding='utf-8'), tmp_path)
    wrong = before.unsound | {key for key, one in before.lints.items() if one.messages}
    added = before.added_fields
    entries = {
        key: clean_bibtex(entry, added.get(key, ()))
        for key, entry in before.entries.entries.items()
        if key in before.publications and key not in wrong and 'crossref' not in entry.fields
    }
    text = '\n'.join(entries.values())
    report = Report()
    papers = read_bibtex(text, 'export.bib', report)
    changed = {note.origin.line for note in report.notes}
    assert report.fields_carried == report.fields_in
    for paper in papers:
        if not changed & set(range(paper.origin.line, paper.origin.line + 60)):
            assert f'{paper.source}\n' == entries[paper.key]
    again = loaded(papers_as_bibtex(papers), tmp_path)
    assert list(again.publications) == list(entries)
    for key in entries:
        one, other = before.publications[key], again.publications[key]
        assert (one.title, one.type, one.year, one.venue) == (
            other.title,
            other.type,
            other.year,
            other.venue,
        )
        assert [author.name for author in one.authors] == [author.name for author in other.authors]
        assert values_of(again.entries.entries[key]).type
