"""What a build keeps of the bibliography: the same as reading anew, whatever has changed."""

from __future__ import annotations

import io
import pickle
import random
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from bibliographies import FOLDER
from test_bib_cost import Counted

from sphinx_folio.bib import NAME, Bibliography, BibliographyCache, load
from sphinx_folio.bib.blocks import values_of
from sphinx_folio.bib.parser import BlockReader
from sphinx_folio.util import pickled

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite

loading = import_module('sphinx_folio.bib.load')


def seen(bibliography: Bibliography | BibliographyCache) -> dict[str, Any]:
    """Return what is the same where it was read and where it was kept, in its order."""
    return {
        'publications': list(bibliography.publications.items()),
        'added fields': list(bibliography.added_fields.items()),
        'problems': bibliography.problems,
        'parents': bibliography.parents,
        'keys': bibliography.keys,
        'entries': [(key, values_of(entry)) for key, entry in bibliography.entries.entries.items()],
        'lines of fields': [dict(one.lines) for one in bibliography.publications.values()],
    }


def told(bibliography: Bibliography) -> dict[str, Any]:
    """Return all that others see of a bibliography."""
    return {
        **seen(bibliography),
        'unsound': bibliography.unsound,
        'places': [
            (key, source.file, source.line, source.lines)
            for key, source in bibliography.sources.items()
        ],
        'for the next load': (list(bibliography.records.items()), bibliography.lints),
        'ties': bibliography.ties,
    }


def told_later(cache: BibliographyCache) -> dict[str, Any]:
    """Return all that a build sees of what was kept."""
    return {
        **seen(cache),
        'texts': [(cache.bibtex(key), cache.csl(key)) for key in cache.publications],
    }


def kept(bibliography: Bibliography, folder: Path) -> Bibliography | None:
    """Return a bibliography as the next build finds it."""
    BibliographyCache.open(folder / NAME, 'x' * 24, lambda _cached: bibliography, fresh=True).keep()
    found: list[Bibliography | None] = []

    def read(cached: Bibliography | None) -> Bibliography:
        found.append(cached)
        return bibliography

    BibliographyCache.open(folder / NAME, 'x' * 24 + 'y', read)
    return found[0]


# -- random edits ----------------------------------------------------------------------------

AUTHORS = ('Doe, Jane', 'Jane Doe and J. Roe', '{The Group}', 'A, B, C, D', 'Lê, Ánh and others')
VALUES = ('{A title}', '{A Title}', 'jan', 'foo', '{10.1145/12} # foo', '"x"', '{$a$ \\foo}', 'BAR')
FIELDS = ('title', 'doi', 'journaltitle', 'note', 'month', 'title', 'eventtitle', 'location', 'pdf')
KEYS = ('a', 'b', 'c', 'd', 'e', 'A', 'f g')
PARENTS = ('a', 'b', 'c', 'A', 'none')


def block(chance: random.Random) -> str:
    """Return a block of a file: mostly an entry, sound or not."""
    kind = chance.random()
    if kind < 0.12:
        return f'@string{{{chance.choice(("foo", "Bar", "jan"))} = {chance.choice(VALUES)}}}\n'
    if kind < 0.17:
        return chance.choice(
            ('@preamble{foo}\n', '% comment\n', 'text\n\n', '@comment{x}\n', '}\n')
        )
    name = chance.choice(('article', 'misc', 'thesis', 'xdata', 'proceedings', 'Online'))
    comma = '' if kind < 0.2 else ','
    lines = [f'@{name}{{{chance.choice(KEYS)}{comma}']
    if chance.random() < 0.6:
        lines.append(f'  author = {{{chance.choice(AUTHORS)}}},')
    if chance.random() < 0.5:
        lines.append(f'  date = {{{chance.choice(("2020", "2021-05", "2020-13"))}}},')
    lines += [
        f'  {chance.choice(FIELDS)} = {chance.choice(VALUES)},' for _ in range(chance.randint(0, 3))
    ]
    if chance.random() < 0.35:
        lines.append(f'  {chance.choice(("crossref", "xdata"))} = {{{chance.choice(PARENTS)}}},')
    return '\n'.join([*lines, '}' if kind < 0.97 else '']) + '\n'


