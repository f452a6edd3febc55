"""Read the bibliography of a site: the one way for a build and for ``check``. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sphinx_folio.util import digest

from .entries import Library
from .inheritance import complete, is_container
from .lint import lint
from .publications import digest_of, read_publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pybtex.database import BibliographyData

    from sphinx_folio.model import Problem, Publication

    from .cache import Findings
    from .entries import Located


class Bibliography(NamedTuple):
    """What the ``.bib`` files of a site say."""

    #: The publications by citation key, in the order of the files.
    publications: dict[str, Publication]
    #: Names of fields by citation key that were filled in and are not the entry's own.
    added_fields: dict[str, tuple[str, ...]]
    #: What is wrong, in any entry or file.
    problems: tuple[Problem, ...]
    #: Citation keys of entries that are read anew until they are sound.
    unsound: frozenset[str]
    #: Digest of the entries that others inherit from, and are taken along with.
    parents: str
    #: The citation keys of the publications in each file.
    keys: list[list[str]]
    #: The sound entries, as pybtex has them.
    entries: BibliographyData
    #: The sound entries with their places, `xdata` among them, as `lint` and `fixes` take them.
    sources: dict[str, Located]


def load(
    paths: Iterable[Path], encoding: str, root: Path, cached: Bibliography | Findings | None = None
) -> Bibliography:
    """Return what the files at *paths* say; what cannot be read becomes a problem.

    :param encoding: the encoding that ``bibtex_encoding`` names.
    :param root: the folder that paths of files in the entries begin at.
    :param cached: what an earlier load in the same language has returned; an entry that
        states the same is not read again. The outcome is the same with and without it.
    """
    library = Library()
    keys = [library.read(path, encoding) for path in paths]
    sources = library.entries
    problems = [*library.problems, *complete(sources)]
    publications, unsound = _read_publications(sources, root, cached)
    problems += [problem for of_entry in unsound.values() for problem in of_entry]
    problems += lint(sources, publications)
    return Bibliography(
        publications,
        {key: tuple(sorted(source.added)) for key, source in sources.items() if source.added},
        tuple(problems),
        frozenset(unsound),
        _digest_of_parents(sources),
        [[key for key in of_file if key in publications] for of_file in keys],
        library.data,
        sources,
    )


def _read_publications(
    sources: Mapping[str, Located], root: Path, cached: Bibliography | Findings | None
) -> tuple[dict[str, Publication], dict[str, list[Problem]]]:
    """Read each entry that is new or changed; return also what is wrong, by citation key."""
    publications: dict[str, Publication] = {}
    problems = {}
    for order, (key, source) in enumerate(sources.items()):
        if is_container(source.entry):
            continue
        known = cached.publications.get(key) if cached and key not in cached.unsound else None
        if known and known.digest == digest_of(source.entry):
            publication = replace(known, file=source.file, line=source.line)
        else:
            publication, of_entry = read_publication(source, root)
            if of_entry:
                problems[key] = of_entry
        publications[key] = replace(publication, order=order)
    return publications, problems


def _digest_of_parents(sources: Mapping[str, Located]) -> str:
    named = ','.join(
        source.entry.fields.get(field, '')
        for source in sources.values()
        for field in ('crossref', 'xdata')
    )
    names = {name.strip().lower() for name in named.split(',')}
    parents = sorted(key for key in sources if key.lower() in names)
    return digest([(key, digest_of(sources[key].entry)) for key in parents])
