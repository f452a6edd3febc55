"""What a page is about, and the entries on it, as JSON-LD in the words of schema.org. Pure.

Types and properties are those of schema.org 29; what a search engine asks of them stands
in Google's "Structured data markup": ProfilePage, Breadcrumb, and "Site names" for WebSite.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_folio.bib import LISTED_TYPES, csl_item
from sphinx_folio.graph import reference
from sphinx_folio.model import SERVICES, ObjectRef, read_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pybtex.database import Entry

    from sphinx_folio.graph import Graph, Ref
    from sphinx_folio.model import (
        Affiliation,
        Author,
        Kind,
        Link,
        PartialDate,
        Person,
        Project,
        Publication,
        Topic,
    )

    #: Returns the absolute address of a page, or an empty string.
    UrlOf = Callable[[str], str]


#: One node of a graph: its properties by name.
Thing = dict[str, Any]

CONTEXT = 'https://schema.org'
#: Links to works; the other services have a page of someone that is about that one alone.
_WORKS = frozenset(
    {'code', 'paper', 'pdf', 'slides', 'poster', 'video', 'data', 'demo', 'docs', 'report'}
)
_IDENTITY = frozenset(SERVICES) - _WORKS
#: The same of a project.
_IDENTITY_OF_PROJECT = frozenset({'website', 'code', 'github', 'gitlab', 'codeberg'})
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(',', ':'))
_ORCID = 'https://orcid.org/'
#: Signs that would end the element, or that older browsers take for the end of a line.
_ESCAPES = str.maketrans(
    {'<': r'\u003c', '>': r'\u003e', '&': r'\u0026', '\u2028': r'\u2028', '\u2029': r'\u2029'}
)


class About(NamedTuple):
    """What is known of a page whatever it is about."""

    title: str
    #: Its absolute address, or empty.
    url: str
    description: str = ''
    #: Address of the picture that stands for it, or empty.
    image: str = ''
    #: Tag of its language (BCP 47).
    language: str = ''


def script(graph: Iterable[Thing], limit: int | None = None) -> str:
    """Return the element that holds a graph, or nothing for an empty one.

    The same graph is always the same text. Nothing in it can end the element (HTML
    Standard, "Restrictions for contents of script elements").

    :param limit: characters that the nodes may have; those after them are left out.
    """
    nodes: list[str] = []
    length = 0
    for thing in graph:
        text = _ENCODER.encode(thing).translate(_ESCAPES)
        length += len(text)
        if limit is not None and length > limit:
            break
        nodes.append(text)
    if not nodes:
        return ''
    whole = f'{{"@context":"{CONTEXT}","@graph":[{",".join(nodes)}]}}'
    return f'<script type="application/ld+json">{whole}</script>\n'


def dense(thing: Thing) -> Thing:
    """Return a node without the properties of which nothing is known."""
    return {name: value for name, value in thing.items() if value}


def person_id(url: str) -> str:
    """Return the identifier of the person whose page is at *url*; a page is nobody."""
    return f'{url}#person' if url else ''


# -- pages ---------------------------------------------------------------------------


def website(name: str, about: About) -> Thing:
    """Return the site; without an address or a name it is no news to anyone."""
    if not (name and about.url):
        return {}
    return dense(
        {
            '@type': 'WebSite',
            '@id': f'{about.url}#website',
            'name': name,
            'url': about.url,
            'description': about.description,
            'inLanguage': about.language,
        }
    )


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> Thing:
    """Return the way to a page, which needs a name and an address for each page.

    :param trail: title and address of the landing page and of each page down to this one.
    """
    steps = list(trail)
    if len(steps) < 2 or not all(title and url for title, url in steps):
        return {}
    return {
        '@type': 'BreadcrumbList',
        'itemListElement': [
            {'@type': 'ListItem', 'position': number, 'name': title, 'item': url}
            for number, (title, url) in enumerate(steps, start=1)
        ],
    }


def person_page(person: Person, about: About, graph: Graph, url_of: UrlOf) -> Thing:
    """Return the page of a person; a page without a personal name is about nobody."""
    page = _page('ProfilePage', about, person.updated)
    if person.anonymous:
        return page | {'@type': 'WebPage'}
    spellings = (person.native_name, *(read_name(name).shown for name in person.names))
    names = dict.fromkeys(' '.join(name.split()) for name in spellings)
    page['mainEntity'] = dense(
        {
            '@type': 'Person',
            '@id': person_id(about.url),
            'name': person.name,
            'alternateName': [name for name in names if name and name != person.name],
            'description': about.description,
            'image': about.image,
            'url': about.url,
            'jobTitle': person.role,
            'affiliation': [_organisation(item) for item in person.affiliation],
            'identifier': _orcid(person.links),
            'sameAs': _addresses_of(person.links, _IDENTITY),
            'knowsAbout': _topics(ObjectRef('person', person.id), graph, url_of),
        }
    )
    return page


def project_page(project: Project, about: About, graph: Graph, url_of: UrlOf) -> Thing:
    """Return the page of a project, which to schema.org is a kind of organisation."""
    node = ObjectRef('project', project.id)
    members = (ref for ref in _around(node, 'person', graph) if not graph.people[ref.id].anonymous)
    period = project.period
    page = _page('WebPage', about, project.updated)
    page['mainEntity'] = dense(
        {
            '@type': 'ResearchProject',
            '@id': f'{about.url}#project' if about.url else '',
            'name': project.name,
            'description': about.description,
            'image': about.image,
            'url': about.url,
            'sameAs': _addresses_of(project.links, _IDENTITY_OF_PROJECT),
            'member': [person_ref(ref.name, url_of(ref.docname)) for ref in members],
            'keywords': _topics(node, graph, url_of),
            'funding': [{'@type': 'Grant', 'name': text} for text in project.funding],
            'foundingDate': period.start.isoformat() if period else '',
            'dissolutionDate': period.end.isoformat() if period and period.end else '',
        }
    )
    return page


def topic_page(topic: Topic, about: About) -> Thing:
    """Return the page of a topic, which collects what there is on it."""
    term = {
        '@type': 'DefinedTerm',
        '@id': f'{about.url}#topic' if about.url else '',
        'name': topic.name,
        'alternateName': list(topic.aliases),
        'description': about.description,
        'url': about.url,
    }
    return _page('CollectionPage', about, None) | {'about': dense(term)}


def person_ref(name: str, url: str = '') -> Thing:
    """Return someone named on another page than their own, with the address of that one."""
    return dense({'@type': 'Person', '@id': person_id(url), 'name': name, 'url': url})


def _page(kind: str, about: About, updated: PartialDate | None) -> Thing:
    return dense(
        {
            '@type': kind,
            '@id': about.url,
            'name': about.title,
            'url': about.url,
            'description': about.description,
            'inLanguage': about.language,
            # a search engine takes a whole date only
            'dateModified': updated.isoformat() if updated and updated.day else '',
        }
    )


# -- parts of them -------------------------------------------------------------------


def _organisation(item: Affiliation) -> Thing:
    department = {'@type': 'Organization', 'name': item.department} if item.department else {}
    return dense(
        {
            '@type': 'Organization',
            'name': item.name,
            'department': department,
            'identifier': item.ror,
            'sameAs': item.ror,
            'url': item.url,
        }
    )


def _orcid(links: Iterable[Link]) -> Thing:
    """Return the ORCID iD as a property of its own, as well as among the addresses."""
    url = next((link.url for link in links if link.key == 'orcid'), '')
    if not url:
        return {}
    value = url.removeprefix(_ORCID)
    return {'@type': 'PropertyValue', 'propertyID': 'ORCID', 'value': value, 'url': url}


def _addresses_of(links: Iterable[Link], services: frozenset[str]) -> list[str]:
    urls = (link.url for link in links if link.key in services)
    return list(dict.fromkeys(url for url in urls if url.startswith('http')))


def _topics(node: ObjectRef, graph: Graph, url_of: UrlOf) -> list[Thing]:
    return [
        dense({'@type': 'DefinedTerm', 'name': ref.name, 'url': url_of(ref.docname)})
        for ref in _around(node, 'topic', graph)
    ]


def _around(node: ObjectRef, kind: Kind, graph: Graph) -> list[Ref]:
    return [reference(graph, kind, name) for name in graph.neighbours(node, kind)]


# -- entries of the bibliography -----------------------------------------------------

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
    kind = _entry_type(publication)
    authors = zip(publication.authors, pages, strict=True)
    people = [_author(author, page) for author, page in authors if author.name]
    publisher = {'@type': 'Organization', 'name': item['publisher']} if 'publisher' in item else {}
    doi = item.get('DOI', '')
    doi_url = f'https://doi.org/{doi}' if doi else ''
    return dense(
        {
            '@type': kind,
            'headline' if kind in _ARTICLES else 'name': publication.title or publication.key,
            # without authors, a volume is listed under its editors
            'author' if entry.persons.get('author') else 'editor': people,
            'datePublished': _date_of_issue(item),
            'isPartOf': _part_of(item, kind),
            'pagination': item.get('page'),
            'sourceOrganization' if kind in _OF_INSTITUTIONS else 'publisher': publisher,
            'bookEdition': item.get('edition') if kind == 'Book' else '',
            'isbn': item.get('ISBN') if kind == 'Book' else '',
            'description': publication.abstract[: _DESCRIBED[1]] if kind == 'Dataset' else '',
            'award': publication.award,
            'identifier': f'doi:{doi}' if doi else '',
            'sameAs': list(dict.fromkeys(filter(None, (doi_url, item.get('URL'))))),
            'url': url,
        }
    )


def _entry_type(publication: Publication) -> str:
    if publication.type == 'dataset' and len(publication.abstract) < _DESCRIBED[0]:
        return 'CreativeWork'
    return LISTED_TYPES[publication.type].schema


def _author(author: Author, page: str) -> Thing:
    if not author.key and not author.person:
        return {'@type': 'Organization', 'name': author.name}
    return person_ref(author.name, page)


def _date_of_issue(item: dict[str, Any]) -> str:
    """Return the date as precisely as it is known (ISO 8601)."""
    (parts,) = item.get('issued', {}).get('date-parts', [()])
    widths = (4, 2, 2)
    return '-'.join(f'{part:0{width}}' for part, width in zip(parts, widths, strict=False))


def _part_of(item: dict[str, Any], kind: str) -> Thing:
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
