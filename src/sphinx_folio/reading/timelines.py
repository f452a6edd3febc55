"""Timelines: what authors write as the directives ``timeline`` and ``entry``, kept as facts.

Each entry notes what its options say while it is parsed; when the whole page is read they
become facts together with its title and its body. What shows an entry elsewhere, and files
beside the pages, are made of those, without a second look at the page.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, TypeVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from sphinx_folio.domains import folio_domain
from sphinx_folio.model import (
    ENTRY_STATUSES,
    OTHER_KIND,
    ContentError,
    EntryLine,
    Kind,
    LineBody,
    Link,
    Period,
    Query,
    Reference,
    Service,
    Subtype,
    Words,
    check_any_id,
    check_id,
    entry_kinds,
    make_link,
    services_of,
    told_apart,
)
from sphinx_folio.nodes import (
    ENTRY_CLASS,
    ancestors,
    entry_ends,
    is_entry,
    listing,
    make_phrase,
    make_timeline,
    period_nodes,
    plain_words,
)

from .directive import FolioDirective, any_ids, choice_of, note_problem
from .file_flaws import linked_file

#: The attribute of an entry's node that holds what its options say until the page is read.
_OPTIONS = 'facts'
#: The options that say where something was, of one or the other spelling.
_PLACES = ('organisation', 'organization', 'place')
#: The options that name other objects, with their kinds.
_EDGES: dict[str, Kind] = {'projects': 'project', 'topics': 'topic', 'publications': 'publication'}
#: The options that the line shows by what they lead to.
_ENDS = ('people', *_EDGES, 'links')
_LISTS = (nodes.bullet_list, nodes.enumerated_list)
#: What is not part of what an entry says.
_BESIDE = (nodes.footnote, nodes.citation, nodes.Invisible, nodes.system_message, entry_ends)
_MEMBER = re.compile(r'(?P<id>[^\s,()]+)\s*(?:\((?P<role>[^()]*)\))?\s*(?:,|\s|$)\s*')
_LINK = re.compile(r'(?P<key>[^:,;\n]+?):\s+(?P<value>[^\n]*?)\s*(?:$|\n|[,;]\s+(?=[^:,;\n]+:\s))')
#: The end of the first sentence of a text.
_SENTENCE = re.compile(r'.*?(?:[.!?](?=\s)|[。！？])', re.DOTALL)

_T = TypeVar('_T')


class Timeline(FolioDirective):
    """A section of a CV, or news: entries that stand here, or those of a kind from everywhere."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {'kind': directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Gather the entries; other content is reported and kept before the list."""
        kind, is_right = self._kind()
        content = self.parse_content_to_nodes()
        entries = [node for node in content if is_entry(node)]
        others = [node for node in content if not is_entry(node)]
        is_reported = any(isinstance(node, nodes.system_message) for node in others)
        silent = (nodes.comment, nodes.system_message)
        collects = bool(kind) and not content
        is_empty = not (entries or is_reported or collects)
        if is_empty or any(not isinstance(node, silent) for node in others):
            message = (
                'a timeline holds entry directives and nothing else; write each record as '
                '"::::{entry} Title", and other text above or below the timeline; one with a '
                '":kind:" and nothing else lists all that is of that kind'
            )
            note_problem(self.env, Subtype.PLACE, self.lineno, message)
        captions = [self.inline(text, self.lineno) for text in self.arguments]
        result = [*(nodes.rubric('', '', *caption) for caption in captions), *others]
        if entries:
            result.append(make_timeline(kind or OTHER_KIND, entries))
        elif collects and is_right:
            result.append(self._collected(kind))
        return result

    def _kind(self) -> tuple[str, bool]:
        """Return the kind of the entries, or nothing, and whether it is one that exists."""
        kind = self.options.get('kind', '')
        try:
            check = choice_of(*entry_kinds(self.config.folio_entry_kinds))
            return (check(kind) if 'kind' in self.options else ''), True
        except ValueError as error:
            line = self.option_line('kind')
            note_problem(self.env, Subtype.VALUE, line, f'":kind:": {error}')
            return OTHER_KIND, False

    def _collected(self, kind: str) -> listing:
        """Return the place of the entries of a kind: of the page's object, or of all."""
        docname = self.env.docname
        here = self.domain.object_of(docname)
        of = here if here and here.kind != 'entry' else None
        query = Query(kind='entry', entry_kind=(kind,), of=of)
        number = self.domain.add_listing(docname, query)
        node = listing(query=query, docname=docname, number=number, related=False)
        self.set_source_info(node)
        return node


