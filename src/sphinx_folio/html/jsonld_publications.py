"""Entries of the bibliography as JSON-LD in the words of schema.org. Pure.

Each entry stands in the one list that links to it lead to, with all of its authors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_folio.bib import LISTED_TYPES, csl_item

from .jsonld import Thing, dense, person_ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pybtex.database import Entry

    from sphinx_folio.model import Author, Publication


#: Types that are articles, whose title is a headline.
_ARTICLES = frozenset({'ScholarlyArticle', 'Report'})
#: Characters that a search engine asks the description of a dataset to have.
_DESCRIBED = (50, 5000)
#: Types whose ``publisher`` is where the author worked.
_OF_INSTITUTIONS = frozenset({'Thesis', 'Report'})


def publication_node(
    entry: Entry, publication: Publication, pages: Iterable[str], url: str
) -> Thing:
    """Return an entry as a node of a graph, without what nothing is known of.

    :param entry: the entry with all that it inherits.
    :param pages: for each author the address of the page of the site about them, or empty.
    :param url: the address of the place that links to the entry lead to, or empty.
    """
    item = csl_item(entry, publication)
    kind = _type(publication)
    authors = zip(publication.authors, pages, strict=True)
    people = [_author(author, page) for author, page in authors if author.name]
    publisher = {'@type': 'Organization', 'name': item['publisher']} if 'publisher' in item else {}
    doi = item.get('DOI', '')
    return dense(
        {
            '@type': kind,
            'headline' if kind in _ARTICLES else 'name': publication.title or publication.key,
            # without authors, a volume is listed under its editors
            'author' if entry.persons.get('author') else 'editor': people,
            'datePublished': _date(item),
            'isPartOf': _container(item, kind),
            'pagination': item.get('page'),
            'sourceOrganization' if kind in _OF_INSTITUTIONS else 'publisher': publisher,
            'bookEdition': item.get('edition') if kind == 'Book' else '',
            'isbn': item.get('ISBN') if kind == 'Book' else '',
            'description': publication.abstract[: _DESCRIBED[1]] if kind == 'Dataset' else '',
            'award': publication.award,
            'identifier': f'doi:{doi}' if doi else '',
            'sameAs': _elsewhere(doi, item.get('URL', '')),
            'url': url,
        }
    )


def _type(publication: Publication) -> str:
    if publication.type == 'dataset' and len(publication.abstract) < _DESCRIBED[0]:
        return 'CreativeWork'
    return LISTED_TYPES[publication.type].schema


def _author(author: Author, page: str) -> Thing:
    if not author.key and not author.person:
        return {'@type': 'Organization', 'name': author.name}
    return person_ref(author.name, page)


def _date(item: dict[str, Any]) -> str:
    """Return the date as precisely as it is known (ISO 8601)."""
    (parts,) = item.get('issued', {}).get('date-parts', [()])
    widths = (4, 2, 2)
    return '-'.join(f'{part:0{width}}' for part, width in zip(parts, widths, strict=False))


def _elsewhere(doi: str, url: str) -> list[str]:
    """Return the addresses of a work on other sites."""
    found = (f'https://doi.org/{doi}' if doi else '', url)
    return list(dict.fromkeys(address for address in found if address))


def _container(item: dict[str, Any], kind: str) -> Thing:
    """Return the issue, volume and periodical, or the book, that a work is a part of."""
    name = item.get('container-title')
    if not name or kind in {'Book', 'Thesis', 'Report'}:
        return {}
    if item['type'] != 'article-journal':
        return dense({'@type': 'Book', 'name': name, 'isbn': item.get('ISBN')})
    whole = dense({'@type': 'Periodical', 'name': name, 'issn': item.get('ISSN')})
    if 'volume' in item:
        volume = str(item['volume'])
        whole = {'@type': 'PublicationVolume', 'volumeNumber': volume, 'isPartOf': whole}
    if 'issue' in item:
        issue = str(item['issue'])
        whole = {'@type': 'PublicationIssue', 'issueNumber': issue, 'isPartOf': whole}
    return whole
