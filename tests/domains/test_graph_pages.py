"""The graph as readers see it: lists, links, names, anchors, inventory and search."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sphinx.util.inventory import InventoryFile
from support import front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

PUBLICATIONS = '# Publications\n\n```{publications}\n```\n'


def person(name: str = 'Jane Doe', **facts: Any) -> str:
    return front('person', name=name, **facts)


def project(**facts: Any) -> str:
    return front('project', name='QuickLog', **facts)


def topic(**facts: Any) -> str:
    return front('topic', name='Storage', **facts)


def article(key: str = 'doe2024', **fields: str) -> str:
    whole = {'author': 'Poe, Ann', 'title': 'Fast logs', 'journal': 'Logs', 'year': '2024'} | fields
    shown = ',\n  '.join(f'{name} = {{{value}}}' for name, value in whole.items() if value)
    return f'@article{{{key},\n  {shown}\n}}\n'


def links_to(site: Site, docname: str, target: str) -> int:
    """Return how many links on a page lead to another page of the same depth."""
    found = site.main(docname).select('a[href]')
    return sum(link['href'].removeprefix('../') == f'{target}.html' for link in found)


def entry_of(site: Site, docname: str, title: str) -> Any:
    """Return the one list item on a page that shows the publication *title*."""
    found = [item for item in site.main(docname).find_all('li') if title in item.get_text()]
    innermost = [item for item in found if not any(other in item.descendants for other in found)]
    assert len(innermost) == 1, f'{title!r} stands {len(innermost)} times on {docname}'
    return innermost[0]


def titles(site: Site, docname: str) -> list[str]:
    """Return the titles of the publications on a page, in order; each is one word."""
    return [
        node.get_text(strip=True) for node in site.main(docname).select('.folio-publication-title')
    ]


# -- both ends ---------------------------------------------------------------------

PERSON, PROJECT, TOPIC = 'people/jane-doe', 'projects/quicklog', 'topics/storage'
PROFILE = '\n```{profile}\n```\n'
FOLDERS = {'person': 'people', 'project': 'projects', 'topic': 'topics'}


class Edge(NamedTuple):
    """Two objects of which one names the other by its id."""

    one: str
    other: str
    #: What the one says, with the id of the other.
    says: Callable[[str], dict[str, Any]]
    #: What the other says, with the id of the one.
    answers: Callable[[str], dict[str, Any]]


def nothing(_name: str) -> dict[str, Any]:
    return {}


EDGES = {
    'person to topic': Edge('person', 'topic', lambda name: {'topics': [name]}, nothing),
    'topic to person': Edge('person', 'topic', nothing, lambda name: {'people': [name]}),
    'person to project': Edge('person', 'project', lambda name: {'projects': [name]}, nothing),
    'project to person': Edge('person', 'project', nothing, lambda name: {'people': [name]}),
    'project to person with a role': Edge(
        'person', 'project', nothing, lambda name: {'people': [{'id': name, 'role': 'lead'}]}
    ),
    'project to topic': Edge('project', 'topic', lambda name: {'topics': [name]}, nothing),
    'topic to project': Edge('project', 'topic', nothing, lambda name: {'projects': [name]}),
}
#: What stands on the pages of an edge below their facts; "{}" is the kind of the other end.
BODIES = {'bare': '', 'with a profile': PROFILE, 'with a list': '\n```{{{}}}\n```\n'}


def ends_of(name: str, body: str) -> tuple[str, str]:
    """Return the pages at the ends of an edge."""
    edge, suffix = EDGES[name], f'{name} {body}'.replace(' ', '-')
    return f'{FOLDERS[edge.one]}/one-{suffix}', f'{FOLDERS[edge.other]}/other-{suffix}'


def pages_of(name: str, body: str) -> dict[str, str]:
    """Return the two pages of an edge, which no other edge names."""
    edge, (one, other) = EDGES[name], ends_of(name, body)
    text = BODIES[body]
    ids = [docname.partition('/')[2] for docname in (one, other)]
    return {
        f'{one}.md': front(edge.one, name=f'One {name} {body}', **edge.says(ids[1]))
        + (text.format(FOLDERS[edge.other]) if '{{' in text else text),
        f'{other}.md': front(edge.other, name=f'Other {name} {body}', **edge.answers(ids[0]))
        + (text.format(FOLDERS[edge.one]) if '{{' in text else text),
    }


@pytest.fixture(scope='module')
def edges(make_shared_site: MakeSite) -> Site:
    """Return a site with two pages for each edge and each body."""
    files: dict[str, str] = {}
    for name in EDGES:
        for body in BODIES:
            files |= pages_of(name, body)
    return make_shared_site(files)


@pytest.mark.parametrize('body', ['bare', 'with a profile'])
@pytest.mark.parametrize('name', list(EDGES))
def test_an_edge_shows_once_at_both_ends(edges: Site, name: str, body: str) -> None:
    one, other = ends_of(name, body)
    assert [told for told in edges.warnings if told.file in {f'{one}.md', f'{other}.md'}] == []
    assert links_to(edges, one, other) == 1
    assert links_to(edges, other, one) == 1


@pytest.mark.parametrize('name', list(EDGES))
def test_a_list_of_the_page_itself_is_not_doubled(edges: Site, name: str) -> None:
    """Each page lists the other's kind itself, so Folio appends nothing."""
    one, other = ends_of(name, 'with a list')
    assert links_to(edges, one, other) == 1
    assert links_to(edges, other, one) == 1


