"""What a web page says, every other builder says as well: no word and no address is lost."""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from support import PNG, dead_links, doubled_ids, front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

JANE = """\
---
person:
  name: Jane Doe
  native-name: 简多
  role: Doctoral student
  group: phd
  affiliation: {name: Edge University, department: Informatics, url: https://edge.example.org/}
  location: Edinburgh
  status: Looking for a job
  summary: Works on logs.
  email: jane@example.org
  photo: ../photo.png
  links: {website: https://jane.example.org/, github: janedoe, slides: /files/talk.pdf}
  topics: [storage]
  joined: 2022-05
  updated: 2025-11-10
---

# Jane Doe

```{profile}
```

:::::::{tab-set}
::::::{tab-item} About
Works on {project}`quicklog` with {person}`joan-roe`; see {cite:t}`roe2023old`.

Linked [by id](#storage), [home](/index.md) and [to a tab](#experience).<br>A second line.
::::::
::::::{tab-item} Experience
:::::{timeline}
:kind: experience

::::{entry} Intern
:organisation: Acme
:place: Paris
:dates: 2023 to 2024

Built a **thing** with [tools](https://tools.example.org/).
::::
::::{entry} A talk
:id: a-talk
:dates: 2022
:people: joan-roe (chair)
:publications: doe2025log
:links: slides: https://talk.example.org/s.pdf
::::
:::::
::::::
::::::{tab-item} Publications
```{publications}
```
::::::
:::::::

## Teaching

A course.[^1]

[^1]: In the spring.
"""
JOAN = (
    front('person', name='Joan Roe', role='Professor', group='faculty', names=['J. A. Roe'])
    + """
```{profile}
```

## Teaching

Many courses, as [above](#teaching).[^1]

[^1]: In the autumn.
"""
)
BIB = r"""
@inproceedings{doe2025log,
  author = {Doe, Jane and Roe, Joan},
  title = {A log that ends},
  booktitle = {Proceedings of Logs},
  year = {2025},
  doi = {10.1000/xyz},
  abstract = {We show a \emph{quick} log.},
  note = {See \cite{roe2023old} and \url{https://note.example.org/}},
  projects = {quicklog},
  award = {Best paper},
  author+an = {1=equal; 2=equal},
}
@article{roe2023old,
  author = {Roe, Joan and Able, B and Cane, D and Dorn, F and Else, H and Fern, J},
  title = {An old $x^2$ result},
  journal = {Journal of Files},
  year = {2023},
  url = {https://example.org/old},
}
"""
FILES: dict[str, str | bytes] = {
    'index.md': """\
        # Rich lab

        Welcome, see {person}`jane-doe`, {doc}`publications` and {cite:p}`doe2025log`.

        ```{research-map}
        ```

        ```{publications-per-year}
        ```

        ```{toctree}
        :hidden:

        people/index
        people/jane-doe
        people/joan-roe
        projects/quicklog
        topics/storage
        news/prize
        news/index
        publications
        ```
        """,
    'people/index.md': '# People\n\n```{people}\n:filter:\n```\n',
    'people/jane-doe.md': JANE,
    'people/joan-roe.md': JOAN,
    'projects/quicklog.md': front(
        'project',
        name='QuickLog',
        type='software',
        summary='A fast log.',
        status='active',
        period='2024 to present',
        people=[{'id': 'jane-doe', 'role': 'lead'}, 'joan-roe'],
        topics=['storage'],
        links={'code': 'https://code.example.org/q'},
        funding='Grant 12',
    )
    + '\n```{profile}\n```\n\nA text with a\u00a0space.\n',
    'topics/storage.md': front('topic', name='Storage', summary='Keeping bits.', aliases=['disks'])
    + '\n```{profile}\n```\n',
    'news/prize.md': front(
        'entry',
        name='A prize',
        date='2025',
        people=['jane-doe'],
        place='Oslo',
        links={'event': 'https://prize.example.org/'},
    )
    + '\n```{profile}\n```\n\nWell deserved.\n',
    'news/index.md': '# News\n\n```{entries}\n:filter:\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n:group: year\n:filter:\n```\n',
    'references.bib': BIB,
    'photo.png': PNG,
    'files/talk.pdf': b'%PDF-1.4\n',
}
#: The builders of Sphinx's own authors still call what Sphinx 11 will not have.
pytestmark = pytest.mark.filterwarnings('ignore::sphinx.deprecation.RemovedInSphinx11Warning')
SETTINGS = {
    'project': 'Rich lab',
    'author': 'The lab',
    'copyright': '2025, The lab',
    'version': '1',
    'extensions': ['sphinx_folio', 'sphinx.ext.doctest', 'sphinx.ext.coverage'],
    'html_baseurl': 'https://lab.example.org/',
    'text_add_secnumbers': False,
}
PAGES = [name.removesuffix('.md') for name in sorted(FILES) if name.endswith('.md')]
#: What stands on a web page alone: forms, files to download, BibTeX, pictures of words that are
#: said beside them, and formulas, which each format writes in its own way.
ON_SCREEN = (
    '.headerlink, .folio-machines, .folio-bibtex, .folio-cite, .folio-publication-home, .folio-filter, .folio-unseen, '
    '.folio-link-detail, .folio-list-footer, .folio-map-legend, figure summary, svg, math, script, style'
)
#: Builders that write a file for each page, and those that join all pages.
BY_PAGE = ['dirhtml', 'epub', 'htmlhelp', 'qthelp', 'devhelp', 'json', 'text', 'xml', 'pseudoxml']
JOINED = ['singlehtml', 'man', 'latex', 'texinfo']
#: How the names of the files end that hold text of pages.
WRITTEN = ('html', 'json', '.txt', 'xml')
WITHOUT_PAGES = ['pickle', 'gettext', 'doctest', 'coverage', 'changes', 'dummy']


