"""``schema``: the JSON Schemas of front matter, printed or written for editors to read."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.config import CONFIG_FILENAME

from sphinx_folio.model import PAGE_KINDS, OwnWords, front_matter_schema, kind_schema, services_of
from sphinx_folio.reading import known_keys, vocabulary_of
from sphinx_folio.util import CommandError, did_you_mean, write_atomic

from .settings import read_config

#: Where a site keeps the schema that its pages name.
SITE_SCHEMA = Path('.folio', 'front-matter.json')
_WHOLE = 'front-matter'


def schema_text(kind: str = '', root: Path | None = None) -> str:
    """Return the schema of a whole front matter, or of what stands under the key of a *kind*.

    :param root: folder of a site, whose own groups and keys it has then.
    :raises CommandError: for an unknown kind, or a ``conf.py`` that cannot be run.
    """
    if kind and kind not in PAGE_KINDS:
        raise CommandError(f'"{kind}" is no kind of page{did_you_mean(kind, PAGE_KINDS)}', 2)
    return dict(_texts(_own_words(root)))[kind or _WHOLE]


def write_schemas(root: Path, folder: str = '') -> list[Path]:
    """Write the schema of a site into it, or all schemas into a *folder*; return the files.

    :raises CommandError: as `schema_text`.
    """
    texts = dict(_texts(_own_words(root)))
    if not folder:
        if not (root / CONFIG_FILENAME).is_file():
            advice = 'go to the folder of the site, use --root, or name a folder to write into'
            raise CommandError(f'{root.resolve()} holds no {CONFIG_FILENAME}; {advice}', 2)
        files = {root / SITE_SCHEMA: texts[_WHOLE]}
    else:
        files = {Path(folder, f'{name}.json'): text for name, text in texts.items()}
    for path, text in files.items():
        write_atomic(path, text.encode())
    return list(files)


def schema_hint(page: Path, root: Path) -> str:
    """Return the first line of a page's front matter, which names its schema to editors.

    It is empty where the site has no schema, as editors tell of one that is not there.
    """
    if not (root / SITE_SCHEMA).is_file():
        return ''
    path = os.path.relpath(root / SITE_SCHEMA, page.parent).replace(os.sep, '/')
    return f'# yaml-language-server: $schema={path}\n'


def _own_words(root: Path | None) -> OwnWords:
    """Return what a site has of its own, if there is one."""
    if root is None or not (root / CONFIG_FILENAME).is_file():
        return OwnWords()
    config, _problems = read_config(root)
    services = services_of(config.folio_link_services)
    return OwnWords(vocabulary_of(config), config.folio_person_fields, services)


def _texts(own: OwnWords) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each schema."""
    yield _WHOLE, _json(front_matter_schema(known_keys, own))
    for kind in PAGE_KINDS:
        yield kind, _json(kind_schema(kind, known_keys(kind), own))


def _json(schema: dict[str, Any]) -> str:
    return f'{json.dumps(schema, indent=2)}\n'
