"""A guest in the Sphinx of others: their settings and their extensions stand.

Modules under the names of the extensions stand in for them here; `test_ecosystem` has the real ones.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.sphinx_ext.main import setup_sphinx
from support import front

from sphinx_folio.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.application import Sphinx
    from support import MakeSite, Site

    StandIn = Callable[[str, Callable[[Sphinx], Any]], None]

BASE = 'https://example.org/'
PAGES = {
    'index.md': '# Site\n\n```{people}\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe', redirect_from=['/cv/', '/old/jane.html'])
    + '\n```{profile}\n```\n\nBy {person}`jane-doe`.\n',
}
#: The documentation of a module, with the team that makes it.
DOCUMENTATION = {
    'conf.py': """\
        import sys
        from pathlib import Path
        sys.path.insert(0, str(Path(__file__).parent))
        extensions = ['sphinx.ext.autodoc', 'sphinx_folio']
        folio_folders = {'docs/team': 'person'}
        """,
    'logs_of_a_team.py': '"""Logs, read by :func:`ask`."""\n\n\ndef ask() -> None:\n    """Ask."""\n',
    'api.rst': (
        'API\n===\n\n.. automodule:: logs_of_a_team\n   :members:\n\n'
        '.. currentmodule:: logs_of_a_team\n\nBy :person:`jane-doe`: :func:`ask`.\n'
    ),
    'index.md': '# Site\n\n```{toctree}\napi\ndocs/team/index\n```\n',
    'docs/team/index.md': '# Team\n\n```{people}\n```\n',
    'docs/team/jane-doe.md': (
        front('person', name='Jane Doe')
        + '\n```{profile}\n```\n\n{func}`logs_of_a_team.ask` is by {person}`jane-doe`.\n\n'
        '```{timeline}\n:kind: talks\n:::{entry} A talk\n:dates: 2024\n:::\n```\n\n'
        '```{research-map}\n```\n'
    ),
}


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """Return a function that puts a module in the place of an extension."""

    def put(name: str, setup: Callable[[Sphinx], Any]) -> None:
        module = ModuleType(name)
        vars(module)['setup'] = lambda app: setup(app) or {'parallel_read_safe': True}
        monkeypatch.setitem(sys.modules, name, module)

    return put


def with_extensions(*names: str, **settings: Any) -> dict[str, Any]:
    """Return the settings of a site with more extensions, in this order."""
    return {'extensions': names, 'html_baseurl': BASE, **settings}


def told(site: Site) -> list[str]:
    """Return what the log says of stepping back."""
    lines = site.app.status.getvalue().splitlines()
    return [line for line in lines if 'Folio leaves' in line]


# -- the primary domain ----------------------------------------------------------------


@pytest.mark.parametrize('given', [{}, {'primary_domain': 'py'}])
def test_a_team_within_the_documentation_of_a_module(
    make_site: MakeSite, given: dict[str, str]
) -> None:
    site = make_site(DOCUMENTATION, confoverrides=given | {'nitpicky': True})
    assert site.warnings == []
    assert site.app.config.primary_domain == 'py'
    assert '../../api.html#logs_of_a_team.ask' in site.links('docs/team/jane-doe')
    assert {'docs/team/jane-doe.html', '#logs_of_a_team.ask'} <= site.links('api')
    assert site.links('docs/team/index') == {'jane-doe.html'}
    shown = site.main('docs/team/jane-doe')
    assert all(shown.select(f'.folio-{part}') for part in ('profile', 'entry-title'))


def test_a_name_that_another_extension_has_given_stays_with_it(
    make_site: MakeSite, stand_in: StandIn
) -> None:
    def setup(app: Sphinx) -> None:
        from docutils import nodes  # noqa: PLC0415
        from docutils.parsers.rst import Directive  # noqa: PLC0415

        class Timeline(Directive):
            def run(self) -> list[nodes.Node]:
                return [nodes.paragraph('', 'Theirs.')]

        app.add_directive('timeline', Timeline)
        app.add_role('person', lambda *_: ([nodes.strong('', 'theirs')], []))

    stand_in('other_timelines', setup)
    text = (
        '\n```{timeline}\n```\n\n{person}`x` {folio:person}`jane-doe`\n\n'
        '```{folio:timeline}\n:kind: talks\n:::{entry} A talk\n:dates: 2024\n:::\n```\n'
    )
    settings = {'extensions': ['sphinx_folio', 'other_timelines']}
    page = {'jane-doe.md': front('person', name='Jane Doe') + text}
    site = make_site(page, confoverrides=settings)
    assert site.warnings == []
    shown = site.main('jane-doe')
    assert 'Theirs.' in shown.get_text()
    assert [node.get_text() for node in shown.select('strong')] == ['theirs', 'A talk']
    assert [node.get_text() for node in shown.select('.folio-person')] == ['Jane Doe']


# -- MyST-NB ---------------------------------------------------------------------------


def set_up_notebooks(app: Sphinx) -> None:
    """Do what MyST-NB does."""

    class Parser(MystParser):
        supported = ('myst-nb',)

        def parse(self, inputstring: str, document: Any) -> None:
            if 'file_format: mystnb' in inputstring:
                inputstring += '\n\nThe answer is 42.\n'
            super().parse(inputstring, document)

    setup_sphinx(app)
    app.add_source_parser(Parser)
    app.add_source_suffix('.md', 'myst-nb', override=True)


@pytest.mark.parametrize('order', [['myst_nb', 'sphinx_folio'], ['sphinx_folio', 'myst_nb']])
def test_pages_are_pages_beside_notebooks(
    make_site: MakeSite, stand_in: StandIn, order: list[str]
) -> None:
    stand_in('myst_nb', set_up_notebooks)
    notebook = front('person', name='Bo Al').replace('---\n', '---\nfile_format: mystnb\n', 1)
    near = '# Near\n\nBy {person} `jane-doe` and [@doe2024].\n'
    files = PAGES | {'people/bo-al.md': notebook, 'near.md': near}
    suffixes = {'.md': 'myst-nb', '.ipynb': 'myst-nb'}
    site = make_site(files, confoverrides=with_extensions(*order, source_suffix=suffixes))
    assert {*site.graph.people} == {'jane-doe', 'bo-al'}
    assert site.main('people/jane-doe').select('.folio-profile')
    assert 'The answer is 42.' in site.main('people/bo-al').get_text()
    # what is nearly markup is told of in pages that are no notebooks
    assert [warned.file for warned in site.warnings] == ['near.md', 'near.md']


def test_check_reads_the_pages_that_are_read_beside_notebooks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / 'people/jane-doe.md'
    page.parent.mkdir()
    page.write_text(front('person', name='Jane Doe'), encoding='utf-8')
    conf = 'source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}\n'
    (tmp_path / 'conf.py').write_text(conf, encoding='utf-8')
    assert main(['check', '--root', str(tmp_path)]) == 0
    assert 'Jane Doe (jane-doe)' in capsys.readouterr().out


# -- extensions that do what a part of Folio does --------------------------------------


def test_tags_for_previews_are_left_to_opengraph(make_site: MakeSite, stand_in: StandIn) -> None:
    def add_tags(_app: Any, _page: str, _template: str, context: Any, doctree: Any) -> None:
        if doctree:
            context['metatags'] += '<meta property="og:title" content="Theirs" />'

    stand_in('sphinxext.opengraph', lambda app: app.connect('html-page-context', add_tags))
    order = ('sphinx_folio', 'sphinxext.opengraph')
    site = make_site(PAGES, confoverrides=with_extensions(*order))
    assert told(site) == ['sphinxext.opengraph is there: Folio leaves "open-graph" to it']
    metas = site.html('people/jane-doe').select('meta[property^=og], meta[name^=twitter]')
    assert [meta['content'] for meta in metas] == ['Theirs']
    (description,) = site.html('people/jane-doe').select('meta[name=description]')
    assert description['content'] == 'By Jane Doe.'


@pytest.mark.parametrize('order', [['sphinx_folio'], ['sphinx_sitemap', 'sphinx_folio']])
def test_the_sitemap_is_left_to_sphinx_sitemap(
    make_site: MakeSite,
    stand_in: StandIn,
    clean_build: Callable[[Site], Site],
    order: list[str],
) -> None:
    """Folio's own, of an earlier build, does not stay; robots.txt names theirs."""

    def setup(app: Sphinx) -> None:
        app.add_config_value('sitemap_filename', 'map-of-site.xml', '')
        app.add_config_value('sitemap_excludes', [], '')
        app.connect('html-page-context', lambda _app, name, *_: seen.append(name))
        app.connect('build-finished', write)

    def write(app: Sphinx, _error: Any) -> None:
        excluded = app.config.sitemap_excludes
        pages = [name for name in seen if f'{name}.html' not in excluded]
        app.outdir.joinpath(app.config.sitemap_filename).write_text(' '.join(sorted(pages)))

    seen: list[str] = []
    stand_in('sphinx_sitemap', setup)
    site = make_site(PAGES, confoverrides=with_extensions(*order))
    assert ('sitemap.xml' in site.output()) == (len(order) == 1)
    seen.clear()
    both = with_extensions('sphinx_folio', 'sphinx_sitemap')
    site.build_again({}, confoverrides=both)
    assert site.warnings == []
    assert 'sitemap.xml' not in site.output()
    assert f'Sitemap: {BASE}map-of-site.xml' in site.text('robots.txt')
    assert '404' not in site.text('map-of-site.xml').split()