class Entry(FolioDirective):
    """One record of a timeline."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(
        ('id', 'type', 'dates', *_PLACES, 'status', *_ENDS), directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """Return one list item."""
        item = nodes.list_item(classes=[ENTRY_CLASS])
        self.set_source_info(item)
        facts: dict[str, Any] = {'line': self.lineno}
        item[_OPTIONS] = facts
        item += self._dates(facts)
        kind = self.options.get('type', '').strip()
        title = [self._phrase(self.arguments[0], self.lineno)] if self.arguments else []
        facts |= {'title': title, 'type': kind}
        content: list[nodes.Node] = [nodes.strong('', '', *title)] if title else []
        if kind:
            badge = nodes.inline('', kind, classes=['folio-badge', 'folio-badge-type'])
            content += [nodes.Text(' '), badge] if title else [badge]
        if content:
            item += nodes.paragraph('', '', *content, classes=['folio-entry-title'])
        item += self._place(facts)
        if body := self.parse_content_to_nodes():
            item += nodes.container('', *body, classes=['folio-entry-body'])
        self._read_options(facts)
        if any(facts.get(name) for name in _ENDS):
            item += entry_ends()
        return [item]

    def _phrase(self, text: str, line: int) -> nodes.Element:
        """Return words whose nodes may be other ones once Sphinx has translated the page."""
        return make_phrase(text, self.inline(text, line), self.get_source_info()[0], line)

    def _place(self, facts: dict[str, Any]) -> list[nodes.Node]:
        """Return where something was, and note the words of each option in *facts*."""
        content: list[nodes.Node] = []
        for option in _PLACES:
            if text := self.options.get(option):
                words = self._phrase(text, self.option_line(option))
                facts[option] = [words]
                content += [nodes.Text(' · ')] if content else []
                content.append(words)
        return [nodes.paragraph('', '', *content, classes=['folio-entry-place'])] if content else []

    def _dates(self, facts: dict[str, Any]) -> list[nodes.Node]:
        """Return when something was, and note the period in *facts* if it is right."""
        text = self.options.get('dates')
        if not text:
            return []
        try:
            facts['period'] = Period.parse(text)
            content = period_nodes(facts['period'], self.config.language)
        except ContentError as error:
            note_problem(self.env, error.subtype, self.option_line('dates'), f':dates: {error}')
            content = [nodes.Text(text)]
        return [nodes.paragraph('', '', *content, classes=['folio-entry-dates'])]

    def _read_options(self, facts: dict[str, Any]) -> None:
        """Note in *facts* what the other options say, and what they name in the domain."""
        services = services_of(self.config.folio_link_services)
        facts |= read_options(self.options, services, self._find_file, self._note)
        named: dict[Kind, Iterable[str]] = {'person': [name for name, _role in facts['people']]}
        named |= {kind: facts[option] for option, kind in _EDGES.items()}
        options = {'person': 'people', **{kind: option for option, kind in _EDGES.items()}}
        references = (
            Reference(kind, name, self.env.docname, self.option_line(options[kind]), source)
            for kind, names in named.items()
            for source in [f'":{options[kind]}:"']
            for name in names
        )
        self.domain.add_facts(self.env.docname, references=references)

    def _note(self, subtype: Subtype, option: str, message: str) -> None:
        note_problem(self.env, subtype, self.option_line(option), message)

    def _find_file(self, name: str) -> tuple[str, str]:
        path, flaw = linked_file(self.env, name)
        if not flaw:
            self.env.note_dependency(path)
        return path, flaw


#: Takes what is wrong in an option: a subtype, the option and a message.
Note = Callable[[Subtype, str, str], None]
#: Returns the path of a file that a page links to, from the source folder, and what is wrong.
FindFile = Callable[[str], tuple[str, str]]


def read_options(
    options: Mapping[str, str], services: Mapping[str, Service], find_file: FindFile, note: Note
) -> dict[str, Any]:
    """Return what the options of an entry say, but for its texts and its dates.

    Neither an application nor its environment is needed.
    """

    def checked(option: str, check: Callable[[str], _T], default: Any) -> _T:
        text = (options.get(option) or '').strip()
        if not text:
            return cast('_T', default)
        try:
            return check(text)
        except ValueError as error:
            subtype = getattr(error, 'subtype', Subtype.VALUE)
            note(subtype, option, f'":{option}:": {error}')
            return cast('_T', default)

    facts: dict[str, Any] = {
        'id': checked('id', check_id, ''),
        'status': checked('status', choice_of(*ENTRY_STATUSES), ''),
        'people': checked('people', _members, ()),
    }
    for option, kind in _EDGES.items():
        facts[option] = checked(option, _keys if kind == 'publication' else any_ids, ())
    links = _links(options.get('links') or '', services, find_file, note)
    return facts | {'links': told_apart(links)}


def _links(
    text: str, services: Mapping[str, Service], find_file: FindFile, note: Note
) -> Iterator[Link]:
    """Yield the links of an option: "title: address", apart by commas or lines."""
    left = _LINK.sub('', text).strip()
    if left:
        message = (
            f'":links:": "{left}" is no link; write "slides: https://…", and a comma '
            'before the next'
        )
        note(Subtype.VALUE, 'links', message)
    for found in _LINK.finditer(text):
        key = found['key'].strip()
        try:
            link = make_link(key, found['value'], services=services)
        except ContentError as error:
            note(error.subtype, 'links', f'":links: {key}": {error}')
            continue
        if link.is_file:
            path, flaw = find_file(link.url)
            if flaw:
                note(Subtype.FILE, 'links', f'":links: {key}": {flaw}')
                continue
            link = link._replace(url=path)
        yield link


def _members(text: str) -> tuple[tuple[str, str], ...]:
    """Read ids of people, each with a role in brackets where they have one."""
    found = list(_MEMBER.finditer(text))
    if ''.join(match[0] for match in found) != text:
        raise ValueError(f'"{text}" names nobody; write jane-doe, or jane-doe (chair), john-roe')
    return tuple((check_any_id(match['id']), (match['role'] or '').strip()) for match in found)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r'[^,\s]+', text))


def keep_timeline(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the entries of a page in the domain, and name the place of each."""
    domain, docname = folio_domain(app.env), app.env.docname
    lines = tuple(_read_lines(doctree))
    if lines:
        entries, bodies = zip(*lines, strict=True)
        domain.set_facts(docname, entries=entries, bodies=bodies)


