"""Citation keys that no program would read back, and the names of the files that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pybtex.database import parse_string
from support import front

from sphinx_folio.bib import load
from sphinx_folio.cli import check

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite

GOOD = ['a', 'a:b/c_d+e.f-2', 'Ä', 'doe&roe', "o'hara2020", 'a"b', 'a#b', 'a\\b', '::error', '<b>']
BAD = ['\\href{x}', 'a{b}c', '{x}', 'a\x1bb', 'a\u202eb']
CONF = 'extensions = ["sphinx_folio"]\nbibtex_bibfiles = ["references.bib"]\n'


def entries(keys: list[str]) -> str:
    return '\n'.join(f'@misc{{{key},\n  title = {{Work {n}}}}}' for n, key in enumerate(keys))


def test_only_keys_that_can_be_read_back_are_taken(tmp_path: Path) -> None:
    file = tmp_path / 'references.bib'
    file.write_text(entries([*BAD, *GOOD]), encoding='utf-8')
    found = load([file], 'utf-8', tmp_path)
    assert list(found.publications) == GOOD
    told = [(item.line, item.message) for item in found.problems if 'no program' in item.message]
    assert [line for line, _message in told] == [1 + 2 * number for number in range(len(BAD))]
    assert all('write it in letters, digits and "-"' in message for _line, message in told)


def test_what_is_exported_reads_back(make_site: MakeSite) -> None:
    page = front('person', name='Jane') + '\n```{publications}\n```\n'
    people = entries([*BAD, *GOOD]).replace('title', 'people = {jane}, title')
    site = make_site({'references.bib': people, 'people/jane.md': page})
    assert list(parse_string(site.text('people/jane.bib'), 'bibtex').entries) == GOOD


def test_a_link_that_leads_nowhere_is_told_by_its_own_name(
    make_site: MakeSite, tmp_path: Path
) -> None:
    site = make_site({'index.md': '# Site\n', 'conf.py': CONF})
    (site.srcdir / 'references.bib').symlink_to('gone.bib')
    message = (
        'cannot open this file; create it, even an empty one, or correct bibtex_bibfiles in conf.py'
    )
    (told, *_others) = site.build().warnings
    assert told == ('references.bib', 1, f'{message} [folio.bibfile]')
    assert f'\nreferences.bib:1: {message} ' in check(site.srcdir).text


@pytest.mark.parametrize(
    ('name', 'target'), [('references.bib', 'real.bib'), ('../shared.bib', '../real.bib')]
)
def test_a_link_to_a_bibliography_is_read(make_site: MakeSite, name: str, target: str) -> None:
    files = {target: entries(GOOD[:1]), 'index.md': '# A\n\n```{publications}\n```\n'}
    site = make_site(files)
    (site.srcdir / name).symlink_to(site.srcdir / target)
    site.write({'conf.py': f'extensions = ["sphinx_folio"]\nbibtex_bibfiles = ["{name}"]\n'})
    assert site.build().warnings == []
    assert list(site.graph.publications) == ['a']


def test_a_link_out_of_the_site_is_not_read(make_site: MakeSite) -> None:
    site = make_site({'../real.bib': entries(GOOD[:1]), 'index.md': '# Site\n', 'conf.py': CONF})
    (site.srcdir / 'references.bib').symlink_to('../real.bib')
    message = (
        'this file is a symbolic link that leads out of the site; name the file itself in '
        'bibtex_bibfiles in conf.py'
    )
    told = [warned for warned in site.build().warnings if 'folio.bibfile' in warned.message]
    assert told == [('references.bib', 1, f'{message} [folio.bibfile]')]
    assert site.graph.publications == {}
    assert f'\nreferences.bib:1: {message} ' in check(site.srcdir).text
