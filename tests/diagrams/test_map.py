"""The research map: a network of people, projects and topics as a picture and as a table."""

from __future__ import annotations

import itertools
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from browser import needs_browser, visiting
from support import dead_links, doubled_ids, front

from sphinx_folio.diagrams import view_diagram
from sphinx_folio.diagrams.layout import find_places
from sphinx_folio.diagrams.map_geometry import STYLES, draw_map, text_width, wrap
from sphinx_folio.diagrams.map_svg import draw_for_each_width
from sphinx_folio.diagrams.network import Network, view_network
from sphinx_folio.graph import Graph, Selections
from sphinx_folio.model import MapQuery, ObjectRef, Person, Project, Topic
from sphinx_folio.model.queries import MAP_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from support import MakeSite, Site

    from sphinx_folio.diagrams.map_geometry import MapGeometry

Files = dict[str, str | bytes]

MAP = '```{research-map}\n```\n'
FILES: Files = {
    'map.md': f'# Map\n\n{MAP}',
    'people/jane-doe.md': front('person', name='Jane Doe', topics=['storage']),
    'people/joan-roe.md': front('person', name='Joan Roe', topics=['storage', 'logs']),
    'people/ann-poe.md': front('person', name='Ann Poe'),
    'projects/quicklog.md': front('project', name='QuickLog', people=['jane-doe'], topics=['logs']),
    'topics/logs.md': front('topic', name='Logs', broader='storage'),
    'topics/storage.md': front('topic', name='Storage'),
}
#: Which of the objects above are connected.
CONNECTED = {
    'Jane Doe': {'Storage', 'QuickLog'},
    'Joan Roe': {'Logs', 'Storage'},
    'Logs': {'Joan Roe', 'Storage', 'QuickLog'},
    'Storage': {'Jane Doe', 'Joan Roe', 'Logs'},
    'QuickLog': {'Jane Doe', 'Logs'},
}


def with_map(options: str = '', **more: str) -> Files:
    return FILES | {'map.md': f'# Map\n\n```{{research-map}}\n{options}\n```\n'} | more


def names(page: Any) -> list[str]:
    """Return what the nodes of a map are called, as assistive tools say it."""
    return [node.title.string for node in page.select('svg.folio-map-wide > a')]


def rows(page: Any) -> list[list[str]]:
    return [
        [cell.get_text(strip=True) for cell in row.select('td')]
        for row in page.select('figure.folio-map tbody tr')
    ]


# -- what a map shows ----------------------------------------------------------------------


def test_each_object_with_a_relation_is_a_link_with_a_name(look_at: MakeSite) -> None:
    site = look_at(FILES)
    assert site.warnings == []
    main = site.main('map')
    expected = {
        'Person: Jane Doe': 'people/jane-doe.html',
        'Person: Joan Roe': 'people/joan-roe.html',
        'Topic: Logs': 'topics/logs.html',
        'Topic: Storage': 'topics/storage.html',
        'Project: QuickLog': 'projects/quicklog.html',
    }
    for style in STYLES:
        links = main.select(f'svg.folio-map-{style.name} > a')
        assert {link.title.string: link['href'] for link in links} == expected
        said = [' '.join(line.string for line in link.select('text')) for link in links]
        assert [f': {text}' for text in said] == [
            link.title.string[link.title.string.index(':') :] for link in links
        ]
    assert dead_links(site.outdir) == []
    assert doubled_ids(site.outdir) == []


def test_the_table_holds_the_same(look_at: MakeSite) -> None:
    main = look_at(FILES).main('map')
    found = rows(main)
    assert [row[0] for row in found] == ['Person', 'Person', 'Topic', 'Topic', 'Project']
    assert {row[1]: set(row[2].split('; ')) for row in found} == CONNECTED
    assert main.select_one('details > summary').string == 'The map as a table'
    assert main.select_one('tbody a')['href'] == 'people/jane-doe.html'


def test_lines_lead_from_node_to_node(look_at: MakeSite) -> None:
    main = look_at(FILES).main('map')
    for style in STYLES:
        svg = main.select_one(f'svg.folio-map-{style.name}')
        ends = ''.join(path['d'] for path in svg.select(':scope > path'))
        assert ends.count('M') == sum(map(len, CONNECTED.values())) / 2


