"""A paper whose citation key is another one here is still cited by all that cited it there."""

from pathlib import Path

from bundles import unpack
from imports import bring_folder, build_strictly

from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources

THERE = """
=== _config.yml
first_name: Jane
last_name: Doe
scholar: {}
=== _bibliography/papers.bib
@article{doe2020, title = {On growth of moss}, author = {Doe, Jane}, journal = {Moss}, year = {2020}}
@article{roe2021, title = {On rain}, author = {Doe, Jane and Roe, Joan}, journal = {Rain}, year = {2021}, related = {doe2020}}
@article{mou2019, title = {On snow}, author = {Doe, Jane and Mou, Max}, journal = {Snow}, year = {2019}, doi = {10.5555/snow}}
=== _pages/about.md
---
permalink: /
---
Hello.
=== _pages/reading.md
---
title: Reading
permalink: /reading/
---
Read {% cite doe2020 roe2021 %} and {% cite mou2019 %}; `{cite:p}` is a role.
=== _projects/one.md
---
title: One
related_publications: doe2020, mou2019
---
A project.
"""
HERE = """
=== conf.py
extensions = ['sphinx_folio']
project = 'Here'
bibtex_bibfiles = ['references.bib']
exclude_patterns = ['_build', 'import-report*.md']
=== index.md
# Here

```{publications}
```
=== references.bib
@misc{doe2020, title = {Another work}, author = {Roe, Joan}, year = {2018}}
@article{snow, title = {On snow}, author = {Doe, Jane and Mou, Max}, journal = {Snow}, year = {2019}, doi = {10.5555/snow}}
"""


def test_pages_and_projects_follow_into_a_site_that_has_the_key(tmp_path: Path) -> None:
    site = unpack(HERE, tmp_path / 'site')
    bring_folder(unpack(THERE, tmp_path / 'source'), site)
    page = (site / 'reading.md').read_text('utf-8')
    assert 'Read {cite:p}`doe2020-2,roe2021` and {cite:p}`snow`; `{cite:p}` is a role.' in page
    project = (site / 'projects/one.md').read_text('utf-8')
    assert '  publications:\n  - doe2020-2\n  - snow\n' in project
    bib = (site / 'references.bib').read_text('utf-8')
    assert 'related = {doe2020-2}' in bib
    build_strictly(site, tmp_path / 'out')


def test_each_of_two_sources_cites_its_own(tmp_path: Path) -> None:
    other = (
        THERE.replace('On growth of moss', 'On decay')
        .replace('Jane', 'Ann')
        .replace('Doe', 'Other')
    )
    sources = [unpack(THERE, tmp_path / 'one'), unpack(other, tmp_path / 'two')]
    site = tmp_path / 'site'
    outcome = import_sources(sources, site, ImportOptions(), SiteOptions(host='none'))
    assert outcome.exit_code == 0, outcome.text
    assert '{cite:p}`doe2020,' in (site / 'reading.md').read_text('utf-8')
    assert '{cite:p}`doe2020b,' in (site / 'reading-2.md').read_text('utf-8')
    assert '- doe2020b\n' in (site / 'projects/one-2.md').read_text('utf-8')
