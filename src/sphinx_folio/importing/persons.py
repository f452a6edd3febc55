"""Who is who in a source: one item for each person, mentions as ids, and whose papers are whose.

Whatever is guessed here is in the report.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sphinx_folio.bib import decode, split_list
from sphinx_folio.graph import are_alike
from sphinx_folio.model import (
    fold,
    id_of_name,
    is_east_asian,
    kebab,
    name_key,
    name_parts,
    parse_titles,
)

from .neutral import Item, Paper, Site
from .references import with_fields
from .report import Report
from .text import plain_line

#: The most characters of an id, of which names of files are made.
LONGEST_ID = 80
#: Names that templates have in the place of one.
_PLACEHOLDERS = frozenset({'', 'your name', 'first last', 'your sidebar name', 'first middle last'})
#: How sources mark their owner among the authors.
_MARKED = re.compile(
    r'\*\*(?P<star>[^*]+)\*\*|<(?P<tag>b|strong)>(?P<html>.*?)</(?P=tag)>'
    r'|\\textbf\s*\{(?P<tex>[^{}]*)\}|\\(?:underline|mkbibbold)\s*\{(?P<line>[^{}]*)\}'
)
#: Two authors are apart by this in a field.
_AND = re.compile(r'\s+and\s+', re.IGNORECASE)
#: What an annotation says of an author and is no mark: an id.
_NAMED = re.compile(r'(?<![\w-])(?!equal\b|corresponding\b)[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\w-])')


def settle_people(site: Site, report: Report, owner: str = '') -> None:
    """Make one item of each person, and ids of all mentions of people.

    :param owner: the id that the owner of the site shall have; empty for one of the name.
    """
    _clean(site, report)
    _merge(site, report, owner)
    _leave_names_of_others(site, report)
    taken = {person.slug for person in _people(site) if person.is_there}
    for person in _people(site):
        if person.is_there:
            continue
        wanted = owner if person.is_owner and owner else kebab(person.slug)
        wanted = (wanted or id_of_name(person.title, 'person'))[:LONGEST_ID].strip('-') or 'person'
        number, name = 1, wanted
        while name in taken:
            number += 1
            name = f'{wanted}-{number}'
        if name != kebab(person.slug) and person.slug:
            person.aliases.append(person.slug)
            if not owner or name != owner:
                advice = f'the name is taken, or too long; it is "{name}" here'
                report.note('changed', person.origin, 'id', person.slug, advice)
        taken.add(name)
        person.slug = name
    _resolve(site, report)


def _people(site: Site) -> Iterator[Item]:
    return (item for item in site.items if item.kind == 'person')


def _clean(site: Site, report: Report) -> None:
    """Take titles off names, and leave out what stands in a template for a name."""
    for person in [person for person in _people(site) if not person.is_there]:
        if fold(person.title) in _PLACEHOLDERS:
            site.items.remove(person)
            advice = 'it stands in the place of a name; write the page of a person yourself'
            report.note('skipped', person.origin, 'name', person.title, advice)
            continue
        first, bar, second = person.title.partition('|')
        said = parse_titles(f'{first.strip()} ({second.strip()})' if bar else person.title)
        if said.name == ' '.join(person.title.split()):
            person.title = said.name
            continue
        report.note('changed', person.origin, 'name', person.title, f'the name is "{said.name}"')
        person.title = said.name
        titles = ', '.join(filter(None, (said.prefix, said.suffix)))
        if titles:
            person.facts.setdefault('role', titles)
        for other in said.others:
            if is_east_asian(other):
                person.facts.setdefault('native-name', other)
            elif other not in person.facts.setdefault('names', []):
                person.facts['names'].append(other)


def _merge(site: Site, report: Report, owner: str) -> None:
    """Make one of two records with the same ORCID iD, address of e-mail or name."""
    known: dict[str, Item] = {}
    alike: dict[tuple[str, str], Item] = {}
    for person in list(_people(site)):
        handles = list(_handles(person))
        if owner and (person.slug == owner if person.is_there else person.is_owner):
            handles.insert(0, f'id {owner}')
        found = (known[handle] for handle in handles if handle in known)
        first = None if person.is_there else next(found, None)
        if first is None:
            first = person
            parts = name_parts(person.title)
            near = (fold(parts.family), fold(parts.given)[:1])
            other = alike.setdefault(near, person)
            keys = name_key(other.title), name_key(person.title)
            if other is not person and not person.is_there and are_alike(*keys):
                report.note(
                    'changed', person.origin, 'name', person.title,
                    f'perhaps the same person as {other.title}; if so, delete one of the pages',
                )  # fmt: skip
        else:
            _join(first, person, report)
            site.items.remove(person)
        known |= dict.fromkeys(handles, first)


def _leave_names_of_others(site: Site, report: Report) -> None:
    """Take names off a person that another one has."""
    bearers = {name_key(person.title): person for person in _people(site)}
    for person in _people(site):
        if person.is_there:
            continue
        for name in list(person.facts.get('names', ())):
            other = bearers.get(name_key(name), person)
            if other is not person:
                person.facts['names'].remove(name)
                advice = f'it is the name of {other.title}'
                report.note('lost', person.origin, 'names', name, advice)


def _handles(person: Item) -> Iterator[str]:
    """Yield what no other person has."""
    links = person.facts.get('links')
    orcid = links.get('orcid') if isinstance(links, dict) else None
    if isinstance(orcid, str) and orcid:
        yield f'orcid {re.sub(r"[^0-9X]", "", orcid.upper())[-16:]}'
    if email := person.facts.get('email'):
        yield f'email {str(email).lower()}'
    yield f'name {name_key(person.title)}'


def _join(first: Item, second: Item, report: Report) -> None:
    """Add what the second record says to the first, whose values win."""
    report.note(
        'changed', second.origin, 'name', second.title,
        f'the same person as in {first.origin.file}, line {first.origin.line}; merged',
    )  # fmt: skip
    first.lines += second.lines
    first.aliases += [second.slug, *second.aliases]
    first.is_owner = first.is_owner or second.is_owner
    first.body = '\n\n'.join(filter(None, (first.body, second.body)))
    if first.is_there:
        advice = f'the page of {first.slug} exists and is left as it is; write it there'
        for key, value in second.facts.items():
            report.note('skipped', second.origin, key, value, advice)
        for address in second.redirects:
            report.note('skipped', second.origin, 'redirect-from', address, advice)
        first.origin = second.origin  # what comes of the person now comes from there
        return
    for key, value in second.facts.items():
        mine = first.facts.setdefault(key, value)
        if isinstance(mine, dict) and isinstance(value, dict):
            first.facts[key] = {**value, **mine}
        elif isinstance(mine, list) and isinstance(value, list):
            first.facts[key] = [*mine, *(item for item in value if item not in mine)]
        elif mine != value:
            advice = f'another record of the person says "{mine}", which is kept'
            report.note('changed', second.origin, key, value, advice)
    if name_key(first.title) != name_key(second.title):
        first.facts.setdefault('names', []).append(second.title)
    first.redirects += second.redirects


class Directory:
    """The people of a source by all that it calls them."""

    def __init__(self, people: Iterable[Item]) -> None:
        self._found: dict[str, set[str]] = defaultdict(set)
        for person in people:
            names = [person.title, *person.facts.get('names', ())]
            words = [person.slug, *person.aliases, *names, *map(name_key, names)]
            for word in {fold(word) for word in words} | {kebab(word) for word in words}:
                self._found[word].add(person.slug)
            for handle in _handles(person):
                self._found[handle].add(person.slug)
            # in a mention, initials alone are enough only if they are one person's
            letters = ''.join(word[0] for word in fold(person.title).split())
            self._found[f'initials {letters}'].add(person.slug)

    def find(self, mention: str) -> str:
        """Return the id of the one person who is meant, or nothing."""
        bare = mention.strip().removeprefix('@')
        orcid = f'orcid {re.sub(r"[^0-9X]", "", bare.upper())[-16:]}'
        for word in (fold(bare), kebab(bare), name_key(bare), orcid, f'email {bare.lower()}'):
            if word and len(self._found.get(word, ())) == 1:
                return next(iter(self._found[word]))
        return ''

    def find_initials(self, mention: str) -> str:
        """Return the id of the one person whose initials these are, or nothing."""
        letters = fold(mention).replace(' ', '')
        found = self._found.get(f'initials {letters}', ()) if 1 < len(letters) < 4 else ()
        return next(iter(found)) if len(found) == 1 else ''


def _resolve(site: Site, report: Report) -> None:
    """Make ids of the people that pages and papers name; who is nobody here stays as text."""
    directory = Directory(_people(site))
    _resolve_annotations(site.papers, directory)
    for item in site.items:
        members = item.facts.get('people')
        if isinstance(members, str):
            members = [members]
        if not isinstance(members, list):
            continue
        kept: list[Any] = []
        others: list[str] = []
        for member in members:
            said = {'id': member} if isinstance(member, str) else dict(member)
            mention = str(said.get('id', ''))
            found = directory.find(mention) or directory.find_initials(mention)
            if not found:
                others.append(mention)
                continue
            if found not in {mention, kebab(mention)} and not directory.find(mention):
                advice = f'taken for {found}, the only one with these initials'
                report.note('changed', item.origin, 'people', mention, advice)
            kept.append({**said, 'id': found} if said.get('role') else found)
        item.facts['people'] = kept
        if not kept:
            del item.facts['people']
        if others:
            names = ', '.join(others)
            item.body = '\n\n'.join(filter(None, (item.body, f'With {plain_line(names)}.')))
            advice = 'no page of a person has this name; it stands in the text'
            report.note('changed', item.origin, 'people', names, advice)


def _resolve_annotations(papers: Iterable[Paper], directory: Directory) -> None:
    """Let what papers say of their authors name people by the ids that they have now."""
    for paper in papers:
        said = paper.fields.get('author+an', '')
        named = _NAMED.sub(lambda match: directory.find(match[0]) or match[0], said)
        if named != said:
            paper.fields['author+an'] = named
            if paper.source:
                paper.source = with_fields(paper.source, {'author+an': named})


# -- papers ---------------------------------------------------------------------------


def match_papers(site: Site, report: Report) -> None:
    """Tell whose papers are whose: by marks, by family names and by spellings that fit one."""
    people = list(_people(site))
    named = [person for person in people if person.is_owner or not person.is_there]
    owner = next((person for person in named if person.is_owner or len(named) == 1), None)
    if owner is not None:
        for paper in site.papers:
            _unmark(paper, owner, report)
    if len(named) == 1:
        _annotate_sole(site, named[0], report)
    else:
        _add_spellings(site, people, report)


def _keys(person: Item) -> set[str]:
    """Return the names of a person in their normal form."""
    return {name_key(name) for name in (person.title, *person.facts.get('names', ()))}


def _add_spellings(site: Site, people: list[Item], report: Report) -> None:
    """Add to the names of a person what fits nobody else, be it among all authors."""
    by_family: dict[str, dict[str, tuple[str, Paper]]] = defaultdict(dict)
    for paper in site.papers:
        for name in _authors(paper):
            family = fold(name_parts(name).family)
            by_family[family].setdefault(name_key(name), (name, paper))
    bearers = Counter(fold(name_parts(person.title).family) for person in people)
    for person in people:
        family, keys = fold(name_parts(person.title).family), _keys(person)
        spellings = {key: by_family[family][key] for key in by_family[family] if key not in keys}
        fits = all(any(are_alike(key, own) for own in keys) for key in spellings)
        if person.is_there or bearers[family] > 1 or not fits:
            continue
        for name, paper in spellings.values():
            person.facts.setdefault('names', []).append(name)
            advice = f'taken for {person.title}, as nobody else has the family name'
            report.note('changed', paper.origin, 'author', name, advice)


def _authors(paper: Paper) -> list[str]:
    return [decode(name) for name in split_list(paper.fields.get('author', ''))]


def _annotate_sole(site: Site, person: Item, report: Report) -> None:
    """Annotate the one author of a paper who has the family name and the first initial."""
    parts = name_parts(person.title)
    family, given, keys = fold(parts.family), fold(parts.given)[:1], _keys(person)
    for paper in site.papers:
        names = _authors(paper)
        bearers = [
            (number, name)
            for number, name in enumerate(names, 1)
            if fold(name_parts(name).family) == family
        ]
        if len(bearers) != 1 or name_key(bearers[0][1]) in keys:
            continue
        number, name = bearers[0]
        first = fold(name_parts(name).given)[:1]
        if first and first == given and annotate(paper, number, person.slug):
            advice = f'taken for {person.title}, as no other author has the family name'
            report.note('changed', paper.origin, 'author', name, advice)


def _unmark(paper: Paper, owner: Item, report: Report) -> None:
    """Make an annotation of the mark at the owner's name, where one author has such a mark."""
    authors = _AND.split(paper.fields.get('author', ''))
    marked = [number for number, name in enumerate(authors, 1) if _MARKED.search(name)]
    if not marked:
        return
    bare = [_MARKED.sub(_unmarked, name) for name in authors]
    if not paper.source:  # lines that are kept as they are keep their marks, which are read
        paper.fields['author'] = ' and '.join(bare)
    if len(marked) > 1:
        return
    name = decode(bare[marked[0] - 1])
    if name_key(name) in _keys(owner):
        return
    if fold(name_parts(name).family) == fold(name_parts(owner.title).family):
        if annotate(paper, marked[0], owner.slug):
            advice = f'the mark says that it is {owner.title}'
            report.note('changed', paper.origin, 'author', name, advice)
    else:
        advice = f'marked, but not the name of {owner.title}; the mark is left out'
        report.note('changed', paper.origin, 'author', name, advice)


def _unmarked(match: re.Match[str]) -> str:
    return next(filter(None, (match['star'], match['html'], match['tex'], match['line'])), '')


def annotate(paper: Paper, number: int, person: str) -> bool:
    """Say in a paper that an author is a person; tell whether it did not say so before.

    :param number: of the author, from 1.
    """
    said = paper.fields.get('author+an', '')
    if re.search(rf'(?:^|;)\s*{number}\s*=', said):
        return False
    paper.fields['author+an'] = '; '.join(filter(None, (said, f'{number}={person}')))
    if paper.source:
        paper.source = with_fields(paper.source, {'author+an': paper.fields['author+an']})
    return True
