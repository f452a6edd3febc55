"""``new``: the first version of a page, and its place in the index of its folder. No Sphinx."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

import yaml

from sphinx_folio.model import fold, kebab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_folio.model import PageKind


_WHOLE_FOLDER = '```{toctree}\n:hidden:\n:glob:\n\n*\n```'
_TOCTREE = re.compile(r'(?P<indent>\s*)(?P<fence>`{3,}|:{3,})\{toctree\}\s*')
_WILDCARD = re.compile(r'(\*\*/?|\*|\?)')
_WILDCARDS = {'*': '[^/]*', '**': '.*', '**/': '(?:.*/)?', '?': '[^/]'}


def list_in_index(index: Path, page_id: str) -> str:
    """Add a page to the first toctree of *index* unless one has it; say what was done."""
    try:
        text = index.read_bytes().decode(errors='surrogateescape')
    except FileNotFoundError:
        return f'there is no {index}; write one that holds these lines:\n{_WHOLE_FOLDER}'
    lines = text.splitlines(keepends=True)
    trees = list(_toctrees(lines))
    if not trees:
        return f'{index} has no toctree; add these lines to it:\n{_WHOLE_FOLDER}'
    if any(tree.lists(page_id, index.parent.name) for tree in trees):
        return f'{index} lists it already'
    trees[0].append(page_id, lines)
    index.write_bytes(''.join(lines).encode(errors='surrogateescape'))
    return f'added to {index}'


class _Toctree(NamedTuple):
    """A toctree of a Markdown page, by the numbers of its lines."""

    #: The line after the opening fence, and that of the closing one.
    start: int
    stop: int
    indent: str
    glob: bool
    entries: tuple[str, ...]

    def lists(self, page_id: str, folder: str) -> bool:
        """Whether an entry names or matches the page."""
        docnames = (page_id, f'/{folder}/{page_id}')
        return any(_matches(entry, docnames, glob=self.glob) for entry in self.entries)

    def append(self, page_id: str, lines: list[str]) -> None:
        """Write the page behind the last entry."""
        end = self.stop
        while end > self.start and not lines[end - 1].strip():
            end -= 1
        newline = '\r\n' if lines[0].endswith('\r\n') else '\n'
        apart = newline if end > self.start and not self.entries else ''
        lines[end : self.stop] = [f'{apart}{self.indent}{page_id}{newline}']


def _toctrees(lines: list[str]) -> Iterator[_Toctree]:
    for start, line in enumerate(lines, start=1):
        if not (match := _TOCTREE.fullmatch(line)):
            continue
        closing = re.compile(rf'\s*{match["fence"][0]}{{{len(match["fence"])},}}\s*')
        stop = next((n for n in range(start, len(lines)) if closing.fullmatch(lines[n])), None)
        if stop is not None:
            options, entries = _split_options([text.strip() for text in lines[start:stop]])
            glob = any(re.match(r':?glob:', option) for option in options)
            yield _Toctree(start, stop, match['indent'], glob, tuple(filter(None, entries)))


def _split_options(body: list[str]) -> tuple[list[str], list[str]]:
    """Split what a directive holds into its options, in either form, and the rest."""
    if body and body[0] == '---' and '---' in body[1:]:
        end = body.index('---', 1)
        return body[1:end], body[end + 1 :]
    end = next((n for n, line in enumerate(body) if not line.startswith(':')), len(body))
    return body[:end], body[end:]


def _matches(entry: str, docnames: tuple[str, ...], *, glob: bool) -> bool:
    """Whether an entry of a toctree, ``docname`` or ``Title <docname>``, means a page."""
    titled = re.fullmatch(r'.*<(.+)>', entry)
    target = (titled[1] if titled else entry).removesuffix('.md')
    if titled or not glob:
        return target in docnames
    parts = _WILDCARD.split(target)
    pattern = ''.join(_WILDCARDS.get(part, re.escape(part)) for part in parts)
    return any(re.fullmatch(pattern, docname) for docname in docnames)


FOLDERS: dict[PageKind, str] = {'person': 'people', 'project': 'projects', 'topic': 'topics'}

#: What the front matter of a new page shows of its kind: each line that begins with
#: ``# `` becomes a true key when that sign is taken away.
_FRONT_MATTER: dict[PageKind, str] = {
    'person': """\
  # native-name: 王梓人
  # pronouns: she/her
  # role: Ph.D. student
  # group: phd  # faculty, postdoc, phd, master, undergraduate, engineer, staff, visitor, alumni
  # affiliation: Example University
  # location: Zürich, Switzerland
  # status: Looking for an internship in 2027
  # summary: Makes storage systems for language models.
  # email: jane@example.org
  # photo: jane-doe.jpg  # a JPEG or PNG file beside this page
  # links:
  #   website: https://example.org/
  #   github: jane-doe
  #   orcid: 0000-0002-1825-0097
  # topics: [distributed-systems]  # names of files in topics/, without ".md"
  # names: ["Doe, J. A."]  # other spellings of your name in references.bib
  # updated: 2026-01-31
""",
    'project': """\
  # summary: A file system that forgets nothing.
  # status: active  # active or finished
  # period: 2025-09 to present
  # people:  # names of files in people/, without ".md"
  #   - {id: jane-doe, role: lead}
  # topics: [distributed-systems]  # names of files in topics/, without ".md"
  # links:
  #   code: https://example.org/code
  #   paper: https://example.org/paper.pdf
  # funding: [Example Foundation]
  # updated: 2026-01-31
