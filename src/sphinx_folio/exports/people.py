"""Files beside each person's page of a website: a vCard and a JSON Resume."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import all_references
from sphinx_folio.model import (
    Elsewhere,
    Kind,
    Mention,
    ObjectRef,
    Person,
    Query,
    TimelineEntry,
    Words,
)
from sphinx_folio.nodes import said
from sphinx_folio.shared import Addresses, Output
from sphinx_folio.util import digest

from .json_resume import resume_text
from .person import Involvement, PersonAddresses, PersonFacts
from .vcard import vcard


def people_outputs(app: Sphinx, domain: FolioDomain) -> Iterator[Output]:
    """Yield the vCard and the JSON Resume of each person who has a name."""
    exporter = PersonExporter(app, domain)
    email = app.config.folio_vcard_email
    for person in domain.graph.people.values():
        files = domain.site.files_of(person.id)
        if files.vcard:
            facts = exporter.facts_of(person)
            entries = [item.digest for item in facts.publications]
            fingerprint = digest((email, facts._replace(publications=()), entries))
            make_vcard = partial(_encoded, vcard, facts, email=email)
            yield Output(files.vcard, fingerprint, make_vcard)
            yield Output(files.resume, fingerprint, partial(_encoded, resume_text, facts))


def _involvement_elsewhere(project: Elsewhere) -> Involvement:
    """Return a project of another site, of which nothing but name and address is known."""
    return Involvement(project.name, '', '', None, '', (), project.web_address)


def _encoded(make: Callable[..., str], *arguments: Any, **options: Any) -> bytes:
    return make(*arguments, **options).encode()


class PersonExporter:
    """Gathers the facts that the files of people are made of."""

    def __init__(self, app: Sphinx, domain: FolioDomain) -> None:
        self._domain = domain
        self._addresses = Addresses(app.builder)

    def facts_of(self, person: Person) -> PersonFacts:
        """Return all that the site knows of a person."""
        graph, node = self._domain.graph, person.ref
        evaluate_all = self._domain.site.selections.evaluate_all
        publications = evaluate_all(Query(kind='publication', of=node))
        projects = evaluate_all(Query(kind='project', of=node))
        return PersonFacts(
            person,
            self._addresses_of(person),
            self._topics(node),
            (
                *(self._involvement(name, person.id) for name in projects),
                *(
                    _involvement_elsewhere(ref.elsewhere)
                    for ref in all_references(graph, node, 'project')
                    if ref.elsewhere
                ),
            ),
            tuple(graph.publications[key] for key in publications),
            tuple(map(self._record, self._domain.facts(person.docname).timeline)),
        )

    def _addresses_of(self, person: Person) -> PersonAddresses:
        if not self._addresses.base:
            return PersonAddresses()
        file, files = self._addresses.file, self._domain.site.files_of(person.id)
        _docnames, picture = self._domain.env.images.get(person.photo, ((), ''))
        return PersonAddresses(
            page=self._addresses.url(person.docname),
            vcard=file(files.vcard),
            resume=file(files.resume),
            photo=file(f'_images/{picture}') if picture else '',
        )

    def _topics(self, node: ObjectRef) -> tuple[str, ...]:
        return tuple(topic.name for topic in all_references(self._domain.graph, node, 'topic'))

    def _involvement(self, project_id: str, person_id: str) -> Involvement:
        graph = self._domain.graph
        project = graph.projects[project_id]
        own = next(
            (link.url for link in project.links if link.key == 'website' and not link.is_file), ''
        )
        return Involvement(
            project.name,
            project.type or '',
            project.summary,
            project.period,
            graph.role(project_id, person_id),
            self._topics(project.ref),
            self._addresses.url(project.docname) if self._addresses.base else own,
        )

    def _record(self, record: TimelineEntry[Words]) -> TimelineEntry[str]:
        say = partial(said, name_of=self._name_of)
        return TimelineEntry(
            record.kind,
            say(record.title),
            say(record.organisation),
            say(record.place),
            record.period,
            tuple(filter(None, map(say, record.paragraphs))),
            tuple(filter(None, map(say, record.items))),
        )

    def _name_of(self, mention: Mention) -> str:
        """Return what is shown for a link that has no text of its own."""
        env = self._domain.env
        if mention.kind == 'page':
            title = env.titles.get(mention.id)
            return title.astext() if title else mention.id
        if mention.kind == 'label':
            std: Any = env.domains['std']
            return str(std.labels.get(mention.id, ('', '', mention.id))[2])
        record: Any = self._domain.graph.table(cast('Kind', mention.kind)).get(mention.id)
        if record is None:
            elsewhere = self._domain.find_elsewhere(mention.kind, mention.id)
            return elsewhere.name if elsewhere else mention.id
        is_entry = mention.kind == 'publication'
        return str(record.title if is_entry else record.name)
