"""XML documents as bytes. Pure."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

#: What XML 1.0 has no way to write (section 2.2, "Characters").
_NO_CHARACTER = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')


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
