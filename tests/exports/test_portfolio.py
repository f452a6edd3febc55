"""``folio.json`` and ``load``: what a site says to programs, from a build and without one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from support import CONF, PNG, front

import sphinx_folio
from sphinx_folio.api import read_json, write_json
from sphinx_folio.api.json_file import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite, Site

    from sphinx_folio import Portfolio

BASE = 'https://example.org/base/'
BIB = r"""
@article{doe2024, author = {Doe, Jane and Poe, P. and Roe, Rita}, title = {A \& B: $x^2$},
  journal = {Logs}, year = 2024, month = may, doi = {10.1000/xyz}, topics = {storage},
  author+an = {1=equal; 2=equal}, related = {doe2023}}
@online{doe2023, author = {Doe, Jane}, title = {A and B}, eprint = {2301.00001},
  eprinttype = {arxiv}, year = 2023}
@book{logs, editor = {Roe, Rita}, title = {All Logs}, publisher = {P}, year = 2020,
  related = {undated}}
@misc{undated, author = {Poe, P.}, title = {Undated}, howpublished = {A note}, projects = {log}}
"""
JANE = """
---
person:
  name: Jane Doe
  native-name: 王
  group: faculty
  affiliation: [{name: Example University, department: Storage, url: https://example.org/u}]
  email: jane@example.org
  photo: jane.png
  links: {github: janedoe, mail: "mailto:j.doe@example.org", talk: talk.pdf}
  left: 2024-05
  updated: 2025-11-10
---

# Jane Doe

::::::::{tab-set}
:::::::{tab-item} Experience

`````{timeline}
:kind: experience

:::::{entry} Reads *logs* with {person}`rita` on {project}`log`
:id: reader
:dates: 2022-06 to present
:organisation: A {project}`the log <log>` & [lab](https://example.org)
:place: Zürich
:type: Full time
:projects: log
:links: slides: https://example.org/slides, notes: talk.pdf

```{entry} Inside of another
```
:::::

::::{entry}
:dates: 2020

Nothing was asked. And {cite}`doe2024` says $x^2$.
::::
`````

```{timeline}
:kind: awards

::::{entry} {cite:t}`doe2024` won a prize with {topic}`storage`
:dates: 2021-05
:people: rita (chair)
:publications: doe2024
::::
```

:::::::
::::::::

````md
```{timeline}
```{entry} Shown as code
```
```
````
"""
FILES: dict[str, str | bytes | Path] = {
    'people/jane-doe.md': JANE,
    'people/jane.png': PNG,
    'people/talk.pdf': b'%PDF-1.4',
    'people/rita.md': front('person', name='Rita Roe', topics=['storage']),
    'projects/log.md': front(
        'project',
        name='Log',
        period='2023 to present',
        people=[{'id': 'jane-doe', 'role': 'lead'}, 'rita'],
        links={'code': 'https://example.org/log'},
        funding=['A grant'],
    ),
    'topics/storage.md': front('topic', name='Storage', broader='systems', aliases=['Disks']),
    'topics/systems.md': front('topic', name='Systems'),
    'talks/logs.md': front(
        'entry', name='On logs', date='2026-04-15', people=[{'id': 'rita', 'role': 'speaker'}],
        summary='A talk.', place='Zürich', organisation='ETH', projects=['log'],
    ),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'news.md': (
        '# News\n\n```{timeline}\n:kind: news\n\n```{entry} We moved\n:dates: 2025\n```\n\n'
        ':::{entry} See {doc}`/publications`\n:topics: storage\n:::\n````\n'
    ).replace('```{timeline}', '````{timeline}'),
    'references.bib': BIB,
}  # fmt: skip
KNOWN = {'html_baseurl': BASE, 'html_title': 'A <lab>'}


def data(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.text('folio.json'))
    return found


def by_id(site: Site, kind: str) -> dict[str, dict[str, Any]]:
    return {item['id']: item for item in data(site)[kind]}


# -- what a website says -----------------------------------------------------------------


def test_a_person_as_all_pages_tell_of_them(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN)
    assert [item.file for item in site.warnings] == ['people/jane-doe.md']  # one inside another
    assert by_id(site, 'people')['jane-doe'] == {
        'id': 'jane-doe',
        'name': 'Jane Doe',
        'page': 'people/jane-doe',
        'url': f'{BASE}people/jane-doe.html',
        'native_name': '王',
        'group': 'faculty',
        'former': True,
        'affiliation': [
            {'name': 'Example University', 'department': 'Storage', 'url': 'https://example.org/u'}
        ],
        'email': 'jane@example.org',
        'photo': f'{BASE}_images/jane.png',
        'links': [
            {'key': 'github', 'title': 'GitHub', 'url': 'https://github.com/janedoe',
             'account': 'janedoe'},
            {'key': 'mail', 'title': 'mail', 'url': 'mailto:j.doe@example.org'},
            {'key': 'talk', 'title': 'talk', 'url': f'{BASE}_downloads/folio/people/talk.pdf'},
        ],
        'left': '2024-05',
        'updated': '2025-11-10',
        'projects': ['log'],
        'publications': ['doe2023', 'doe2024'],
        'entries': ['people/jane-doe#1', 'people/jane-doe#2', 'reader'],
    }  # fmt: skip


def test_the_other_kinds(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN)
    project = by_id(site, 'projects')['log']
    assert [project[name] for name in ('dates', 'start', 'people', 'publications', 'funding')] == [
        '2023 to present', '2023', ['jane-doe', 'rita'], ['undated'], ['A grant'],
    ]  # fmt: skip
    assert 'end' not in project
    topics = by_id(site, 'topics')
    assert topics['storage']['broader'] == ['systems']
    assert topics['systems']['narrower'] == ['storage']
    papers = by_id(site, 'publications')
    assert papers['doe2024'] | {'links': [], 'url': ''} == {
        'id': 'doe2024',
        'name': 'A & B: x²',
        'page': 'publications',
        'url': '',
        'type': 'article',
        'authors': [
            {'name': 'Jane Doe', 'person': 'jane-doe', 'marks': ['equal']},
            {'name': 'P. Poe', 'marks': ['equal']},
            {'name': 'Rita Roe', 'person': 'rita'},
        ],
        'year': 2024,
        'date': '2024-05',
        'venue': 'Logs',
        'doi': '10.1000/xyz',
        'links': [],
        'versions': ['doe2023'],
        'people': ['jane-doe', 'rita'],
        'topics': ['storage'],
        'entries': ['people/jane-doe#2'],
    }
    assert papers['logs']['edited']
    assert 'date' not in papers['undated']
    entries = by_id(site, 'entries')
    assert entries['logs'] == {
        'id': 'logs',
        'name': 'On logs',
        'page': 'talks/logs',
        'url': f'{BASE}talks/logs.html',
        'kind': 'talks',
        'dates': '2026-04-15',
        'start': '2026-04-15',
        'end': '2026-04-15',
        'organisation': 'ETH',
        'place': 'Zürich',
        'summary': 'A talk.',
        'people': ['rita'],
        'projects': ['log'],
    }
    assert entries['reader']['url'] == f'{BASE}people/jane-doe.html#entry-reader'
    assert entries['reader']['name'] == 'Reads logs with Rita Roe on Log'


def test_each_pair_is_one_edge(look_at: MakeSite) -> None:
    edges = data(look_at(FILES, confoverrides=KNOWN))['edges']
    names = ('source_kind', 'source', 'target_kind', 'target', 'role')
    found = [tuple(edge.get(name, '') for name in names) for edge in edges]
    assert len({frozenset((edge[:2], edge[2:4])) for edge in found}) == len(found)
    assert {
        ('person', 'jane-doe', 'project', 'log', 'lead'),
        ('person', 'rita', 'project', 'log', ''),
        ('person', 'jane-doe', 'publication', 'doe2024', 'author'),
        ('person', 'rita', 'publication', 'logs', 'editor'),
        ('person', 'rita', 'entry', 'logs', 'speaker'),
        ('person', 'rita', 'entry', 'people/jane-doe#2', 'chair'),
        ('topic', 'storage', 'topic', 'systems', 'broader'),
        ('publication', 'doe2023', 'publication', 'doe2024', 'version'),
        ('publication', 'logs', 'publication', 'undated', 'related'),
        ('project', 'log', 'publication', 'undated', ''),
    } <= set(found)
    site = look_at(FILES, confoverrides=KNOWN)
    kinds = {'person': 'people', 'project': 'projects', 'topic': 'topics'}
    kinds |= {'publication': 'publications', 'entry': 'entries'}
    for kind, source, other, target, _role in found:
        if kind != other:
            assert target in by_id(site, kinds[kind])[source][kinds[other]]
            assert source in by_id(site, kinds[other])[target][kinds[kind]]


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
@pytest.mark.parametrize('base', [BASE, ''])
def test_each_address_leads_to_its_place(look_at: MakeSite, builder: str, base: str) -> None:
    settings = KNOWN | {'html_baseurl': base, 'folio_publication_pages': builder == 'dirhtml'}
    site = look_at(FILES, buildername=builder, confoverrides=settings)
    assert data(site)['address'] == base
    lists = ('people', 'projects', 'topics', 'publications', 'entries')
    items = [item for name in lists for item in data(site)[name]]
    urls = [item['url'] for item in items] + [item['photo'] for item in items if 'photo' in item]
    assert len(urls) == 16
    for url in urls:
        assert url.startswith(base)
        parts = urlsplit(url.removeprefix(base))
        file = site.outdir / unquote(parts.path)
        file = file / 'index.html' if file.is_dir() else file
        assert file.is_file(), url
        if parts.fragment:
            page = BeautifulSoup(file.read_text(encoding='utf-8'), 'html.parser')
            assert page.find(id=unquote(parts.fragment)), url


def test_the_landing_page_leads_to_it(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN)
    (link,) = site.html('index').select('link[type="application/json"]')
    assert (link['rel'], urljoin(BASE, link['href'])) == (['alternate'], f'{BASE}folio.json')
    assert site.html('people/rita').select('link[type="application/json"]') == []


def test_e_mail_is_given_where_vcards_give_it(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN)
    assert '@' not in site.text('folio.json')
    assert by_id(site, 'people')['jane-doe']['email'] == 'jane@example.org'
    for setting in ({'folio_vcard_email': False}, {'folio_without': ['vcard']}):
        without = look_at(FILES, confoverrides=KNOWN | setting)
        person = by_id(without, 'people')['jane-doe']
        assert 'email' not in person
        assert [link['key'] for link in person['links']] == ['github', 'talk']


def test_what_hides_is_nowhere_named(look_at: MakeSite) -> None:
    hidden = '---\nmyst: {html_meta: {robots: noindex}}\n'
    files = {
        **FILES,
        'people/rita.md': str(FILES['people/rita.md']).replace('---\n', hidden, 1),
        'topics/systems.md': str(FILES['topics/systems.md']).replace('---\n', hidden, 1),
    }
    site = look_at(files, confoverrides=KNOWN)
    text = site.text('folio.json')
    for name in ('"rita"', '"systems"'):
        assert name in look_at(FILES, confoverrides=KNOWN).text('folio.json')
        assert name not in text
    assert 'Rita Roe' in text  # an author of a paper
    unlisted = look_at({**FILES, 'publications.md': '# No list\n'}, confoverrides=KNOWN)
    assert 'undated' in text
    assert list(by_id(unlisted, 'publications')) == ['doe2023', 'doe2024', 'logs', 'undated']
    of_nobody = BIB + '@misc{of-nobody, author = {Poe, P.}, title = {Unlisted}}\n'
    files = {**FILES, 'publications.md': '# No list\n', 'references.bib': of_nobody}
    assert 'of-nobody' not in look_at(files, confoverrides=KNOWN).text('folio.json')


def test_an_object_has_a_line_of_its_own_without_what_says_nothing(look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides=KNOWN)
    lines = site.text('folio.json').splitlines()
    assert sum(line.startswith('{"id": ') for line in lines) == 15
    assert re.findall(r'": (?:""|\[\]|\{\}|false|null)', site.text('folio.json')) == []


def test_only_a_website_has_it(look_at: MakeSite) -> None:
    for builder in ('singlehtml', 'text'):
        site = look_at({'index.md': '# A\n'}, buildername=builder)
        assert not (site.outdir / 'folio.json').exists()


# -- the same without a build ------------------------------------------------------------

#: What only a build knows.
PLACES = {'url': '', 'photo': '', 'image': ''}
LISTS = ('people', 'projects', 'topics', 'publications', 'entries')


def comparable(portfolio: Portfolio) -> dict[str, Any]:
    """Return what a portfolio says, but for what only a build knows."""
    said: dict[str, Any] = asdict(replace(portfolio, problems=()))
    for name in LISTS:
        for item in said[name].values():
            for link in item.get('links', ()):
                link['url'] = link['url'].replace(f'{BASE}_downloads/folio/', '')
            item |= {key: value for key, value in PLACES.items() if key in item}
            if name == 'publications':
                item['page'] = ''
    return said


def write_conf(site: Site) -> None:
    settings = ''.join(
        f'{name} = {value!r}\n' for name, value in site._options['confoverrides'].items()
    )
    (site.srcdir / 'conf.py').write_text(f'extensions = ["sphinx_folio"]\n{settings}')


def test_the_sources_say_what_the_website_says(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=KNOWN)
    write_conf(site)
    of_sources = sphinx_folio.load(site.srcdir)
    of_website = sphinx_folio.load(site.outdir / 'folio.json')
    assert comparable(of_sources) == comparable(of_website)
    assert of_website == sphinx_folio.load(str(site.outdir))
    assert of_sources.problems == ()
    assert of_sources.name == 'A <lab>'
    assert list(of_sources.entries) == [
        'logs', 'news#0', 'news#1', 'people/jane-doe#1', 'people/jane-doe#2', 'reader',
    ]  # fmt: skip


LINES = {
    'in a list': '* Item\n\n  ```{timeline}\n  :kind: talks\n\n  :::{entry} A\n  :dates: 2020\n  :::\n  ```\n',
    'options below a blank line': '````{timeline}\n:kind: talks\n\n```{entry} A\n\n:dates: 2020\n```\n````\n',
    'options as YAML': '````{timeline}\n---\nkind: talks\n---\n```{entry} A\n---\ndates: 2020\ntype: B\n---\n```\n````\n',
    'with the domain': '````{folio:timeline}\n:kind: talks\n\n```{folio:entry} A\n```\n````\n',
    'wrong options': (
        '````{timeline}\n:kind: tlaks\n\n```{entry} A\n:dates: 2020-13\n:id: No Id\n:people: ?\n'
        ':links: nothing\n:status: ajar\n```\n````\n'
    ),
    'outside of a timeline': '```{entry} A\n:dates: 2020\n```\n',
    'below other words': '````{timeline} Talks\n:kind: talks\n\n<!-- no -->\n\n```{entry} A\n```\n````\n',
    'words of every kind': (
        '````{timeline}\n:kind: talks\n\n'
        ':::{entry} A *b* **c** `d` [e](https://example.org) {sub}`f` <i>g</i> {math}`h^2` ~~i~~ \\* &amp; j[^n]\n'
        ':organisation: "{abbr}`k (l)` {kbd}`m`"\n:::\n````\n\n[^n]: Note.\n'
    ),
    'a title of its own words': '````{timeline}\n\n```{entry}\nOne day. Then another.\n```\n````\n',
    'a title of an item': '````{timeline}\n\n```{entry}\n* One day. Then another.\n* Two\n```\n````\n',
    'no words at all': '````{timeline}\n\n```{entry}\n:dates: 2020\n```\n````\n',
    'a formula and a citation': (
        '````{timeline}\n\n:::{entry} Prize ({cite:p}`doe2024`) for $a^2$, after {cite:t}`logs`\n:::\n````\n'
    ),
    'in code': '````{code-block} md\n```{timeline}\n```{entry} A\n```\n```\n````\n\n{entry}\n',
    'in a division': '::::{div} wide\n:::{timeline}\n```{entry} A\n```\n:::\n::::\n',
}  # fmt: skip


def test_lines_are_read_as_a_build_reads_them(make_site: MakeSite) -> None:
    files = {f'{name.replace(" ", "-")}.md': f'# {name}\n\n{text}' for name, text in LINES.items()}
    site = make_site({**FILES, **files}, confoverrides=KNOWN)
    write_conf(site)
    of_sources = sphinx_folio.load(site.srcdir)
    of_website = sphinx_folio.load(site.outdir)
    said = {item.page: item for item in of_website.entries.values()}
    assert said.keys() >= {name.removesuffix('.md') for name in files} - {'in-code'}
    built, unbuilt = comparable(of_website)['entries'], comparable(of_sources)['entries']
    assert unbuilt.keys() == built.keys()
    assert [unbuilt[name] for name in built] == list(built.values())


def test_problems_are_told_as_check_tells_them(tmp_path: Path) -> None:
    (tmp_path / 'people').mkdir()
    (tmp_path / 'conf.py').write_text(CONF.replace('    ', ''))
    (tmp_path / 'people/jane.md').write_text('---\nperson: {name: Jane, rol: A}\n---\n\n# Jane\n')
    portfolio = sphinx_folio.load(tmp_path)
    (problem,) = portfolio.problems
    assert (problem.file, problem.line, problem.kind) == ('people/jane.md', 2, 'key')
    assert 'did you mean "role"?' in problem.message
    assert portfolio.people['jane'].name == 'Jane'


def test_hostile_lines_are_read_in_time_and_without_error(tmp_path: Path) -> None:
    (tmp_path / 'conf.py').write_text('extensions = ["sphinx_folio"]\n')
    deep = '\n'.join(f'{"`" * (400 - n)}{{note}}' for n in range(300)) + '\n```{entry} A\n```\n'
    marks = f'```{{timeline}}\n:::{{entry}} {"*_[" * 20_000}\n:::\n```\n'
    quoted = '> ' * 2000 + '{entry}\n'
    (tmp_path / 'index.md').write_text(f'# A\n\n{deep}\n\n{marks}\n{quoted}')
    assert sphinx_folio.load(tmp_path).people == {}


# -- the file alone ----------------------------------------------------------------------


def test_a_file_is_read_as_it_was_written(look_at: MakeSite) -> None:
    text = look_at(FILES, confoverrides=KNOWN).text('folio.json').encode()
    assert write_json(read_json(text, 'x')) == text
    empty = sphinx_folio.Portfolio()
    assert read_json(write_json(empty), 'x') == empty


def test_what_a_later_version_adds_is_passed_over() -> None:
    text = b'{"version": 1, "new": 1, "people": [{"id": "a", "name": "A", "new": [1]}]}'
    assert read_json(text, 'x').people == {'a': sphinx_folio.Person(id='a', name='A')}


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('', 'this is no JSON (Expecting value: line 1 column 1 (char 0))'),
        ('[' * 100_000, 'this is no JSON'),
        ('[]', 'this is no folio.json, as it has no "version"; name the one of a website'),
        ('{"version": "1"}', 'this is no folio.json, as it has no "version"'),
        (f'{{"version": {VERSION + 1}}}', (f'its version is {VERSION + 1}, and {VERSION} is the '
         'last that is known here; upgrade sphinx-folio')),
        ('{"version": 1, "people": [{"id": "a"}]}', 'people.0.name: Field required'),
        ('{"version": 1, "people": 3}', 'people: Input should be a valid tuple'),
    ],
)  # fmt: skip
def test_what_is_no_portfolio_is_told(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / 'folio.json'
    file.write_text(text)
    with pytest.raises(sphinx_folio.FolioError) as caught:
        sphinx_folio.load(file)
    assert str(caught.value).startswith(f'{file}: {message}')


def test_where_there_is_nothing_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / 'nowhere', tmp_path / 'x.json'):
        with pytest.raises(sphinx_folio.FolioError, match=r'name a folder with a conf\.py, or a'):
            sphinx_folio.load(path)
    (tmp_path / 'conf.py').write_text('1 / 0\n')
    with pytest.raises(sphinx_folio.FolioError, match='line 1: ZeroDivisionError'):
        sphinx_folio.load(tmp_path)


# -- what others rely on -----------------------------------------------------------------


def test_every_public_name_is_there() -> None:
    assert sphinx_folio.__all__ == sorted(sphinx_folio.__all__)
    for name in sphinx_folio.__all__:
        assert getattr(sphinx_folio, name) is not None
    assert dir(sphinx_folio) == sphinx_folio.__all__
    with pytest.raises(AttributeError, match='no attribute'):
        _ = sphinx_folio.nothing


def test_to_import_it_takes_neither_sphinx_nor_pydantic() -> None:
    code = 'import sphinx_folio, sys; print({"sphinx", "docutils", "pydantic"} & {*sys.modules})'
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True, check=True)
    assert done.stdout == 'set()\n'


def test_every_list_of_a_portfolio_is_written() -> None:
    written = json.loads(write_json(sphinx_folio.Portfolio()))
    assert written.keys() - {'version'} == {
        each.name for each in fields(sphinx_folio.Portfolio)
    } - {'problems'}


def test_a_file_of_the_site_s_own_wins(make_site: MakeSite) -> None:
    site = make_site(
        {'index.md': '# A\n', 'extra/folio.json': '{}'},
        confoverrides={'html_extra_path': ['extra']},
    )
    assert site.text('folio.json') == '{}'


def test_the_next_build_says_what_a_clean_one_says(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = make_site(FILES, confoverrides=KNOWN)
    line = JANE.replace('Zürich', 'Geneva').replace('Nothing was asked.', 'All was said.')
    site.build_again({'people/jane-doe.md': line, 'topics/storage.md': None})
    assert site.text('folio.json') == clean_build(site).text('folio.json')
    assert 'Geneva' in site.text('folio.json')