@pytest.fixture(scope='module')
def built(look_at: MakeSite) -> Callable[[str], Site]:
    """Return a function that builds the site once with a builder."""
    return lambda name: look_at(FILES, buildername=name, confoverrides=SETTINGS)


def words(text: str) -> Counter[str]:
    """Return how often each word stands in a text."""
    return Counter(re.findall(r'\w+', text.casefold()))


def page_of_html(html: str) -> Any:
    """Return the text of a page as its builder wrote it, without what is for screens."""
    page = BeautifulSoup(html, 'html5lib')
    main = page.find(attrs={'role': 'main'}) or page.body
    for node in main.select(ON_SCREEN):
        node.decompose()
    return main


def said_on_the_web(built: Callable[[str], Site], docname: str) -> Any:
    return page_of_html(built('html').text(f'{docname}.html'))


def page_text(site: Site, docname: str) -> str:
    """Return the words of one page in the form of its builder."""
    name = site.app.builder.name
    if name in {'text', 'pseudoxml', 'xml'}:
        suffix = {'text': 'txt', 'pseudoxml': 'pseudoxml', 'xml': 'xml'}[name]
        text = site.text(f'{docname}.{suffix}')
        return ''.join(ET.fromstring(text).itertext()) if name == 'xml' else text  # noqa: S314
    if name == 'json':
        return page_of_html(json.loads(site.text(f'{docname}.fjson'))['body']).get_text(' ')
    path = f'{docname}{site.app.builder.out_suffix}'
    if name == 'dirhtml' and not docname.endswith('index'):
        path = f'{docname}/index.html'
    return page_of_html(site.text(path)).get_text(' ')


def joined_text(site: Site) -> str:
    """Return all that a builder wrote into its one file."""
    name = site.app.builder.name
    if name == 'singlehtml':
        return str(page_of_html(site.text('index.html')))
    (path,) = [
        path
        for path in site.outdir.rglob('*')
        if path.suffix in {'.1', '.tex', '.texi'} and path.is_file()
    ]
    text = path.read_text(encoding='utf-8')
    if name == 'man':
        return re.sub(r'\\[&:%|^]|\\f[A-Z]|\\s[-+]?\d|\\[ud]|\\\(\w\w', '', text).replace(
            r'\-', '-'
        )
    return re.sub(r'\\([#_%&@{}])|@([@{}])', r'\1\2', text)


@pytest.mark.parametrize('name', [*BY_PAGE, *JOINED, *WITHOUT_PAGES])
def test_each_builder_builds_without_a_warning(built: Callable[[str], Site], name: str) -> None:
    assert built(name).warnings == []