def test_pages_with_edges_build_without_a_warning(edges: Site) -> None:
    assert edges.warnings == []


@pytest.mark.parametrize('option', ['group: type', 'filter:', 'sort: title', 'person: jane-doe'])
def test_a_list_of_all_publications_is_not_doubled_whatever_its_look(
    make_site: MakeSite, option: str
) -> None:
    page = f'{person()}\n```{{publications}}\n:{option}\n```\n'
    bib = article(author='Doe, Jane')
    site = make_site({'people/jane-doe.md': page, 'references.bib': bib})
    assert len(site.main(PERSON).select('.folio-publication')) == 1


def test_a_list_with_a_limit_leaves_the_rest_to_folio(make_site: MakeSite) -> None:
    files = {f'projects/p{number}.md': front('project', name=f'P{number}') for number in range(3)}
    jane = person(projects=['p0', 'p1', 'p2']) + '\n```{projects}\n:limit: 1\n```\n'
    site = make_site({**files, 'people/jane-doe.md': jane})
    assert all(links_to(site, PERSON, f'projects/p{number}') for number in range(3))


def test_the_role_in_a_project_shows_at_both_ends(make_site: MakeSite) -> None:
    members = [{'id': 'jane-doe', 'role': 'maintainer'}]
    site = make_site(
        {
            'people/jane-doe.md': person(),
            'projects/quicklog.md': project(people=members) + PROFILE,
        }
    )
    assert 'maintainer' in site.main(PERSON).get_text()
    assert 'maintainer' in site.main(PROJECT).get_text()


#: What ties a publication to an object: the kind of the object, what its page says, and what
#: the entry says. "KEY" is the key of the entry, "ID" the object's id, "X" makes names differ.
PAPERS: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    'author': ('person', {'name': 'Jane DoeX'}, {'author': 'DoeX, Jane'}),
    'author by native name': ('person', {'name': 'JX.', 'native_name': '简X'}, {'author': '简X'}),
    'author by another spelling': (
        'person',
        {'name': 'JX.', 'names': ['DoeX, Jane']},
        {'author': 'DoeX, Jane'},
    ),
    'author by annotation': (
        'person',
        {'name': 'Jane DoeX'},
        {'author': 'DX., J.', 'author+an': '1=ID'},
    ),
    'entry to person': ('person', {'name': 'Jane DoeX'}, {'people': 'ID'}),
    'person to entry': ('person', {'name': 'Jane DoeX', 'publications': ['KEY']}, {}),
    'entry to project': ('project', {'name': 'QuickLog X'}, {'projects': 'ID'}),
    'project to entry': ('project', {'name': 'QuickLog X', 'publications': ['KEY']}, {}),
    'entry to topic': ('topic', {'name': 'Storage X'}, {'topics': 'ID'}),
    'topic to entry': ('topic', {'name': 'Storage X', 'publications': ['KEY']}, {}),
}
PAPER_BODIES = {'bare': '', 'with a profile': PROFILE, 'with a list': '\n```{publications}\n```\n'}


