"""A Content-Security-Policy in each page: browsers load from the site itself, and run its scripts.

It is a ``<meta>`` element, so it holds on every host, and for pages opened as files.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_folio.domains import folio_domain
from sphinx_folio.gate import allows, policy_sources, with_sources
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
#: Further directives that a site may set.
_FURTHER = (
    *(
        f'{kind}-src'
        for kind in ('child', 'connect', 'font', 'frame', 'manifest', 'media', 'worker')
    ),
    'script-src-attr',
)
_DIRECTIVES = (*_POLICY, *_FURTHER)
_INLINE, _EVAL = "'unsafe-inline'", "'unsafe-eval'"
#: What scripts need beside being loaded, by how the names of their files begin: some write styles
#: into the page, and some make functions of text, as Sphinx's of plurals do in other languages
#: than English. A theme or an extension that conf.py names has brought them.
_NEEDS = {
    'alpine': ('script-src', _EVAL),
    'bokeh': ('style-src-elem', _INLINE),
    'fontawesome': ('style-src-elem', _INLINE),
    'mermaid': ('style-src-elem', _INLINE),
    'petite-vue': ('script-src', _EVAL),
    'plotly': ('style-src-elem', _INLINE),
    'tippy': ('style-src-elem', _INLINE),
    'translations.': ('script-src', _EVAL),
}


class Brought(NamedTuple):
    """What a page holds that is none of its text: it comes from the theme or an extension."""

    scripts: tuple[str, ...] = ()  #: Texts that browsers run.
    styles: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()  #: Texts of attributes such as ``onclick``.
    files: tuple[str, ...] = ()  #: Addresses of scripts.


def is_policy(value: Any) -> str:
    """Return what is wrong with the setting, or an empty string."""
    if isinstance(value, bool):
        return ''
    if not isinstance(value, str):
        return 'must be True, False, or sources to add, such as "img-src https://example.org"'
    wrong = next((name for name in policy_sources(value) if name not in _DIRECTIVES), '')
    return f'"{wrong}" is no directive{did_you_mean(wrong, _DIRECTIVES)}' if wrong else ''


def make_policy(setting: Setting, brought: Brought) -> str:
    """Return the policy of a page that holds what the theme and extensions have *brought*.

    Browsers take no notice of 'unsafe-inline' beside a hash, so that there is none where a site
    allows all texts, or a script needs that.
    """
    policy = {name: list(sources) for name, sources in _POLICY.items()}
    for name, sources in policy_sources(setting if isinstance(setting, str) else '').items():
        if policy.setdefault(name, list(_POLICY['default-src'])) == ["'none'"]:
            policy[name] = []
        policy[name] += sources
        if name == 'style-src':
            policy['style-src-elem'] += sources
    for file in brought.files:
        for beginning, (name, source) in _NEEDS.items():
            if file.rpartition('/')[2].lower().startswith(beginning):
                policy[name].append(source)
    hashed = {'script-src': brought.scripts, 'style-src-elem': brought.styles}
    if brought.handlers and _INLINE not in policy['script-src']:
        policy.setdefault('script-src-attr', []).append("'unsafe-hashes'")
        hashed['script-src-attr'] = brought.handlers
    for name, texts in hashed.items():
        if _INLINE not in policy[name]:
            policy[name] += map(hash_of, texts)
    return '; '.join(
        ' '.join([name, *dict.fromkeys(sources)]) for name, sources in sorted(policy.items())
    )


def hash_of(text: str) -> str:
    """Return the source of a policy that allows one text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


# -- the pages ----------------------------------------------------------------------------

_BUILDERS = frozenset({'html', 'dirhtml', 'singlehtml'})
#: Stands for the policy, until a page is rendered.
_MARK = '%folio-policy%'

_SCRIPT = re.compile(r'<script\b([^>]*)>(.*?)</script\s*>', re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r'<style\b[^>]*>(.*?)</style\s*>', re.DOTALL | re.IGNORECASE)
_HANDLER = re.compile(r'on(?<=\son)[a-z]{3,20}=(?:"([^"]*)"|\'([^\']*)\')')
_SOURCE = re.compile(r'\bsrc\s*=\s*["\']?([^\s"\'>]+)', re.IGNORECASE)
#: What a module loads.
_IMPORT = re.compile(r'\b(?:import|from)\s*\(?\s*["\']([^"\'\s]+)["\']')
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
        if _MARK not in str(context.get('metatags') or ''):
            return page
        brought = _brought(page, str(context.get('body') or ''))
        policy = escape(make_policy(self._setting, brought), quote=False).replace('"', '&quot;')
        return page.replace(f'"{_MARK}"', f'"{policy}"', 1)

    def init(self, builder: Any, *arguments: Any, **options: Any) -> None:
        """Take note of the setting."""
        super().init(builder, *arguments, **options)
        self._setting: Setting = builder.config.folio_content_security_policy


