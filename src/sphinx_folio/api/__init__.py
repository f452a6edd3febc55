"""What others rely on: the records of a portfolio as `load` and ``folio.json`` give them. Pure."""

from .describe import Surroundings, Texts, describe, state
from .json_file import read_json, texts_of, write_json
from .records import (
    Affiliation,
    Author,
    Edge,
    Entry,
    Link,
    Person,
    Portfolio,
    Problem,
    Project,
    Publication,
    Topic,
)

__all__ = [
    'Affiliation', 'Author', 'Edge', 'Entry', 'Link', 'Person', 'Portfolio', 'Problem', 'Project',
    'Publication', 'Surroundings', 'Texts', 'Topic', 'describe', 'read_json', 'state', 'texts_of',
    'write_json',
]  # fmt: skip