def test_kinds_differ_in_shape_and_stand_in_the_legend(look_at: MakeSite) -> None:
    main = look_at(FILES).main('map')
    legend = [item.get_text(strip=True) for item in main.select('.folio-map-legend > li')]
    assert legend == ['2 people', '2 topics', '1 project']
    for look in ('person', 'topic', 'project'):
        assert main.select(f'.folio-map-legend .folio-map-{look} .folio-map-shape')
    assert len(main.select('a.folio-map-person > circle')) == 2 * len(STYLES)
    shapes = {
        kind: ''.join(sign for sign in shape['d'] if sign.isalpha())
        for kind in ('person', 'topic', 'project')
        for shape in main.select(f'a.folio-map-{kind} > .folio-map-shape')
    }
    assert shapes['person'] != shapes['topic']


def test_assistive_tools_meet_a_named_group_of_links(look_at: MakeSite) -> None:
    main = look_at(FILES).main('map')
    for svg in main.select('svg[class^="folio-map-"]:not(.folio-map-key)'):
        assert svg['role'] == 'group'
        assert svg['aria-label'] == 'Research map'
    assert all(key['aria-hidden'] == 'true' for key in main.select('.folio-map-key'))


def test_a_map_holds_no_style_and_no_script(look_at: MakeSite) -> None:
    figure = look_at(FILES).main('map').select_one('figure.folio-map')
    assert figure.select('[style], style, script') == []


def test_the_search_does_not_know_the_labels(look_at: MakeSite) -> None:
    site = look_at(FILES)
    index = site.search_index()
    page = index['docnames'].index('map')
    for word in ('quicklog', 'jane', 'connect'):
        found = index['terms'].get(word, [])
        assert page not in (found if isinstance(found, list) else [found])


# -- whose map it is -----------------------------------------------------------------------


def test_on_the_page_of_an_object_it_is_its_own(look_at: MakeSite) -> None:
    jane = {'people/jane-doe.md': str(FILES['people/jane-doe.md']) + '\n' + MAP}
    main = look_at(FILES | jane).main('people/jane-doe')
    assert names(main) == ['Person: Jane Doe', 'Topic: Storage', 'Project: QuickLog']
    svg = main.select_one('svg.folio-map-wide')
    assert svg['aria-label'] == 'Research map of Jane Doe'
    here = svg.select('[aria-current="page"]')
    assert [(link['href'], link.title.string) for link in here] == [('#', 'Person: Jane Doe')]


@pytest.mark.parametrize(
    ('options', 'expected'),
    [
        (':topic: logs', {'Logs', 'Storage', 'Joan Roe', 'QuickLog'}),
        (':person: jane-doe', {'Jane Doe', 'Storage', 'QuickLog'}),
        (':project: quicklog', {'QuickLog', 'Jane Doe', 'Logs'}),
        (':person: jane-doe joan-roe', {'Jane Doe', 'Joan Roe', 'Storage', 'Logs', 'QuickLog'}),
        (':person: jane-doe\n:kinds: topic', {'Jane Doe', 'Storage'}),
        (':kinds: topic', {'Logs', 'Storage'}),
        (':kinds: person, project', {'Jane Doe', 'QuickLog'}),
    ],
)
def test_options(look_at: MakeSite, options: str, expected: set[str]) -> None:
    site = look_at(with_map(options))
    assert site.warnings == []
    assert {name.partition(': ')[2] for name in names(site.main('map'))} == expected


@pytest.mark.parametrize(
    ('options', 'line', 'message'),
    [
        (':topic: lgos', 4, 'unknown topic "lgos"'),
        (':kinds: persn', 4, 'did you mean "person"'),
        (':limit: none', 4, 'write 1, 2, 3 or more'),
    ],
)
def test_wrong_options_are_told_of(
    look_at: MakeSite, options: str, line: int, message: str
) -> None:
    site = look_at(with_map(options))
    (warned,) = site.warnings
    assert warned.file == 'map.md'
    assert warned.line == line
    assert message in warned.message


@pytest.mark.parametrize('options', [':person: ann-poe', ':kinds: project', ':limit: 1'])
def test_without_a_relation_there_is_a_sentence(look_at: MakeSite, options: str) -> None:
    main = look_at(with_map(options)).main('map')
    assert main.select('svg, table') == []
    assert main.select_one('.folio-empty').string == 'None listed yet.'