class Tied(NamedTuple):
    """An object with the one publication that is tied to it."""

    docname: str
    page: str
    title: str
    entry: str


def tied(name: str, body: str) -> Tied:
    """Return what one case of the tests below is made of."""
    number = list(PAPERS).index(name) * len(PAPER_BODIES) + list(PAPER_BODIES).index(body)
    letter, key = chr(ord('a') + number // 26) + chr(ord('a') + number % 26), f'key{number:02}'
    kind, facts, fields = PAPERS[name]

    def fill_in(text: Any) -> Any:
        if isinstance(text, list):
            return [fill_in(item) for item in text]
        return text.replace('X', letter).replace('KEY', key).replace('ID', f'id-{number:02}')

    title = f'Fast logs {letter}'
    return Tied(
        f'{FOLDERS[kind]}/id-{number:02}',
        front(kind, **{name: fill_in(value) for name, value in facts.items()}) + PAPER_BODIES[body],
        title,
        article(key, title=title, **{name: fill_in(value) for name, value in fields.items()}),
    )


@pytest.fixture(scope='module')
def papers(make_shared_site: MakeSite) -> Site:
    """Return a site with an object and a publication for each of the cases."""
    cases = [tied(name, body) for name in PAPERS for body in PAPER_BODIES]
    return make_shared_site(
        {
            **{f'{case.docname}.md': case.page for case in cases},
            'publications.md': PUBLICATIONS,
            'references.bib': ''.join(case.entry for case in cases),
        }
    )


@pytest.mark.parametrize('body', list(PAPER_BODIES))
@pytest.mark.parametrize('name', list(PAPERS))
def test_a_publication_shows_on_its_page_and_on_every_object(
    papers: Site, name: str, body: str
) -> None:
    docname, _page, title, _entry = tied(name, body)
    assert [told for told in papers.warnings if told.file == f'{docname}.md'] == []
    assert titles(papers, docname) == [title]
    assert entry_of(papers, docname, title)
    item = entry_of(papers, 'publications', title)
    shown = [link['href'] for link in item.select('a')]
    assert shown.count(f'{docname}.html') == 1
    assert len([href for href in shown if '/id-' in href]) == 1


def test_publications_that_are_tied_build_without_a_warning(papers: Site) -> None:
    assert papers.warnings == []


def test_a_publication_ties_its_authors_project_and_topic(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/jane-doe.md': person(),
            'people/joan-roe.md': person('Joan Roe'),
            'projects/quicklog.md': project(),
            'topics/storage.md': topic(),
            'publications.md': PUBLICATIONS,
            'references.bib': article(
                author='Doe, Jane and Roe, Joan', projects='quicklog', topics='storage'
            ),
        }
    )
    pages = ['people/jane-doe', 'people/joan-roe', 'projects/quicklog', 'topics/storage']
    for docname in pages:
        item = entry_of(site, docname, 'Fast logs')
        shown = {link['href'].rpartition('/')[2] for link in item.select('a')}
        others = {f'{other.rpartition("/")[2]}.html' for other in pages if other != docname}
        assert others <= shown, docname


