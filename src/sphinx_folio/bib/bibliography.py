"""What the ``.bib`` files of a site say, once they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pybtex.database import BibliographyData

if TYPE_CHECKING:
    from sphinx_folio.model import Problem, Publication

    from .blocks import BlockRecord, SourceEntry
    from .lint import EntryLint


@dataclass(frozen=True, kw_only=True)
class Bibliography:
    """What the ``.bib`` files of a site say."""

    #: The publications by citation key, in the order of the files.
    publications: dict[str, Publication] = field(default_factory=dict)
    #: Names of fields by citation key that were filled in and are not the entry's own.
    added_fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: What is wrong, in any entry or file.
    problems: tuple[Problem, ...] = ()
    #: Citation keys of entries that are read anew until they are sound.
    unsound: frozenset[str] = frozenset()
    #: Digest of the entries that others inherit from, and are taken along with.
    parents: str = ''
    #: The citation keys of the publications in each file.
    keys: list[list[str]] = field(default_factory=list)
    #: The sound entries, as pybtex has them.
    entries: BibliographyData = field(default_factory=BibliographyData)
    #: What parsing and linting each entry showed, for the next load.
    records: dict[str, BlockRecord] = field(default_factory=dict)
    lints: dict[str, EntryLint] = field(default_factory=dict)
    #: The sound entries with their places, `xdata` among them, as `lint` and `fixes` take them.
    sources: dict[str, SourceEntry] = field(default_factory=dict)