def test_odd_names(look_at: MakeSite) -> None:
    odd = ['王梓人', '<b>A</b> & "B"', 'שלום עולם', 'x' * 300, 'Tabs\tand  spaces', 'é' * 3]
    files = {
        f'topics/t{number}.md': front('topic', name=name, people=['jane-doe'])
        for number, name in enumerate(odd)
    }
    site = look_at(with_map(':kinds: person topic', **files))
    assert site.warnings == []
    main = site.main('map')
    assert {f'Topic: {name}' for name in odd} <= set(names(main))
    shown = [text.string for text in main.select('svg.folio-map-wide text')]
    assert '<b>A</b> & "B"' in ' '.join(shown)
    assert max(map(len, shown)) < 40
    (cut,) = [text for text in shown if text.endswith('…')]
    assert cut.startswith('xxx')


# -- large networks ------------------------------------------------------------------------


@pytest.fixture(scope='module')
def community() -> Graph:
    """Return 1,000 people, 300 projects and 100 topics."""
    topics = [
        Topic(id=f't{n}', docname=f'topics/t{n}', name=f'Topic {n} of many words')
        for n in range(100)
    ]
    projects = [
        Project(
            id=f'p{n}',
            docname=f'projects/p{n}',
            name=f'Project {n}',
            topics=(f't{n % 100}', f't{n * 7 % 100}'),
        )
        for n in range(300)
    ]
    people = [
        Person(
            id=f'a{n}',
            docname=f'people/a{n}',
            name=f'Maximilian Person-Number {n}',
            topics=(f't{n * n % 100}', f't{n % 10}'),
            projects=(f'p{n % 300}',),
        )
        for n in range(1000)
    ]
    return Graph([*people, *projects, *topics], {})


def drawings_of(network: Network) -> list[MapGeometry]:
    found = find_places(len(network.nodes), network.edges)
    return [draw_map(network, found, style) for style in STYLES]


def test_a_large_map_shows_the_most_connected_of_each_kind(community: Graph) -> None:
    network = view_network(MapQuery(), community)
    assert network.total == 1400
    assert len(network.nodes) == MAP_LIMIT
    kinds = [ref.kind for ref in network.nodes]
    assert min(map(kinds.count, ('person', 'topic', 'project'))) >= MAP_LIMIT // 6
    linked = {place for edge in network.edges for place in edge}
    assert linked == set(range(len(network.nodes)))


def test_the_middle_of_a_large_map_is_always_shown(community: Graph) -> None:
    query = MapQuery(of=(ObjectRef('topic', 't1'),), limit=5)
    network = view_network(query, community)
    assert len(network.nodes) == 5
    assert 't1' in {ref.id for ref in network.nodes}


def test_a_cut_map_says_so(look_at: MakeSite) -> None:
    main = look_at(with_map(':limit: 4')).main('map')
    assert len(names(main)) == 4
    assert main.select_one('.folio-legend').string == '4 of 5, the most connected of each kind'
    whole = look_at(FILES, folder='whole').main('map')
    assert whole.select('.folio-legend') == []


@pytest.mark.parametrize('count', [2, 3, 5, 12, 40, 60])
def test_no_node_is_over_another_or_outside(community: Graph, count: int) -> None:
    for drawing in drawings_of(view_network(MapQuery(limit=count), community)):
        for shape in drawing.shapes:
            assert 0 <= shape.left <= drawing.style.width - shape.width
            assert 0 <= shape.top <= drawing.height - shape.height
        for one, other in itertools.combinations(drawing.shapes, 2):
            across = abs(2 * (one.left - other.left) + one.width - other.width)
            down = abs(2 * (one.top - other.top) + one.height - other.height)
            assert across >= one.width + other.width + 8 or down >= one.height + other.height + 8


def test_every_line_of_a_label_fits_its_shape(community: Graph) -> None:
    for drawing in drawings_of(view_network(MapQuery(limit=30), community)):
        for shape in drawing.shapes:
            for line, _x, y in shape.lines:
                bold = shape.ref.kind == 'person'
                assert text_width(line, drawing.style.font, bold=bold) <= shape.width
                assert shape.top < y < shape.top + shape.height


def test_maps_that_show_the_same_are_drawn_once_in_a_build(community: Graph) -> None:
    views = [view_diagram(MapQuery(limit=10), Selections(community)) for _page in range(2)]
    one, other = (draw_for_each_width(view) for view in views if isinstance(view, Network))
    assert one is other
    assert draw_for_each_width.__wrapped__(views[0]) == one  # whichever build works them out