def test_topics_show_their_hierarchy_at_both_ends(make_site: MakeSite) -> None:
    site = make_site(
        {
            'topics/storage.md': topic() + PROFILE,
            'topics/logs.md': front('topic', name='Logs', broader='storage') + PROFILE,
        }
    )
    assert 'logs.html' in site.links('topics/storage')
    assert 'storage.html' in site.links('topics/logs')


def test_an_object_without_edges_has_no_empty_lists(make_site: MakeSite) -> None:
    site = make_site({'people/jane-doe.md': person(), 'topics/storage.md': topic()})
    for docname in (PERSON, TOPIC):
        main = site.main(docname)
        assert main.find('ul') is None
        assert main.find(class_='rubric') is None


def test_a_list_on_another_page_shows_all(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/jane-doe.md': person(),
            'people/joan-roe.md': person('Joan Roe'),
            'all.md': '# All\n\n```{people}\n```\n',
        }
    )
    assert site.links('all') == {'people/jane-doe.html', 'people/joan-roe.html'}


def test_an_empty_list_says_so(make_site: MakeSite) -> None:
    site = make_site({'all.md': '# All\n\n```{people}\n```\n'})
    assert site.warnings == []
    assert 'None listed yet.' in site.main('all').get_text()


@pytest.mark.parametrize('style', ['cards', 'list', 'inline'])
def test_every_style_of_a_list_links_its_objects(make_site: MakeSite, style: str) -> None:
    lists = [f'```{{{kind}}}\n:style: {style}\n```' for kind in ('people', 'projects', 'topics')]
    site = make_site(
        {
            'people/jane-doe.md': person(),
            'projects/quicklog.md': project(),
            'topics/storage.md': topic(),
            'all.md': '# All\n\n' + '\n\n'.join(lists) + '\n',
        }
    )
    assert site.warnings == []
    assert site.links('all') == {f'{docname}.html' for docname in (PERSON, PROJECT, TOPIC)}


# -- roles and links ---------------------------------------------------------------


#: What an author writes, the text of the link, and where it leads.
LINKS = [
    ('{person}`jane-doe`', 'Jane Doe', 'people/jane-doe.html'),
    ('{project}`quicklog`', 'QuickLog', 'projects/quicklog.html'),
    ('{topic}`storage`', 'Storage', 'topics/storage.html'),
    ('{person}`the author <jane-doe>`', 'the author', 'people/jane-doe.html'),
    ('{project}`*no* markup <quicklog>`', '*no* markup', 'projects/quicklog.html'),
    ('{folio:topic}`storage`', 'Storage', 'topics/storage.html'),
    ('[the author](#jane-doe)', 'the author', 'people/jane-doe.html'),
    ('[the **bold** log](#quicklog)', 'the bold log', 'projects/quicklog.html'),
    ('{any}`storage`', 'Storage', 'topics/storage.html'),
]


@pytest.fixture(scope='module')
def linking(make_shared_site: MakeSite) -> Site:
    """Return a site with a page for each of the links."""
    return make_shared_site(
        {
            'people/jane-doe.md': person(),
            'projects/quicklog.md': project(),
            'topics/storage.md': topic(),
            **{
                f'link-{number}.md': f'# Notes {number}\n\nSee {written}.\n'
                for number, (written, _shown, _href) in enumerate(LINKS)
            },
        }
    )


@pytest.mark.parametrize('number', range(len(LINKS)), ids=[written for written, *_ in LINKS])
def test_a_role_links_an_object(linking: Site, number: int) -> None:
    _written, shown, href = LINKS[number]
    assert [told for told in linking.warnings if told.file == f'link-{number}.md'] == []
    (link,) = linking.main(f'link-{number}').select('p a')
    assert (link.get_text(), link['href']) == (shown, href)
    assert link.find('code') is None


def test_pages_with_links_build_without_a_warning(linking: Site) -> None:
    assert linking.warnings == []


