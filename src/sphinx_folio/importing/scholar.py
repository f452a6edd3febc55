"""What Jekyll-Scholar and al-folio add to BibTeX, and their tags in pages."""

import re
from collections.abc import Iterable, Mapping

from sphinx_folio.model import fold

from .bib_files import set_field
from .citations import tex
from .jekyll import Jekyll
from .neutral import Paper
from .page_text import plain_text

#: Fields of entries that name a file, with the folders that the theme looks into.
_FILES = {
    'pdf': 'assets/pdf', 'supp': 'assets/pdf', 'slides': 'assets/pdf', 'poster': 'assets/pdf',
    'html': 'assets/html', 'preview': 'assets/img/publication_preview',
}  # fmt: skip
#: Fields that say which authors are marked, by numbers or names.
_MARKS = {'cofirstauthors': 'equal', 'correspondingauthors': 'corresponding'}
_TO_NOTE = ('annotation', 'additional_info')
#: Identifiers that some write as addresses.
_BARE = {'doi': re.compile(r'10\.\d{4,9}/\S+'), 'eprint': re.compile(r'\d{4}\.\d{4,5}')}
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


def mend(paper: Paper, jekyll: Jekyll) -> None:
    """Say in the fields of Folio what an entry says in those of al-folio."""
    for name, folder in _FILES.items():
        value = paper.fields.get(name, '')
        if value and '://' not in value:
            _paper_file(jekyll, paper, name, value, folder)
    marks: list[str] = []
    for name, mark in _MARKS.items():
        if value := paper.fields.get(name, ''):
            marks += _marked(jekyll, paper, name, value, mark)
            set_field(paper, name, None)
    if marks:
        said = paper.fields.get('author+an', '')
        set_field(paper, 'author+an', '; '.join(filter(None, (said, *marks))))
    _mend_notes(paper, jekyll)
    if value := paper.fields.get('award_name', ''):
        set_field(paper, 'award', paper.fields.get('award') or value)
        set_field(paper, 'award_name', None)
    for name, pattern in _BARE.items():
        value = paper.fields.get(name, '')
        if '://' in value and (match := pattern.search(value)):
            set_field(paper, name, match[0])


def _mend_notes(paper: Paper, jekyll: Jekyll) -> None:
    """Join what stands beside an entry into its note."""
    said = [name for name in _TO_NOTE if paper.fields.get(name)]
    if not said:
        return
    notes = [plain_text(paper.fields.get(name, '')) for name in ('note', *said)]
    for name in said:
        jekyll.report.note('changed', paper.origin, name, paper.fields[name], 'it stands in note')
        set_field(paper, name, None)
    set_field(paper, 'note', tex('; '.join(dict.fromkeys(filter(None, notes)))))


def _paper_file(jekyll: Jekyll, paper: Paper, name: str, value: str, folder: str) -> None:
    path = jekyll.local(value) or value
    places = (f'{folder}/{path}', f'assets/pdf/{path}', f'assets/img/{path}', path.lstrip('/'))
    found = next(filter(None, map(jekyll.files.find, places)), '')
    target = jekyll.files.asset(found, paper.origin, is_picture=name == 'preview') if found else ''
    if target:
        set_field(paper, name, target)
    else:
        if not found:
            advice = 'no such file is in the source; copy it into files/, and name it'
            jekyll.report.note('lost', paper.origin, name, value, advice)
        set_field(paper, name, None)


def _marked(jekyll: Jekyll, paper: Paper, name: str, value: str, mark: str) -> list[str]:
    """Return the annotations of authors whose numbers or names a field lists."""
    authors = re.split(r'\s+and\s+', paper.fields.get('author', ''))
    if value.isdecimal() and mark == 'equal' and 0 < int(value) <= len(authors):
        return [f'{number}=equal' for number in range(1, int(value) + 1)]
    found = []
    for word in re.split(r'\s*[,;]\s*|\s+and\s+', value):
        fitting = [
            at for at, author in enumerate(authors, 1) if fold(word) and fold(word) in fold(author)
        ]
        if word.isdecimal() and 0 < int(word) <= len(authors):
            fitting = [int(word)]
        if len(fitting) == 1:
            found.append(f'{fitting[0]}={mark}')
        else:
            jekyll.report.note(
                'lost', paper.origin, name, word, f'write it in author+an = {{1={mark}}}'
            )
    return found


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
