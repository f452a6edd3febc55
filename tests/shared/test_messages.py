"""Messages are one line each, whatever stands in the pages that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import CONF

from sphinx_folio.__main__ import main
from sphinx_folio.cli import check

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite, Site

FORGED = r'a\n::error file=conf.py::injected\n::add-mask::e'
FILES: dict[str, str | bytes] = {
    'people/date.md': f'---\nperson:\n  joined: "{FORGED}"\n---\n\n# Date\n',
    'people/escape.md': '---\nperson:\n  joined: "\\e[2K\\e]0;title\\a"\n---\n\n# Escape\n',
    'people/bidi.md': '---\nperson:\n  joined: "a\\u202Eb\\u2066c"\n---\n\n# Bidi\n',
    'people/breaks.md': '---\nperson:\n  joined: "a\\Lb\\Pc\\N1\\re\\vf\\fg"\n---\n\n# Breaks\n',
    'people/old.md': '---\nperson:\n  joined: "##[error]x"\n---\n\n# Old\n',
    'people/long.md': f'---\nperson:\n  joined: "{"9" * 5000}"\n---\n\n# Long\n',
    'people/name.md': f'---\nperson:\n  names: "{FORGED}"\n---\n\n# Name\n',
    'people/link.md': f'---\nperson:\n  links:\n    "{FORGED}": "{FORGED}"\n---\n\n# Link\n',
    'people/former.md': f'---\nperson:\n  redirect-from: "{FORGED}"\n---\n\n# Former\n',
    'people/key.md': f'---\nperson:\n  "{FORGED}": x\n---\n\n# Key\n',
    'people/::error::x.md': '---\nperson:\n  name: X\n---\n\n# X\n',
    'people/\x1b[2K.md': '---\nperson:\n  name: X\n---\n\n# X\n',
    'text.md': '# Text\n\n{person}`x\u202ey`\n',
    'references.bib': '@misc{a,\n title = {A},\n author = {Doe, Jane\n::error::x},\n year = {19\x1b[2K99},\n doi = {1\n::error::x}}\n',
}  # fmt: skip
#: What no line of a log may hold.
BAD = (
    '\x1b',
    '\x07',
    '\u202e',
    '\u2066',
    '\u2028',
    '\u2029',
    '\x85',
    '\r',
    '\v',
    '\f',
    '##[error]',
)


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    return look_at(FILES, confoverrides={'source_encoding': 'utf-8'})


def lines_of(text: str) -> list[str]:
    assert not [bad for bad in BAD if bad in text]
    return text.splitlines()


def test_a_build_tells_each_problem_in_one_line(site: Site) -> None:
    text = site.app.warning.getvalue().replace('\x1b[31m', '').replace('\x1b[39;49;00m', '')
    lines = lines_of(text.replace('\x1b[91m', '').replace('\x1b[0m', ''))
    folio = [line for line in lines if '[folio.' in line]
    assert all(line.startswith(str(site.srcdir)) for line in lines)
    assert not any('::error' in line.partition(': WARNING: ')[0].lstrip()[:7] for line in lines)
    assert {line.partition(':')[0].rpartition('/')[2] for line in folio} >= {
        'date.md', 'escape.md', 'bidi.md', 'breaks.md', 'old.md', 'long.md', 'link.md',
        'former.md', 'key.md',
    }  # fmt: skip
    (long,) = [line for line in folio if '/long.md' in line]
    assert len(long) < 500


# -- where a message stands, and how often ---------------------------------------------------

ENTRY = """\
@misc{{key,
  title     = {{A}},
  author    = {{Doe, Jane and Roe, Joan}},
  {field},
}}
"""
AT_THEIR_LINE = [
    ('url = {ftp://example.org/}', 'url: the scheme "ftp:" is not allowed'),
    ('url = {example.org}', 'url: "example.org" is no URL'),
    ('pdf = {nothing.pdf}', 'pdf: "nothing.pdf"'),
    ('poster = {nothing.pdf}', 'poster: "nothing.pdf"'),
    ('slides = {nothing.pdf}', 'slides: "nothing.pdf"'),
    ('author+an = {3=equal}', 'author+an: there is no author 3'),
    ('author+an = {1=jane-nobody}', 'unknown person "jane-nobody" in author+an'),
    ('people = {nobody}', 'unknown person "nobody" in the field "people"'),
    ('projects = {nothing}', 'unknown project "nothing" in the field "projects"'),
    ('topics = {nothing}', 'unknown topic "nothing" in the field "topics"'),
    ('abstract = {A $\\bigo$}', 'abstract: the formula "\\bigo" is shown as it is written'),
    ('abstract = {A $\\begin{matrix} a$}', 'abstract: the formula'),
    ('Title = {B}', 'has the field "Title" twice, and the first is shown'),
    ('doi = {doi:10.1145/1}', 'doi = {doi:10.1145/1} has a prefix'),
    ('crossref = {nothing}', 'crossref "nothing" does not exist'),
    ('month = sept', 'undefined string: sept'),
]


@pytest.fixture(scope='module')
def entries(look_at: MakeSite) -> Site:
    texts = (
        ENTRY.format(field=field).replace('key', f'k{number}').replace('{A}', f'{{A {number}}}')
        for number, (field, _words) in enumerate(AT_THEIR_LINE)
    )
    return look_at({'references.bib': ''.join(texts)})


@pytest.mark.parametrize(
    ('number', 'words'), list(enumerate(words for _field, words in AT_THEIR_LINE))
)
def test_a_message_stands_at_the_line_of_its_field(entries: Site, number: int, words: str) -> None:
    line = number * 5 + 4
    told = [message for _file, at, message in entries.warnings if at == line]
    assert any(words in message for message in told), entries.warnings


def bib_of(*fields: str) -> str:
    return ''.join(
        f'@misc{{k{number},\n  title = {{A {number}}},\n  {field},\n}}\n'
        for number, field in enumerate(fields)
    )


REPEATED = [
    (['year = {soon}'] * 2, '(2 entries; references.bib:3, 7)'),
    (['date = {soon}'] * 3, '(3 entries; references.bib:3, 7, 11)'),
    (['doi = {soon}', 'doi = {later}', 'doi = {never}', 'doi = {no}', 'doi = {x}'],
     '(5 entries; first at references.bib:3, 7, 11)'),
    ([f'url = {{ftp://example.org/{n}}}' for n in range(400)],
     '(400 entries; first at references.bib:3, 7, 11)'),
    ([f'doi = {{doi:10.1145/{n}}}' for n in range(4)],
     '(4 entries; first at references.bib:3, 7, 11)'),
    (['title = {B}'] * 2, '(2 entries; references.bib:3, 7)'),
    (['crossref = {x}'] * 2, '(2 entries; references.bib:3, 7)'),
    (['abstract = {$\\bigo$ $\\bigo$ $\\bigo$}'] * 2, '(2 entries; references.bib:3, 7)'),
    # what is proposed is not the same
    (['author = {A. Doe, B. Roe}', 'author = {A. Poe, B. Roe}'], ''),
    (['url = {ftp://example.org}', 'pdf = {ftp://example.org}'], ''),
]  # fmt: skip


@pytest.mark.parametrize(('fields', 'words'), REPEATED)
def test_equal_messages_are_one_with_a_count_and_the_first_places(
    tmp_path: Path, fields: list[str], words: str
) -> None:
    (tmp_path / 'conf.py').write_text("bibtex_bibfiles = ['references.bib']", encoding='utf-8')
    (tmp_path / 'references.bib').write_text(bib_of(*fields), encoding='utf-8')
    told = [line for line in check(tmp_path).text.split('\n') if '[folio.' in line]
    assert len(told) == (1 if words else 2)
    assert all(words in line for line in told)
    each = [line for line in check(tmp_path, show_all=True).text.split('\n') if '[folio.' in line]
    assert len(each) == len(fields)
    assert told[0].startswith(each[0].rpartition(' [')[0])


def test_a_build_tells_equal_messages_as_one(make_site: MakeSite) -> None:
    site = make_site({'references.bib': bib_of(*['doi = {soon}'] * 5)})
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('references.bib', 3)
    assert '(5 entries; first at references.bib:3, 7, 11) [folio.field]' in warned.message


def test_messages_of_two_files_are_two(make_site: MakeSite) -> None:
    files = {f'{name}.bib': bib_of('doi = {soon}').replace('k0', name) for name in 'ab'}
    conf = f"{CONF}bibtex_bibfiles = ['a.bib', 'b.bib']\n".replace('    ', '')
    site = make_site({'conf.py': conf, **files})
    assert [warned.file for warned in site.warnings if 'DOI' in warned.message] == [
        'a.bib',
        'b.bib',
    ]


def test_check_prints_each_problem_in_one_line(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', '--root', str(site.srcdir)]) == 1
    lines = lines_of(capsys.readouterr().out)
    assert not [line for line in lines if line.lstrip().startswith('::')]
    told = lines[lines.index(next(line for line in lines if line.startswith('Problems ('))) + 1 :]
    told = told[: told.index('')]
    kinds = [line for line in told if line.startswith('  folio.')]
    told = [line for line in told if line not in kinds]
    assert all(line.endswith(']') and ':' in line for line in told)
    (date,) = [line for line in told if line.startswith('people/date.md:')]
    assert rf'"{FORGED}"' in date
