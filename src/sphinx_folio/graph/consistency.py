"""References of entries, and ids that two pages claim: what must be true of all pages. Pure."""

from collections.abc import Iterator, Mapping

from sphinx_folio.model import Problem, Publication, Record, Reference, Subtype


def entry_references(publications: Mapping[str, Publication]) -> Iterator[Reference]:
    """Yield the ids that entries of the bibliography name."""
    for publication in publications.values():
        place = (publication.file, publication.line)
        what = f'of the entry "{publication.key}"'
        for name in publication.people:
            yield Reference('person', name, *place, f'the field "people" {what}')
        for name in publication.projects:
            yield Reference('project', name, *place, f'the field "projects" {what}')
        for name in publication.topics:
            yield Reference('topic', name, *place, f'the field "topics" {what}')
        for author in publication.authors:
            if author.person:
                yield Reference('person', author.person, *place, f'author+an {what}')


def duplicate_id(second: Record, first: Record) -> Problem:
    """Return the problem of a page whose id another page has."""
    message = (
        f'the id "{second.id}" is taken by {first.docname}.md; rename this file, '
        'as the id of a page is its file name'
    )
    return Problem(Subtype.ID, second.docname, 1, message)
