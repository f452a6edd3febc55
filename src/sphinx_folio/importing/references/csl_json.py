"""CSL-JSON: what Zotero, Crossref, DataCite, doi.org and Folio itself save. Pure."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sphinx_folio.importing.neutral import Origin, Paper
from sphinx_folio.importing.report import Report

from .works import ASIDE, Work, paper_of

#: Names that Crossref's own interface has for the same; it gives lists of one.
_CROSSREF = {
    'short-container-title': 'container-title-short',
    'page-first': 'page',
    'published': 'issued',
    'published-print': 'issued',
    'published-online': 'issued',
    'article-number': 'number',
    'subject': 'keyword',
}
_CROSSREF_TYPES = {
    'journal-article': 'article-journal',
    'proceedings-article': 'paper-conference',
    'book-chapter': 'chapter',
    'monograph': 'book',
    'edited-book': 'book',
    'reference-book': 'book',
    'posted-content': 'article',
    'dissertation': 'thesis',
    'other': 'document',
}
#: What Crossref and DataCite say of their record, not of the work.
_OF_RECORD = frozenset(
    {'indexed', 'reference-count', 'references-count', 'is-referenced-by-count', 'content-domain'}
    | {'created', 'deposited', 'prefix', 'member', 'score', 'link', 'license', 'reference'}
    | {'resource', 'alternative-id', 'relation', 'journal-issue', 'issn-type', 'isbn-type'}
    | {'update-policy', 'assertion', 'original-title', 'subtitle-short', 'crossmark-restriction'}
)


def items_of(value: Any) -> list[Mapping[str, Any]]:
    """Return the items of a file, be it a list, one item or an answer of Crossref; else nothing."""
    if isinstance(value, Mapping):
        message = value.get('message')
        if isinstance(message, Mapping):
            value = message.get('items', [message])
        elif isinstance(value.get('items'), list):
            value = value['items']
        else:
            value = [value]
    if not isinstance(value, list):
        return []
    return [item for item in value if isinstance(item, Mapping) and _is_item(item)]


def _is_item(item: Mapping[str, Any]) -> bool:
    return 'type' in item and bool({'title', 'DOI', 'author', 'id'} & item.keys())


def read_csl_json(text: str, file: str, report: Report) -> list[Paper]:
    """Return the papers of a file.

    :raises ValueError: if the text is no JSON.
    """
    value = json.loads(text)
    items = items_of(value)
    lines = _lines(text, items)
    papers = []
    for number, item in enumerate(items):
        work = Work(Origin(file, lines[number]))
        _fill(work, item, report)
        papers.append(paper_of(work, report))
    others = len(value) - len(items) if isinstance(value, list) else 0
    if others:
        advice = 'these are no references with a type and a title'
        report.note('lost', Origin(file), 'items', others, advice)
    return papers


def _lines(text: str, items: list[Mapping[str, Any]]) -> list[int]:
    """Return the line of each item, found by its id; where that fails, the line before it."""
    lines, place = [], 0
    for item in items:
        quoted = json.dumps(str(item.get('id', item.get('DOI', ''))), ensure_ascii=False)
        found = text.find(quoted, place) if len(quoted) > 2 else -1
        place = found if found >= 0 else place
        lines.append(text.count('\n', 0, place) + 1)
    return lines


def _fill(work: Work, item: Mapping[str, Any], report: Report) -> None:
    work.item['id'] = item.get('id', '')
    is_crossref = not _OF_RECORD.isdisjoint(item)
    kind = str(item.get('type', ''))
    work.put('type', kind, 'type', _CROSSREF_TYPES.get(kind, kind) if is_crossref else kind)
    aside = []
    for name, value in item.items():
        if name in ASIDE or (is_crossref and name in _OF_RECORD):
            if name not in {'id', 'type'} and value not in ('', None, [], {}):
                aside.append(str(name))
            continue
        variable = _CROSSREF.get(name, name) if is_crossref else name
        if isinstance(value, list) and value and isinstance(value[0], str):
            joined = ', '.join(str(part) for part in value)
            kept = value[0] if variable in {'title', 'container-title', 'ISSN'} else joined
            work.put(str(name), joined, variable, kept)
        else:
            work.put(str(name), value, variable)
    if 'subtitle' in work.item:
        subtitle = str(work.item.pop('subtitle'))
        work.item['title'] = f'{work.item.get("title", "")}: {subtitle}'.strip(': ')
        work.said = [
            (name, value, ('title',) if name == 'subtitle' else variables)
            for name, value, variables in work.said
        ]
    if aside:
        advice = 'these say something of the record in its database, not of the work'
        report.note('skipped', work.origin, 'record', ', '.join(sorted(aside)), advice)
    note = work.item.get('note')
    if isinstance(note, str):
        _read_extra(work, note)


def _read_extra(work: Work, note: str) -> None:
    """Take out of a note what Zotero puts there for want of a variable, as "DOI: 10.1234/x"."""
    kept = []
    for line in note.split('\n'):
        match = re.fullmatch(r'\s*(DOI|PMID|PMCID|original-date|status)\s*:\s*(\S.*)', line)
        if match and match[1] not in work.item:
            work.put(f'note: {match[1]}', match[2].strip(), match[1])
        else:
            kept.append(line)
    work.item['note'] = '\n'.join(kept).strip()
    if not work.item['note']:
        del work.item['note']
        work.said = [said for said in work.said if said[0] != 'note']
