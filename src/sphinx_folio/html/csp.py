"""A Content-Security-Policy in each page: browsers load from the site itself, and run its scripts.

It is a ``<meta>`` element, so it holds on every host, and for pages opened as files.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_folio.domains import folio_domain
from sphinx_folio.gate import allows, policy_sources
from sphinx_folio.model import Problem, Subtype
from sphinx_folio.nodes import line_of
from sphinx_folio.shared import warn
from sphinx_folio.util import did_you_mean

from .direction import DirectedTemplates
from .templates import tell_of_other_templates

# -- the policy ---------------------------------------------------------------------------

#: The setting: switched on or off, or sources to add.
Setting = bool | str

#: What a page may load, by directive (https://www.w3.org/TR/CSP3/). Attributes ``style``
#: are needed: docutils writes the widths of pictures and columns so, and Furo hides its
#: icons. A browser that knows ``style-src`` alone has to be given all of that.
_POLICY = {
    'default-src': ("'self'",),
    'base-uri': ("'self'",),
    'form-action': ("'self'",),
    'img-src': ("'self'", 'data:'),
    'object-src': ("'none'",),
    'script-src': ("'self'",),
    'style-src': ("'self'", "'unsafe-inline'"),
    'style-src-attr': ("'unsafe-inline'",),
    'style-src-elem': ("'self'",),
}
#: Further directives that a site may set, without ``-src``.
_FURTHER = ('child', 'connect', 'font', 'frame', 'manifest', 'media', 'worker')
_DIRECTIVES = (*_POLICY, *(f'{kind}-src' for kind in _FURTHER))
#: Stand for the hashes of what a theme writes into its pages, until a page is rendered.
SCRIPTS = '%folio-scripts%'
STYLES = '%folio-styles%'


def is_policy(value: Any) -> str:
    """Return what is wrong with the setting, or an empty string."""
    if isinstance(value, bool):
        return ''
    if not isinstance(value, str):
        return 'must be True, False, or sources to add, such as "img-src https://example.org"'
    wrong = next((name for name in policy_sources(value) if name not in _DIRECTIVES), '')
    return f'"{wrong}" is no directive{did_you_mean(wrong, _DIRECTIVES)}' if wrong else ''


def make_policy(setting: Setting, *, makes_code: bool = False) -> str:
    """Return the policy, with `SCRIPTS` and `STYLES` where hashes are to stand.

    :param makes_code: whether a script of the site itself makes functions of text.
    """
    policy = dict(_POLICY)
    if makes_code:
        policy['script-src'] = (*policy['script-src'], "'unsafe-eval'")
    for name, sources in policy_sources(setting if isinstance(setting, str) else '').items():
        before = policy.get(name, policy['default-src'])
        policy[name] = (*(source for source in before if source != "'none'"), *sources)
        if name == 'style-src':
            policy['style-src-elem'] = (*policy['style-src-elem'], *sources)
    policy['script-src'] = (*policy['script-src'], SCRIPTS)
    policy['style-src-elem'] = (*policy['style-src-elem'], STYLES)
    return '; '.join(' '.join([name, *sources]) for name, sources in sorted(policy.items()))


# -- the pages ----------------------------------------------------------------------------

_BUILDERS = frozenset({'html', 'dirhtml', 'singlehtml'})
#: What Sphinx adds to a site in another language than English.
_TRANSLATIONS = 'translations.js'

_SCRIPT = re.compile(r'<script\b([^>]*)>(.*?)</script\s*>', re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r'<style\b[^>]*>(.*?)</style\s*>', re.DOTALL | re.IGNORECASE)
#: A script that loads a file, or one that is data.
_NO_CODE = re.compile(
    r'\bsrc\s*=|\btype\s*=\s*["\']?(?!module|text/javascript|application/javascript)[\w+/-]',
    re.IGNORECASE,
)


class PolicyTemplates(DirectedTemplates):
    """Sphinx's templates; each page allows the scripts and styles that its theme writes into it.

    What stands in the text of the page is not allowed: an author's script is a file.
    """

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return a page with its policy whole."""
        page = super().render(template, context)
        if SCRIPTS not in str(context.get('metatags') or ''):
            return page
        own = str(context.get('body') or '')
        for mark, texts_of in ((SCRIPTS, _code), (STYLES, _STYLE.findall)):
            theirs = Counter(texts_of(page)) - Counter(texts_of(own))
            sums = (b64encode(sha256(text.encode()).digest()).decode() for text in theirs)
            page = page.replace(f' {mark}', ''.join(f" 'sha256-{text}'" for text in sums), 1)
        return page


