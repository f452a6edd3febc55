"""RIS, which most databases and reference managers save.

Tags and types are those of the specification of 2011 (Reference Manager and EndNote), and what
Zotero, Scopus and Google Scholar write in fact.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import rispy

from sphinx_folio.importing.neutral import Origin, Paper
from sphinx_folio.importing.report import Report

from .tex import names_of
from .works import Work, paper_of

_TYPES = {
    'ABST': 'paper-conference', 'ADVS': 'motion_picture', 'AGGR': 'dataset',
    'ANCIENT': 'classic', 'ART': 'graphic', 'BILL': 'bill', 'BLOG': 'post-weblog',
    'BOOK': 'book', 'CASE': 'legal_case', 'CHAP': 'chapter', 'CHART': 'figure',
    'CLSWK': 'classic', 'COMP': 'software', 'CONF': 'paper-conference',
    'CPAPER': 'paper-conference', 'CTLG': 'document', 'DATA': 'dataset', 'DBASE': 'dataset',
    'DICT': 'entry-dictionary', 'EBOOK': 'book', 'ECHAP': 'chapter', 'EDBOOK': 'book',
    'EJOUR': 'article-journal', 'ELEC': 'webpage', 'ENCYC': 'entry-encyclopedia',
    'EQUA': 'figure', 'FIGURE': 'figure', 'GEN': 'document', 'GOVDOC': 'report',
    'GRANT': 'document', 'HEAR': 'hearing', 'ICOMM': 'personal_communication',
    'INPR': 'article-journal', 'JFULL': 'periodical', 'JOUR': 'article-journal',
    'LEGAL': 'legislation', 'MANSCPT': 'manuscript', 'MAP': 'map', 'MGZN': 'article-magazine',
    'MPCT': 'motion_picture', 'MULTI': 'webpage', 'MUSIC': 'musical_score',
    'NEWS': 'article-newspaper', 'PAMP': 'pamphlet', 'PAT': 'patent',
    'PCOMM': 'personal_communication', 'PREPRINT': 'article', 'RPRT': 'report',
    'SER': 'book', 'SLIDE': 'speech', 'SOUND': 'song', 'STAND': 'standard', 'STAT': 'legislation',
    'THES': 'thesis', 'UNPB': 'manuscript', 'UNPD': 'manuscript', 'VIDEO': 'motion_picture',
    'WEB': 'webpage',
}  # fmt: skip
_IN_SOMETHING = frozenset({'chapter', 'paper-conference', 'entry-encyclopedia', 'entry-dictionary'})
_IN_JOURNALS = frozenset(
    {'article', 'article-journal', 'article-magazine', 'article-newspaper', 'periodical'}
)
#: Tags that mean one variable in every type; the first of several stays.
_VARIABLES = {
    'TI': 'title', 'T1': 'title', 'JF': 'container-title', 'JO': 'container-title',
    'JA': 'container-title-short', 'J1': 'container-title-short', 'J2': 'container-title-short',
    'AB': 'abstract', 'N2': 'abstract', 'N1': 'note', 'VL': 'volume',
    'ET': 'edition', 'LA': 'language', 'ST': 'title-short', 'NV': 'number-of-volumes',
    'CN': 'call-number', 'OP': 'original-title', 'RI': 'reviewed-title', 'RN': 'annote',
    'AD': 'affiliation', 'SE': 'section', 'M3': 'genre',
}  # fmt: skip
_PEOPLE = {
    'AU': 'author', 'A1': 'author', 'A2': 'editor', 'ED': 'editor', 'A3': 'collection-editor',
    'A4': 'translator', 'TA': 'translator',
}  # fmt: skip
#: Tags that say something of the record alone, or that a function of their own reads.
_ELSEWHERE = frozenset(
    'TY ER DB DP LB ID Y2 AU A1 A2 A3 A4 ED TA PY Y1 DA T2 T3 BT CT C1 C2 C3 C6 C7 CY PP PB SP EP '
    'IS CP M1 M2 SN DO UR L1 L2 L3 L4 LK AN KW'.split()
)
_IDENTITY = {tag: tag for tag in rispy.TAG_KEY_MAPPING}
_LINE = re.compile(r'^([A-Z][A-Z0-9]) {1,2}-(?: (.*)|[ \t]*)$', re.MULTILINE)
#: A year, month and day apart by slashes, and words behind them.
_DATE = re.compile(r'(\d{4})(?:[/.-](\d{0,2})(?:[/.-](\d{0,2}))?)?')


_BETWEEN_LINKS = re.compile(r'\s*;\s*(?=https?:)|\s+(?=https?:)')
_Tags = dict[str, list[str]]


class _Record(NamedTuple):
    line: int
    tags: _Tags


def read_ris(text: str, file: str, report: Report) -> list[Paper]:
    """Return the papers of a file; of one that is cut off, all that is there."""
    papers = []
    for record in _records(text):
        work = Work(Origin(file, record.line))
        _fill(work, record.tags)
        skipped = [tag for tag in ('DB', 'DP', 'LB') if any(record.tags.get(tag, ()))]
        if skipped:
            advice = 'these say something of the record in its database, not of the work'
            report.note('skipped', work.origin, 'record', ', '.join(skipped), advice)
        papers.append(paper_of(work, report))
    return papers


def _records(text: str) -> Iterator[_Record]:
    """Yield the values of each record by their tags.

    rispy reads records that end; a value that goes on in the next line is made one line before,
    as it would be two values of a list.
    """
    lines = [(match.start(), match[1]) for match in _LINE.finditer(text)]
    begins = [place for place, tag in lines if tag == 'TY']
    number, counted = 1, 0
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
        number += text.count('\n', counted, begin)
        counted = begin
        said = text[begin:end].split('\n')
        joined: list[str] = []
        for line in said:
            if match := _LINE.match(line):
                joined.append(f'{match[1]}  - {(match[2] or "").strip()}')
                if match[1] == 'ER':
                    break
            elif line.strip():
                joined[-1] += f' {line.strip()}'
        whole = '\n'.join([line for line in joined if not line.startswith('ER  -')] + ['ER  - '])
        parsed = rispy.loads(
            whole, mapping=_IDENTITY, list_tags=list(_IDENTITY), delimiter_tags_mapping={}
        )
        for record in parsed:
            unknown = record.pop('UK', {})
            tags = {
                tag: value if isinstance(value, list) else [value] for tag, value in record.items()
            }
            yield _Record(number, tags | dict(unknown))


def _fill(work: Work, tags: _Tags) -> None:
    name = tags['TY'][0].strip().upper()
    kind = _TYPES.get(name, 'document')
    work.put('TY', name, 'type' if name in _TYPES else '', kind)
    work.item['type'] = kind
    work.item['id'] = next(iter(tags.get('ID', ())), '')
    if name == 'INPR':
        work.item['status'] = 'in press'
    if name == 'PREPRINT':
        work.item['type'] = 'article'
    _put_people(work, tags)
    _put_dates(work, tags)
    _put_containers(work, kind, tags)
    _put_numbers(work, kind, tags)
    _put_identifiers(work, kind, tags)
    for tag, values in tags.items():
        if tag not in _ELSEWHERE:
            variable = _VARIABLES.get(tag, '')
            if tag == 'ET' and kind == 'software':
                variable = 'version'
            joined = variable in {'note', 'annote', 'affiliation'}
            for value in ['. '.join(filter(None, values))] if joined else values:
                work.put(tag, value, variable)


def _put_each(work: Work, tags: _Tags, *pairs: tuple[str, str]) -> None:
    for tag, variable in pairs:
        for value in tags.get(tag, ()):
            work.put(tag, value, variable)


def _put_people(work: Work, tags: _Tags) -> None:
    for tag, variable in _PEOPLE.items():
        if people := [name for name in tags.get(tag, ()) if name]:
            work.put(tag, '; '.join(people), variable, names_of(people))


def _put_dates(work: Work, tags: _Tags) -> None:
    """Put the most precise of the dates; the others say the same year, or are lost."""
    found = [(tag, value) for tag in ('DA', 'PY', 'Y1') for value in tags.get(tag, ()) if value]
    parts = {value: _parts(value) for _tag, value in found}
    best = max(parts.values(), key=len, default=[])
    for tag, value in found:
        is_said = parts[value] and parts[value] == best[: len(parts[value])]
        work.put(tag, value, 'issued', {'date-parts': [best]} if is_said else {'raw': value})
    for value in tags.get('Y2', ()):
        work.put('Y2', value, 'accessed', {'date-parts': [_parts(value)]})


def _parts(text: str) -> list[int]:
    match = _DATE.search(text)
    numbers = [int(part) if part else 0 for part in match.groups()] if match else []
    return numbers[: numbers.index(0)] if 0 in numbers else numbers


def _put_containers(work: Work, kind: str, tags: _Tags) -> None:
    is_paper, is_patent = kind == 'paper-conference', kind == 'patent'
    is_part = kind in _IN_JOURNALS or kind in _IN_SOMETHING
    container = 'container-title' if is_part else 'collection-title'
    # EndNote has the name of the conference in T2, and the proceedings in C3
    has_both = is_paper and any(tags.get('C3', ()))
    _put_each(
        work,
        tags,
        ('T2', 'event-title' if has_both else container),
        ('BT', 'title' if kind == 'book' else 'container-title'),
        ('CT', 'title'),
        ('C3', 'container-title' if is_paper else ''),
        ('T3', 'collection-title'),
        ('CY', 'event-place' if is_paper else 'publisher-place'),
        ('C1', 'event-place' if is_paper else ''),
        ('PP', 'publisher-place'),
    )
    for value in filter(None, tags.get('PB', ())):
        people = [{'literal': value}] if is_patent else None
        work.put('PB', value, 'assignee' if is_patent else 'publisher', people)


def _put_numbers(work: Work, kind: str, tags: _Tags) -> None:
    first, last = (next(iter(tags.get(tag, ())), '') for tag in ('SP', 'EP'))
    is_count = kind in {'book', 'thesis', 'report'} and first and not last
    has_range = '-' in first or not last or first == last
    pages = first if has_range and first else '-'.join(filter(None, (first, last)))
    for tag, value in (('SP', first), ('EP', last)):
        work.put(tag, value, 'number-of-pages' if is_count else 'page', pages)
    issue = 'issue' if kind in _IN_JOURNALS else 'number'
    _put_each(work, tags, ('IS', issue), ('CP', issue), ('M1', 'number'), ('M2', 'number'))
    for value in tags.get('C7', ()):
        work.put('C7', value, 'number', value.removeprefix('Article '))


def _put_identifiers(work: Work, kind: str, tags: _Tags) -> None:
    for value in tags.get('SN', ()):
        digits = re.sub(r'[^\dXx]', '', value)
        is_book = len(digits) >= 10 or kind in {'book', 'chapter'}
        work.put('SN', value, 'ISBN' if is_book else 'ISSN')
    for value in tags.get('C2', ()):
        work.put('C2', value, 'PMCID' if value.upper().startswith('PMC') else '')
    _put_each(work, tags, ('DO', 'DOI'), ('C6', ''))
    database = ' '.join((*tags.get('DB', ()), *tags.get('DP', ()))).lower()
    for value in tags.get('AN', ()):
        is_pubmed = value.isdecimal() and ('pubmed' in database or 'medline' in database)
        work.put('AN', value, 'PMID' if is_pubmed else 'archive_location')
        if 'arxiv' in f'{database} {value}'.lower() and not is_pubmed:
            work.item.setdefault('archive', 'arXiv')
    for tag in ('UR', 'LK', 'L2', 'L3', 'L1', 'L4'):
        for value in tags.get(tag, ()):
            for link in _BETWEEN_LINKS.split(value):
                is_pdf = tag == 'L1' and re.match('https?:', link)
                variable = 'URL' if tag in {'UR', 'LK', 'L2'} else ''
                work.put(tag, link, 'pdf' if is_pdf else variable)
    words = [word.strip() for value in tags.get('KW', ()) for word in value.split(';')]
    work.put('KW', ', '.join(filter(None, words)), 'keyword')
