"""The table that a profile of Google Scholar exports: ``Authors, Title, Publication, …``. Pure."""

import csv
import re
from io import StringIO

from sphinx_folio.importing.neutral import Origin, Paper
from sphinx_folio.importing.report import Report

from .tex import names_of
from .works import Work, paper_of

COLUMNS = frozenset({'authors', 'title', 'publication', 'year'})
_PROCEEDINGS = re.compile(
    r'\b(?:proceedings|conference|workshop|symposium|congress|meeting)\b', re.IGNORECASE
)
_THESIS = re.compile(r'\b(?:thesis|dissertation)\b', re.IGNORECASE)
_ARXIV = re.compile(r'arxiv(?: preprint)?(?: arxiv)?[: ]+(\S+)', re.IGNORECASE)
_PATENT = re.compile(r'(?:[A-Z]{2} )?Patent (?:App\. )?(\S.*)', re.IGNORECASE)
_VARIABLES = {'title': 'title', 'volume': 'volume', 'pages': 'page', 'publisher': 'publisher'}


def read_scholar_csv(text: str, file: str, report: Report) -> list[Paper]:
    """Return the papers of a table.

    :raises csv.Error: if it is none.
    """
    reader = csv.reader(StringIO(text, newline=''), strict=False)
    header = [name.strip().lower() for name in next(reader, [])]
    papers: list[Paper] = []
    while True:
        line = reader.line_num + 1
        row = next(reader, None)
        if row is None:
            return papers
        said = {name: value.strip() for name, value in zip(header, row, strict=False)}
        if any(said.values()):
            work = Work(Origin(file, line))
            _fill(work, said)
            papers.append(paper_of(work, report))


def _fill(work: Work, said: dict[str, str]) -> None:
    publication = said.get('publication', '')
    preprint, patent = _ARXIV.search(publication), _PATENT.fullmatch(publication)
    if preprint:
        kind, variable, value = 'article', 'number', f'arXiv:{preprint[1]}'
    elif patent:
        kind, variable, value = 'patent', 'number', publication
    elif _PROCEEDINGS.search(publication):
        kind, variable, value = 'paper-conference', 'container-title', publication
    elif publication:
        kind, variable, value = 'article-journal', 'container-title', publication
    elif _THESIS.search(said.get('publisher', '')):
        kind, variable, value = 'thesis', '', ''
    else:
        is_book = said.get('publisher') and said.get('authors') and not said.get('pages')
        kind, variable, value = ('book' if is_book else 'document'), '', ''
    work.item['type'] = kind
    work.put('publication', publication, variable, value)
    people = [name.strip() for name in said.get('authors', '').split(';') if name.strip()]
    listed = [
        {'literal': 'others'} if name == '...' else one
        for name, one in zip(people, names_of(people), strict=True)
    ]
    work.put('authors', said.get('authors', ''), 'author', listed)
    work.put('year', said.get('year', ''), 'issued', {'raw': said.get('year', '')})
    work.put(
        'number',
        said.get('number', ''),
        'issue' if kind == 'article-journal' else 'collection-number',
    )
    for name, column in said.items():
        if name not in {'publication', 'authors', 'year', 'number'}:
            work.put(name, column, _VARIABLES.get(name, ''))
