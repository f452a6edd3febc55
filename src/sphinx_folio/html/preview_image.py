"""The image in a preview of a page (``og:image``): of its person or project, or of the site."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, cast

from sphinx.util.images import get_image_size

from sphinx_folio.model import Person, Project, Subtype
from sphinx_folio.shared import is_website, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.shared import Addresses


#: Among the static files of the extension.
DEFAULT = 'folio-preview.png'
#: What services show in previews; none of them draws SVG.
_FORMATS = re.compile(r'\.(?:png|jpe?g|gif|webp)', re.IGNORECASE)
#: The shape from which a preview is better wide than square; it is cut to 1.91 : 1.
_WIDE = 1.5


class PreviewImage(NamedTuple):
    """An image in a preview."""

    url: str
    #: What it shows.
    alt: str
    is_wide: bool


def image_path(domain: FolioDomain, docname: str) -> str:
    """Return the photo or image of a page's object, from the source folder; or nothing."""
    record = domain.facts(docname).record
    path = ''
    if isinstance(record, Person):
        path = record.photo
    elif isinstance(record, Project):
        path = record.image
    return path if path in domain.env.images else ''


def image_url(domain: FolioDomain, docname: str, addresses: Addresses) -> str:
    """Return the address of the same, or nothing."""
    path = image_path(domain, docname)
    if not (path and addresses.base):
        return ''
    return addresses.file(f'_images/{domain.env.images[path][1]}')


def preview_image(
    domain: FolioDomain, docname: str, addresses: Addresses, *, title: str, site: str
) -> PreviewImage | None:
    """Return the image for a preview of a page, if the address of the site is known.

    :param title: what the page is called.
    :param site: what the site is called.
    """
    if not addresses.base:
        return None
    path = image_path(domain, docname)
    if path and _FORMATS.fullmatch(PurePosixPath(path).suffix):
        is_wide = isinstance(domain.facts(docname).record, Project) and _is_wide(domain, path)
        return PreviewImage(image_url(domain, docname, addresses), title, is_wide)
    name = PurePosixPath(domain.env.config.folio_preview_picture or DEFAULT).name
    return PreviewImage(addresses.file(f'_static/{name}'), site, is_wide=True)


def _is_wide(domain: FolioDomain, path: str) -> bool:
    size = get_image_size(Path(domain.env.srcdir, path))
    return size is not None and size[0] >= _WIDE * size[1]


def check_preview_image(value: object) -> str:
    """Return what is wrong with a value of the setting, or an empty string."""
    if not isinstance(value, str):
        return 'must be the path of a picture, as text'
    if value and not _FORMATS.fullmatch(PurePosixPath(value).suffix):
        return f'"{value}" is no picture that previews show; save it as PNG, JPEG, GIF or WebP'
    return ''


def add_preview_image(app: Sphinx, config: Config) -> None:
    """Have the site's own image copied to its static files."""
    path = config.folio_preview_picture
    if not path:
        return
    file = Path(app.confdir, path)
    if file.is_file():
        config.html_static_path = [*config.html_static_path, str(file)]
        return
    warn(
        Subtype.CONFIG,
        'folio_preview_picture: there is no file "%s"; put it there, or correct the path',
        path,
        location=f'{app.confdir / "conf.py"}:1',
    )
    config.folio_preview_picture = ''


def copy_image(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Have the image of a page's object copied even if no page shows it.

    Sphinx copies the images that it meets in pages; this runs where it meets them.
    """
    path = image_path(cast('FolioDomain', app.env.domains['folio']), docname)
    if path and is_website(app.builder):
        app.builder.images[path] = app.env.images[path][1]


def setup_preview_image(app: Sphinx) -> None:
    """Look for the site's image once its setting is checked (priority 400)."""
    app.connect('config-inited', add_preview_image, priority=450)
    app.connect('doctree-resolved', copy_image)
