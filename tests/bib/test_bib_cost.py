"""What reading a bibliography costs, in calls: seconds depend on the machine."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from bibliographies import FOLDER, read

from sphinx_folio.bib import latex_text as latex
from sphinx_folio.bib import parser as bibreader
from sphinx_folio.bib.scanner import split
from sphinx_folio.graph import Graph, graph
from sphinx_folio.model import Person, name_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite

#: The module, for whose name the package has its function.
loading = import_module('sphinx_folio.bib.load')

SIZE = 200
NAMES = (r'Nguy{\~{\^e}}n, Minh', r'{\L}ukasiewicz, Pawe{\l}', r"O'Brien, Sin{\'e}ad", 'Doe, Jane')


def entry(number: int, title: str = 'On the number') -> str:
    authors = ' and '.join(NAMES)
    return (
        f'@article{{key{number},\n  author = {{{authors}}},\n'
        f'  title = {{{title} {number}: {{\\"U}}ber $x^{{{number}}}$ \\& 50\\% more}},\n'
        f'  journal = {{Journal {number % 7}}},\n  year = {2000 + number % 20},\n}}\n'
    )


BIB = ''.join(map(entry, range(SIZE)))


class Counted:
    """A function that counts its calls."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.calls: list[tuple[Any, ...]] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        self.calls.append(args)
        return self._function(*args, **kwargs)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Counted]:
    """Return a function that makes a function of a module count its calls."""

    def count(module: Any, name: str) -> Counted:
        counter = Counted(getattr(module, name))
        monkeypatch.setattr(module, name, counter)
        return counter

    return count


def test_the_parser_of_latex_sees_each_piece_once(
    counted: Callable[[Any, str], Counted],
) -> None:
    latex._decode_piece.cache_clear()
    parsed = counted(latex, '_decode_any')
    found = read(BIB.encode())
    assert found.publications['key7'].title == 'On the number 7: Über x⁷ & 50% more'
    pieces = {args[0] for args in parsed.calls}
    assert len(parsed.calls) == len(pieces) < 12, 'ten accents and signs stand in all entries'


def test_a_plain_text_needs_no_parser(counted: Callable[[Any, str], Counted]) -> None:
    parsed, simple = counted(latex, '_decode_any'), counted(latex, '_decode_simple')
    for text in ('A plain title', '100% Ünïcode 王', 'x < y & z', "it's", 'one-two'):
        assert latex.decode(text) == text
    assert parsed.calls == simple.calls == []
    assert latex.decode("{A} title: pages 1--2, ``so'' $x$~{{B}}") == (
        'A title: pages 1–2, “so” $x$ B'
    )
    assert parsed.calls == []


def test_each_name_is_taken_apart_once(counted: Callable[[Any, str], Counted]) -> None:
    made = counted(bibreader, 'written')
    read(BIB.encode())
    assert sorted(args[0] for args in made.calls) == sorted(NAMES)


def test_people_and_entries_are_not_compared_in_pairs(
    counted: Callable[[Any, str], Counted],
) -> None:
    publications = read(BIB.encode()).publications
    people = [Person(id=f'p{n}', docname=f'people/p{n}', name=f'Person {n}') for n in range(SIZE)]
    folded = counted(graph, 'name_key')
    Graph(people, publications)
    # names of people are folded once; those of authors were when they were read
    assert len(folded.calls) <= 2 * SIZE
    assert folded.calls[0] == ('Person 0',)
    assert name_key('Person 0') == 'person 0'


@pytest.mark.parametrize('name', ['zotero-bibtex.bib', 'dblp.bib'])
def test_each_block_is_looked_at_once(name: str) -> None:
    text = (FOLDER / name).read_text(encoding='utf-8')
    blocks = list(split(text * 20))
    assert len(blocks) == 20 * len(list(split(text)))


SITE = {
    'references.bib': BIB,
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'about.md': '# About\n\nSee {cite:p}`key3`.\n',
}


def test_an_edit_elsewhere_reads_no_entry(
    make_site: MakeSite, counted: Callable[[Any, str], Counted]
) -> None:
    loaded, readings = counted(loading, 'EntryCollection'), counted(loading, 'read_publication')
    site = make_site(SITE, buildername='dummy')
    assert len(loaded.calls) == 1
    assert len(readings.calls) == SIZE
    site.build_again({'about.md': '# About us\n'})
    assert len(loaded.calls) == 1, 'the file is not parsed again'
    assert len(readings.calls) == SIZE, 'and none of its entries is decoded'


def test_an_edit_of_one_entry_reads_that_entry(
    make_site: MakeSite, counted: Callable[[Any, str], Counted]
) -> None:
    site = make_site(SITE, buildername='dummy')
    readings = counted(loading, 'read_publication')
    changed = f'% Moved down by a line.\n{BIB}'.replace(entry(3), entry(3, 'A new title'))
    site.build_again({'references.bib': changed})
    (call,) = readings.calls
    assert call[0].entry.key == 'key3'
    publications = site.graph.publications
    assert publications['key3'].title.startswith('A new title')
    assert publications['key3'].line == 2 + 3 * BIB.count('\n') // SIZE
    assert list(publications) == [f'key{number}' for number in range(SIZE)]
