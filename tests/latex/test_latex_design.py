"""Components without a heading, and raw HTML, on paper: nothing that is read is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinx_folio.latex.design import rewrite_design

if TYPE_CHECKING:
    from support import MakeSite


@pytest.mark.parametrize('component', ['aside', 'dropdown', 'card', 'step', 'grid-row'])
def test_a_component_without_a_heading_keeps_its_words(component: str) -> None:
    box = nodes.container('', nodes.paragraph('', 'Words'), design_component=component)
    parent = nodes.section('', box)
    rewrite_design(box)
    assert parent.astext().split() == ['Words']


def test_a_tab_without_a_heading_keeps_its_words() -> None:
    item = nodes.container('', nodes.paragraph('', 'Words'), design_component='tab-item')
    parent = nodes.section('', nodes.container('', item, design_component='tab-set'))
    rewrite_design(parent.children[0])
    assert parent.astext().split() == ['Words']


def test_an_unknown_component_is_left_alone() -> None:
    box = nodes.container('', nodes.paragraph('', 'Words'), design_component='other')
    parent = nodes.section('', box)
    rewrite_design(box)
    assert parent.children == [box]


def test_raw_html_within_what_no_browser_shows_is_left_out_whole(make_site: MakeSite) -> None:
    page = '# Page\n\nText <svg><style>x</style> y</svg> after\n'
    conf = {'folio_allow': ['html']}
    site = make_site({'page.md': page}, buildername='latex', confoverrides=conf)
    (tex,) = site.outdir.glob('*.tex')
    assert re.search(r'Text\s+after', tex.read_text(encoding='utf-8'))