def test_the_404_page_is_left_to_notfound(make_site: MakeSite, stand_in: StandIn) -> None:
    def setup(app: Sphinx) -> None:
        page = ('404', {'title': 'Gone', 'body': '<h1>Theirs</h1>'}, 'page.html')
        app.connect('html-collect-pages', lambda _app: [page])

    stand_in('notfound.extension', setup)
    order = ('notfound.extension', 'sphinx_folio')
    site = make_site(PAGES, confoverrides=with_extensions(*order))
    assert site.warnings == []
    assert 'Theirs' in site.text('404.html')
    site.build_again({'index.md': '# Other\n'}, confoverrides=with_extensions(*order))
    assert 'Theirs' in site.text('404.html')


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
@pytest.mark.parametrize('is_file', [False, True])
def test_addresses_that_rediraffe_leads_on_are_left_to_it(
    make_site: MakeSite,
    stand_in: StandIn,
    builder: str,
    is_file: bool,  # noqa: FBT001
) -> None:
    """It takes a file that is there for a mistake."""
    address = 'cv/index' if builder == 'html' else 'cv'

    def setup(app: Sphinx) -> None:
        app.add_config_value('rediraffe_redirects', None, '')
        app.connect('build-finished', write)

    def write(app: Sphinx, _error: Any) -> None:
        path = app.outdir / 'cv/index.html'
        if app.config.rediraffe_redirects:
            assert not path.exists()
            path.parent.mkdir()
            path.write_text('theirs')

    stand_in('sphinxext.rediraffe', setup)
    order = ('sphinxext.rediraffe', 'sphinx_folio')
    site = make_site(PAGES, confoverrides=with_extensions(*order), buildername=builder)
    assert 'This page has moved' in site.text('cv/index.html')
    lines = f'# from and to\n"{address}.md" people/jane-doe.md\n'
    given = 'moved.txt' if is_file else {f'{address}.md': 'people/jane-doe.md'}
    settings = with_extensions(*order, rediraffe_redirects=given)
    site.build_again({'moved.txt': lines}, confoverrides=settings)
    assert site.warnings == []
    assert site.text('cv/index.html') == 'theirs'
    assert 'This page has moved' in site.text('old/jane.html')
