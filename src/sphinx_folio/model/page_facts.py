"""What one page states for the rest of the site. Pure."""

from dataclasses import dataclass
from typing import NamedTuple

from .problems import Problem
from .queries import MapQuery, Query
from .records import Record, Reference
from .timeline import EntryLine, LineBody


class PageLink(NamedTuple):
    """A link to a page, a label, a term or another object, as it is written."""

    docname: str
    domain: str
    target: str
    anchor: str  #: The place in the page that is the target, if it is named.
    is_file: bool  #: Whether the target was a file when the page was read.


class NamedElsewhere(NamedTuple):
    """An object of any domain that a page names by intersphinx, as the inventory had it then."""

    inventory: str  #: The name of its site, or empty for whichever has it.
    type: str  #: Its type with its domain, such as ``folio:person``.
    name: str
    #: Its display name and its address; None where no inventory has it.
    state: tuple[str, str] | None


class Label(NamedTuple):
    """A name of a place in a page, by which every page may link to it."""

    name: str
    anchor: str
    title: str | None  #: What a link without words shows; None where it must have some.
    line: int


class Stated(NamedTuple):
    """One of the facts by which a person is known: a name, an address, an account."""

    key: str  #: As messages name it: ``names``, ``email``, ``links: orcid``.
    value: str
    line: int
    #: The account that it names, where several addresses lead there.
    account: str = ''
    #: Whether it may be that of a group of several people.
    is_shared: bool = False


class Picture(NamedTuple):
    """A picture that the front matter of a page names."""

    key: str
    path: str  #: The path as it is written.
    line: int
    flaw: str = ''  #: Why it cannot be shown, and what to do; empty for one that can.


class UnfitFile(NamedTuple):
    """A file that the text of a page names, and that may not be read."""

    use: str  #: What the page wants of it, such as *picture*.
    name: str  #: The file as the page names it.
    flaw: str  #: Why it may not be read, and what to do.


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    """All that is kept of a page once it is read."""

    #: The person, project, topic or dated entry that the page declares.
    record: Record | None = None
    #: What it mentions: in its front matter, in options, by roles and citations.
    references: tuple[Reference, ...] = ()
    #: The queries of its lists, in their order.
    listings: tuple[Query, ...] = ()
    #: The queries of its maps and charts.
    diagrams: tuple[MapQuery | Query, ...] = ()
    #: The facts of a person that are nobody else's, with their lines.
    identity: tuple[Stated, ...] = ()
    #: The names of its places that Sphinx keeps for the whole site.
    labels: tuple[Label, ...] = ()
    #: The links that Sphinx and MyST resolve.
    links: tuple[PageLink, ...] = ()
    #: The objects of other sites that MyST and the role ``external`` have looked up.
    elsewhere: tuple[NamedElsewhere, ...] = ()
    #: The pages that it lists in tables of contents, but does not show.
    hidden: tuple[str, ...] = ()
    #: The dated entries that are lines of its timelines, and what their bodies say.
    entries: tuple[EntryLine, ...] = ()
    bodies: tuple[LineBody, ...] = ()
    #: Its former addresses, with the lines that give them.
    redirects: tuple[tuple[str, int], ...] = ()
    #: The picture that its front matter names, where there is none to show.
    unfit_picture: Picture | None = None
    #: The files that its text names in vain; they are looked at again in each build.
    unfit_files: tuple[UnfitFile, ...] = ()
    #: Whether it refuses search engines.
    noindex: bool = False
    #: What is wrong in it, reported in every build until it is mended.
    problems: tuple[Problem, ...] = ()

    @property
    def looks_out(self) -> bool:
        """Whether it says what was found elsewhere, which may be otherwise in the next build."""
        found = (self.links, self.elsewhere, self.unfit_picture, self.unfit_files)
        return any(found)
