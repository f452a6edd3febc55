"""What in an SVG picture would act, or load something, when a browser shows it."""

import re
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

_SVG = 'http://www.w3.org/2000/svg'
#: Elements of SVG 2 that run, load or hold what is no picture.
_ACTING = frozenset({'script', 'foreignObject', 'iframe', 'audio', 'video', 'handler', 'listener'})
#: Elements that change others; one could change where a link leads to.
_ANIMATING = frozenset({'set', 'animate', 'animateMotion', 'animateTransform'})
_XHTML = 'http://www.w3.org/1999/xhtml'
_EMBEDDED = re.compile(r'data:image/(?:png|jpe?g|gif|webp)[;,]', re.IGNORECASE)
_LINKED = re.compile(r'https?://|mailto:', re.IGNORECASE)
#: What loads something in a style sheet, or in an attribute that takes styles.
_LOADING = re.compile(
    r'@import|(?:url|image|image-set|src)\s*\(\s*["\']?\s*(?!#|["\']?\s*#)|\\', re.IGNORECASE
)
_INSTEAD = 'save the picture without it, or as PNG'


class _Refused(Exception):  # noqa: N818  (ends the reading of a file)
    """What a picture holds that it may not."""


def why_no_picture(path: Path) -> str:
    """Return what an SVG file holds beside a picture, with what to do; nothing, if it is one.

    :raises OSError: if the file cannot be read.
    """
    reader = _Reader()
    parser = _parser_of(reader)
    try:
        with path.open('rb') as file:
            parser.ParseFile(file)
    except _Refused as error:
        return f'holds {error}, at line {parser.CurrentLineNumber}; {_INSTEAD}'
    except (ExpatError, ValueError, LookupError, UnicodeError):
        return 'is no SVG picture; save it anew, or as PNG'
    return '' if reader.is_svg else 'is no SVG picture; save it anew, or as PNG'


def icon_flaw(svg: str) -> str:
    """Return what an icon within a page holds beside a drawing, or nothing."""
    try:
        _parser_of(_Reader()).Parse(svg, True)  # noqa: FBT003  (it is the whole)
    except _Refused as error:
        return str(error)
    except ExpatError:
        return 'markup of its own'
    return ''


def _parser_of(reader: '_Reader') -> XMLParserType:
    parser = ParserCreate(namespace_separator=' ')
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = reader.end
    parser.EntityDeclHandler = reader.entity
    parser.ProcessingInstructionHandler = reader.instruction
    return parser


class _Reader:
    """Looks at one file, event by event; raises `_Refused` at what may not stand in it."""

    def __init__(self) -> None:
        self.is_svg = False
        self._depth = 0
        self._style = ''
        self._in_style = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element and its attributes."""
        namespace, _space, tag = name.rpartition(' ')
        self._depth += 1
        if self._depth == 1:
            self.is_svg = tag == 'svg' and namespace == _SVG
        if self._depth > 1000:  # a browser gives up, or the machine does
            raise _Refused('elements in elements, more than 1000 deep')
        if namespace == _XHTML or (namespace in {_SVG, ''} and tag in _ACTING):
            raise _Refused(f'the element "{tag}", which may act')
        if tag == 'style':
            self._in_style = self._in_style or self._depth
        for key, value in attributes.items():
            _check_attribute(tag, key.rpartition(' ')[2], value)

    def text(self, data: str) -> None:
        """Keep what stands in a style sheet."""
        if self._in_style:
            self._style += data

    def end(self, _name: str) -> None:
        """Look at a style sheet that is complete."""
        if self._depth == self._in_style:
            if _LOADING.search(self._style):
                raise _Refused('a style sheet that loads something')
            self._style, self._in_style = '', 0
        self._depth -= 1

    def entity(self, name: str, *_value: object) -> None:
        """Refuse declarations, which may hide anything, and grow without end."""
        raise _Refused(f'the declaration of the entity "{name}"')

    def instruction(self, target: str, _data: str) -> None:
        """Refuse what tells a browser to load a style sheet."""
        if target.lower() != 'xml':
            raise _Refused(f'the instruction "<?{target}"')


def _check_attribute(tag: str, key: str, value: str) -> None:
    value = ''.join(value.split())
    if key.lower().startswith('on'):
        raise _Refused(f'the attribute "{key}", which runs a script')
    if tag in _ANIMATING and key == 'attributeName' and value.endswith('href'):
        raise _Refused('an animation of links')
    if key in {'href', 'src', 'data'}:
        is_link = tag == 'a' and _LINKED.match(value)
        if value and not (value.startswith('#') or _EMBEDDED.match(value) or is_link):
            raise _Refused(f'a reference to "{value[:80]}"')
    elif (key == 'style' or '(' in value) and _LOADING.search(value):
        raise _Refused(f'the attribute "{key}", which loads something')
