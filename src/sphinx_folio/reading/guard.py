"""What directives of any extension may read: no file and no address but those of the site."""

import os
import posixpath
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Include as DocutilsInclude
from docutils.parsers.rst.directives.misc import Raw
from docutils.parsers.rst.directives.tables import CSVTable, RSTTable
from myst_parser.mocking import MockIncludeDirective
from pybtex.plugin import PluginNotFound, find_plugin
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include as SphinxInclude
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.directives import BibliographyDirective

from sphinx_folio.gate import is_url
from sphinx_folio.model import Subtype

from .directive import FolioDirective, note_problem
from .file_flaws import Use, note_flaw, site_gate

#: How many files may include each other, and how many a page may include in all.
_DEEPEST_INCLUDE = 10
_MOST_INCLUDES = 200
#: Directives that put the words of a file into the page.
_INSERTING = (CSVTable, LiteralInclude, Raw)
#: Options that name lines of a text, whose numbers are all written out.
_LINE_OPTIONS = ('emphasize-lines', 'lines')
_MOST_LINES = 100_000
#: Directives for the edges of a sheet of paper.
_OF_PAPER = frozenset({'footer', 'header'})
_STANDARD_INCLUDE = re.compile(r'<[\w.-]+>')


class Guarded(SphinxDirective):
    """A directive that looks at what it is told to read before it is run."""

    def run(self) -> list[nodes.Node]:
        """Run the directive, or tell why not and show its text."""
        found = next(self._flaws(), None)
        if found is None:
            return list(super().run())
        subtype, message = found
        source, line = self.get_source_info()
        note_problem(self.env, subtype, line, message, source)
        return [nodes.literal_block(self.block_text, self.block_text, language='none')]

    def _flaws(self) -> Iterator[tuple[Subtype, str]]:
        """Yield what of the arguments and options the directive may not be run with."""
        if isinstance(self, Raw) and 'raw' not in self.config.folio_allow:
            advice = 'write Markdown, or open the door "raw" in conf.py'
            yield Subtype.REFUSED, f'the directive "raw" is not allowed in a page; {advice}'
        if self.name in _OF_PAPER:
            yield Subtype.PLACE, f'"{self.name}" is not shown by any builder; write a paragraph'
        if style := (self.options.get('style') if isinstance(self, BibliographyDirective) else ''):
            try:
                find_plugin('pybtex.style.formatting', style)
            except PluginNotFound:
                yield Subtype.VALUE, f'unknown style "{style}"; write plain, alpha or unsrt'
        named = {f'option {key}': value for key, value in self.options.items()}
        named |= {f'argument {number}': text for number, text in enumerate(self.arguments)}
        for key, value in named.items():
            for text in _texts(value):
                yield from ((Subtype.FILE, message) for message in self._refusals(key, text))
        for key in _LINE_OPTIONS:
            for number in re.findall(r'\d+', str(self.options.get(key) or '')):
                if len(number) > len(str(_MOST_LINES)) or int(number) > _MOST_LINES:
                    yield Subtype.BOUND, f'"{key}" names the line {number[:12]}; no file has it'

    def _refusals(self, key: str, value: str) -> Iterator[str]:
        if is_url(value):
            loads = key in {'option url', 'option file'} or value.lower().startswith('file:')
            if loads:
                yield f'"{value}" is not part of the site; save the file beside the page'
        use: Use = 'insert' if isinstance(self, _INSERTING) else 'read'
        if use == 'insert' and key == (
            'argument 0' if isinstance(self, LiteralInclude) else 'option file'
        ):
            use = 'include'
        if flaw := note_flaw(self.env, use, value):
            yield flaw
        if use == 'include' and key == 'option file':  # a table prefers a file of the machine
            yield from filter(None, [note_flaw(self.env, 'insert', value)])
        for name in self._other_names(value):
            if flaw := note_flaw(self.env, 'read', name):
                yield flaw

    def _other_names(self, value: str) -> Iterator[str]:
        """Yield what a text names for a directive that begins elsewhere than at the page.

        That is the file that the text is included from, or the working folder.
        """
        here = self.env.doc2path(self.env.current_document.docname).parent
        source = Path(self.get_source_info()[0]).parent
        if source != here:
            yield os.path.relpath(source / value, here)
        if '/' in value and not os.path.lexists(here / value):
            yield os.path.relpath(value, here)


def _texts(value: Any) -> Iterator[str]:
    """Yield what of an option or an argument may be the name of a file."""
    if isinstance(value, list | tuple | set):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str | Path) and (text := str(value)):
        yield text
        if '\n' in text:
            yield directives.path(text)  # as directives join lines


