"""Files beside each person's page of a website: a vCard and a JSON Resume."""

from collections.abc import Iterator, MutableMapping
from functools import cache, partial

from sphinx.application import Sphinx

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import all_references
from sphinx_folio.model import DatedEntry, Elsewhere, ObjectRef, Person, Query
from sphinx_folio.shared import Addresses, Output
from sphinx_folio.util import digest_of_records

from .entry_texts import entry_text, has_mentions
from .json_resume import resume_text
from .person import Involvement, PersonAddresses, PersonFacts, RecordFacts
from .vcard import vcard

#: Where the vCard and the JSON Resume of a person are, each empty where there is none, and the
#: fingerprint of what they are made of.
PersonExports = tuple[str, str, str]


def people_outputs(
    app: Sphinx, domain: FolioDomain, known: MutableMapping[str, PersonExports]
) -> Iterator[Output]:
    """Yield the vCard and the JSON Resume of each person who has a name.

    :param known: the files of each person, by the id, where they are known; others are added,
        but for those with a text that mentions something, which need not stand beside them.
    """
    exporter, email = PersonExporter(app, domain), app.config.folio_vcard_email
    # the fingerprint and both files of a person are made of the same
    facts_of = cache(lambda name: exporter.facts_of(domain.graph.people[name]))

    def make_vcard(name: str) -> bytes:
        return vcard(facts_of(name), email=email).encode()

    def make_resume(name: str) -> bytes:
        return resume_text(facts_of(name)).encode()

    def find(person: Person) -> PersonExports:
        files = domain.site.files_of(person.id)
        if not (files.vcard or files.resume):
            return '', '', ''
        facts = facts_of(person.id)
        entries = [item.digest for item in facts.publications]
        fingerprint = digest_of_records((email, facts._replace(publications=()), entries))
        found = (files.vcard, files.resume, fingerprint)
        if not any(has_mentions(domain, item.entry) for item in facts.records):
            known[person.id] = found
        return found

    for person in domain.graph.people.values():
        vcf, resume, fingerprint = known.get(person.id) or find(person)
        if vcf:
            yield Output(vcf, fingerprint, partial(make_vcard, person.id))
        if resume:
            yield Output(resume, fingerprint, partial(make_resume, person.id))


def _involvement_elsewhere(project: Elsewhere) -> Involvement:
    """Return a project of another site, of which nothing but name and address is known."""
    return Involvement(project.name, '', '', None, '', (), project.web_address)


class PersonExporter:
    """Gathers the facts that the files of people are made of."""

    def __init__(self, app: Sphinx, domain: FolioDomain) -> None:
        self._domain = domain
        self._addresses = Addresses(app.builder)
        # a project is of many people
        self._topics = cache(self._find_topics)
        self._project = cache(self._find_project)

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
            tuple(self._records(person)),
        )

    def _addresses_of(self, person: Person) -> PersonAddresses:
        if not self._addresses.base:
            return PersonAddresses()
        file, files = self._addresses.file, self._domain.site.files_of(person.id)
        _docnames, picture = self._domain.env.images.get(person.photo, ((), ''))
        return PersonAddresses(
            page=self._addresses.url(person.docname),
            vcard=file(files.vcard) if files.vcard else '',
            resume=file(files.resume) if files.resume else '',
            photo=file(f'_images/{picture}') if picture else '',
        )

    def _find_topics(self, node: ObjectRef) -> tuple[str, ...]:
        return tuple(topic.name for topic in all_references(self._domain.graph, node, 'topic'))

    def _involvement(self, project_id: str, person_id: str) -> Involvement:
        role = self._domain.graph.role(ObjectRef('project', project_id), person_id)
        project = self._project(project_id)
        return project._replace(role=role) if role else project

    def _find_project(self, project_id: str) -> Involvement:
        project = self._domain.graph.projects[project_id]
        own = next(
            (link.url for link in project.links if link.key == 'website' and not link.is_file), ''
        )
        return Involvement(
            project.name,
            project.type or '',
            project.summary,
            project.period,
            '',
            self._topics(project.ref),
            self._addresses.url(project.docname) if self._addresses.base else own,
        )

    def _records(self, person: Person) -> Iterator[RecordFacts]:
        """Yield the dated entries of a person: the lines of their page, then the newest first."""
        graph, selections = self._domain.graph, self._domain.site.selections
        # the query of the list that each page has at its end, which is evaluated already
        query = Query(kind='entry', of=person.ref, group_by='kind', rest=True)
        entries = [graph.dated[name] for name in selections.evaluate_all(query)]
        own = {entry.id for entry in entries if entry.is_line and entry.docname == person.docname}
        entries.sort(key=lambda entry: (entry.id not in own, entry.id in own and entry.number))
        for entry in entries:
            yield self._record(entry, person)

    def _record(self, entry: DatedEntry, person: Person) -> RecordFacts:
        has_page = bool(self._addresses.base) and not entry.is_line
        return RecordFacts(
            entry,
            entry_text(self._domain, entry),
            self._domain.graph.role(entry.ref, person.id),
            self._addresses.url(entry.docname) if has_page else '',
        )
