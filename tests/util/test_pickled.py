"""A dictionary that is stored with its changes beside it."""

from __future__ import annotations

import pickle
import random

import pytest

from sphinx_folio.util import PickledDict, pickled


def stored(values: PickledDict[str, int]) -> PickledDict[str, int]:
    found: PickledDict[str, int] = pickle.loads(pickle.dumps(values))  # noqa: S301  (our own)
    return found


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List when all of a dictionary is pickled or unpickled."""
    found: list[str] = []
    for name in ('_pickled', '_unpickled'):
        function = getattr(pickled, name)
        monkeypatch.setattr(pickled, name, lambda x, f=function, n=name: found.append(n) or f(x))
    return found


@pytest.mark.parametrize('seed', range(5))
def test_it_is_a_dictionary(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    values: PickledDict[str, int] = PickledDict()
    expected: dict[str, int] = {}
    for turn in range(300):
        key = str(chance.randrange(90))
        if key in expected and chance.random() < 0.4:
            del expected[key], values[key]
        else:
            expected[key] = values[key] = turn
        if chance.random() < 0.2:
            values = stored(values)
        if chance.random() < 0.2:
            assert dict(values) == expected
    assert (dict(values), len(values)) == (expected, len(expected))
    with pytest.raises(KeyError):
        del values['none']


def test_a_change_unpickles_and_pickles_nothing_else(calls: list[str]) -> None:
    values: PickledDict[str, int] = PickledDict()
    values.update({str(number): number for number in range(100)})
    values = stored(values)
    assert calls == ['_pickled']
    values['7'] = 0
    values = stored(values)
    assert calls == ['_pickled']
    assert (values['7'], values['8']) == (0, 8)
    assert calls == ['_pickled', '_unpickled']


def test_many_changes_are_pickled_with_the_rest(calls: list[str]) -> None:
    values: PickledDict[str, int] = PickledDict()
    values.update({str(number): number for number in range(100)})
    values = stored(values)
    size = len(pickle.dumps(values))
    for number in range(100):
        values[str(number)] = number + 100
    assert len(pickle.dumps(values)) < 1.2 * size
    assert calls.count('_pickled') == 2


def test_it_follows_another_dictionary() -> None:
    values: PickledDict[str, int] = PickledDict()
    values.update(a=1, b=2, c=3)
    values.follow({'a': 1, 'c': 4, 'd': 5}, {'c', 'd', 'b'})
    assert dict(stored(values)) == {'a': 1, 'c': 4, 'd': 5}