""",
    'topic': """\
  # summary: Many machines that work as one.
  # broader: [computer-systems]  # names of files in topics/, without ".md"
  # aliases: [Distributed computing]
""",
}

_BODY: dict[PageKind, str] = {
    'person': """\
:::::::{tab-set}

::::::{tab-item} About
Write two or three sentences for someone who has never met you.
::::::

% For this tab, change what it says and take "% " away from its lines.
%
% ::::::{tab-item} Experience and education
% :::::{timeline} Education
% :kind: education
%
% ::::{entry} MSc in Computer Science
% :organisation: Example University
% :place: Zürich, Switzerland
% :dates: 2023-09 to 2025-07
%
% What you did there; this part may be empty.
% ::::
% :::::
% ::::::

::::::{tab-item} Projects
```{projects}
```
::::::

::::::{tab-item} Publications
```{publications}
```
::::::

:::::::
""",
    'project': """\
Write what the project is for, and what came out of it.

## Publications

```{publications}
```
""",
    'topic': """\
Write in two or three sentences what the topic is.

## People

```{people}
```

## Projects

```{projects}
```

## Publications

```{publications}
```
""",
}

_PAGE = Template("""\
---
$kind:
  name: $name
  # Take the "# " away from a line below to use it.
$keys---

# $title

```{profile}
```

$body""")

#: Folders that hold no page of the site.
_NOT_SEARCHED = re.compile(r'[._].*|node_modules|venv')


class ScaffoldError(Exception):
    """No page was written; the message says why and what to do."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class NewPage(NamedTuple):
    """A page that was written."""

    path: Path
    #: How the page comes into the navigation.
    listed: str


def write_page(kind: PageKind, name: str, *, root: Path, page_id: str = '') -> NewPage:
    """Write a page that already builds, and list it in the index of its folder.

    :param page_id: the id to use; by default the one that the name gives.
    :raises ScaffoldError: if the name or the id is unfit, or in use.
    """
    if not (root / 'conf.py').is_file():
        message = f'{root.absolute()} holds no conf.py; go to the folder of the site, or use --root'
        raise ScaffoldError(message, 2)
    name = _checked_name(name)
    page_id = _checked_id(page_id) if page_id else _id_of(name, kind)
    path = root / FOLDERS[kind] / f'{page_id}.md'
    for twin in _pages_named(path.name, root):
        if twin != path and _declares(twin, kind):
            message = f'{twin} is a {kind} with the id {page_id}; choose another one with --id'
            raise ScaffoldError(message, 1)
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open('x', encoding='utf-8', newline='\n') as file:
            file.write(page_text(kind, name))
    except FileExistsError:
        message = f'{path} exists and is left as it is; choose another id with --id'
        raise ScaffoldError(message, 1) from None
    return NewPage(path, list_in_index(path.with_name('index.md'), page_id))


def page_text(kind: PageKind, name: str) -> str:
    """Return the source of a new page."""
    return _PAGE.substitute(
        kind=kind,
        name=_yaml_scalar(name),
        keys=_FRONT_MATTER[kind],
        title=_markdown_text(name),
        body=_BODY[kind],
    )


def _checked_name(name: str) -> str:
    name = ' '.join(name.split())
    if not name:
        message = 'the name is empty; write it in quotes, such as "Jane Doe"'
        raise ScaffoldError(message, 2)
    if any(unicodedata.category(char) in {'Cc', 'Cs'} for char in name):
        message = f'the name {name!r} holds a character that no page can show; remove it'
        raise ScaffoldError(message, 2)
    return name


def _checked_id(page_id: str) -> str:
    nearest = kebab(fold(page_id))
    if page_id == 'index':
        message = 'the id "index" belongs to the page of the folder; choose another one'
        raise ScaffoldError(message, 2)
    if page_id != nearest:
        hint = f'did you mean "{nearest}"?' if nearest else 'write one such as "wang-ziren"'
        message = f'"{page_id}" is no id (lower-case ASCII words joined by hyphens); {hint}'
        raise ScaffoldError(message, 2)
    return page_id


def _id_of(name: str, kind: PageKind) -> str:
    page_id = kebab(fold(name))
    if not page_id:
        message = (
            f'no id can be made from "{name}", for an id is ASCII; '
            f'give one, such as: new {kind} "{name}" --id wang-ziren'
        )
        raise ScaffoldError(message, 2)
    return _checked_id(page_id)


def _pages_named(filename: str, root: Path) -> Iterator[Path]:
    for folder, subfolders, files in os.walk(root):
        here = Path(folder)
        if here != root and 'conf.py' in files:
            subfolders.clear()  # this is another site
            continue
        subfolders[:] = [name for name in subfolders if not _NOT_SEARCHED.fullmatch(name)]
        if filename in files:
            yield here / filename


def _declares(path: Path, kind: PageKind) -> bool:
    """Whether the front matter of a page says that it is of *kind*."""
    lines = path.read_text(encoding='utf-8', errors='replace').splitlines()
    if not lines or lines[0] != '---':
        return False
    end = lines.index('---', 1) if '---' in lines[1:] else len(lines)
    return any(line.startswith(f'{kind}:') for line in lines[1:end])


def _yaml_scalar(text: str) -> str:
    """Return *text* as it is where YAML reads it back unchanged, else in quotes."""
    try:
        plain = yaml.safe_load(f'name: {text}') == {'name': text}
    except (yaml.YAMLError, ValueError):
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def _markdown_text(text: str) -> str:
    """Return *text* with the signs escaped that Markdown would read as markup."""
    return re.sub(r'([\\`*_\[\]<{$&~]|(?<=\s)#)', r'\\\1', text)