def test_the_display_name_is_the_title_where_no_name_is_given(make_site: MakeSite) -> None:
    site = make_site(
        {
            'topics/storage.md': '---\ntopic:\n  summary: x\n---\n\n# Storage *systems*\n',
            'notes.md': '# Notes\n\n{topic}`storage`\n',
        }
    )
    (link,) = site.main('notes').select('p a')
    assert link.get_text() == 'Storage systems'


def test_names_are_text_not_markup(make_site: MakeSite) -> None:
    name = '<b>Jane</b> *Doe* & Co `x` $y$'
    site = make_site(
        {
            'people/jane-doe.md': f'---\nperson:\n  name: "{name}"\n---\n\n# Jane\n',
            'notes.md': '# Notes\n\n{person}`jane-doe`\n\n```{people}\n```\n',
        }
    )
    main = site.main('notes')
    assert [link.get_text() for link in main.select('p a')] == [name, name]
    assert main.find('b') is None


def test_markdown_links_between_pages_still_work(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/jane-doe.md': person(),
            'notes.md': '# Notes\n\n[Jane](people/jane-doe.md) and [more](#more).\n\n(more)=\n## More\n',
        }
    )
    assert site.warnings == []
    assert {'people/jane-doe.html', '#more'} <= site.links('notes')


# -- names -------------------------------------------------------------------------


def test_the_own_name_is_strong_and_others_are_links(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/jane-doe.md': person(),
            'people/joan-roe.md': person('Joan Roe'),
            'publications.md': PUBLICATIONS,
            'references.bib': article(author='Doe, Jane and Roe, Joan and Poe, Ann'),
        }
    )
    for docname, own, other in (
        ('people/jane-doe', 'Jane Doe', 'Joan Roe'),
        ('people/joan-roe', 'Joan Roe', 'Jane Doe'),
    ):
        item = entry_of(site, docname, 'Fast logs')
        assert [strong.get_text() for strong in item.select('strong')] == [own]
        assert own not in [link.get_text() for link in item.select('a')]
        assert other in [link.get_text() for link in item.select('a')]
        assert 'Jane Doe, Joan Roe, Ann Poe' in ' '.join(
            item.get_text(' ').replace(' ,', ',').split()
        )
    item = entry_of(site, 'publications', 'Fast logs')
    assert item.find('strong') is None


def test_marks_of_authors_stand_with_a_legend(make_site: MakeSite) -> None:
    site = make_site(
        {
            'publications.md': PUBLICATIONS,
            'references.bib': article(
                **{
                    'author': 'Doe, Jane and Roe, Joan and Poe, Ann',
                    'author+an': '1=equal; 2=equal; 3=corresponding',
                }
            ),
        }
    )
    assert site.warnings == []
    item = entry_of(site, 'publications', 'Fast logs')
    signs = [sign.get_text() for sign in item.select('sup')]
    assert len(signs) == 3
    assert signs[0] == signs[1] != signs[2]
    text = site.main('publications').get_text()
    assert f'{signs[0]} equal contribution' in ' '.join(text.split())
    assert f'{signs[2]} corresponding author' in ' '.join(text.split())


def test_without_marks_there_is_no_legend(make_site: MakeSite) -> None:
    site = make_site({'publications.md': PUBLICATIONS, 'references.bib': article()})
    assert 'equal contribution' not in site.main('publications').get_text()


def test_an_anonymous_person_is_neither_matched_nor_named(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/someone.md': person('Jane Doe', anonymous=True) + PROFILE,
            'publications.md': PUBLICATIONS,
            'references.bib': article(author='Doe, Jane'),
            'all.md': '# All\n\n```{people}\n```\n',
        }
    )
    assert entry_of(site, 'publications', 'Fast logs').find('a') is None
    assert 'Fast logs' not in site.main('people/someone').get_text()
    for docname in ('people/someone', 'all'):
        for drawing in site.main(docname).select('svg'):
            assert drawing.get_text().strip() == ''


