"""What files for machines tell of a person: plain records, ready to digest. Pure."""

from typing import NamedTuple

from sphinx_folio.model import DatedEntry, EntryText, Period, Person, Publication


class PersonAddresses(NamedTuple):
    """Absolute addresses; each is empty where the address of the website is not known."""

    page: str = ''
    vcard: str = ''
    resume: str = ''
    photo: str = ''


class Involvement(NamedTuple):
    """A project that a person takes part in."""

    name: str
    type: str  #: The word of the front matter, or empty.
    summary: str
    period: Period | None
    role: str  #: What the person does in it.
    topics: tuple[str, ...]
    url: str


class RecordFacts(NamedTuple):
    """A dated entry of a person."""

    entry: DatedEntry
    text: EntryText
    role: str  #: What the person did in it.
    page: str  #: The address of its page, where that is known; a line has none.


class PersonFacts(NamedTuple):
    """A person, with the names of all that belongs to them."""

    person: Person
    addresses: PersonAddresses = PersonAddresses()
    topics: tuple[str, ...] = ()
    projects: tuple[Involvement, ...] = ()
    publications: tuple[Publication, ...] = ()
    records: tuple[RecordFacts, ...] = ()
