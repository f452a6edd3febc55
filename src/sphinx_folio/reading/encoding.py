"""Pages that are not UTF-8: read as far as they are, and told of."""

import codecs
import encodings.utf_8_sig
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_folio.model import Problem, Subtype

#: The encoding that Sphinx reads pages with: UTF-8, with a sign in the place of each byte
#: that is none. Sphinx itself would end with an error that names no file.
LENIENT = 'folio_utf_8'
_MARKS = {codecs.BOM_UTF16_LE: 'UTF-16', codecs.BOM_UTF16_BE: 'UTF-16'}


class _Decoder(encodings.utf_8_sig.IncrementalDecoder):
    """UTF-8 with or without its mark, whatever the bytes are."""

    def __init__(self, errors: str = 'strict') -> None:
        super().__init__('replace')  # Sphinx asks for none but strict


def _find(name: str) -> codecs.CodecInfo | None:
    """Return the encoding *name*, for Python."""
    if name != LENIENT:
        return None
    utf_8 = codecs.lookup('utf-8-sig')
    return codecs.CodecInfo(
        name=name,
        encode=utf_8.encode,
        decode=lambda data, _errors='strict': utf_8.decode(data, 'replace'),
        incrementalencoder=utf_8.incrementalencoder,
        incrementaldecoder=_Decoder,
        streamwriter=utf_8.streamwriter,
    )


def read_leniently(app: Sphinx) -> None:
    """Let Sphinx read every page."""
    try:
        codecs.lookup(LENIENT)
    except LookupError:
        codecs.register(_find)
    if app.env.settings['input_encoding'].lower().startswith('utf-8'):
        app.env.settings['input_encoding'] = LENIENT


def encoding_problems(path: Path, docname: str, text: str) -> Iterator[Problem]:
    """Yield a problem at the first line that is not UTF-8.

    :param text: what was read of the page, with U+FFFD in the place of other bytes.
    """
    if '\ufffd' not in text:
        return
    data = path.read_bytes()
    try:
        data.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        line = data.count(b'\n', 0, error.start) + 1
        found = _MARKS.get(data[:2]) or f'the byte 0x{data[error.start]:02X}'
        message = f'the page is not UTF-8 ({found}); save it as UTF-8 in your editor'
        yield Problem(Subtype.MARKUP, docname, line, message)
