"""XML documents as bytes. Pure."""

import re
from collections.abc import Iterable
from html import escape, unescape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

#: What XML 1.0 has no way to write (section 2.2, "Characters").
_NO_CHARACTER = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')

#: Elements that have no end tag (HTML Standard, section 13.1.2, "void elements").
_WITHOUT_END = frozenset('area base br col embed hr img input link meta source track wbr'.split())


def plain(text: str) -> str:
    """Return *text* in one line, without characters that XML cannot hold."""
    return ' '.join(_NO_CHARACTER.sub('', text).split())


def element(
    tag: str, content: str | Iterable[ET.Element] = (), attributes: dict[str, str] | None = None
) -> ET.Element:
    """Return an element that holds text or other elements."""
    made = ET.Element(tag, {name: plain(value) for name, value in (attributes or {}).items()})
    if isinstance(content, str):
        made.text = plain(content)
    else:
        made.extend(content)
    return made


def xml_file(root: ET.Element) -> bytes:
    """Return a document, indented, in UTF-8."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding='utf-8', xml_declaration=True)
    return text + b'\n'


class _XmlWriter(HTMLParser):
    """Writes HTML again as XML has it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = ''.join(f' {name}={quoteattr(value or "")}' for name, value in attrs)
        self.written.append(f'<{tag}{told}{" /" if tag in _WITHOUT_END else ""}>')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _WITHOUT_END:  # in HTML the sign says nothing, but in drawings
            self.written.append(f'</{tag}>')

    def handle_endtag(self, tag: str) -> None:
        if tag not in _WITHOUT_END:
            self.written.append(f'</{tag}>')

    def handle_data(self, data: str) -> None:
        self.written.append(escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.written.append(escape(unescape(f'&{name};'), quote=False))

    def handle_charref(self, name: str) -> None:
        self.written.append(escape(unescape(f'&#{name};'), quote=False))


def xhtml(text: str) -> str:
    """Return HTML, whole or a piece of it, in the form of XML; comments are left out.

    What is XML already is left as it is, as names in drawings have capitals.
    """
    try:
        ET.fromstring(f'<x>{text}</x>')  # noqa: S314  (it comes from the build)
    except ET.ParseError:
        writer = _XmlWriter()
        writer.feed(text)
        writer.close()
        return _NO_CHARACTER.sub('', ''.join(writer.written))
    return text
