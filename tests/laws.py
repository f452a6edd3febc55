"""Laws that hold for any input: tried on few examples always, on many where slow tests run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

if TYPE_CHECKING:
    from collections.abc import Callable

#: How many examples are enough to find a law that is broken for most inputs.
FEW = 30


def law(many: int, *inputs: Any, **named: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a test of a function that must not fail for any input, always the same ones.

    :param many: how many inputs the slow run of the test takes.
    :param inputs: strategies of hypothesis, as for `given`.
    """

    def decorate(holds: Callable[..., None]) -> Any:
        def test(examples: int) -> None:
            bounded = settings(max_examples=examples, deadline=None, derandomize=True)
            bounded(given(*inputs, **named)(holds))()

        # not `wraps`: pytest would take the inputs for fixtures
        test.__name__ = test.__qualname__ = holds.__name__
        test.__doc__ = holds.__doc__
        counts = [FEW, pytest.param(many, marks=pytest.mark.slow)]
        return pytest.mark.parametrize('examples', counts)(test)

    return decorate
