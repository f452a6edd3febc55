"""Citation keys, each of one entry. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sphinx_folio.bib import decode, read_list
from sphinx_folio.importing.neutral import Paper
from sphinx_folio.model import fold, kebab

from .bibtex import with_fields, with_key

#: Fields that name other entries by their keys.
TIES = ('crossref', 'xdata', 'xref', 'related', 'entryset')


def with_keys(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers that each have a key of their own, whatever their case.

    An entry whose key another one has gets a letter behind it, and those of its own file that
    name it, by ``crossref`` and the like, name it so.
    """
    kept = list(papers)
    taken: set[str] = set()
    named = {paper.key.lower() for paper in kept if paper.key}
    keys: list[str] = []
    begun: Counter[str] = Counter()
    renamed: dict[tuple[str, str], str] = {}
    for paper in kept:
        first = paper.key or _made_key(paper)
        free = (name for name in _names(first, begun) if name.lower() not in taken)
        key = next(name for name in free if name == paper.key or name.lower() not in named)
        taken.add(key.lower())
        keys.append(key)
        if paper.key and key != paper.key:
            renamed[paper.origin.file, paper.key.lower()] = key
    return [_keyed(paper, key, renamed) for paper, key in zip(kept, keys, strict=True)]


def _keyed(paper: Paper, key: str, renamed: Mapping[tuple[str, str], str]) -> Paper:
    """Return a paper under a key; it names others of its file by the keys that they have now."""
    named = {}
    for field in TIES if renamed else ():
        names = [name.strip() for name in paper.fields.get(field, '').split(',')]
        now = [renamed.get((paper.origin.file, name.lower()), name) for name in names]
        if names != now:
            named[field] = ', '.join(now)
    source = with_fields(paper.source, named) if paper.source and named else paper.source
    source = with_key(source, key) if source and key != paper.key else source
    former = (paper.key,) if paper.key and key != paper.key else ()
    return replace(
        paper, key=key, source=source, fields={**paper.fields, **named},
        aliases=(*paper.aliases, *former),
    )  # fmt: skip


def _names(key: str, begun: Counter[str]) -> Iterator[str]:
    """Yield names for a key, the best one first, without end.

    :param begun: the number of the last one for each key that has more than letters tell apart.
    """
    yield key
    yield from (f'{key}{letter}' for letter in 'bcdefghijklmnopqrstuvwxyz')
    while True:
        begun[key.lower()] += 1
        yield f'{key}-{begun[key.lower()] + 1}'


def _made_key(paper: Paper) -> str:
    people = paper.fields.get('author') or paper.fields.get('editor') or ''
    first = next(iter(read_list(people).names), '')
    family = decode(first.partition(',')[0] if ',' in first else first.rpartition(' ')[2])
    family = family or paper.fields.get('people', '').partition(',')[0].rpartition('-')[2]
    found = re.search(r'\d{4}', paper.fields.get('date', '') or paper.fields.get('year', ''))
    words = kebab(decode(paper.fields.get('title', ''))).split('-')
    word = next((word for word in words if len(word) > 3), words[0])
    name = kebab(fold(family)).replace('-', '') or 'anon'
    return f'{name[:30]}{found[0] if found else ""}{word[:20]}'