def edit(chance: random.Random, files: list[list[str]]) -> None:
    """Change one thing in the blocks of some files."""
    blocks = chance.choice(files)
    at = chance.randrange(len(blocks) + 1)
    other = chance.choice(files)
    match chance.randrange(6):
        case 0:
            blocks.insert(at, block(chance))
        case 1 if blocks:
            del blocks[min(at, len(blocks) - 1)]
        case 2 if blocks:
            blocks[min(at, len(blocks) - 1)] = block(chance)
        case 3 if blocks:  # an entry moves, and its key may stand twice on the way
            other.insert(chance.randrange(len(other) + 1), chance.choice(blocks))
        case 4:
            blocks.insert(at, '\n% moved down\n')
        case _:
            chance.shuffle(files)


def write(folder: Path, files: list[list[str]]) -> list[Path]:
    """Write the files, and return their paths in a fixed order."""
    paths = [folder / f'{number}.bib' for number in range(len(files))]
    for path, blocks in zip(paths, files, strict=True):
        path.write_text('\n'.join(blocks), encoding='utf-8')
    return paths


@pytest.mark.parametrize('seed', range(12))
def test_reading_on_equals_reading_anew(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    files = [[block(chance) for _ in range(chance.randint(3, 9))] for _ in range(2)]
    cached = None
    for turn in range(40):
        paths = write(tmp_path, files)
        anew, on = load(paths, 'utf-8', tmp_path), load(paths, 'utf-8', tmp_path, cached)
        for name, value in told(anew).items():
            assert told(on)[name] == value, f'{name} after {turn} edits'
        # every other time as it comes from the file, else as it was in memory
        cached = kept(on, tmp_path) if turn % 2 else on
        for _ in range(chance.randint(1, 3)):
            edit(chance, files)


@pytest.mark.parametrize('beside', [0, 2, 50])
@pytest.mark.parametrize('seed', range(4))
def test_builds_one_after_another_see_what_one_alone_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, beside: int
) -> None:
    """Whether changes are kept beside what was there or all of it is kept anew."""
    monkeypatch.setattr(pickled, '_MOST_BESIDE', beside)
    chance = random.Random(seed)  # noqa: S311  (no secret)
    files = [[block(chance) for _ in range(chance.randint(3, 9))] for _ in range(2)]
    for turn in range(30):
        paths = write(tmp_path, files)
        alone = BibliographyCache(read=lambda _cached: load(paths, 'utf-8', tmp_path))  # noqa: B023
        expected = told_later(alone)
        cache = opened(tmp_path, paths, f'{turn}')
        for name, value in told_later(cache).items():
            assert value == expected[name], f'{name} after {turn} edits'
        if chance.random() < 0.8:  # another build is stopped before its end
            cache.keep()
            later = opened(tmp_path, paths, f'{turn}')
            assert told_later(later) == expected, f'as kept after {turn} edits'
        for _ in range(chance.randint(1, 3)):
            edit(chance, files)


def opened(folder: Path, paths: list[Path], fingerprint: str) -> BibliographyCache:
    """Return the bibliography of a build."""
    return BibliographyCache.open(
        folder / NAME, 'x' * 24 + fingerprint, lambda cached: load(paths, 'utf-8', folder, cached)
    )


