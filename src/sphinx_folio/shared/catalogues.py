"""Where the words of the interface come from: the site's own catalogues, then Folio's.

A site has its own as Sphinx has it: ``<language>/LC_MESSAGES/sphinx_folio.po`` in a folder of
``locale_dirs``. What is not in it is taken from Folio's.
"""

import re
from collections.abc import Iterator
from gettext import GNUTranslations, find
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import init
from sphinx.util.i18n import CatalogRepository

from sphinx_folio.model import Subtype
from sphinx_folio.util import digest, digest_of_file

from .i18n import CATALOG, parse_language
from .reporting import warn

_FOLDER = Path(__file__).parents[1] / 'locale'
#: What a message may hold that a value takes the place of, and signs that begin one.
_PLACE = re.compile(r'%(?:\(\w+\))?.?')
#: Numbers whose plural is asked for, to see that the rule has one for each.
_COUNTS = range(200)


class Flaw(NamedTuple):
    """What is wrong in a catalogue, and at which line."""

    line: int
    message: str


def _catalogues_of(language: str) -> list[str]:
    """Return the names of Folio's catalogues that a language may be taken from.

    gettext takes ``pt_AO`` from ``pt`` by itself, but Chinese goes by script.
    """
    locale = parse_language(language)
    if locale.language == 'zh':
        return [language, 'zh_TW' if locale.script == 'Hant' else 'zh_CN']
    return [language]


def load_words(app: Sphinx) -> None:
    """Load the words of the interface; what is read later depends on all of them."""
    language = app.config.language
    own = list(_own_catalogues(app))
    flaws = {path: find_flaws(path) for path in own}
    for path in own:
        if not flaws[path]:
            init([path.parents[2]], language, CATALOG)
    for name in _catalogues_of(language):
        init([_FOLDER], name, CATALOG)

    def tell(app: Sphinx, config: Config) -> None:
        for path, found in flaws.items():
            for flaw in found:
                text = _text_of(path)
                message = f'{flaw.message}; this catalogue is not used'
                warn(Subtype.CONFIG, '%s', message, location=f'{text}:{flaw.line}')

    app.connect('config-inited', tell)
    app.add_config_value('folio_catalogue', digest([*map(digest_of_file, own)]), 'env', str)


def _own_catalogues(app: Sphinx) -> Iterator[Path]:
    """Yield the compiled catalogues of the site, each compiled if its text is newer.

    Nothing is read or written through a link; of one out of the site, `left_out` tells.
    """
    config = app.config
    folders = config.locale_dirs
    found = CatalogRepository(app.srcdir, folders, config.language, config.source_encoding)
    for catalog in found.catalogs:
        is_link = catalog.mo_path.is_symlink() or catalog.po_path.is_symlink()
        if catalog.domain == CATALOG and catalog.is_outdated() and not is_link:
            catalog.write_mo(config.language, config.gettext_allow_fuzzy_translations)
    for folder in folders:
        path = Path(find(CATALOG, app.srcdir / folder, [config.language]) or '')
        if path.name and not path.is_symlink() and not _text_of(path).is_symlink():
            yield path


def _text_of(path: Path) -> Path:
    text = path.with_suffix('.po')
    return text if text.exists() else path


def find_flaws(path: Path) -> list[Flaw]:
    """Return what would stop a page from being written with a catalogue."""
    text = _text_of(path)
    try:
        with path.open('rb') as file:
            plural = GNUTranslations(file).plural  # type: ignore[attr-defined]
        for count in _COUNTS:
            plural(count)
        with text.open('rb') as file:
            catalog = read_po(file) if text != path else read_mo(file)
    except (OSError, ValueError, ArithmeticError) as error:
        return [Flaw(1, f'this is no catalogue that gettext can read: {error}')]
    return list(_flaws_of(catalog))


def _flaws_of(catalog: Catalog) -> Iterator[Flaw]:
    for message in catalog:
        if message.id and message.string and not message.fuzzy and (wrong := wrong_places(message)):
            id_ = message.id if isinstance(message.id, str) else message.id[0]
            needed = ' '.join(_PLACE.findall(id_)) or 'no "%"'
            yield Flaw(message.lineno or 1, f'"{wrong}" stands for "{id_}"; it must hold {needed}')


def wrong_places(message: Message) -> str:
    """Return the first translation that has not the places for values of its message.

    A form of a plural may leave the number out.
    """
    if isinstance(message.id, str):
        texts, needed, may_lack = [str(message.string)], message.id, False
    else:
        texts, needed, may_lack = list(message.string or ()), message.id[1], True
    allowed = sorted(_PLACE.findall(needed))
    for text in texts:
        found = sorted(_PLACE.findall(text))
        if found != allowed and not (may_lack and not found):
            return text
    return ''
