"""The settings of ``conf.py``: defaults, checks, and what other extensions need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util import logging

from .model import PAGE_KINDS
from .suggest import did_you_mean
from .warnings import WARNING_TYPE, Subtype

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

#: MyST syntax that Folio's pages use: directives with colons, and term lists.
MYST_EXTENSIONS = frozenset({'colon_fence', 'deflist'})


def _is_folders(value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return 'must map folders to kinds, such as {"people": "person"}'
    for kind in value.values():
        if kind not in PAGE_KINDS:
            return f'"{kind}" is no kind{did_you_mean(str(kind), PAGE_KINDS)}'
    return ''


def _is_docname(value: Any) -> str:
    return '' if isinstance(value, str) else 'must be the name of a document, as text'


def _is_count(value: Any) -> str:
    right = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return '' if right else 'must be a whole number from 1'


class Setting(NamedTuple):
    """One value of ``conf.py``, named ``folio_<name>``."""

    name: str
    default: Any
    #: Returns what is wrong with a value, or an empty string.
    check: Callable[[Any], str]
    doc: str


SETTINGS = (
    Setting(
        'folders',
        {'people': 'person', 'projects': 'project', 'topics': 'topic'},
        _is_folders,
        'Folders whose pages must be of one kind; their `index` page is free.',
    ),
    Setting(
        'publications_page',
        'publications',
        _is_docname,
        'The document that citations lead to, where it lists the entry.',
    ),
    Setting(
        'author_limit',
        20,
        _is_count,
        'Authors that a publication shows before the rest is folded away.',
    ),
    Setting(
        'publications_per_page',
        500,
        _is_count,
        'Publications that one page may list; a longer list on the publications page is '
        'cut into a page for each year.',
    ),
)


def _check_settings(app: Sphinx, config: Config) -> None:
    """Replace a wrong setting by its default, with a warning."""
    for setting in SETTINGS:
        name = f'folio_{setting.name}'
        wrong = setting.check(config[name])
        if wrong:
            logger.warning(
                '%s: %s; the default is used',
                name,
                wrong,
                location=f'{app.confdir / "conf.py"}:1',
                type=WARNING_TYPE,
                subtype=Subtype.CONFIG.value,
            )
            config[name] = setting.default


def _prepare_other_extensions(app: Sphinx, config: Config) -> None:
    """Give the extensions that Folio sets up the settings that its pages rely on."""
    config.myst_enable_extensions = {*config.myst_enable_extensions, *MYST_EXTENSIONS}
    if config.bibtex_bibfiles is None:
        config.bibtex_bibfiles = []
    if config.primary_domain == 'py':
        config.primary_domain = 'folio'


def setup_config(app: Sphinx) -> None:
    """Register the settings and check them once ``conf.py`` is read."""
    for name, default, _check, doc in SETTINGS:
        app.add_config_value(f'folio_{name}', default, 'env', description=doc)
    app.connect('config-inited', _check_settings, priority=400)
    app.connect('config-inited', _prepare_other_extensions, priority=400)
