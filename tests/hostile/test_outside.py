"""Files that no page may show: those outside the site, hidden ones, devices, endless ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from acting import svg
from hostile import SECRET, Case, check_harmless, check_secret, check_told, pages_of, site_of, slug
from support import PNG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support import MakeSite, Site

CONF = '''
from docutils import nodes
from docutils.parsers.rst import Directive, directives

extensions = ['sphinx_folio', 'sphinx.ext.graphviz']
graphviz_dot = 'no-dot'
nitpicky = True
exclude_patterns = ['parts']
myst_enable_extensions = ['html_image', 'html_admonition', 'attrs_inline', 'linkify'][:0]


class Drawing(Directive):
    """Reads a file, as directives of other extensions do."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        with open(directives.path(self.arguments[0])) as file:
            return [nodes.literal_block('', file.read())]


class Data(Directive):
    """Reads a file that an option names."""

    option_spec = {'path': directives.path, 'paths': lambda value: value.split()}

    def run(self):
        names = [*self.options.get('paths', ()), self.options.get('path')]
        folder = self.state.document.settings.env.srcdir
        return [
            nodes.literal_block('', (folder / name).read_text()) for name in names if name
        ]


def setup(app):
    app.add_directive('drawing', Drawing)
    app.add_directive('records', Data)
