"""Hugo's shortcodes in the text of pages become MyST. Pure."""

import re
from collections.abc import Callable

from .liquid import Tell, options_of

_CODE = re.compile(
    r'\{\{(?P<sign>[<%])\s*(?P<close>/?)\s*(?P<name>[\w/.-]+)(?P<rest>[^{}]{0,1000}?)(?P<self>/?)\s*[>%]\}\}',
    re.DOTALL,
)
_ESCAPED = re.compile(r'\{\{([<%])/\*([^{}]{0,1000}?)\*/([>%])\}\}')
#: A shortcode that is shown, as Quarto escapes it.
_TRIPLE = re.compile(r'\{(\{\{<[^{}]{0,1000}>\}\})\}')
_DROPPED = frozenset({'icon', 'toc', 'slide', 'speaker_note', 'fragment', 'br', 'search'})
#: Those that may stand around a text; one of them that nothing closes stands alone.
_PAIRED = frozenset(
    'hl callout alert spoiler details toggle math cta-box table code highlight quote steps tabs tab '
    'cards card staticref'.split()
)
_VIDEOS = {
    'youtube': 'https://www.youtube.com/watch?v=', 'vimeo': 'https://vimeo.com/',
    'bilibili': 'https://www.bilibili.com/video/',
}  # fmt: skip
#: Shortcodes that show what is kept elsewhere, with the words of a link to it.
_ELSEWHERE = {
    'video': 'Video', 'audio': 'Recording', 'gdocs': 'Document', 'embed': 'More', 'pdf': 'PDF',
}  # fmt: skip
#: The options of shortcodes that are an address.
_ADDRESSES = ('cta_link', 'url', 'link', 'src', 'video_url', 'resource')
_BOXES = frozenset({'callout', 'alert', 'spoiler', 'details', 'toggle'})
#: HTML that becomes a directive.
_BLOCK = re.compile(r'<(?:figure|details)\b', re.IGNORECASE)
_RULES = re.compile(r'^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$', re.MULTILINE)
_KINDS = {'info': 'note', 'note': 'note', 'warning': 'warning', 'tip': 'tip', 'danger': 'danger',
          'important': 'important', 'caution': 'caution', 'success': 'tip', 'error': 'danger'}  # fmt: skip


#: Boxes of Obsidian and HugoBlox, and those of GitHub that mean the same.
_ALERTS = {
    'ABSTRACT': 'NOTE', 'SUMMARY': 'NOTE', 'INFO': 'NOTE', 'TODO': 'NOTE', 'QUOTE': 'NOTE',
    'CITE': 'NOTE', 'EXAMPLE': 'NOTE', 'QUESTION': 'NOTE', 'HELP': 'NOTE', 'FAQ': 'NOTE',
    'HINT': 'TIP', 'SUCCESS': 'TIP', 'CHECK': 'TIP', 'DONE': 'TIP', 'ATTENTION': 'WARNING',
    'FAILURE': 'CAUTION', 'FAIL': 'CAUTION', 'MISSING': 'CAUTION', 'DANGER': 'CAUTION',
    'ERROR': 'CAUTION', 'BUG': 'CAUTION',
}  # fmt: skip
_ALERT = re.compile(
    r'^(?P<quote>[ \t]*(?:>[ \t]?)+)\[!(?P<kind>[A-Za-z]+)\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)$',
    re.MULTILINE,
)


def with_alerts(text: str) -> str:
    """Return a text whose boxes are those of GitHub, which have no titles of their own."""

    def alert(match: re.Match[str]) -> str:
        kind, title = match['kind'].upper(), match['title'].strip().strip('*').strip()
        kind, quote = _ALERTS.get(kind, kind), match['quote']
        first = f'{quote}[!{kind}]'
        return f'{first}\n{quote}**{title}**\n{quote.rstrip()}' if title else first

    return _ALERT.sub(alert, text) if '[!' in text else text


def without_shortcodes(
    text: str,
    figure: Callable[[str, str, str], str],
    answer: Callable[[str, str], str | None],
    keep: Callable[[str], str],
    tell: Tell,
) -> str:
    """Return a text without shortcodes.

    :param figure: returns a figure of an address, an alternative text and a caption.
    :param answer: returns what a shortcode of the source's own becomes, by its name and the rest;
        None where it knows it not.
    :param keep: returns a text that stands for one that must stay as it is.
    """
    text = _ESCAPED.sub(
        lambda match: keep('{{' + match[1]) + match[2] + keep(match[3] + '}}'), text
    )
    text = _TRIPLE.sub(lambda match: keep(match[1]), text)
    if '{{<' not in text and '{{%' not in text:
        return text
    return _Reading(text, figure, answer, keep, tell).run()


