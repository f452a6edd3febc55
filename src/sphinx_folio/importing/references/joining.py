"""The same work in several files is one entry. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from sphinx_folio.bib import bare_doi, decode, read_list
from sphinx_folio.importing.neutral import Paper
from sphinx_folio.importing.report import Report
from sphinx_folio.model import fold

from .bibtex import with_fields, with_key
from .keys import with_keys
from .works import lacking

#: Types that say little, so that another type may be meant.
_WEAK = frozenset({'misc', 'online', 'unpublished', 'techreport', 'report'})
_SAME = {
    'conference': 'inproceedings',
    'inbook': 'incollection',
    'phdthesis': 'thesis',
    'mastersthesis': 'thesis',
}
#: Fields by which one entry takes from another.
_PARENTS = ('crossref', 'xdata')
#: Fields that tell two works of one title apart.
_PARTS = ('volume', 'part', 'isbn', 'version', 'number', 'pages')
#: What is not added to an entry that has one of the others.
_EITHER = ({'year', 'date'}, {'journal', 'journaltitle', 'booktitle', 'howpublished'}, {'pages', 'eid'},
           {'school', 'institution', 'publisher', 'organization'}, {'number', 'issue', 'articleno'},
           {'author', 'people'}, {'address', 'location'}, {'eprint', 'arxiv'}, {'month', 'date'})  # fmt: skip


def join(papers: Iterable[Paper], report: Report) -> list[Paper]:
    """Return papers without those that are there twice, by DOI or by title, in their order.

    The richer one stays and takes what only the other one says; each is told of. Entries that
    others inherit from stay as they are. Each has a key of its own then.
    """
    kept: list[Paper] = []
    papers = list(papers)
    parents = {
        name.strip().lower()
        for paper in papers
        for tie in _PARENTS
        for name in paper.fields.get(tie, '').split(',')
        if name.strip()
    }
    by_doi: dict[str, int] = {}
    by_title: dict[str, list[int]] = {}
    renamed: dict[str, str] = {}
    for paper in papers:
        doi, title = _doi(paper), _title(paper)
        is_parent = paper.key.lower() in parents or paper.type in {'xdata', 'set'}
        others = [by_doi[doi]] if doi in by_doi else by_title.get(title, [])[:8] if title else []
        number = next((n for n in others if doi in by_doi or _are_one(kept[n], paper)), None)
        if number is None or is_parent:
            place = len(kept)
            kept.append(paper)
        else:
            place = number
            first = kept[number]
            kept[number] = _joined(first, paper, report)
            for one in (first, paper):
                if one.key and one.key != kept[number].key:
                    renamed[one.key.lower()] = kept[number].key
        if is_parent:
            continue
        if doi:
            by_doi.setdefault(doi, place)
        if title and place not in by_title.setdefault(title, []):
            by_title[title].append(place)
    return _tell_versions(with_keys(_renamed(kept, renamed)), by_title)


def _doi(paper: Paper) -> str:
    return bare_doi(paper.fields.get('doi', '')).lower()


def _title(paper: Paper) -> str:
    return re.sub(r'[\W_]+', '', fold(decode(paper.fields.get('title', ''))))


def _year(paper: Paper) -> int:
    found = re.search(r'\d{4}', paper.fields.get('date', '') or paper.fields.get('year', ''))
    return int(found[0]) if found else 0


def _type(paper: Paper) -> str:
    return _SAME.get(paper.type, paper.type)


def _families(paper: Paper) -> set[str]:
    names = read_list(paper.fields.get('author', '')).names
    parts = (name.partition(',')[0] if ',' in name else name.rpartition(' ')[2] for name in names)
    return {words[-1] for part in parts if (words := fold(decode(part)).split())}


def _are_one(first: Paper, second: Paper) -> bool:
    """Tell whether two entries of one title are of one work."""
    if _doi(first) and _doi(second) and _doi(first) != _doi(second):
        return False
    one, other = _families(first), _families(second)
    if one and other and one.isdisjoint(other):
        return False
    if _type(first) != _type(second) and not {_type(first), _type(second)} & _WEAK:
        return False
    years = (_year(first), _year(second))
    if all(years) and abs(years[0] - years[1]) > (1 if _type(first) == _type(second) else 2):
        return False
    same_places = [
        (first.fields[name], second.fields[name])
        for name in _PARTS
        if name in first.fields and name in second.fields
    ]
    return all(re.findall(r'\w+', a) == re.findall(r'\w+', b) for a, b in same_places)


def _rank(paper: Paper) -> tuple[bool, bool, int, int]:
    """Return how much an entry says; one that keeps its own text comes before its equal."""
    is_sound = not lacking(paper.type, paper.fields)
    full = sum(len(value) for name, value in paper.fields.items() if name == 'author')
    return is_sound, _type(paper) not in _WEAK, len(paper.fields), full + bool(paper.source)


def _joined(first: Paper, second: Paper, report: Report) -> Paper:
    better, other = (second, first) if _rank(second) > _rank(first) else (first, second)
    added = {
        name: value
        for name, value in other.fields.items()
        if name not in better.fields
        and ('+an' not in name or _has_same_people(better, other))
        and not any(name in same and same & better.fields.keys() for same in _EITHER)
    }
    fields = {**better.fields, **added}
    source = with_fields(better.source, added) if better.source and added else better.source
    place = f'{better.origin.file}:{better.origin.line}'
    also = f'; it adds {", ".join(added)}' if added else ''
    advice = f'the same work stands in {place} and is kept there{also}'
    what = other.key or decode(other.fields.get('title', ''))
    report.note('skipped', other.origin, 'entry', what, advice)
    for name, value in other.fields.items():
        kept = fields.get(name, '')
        if name not in fields and not _is_said(name, value, fields):
            why = f'{place} says it otherwise'
            report.take_back(other.origin, name, decode(value)[:200], why, 'skipped')
        elif kept and name in {'title', 'year'} and _plain(kept) != _plain(value):
            report.note('changed', other.origin, name, value[:200], f'{place} says "{kept[:200]}"')
    # texts cite the keys of BibTeX; those of other files are made, or numbers
    key = (second if second.source and not first.source else first).key or second.key
    source = with_key(source, key) if source and key != better.key else source
    names = dict.fromkeys((*first.aliases, *second.aliases, first.key, second.key))
    aliases = tuple(name for name in names if name and name != key)
    return replace(better, fields=fields, source=source, key=key, aliases=aliases)


def _has_same_people(one: Paper, other: Paper) -> bool:
    lists = [read_list(paper.fields.get('author', '')).names for paper in (one, other)]
    return len(lists[0]) == len(lists[1]) and _families(one) == _families(other)


def _is_said(name: str, value: str, fields: Mapping[str, str]) -> bool:
    """Tell whether another field says it: the date has year and month, a venue other names."""
    if name == 'people' and 'author' in fields:
        return True
    if any(
        name in same and _plain(fields.get(other, '')) == _plain(value)
        for same in _EITHER
        for other in same
    ):
        return True
    date = fields.get('date', '')
    return (name == 'year' and date[:4] == value) or (name in {'month', 'day'} and len(date) > 4)


def _plain(text: str) -> str:
    return re.sub(r'\W+', '', fold(decode(text)))


def _renamed(papers: list[Paper], renamed: Mapping[str, str]) -> list[Paper]:
    """Let fields that name keys of entries that are gone name those that stay."""
    if not renamed:
        return papers
    changed = []
    for paper in papers:
        fields = {}
        for name in ('related', 'entryset'):
            keys = [key.strip() for key in paper.fields.get(name, '').split(',') if key.strip()]
            now = [renamed.get(key.lower(), key) for key in keys]
            if keys != now:
                fields[name] = ', '.join(dict.fromkeys(key for key in now if key != paper.key))
        source = with_fields(paper.source, fields) if paper.source and fields else paper.source
        changed.append(replace(paper, fields={**paper.fields, **fields}, source=source))
    return changed


def _tell_versions(papers: list[Paper], by_title: Mapping[str, list[int]]) -> list[Paper]:
    """Tie entries of one title and year that are two works, so that nobody takes them for one."""
    for places in by_title.values():
        for first, second in pairwise(places):
            one, other = papers[first], papers[second]
            if (
                not one.key
                or 'related' in other.fields
                or _year(one) != _year(other)
                or not _year(one)
            ):
                continue
            people = _families(one), _families(other)
            if (all(people) and people[0].isdisjoint(people[1])) or (_doi(one) and _doi(other)):
                continue
            fields = {'related': one.key}
            if _type(one) != _type(other):
                fields['relatedtype'] = 'other'  # or lists would show the two as one item
            source = with_fields(other.source, fields) if other.source else ''
            papers[second] = replace(other, fields={**other.fields, **fields}, source=source)
    return papers
