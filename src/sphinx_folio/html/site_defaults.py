"""What a website has where ``conf.py`` says nothing: an icon, a title, and no empty footer."""

from importlib.resources import files
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_folio.shared import given_name, is_given, site_name

#: Both are among the static files of the extension; another icon does not go with the second.
ICON = str(files('sphinx_folio') / 'static' / 'folio-icon.svg')
TOUCH_ICON = 'folio-touch-icon.png'


def choose_defaults(app: Sphinx, config: Config) -> None:
    """Give a site without an icon the default one, and a title that is only its name.

    Sphinx would say that it is documentation. A site with a release is the documentation
    of something, and keeps Sphinx's title. Without a holder, there is no copyright to show.
    """
    config.html_favicon = config.html_favicon or ICON
    default = config.values['html_title'].default
    is_default = callable(default) and config.html_title == default(config)
    if is_default and not config.release:
        config.html_title = given_name(config.project)
    if not (config.copyright or is_given(config, 'html_show_copyright')):
        config.html_show_copyright = False


def fill_in_name(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Call a site without a name what its landing page is called."""
    if given_name(app.config.project):
        return
    name = site_name(app.env)
    context['project'] = name
    # the landing page would say it twice
    context['docstitle'] = '' if pagename == app.config.root_doc else name
    context['shorttitle'] = context.get('shorttitle') or name


def setup_site_defaults(app: Sphinx) -> None:
    """Choose before Sphinx checks the icon (priority 800); fill in before themes look (500)."""
    app.connect('config-inited', choose_defaults)
    app.connect('html-page-context', fill_in_name, priority=400)