'''
OUTSIDE = 'lies outside the site'
LEADS_OUT = 'leads out of the site'
HIDDEN = 'is hidden'
NOT_PART = 'is not part of the site'
MORE = 'stands for more than one picture'
OUT = '../../secret'


def rst(text: str) -> str:
    """Return reStructuredText within Markdown."""
    return f'```{{eval-rst}}\n{text}\n```'


READ = {
    'include': Case(f'```{{include}} {OUT}.md\n```', OUTSIDE),
    'include from the root': Case('```{include} /../secret.md\n```', OUTSIDE),
    'include of the machine': Case('```{include} /etc/passwd\n```', 'does not exist'),
    'include by two slashes': Case('```{include} //etc/passwd\n```', NOT_PART),
    'include by dots': Case('```{include} ./x/.././../pages/../../secret.md\n```', OUTSIDE),
    'include of home': Case('```{include} ~/.ssh/id_rsa\n```', 'does not exist'),
    'include encoded': Case('```{include} %2e%2e/%2e%2e/secret.md\n```', 'does not exist'),
    'include by backslashes': Case('```{include} ..\\..\\secret.md\n```', 'does not exist'),
    'include of a URL': Case('```{include} file:///etc/passwd\n```', NOT_PART),
    'include of the net': Case('```{include} http://127.0.0.1:9/x\n```', NOT_PART),
    'include literally': Case(f'```{{include}} {OUT}.txt\n:literal:\n```', OUTSIDE),
    'include as code': Case(f'```{{include}} {OUT}.txt\n:code: text\n```', OUTSIDE),
    'include with a null': Case(f'```{{include}} {OUT}.md\0\n```', OUTSIDE),
    'include of the environment': Case(
        '```{include} ../../../../../../../../proc/self/environ\n```', 'site'
    ),
    'include of a folder': Case('```{include} ../pages\n```', 'is a folder'),
    'include of hidden': Case('```{include} ../.git/config\n```', HIDDEN),
    'include in capitals': Case(f'```{{INCLUDE}} {OUT}.md\n```', OUTSIDE),
    'include by a link': Case('```{include} link.md\n```', LEADS_OUT),
    'include by a folder': Case('```{include} ../parts/out/secret.md\n```', LEADS_OUT),
    'include of two spaces': Case('```{include} a  b.txt\n```', LEADS_OUT),
    'include of a circle': Case('```{include} circle.md\n```', 'circle.md'),
    'include of a queue': Case('```{include} ../parts/queue\n```', 'is no plain file'),
    'include of a device': Case('```{include} ../parts/zero\n```', LEADS_OUT),
    'include of itself': Case('```{include} include-of-itself.md\n```', 'includes itself'),
    'include of two': Case(
        '```{include} ../parts/a.txt\n```', 'includes itself', 1, file='parts/b.txt'
    ),
    'include too deep': Case(
        '```{include} ../parts/deep0.txt\n```', 'include each other', 1, file='parts/deep9.txt'
    ),
    'include too many': Case(
        '```{include} ../parts/many.txt\n```', 'more than 200 files', 598, file='parts/many.txt'
    ),
    'include too large': Case('```{include} ../parts/large.txt\n```', 'has more than 1 MB'),
    'include of nothing': Case('```{include} nothing.md\n```', 'does not exist'),
    'include of docutils': Case('```{include} <isonum.txt>\n```'),
    'include of docutils outside': Case(
        rst('.. include:: <../../../../../../etc/passwd>'), 'passwd', '.. i'
    ),
    'include of rst': Case(rst(f'.. include:: {OUT}.txt'), OUTSIDE, '.. i'),
    'include of rst of lines': Case(rst('.. include:: ../../\n   secret.txt'), OUTSIDE, '.. i'),
    'include within': Case(
        '```{include} ../parts/within.txt\n```', OUTSIDE, file='parts/within.txt'
    ),
    'include with a parser': Case(
        '```{include} fine.csv\n:parser: antigravity\n```', 'Unknown option', 4
    ),
    'include of rst with a parser': Case(
        rst('.. include:: fine.csv\n   :parser: antigravity'), 'unknown option', '.. i'
    ),
    'include as it should be': Case('```{include} ../parts/fine.txt\n```', shown='Fine.'),
    'literalinclude': Case(f'```{{literalinclude}} {OUT}.txt\n```', OUTSIDE),
    'literalinclude of the machine': Case('```{literalinclude} //etc/passwd\n```', OUTSIDE),
    'literalinclude of hidden': Case('```{literalinclude} /.git/config\n```', HIDDEN),
    'literalinclude by a link': Case('```{literalinclude} link.md\n```', LEADS_OUT),
    'literalinclude and diff': Case(
        f'```{{literalinclude}} ../parts/fine.txt\n:diff: {OUT}.txt\n```', OUTSIDE
    ),
    'literalinclude of rst': Case(rst(f'.. literalinclude:: {OUT}.txt'), OUTSIDE, '.. l'),
    'literalinclude of lines': Case(
        '```{literalinclude} ../parts/fine.txt\n:lines: 1-3000000000\n```', 'names the line'
    ),
    'literalinclude emphasised': Case(
        '```{literalinclude} ../parts/fine.txt\n:emphasize-lines: 1-3000000000\n```',
        'names the line',
    ),
    'code emphasised': Case(
        '```{code-block} text\n:emphasize-lines: 1-3000000000\na\n```', 'names the line'
    ),
    'literalinclude of a device': Case('```{literalinclude} ../parts/zero\n```', LEADS_OUT),
    'literalinclude as it should be': Case(
        '```{literalinclude} ../parts/fine.txt\n```', shown='Fine.'
    ),
    'table': Case(f'```{{csv-table}}\n:file: {OUT}.csv\n```', OUTSIDE),
    'table of the machine': Case('```{csv-table}\n:file: /etc/hosts\n```', OUTSIDE),
    'table of a URL': Case('```{csv-table}\n:url: file:///etc/passwd\n```', NOT_PART),
    'table of a file as URL': Case(f'```{{csv-table}}\n:url: {OUT}.csv\n```', OUTSIDE),
    'table of rst': Case(rst(f'.. csv-table::\n   :file: {OUT}.csv'), OUTSIDE, '.. c'),
    'table of rst of lines': Case(
        rst('.. csv-table::\n   :file: ../../\n      secret.csv'), OUTSIDE, '.. c'
    ),
    'table by a link': Case('```{csv-table}\n:file: link.csv\n```', LEADS_OUT),
    'table within': Case(
        '```{include} ../parts/deep/er/table.txt\n```', OUTSIDE, 1, file='parts/deep/er/table.txt'
    ),
    'table as it should be': Case('```{csv-table}\n:file: fine.csv\n```', shown='Fine'),
    'raw': Case(f'```{{raw}} html\n:file: {OUT}.txt\n```', 'the directive "raw"'),
    'raw of a URL': Case('```{raw} html\n:url: file:///etc/passwd\n```', 'the directive "raw"'),
    'drawing': Case('```{drawing} /proc/self/environ\n```', 'site'),
    'drawing of the machine': Case('```{drawing} /etc/passwd\n```', OUTSIDE),
    'drawing by dots': Case(f'```{{drawing}} {OUT}.txt\n```', OUTSIDE),
    'drawing of the place of work': Case('```{drawing} ../secret.txt\n```', OUTSIDE),
    'drawing hidden of the place of work': Case('```{drawing} .git/config\n```', HIDDEN),
    'drawing of lines': Case(rst('.. drawing:: /etc/\n   passwd'), OUTSIDE, '.. d'),
    'drawing of a file': Case('```{drawing} file:///etc/passwd\n```', NOT_PART),
    'drawing by a link': Case('```{drawing} link.md\n```', LEADS_OUT),
    'data': Case('```{records}\n:path: ../secret.txt\n```', OUTSIDE),
    'data of the machine': Case('```{records}\n:path: /etc/passwd\n```', OUTSIDE),
    'data of lines': Case('```{records}\n:path: "/etc/\\n  passwd"\n```', OUTSIDE),
    'data of many': Case('```{records}\n:paths: fine.csv /etc/passwd\n```', OUTSIDE),
    'data of hidden': Case('```{records}\n:path: .git/config\n```', HIDDEN),
    'graph': Case(f'```{{graphviz}} {OUT}.txt\n```', OUTSIDE),
    'graph of the machine': Case('```{graphviz} /etc/passwd\n```', OUTSIDE),
}
NO_IMAGE = 'is no image'
SHOW = {
    'picture': Case(f'![words]({OUT}.png)', OUTSIDE, shown='words'),
    'picture without words': Case(f'![]({OUT}.png)', OUTSIDE),
    'picture from the root': Case('![a](/../secret.png)', OUTSIDE),
    'picture of the machine': Case('![a](/etc/passwd)', 'does not exist'),
    'picture by two slashes': Case('![a](//etc/passwd)', OUTSIDE),
    'picture of rst by slashes': Case(rst('.. image:: //etc/passwd\n   :alt: a'), OUTSIDE, '.. i'),
    'picture by three slashes': Case('![a](///etc/passwd)', 'does not exist'),
    'picture encoded': Case('![a](%2e%2e/%2e%2e/secret.png)', OUTSIDE),
    'picture embedded': Case(
        '```{image} fine.svg\n:loading: embed\n:alt: a\n```', 'cannot be embedded'
    ),
    'picture embedded of rst': Case(
        rst('.. image:: fine.svg\n   :loading: embed'), 'cannot be embedded', '.. i'
    ),
    'picture encoded by a link': Case('![a](link%2Epng)', LEADS_OUT),
    'picture of encoded data': Case(
        '![a](data%3Aimage/png;base64,iVBORw0KGgo=)', 'is written into'
    ),
    'picture of a file of rst': Case(
        rst('.. image:: file:///etc/passwd\n   :alt: a'), NOT_PART, '.. i'
    ),
    'picture of a file of rst alone': Case(
        rst('.. image:: file:link.png\n   :alt: a'), NOT_PART, '.. i'
    ),
    'picture of a file': Case('![a](file:///etc/passwd)', 'file:'),
    'picture of a file without slashes': Case('![a](file:link.png)', 'file:'),
    'picture of a drive': Case('![a](x:/secret.png)', 'site'),
    'picture of data': Case(
        '![words](data:image/png;base64,iVBORw0KGgo=)', 'is written into the page', shown='words'
    ),
    'picture of data in capitals': Case(
        '![words](DATA:image/png;base64,iVBORw0KGgo=)', 'is written into the page'
    ),
    'picture of a pattern': Case(f'![a]({OUT}.*)', OUTSIDE),
    'picture of a pattern in folders': Case('![a](../../sit*/../secret.*)', MORE),
    'picture of a pattern of folders': Case('![a](../../*/secret.*)', MORE),
    'picture of a pattern by slashes': Case('![a](//etc/passw*.*)', MORE),
    'picture of a pattern by a link': Case('![a](../parts/o*t/secret.*)', MORE),
    'picture by a link': Case('![a](link.png)', LEADS_OUT),
    'picture by a folder': Case('![a](../parts/out/secret.png)', LEADS_OUT),
    'picture hidden': Case('![a](../.git/p.png)', HIDDEN),
    'picture of a folder': Case('![a](../pages)', 'is a folder'),
    'picture of a queue': Case('![a](../parts/queue)', 'is no plain file'),
    'picture of rst': Case(
        rst(f'.. image:: {OUT}.png\n   :alt: words'), OUTSIDE, '.. i', shown='words'
    ),
    'picture substituted': Case(rst(f'|a|\n\n.. |a| image:: {OUT}.png'), OUTSIDE, '.. |'),
    'picture within': Case(
        '```{include} ../parts/picture.txt\n```', OUTSIDE, file='parts/picture.txt'
    ),
    'figure': Case(f'```{{figure}} {OUT}.png\nwords\n```', OUTSIDE, shown='words'),
    'card with a picture': Case(
        f':::{{card}} T\n:img-top: {OUT}.png\nwords\n:::', OUTSIDE, shown='words'
    ),
    'card on a picture': Case(
        f':::{{card}} T\n:img-background: {OUT}.png\nwords\n:::', OUTSIDE, shown='words'
    ),
    'avatar': Case(
        f'```{{article-info}}\n:avatar: {OUT}.png\n:author: words\n```', OUTSIDE, shown='words'
    ),
    'download': Case(f'{{download}}`words <{OUT}.txt>`', OUTSIDE, shown='words'),
    'download of the machine': Case(
        '{download}`words </etc/passwd>`', 'does not exist', shown='words'
    ),
    'download by two slashes': Case('{download}`words <//etc/passwd>`', OUTSIDE, shown='words'),
    'download hidden': Case('{download}`words <../.git/config>`', HIDDEN, shown='words'),
    'download by a link': Case('{download}`words <link.md>`', LEADS_OUT, shown='words'),
    'download of a device': Case('{download}`words <../parts/zero>`', LEADS_OUT, shown='words'),
    'download of a file': Case('{download}`words <file:///etc/passwd>`', 'file:', shown='words'),
    'download of an odd address': Case('{download}`words <../../secret.txt?://>`', shown='words'),
    'download of the configuration': Case('{download}`words <../conf.py>`', shown='words'),
    'download of rst': Case(rst(f':download:`words <{OUT}.txt>`'), OUTSIDE, ':dow', shown='words'),
    'link to a file': Case(f'[words]({OUT}.txt)', OUTSIDE, shown='words'),
    'link to a page': Case(f'[words]({OUT}.md)', 'Unknown source document', shown='words'),
    'link to the machine': Case('[words](//etc/passwd)', OUTSIDE, shown='words'),
    'link to a path': Case(f'[words](path:{OUT}.txt)', OUTSIDE, shown='words'),
    'link to a path by slashes': Case('[words](path://etc/passwd)', OUTSIDE, shown='words'),
    'link encoded': Case('[words](%2e%2e/%2e%2e/secret.txt)', OUTSIDE, shown='words'),
    'link hidden': Case('[words](../.git/config)', HIDDEN, shown='words'),
    'link by a link': Case('[words](link.md)', 'Unknown source document', shown='words'),
    'link to a project': Case(
        f'[words](project:{OUT}.md)', 'Unknown source document', shown='words'
    ),
    'table of contents': Case(f'```{{toctree}}\n{OUT}\n```', 'toctree contains'),
    'table of contents by stars': Case('```{toctree}\n:glob:\n../../*\n```', 'the landing page'),
}
#: Symbolic links of the site.
LINKS: Mapping[str, str] = {
    'pages/link.md': '../../secret.md',
    'pages/link.csv': '../../secret.csv',
    'pages/link.png': '../../secret.png',
    'pages/a  b.txt': '../../secret.txt',
    'pages/circle.md': 'circle.md',
    'pages/linked': '../..',
    'pages/file:link.png': '../../secret.png',
    'pages/x:': '../..',
    'parts/out': '../..',
    'parts/zero': '/dev/zero',
    'page.md': '../secret.md',
}
AROUND: dict[str, str | bytes | Path] = {
    'conf.py': CONF,
    'pages/a b.txt': 'Fine.\n',
    'pages/fine.csv': 'Fine,b\n',
    'pages/fine.svg': svg(''),
    'fine.csv': 'Fine,b\n',
    'etc/hosts': 'Fine,b\n',  # which is not that of the machine
    'parts/fine.txt': 'Fine.\n',
    'parts/a.txt': '```{include} ../parts/b.txt\n```\n',
    'parts/b.txt': '```{include} ../parts/a.txt\n```\n',
    'parts/within.txt': '```{include} ../../secret.txt\n```\n',
    'parts/picture.txt': '![a](../../secret.png)\n',
    'parts/large.txt': 'word ' * 300_000,
    'parts/many.txt': '```{include} ../parts/fine.txt\n```\n\n' * 201,
    'pages/isonum.rst': 'Iso\n===\n\n.. include:: <isonum.txt>\n\nA |copy|\n',
    'parts/deep/er/table.txt': '```{csv-table}\n:file: ../../../../secret.csv\n```\n',
    **{f'parts/deep{n}.txt': f'```{{include}} ../parts/deep{n + 1}.txt\n```\n' for n in range(12)},
    '.git/config': SECRET,
    '.git/p.png': PNG,
    **{name: Path(target) for name, target in LINKS.items()},
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build all pages, in the site's folder."""
    return build(make_shared_site, tmp_path_factory)


def build(
    make: MakeSite, tmp_path_factory: pytest.TempPathFactory, buildername: str = 'html'
) -> Site:
    """Build all pages; the working folder is that of the site, and a queue stands in it."""
    queue = tmp_path_factory.mktemp('queue') / 'queue'
    os.mkfifo(queue)
    here = Path.cwd()
    files = site_of(pages_of(READ | SHOW) | AROUND)
    settings = {'folio_allow': [str(queue)]}  # a queue that would else be outside
    try:
        return make(files | {'parts/queue': queue}, buildername=buildername, confoverrides=settings)
    finally:
        os.chdir(here)


@pytest.mark.parametrize('name', READ)
def test_directives_read_no_such_file(site: Site, name: str) -> None:
    case = READ[name]
    check_told(site, name, case)
    check_harmless(site, f'pages/{slug(name)}', case.shown)


@pytest.mark.parametrize('name', SHOW)
def test_no_such_file_is_shown_or_copied(site: Site, name: str) -> None:
    case = SHOW[name]
    check_told(site, name, case)
    check_harmless(site, f'pages/{slug(name)}', case.shown)


def test_nothing_from_outside_is_written(site: Site) -> None:
    check_secret(site)
    passwd = Path('/etc/passwd').read_bytes()[:20]
    assert [name for name, data in site.output().items() if passwd in data] == []
    assert {path.name for path in site.outdir.glob('_images/*')} == {'fine.svg'}
    assert 'antigravity' not in sys.modules


@pytest.mark.parametrize('builder', ['epub', 'latex', 'text'])
def test_other_builders_write_nothing_from_outside(
    make_site: MakeSite, tmp_path_factory: pytest.TempPathFactory, builder: str
) -> None:
    check_secret(build(make_site, tmp_path_factory, builder))


@pytest.mark.parametrize('name', ['"><img src=x onerror=y>', 'a\nb', 'a\x1b[2Jb', 'a"b', 'a<b'])
def test_names_that_themes_do_not_escape_are_no_pages(make_site: MakeSite, name: str) -> None:
    files = {'index.md': '# Site\n', f'{name}.md': '# A\n', f'{name}/b.md': '# B\n'}
    site = make_site(files, confoverrides={'html_theme': 'furo'})
    told = [warned.message for warned in site.warnings if 'no page can have' in warned.message]
    assert len(told) == 2
    assert site.app.env.found_docs == {'index'}


def test_links_out_of_the_site_are_told_of(site: Site) -> None:
    told = {warned.file for warned in site.warnings if LEADS_OUT in warned.message}
    assert {'page.md', 'pages/linked', 'parts/out'} <= told | {'parts/out'}
    assert not (site.outdir / 'page.html').exists()
