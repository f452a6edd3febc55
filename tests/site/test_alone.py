"""The package alone is a working site: three settings, any theme, any builder."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from support import PNG, dead_links, doubled_ids, front

if TYPE_CHECKING:
    from support import MakeSite, Site

CONF = """\
extensions = ['sphinx_folio']
bibtex_bibfiles = ['references.bib']
html_theme = '{theme}'
"""
BODY = """
```{profile}
```

See {project}`quicklog`, {cite:p}`doe2024` and {cite:t}`roe2023`.

:::::{timeline} Education
:kind: education

::::{entry} MSc in Logs
:organisation: University of Logs
:place: Logtown
:dates: 2020 to present

Body of the entry.
::::

:::::
"""
FILES: dict[str, str | bytes] = {
    'people/jane-doe.md': front(
        'person',
        name='Jane Doe',
        role='Ph.D. student',
        affiliation='University of Logs',
        email='jane@example.org',
        links={'github': 'jane-doe'},
        topics=['storage'],
    )
    + BODY,
    'people/jane.png': PNG,
    'people/joan-roe.md': front('person', name='Joan Roe', photo='jane.png')
    + '\n```{profile}\n```\n',
    'projects/quicklog.md': front(
        'project',
        name='QuickLog',
        summary='A fast log.',
        period='2022 to 2023',
        people=[{'id': 'jane-doe', 'role': 'lead'}],
        image='/people/jane.png',
    )
    + '\n```{profile}\n```\n',
    'topics/storage.md': front('topic', name='Storage', summary='Where data stay.')
    + '\n```{profile}\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': r"""
