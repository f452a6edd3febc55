"""The Content-Security-Policy of a site, and what the site adds to it. Pure, no Sphinx."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .suggest import did_you_mean

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
_DIRECTIVES = (
    *_POLICY,
    'child-src',
    'connect-src',
    'font-src',
    'frame-src',
    'manifest-src',
    'media-src',
    'worker-src',
)
#: Stand for the hashes of what a theme writes into its pages, until a page is rendered.
SCRIPTS = '%folio-scripts%'
STYLES = '%folio-styles%'


def is_policy(value: Any) -> str:
    """Return what is wrong with the setting, or an empty string."""
    if isinstance(value, bool):
        return ''
    if not isinstance(value, str):
        return 'must be True, False, or sources to add, such as "img-src https://example.org"'
    for name in _sources(value):
        if name not in _DIRECTIVES:
            return f'"{name}" is no directive{did_you_mean(name, _DIRECTIVES)}'
    return ''


def _sources(setting: str) -> dict[str, tuple[str, ...]]:
    """Return the sources that a site adds, by directive."""
    added: dict[str, tuple[str, ...]] = {}
    for part in setting.split(';'):
        name, *sources = part.split() or ['']
        if name:
            added[name.lower()] = (*added.get(name.lower(), ()), *sources)
    return added


def make_policy(setting: Setting, *, makes_code: bool = False) -> str:
    """Return the policy, with `SCRIPTS` and `STYLES` where hashes are to stand.

    :param makes_code: whether a script of the site itself makes functions of text.
    """
    policy = dict(_POLICY)
    if makes_code:
        policy['script-src'] = (*policy['script-src'], "'unsafe-eval'")
    for name, sources in _sources(setting if isinstance(setting, str) else '').items():
        before = policy.get(name, policy['default-src'])
        policy[name] = (*(source for source in before if source != "'none'"), *sources)
        if name == 'style-src':
            policy['style-src-elem'] = (*policy['style-src-elem'], *sources)
    policy['script-src'] = (*policy['script-src'], SCRIPTS)
    policy['style-src-elem'] = (*policy['style-src-elem'], STYLES)
    return '; '.join(' '.join([name, *sources]) for name, sources in sorted(policy.items()))


def allows(setting: Setting, directive: str, url: str) -> bool:
    """Tell whether a site allows its pages to load *url*."""
    if isinstance(setting, bool):
        return not setting
    added = _sources(setting)
    return any(
        _matches(source, url) for source in added.get(directive, added.get('default-src', ()))
    )


def _matches(source: str, url: str) -> bool:
    """Tell whether a source of a policy, such as ``https://*.example.org``, matches *url*."""
    wanted = urlsplit(url)
    if source == '*' or source.lower() == f'{wanted.scheme}:':
        return True
    scheme, separator, rest = source.rpartition('://')
    if separator and wanted.scheme and scheme.lower() != wanted.scheme:
        return False
    host, _slash, path = rest.partition('/')
    if host.startswith('*.'):
        fits = wanted.netloc.endswith(host[1:].lower())
    else:
        fits = wanted.netloc == host.lower()
    return fits and wanted.path.startswith(f'/{path}' if path else '')
