"""Every warning of the extension goes through here, with a place and a subtype."""

from collections.abc import Iterable

from docutils.nodes import Node
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_folio.model import Problem, Subtype, merged
from sphinx_folio.util import message_line, safe_line

logger = logging.getLogger(__name__)

#: The type to name in ``suppress_warnings``, as ``folio`` or ``folio.<subtype>``.
WARNING_TYPE = 'folio'


def warn(
    subtype: Subtype, message: str, *args: object, location: str | tuple[str, int] | Node
) -> None:
    """Log a warning at *location*: ``file:line``, ``(docname, line)`` or a node.

    It is one line, whatever stands in the values and in the names of files.
    """
    line = message_line(message % args if args else message)
    place = safe_line(location) if isinstance(location, str) else location
    logger.warning('%s', line, location=place, type=WARNING_TYPE, subtype=subtype)


def warn_missing_page(name: str, *, location: Node) -> None:
    """Log that a link leads to no page, when the page with the link is written.

    It is of Sphinx's type ``ref.doc``: as Sphinx, Folio says it only then, so that nothing in
    it may depend on other pages.
    """
    message = message_line(f'there is no page "{name}"; write "{name}.md", or correct the link')
    logger.warning('%s', message, location=location, type='ref', subtype='doc')


def report(problems: Iterable[Problem], env: BuildEnvironment) -> None:
    """Log problems, each at its document or file, in the order of their lines; equal ones once."""
    for problem in merged(problems):
        file = problem.file
        path = env.doc2path(file) if file in env.found_docs else file
        warn(problem.subtype, '%s', problem.message, location=f'{path}:{problem.line}')
