"""Every warning of the extension: one helper, one list of subtypes."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from .model import Problem

logger = logging.getLogger(__name__)

#: The type to name in ``suppress_warnings``, as ``folio`` or ``folio.<subtype>``.
WARNING_TYPE = 'folio'


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


def warn(
    subtype: Subtype, message: str, *args: object, location: str | tuple[str, int] | Node
) -> None:
    """Log a warning at *location*: ``file:line``, ``(docname, line)`` or a node."""
    logger.warning(message, *args, location=location, type=WARNING_TYPE, subtype=subtype.value)


def report(problems: Iterable[Problem], env: BuildEnvironment) -> None:
    """Log problems, each at its document or file, in the order of their lines."""
    for subtype, file, line, message in sorted(problems, key=lambda item: (item.file, item.line)):
        location = (file, line) if file in env.found_docs else f'{file}:{line}'
        warn(Subtype(subtype), '%s', message, location=location)