CASES = {
    'a line moved': (
        '@misc{a, title = {T},\n year = {x}}',
        '\n\n@misc{a, title = {T},\n year = {x}}',
    ),
    'a line came above all others': (
        '@misc{a, title = {T},\n year = {x}}\n@misc{b, title = {U},\n year = {y}}',
        '% new\n@misc{a, title = {T},\n year = {x}}\n@misc{b, title = {U},\n year = {y}}',
    ),
    'a line came in the entry above': (
        '@misc{a, title = {T}}\n@misc{b, title = {U},\n year = {y}}',
        '@misc{a,\n title = {T}}\n@misc{b, title = {U},\n year = {y}}',
    ),
    'an entry came above all others': (
        '@misc{a, title = {T},\n year = {x}}\n@misc{b, title = {U}}',
        '@misc{c, title = {V}}\n@misc{a, title = {T},\n year = {x}}\n@misc{b, title = {U}}',
    ),
    'an entry came between': (
        '@misc{a, title = {T}}\n@misc{b, title = {U},\n year = {y}}',
        '@misc{a, title = {T}}\n@misc{c, title = {V}}\n@misc{b, title = {U},\n year = {y}}',
    ),
    'two entries changed places': (
        '@misc{a, title = {T}}\n@misc{b, title = {U}}',
        '@misc{b, title = {U}}\n@misc{a, title = {T}}',
    ),
    'an entry has another key': (
        '@misc{a, title = {T},\n year = {x}}\n@misc{b, title = {U}}',
        '@misc{c, title = {T},\n year = {x}}\n@misc{b, title = {U}}',
    ),
    'a key is written in capitals': (
        '@misc{a, title = {T}, crossref = {P}}\n@misc{p, note = {N}}',
        '@misc{a, title = {T}, crossref = {P}}\n@misc{P, note = {N}}',
    ),
    'an entry became one that only holds fields': (
        '@misc{a, title = {T}}\n@misc{b, title = {U}}',
        '@xdata{a, title = {T}}\n@misc{b, title = {U}}',
    ),
    'a field moved in its entry': (
        '@misc{a, title = {T},\n author = {D}\n}',
        '@misc{a,\n title = {T},\n author = {D}}',
    ),
    'a macro changed': (
        '@string{m = {One}}\n@misc{a, title = m}',
        '@string{m = {Two}}\n@misc{a, title = m}',
    ),
    'a macro went': ('@string{m = {One}}\n@misc{a, title = m}', '@misc{a, title = m}'),
    'a macro came': ('@misc{a, title = m}', '@string{m = {One}}\n@misc{a, title = m}'),
    'a month was redefined': (
        '@misc{a, month = jan}',
        '@string{jan = {Jänner}} @misc{a, month = jan}',
    ),
    'the first use of an undefined macro went': (
        '@misc{a, title = m}\n@misc{b, title = m}',
        '@misc{a, title = {T}}\n@misc{b, title = m}',
    ),
    'the first use of an undefined macro came': (
        '@misc{a, title = {T}}\n@misc{b, title = m}',
        '@misc{a, title = m}\n@misc{b, title = m}',
    ),
    'a parent changed': (
        '@inbook{a, title = {T}, crossref = {p}}\n@book{p, title = {B}, date = {2020}}',
        '@inbook{a, title = {T}, crossref = {p}}\n@book{p, title = {C}, date = {2021-02}}',
    ),
    'a parent went': (
        '@inbook{a, title = {T}, crossref = {p}}\n@book{p, title = {B}, date = {2020}}',
        '@inbook{a, title = {T}, crossref = {p}}',
    ),
    'the only part of a volume went': (
        '@inbook{a, crossref = {p}}\n@book{p, title = {B}, editor = {Doe, J.}, year = {2020}}',
        '@book{p, title = {B}, editor = {Doe, J.}, year = {2020}}',
    ),
    'a grandparent changed': (
        '@misc{a, title = {T}, xdata = {p}}\n@xdata{p, xdata = {g}}\n@xdata{g, location = {Rome}}',
        '@misc{a, title = {T}, xdata = {p}}\n@xdata{p, xdata = {g}}\n@xdata{g, location = {Bonn}}',
    ),
    'an heir came to an entry that was none': (
        '@book{p, title = {B}, date = {2020}, location = {Rome}}',
        '@book{p, title = {B}, date = {2020}, location = {Rome}} @inbook{a, crossref = {p}}',
    ),
    'a key stands twice': ('@misc{a, title = {T}}', '@misc{A, title = {U}}\n@misc{a, title = {T}}'),
    'the first of a key went': (
        '@misc{a, title = {U}}\n@misc{a, title = {T}}',
        '@misc{a, title = {T}}',
    ),
    'a duplicate without a comma came': (
        '@misc{a title = {T}}',
        '@misc{a, title = {U}}\n@misc{a title = {T}}',
    ),
    'a work stands twice': (
        '@misc{a, title = {T}, doi = {10.1145/1}}',
        '@misc{b, title = {T}, doi = {doi:10.1145/1}}\n@misc{a, title = {T}, doi = {10.1145/1}}',
    ),
    'an entry was broken': ('@misc{a, title = {T}}', '@misc{a, title = {T}'),
    'an entry was mended': ('@misc{a, title = {T}', '@misc{a, title = {T}}'),
}


@pytest.mark.parametrize('case', CASES)
@pytest.mark.parametrize('back', [False, True], ids=['there', 'and back'])
def test_one_change_equals_reading_anew(tmp_path: Path, case: str, *, back: bool) -> None:
    path = tmp_path / 'references.bib'
    before, after = reversed(CASES[case]) if back else CASES[case]
    path.write_text(before, encoding='utf-8')
    first = load([path], 'utf-8', tmp_path)
    path.write_text(after, encoding='utf-8')
    on = load([path], 'utf-8', tmp_path, kept(first, tmp_path))
    assert told(on) == told(load([path], 'utf-8', tmp_path))
    assert told(on) != told(first), 'the change says something'


