"""What all builds of one process do alike, done once: most of the time of a tiny site.

A build in a process of its own, as readers make it, does without this; the tests that start
such builds show that it changes nothing.
"""

from __future__ import annotations

import functools
import importlib.metadata
import logging
import sys
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

if TYPE_CHECKING:
    from collections.abc import Callable


def remember() -> None:
    """Let Sphinx ask for installed plugins once, and compile each template once."""
    _look_for_plugins_once()
    Environment.compile = _compiling_once(Environment.compile)  # type: ignore[method-assign]
    # nobody reads what Sphinx tells its own developers: a thousand lines for each build
    logging.disable(logging.DEBUG)


def _look_for_plugins_once() -> None:
    """Let every module that asks for entry points get the answer of the first time."""
    ask = importlib.metadata.entry_points
    answer = functools.cache(ask)
    for module in list(sys.modules.values()):
        if vars(module).get('entry_points') is ask:
            module.entry_points = answer  # type: ignore[attr-defined]


def _compiling_once(compile_template: Callable[..., Any]) -> Callable[..., Any]:
    """Return a `Environment.compile` that keeps the code of each template by what it is made of."""
    made: dict[Any, Any] = {}

    def compile_once(
        self: Environment,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        *options: bool,
        **named: bool,
    ) -> Any:
        key = (
            (source, name, filename, options, tuple(named.items())),
            (type(self), self.autoescape, self.trim_blocks, self.lstrip_blocks),
            (tuple(self.extensions), getattr(self, 'newstyle_gettext', None), tuple(self.filters)),
        )
        if key not in made:
            made[key] = compile_template(self, source, name, filename, *options, **named)
        return made[key]

    return compile_once
