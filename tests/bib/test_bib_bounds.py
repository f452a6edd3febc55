"""Nothing in a ``.bib`` file grows without end: values, what is inherited, and the file itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bibliographies import read

from sphinx_folio.bib import Bibliography, load
from sphinx_folio.bib import entries as reading
from sphinx_folio.bib.cache import fingerprint_of
from sphinx_folio.bib.parser import FREE_ROOM, MAX_VALUE
from sphinx_folio.util import did_you_mean

#: What all entries of a small file may hold, whatever it does.
MOST = 2 * FREE_ROOM


def doubling(lines: int, start: str = 'x' * 10) -> str:
    chain = [f'@string{{s0 = {{{start}}}}}\n']
    chain += [f'@string{{s{n} = s{n - 1} # s{n - 1}}}\n' for n in range(1, lines)]
    return ''.join(chain)


def written(folder: Path, text: str) -> Path:
    path = folder / 'references.bib'
    path.write_text(text, encoding='utf-8')
    return path


def loaded(path: Path, cached: Bibliography | None = None) -> Bibliography:
    return load([path], 'utf-8-sig', path.parent, cached)


def size_of(bibliography: Bibliography) -> int:
    """Return how many characters the fields of all entries have."""
    entries = bibliography.entries.entries.values()
    return sum(len(value) for entry in entries for value in entry.fields.values())


@pytest.mark.parametrize('lines', [21, 36, 200])
def test_a_chain_of_macros_ends(tmp_path: Path, lines: int) -> None:
    text = doubling(lines) + f'@misc{{a,\n title = {{A}},\n note = s{lines - 1} }}\n'
    found = loaded(written(tmp_path, text))
    first = found.problems[0]
    assert first.line == 15  # 10 characters, doubled 14 times
    assert '@string: the string "s13" makes a value of more than 100,000 characters' in (
        first.message
    )
    assert first.message.endswith('; write the words themselves')
    assert size_of(found) < MOST


@pytest.mark.parametrize(
    'value',
    [
        ' # '.join(['s10'] * 1_000),
        ' # '.join(['{a}', 's10'] * 1_000),
        '"a" # ' + ' # '.join(['S10'] * 1_000),
    ],
)
def test_a_value_of_many_macros_is_refused(tmp_path: Path, value: str) -> None:
    text = (
        doubling(11)
        + f'@misc{{a,\n  title = {{A}},\n  note = {value},\n}}\n@misc{{b, title={{B}}}}'
    )
    found = loaded(written(tmp_path, text))
    assert list(found.publications) == ['b']
    (problem,) = (item for item in found.problems if 'characters' in item.message)
    assert problem.line == 11 + 3
    assert problem.message.startswith('the entry "a": the string "')


@pytest.mark.parametrize(
    'entries',
    [
        [f'@misc{{k{n}, title = s13}}\n' for n in range(2_000)],
        ['@misc{k, ' + ''.join(f'f{n} = s13, ' for n in range(2_000)) + '}\n'],
        [f'@preamble{{s13 # {n}}}\n' for n in range(2_000)],
    ],
)
def test_macros_add_only_so_much_to_a_file(tmp_path: Path, entries: list[str]) -> None:
    text = doubling(14) + ''.join(entries)
    found = loaded(written(tmp_path, text))
    assert size_of(found) < FREE_ROOM + 10 * len(text)
    told = [item for item in found.problems if 'used so often' in item.message]
    assert told
    assert all(item.line > 14 for item in told)


def test_what_is_usual_with_macros_is_read(tmp_path: Path) -> None:
    text = '@string{j = {Journal of the Association for Computing Machinery, Series B}}\n'
    text += ''.join(
        f'@article{{k{n}, author = {{Doe, Jane}}, title = {{On {n}}}, year = 2024,\n'
        ' journal = j # {, Supplement}, month = jan # "~1"}\n'
        for n in range(5_000)
    )
    found = loaded(written(tmp_path, text))
    assert len(found.publications) == 5_000
    assert found.problems == ()


def test_the_next_build_sees_the_same(tmp_path: Path) -> None:
    entries = [f'@misc{{k{n}, title = {{{n}}}, note = s12}}\n' for n in range(60)]
    path = written(tmp_path, doubling(13) + ''.join(entries))
    first = loaded(path)
    assert any('used so often' in item.message for item in first.problems)
    for text in (
        doubling(13) + ''.join(entries),  # as it was
        doubling(13) + ''.join(entries[3:]),
        doubling(13) + ''.join([*entries[30:], *entries[:30]]),
        doubling(12) + '@string{s12 = {}}' + ''.join(entries),
    ):
        path = written(tmp_path, text)
        again, clean = loaded(path, first), loaded(path)
        assert again.publications == clean.publications
        assert again.problems == clean.problems
        assert size_of(again) == size_of(clean)


@pytest.mark.parametrize('tie', ['crossref', 'xdata'])
def test_what_is_inherited_ends(tmp_path: Path, tie: str) -> None:
    heirs = ''.join(f'@misc{{k{n}, title = {{{n}}}, {tie} = {{p}}}}\n' for n in range(1_000))
    parent = f'@xdata{{p, publisher = {{{"x" * 50_000}}}, editor = {{{"A, B and " * 500}C, D}}}}\n'
    text = heirs + parent
    found = loaded(written(tmp_path, text))
    assert size_of(found) < FREE_ROOM + 11 * len(text)
    told = [item for item in found.problems if 'so much to inherit' in item.message]
    assert told
    assert told[0].message.startswith(f'the entry "k{told[0].line - 1}": {tie} "p" has')
    assert 'write shorter fields there' in told[0].message
    assert len(found.publications) >= 1_000


def test_a_long_line_of_heirs_ends(tmp_path: Path) -> None:
    text = '@misc{k0, title = {T}, publisher = {P}}\n'
    text += ''.join(
        f'@misc{{k{n}, title = {{T{n}}}, crossref = {{k{n - 1}}}}}\n' for n in range(1, 200)
    )
    found = loaded(written(tmp_path, text[::1]))
    assert found.problems == ()  # each parent stands before its heir, and is complete
    backwards = ''.join(reversed(text.splitlines(keepends=True)))
    told = loaded(written(tmp_path, backwards)).problems
    assert told
    assert all('is one of more than 50 entries that inherit' in item.message for item in told)


@pytest.mark.parametrize('ring', [['a'], ['a', 'b'], ['a', 'b', 'c']])
def test_a_circle_of_heirs_ends(tmp_path: Path, ring: list[str]) -> None:
    after = [*ring[1:], ring[0]]
    text = ''.join(
        f'@misc{{{key}, title = {{{key}}}, xdata = {{{other}}}, crossref = {{{other}}}}}\n'
        for key, other in zip(ring, after, strict=True)
    )
    told = loaded(written(tmp_path, text)).problems
    assert any('leads back to this entry; remove it' in item.message for item in told)


def test_names_of_parents_that_are_not_there_are_compared_so_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def count(word: str, choices: object) -> str:
        compared.append(len(list(choices)))  # type: ignore[call-overload]
        return ''

    monkeypatch.setattr('sphinx_folio.bib.inheritance.did_you_mean', count)
    names = ','.join(f'gone{n}' for n in range(500))
    text = f'@misc{{a, title = {{A}}, crossref = {{{names}}}}}\n@misc{{b, title = {{B}}}}\n'
    assert len(loaded(written(tmp_path, text)).problems) == 500
    assert sum(compared) == 50  # an entry is no parent of itself
    assert did_you_mean('a', ()) == ''


def test_a_file_that_is_too_long_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reading.MAX_FILE == 64 << 20
    monkeypatch.setattr(reading, 'MAX_FILE', 1 << 20)
    path = written(tmp_path, '@misc{a, title = {A}}' + ' ' * (1 << 20))
    (problem,) = loaded(path).problems
    assert (problem.file, problem.line) == (str(path), 1)
    assert problem.message == (
        'this file has more than 1 MiB and is not read; cut it into smaller ones, '
        'and name them all in bibtex_bibfiles in conf.py'
    )


def test_a_device_or_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / 'pipe.bib')
    for path in (Path('/dev/zero'), tmp_path / 'pipe.bib', tmp_path):
        (problem,) = loaded(path).problems
        assert problem.message.startswith('cannot open this file')
        assert fingerprint_of([path], 'utf-8', 'en', '1')


def test_many_authors_are_read(tmp_path: Path) -> None:
    names = ' and '.join(f'Doe{n}, Jane' for n in range(5_000))
    found = loaded(written(tmp_path, f'@misc{{a, title = {{A}}, author = {{{names}}}}}\n'))
    assert found.problems == ()
    assert len(found.publications['a'].authors) == 5_000


ODD = (
    '{', '}', '$', '\\', '\\"{', "\\'", '\\text{', '%', '#', '{\\', '$x$', '\\input{/etc/passwd}',
    'a and ', ',', '{,', ' \\& ', '\\url{', '--', '\\v', '\\begin{x}', '^', '&#',
)  # fmt: skip


@pytest.mark.parametrize('piece', ODD)
@pytest.mark.parametrize('field', ['title', 'author', 'abstract', 'doi', 'date', 'pages'])
def test_odd_values_are_read_to_their_end(piece: str, field: str) -> None:
    value = piece * (3_000 // len(piece))
    found = read(f'@misc{{a, {field} = {{{value}}}}}\n\n@misc{{b, title = {{B}}}}\n'.encode())
    assert 'b' in found.publications
    assert 'root:' not in str(found.publications)
    assert sum(len(str(publication)) for publication in found.publications.values()) < MAX_VALUE
