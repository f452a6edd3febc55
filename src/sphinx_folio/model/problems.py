"""What is wrong in what a user wrote: a subtype, a place, and what to write instead. Pure."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Problem(NamedTuple):
    """Something wrong in what a user wrote, with its place and what to write instead."""

    #: A subtype of `warnings.Subtype`, by its value.
    subtype: str
    #: A docname, or the path of a file that is no document.
    file: str
    line: int
    message: str


class Subtype(Enum):
    """What a warning is about; the value is its subtype for ``suppress_warnings``."""

    YAML = 'yaml'
    """Front matter that is no YAML."""
    KIND = 'kind'
    """A page without a kind, with two, or in the folder of another kind."""
    KEY = 'key'
    """A misspelt, misplaced, missing or repeated key."""
    TYPE = 'type'
    """A value of the wrong type."""
    VALUE = 'value'
    """A value outside its closed set, or no id."""
    DATE = 'date'
    """An impossible date, or a period that ends before it begins."""
    EMAIL = 'email'
    """A malformed e-mail address."""
    LINK = 'link'
    """A malformed URL or ORCID iD, or a scheme that is not allowed."""
    REDIRECT = 'redirect'
    """A former address that cannot redirect, or that another page has."""
    IMAGE = 'image'
    """A picture that is missing, is no image or lies outside the site."""
    ID = 'id'
    """A page whose file name is no id, or two pages with one id."""
    REFERENCE = 'reference'
    """A person, project, topic or citation key that does not exist."""
    PLACE = 'place'
    """A directive where it has no meaning."""
    BIBFILE = 'bibfile'
    """A ``.bib`` file or an entry that cannot be read whole."""
    DUPLICATE = 'duplicate'
    """A citation key that stands twice, or a work that probably does."""
    FIELD = 'field'
    """A missing or wrong field of an entry."""
    AMBIGUOUS = 'ambiguous'
    """An author who could be more than one person."""
    MATH = 'math'
    """A formula that cannot be set."""
    CONFIG = 'config'
    """A wrong value in conf.py."""