def test_islands_are_drawn_too() -> None:
    topics = [
        Topic(id=f't{n}', docname=f't{n}', name=f'T{n}', broader=(f't{n ^ 1}',)) for n in range(8)
    ]
    network = view_network(MapQuery(), Graph(topics, {}))
    assert len(network.nodes) == 8
    assert len(network.edges) == 4
    assert all(drawing.height < 2000 for drawing in drawings_of(network))


# -- labels --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('text', 'lines'),
    [
        ('NanoFlow', ('NanoFlow',)),
        ('Hardware-software co-design', ('Hardware-', 'software co-design')),
        ('KV-cache compression', ('KV-cache', 'compression')),
        ('', ()),
        ('  two   words ', ('two words',)),
    ],
)
def test_lines_break_at_spaces_and_hyphens(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, size=12.5, limit=112, lines=4).lines == lines


@pytest.mark.parametrize('text', ['王' * 30, 'a' * 90, 'Ünïcödé ' * 20, 'ａｂｃ' * 20, '👩‍🔬' * 30])
def test_no_line_is_too_long(text: str) -> None:
    found = wrap(text, size=12, limit=100, lines=3)
    assert len(found.lines) <= 3
    assert all(text_width(line, 12) <= 100.01 for line in found.lines)


# -- builds --------------------------------------------------------------------------------


def test_a_build_without_a_map_does_not_load_the_library() -> None:
    code = (
        'import sys, sphinx_folio.extension, sphinx_folio.diagrams; '
        'print({"igraph", "numpy"} & sys.modules.keys())'
    )
    command = [sys.executable, '-c', code]
    found = subprocess.run(command, capture_output=True, check=True, text=True, timeout=600)
    assert found.stdout.strip() == 'set()'


@pytest.mark.parametrize('buildername', ['latex', 'text', 'man', 'epub', 'texinfo', 'singlehtml'])
def test_other_builders(look_at: MakeSite, buildername: str) -> None:
    site = look_at(
        FILES,
        buildername=buildername,
        confoverrides={
            'man_pages': [('index', 'site', 'Site', ['Folio'], 1)],
            'epub_show_urls': 'no',
            'version': '1',
            'epub_copyright': 'x',
        },
    )
    assert [item for item in site.warnings if 'map' in item.file] == []
    suffixes = {'.xhtml', '.html', '.txt', '.tex', '.texi', '.1'}
    paths = (path for path in site.outdir.iterdir() if path.suffix in suffixes)
    text = '\n'.join(path.read_text(encoding='utf-8') for path in sorted(paths))
    assert 'Connected to' in text
    assert ('folio-map-wide' in text) == (buildername == 'singlehtml')


def test_pages_in_folders(look_at: MakeSite) -> None:
    site = look_at(FILES, buildername='dirhtml')
    page = (site.outdir / 'map' / 'index.html').read_text(encoding='utf-8')
    assert 'href="../people/jane-doe/"' in page


def test_a_cv_has_no_map(look_at: MakeSite) -> None:
    jane = str(FILES['people/jane-doe.md']) + f'\n## Network\n\n{MAP}'
    site = look_at(FILES | {'people/jane-doe.md': jane}, buildername='folio-latex')
    texts = [path.read_text(encoding='utf-8') for path in site.outdir.rglob('cv-jane-doe.tex')]
    assert texts
    assert all('Connected to' not in text and 'Network' not in text for text in texts)


CHANGES: dict[str, tuple[Mapping[str, str | bytes | None], bool]] = {
    'nothing': ({}, False),
    'the text of an object': (
        {'topics/logs.md': str(FILES['topics/logs.md']) + '\nMore.\n'},
        False,
    ),
    'the summary of an object': (
        {'topics/storage.md': front('topic', name='Storage', summary='New.')},
        False,
    ),
    'a name': ({'topics/storage.md': front('topic', name='Stores')}, True),
    'a new relation': ({'people/ann-poe.md': front('person', name='Ann', topics=['logs'])}, True),
    'a relation less': ({'people/joan-roe.md': front('person', name='Joan Roe')}, True),
    'an object without a relation': (
        {'people/new.md': '---\norphan: true\nperson: {name: New}\n---\n\n# New\n'},
        False,
    ),
    'an object is gone': ({'topics/logs.md': None}, True),
}


