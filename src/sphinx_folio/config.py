"""The settings of ``conf.py``: defaults, checks, and what other extensions need."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

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


def _setting(default: Callable[[], Any], check: Callable[[Any], str], doc: str) -> Any:
    return field(default_factory=default, metadata={'check': check, 'doc': doc})


@dataclass(frozen=True, slots=True)
class FolioConfig:
    """The settings, each registered as ``folio_<name>``."""

    folders: dict[str, str] = _setting(
        lambda: {'people': 'person', 'projects': 'project', 'topics': 'topic'},
        _is_folders,
        'Folders whose pages must be of one kind; their `index` page is free.',
    )
    publications_page: str = _setting(
        lambda: 'publications',
        _is_docname,
        'The document that citations lead to, where it lists the entry.',
    )


def _check_settings(app: Sphinx, config: Config) -> None:
    """Replace a wrong setting by its default, with a warning."""
    for setting in fields(FolioConfig):
        name = f'folio_{setting.name}'
        wrong = setting.metadata['check'](config[name])
        if wrong:
            logger.warning(
                '%s: %s; the default is used',
                name,
                wrong,
                location=f'{app.confdir / "conf.py"}:1',
                type=WARNING_TYPE,
                subtype=Subtype.CONFIG.value,
            )
            config[name] = setting.default_factory()  # type: ignore[misc]


def _prepare_other_extensions(app: Sphinx, config: Config) -> None:
    """Give the extensions that Folio sets up the settings that its pages rely on."""
    config.myst_enable_extensions = {*config.myst_enable_extensions, *MYST_EXTENSIONS}
    if config.bibtex_bibfiles is None:
        config.bibtex_bibfiles = []
    if config.primary_domain == 'py':
        config.primary_domain = 'folio'


def setup_config(app: Sphinx) -> None:
    """Register the settings and check them once ``conf.py`` is read."""
    for setting in fields(FolioConfig):
        default = setting.default_factory()  # type: ignore[misc]
        app.add_config_value(
            f'folio_{setting.name}', default, 'env', description=setting.metadata['doc']
        )
    app.connect('config-inited', _check_settings, priority=400)
    app.connect('config-inited', _prepare_other_extensions, priority=400)
