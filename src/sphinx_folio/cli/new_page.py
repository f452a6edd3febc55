"""``new``: the first version of a page, and its place in the index of its folder."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import NamedTuple

import yaml
from myst_parser.parsers.directives import parse_directive_text
from sphinx.config import Config
from sphinx.directives.other import TocTree
from sphinx.util import docname_join
from sphinx.util.matching import Matcher, patmatch
from sphinx.util.nodes import explicit_title_re

from sphinx_folio.config import primary_domain
from sphinx_folio.model import FOLDERS, PAGE_KINDS, PageKind, fold, kebab, parse_titles
from sphinx_folio.reading import expected_kind, read_page
from sphinx_folio.util import CommandError, did_you_mean

from .settings import left_out, pages_of, read_config, source_of

_WHOLE_FOLDER = '```{toctree}\n:hidden:\n:glob:\n\n*\n```'
_TOCTREE = re.compile(r'(?P<indent>\s*)(?P<fence>`{3,}|:{3,})\{toctree\}\s*')
#: Folders that hold no page of a site, whatever its ``exclude_patterns`` say.
_NOT_SEARCHED = ('[._]*', '**/[._]*', 'node_modules', '**/node_modules', 'venv', '**/venv')
#: Where a directive begins that is not one of sphinx-design's.
_DIRECTIVE = re.compile(r'(?<=[`:]\{)(?!tab-)')


class NewPage(NamedTuple):
    """A page that was written."""

    path: Path
    listed: str  #: How the page comes into the navigation.


def write_page(kind: str, name: str, *, root: Path, page_id: str = '') -> NewPage:
    """Write a page that already builds, and list it in the index of its folder.

    :param page_id: the id to use; by default the one that the name gives.
    :raises CommandError: if the kind, the name or the id is unfit, or the id is in use.
    """
    if kind not in PAGE_KINDS:
        raise CommandError(f'"{kind}" is no kind of page{did_you_mean(kind, PAGE_KINDS)}', 2)
    config, _problems = read_config(root)
    name = checked_name(name)
    page_id = _checked_id(page_id, name, kind)
    folders = {each: _folder_of(each, config) for each in PAGE_KINDS}
    path = root / folders[kind] / f'{page_id}.md'
    _check_place(path, kind, root, config)
    path.parent.mkdir(parents=True, exist_ok=True)
    prefix = '' if primary_domain(config) == 'folio' else 'folio:'
    try:
        with path.open('x', encoding='utf-8', newline='\n') as file:
            file.write(page_text(kind, name, folders=folders, prefix=prefix))
    except FileExistsError:
        message = f'{path} exists and is left as it is; choose another id with --id'
        raise CommandError(message) from None
    return NewPage(path, list_in_index(path.with_name('index.md'), page_id, folders[kind]))


def page_text(
    kind: PageKind, name: str, *, folders: Mapping[PageKind, str] = FOLDERS, prefix: str = ''
) -> str:
    """Return the source of a new page.

    :param folders: where the pages of each kind are, which some comments say.
    :param prefix: what stands before the names of Folio's directives.
    """
    template = files('sphinx_folio').joinpath('templates', 'new', f'{kind}.md')
    source = _DIRECTIVE.sub(prefix, template.read_text(encoding='utf-8'))
    return Template(source).substitute(
        name=yaml_scalar(name),
        title=markdown_text(name),
        **{FOLDERS[each]: folder for each, folder in folders.items()},
    )


def _folder_of(kind: PageKind, config: Config) -> str:
    """Return the first folder of a kind that ``conf.py`` names, or the usual one."""
    kinds: dict[str, str] = config.folio_folders
    return next((name.strip('/') for name in kinds if kinds[name] == kind), FOLDERS[kind])


def _check_place(path: Path, kind: PageKind, root: Path, config: Config) -> None:
    """Refuse a page that a build would leave out, take for another kind, or have twice."""
    relative = path.relative_to(root)
    is_left_out = Matcher(left_out(config))
    if any(is_left_out(each.as_posix()) for each in (relative, *_folders(relative))):
        raise CommandError(
            f'conf.py leaves {path} out of the site; correct exclude_patterns or folio_folders'
        )
    expected = expected_kind(config, relative.with_suffix('').as_posix())
    if expected not in {None, kind}:
        raise CommandError(
            f'{path.parent} is the folder of a {expected}; name one of a {kind} in folio_folders'
        )
    for docname, page in pages_of(root, config, _NOT_SEARCHED).items():
        is_twin = page.stem == path.stem and page != relative and not _is_elsewhere(page, root)
        if is_twin and read_page(source_of(root / page), docname, config, root).kind == kind:
            raise CommandError(
                f'{root / page} is a {kind} with the id {path.stem}; choose another one with --id'
            )


def _is_elsewhere(page: Path, root: Path) -> bool:
    """Tell whether a page belongs to another site inside of this one."""
    return any((root / folder / 'conf.py').is_file() for folder in _folders(page))


def _folders(page: Path) -> list[Path]:
    """Return the folders of a page below that of the site."""
    return list(page.parents)[:-1]


def checked_name(name: str) -> str:
    """Return a name in one line, with single spaces.

    :raises CommandError: if it is empty, or holds what no page can show.
    """
    name = ' '.join(name.split())
    if not name:
        raise CommandError('the name is empty; write it in quotes, such as "Jane Doe"', 2)
    if any(unicodedata.category(char) in {'Cc', 'Cs'} for char in name):
        message = f'the name {name!r} holds a character that no page can show; remove it'
        raise CommandError(message, 2)
    return name


def _checked_id(page_id: str, name: str, kind: PageKind) -> str:
    """Return the id that was given, or the one that the name gives."""
    said = parse_titles(name)
    names = (said.name, *said.others) if kind == 'person' else (name,)
    nearest = next(filter(None, (kebab(fold(text)) for text in (page_id, *names))), '')
    if page_id not in {'', nearest}:
        hint = f'did you mean "{nearest}"?' if nearest else 'write one such as "wang-ziren"'
        message = f'"{page_id}" is no id (lower-case ASCII words joined by hyphens); {hint}'
    elif not nearest:
        message = (
            f'no id can be made from "{name}", for an id is ASCII; '
            f'give one, such as: new {kind} "{name}" --id wang-ziren'
        )
    elif nearest == 'index':
        message = 'the id "index" belongs to the page of the folder; choose another one'
    else:
        return nearest
    raise CommandError(message, 2)


def yaml_scalar(text: str) -> str:
    """Return *text* as it is where YAML reads it back unchanged, else in quotes."""
    try:
        plain = yaml.safe_load(f'name: {text}') == {'name': text}
    except (yaml.YAMLError, ValueError):
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


def markdown_text(text: str) -> str:
    """Return *text* with the signs escaped that Markdown would read as markup."""
    return re.sub(r'([\\`*_\[\]<{$&~]|(?<=\s)#)', r'\\\1', text)


def list_in_index(index: Path, page_id: str, folder: str = '') -> str:
    """Add a page to the first toctree of *index* unless one has it; say what was done.

    :param folder: the folder of both from that of the site, where it is deeper than one.
    """
    try:
        text = index.read_bytes().decode(errors='surrogateescape')
    except FileNotFoundError:
        return f'there is no {index}; write one that holds these lines:\n{_WHOLE_FOLDER}'
    lines = text.splitlines(keepends=True)
    trees = list(_toctrees(lines))
    if not trees:
        return f'{index} has no toctree; add these lines to it:\n{_WHOLE_FOLDER}'
    docname = f'{folder or index.parent.name}/{page_id}'
    if any(tree.lists(docname) for tree in trees):
        return f'{index} lists it already'
    trees[0].append(page_id, lines)
    index.write_bytes(''.join(lines).encode(errors='surrogateescape'))
    return f'added to {index}'


class _Toctree(NamedTuple):
    """A toctree of a Markdown page, by the numbers of its lines."""

    start: int  #: The line after the opening fence, and that of the closing one.
    stop: int
    indent: str
    glob: bool
    entries: tuple[str, ...]

    def lists(self, docname: str) -> bool:
        """Whether an entry, ``docname`` or ``Title <docname>``, means a page beside this one."""
        for entry in self.entries:
            titled = explicit_title_re.match(entry)
            target = docname_join(docname, (titled[2] if titled else entry).removesuffix('.md'))
            if target == docname or (self.glob and not titled and patmatch(docname, target)):
                return True
        return False

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
            content = '\n'.join(text.strip() for text in lines[start:stop])
            parsed = parse_directive_text(TocTree, '', content)
            entries = tuple(filter(None, parsed.body))
            yield _Toctree(start, stop, match['indent'], 'glob' in parsed.options, entries)