def code_of(page: str) -> list[str]:
    """Return the texts in a page that browsers would run."""
    return [text for attributes, text in _SCRIPT.findall(page) if not _NO_CODE.search(attributes)]


def files_of(page: str) -> list[str]:
    """Return the addresses of the scripts that a page loads."""
    files = (_SOURCE.findall(attributes) for attributes, _text in _SCRIPT.findall(page))
    imports = map(_IMPORT.findall, code_of(page))
    return [unescape(file) for found in (*files, *imports) for file in found]


def _handlers(page: str) -> list[str]:
    return [unescape(double or single) for double, single in _HANDLER.findall(page)]


def _brought(page: str, own: str) -> Brought:
    """Return what stands in a page, but for what does in its own text."""
    finds = (code_of, _STYLE.findall, _handlers, files_of)
    found = ((find, find(page)) for find in finds)
    return Brought(
        *(tuple(Counter(all_) - Counter(find(own))) if all_ else () for find, all_ in found)
    )


def choose_templates(app: Sphinx, config: Config) -> None:
    """Let the templates fill in policy and direction, unless a site has its own make of them."""
    if not config.template_bridge:
        config.template_bridge = f'{__name__}.{PolicyTemplates.__name__}'


def add_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put the place of the policy before all that a page loads."""
    setting, is_website = app.config.folio_content_security_policy, app.builder.name in _BUILDERS
    fills_in = isinstance(getattr(app.builder, 'templates', None), PolicyTemplates)
    if setting is not False and is_website and fills_in:
        meta = f'<meta http-equiv="Content-Security-Policy" content="{_MARK}">'
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


def loaded_by(env: BuildEnvironment, docname: str) -> set[tuple[str, str]]:
    """Return directive and URL of all that a document itself loads."""
    if docname not in env.found_docs:
        return set()
    return {item for node in env.get_doctree(docname).findall() for item in _loaded(node)}


def _loaded(node: nodes.Node) -> Iterator[tuple[str, str]]:
    """Yield directive and URL of what a node loads."""
    if isinstance(node, nodes.image):
        yield 'img-src', node['uri']
    elif isinstance(node, nodes.raw) and 'html' in node['format'].split():
        html = node.astext()
        found = [
            (_LOADED_BY.get(match['tag'].lower(), 'media-src'), match['url'])
            for match in _LOADING.finditer(html)
        ]
        yield from dict.fromkeys([*found, *(('script-src', file) for file in files_of(html))])


def is_foreign(url: str) -> bool:
    """Tell whether an address names a host."""
    return url.lower().startswith(('http://', 'https://', '//'))


def _why_blocked(setting: Setting, directive: str, url: str, advice: str) -> str:
    """Return why a page cannot load something, and what to do; nothing, if it can."""
    if not is_foreign(url) or allows(setting, directive, url):
        return ''
    what = 'picture' if directive == 'img-src' else 'file'
    more = with_sources(setting, sources_for(directive, url))
    return (
        f'the {what} "{url}" would be loaded from another host, which learns of each reader; '
        f'{advice}, or allow it with folio_content_security_policy = "{more}" in conf.py'
    )


#: Style sheets of fonts, and where the fonts are that they name.
_FONTS = {'fonts.googleapis.com': 'https://fonts.gstatic.com'}


def sources_for(directive: str, url: str) -> Iterator[tuple[str, str]]:
    """Yield what allows all of the host of *url*, by directives."""
    parts = urlsplit(url)
    yield directive, f'{parts.scheme or "https"}://{parts.netloc}'
    if fonts := _FONTS.get(parts.netloc):
        yield 'font-src', fonts


def named_files(config: Config) -> dict[str, str]:
    """Return the directive of each style sheet, script and picture that ``conf.py`` names."""
    named: Mapping[str, Iterable[Any]] = {
        'style-src': config.html_css_files,
        'script-src': config.html_js_files,
        'img-src': [config.html_logo or '', config.html_favicon or ''],
    }
    return {
        str(item if isinstance(item, str) else item[0]): directive
        for directive, files in named.items()
        for item in files
    }


def check_site_files(app: Sphinx) -> None:
    """Warn of style sheets, scripts and pictures in ``conf.py`` that another host serves."""
    if app.builder.name not in _BUILDERS:
        return
    setting = app.config.folio_content_security_policy
    advice = 'save it in a folder of html_static_path'
    for url, directive in named_files(app.config).items():
        if message := _why_blocked(setting, directive, url, advice):
            warn(Subtype.CONFIG, '%s', message, location=f'{app.confdir / "conf.py"}:1')


def setup_content_policy(app: Sphinx) -> None:
    """Stand after all that adds to the head of a page, and before all of it."""
    app.connect('config-inited', choose_templates, priority=900)
    app.connect('builder-inited', check_site_files)
    app.connect('builder-inited', tell_of_other_templates)
    app.connect('doctree-read', note_foreign, priority=600)
    app.connect('html-page-context', add_policy, priority=990)