def test_an_entry_moves_to_another_file(tmp_path: Path) -> None:
    one, other = '@misc{a, title = {T},\n year = {x}}\n', '@misc{b, title = {T},\n year = {y}}\n'
    paths = write(tmp_path, [[one, other], ['% nothing\n']])
    first = load(paths, 'utf-8', tmp_path)
    write(tmp_path, [[other], ['% nothing\n', one]])
    on = load(paths, 'utf-8', tmp_path, kept(first, tmp_path))
    assert told(on) == told(load(paths, 'utf-8', tmp_path))
    assert on.keys == [['b'], ['a']]
    assert (on.publications['a'].file, on.publications['a'].line) == (str(paths[1]), 3)
    assert on.changed == frozenset(), 'nothing but its place is another'


def test_an_entry_whose_file_has_come_is_sound(tmp_path: Path) -> None:
    path = tmp_path / 'references.bib'
    text = '@misc{a, title = {T}, pdf = {a.pdf}}\n'
    path.write_text(text, encoding='utf-8')
    first = load([path], 'utf-8', tmp_path)
    assert first.unsound == {'a'}
    path.write_text(f'{text}@misc{{b, title = {{U}}}}\n', encoding='utf-8')
    second = load([path], 'utf-8', tmp_path, kept(first, tmp_path))
    assert (second.unsound, second.changed) == ({'a'}, {'b'}), 'what it states is as it was'
    (tmp_path / 'a.pdf').write_bytes(b'%PDF-1.4')
    third = load([path], 'utf-8', tmp_path, kept(second, tmp_path))
    assert (third.problems, third.unsound, third.changed) == ((), frozenset(), {'a'})
    assert [link.url for link in third.publications['a'].links] == ['a.pdf']


def test_a_publication_is_kept_as_it_is() -> None:
    whole = load([FOLDER / 'zotero-biblatex.bib'], 'utf-8', FOLDER).publications
    stored = pickle.loads(pickle.dumps(whole))  # noqa: S301  (our own)
    assert repr(stored) == repr(whole)
    assert stored == whole
    assert [dict(one.lines) for one in stored.values()] == [one.lines for one in whole.values()]
    for publication in stored.values():
        moved = publication.at('other.bib', 7, 3)
        assert moved == replace(publication, file='other.bib', line=7, order=3)
        assert moved.at(publication.file, publication.line, publication.order) == publication
        assert publication.at('other.bib', 7, 3).line_of('none') == 7


@pytest.mark.parametrize('name', ['zotero-biblatex.bib', 'dblp.bib', 'zotero-bibtex.bib'])
def test_a_file_of_a_program_equals_itself(tmp_path: Path, name: str) -> None:
    if not (FOLDER / name).exists():
        pytest.skip('no such file')
    first = load([FOLDER / name], 'utf-8', tmp_path)
    assert told(load([FOLDER / name], 'utf-8', tmp_path, kept(first, tmp_path))) == told(first)


def test_what_is_filled_in_stands_in_one_order_in_every_process(tmp_path: Path) -> None:
    path = tmp_path / 'references.bib'
    path.write_text('@misc{a, location = {Rome}, journaltitle = {J}, date = {2020-05}}', 'utf-8')
    filled = load([path], 'utf-8', tmp_path).entries.entries['a'].fields
    expected = ['location', 'journaltitle', 'date', 'journal', 'address', 'year', 'month']
    assert list(filled) == expected


# -- what it costs -----------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Counted]:
    """Return a function that makes a function of a module or class count its calls."""

    def count(owner: Any, name: str) -> Counted:
        counter = Counted(getattr(owner, name))

        def call(*args: Any, **kwargs: Any) -> Any:  # a function becomes a method of a class
            return counter(*args, **kwargs)

        monkeypatch.setattr(owner, name, call)
        return counter

    return count


def entry(number: int, title: str = 'On') -> str:
    return (
        f'@misc{{key{number}, author = {{Doe, Jane and Roe, J.}}, title = {{{title} {number}}},\n'
        f'  date = {{2020-05}}, month = m, doi = {{10.1145/{number}}}, location = {{Rome}}}}\n'
    )


