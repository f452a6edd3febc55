"""Raw HTML of a page, cleaned to what prose needs: no scripts, forms, frames or overlays."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from .addresses import LINKED, is_elsewhere, scheme_of

_GLOBAL = frozenset({'align', 'class', 'dir', 'id', 'lang', 'role', 'style', 'title', 'translate'})
#: Elements that prose needs, with their own attributes (HTML Standard, §4).
_ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            'abbr address article aside b bdi big br caption center cite code dd dfn div dl dt em '
            'figcaption figure h1 h2 h3 h4 h5 h6 hr i kbd mark p picture pre rp rt ruby s samp '
            'section small span strong sub summary sup tbody tfoot thead tr tt u ul var wbr'
        ).split(),
        frozenset[str](),
    ),
    'a': frozenset({'href', 'hreflang', 'name', 'rel', 'target'}),
    'bdo': frozenset[str](),
    'blockquote': frozenset({'cite'}),
    'col': frozenset({'span', 'width'}),
    'colgroup': frozenset({'span', 'width'}),
    'data': frozenset({'value'}),
    'del': frozenset({'cite', 'datetime'}),
    'details': frozenset({'name', 'open'}),
    'font': frozenset({'color', 'size'}),
    'img': frozenset({'alt', 'height', 'loading', 'src', 'width'}),
    'ins': frozenset({'cite', 'datetime'}),
    'li': frozenset({'value'}),
    'ol': frozenset({'reversed', 'start', 'type'}),
    'q': frozenset({'cite'}),
    'source': frozenset({'height', 'media', 'sizes', 'srcset', 'type', 'width'}),
    'table': frozenset({'border', 'cellpadding', 'cellspacing', 'summary', 'width'}),
    'td': frozenset({'colspan', 'headers', 'height', 'rowspan', 'valign', 'width'}),
    'th': frozenset({'abbr', 'colspan', 'headers', 'height', 'rowspan', 'scope', 'valign', 'width'}),
    'time': frozenset({'datetime'}),
}  # fmt: skip
#: All others of HTML (HTML Standard, §4 and §16.2), which are taken out; a name that is
#: none at all stands in the page as text.
_REFUSED = frozenset(
    'acronym applet area audio base basefont bgsound blink body button canvas datalist dialog '
    'dir embed fieldset footer form frame frameset head header hgroup html iframe image input '
    'isindex keygen label legend link listing main map marquee math menu menuitem meta meter '
    'multicol nav nextid nobr noembed noframes noscript object optgroup option output param '
    'plaintext portal progress rb rtc script search select slot source spacer strike style svg '
    'template textarea title track video xmp'.split()
)
#: The beginning of a tag, with its name or, of a longer one, more than any known name has.
#: Elements that nothing can stand in, or that end where the next one begins.
_FLAT = frozenset('br col dd dt hr img li p rp rt source tbody td tfoot th thead tr wbr'.split())
#: How deep elements may stand in each other; to clean them takes the square of that.
_DEEPEST = 200
_TAG = re.compile(r'<(?=/?([a-zA-Z][^\s/>]{0,20}))')
#: Elements whose content is no text of the page.
_UNSEEN = frozenset({'script', 'style', 'template'})
#: What a style may set: how something looks, not where it stands.
_STYLES = frozenset(
    'background-color border border-collapse border-color border-radius border-style '
    'border-width color float font-family font-size font-style font-variant font-weight height '
    'list-style-type max-height max-width min-width text-align text-decoration vertical-align '
    'white-space width word-break'.split()
)
_STYLE = re.compile(r'\s*([\w-]+)\s*:')
#: Stands for what is between two pieces of HTML: a number between two characters that are
#: no text (Unicode, §23.7).
_MARK = re.compile('\ufdd0(\\d+)\ufdd1')
#: What hides all up to its end, and the rest of the page where there is none (CommonMark, §4.6).
_HIDING = (('<!--', '-->'), ('<?', '?>'), ('<![CDATA[', ']]>'), ('<!', '>'))
_NO_TEXT = re.compile('[\ufdd0\ufdd1]')


class Removed(NamedTuple):
    """Something that was taken out of the HTML of a page."""

    piece: int  #: Which of the pieces it stood in, from 0.
    line: int  #: The line in that piece, from 0.
    what: str  #: As in *the element "script"*.


class Cleaned(NamedTuple):
    """The HTML of one place of a page, without what may not stand in it."""

    pieces: list[str]  #: As many as were given.
    removed: list[Removed]
    #: The pieces after which, up to the next, nothing would be seen, as in a script.
    unseen: frozenset[int]


def clean(pieces: Sequence[str], may_load: Callable[[str], bool]) -> Cleaned:
    """Clean pieces of HTML that belong together, such as those of one paragraph.

    An element may begin in one piece and end in another. What is not closed is closed at
    the end, and what was never opened is dropped, so that they cannot break the page.

    :param may_load: tells whether the site shows the picture of an address elsewhere.
    """

    def filter_attribute(tag: str, name: str, value: str) -> str | None:
        return None if _attribute_flaw(tag, name, value, may_load) else value

    pieces = [_TAG.sub(_escape_unknown, _NO_TEXT.sub('', piece)) for piece in pieces]
    text = ''.join(f'{piece}\ufdd0{number}\ufdd1' for number, piece in enumerate(pieces))
    if _depth(text) > _DEEPEST:
        what = f'HTML of more than {_DEEPEST} elements in each other'
        return Cleaned([escape(piece) for piece in pieces], [Removed(0, 0, what)], frozenset())
    safe = nh3.clean(
        text,
        tags=set(_ALLOWED),
        clean_content_tags=set(_UNSEEN),
        attributes={'*': set(_GLOBAL), **{tag: set(names) for tag, names in _ALLOWED.items()}},
        attribute_filter=filter_attribute,
        generic_attribute_prefixes={'aria-'},
        filter_style_properties=set(_STYLES),
        url_schemes=set(LINKED),
        link_rel=None,
    )
    found = _MARK.split(safe)
    cleaned = dict(zip(map(int, found[1::2]), found[::2], strict=False))
    last = len(pieces) - 1
    cleaned[last] = cleaned.get(last, '') + found[-1]  # what is closed at the end
    numbers = range(len(pieces))
    return Cleaned(
        [cleaned.get(number, '') for number in numbers],
        _removed(pieces, safe, may_load),
        frozenset(numbers) - cleaned.keys(),
    )


def _depth(text: str) -> int:
    """Return how many elements at most stand in each other, or what could be such."""
    deepest = depth = 0
    for tag in _TAG.finditer(text):
        if tag[1].lower() not in _FLAT:
            depth = max(depth + (-1 if text[tag.end()] == '/' else 1), 0)
            deepest = max(deepest, depth)
    return deepest


def _escape_unknown(match: re.Match[str]) -> str:
    name = match[1].lower()
    return match[0] if name in _ALLOWED or name in _REFUSED else '&lt;'


def _attribute_flaw(tag: str, name: str, value: str, may_load: Callable[[str], bool]) -> str:
    """Return what of an attribute may not stand in a page, or nothing."""
    is_known = name in _GLOBAL or name.startswith('aria-') or name in _ALLOWED.get(tag, ())
    if not is_known:
        return f'the attribute "{name}" of "{tag}"'
    if name in {'src', 'srcset'}:
        refused = is_elsewhere(value) and not may_load(value)
        return f'the picture "{value}", which is not part of the site' if refused else ''
    scheme = scheme_of(value) if name in {'href', 'cite'} else ''
    return f'the address "{value}"' if scheme and scheme not in LINKED else ''


def _removed(pieces: Sequence[str], safe: str, may_load: Callable[[str], bool]) -> list[Removed]:
    """Return what was taken out of the pieces, in their order."""
    kept = _Reader(may_load)
    kept.feed(safe)
    given = _Reader(may_load)
    for given.piece, piece in enumerate(pieces):
        try:
            given.feed(piece)
        except AssertionError:  # of a declaration that Python does not know
            given.removed.append(Removed(given.piece, 0, 'a declaration such as "<![x["'))
            given.reset()
        given.note_rest()
        for begin, end in _HIDING:
            if (start := piece.find(begin, piece.rfind(end) + 1)) >= 0:
                what = f'the "{begin}" without an end, with what follows it,'
                given.removed.append(Removed(given.piece, piece.count('\n', 0, start), what))
                break
    for tag, place in given.opened:
        if kept.count[tag] < given.count[tag]:
            given.count[tag] -= 1
            given.removed.append(Removed(*place, f'the element "{tag}", which cannot stand there'))
    return sorted(given.removed)


class _Reader(HTMLParser):
    """Finds in pieces of HTML what `clean` takes out, with its place."""

    def __init__(self, may_load: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self._may_load = may_load
        self.removed: list[Removed] = []
        self.piece = 0
        #: The elements that may stand in a page, with the piece and the line of each.
        self.opened: list[tuple[str, tuple[int, int]]] = []
        self.count: Counter[str] = Counter()
        self._closed: Counter[str] = Counter()

    def note_rest(self) -> None:
        """Tell of a tag that does not end, and count lines from 0 again for the next piece."""
        if self.rawdata.startswith('<') and self.rawdata[1:2].isalpha():
            beginning = ' '.join(self.rawdata[:40].split())
            self._add(f'"{beginning}", which does not end,')
        # Python would look for the end of what has none from each "<" on; nothing of it is kept
        self.reset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED:
            self._add(f'the element "{tag}"')
            return
        self.opened.append((tag, (self.piece, self.getpos()[0] - 1)))
        self.count[tag] += 1
        for name, value in attrs:
            if flaw := _attribute_flaw(tag, name, value or '', self._may_load):
                self._add(flaw)
            if name == 'style':
                for part in (value or '').split(';'):
                    match = _STYLE.match(part)
                    if part.strip() and (match is None or match[1].lower() not in _STYLES):
                        self._add(f'the style "{part.strip()}"')

    def handle_endtag(self, tag: str) -> None:
        self._closed[tag] += 1
        # a browser makes an element of these
        if tag in _ALLOWED.keys() - {'br', 'p'} and self._closed[tag] > self.count[tag]:
            self._closed[tag] -= 1
            self._add(f'the end tag "</{tag}>" of what does not begin there')

    def handle_pi(self, data: str) -> None:
        self._add(f'the instruction "<?{data}"')

    def handle_decl(self, decl: str) -> None:
        self._add(f'the declaration "<!{decl}"')

    def unknown_decl(self, data: str) -> None:
        self._add(f'the section "<![{data}"')

    def _add(self, what: str) -> None:
        self.removed.append(Removed(self.piece, self.getpos()[0] - 1, what))
