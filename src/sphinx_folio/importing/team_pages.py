"""Pages that tell of several people become a page of each, where that is asked for. Pure.

It works on the text as it comes out of every reader: a person begins with a heading, or with bold
words, a link or a line, that are a name and nothing else, and goes on to the next one. A picture
beside it is the photo. All of it is a guess, and is reported as one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sphinx_folio.model import id_of_name, parse_titles

from .cv_text import places_in
from .facts import account_key, add_link, group_of
from .handles import read_email
from .named import is_name
from .neutral import Item, Origin, Site
from .page_text import plain_text
from .report import Report, counted

_HEADING = re.compile(r'(?P<level>#{1,6})[ \t]+(?P<words>[^\n]{1,300})')
_ITEM = re.compile(r'[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)')
_PICTURE = re.compile(r'!\[(?P<alt>[^\[\]]{0,300})\]\((?P<address>/[^()\s]{1,500})\)')
_FIGURE = re.compile(r':{3,}\{figure\} (?P<address>/\S+)')
_FENCE = re.compile(r'[ \t]*(?::{3,}|`{3,})[^\n]*')
_OPTION = re.compile(r':(?:alt|name|width|class|columns):[^\n]*')
_LINK = re.compile(
    r'(?<!!)\[(?P<words>[^\[\]]{0,300})\]\((?P<address>(?:https?://|mailto:|/|import:)[^()\s]{1,500})\)'
)
_ADDRESS = re.compile(r'<(https?://[^\s<>()]{1,500})>')
_MAIL = re.compile(
    r'<?\b([\w.+-]{1,64}(?:@|[ ]?[\[(](?:at|@)[\])][ ]?)[\w-]+(?:(?:\.|[ ]?[\[(](?:dot|\.)[\])][ ]?)[\w-]+)+)\b>?'
)
#: What the name is set in, at the beginning of a block.
_BOLD = re.compile(r'(?:\*\*|__)(?P<words>[^*_\n]{1,200})(?:\*\*|__)')
_APART = re.compile(r'[ \t]*(?:[,;:|·•–—(\n]|-[ \t])[ \t]*|[ \t]{2,}')
_PAGES = re.compile(
    r'(?:our |the |lab |group )?(?:people|team|members?|staff|group|lab members|who we are|personnel)',
    re.IGNORECASE,
)
_MOST_WORDS = 12


@dataclass
class _Person:
    """Somebody whom a page tells of."""

    name: str
    said: str  #: The block that the name stands in.
    group: str = ''
    photo: str = ''
    blocks: list[str] = field(default_factory=list)


def take_people(site: Site, report: Report, file: str, text: str) -> bool:
    """Make a page of each person on the pages of a file, and tell whether there is any.

    :param text: what the file says, in which names are found again.
    """
    number, place = 0, places_in(text, Origin(file))
    for page in [item for item in site.items if item.kind is None and item.origin.file == file]:
        before, people, rest = _read(page.body)
        if not people:
            continue
        number += len(people)
        for person in people:
            site.items.append(_item(person, place(person.name), report))
            report.found['people'] += 1
        listed = ':::{people}\n:group-by: group\n:::'
        page.body = '\n\n'.join(filter(None, (before, listed, rest)))
    return number > 0


def note_teams(site: Site, report: Report) -> None:
    """Tell of each page about several people that the option makes pages of each."""
    for page in site.items:
        if (
            page.kind is not None
            or not _PAGES.fullmatch(page.title)
            or page.origin.file not in report.files
        ):
            continue
        people = _read(page.body)[1]
        if len(people) > 1:
            names = ', '.join(person.name for person in people)
            advice = f'{counted(len(people), "person")} stay text; --people-from {page.origin.file} makes a page of each'
            advice = advice.replace('persons stay', 'people stay')
            report.note('changed', page.origin, 'people', names, advice)


def _read(text: str) -> tuple[str, list[_Person], str]:
    """Return the text before the first person, the people, and what else stands between them."""
    people: list[_Person] = []
    before, rest = list[str](), list[str]()
    others = before  # where text goes that is nobody's
    group, photo, level, section = '', '', 0, ''
    is_theirs = False
    for block in _blocks(text):
        heading, picture, name = _HEADING.fullmatch(block), _picture_of(block), _name_of(block)
        if picture and not _without_pictures(block):
            if is_theirs and not people[-1].photo and not _comes_first(text):
                people[-1].photo = picture
            else:
                photo = picture
        elif name:
            level = len(heading['level']) if heading else level
            people.append(_Person(name, _without_pictures(block), group, picture or photo))
            photo, section, is_theirs, others = '', '', True, rest
        elif heading and (not is_theirs or len(heading['level']) <= level or not level):
            others += [section] if section else []
            section, is_theirs = block, False
            group = group_of(plain_text(heading['words']))
        elif is_theirs:
            people[-1].blocks.append(block)
        else:
            others += [section, block] if section else [block]
            section = ''
    others += [section] if section else []
    return '\n\n'.join(before), people, '\n\n'.join(rest)


def _comes_first(text: str) -> bool:
    """Tell whether pictures stand before the names on a page."""
    for block in _blocks(text):
        if _picture_of(block) and not _without_pictures(block):
            return True
        if _name_of(block):
            return False
    return False


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs, headings, items of lists and cells of tables."""
    for part in re.split(r'\n[ \t]*\n', text):
        figure = _FIGURE.search(part)
        lines = [
            line
            for line in part.split('\n')
            if not _FENCE.fullmatch(line) and not _OPTION.fullmatch(line)
        ]
        if figure:
            yield f'![]({figure["address"]})'
        block: list[str] = []
        for at, line in enumerate(lines):
            if re.match(r'[ \t]*\|', line):
                if re.fullmatch(r'[ \t|:-]+', ''.join(lines[at + 1 : at + 2])):
                    continue  # it is the head of a table
                cells = [cell.strip() for cell in re.split(r'(?<!\\)\|', line.strip().strip('|'))]
                yield from (cell for cell in cells if cell.strip(' :-'))
                continue
            if _HEADING.fullmatch(line) or _ITEM.match(line):
                if block:
                    yield '\n'.join(block).strip()
                block = []
                if _HEADING.fullmatch(line):
                    yield line.strip()
                    continue
            block.append(line)
        if any(line.strip() for line in block):
            yield '\n'.join(block).strip()


