"""What the site is called, in titles and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: What Sphinx says in the place of a name that nobody gave.
_NOT_SET = 'Project name not set'
#: The same of a page.
NO_TITLE = '<no title>'


def site_name(env: BuildEnvironment) -> str:
    """Return ``project``, else ``html_title``, else the title of the landing page."""
    config = env.config
    if has_name(config):
        return str(config.project)
    title = env.titles.get(config.root_doc)
    landing = title.astext() if title else ''
    return str(config.html_title or ('' if landing == NO_TITLE else landing))


def has_name(config: Config) -> bool:
    """Tell whether ``conf.py`` says what the site is called."""
    return config.project not in {'', _NOT_SET}


def choose_title(app: Sphinx, config: Config) -> None:
    """Let the site be called what it is, where Sphinx would say that it is documentation.

    A site with a release is the documentation of something, and keeps Sphinx's title.
    """
    default = config.values['html_title'].default
    is_default = callable(default) and config.html_title == default(config)
    if is_default and not config.release:
        config.html_title = str(config.project) if has_name(config) else ''


def fill_in_name(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Call a site without a name what its landing page is called."""
    if has_name(app.config):
        return
    name = site_name(app.env)
    context['project'] = name
    # the landing page would say it twice
    context['docstitle'] = '' if pagename == app.config.root_doc else name
    context['shorttitle'] = context.get('shorttitle') or name


def setup_site_names(app: Sphinx) -> None:
    """Choose once ``conf.py`` is read; fill in before the themes look (priority 500)."""
    app.connect('config-inited', choose_title)
    app.connect('html-page-context', fill_in_name, priority=400)
