"""Pages of strangers: many to a site, each with the end that it must come to."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING, Any, NamedTuple

from support import index_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from support import Site

#: What stands in files that no page may show.
SECRET = 'tulip-4711-secret'  # noqa: S105  (it opens nothing)
#: What no text of a page may bring into a page: it acts, loads, or hides the rest.
_ACTING = (
    'applet, audio, base, body, button, dialog, embed, form, frame, frameset, head, html, iframe, '
    'input:not(.sd-tab-set > input), link, marquee, meta, noscript, object, '
    'script:not([type="application/ld+json"]), select, style, svg a, svg script, '
    'svg foreignobject, template, textarea, title, video, xmp'
)
_BAD_URL = re.compile(
    r'[\0-\x20]*(?:java|vb)script:|[\0-\x20]*data:(?!image/)|[\0-\x20]*file:', re.IGNORECASE
)
_URLS = ('action', 'background', 'cite', 'data', 'formaction', 'href', 'poster', 'src', 'srcset',
         'xlink:href')  # fmt: skip
_PLACED = re.compile(
    r'position|inset|z-index|transform|opacity|margin|url\(|@import', re.IGNORECASE
)


class Case(NamedTuple):
    """One page of a stranger, and what becomes of it."""

    text: str
    #: What the build says of it; nothing, if it needs no word.
    told: str = ''
    #: What stands in the line that is told of, or its number; the first line, if empty.
    at: str | int = ''
    #: What a reader still sees.
    shown: str = ''
    #: The file that is told of, if it is not the page.
    file: str = ''


def page_of(name: str, case: Case) -> str:
    """Return the page of a case, with a title, unless the case begins with front matter."""
    text = dedent(case.text).strip('\n')
    return f'{text}\n' if text.startswith('---\n') else f'# {name}\n\n{text}\n'


def slug(name: str) -> str:
    """Return the file name of a case."""
    return '-'.join(re.findall('[a-z0-9]+', name.lower()))


def pages_of(cases: Mapping[str, Case], suffix: str = '.md') -> dict[str, str | bytes | Path]:
    """Return the page of each case, by its path."""
    return {f'pages/{slug(name)}{suffix}': page_of(name, case) for name, case in cases.items()}


def site_of(files: Mapping[str, str | bytes | Path]) -> dict[str, str | bytes | Path]:
    """Return a site with what lies around it, which no page may show."""
    pages = (name.replace('.rst', '.md') for name in files if not name.startswith('parts/'))
    return {
        'index.md': index_of(pages), '../secret.txt': SECRET, '../secret.csv': f'{SECRET},b',
        '../secret.png': SECRET, '../secret.md': f'# {SECRET}\n', **files,
    }  # fmt: skip


def check_told(site: Site, name: str, case: Case, suffix: str = '.md') -> None:
    """Assert that the build has told of a case at its line, and of nothing else on its page."""
    file = f'pages/{slug(name)}{suffix}'
    found = [warned for warned in site.warnings if warned.file == (case.file or file)]
    if not case.told:
        assert found == [], found
        return
    lines = page_of(name, case).splitlines()
    line = case.at
    if isinstance(line, str):
        wanted = line or lines[0 if lines[0] == '---' else 2]
        line = 1 + next(number for number, text in enumerate(lines) if wanted in text)
    words = [
        warned.message for warned in found if warned.line == line or (case.file and not case.at)
    ]
    assert any(case.told in message for message in words), (line, found)


def check_harmless(site: Site, docname: str, shown: str = '') -> None:
    """Assert that nothing of a page acts, that the page is whole, and that words are shown."""
    page = site.html(docname)
    main = page.find(attrs={'role': 'main'})
    found = acting_parts(main)
    assert found == [], found
    head = {
        ' '.join(f'{key}={value}' for key, value in node.attrs.items() if key != 'content')
        for node in page.head.find_all('meta')
    }
    strange = {name for name in head if 'http-equiv' in name} - {
        'http-equiv=Content-Security-Policy'
    }
    assert strange == set(), strange
    assert page.select('.sphinxsidebar, .sidebar-drawer'), 'the page is broken'
    assert not main.select('.sphinxsidebar, .sidebar-drawer, footer'), 'the page is broken'
    text = ' '.join(main.get_text().split())
    assert ' '.join(shown.split()) in text, text


def acting_parts(page: Any) -> list[str]:
    """Return what of a page, or of a part of it, would act."""
    acting = [str(node)[:200] for node in page.select(_ACTING)]
    return [*acting, *_flaws(page.find_all())]


def _flaws(elements: Iterable[Any]) -> Iterator[str]:
    for node in elements:
        for key, value in node.attrs.items():
            text = ' '.join(value) if isinstance(value, list) else str(value)
            if key.startswith('on') or key in {'srcdoc', 'formaction', 'background', 'ping'}:
                yield f'{node.name} {key}={text}'
            if key in _URLS and _BAD_URL.match(re.sub('[\t\r\n]', '', text)):
                yield f'{node.name} {key}={text}'
            if key == 'style' and _PLACED.search(text):
                yield f'{node.name} {key}={text}'


def check_secret(site: Site) -> None:
    """Assert that no file that a build has written holds what lies outside of the site."""
    found = [name for name, data in site.output().items() if SECRET.encode() in data]
    assert found == [], found
    assert SECRET not in site.app.warning.getvalue()
    for path in site.app.doctreedir.rglob('*'):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