def _code(page: str) -> list[str]:
    return [text for attributes, text in _SCRIPT.findall(page) if not _NO_CODE.search(attributes)]


def choose_templates(app: Sphinx, config: Config) -> None:
    """Let the templates fill in policy and direction, unless a site has its own make of them."""
    if not config.template_bridge:
        config.template_bridge = f'{__name__}.{PolicyTemplates.__name__}'


def add_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put the policy before all that a page loads."""
    setting, is_website = app.config.folio_content_security_policy, app.builder.name in _BUILDERS
    fills_in = isinstance(getattr(app.builder, 'templates', None), PolicyTemplates)
    if setting is not False and is_website and fills_in:
        # with it, Sphinx's scripts learn the plural of a language as a formula
        files = context.get('script_files', ())
        names = (getattr(file, 'filename', None) or file for file in files)
        makes_code = any(str(name).endswith(_TRANSLATIONS) for name in names)
        policy = make_policy(setting, makes_code=makes_code)
        policy = escape(policy, quote=False).replace('"', '&quot;')
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        context['metatags'] = f'\n    {meta}\n{context.get("metatags") or ""}'


# -- what it would keep from being loaded -------------------------------------------------

#: Elements of raw HTML that load something, and the directive that allows it.
_LOADING = re.compile(
    r'<(?P<tag>audio|embed|iframe|img|link|object|script|source|video)\b[^>]*?'
    r'\s(?:src|href|data)\s*=\s*["\']?(?P<url>(?:https?:)?//[^\s"\'>]+)',
    re.IGNORECASE,
)
#: Elements that are not here load media.
_LOADED_BY = {
    'embed': 'object-src',
    'iframe': 'frame-src',
    'img': 'img-src',
    'link': 'style-src',
    'object': 'object-src',
    'script': 'script-src',
}


def note_foreign(app: Sphinx, doctree: nodes.document) -> None:
    """Keep a problem for each picture or file of a page that another host would serve."""
    docname = app.env.current_document.docname
    domain = folio_domain(app.env)
    setting = app.config.folio_content_security_policy
    problems = (
        Problem(Subtype.IMAGE, docname, line_of(node), message)
        for node in doctree.findall(lambda node: isinstance(node, nodes.image | nodes.raw))
        for directive, url in _loaded(node)
        if (message := _why_blocked(setting, directive, url, 'save it beside the page'))
    )
    domain.add_facts(docname, problems=problems)


def _loaded(node: nodes.Node) -> Iterator[tuple[str, str]]:
    """Yield directive and URL of what a node loads."""
    if isinstance(node, nodes.image):
        yield 'img-src', node['uri']
    elif isinstance(node, nodes.raw) and 'html' in node['format'].split():
        for match in _LOADING.finditer(node.astext()):
            yield _LOADED_BY.get(match['tag'].lower(), 'media-src'), match['url']


def _why_blocked(setting: Setting, directive: str, url: str, advice: str) -> str:
    """Return why a page cannot load something, and what to do; nothing, if it can."""
    is_foreign = url.lower().startswith(('http://', 'https://', '//'))
    if not is_foreign or allows(setting, directive, url):
        return ''
    what = 'picture' if directive == 'img-src' else 'file'
    parts = urlsplit(url)
    source = f'{directive} {parts.scheme or "https"}://{parts.netloc}'
    return (
        f'the {what} "{url}" would be loaded from another host, which learns of each reader; '
        f'{advice}, or allow it with folio_content_security_policy = "{source}" in conf.py'
    )


def check_site_files(app: Sphinx) -> None:
    """Warn of style sheets, scripts and pictures in ``conf.py`` that another host serves."""
    config = app.config
    if app.builder.name not in _BUILDERS:
        return
    named: Mapping[str, Iterable[Any]] = {
        'style-src': config.html_css_files,
        'script-src': config.html_js_files,
        'img-src': [config.html_logo or '', config.html_favicon or ''],
    }
    setting = config.folio_content_security_policy
    advice = 'save it in a folder of html_static_path'
    for directive, files in named.items():
        for item in files:
            url = str(item if isinstance(item, str) else item[0])
            if message := _why_blocked(setting, directive, url, advice):
                warn(Subtype.CONFIG, '%s', message, location=f'{app.confdir / "conf.py"}:1')


def setup_content_policy(app: Sphinx) -> None:
    """Stand after all that adds to the head of a page, and before all of it."""
    app.connect('config-inited', choose_templates, priority=900)
    app.connect('builder-inited', check_site_files)
    app.connect('builder-inited', tell_of_other_templates)
    app.connect('doctree-read', note_foreign, priority=600)
    app.connect('html-page-context', add_policy, priority=990)