def _read_lines(doctree: nodes.document) -> Iterator[tuple[EntryLine, LineBody]]:
    """Yield the entries of a page's timelines; one inside another entry is part of that."""
    number = 0
    for item in list(doctree.findall(nodes.list_item)):
        options = item.attributes.pop(_OPTIONS, None) if is_entry(item) else None
        if options is None:
            continue
        places = [child for child in item.children if isinstance(child, entry_ends)]
        if any(map(is_entry, ancestors(item))):
            item.children = [child for child in item.children if child not in places]
            continue
        number += 1
        anchor = _anchor(doctree, options['id'] or str(number))
        item['ids'].append(anchor)
        for place in places:
            place['number'] = number - 1
            place['docname'] = doctree.settings.env.docname
        kind = item.parent.get('kind', OTHER_KIND) if item.parent else OTHER_KIND
        body = _body(item)
        yield _line(kind, anchor, options, body), body


def _anchor(doctree: nodes.document, name: str) -> str:
    """Return a name in the page that nothing else has, and keep it."""
    wanted = anchor = f'entry-{name}'
    number = 1
    while anchor in doctree.ids:
        number += 1
        anchor = f'{wanted}-{number}'
    doctree.ids[anchor] = doctree
    return anchor


def _body(item: nodes.list_item) -> LineBody:
    children = cast('list[nodes.Element]', item.children)
    content = {name: child.children for child in children for name in child['classes']}
    texts = list(_texts(content.get('folio-entry-body', ()), is_item=False))
    return LineBody(
        paragraphs=tuple(words for is_item, words in texts if not is_item),
        items=tuple(words for is_item, words in texts if is_item),
    )


def _line(kind: str, anchor: str, options: dict[str, Any], body: LineBody) -> EntryLine:
    texts = (*body.paragraphs, *body.items)
    return EntryLine(
        kind,
        id=options['id'],
        anchor=anchor,
        line=options['line'],
        title=plain_words(options['title']) or (first_sentence(texts[0]) if texts else ()),
        organisation=plain_words(options.get('organisation') or options.get('organization') or ()),
        place=plain_words(options.get('place', ())),
        period=options.get('period'),
        type=options['type'],
        status=options['status'],
        people=options['people'],
        projects=options['projects'],
        topics=options['topics'],
        publications=options['publications'],
        links=options['links'],
    )


def first_sentence(words: Words) -> Words:
    """Return the words up to the end of the first sentence."""
    kept: list[Any] = []
    for word in words:
        if not isinstance(word, str):
            kept.append(word)
            continue
        sentence = _SENTENCE.match(word)
        kept.append(sentence[0] if sentence else word)
        if sentence:
            break
    return tuple(kept)


def _texts(content: Iterable[nodes.Node], *, is_item: bool) -> Iterator[tuple[bool, Words]]:
    """Yield each text of a body, and whether it stands in a list."""
    for node in content:
        if isinstance(node, _BESIDE):
            continue
        if isinstance(node, nodes.TextElement):
            if words := plain_words(node.children):
                yield is_item, words
        elif isinstance(node, nodes.Element):
            yield from _texts(node.children, is_item=is_item or isinstance(node, _LISTS))
