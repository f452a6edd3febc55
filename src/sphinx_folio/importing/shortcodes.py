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
_DROPPED = frozenset(
    {'icon', 'toc', 'slide', 'speaker_note', 'fragment', 'br', 'staticref', 'mention'}
)
_PAIRED = frozenset(
    'hl callout alert spoiler details math spoiler cta-box table code highlight quote steps tabs '
    'tab cards'.split()
)
_KINDS = {'info': 'note', 'note': 'note', 'warning': 'warning', 'tip': 'tip', 'danger': 'danger',
          'important': 'important', 'caution': 'caution', 'success': 'tip', 'error': 'danger'}  # fmt: skip


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
            _close(name, opened, out, keep)
        elif name in _PAIRED and not match['self'] and len(opened) < 50:
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


def _close(
    name: str, opened: list[tuple[str, str]], out: list[list[str]], keep: Callable[[str], str]
) -> None:
    """Close a shortcode that is open, and all that is open in it."""
    if not any(name == other for other, _rest in opened):
        return
    while opened:
        other, said = opened.pop()
        inner = ''.join(out.pop())
        out[-1].append(_paired(other, said, inner, keep) if other == name else inner)
        if other == name:
            break


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
    if name in {'spoiler', 'details'}:
        title = options.get('text') or options.get('title') or options.get('summary') or 'More'
        title = ' '.join(title.split())
        return f'\n\n{keep(":::{dropdown} ")}{title}\n{inner.strip()}\n{keep(":::")}\n\n'
    return inner


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
    if name in {'tweet', 'x', 'twitter'}:
        code = options.get('id') or plain
        return f'[Post on X](https://x.com/i/status/{code})' if code.isdecimal() else ''
    if name in {'ref', 'relref', 'cite'}:
        return plain
    if name in {'cta', 'button'}:
        label = options.get('cta_text') or options.get('text') or options.get('label') or 'More'
        address = options.get('cta_link') or options.get('url') or options.get('link') or ''
        return f'[{label}]({address})' if address else label
    tell('lost', f'{{{{< {name} {rest} >}}}}', 'write what it showed')
    return ''
