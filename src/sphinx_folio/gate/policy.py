"""What a site lets its pages load from other hosts, as its policy says."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def policy_sources(setting: str) -> dict[str, tuple[str, ...]]:
    """Return the sources that a site adds, by directive."""
    added: dict[str, tuple[str, ...]] = {}
    for part in setting.split(';'):
        name, *sources = part.split() or ['']
        if name:
            added[name.lower()] = (*added.get(name.lower(), ()), *sources)
    return added


def with_sources(
    setting: bool | str,  # noqa: FBT001  (as that of `allows`)
    added: Iterable[tuple[str, str]],
) -> str:
    """Return the setting that allows more: directives, each with a source.

    >>> with_sources('img-src https://a.org', [('img-src', 'data:'), ('font-src', 'data:')])
    'img-src https://a.org data:; font-src data:'
    """
    allowed = policy_sources(setting if isinstance(setting, str) else '')
    for directive, source in added:
        if source not in allowed.get(directive, ()):
            allowed[directive] = (*allowed.get(directive, ()), source)
    return '; '.join(' '.join([name, *sources]) for name, sources in allowed.items())


def allows(
    setting: bool | str,  # noqa: FBT001  (the setting as it stands in conf.py)
    directive: str,
    url: str,
) -> bool:
    """Tell whether a site allows its pages to load *url*."""
    if isinstance(setting, bool):
        return not setting
    added = policy_sources(setting)
    sources = added.get(directive, added.get('default-src', ()))
    return any(_matches(source, url) for source in sources)


def _matches(source: str, url: str) -> bool:
    """Tell whether a source of a policy, such as ``https://*.example.org``, matches *url*."""
    wanted = urlsplit(url)
    if source == '*' or source.lower() == f'{wanted.scheme}:':
        return True
    scheme, separator, rest = source.rpartition('://')
    if separator and wanted.scheme and scheme.lower() != wanted.scheme:
        return False
    host, _slash, path = rest.partition('/')
    host = host.lower()
    fits = wanted.netloc.endswith(host[1:]) if host.startswith('*.') else wanted.netloc == host
    return fits and wanted.path.startswith(f'/{path}' if path else '')
