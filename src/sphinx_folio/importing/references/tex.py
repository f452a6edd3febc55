"""Plain text, as other formats hold it, in the TeX of a ``.bib`` file. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from typing import Any

from sphinx_folio.bib import normal
from sphinx_folio.gate import formula_refusal

#: What TeX reads as more than itself.
_SIGNS = {
    '\\': r'\textbackslash{}',
    '&': r'\&',
    '%': r'\%',
    '#': r'\#',
    '_': r'\_',
    '$': r'\$',
    '^': r'\textasciicircum{}',
    '~': r'\textasciitilde{}',
    '{': r'\{',
    '}': r'\}',
}
_SIGN = re.compile(r'[\\&%#_$^~{}]')
#: Markup that CSL-JSON, Crossref and PubMed have in titles and abstracts.
_LOOKS = {'i': 'textit', 'em': 'textit', 'b': 'textbf', 'strong': 'textbf', 'sc': 'textsc'}
_LOOKS |= {'sub': 'textsubscript', 'sup': 'textsuperscript', 'italic': 'textit', 'bold': 'textbf'}
_TAG = re.compile(r'<(/?)(?:jats:|mml:)?([a-zA-Z][\w-]*)((?:\s[^<>]*)?)/?>')
#: A formula as arXiv and publishers leave it in plain text: it holds what only TeX would.
_FORMULA = re.compile(r'(?<![\\$])\$(?=[^\s$])([^$]*[\\^_][^$]*)(?<=[^\s\\])\$(?![\d$])')
#: So many looks one in the other; of more, no reader sees any.
_DEEPEST = 5
#: So long may one value be; of more, no program makes a field.
MOST = 50_000


def one_line(value: object) -> str:
    r"""Return a value as words in one line, without signs that nobody can see.

    >>> one_line(' a\n b\x00')
    'a b'
    """
    text = unicodedata.normalize('NFC', str(value))
    seen = (' ' if char.isspace() else char for char in text[: 2 * MOST])
    text = ''.join(char for char in seen if unicodedata.category(char) not in {'Cc', 'Cf', 'Cs'})
    return ' '.join(text.split())[:MOST]


def tex(value: object) -> str:
    r"""Return plain text, with HTML in it, as TeX whose braces are balanced.

    >>> tex('R&amp;D in <i>E. coli</i>, 5% off')
    'R\\&D in \\textit{E. coli}, 5\\% off'
    """
    text = one_line(value)
    for _ in range(3):  # some programs escape twice
        if '&' not in text or (plain := one_line(unescape(text))) == text:
            break
        text = plain
    open_tags: list[tuple[str, str]] = []
    parts, place = [], 0
    for tag in _TAG.finditer(text):
        parts.append(_words(text[place : tag.start()]))
        place = tag.end()
        name = tag[2].lower()
        command = 'textsc' if 'small-caps' in tag[3] else _LOOKS.get(name, '')
        if len(open_tags) >= _DEEPEST:
            command = ''
        if tag[1]:
            while open_tags and name in (kept[0] for kept in open_tags):
                last, closing = open_tags.pop()
                parts.append(closing)
                if last == name:
                    break
        elif name in {'br', 'p'}:
            parts.append(' ')
        elif not tag[0].endswith('/>'):
            open_tags.append((name, '}' if command else ''))
            parts.append(rf'\{command}{{' if command else '')
    parts += [_words(text[place:]), *(closing for _name, closing in reversed(open_tags))]
    return ' '.join(''.join(parts).split())


def _words(text: str) -> str:
    """Return text without markup as TeX; formulas that are mathematics stay as they are."""
    parts = _FORMULA.split(text)
    for number, part in enumerate(parts):
        is_formula = number % 2 and _is_sound(part)
        plain = f'${part}$' if number % 2 else part
        parts[number] = plain if is_formula else _escaped(plain)
    return ''.join(parts)


def _is_sound(formula: str) -> bool:
    return balanced(formula) == formula and not formula_refusal(normal(formula))


def balanced(text: str) -> str:
    """Return text without the braces that have no partner, which BibTeX counts escaped too."""
    opened, without = [], set()
    for place, char in enumerate(text):
        if char == '{':
            opened.append(place)
        elif char == '}' and opened:
            opened.pop()
        elif char == '}':
            without.add(place)
    without |= set(opened)
    return ''.join(char for place, char in enumerate(text) if place not in without)


def _escaped(text: str) -> str:
    return _SIGN.sub(lambda sign: _SIGNS[sign[0]], balanced(text))


def address(value: object) -> str:
    """Return a URL or an identifier in a form that stands in a ``.bib`` file as it is."""
    text = ''.join(one_line(value).split())
    return re.sub(r'[{}\\"^`|<>]', lambda sign: f'%{ord(sign[0]):02X}', text)


def names(people: object) -> str:
    """Return names of CSL-JSON as a list of BibTeX."""
    listed = people if isinstance(people, list) else [people]
    return ' and '.join(filter(None, map(_name, listed)))


def _name(person: Any) -> str:
    if not isinstance(person, Mapping):
        person = {'literal': person} if isinstance(person, str) else {}
    said = {part: one_line(text) for part, text in person.items() if isinstance(text, str)}
    family, given = said.get('family', ''), said.get('given', '')
    if not family or (not given and ' ' in family):
        literal = said.get('literal') or family or given
        if literal.lower().rstrip('.') in {'others', 'et al'}:
            return 'others'
        # one pair of braces around "A and B" is taken for a list of names
        twice = ' and ' in literal or ',' in literal or ';' in literal
        inner = tex(literal)
        return (f'{{{{{inner}}}}}' if twice else f'{{{inner}}}') if inner else ''
    particles = [said.get(f'{kind}-particle', '') for kind in ('dropping', 'non-dropping')]
    whole = ' '.join([*filter(None, particles), _part(family)])
    parts = (whole, _part(said.get('suffix', '')), _part(given))
    return ', '.join(filter(None, parts))


def _part(text: str) -> str:
    """Return a part of a name; what would part it again stands in braces."""
    inner = tex(text)
    return f'{{{inner}}}' if re.search(r',|;|\s(?i:and)\s|^(?i:and|others)\b', text) else inner


def name_of(text: str, *, is_list_inverted: bool = False) -> dict[str, str]:
    """Return a name of another format in the parts that CSL-JSON has.

    :param text: as "Last, First", "Last, First, Jr." or "First Last".
    :param is_list_inverted: whether people beside it stand there as "Last, First", so that what
        has no comma is an organisation.
    """
    parts = [one_line(part) for part in text.split(',')]
    family, *rest = parts
    if rest and family:
        return {'family': family, 'given': rest[0], 'suffix': ' '.join(filter(None, rest[1:]))}
    words = ' '.join(filter(None, parts)).split()
    if len(words) < 2 or is_list_inverted:
        return {'literal': ' '.join(words)}
    return {'family': words[-1], 'given': ' '.join(words[:-1])}


def names_of(texts: list[str]) -> list[dict[str, str]]:
    """Return the names of a list that has each apart."""
    inverted = sum(',' in text for text in texts) > 0
    return [name_of(text, is_list_inverted=inverted) for text in texts if one_line(text)]
