"""Plain values: a mapping without what is empty, names that are not taken. Pure."""

import itertools
from collections.abc import Iterator
from typing import Any


def filled(**values: Any) -> dict[str, Any]:
    """Return what says something, in the same order."""
    return {name: value for name, value in values.items() if value}


def numbered(name: str) -> Iterator[str]:
    """Yield a name, then ``name-2``, ``name-3`` and so on, to take the first that is free."""
    yield name
    yield from (f'{name}-{number}' for number in itertools.count(2))
