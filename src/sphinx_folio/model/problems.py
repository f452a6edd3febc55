"""What is wrong in what a user wrote: a subtype, a place, and what to write instead. Pure."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple, Self


class Subtype(StrEnum):
    """What a warning is about; the value is its subtype for ``suppress_warnings``."""

    YAML = 'yaml'  #: Front matter that is no YAML.
    KIND = 'kind'  #: A page without a kind, with two, or in the folder of another kind.
    KEY = 'key'  #: A misspelt, misplaced, missing or repeated key.
    TYPE = 'type'  #: A value of the wrong type.
    VALUE = 'value'  #: A value outside its closed set, or no id.
    DATE = 'date'  #: An impossible date, or a period that ends before it begins.
    EMAIL = 'email'  #: A malformed e-mail address.
    LINK = 'link'  #: A malformed URL or ORCID iD, or a scheme that is not allowed.
    REDIRECT = 'redirect'  #: A former address that cannot redirect, or that another page has.
    IMAGE = 'image'  #: A picture that is missing, is no image or lies outside the site.
    ID = 'id'  #: A page whose file name is no id, or two pages with one id.
    CLAIM = 'claim'  #: A page or an entry that claims what is somebody else's.
    REFERENCE = 'reference'  #: A person, project, topic or citation key that does not exist.
    PLACE = 'place'  #: A directive where it has no meaning.
    BIBFILE = 'bibfile'  #: A ``.bib`` file or an entry that cannot be read whole.
    DUPLICATE = 'duplicate'  #: A citation key that stands twice, or a work that probably does.
    FIELD = 'field'  #: A missing or wrong field of an entry.
    AMBIGUOUS = 'ambiguous'  #: An author who could be more than one person.
    MATH = 'math'  #: A formula that is more than mathematics, or cannot be set.
    REFUSED = 'refused'  #: Words that would act: run, load, hide or stand for something else.
    FILE = 'file'  #: A file that a page may not name.
    BOUND = 'bound'  #: A page, file or nesting that is too large.
    MARKUP = 'markup'  #: Markup that cannot be read, and is shown as text.
    CONFIG = 'config'  #: A wrong value in conf.py.


class Problem(NamedTuple):
    """Something wrong in what a user wrote, with its place and what to write instead."""

    subtype: Subtype
    file: str  #: A docname, or the path of a file that is no document.
    line: int
    message: str

    @classmethod
    def from_json(cls, values: Iterable[Any]) -> Self:
        """Return the problem whose values were stored as a list of JSON.

        :raises ValueError: for an unknown subtype or another number of values.
        """
        subtype, file, line, message = values
        return cls(Subtype(subtype), file, line, message)


class ContentError(ValueError):
    """Something that a user wrote and that cannot be taken.

    Its text is the whole message, with the hint.

    :param message: what is wrong.
    :param hint: what to write instead; it follows the message after a semicolon.
    :param subtype: what a warning about it is about.
    """

    def __init__(self, message: str, hint: str = '', *, subtype: Subtype) -> None:
        super().__init__(f'{message}; {hint}' if hint else message)
        self.message = message
        self.subtype = subtype
        self.hint = hint
