"""Entries that a build would still warn of lose what it would warn of, and are told of. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from sphinx_folio.bib import (
    FILE_FIELDS,
    EntryCollection,
    SourceEntry,
    decode,
    lint_entry,
    read_list,
    read_publication,
    undecodable,
)
from sphinx_folio.gate import is_url
from sphinx_folio.importing.neutral import Paper
from sphinx_folio.importing.report import Report

from .bibtex import with_changes, with_fields, with_type
from .keys import TIES
from .tex import balanced, names, one_line, tex
from .works import fit, lacking

#: What is wrong may come to light field by field.
_ROUNDS = 4
_NAMES = frozenset({'author', 'editor'})
#: Fields without which an entry is none.
_NEEDED = frozenset({'title', 'booktitle', 'journal', 'journaltitle'})
#: A formula as LaTeX has it, for which Folio's pages want dollars.
_PARENTHESES = re.compile(r'\\\((.*?)\\\)')
_MOST_COMMANDS = 20
#: A folder of which no file is asked for.
_NOWHERE = Path('/nonexistent')


def make_sound(papers: Iterable[Paper], report: Report) -> list[Paper]:
    """Return papers of which no build warns, as far as each shows it by itself.

    They have their keys; what names an entry that is not there names it no longer.
    """
    kept = list(papers)
    keys = {paper.key.lower(): paper.key for paper in kept}
    sound = [_sound(_tied(paper, keys, report), report) for paper in kept]
    by_key = {paper.key: paper for paper in sound}
    return [_whole(_with_parent(paper, by_key, report), report) for paper in sound]


def _with_parent(paper: Paper, by_key: Mapping[str, Paper], report: Report) -> Paper:
    """Return an entry whose parent, if it has one, lends it what its type demands."""
    keys = f'{paper.fields.get("crossref", "")},{paper.fields.get("xdata", "")}'.split(',')
    parents = [by_key[key.strip()] for key in keys if key.strip() in by_key]
    if not parents or not lacking(paper.type, _inherited(paper, parents)):
        return paper
    advice = 'neither it nor the entry that it names has all that this type demands'
    report.note('changed', paper.origin, 'type', paper.type, advice)
    source = with_type(paper.source, 'misc') if paper.source else ''
    return replace(paper, type='misc', source=source)


def _inherited(paper: Paper, parents: Iterable[Paper]) -> dict[str, str]:
    fields = dict(paper.fields)
    for parent in parents:
        fields = {**parent.fields, 'booktitle': parent.fields.get('title', ''), **fields}
    return {name: value for name, value in fields.items() if name not in {'crossref', 'xdata'}}


def _whole(paper: Paper, report: Report) -> Paper:
    """Return an entry whose text is one, written anew where mending has broken it."""
    if not paper.source:
        return paper
    collection = EntryCollection()
    text = '\n'.join([*paper.strings, paper.source])
    collection.read_bytes(text.encode(errors='replace'), 'utf-8', '')
    if list(collection.entries) == [paper.key] and not collection.problems:
        return paper
    advice = 'the entry was written anew, without the comments in it'
    report.note('changed', paper.origin, 'entry', paper.key, advice)
    fields = {name: balanced(value) for name, value in paper.fields.items()}
    return _sound(replace(paper, source='', fields=fields), report)


def _tied(paper: Paper, keys: dict[str, str], report: Report) -> Paper:
    changed: dict[str, str | None] = {}
    for name in TIES:
        named = [key.strip() for key in paper.fields.get(name, '').split(',') if key.strip()]
        there = [key for one in named if (key := keys.get(one.lower(), paper.key)) != paper.key]
        if there != named:
            changed[name] = ', '.join(there) or None
            gone = ', '.join(key for key in named if key not in there)
            advice = (
                'no other entry has that key as it is written here; add it, and the field again'
            )
            tell = partial(report.note, 'lost') if there else report.take_back
            tell(paper.origin, name, gone, advice)
    return _fitted(with_changes(paper, changed), report) if changed else paper


def _fitted(paper: Paper, report: Report) -> Paper:
    """Return an entry that has all that its type demands."""
    fitted = replace(paper, fields=dict(paper.fields))
    fit(fitted, report)
    added = {name: fitted.fields[name] for name in fitted.fields.keys() - paper.fields.keys()}
    source = with_fields(paper.source, added) if paper.source and added else paper.source
    if source and fitted.type != paper.type:
        source = with_type(source, fitted.type)
    return replace(fitted, source=source)


def _sound(paper: Paper, report: Report) -> Paper:
    for _ in range(_ROUNDS):
        flaws = dict(_flaws(paper))
        if not flaws:
            break
        changed: dict[str, str | None] = {}
        for name, why in flaws.items():
            old = paper.fields[name]
            new = _mended(name, old)
            changed[name] = new if new and new != old else None
            tell = partial(report.note, 'changed') if changed[name] else report.take_back
            tell(paper.origin, name, one_line(old)[:200], why)
        paper = _fitted(with_changes(paper, changed), report)
    return paper


def _mended(name: str, value: str) -> str:
    """Return a value in plain words; nothing, where an address or the like is broken."""
    if name in _NAMES:
        listed = read_list(value)
        if listed.better not in {'', '?'}:
            return listed.better
        return names([{'literal': decode(one)} for one in listed.names])
    if name not in _NEEDED:
        return ''
    gentle = _without_commands(_PARENTHESES.sub(r'$\1$', value))
    return gentle if gentle != value else tex(decode(value))


def _without_commands(latex: str) -> str:
    """Return LaTeX without the commands that cannot be shown; what they stand before stays."""
    for _ in range(_MOST_COMMANDS):
        sign = undecodable(latex)
        if not sign:
            break
        if sign == '$':
            place = re.search(r'(?<!\\)\$', latex)
            latex = f'{latex[: place.start()]}\\{latex[place.start() :]}' if place else latex
        else:
            command = rf'\{sign}' if sign in {'{', '}'} else sign
            latex = latex.replace(command, '', 1)
    return latex


def _flaws(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield each field that a build would warn of, and what it would say."""
    source = _entry_of(paper)
    if source is None:
        return
    publication, problems = read_publication(source, _NOWHERE)
    found = lint_entry(source, publication)
    told = [(name, text) for name, text, _shared in (*found.messages, *found.formulas)]
    by_line = {source.place(name)[1]: name for name in source.lines}
    told += [(by_line.get(problem.line, ''), problem.message) for problem in problems]
    for name, text in told:
        is_file = name in FILE_FIELDS and not is_url(paper.fields.get(name, ''))
        if name in paper.fields and not is_file:
            yield name, text


def _entry_of(paper: Paper) -> SourceEntry | None:
    """Return an entry as a build reads it, each of its fields on a line of its own."""
    lines = [f'  {name} = {{{value}}},' for name, value in paper.fields.items()]
    collection = EntryCollection()
    text = '\n'.join([f'@{paper.type}{{{paper.key or "key"},', *lines, '}'])
    collection.read_bytes(text.encode(errors='replace'), 'utf-8', '')
    return next(iter(collection.entries.values()), None)
