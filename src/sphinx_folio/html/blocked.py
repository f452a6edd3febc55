"""What the pages that were written load from other hosts, or would run, and their policy forbids.

Extensions and themes may add scripts to a page as late as it is written, in whatever process,
so a written page is looked at, and what was found is kept for the builds that do not write it.
What a page itself names is told of at its line when it is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import chain, starmap
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_folio.gate import allows, policy_sources, with_sources
from sphinx_folio.model import Problem, Subtype
from sphinx_folio.shared import html_builder

from .csp import code_of, files_of, hash_of, is_foreign, loaded_by, named_files, sources_for

_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_SHEET = re.compile(r'<link\b[^>]*\brel=["\']?stylesheet\b[^>]*>', re.IGNORECASE)
_HREF = re.compile(r'\bhref=["\']?([^\s"\'>]+)', re.IGNORECASE)
#: Files that one message names.
_MOST = 5


def find_blocked(app: Sphinx, pagenames: Iterable[str]) -> dict[str, list[list[str]]]:
    """Return what each written page cannot load: directives with addresses.

    A script within the text of a page has no address.
    """
    builder = html_builder(app)
    setting = app.config.folio_content_security_policy
    found = {}
    for name in pagenames:
        path = Path(builder.get_output_path(name))
        page = path.read_text(app.config.html_output_encoding) if path.is_file() else ''
        if (meta := _META.search(page)) and (blocked := list(_blocked(page, meta[1], setting))):
            found[name] = blocked
    return found


def _blocked(page: str, policy: str, setting: bool | str) -> Iterator[list[str]]:  # noqa: FBT001
    scripts = policy_sources(unescape(policy))['script-src']
    code = code_of(page)
    if "'unsafe-inline'" not in scripts and any(hash_of(text) not in scripts for text in code):
        yield ['script-src', '']
    sheets = (unescape(url) for tag in _SHEET.findall(page) for url in _HREF.findall(tag))
    files = [('script-src', url) for url in files_of(page)]
    files += [('style-src', url) for url in sheets]
    for directive, url in dict.fromkeys(files):
        if is_foreign(url) and not allows(setting, directive, url):
            yield [directive, url]


def blocked_problems(
    app: Sphinx, blocked: Mapping[str, Iterable[Iterable[str]]]
) -> Iterator[Problem]:
    """Yield one problem for all files that extensions and the theme load, and one for scripts.

    :param blocked: what pages cannot load, as it was found.
    """
    pages: dict[tuple[str, ...], list[str]] = {}
    # a page with a source says more than the index
    for name in sorted(blocked, key=lambda name: (name not in app.env.found_docs, name)):
        for item in blocked[name]:
            pages.setdefault(tuple(item), []).append(name)
    known, setting = named_files(app.config), app.config.folio_content_security_policy
    running = pages.pop(('script-src', ''), [])
    files = [
        item
        for item in pages
        if item[1] not in known
        and not all(item in loaded_by(app.env, name) for name in pages[item])
    ]
    if files:
        named = ', '.join(f'"{url}"' for _directive, url in files[:_MOST])
        more = f' and {len(files) - _MOST} more' if len(files) > _MOST else ''
        line = with_sources(setting, chain.from_iterable(starmap(sources_for, files)))
        message = (
            f'an extension or the theme adds {named}{more} to pages such as "{pages[files[0]][0]}", '
            'from another host, which would learn of each reader; the policy of the pages keeps '
            f'them away; allow them with folio_content_security_policy = "{line}" in conf.py, or '
            'have the extension use a copy of its own'
        )
        yield Problem(Subtype.CONFIG, str(app.confdir / 'conf.py'), 1, message)
    if running:
        line = with_sources(setting, [('script-src', "'unsafe-inline'")])
        message = (
            'a script in the text of this page does not run, as the policy of the pages forbids '
            'it; save it as a file in a folder of html_static_path, or allow all such scripts '
            f'with folio_content_security_policy = "{line}" in conf.py'
        )
        yield Problem(Subtype.CONFIG, running[0], 1, message)
