"""Messages are one line each, whatever stands in the pages that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_folio.__main__ import main

if TYPE_CHECKING:
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


def test_check_prints_each_problem_in_one_line(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', '--root', str(site.srcdir)]) == 1
    lines = lines_of(capsys.readouterr().out)
    assert not [line for line in lines if line.lstrip().startswith('::')]
    told = lines[lines.index(next(line for line in lines if line.startswith('Problems ('))) + 1 :]
    told = told[: told.index('')]
    assert all(line.endswith(']') and ':' in line for line in told)
    (date,) = [line for line in told if line.startswith('people/date.md:')]
    assert rf'"{FORGED}"' in date
