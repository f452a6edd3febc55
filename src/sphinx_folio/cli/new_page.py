"""``new``: the first version of a page, and of the index page of its folder."""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from string import Template

import yaml
from sphinx.config import Config
from sphinx.util.matching import Matcher

from sphinx_folio.model import (
    MAIN_KINDS,
    PLURALS,
    MainKind,
    PageKind,
    entry_kinds,
    id_of_name,
    kebab,
    with_article,
)
from sphinx_folio.reading import expected_kind, read_page
from sphinx_folio.util import CommandError, did_you_mean, markdown_text

from .schema import schema_hint
from .settings import left_out, pages_of, read_config, source_of

#: Folders that hold no page of a site, whatever its ``exclude_patterns`` say.
_NOT_SEARCHED = ('[._]*', '**/[._]*', 'node_modules', '**/node_modules', 'venv', '**/venv')
#: The kinds of dated entries by what one of them is called, where that is not without the "s".
_ONE_OF = {'activity': 'activities', 'course': 'teaching', 'lecture': 'teaching', 'post': 'news'}


def write_page(kind: str, name: str, *, root: Path, page_id: str = '') -> list[Path]:
    """Write a page that already builds, and the index page of its folder if there is none.

    Return the files that were written, the page first. It joins the navigation by itself.

    :param kind: a person, project or topic, or a kind of dated entries, such as ``talks``.
    :param page_id: the id to use; by default the one that the name gives.
    :raises CommandError: if the kind, the name or the id is unfit, or the id is in use.
    """
    if kind in {'paper', 'publication'}:
        raise CommandError(f'a {kind} is an entry in a .bib file, such as references.bib', 2)
    config, _problems = read_config(root)
    page_kind, kind = _checked_kind(kind, entry_kinds(config.folio_entry_kinds))
    name = checked_name(name)
    if name.endswith('.md'):
        shown = re.sub(r'[\W_]+', ' ', Path(name).stem).strip().title() or 'Jane Doe'
        message = f'"{name}" is the name of a file; write that of the {kind}, such as "{shown}"'
        raise CommandError(message, 2)
    page_id = _checked_id(page_id, name, kind, page_kind)
    folders = {each: _folder_of(each, config) for each in MAIN_KINDS}
    folder = _folder_of_entries(kind, config) if page_kind == 'entry' else folders[page_kind]
    path = root / folder / f'{page_id}.md'
    _check_place(path, page_kind, root, config)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open('x', encoding='utf-8', newline='\n') as file:
            hint = schema_hint(path, root)
            file.write(page_text(page_kind, name, folders=folders, hint=hint))
    except FileExistsError:
        message = f'{path} exists and is left as it is; choose another id with --id'
        raise CommandError(message) from None
    index = path.with_name('index.md')
    others = (index.with_suffix('.rst'), path.parent.with_suffix('.md'))
    with suppress(FileExistsError):
        if not any(other.exists() for other in others):
            with index.open('x', encoding='utf-8', newline='\n') as file:
                file.write(index_text(page_kind, kind, config.folio_entry_kinds))
            return [path, index]
    return [path]


def _checked_kind(kind: str, dated: Sequence[str]) -> tuple[PageKind, str]:
    """Return the kind of a page, and of a dated entry its own, which may be said of one."""
    if main := next((each for each in MAIN_KINDS if each == kind), None):
        return main, kind
    for name in (kind, f'{kind}s', _ONE_OF.get(kind, '')):
        if name in dated:
            return 'entry', name
    if kind in {'entry', 'entries'}:
        message = f'an entry is of a kind; write one of these in the place of "{kind}"'
        raise CommandError(f'{message}: {", ".join(dated)}', 2)
    hint = did_you_mean(kind, (*MAIN_KINDS, *dated))
    raise CommandError(f'"{kind}" is no kind of page{hint}', 2)


def page_text(
    kind: PageKind, name: str, *, folders: Mapping[MainKind, str] | None = None, hint: str = ''
) -> str:
    """Return the source of a new page.

    :param folders: where the pages of each kind are, which some comments say.
    :param hint: the line that names the schema of the front matter, if it has one.
    """
    folders = folders or {each: PLURALS[each] for each in MAIN_KINDS}
    template = files('sphinx_folio').joinpath('templates', 'new', f'{kind}.md')
    text = Template(template.read_text(encoding='utf-8')).substitute(
        name=yaml_scalar(name),
        title=markdown_text(name),
        today=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        **{PLURALS[each]: folder for each, folder in folders.items()},
    )
    return text.replace('---\n', f'---\n{hint}', 1)


def index_text(page_kind: PageKind, kind: str, own: Mapping[str, str]) -> str:
    """Return the source of a new index page.

    :param kind: of dated entries, such as ``talks``.
    :param own: the headings that the site gives its own kinds of entries.
    """
    listing, option, title = PLURALS[page_kind], '', PLURALS[page_kind].capitalize()
    if page_kind == 'entry':
        option, title = f':kind: {kind}\n', markdown_text(own.get(kind) or kind.capitalize())
    return f'# {title}\n\n```{{{listing}}}\n{option}```\n'


def _folder_of(kind: MainKind, config: Config) -> str:
    """Return the first folder of a kind that ``conf.py`` names, or the usual one."""
    kinds: dict[str, str] = config.folio_folders
    return next((name.strip('/') for name in kinds if kinds[name] == kind), PLURALS[kind])


def _folder_of_entries(kind: str, config: Config) -> str:
    """Return the folder that is named for a kind of dated entries, or one of that name."""
    kinds: dict[str, str] = config.folio_folders
    folders = (name.strip('/') for name in kinds if kinds[name] == 'entry')
    return next((name for name in folders if name.rpartition('/')[2] == kind), kind)


def _check_place(path: Path, kind: PageKind, root: Path, config: Config) -> None:
    """Refuse a page that a build would leave out, take for another kind, or have twice."""
    relative = path.relative_to(root)
    is_left_out = Matcher(left_out(config))
    if any(is_left_out(each.as_posix()) for each in (relative, *_folders(relative))):
        raise CommandError(
            f'conf.py leaves {path} out of the site; correct exclude_patterns or folio_folders'
        )
    expected = expected_kind(config, relative.with_suffix('').as_posix())
    if expected and expected != kind:
        raise CommandError(
            f'{path.parent} is the folder of {with_article(expected)}; '
            f'name one of {with_article(kind)} in folio_folders'
        )
    for docname, page in pages_of(root, config, _NOT_SEARCHED).items():
        may_be_twin = page.stem in {path.stem, 'index'} and page != relative
        if may_be_twin and not _is_elsewhere(page, root):
            record = read_page(source_of(root / page), docname, config, root).record
            if record and record.kind == kind and record.id == path.stem:
                raise CommandError(
                    f'{root / page} is {with_article(kind)} with the id {path.stem}; '
                    'choose another one with --id'
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


def _checked_id(page_id: str, name: str, kind: str, page_kind: PageKind) -> str:
    """Return the id that was given, or the one that the name gives."""
    nearest = kebab(page_id) or id_of_name(name, page_kind)
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
