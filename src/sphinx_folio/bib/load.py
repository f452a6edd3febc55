"""Read the bibliography of a site: the one way for a build and for ``check``. Pure."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sphinx_folio.model import Problem, Publication
from sphinx_folio.util import digest

from .blocks import Bibliography, SourceEntry, bibliography_data, parents_of, values_of
from .entries import EntryCollection
from .inheritance import complete
from .lint import lint, lint_entry
from .publications import digest_of, read_publication

#: What a formula begins with.
_FORMULA_SIGN = re.compile(r'\$|\\[(\[]|\\begin\b|\\ensuremath\b')


def load(
    paths: Iterable[Path],
    encoding: str,
    root: Path,
    cached: Bibliography | None = None,
    *,
    is_shown: bool = True,
) -> Bibliography:
    """Return what the files at *paths* say; what cannot be read becomes a problem.

    :param encoding: the encoding that ``bibtex_encoding`` names.
    :param root: the folder that paths of files in the entries begin at.
    :param cached: what an earlier load in the same language has returned, but for its
        `sources`: blocks that stand in it are neither parsed nor linted nor decoded again.
        The outcome is the same with and without it.
    :param is_shown: whether anybody will read the abstracts. Decoding them takes longest, so
        where nobody does, those without a formula are left out.
    """
    cached = cached or Bibliography()
    collection = EntryCollection(cached)
    keys = [collection.read(path, encoding, root) for path in paths]
    sources = collection.entries
    finished = collection.take_finished()
    problems = [*collection.problems, *complete(sources, finished, collection.room)]
    if not is_shown:
        for source in sources.values():
            if not _FORMULA_SIGN.search(source.entry.fields.get('abstract', '$')):
                del source.entry.fields['abstract']
    publications, unsound = _read_publications(sources, root, cached, finished)
    problems += [problem for of_entry in unsound.values() for problem in of_entry]
    same = finished | _unchanged(sources, cached, finished)
    lints = {
        key: cached.lints[key] if key in same else lint_entry(source, publications.get(key))
        for key, source in sources.items()
    }
    problems += lint(sources, publications, lints)
    entries = bibliography_data(source.entry for source in sources.values())
    named = [name for entry in entries.entries.values() for _field, name in parents_of(entry)]
    parents = {entries.entries[name].key for name in named if name in entries.entries}
    return Bibliography(
        publications=publications,
        added_fields={
            key: tuple(sorted(source.added)) for key, source in sources.items() if source.added
        },
        problems=tuple(problems),
        unsound=frozenset(unsound),
        parents=digest([(key, digest_of(sources[key].entry)) for key in sorted(parents)]),
        keys=[[key for key in of_file if key in publications] for of_file in keys],
        entries=entries,
        records=collection.records,
        lints=lints,
        sources=sources,
    )


def _read_publications(
    sources: Mapping[str, SourceEntry],
    root: Path,
    cached: Bibliography,
    finished: Container[str],
) -> tuple[dict[str, Publication], dict[str, list[Problem]]]:
    """Read each entry that is new or changed; return also what is wrong, by citation key."""
    publications: dict[str, Publication] = {}
    problems = {}
    parents = (parents_of(source.entry) for source in sources.values())
    volumes = {name for named in parents for field, name in named if field == 'crossref'}
    for order, (key, source) in enumerate(sources.items()):
        if source.entry.original_type.lower() == 'xdata':
            continue  # it only holds fields for others (biblatex manual §3.13.5)
        former = None if key in cached.unsound else cached.publications.get(key)
        if former and (key in finished or former.digest == digest_of(source.entry)):
            publication = former
        else:
            publication, of_entry = read_publication(source, root, order, is_parent=key in volumes)
            if of_entry:
                problems[key] = of_entry
        is_volume = key in volumes and (publication.edited or not publication.authors)
        place = (source.file, source.line, order, is_volume, source.lines)
        if _place_of(publication) != place:
            file, line = source.file, source.line
            publication = replace(
                publication,
                file=file,
                line=line,
                order=order,
                is_volume=is_volume,
                lines=source.lines,
            )
        publications[key] = publication
    return publications, problems


def _place_of(publication: Publication) -> tuple[str, int, int, bool, Mapping[str, int]]:
    """Return what an entry is by its place in the files and among the others."""
    place = (publication.file, publication.line, publication.order, publication.is_volume)
    return *place, publication.lines


def _unchanged(
    sources: Mapping[str, SourceEntry], cached: Bibliography, finished: Container[str]
) -> set[str]:
    """Return the keys of entries that have been completed anew, and are what they were."""
    return {
        key
        for key, source in sources.items()
        if key not in finished
        and key in cached.records
        and source.misnamed == cached.records[key].misnamed
        and source.added == frozenset(cached.added_fields.get(key, ()))
        and values_of(source.entry) == values_of(cached.entries.entries[key])
    }
