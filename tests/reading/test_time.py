"""No page takes far more than linear time, whatever is repeated in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from sphinx_folio.gate import clean

if TYPE_CHECKING:
    from support import MakeSite

#: What has no end, so that a parser may look for one again and again.
OPEN = ('<!-- ', '<?', '<![CDATA[', '<a ', '<a/', '<a x="', "<p a='", '</', '<a b=c ', '<script')
#: Seconds of the processor, far fewer than what grows with the square takes.
PATIENCE = 10


@pytest.mark.parametrize('piece', OPEN)
def test_html_without_an_end_is_cleaned_in_linear_time(piece: str) -> None:
    begun = time.process_time()
    clean([piece * (500_000 // len(piece))], lambda _address: False)
    assert time.process_time() - begun < PATIENCE


@pytest.mark.parametrize('line', ['(a)=\n', '(a)=\n\n'])
def test_names_that_stand_twice_are_read_in_linear_time(make_site: MakeSite, line: str) -> None:
    begun = time.process_time()
    site = make_site({'page.md': f'# Page\n\n{line * 6000}\nWords.\n'})
    assert time.process_time() - begun < PATIENCE
    assert 'Words.' in site.text('page.html')


def test_a_paragraph_of_very_many_lines_is_text(look_at: MakeSite) -> None:
    lines = 'a\n' * 100_000
    begun = time.process_time()
    site = look_at({'page.md': f'# Page\n\n{lines}\nWords.\n'})
    assert time.process_time() - begun < PATIENCE
    assert [item.line for item in site.warnings if item.file == 'page.md'] == [3]
    assert 'a a a' in site.doctree('page').astext()