@article{doe2024,
  author = {Doe, Jane and Roe, Joan and Nguy{\~{\^e}}n, Minh},
  author+an = {1=equal; 2=equal},
  title = {Fast logs with \& without $x^2$},
  journal = {Journal of Logs},
  year = {2024},
  doi = {10.1000/xyz},
  projects = {quicklog},
  topics = {storage},
}
@inproceedings{roe2023,
  author = {Roe, Joan},
  title = {Slow logs},
  booktitle = {Proc. of Logs},
  year = {2023},
}
""",
}
SINGLE = re.compile(r'^index\.html: (genindex\.html|search\.html|#document-.*#.*)$')
SHOWN = (
    'Jane Doe',
    'Ph.D. student',
    'University of Logs',
    'Joan Roe',
    'Minh Nguyễn',
    'QuickLog',
    'A fast log.',
    'Storage',
    'Where data stay.',
    'Fast logs with & without',
    'Slow logs',
    'Journal of Logs',
    'MSc in Logs',
    'Logtown',
    'since 2020',
    'Body of the entry.',
)


def build(make_site: MakeSite, buildername: str, theme: str = 'basic', **settings: object) -> Site:
    conf = CONF.format(theme=theme) + ''.join(f'{k} = {v!r}\n' for k, v in settings.items())
    # named here too, because Sphinx's test application replaces its default theme
    site = make_site(
        {'conf.py': conf, **FILES}, buildername=buildername, confoverrides={'html_theme': theme}
    )
    assert site.warnings == []
    return site


def words(text: str) -> str:
    return ' '.join(text.split())


@pytest.mark.parametrize('theme', ['furo', 'alabaster', 'basic'])
def test_any_theme_shows_everything(make_site: MakeSite, theme: str) -> None:
    site = build(make_site, 'html', theme)
    pages = [site.html(docname) for docname in sorted(site.app.env.found_docs)]
    text = words(' '.join(page.get_text() for page in pages))
    assert [shown for shown in SHOWN if shown not in text] == []
    assert dead_links(site.outdir) == []
    assert doubled_ids(site.outdir) == []


@pytest.mark.parametrize('builder', ['dirhtml', 'singlehtml'])
def test_other_html_builders_show_everything(make_site: MakeSite, builder: str) -> None:
    site = build(make_site, builder)
    paths = [path for path in site.outdir.rglob('*.html') if '_static' not in path.parts]
    pages = [BeautifulSoup(path.read_text('utf-8'), 'html5lib') for path in paths]
    text = words(' '.join(page.get_text() for page in pages))
    assert [shown for shown in SHOWN if shown not in text] == []
    # in singlehtml, Sphinx links an index and a search that it does not write, and keeps the
    # page in a link to an anchor
    assert [link for link in dead_links(site.outdir) if not SINGLE.search(link)] == []
    assert doubled_ids(site.outdir) == []


@pytest.mark.parametrize(
    ('builder', 'suffix'), [('text', 'txt'), ('man', '1'), ('texinfo', 'texi'), ('xml', 'xml')]
)
def test_plain_builders_show_everything(make_site: MakeSite, builder: str, suffix: str) -> None:
    site = build(make_site, builder)
    files = sorted(site.outdir.rglob(f'*.{suffix}'))
    assert files
    text = ' '.join(path.read_text('utf-8') for path in files)
    if builder == 'xml':
        text = unescape(re.sub('<[^>]+>', '', text))
    text = words(text.replace('\\-', '-'))
    assert [shown for shown in SHOWN if shown not in text] == []


@pytest.mark.parametrize('engine', ['pdflatex', 'xelatex', 'lualatex'])
def test_latex_shows_everything(make_site: MakeSite, engine: str) -> None:
    site = build(make_site, 'latex', latex_engine=engine)
    (path,) = (
        path for path in site.outdir.glob('*.tex') if 'begin{document}' in path.read_text('utf-8')
    )
    text = words(path.read_text('utf-8').replace('\\sphinxhyphen{}', '-').replace('\\&', '&'))
    assert [
        shown for shown in SHOWN if shown not in text.replace('{\\', '\\').replace('.{}', '.')
    ] == []
    assert text.count('\\begin{document}') == 1


def test_epub_shows_everything_in_valid_xml(make_site: MakeSite) -> None:
    site = build(
        make_site,
        'epub',
        project='Site',
        author='Jane',
        copyright='2024, Jane',
        version='1',
        release='1',
    )
    (book,) = site.outdir.glob('*.epub')
    with ZipFile(book) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith('.xhtml')]
    parsed = [BeautifulSoup(page, 'html.parser') for page in pages]
    text = words(' '.join(page.get_text() for page in parsed))
    assert [shown for shown in SHOWN if shown not in text] == []
    for page in pages:
        ET.fromstring(page)  # noqa: S314


def test_gettext_offers_the_text_of_pages_for_translation(make_site: MakeSite) -> None:
    site = build(make_site, 'gettext')
    text = ' '.join(path.read_text('utf-8') for path in site.outdir.rglob('*.pot'))
    assert '"Body of the entry."' in text


def test_a_site_without_a_reference_file_works(make_site: MakeSite) -> None:
    site = make_site(
        {
            'conf.py': "extensions = ['sphinx_folio']\n",
            'people/jane-doe.md': front('person', name='Jane Doe') + '\n```{profile}\n```\n',
            'publications.md': '# Publications\n\n```{publications}\n```\n',
        }
    )
    assert site.warnings == []
    assert 'None listed yet.' in site.main('publications').get_text()


def test_a_site_may_set_the_other_extensions_itself(make_site: MakeSite) -> None:
    conf = """\
        extensions = ['sphinx_design', 'myst_parser', 'sphinxcontrib.bibtex', 'sphinx_folio']
        bibtex_bibfiles = ['references.bib']
        myst_enable_extensions = ['substitution']
        myst_substitutions = {'x': 'substituted'}
        html_theme = 'basic'
        """
    site = make_site(
        {**FILES, 'conf.py': conf, 'notes.md': '# Notes\n\n{{x}} {person}`jane-doe`\n'}
    )
    assert site.warnings == []
    assert 'substituted Jane Doe' in site.main('notes').get_text()
    assert 'Body of the entry.' in site.main('people/jane-doe').get_text()


def test_a_bibliography_directive_beside_folio_keeps_its_citations(make_site: MakeSite) -> None:
    files = {**FILES, 'notes.md': '# Notes\n\n{cite:p}`doe2024`\n\n```{bibliography}\n```\n'}
    site = make_site(files)
    assert site.warnings == []
    assert dead_links(site.outdir) == []


def test_a_site_in_restructuredtext_may_use_the_roles(make_site: MakeSite) -> None:
    text = (
        'Notes\n=====\n\n:person:`jane-doe`, :cite:p:`doe2024`\n\n.. people::\n   :topic: storage\n'
    )
    index = '# Site\n\n```{toctree}\n:glob:\n\n*\n*/*\n```\n'
    site = make_site({**FILES, 'notes.rst': text, 'index.md': index})
    assert site.warnings == []
    assert 'people/jane-doe.html' in site.links('notes')
