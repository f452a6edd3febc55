"""Other sites: what intersphinx has read of their inventories, as far as Folio knows it.

``conf.py`` names the sites and is trusted; what their inventories say is data of strangers.
"""

import posixpath
from collections.abc import Iterator
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

from sphinx.environment import BuildEnvironment
from sphinx.ext.intersphinx import InventoryAdapter

from sphinx_folio.gate import scheme_of
from sphinx_folio.model import Elsewhere, Kind, ObjectRef, OtherSite

#: Characters of a name that are shown, and of an address that a message names.
_LONGEST_NAME = 500
_LONGEST_SHOWN = 80


def read_sites(env: BuildEnvironment) -> dict[str, OtherSite]:
    """Return the sites of ``intersphinx_mapping`` by their names, with the objects of each."""
    inventories = InventoryAdapter(env).named_inventory if _is_mapped(env) else {}
    return {
        name: OtherSite(dict(_objects(inventories[name], uri)))
        if name in inventories
        else OtherSite(is_read=False)
        for name, uri in _mapped(env)
    }


def _is_mapped(env: BuildEnvironment) -> bool:
    return 'intersphinx_mapping' in env.config


def _mapped(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield name and address of each site."""
    mapping: Any = env.config.intersphinx_mapping if _is_mapped(env) else {}
    for name, (uri, _locations) in mapping.values():
        yield name, f'{uri.rstrip("/")}/'


def _objects(inventory: Any, root: str) -> Iterator[tuple[ObjectRef, Elsewhere]]:
    for kind in get_args(Kind):
        for name, item in inventory.get(f'folio:{kind}', {}).items():
            shown = name if item.display_name == '-' else item.display_name
            url = root if item.uri == f'{root}index.html' and '://' in root else item.uri
            site = _shown(item.project_name) or urlsplit(root).netloc or root
            found = Elsewhere(_shown(shown) or name, url, site, _flaw(url, root))
            yield ObjectRef(kind, name), found


def _shown(text: str) -> str:
    words = ' '.join(text.split())
    return words if len(words) <= _LONGEST_NAME else f'{words[:_LONGEST_NAME]}…'


def _flaw(url: str, root: str) -> str:
    """Return why no reader may be led to an address; nothing for a page below *root*.

    Intersphinx joins both, and where it was sent on to another address, it takes that one.
    """
    below = url.removeprefix(root)
    if below == url and '://' in root:
        parts = urlsplit(url)
        below = parts.path.lstrip('/') if parts.scheme in {'http', 'https'} else url
    path = unquote(below.partition('#')[0]).replace('\\', '/')
    is_inside = not (
        path.startswith('/')
        or scheme_of(below)
        or '..' in posixpath.normpath(path).split('/')
        or scheme_of(url) not in {'', 'http', 'https'}
    )
    return (
        '' if is_inside else f'leads to "{below[:_LONGEST_SHOWN]}", which is no page of that site'
    )


def find_anywhere(env: BuildEnvironment, kind: str, name: str) -> tuple[str, str] | None:
    """Return name and address of the object that intersphinx takes for one without a site.

    It does so for a role whose target is not of this site, unless ``conf.py`` forbids it.
    """
    if not _is_mapped(env) or {'*', 'folio:*', f'folio:{kind}'}.intersection(
        env.config.intersphinx_disabled_reftypes
    ):
        return None
    return state_of(env, '', f'folio:{kind}', name)


def state_of(env: BuildEnvironment, inventory: str, kind: str, name: str) -> tuple[str, str] | None:
    """Return name and address of an object of any domain, as inventories have it now.

    :param inventory: the name of its site, or empty for whichever has it.
    :param kind: its type with its domain.
    """
    if not _is_mapped(env):
        return None
    adapter = InventoryAdapter(env)
    within = adapter.named_inventory.get(inventory, {}) if inventory else adapter.main_inventory
    item = within.get(kind, {}).get(name)
    return (item.display_name, item.uri) if item else None