class Include(SphinxDirective):
    """Puts a file of the site into the page, in the markup that the page is written in."""

    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = True
    has_content = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **{
            name: check
            for name, check in (SphinxInclude.option_spec or {}).items()
            if name != 'parser'  # docutils would import any module of that name
        },
        # of MyST
        'relative-images': directives.flag,
        'relative-docs': directives.path,
        'heading-offset': directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """Include the file, or tell why not."""
        name = directives.path(self.arguments[0])
        self.arguments = [name]  # what is looked at is what is read
        folder = posixpath.dirname(self.env.current_document.docname)
        path = site_gate(self.env).place(folder, name)
        around = self._noted('including')
        flaw = next(self._flaws(name, path, [Path(self._source()), *around]), None)
        if flaw:
            note_problem(self.env, flaw[0], self.lineno, flaw[1], self._source())
            return [nodes.literal_block(self.block_text, self.block_text, language='none')]
        self.env.note_dependency(path)  # docutils would not, if it cannot be read
        self._noted('included').append(path.resolve())
        around.append(path.resolve())
        try:
            return self._include()
        finally:
            around.pop()

    def _noted(self, what: str) -> list[Path]:
        """Return files that are noted while the page is read."""
        noted: list[Path] | None = self.env.current_document.setdefault(f'folio_{what}', [])
        return [] if noted is None else noted

    def _source(self) -> str:
        return self.get_source_info()[0]

    def _flaws(self, name: str, path: Path, around: list[Path]) -> Iterator[tuple[Subtype, str]]:
        """Yield why the file may not be included, with the kind of the reason."""
        if _STANDARD_INCLUDE.fullmatch(name):
            return  # of docutils, such as <isonum.txt>
        if is_url(name):
            yield Subtype.FILE, f'"{name}" is not part of the site; save the file beside the page'
        is_large = 'large' in self.config.folio_allow
        if flaw := note_flaw(self.env, 'include', name):
            yield Subtype.FILE, flaw
        if path.resolve() in around:
            yield Subtype.BOUND, f'"{name}" includes itself; take one of the two out'
        if len(around) > _DEEPEST_INCLUDE and not is_large:
            message = f'more than {_DEEPEST_INCLUDE} files include each other; take some out'
            yield Subtype.BOUND, message
        if len(self._noted('included')) >= _MOST_INCLUDES and not is_large:
            yield Subtype.BOUND, f'the page includes more than {_MOST_INCLUDES} files; divide it'

    def _include(self) -> list[nodes.Node]:
        renderer = getattr(self.state, '_renderer', None)
        if renderer:  # MyST includes Markdown by itself, and has no public way to ask for it
            mocked = MockIncludeDirective(
                renderer,
                name=self.name,
                klass=DocutilsInclude,
                arguments=self.arguments,
                options=self.options,
                body=list(self.content),
                lineno=self.lineno,
            )
            return list(mocked.run())
        arguments = (self.name, self.arguments, self.options, self.content, self.lineno)
        place = (self.content_offset, self.block_text, self.state, self.state_machine)
        return list(SphinxInclude(*arguments, *place).run())


def guard_directives(app: Sphinx) -> None:
    """Put a guard before each directive, when all extensions have added theirs."""
    app.add_directive('include', Include, override=True)
    registry: Any = directives  # there is no public way to list what is registered
    known = dict(registry._directives)  # noqa: SLF001
    for name, (module, class_name) in registry._directive_registry.items():  # noqa: SLF001
        known.setdefault(
            name, getattr(import_module(f'docutils.parsers.rst.directives.{module}'), class_name)
        )
    for name, directive in known.items():
        if _is_to_guard(directive):
            app.add_directive(name, _guarded(directive), override=True)
    for domain in app.env.domains.sorted():
        domain.directives.update(
            (name, _guarded(directive))
            for name, directive in domain.directives.items()
            if _is_to_guard(directive)
        )


def _is_to_guard(directive: Any) -> bool:
    # MyST knows the directive "table" by its method; it reads no file
    is_safe = (FolioDirective, Guarded, Include, RSTTable)
    return isinstance(directive, type) and not issubclass(directive, is_safe)


def _guarded(directive: type[Directive]) -> type[Directive]:
    return type(directive.__name__, (Guarded, directive), {'__module__': directive.__module__})


def refuse_raw(app: Sphinx) -> None:
    """Have docutils refuse the role ``raw`` as well."""
    app.env.settings['raw_enabled'] = 'raw' in app.config.folio_allow
