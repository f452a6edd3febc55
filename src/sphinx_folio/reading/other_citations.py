"""Citations as Pandoc and LaTeX write them, which a page would show as they are typed."""

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_folio.model import Subtype
from sphinx_folio.nodes import line_of
from sphinx_folio.shared import is_markdown

from .directive import note_problem

#: ``[see @key, p. 3; @other]`` (Pandoc's manual, "Citation syntax").
_PANDOC = re.compile(r'\[[^\[\]@\n]{0,40}(?<!\w)@[^\[\]\n]{1,200}\]')
_KEY = re.compile(r'(?<!\w)@\{?([^\s;,\[\]{}]+)')
#: ``\citep[p. 3]{key}``, of natbib and of biblatex.
_LATEX = re.compile(
    r'\\(foot|full|paren|text|auto|smart)?cite([a-z]{0,9})\*?(?:\[[^\[\]\n]{0,80}\]){0,2}'
    r'\{([^{}\n]{1,200})\}'
)
#: What shows no such words.
_OTHER_TEXT = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw)


class TellOfOtherCitations(SphinxTransform):
    """Say how a citation is written in a Markdown page."""

    default_priority = 500

    def apply(self, **kwargs: object) -> None:
        """Look at the words of each paragraph, line by line."""
        if not is_markdown(self.config, str(self.env.doc2path(self.env.docname))):
            return
        for block in self.document.findall(nodes.TextElement):
            if not isinstance(block, (nodes.Inline, *_OTHER_TEXT)) and block.children:
                self._look_at(block)

    def _look_at(self, block: nodes.TextElement) -> None:
        line = line_of(block)
        for node in block.findall(nodes.Text):
            text = node.astext()
            if not isinstance(node.parent, _OTHER_TEXT):
                for start, found, role, keys in citations_in(text):
                    message = f'"{found}" is shown as it is typed; write {{cite:{role}}}`{keys}`'
                    place = line + text.count('\n', 0, start)
                    note_problem(self.env, Subtype.MARKUP, place, message, block.source or '')
            line += text.count('\n')


def citations_in(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield the place of each citation, its text, and the role and keys to write."""
    for match in _PANDOC.finditer(text):
        yield match.start(), match[0], 'p', ','.join(_KEY.findall(match[0]))
    for match in _LATEX.finditer(text):
        role = 't' if match[1] == 'text' or match[2][:1] == 't' else 'p'
        yield match.start(), match[0], role, ','.join(match[3].replace(' ', '').split(','))
