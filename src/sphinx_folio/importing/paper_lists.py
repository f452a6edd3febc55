"""Lists of papers in running text become entries of the bibliography, as far as they read so. Pure."""

import re
from collections.abc import Callable
from typing import NamedTuple

from sphinx_folio.model import fold

from .citations import read_citation, tex
from .neutral import Origin, Paper, Site
from .page_text import plain_text
from .report import Report

_ITEM = re.compile(r'(?P<indent> {0,3})(?:[-*+]|\(?\d{1,3}[.)])\s+(?P<words>\S.*)')
_LINK = re.compile(r'\[[^\[\]]+\]\([^()\s]+\)')
_HEADING = re.compile(r'#{1,6}\s+(?P<words>.+)')


class Rest(NamedTuple):
    """What is left of a text."""

    text: str
    papers: int  #: How many of its items have become entries, or are some already.


def take_papers(
    text: str, place: Callable[[str], Origin], site: Site, report: Report, owner: str = ''
) -> Rest:
    """Add the papers that the lists of a text cite to a site, and return the text without them.

    What does not read as a citation stays; a paper that the site has already is not added.

    :param text: Markdown of MyST below a heading about publications.
    :param place: returns where words of it stand in the source.
    :param owner: the id of the person whose papers they are.
    """
    known = {title for paper in site.papers if (title := _title(paper.fields))}
    known |= {doi.lower() for paper in site.papers if (doi := paper.fields.get('doi', ''))}
    kept: list[str] = []
    category, taken = '', 0
    for block in _blocks(text.split('\n')):
        heading = _HEADING.match(block[0])
        if heading:
            category = plain_text(heading['words'])
        links = ' '.join(_LINK.findall('\n'.join(block[1:])))
        cited = (
            read_citation(f'{_words(block)} {links}', category) if _ITEM.match(block[0]) else None
        )
        if cited is None:
            kept += block
            continue
        taken += 1
        origin = place(block[0])
        said = {_title(cited.fields), cited.fields.get('doi', '').lower()} - {''}
        title = cited.fields['title']
        if said & known:
            report.note('skipped', origin, 'paper', title, 'the bibliography has it already')
            continue
        known |= said
        fields = cited.fields
        if cited.own and owner:
            fields['author+an'] = f'{cited.own}={owner}'
        if note := _note(block):
            fields['note'] = tex(note)
        site.papers.append(Paper(cited.type, fields, origin))
        advice = 'read of a citation; look at its authors, title and venue'
        report.note('changed', origin, 'paper', title, advice)
    return Rest(_without_bare_headings(kept), taken)


def _title(fields: dict[str, str]) -> str:
    return fold(re.sub(r'[{}\\]', '', fields.get('title', '')))


def _blocks(lines: list[str]) -> list[list[str]]:
    """Return the lines of each top item of a list together, and each other line alone."""
    blocks: list[list[str]] = []
    in_item = was_blank = False
    for line in lines:
        match = _ITEM.match(line)
        is_top = bool(match and not match['indent'])
        goes_on = in_item and not is_top and (line[:1] in ' \t' or not (line.strip() and was_blank))
        if goes_on and not _HEADING.match(line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
            in_item = is_top
        was_blank = not line.strip()
    return blocks


def _words(block: list[str]) -> str:
    """Return the text of an item, without the lists in it."""
    first = _ITEM.match(block[0])
    lines = [first['words'] if first else block[0]]
    for line in block[1:]:
        if re.match(r'\s+(?:[-*+]|\d{1,3}[.)])\s', line):
            break
        lines.append(line.strip())
    return ' '.join(lines)


def _note(block: list[str]) -> str:
    """Return what the lists in an item say beside links."""
    items = (re.match(r'\s+(?:[-*+]|\d{1,3}[.)])\s+(.*)', line) for line in block[1:])
    found = (re.sub(r'!?\[[^\[\]]*\]\([^()]*\)', '', item[1]) for item in items if item)
    return '; '.join(filter(None, (plain_text(words).strip(' ,;|') for words in found)))


def _without_bare_headings(lines: list[str]) -> str:
    """Return lines without the headings below which nothing is left."""
    kept: list[str] = []
    level = 0
    for line in reversed(lines):
        heading = _HEADING.match(line)
        depth = len(line) - len(line.lstrip('#')) if heading else 0
        if heading and not (level and (level == -1 or level > depth)):
            continue
        if heading:
            level = depth
        elif line.strip():
            level = -1
        kept.append(line)
    return re.sub(r'\n{3,}', '\n\n', '\n'.join(reversed(kept))).strip('\n')
