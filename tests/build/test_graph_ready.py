"""The event ``folio-graph-ready``: what a site learns of the graph, and the pages that show it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ExtensionError
from support import front

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

GUIDE = Path(__file__).parents[2] / 'guide/api.md'
(CONF,) = (
    text
    for text in re.findall(r'```python\n(.*?)```', GUIDE.read_text(encoding='utf-8'), re.DOTALL)
    if 'folio-graph-ready' in text
)
FILES: dict[str, str | bytes | Path] = {
    'conf.py': CONF,
    'people/jane.md': front('person', name='Jane', affiliation='Example University'),
    'people/john.md': front('person', name='John', affiliation=['Example University', 'ETH']),
    'where.md': '# Where\n\n```{places}\n```\n',
    'other.md': '# Other\n\nWords.\n',
}


def shown(site: Site) -> list[str]:
    return [item.text for item in site.main('where').select('section li')]


@pytest.mark.parametrize('parallel', [0, 2])
def test_the_example_of_the_guide_lists_what_the_graph_says(
    make_site: MakeSite, clean_build: Callable[[Site], Site], parallel: int
) -> None:
    site = make_site(FILES, parallel=parallel)
    assert site.warnings == []
    assert shown(site) == ['ETH: 1', 'Example University: 2']
    before = site.written()
    moved = front('person', name='John', affiliation=['Example Institute', 'ETH'])
    site.build_again({'people/john.md': moved})
    assert shown(site) == ['ETH: 1', 'Example Institute: 1', 'Example University: 1']
    changed = {name for name, time in site.written().items() if before.get(name) != time}
    assert 'where' in changed
    assert 'other' not in changed
    assert site.output() == clean_build(site).output()


def test_a_page_that_shows_the_same_is_not_written_again(make_site: MakeSite) -> None:
    site = make_site(FILES)
    before = site.written()
    same = {'name': 'John', 'affiliation': ['Example University', 'ETH']}
    site.build_again({'people/john.md': front('person', role='Student', **same)})
    changed = {name for name, time in site.written().items() if before.get(name) != time}
    assert 'people/john' in changed
    assert 'where' not in changed
    site.build_again({'other.md': '# Other\n\nOther words.\n'})
    assert shown(site) == ['ETH: 1', 'Example University: 2']
    site.build_again({'where.md': '# Where\n\n```{places}\n```\n\nMore.\n'})
    assert shown(site) == ['ETH: 1', 'Example University: 2']


def test_a_page_that_was_left_out_is_written_next_time(make_site: MakeSite) -> None:
    site = make_site(FILES)
    other = site.srcdir / 'other.md'
    site.write({'people/john.md': front('person', name='John', affiliation='ETH')})
    app: Any = site._make_app(srcdir=site.srcdir, **site._options)
    app.build(filenames=[str(other)])
    assert shown(site) == ['ETH: 1', 'Example University: 2']
    site.build()
    assert shown(site) == ['ETH: 1', 'Example University: 1']


LISTENER = """
extensions = ["sphinx_folio"]
told = []

def setup(app):
    app.told = []
    app.connect("folio-graph-ready", lambda app, portfolio: app.told.append(portfolio))
    app.connect("write-started", lambda app, builder: app.told.append("written"))
"""


@pytest.mark.parametrize('builder', ['html', 'latex', 'text'])
def test_it_comes_once_in_each_build_before_pages_are_written(
    make_site: MakeSite, builder: str
) -> None:
    files: dict[str, str | bytes | Path] = {**FILES, 'conf.py': LISTENER}
    files['where.md'] = '# Where\n'
    site = make_site(files, buildername=builder)
    for _build in range(2):
        app: Any = site.app
        (portfolio, written) = app.told
        assert written == 'written'
        assert list(portfolio.people) == ['jane', 'john']
        url = 'people/jane.html' if builder == 'html' else ''
        assert portfolio.people['jane'].url == url
        site.build()


ANSWER = """
extensions = ["sphinx_folio"]

def setup(app):
    app.connect("folio-graph-ready", lambda app, portfolio: ["where"])
"""


def test_another_answer_is_refused(make_site: MakeSite) -> None:
    with pytest.raises(ExtensionError, match="but not \\['where'\\]"):
        make_site({'conf.py': ANSWER, 'where.md': '# Where\n'})
