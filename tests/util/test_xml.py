"""HTML as XML has it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_folio.util import xhtml


@pytest.mark.parametrize(
    ('html', 'xml'),
    [
        ('a<br>b<BR>', 'a<br />b<br />'),
        ('<img src="a.png" alt="x>y">', '<img src="a.png" alt="x&gt;y" />'),
        ('<details open><summary>a</summary>', '<details open=""><summary>a</summary>'),
        ('a&nbsp;b &amp; c &lt;', 'a\u00a0b &amp; c &lt;'),
        ('a & b', 'a &amp; b'),
        ('a<br><!-- b -->', 'a<br />'),
        ('a</br>', 'a'),
        ('a<br>\x0b', 'a<br />'),
        # what is XML already stays, with its capitals
        (
            '<svg viewBox="0 0 1 1"><path d="M0"/></svg>',
            '<svg viewBox="0 0 1 1"><path d="M0"/></svg>',
        ),
        ('<b>a</b>', '<b>a</b>'),
    ],
)
def test_html_is_written_as_xml(html: str, xml: str) -> None:
    assert xhtml(html) == xml


@given(st.text(st.sampled_from('<>/="\'&;! abrimgu\n\x0b\ufffe')) | st.text())
def test_what_is_cleaned_is_well_formed(text: str) -> None:
    ET.fromstring(f'<x>{xhtml(nh3.clean(text))}</x>')  # noqa: S314
