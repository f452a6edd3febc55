"""What a page is about, and the entries on it, as JSON-LD in the words of schema.org. Pure.

Types and properties are those of schema.org 29; what a search engine asks of them stands
in Google's "Structured data markup": ProfilePage, Breadcrumb, and "Site names" for WebSite.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from pybtex.database import Entry

from sphinx_folio.bib import LISTED_TYPES, csl_item
from sphinx_folio.graph import Graph, Ref, all_references
from sphinx_folio.model import (
    SERVICES,
    Affiliation,
    Author,
    Link,
    ObjectRef,
    PartialDate,
    Person,
    Project,
    Publication,
    Topic,
    read_name,
)
from sphinx_folio.util import filled

#: Returns the absolute address of a page, or of a place in it, or an empty string.
UrlOf = Callable[..., str]

#: One node of a graph: its properties by name.
Thing = dict[str, Any]

CONTEXT = 'https://schema.org'
#: Links to works and to collections of them; each other service has a page of someone that is
#: about that one alone.
_WORKS = frozenset('code paper pdf slides event poster video data demo docs report zenodo'.split())
_IDENTITY = frozenset(SERVICES) - _WORKS
#: The same of a project.
_IDENTITY_OF_PROJECT = frozenset({'website', 'code', 'github', 'gitlab', 'codeberg', 'osf'})
#: The type that each type of projects is to schema.org; of the others it has none.
_PROJECT_TYPES = {
    'software': 'SoftwareSourceCode',
    'dataset': 'Dataset',
    'benchmark': 'CreativeWork',
    'thesis': 'Thesis',
    'course': 'Course',
    'book': 'Book',
}
#: Links that may lead to the code of a project, the plainest first.
_REPOSITORIES = ('code', 'github', 'gitlab', 'codeberg')
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(',', ':'))
#: Signs that would end the element, or that older browsers take for the end of a line.
_ESCAPES = str.maketrans(
    {'<': r'\u003c', '>': r'\u003e', '&': r'\u0026', '\u2028': r'\u2028', '\u2029': r'\u2029'}
)


class About(NamedTuple):
    """What is known of a page whatever it is about."""

    title: str
    url: str  #: Its absolute address, or empty.
    description: str = ''
    image: str = ''  #: Address of the picture that stands for it, or empty.
    language: str = ''  #: Tag of its language (BCP 47).


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


def make_thing(kind: str, url: str = '', part: str = '', **properties: Any) -> Thing:
    """Return a node of a type, without the properties of which nothing is known.

    :param url: the address of its page, or empty.
    :param part: what tells it from its page in its identifier; without one, it has none.
    """
    identifier = f'{url}#{part}' if url and part else ''
    return filled(**{'@type': kind, '@id': identifier, 'url': url, **properties})


def website(name: str, about: About) -> Thing:
    """Return the site; without an address or a name it is no news to anyone."""
    if not (name and about.url):
        return {}
    description, language = about.description, about.language
    return make_thing(
        'WebSite', about.url, 'website', name=name, description=description, inLanguage=language
    )


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Thing:
    """Return the way to a page, which needs a name and an address for each page.

    :param trail: title and address of the landing page and of each page down to this one.
    """
    if len(trail) < 2 or not all(title and url for title, url in trail):
        return {}
    items = [
        make_thing('ListItem', position=number, name=title, item=url)
        for number, (title, url) in enumerate(trail, start=1)
    ]
    return make_thing('BreadcrumbList', itemListElement=items)


def person_page(person: Person, about: About, graph: Graph, url_of: UrlOf) -> Thing:
    """Return the page of a person; a page without a personal name is about nobody."""
    page = make_page('ProfilePage', about, person.updated)
    if person.anonymous:
        return page | {'@type': 'WebPage'}
    spellings = (person.native_name, *(read_name(name).shown for name in person.names))
    names = dict.fromkeys(' '.join(name.split()) for name in spellings)
    page['mainEntity'] = make_entity(
        'Person',
        about,
        'person',
        name=person.name,
        alternateName=[name for name in names if name and name != person.name],
        jobTitle=person.role,
        affiliation=[_organisation(item) for item in person.affiliation],
        identifier=_orcid(person.links),
        sameAs=_addresses_of(person.links, _IDENTITY | _own_services(person.links)),
        knowsAbout=_topics(person.ref, graph, url_of),
    )
    return page


def project_page(project: Project, about: About, graph: Graph, url_of: UrlOf) -> Thing:
    """Return the page of a project: of the work that its type names, else of an organisation.

    To schema.org a ``ResearchProject`` is one. A dataset of which too little is said for a
    search engine is a work like others (see `_DESCRIBED`).
    """
    people = all_references(graph, project.ref, 'person')
    members = [ref for ref in people if ref.elsewhere or not graph.people[ref.id].anonymous]
    start, end = project.period[:2] if project.period else (None, None)
    is_over = end and project.period and not project.period.expected
    page = make_page('WebPage', about, project.updated)
    kind = _PROJECT_TYPES.get(project.type or '', 'ResearchProject')
    if kind == 'Dataset' and not _DESCRIBED[0] <= len(about.description) <= _DESCRIBED[1]:
        kind = 'CreativeWork'
    of_kind: Thing = {
        'member' if kind == 'ResearchProject' else 'creator': [
            person_ref(ref.name, url_of_ref(ref, url_of)) for ref in members
        ],
        'foundingDate' if kind == 'ResearchProject' else 'dateCreated': (
            start.isoformat() if start else ''
        ),
    }
    if kind == 'ResearchProject':
        of_kind['dissolutionDate'] = end.isoformat() if end and is_over else ''
    if kind == 'SoftwareSourceCode':
        code = (_addresses_of(project.links, frozenset({name})) for name in _REPOSITORIES)
        of_kind['codeRepository'] = next((urls[0] for urls in code if urls), '')
    page['mainEntity'] = make_entity(
        kind,
        about,
        'project',
        name=project.name,
        sameAs=_addresses_of(project.links, _IDENTITY_OF_PROJECT | _own_services(project.links)),
        keywords=_topics(project.ref, graph, url_of),
        funding=[make_thing('Grant', name=text) for text in project.funding],
        **of_kind,
    )
    return page


def topic_page(topic: Topic, about: About) -> Thing:
    """Return the page of a topic, which collects what there is on it."""
    names = list(topic.aliases)
    term = make_entity('DefinedTerm', about, 'topic', name=topic.name, alternateName=names)
    return make_page('CollectionPage', about, None) | {'about': term}


def person_ref(name: str, url: str = '') -> Thing:
    """Return someone named on another page than their own, with the address of that one.

    A person of another site that Folio makes has the same identifier there.
    """
    return make_thing('Person', url, 'person', name=name)


def url_of_ref(ref: Ref, url_of: UrlOf) -> str:
    """Return the absolute address of an object, here or on another site; or nothing."""
    return ref.elsewhere.web_address if ref.elsewhere else url_of(ref.docname)


def make_entity(kind: str, about: About, part: str, /, **properties: Any) -> Thing:
    """Return what a page is about, with what is known of the page."""
    texts = {'description': about.description, 'image': about.image}
    return make_thing(kind, about.url, part, **texts, **properties)


def make_page(kind: str, about: About, updated: PartialDate | None) -> Thing:
    """Return a page itself."""
    # a search engine takes a whole date only
    date = updated.isoformat() if updated and updated.day else ''
    texts = {'@id': about.url, 'name': about.title, 'description': about.description}
    return make_thing(kind, about.url, **texts, inLanguage=about.language, dateModified=date)


def _organisation(item: Affiliation) -> Thing:
    department = make_thing('Organization', name=item.department) if item.department else {}
    texts: dict[str, Any] = {'name': item.name, 'identifier': item.ror, 'sameAs': item.ror}
    return make_thing('Organization', item.url or '', **texts, department=department)


def _orcid(links: Iterable[Link]) -> Thing:
    """Return the ORCID iD as a property of its own, as well as among the addresses."""
    url = next((link.url for link in links if link.key == 'orcid'), '')
    value = url.removeprefix('https://orcid.org/')
    return make_thing('PropertyValue', url, propertyID='ORCID', value=value) if url else {}


def _addresses_of(links: Iterable[Link], services: frozenset[str]) -> list[str]:
    urls = (link.url for link in links if link.key in services)
    return list(dict.fromkeys(url for url in urls if url.startswith('http')))


def _own_services(links: Iterable[Link]) -> frozenset[str]:
    """Return the services that the site names itself, of accounts there."""
    return frozenset(link.key for link in links if link.account and link.key not in SERVICES)


def _topics(node: ObjectRef, graph: Graph, url_of: UrlOf) -> list[Thing]:
    topics = all_references(graph, node, 'topic')
    return [make_thing('DefinedTerm', url_of_ref(ref, url_of), name=ref.name) for ref in topics]


# -- entries of the bibliography -----------------------------------------------------

#: Types of CSL that appear in periodicals.
_IN_PERIODICALS = frozenset(
    {'article-journal', 'article-magazine', 'article-newspaper', 'periodical', 'review'}
)
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
    kind, abstract = LISTED_TYPES[publication.type].schema, publication.abstract
    if publication.type == 'dataset' and len(abstract) < _DESCRIBED[0]:
        kind = 'CreativeWork'
    authors = zip(publication.authors, pages, strict=True)
    publisher = make_thing('Organization', name=item['publisher']) if 'publisher' in item else {}
    issued, *_end = item.get('issued', {}).get('date-parts', [()])
    doi = item.get('DOI', '')
    doi_url = f'https://doi.org/{doi}' if doi else ''
    properties: dict[str, Any] = {
        'headline' if kind in _ARTICLES else 'name': publication.title or publication.key,
        'editor' if publication.edited else 'author': [
            *(_author(author, page) for author, page in authors if author.name),
            *_group(publication.collaboration),
        ],
        'datePublished': PartialDate(*issued).isoformat() if issued else '',
        'isPartOf': _part_of(item, kind),
        'pagination': item.get('page'),
        'sourceOrganization' if kind in _OF_INSTITUTIONS else 'publisher': publisher,
        'creativeWorkStatus': publication.status,
        'issueNumber': item.get('issue') if kind == 'PublicationIssue' else '',
        'bookEdition': item.get('edition') if kind == 'Book' else '',
        'isbn': item.get('ISBN') if kind == 'Book' else '',
        'description': abstract[: _DESCRIBED[1]] if kind == 'Dataset' else '',
        'award': publication.award,
        'identifier': f'doi:{doi}' if doi else '',
        'sameAs': list(dict.fromkeys(filter(None, (doi_url, item.get('URL'))))),
    }
    return make_thing(kind, url, **properties)


def publication_page(work: Thing, abstract: str, about: About) -> Thing:
    """Return the page of an entry, which is about that alone.

    :param work: the entry as `publication_node` returns it.
    """
    known = filled(**{'@id': about.url and f'{about.url}#publication', 'abstract': abstract})
    return make_page('WebPage', about, None) | {'mainEntity': work | known}


def _author(author: Author, page: str) -> Thing:
    is_person = author.key or author.person
    name = author.name
    return person_ref(name, page) if is_person else make_thing('Organization', name=name)


def _group(name: str) -> list[Thing]:
    return [make_thing('Organization', name=name)] if name else []


def _part_of(item: dict[str, Any], kind: str) -> Thing:
    """Return the issue, volume and periodical, or the book, that a work is a part of."""
    name = item.get('container-title')
    if not name or kind in {'Book', 'Thesis', 'Report', 'WebPage'}:
        return {}
    if item['type'] not in _IN_PERIODICALS:
        return make_thing('Book', name=name, isbn=item.get('ISBN'))
    whole = make_thing('Periodical', name=name, issn=item.get('ISSN'))
    if 'volume' in item:
        number = str(item['volume'])
        whole = make_thing('PublicationVolume', volumeNumber=number, isPartOf=whole)
    if 'issue' in item and kind != 'PublicationIssue':
        whole = make_thing('PublicationIssue', issueNumber=str(item['issue']), isPartOf=whole)
    return whole
