"""Words of plain sources as Markdown that says the same. Pure."""

import re

from sphinx_folio.reading import citations_in
from sphinx_folio.util import markdown_text

#: What begins a block of Markdown at the start of a line.
_BLOCK = re.compile(r'(?:[#>+=:|%-]|\((?=[^()]*\)=)|\d+(?=[.)](?:\s|$)))')
#: Bold, italics and links, which RenderCV and others take from Markdown.
_KEPT = re.compile(
    r'(?P<stars>\*\*?)(?P<strong>[^*\s](?:[^*\n]*[^*\s])?)(?P=stars)'
    r'|\[(?P<words>[^\]\[\n]+)\]\((?P<url>(?:https?://|mailto:)[^\s()<>]+)\)'
)
#: What is told of as a link that nobody may follow, though it is none.
_NO_LINK = re.compile(r'\]\((?!https?:|mailto:)(?=[A-Za-z][\w+.-]*:)')


def plain_line(text: str) -> str:
    """Return plain words as one line of Markdown that begins no list, heading or directive."""
    return _beginning(markdown_text(_without_citations(' '.join(text.split()))))


def marked_line(text: str) -> str:
    """Return words with simple marks of Markdown in one line, all other signs escaped."""
    line, parts, end = _without_citations(' '.join(text.split())), [], 0
    for match in _KEPT.finditer(line):
        stars = match['stars'] or ''
        kept = f'{stars}{markdown_text(match["strong"] or "")}{stars}'
        if match['url']:
            kept = f'[{markdown_text(match["words"])}]({match["url"]})'
        parts += [markdown_text(line[end : match.start()]), kept]
        end = match.end()
    return _beginning(''.join([*parts, markdown_text(line[end:])]))


def _without_citations(line: str) -> str:
    """Return words that Folio does not take for a citation of Pandoc or LaTeX."""
    for _start, found, _role, _keys in citations_in(line):
        bare = f'({found[1:-1]})' if found.startswith('[') else found.replace('{', ' {', 1)
        line = line.replace(found, bare)
    return line


def _beginning(line: str) -> str:
    line = _NO_LINK.sub('] (', line)
    found = _BLOCK.match(line)
    if not found:
        return line
    end = found.end()
    return f'{line[:end]}\\{line[end:]}' if line[0].isdecimal() else f'\\{line}'


def without_marks(text: str) -> str:
    """Return words without marks of Markdown: the text of a link, of bold, of italics."""
    text = re.sub(r'\[([^\]\[\n]+)\]\([^()\s]*\)', r'\1', text)
    return ' '.join(re.sub(r'\*+', '', text).split())


def bulleted(items: list[str]) -> str:
    """Return lines of Markdown as a list."""
    # the parser of front matter takes two hyphens behind "- x" for the three that it looks for
    mark = '*' if any(item[1:3] == '--' for item in items) else '-'
    return '\n'.join(f'{mark} {item}' for item in items)


def paragraphs(*parts: str) -> str:
    """Return the parts that say something, a line between them."""
    return '\n\n'.join(part for part in parts if part)


def safe_address(address: str) -> str:
    """Return an address as it may stand in a link of Markdown."""
    signs = {
        ' ': '%20',
        '(': '%28',
        ')': '%29',
        '<': '%3C',
        '>': '%3E',
        '\n': '',
        '\\': '%5C',
        '`': '%60',
    }
    return ''.join(signs.get(sign, sign) for sign in address.strip())
