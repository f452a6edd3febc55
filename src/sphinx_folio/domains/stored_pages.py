"""What all documents state, as Sphinx's environment keeps it."""

from typing import Any

from sphinx_folio.model import PageFacts
from sphinx_folio.util import PickledDict


class StoredPages(PickledDict[str, PageFacts]):
    """What each document states, by its name."""

    def __init__(self) -> None:
        super().__init__()
        #: The documents whose facts say what was found elsewhere.
        self._looking_out: set[str] = set()

    def looking_out(self) -> list[tuple[str, PageFacts]]:
        """Return the documents, in their order, to look at again though no page has changed."""
        return [(docname, self[docname]) for docname in sorted(self._looking_out)]

    def __setitem__(self, docname: str, facts: PageFacts) -> None:
        super().__setitem__(docname, facts)
        if facts.looks_out:
            self._looking_out.add(docname)
        else:
            self._looking_out.discard(docname)

    def __delitem__(self, docname: str) -> None:
        super().__delitem__(docname)
        self._looking_out.discard(docname)

    def __getstate__(self) -> tuple[Any, ...]:
        return *super().__getstate__(), self._looking_out

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        *stored, self._looking_out = state
        super().__setstate__(tuple(stored))
