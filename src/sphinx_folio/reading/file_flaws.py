"""Why the text of a page may not read a file that it names; asked again in each build."""

import os
import posixpath
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_folio.domains import folio_domain
from sphinx_folio.gate import MOST_OF_TEXT, Gate, download_flaw, gate_of, picture_flaw
from sphinx_folio.model import UnfitFile

#: What is wanted of a file: to be put into the page; the same, or to be read, where the word
#: may mean another thing; to be shown; to be copied.
Use = Literal['include', 'insert', 'read', 'picture', 'download']
_WILD = frozenset('*?[')


def site_gate(env: BuildEnvironment) -> Gate:
    """Return the gate that the files of a page go through."""
    return gate_of(Path(env.srcdir), env.config.folio_allow)


def note_flaw(env: BuildEnvironment, use: Use, name: str) -> str:
    """Return why a file may not be read; nothing, if it may. What is refused is kept."""
    docname = env.current_document.docname
    flaw = file_flaw(env, docname, use, name)
    if flaw:
        folio_domain(env).add_facts(docname, unfit_files=[UnfitFile(use, name, flaw)])
    return flaw


def file_flaw(env: BuildEnvironment, docname: str, use: str, name: str) -> str:
    """Return why a page may not use a file so, with what to do; nothing, if it may."""
    return flaw_of_file(site_gate(env), env.config.folio_allow, docname, use, name)


def flaw_of_file(gate: Gate, allowed: Collection[str], docname: str, use: str, name: str) -> str:
    """Return the same where there is no environment.

    :param allowed: the value of ``folio_allow``.
    """
    try:
        return next(filter(None, _flaws(gate, allowed, docname, use, name)), '')
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return f'"{name}" cannot be read ({reason}); save it anew, under another name'


def _flaws(
    gate: Gate, allowed: Collection[str], docname: str, use: str, name: str
) -> Iterator[str]:
    folder = posixpath.dirname(docname)
    most = {'most': MOST_OF_TEXT} if use in {'include', 'insert'} and 'large' not in allowed else {}
    if use in {'insert', 'read'}:
        for path in gate.places(folder, name):
            # what is missing, the directive tells; "read" may be a word that names no file
            if os.path.lexists(path) if use == 'insert' else path.exists() and not path.is_dir():
                yield gate.refusal(path, name, **most)
        return
    paths = [gate.place(folder, name)]
    if use == 'picture' and name.endswith('.*'):
        if _WILD.intersection(name[:-2]):
            yield f'"{name}" stands for more than one picture; name the file'
        paths = sorted(paths[0].parent.glob(paths[0].name)) or paths
    for path in paths:
        yield gate.refusal(path, name, **most)
        if not path.is_file():
            yield (
                f'"{name}" does not exist; write the path from the page, or from the site with a '
                '"/" before it'
            )
        elif use != 'include' and 'active-files' not in allowed:
            flaw = picture_flaw(path) if use == 'picture' else download_flaw(path)
            yield f'"{name}" {flaw}' if flaw else ''


def linked_file(env: BuildEnvironment, name: str) -> tuple[str, str]:
    """Return where a file is that the page links to, and why it may not be; one is empty.

    The path begins at the source folder. What is refused is kept.
    """
    docname = env.current_document.docname
    path, flaw = find_linked(site_gate(env), env.config.folio_allow, docname, name)
    if flaw:
        folio_domain(env).add_facts(docname, unfit_files=[UnfitFile('download', name, flaw)])
    return path, flaw


def find_linked(gate: Gate, allowed: Collection[str], docname: str, name: str) -> tuple[str, str]:
    """Return the same where there is no environment, and nothing is kept."""
    flaw = flaw_of_file(gate, allowed, docname, 'download', name)
    path = gate.place(posixpath.dirname(docname), name).resolve()
    if not flaw and not path.is_relative_to(gate.root):
        flaw = f'"{name}" lies outside the site; copy the file into it'
    return ('', flaw) if flaw else (path.relative_to(gate.root).as_posix(), '')


def find_mended_files(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages to read again, as something else is now to be said of their files.

    Sphinx would look at the time of a file alone.
    """
    return [
        docname
        for docname, facts in folio_domain(env).pages.looking_out()
        if any(file_flaw(env, docname, use, name) != flaw for use, name, flaw in facts.unfit_files)
    ]
