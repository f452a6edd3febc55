"""What a community costs, in counts: seconds depend on the machine, these do not."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from community import PAPERS, Community, folio_site
from docutils.frontend import OptionParser
from portfolio_edits import published
from sphinx.search import IndexBuilder
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.inventory import InventoryFile

from sphinx_folio.bib import cache
from sphinx_folio.build.fingerprints import ShownFingerprints
from sphinx_folio.exports.people import PersonExporter
from sphinx_folio.graph import query
from sphinx_folio.graph import site as graph_site
from sphinx_folio.model import Query
from sphinx_folio.shared import Addresses
from sphinx_folio.util import pickled

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

#: The modules; their packages show the functions of these names.
describing = import_module('sphinx_folio.api.describe')
lists = import_module('sphinx_folio.exports.lists')
loading = import_module('sphinx_folio.bib.load')
pipeline = import_module('sphinx_folio.build.pipeline')
publication_pages = import_module('sphinx_folio.html.publication_pages')
publications = import_module('sphinx_folio.render.publications')
reference_style = import_module('sphinx_folio.domains.reference_style')
SIZE = 24
FURO = {'html_theme': 'furo', 'bibtex_bibfiles': ['references.bib']}
MADE_ANEW = {'genindex', 'search'}
#: What Sphinx's own two pages cost, with the menu beside them.
OF_THEM = {'nodes written': 28, 'parsers made': 2}


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what builds do."""
    found: Counter[str] = Counter()

    def count(module: Any, name: str, what: str) -> None:
        function = getattr(module, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            found[what] += 1
            return function(*args, **kwargs)

        monkeypatch.setattr(module, name, counted)

    count(query, '_select', 'queries evaluated')
    count(loading, 'read_publication', 'entries decoded')
    count(cache, 'clean_bibtex', 'entries formatted')
    count(graph_site, 'EntryView', 'entries viewed')
    count(publication_pages, 'made_page', 'pages of entries')
    count(publications, '_venue', 'items made')
    count(describing, '_record', 'records for programs')
    count(describing, 'Edge', 'records for programs')
    count(PersonExporter, '_find_project', 'projects of people')
    count(PersonExporter, 'facts_of', 'people told of')
    count(lists, '_keys', 'lists exported')
    count(Addresses, 'path', 'addresses of pages')
    count(SphinxTranslator, 'dispatch_visit', 'nodes written')
    count(OptionParser, '__init__', 'parsers made')
    count(reference_style._Labels, 'label_of', 'labels made')
    count(pickled, '_unpickled', 'dictionaries unpickled')
    count(pickled, '_pickled', 'dictionaries pickled')
    count(IndexBuilder, 'load', 'indexes read')
    count(IndexBuilder, 'get_objects', 'objects of the search')
    count(InventoryFile, 'dump', 'inventories')
    count(pipeline, 'derive_site', 'sites derived')
    count(ShownFingerprints, '_views', 'pages looked at')
    count(describing._Describer, '_publication', 'objects said')
    return found


def community(size: int, *, dense: bool = False) -> dict[str, str]:
    return dict(folio_site(Community(size, dense=dense)))


@pytest.fixture
def site(begin_with: MakeSite, counts: Counter[str]) -> Site:
    """Return a site that is built, with nothing counted since."""
    built = begin_with(community(SIZE), confoverrides=FURO)
    assert built.warnings == []
    counts.clear()
    return built


def test_a_first_build_does_everything_once(make_site: MakeSite, counts: Counter[str]) -> None:
    built = make_site(community(SIZE), confoverrides=FURO)
    assert built.warnings == []
    assert counts['entries decoded'] == counts['entries formatted'] == SIZE * PAPERS
    domain = built.app.env.domains['folio']
    queries = {query for facts in domain.pages.values() for query in facts.listings}
    distinct = {query for query in queries if domain.site.selections.at_most(query)}
    distinct.add(Query(kind='entry'))  # of llms.txt
    assert counts['queries evaluated'] == len(distinct)


def written(site: Site, changes: dict[str, str | bytes | None]) -> set[str]:
    before = site.written()
    after = site.build_again(changes).written()
    return {name for name, at in after.items() if before.get(name) != at} - MADE_ANEW


def test_nothing_changed_costs_nothing(site: Site, counts: Counter[str]) -> None:
    files = {
        path: path.stat().st_mtime_ns
        for path in site.outdir.rglob('*')
        if path.suffix in {'.bib', '.json', '.html', '.png'} and path.stem not in MADE_ANEW
    }
    assert written(site, {}) == set()
    assert {path: path.stat().st_mtime_ns for path in files} == files
    assert counts == OF_THEM


def test_an_item_is_made_once_for_all_pages(make_site: MakeSite, counts: Counter[str]) -> None:
    site = make_site(community(SIZE, dense=True), confoverrides=FURO)
    assert site.warnings == []
    shown = sum(
        path.read_text(encoding='utf-8').count('<li class="folio-publication"')
        for path in site.outdir.rglob('*.html')
    )
    entries = SIZE * PAPERS
    assert shown > 6 * entries
    assert counts['items made'] == entries
    # an item alone is some forty nodes, and there is the rest of the pages
    assert counts['nodes written'] < 28 * shown


def test_few_parsers_of_options_are_made(make_site: MakeSite, counts: Counter[str]) -> None:
    """One by Sphinx and one by MyST for each page, and those of the writer."""
    site = make_site(community(SIZE, dense=True), confoverrides=FURO)
    assert counts['parsers made'] <= 2 * len(site.app.env.found_docs) + 5


def test_a_text_costs_its_page_alone(site: Site, counts: Counter[str]) -> None:
    page = community(SIZE)['people/person-7.md'] + '\nOne more line.\n'
    assert written(site, {'people/person-7.md': page}) == {'people/person-7'}
    assert counts['entries decoded'] == counts['entries formatted'] == counts['labels made'] == 0
    # what other pages state, the entries and their texts are asked for once, and not kept again
    assert (counts['dictionaries unpickled'], counts['indexes read']) == (3, 1)
    assert counts['dictionaries pickled'] == counts['objects of the search'] == 0
    assert counts['inventories'] == 0


@pytest.mark.parametrize(
    ('old', 'new', 'derived'),
    [
        ('Most of it', 'A line more.\n\nMost of it', 0),  # what comes after it moves down
        ('Most of it', 'See {person}`person-3` too. Most of it', 1),
        ('  name: ', '  role: Guest\n  name: ', 1),
    ],
)
def test_who_stands_by_derives_the_site_for_a_text(
    site: Site,
    clean_build: Callable[[Site], Site],
    counts: Counter[str],
    old: str,
    new: str,
    derived: int,
) -> None:
    site.stand_by()
    counts.clear()
    name = 'people/person-7.md'
    site.write({name: community(SIZE)[name].replace(old, new, 1)})
    site.app.build()
    assert counts['sites derived'] == derived
    assert counts['pages unpickled'] == counts['entries decoded'] == 0
    assert published(site.outdir) == published(clean_build(site).outdir)


def test_an_entry_costs_the_pages_that_show_it(site: Site, counts: Counter[str]) -> None:
    people = Community(SIZE)
    paper = people.papers[7 * PAPERS]
    text = community(SIZE)['references.bib']
    assert written(site, {'references.bib': text.replace(paper.title, 'New title', 1)}) == {
        f'people/person-{paper.person}',
        f'projects/project-{paper.project}',
        f'topics/topic-{paper.topic}',
        f'publications/{paper.year}',
    }
    assert counts['entries decoded'] == counts['labels made'] == 1
    # as above, what is known of the blocks of entries and of what is wrong in them, and what the
    # last build knew of people, of publications, of pages, and of the files of lists
    assert (counts['dictionaries unpickled'], counts['indexes read']) == (9, 1)
    assert counts['dictionaries pickled'] == counts['objects of the search'] == 0


def test_files_beside_the_pages_cost_each_object_once(
    site: Site, make_site: MakeSite, counts: Counter[str]
) -> None:
    """The file for programs is made of no records, and its places need one address a page."""
    larger = make_site(community(2 * SIZE), confoverrides=FURO)
    for size, each in ((SIZE, site), (2 * SIZE, larger)):
        paper = Community(size).papers[7 * PAPERS]
        text = community(size)['references.bib']
        counts.clear()
        each.build_again({'references.bib': text.replace(paper.title, 'New title', 1)})
        assert counts['records for programs'] == 0
        # of those that the change can have touched
        assert 0 < counts['objects said'] < SIZE * PAPERS
        assert counts['projects of people'] <= len(each.app.env.domains['folio'].graph.projects)
        assert counts['addresses of pages'] <= 3 * len(each.app.env.found_docs)


def test_little_is_looked_at_again_however_much_there_is(
    make_site: MakeSite, counts: Counter[str]
) -> None:
    """What shows the entry, and what shows its people, its project, its topic."""
    kinds = ('pages looked at', 'people told of', 'lists exported')
    looked_at = {}
    for size in (2 * SIZE, 4 * SIZE):
        site = make_site(community(size), confoverrides=FURO)
        assert counts['pages looked at'] == len(site.app.env.found_docs)
        text = community(size)['references.bib']
        title = Community(size).papers[7 * PAPERS].title
        for change in ({'references.bib': text.replace(title, 'New title', 1)}, {}):
            counts.clear()
            site.build_again(change)
            looked_at[size, bool(change)] = [counts[kind] for kind in kinds]
    small, large = 2 * SIZE, 4 * SIZE
    assert looked_at[small, False] == looked_at[large, False] == [0, 0, 0]
    assert looked_at[small, True] == looked_at[large, True]
    assert max(looked_at[large, True]) < SIZE


def test_an_entry_of_a_list_that_is_whole_costs_its_page(make_site: MakeSite) -> None:
    settings = FURO | {'folio_publications_per_page': SIZE * PAPERS}
    site = make_site(community(SIZE), confoverrides=settings)
    paper = Community(SIZE).papers[7 * PAPERS]
    text = community(SIZE)['references.bib']
    assert 'publications' in written(
        site, {'references.bib': text.replace(paper.title, 'New title', 1)}
    )


def test_pages_of_entries_cost_their_entries(make_site: MakeSite, counts: Counter[str]) -> None:
    pages = {'folio_publication_pages': True, 'folio_publications_per_page': 20}
    site = make_site(community(SIZE), confoverrides=FURO | pages)
    assert site.warnings == []
    entries = SIZE * PAPERS
    assert counts['entries viewed'] == counts['pages of entries'] == entries
    assert counts['entries decoded'] == counts['entries formatted'] == entries
    counts.clear()
    people = Community(SIZE)
    paper = people.papers[7 * PAPERS]
    text = community(SIZE)['references.bib']
    assert written(site, {'references.bib': text.replace(paper.title, 'New title', 1)}) == {
        f'people/person-{paper.person}',
        f'projects/project-{paper.project}',
        f'topics/topic-{paper.topic}',
        f'publications/{paper.year}',
        f'publications/{paper.key}',
    }
    # those on the pages that it is on, and on those that its people, project and topic are on
    assert counts['entries viewed'] < entries
    assert counts['pages of entries'] == counts['entries decoded'] == 1
    counts.clear()
    assert written(site, {}) == set()
    assert counts == OF_THEM


def test_a_new_person_costs_the_pages_around(make_site: MakeSite, counts: Counter[str]) -> None:
    settings = FURO | {'folio_navigation_limit': 10, 'folio_cards_per_page': 10}
    site = make_site(community(SIZE), confoverrides=settings)
    name = f'{Community(SIZE).people[0]} New'  # of a letter that is there
    new = f'---\nperson:\n  name: {name}\n  topics: [topic-1]\n---\n\n# {name}\n'
    pages = written(site, {'people/person-99.md': new})
    # the pages before and after it in the table of contents link to it
    others = {name for name in pages if re.fullmatch(r'people/person-\d+', name)}
    assert len(others) <= 3
    letter = f'people-{name[0].lower()}'
    # Sphinx reads each table of contents with ":glob:" again when a page is new
    globbed = {'index', 'people/index', 'projects/index', 'topics/index', 'talks/index'}
    globbed.add('bulletins/index')
    assert pages - others == {
        *globbed,
        f'people/{letter}',
        'topics/topic-1',
        f'topics/topic-1/{letter}',
    }


def test_what_a_page_weighs_does_not_grow_with_the_site(look_at: MakeSite) -> None:
    sizes = {}
    for size in (SIZE, 4 * SIZE):
        site = look_at(community(size), confoverrides=FURO)
        sizes[size] = len((site.outdir / 'people/person-7.html').read_bytes())
    assert sizes[4 * SIZE] < 1.02 * sizes[SIZE] < 60_000


def test_pages_of_a_dense_community_are_light(look_at: MakeSite) -> None:
    """A person has fifteen papers and a topic fifty, however many people there are."""
    largest = {}
    for size in (40, 80):
        site = look_at(community(size, dense=True), confoverrides=FURO)
        pages = {path.relative_to(site.outdir) for path in site.outdir.rglob('*.html')}
        weights = {path: len((site.outdir / path).read_bytes()) for path in pages}
        for kind, most in (('people/person-*', 60_000), ('topics/topic-*', 150_000)):
            found = [weights[path] for path in pages if path.match(f'{kind}.html')]
            assert max(found) < most
            largest[kind, size] = max(found)
        topic = (site.outdir / 'topics/topic-1.html').read_text(encoding='utf-8')
        assert topic.count('<li class="folio-publication"') == 50
        assert max(weights.values()) < 300_000
    for kind in ('people/person-*', 'topics/topic-*'):
        assert largest[kind, 80] < 1.03 * largest[kind, 40]


def test_no_page_is_heavy_however_many_publications_there_are(look_at: MakeSite) -> None:
    site = look_at(community(4 * SIZE), confoverrides=FURO)
    sizes = {path.name: path.stat().st_size for path in site.outdir.rglob('*.html')}
    assert sizes['publications.html'] > 50_000  # it has entries, not links alone
    assert max(sizes.values()) < 300_000


def test_the_environment_holds_no_entry(look_at: MakeSite) -> None:
    """Sphinx copies it once for each share of pages that a parallel build reads."""
    site = look_at(community(SIZE), confoverrides=FURO)
    stored = (site.app.doctreedir / 'environment.pickle').read_bytes()
    assert Community(SIZE).papers[9].title.encode() not in stored
    environment = pickle.loads(stored)  # noqa: S301  (made by this very test)
    assert not environment.domaindata['cite']['bibdata'].data.entries
    assert not environment.domaindata['cite']['citations']


def test_the_search_leaves_out_lists_that_repeat_other_pages(look_at: MakeSite) -> None:
    site = look_at(community(SIZE), confoverrides=FURO)
    people = Community(SIZE)
    index = site.search_index()
    title = index['titles'].index(people.topics[1])
    named = index['titleterms'] | index['terms']
    # a person of the topic stands on its page as a card, and is not found there
    surname = people.people[0].split()[1].lower()
    found = named[surname]
    assert title not in (found if isinstance(found, list) else [found])


def plain(text: str) -> str:
    """Return what a build said, without its colours."""
    return re.sub(r'\x1b\[[0-9;]*m', '', text)


@pytest.mark.parametrize('parallel', [0, 2])
def test_slow_steps_say_what_they_do(make_site: MakeSite, parallel: int) -> None:
    settings = FURO | {'folio_cards_per_page': 10}
    size = SIZE // 2
    site = make_site(community(size), confoverrides=settings, parallel=parallel)
    said = plain(site.app.status.getvalue())
    steps = ['reading the bibliography', 'finding what has changed']
    assert [step for step in steps if f'{step}... done' not in said] == []
    assert re.search(r'writing \d+ pages of long lists\.\.\. done', said)
    assert re.search(r'writing \d+ files beside the pages\.\.\. done', said)
    assert f'{size * PAPERS} entries in the bibliography' in said
    again = plain(site.build().app.status.getvalue())
    assert not any(step in again for step in (*steps, 'of long lists', 'beside the pages'))