def test_a_publication_without_authors_names_the_people_it_is_tied_to(make_site: MakeSite) -> None:
    site = make_site(
        {
            'people/jane-doe.md': person(),
            'publications.md': PUBLICATIONS,
            'references.bib': article(author='', people='jane-doe', note='No list given.'),
        }
    )
    assert site.warnings == []
    item = entry_of(site, 'publications', 'Fast logs')
    assert [link.get_text() for link in item.select('a')] == ['Jane Doe']
    assert 'No list given.' in item.get_text()


# -- anchors -----------------------------------------------------------------------

FOUR: dict[str, str] = {
    'people/jane-doe.md': person() + '\n```{publications}\n```\n',
    'projects/quicklog.md': project(),
    'topics/storage.md': topic(),
    'all.md': '# All\n\n```{publications}\n```\n\n```{publications}\n:style: compact\n```\n',
    'publications.md': PUBLICATIONS,
    'notes.md': '# Notes\n\nAs in {cite:p}`doe2024` and {cite:t}`doe2024`.\n',
    'references.bib': article(author='Doe, Jane', projects='quicklog', topics='storage'),
}
EVERYWHERE = ('people/jane-doe', 'projects/quicklog', 'topics/storage', 'all', 'publications')


def anchors(site: Site, name: str) -> list[str]:
    return [
        docname for docname in sorted(site.app.env.found_docs) if site.html(docname).find(id=name)
    ]


def test_a_key_on_many_pages_has_one_anchor_that_citations_lead_to(look_at: MakeSite) -> None:
    site = look_at(FOUR)
    assert site.warnings == []
    assert all('Fast logs' in site.main(docname).get_text() for docname in EVERYWHERE)
    assert anchors(site, 'doe2024') == ['publications']
    assert site.links('notes') == {'publications.html#doe2024'}


def test_without_a_publications_page_the_anchor_stands_on_a_free_page(make_site: MakeSite) -> None:
    site = make_site({name: text for name, text in FOUR.items() if name != 'publications.md'})
    assert site.warnings == []
    assert anchors(site, 'doe2024') == ['all']
    assert site.links('notes') == {'all.html#doe2024'}


@pytest.mark.parametrize('listing', ['{publications}', '{bibliography}'])
def test_a_link_by_id_to_a_paper_that_is_cited_elsewhere(make_site: MakeSite, listing: str) -> None:
    files = {
        'a.md': '# A\n\n[the paper](#log) and {any}`log`\n',
        'b.md': '# B\n\nAs {cite:t}`log` says.\n',
        'publications.md': f'# Papers\n\n```{listing}\n```\n',
        'references.bib': '@book{log, author={Roe, Kim}, title={Logs}, publisher={P}, year={2020}}',
    }
    site = make_site(files)
    assert site.warnings == []
    targets = {link.partition('#')[0] for link in site.links('a')}
    assert targets == {'publications.html'}
    assert 'the paper' in site.main('a').get_text()


def test_the_publications_page_may_have_another_name(make_site: MakeSite) -> None:
    site = make_site(FOUR, confoverrides={'folio_publications_page': 'all'})
    assert anchors(site, 'doe2024') == ['all']


def test_no_page_has_an_id_twice(look_at: MakeSite) -> None:
    site = look_at(FOUR)
    for docname in site.app.env.found_docs:
        ids = Counter(node['id'] for node in site.html(docname).select('[id]'))
        assert [name for name, count in ids.items() if count > 1] == [], docname


@pytest.mark.parametrize(
    'key', ['Doe:2024', 'doe_2024', 'DOE/2024+x', '2024', 'doe.2024', 'müller', '王2024']
)
def test_any_key_has_an_anchor_that_its_citation_finds(make_site: MakeSite, key: str) -> None:
    site = make_site(
        {
            'publications.md': PUBLICATIONS,
            'notes.md': f'# Notes\n\n{{cite:p}}`{key}`\n',
            'references.bib': article(key),
        }
    )
    assert site.warnings == []
    (href,) = site.links('notes')
    page, _hash, anchor = href.partition('#')
    assert page == 'publications.html'
    assert anchor
    assert site.html('publications').find(id=anchor)


