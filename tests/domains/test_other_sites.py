"""Two sites that name each other's people, projects, topics and papers, built side by side."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from support import front

from sphinx_folio.cli.scan import survey
from sphinx_folio.graph import near_misses

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite, Site

OTHER_URL = 'https://other.example.org/'
OWN_URL = 'https://here.example.org/'
PROFILE = '\n```{profile}\n```\n'
LIST = '\n```{publications}\n```\n'
TIMELINE = """
::::{timeline}
:kind: experience

:::{entry} Visited {project}`other:quicklog`
:organisation: Quick Lab
:::
::::
"""
#: The site that is named "other".
OTHER: dict[str, str] = {
    'publications.md': f'# Publications\n{LIST}',
    'people/jane-doe.md': front('person', name='Jane Doe', projects=['here:slowlog']) + PROFILE,
    'projects/quicklog.md': front(
        'project',
        name='QuickLog',
        people=['jane-doe', {'id': 'here:joan-roe', 'role': 'Tester'}],
    )
    + PROFILE,
    'topics/storage.md': front('topic', name='Storage'),
    'references.bib': """\
        @article{doe2024log,
          author = {Doe, Jane and Roe, Joan},
          author+an = {2=here:joan-roe},
          title = {A <i>quick</i> Log & more},
          journal = {Logs},
          year = {2024},
        }
        """,
}
#: What only this site says: the other one names neither person nor project.
HERE: dict[str, str] = {
    'index.md': """\
        # Here

        {person}`other:jane-doe`, {person}`she <other:jane-doe>`, {project}`other:quicklog`,
        {topic}`other:storage`, {publication}`other:doe2024log`, {publication}`roe2025`.

        [she](#other:jane-doe), {any}`other:jane-doe`, {person}`jane-doe`.

        {external:folio:person}`jane-doe`, {external+other:folio:project}`quicklog`,
        {external+other:folio:topic}`storage`, {external+other:folio:publication}`doe2024log`,
        [](inv:other:folio:person#jane-doe).

        ```{toctree}
        :hidden:
        :glob:

        publications
        lists
        people/*
        projects/*
        topics/*
        ```
        """,
    'lists.md': """\
        # Lists

        ```{people}
        :style: list
        ```

        ```{people}
        :project: other:quicklog
        ```

        ```{publications}
        :person: other:jane-doe
        ```

        ```{people}
        :project: slowlog
        :style: inline
        ```

        ```{people}
        :project: slowlog
        :group-by: group
        ```

        ```{people}
        :project: slowlog
        :limit: 1
        ```

        ```{people}
        :project: slowlog
        :group: phd
        ```

        ```{projects}
        :topic: other:storage
        ```
        """,
    'publications.md': f'# Publications\n{LIST}',
    'people/joan-roe.md': front(
        'person',
        name='Joan Roe',
        group='phd',
        projects=['other:quicklog'],
        topics=['other:storage', 'logs'],
        publications=['other:doe2024log'],
    )
    + PROFILE
    + TIMELINE,
    'projects/slowlog.md': front(
        'project',
        name='SlowLog',
        people=['joan-roe', {'id': 'other:jane-doe', 'role': 'Advisor'}],
        topics=['other:storage'],
    )
    + PROFILE,
    'topics/logs.md': front('topic', name='Logs', broader=['other:storage']) + PROFILE,
    'references.bib': """\
        @article{roe2025,
          author = {Roe, Joan and Doe, Jane},
          author+an = {2=other:jane-doe},
          title = {Slow logs},
          journal = {Logs},
          year = {2025},
          projects = {other:quicklog},
          topics = {other:storage},
        }
        """,
}
JANE = f'{OTHER_URL}people/jane-doe.html'
QUICKLOG = f'{OTHER_URL}projects/quicklog.html'
STORAGE = f'{OTHER_URL}topics/storage.html'
PAPER = f'{OTHER_URL}publications.html#doe2024log'


def mapping(name: str, url: str, inventory: Path | str) -> dict[str, Any]:
    return {'intersphinx_mapping': {name: (url, str(inventory))}}


def inventory_of(*objects: str, project: str = 'Lab') -> bytes:
    """Return an inventory with lines of "name type place title"."""
    lines = [line.split(' ', 3) for line in objects]
    text = ''.join(f'{name} {kind} 1 {place} {title}\n' for name, kind, place, title in lines)
    head = f'# Sphinx inventory version 2\n# Project: {project}\n# Version: \n'
    return f'{head}# compressed using zlib.\n'.encode() + zlib.compress(text.encode())


@pytest.fixture(scope='module')
def sites(make_shared_site: MakeSite) -> tuple[Site, Site]:
    """Return this site and the other one, which have each other's inventories."""
    other = make_shared_site(
        OTHER, confoverrides={'project': 'Quick Lab', 'html_baseurl': OTHER_URL}
    )
    here = make_shared_site(
        HERE,
        confoverrides={'project': 'Slow Lab', 'html_baseurl': OWN_URL}
        | mapping('other', OTHER_URL, other.outdir / 'objects.inv'),
    )
    other._options['confoverrides'] |= mapping('here', OWN_URL, here.outdir / 'objects.inv')
    return here, other.build()


def links(node: Any) -> list[tuple[str, str]]:
    """Return words and target of each link."""
    found = node.select('a[href]:not(.headerlink)')
    return [(link.get_text(), link['href']) for link in found]


def card_of(site: Site, docname: str, name: str) -> Any:
    """Return the first card with this title on a page."""
    cards = site.main(docname).select('.folio-card')
    return next(card for card in cards if card.select_one('a').get_text() == name)


def test_neither_site_warns(sites: tuple[Site, Site]) -> None:
    for site in sites:
        assert site.warnings == []


def test_roles_show_the_name_and_lead_there(sites: tuple[Site, Site]) -> None:
    first, second, third = sites[0].main('index').select('section > p')
    title = 'A quick Log & more'
    assert links(first) == [
        ('Jane Doe', JANE),
        ('she', JANE),
        ('QuickLog', QUICKLOG),
        ('Storage', STORAGE),
        (title, PAPER),
        ('Slow logs', 'publications.html#roe2025'),
    ]
    assert {link['title'] for link in first.select('a.external')} == {'(in Quick Lab)'}
    assert links(second) == [('she', JANE), ('Jane Doe', JANE), ('Jane Doe', JANE)]
    targets = [JANE, QUICKLOG, STORAGE, PAPER, JANE]
    assert [target for _words, target in links(third)] == targets


def test_each_end_shows_what_its_own_page_says(sites: tuple[Site, Site]) -> None:
    here, other = sites
    advisor = card_of(here, 'projects/slowlog', 'Jane Doe')
    assert links(advisor) == [('Jane Doe', JANE)]
    assert advisor.get_text(' ', strip=True).endswith('Jane Doe Advisor Quick Lab')
    assert links(card_of(here, 'people/joan-roe', 'QuickLog')) == [('QuickLog', QUICKLOG)]
    tester = card_of(other, 'projects/quicklog', 'Joan Roe')
    assert links(tester) == [('Joan Roe', f'{OWN_URL}people/joan-roe.html')]
    assert 'Tester Slow Lab' in tester.get_text(' ', strip=True)
    slowlog = card_of(other, 'people/jane-doe', 'SlowLog')
    assert links(slowlog) == [('SlowLog', f'{OWN_URL}projects/slowlog.html')]


def test_nothing_is_taken_from_one_site_without_the_word_of_the_other(
    sites: tuple[Site, Site],
) -> None:
    here, other = sites
    assert STORAGE in here.links('people/joan-roe')
    assert not any('here.example.org' in link for link in other.links('topics/storage'))


def test_topics_and_papers_of_others_stand_on_a_page(sites: tuple[Site, Site]) -> None:
    here = sites[0]
    profile = here.main('people/joan-roe').select_one('.folio-facts')
    assert 'Logs, Storage (Quick Lab)' in profile.get_text()
    last = here.main('people/joan-roe').select('.folio-publication')[-1]
    assert links(last) == [('A quick Log & more', PAPER)]
    assert last.select_one('.folio-publication-venue').get_text() == 'Quick Lab'
    broader = here.main('topics/logs').select_one('.folio-facts')
    assert 'Part of' in broader.get_text()
    assert ('Storage', STORAGE) in links(broader)
    assert '2 people' in here.main('projects/slowlog').select_one('.folio-counts').get_text()


def test_an_author_may_be_of_another_site(sites: tuple[Site, Site]) -> None:
    here, other = sites
    entry = here.main('publications').select_one('.folio-publication')
    assert ('Jane Doe', JANE) in links(entry)
    assert ('QuickLog', QUICKLOG) in links(entry)
    assert 'QuickLog (Quick Lab), Storage (Quick Lab)' in entry.get_text()
    mine = other.main('people/jane-doe').select_one('.folio-publication-authors')
    assert links(mine) == [('Joan Roe', f'{OWN_URL}people/joan-roe.html')]


def test_lists_take_those_of_others_where_they_are_named(sites: tuple[Site, Site]) -> None:
    main = sites[0].main('lists')
    everybody = main.select_one('.folio-list').select('.folio-card-title a')
    assert [link.get_text() for link in everybody] == ['Joan Roe']
    assert [node.get_text() for node in main.select('.folio-publication-title')] == ['Slow logs']
    chips = main.select_one('.folio-chips').get_text('|', strip=True)
    assert chips == 'Joan Roe|Jane Doe|(Quick Lab)'
    groups = [node.get_text() for node in main.select('.folio-group')]
    assert groups == ['Ph.D. students', 'Quick Lab']
    cards = [
        [a.get_text() for a in item.select('.folio-card-title a')]
        for item in main.select('ul.folio-cards')
    ]
    # of a project there, by group here and there, limited, of a group, and projects of a topic
    assert cards == [
        ['Joan Roe'],
        ['Joan Roe'],
        ['Jane Doe'],
        ['Joan Roe'],
        ['Joan Roe'],
        ['SlowLog'],
    ]


def test_files_beside_the_pages(sites: tuple[Site, Site]) -> None:
    here = sites[0]
    resume = json.loads(here.text('people/joan-roe.resume.json'))
    assert {'name': 'QuickLog', 'url': QUICKLOG} in resume['projects']
    assert {'name': 'Storage'} in resume['skills']
    assert resume['work'] == [{'name': 'Quick Lab', 'position': 'Visited QuickLog'}]
    assert 'Jane' not in here.text('people/joan-roe.vcf')
    things = [
        json.loads(script.string)
        for script in here.html('projects/slowlog').select('script[type="application/ld+json"]')
    ]
    members = things[0]['@graph'][0]['mainEntity']['member']
    jane = {'@id': f'{JANE}#person', '@type': 'Person', 'name': 'Jane Doe', 'url': JANE}
    assert members[1] == jane
    assert jane in [
        author
        for script in here.html('publications').select('script[type="application/ld+json"]')
        for thing in json.loads(script.string)['@graph']
        for author in thing.get('author', ())
    ]


def test_pages_of_publications_and_filters(make_site: MakeSite, sites: tuple[Site, Site]) -> None:
    settings = mapping('other', OTHER_URL, sites[1].outdir / 'objects.inv')
    settings |= {'folio_publication_pages': True, 'html_baseurl': OWN_URL}
    lists = '\n```{people}\n:filter:\n```\n\n```{publications}\n:filter:\n```\n'
    files = HERE | {'projects/slowlog.md': HERE['projects/slowlog.md'] + lists}
    site = make_site(files, confoverrides=settings)
    assert site.warnings == []
    paper = site.main('publications/roe2025')
    assert {(words, target) for words, target in links(paper) if 'other.' in target} == {
        ('Jane Doe', JANE),
        ('QuickLog', QUICKLOG),
        ('Storage', STORAGE),
    }
    assert 'Projects: QuickLog (Quick Lab)' in paper.get_text(' ').replace('  ', ' ')
    people = site.main('projects/slowlog').select('.folio-filtered .folio-card, .folio-card')
    assert [card.a.get_text() for card in people] == ['Joan Roe', 'Jane Doe']


def test_print_has_the_links(make_site: MakeSite, sites: tuple[Site, Site]) -> None:
    inventory = sites[1].outdir / 'objects.inv'
    settings = mapping('other', OTHER_URL, inventory)
    tex = make_site(HERE, buildername='latex', confoverrides=settings)
    assert tex.warnings == []
    written = ''.join(path.read_text() for path in sorted(tex.outdir.glob('*.tex')))
    for target in (JANE, QUICKLOG, STORAGE, PAPER.replace('#', r'\#')):
        assert target in written, target
    # only what MyST and intersphinx have made prints its address
    cards = re.findall(r'\\folioline{.*', written)
    assert any(JANE in line for line in cards)
    assert not any('foliolinkaddress{other' in line for line in cards)


@pytest.mark.parametrize('buildername', ['text', 'epub', 'man', 'singlehtml'])
def test_other_builders(buildername: str, make_site: MakeSite, sites: tuple[Site, Site]) -> None:
    settings = mapping('other', OTHER_URL, sites[1].outdir / 'objects.inv')
    settings |= {'copyright': 'us', 'version': '1'}
    site = make_site(HERE, buildername=buildername, confoverrides=settings)
    assert [item for item in site.warnings if 'other' in item.message] == []


# -- what is wrong -----------------------------------------------------------------

INVENTORY = inventory_of(
    'jane-doe folio:person people/jane-doe.html Jane Doe',
    'quicklog folio:project projects/quicklog.html QuickLog',
    'doe:2024 folio:publication p.html#$ Logs',
)
WRONG = """\
    # Here

    {person}`other:jane-do` {project}`othr:quicklog` {topic}`other:storage`

    {person}`xyz:joan-roe` {publication}`other:doe:2025` {cite:p}`other:doe:2024`

    {person}`jane-do` {publication}`other:doe:2024` {cite:p}`no:where` {external+other:folio:person}`no`

    ```{people}
    :project: other:quick
    ```

    ```{publications}
    :person: other:Jane
    ```
    """
WRONG_PAGE = """\
    ---
    person:
      projects: [other:quiklog, "other:Quick Log"]
      publications: [other:doe:2023, other:doe:2024]
      topics: [jane-doe:logs]
    ---

    # Joan Roe
    """
WRONG_BIB = r"""
    @article{roe2025,
      author = {Roe, Joan},
      title = {Logs},
      journal = {Logs},
      year = {2025},
      note = {Goes on with \cite{other:doe:2024}},
      author+an = {1=other:joan-roe},
      people = {other:jane-doe, other:jane-roe},
    }
    """


#: File and line, what is unknown there, and what the message says to write.
UNKNOWN = [
    ('index.md:3', 'person "other:jane-do" in the role {person}', 'other:jane-doe'),
    ('index.md:3', 'site "othr" of "othr:quicklog" in the role {project}', 'other:quicklog'),
    ('index.md:5', 'site "xyz" of "xyz:joan-roe" in the role {person}', 'joan-roe'),
    ('index.md:5', 'publication "other:doe:2025" in the role {publication}', 'other:doe:2024'),
    ('index.md:7', 'person "jane-do" in the role {person}', 'joan-roe'),
    ('index.md:10', 'project "other:quick" in ":project:"', 'other:quicklog'),
    ('people/joan-roe.md:3', 'project "other:quiklog" in "projects"', 'other:quicklog'),
    ('people/joan-roe.md:4', 'publication "other:doe:2023" in "publications"', 'other:doe:2024'),
    ('references.bib:7', 'person "other:joan-roe" in author+an OF', 'other:jane-doe'),
    ('references.bib:8', 'person "other:jane-roe" in the field "people" OF', 'other:jane-doe'),
]
OTHERWISE = [
    (
        'index.md:3',
        'unknown topic "other:storage" in the role {topic}',
        'remove it, as the inventory of "other" has no topic',
    ),
    ('index.md:7', 'unknown citation key "no:where" in a citation', 'write one of: roe2025'),
    (
        'people/joan-roe.md:3',
        '"projects": "Quick Log" is no id (lower-case words joined by hyphens)',
        'did you mean "other:quick-log"?',
    ),
    (
        'people/joan-roe.md:5',
        'unknown site "jane-doe" of "jane-doe:logs" in "topics"',
        'the sites that conf.py names in intersphinx_mapping are: other',
    ),
    *(
        (
            place,
            f'"other:doe:2024" in {where} is a publication of another site, which cannot be cited',
            'write {publication}`other:doe:2024` for a link, or copy its entry into a .bib file',
        )
        for place, where in (
            ('index.md:5', 'a citation'),
            ('references.bib:6', 'the field "note" OF'),
        )
    ),
]


def test_what_does_not_exist_is_told_once(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    site = make_site(
        {
            'index.md': WRONG,
            'publications.md': f'---\norphan: true\n---\n# Publications\n{LIST}',
            'people/joan-roe.md': WRONG_PAGE,
            'references.bib': WRONG_BIB,
        },
        confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'),
    )
    expected = [(place, f'unknown {what}', f'did you mean "{it}"?') for place, what, it in UNKNOWN]
    expected += OTHERWISE
    lines = [f'{place} {what}; {hint}' for place, what, hint in expected]
    of_entry = 'of the entry "roe2025"'
    told = [f'{item.file}:{item.line} {item.message}' for item in site.warnings]
    ours = [text.partition(' [folio.')[0] for text in told if '[folio.' in text]
    assert sorted(ours) == sorted(line.replace('OF', of_entry) for line in lines)
    # an option is told of by MyST, and what is meant for intersphinx alone by that
    option, external = (text for text in told if '[folio.' not in text)
    assert 'did you mean "other:jane"?' in option
    assert 'external folio:person reference target not found: no' in external


def test_a_site_without_others_says_where_to_name_them(make_site: MakeSite) -> None:
    site = make_site({'index.md': '# Here\n\n{person}`other:jane-doe` {publication}`a:b`\n'})
    site_message, key_message = (item.message for item in site.warnings)
    assert site_message == (
        'unknown site "other" of "other:jane-doe" in the role {person}; name it in '
        'intersphinx_mapping in conf.py, or write an id of this site [folio.reference]'
    )
    # a colon may be part of a key
    assert key_message.startswith('unknown citation key "a:b" in the role {publication}; write a')


def test_an_id_that_another_site_has_is_proposed(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    facts = {'projects': ['quicklog'], 'publications': ['doe:2024']}
    files = {
        'index.md': '# Here\n\n{cite:p}`doe:2024`\n',
        'people/jane-do.md': front('person', name='Jane Do', **facts),
    }
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'))
    assert [item.message.partition(' [')[0] for item in site.warnings] == [
        # which cannot be cited
        'unknown citation key "doe:2024" in a citation; write a citation key that exists',
        'unknown project "quicklog" in "projects"; did you mean "other:quicklog"?',
        'unknown citation key "doe:2024" in "publications"; did you mean "other:doe:2024"?',
    ]


def test_an_inventory_that_cannot_be_read_is_told_by_intersphinx_alone(
    make_site: MakeSite, tmp_path: Path
) -> None:
    files = {'index.md': '# Here\n\n{person}`other:jane-doe`\n'}
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'none.inv'))
    assert len(site.warnings) == 1
    assert 'failed to reach any of the inventories' in site.warnings[0].message
    assert 'other:jane-doe' in site.main('index').get_text()


def test_own_keys_with_a_colon_are_own(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    files = {
        'index.md': f'# Here\n\n{{publication}}`other:doe:2024` {{cite:t}}`other:doe:2024`\n{LIST}',
        'references.bib': '@article{other:doe:2024, author={Roe, Joan}, title={L}, journal={J}, '
        'year={2025}}',
    }
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'))
    assert site.warnings == []
    assert not any('other.example.org' in link for link in site.links('index'))


@pytest.mark.parametrize(
    'place',
    [
        'javascript:alert(1)',
        '//evil.example/x',
        '/\\evil.example/x',
        '/elsewhere.html',
        '../../other-user/x.html',
        '%2e%2e/x.html',
        'data:text/html,x',
    ],
)
def test_what_leads_out_of_its_site_is_no_link(
    place: str, make_site: MakeSite, tmp_path: Path
) -> None:
    (tmp_path / 'objects.inv').write_bytes(inventory_of(f'jane-doe folio:person {place} Jane'))
    files = {
        'index.md': '# Here\n\n{person}`other:jane-doe` [she](#other:jane-doe)\n',
        'projects/slowlog.md': front('project', name='SlowLog', people=['other:jane-doe']),
    }
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'))
    told = f'in the role {{person}} leads to "{place}", which is no page of that site; remove it'
    role, key, link = (item.message for item in site.warnings)
    assert told in role
    assert '[folio.link]' in role
    assert 'in "people" leads to' in key
    assert 'target not found' in link
    for page in ('index', 'projects/slowlog'):
        assert not any(place in link or 'evil' in link for link in site.links(page))


def test_names_of_others_are_text(make_site: MakeSite, tmp_path: Path) -> None:
    name = '<script>alert(1)</script> **Jane** {person}`x` ' + 'x' * 2000
    inventory = inventory_of(
        f'jane-doe folio:person people/jane-doe.html {name}', project='</title><b>Lab'
    )
    (tmp_path / 'objects.inv').write_bytes(inventory)
    files = {
        'index.md': '# Here\n\n{person}`other:jane-doe`\n',
        'projects/slowlog.md': front('project', name='SlowLog', people=['other:jane-doe']),
    }
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'))
    assert site.warnings == []
    for page in ('index', 'projects/slowlog'):
        (link,) = site.main(page).select('a.external')
        assert link.get_text().startswith('<script>alert(1)</script> **Jane**')
        assert len(link.get_text()) < 600
        assert not link.select('script, strong')
    assert '</title><b>Lab' in site.main('projects/slowlog').get_text()
    assert not site.html('projects/slowlog').select('.folio-card b')


# -- from build to build -----------------------------------------------------------


def test_what_shows_an_inventory_is_written_again(
    make_site: MakeSite, clean_build: Callable[[Site], Site], tmp_path: Path
) -> None:
    inventory = tmp_path / 'objects.inv'
    objects = {
        'jane-doe': 'folio:person people/jane-doe.html Jane Doe',
        'quicklog': 'folio:project projects/quicklog.html QuickLog',
        'storage': 'folio:topic topics/storage.html Storage',
        'extra': 'folio:person people/extra.html Somebody',
    }

    def write(**changed: str) -> None:
        objects.update(changed)
        lines = (f'{name} {rest}' for name, rest in objects.items() if rest)
        inventory.write_bytes(inventory_of(*lines))

    write()
    orphan = '---\norphan: true\n---\n\n'
    files = {
        'index.md': '# Here\n',
        'role.md': orphan + '# Role\n\n{person}`other:jane-doe`\n',
        'plain.md': orphan + '# Plain\n\n{person}`jane-doe`\n',
        'link.md': orphan + '# Link\n\n[she](#other:jane-doe)\n',
        'external.md': orphan + '# External\n\n{external+other:folio:person}`jane-doe`\n',
        'inv.md': orphan + '# Inv\n\n[](inv:other:folio:person#jane-doe)\n',
        'topic.md': orphan + '# Topic\n\n{topic}`other:storage`\n',
        'none.md': orphan + '# None\n',
        'people/joan-roe.md': front('person', name='Joan Roe').replace(
            '---\n', '---\norphan: true\n', 1
        ),
        'projects/slowlog.md': front('project', name='SlowLog', people=['other:jane-doe']).replace(
            '---\n', '---\norphan: true\n', 1
        ),
    }
    # Sphinx changes a mapping that is not of conf.py
    named = f"intersphinx_mapping = {{'other': ('{OTHER_URL}', '{inventory}')}}\n"
    files['conf.py'] = f"extensions = ['sphinx_folio']\nhtml_baseurl = '{OWN_URL}'\n{named}"
    site = make_site(files)
    assert site.warnings == []

    def rewritten(**changed: str) -> set[str]:
        before = site.written()
        write(**changed)
        site.build()
        after = site.written()
        shutil.rmtree(tmp_path / 'clean', ignore_errors=True)
        assert site.output() == clean_build(site).output()
        made = {'genindex', 'search'}
        return {name for name in after if after[name] != before[name]} - made

    jane = {'role', 'plain', 'link', 'external', 'inv', 'projects/slowlog'}
    assert rewritten(extra='folio:person people/extra.html Another') == set()
    assert rewritten(**{'jane-doe': 'folio:person people/jane.html Jane Doe'}) == jane
    assert rewritten(**{'jane-doe': 'folio:person people/jane.html Jane D. Roe'}) == jane
    assert rewritten(storage='folio:topic topics/storage.html Stores') == {'topic'}
    assert site.warnings == []
    gone = {'jane-doe': ''}
    assert rewritten(**gone) == jane
    told = [(item.file, item.message) for item in site.warnings]
    assert len(told) == len(jane)
    unknown = 'unknown person "other:jane-doe" in the role {person}; write one of: other:extra'
    assert ('role.md', f'{unknown} [folio.reference]') in told
    assert rewritten(**gone) == {'inv'}
    assert rewritten(**{'jane-doe': 'folio:person people/jane-doe.html Jane Doe'}) == jane
    assert site.warnings == []


def test_several_processes_write_the_same(make_site: MakeSite, sites: tuple[Site, Site]) -> None:
    settings = {'project': 'Slow Lab', 'html_baseurl': OWN_URL}
    settings |= mapping('other', OTHER_URL, sites[1].outdir / 'objects.inv')
    site = make_site(HERE, confoverrides=settings, parallel=2)
    assert site.warnings == []
    assert site.output() == sites[0].output()


def test_check_needs_no_inventory(make_site: MakeSite, tmp_path: Path) -> None:
    conf = f"""\
        extensions = ['sphinx_folio']
        intersphinx_mapping = {{'other': ('{OTHER_URL}', '{tmp_path}/none.inv')}}
        """
    files = {
        'conf.py': conf,
        'people/joan-roe.md': front(
            'person', name='Joan', projects=['other:quicklog', 'othr:quicklog']
        ),
    }
    site = make_site(files)
    assert [item.message for item in survey(site.srcdir).problems] == [
        'unknown site "othr" of "othr:quicklog" in "projects"; did you mean "other:quicklog"?'
    ]


def test_a_site_of_one_person_shows_those_of_others(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    files = {
        'index.md': front('person', name='Joan Roe'),
        'projects/slowlog.md': front(
            'project', name='SlowLog', people=['joan-roe', 'other:jane-doe']
        ),
        'projects/solo.md': front('project', name='Solo', people=['joan-roe']),
    }
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'))
    assert links(card_of(site, 'projects/slowlog', 'Jane Doe')) == [('Jane Doe', JANE)]
    assert not site.main('projects/solo').select('.folio-card')


def test_a_site_may_lie_beside_this_one(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    files = {
        'index.md': '# Here\n\n{person}`other:jane-doe`\n\n```{people}\n:project: slowlog\n```\n',
        'projects/slowlog.md': front('project', name='SlowLog', people=['other:jane-doe']),
    }
    for url, from_top, from_below in (
        ('../other', '../other/people/jane-doe.html', '../../other/people/jane-doe.html'),
        ('/other/', '/other/people/jane-doe.html', '/other/people/jane-doe.html'),
    ):
        settings = mapping('other', url, tmp_path / 'objects.inv')
        site = make_site(files, confoverrides=settings, folder=url.strip('./'))
        assert site.warnings == []
        assert links(site.main('index').p) == [('Jane Doe', from_top)]
        # what the list of one folder has written is not that of another one
        assert links(site.main('index').select_one('.folio-card')) == [('Jane Doe', from_top)]
        assert links(site.main('projects/slowlog').select_one('.folio-card')) == [
            ('Jane Doe', from_below)
        ]
        assert 'other' not in str(site.html('projects/slowlog').select_one('[type*=json]'))


def test_the_name_of_this_site_stands_for_nothing(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    settings = mapping('other', OTHER_URL, tmp_path / 'objects.inv')
    settings['intersphinx_resolve_self'] = 'here'
    files = {
        'index.md': '# Here\n\n{person}`here:joan-roe` {person}`other:jane-doe`\n',
        'people/joan-roe.md': front('person', name='Joan Roe'),
    }
    site = make_site(files, confoverrides=settings)
    assert site.warnings == []
    assert links(site.main('index').p)[0] == ('Joan Roe', 'people/joan-roe.html')


def test_a_list_that_is_cut_shows_those_of_others(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    names = ['Ann Ash', 'Bob Birch', 'Cy Cedar']
    people = {f'people/p{n}.md': front('person', name=name) for n, name in enumerate(names)}
    members = [*(f'p{number}' for number in range(3)), 'other:jane-doe']
    lists = '\n```{people}\n```\n\n```{people}\n:style: inline\n```\n'
    files = {
        **people,
        'projects/slowlog.md': front('project', name='SlowLog', people=members) + lists,
    }
    settings = mapping('other', OTHER_URL, tmp_path / 'objects.inv') | {'folio_cards_per_page': 2}
    site = make_site(files, confoverrides=settings)
    assert site.warnings == []
    found = links(site.main('projects/slowlog'))
    assert found.count(('Jane Doe', JANE)) == 2
    # of the two lists, that of cards is cut
    assert [words for words, _target in found].count('Ann Ash') == 1


def test_who_is_somebody_elsewhere_is_nearly_nobody_here(
    make_site: MakeSite, tmp_path: Path
) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    entry = (
        '@article{doe2025, author = {Doe, J.}, title = {Logs}, journal = {J}, year = {2025}, %s}'
    )
    files = {
        'people/jane-doe.md': front('person', name='Jane Doe'),
        'references.bib': entry % 'author+an = {1=other:jane-doe}',
    }
    settings = mapping('other', OTHER_URL, tmp_path / 'objects.inv')
    site = make_site(files, confoverrides=settings)
    assert list(near_misses(site.graph)) == []
    assert site.graph.authors['doe2025'] == ('',)
    site.build_again(
        {'references.bib': entry % ''}, confoverrides={'bibtex_bibfiles': ['references.bib']}
    )
    assert len(list(near_misses(site.graph))) == 1


def test_the_home_page_of_one_person_has_the_address_of_the_site(
    make_site: MakeSite, tmp_path: Path
) -> None:
    inventory = inventory_of('jane-doe folio:person index.html -', project='')
    (tmp_path / 'objects.inv').write_bytes(inventory)
    files = {'projects/slowlog.md': front('project', name='SlowLog', people=['other:jane-doe'])}
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'))
    card = site.main('projects/slowlog').select_one('.folio-card')
    assert links(card) == [('jane-doe', OTHER_URL)]
    assert card.get_text(' ', strip=True).endswith('other.example.org')


def test_entries_and_lines_name_those_of_others(
    make_site: MakeSite, sites: tuple[Site, Site]
) -> None:
    line = """
::::{timeline}
:kind: talks

:::{entry} On {project}`other:quicklog`
:people: joan-roe, other:jane-doe (chair)
:projects: other:quicklog
:publications: other:doe2024log
:::
::::
"""
    people = ['joan-roe', {'id': 'other:jane-doe', 'role': 'Host'}]
    facts = {'people': people, 'topics': ['other:storage'], 'publications': ['other:doe2024log']}
    files = HERE | {
        'people/joan-roe.md': HERE['people/joan-roe.md'] + line,
        'talks/logs.md': front('entry', name='Talk', kind='talks', **facts) + PROFILE,
        'all.md': '---\norphan: true\n---\n# All\n\n```{entries}\n:person: other:jane-doe\n```\n',
    }
    settings = mapping('other', OTHER_URL, sites[1].outdir / 'objects.inv')
    site = make_site(files, confoverrides=settings)
    assert [item for item in site.warnings if 'toctree' not in item.message] == []
    page = site.main('talks/logs')
    assert 'Jane Doe (Host, Quick Lab)' in page.get_text()
    assert {JANE, STORAGE, PAPER} <= {target for _words, target in links(page)}
    item = site.main('people/joan-roe').select_one('.folio-entry-ends')
    assert 'Jane Doe (chair, Quick Lab)' in item.get_text()
    assert {JANE, QUICKLOG, PAPER} <= {target for _words, target in links(item)}
    listed = site.main('all').select('.folio-entry-title strong')
    assert sorted(title.get_text() for title in listed) == ['On QuickLog', 'Talk']


def test_maps_and_charts_show_what_is_of_this_site(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'objects.inv').write_bytes(INVENTORY)
    diagrams = '\n```{research-map}\n```\n\n```{publications-per-year}\n```\n'
    files = {
        'index.md': f'# Here\n{diagrams}',
        'people/joan-roe.md': front('person', name='Joan Roe', projects=['other:quicklog']),
        'projects/slowlog.md': front(
            'project', name='SlowLog', people=['joan-roe', 'other:jane-doe']
        )
        + diagrams,
    }
    site = make_site(files, confoverrides=mapping('other', OTHER_URL, tmp_path / 'objects.inv'))
    assert site.warnings == []
    for page in ('index', 'projects/slowlog'):
        shown = site.main(page).select_one('.folio-map').get_text()
        assert 'Joan Roe' in shown
        assert 'Jane Doe' not in shown
        assert 'QuickLog' not in shown
