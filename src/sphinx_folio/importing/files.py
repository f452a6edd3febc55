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
#: How the names of pictures end.
PICTURES = frozenset('.avif .bmp .gif .jpeg .jpg .png .svg .tif .tiff .webp'.split())


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


def file_flaw(gate: Gate, path: Path, name: str, *, is_picture: bool | None = None) -> str:
    """Return why a file of a source cannot come along; nothing, if it can.

    :param name: what the source calls it.
    :param is_picture: whether it must be one that a page can show; None to go by its name.
    """
    if is_picture is None:
        is_picture = path.suffix.lower() in PICTURES
    try:
        if flaw := gate.refusal(path, name):
            return flaw
        if not path.is_file():
            return 'no such file is in the source; copy it into files/, and name it'
        flaw = (picture_flaw if is_picture else download_flaw)(path)
    except (OSError, ValueError) as error:  # such as a name that no file can have
        return f'"{name[:200]}" cannot be read: {getattr(error, "strerror", None) or error}'
    return f'"{name[:200]}" {flaw}' if flaw else ''


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
    if flaw := file_flaw(gate, path, name):
        return None, flaw
    suffix = path.suffix.lower()
    real = path.resolve().relative_to(gate.root).as_posix()
    target = f'{folder}/{kebab(path.stem) or "file"}{suffix}'
    return Asset(real, target, origin), ''
