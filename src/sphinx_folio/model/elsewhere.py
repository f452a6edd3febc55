"""Objects of other sites, as the inventories of those sites name them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .records import ObjectRef


class Elsewhere(NamedTuple):
    """An object of another site: all that its inventory says of it."""

    name: str  #: What it is called there; of a publication, its title.
    #: Its address; one without a scheme begins at the landing page of this site.
    url: str
    site: str  #: What the other site calls itself.
    flaw: str = ''  #: Why no link may lead there; empty where one may.

    @property
    def web_address(self) -> str:
        """The address, where it is one from everywhere; else nothing."""
        return self.url if '://' in self.url else ''


@dataclass(frozen=True)
class OtherSite:
    """A site that ``intersphinx_mapping`` names, with the objects in its inventory."""

    #: By their ids there.
    objects: Mapping[ObjectRef, Elsewhere] = field(default_factory=dict)
    #: False where its inventory is not known, which intersphinx tells of.
    is_read: bool = True


#: Other sites by the names that ``intersphinx_mapping`` gives them.
OtherSites = Mapping[str, OtherSite]


def split_id(name: str) -> tuple[str, str]:
    """Return the name of the site before the colon, and the id there.

    Of an id of this site the first is empty.

    >>> split_id('other:jane-doe')
    ('other', 'jane-doe')
    """
    site, colon, there = name.partition(':')
    return (site, there) if colon else ('', name)
