"""Pages and files that would take the place of what Sphinx or Folio writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import front

from sphinx_folio.cli import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

LISTED = '---\norphan: true\n---\n\n# Mine\n\nMy own words.\n'
FILES: dict[str, str | bytes] = {
    'references.bib': '@misc{a, title = {First work}, author = {Doe, Jane}, year = 2001}\n'
    '@misc{b, title = {Another one}, author = {Doe, Jane}, year = 2002}\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'people/jane.md': front('person', name='Jane Doe')
    + '\n```{publications}\n```\n\n```{publications}\n:limit: 1\n```\n',
    'people/jane-2.md': front('person', name='Ann') + '\n```{publications}\n:person: jane\n```\n',
    **{
        f'{name}.md': LISTED
        for name in (
            'search', 'genindex', 'py-modindex', '404', '_images/x', '_downloads/folio/y',
            'sitemap.xml/z', 'llms.txt', 'people/jane.vcf/z', 'publications/2001', 'notes/index',
            'about', 'About', 'notes', 'search/help', 'plain',
        )
    },
}  # fmt: skip
TOLD = {
    'search.md': '"search" is a page that Sphinx writes itself, over this one; rename this file',
    'genindex.md': '"genindex" is a page that Sphinx writes itself, over this one; rename this file',
    'py-modindex.md': '"py-modindex" is a page that Sphinx writes itself, over this one; rename this file',
    '_images/x.md': '"_images" is a folder that Sphinx fills itself; rename this file',
    '_downloads/folio/y.md': '"_downloads" is a folder that Sphinx fills itself; rename this file',
    'sitemap.xml/z.md': 'this page would lie in "sitemap.xml", which is a file of the website; rename this file',
    'people/jane.vcf/z.md': 'this page would lie in "people/jane.vcf", which is a file of the website; rename this file',
    'publications/2001.md': '"publications/2001" is a page that the list in publications.md is cut into; rename this file',
    'About.md': 'this page has the address of about.md; rename this file',
}  # fmt: skip
IN_FOLDERS = {
    'llms.txt.md': 'this page would lie in "llms.txt", which is a file of the website; rename this file',
    'notes/index.md': 'this page has the address of notes.md; rename this file',
}  # fmt: skip
SETTINGS = {
    'folio_publications_per_page': 1,
    'html_baseurl': 'https://example.org/',
    'exclude_patterns': ['index.md'],
    'root_doc': 'plain',
}


@pytest.mark.parametrize(
    ('builder', 'told'), [('html', TOLD), ('dirhtml', TOLD | IN_FOLDERS), ('text', {})]
)
def test_a_page_that_takes_an_address_is_told(
    look_at: MakeSite, builder: str, told: dict[str, str]
) -> None:
    site = look_at(FILES, buildername=builder, confoverrides=SETTINGS)
    found = {
        file: text
        for file, _line, text in site.warnings
        if text.endswith('rename this file [folio.id]')
    }
    assert found == {file: f'{text} [folio.id]' for file, text in told.items()}


def test_what_sphinx_writes_stays(look_at: MakeSite) -> None:
    site = look_at(FILES, buildername='html', confoverrides=SETTINGS)
    assert 'My own words.' not in site.text('search.html')
    assert 'My own words.' not in site.text('genindex.html')
    assert 'My own words.' in site.text('404.html')
    names = site.output().keys()
    assert {'people/jane.bib', 'people/jane-2.bib', 'people/jane-3.bib'} <= names
    assert site.text('people/jane-2.bib').count('@misc') == 2


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_a_file_and_a_folder_of_one_name_follow_each_other(
    make_site: MakeSite, clean_build: Callable[[Site], Site], builder: str
) -> None:
    files: dict[str, str | bytes] = {'people/jane.md': front('person', name='Jane Doe')}
    site = make_site(files, buildername=builder)
    file = 'people/jane.vcf'
    first = site.output()
    assert file in first
    site.build_again({f'{file}/z.md': LISTED})
    assert file not in site.output()
    assert site.output() == clean_build(site).output()
    site.build_again({f'{file}/z.md': None})
    assert site.output() == first


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_an_index_that_is_made_no_more_goes(
    make_site: MakeSite, clean_build: Callable[[Site], Site], builder: str
) -> None:
    site = make_site({}, buildername=builder)
    before = site.output()
    off = {'html_use_index': False}
    site.build(confoverrides=off)
    left = before.keys() - site.output().keys()
    assert left == {'genindex.html' if builder == 'html' else 'genindex/index.html'}
    site.build()
    assert before.keys() <= site.output().keys()
    site.build_again({'genindex.md': LISTED}, confoverrides=off)
    site._options = site._options | {'confoverrides': off}
    clean = clean_build(site).output()
    assert {name: data for name, data in site.output().items() if name in clean} == clean


@pytest.fixture(scope='module')
def static_site(look_at: MakeSite) -> Site:
    conf = (
        "extensions = ['sphinx_folio']\nhtml_static_path = ['_static']\n"
        "html_extra_path = ['extra']\n"
    )
    return look_at({
        'conf.py': conf, '_static/folio.js': 'mine()', '_static/mine.css': '', '_static/a/folio.js': '',
        'extra/_static/folio.css': 'a{}', 'extra/folio.css': '',
    })  # fmt: skip


def test_a_file_that_takes_the_place_of_folios_is_told(static_site: Site) -> None:
    text = (
        '"{}" is the name of a file of Folio; rename this one, and name it in html_css_files '
        'or html_js_files of conf.py [folio.config]'
    )
    told = [
        ('_static/folio.js', 1, text.format('folio.js')),
        ('extra/_static/folio.css', 1, text.format('folio.css')),
    ]
    assert [tuple(warned) for warned in static_site.warnings] == told
    outcome = check(static_site.srcdir)
    assert [line for line in outcome.text.split('\n') if 'folio.config' in line] == [
        f'{file}:{line}: {message}' for file, line, message in told
    ]
    assert 'mine()' not in static_site.text('_static/folio.js')
