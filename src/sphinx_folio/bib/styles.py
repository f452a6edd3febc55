"""The citation style of a site: a file of CSL, what is wrong with it, and what it prints."""

import re
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from pybtex.database import Entry

from sphinx_folio.model import Publication
from sphinx_folio.util import digest, digest_of_bytes

#: The namespace of CSL 1.0 (specification, "Namespacing").
_CSL = '{http://purl.org/net/xbiblio/csl}'
_WHERE = 'take the file of one from https://www.zotero.org/styles'


class StyleFlaw(NamedTuple):
    """What is wrong with the style that a setting names."""

    message: str  #: What is wrong, and what to do instead.
    line: int = 0  #: Where in the file, or 0 if it is wrong to name it.


def style_flaw(path: Path) -> StyleFlaw | None:
    """Return why no citation can be made by the style at *path*, or None."""
    if not path.is_file():
        return StyleFlaw(f'there is no such file; {_WHERE}, and put it beside conf.py')
    if not find_spec('citeproc'):
        return StyleFlaw('citeproc-py is not installed; run: pip install "sphinx-folio[csl]"')
    try:
        return _flaw_of(path.read_bytes().decode('utf-8-sig'))
    except (OSError, UnicodeDecodeError) as error:
        return StyleFlaw(f'it cannot be read as UTF-8 ({error}); {_WHERE}', 1)
    except ET.ParseError as error:
        return StyleFlaw(f'it is no XML ({error}); {_WHERE}', error.position[0])


def _flaw_of(source: str) -> StyleFlaw | None:
    """Return what is wrong with the text of a style, or None.

    :raises xml.etree.ElementTree.ParseError: if it is no XML.
    """
    if declared := re.search('<!(?:DOCTYPE|ENTITY)', source):
        line = _line_of(source, declared.start())
        return StyleFlaw(f'a style declares no "{declared[0]}"; remove it', line)
    root = ET.fromstring(source)  # noqa: S314  (without entities there is nothing to expand)
    if root.tag != f'{_CSL}style':
        return StyleFlaw(f'it is no style of CSL 1.0; {_WHERE}', 1)
    for link in root.iter(f'{_CSL}link'):
        if link.get('rel') == 'independent-parent':
            parent = link.get('href', '')
            line = _line_of(source, source.find('independent-parent'))
            name = parent.rstrip('/').rpartition('/')[2]
            message = f'it only says that it is as another; take that one, "{name}", from {parent}'
            return StyleFlaw(message, line)
    if root.find(f'{_CSL}bibliography/{_CSL}layout') is None:
        return StyleFlaw('it has no <bibliography>; take a style that prints lists', 1)
    return None


def _line_of(text: str, place: int) -> int:
    return text.count('\n', 0, place) + 1


class CitationStyle:
    """A sound style, in which entries are printed.

    :param path: its file, as `style_flaw` wants it.
    :param language: the language of the site, as Sphinx names it.
    """

    def __init__(self, path: Path, language: str) -> None:
        self.name = path.name
        self._source = path.read_bytes().removeprefix(b'\xef\xbb\xbf')
        self._language = language.partition('@')[0].replace('_', '-')

    @cached_property
    def fingerprint(self) -> str:
        """What tells whether an entry that is the same is printed the same."""
        return digest((digest_of_bytes(self._source), self._language, version('citeproc-py')))

    @cached_property
    def _processor(self) -> Any:
        from .processor import Processor  # noqa: PLC0415  (an optional dependency)

        return Processor(self._source, self._language)

    def reference(self, entry: Entry, publication: Publication) -> str:
        """Return an entry as the style prints it, as a marked text; empty where it cannot."""
        try:
            return str(self._processor.reference(entry, publication))
        except Exception:  # noqa: BLE001  (what a style asks of an entry may raise any)
            return ''
