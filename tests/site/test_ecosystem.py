"""Sites with the real extensions of others, built strictly, each in a process of its own.

`test_beside_others` shows the same with modules that stand in for them.
"""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bs4 import BeautifulSoup
from processes import run
from support import front

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
BASE = 'https://example.org/'
FILES = {
    'index.md': '# Site\n\n```{people}\n:filter:\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe', redirect_from=['/cv.html', '/old/'])
    + '\n```{profile}\n```\n\nBy {person}`jane-doe`, see {cite:p}`doe2024`.\n',
    'projects/quicklog.md': front('project', name='QuickLog', people=['jane-doe']),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': '@misc{doe2024, author = {Doe, Jane}, title = {Logs}, year = 2024}\n',
}
PAGE = 'people/jane-doe.html'


class Outcome(NamedTuple):
    """What a build has left."""

    code: int
    out: str
    err: str
    folder: Path

    def text(self, name: str) -> str:
        """Return a file of the website."""
        return (self.folder / name).read_text(encoding='utf-8')


def build(folder: Path, extensions: list[str], settings: str = '', **files: str) -> Outcome:
    """Build a site strictly; skip the test where an extension is not installed."""
    for name in extensions:
        if find_spec(name.partition('.')[0]) is None or find_spec(name) is None:
            pytest.skip(f'{name} is not installed; it is in the group "ecosystem"')
    conf = (
        f'extensions = {extensions}\nhtml_baseurl = "{BASE}"\nproject = "Group"\n'
        f'bibtex_bibfiles = ["references.bib"]\n{settings}\n'
    )
    for name, text in {**FILES, **files, 'conf.py': conf}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    command = [sys.executable, '-m', 'sphinx', '-n', '-W', '--keep-going', str(folder)]
    done = run([*command, str(folder / '_build/html')])
    return Outcome(done.returncode, done.stdout, done.stderr, folder / '_build/html')


ORDERS = {
    'opengraph': ['sphinx_folio', 'sphinxext.opengraph'],
    'opengraph first': ['sphinxext.opengraph', 'sphinx_folio'],
    'sitemap': ['sphinx_folio', 'sphinx_sitemap'],
    'sitemap first': ['sphinx_sitemap', 'sphinx_folio'],
    'notfound': ['sphinx_folio', 'notfound.extension'],
    'notfound first': ['notfound.extension', 'sphinx_folio'],
    'rediraffe': ['sphinx_folio', 'sphinxext.rediraffe'],
    'rediraffe first': ['sphinxext.rediraffe', 'sphinx_folio'],
    'notebooks': ['sphinx_folio', 'myst_nb'],
    'notebooks first': ['myst_nb', 'sphinx_folio'],
    'buttons': ['sphinx_folio', 'sphinx_copybutton', 'sphinx_togglebutton'],
    'needs': ['sphinx_folio', 'sphinx_needs'],
    'all': [
        'myst_nb', 'sphinxext.opengraph', 'sphinx_sitemap', 'notfound.extension',
        'sphinxext.rediraffe', 'sphinx_copybutton', 'sphinx_togglebutton', 'sphinx_needs',
        'sphinx_folio',
    ],
}  # fmt: skip


@pytest.mark.parametrize('case', ORDERS)
def test_a_strict_build_passes_and_does_nothing_twice(tmp_path: Path, case: str) -> None:
    extensions = ORDERS[case]
    moved = 'rediraffe_redirects = {"cv.md": "people/jane-doe.md"}'
    done = build(tmp_path, extensions, moved if 'sphinxext.rediraffe' in extensions else '')
    assert (done.code, done.err) == (0, '')
    page = BeautifulSoup(done.text(PAGE), 'html5lib')
    for name in ('og:title', 'og:url', 'og:description', 'twitter:card', 'description'):
        assert len(page.select(f'meta[property="{name}"], meta[name="{name}"]')) <= 1, name
    assert page.select('.folio-profile')
    addresses = re.findall('<loc>(.*?)</loc>', done.text('sitemap.xml'))
    assert len(addresses) == len(set(addresses))
    assert not [address for address in addresses if '404' in address]
    assert f'Sitemap: {BASE}sitemap.xml' in done.text('robots.txt')
    assert 'Page not found' in done.text('404.html')
    assert 'This page has moved' in done.text('old/index.html')
    is_theirs = 'sphinxext.rediraffe' in extensions
    assert ('This page has moved' in done.text('cv.html')) != is_theirs
    again = build(tmp_path, extensions, moved if is_theirs else '')
    assert (again.code, again.err) == (0, '')


def test_a_notebook_may_be_the_page_of_a_person(tmp_path: Path) -> None:
    text = front('person', name='Bo Al').replace(
        '---\n', '---\nfile_format: mystnb\nkernelspec: {name: python3}\n', 1
    )
    cell = '\n```{profile}\n```\n\n```{code-cell} python3\nprint(6 * 7)\n```\n'
    page = {'people/bo-al.md': text + cell}
    # it takes seconds to start a kernel, which would tell the language
    settings = 'nb_execution_mode = "off"\nsuppress_warnings = ["myst-nb.lexer"]'
    done = build(tmp_path, ['myst_nb', 'sphinx_folio'], settings, **page)
    assert (done.code, done.err) == (0, '')
    shown = done.text('people/bo-al.html')
    assert 'folio-profile' in shown
    assert 'cell_input' in shown


DIAGRAM = {'diagram.md': '# Diagram\n\n```{mermaid}\ngraph LR; A-->B;\n```\n'}
LOADING = {
    'sphinxcontrib.mermaid': ('script-src https://cdn.jsdelivr.net', DIAGRAM),
    'sphinx_tippy': ('script-src https://unpkg.com', {}),
}


@pytest.mark.parametrize('extension', LOADING)
def test_what_is_loaded_from_elsewhere_is_told_with_the_line_to_write(
    tmp_path: Path, extension: str
) -> None:
    allowed, files = LOADING[extension]
    settings = 'tippy_enable_doitips = False\ntippy_enable_wikitips = False\n'
    done = build(tmp_path, ['sphinx_folio', extension], settings, **files)
    (told,) = done.err.splitlines()
    line = f'folio_content_security_policy = "{allowed}"'
    assert line in told
    again = build(tmp_path, ['sphinx_folio', extension], settings)
    assert again.err.splitlines() == [told]
    mended = build(tmp_path, ['sphinx_folio', extension], f'{settings}{line}\n')
    assert (mended.code, mended.err) == (0, '')
    assert "style-src-elem 'self' 'unsafe-inline'" in mended.text(
        'diagram.html' if files else 'index.html'
    )
