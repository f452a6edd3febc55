"""Pages that no toctree names join the navigation by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

Changes = dict[str, str | bytes | None]

FILES: dict[str, str] = {
    'index.md': '# Our group\n\n## News\n\nNothing.\n',
    'people/index.md': '# People\n\n```{people}\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe'),
    'people/zoe-adams.md': front('person', name='Zoë Adams'),
    'people/lou-etal.md': front('person', name='Lou Ébert'),
    'projects/quicklog.md': front('project', name='QuickLog'),
    'topics/index.md': '# Topics\n',
    'topics/storage.md': front('topic', name='Storage'),
    'topics/old/index.md': '# Former topics\n',
    'topics/old/tapes.md': front('topic', name='Tapes'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'contact.md': '# Contact\n',
    'apart.md': '---\norphan: true\n---\n\n# Apart\n',
}
PEOPLE = ['people/zoe-adams', 'people/jane-doe', 'people/lou-etal']
PORTFOLIO = ['people/index', 'projects/quicklog', 'topics/index', 'publications']


def tree(*pages: str, glob: bool = False) -> str:
    options = ':glob:\n' if glob else ''
    return '\n'.join(['', f'```{{toctree}}\n:hidden:\n{options}', *pages, '```', ''])


def joined(site: Site, docname: str) -> list[str]:
    """Return the pages below a page in the order of the navigation."""
    return list(site.app.env.toctree_includes.get(docname, []))


def side_bar(site: Site, docname: str) -> list[str]:
    return [link.get_text() for link in site.html(docname).select('.sidebar-tree a')]


@pytest.fixture(scope='module')
def plain(look_at: MakeSite) -> Site:
    return look_at(FILES, confoverrides={'html_theme': 'furo'})


def test_a_site_without_a_toctree_has_a_navigation(plain: Site) -> None:
    assert plain.warnings == []
    assert joined(plain, 'index') == [*PORTFOLIO, 'contact']
    sections = ['People', 'QuickLog', 'Topics', 'Publications', 'Contact']
    assert side_bar(plain, 'index') == sections
    assert side_bar(plain, 'people/jane-doe') == [
        *['People', 'Zoë Adams', 'Jane Doe', 'Lou Ébert'],
        *sections[1:],
    ]


def test_people_are_by_their_family_names_and_an_index_has_its_folder(plain: Site) -> None:
    assert joined(plain, 'people/index') == PEOPLE
    assert joined(plain, 'topics/index') == ['topics/old/index', 'topics/storage']
    assert joined(plain, 'topics/old/index') == ['topics/old/tapes']


def test_pages_lead_to_the_next_one(plain: Site) -> None:
    relations = plain.app.env.collect_relations()
    assert relations['people/jane-doe'] == ['people/index', PEOPLE[0], PEOPLE[2]]
    assert 'apart' not in relations


def test_nothing_of_it_stands_in_the_text(plain: Site) -> None:
    assert plain.links('index') == set()


def test_a_toctree_that_names_a_page_rules(make_site: MakeSite) -> None:
    files = {
        'index.md': '# Site\n' + tree('publications', 'people/jane-doe'),
        'people/index.md': '# People\n' + tree('z*', glob=True),
        'handbook.md': '# Handbook\n' + tree('projects/quicklog'),
        'handbook/more.md': '# More\n',
    }
    site = make_site(FILES | files)
    assert joined(site, 'index') == ['publications', 'people/jane-doe', *PORTFOLIO[::2]]
    assert joined(site, 'people/index') == ['people/zoe-adams', 'people/lou-etal']
    # with a toctree on the landing page, other pages are its author's matter
    assert [(told.file, told.message) for told in site.warnings] == [
        (f'{name}.md', "document isn't included in any toctree [toc.not_included]")
        for name in ('contact', 'handbook', 'handbook/more')
    ]


def test_a_page_never_joins_one_below_it(make_site: MakeSite) -> None:
    jane = front('person', name='Jane Doe') + tree('index')
    site = make_site(FILES | {'people/jane-doe.md': jane})
    assert 'people/jane-doe' not in joined(site, 'people/index')
    assert [told.message for told in site.warnings] == [
        "document isn't included in any toctree [toc.not_included]"
    ]


def test_pages_join_in_no_circle(make_site: MakeSite) -> None:
    files = {
        'people/jane-doe.md': front('person', name='Jane Doe') + tree('/topics/index'),
        'topics/storage.md': front('topic', name='Storage') + tree('/people/index'),
    }
    site = make_site(FILES | files)
    assert [(told.file, told.message) for told in site.warnings] == [
        ('topics/storage.md', "document isn't included in any toctree [toc.not_included]")
    ]


def test_the_folders_of_the_site_decide_the_order(make_site: MakeSite) -> None:
    files = {
        'index.md': '# Site\n' + tree('https://example.org/'),
        'work/a.md': front('project', name='Zebra'),
        'team.md': '# Team\n',
        'team/b.md': front('person', name='Ann Poe'),
        'papers.md': '# Papers\n',
        'elsewhere/c.md': front('topic', name='Tapes'),
        'work/d.md': front('project', name='Ångström'),
    }
    settings = {
        'folio_folders': {'work/': 'project', 'team': 'person'},
        'folio_publications_page': 'papers',
    }
    site = make_site(files, confoverrides=settings)
    assert site.warnings == []
    assert joined(site, 'index') == ['work/d', 'work/a', 'team', 'papers', 'elsewhere/c']
    assert joined(site, 'team') == ['team/b']


def dated(title: str, date: str) -> str:
    return f'---\nentry:\n  date: {date}\n---\n\n# {title}\n'


def test_of_dated_entries_the_newest_comes_first(make_site: MakeSite) -> None:
    files = {
        'talks/index.md': '# Talks\n',
        'talks/a.md': dated('A', '2024-05'),
        'talks/b.md': dated('B', '2025'),
        'talks/c.md': '---\nentry: {}\n---\n\n# C\n',
        'talks/d.md': dated('D', '2025-11-30'),
        'talks/e.md': dated('E', '2024-05'),
    }
    site = make_site(FILES | files)
    assert joined(site, 'talks/index') == [f'talks/{name}' for name in 'dbaec']
    assert joined(site, 'index') == [*PORTFOLIO[:3], 'talks/index', 'publications', 'contact']
    site.build_again({'talks/c.md': dated('C', '2026')})
    assert joined(site, 'talks/index') == [f'talks/{name}' for name in 'cdbae']


def test_a_folder_without_an_index_page_leaves_the_side_bar_to_the_sections(
    make_site: MakeSite,
) -> None:
    news = {f'news/n{number}.md': dated(f'N{number}', '2025') for number in range(5)}
    settings = {'html_theme': 'furo', 'folio_navigation_limit': 4}
    site = make_site(FILES | news, confoverrides=settings)
    sections = ['People', 'QuickLog', 'Topics', 'Publications', 'Contact']
    assert len(joined(site, 'index')) == 10
    assert side_bar(site, 'index') == side_bar(site, 'news/n1') == sections
    site.build_again({'news/n4.md': None})
    assert (
        side_bar(site, 'index')
        == side_bar(site, 'news/n1')
        == [*sections[:3], 'N0', 'N1', 'N2', 'N3', *sections[3:]]
    )


def test_pages_of_rest_join_too(make_site: MakeSite) -> None:
    files = {
        'index.md': '# Site\n',
        'conf.py': "extensions = ['sphinx_folio']\nroot_doc = 'start'\n",
        'start.rst': 'A group\n=======\n\n.. toctree::\n\n   people/index\n',
        'people/index.rst': 'People without a title',
        'people/jane-doe.md': front('person', name='Jane Doe'),
    }
    site = make_site(files)
    assert joined(site, 'people/index') == ['people/jane-doe']


def test_a_pattern_of_an_empty_folder_is_no_error(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    files = {
        'index.md': '# Site\n' + tree('people/*', '/topics/*', 'guide/*', glob=True),
        'people/index.md': '# People\n' + tree('*', glob=True),
    }
    site = make_site(files)
    unmatched = "toctree glob pattern 'guide/*' didn't match any documents"
    assert [told.message for told in site.warnings] == [unmatched]
    assert joined(site, 'index') == ['people/index']
    site.build_again({'people/jane-doe.md': front('person', name='Jane Doe')})
    assert joined(site, 'people/index') == ['people/jane-doe']
    assert_clean(site, clean_build)


@pytest.mark.parametrize(
    'buildername', ['dirhtml', 'singlehtml', 'epub', 'text', 'latex', 'gettext']
)
def test_every_builder_has_the_pages(make_site: MakeSite, buildername: str) -> None:
    site = make_site(FILES, buildername=buildername, confoverrides={'html_theme': 'basic'})
    assert [told for told in site.warnings if 'toctree' in told.message] == []
    whole = {
        'dirhtml': 'people/index.html',
        'singlehtml': 'index.html',
        'epub': 'toc.ncx',
        'text': 'people/jane-doe.txt',
        'latex': 'projectnamenotset.tex',
        'gettext': 'people.pot',
    }
    assert 'Jane Doe' in site.text(whole[buildername])


def test_in_parallel_it_is_the_same(make_site: MakeSite) -> None:
    site, other = (make_site(FILES, parallel=n, folder=f'site{n}') for n in (0, 3))
    assert other.warnings == []
    assert other.output() == site.output()


EDITS: dict[str, Changes] = {
    'a person': {'people/ann-poe.md': front('person', name='Ann Poe')},
    'a person is gone': {'people/jane-doe.md': None},
    'a name': {'people/zoe-adams.md': front('person', name='Zoë Zander')},
    'an index page': {'projects/index.md': '# Projects\n'},
    'an index page is gone': {'topics/old/index.md': None},
    'the index page of people is gone': {'people/index.md': None},
    'a title': {'contact.md': '# A way to us\n', 'people/index.md': '# Members\n'},
    'a toctree': {'people/index.md': '# People\n' + tree('jane-doe')},
    'a toctree on the landing page': {'index.md': '# Site\n' + tree('contact')},
    'a toctree elsewhere': {'contact.md': '# Contact\n' + tree('people/jane-doe')},
    'the last page of a folder': {'topics/old/tapes.md': None},
    'another page': {'about.md': '# About\n'},
    'a page apart': {'contact.md': '---\norphan: true\n---\n\n# Contact\n'},
    'nothing': {},
}


@pytest.mark.parametrize('changes', list(EDITS.values()), ids=list(EDITS))
def test_a_build_after_an_edit_equals_a_clean_one(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], changes: Changes
) -> None:
    site = begin_with(FILES, confoverrides={'html_theme': 'furo'})
    site.build_again(changes)
    assert_clean(site, clean_build)


def test_numbers_of_a_toctree_go_on_in_what_joins(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    numbered = '# Site\n\n```{toctree}\n:numbered:\n\npeople/index\n```\n'
    site = make_site(FILES | {'index.md': numbered}, confoverrides={'numfig': True})
    assert site.app.env.toc_secnumbers['people/jane-doe'][''] == (1, 2)
    site.build_again({'people/ann-abel.md': front('person', name='Ann Abel')})
    assert site.app.env.toc_secnumbers['people/jane-doe'][''] == (1, 3)
    assert_clean(site, clean_build)


def test_edits_that_are_taken_back_leave_nothing(
    begin_with: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = begin_with(FILES, confoverrides={'html_theme': 'basic'})
    for changes in EDITS.values():
        site.build_again(changes)
        site.build_again({name: FILES.get(name) for name in changes})
    assert_clean(site, clean_build)


def assert_clean(site: Site, clean_build: Callable[[Site], Site]) -> None:
    told, output, root = site.warnings, site.output(), stored(site)
    clean = clean_build(site)
    assert told == clean.warnings
    assert root == stored(clean)
    expected = clean.output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []


def stored(site: Site) -> Any:
    """Return what the pages and the environment keep of the tables of contents."""
    env = site.app.env
    listed = {
        name: [node['includefiles'] for node in env.get_doctree(name).findall(is_toctree)]
        for name in env.found_docs
    }
    return listed, dict(env.toctree_includes), {name: env.tocs[name].pformat() for name in listed}


def is_toctree(node: Any) -> bool:
    return bool(node.tagname == 'toctree')


def test_a_missing_page_is_told_with_what_to_write(make_site: MakeSite) -> None:
    text = '# Site\n\n{doc}`people/index` and {doc}`Us <contakt>`\n'
    site = make_site({'index.md': text, 'contact.md': '# Contact\n'})
    assert [message for _file, _line, message in site.warnings] == [
        'there is no page "people/index"; write "people/index.md", or correct the link [ref.doc]',
        'there is no page "contakt"; write "contakt.md", or correct the link [ref.doc]',
    ]
