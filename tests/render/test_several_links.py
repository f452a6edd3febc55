"""Several links of one service, and services that a site names itself, wherever links are shown."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
import vobject

from sphinx_folio.cli import check
from sphinx_folio.reading.front_matter import read_front_matter

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite, Site

OWN: dict[str, Any] = {
    'wiki': {'title': 'Lab <wiki>', 'url': 'https://wiki.example.org/User:{}'},
    'git': 'https://git.example.org/{}',
}
CONF: dict[str, Any] = {
    'folio_link_services': OWN,
    'html_baseurl': 'https://example.org/',
    'html_theme': 'basic',
}
FILES: dict[str, str | bytes] = {
    'people/jane-doe.md': """\
        ---
        person:
          name: Jane Doe
          links:
            github: [jane-doe, https://github.com/example-lab/]
            website:
              - https://jane.example.org/
              - https://lab.example.org/jane
            wiki: Jane
            slides: [a.pdf, talks/b.pdf]
            scopus: 57193928271
        ---

        # Jane Doe

        ```{profile}
        ```
        """,
    'people/joan.md': """\
        ---
        person:
          name: Joan
          links:
            github: [joan, example-lab]
            scopus: https://www.scopus.com/pages/authors/57193928271
            gitlab: [joan, jane]
        ---
        # Joan
        """,
    'people/jack.md': """\
        ---
        person:
          name: Jack
          links: {gitlab: jane}
        ---
        # Jack
        """,
    'people/a.pdf': b'%PDF-1.4',
    'people/talks/b.pdf': b'%PDF-1.4',
    'projects/log.md': """\
        ---
        project:
          name: Log
          type: software
          links: {code: [https://code.example.org/log, https://old.example.org/log], git: log}
        ---
        # Log

        ```{profile}
        ```
        """,
    'index.md': '# Site\n\n```{toctree}\n:glob:\n\n*/*\n```\n',
}
FILES = {name: dedent(text) if isinstance(text, str) else text for name, text in FILES.items()}


@pytest.fixture
def site(look_at: MakeSite) -> Site:
    return look_at(FILES, confoverrides=CONF)


def shown(site: Site, docname: str) -> list[tuple[str, str]]:
    """Return the words and the target of each link of a card."""
    links = site.main(docname).select('.folio-links a')
    return [(link.get_text().partition(': J')[0], link['href']) for link in links]


def test_each_link_stands_for_itself_in_its_order(site: Site) -> None:
    files = '../_downloads/folio/people'
    assert shown(site, 'people/jane-doe') == [
        ('GitHub', 'https://github.com/jane-doe'),
        ('GitHub: example-lab', 'https://github.com/example-lab/'),
        ('Website', 'https://jane.example.org/'),
        ('Website: lab.example.org', 'https://lab.example.org/jane'),
        ('Lab <wiki>', 'https://wiki.example.org/User:Jane'),
        ('Slides', f'{files}/a.pdf'),
        ('Slides: b.pdf', f'{files}/talks/b.pdf'),
        ('Scopus', 'https://www.scopus.com/authid/detail.uri?authorId=57193928271'),
    ]
    assert shown(site, 'projects/log') == [
        ('Code: Log', 'https://code.example.org/log'),
        ('Code: old.example.org: Log', 'https://old.example.org/log'),
        ('Git: Log', 'https://git.example.org/log'),
    ]


def test_the_files_of_a_list_are_copied(site: Site) -> None:
    folder = site.outdir / '_downloads/folio/people'
    assert sorted(path.name for path in folder.rglob('*.pdf')) == ['a.pdf', 'b.pdf']


def test_an_address_book_has_a_label_for_each(site: Site) -> None:
    card: Any = vobject.readOne(site.text('people/jane-doe.vcf'))
    labels = {item.group: item.value for item in card.contents['x-ablabel']}
    assert [labels[item.group] for item in card.url_list if item.group] == [
        *('GitHub', 'GitHub: example-lab', 'Website', 'Website: lab.example.org'),
        *('Lab <wiki>', 'Scopus'),
    ]


def test_a_resume_has_a_profile_for_each(site: Site) -> None:
    basics = json.loads(site.text('people/jane-doe.resume.json'))['basics']
    assert basics['url'] == 'https://jane.example.org/'
    assert [(item['network'], item.get('username')) for item in basics['profiles']] == [
        ('GitHub', 'jane-doe'),
        ('GitHub', 'example-lab'),
        ('Website: lab.example.org', None),
        ('Lab <wiki>', 'Jane'),
        ('Scopus', '57193928271'),
    ]


def test_each_page_of_a_person_is_the_same_as_the_person(site: Site) -> None:
    def entity(docname: str) -> dict[str, Any]:
        data = json.loads(site.html(docname).select_one('[type="application/ld+json"]').string)
        found: dict[str, Any] = next(
            node['mainEntity'] for node in data['@graph'] if 'mainEntity' in node
        )
        return found

    assert entity('people/jane-doe')['sameAs'] == [
        'https://github.com/jane-doe',
        'https://github.com/example-lab/',
        'https://jane.example.org/',
        'https://lab.example.org/jane',
        'https://wiki.example.org/User:Jane',
        'https://www.scopus.com/authid/detail.uri?authorId=57193928271',
    ]
    assert entity('projects/log')['sameAs'] == [
        *('https://code.example.org/log', 'https://old.example.org/log'),
        'https://git.example.org/log',
    ]
    assert entity('projects/log')['codeRepository'] == 'https://code.example.org/log'


def test_one_account_of_two_people_is_told_of_but_for_that_of_a_group(site: Site) -> None:
    claims = [
        (file, line, text.partition(';')[0])
        for file, line, text in site.warnings
        if 'claim' in text
    ]
    first = 'https://www.scopus.com/authid/detail.uri?authorId=57193928271'
    assert sorted(claims) == [
        (
            'people/jack.md',
            4,
            '"links: gitlab": "https://gitlab.com/jane" is also that of people/joan.md:7',
        ),
        ('people/jane-doe.md', 11, f'"links: scopus": "{first}" is also that of people/joan.md:6'),
        (
            'people/joan.md',
            6,
            (
                '"links: scopus": "https://www.scopus.com/pages/authors/57193928271" is also that of '
                'people/jane-doe.md:11'
            ),
        ),
        (
            'people/joan.md',
            7,
            '"links: gitlab": "https://gitlab.com/jane" is also that of people/jack.md:4',
        ),
    ]
    assert len(claims) == len(site.warnings)


def test_print_has_the_address_of_each_and_no_word_twice(make_site: MakeSite) -> None:
    site = make_site(FILES, buildername='folio-latex', confoverrides=CONF)
    head = site.text('cv-jane-doe.tex')
    head = head[head.index(r'\begin{foliohead}') : head.index(r'\end{foliohead}')]
    for address in ('github.com/example-lab', 'lab.example.org/jane'):
        assert head.count(rf'\folioaddress{{{address}}}') == 1
    assert 'GitHub' not in head
    assert r'Lab <wiki> \sphinxhref' in head
    card = site.text('portfolio.tex')
    assert r'Website \sphinxhref{https://lab.example.org/jane}' in card
    assert 'Website: ' not in card


def test_dated_entries_have_them_too(make_site: MakeSite) -> None:
    page = """\
        ---
        entry:
          date: 2026-02-03
          links:
            video: [https://video.example.org/a, https://other.example.org/a]
            wiki: Talk
        ---

        # A talk
        """
    line = """\
        # News

        ```{timeline}
        :kind: news

        :::{entry} News
        :dates: 2026-02-04
        :links: wiki: News, wikki: News
        :::
        ```
        """
    files = {'talks/a-talk.md': dedent(page), 'news.md': dedent(line)}
    site = make_site(files, buildername='dummy', confoverrides=CONF)
    (told,) = site.warnings
    assert told.message.startswith('":links: wikki": "News" is no URL; write https://…; did you')
    links = {entry.name: entry.links for entry in site.graph.dated.values()}
    assert [(link.label, link.url) for link in links['A talk']] == [
        ('Video', 'https://video.example.org/a'),
        ('Video: other.example.org', 'https://other.example.org/a'),
        ('Lab <wiki>', 'https://wiki.example.org/User:Talk'),
    ]
    assert [link.url for link in links['News']] == ['https://wiki.example.org/User:News']


# -- what is wrong -------------------------------------------------------------------------

WRONG = """\
---
person:
  links:
    github:
      - jane
      - a b
      - 0123
      -
      - [x]
      - https://github.com/Jane
    website: [https://a.org, "http://www.a.org/", a.org]
    wikki: [Jane, {a: b}]
    wiki: [Jane, User Jane]
    slides: [a.pdf, b.pdf]
    x: jane
    x: https://x.com/lab
    osf: []
  git: jane
---

# Jane
"""
TOLD = [
    (6, '"links: github": "a b" is no user name; write github: <user name> or a full URL'),
    (7, '"links: github": must be text; write "0123"'),
    (8, '"links: github": a value of the list is empty; remove it'),
    (9, '"links: github": must be text; write https://…'),
    (
        10,
        '"links: github": "https://github.com/Jane" is the same as the one in line 5; remove it',
    ),
    (11, '"links: website": "a.org" is no URL; did you mean "https://a.org"?'),
    (
        11,
        '"links: website": "http://www.a.org/" is the same as the one in line 11; remove it',
    ),
    (12, '"links: wikki": "Jane" is no URL; write https://…; did you mean "wiki"?'),
    (12, '"links: wikki": must be text; write https://…'),
    (13, '"links: wiki": "User Jane" is no user name; write wiki: <user name> or a full URL'),
    (
        14,
        '"links: slides": "b.pdf" does not exist; write the path from the page, or from the site with a "/" before it',
    ),
    (16, 'the key "x" stands twice; write x: [jane, https://x.com/lab]'),
    (18, 'unknown key "git" under "person:"; indent it under "links:"'),
]


def test_each_value_is_told_of_at_its_line(make_site: MakeSite) -> None:
    files = {'people/jane.md': WRONG, 'people/a.pdf': b'%PDF-1.4'}
    site = make_site(files, buildername='dummy', confoverrides=CONF)
    found = sorted((line, text.rpartition(' [')[0]) for _file, line, text in site.warnings)
    assert found == TOLD
    (record,) = site.graph.people.values()
    assert [link.url for link in record.links] == [
        *('https://github.com/jane', 'https://a.org', 'https://wiki.example.org/User:Jane'),
        *('people/a.pdf', 'https://x.com/lab'),
    ]


@pytest.mark.parametrize('second', ['lab', '2024', 'https://github.com/lab', '"a, b"'])
def test_a_service_that_stands_twice_is_a_list(second: str) -> None:
    def problems(lines: str) -> tuple[str, ...]:
        source = f'---\nperson:\n  links:\n{lines}---\n'
        page = read_front_matter(source, docname='x', page_id='x', expected=None)
        return tuple(problem.message for problem in page.problems)

    (message, *others) = problems(f'    github: jane\n    github: {second}\n')
    right = message.partition('stands twice; write ')[2]
    assert right.startswith('github: [jane, ')
    assert len(problems(f'    {right}\n')) == len(others)


@pytest.mark.parametrize(
    ('value', 'says'),
    [
        (
            ['wiki'],
            'must map words to addresses, such as {"wiki": "https://wiki.example.org/User:{}"}',
        ),
        (
            {'Lab wiki': 'https://wiki.example.org/{}'},
            '"Lab wiki" is no id (lower-case words joined by hyphens); did you mean "lab-wiki"?',
        ),
        ({'github': 'https://git.example.org/{}'}, '"github" is a service of every site; choose'),
        ({'wiki': 'https://wiki.example.org/'}, '"wiki" has no address with one {} in it; write'),
    ],
)
def test_a_wrong_setting_is_told_of(make_site: MakeSite, value: Any, says: str) -> None:
    site = make_site({}, buildername='dummy', confoverrides={'folio_link_services': value})
    ((file, line, text),) = site.warnings
    assert (file, line) == ('conf.py', 1)
    assert text.startswith(f'folio_link_services: {says}')
    assert text.endswith('; the default is used [folio.config]')


def test_another_setting_changes_what_pages_show(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=CONF)
    renamed = OWN | {'wiki': 'https://new.example.org/{}'}
    site.build(confoverrides=CONF | {'folio_link_services': renamed})
    assert ('Wiki', 'https://new.example.org/Jane') in shown(site, 'people/jane-doe')
    assert 'https://new.example.org/Jane' in site.text('people/jane-doe.vcf')


def test_the_command_check_knows_the_services_of_the_site(tmp_path: Path) -> None:
    (tmp_path / 'people').mkdir()
    (tmp_path / 'conf.py').write_text(
        f"extensions = ['sphinx_folio']\nfolio_link_services = {OWN}\n"
    )
    page = '---\nperson:\n  links: {wiki: Jane, gitt: jane}\n---\n# Jane\n'
    (tmp_path / 'people/jane.md').write_text(page)
    text = check(tmp_path).text
    assert (
        'people/jane.md:3: "links: gitt": "jane" is no URL; write https://…; did you mean' in text
    )
    assert '"links: wiki"' not in text