def test_an_edit_of_one_entry_parses_and_lints_one(
    tmp_path: Path, counted: Callable[[Any, str], Counted]
) -> None:
    path = tmp_path / 'references.bib'
    path.write_text('@string{m = jan}\n' + ''.join(map(entry, range(100))), encoding='utf-8')
    cached = kept(load([path], 'utf-8', tmp_path), tmp_path)
    parsed = counted(BlockReader, 'read')
    linted, read = counted(loading, 'lint_entry'), counted(loading, 'read_publication')
    digests = counted(loading, 'digest_of')
    text = path.read_text(encoding='utf-8').replace(entry(7), '\n\n' + entry(7, 'Off'))
    path.write_text(text, encoding='utf-8')
    bibliography = load([path], 'utf-8', tmp_path, cached)
    assert [args[1][:8] for args in parsed.calls] == ['@string{', '@misc{ke']
    assert [len(each.calls) for each in (linted, read, digests)] == [1, 1, 1]
    assert bibliography.publications['key7'].title == 'Off 7'
    assert bibliography.publications['key8'].line == 1 + 2 * 9 - 1 + 2
    untouched = bibliography.entries.entries['key8']
    assert not {'fields', 'persons'} & vars(untouched).keys(), 'most entries are never made'


@pytest.mark.parametrize('line', ['', '% a line above all others\n'])
def test_an_edit_of_one_entry_stores_one(
    tmp_path: Path, counted: Callable[[Any, str], Counted], line: str
) -> None:
    """However many there are, and whether they move or not."""
    costs = []
    for size in (60, 120):
        folder = tmp_path / f'{size}'
        folder.mkdir()
        path = folder / 'references.bib'
        text = ''.join(map(entry, range(size))).replace('month = m', 'month = jan')
        path.write_text(text, encoding='utf-8')
        first = opened(folder, [path], '1')
        texts = [first.bibtex(key) for key in first.publications]
        first.keep()
        stored, blocks = counted(pickled, '_pickled'), import_module('sphinx_folio.bib.blocks')
        taken = counted(blocks, 'values_of')
        path.write_text(line + text.replace('{On 7}', '{Off 7}'), encoding='utf-8')
        edited = opened(folder, [path], '2')
        assert edited.bibtex('key7') != texts[7]
        edited.keep()
        costs.append((len(stored.calls), len(taken.calls)))
        later = opened(folder, [path], '2')
        assert later.publications['key7'].title == 'Off 7'
        assert [later.bibtex(key) for key in later.publications if key != 'key7'] == [
            text for number, text in enumerate(texts) if number != 7
        ]
    assert costs == [(0, 1), (0, 1)]


def test_what_is_kept_does_not_grow_with_the_edits(tmp_path: Path) -> None:
    path, texts = tmp_path / 'references.bib', [*map(entry, range(200))]
    sizes = []
    for turn in range(120):
        texts[turn] = entry(turn, f'Turn {turn:03}')
        path.write_text(''.join(texts), encoding='utf-8')
        cache = opened(tmp_path, [path], f'{turn}')
        for key in cache.publications:
            cache.csl(key)
        cache.keep()
        sizes.append((tmp_path / NAME).stat().st_size)
    assert max(sizes) < 1.4 * sizes[0], 'at most fifty entries are there twice'
    path.write_text(texts[0], encoding='utf-8')
    opened(tmp_path, [path], 'one').keep()
    assert (tmp_path / NAME).stat().st_size < 0.02 * sizes[0], 'nor are texts of what is gone'


