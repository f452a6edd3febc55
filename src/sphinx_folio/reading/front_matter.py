"""Front matter to records, with the line of every fact. Pure, no Sphinx."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache, partial
from typing import Any, Literal, NamedTuple, cast, get_args, get_origin, get_type_hints
from zlib import crc32

from pydantic import TypeAdapter, ValidationError

from sphinx_folio.model import (
    ACCOUNTS,
    ENTRY_KINDS,
    OF_GROUPS,
    PAGE_KINDS,
    RECORD_TYPES,
    SERVICES,
    ContentError,
    DatedEntry,
    Link,
    PageKind,
    Person,
    Picture,
    PlainPage,
    Problem,
    Record,
    Reference,
    Service,
    Stated,
    Subtype,
    Topic,
    UnfitFile,
    Vocabulary,
    check_id,
    id_of_name,
    is_before,
    kind_of_folder,
    make_link,
    told_apart,
    with_article,
)
from sphinx_folio.util import did_you_mean, nearest, seen

from .inline_markup import without_markup
from .yaml_block import Path, YamlBlock, quoted

#: The key of what a page may state that is nobody's, and its one key.
_PLAIN_KEY, _FORMER = 'folio', 'redirect-from'
_NOT_FROM_USERS = frozenset(
    {'anchor', 'docname', 'fields', 'implied', 'line', 'number', 'page_title'}
)
#: Fields of records whose keys have another name.
_KEYS = {'entry_kind': 'kind'}
#: Keys whose texts are names, of people and of organisations.
_NAMES = frozenset({'name', 'native-name', 'affiliation'})
_EDGES: dict[str, Any] = {
    'topics': 'topic',
    'projects': 'project',
    'people': 'person',
    'publications': 'publication',
    'broader': 'topic',
}
_ADAPTERS: dict[PageKind, TypeAdapter[Record]] = {
    kind: TypeAdapter(record_type) for kind, record_type in RECORD_TYPES.items()
}
_PLAIN = TypeAdapter(PlainPage)
_PICTURE_KEYS: dict[PageKind, str] = {'person': 'photo', 'project': 'image', 'entry': 'image'}
#: Keys whose values are dates and periods.
_DATES = frozenset({'date', 'joined', 'left', 'period', 'updated'})
#: Keys of other tools that share a name with ours and may stand at the top level.
_COMMON_TOP_LEVEL = frozenset(
    {'date', 'email', 'image', 'kind', 'links', 'name', 'place', 'status', 'summary', 'type'}
)
#: Keys at the top level of pages that were made for other tools, and what to do with them.
_OF_OTHER_TOOLS = {
    'layout': 'remove it',
    'permalink': 'write the former address as "redirect-from" under "{kind}:", or remove it',
    'tags': 'write ids as "topics" under "{kind}:", or remove it',
}
#: Keys whose values are texts, or lists of them, that may hold any sign.
_TEXTS = frozenset(
    'affiliation aliases department funding location name names native-name organisation place '
    'pronouns role status summary type'.split()
)
_LISTS = frozenset({'aliases', 'names'})
#: Those that may be words of somebody else, in quotes.
_SPOKEN = frozenset({'status', 'summary'})
_NO_SPACE = re.compile(r'([\w-]+)[:：]\s*(\S.*)')
_CURLY = re.compile(r'[“„”«‘‚](?P<inner>[^“„”«»]*)[”“»’]')
#: A text that needs no quotes in a list.
_PLAIN_WORD = re.compile(r'[A-Za-z](?:[\w.~/-]|:(?=/))*')
_HALF_CURLY = re.compile(r'[“„«][^”“»]*')
#: Keys at the top level that MyST still takes for its settings.
_MYST_KEYS = ('html_meta', 'substitutions')
#: Settings of MyST that a page may have: they change how it looks, not what its words can do.
_SAFE_SETTINGS = frozenset(
    {'footnote_sort', 'footnote_transition', 'html_meta', 'number_code_blocks', 'words_per_minute'}
)


#: The words of a site that has none of its own.
_USUAL = Vocabulary()


class FrontMatter(NamedTuple):
    """What the front matter of one page states."""

    kind: PageKind | None
    record: Record | None
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]
    rest: str  #: The page's source with our part blanked, lines kept, for the Markdown parser.
    redirects: tuple[tuple[str, int], ...] = ()  #: Former addresses of the page, with their lines.
    picture: Picture | None = None
    identity: tuple[Stated, ...] = ()  #: The facts of a person that are nobody else's.
    #: The keys of links that lead to files of the site, in their order, with their lines.
    files: tuple[tuple[str, int], ...] = ()
    unfit_files: tuple[UnfitFile, ...] = ()  #: Those that may not be linked.


@cache
def known_keys(kind: PageKind) -> tuple[str, ...]:
    """Return the keys that may stand under ``person:``, ``project:`` or ``topic:``."""
    names = (field.name for field in fields(RECORD_TYPES[kind]))
    return tuple(
        _KEYS.get(name, name).replace('_', '-') for name in names if name not in _NOT_FROM_USERS
    )


def read_front_matter(
    source: str,
    *,
    docname: str,
    page_id: str,
    expected: PageKind | None,
    may_set_myst: bool = False,
    title_of: Callable[[str], str] = lambda _source: '',
    vocabulary: Vocabulary = _USUAL,
    person_fields: Mapping[str, str] | None = None,
    services: Mapping[str, Service] = SERVICES,
) -> FrontMatter:
    """Read the record that a page declares.

    :param source: the whole text of the page.
    :param page_id: the id that the page's file name gives; nothing, if it gives none.
    :param expected: the kind that the page's folder asks for, or None.
    :param may_set_myst: whether a page may change how the Markdown parser works.
    :param title_of: returns the title that a source has, of which an id may be made.
    :param vocabulary: the words that ``group`` and the ``kind`` of an entry take.
    :param person_fields: the keys of people that only this site has, with their titles.
    :param services: those that ``links`` knows by their names.
    :returns: a record also for a page with problems, made of what is right in it, so
        that one mistake gives one message.
    """
    block = YamlBlock.read(source)
    if block is None:
        return _without_kind(docname, page_id, expected, (), source, vocabulary)
    reader = _Reader(docname, block, vocabulary, person_fields or {}, services)
    refused = [] if may_set_myst else reader.settings_of_myst()
    kind = reader.find_kind(block.data, expected)
    if kind is None:
        refused += [key for key in (_PLAIN_KEY,) if key in block.data]
        rest = block.without_keys(refused) if block.data else block.without_all()
        plain = reader.read_plain(block.data.get(_PLAIN_KEY))
        found = tuple(reader.problems)
        page = _without_kind(docname, page_id, expected, found, rest, vocabulary)
        return page._replace(redirects=block.lines_of((_PLAIN_KEY, _FORMER), plain.redirect_from))
    refused += [key for key in (_PLAIN_KEY,) if key in block.data]
    record = reader.read_record(kind, block.data[kind], page_id, lambda: title_of(source))
    return FrontMatter(
        kind,
        record,
        tuple(reader.references(kind, record)),
        tuple(reader.problems),
        block.without_keys([kind, *refused]),
        block.lines_of((kind, _FORMER), record.redirect_from),
        reader.picture(kind, record),
        tuple(reader.identity(kind, record)),
        tuple(reader.files(kind, record)),
    )


def _without_kind(
    docname: str,
    page_id: str,
    expected: PageKind | None,
    problems: tuple[Problem, ...],
    rest: str,
    vocabulary: Vocabulary,
) -> FrontMatter:
    """Return a page with no readable record; its folder may still say what it is."""
    if expected is None:
        return FrontMatter(None, None, (), problems, rest)
    if not problems:
        message = (
            f'this page stands in the folder of {with_article(expected)} but has no "{expected}:" front '
            f'matter; begin the file with the lines "---", "{expected}:", "  summary: …", "---"'
        )
        problems = (Problem(Subtype.KIND, docname, 1, message),)
    record = RECORD_TYPES[expected](id=page_id, docname=docname)
    if isinstance(record, DatedEntry):
        of_folder = kind_of_folder(docname, vocabulary.entry_kinds or ENTRY_KINDS)
        record = replace(record, entry_kind=of_folder or record.entry_kind)
    return FrontMatter(expected, record, (), problems, rest)


class _Reader:
    """Turns the mapping of one page into a record and collects every problem."""

    def __init__(
        self,
        docname: str,
        block: YamlBlock,
        vocabulary: Vocabulary,
        person_fields: Mapping[str, str],
        services: Mapping[str, Service],
    ) -> None:
        self.docname = docname
        self.block = block
        self.vocabulary = vocabulary
        self.person_fields = person_fields
        self.services = services
        #: The place of each link that was read, in their order.
        self.link_paths: list[Path] = []
        self.problems = [
            Problem(Subtype.KEY, docname, line, f'the key "{path[-1]}" stands twice; {hint}')
            for path, line, first in block.twice
            for hint in [_hint_on_twice(path, first, block.place(path).raw)]
        ]
        self.problems += [Problem(Subtype.YAML, docname, *flaw) for flaw in block.flaws]

    def settings_of_myst(self) -> list[str]:
        """Return the keys of the Markdown parser that a page may not have; report them."""
        refused = [key for key in _MYST_KEYS if key in self.block.data]
        settings = self.block.data.get('myst')
        unsafe: list[tuple[str, ...]] = [(key,) for key in refused]
        if isinstance(settings, dict):
            unsafe += [('myst', str(key)) for key in settings if key not in _SAFE_SETTINGS]
        elif settings is not None:
            unsafe.append(('myst',))
        for path in unsafe:
            message = (
                f'"{": ".join(path)}" is not allowed in a page, as it changes how pages are '
                f'read; set "myst_{path[-1]}" in conf.py, or open the door "myst" there'
            )
            self._add(Subtype.REFUSED, message, *path)
        return [*refused, 'myst'] if any(path[0] == 'myst' for path in unsafe) else refused

    def find_kind(self, data: dict[Any, Any], expected: PageKind | None) -> PageKind | None:
        """Return the one kind of the page; report misspelt and misplaced keys."""
        kinds = [kind for kind in PAGE_KINDS if kind in data]
        kind = expected if expected in kinds else next(iter(kinds), None)
        for other in kinds:
            if kind and other != kind:
                message = (
                    f'a page has one kind, and this one is {with_article(kind)}; remove "{other}:"'
                )
                self._add(Subtype.KIND, message, other)
        if kind and expected and kind != expected:
            message = (
                f'a page with "{kind}:" stands in the folder of {with_article(expected)}; '
                f'move the file, or write "{expected}:"'
            )
            self._add(Subtype.KIND, message, kind)
        for key in data:
            self._check_top_level(str(key), kind or expected, kinds)
        self._check_plain(data, kind, expected)
        return kind

    def keys(self, kind: PageKind) -> tuple[str, ...]:
        """Return the keys that may stand under a kind, those of this site included."""
        own = self.person_fields if kind == 'person' else ()
        return (*known_keys(kind), *own)

    def _check_plain(
        self, data: dict[Any, Any], kind: PageKind | None, expected: PageKind | None
    ) -> None:
        """Report former addresses that stand at a place where nobody reads them."""
        if kind and _PLAIN_KEY in data:
            message = (
                f'"{_PLAIN_KEY}:" is for pages that are no {kind}; '
                f'indent its keys under "{kind}:", and remove it'
            )
            self._add(Subtype.KEY, message, _PLAIN_KEY)
        right = f'indent it under "{kind or _PLAIN_KEY}:"'
        if not kind and _PLAIN_KEY not in data:
            right = f'write "{_PLAIN_KEY}:" on a line above it and indent it'
        for key, value in data.items():
            name = str(key)
            if _as_key(name) == _FORMER and (kind or expected):
                continue  # told with the other keys of its kind
            if name == _FORMER:
                self._add(Subtype.KEY, f'the key "{name}" is misplaced; {right}', name)
            elif nearest(name, [_FORMER]):
                message = f'unknown key "{name}"; call it "{_FORMER}", and {right}'
                self._add(Subtype.KEY, message, name)
            elif isinstance(value, dict) and name != _PLAIN_KEY and nearest(name, [_PLAIN_KEY]):
                message = f'unknown key "{name}"{did_you_mean(name, [_PLAIN_KEY])}'
                self._add(Subtype.KEY, message, name)

    def read_plain(self, data: Any) -> PlainPage:
        """Return what a page states that is nobody's, reporting what is wrong in *data*."""
        values = self._known_values(_PLAIN_KEY, data, (_FORMER,))
        try:
            return _PLAIN.validate_python(values)
        except ValidationError as error:
            wrong = {self._add_validation_error(_PLAIN_KEY, item) for item in error.errors()}
            return _PLAIN.validate_python(_without(values, wrong))

    def _check_top_level(self, key: str, kind: PageKind | None, kinds: list[PageKind]) -> None:
        meant = _as_key(key)
        choices = [kind] if kind else PAGE_KINDS
        if key in PAGE_KINDS:
            return
        if kind and meant in self.keys(kind) and (kinds or key not in _COMMON_TOP_LEVEL):
            written = '' if meant == key else f'write "{meant}", and '
            message = f'the key "{key}" is misplaced; {written}indent it under "{kind}:"'
            self._add(Subtype.KEY, message, key)
        elif meant in choices or (kind and not kinds and nearest(key, choices)):
            if meant not in kinds:
                self._add(Subtype.KEY, f'unknown key "{key}"{did_you_mean(key, choices)}', key)
        elif kind and key in _OF_OTHER_TOOLS:
            advice = _OF_OTHER_TOOLS[key].format(kind=kind)
            self._add(Subtype.KEY, f'the key "{key}" has no effect; {advice}', key)

    def read_record(
        self, kind: PageKind, data: Any, page_id: str, title: Callable[[], str]
    ) -> Record:
        """Return the record of what is right in *data*, reporting what is not."""
        values = self._known_values(kind, data, self.keys(kind)) | {'docname': self.docname}
        values['id'] = self._id(kind, values, page_id, title)
        links = self._read_links(kind, values.pop('links', None))
        if kind == 'person':
            values['fields'] = tuple(self._read_fields(values))
        if kind == 'entry':
            self._complete_entry(values)
        validate = partial(_ADAPTERS[kind].validate_python, context=self.vocabulary)
        try:
            record = validate(values)
        except ValidationError as error:
            wrong = {self._add_validation_error(kind, item) for item in error.errors()}
            record = validate(_without(values, wrong))
        joined, left = getattr(record, 'joined', None), getattr(record, 'left', None)
        self._check_texts(kind)
        if joined and left and is_before(left, joined):
            message = '"left" is a date before "joined"; swap the two'
            self._add(Subtype.DATE, message, kind, 'left')
        return replace(record, links=links) if links and not isinstance(record, Topic) else record

    def _complete_entry(self, values: dict[str, Any]) -> None:
        """Let the folder say what kind an entry is; tell of one of which nobody says it."""
        kinds = self.vocabulary.entry_kinds or ENTRY_KINDS
        if of_folder := kind_of_folder(self.docname, kinds):
            values.setdefault('kind', of_folder)
        elif 'kind' not in values:
            message = 'nothing says what kind of entry this is; write "kind: news" under "entry:"'
            self._add(Subtype.KEY, f'{message}, or one of: {", ".join(kinds)}', 'entry')
        if 'date' in values and 'period' in values:
            message = '"date" and "period" say the same; remove one of them'
            self._add(Subtype.DATE, message, 'entry', 'date')

    def _id(
        self, kind: PageKind, values: dict[str, Any], page_id: str, title: Callable[[], str]
    ) -> str:
        """Return the id of the page: of its file name, of its own word, or of its name."""
        given, stated = values.get('id'), ''
        try:
            stated = check_id(given) if isinstance(given, str) else ''
        except ContentError as error:
            self._add(error.subtype, f'"id": {error}', kind, 'id')
        if given is not None and not isinstance(given, str):
            raw = self.block.place((kind, 'id')).raw or 'jane-doe'
            self._add(Subtype.TYPE, f'"id": must be text; write id: "{raw}"', kind, 'id')
        is_index = self.docname.rpartition('/')[2] == 'index'  # in a folder, whose name it has
        if page_id and not is_index and stated not in {'', page_id}:
            message = f'"id": the id of this page is its file name, "{page_id}"; write that'
            self._add(Subtype.ID, message, kind, 'id')
        given_id = stated or page_id if is_index else page_id or stated
        found = given_id or id_of_name(str(values.get('name') or title()), kind)
        if not found:
            message = f'no id can be made of the name of this page; write "id: …" under "{kind}:"'
            self._add(Subtype.ID, message, kind)
        return found or f'page-{crc32(self.docname.encode())}'

    def _check_texts(self, kind: PageKind) -> None:
        """Tell of texts of which YAML drops the end, and of quotes that it takes for text."""
        for path, place in self.block.places((kind,)):
            key = next((step for step in reversed(path) if isinstance(step, str)), '')
            is_item = isinstance(path[-1], int)
            if key not in _TEXTS or (key in _LISTS and not is_item):
                continue
            # two spaces and one behind the sign are how comments are written
            is_name = path[1] in _NAMES  # whose signs are left as they are
            if not is_name and (words := without_markup(place.raw)):
                message = f'Markdown is shown with its signs here; write {quoted(words)}'
                self._add(Subtype.MARKUP, f'"{key}": {message}', *path)
            if place.dropped and not re.match(r'\s{2,}#\s', place.dropped):
                text = quoted(place.raw + place.dropped)
                message = (
                    f'YAML drops "{place.dropped.strip()}"; write '
                    f'{text if is_item else f"{key}: {text}"}, or a comment on a line of its own'
                )
                self._add(Subtype.YAML, f'"{key}": {message}', *path)
            elif not place.plain:
                continue
            elif key not in _SPOKEN and (around := _CURLY.fullmatch(place.raw)):
                message = f'{place.raw} is shown with its quotes; write "{around["inner"]}"'
                self._add(Subtype.YAML, f'"{key}": {message}', *path)
            elif is_item and _HALF_CURLY.fullmatch(place.raw):
                message = f'{place.raw} is a part of a text; write "…" around the whole of it'
                self._add(Subtype.YAML, f'"{key}": {message}', *path)

    def _known_values(self, kind: str, data: Any, known: tuple[str, ...]) -> dict[str, Any]:
        values = {}
        message = f'"{kind}:" must hold keys, indented on the lines below it'
        if isinstance(data, str) and (pair := _NO_SPACE.fullmatch(data)):
            message += f'; write "{pair[1]}: {pair[2]}", with a space'
        for key, value in self._items(data, message, kind):
            if key not in known:
                hint = did_you_mean(str(key), [name for name in known if name not in data])
                if str(key) in self.services and 'links' in known:
                    hint = '; indent it under "links:"'
                message = f'unknown key "{key}" under "{kind}:"{hint}'
                self._add(Subtype.KEY, message, kind, str(key))
            elif value is None and (raw := self.block.place((kind, key)).raw):
                message = f'YAML reads {raw} as nothing; write {key}: "{raw}", or remove the line'
                self._add(Subtype.TYPE, f'"{key}": {message}', kind, key)
            elif value is not None:
                is_date = key in _DATES and not isinstance(value, list)
                # YAML would read 2024.10 as 2024.1
                values[key] = self.block.place((kind, key)).raw or value if is_date else value
        return values

    def _read_fields(self, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Take out what only this site asks of a person; yield titles and texts."""
        for key, title in self.person_fields.items():
            value = values.pop(key, None)
            if isinstance(value, str):
                if text := value.strip():
                    yield title, text
            elif value is not None:
                error = {'type': 'string_type', 'loc': (key,), 'input': value, 'msg': ''}
                self._add_validation_error('person', error)

    def _read_links(self, kind: PageKind, data: Any) -> tuple[Link, ...]:
        """Return the links of *data*: each key has one, or a list of them."""
        links: list[Link] = []
        message = '"links" must hold one "title: URL" a line, such as "github: jane-doe"'
        for name, value in self._items(data, message, kind, 'links'):
            key = str(name)
            path: Path = (kind, 'links', key)
            lines: dict[str, int] = {}  # of each account of the key
            values = {} if value is None else {path: value}
            if isinstance(value, list):
                values = {(*path, index): item for index, item in enumerate(value)}
            for place, item in values.items():
                try:
                    links.append(self._read_link(key, item, place, lines))
                except ContentError as error:
                    self._add(error.subtype, f'"links: {key}": {error}', *place)
                else:
                    self.link_paths.append(place)
        return told_apart(links)

    def _read_link(self, key: str, value: Any, path: Path, lines: dict[str, int]) -> Link:
        """Return the link of a value, be it one of a list.

        :param lines: the lines of the accounts that its key has already; this one is added.
        """
        error = partial(ContentError, subtype=Subtype.LINK)
        is_item, (line, raw, *_more) = isinstance(path[-1], int), self.block.place(path)
        if value is None:
            raise error('a value of the list is empty', hint='remove it')
        if type(value) is int and str(value) == raw:  # a number that YAML has not changed
            value = raw
        link = make_link(key, value, raw, services=self.services, is_item=is_item)
        if first := lines.get(link.identity):
            raise error(f'"{value}" is the same as the one in line {first}', hint='remove it')
        lines[link.identity] = line
        return link

    def _items(self, data: Any, message: str, *path: str) -> list[tuple[Any, Any]]:
        """Return what a mapping holds, and report anything else."""
        if data is not None and not isinstance(data, dict):
            self._add(Subtype.TYPE, message, *path)
        return list(data.items()) if isinstance(data, dict) else []

    def _add_validation_error(self, kind: str, error: Any) -> tuple[str, int | None]:
        """Report one pydantic error; return the key, and the place in its list, of the value."""
        loc: Path = tuple(step for step in error['loc'] if step != 'function-plain')
        name = '.'.join(str(step) for step in loc if not isinstance(step, int))
        raw = self.block.place((kind, *loc)).raw
        subtype, message = _explain(error, kind, str(loc[-1]), raw)
        self._add(subtype, f'"{name}": {message}', kind, *loc)
        index = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else None
        return str(loc[0]), index

    def references(self, kind: PageKind, record: Record) -> Iterator[Reference]:
        """Yield the ids that the page mentions, each with its line."""
        for key, target in _EDGES.items():
            for value in getattr(record, key, ()):
                item = value if isinstance(value, str) else value.id
                line = self.block.line_of_item((kind, key), item)
                yield Reference(target, item, self.docname, line, f'"{key}"')

    def identity(self, kind: PageKind, record: Record) -> Iterator[Stated]:
        """Yield the names, the address and the accounts of a person, with their lines."""
        if isinstance(record, Person):
            for name in record.names:
                yield Stated('names', name, self.block.line_of_item((kind, 'names'), name))
            if record.email:
                yield Stated('email', record.email, self.block.place((kind, 'email')).line)
            for link, path in zip(record.links, self.link_paths, strict=True):
                if link.key in ACCOUNTS:
                    line = self.block.place(path).line
                    is_further = isinstance(path[-1], int) and path[-1] > 0
                    is_shared = is_further and link.key in OF_GROUPS
                    yield Stated(f'links: {link.key}', link.url, line, link.account, is_shared)

    def files(self, kind: PageKind, record: Record) -> Iterator[tuple[str, int]]:
        """Yield the key and the line of each link that leads to a file of the site."""
        for link, path in zip(getattr(record, 'links', ()), self.link_paths, strict=True):
            if link.is_file:
                yield link.key, self.block.place(path).line

    def picture(self, kind: PageKind, record: Record) -> Picture | None:
        """Return the picture that the page names, with its line."""
        key = _PICTURE_KEYS.get(kind, '')
        path = getattr(record, key, '')
        return Picture(key, path, self.block.place((kind, key)).line) if path else None

    def _add(self, subtype: Subtype, message: str, *path: str | int) -> None:
        self.problems.append(Problem(subtype, self.docname, self.block.place(path).line, message))


def _hint_on_twice(path: Path, first: str, second: str) -> str:
    """Return what to do about a key that stands twice; two links of a service are a list."""
    if path[1:2] != ('links',) or not (first and second) or first == second:
        return 'remove one of them'
    values = (text if _PLAIN_WORD.fullmatch(text) else quoted(text) for text in (first, second))
    return f'write {path[-1]}: [{", ".join(values)}]'


def _as_key(text: str) -> str:
    """Return a word in the spelling that keys have."""
    return seen(text).casefold().replace('_', '-').replace(' ', '-')


def _without(values: dict[str, Any], wrong: set[tuple[str, int | None]]) -> dict[str, Any]:
    """Return *values* without the wrong ones: an item of a list, or all that a key holds."""
    kept = {}
    for key, value in values.items():
        places = {index for name, index in wrong if name == key}
        if not places:
            kept[key] = value
        elif None not in places and isinstance(value, list):
            kept[key] = [item for index, item in enumerate(value) if index not in places]
    return kept


def _explain(error: Any, kind: str, key: str, raw: str) -> tuple[Subtype, str]:
    """Return the subtype and the message for one pydantic error."""
    reason, value, context = error['type'], error['input'], error.get('ctx', {})
    if isinstance(context.get('error'), ContentError):
        return context['error'].subtype, str(context['error'])
    if value is None:
        said = f'YAML reads {raw} as nothing; write "{raw}"' if raw else 'is empty'
        return Subtype.TYPE, f'{said}; remove it' if not raw else f'{said}, or remove it'
    if reason == 'string_type' and isinstance(value, bool | int | float):
        quoted = f'"{raw}"' if key.isdecimal() else f'{key}: "{raw}"'
        return Subtype.TYPE, f'YAML reads {raw} as {value!r}, not as text; write {quoted}'
    if reason == 'literal_error':
        hint = did_you_mean(str(value), _choices(kind, key))
        return Subtype.VALUE, f'unknown value "{value}"{hint}'
    subtype, message = _EXPLANATIONS.get(reason, (Subtype.TYPE, '{msg}'))
    shown = value if isinstance(value, str) else raw
    return subtype, message.format(value=shown, key=key, msg=error['msg'])


def _choices(kind: str, key: str) -> tuple[str, ...]:
    """Return the words that a key takes, one of which is its value."""
    hints = get_args(get_type_hints(RECORD_TYPES[cast('PageKind', kind)])[key])
    return next((get_args(hint) for hint in hints if get_origin(hint) is Literal), ())


#: Subtype and message by pydantic's error type.
_EXPLANATIONS = {
    'tuple_type': (Subtype.TYPE, 'must be a list; write [{value}]'),
    'string_type': (Subtype.TYPE, 'must be text, not a list or a mapping'),
    'bool_type': (Subtype.TYPE, 'must be true or false, not "{value}"'),
    'bool_parsing': (Subtype.TYPE, 'must be true or false, not "{value}"'),
    'unexpected_keyword_argument': (Subtype.KEY, 'unknown key; remove it'),
    'missing': (Subtype.KEY, 'the key "{key}" is missing; add it'),
    'dataclass_type': (Subtype.TYPE, 'must be text, or a mapping of the keys that the guide lists'),
}
