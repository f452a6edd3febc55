"""Pages at former addresses, which lead to where a page is now.

A page of HTML that refreshes itself works on every host, and needs no script.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape
from urllib.parse import quote

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import Holder, Plan, Subtype, of_entry, plan_redirects
from sphinx_folio.shared import (
    NOT_FOUND_FILE,
    Addresses,
    _,
    assets_of,
    html_builder,
    is_right_to_left,
    is_website,
)

_REDIRAFFE = 'sphinxext.rediraffe'
#: The first of the two paths on a line of its file of redirects.
_FIRST = re.compile(r"""\s*(?:(?P<mark>["'])(?P<quoted>.*?)(?P=mark)|(?P<bare>[^\s#]\S*))\s""")

_TEMPLATE = """\
<!DOCTYPE html>
<html lang="{language}"{direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{moved} <a href="{target}">{title}</a></p>
</main>
</body>
</html>
"""


def plan(app: Sphinx, domain: FolioDomain, lists: Iterable[str]) -> Plan:
    """Return where the former addresses of a site lead.

    :param lists: the pages that long lists are cut into.
    """
    redirects = {name: facts.redirects for name, facts in domain.pages.items() if facts.redirects}
    moved = (one for one in domain.publications.values() if one.redirect_from)
    entries = [item for one in moved for item in one.former_addresses]
    taken: dict[str, Holder] = {}
    if (redirects or entries) and is_website(app.builder):
        taken = dict(_taken(app, lists, domain.site.paged))
    env = app.env
    path_of = partial(env.doc2path, base=False)
    found = plan_redirects(redirects, taken, lambda name: path_of(name).as_posix(), entries)
    listed = domain.site.targets
    why = ': redirect-from: it stands on no list that an address could lead to; list it with {publications}'
    unlisted = (
        of_entry(Subtype.REDIRECT, item.place, item.key, why)
        for item in entries
        if item.key not in listed
    )
    others = led_by_rediraffe(app) if found.files or found.entries else set()
    return Plan(
        {file: docname for file, docname in found.files.items() if file not in others},
        {file: key for file, key in found.entries.items() if key in listed and file not in others},
        (*found.problems, *dict.fromkeys(unlisted)),
    )


def redirect_page(
    file: str, title: str, place: tuple[str, str], addresses: Addresses, language: str
) -> bytes:
    """Return the page at a former address.

    :param file: the name of the page, from the top of the site.
    :param title: what the page or the entry is called that it leads to.
    :param place: the page, and the place in it or nothing.
    """
    docname, anchor = place
    target = addresses.relative(file, docname) + (f'#{quote(anchor)}' if anchor else '')
    text = _TEMPLATE.format(
        language=escape((language or 'en').replace('_', '-')),
        direction=' dir="rtl"' if is_right_to_left(language) else '',
        title=escape(' '.join(title.split())),
        canonical=escape(addresses.url(docname, anchor) if addresses.base else target),
        target=escape(target),
        moved=escape(_('This page has moved:')),
    )
    return text.encode()


def _taken(
    app: Sphinx, lists: Iterable[str], papers: Mapping[str, str]
) -> Iterator[tuple[str, Holder]]:
    """Yield each file that is something else, and what it is."""
    builder = html_builder(app)
    yield NOT_FOUND_FILE, Holder('the page for addresses that do not exist')
    for name, is_made in (('search', builder.search), ('genindex', builder.use_index)):
        if is_made:
            yield _file(app, name), Holder(f'the page "{name}"')
    for name in lists:
        yield _file(app, name), Holder(f'the list "{name}"')
    for name, key in papers.items():
        yield _file(app, name), Holder(f'the page of the publication "{key}"')
    for name in app.env.found_docs:
        path = app.env.doc2path(name, base=False).as_posix()
        yield _file(app, name), Holder(path, name)
    for name in assets_of(app):
        yield name, Holder(f'the file "{name}"')


def led_by_rediraffe(app: Sphinx) -> set[str]:
    """Return the former addresses that sphinxext-rediraffe leads on, which are its own."""
    if _REDIRAFFE not in app.extensions or not is_website(app.builder):
        return set()
    given = app.config.rediraffe_redirects
    if isinstance(given, str):
        path = app.srcdir / given
        lines = path.read_text('utf-8').splitlines() if path.is_file() else []
        found = (_FIRST.match(line) for line in lines)
        given = [match['quoted'] or match['bare'] for match in found if match]
    names = (str(name).replace('\\', '/') for name in given or ())
    suffixes = tuple(app.config.source_suffix)
    stems = (name.removesuffix(next(filter(name.endswith, suffixes), '')) for name in names)
    return {_file(app, posixpath.normpath(stem)) for stem in stems}


def _file(app: Sphinx, pagename: str) -> str:
    path = html_builder(app).get_output_path(pagename)
    return str(path.relative_to(app.outdir).as_posix())
