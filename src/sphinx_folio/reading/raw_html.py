"""Raw HTML of pages, cleaned before anything else looks at it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_folio.gate import allows, clean
from sphinx_folio.model import Subtype
from sphinx_folio.nodes import line_of

from .directive import note_problem

#: Marks raw HTML that an author wrote, and the page that is read; extensions make such nodes
#: as well, and are trusted.
FROM_CONTENT = 'folio_from_content'
_ADVICE = 'write it in Markdown, or open the door "html" in conf.py'


class CleanRawHtml(SphinxTransform):
    """Take out of the raw HTML of a page what would act, or break the page."""

    is_gate = True
    default_priority = 21  # after translations, which are words of strangers as well

    def apply(self, **kwargs: Any) -> None:
        """Clean the HTML of each place as a whole, since an element may span paragraphs."""
        if not self.env.current_document.get(FROM_CONTENT):
            return
        places: dict[int, list[nodes.raw]] = defaultdict(list)
        for raw in self.document.findall(nodes.raw):
            if raw.attributes.pop(FROM_CONTENT, False):
                places[id(raw.parent)].append(raw)
        if 'html' not in self.config.folio_allow:
            for raws in places.values():
                self._clean(raws)

    def _clean(self, raws: Sequence[nodes.raw]) -> None:
        setting = self.config.folio_content_security_policy
        texts = [raw.astext() for raw in raws]
        cleaned = clean(texts, lambda url: allows(setting, 'img-src', url.strip()))
        for number, line, what in cleaned.removed:
            message = f'{what} is not allowed in a page, and left out; {_ADVICE}'
            place = line_of(raws[number]) + line
            note_problem(self.env, Subtype.REFUSED, place, message, raws[number].source or '')
        around = raws[0].parent
        for number in sorted(cleaned.unseen, reverse=True):
            end = around.index(raws[number + 1]) if number + 1 < len(raws) else len(around)
            del around[around.index(raws[number]) + 1 : end]
        for raw, text in zip(raws, cleaned.pieces, strict=True):
            if text:
                raw.rawsource = text
                raw[:] = [nodes.Text(text)]
            else:
                raw.parent.remove(raw)
