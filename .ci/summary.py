"""Write what a maintainer should see of a pull request, as Markdown for the summary of a job.

    python .ci/summary.py changes BASE HEAD
    python .ci/summary.py claims BASE HEAD PYTHON
    python .ci/summary.py links OUTPUT

The first names the changed files that are more than content; the second, by a PYTHON that
has Folio, the claims that are new; the third, what ``sphinx-build -b linkcheck`` found broken.
What a stranger wrote is shown as it is: it can neither format nor link nor call anybody.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: Where the content of the site is, and what it may consist of.
CONTENT = ('people/', 'projects/', 'topics/', 'guide/')
PAGES = ('index.md', 'publications.md', 'references.bib')
SUFFIXES = ('.md', '.bib', '.png', '.jpg', '.jpeg', '.webp', '.gif', '.svg', '.pdf')
#: What to say of other files, by the beginning of their path.
MORE = {
    'conf.py': 'runs in each build',
    'noxfile.py': 'runs on each machine that builds',
    'pyproject.toml': 'says what is installed',
    'uv.lock': 'says what is installed, and from where',
    '.readthedocs.yaml': 'says what Read the Docs runs',
    '.github/': 'says what CI runs',
    '.ci/': 'runs in CI',
    '_templates/': 'is part of each page',
    '_static/': 'is part of each page',
    'src/': 'is the extension, which runs in each build',
    'tests/': 'runs in CI',
    'benchmarks/': 'runs where somebody measures',
}
MODES = {
    '120000': 'a symbolic link, which may lead anywhere',
    '160000': 'a submodule, another repository',
    '100755': 'an executable file',
}
#: As `sphinx_folio.cli.check` titles what it cannot judge, and ends what it can.
CLAIMS = 'Claims for a maintainer to look at'
CLAIM = ' [folio.claim]'
MOST, LONGEST = 100, 200


class Change(NamedTuple):
    """A file that two commits have differently, and the mode that it had or has."""

    path: str
    mode: str
    is_removed: bool


def changes(base: str, head: str) -> list[Change]:
    """Return the files that differ between two commits."""
    told = _git('diff', '--raw', '-z', '--no-renames', '--ignore-submodules=none', base, head)
    parts = told.split('\0')
    found = []
    for facts, path in zip(parts[::2], parts[1::2], strict=False):
        old, new, *_hashes, status = facts.removeprefix(':').split(' ')
        found.append(Change(path, old if status == 'D' else new, status == 'D'))
    return found


def concern(change: Change) -> str:
    """Return why a changed file is more than content; empty, if it is not."""
    path = change.path
    reasons = [MODES[change.mode]] if change.mode in MODES else []
    more = next((why for start, why in MORE.items() if _begins(path, start)), '')
    is_content = path in PAGES or (path.startswith(CONTENT) and path.lower().endswith(SUFFIXES))
    if more or not is_content:
        reasons.append(more or 'lies outside the content')
    if change.is_removed and reasons:
        reasons.append('removed')
    return '; '.join(reasons)


def _begins(path: str, start: str) -> bool:
    return path.startswith(start) if start.endswith('/') else path == start


def claims(root: Path, python: str) -> list[str]:
    """Return what the command ``check`` leaves to a maintainer, without lines.

    :raises RuntimeError: if the site cannot be read.
    """
    command = [python, '-m', 'sphinx_folio', 'check', '--verbose', '--root', str(root)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    text = done.stdout.decode(errors='replace')
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr.decode(errors='replace').strip() or text)
    found: list[str] = []
    is_wanted = False
    for line in text.split('\n'):
        is_wanted = line.startswith(f'{CLAIMS} (') or (is_wanted and line != '')
        if (is_wanted and ': ' in line) or line.endswith(CLAIM):
            place, _colon, message = line.removesuffix(CLAIM).partition(': ')
            found.append(f'{place.rpartition(":")[0]}: {message}')
    return found


def show_changes(base: str, head: str) -> str:
    """Return the summary of the files that differ between two commits."""
    concerns = [(change.path, why) for change in changes(base, head) if (why := concern(change))]
    lines = ['## Changed files that are more than content', '']
    if concerns:
        lines += ['| File | Why to look at it |', '| --- | --- |']
        lines += _most([f'| {shown(path)} | {why} |' for path, why in concerns])
    else:
        lines.append('None: only pages, pictures and papers.')
    return '\n'.join([*lines, ''])


def show_claims(base: str, head: str, python: str) -> str:
    """Return the summary of the claims that a commit has and another one has not."""
    try:
        before, now = (_claims_of(commit, python) for commit in (base, head))
        new = [claim for claim in dict.fromkeys(now) if claim not in before]
        lines = _most([f'- {shown(claim)}' for claim in new]) or ['None.']
    except RuntimeError as error:
        lines = [f'They cannot be told: {shown(str(error))}']
    return '\n'.join(['## New claims about people and papers', '', *lines, ''])


def _claims_of(commit: str, python: str) -> list[str]:
    """Return the claims of a commit's files, which are laid out for it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, 'tree')
        _git('worktree', 'add', '--detach', str(tree), commit)
        try:
            return claims(tree, python)
        finally:
            _git('worktree', 'remove', '--force', str(tree))


def show_links(output: str) -> str:
    """Return the summary of the links that ``linkcheck`` found broken."""
    lines = Path(output).read_text(encoding='utf-8', errors='replace').splitlines()
    broken = [f'- {shown(line)}' for line in lines if '[broken]' in line]
    return '\n'.join(['## Broken links', '', *(_most(broken) or ['None.']), ''])


def shown(text: str) -> str:
    """Return *text* as GitHub shows it letter by letter, whatever it says in Markdown."""
    cut = text if len(text) <= LONGEST else f'{text[:LONGEST]}…'
    plain = ''.join(char if char.isprintable() else f'\\u{ord(char):04x}' for char in cut)
    code = ''.join(char if char.isalnum() or char in ' /' else f'&#{ord(char)};' for char in plain)
    return f'<code>{code}</code>'


def _most(lines: list[str]) -> list[str]:
    rest = len(lines) - MOST
    return [*lines[:MOST], *([f'\nand {rest} more'] if rest > 0 else [])]


def _git(*arguments: str) -> str:
    done = subprocess.run(['git', *arguments], capture_output=True, check=True)  # noqa: S603, S607
    return os.fsdecode(done.stdout)


if __name__ == '__main__':
    sys.stdout.reconfigure(encoding='utf-8')  # type: ignore[union-attr]
    command, *arguments = sys.argv[1:]
    show: dict[str, Callable[..., str]] = {
        'changes': show_changes,
        'claims': show_claims,
        'links': show_links,
    }
    print(show[command](*arguments))
