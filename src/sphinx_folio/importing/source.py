"""What a kind of source is, and which there are."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from sphinx_folio.gate import MOST_OF_TEXT, Gate
from sphinx_folio.importing.files.gated import read_text
from sphinx_folio.util import missing_extra

from .neutral import Origin, Site
from .report import Report


class Source(NamedTuple):
    """A kind of source: what it is called, how it is known, and how it is read."""

    name: str  #: The word of ``--as``.
    title: str
    matches: Callable[[Path], bool]
    read: Callable[..., Site]


def read_source(
    kind: Source, path: Path, report: Report, people_from: Iterable[str], **options: object
) -> tuple[Site, set[str]]:
    """Return what a source holds, and which of the files are in it that tell of several people.

    :param people_from: files by their paths in the source, or absolute ones; each person in them
        gets a page. Of other such pages it is told that they could.
    :param options: of the reader.
    """
    site = kind.read(path, report, **options)
    teams = import_module(f'{__package__}.team_pages')  # it needs what the readers need
    root, known = (path if path.is_dir() else path.parent).resolve(), set()
    for name in people_from:
        place = (root / name).resolve()
        file = place.relative_to(root).as_posix() if place.is_relative_to(root) else ''
        if file not in report.files:
            continue
        known.add(name)
        text = '' if Gate(root).refusal(root / file, file, MOST_OF_TEXT) else read_text(root / file)
        if not teams.take_people(site, report, file, text):
            advice = 'nobody is found there: a person begins with a heading, or bold words, that are a name'
            report.note('changed', Origin(file), '--people-from', file, advice)
    teams.note_teams(site, report)
    return site, known


def load_sources() -> tuple[Source, ...]:
    """Return the kinds of sources in the order in which they are tried.

    :raises CommandError: if a package is missing that some of them need, as not every site has
        been another one before.
    """
    try:
        sources = import_module(f'{__package__}.sources').SOURCES
    except ModuleNotFoundError as error:
        raise missing_extra('import', error) from error
    return cast('tuple[Source, ...]', sources)
