"""What every reader makes of its source, and the one writer writes. Pure.

Facts are those of the front matter: keys of `reading.known_keys` with plain values, so that
there is no second list of what a person or a project may have.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sphinx_folio.model import PageKind

#: Facts of a page, by the keys of the front matter.
Facts = dict[str, Any]

#: Begins the address of a link from one item to another, in a text or a fact; a former address
#: of it follows (`Item.redirects`), or the `own_address` of one that had none, as only the writer
#: knows the new one.
INTERNAL = 'import:'


class Origin(NamedTuple):
    """Where something was found."""

    file: str  #: Path from the folder of the source.
    line: int = 1


@dataclass
class Item:
    """A page in the making: of a person, a project, a topic, a dated entry, or of nobody."""

    #: None for a page that is nobody's.
    kind: PageKind | None
    #: The name that its file shall have, as the source calls it: ``jane-doe``, ``2024-talk``.
    slug: str
    #: As plain text.
    title: str
    origin: Origin
    facts: Facts = field(default_factory=dict)
    #: Its text as Markdown for MyST, without the title.
    body: str = ''
    #: Dated entries that are lines on it, in their order.
    lines: list['Line'] = field(default_factory=list)
    #: Former addresses.
    redirects: list[str] = field(default_factory=list)
    #: Other names by which the source mentions it: folders, file stems, handles.
    aliases: list[str] = field(default_factory=list)
    #: Of a person, whether the site is theirs.
    is_owner: bool = False
    #: Whether the site has its page already, to which nothing can be added.
    is_there: bool = False
    #: The place in a menu of the source; the smallest comes first, None is in no menu.
    order: float | None = None


def own_address(kind: PageKind, slug: str) -> str:
    """Return what links name an item by that has been no page in the source."""
    return f'/{kind}:{slug}'


@dataclass
class Line:
    """A dated entry that is a line of a timeline."""

    kind: str  #: One of `ENTRY_KINDS`.
    title: str  #: As Markdown in one line, like the texts of its options.
    origin: Origin
    #: The options of the directive ``entry``: ``dates``, ``organisation``, ``links``, …
    options: dict[str, str] = field(default_factory=dict)
    body: str = ''
    #: What the source calls the section that it stands in.
    heading: str = ''


@dataclass
class Paper:
    """An entry of the bibliography in the making, with TeX in its fields, as in a ``.bib`` file."""

    type: str  #: Entry type in lower case.
    fields: dict[str, str]
    origin: Origin
    #: The citation key; empty for one to be made of author and year.
    key: str = ''
    #: The lines of the ``.bib`` file that it was read from, to be kept as they are.
    source: str = ''
    #: The ``@string`` blocks that those lines need.
    strings: tuple[str, ...] = ()
    #: Other keys by which texts of the source cite it.
    aliases: tuple[str, ...] = ()


class Asset(NamedTuple):
    """A file that comes along."""

    source: str  #: Path from the folder of the source.
    target: str  #: Path in the new site.
    origin: Origin  #: What names it.


@dataclass
class Site:
    """All that a source holds."""

    #: Settings of ``conf.py`` by their names there.
    settings: dict[str, Any] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    #: Whether it is a group's, be there one person in it.
    is_group: bool = False
