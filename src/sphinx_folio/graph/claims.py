"""What pages and entries claim, against what the others say. Pure.

What cannot be right is a problem, which stops a strict build. What may well be right, as
after a marriage or in another script, is for somebody to look at who knows the people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sphinx_folio.model import (
    Author,
    ObjectRef,
    Person,
    Problem,
    Publication,
    Reference,
    Stated,
    Subtype,
    fold,
    name_key,
    name_parts,
    parse_titles,
    short_address,
)

from .graph import Graph
from .near_miss import Index

#: Authors and members that a message names.
_FEW = 3


def find_false_claims(graph: Graph, identity: Mapping[str, Iterable[Stated]]) -> Iterator[Problem]:
    """Yield what two people cannot both be: accounts of both, and names of the other one.

    :param identity: the facts of each document by which a person is known.
    """
    yield from _shared_accounts(identity)
    by_name = _names_of_all(graph)
    for person in graph.people.values():
        for key, value, line, *_more in identity.get(person.docname, ()):
            owners = by_name.get(name_key(value), ()) if key == 'names' else ()
            if owners and person not in owners:
                message = (
                    f'"names": "{value}" is the name of {owners[0].docname}.md, whose papers are '
                    f'not yours; remove it, and write author+an = {{…={person.id}}} at papers that '
                    'are'
                )
                yield Problem(Subtype.CLAIM, person.docname, line, message)
    for publication, number, author, person in _annotated(graph):
        owners = by_name.get(author.key, ())
        if owners and author.key not in _names_of(person):
            message = (
                f'author+an of "{publication.key}" says that "{author.name}" is {person.id}, but '
                f'it is the name of {owners[0].docname}.md; write {number}={owners[0].id}'
            )
            line = publication.line_of('author+an')
            yield Problem(Subtype.CLAIM, publication.file, line, message)


def find_doubtful_claims(
    graph: Graph, references: Iterable[Reference], identity: Mapping[str, Iterable[Stated]]
) -> Iterator[Problem]:
    """Yield what nothing else on the site bears out, and what may be right all the same.

    :param references: what pages mention.
    """
    index = Index(graph.people.values())
    for person in graph.people.values():
        yield from _foreign_spellings(person, identity.get(person.docname, ()))
    by_name = _names_of_all(graph)
    for publication, number, author, person in _annotated(graph):
        if not (author.key in by_name or _may_be(person, author, index)):
            message = (
                f'author+an of "{publication.key}" says that "{author.name}" is {person.id}, '
                f'who is called {person.name}; keep it if it is, else remove {number}={person.id}'
            )
            line = publication.line_of('author+an')
            yield Problem(Subtype.CLAIM, publication.file, line, message)
    yield from _foreign_papers(graph, references, index)


def _shared_accounts(identity: Mapping[str, Iterable[Stated]]) -> Iterator[Problem]:
    """Yield what is told at each of several pages that state one address or account."""
    holders: dict[tuple[str, str], dict[str, Stated]] = defaultdict(dict)
    for docname in sorted(identity):
        for stated in identity[docname]:
            if stated.key != 'names':
                value = stated.account or short_address(stated.value)
                holders[stated.key, value.casefold()].setdefault(docname, stated)
    for found in holders.values():
        pages = [] if all(each.is_shared for each in found.values()) else list(found.items())
        for number, (docname, (key, value, line, *_more)) in enumerate(pages):
            if len(pages) > 1:
                other, there = pages[0 if number else 1]
                message = (
                    f'"{key}": "{value}" is also that of {other}.md:{there.line}; '
                    'keep it at the page of the person whose it is'
                )
                yield Problem(Subtype.CLAIM, docname, line, message)


def _names_of(person: Person) -> set[str]:
    others = parse_titles(person.name).others
    names = (person.name, person.native_name, *person.names, *others)
    return {key for key in map(name_key, names) if key}


def _names_of_all(graph: Graph) -> dict[str, list[Person]]:
    """Return the people by what they are called, which is more than how papers spell it."""
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in graph.people.values():
        if not person.anonymous:
            for key in {graph.key_of(person.name), graph.key_of(person.native_name)} - {''}:
                by_name[key].append(person)
    return by_name


def _annotated(graph: Graph) -> Iterator[tuple[Publication, int, Author, Person]]:
    for publication in graph.publications.values():
        for number, author in enumerate(publication.authors, start=1):
            if author.person in graph.people and author.key:
                yield publication, number, author, graph.people[author.person]


def _may_be(person: Person, author: Author, index: Index) -> bool:
    """Tell whether an author has a name of a person, or nearly one, or their initials."""
    names = _names_of(person)
    if not author.key or author.key in names:
        return True  # an organisation may be anybody
    if any(hit.person == person.id for hit in index.find(author.key)):
        return True
    letters = sorted(word[0] for word in author.key.split())
    is_short = all(len(word) == 1 for word in author.key.split())
    return is_short and any(letters == sorted(word[0] for word in name.split()) for name in names)


def _foreign_spellings(person: Person, identity: Iterable[Stated]) -> Iterator[Problem]:
    names = [name for name in (person.name, person.native_name) if name]
    words = {word for name in names for word in fold(name).split()}
    words |= {fold(name_parts(name, person.names).family) for name in names}
    for key, value, line, *_more in identity:
        before, comma, _after = value.partition(',')
        family = fold(before if comma else name_parts(value).family or value)
        if key == 'names' and names and words.isdisjoint({family, *family.split()}):
            message = (
                f'"names": "{value}" has no family name of {person.name}; keep it if it was '
                'theirs, or is theirs in another script'
            )
            yield Problem(Subtype.CLAIM, person.docname, line, message)


def _foreign_papers(
    graph: Graph, references: Iterable[Reference], index: Index
) -> Iterator[Problem]:
    """Yield the papers of others that a page or the field of an entry gives to a person."""
    people = {person.docname: person for person in graph.people.values()}
    given = [
        (people[page], key, page, line, '"publications"')
        for _kind, key, page, line, source in references
        if source == '"publications"' and page in people and key in graph.publications
    ]
    given += [
        (graph.people[name], key, paper.file, paper.line_of('people'), f'"people = {{{name}}}"')
        for key, paper in graph.publications.items()
        for name in paper.people
        if name in graph.people
    ]
    for person, key, file, line, where in given:
        authors = graph.publications[key].authors
        if person.anonymous or graph.publications[key].et_al or not authors:
            continue
        if person.id in graph.authors[key] or any(_may_be(person, a, index) for a in authors):
            continue
        shown = ', '.join(author.name for author in authors[:_FEW])
        rest = len(authors) - _FEW
        message = (
            f'{where} names "{key}", which is by {shown}{f" and {rest} more" if rest > 0 else ""}; '
            f'keep it if {person.name} is one of them by another name, or has another part in it'
        )
        yield Problem(Subtype.CLAIM, file, line, message)


def find_one_sided(graph: Graph, references: Iterable[Reference]) -> Iterator[Problem]:
    """Yield who is said to work in a project, where neither the other end nor a paper says so.

    That is how most projects begin, as a relation is written at one of its ends.

    :param references: what pages mention.
    """
    owners = {person.docname: ObjectRef('person', person.id) for person in graph.people.values()}
    for record in graph.projects.values():
        owners[record.docname] = ObjectRef('project', record.id)
    lines: dict[str, int] = {}
    alone: dict[str, list[str]] = defaultdict(list)
    for kind, name, docname, line, source in references:
        here = owners.get(docname)
        if source not in {'"people"', '"projects"'} or here is None or here.kind == kind:
            continue
        person, project = (here.id, name) if here.kind == 'person' else (name, here.id)
        if person in graph.people and project in graph.projects:
            other_end = (
                project in graph.people[person].projects
                if here.kind == 'project'
                else person in {member.id for member in graph.projects[project].people}
            )
            papers = graph.neighbours(ObjectRef('person', person), 'publication')
            shared = set(papers).intersection(
                graph.neighbours(ObjectRef('project', project), 'publication')
            )
            if not (other_end or shared):
                lines.setdefault(docname, line)
                alone[docname].append(name)
    for docname, names in alone.items():
        key = 'people' if owners[docname].kind == 'project' else 'projects'
        message = (
            f'"{key}" names {", ".join(names)}, and neither their pages nor a paper say so; '
            'keep it if those who work there agree'
        )
        yield Problem(Subtype.CLAIM, docname, lines[docname], message)
