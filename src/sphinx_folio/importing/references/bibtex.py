"""BibTeX and biblatex: entries stay as they are written, but for what has to be mended. Pure.

What is mended is what a build would warn of and whose meaning is certain: identifiers given as
URLs, marks at names, fields that stand twice, macros that nobody defined, lists of names set
apart by commas, and the fields that al-folio has names of its own for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pybtex.database.input.bibtex import month_names

from sphinx_folio.bib import (
    Block,
    BlockReader,
    ParsedBlock,
    SourceEntry,
    Stray,
    decode,
    findings,
    head_of,
    name_of,
    read_list,
    split,
)
from sphinx_folio.importing.neutral import Origin, Paper
from sphinx_folio.importing.report import Fate, Report
from sphinx_folio.model import split_marks

from .tex import one_line
from .works import fit

#: The front matter of Jekyll before a bibliography, and what is left of it.
_FENCE = re.compile(r'\A(?:---[ \t]*\n(?:[^@\n]*\n)*?---[ \t]*\n)', re.MULTILINE)
#: Entries that al-folio's template has as samples, by their keys.
_SAMPLES = frozenset(
    {'przibram1967letters', 'einstein1956investigations', 'einstein1950meaning', 'physrev.47.777'}
    | {'einstein1920relativity', 'einstein1905molekularkinetischen', 'einstein1905movement'}
    | {'einstein1905electrodynamics', 'einstein1905photoelectriceffect'}
)
#: What no key holds, as a comment or a command begins with it.
_NO_KEY = re.compile(r'[%\\~#"]')
#: How DBLP tells namesakes apart.
_NAMESAKE = re.compile(r'\s+\d{4}(?=\s+and\s|\s*$)')
#: Marks behind a word of a name, raised or not.
_MARKS = re.compile(
    r'(?<=[^\W\d_]|\})(?:[*∗†‡§¶]+|\$\^?\{?(?:[*∗†‡§¶]|\\(?:dagger|ddagger|ast|star|S|P)\b)+\}?\$)'
    r'(?=[\s,}]|$)'
)
_TO_NOTE = ('annotation', 'additional_info')
_HIDDEN_ENTRY = re.compile(r'\s*%+\s*@[a-zA-Z]+\s*\{')
_FIELD = re.compile(r'((?:\s|%[^\n]*\n)*)([^\W\d_][\w+:-]*)(\s*=\s*)(.*?)(\s*)\Z', re.DOTALL)


@dataclass
class _Pieces:
    """The text of an entry, cut at the commas between its fields."""

    head: str  #: Up to the key, with it.
    pieces: list[str]
    tail: str  #: What stands behind the last field, with the brace that closes the entry.
    changed: bool = field(default=False)

    @classmethod
    def of(cls, text: str) -> '_Pieces':
        text = text.rstrip()
        opening = re.match(r'@[^{(]*[{(]', text)
        assert opening, 'a block begins with its type and a brace'
        begin, end = opening.end(), len(text) - 1
        depth, quoted, cuts = 0, False, [begin]
        for sign in re.finditer(r'["{},]', text[begin:end]):
            place = begin + sign.start()
            if sign[0] == '{':
                depth += 1
            elif sign[0] == '}':
                depth -= 1
            elif depth == 0 and sign[0] == '"':
                quoted = not quoted
            elif depth == 0 and not quoted:
                cuts.append(place + 1)
        key, *rest = (text[a:b] for a, b in zip(cuts, [*cuts[1:], end], strict=True))
        head = text[:begin] + key.removesuffix(',')
        bare = [piece.removesuffix(',') for piece in rest]
        last = bare.pop() if bare and not bare[-1].strip() else ''
        if bare and not last:
            last = bare[-1][len(bare[-1].rstrip()) :]
            bare[-1] = bare[-1].rstrip()
        return cls(head, bare, f'{last}{text[end:]}')

    def names(self) -> list[str]:
        """Return the names of the fields in their order, in lower case."""
        found = (_FIELD.match(piece) for piece in self.pieces)
        return [match[2].lower() if match else '' for match in found]

    def set(self, name: str, value: str | None) -> None:
        """Write the value of a field, or remove it; a new one comes last."""
        self.changed = True
        names = self.names()
        if value is None:
            self.pieces = [
                piece for piece, of in zip(self.pieces, names, strict=True) if of != name
            ]
        elif name in names:
            number = names.index(name)
            match = _FIELD.match(self.pieces[number])
            assert match, 'it has a name'
            self.pieces[number] = f'{match[1]}{match[2]}{match[3]}{{{value}}}{match[5]}'
        else:
            before = '\n  '
            if self.pieces and (match := _FIELD.match(self.pieces[-1])):
                before = match[1] if '\n' in match[1] and '%' not in match[1] else '\n  '
                self.pieces[-1] = self.pieces[-1].rstrip()
            self.pieces.append(f'{before}{name} = {{{value}}}')
            self.tail = self.tail if '\n' in self.tail else f'\n{self.tail}'

    def drop_second(self, name: str) -> None:
        """Remove a field where it stands again."""
        names, seen, kept = self.names(), 0, []
        for piece, of in zip(self.pieces, names, strict=True):
            seen += of == name
            if of != name or seen == 1:
                kept.append(piece)
        self.pieces, self.changed = kept, True

    def text(self) -> str:
        return ','.join([self.head, *self.pieces]) + (',' if self.pieces else '') + self.tail


def with_key(source: str, key: str) -> str:
    """Return the text of an entry under another citation key."""
    return re.sub(r'\A(@[^{(]*[{(]\s*)[^\s,}]*', lambda match: f'{match[1]}{key}', source, count=1)


def with_type(source: str, kind: str) -> str:
    """Return the text of an entry with another type."""
    return re.sub(r'\A@[^{(]*', f'@{kind}', source, count=1)


def with_fields(source: str, fields: Mapping[str, str | None]) -> str:
    """Return the text of an entry with other values of some fields; without those of None."""
    pieces = _Pieces.of(source)
    for name, value in fields.items():
        pieces.set(name, value)
    return pieces.text()


def with_changes(paper: Paper, changed: Mapping[str, str | None]) -> Paper:
    """Return an entry with other values of some fields, in its text too; without those of None."""
    fields = {name: value for name, value in {**paper.fields, **changed}.items() if value}
    source = with_fields(paper.source, changed) if paper.source and changed else paper.source
    return replace(paper, fields=fields, source=source)


def read_bibtex(text: str, file: str, report: Report, *, keep_samples: bool = False) -> list[Paper]:
    """Return the entries of a file; what cannot be read costs at most the entry that it is in.

    :param keep_samples: whether the samples of a template come along.
    """
    if fence := _FENCE.match(text):
        text = '\n' * fence[0].count('\n') + text[fence.end() :]
    reader = _Reader(file, report, keep_samples=keep_samples)
    papers = reader.read(text)
    for number, line in enumerate(text.split('\n'), start=1):
        if _HIDDEN_ENTRY.match(line):
            advice = 'this entry is commented out'
            report.note('skipped', Origin(file, number), 'entry', one_line(line)[:80], advice)
    return papers


class _Reader:
    """Reads the blocks of one file in their order."""

    def __init__(self, file: str, report: Report, *, keep_samples: bool) -> None:
        self._file, self._report, self._keep_samples = file, report, keep_samples
        self._blocks = BlockReader()
        self._strings: dict[str, str] = {}

    def read(self, text: str) -> list[Paper]:
        self._blocks.add_room(len(text))
        return [paper for block in split(text) if (paper := self._read_block(block))]

    def _note(self, fate: Fate, line: int, field: str, value: str, advice: str) -> None:
        shown = one_line(value)[:200]
        self._report.note(fate, Origin(self._file, line), field, shown, advice)

    def _read_block(self, block: Block | Stray) -> Paper | None:
        if isinstance(block, Stray):
            self._note('lost', block.line, 'text', '', block.problem)
        elif block.problem:
            self._note('lost', block.line, block.key or block.kind, block.text, block.problem)
        elif block.kind == 'string':
            self._read_string(block)
        elif block.kind in {'comment', 'preamble'}:
            advice = f'what a program notes in @{block.kind} is not for a website'
            self._note('skipped', block.line, f'@{block.kind}', block.text, advice)
        elif block.key.lower() in _SAMPLES and not self._keep_samples:
            advice = 'this entry is a sample of al-folio; --keep-samples takes it along'
            self._note('skipped', block.line, 'entry', block.key, advice)
        else:
            return self._read_entry(block)
        return None

    def _read_string(self, block: Block) -> None:
        name = re.match(r'@\s*string\s*[{(]\s*([^\s=]+)', block.text, re.IGNORECASE)
        if name and not self._blocks.read(block.text).error:
            self._strings[name[1].lower()] = block.text
        else:
            advice = 'this @string cannot be read'
            self._note('lost', block.line, '@string', block.text, advice)

    def _headed(self, block: Block) -> tuple[str, str]:
        """Return the key of an entry and its text, in which it is one; or nothing."""
        key, problem, is_mended = head_of(block.text)
        if not problem:
            sign = _NO_KEY.search(key)
            if sign is None:
                return key, block.text
            problem = f'the key "{key}" holds "{sign[0]}", which TeX reads as more'
        if is_mended:
            self._note('changed', block.line, 'key', key, f'it {problem}; it has one now')
            return key, re.sub(r'\A(@[^{(]*[{(]\s*[^\s,}]+)', r'\1,', block.text, count=1)
        found = re.match(r'@[^{(]*[{(]\s*([^,={}"]*),', block.text)
        if not found:
            self._note('lost', block.line, block.key or 'entry', block.text, problem)
            return '', ''
        key = re.sub(r'[^\w:.+-]+', '-', found[1].strip(), flags=re.ASCII).strip('-') or 'entry'
        self._note('changed', block.line, 'key', found[1], f'{problem}; it is "{key}" now')
        return key, f'{block.text[: found.start(1)]}{key}{block.text[found.end(1) :]}'

    def _undefined(self, parsed: ParsedBlock) -> list[str]:
        """Return the macros that stand for their own names, as nothing in the file defines them."""
        known = self._strings.keys() | {name.lower() for name in month_names}
        return [name for name in parsed.macros if name.lower() not in known]

    def _read_entry(self, block: Block) -> Paper | None:
        key, text = self._headed(block)
        if not text:
            return None
        parsed = self._blocks.read(text)
        if parsed.error:
            line, message = parsed.error
            self._note('lost', block.line + line - 1, key, block.text, message)
            return None
        kind = re.split(r'[\s{(]', text[1:].lstrip(), maxsplit=1)[0]
        entry, twice, _misnamed = self._blocks.entry(kind, parsed)
        entry.key = key
        fields: dict[str, str] = {}
        for name, value in parsed.fields:
            fields.setdefault(name.lower(), ' '.join(value.split()))
        count = sum(map(bool, fields.values()))
        self._report.carry(self._file, count)
        self._report.found['papers'] += 1
        pieces = _Pieces.of(text)
        is_cut = pieces.names() == [name.lower() for name, _value in parsed.fields]
        origin = Origin(self._file, block.line)
        mender = _Mender(pieces, fields, parsed.lines, origin, self._report)
        for name in twice:
            mender.drop_second(name.lower())
        mender.define(self._undefined(parsed))
        mender.mend_people(entry.persons)
        mender.mend_fields(SourceEntry(entry, self._file, block.line))
        paper = Paper(kind.lower(), fields, origin, key)
        fit(paper, self._report)
        if not is_cut:
            advice = 'the entry was written anew, without the comments in it'
            self._note('changed', block.line, key, '', advice)
            return paper
        for name in ('title', 'type'):  # which `fit` may have added
            if name in fields and name not in pieces.names():
                pieces.set(name, fields[name])
        source = pieces.text() if pieces.changed else text
        paper.source = source if paper.type == kind.lower() else with_type(source, paper.type)
        used = (name.lower() for name, value in parsed.macros.items() if value is not None)
        paper.strings = tuple(self._strings[name] for name in used if name in self._strings)
        return paper


class _Mender:
    """Mends one entry, in its text and in its fields, and tells of each change."""

    def __init__(
        self,
        pieces: _Pieces,
        fields: dict[str, str],
        lines: Mapping[str, int],
        origin: Origin,
        report: Report,
    ) -> None:
        self._pieces, self._fields, self._lines = pieces, fields, lines
        self._origin, self._report = origin, report

    def _set(self, name: str, value: str | None, old: str, advice: str) -> None:
        self._pieces.set(name, value)
        if value is None:
            self._fields.pop(name, None)
        else:
            self._fields[name] = value
        self._tell(name, old, advice)

    def _place(self, name: str) -> Origin:
        return self._origin._replace(line=self._origin.line + self._lines.get(name, 1) - 1)

    def _tell(self, name: str, value: str, advice: str) -> None:
        self._report.note('changed', self._place(name), name, value[:200], advice)

    def drop_second(self, name: str) -> None:
        """Keep the first of two fields of one name."""
        self._pieces.drop_second(name)
        advice = 'the field stands twice in the entry, and the first one is kept'
        self._report.drop(
            'skipped', self._place(name), name, self._fields.get(name, '')[:200], advice
        )

    def define(self, undefined: list[str]) -> None:
        """Write macros that nobody defined as the words that they are."""
        for name in self._pieces.names():
            value = self._fields.get(name, '')
            macro = next((macro for macro in undefined if macro in value), '')
            if macro:
                advice = f'the string "{macro}" is not defined, so its name stands there as words'
                self._set(name, value, value, advice)

    def mend_people(self, persons: Mapping[str, list[object]]) -> None:
        """Set names apart, and write marks at them as an annotation."""
        for role in ('author', 'editor'):
            if role not in self._fields:
                continue
            written = self._fields[role]
            plain = _NAMESAKE.sub('', written)
            if plain != written:
                self._set(role, plain, written, 'the numbers by which DBLP tells namesakes apart')
            listed = read_list(plain)
            if listed.better and listed.better != '?':
                self._set(role, listed.better, plain, 'names are set apart by "and" now')
        people = persons.get('author', [])
        marked = [split_marks(decode(' '.join(name_of(person))).strip()) for person in people]
        said = {number: words for number, (_name, words) in enumerate(marked, start=1) if words}
        self._annotate(said)

    def _annotate(self, said: Mapping[int, frozenset[str]]) -> None:
        """Add who contributed equally and who is to be written to, as ``author+an``."""
        words = {number: set(of) for number, of in said.items()}
        written = self._fields.get('author', '')
        if (bare := _MARKS.sub('', written)) != written:
            advice = 'signs at names; "*" is taken for an equal part, and others say nothing here'
            self._set('author', bare, written, advice)
        count = len(re.split(r'\s+and\s+', self._fields.get('author', '')))
        for name, word in (('cofirstauthors', 'equal'), ('correspondingauthors', 'corresponding')):
            value = self._fields.get(name, '').strip('{} ')
            if not value:
                continue
            numbers = self._numbers(value, count, is_first=word == 'equal')
            if numbers:
                for number in numbers:
                    words.setdefault(number, set()).add(word)
                self._set(name, None, value, 'this is said in author+an now')
            else:
                self._pieces.set(name, None)
                del self._fields[name]
                advice = f'no author has this name or number; write author+an = {{1={word}}}'
                self._report.take_back(self._place(name), name, value, advice)
        if words and 'author+an' not in self._fields:
            value = '; '.join(
                f'{number}={", ".join(sorted(words[number]))}' for number in sorted(words)
            )
            self._pieces.set('author+an', value)
            self._fields['author+an'] = value

    def _numbers(self, value: str, count: int, *, is_first: bool) -> list[int]:
        """Return the numbers of authors that a field names, by number or by family name."""
        if value.isdecimal() and len(value) < 4:
            last = min(int(value), count)
            return list(range(1, last + 1)) if is_first else [last] if last else []
        names = [
            decode(name).lower() for name in re.split(r'\s+and\s+', self._fields.get('author', ''))
        ]
        wanted = [decode(part).strip().lower() for part in re.split(r'\s+and\s+|;', value)]
        if len(wanted) == 1 and ',' in value and wanted[0] not in names:
            wanted = [part.strip() for part in wanted[0].split(',')]
        return [
            number
            for number, name in enumerate(names, start=1)
            if any(one and one in {name, name.split(',')[0], name.split()[-1]} for one in wanted)
        ]

    def mend_fields(self, source: SourceEntry) -> None:
        """Write identifiers as they are meant, and al-folio's fields by their names here."""
        for name, old, violation in list(findings(source)):
            if violation.replacement and name in self._fields:
                self._set(name, violation.replacement, old, f'it {violation.message}')
            elif name in self._fields:
                is_url = name == 'eprint' and '://' in old and 'url' not in self._fields
                self._move(name, 'url' if is_url else 'note', f'it {violation.message}')
        url = self._fields.get('url', '')
        first = re.split(r'\s*[;,]\s*(?=https?://)|\s+(?=https?://)', url.strip())[0]
        first = f'https://{first}' if first.lower().startswith('www.') else first
        if first != url.strip():
            self._set('url', first, url, 'one whole address')
        self._join_notes()
        for name in [name for name, value in self._fields.items() if not value.strip('{} ')]:
            if name in self._pieces.names():
                self._pieces.set(name, None)
                del self._fields[name]

    def _join_notes(self) -> None:
        """Join what al-folio shows beside an entry into its note."""
        notes = [self._fields.get('note', '')]
        for name in _TO_NOTE:
            old = self._fields.get(name, '')
            if text := re.sub(r'<[^<>]*>', '', old).strip():
                self._set(name, None, old, 'it stands in note now')
                notes.append(text)
        if len(notes) > 1:
            note = '; '.join(dict.fromkeys(filter(None, notes)))
            self._pieces.set('note', note)
            self._fields['note'] = note

    def _move(self, name: str, to: str, why: str) -> None:
        """Add a value to another field."""
        value = self._fields.pop(name)
        self._pieces.set(name, None)
        whole = '. '.join(filter(None, (self._fields.get(to, ''), value)))
        self._pieces.set(to, whole)
        self._fields[to] = whole
        self._tell(name, value, f'{why}; it stands in {to} now')
