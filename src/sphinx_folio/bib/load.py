"""Read the bibliography of a site: the one way for a build and for ``check``. Pure."""

import re
from collections.abc import Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from sphinx_folio.model import Problem, Publication
from sphinx_folio.util import digest

from .blocks import Bibliography, SourceEntry, values_of
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
        The outcome is the same with and without it, but for `changed`.
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
    publications, unsound, changed = _read_publications(collection, root, cached, finished)
    problems += [problem for of_entry in unsound.values() for problem in of_entry]
    same = finished | _unchanged(sources, cached, finished)
    lints = {
        key: cached.lints[key] if key in same else lint_entry(source, publications.get(key))
        for key, source in sources.items()
    }
    problems += lint(collection, publications, lints)
    changed |= {
        key
        for key, record in collection.records.items()
        if record is not cached.records.get(key) or key not in same
    }
    return Bibliography(
        publications=publications,
        added_fields={
            key: tuple(sorted(source.added)) for key, source in sources.items() if source.added
        },
        problems=tuple(problems),
        unsound=frozenset(unsound),
        parents=_digest_of_parents(collection),
        keys=[[key for key in of_file if key in publications] for of_file in keys],
        of_key={key: source.entry for key, source in sources.items()},
        ties=collection.parents,
        records=collection.records,
        lints=lints,
        sources=sources,
        changed=frozenset(changed),
    )


def _digest_of_parents(collection: EntryCollection) -> str:
    """Return a digest of the entries that others inherit from, whatever the case of their keys."""
    named = {name.lower() for ties in collection.parents.values() for _field, name in ties}
    parents = [key for key in sorted(collection.entries) if named and key.lower() in named]
    return digest([(key, digest_of(collection.entries[key].entry)) for key in parents])


def _read_publications(
    collection: EntryCollection, root: Path, cached: Bibliography, finished: AbstractSet[str]
) -> tuple[dict[str, Publication], dict[str, list[Problem]], set[str]]:
    """Read each entry that is new or changed.

    Return also what is wrong, by citation key, and the keys of publications that have changed.
    """
    publications: dict[str, Publication] = {}
    problems = {}
    changed = set()
    volumes = {
        name for ties in collection.parents.values() for field, name in ties if field == 'crossref'
    }
    sound = finished - cached.unsound
    for order, (key, source) in enumerate(collection.entries.items()):
        known = cached.publications.get(key)
        if known is None if key in finished else source.entry.original_type.lower() == 'xdata':
            continue  # it only holds fields for others (biblatex manual §3.13.5)
        former = known and known.at(source.file, source.line, order)
        if former and key in sound and not former.is_volume:
            publications[key] = former
            continue
        publication = None if key in cached.unsound else former
        if publication is None or publication.digest != digest_of(source.entry):
            publication, of_entry = read_publication(source, root, order, is_parent=key in volumes)
            if of_entry:
                problems[key] = of_entry
        is_volume = key in volumes and (publication.edited or not publication.authors)
        if (publication.is_volume, publication.lines) != (is_volume, source.lines):
            publication = replace(publication, is_volume=is_volume, lines=source.lines)
        if publication != former:
            changed.add(key)
        publications[key] = publication
    return publications, problems, changed


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
        and values_of(source.entry) == values_of(cached.of_key[key])
    }
