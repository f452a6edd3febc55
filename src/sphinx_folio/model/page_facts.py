"""What a page states for the rest of the site. Pure."""

from __future__ import annotations

from typing import NamedTuple


class PageLink(NamedTuple):
    """A link to a page, a label, a term or another object, as it is written."""

    docname: str
    domain: str
    target: str
    #: The place in the page that is the target, if it is named.
    anchor: str
    #: Whether the target was a file when the page was read.
    is_file: bool


class Picture(NamedTuple):
    """A picture that the front matter of a page names."""

    key: str
    #: The path as it is written.
    path: str
    line: int
    #: Why it cannot be shown, and what to do; empty for one that can.
    flaw: str = ''
