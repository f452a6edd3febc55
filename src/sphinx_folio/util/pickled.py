"""A dictionary that costs little to keep: unpickled when it is asked for, and not pickled again.

A build without a change asks for none of it, and one that changes a few values pickles no
others.
"""

import pickle
from collections.abc import Container, Iterator, Mapping, MutableMapping
from typing import TypeVar

K = TypeVar('K')
V = TypeVar('V')
#: Changes that are pickled beside all that was pickled before.
_MOST_BESIDE = 50


class PickledDict(MutableMapping[K, V]):
    """A dictionary of values that are replaced as a whole."""

    def __init__(self) -> None:
        #: The pickle of earlier, and what has changed since; None is gone.
        self._stored = b''
        self._changes: dict[K, V | None] = {}
        self._values: dict[K, V] | None = None

    @property
    def whole(self) -> dict[K, V]:
        """All of it, to look at."""
        if self._values is None:
            self._values = _unpickled(self._stored) if self._stored else {}
            for key, value in self._changes.items():
                if value is None:
                    self._values.pop(key, None)
                else:
                    self._values[key] = value
        return self._values

    def follow(self, values: Mapping[K, V], changed: Container[K]) -> None:
        """Become equal to *values*, of which those of the keys in *changed* differ."""
        for key in self.whole.keys() - values.keys():
            del self[key]
        for key, value in values.items():
            if key in changed:
                self[key] = value

    def __getitem__(self, key: K) -> V:
        return self.whole[key]

    def __setitem__(self, key: K, value: V) -> None:
        self._changes[key] = value
        if self._values is not None:
            self._values[key] = value

    def __delitem__(self, key: K) -> None:
        del self.whole[key]
        self._changes[key] = None

    def __iter__(self) -> Iterator[K]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)

    def __getstate__(self) -> tuple[bytes, dict[K, V | None]]:
        if len(self._changes) > _MOST_BESIDE:
            self._stored, self._changes = _pickled(self.whole), {}
        return self._stored, self._changes

    def __setstate__(self, state: tuple[bytes, dict[K, V | None]]) -> None:
        self._stored, self._changes = state
        self._values = None


def _pickled(values: dict[K, V]) -> bytes:
    return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)


def _unpickled(stored: bytes) -> dict[K, V]:
    values: dict[K, V] = pickle.loads(stored)  # noqa: S301  (as what is around it)
    return values
