"""Nothing in a .bib file, however broken, ends in an exception or loses an entry in silence."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from bibliographies import FOLDER, lost, read
from hypothesis import example
from hypothesis import strategies as st
from laws import law
from pybtex.plugin import find_plugin
from pybtex.style.template import FieldIsMissing

from sphinx_folio.bib import scanner
from sphinx_folio.bib.entries import decoded
from sphinx_folio.bib.latex_text import decode, undecodable

if TYPE_CHECKING:
    from collections.abc import Callable

    from bibliographies import Read

#: How many files with mistakes are read always, and how many where slow tests run.
FEW = 30
MANY = 300

TEXTS = [decoded(path.read_bytes(), 'utf-8-sig', '')[0] for path in sorted(FOLDER.rglob('*.bib'))]
#: What a slip of the hand leaves behind, or a machine.
PIECES = [
    *('{', '}', '{{', '}}', '(', ')', '"', "'", ',', ',,', '=', '#', '@', '%', '\\', '$', '&'),
    *('\n', '\n\n', '\r', '\t', '\0', '\x1b$', '\ufeff', '\u2028', '\xa0', '王', 'é', '\u0301'),
    *('\n@', '\n@article{', '\n@article{new,', '\n@misc{new, title={T}}\n', '@comment{', '%'),
    *('\n@string{', '\n@preamble{"', ' and ', ' and and ', ', , ,', '= {', '},', '\\%', '\\{'),
    *('author = {', 'crossref = {doe24}', 'xdata = {zenodo, zenodo}', 'author+an = {1=equal'),
    *('\\textbf{', '\\href{', '\\sqrt[', '\\verb', '\\begin{x}', '\\c', "\\'", '$^*$', '*†'),
    *('month = 13', 'year = {99999}', 'date = {0000-99}', 'url = {http://[}', 'pages = {--}'),
]


FIELDS = [
    *('author', 'title', 'year', 'month', 'date', 'journal', 'pages', 'pdf', 'url', 'doi'),
    *('eprint', 'author+an', 'crossref', 'xdata', 'note', 'abstract', 'type', 'people'),
]


def mutated(text: str, chance: random.Random) -> str:
    """Return *text* with a few mistakes made in it."""
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        text = with_mistake(text, chance)
    return text


def with_mistake(text: str, chance: random.Random) -> str:
    """Return *text* with one mistake."""
    at, other = (chance.randrange(len(text) + 1) for _ in range(2))
    piece = chance.choice(PIECES)
    slips: list[Callable[[], str]] = [
        lambda: text[:at] + text[at + 1 :],
        lambda: text[:at] + text[at + chance.randrange(40) :],
        lambda: text[:at] + text[at + chance.randrange(2000) :],
        lambda: text[:at],
        lambda: text[:at] + piece + text[at:],
        lambda: text[:at] + ''.join(chance.choices(PIECES, k=5)) + text[at:],
        lambda: text[:at] + text[other : other + chance.randrange(300)] + text[at:],
        lambda: text.replace(chance.choice('{},="@\n '), piece, 2),
    ]
    return chance.choice(slips)()


def check(text: str) -> None:
    """Assert that a file is read, and that its entries are listed or reported."""
    content = text.encode('utf-8', 'surrogatepass')
    found = read(content)
    assert lost(content, found) == []
    assert all(problem.line >= 1 and problem.message for problem in found.problems)
    assert all('\n' not in problem.message for problem in found.problems)
    print_with_style(found)


def print_with_style(found: Read) -> None:
    """Do with the entries what sphinxcontrib-bibtex does for its own directive."""
    style = find_plugin('pybtex.style.formatting', 'alpha')()
    entries = list(style.sort([item.entry for item in found.library.entries.values()]))
    for label, entry in zip(style.format_labels(entries), entries, strict=True):
        try:
            style.format_entry(label, entry)
        except FieldIsMissing:
            continue


@pytest.mark.parametrize(
    'seed',
    [
        *range(0, FEW, 10),
        *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(FEW, MANY, 10)),
    ],
)
def test_no_mistake_breaks_a_file(seed: int) -> None:
    for number in range(seed, seed + 10):
        chance = random.Random(number)  # noqa: S311  (mistakes are no secret)
        text = mutated(chance.choice(TEXTS), chance)
        try:
            check(text)
        except Exception as error:
            error.add_note(f'seed {number}:\n{text}')
            raise


@pytest.mark.parametrize('seed', range(3))
def test_a_block_as_most_are_is_found_as_any_other(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  (mistakes are no secret)
    texts = [*TEXTS, *(mutated(text, chance) for text in TEXTS)]
    texts += [''.join(chance.choices(PIECES, k=chance.randint(1, 30))) for _ in range(1000)]
    found = [list(scanner.split(text)) for text in texts]
    monkeypatch.setattr(scanner, '_COMMON', re.compile('(?!)'))
    for text, blocks in zip(texts, found, strict=True):
        assert list(scanner.split(text)) == blocks


@law(200, st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    check(text)


@law(200, st.lists(st.sampled_from(PIECES), max_size=30).map(''.join))
def test_any_heap_of_pieces_is_read(text: str) -> None:
    check(text)


@law(200, st.binary(max_size=200))
def test_any_bytes_are_read(content: bytes) -> None:
    assert lost(content, read(content)) == []


@law(
    200,
    key=st.text('abc0:-/.', min_size=1, max_size=5),
    fields=st.dictionaries(
        st.sampled_from(FIELDS),
        st.text(max_size=40).map(lambda text: text.replace('{', '').replace('}', '')),
        max_size=6,
    ),
    kind=st.sampled_from(['article', 'misc', 'thesis', 'online', 'patent', 'Report', 'x-y']),
)
@example(key='a', fields={'pdf': 'x' * 300, 'title': 'T'}, kind='misc')
@example(key='a', fields={'pdf': 'a\0b', 'author+an': f'{"9" * 5000}=equal'}, kind='misc')
@example(key='a', fields={'month': '9' * 5000, 'year': '٢٠٢٠'}, kind='article')
@example(key='a', fields={'crossref': 'a', 'xdata': 'a,a', 'author': ','}, kind='book')
@example(key='a', fields={'title': '100% sure \\', 'url': 'https://['}, kind='online')
def test_any_value_of_a_field_is_read(key: str, fields: dict[str, str], kind: str) -> None:
    listed = ''.join(f'  {name} = {{{value}}},\n' for name, value in fields.items())
    text = f'@{kind}{{{key},\n{listed}}}\n'
    check(text)
    content = text.encode('utf-8', 'surrogatepass')
    assert list(read(content).publications) == [key], 'balanced braces make a sound entry'


@law(
    200, st.lists(st.sampled_from([*PIECES, 'a', 'B ', '{', '}', '$x$']), max_size=12).map(''.join)
)
def test_any_latex_is_decoded(text: str) -> None:
    assert isinstance(decode(text), str)
    assert isinstance(undecodable(text), str)


@pytest.mark.parametrize(
    'text',
    [
        '@a{' * 3000,
        '@comment{' * 3000,
        '@a{x, t={' + '{' * 3000 + '}' * 3000 + '}}',
        '@a{x, author={' + 'and ' * 3000 + '}}',
        '@a{x, author={' + ',' * 3000 + '}}',
        '@a{x, t=' + 'a # ' * 3000 + 'a}',
        '@a{x, t={' + '\\textbf{' * 300 + '}' * 300 + '}}',
        '@a{x, t={' + '$' * 3001 + '}}',
        '@a{x, t={' + "\\'" * 3000 + '}}',
        '\n@a{x, t={' * 3000,
        '@a(x, t="' * 3000,
        '%' * 100_000,
        '@' * 20_000,
        '@ ' * 20_000,
        '}' * 20_000,
        '\\' * 20_000,
    ],
    ids=lambda text: text[:20],
)
def test_repetition_is_read(text: str) -> None:
    check(text)
