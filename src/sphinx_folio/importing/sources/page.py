"""One page in Markdown about a person, such as the CV that somebody hands over alone."""

import re
from pathlib import Path
from typing import Any

from sphinx_folio.importing.cv_text import kind_of_section, read_cv
from sphinx_folio.importing.front_matter import read_front_matter, text_of
from sphinx_folio.importing.jekyll import LOOKS, MACHINERY, Jekyll, Page
from sphinx_folio.importing.named import is_name, named_in
from sphinx_folio.importing.neutral import Facts, Item, Site
from sphinx_folio.importing.page_text import plain_text
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.team_pages import take_links
from sphinx_folio.model import id_of_name, parse_titles

_SUFFIXES = ('.md', '.markdown', '.txt')
#: How much of a file is looked at, to tell what it is.
_START = 4000


def matches(root: Path) -> bool:
    """Tell whether a file is such a page.

    It has front matter of Jekyll, which names a layout, or its title is a name or its headings
    are those of a CV.
    """
    if not root.is_file() or root.suffix.lower() not in _SUFFIXES:
        return False
    with root.open('rb') as file:
        start = file.read(_START).decode('utf-8', 'replace').replace('\r\n', '\n')
    page = read_front_matter(start)
    if 'layout' in page.data:
        return True
    headings = re.findall(
        r'^ {0,3}(#{1,6}) +(.+?)[ #]*$', re.sub(r'(?ms)^```.*?^```', '', page.body), re.MULTILINE
    )
    titles = [plain_text(words) for level, words in headings if level == '#'] + [
        text_of(page.data.get('title'))
    ]
    kinds = {kind_of_section(plain_text(words)) for level, words in headings if level != '#'} - {''}
    return any(map(_is_of_person, titles)) or len(kinds) > 1


def _is_of_person(title: str) -> bool:
    return is_name(parse_titles(title.partition('|')[0].strip()).name)


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
    name = _name_of(page, body)
    facts: Facts = {} if name else {'anonymous': True}
    title = name or page.title or 'CV'
    slug = id_of_name(title, 'person') or 'person'
    cv = read_cv(body, page.origin, report, page.body, jekyll.site, slug)
    report.found['papers'] += len(jekyll.site.papers)
    links: dict[str, Any] = {}
    head, _gap, rest = cv.body.partition('\n\n')
    if not re.search(r'[^\W\d_]{2}', take_links(head, facts, links)):  # it holds nothing else
        cv = cv._replace(body=rest)
    facts = facts | {'links': links} if links else facts
    person = Item('person', slug, title, page.origin, facts, cv.body)
    person.is_owner, person.lines = True, cv.lines
    if (root.parent / '_config.yml').is_file() or 'permalink' in page.fields.data:
        person.redirects = page.addresses  # another file has been at no address
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
    return page.title if _is_of_person(page.title) else named_in(body)