def _picture_of(block: str) -> str:
    match = _PICTURE.search(block)
    return match['address'] if match else ''


def _without_pictures(block: str) -> str:
    return _PICTURE.sub('', block).strip(' \t\n\\')


def _name_of(block: str) -> str:
    """Return the name that a block begins with; nothing, where it begins with none."""
    bare = _without_pictures(block)
    heading = _HEADING.fullmatch(bare)
    bare = heading['words'] if heading else _ITEM.sub('', bare, count=1)
    match = _BOLD.match(bare) or _LINK.match(bare)
    if match:
        head = match['words']
    elif heading or len(bare) < 80:
        head = bare
    else:
        return ''
    words = plain_text(head)
    for said in (words, _APART.split(words, maxsplit=1)[0]):
        name = parse_titles(said).name
        if is_name(name):
            return name
    return ''


def _item(person: _Person, origin: Origin, report: Report) -> Item:
    """Return the page of a person."""
    facts: dict[str, Any] = {}
    links: dict[str, Any] = {}
    heading = _HEADING.fullmatch(person.said)
    head = heading['words'] if heading else _ITEM.sub('', person.said, count=1)
    body: list[str] = []
    for number, block in enumerate((head, *person.blocks)):
        said = _ITEM.sub('', block, count=1) if not number else block
        shown = take_links(said, facts, links)
        if not number:
            shown = _behind(shown, person.name)
            role, comma, more = shown.partition(',')
            if comma and group_of(role) and len(role.split()) <= _MOST_WORDS // 2:
                facts['role'], shown = plain_text(role).strip(' ()'), more.strip()
        words = plain_text(shown)
        is_short = bool(words) and len(words.split()) <= _MOST_WORDS and not words.endswith('.')
        if is_short and 'role' not in facts and not _HEADING.fullmatch(block) and len(body) == 0:
            facts['role'] = words.strip(' ,;()')
        elif words:
            body.append(_ITEM.sub('', shown, count=1) if not number else shown)
    facts['group'] = person.group or group_of(str(facts.get('role', '')))
    facts['photo'] = person.photo
    facts['links'] = links
    facts = {key: value for key, value in facts.items() if value}
    told = ', '.join(key for key in facts if key != 'links')
    report.note(
        'changed',
        origin,
        'person',
        person.name,
        f'taken for a person; check the name, and {told or "add facts"}',
    )
    slug = id_of_name(person.name, 'person') or 'person'
    return Item('person', slug, person.name, origin, facts, '\n\n'.join(body))


def _behind(text: str, name: str) -> str:
    """Return what stands behind a name."""
    if parse_titles(plain_text(text)).name == name:
        return ''
    bare = re.sub(r'^[*_\s\[]*(?:(?:Prof|Dr|Professor)\.?\s+)*', '', text)
    at = bare.find(name.rsplit(maxsplit=1)[-1])
    rest = bare[at + len(name.rsplit(maxsplit=1)[-1]) :] if at >= 0 else bare
    return re.sub(r'^[\s*_\]),;:|·•–—-]+', '', rest).strip(' \t\n\\')


def take_links(text: str, facts: dict[str, Any], links: dict[str, Any]) -> str:
    """Take accounts and the address of e-mail out of a text, and return what is left of it."""

    def link(match: re.Match[str]) -> str:
        address, words = match['address'], plain_text(match['words'])
        if address.startswith('mailto:'):
            found = read_email(address)
            if not found.flaw:
                facts.setdefault('email', found.value)
                return (
                    ''
                    if '@' in words or words.lower().strip(' :') in {'email', 'e-mail', 'mail'}
                    else words
                )
            return match[0]
        if '://' in address and is_name(parse_titles(words).name):
            return (
                match[0]
                if add_link(links, account_key(address) or 'website', address)
                else match['words']
            )
        key = account_key(address, words) if '://' in address else ''
        if not key and words == address:
            key = 'website'
        return '' if key and not add_link(links, key, address) else match[0]

    def mail(match: re.Match[str]) -> str:
        found = read_email(
            re.sub(r'\s*[\[(](?:at|@)[\])]\s*', '@', match[1])
            .replace('(dot)', '.')
            .replace('[dot]', '.')
        )
        if found.flaw or facts.setdefault('email', found.value) != found.value:
            return match[0]
        return ''

    text = _ADDRESS.sub(r'[\1](\1)', text)
    left = _MAIL.sub(mail, _LINK.sub(link, text))
    if left != text:
        left = re.sub(r'(?i)\b(?:e-?mail|contact)\s*:?\s*(?=[|,;·]|$)', '', left)
        left = re.sub(r'(?:^|(?<=\s))[|·•/,;](?=\s|$)', '', left)
    return re.sub(r'\(\s*\)|\[\s*\]', '', left).strip(' \t|·•/,;')