@pytest.mark.parametrize('docname', PAGES)
@pytest.mark.parametrize('name', BY_PAGE)
def test_no_word_of_a_page_is_lost(built: Callable[[str], Site], name: str, docname: str) -> None:
    wanted = words(said_on_the_web(built, docname).get_text(' '))
    assert wanted - words(page_text(built(name), docname)) == {}


@pytest.mark.parametrize('name', JOINED)
def test_no_word_of_the_site_is_lost(built: Callable[[str], Site], name: str) -> None:
    wanted = {
        word for docname in PAGES for word in words(said_on_the_web(built, docname).get_text(' '))
    }
    assert wanted - words(joined_text(built(name))).keys() == set()


@pytest.mark.parametrize('name', [*BY_PAGE, *JOINED])
def test_no_address_that_folio_shows_is_lost(built: Callable[[str], Site], name: str) -> None:
    site = built(name)
    files = {path: data for path, data in site.output().items() if path.endswith(WRITTEN)}
    text = '\n'.join(data.decode() for data in files.values())
    text = unquote(unescape(joined_text(site) if name in JOINED else text))
    links = {
        link['href']
        for docname in PAGES
        for link in said_on_the_web(built, docname).select('[class*=folio-] a.external[href]')
    }
    assert {link for link in links if unquote(link).removeprefix('mailto:') not in text} == set()


def test_xml_holds_no_node_that_docutils_and_sphinx_do_not_know(
    built: Callable[[str], Site],
) -> None:
    known = {*nodes.node_class_names, 'br', 'compound', 'index', 'toctree'}
    for name, tag in (('xml', r'<([a-z]\w*)'), ('pseudoxml', r'^ *<([a-z]\w*)')):
        text = '\n'.join(data.decode() for data in built(name).output().values())
        used = set(re.findall(tag, text, re.MULTILINE))
        assert used - known == set()


def test_an_e_book_is_xml_without_dead_links(built: Callable[[str], Site]) -> None:
    site = built('epub')
    for path in site.outdir.rglob('*'):
        if path.suffix in {'.xhtml', '.opf', '.ncx', '.xml'}:
            ET.parse(path)  # noqa: S314  (what this test has written)
    assert dead_links(site.outdir) == []
    assert doubled_ids(site.outdir, '*.xhtml') == []


def test_tabs_of_an_e_book_stand_one_after_another(built: Callable[[str], Site]) -> None:
    page = page_of_html(built('epub').text('people/jane-doe.xhtml'))
    headings = [node.get_text() for node in page.select('h2')]
    assert headings[:3] == ['About', 'Experience', 'Publications']
    assert page.select('input, label, form, .sd-tab-content') == []


def test_the_one_page_has_each_id_once_and_no_dead_link(built: Callable[[str], Site]) -> None:
    site = built('singlehtml')
    assert doubled_ids(site.outdir) == []
    of_sphinx = ['index.html: genindex.html', 'index.html: search.html']  # in the head alone
    assert [link for link in dead_links(site.outdir) if link not in of_sphinx] == []
    page = BeautifulSoup(site.text('index.html'), 'html5lib')
    joan = page.find(id='document-people/joan-roe').find_next('section')
    (above,) = (link['href'] for link in joan.select('a') if link.get_text() == 'above')
    assert page.find(id=above[1:]) in joan.select('section')
    for note, said in (('In the spring', 'A course'), ('In the autumn', 'Many courses')):
        (found,) = (aside for aside in page.select('aside.footnote') if note in aside.get_text())
        back = page.find(id=found.select_one('a')['href'][1:])
        assert said in back.find_parent('p').get_text()
        assert back['href'] == f'#{found["id"]}'


def test_a_manual_page_has_no_empty_address(built: Callable[[str], Site]) -> None:
    assert '<>' not in built('man').text('richlab.1')


@pytest.mark.parametrize('name', ['json', 'pickle'])
def test_pages_as_data_say_what_they_are_about(built: Callable[[str], Site], name: str) -> None:
    site = built(name)
    if name == 'json':
        page = json.loads(site.text('people/jane-doe.fjson'))
    else:
        page = pickle.loads((site.outdir / 'people' / 'jane-doe.fpickle').read_bytes())  # noqa: S301
    assert '<meta name="description" content="Works on logs.">' in page['metatags']