@pytest.mark.parametrize(('changes', 'is_shown'), list(CHANGES.values()), ids=list(CHANGES))
def test_the_page_is_written_exactly_when_the_map_changes(
    begin_with: MakeSite,
    clean_build: Callable[[Site], Site],
    changes: Mapping[str, str | bytes | None],
    is_shown: bool,  # noqa: FBT001
) -> None:
    index = {'index.md': '# Site\n'}
    options = {'suppress_warnings': ['toc.not_included', 'folio.reference']}
    site = begin_with(FILES | index, confoverrides=options)
    before = site.written()
    after = site.build_again(changes).written()
    assert (before['map'] != after['map']) == is_shown
    clean = clean_build(site)
    assert site.output() == clean.output()


def test_two_processes_write_the_same(make_site: MakeSite) -> None:
    maps = {f'maps/m{number}.md': f'# M\n\n{MAP}' for number in range(12)}
    one = make_site(FILES | maps)
    output = one.output()
    two = make_site(FILES | maps, parallel=2, folder='parallel')
    assert two.output() == output


# -- in a browser --------------------------------------------------------------------------

#: The contrast of the text of each kind with its shape (WCAG 2.2, relative luminance).
CONTRAST = """() => {
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const luminance = colour => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const parts = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  return ['person', 'topic', 'project'].map(kind => {
    const [text, shape] = ['text', '.folio-map-shape'].map(part => luminance(getComputedStyle(
      document.querySelector(`.folio-map-wide .folio-map-${kind} ${part}`)).fill));
    return (Math.max(text, shape) + 0.05) / (Math.min(text, shape) + 0.05);
  });
}"""
#: How high the letters of the shown map are, in pixels of the screen.
LETTERS = """() => [...document.querySelectorAll('.folio-map text')]
  .filter(text => text.getClientRects().length)
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
#: Lines of text that are wider than their shape.
TOO_WIDE = """() => [...document.querySelectorAll('.folio-map svg > a')].filter(link => {
  const box = link.querySelector('.folio-map-shape').getBoundingClientRect();
  return [...link.querySelectorAll('text')].some(
    text => text.getBoundingClientRect().width > box.width);
}).map(link => link.textContent)"""


@pytest.fixture
def open_map(browser: Any, look_at: MakeSite) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the page of a map in a browser."""
    site = look_at(FILES, confoverrides={'html_theme': 'furo'})
    with ExitStack() as stack:

        def start(width: int, **options: Any) -> Any:
            page = stack.enter_context(visiting(browser, width=width, **options))
            page.goto((site.outdir / 'map.html').as_uri())
            return page

        yield start


@needs_browser
def test_a_phone_and_a_desk_each_get_a_map_that_is_legible(open_map: Callable[..., Any]) -> None:
    for width, shown, hidden in ((1280, 'wide', 'narrow'), (390, 'narrow', 'wide')):
        page = open_map(width)
        assert page.locator(f'.folio-map-{shown}').is_visible()
        assert page.locator(f'.folio-map-{hidden}').is_hidden()
        letters = page.evaluate(LETTERS)
        assert len(letters) >= 5
        assert min(letters) >= 11
        assert page.evaluate(TOO_WIDE) == []
    narrow = open_map(320)
    assert narrow.evaluate('document.documentElement.scrollWidth') <= 320


@needs_browser
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_text_stands_out_from_its_shape(open_map: Callable[..., Any], scheme: str) -> None:
    contrasts = open_map(1280, color_scheme=scheme).evaluate(CONTRAST)
    assert len(contrasts) == 3
    assert min(contrasts) >= 4.5


@needs_browser
def test_who_points_at_a_node_or_reaches_it_by_keyboard_sees_its_edges(
    open_map: Callable[..., Any],
) -> None:
    page = open_map(1280)
    near = page.locator('.folio-map-wide .folio-map-near')
    shown = 'paths => paths.filter(path => path.getClientRects().length).length'
    assert near.evaluate_all(shown) == 0
    page.hover('.folio-map-wide .folio-map-topic')
    assert near.evaluate_all(shown) == 1
    page.mouse.move(0, 0)
    page.focus('.folio-map-wide a')
    page.keyboard.press('Tab')
    assert near.evaluate_all(shown) == 1


def test_on_the_page_of_a_dated_entry_it_is_of_everything(make_site: MakeSite) -> None:
    site = make_site(FILES | {'talks/t.md': front('entry', name='T') + f'\n{MAP}'})
    assert names(site.main('talks/t')) == names(site.main('map'))
