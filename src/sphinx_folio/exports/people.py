"""Files for machines beside each person's page of a website: a vCard and a JSON Resume.

They are written at the end of a build, for the people whose facts have changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.util.display import progress_message

from sphinx_folio.bib import without_math
from sphinx_folio.graph import RESUME, VCARD, evaluate_all
from sphinx_folio.model import Mention, ObjectRef, Query, TimelineEntry, Words
from sphinx_folio.nodes import said
from sphinx_folio.shared import Addresses
from sphinx_folio.util import digest, write_if_changed

from .json_resume import resume_text
from .person import Involvement, PersonAddresses, PersonFacts
from .vcard import vcard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from sphinx_folio.build import Written
    from sphinx_folio.domains import FolioDomain
    from sphinx_folio.model import Kind, Person, Topic


def write_people_files(app: Sphinx, domain: FolioDomain) -> Written:
    """Write the files of the people whose facts are not those of the last build.

    A file that the site has of its own, by ``html_extra_path``, takes the place of ours.

    :returns: what the build has written, with these files.
    :raises OSError: if a file cannot be written.
    """
    before, now = domain.before, domain.written
    is_known = bool(before.people) or not domain.read
    if now.token == before.token and is_known and not domain.is_stopped:
        known = dict(before.people)
        gone = _missing(app, domain, known)
        suspects = {name for name in known if name in gone or _has_changed(domain, name)}
    else:
        known = {}
        suspects = {
            domain.graph.people[name].docname
            for name, files in domain.site.files.items()
            if files.written
        }
    if suspects:
        with progress_message('writing contacts and résumés for machines'):
            known |= FileWriter(app, domain).write(suspects)
    files = [f'{name}{ending}' for name in known for ending in (VCARD, RESUME)]
    return now._replace(people=known, files=sorted({*now.files, *files}))


def _has_changed(domain: FolioDomain, docname: str) -> bool:
    """Tell whether a page that was read has other records than it had."""
    own, _space, _all = domain.before.people[docname].partition(' ')
    return docname in domain.read and own != _own_digest(domain, docname)


def _missing(app: Sphinx, domain: FolioDomain, docnames: Iterable[str]) -> set[str]:
    """Return the pages of which a file is not there, or no longer one of the site's own."""
    freed = set(domain.before.assets).difference(domain.written.assets)
    return {
        docname
        for docname in docnames
        for name in (f'{docname}{VCARD}', f'{docname}{RESUME}')
        if name in freed or not (app.outdir / name).is_file()
    }


def _own_digest(domain: FolioDomain, docname: str) -> str:
    """Return a digest of what no other page shows, and the token does not stand for."""
    return digest(domain.timelines.get(docname, ()))


class FileWriter:
    """Gathers the facts of people, and writes their files."""

    def __init__(self, app: Sphinx, domain: FolioDomain) -> None:
        self._app = app
        self._domain = domain
        self._addresses = Addresses(app.builder)
        self._email: bool = app.config.folio_vcard_email
        #: Files that the site has of its own.
        self._own = frozenset(domain.written.assets)

    def write(self, docnames: AbstractSet[str]) -> dict[str, str]:
        """Write what has changed of *docnames*; return a digest for each of them.

        :raises OSError: if a file cannot be written.
        """
        domain, digests = self._domain, {}
        missing = _missing(self._app, domain, docnames)
        for docname in sorted(docnames):
            facts = self.facts_of(cast('Person', domain.records[docname]))
            digests[docname] = f'{_own_digest(domain, docname)} {self._digest(facts)}'
            is_same = domain.before.people.get(docname) == digests[docname]
            if not is_same or docname in missing or domain.is_stopped:
                self._put(f'{docname}{VCARD}', vcard(facts, email=self._email))
                self._put(f'{docname}{RESUME}', resume_text(facts))
        return digests

    def _put(self, name: str, text: str) -> None:
        if name not in self._own:
            write_if_changed(self._app.outdir / name, text)

    def _digest(self, facts: PersonFacts) -> str:
        entries = [item.digest for item in facts.publications]
        return digest((self._email, facts._replace(publications=()), entries))

    def facts_of(self, person: Person) -> PersonFacts:
        """Return all that the site knows of a person."""
        graph, node = self._domain.graph, ObjectRef('person', person.id)
        publications = evaluate_all(Query(kind='publication', of=node), graph)
        projects = evaluate_all(Query(kind='project', of=node), graph)
        records = self._domain.timelines.get(person.docname, ())
        return PersonFacts(
            person,
            self._addresses_of(person),
            self._topics(node),
            tuple(self._involvement(name, person.id) for name in projects),
            tuple(graph.publications[key] for key in publications),
            tuple(map(self._record, records)),
        )

    def _addresses_of(self, person: Person) -> PersonAddresses:
        if not self._addresses.base:
            return PersonAddresses()
        file = self._addresses.file
        _docnames, picture = self._app.env.images.get(person.photo, ((), ''))
        return PersonAddresses(
            page=self._addresses.url(person.docname),
            vcard=file(f'{person.docname}{VCARD}'),
            resume=file(f'{person.docname}{RESUME}'),
            photo=file(f'_images/{picture}') if picture else '',
        )

    def _topics(self, node: ObjectRef) -> tuple[str, ...]:
        topics: dict[str, Topic] = self._domain.graph.topics
        names = self._domain.graph.neighbours(node, 'topic')
        return tuple(topics[name].name for name in names)

    def _involvement(self, project_id: str, person_id: str) -> Involvement:
        graph = self._domain.graph
        project = graph.projects[project_id]
        urls = [link.url for link in project.links if link.key == 'website']
        if self._addresses.base:
            urls.insert(0, self._addresses.url(project.docname))
        return Involvement(
            project.name,
            project.summary,
            project.period,
            graph.role(project_id, person_id),
            self._topics(ObjectRef('project', project_id)),
            next(iter(urls), ''),
        )

    def _record(self, record: TimelineEntry[Words]) -> TimelineEntry[str]:
        return TimelineEntry(
            record.kind,
            said(record.title, self._name_of),
            said(record.organisation, self._name_of),
            said(record.place, self._name_of),
            record.period,
            self._all_said(record.paragraphs),
            self._all_said(record.items),
        )

    def _all_said(self, texts: Iterable[Words]) -> tuple[str, ...]:
        return tuple(filter(None, (said(words, self._name_of) for words in texts)))

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
            return mention.id
        is_entry = mention.kind == 'publication'
        return str(without_math(record.title) if is_entry else record.name)
