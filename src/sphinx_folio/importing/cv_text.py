"""A CV that is written as Markdown becomes lines of timelines. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, Protocol

from .dates import split_date
from .neutral import Line, Origin, Site
from .paper_lists import take_papers
from .report import Report

#: The kinds of entries by words of headings; the first that fits decides.
_SECTIONS = (
    ('publications', r'publication|papers?\b|patent|preprint|manuscript|bibliograph'),
    ('', r'projects?\b|interest|summary|^about|biograph|reference'),
    ('teaching', r'teach|course|lectur'),
    ('talks', r'talk|presentation|invited|seminar'),
    ('grants', r'grant|fund'),
    ('supervision', r'advis|supervis|mentor|students?\b|postdocs?\b'),
    ('awards', r'award|hono[u]?r|fellowship|scholarship|prize|medal'),
    ('service', r'review|editor|committee|service|leadership|membership'),
    ('skills', r'skill|technolog|programming'),
    ('languages', r'language'),
    ('certificates', r'certif|licen[cs]e'),
    ('activities', r'volunteer|outreach|extracurricular|activit'),
    ('press', r'press|media|in the news'),
    ('education', r'educat|degree|academic background|studies'),
    ('experience', r'experience|employ|work|appointment|position|career|internship'),
)
_BULLET = re.compile(r'(?P<indent> {0,3})(?:[-*+]|\d{1,3}[.)])\s+(?P<words>\S.*)')
_HEADING = re.compile(r'(?P<level>#{2,6})\s+(?P<words>.+)')
_BOLD = re.compile(r'\*\*(?P<words>[^*]+)\*\*[\s,.:]*')
_APART = re.compile(r'\s+[·•|]\s+|\s+[–—]\s+|,\s+(?![^(\[]*[)\]])')


def kind_of_section(heading: str) -> str:
    """Return the kind of entries that stand below a heading, or ``publications``, or nothing."""
    words = heading.lower()
    return next((kind for kind, pattern in _SECTIONS if re.search(pattern, words)), '')


class Cv(NamedTuple):
    """What a CV says."""

    lines: list[Line]
    body: str  #: What stays text.


def places_in(source: str, origin: Origin) -> Callable[[str], Origin]:
    """Return what finds the words of a text again where it was before it was converted."""

    def place(words: str) -> Origin:
        at = source.find(words[:40].strip(' #*-0123456789.'))
        return origin._replace(line=origin.line + source.count('\n', 0, max(at, 0)))

    return place


def read_cv(
    text: str, origin: Origin, report: Report, source: str, site: Site, owner: str = ''
) -> Cv:
    """Return the lines of a CV that is Markdown of MyST already, and the text beside them.

    :param source: the text before it was converted, in which the entries are found again.
    :param site: gets the papers that it cites.
    :param owner: the id of the person whose CV it is.
    """
    place = places_in(source, origin)
    lines: list[Line] = []
    rest: list[str] = []
    for heading, body in _sections(text.split('\n')):
        kind = kind_of_section(heading.lstrip('# ').strip('*')) if heading else ''
        if kind == 'publications':
            left = take_papers('\n'.join([heading, *body]), place, site, report, owner).text
            if _without_lists(left.removeprefix(heading)):
                rest += ['', *left.split('\n'), '']
            continue
        if not kind:
            rest += [heading, *body] if heading else body
            continue
        found, others = _entries(kind, body, place)
        title = _plain(heading.lstrip('# '))
        lines += (replace(line, heading=title) for line in found)
        if found:
            advice = f'entries of the kind {kind} ({len(found)}); look at titles and organisations'
            report.note('changed', place(heading), 'section', heading.lstrip('# '), advice)
        if any(map(str.strip, others)):
            rest += [heading, '', *others]
    return Cv(lines, re.sub(r'\n{3,}', '\n\n', '\n'.join(rest)).strip('\n'))


class Titled(Protocol):
    """A page of a source, of whatever program."""

    title: str
    body: str

    @property
    def origin(self) -> Origin:
        """Where its body begins."""


def with_papers_of(text: str, page: Titled, site: Site, report: Report, owner: str = '') -> str:
    """Return the text of a page about publications, whose lists of them become that of the site.

    Of another page, it is the text as it is.

    :param owner: the id of the person whose site it is.
    """
    if kind_of_section(page.title) != 'publications':
        return text
    left = take_papers(text, places_in(page.body, page.origin), site, report, owner)
    if not left.papers or ':::{publications}' in left.text:
        return left.text
    return '\n\n'.join(filter(None, (left.text, ':::{publications}\n:::')))


def _sections(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    heading, body = '', list[str]()
    top = min((len(match['level']) for match in map(_HEADING.match, lines) if match), default=2)
    for line in lines:
        match = _HEADING.match(line)
        if match and len(match['level']) == top:
            if heading or any(map(str.strip, body)):
                yield heading, body
            heading, body = line, []
        else:
            body.append(line)
    if heading or any(map(str.strip, body)):
        yield heading, body


def _without_lists(text: str) -> str:
    """Return what a section of publications says beside a list directive."""
    return re.sub(r':::\{publications\}.*?\n:::', '', text, flags=re.DOTALL).strip()


def _entries(
    kind: str, body: list[str], place: Callable[[str], Origin]
) -> tuple[list[Line], list[str]]:
    """Return the entries of a section, and what is none."""
    found: list[Line] = []
    others: list[str] = []
    item: list[str] | None = None
    was_blank = False
    for line in [*body, '\0']:
        match, heading = _BULLET.match(line), _HEADING.match(line)
        # below a heading with words all belongs to it; below one without each item is an entry
        is_headed = item is not None and item[1:2] == ['\0'] and any(map(str.strip, item[2:]))
        is_top = bool(match and not match['indent'] and not is_headed)
        goes_on = (
            item is not None
            and not is_top
            and (not line.strip() or line.startswith((' ', '\t')) or not was_blank)
        )
        if is_top or heading or line == '\0' or not goes_on:
            if item is not None:
                found.append(_entry(kind, item, place))
                item = None
            if is_top and match:
                item = [match['words']]
            elif heading:
                item = [heading['words'], '\0']
            elif line != '\0':
                others.append(line)
        elif item is not None:
            item.append(line)
        if item and len(item) > 1 and item[1] == '\0':  # below a heading all belongs to it
            was_blank = False
            if is_top and match and item == [match['words']]:
                continue
        else:
            was_blank = not line.strip()
    return [line for line in found if line.title], others


def _entry(kind: str, item: list[str], place: Callable[[str], Origin]) -> Line:
    head, *rest = (line for line in item if line != '\0')
    origin = place(head)
    body = _dedented(rest)
    head, dates = split_date(head)
    for at, line in enumerate(body[:4]):
        if dates:
            break
        words, found = split_date(line.strip())
        if found and len(words) < 60:
            dates = found
            body[at] = words
    options = {'dates': dates} if dates else {}
    title, organisation = head, ''
    first = next((line for line in body if line.strip()), '')
    bold = _BOLD.fullmatch(first.strip())
    if bold and kind in {'experience', 'teaching', 'activities'}:
        title, organisation = bold['words'], head
        body.remove(first)
    elif kind not in {'skills', 'languages', 'service', 'press'}:
        title, organisation = _split_head(head)
    if organisation:
        options['organisation'] = organisation
    return Line(kind, _plain(title), origin, options, '\n'.join(body).strip('\n'))


def _split_head(head: str) -> tuple[str, str]:
    match = _APART.search(head, 3)
    if not match or len(head) > 300:
        return head, ''
    return head[: match.start()], head[match.end() :].strip(' ,.')


def _plain(title: str) -> str:
    """Return a title without emphasis around all of it."""
    bare = title.strip(' ,:;')
    match = re.fullmatch(r'(\*{1,3}|_{1,3})([^*_]+)\1', bare)
    bare = match[2] if match else bare
    match = re.fullmatch(r'\*\*([^*]+)\*\*(.*)', bare)
    return (f'{match[1]}{match[2]}' if match else bare).strip(' ,;')


def _dedented(lines: list[str]) -> list[str]:
    widths = [len(line) - len(line.lstrip()) for line in lines if line.strip() and line[0] == ' ']
    width = min(widths, default=0)
    return [line[width:] if line[:width].isspace() else line for line in lines]
