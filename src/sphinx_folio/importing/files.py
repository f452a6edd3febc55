"""Files of a source, as far as the gate lets them through."""

from collections.abc import Callable
from pathlib import Path

from sphinx_folio.gate import MOST_OF_TEXT, Gate, download_flaw, is_url, picture_flaw
from sphinx_folio.model import kebab
from sphinx_folio.util import CommandError

from .neutral import Asset, Origin, Site

#: How often the text of a source may be as long as that of a page.
_TIMES = 16
#: Returns where a file that a source names stands in the new site, or why it cannot come along.
FindAsset = Callable[[str, Origin], tuple[str, str]]
_PICTURES = frozenset({'.avif', '.bmp', '.gif', '.jpeg', '.jpg', '.png', '.svg', '.webp'})


def read_text(file: Path) -> str:
    """Return the text of a file, be it UTF-8 or, as older files are, Latin-1.

    :raises CommandError: if it is too large.
    """
    if file.stat().st_size > _TIMES * MOST_OF_TEXT:
        raise CommandError(f'{file} has more than {_TIMES} MB of text; divide it')
    raw = file.read_bytes()
    try:
        return raw.decode('utf-8-sig')
    except UnicodeDecodeError:
        return raw.decode('latin-1')


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def assets_of(site: Site, root: Path) -> FindAsset:
    """Return what finds the files that a document in a folder names, and adds them to a site."""

    def find(name: str, origin: Origin) -> tuple[str, str]:
        asset, why = find_asset(root, name, origin)
        if asset:
            site.assets.append(asset)
        return (f'/{asset.target}' if asset else ''), why

    return find


def find_asset(
    root: Path, name: str, origin: Origin, folder: str = 'files'
) -> tuple[Asset | None, str]:
    """Return a file that a source names, or why it cannot come along.

    :param root: the folder that nothing is read outside of.
    :param folder: of the new site, where it shall lie.
    """
    if is_url(name):
        return None, 'it is on another site; copy it into this one, and name it'
    gate = Gate(root)
    path = gate.root / name.lstrip('/')
    if flaw := gate.refusal(path, name):
        return None, flaw
    if not _is_file(path):
        return None, 'no such file is in the source; copy it beside the page, and name it'
    suffix = path.suffix.lower()
    flaw = picture_flaw(path) if suffix in _PICTURES else download_flaw(path)
    if flaw:
        return None, f'"{name}" {flaw}'
    real = path.resolve().relative_to(gate.root).as_posix()
    target = f'{folder}/{kebab(path.stem) or "file"}{suffix}'
    return Asset(real, target, origin), ''
