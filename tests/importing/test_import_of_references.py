"""The command `import` with files of references."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from imports import build_strictly, notes_of
from lxml import html

from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources

if TYPE_CHECKING:
    import pytest

FILES = Path(__file__).with_name('references')
NAMES = ['record.json', 'works.bib', 'works.csl.json', 'works.csv', 'works.nbib', 'works.ris']


def test_files_of_all_formats_become_a_site_of_their_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = import_sources(
        [FILES / name for name in NAMES],
        Path('site'),
        ImportOptions(),
        SiteOptions(host='none'),
    )
    assert outcome.exit_code == 0, outcome.text
    assert '6 files = 6 imported + 0 skipped + 0 lost' in outcome.text
    text = (tmp_path / 'site' / 'references.bib').read_text('utf-8')
    keys = re.findall(r'^@(?!string)\w+[{(]([^,]+),', text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 23
    assert {'roe2024logs', 'pmid10000001', 'doe2024quick', 'doe2019leaves'} <= set(keys)
    told = notes_of(Path('site'), 'works.csv')
    assert (4, 'skipped', 'entry', 'doe2024barks') in told
    out = build_strictly(tmp_path / 'site', tmp_path / 'out')
    own, every = (_words(out / name) for name in ('index.html', 'publications.html'))
    for words in ('Department of Trees, University of Examples', 'Roots of trees'):
        assert words in own, words
    for words in (
        'PhD thesis, University of Examples',
        'Quick logs in H2O & 5% of ~all_things',
        'Journal of Example Logs 12(3), 101–119',
    ):
        assert words in every, words


def _words(page: Path) -> str:
    article = html.fromstring(page.read_text('utf-8'))
    return ' '.join(article.text_content().split())


def test_strings_of_one_name_in_several_files_keep_their_meanings(tmp_path: Path) -> None:
    files = {
        'a.bib': '@string{j = {One}}\n@misc{a, title = {A}, howpublished = j}\n',
        'b.bib': '@string{j = {Two}}\n@misc{b, title = {B}, howpublished = j}\n',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    site = tmp_path / 'site'
    import_sources(
        [tmp_path / name for name in files], site, ImportOptions(), SiteOptions(host='none')
    )
    assert (site / 'references.bib').read_text('utf-8') == '\n'.join(
        f'{text}\n' for text in ''.join(files.values()).splitlines()
    )


def test_the_richer_entry_of_several_sources_stays(tmp_path: Path) -> None:
    (tmp_path / 'a.ris').write_text(
        'TY  - JOUR\nAU  - Doe, J.\nTI  - Logs\nJO  - J\nPY  - 2020\nDO  - 10.1234/x\nER  - \n'
    )
    (tmp_path / 'b.bib').write_text(
        '@article{key, title={Logs}, author={Doe, Jane}, journal={J}, year=2020, volume=1,\n'
        ' doi={10.1234/x}, pages={1--2}, selected={true}}\n'
    )
    site = tmp_path / 'site'
    sources = [tmp_path / 'a.ris', tmp_path / 'b.bib']
    import_sources(sources, site, ImportOptions(), SiteOptions(host='none'))
    assert (site / 'references.bib').read_text('utf-8') == (tmp_path / 'b.bib').read_text('utf-8')
    assert notes_of(site, 'a.ris') == [(1, 'skipped', 'entry', 'doe2020logs')]
