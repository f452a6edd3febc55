"""Papers as the text of a ``.bib`` file, as they were read, for tests that need no site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_folio.importing.references import with_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_folio.importing.neutral import Paper

#: The order of fields that readers look for first; the others stand as the source has them.
_FIRST = ('author', 'editor', 'title', 'subtitle', 'journal', 'booktitle', 'date', 'year', 'month')
_LAST = ('abstract', 'keywords', 'note')


def papers_as_bibtex(papers: Iterable[Paper]) -> str:
    """Return the text of a ``.bib`` file: what was BibTeX as it was written, the rest in one form.

    Each entry has a key of its own in it, made of author and year where there is none.
    """
    blocks: list[str] = []
    defined: dict[str, str] = {}
    for paper in with_keys(papers):
        for text in paper.strings:
            name = text.partition('=')[0].lower()
            if defined.get(name) != text:
                defined[name] = text
                blocks.append(f'{text}\n')
        blocks.append(f'{paper.source or _written(paper)}\n')
    return '\n'.join(blocks)


def _written(paper: Paper) -> str:
    order = [*(name for name in _FIRST if name in paper.fields)]
    order += [name for name in paper.fields if name not in (*_FIRST, *_LAST)]
    order += [name for name in _LAST if name in paper.fields]
    lines = [f'  {name} = {{{paper.fields[name]}}},\n' for name in order]
    return f'@{paper.type}{{{paper.key},\n{"".join(lines)}}}'