class _Reading:
    """One text on its way."""

    def __init__(
        self,
        text: str,
        figure: Callable[[str, str, str], str],
        answer: Callable[[str, str], str | None],
        keep: Callable[[str], str],
        tell: Tell,
    ) -> None:
        self.text, self.figure, self.answer, self.keep, self.tell = text, figure, answer, keep, tell
        self.closed = {match['name'].lower() for match in _CODE.finditer(text) if match['close']}
        #: The texts inside what is open, from the outermost on, and what that is.
        self.out: list[list[str]] = [[]]
        self.opened: list[tuple[str, str]] = []
        #: How deep directives lie in each of the texts.
        self.heights: list[int] = [0]

    def run(self) -> str:
        position = 0
        for match in _CODE.finditer(self.text):
            self.out[-1].append(self.text[position : match.start()])
            position = match.end()
            self._take(match)
        self.out[-1].append(self.text[position:])
        while len(self.out) > 1:
            self._end('', '')
        return ''.join(self.out[0])

    def _take(self, match: re.Match[str]) -> None:
        name, rest = match['name'].lower(), match['rest'].strip()
        if match['close']:
            self._close(name)
        elif (own := self.answer(name, rest)) is not None:
            self.out[-1].append(own)
            self._rise(2)
        elif name in _PAIRED & self.closed and not match['self'] and len(self.opened) < 50:
            self.opened.append((name, rest))
            self.out.append([])
            self.heights.append(0)
        elif name not in _DROPPED:
            self.out[-1].append(_single(name, rest, self.figure, self.tell))
            self._rise(1)

    def _close(self, name: str) -> None:
        if all(name != other for other, _rest in self.opened):
            return
        other = ''
        while other != name:
            other, rest = self.opened.pop()
            self._end(other if other == name else '', rest)

    def _end(self, name: str, rest: str) -> None:
        """End the innermost text, which becomes what a shortcode makes of it."""
        inner, height = ''.join(self.out.pop()), self.heights.pop()
        if _BLOCK.search(inner):
            height = max(height, 1)
        self.out[-1].append(_paired(name, rest, inner, self.keep, ':' * (3 + height)))
        self._rise(height + 1 if name in _BOXES else height)

    def _rise(self, height: int) -> None:
        self.heights[-1] = max(self.heights[-1], height)


def _paired(name: str, rest: str, inner: str, keep: Callable[[str], str], marks: str) -> str:
    """Return what becomes of a shortcode around a text.

    :param marks: begin and end a directive that holds all that is in the text.
    """
    word, options = options_of(rest)
    bare = inner.strip()
    made = inner
    match name:
        case 'hl':
            made = f'**{bare}**' if bare else ''
        case 'math':
            made = inner if '$' in inner else f'${bare}$'
        case 'code' | 'highlight':
            made = f'\n\n```{word}\n{inner.strip(chr(10))}\n```\n\n'
        case 'callout' | 'alert':
            kind = _KINDS.get(options.get('type', word).lower(), 'note')
            made = _box(f'{marks}{{{kind}}}', bare, marks, keep)
        case 'staticref' if bare:
            made = f'[{bare}](/{word.lstrip("/")})'
        case 'tab' | 'card' if title := _title(word, options):
            made = f'\n\n{_linked(title, options, is_strong=True)}\n\n{bare}\n\n'
        case 'quote':
            quoted = '\n'.join(f'> {line}'.rstrip() for line in bare.split('\n'))
            made = f'\n\n{quoted}\n\n'
        case 'spoiler' | 'details' | 'toggle':
            title = options.get('text') or options.get('title') or options.get('summary') or 'More'
            head = f'{marks}{{dropdown}} '
            made = _box(head, bare, marks, keep, ' '.join(title.split())) or title
    return made


def _box(head: str, inner: str, marks: str, keep: Callable[[str], str], title: str = '') -> str:
    """Return a directive; nothing, where it holds nothing."""
    bare = _RULES.sub('', inner).strip()  # only a page has rules
    gap = '\n' if bare.startswith(':') else ''  # it is no option
    return f'\n\n{keep(head)}{title}\n{gap}{bare}\n{keep(marks)}\n\n' if bare else ''


def _title(word: str, options: dict[str, str]) -> str:
    """Return the title of a part of a page, which may be said without its name."""
    return options.get('title') or options.get('name') or (word if '=' not in word else '')


def _linked(words: str, options: dict[str, str], *, is_strong: bool = False) -> str:
    """Return words as a link, where the options of a shortcode have an address."""
    address = next((options[key] for key in _ADDRESSES if options.get(key)), '')
    return f'[{words}]({address})' if address else f'**{words}**' if is_strong else words


def _single(name: str, rest: str, figure: Callable[[str, str, str], str], tell: Tell) -> str:
    """Return what becomes of a shortcode that stands alone."""
    word, options = options_of(rest)
    plain = word if '=' not in word else ''
    code = options.get('id') or plain
    made = ''
    match name:
        case 'figure' | 'img' | 'image':
            caption = options.get('caption') or options.get('title', '')
            made = figure(options.get('src') or plain, options.get('alt', ''), caption)
        case 'youtube' | 'vimeo' | 'bilibili':
            made = f'[Video]({_VIDEOS[name]}{code})' if re.fullmatch(r'[\w-]{1,40}', code) else ''
        case 'gist':
            user, _space, code = ' '.join(rest.replace('"', ' ').split()[:2]).partition(' ')
            is_one = re.fullmatch(r'[\w-]+', user) and re.fullmatch(r'\w+', code)
            made = f'[Code](https://gist.github.com/{user}/{code})' if is_one else ''
        case 'video' | 'audio' | 'gdocs' | 'embed' | 'pdf':
            words = options.get('caption') or options.get('title') or _ELSEWHERE[name]
            made = f'[{words}]({plain})' if plain else _linked(words, options)
            made = '' if made == words else made
        case 'card' if title := _title(plain, options):
            words = options.get('subtitle', '')
            head = _linked(title, options, is_strong=True)
            made = f'\n\n{head}' + (f'  \n{words}' if words else '') + '\n\n'
        case 'tweet' | 'x' | 'twitter':
            made = f'[Post on X](https://x.com/i/status/{code})' if code.isdecimal() else ''
        case 'ref' | 'relref':
            made = options.get('path') or plain
        case 'cta' | 'button':
            label = options.get('cta_text') or options.get('text') or options.get('label')
            made = _linked(label or 'More', options)
        case _:
            tell('lost', f'{{{{< {name} {rest} >}}}}', 'write what it showed')
    return made