def test_two_keys_that_make_one_anchor_get_two(make_site: MakeSite) -> None:
    site = make_site(
        {
            'publications.md': PUBLICATIONS,
            'notes.md': '# Notes\n\n{cite:t}`doe:2024` and {cite:t}`doe-2024`\n',
            'references.bib': article('doe:2024', title='One') + article('doe-2024', title='Two'),
        }
    )
    assert site.warnings == []
    assert len(site.links('notes')) == 2
    ids = Counter(node['id'] for node in site.html('publications').select('[id]'))
    assert max(ids.values()) == 1


# -- order and options -------------------------------------------------------------

DATED = (
    article('a', title='Title-a', year='', note='in print')
    + article('b', title='Title-b', year='2020')
    + article('c', title='Title-c', year='2024', month='mar')
    + article('d', title='Title-d', year='2024', month='7', author='Doe, Jane', topics='storage')
    + article('e', title='Title-e', year='2022', selected='true', projects='quicklog')
    + '@book{f, title = {Title-f}, author = {Poe, Ann}, publisher = {P}, date = {2021-05-04}}\n'
)


#: Options of a list, and the letters of the titles that it shows.
OPTIONS = [
    ('', 'dcefba'),
    (':sort: newest', 'dcefba'),
    (':sort: oldest', 'bfecda'),
    (':sort: title', 'abcdef'),
    (':year: 2024', 'dc'),
    (':year: 2021-2022', 'ef'),
    (':year: 2022-', 'dce'),
    (':type: book', 'f'),
    (':type: article, book\n:year: 2020-2022', 'efb'),
    (':person: jane-doe', 'd'),
    (':topic: storage', 'd'),
    (':project: quicklog', 'e'),
    (':topic: storage\n:project: quicklog', ''),
    (':selected:', 'e'),
    (':limit: 2', 'dc'),
    (':limit: 2\n:sort: oldest', 'bf'),
    (':style: compact', 'dcefba'),
]


@pytest.fixture(scope='module')
def lists(make_shared_site: MakeSite) -> Site:
    """Return a site with a page for each of the lists."""
    blocks = ['\n'.join(filter(None, ('```{publications}', it, '```'))) for it, _shown in OPTIONS]
    return make_shared_site(
        {
            'people/jane-doe.md': person(),
            'projects/quicklog.md': project(),
            'topics/storage.md': topic(),
            'references.bib': DATED,
            **{
                f'list-{number}.md': f'# Notes {number}\n\n{block}\n'
                for number, block in enumerate(blocks)
            },
        }
    )


@pytest.mark.parametrize('number', range(len(OPTIONS)), ids=[it or 'none' for it, _ in OPTIONS])
def test_the_options_of_a_list_of_publications(lists: Site, number: int) -> None:
    page, (_options, shown) = f'list-{number}', OPTIONS[number]
    assert [told for told in lists.warnings if told.file == f'{page}.md'] == []
    assert [word.removeprefix('Title-') for word in titles(lists, page)] == list(shown)


def test_pages_with_lists_build_without_a_warning(lists: Site) -> None:
    assert [told for told in lists.warnings if told.file != 'references.bib'] == []


def test_an_entry_without_a_year_has_no_date(make_site: MakeSite) -> None:
    site = make_site(
        {
            'publications.md': PUBLICATIONS,
            'references.bib': '@misc{x, author = {Poe, Ann}, title = {Undated}}\n',
        }
    )
    assert 'n.d.' in entry_of(site, 'publications', 'Undated').get_text()


#: Lists of objects with an option, and the names that they show.
OTHER_LISTS = [
    ('people', ':sort: name', 'Ann Cai Zoe'),
    ('people', ':sort: group', 'Zoe Ann Cai'),
    ('people', ':group: phd, faculty', 'Ann Zoe'),
    ('people', ':group: faculty', 'Zoe'),
    ('people', ':topic: storage', 'Ann'),
    ('people', ':project: quicklog', 'Cai'),
    ('people', ':limit: 2', 'Ann Cai'),
    ('projects', ':person: cai', 'QuickLog'),
    ('projects', ':topic: storage', ''),
    ('topics', ':person: ann', 'Storage'),
]


