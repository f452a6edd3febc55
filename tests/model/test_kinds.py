"""The kinds of objects and of timelines: each has its words and its place everywhere."""

from __future__ import annotations

from typing import get_args

import pytest

from sphinx_folio.exports.json_resume import SECTIONS
from sphinx_folio.model import ENTRY_KINDS, Kind
from sphinx_folio.render import kind_title


def test_every_timeline_but_a_nameless_one_has_a_section_in_json_resume() -> None:
    assert set(SECTIONS) <= set(ENTRY_KINDS) - {'other'}


def test_every_kind_has_a_title_of_its_own() -> None:
    titles = [str(kind_title(kind)) for kind in (*get_args(Kind), *ENTRY_KINDS)]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(('kind', 'title'), [('person', 'People'), ('other', 'More')])
def test_the_title_of_a_kind(kind: str, title: str) -> None:
    assert kind_title(kind) == title
