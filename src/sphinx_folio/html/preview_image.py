"""The image in a preview of a page (``og:image``): of the page's object, or of the site."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.images import get_image_size

from sphinx_folio.domains import FolioDomain, folio_domain
from sphinx_folio.model import DatedEntry, Person, Project, Subtype
from sphinx_folio.shared import Addresses, is_website, warn

#: Among the static files of the extension.
DEFAULT = 'folio-preview.png'
#: What services show in previews; none of them draws SVG.
_FORMATS = re.compile(r'\.(?:png|jpe?g|gif|webp)', re.IGNORECASE)
#: The shape from which a preview is better wide than square; it is cut to 1.91 : 1.
_WIDE = 1.5


def image_path(domain: FolioDomain, docname: str) -> str:
    """Return the photo or image of a page's object, from the source folder; or nothing."""
    match domain.facts(docname).record:
        case Person(photo=path) | Project(image=path) | DatedEntry(image=path) if (
            path in domain.env.images
        ):
            return path
    return ''


def image_url(domain: FolioDomain, docname: str, addresses: Addresses) -> str:
    """Return the address of the same, or nothing."""
    path = image_path(domain, docname)
    if not (path and addresses.base):
        return ''
    return addresses.file(f'_images/{domain.env.images[path][1]}')


def preview_tags(
    domain: FolioDomain, docname: str, addresses: Addresses, *, title: str, site: str
) -> Iterator[tuple[str, str]]:
    """Yield the tags for a preview's image, if the address of the site is known, and its kind.

    :param title: what the page is called.
    :param site: what the site is called.
    """
    is_wide = bool(addresses.base)
    path = image_path(domain, docname) if addresses.base else ''
    if path and _FORMATS.fullmatch(PurePosixPath(path).suffix):
        yield 'og:image', image_url(domain, docname, addresses)
        yield 'og:image:alt', title
        size = get_image_size(Path(domain.env.srcdir, path))
        is_person = isinstance(domain.facts(docname).record, Person)
        is_wide = not is_person and size is not None and size[0] >= _WIDE * size[1]
    elif addresses.base:
        name = PurePosixPath(domain.env.config.folio_preview_picture or DEFAULT).name
        yield 'og:image', addresses.file(f'_static/{name}')
        yield 'og:image:alt', site
    yield 'twitter:card', 'summary_large_image' if is_wide else 'summary'


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
    file = Path(app.confdir, path)
    if path and file.is_file():
        config.html_static_path = [*config.html_static_path, str(file)]
    elif path:
        message = 'folio_preview_picture: there is no file "%s"; put it there, or correct the path'
        warn(Subtype.CONFIG, message, path, location=f'{app.confdir / "conf.py"}:1')
        config.folio_preview_picture = ''


def copy_image(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Have the image of a page's object copied even if no page shows it.

    Sphinx copies the images that it meets in pages; this runs where it meets them.
    """
    path = image_path(folio_domain(app.env), docname)
    if path and is_website(app.builder):
        app.builder.images[path] = app.env.images[path][1]


def setup_preview_image(app: Sphinx) -> None:
    """Look for the site's image once its setting is checked (priority 400)."""
    app.connect('config-inited', add_preview_image, priority=450)
    app.connect('doctree-resolved', copy_image)