@pytest.fixture(scope='module')
def other_lists(make_shared_site: MakeSite) -> Site:
    """Return a site with a page for each of these lists."""
    return make_shared_site(
        {
            'people/zoe.md': person('Zoe', group='faculty'),
            'people/ann.md': person('Ann', group='phd', topics=['storage']),
            'people/cai.md': person('Cai', projects=['quicklog']),
            'projects/quicklog.md': project(),
            'topics/storage.md': topic(),
            **{
                f'list-{number}.md': f'# N\n\n```{{{directive}}}\n{options}\n:style: inline\n```\n'
                for number, (directive, options, _shown) in enumerate(OTHER_LISTS)
            },
        }
    )


@pytest.mark.parametrize(
    'number',
    range(len(OTHER_LISTS)),
    ids=[f'{directive} {options}' for directive, options, _ in OTHER_LISTS],
)
def test_the_options_of_other_lists(other_lists: Site, number: int) -> None:
    page, (_directive, _options, shown) = f'list-{number}', OTHER_LISTS[number]
    assert [told for told in other_lists.warnings if told.file == f'{page}.md'] == []
    assert ' '.join(link.get_text() for link in other_lists.main(page).select('li a')) == shown


def test_pages_with_other_lists_build_without_a_warning(other_lists: Site) -> None:
    assert other_lists.warnings == []


# -- other documents ---------------------------------------------------------------


def test_the_inventory_leads_to_pages_and_anchors_that_exist(look_at: MakeSite) -> None:
    site = look_at(FOUR)
    content = (site.outdir / 'objects.inv').read_bytes()
    inventory = InventoryFile.loads(content, uri='').data
    found = {kind: dict(items) for kind, items in inventory.items() if kind.startswith('folio:')}
    assert {kind: list(items) for kind, items in found.items()} == {
        'folio:person': ['jane-doe'],
        'folio:project': ['quicklog'],
        'folio:topic': ['storage'],
        'folio:publication': ['doe2024'],
    }
    shown = {}
    for items in found.values():
        for name, item in items.items():
            page, _hash, anchor = item.uri.partition('#')
            assert (site.outdir / page).is_file()
            if anchor:
                assert site.html(page.removesuffix('.html')).find(id=anchor)
            shown[name] = item.display_name
    assert shown == {
        'jane-doe': 'Jane Doe',
        'quicklog': 'QuickLog',
        'storage': 'Storage',
        'doe2024': 'Fast logs',
    }


def test_the_search_knows_the_objects(make_site: MakeSite) -> None:
    site = make_site({**FOUR, 'people/joan-roe.md': person('Dr. Joan Q. Roe')})
    index = site.search_index()
    names = {
        (prefix + '.' if prefix else '') + item[-1]
        for prefix, items in index['objects'].items()
        for item in items
    }
    assert {'Jane Doe', 'QuickLog', 'Storage'} <= names
    assert any('Joan Q. Roe' in name for name in names), names
    assert {'folio:person', 'folio:project', 'folio:topic'} <= set(index['objtypes'].values())


def test_lists_of_other_pages_are_not_searched(make_site: MakeSite) -> None:
    """A search for a name finds the object's page, not every page that lists it."""
    site = make_site(
        {
            'people/jane-doe.md': person('Zyxgard Doe'),
            'all.md': '# All\n\n```{people}\n```\n',
        }
    )
    index = site.search_index()
    pages = {**index['terms'], **index['titleterms']}['zyxgard']
    numbers = pages if isinstance(pages, list) else [pages]
    assert [index['docnames'][number] for number in numbers] == ['people/jane-doe']
