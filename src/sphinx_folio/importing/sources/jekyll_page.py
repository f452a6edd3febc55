"""One page of a site of Jekyll, such as the CV that somebody hands over alone."""

import re
from pathlib import Path

from sphinx_folio.importing.cv_text import read_cv
from sphinx_folio.importing.front_matter import read_front_matter
from sphinx_folio.importing.jekyll import LOOKS, MACHINERY, Jekyll, Page
from sphinx_folio.importing.neutral import Item, Site
from sphinx_folio.importing.page_text import plain_text
from sphinx_folio.importing.report import Report
from sphinx_folio.model import id_of_name

_NAME = r'(?:[A-ZÀ-Þ][\w\'’-]+|[A-Z]\.)(?: (?:[A-ZÀ-Þ][\w\'’-]+|[A-Z]\.|van|von|de|der|den|la|bin|al)){1,4}'
_I_AM = re.compile(rf"(?:\b(?:I am|I'm|I’m|My name is|This is)) (?P<name>{_NAME})(?=[,.;! ]|$)")
#: Titles of pages that are nobody's name.
_NO_NAMES = re.compile(r'cv|curriculum vitae|r[ée]sum[ée]|about.*|home.*|index', re.IGNORECASE)
_SUFFIXES = ('.md', '.markdown', '.txt')
#: How much of a file is looked at, to tell what it is.
_START = 4000


def matches(root: Path) -> bool:
    """Tell whether a file is such a page: one with front matter that names a layout."""
    if not root.is_file() or root.suffix.lower() not in _SUFFIXES:
        return False
    with root.open('rb') as file:
        start = file.read(_START).decode('utf-8', 'replace').replace('\r\n', '\n')
    return 'layout' in read_front_matter(start).data


def read(root: Path, report: Report, *, keep_samples: bool = False) -> Site:
    """Read such a page: it becomes the page of the person whom it is about.

    :param keep_samples: whether an example of a template is taken as well.
    """
    jekyll = Jekyll(root, report, keep_samples=keep_samples)
    page = jekyll.page(root.name)
    if page is None:
        return jekyll.finish(MACHINERY)
    body = jekyll.text(page, _answer)
    page.fields.close(LOOKS)
    cv = read_cv(body, page.origin, report, page.body)
    name = _name_of(page, body)
    facts = {} if name else {'anonymous': True}
    title = name or page.title or 'CV'
    person = Item(
        'person', id_of_name(title, 'person') or 'person', title, page.origin, facts, cv.body
    )
    person.is_owner, person.lines = True, cv.lines
    person.redirects = page.addresses
    jekyll.site.items.append(person)
    report.found['people'] += 1
    for line in cv.lines:
        report.found[f'lines of {line.kind}'] += 1
    if name and name != page.title:
        report.note('changed', page.origin, 'name', name, 'the text says so; check it')
    elif not name:
        advice = 'nobody is named: write the name as the title, and remove "anonymous"'
        report.note('changed', page.origin, 'name', title, advice)
    return jekyll.finish(MACHINERY)


def _answer(kind: str, word: str, options: dict[str, str]) -> str | None:
    """Answer the loops of a CV; what they listed is not in the page."""
    if kind == 'for':
        return {'site.publications': ':::{publications}\n:::'}.get(word)
    return '' if kind == 'include' and word.startswith('archive-single') else None


def _name_of(page: Page, body: str) -> str:
    """Return the name of the person whom a page is about, as far as it says so."""
    if page.title and not _NO_NAMES.fullmatch(page.title) and re.fullmatch(_NAME, page.title):
        return page.title
    match = _I_AM.search(plain_text(body[:_START]))
    return match['name'] if match else ''
