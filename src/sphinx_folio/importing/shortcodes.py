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
    closed = {match['name'].lower() for match in _CODE.finditer(text) if match['close']}
    out: list[list[str]] = [[]]
    opened: list[tuple[str, str]] = []
    position = 0
    for match in _CODE.finditer(text):
        out[-1].append(text[position : match.start()])
        position = match.end()
        name, rest = match['name'].lower(), match['rest'].strip()
        own = None if match['close'] else answer(name, rest)
        if own is not None:
            out[-1].append(own)
        elif match['close']:
            if any(name == other for other, _rest in opened):
                while opened:
                    other, said = opened.pop()
                    inner = ''.join(out.pop())
                    out[-1].append(_paired(other, said, inner, keep) if other == name else inner)
                    if other == name:
                        break
        elif name in _PAIRED & closed and not match['self'] and len(opened) < 50:
            opened.append((name, rest))
            out.append([])
        elif name not in _DROPPED:
            out[-1].append(_single(name, rest, figure, tell))
    out[-1].append(text[position:])
    while opened:
        opened.pop()
        inner = ''.join(out.pop())
        out[-1].append(inner)
    return ''.join(out[0])


def _paired(name: str, rest: str, inner: str, keep: Callable[[str], str]) -> str:
    word, options = options_of(rest)
    if name == 'hl':
        return f'**{inner.strip()}**' if inner.strip() else ''
    if name == 'math':
        return inner if '$' in inner else f'${inner.strip()}$'
    if name in {'code', 'highlight'}:
        return f'\n\n```{word}\n{inner.strip(chr(10))}\n```\n\n'
    if name in {'callout', 'alert'}:
        kind = _KINDS.get(options.get('type', word).lower(), 'note')
        return f'\n\n{keep(f":::{{{kind}}}")}\n{inner.strip()}\n{keep(":::")}\n\n'
    if name == 'staticref' and inner.strip():
        return f'[{inner.strip()}](/{word.lstrip("/")})'
    if name in {'tab', 'card'} and (title := _title(word, options)):
        address = options.get('url') or options.get('link') or ''
        head = f'[{title}]({address})' if address else f'**{title}**'
        return f'\n\n{head}\n\n{inner.strip()}\n\n'
    if name == 'quote':
        lines = inner.strip().split('\n')
        return '\n\n' + '\n'.join(f'> {line}'.rstrip() for line in lines) + '\n\n'
    if name in {'spoiler', 'details', 'toggle'}:
        title = options.get('text') or options.get('title') or options.get('summary') or 'More'
        title = ' '.join(title.split())
        return f'\n\n{keep(":::{dropdown} ")}{title}\n{inner.strip()}\n{keep(":::")}\n\n'
    return inner


def _title(word: str, options: dict[str, str]) -> str:
    """Return the title of a part of a page, which may be said without its name."""
    return options.get('title') or options.get('name') or (word if '=' not in word else '')


#: Shortcodes that show what is kept elsewhere, with the words of a link to it.
_ELSEWHERE = {'video': 'Video', 'audio': 'Recording', 'gdocs': 'Document', 'embed': 'More', 'pdf': 'PDF'}


def _single(name: str, rest: str, figure: Callable[[str, str, str], str], tell: Tell) -> str:
    word, options = options_of(rest)
    plain = word if '=' not in word else ''
    if name in {'figure', 'img', 'image'}:
        address = options.get('src') or plain
        return figure(
            address, options.get('alt', ''), options.get('caption') or options.get('title', '')
        )
    if name in {'youtube', 'vimeo', 'bilibili'}:
        hosts = {
            'youtube': 'https://www.youtube.com/watch?v=',
            'vimeo': 'https://vimeo.com/',
            'bilibili': 'https://www.bilibili.com/video/',
        }
        code = options.get('id') or plain
        return f'[Video]({hosts[name]}{code})' if re.fullmatch(r'[\w-]{1,40}', code) else ''
    if name == 'gist':
        user, _space, code = ' '.join(rest.replace('"', ' ').split()[:2]).partition(' ')
        is_one = re.fullmatch(r'[\w-]+', user) and re.fullmatch(r'\w+', code)
        return f'[Code](https://gist.github.com/{user}/{code})' if is_one else ''
    if name in _ELSEWHERE:
        said = ('src', 'url', 'video_url', 'resource', 'link')
        address = next((options[key] for key in said if options.get(key)), plain)
        words = options.get('caption') or options.get('title') or _ELSEWHERE[name]
        return f'[{words}]({address})' if address else ''
    if name == 'card' and (title := _title(plain, options)):
        address, words = options.get('url') or options.get('link') or '', options.get('subtitle', '')
        head = f'[{title}]({address})' if address else f'**{title}**'
        return f'\n\n{head}' + (f'  \n{words}' if words else '') + '\n\n'
    if name in {'tweet', 'x', 'twitter'}:
        code = options.get('id') or plain
        return f'[Post on X](https://x.com/i/status/{code})' if code.isdecimal() else ''
    if name in {'ref', 'relref'}:
        return options.get('path') or plain
    if name in {'cta', 'button'}:
        label = options.get('cta_text') or options.get('text') or options.get('label') or 'More'
        address = options.get('cta_link') or options.get('url') or options.get('link') or ''
        return f'[{label}]({address})' if address else label
    tell('lost', f'{{{{< {name} {rest} >}}}}', 'write what it showed')
    return ''
