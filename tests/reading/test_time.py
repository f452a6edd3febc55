"""No page takes far more than linear time, whatever is repeated in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from sphinx_folio.gate import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite

#: What has no end, so that a parser may look for one again and again.
OPEN = ('<!-- ', '<?', '<![CDATA[', '<a ', '<a/', '<a x="', "<p a='", '</', '<a b=c ', '<script')
#: Four times as much takes four times as long, or sixteen times if it grows with the square.
LINEAR = 10


def growth(run: Callable[[int], object], size: int) -> float:
    """Return how much longer four times as much takes, by the time of the processor."""
    times = []
    for count in (size, 4 * size):
        begun = time.process_time()
        run(count)
        times.append(time.process_time() - begun)
    return times[1] / max(times[0], 0.01)  # what takes no time at all cannot be compared


@pytest.mark.parametrize('piece', OPEN)
def test_html_without_an_end_is_cleaned_in_linear_time(piece: str) -> None:
    def run(count: int) -> None:
        clean([piece * (count // len(piece))], lambda _address: False)

    assert growth(run, 125_000) < LINEAR


def test_html_in_html_is_text_from_a_depth_on() -> None:
    deep = clean(['<div>\n' * 150_000], lambda _address: False)
    assert deep.removed == [(0, 0, 'HTML of more than 200 elements in each other')]
    assert '<div>' not in deep.pieces[0]
    for flat in ('<div>a</div>', '<p>a', '<li>a', '<br>'):
        assert clean([flat * 500], lambda _address: False).removed == []


@pytest.mark.parametrize('line', ['(a)=\n', '(a)=\n\n'])
def test_names_that_stand_twice_are_read_in_linear_time(make_site: MakeSite, line: str) -> None:
    def run(count: int) -> None:
        site = make_site({'page.md': f'# Page\n\n{line * count}\nWords.\n'}, folder=str(count))
        assert 'Words.' in site.text('page.html')

    assert growth(run, 1500) < LINEAR


def test_a_paragraph_of_very_many_lines_is_text(make_site: MakeSite) -> None:
    def run(count: int) -> None:
        lines = 'a\n' * count
        page = f'# Page\n\n{lines}\nWords.\n'
        site = make_site({'page.md': page}, folder=str(count))
        assert [item.line for item in site.warnings if item.file == 'page.md'] == [3]
        assert 'a a a' in site.doctree('page').astext()

    assert growth(run, 25_000) < LINEAR
