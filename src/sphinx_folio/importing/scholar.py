"""What Jekyll-Scholar and al-folio add to BibTeX, and their tags in pages."""

import re
from collections.abc import Iterable, Mapping

from .jekyll import Jekyll
from .neutral import Paper
from .references.bibtex import with_changes

#: Fields of entries that name a file, with the folders that the theme looks into.
_FILES = {
    'pdf': 'assets/pdf', 'supp': 'assets/pdf', 'slides': 'assets/pdf', 'poster': 'assets/pdf',
    'html': 'assets/html', 'preview': 'assets/img/publication_preview',
}  # fmt: skip
_CITES = frozenset({'cite', 'reference', 'quote', 'cite_details', 'fullcite'})
#: What the loops over collections and the includes of the theme show.
NEWS_LIST = ':::{entries}\n:kind: news\n'
_PROJECTS, _COURSES = ':::{projects}\n:::', ':::{entries}\n:kind: teaching\n:::'
_LOOPS = {
    'projects': _PROJECTS, 'news': f'{NEWS_LIST}:::', 'posts': f'{NEWS_LIST}:::',
    'teachings': _COURSES, 'courses': _COURSES,
}  # fmt: skip
_INCLUDES = {
    'selected_papers': ':::{publications}\n:selected:\n:::', 'projects': _PROJECTS,
    'projects_horizontal': _PROJECTS, 'courses': _COURSES,
    **dict.fromkeys(
        'bib_search social pagination scripts metadata head footer related_posts giscus disqus'.split(), ''
    ),
}  # fmt: skip
_NEWS = frozenset({'news', 'announcements', 'latest_posts'})
_QUERIES = (
    (r'selected\s*[=~^]+\s*\{?true', ':selected:'),
    (r'(?<!\w)year\s*[=~]+\s*\{?(\d{4})', ':year: {}'),
    (r'@(article|inproceedings|book|phdthesis|techreport|misc|incollection)\b', ':type: {}'),
    (r'--max\s+(\d+)', ':limit: {}'),
)


def mend(paper: Paper, jekyll: Jekyll) -> Paper:
    """Return an entry whose files came along, and whose award has the name that it has here."""
    changed: dict[str, str | None] = {}
    for name, folder in _FILES.items():
        value = paper.fields.get(name, '')
        if value and '://' not in value:
            changed[name] = _file(jekyll, paper, name, value, folder)
    if value := paper.fields.get('award_name', ''):
        changed['award'] = paper.fields.get('award') or value
        changed['award_name'] = None
    return with_changes(paper, changed) if changed else paper


def _file(jekyll: Jekyll, paper: Paper, name: str, value: str, folder: str) -> str | None:
    """Return the path here of a file that a field names, if it came along."""
    path = jekyll.local(value) or value
    places = (f'{folder}/{path}', f'assets/pdf/{path}', f'assets/img/{path}', path.lstrip('/'))
    found = next(filter(None, map(jekyll.files.find, places)), '')
    target = jekyll.files.asset(found, paper.origin, is_picture=name == 'preview') if found else ''
    if not target:
        advice = 'no such file came along; copy it into files/, and name it'
        jekyll.report.take_back(paper.origin, name, value, advice)
    return target or None


def answer(kind: str, word: str, options: Mapping[str, str], papers: Iterable[Paper]) -> str | None:
    """Answer the tags of Jekyll-Scholar, and the loops and includes of the theme."""
    if kind in _CITES:
        known = {paper.key for paper in papers}
        keys = [key for key in re.findall(r'[^\s,"\']+', options.get('', '')) if key in known]
        return f'{{cite:p}}`{",".join(keys)}`' if keys else None
    if kind == 'bibliography':
        return _bibliography(options.get('', ''))
    if kind == 'include':
        return _include(re.sub(r'\.(?:html|liquid)$', '', word.rpartition('/')[2]), options, papers)
    if kind == 'for':
        name = word.removeprefix('site.')
        is_of_page = name.startswith(('page.', 'site.pages', 'categorized', 'sorted'))
        return _LOOPS.get(name, '' if is_of_page else None)
    shown = ('page.', 'post.', 'content', 'site.data', 'project')
    return '' if kind == 'value' and word.startswith(shown) else None


def _include(stem: str, options: Mapping[str, str], papers: Iterable[Paper]) -> str | None:
    if stem in _NEWS:
        limit = options.get('limit', '')
        return f'{NEWS_LIST}{f":limit: {limit}" + chr(10) if limit.isdecimal() else ""}:::'
    if stem == 'citation' and (doi := options.get('lookup', '').lower().removeprefix('doi:')):
        found = (paper.key for paper in papers if paper.fields.get('doi', '').lower() == doi)
        key = next(found, '')
        return f'{{cite:p}}`{key}`' if key else None
    return _INCLUDES.get(stem.replace('-', '_'))


def _bibliography(said: str) -> str:
    """Return the list that a bibliography with a query is."""
    found = ((re.search(pattern, said), option) for pattern, option in _QUERIES)
    options = [option.format(*match.groups()) for match, option in found if match]
    return '\n'.join((':::{publications}', *options, ':::'))