SITE = {
    'references.bib': ''.join(map(entry, range(5))).replace('month = m', 'month = jan'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'about.md': '# About\n\nSee {cite:p}`key3`.\n',
}


def test_a_damaged_part_that_was_not_asked_for_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / 'references.bib'
    path.write_text(entry(1) + entry(2), encoding='utf-8')
    opened(tmp_path, [path], '1').keep()
    whole = (tmp_path / NAME).read_bytes()
    with ZipFile(tmp_path / NAME) as file:
        records = file.read('records')
    (tmp_path / NAME).write_bytes(whole.replace(records, bytes(len(records))))
    cache = opened(tmp_path, [path], '1')
    text = cache.csl('key1')
    cache.keep()
    with ZipFile(tmp_path / NAME) as file:
        assert file.testzip() is None
    assert opened(tmp_path, [path], '1').csl('key1') == text


def test_a_build_without_a_change_reads_no_part_of_the_cache(
    make_site: MakeSite, counted: Callable[[Any, str], Counted]
) -> None:
    site = make_site(SITE)
    unpickled = counted(BibliographyCache, '_unpickled')
    site.build_again({})
    assert unpickled.calls == []


# -- a cache that cannot be used ----------------------------------------------------------------


class Moved:
    """A class that the next build will not find."""


def altered(content: bytes, **parts: bytes) -> bytes:
    """Return a cache that is whole, with other bytes in some of its parts."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(made, 'w') as after:
        for name in before.namelist():
            after.writestr(name, parts.get(name, before.read(name)))
    return made.getvalue()


def of_moved_classes(content: bytes) -> bytes:
    """Return a cache that is whole, but that holds a class that is elsewhere now."""
    part = pickle.dumps(Moved(), 0).replace(b'Moved', b'Gone')
    with ZipFile(io.BytesIO(content)) as file:
        return altered(content, **dict.fromkeys(set(file.namelist()) - {'head'}, part))


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    'cut in its head': lambda content: content[:20],
    'cut in its body': lambda content: content[:-20],
    'empty': lambda _content: b'',
    'garbage': lambda _content: b'\x80\x05garbage\n' * 9,
    'a number': lambda _content: b'5\n',
    'of no head': lambda content: altered(content, head=b''),
    'of a deep head': lambda content: altered(content, head=b'[' * 100_000),
    'of a head of another shape': lambda content: altered(content, head=b'{"a": 1}'),
    'with other bytes': lambda content: content[:-9] + b'\x00' * 9,
    'with another title': lambda content: content.replace(b'On 2', b'Of 2'),
    'of moved classes': of_moved_classes,
}


@pytest.mark.parametrize('change', [{}, {'references.bib': SITE['references.bib'] + '\n%\n'}])
@pytest.mark.parametrize('spoilt', SPOILT)
def test_a_cache_that_cannot_be_used_is_read_anew(
    make_site: MakeSite, spoilt: str, change: dict[str, str]
) -> None:
    site = make_site(SITE)
    path = Path(site.app.doctreedir) / NAME
    path.write_bytes(SPOILT[spoilt](path.read_bytes()))
    assert (
        site.build_again({'about.md': '# About\n\nAlso {cite:p}`key2`.\n'} | change).warnings == []
    )
    assert 'On 2' in site.text('publications.html')
    titles = {key: publication.title for key, publication in site.graph.publications.items()}
    assert titles == {f'key{number}': f'On {number}' for number in range(5)}


# -- texts ---------------------------------------------------------------------------------------


def test_texts_are_made_once_for_all_builds(
    tmp_path: Path, counted: Callable[[Any, str], Counted]
) -> None:
    bib, path = tmp_path / 'references.bib', tmp_path / NAME
    bib.write_text(entry(1) + entry(2), encoding='utf-8')

    def opened(fingerprint: str) -> BibliographyCache:
        return BibliographyCache.open(
            path, 'x' * 24 + fingerprint, lambda cached: load([bib], 'utf-8', tmp_path, cached)
        )

    caching = import_module('sphinx_folio.bib.cache')
    made = [counted(caching, name) for name in ('clean_bibtex', 'csl_text')]
    cache = opened('1')
    texts = [(cache.bibtex(key), cache.csl(key)) for key in ('key1', 'key2', 'key1')]
    cache.keep()
    assert [len(each.calls) for each in made] == [2, 2]
    assert texts[0][0].startswith('@misc{key1,')
    assert texts[0][1].startswith(' {\n  "id": "key1",')
    again = opened('1')
    assert [(again.bibtex(key), again.csl(key)) for key in ('key1', 'key2', 'key1')] == texts
    assert [len(each.calls) for each in made] == [2, 2], 'they come from the file'
    bib.write_text(entry(1) + entry(2, 'Off'), encoding='utf-8')
    edited = opened('2')
    assert edited.bibtex('key1') == texts[0][0]
    assert 'title = {Off 2}' in edited.bibtex('key2')
    assert '"title": "Off 2"' in edited.csl('key2')
    edited.keep()
    assert [len(each.calls) for each in made] == [3, 3], 'one entry has changed'
    bib.write_text(entry(1), encoding='utf-8')
    opened('3').keep()
    last = opened('3')
    assert last.csl('key1') == texts[0][1]
    assert [len(each.calls) for each in made] == [3, 3]
