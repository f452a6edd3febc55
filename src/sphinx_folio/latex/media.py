"""Pictures and raw HTML for paper: in a form that LaTeX takes, or as the words in them."""

import os
import re
import zlib
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util.images import guess_mimetype

from sphinx_folio.model import Subtype
from sphinx_folio.shared import warn

from .links import in_heading
from .nodes import line_break

_TAKEN = frozenset({'application/pdf', 'image/png', 'image/jpeg'})
#: Elements whose content no browser shows as text.
_UNSEEN = frozenset({'script', 'style', 'svg', 'template', 'head'})
#: Elements that browsers set apart from the text beside them (HTML Standard, §15.3).
_APART = frozenset({'br', 'p', 'div', 'li', 'summary', 'details', 'tr', 'td', 'th', 'h2', 'h3'})
#: The tag that opens what no browser shows.
_OPENED = re.compile(rf'<({"|".join(sorted(_UNSEEN))})\b[^>]*>', re.IGNORECASE)


class PillowConverter(ImageConverter):
    """Turn pictures that LaTeX does not take into PNG, where Pillow is installed.

    Browsers take all of them, so that it is registered for LaTeX alone.
    """

    conversion_rules = [  # noqa: RUF012  (Sphinx declares it so)
        (f'image/{kind}', 'image/png') for kind in ('webp', 'gif', 'avif', 'bmp', 'tiff')
    ]

    def is_available(self) -> bool:
        """Tell whether Pillow is installed."""
        return find_spec('PIL') is not None

    def convert(self, _from: str | os.PathLike[str], _to: str | os.PathLike[str]) -> bool:
        """Write the first frame of a picture, turned as its camera says."""
        from PIL import Image, ImageOps  # noqa: PLC0415  (an optional dependency)

        try:
            with Image.open(_from) as picture:
                ImageOps.exif_transpose(picture).convert('RGBA').save(_to, 'PNG')
        except (OSError, ValueError, SyntaxError):  # what Pillow raises for broken pictures
            return False
        return True


class ReplaceUnprintableMedia(SphinxPostTransform):
    """Put words in the place of what cannot be printed."""

    default_priority = 250
    formats = ('latex',)

    def run(self, **kwargs: Any) -> None:
        """Replace pictures of other formats, and raw HTML."""
        for picture in list(self.document.findall(nodes.image)):
            if not self._is_taken(picture):
                self._leave_out(picture)
        _drop_unseen(self.document)
        for raw in list(self.document.findall(nodes.raw)):
            if _is_html(raw):
                _keep_text(raw)

    def _is_taken(self, picture: nodes.image) -> bool:
        candidates = _candidates(picture)
        if '*' in candidates:
            candidates = {str(guess_mimetype(Path(picture['uri']))): picture['uri']}
        taken = [path for kind, path in candidates.items() if kind in _TAKEN]
        return bool(taken) and not any(is_damaged(self.env.srcdir / path) for path in taken)

    def _leave_out(self, picture: nodes.image) -> None:
        name = Path(picture['uri']).name
        types = {guess_mimetype(Path(path)) for path in _candidates(picture).values()}
        if not types.isdisjoint(_TAKEN):
            advice = 'it is damaged; save it anew'
        elif types.isdisjoint(source for source, _target in PillowConverter.conversion_rules):
            advice = 'save it as PNG, JPEG or PDF'
        elif find_spec('PIL'):
            advice = 'it cannot be read; save it anew as PNG'
        else:
            advice = 'install Pillow (pip install pillow)'
        warn(Subtype.IMAGE, '"%s" cannot stand in a PDF; %s', name, advice, location=picture)
        _replace_by_text(picture, picture.get('alt', ''))


def is_damaged(path: Path) -> bool:
    """Tell whether a PNG or PDF file is not whole, so that a whole document would fail.

    A PNG file is chunks with their checksums (ISO/IEC 15948, §5.3); a PDF file says at its end
    where its table of objects begins (ISO 32000-1, §7.5.5). Of JPEG what is there is shown.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return False  # Sphinx says so
    if content.startswith(b'\x89PNG\r\n\x1a\n'):
        return _is_damaged_png(content)
    if path.suffix.lower() == '.pdf':
        table = re.search(rb'startxref\s+(\d+)\s+%%EOF\s*$', content[-1024:])
        return table is None or not 0 < int(table[1]) < len(content)
    return False


def _is_damaged_png(content: bytes) -> bool:
    start = 8
    while start + 12 <= len(content):
        size = int.from_bytes(content[start : start + 4])
        kind, end = content[start + 4 : start + 8], start + size + 8
        checksum = int.from_bytes(content[end : end + 4])
        if len(content) < end + 4 or zlib.crc32(content[start + 4 : end]) != checksum:
            return True
        if kind == b'IEND':
            return False
        start = end + 4
    return True


def _candidates(picture: nodes.image) -> dict[str, str]:
    """Return the files of a picture by type; one that no page was read with has its own."""
    candidates: dict[str, str] = picture.get('candidates') or {'*': picture['uri']}
    return candidates


# -- raw HTML ----------------------------------------------------------------------------


def _is_html(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and 'html' in node['format'].split()


def _drop_unseen(document: nodes.document) -> None:
    """Remove what stands between the tags of a script within a line of text."""
    for raw in list(document.findall(nodes.raw)):
        match = _OPENED.fullmatch(raw.astext().strip()) if _is_html(raw) else None
        if match is None or raw not in raw.parent.children:  # within what was removed
            continue
        around, start = raw.parent, raw.parent.index(raw) + 1
        closing = f'</{match[1].lower()}'
        for end, node in enumerate(around[start:], start):
            if _is_html(node) and node.astext().lower().startswith(closing):
                del around[start:end]
                break


def _keep_text(raw: nodes.raw) -> None:
    """Keep the words of raw HTML, and its breaks of lines; Sphinx drops it from LaTeX whole."""
    reader = _TextReader()
    reader.feed(raw.astext())
    reader.close()
    text = ' '.join(''.join(reader.found).split())
    if text:
        _replace_by_text(raw, text)
    elif reader.found and isinstance(raw.parent, nodes.TextElement):
        breaks = reader.breaks and not in_heading(raw)
        raw.replace_self(line_break() if breaks else nodes.Text(' '))


def _replace_by_text(node: nodes.Element, text: str) -> None:
    is_inline = isinstance(node.parent, nodes.TextElement)
    if text:
        node.replace_self(nodes.inline('', text) if is_inline else nodes.paragraph('', text))
    else:
        node.parent.remove(node)


class _TextReader(HTMLParser):
    """Gathers the text that a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.breaks = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _UNSEEN
        self.breaks = self.breaks or tag == 'br'
        if tag in _APART:
            self.found.append(' ')
        if tag == 'img':
            self.found.append(dict(attrs).get('alt') or '')

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNSEEN and self._hidden > 0
        if tag in _APART:
            self.found.append(' ')

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)
