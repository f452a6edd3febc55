"""What pages and entries claim: what stops a build, and what a maintainer is to look at."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from sphinx_folio.cli import check
from sphinx_folio.cli.check import CLAIMS

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite

CONF = "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\nnitpicky = True\n"
FILES = {
    'conf.py': CONF,
    'index.md': '# Site\n\n```{toctree}\n:glob:\n\n*/*\n```\n\n```{publications}\n```\n',
    'references.bib': """\
        @misc{janes, title = {One work}, author = {Doe, Jane and Roe, Ann}}
        @misc{open, title = {Another work}, author = {Smith, Lee and others}}
        @misc{group, title = {Third work}, author = {{The Consortium}}}
        @misc{stolen, title = {Fourth work}, author = {Doe, Jane}, author+an = {1=bob}}
        @misc{odd, title = {Fifth work}, author = {Quux, Zed}, author+an = {1=eve}}
        @misc{short, title = {Sixth work}, author = {E. A.}, author+an = {1=eve}}
        @misc{spelt, title = {Seventh work}, author = {Adam, Eve}, author+an = {1=eve}}
        @misc{married, title = {Eighth work}, author = {Smith, Jane}, author+an = {1=jane}}
        @misc{field, title = {Tenth work}, author = {A, A and B, B and C, C and D, D}, people = {eve}}
        @misc{logs, title = {Ninth work}, author = {Doe, Jane}, projects = {log}}
        """,
    'people/jane.md': """\
        ---
        person:
          name: Jane Doe
          native-name: 王简
          names: [Jane Smith, "Doe-Roe, Jane", "王, 简"]
          email: Jane@example.org
          links:
            orcid: 0000-0002-1825-0097
            github: jane
            youtube: lab
        ---

        # Jane Doe
        """,
    'people/eve.md': """\
        ---
        person:
          name: Eve Adams
          names:
            - "Adams, E. B."
            - "Knuth, Donald"
            - "Doe, Jane"
          email: jane@example.org
          publications: [field, open, group, spelt]
          projects: [log]
          links:
            orcid: https://orcid.org/0000-0002-1825-0097
            github: https://github.com/Jane/
            youtube: lab
        ---

        # Eve Adams
        """,
    'people/bob.md': '---\nperson:\n  name: Bob\n  projects: [tool]\n---\n\n# Bob\n',
    'projects/log.md': '---\nproject:\n  name: Log\n  people: [jane]\n---\n\n# Log\n',
    'projects/tool.md': """\
        ---
        project:
          name: Tool
          people:
            - bob
            - {id: jane, role: Lead}
            - eve
        ---

        # Tool
        """,
}
WRONG = [
    'people/eve.md:7: "names": "Doe, Jane" is the name of people/jane.md, whose papers are not yours; remove it, and write author+an = {…=eve} at papers that are',
    'people/eve.md:8: "email": "jane@example.org" is also that of people/jane.md:6; keep it at the page of the person whose it is',
    'people/eve.md:12: "links: orcid": "https://orcid.org/0000-0002-1825-0097" is also that of people/jane.md:8; keep it at the page of the person whose it is',
    'people/eve.md:13: "links: github": "https://github.com/Jane/" is also that of people/jane.md:9; keep it at the page of the person whose it is',
    'people/jane.md:6: "email": "Jane@example.org" is also that of people/eve.md:8; keep it at the page of the person whose it is',
    'people/jane.md:8: "links: orcid": "https://orcid.org/0000-0002-1825-0097" is also that of people/eve.md:12; keep it at the page of the person whose it is',
    'people/jane.md:9: "links: github": "https://github.com/jane" is also that of people/eve.md:13; keep it at the page of the person whose it is',
    'references.bib:4: author+an of "stolen" says that "Jane Doe" is bob, but it is the name of people/jane.md; write 1=jane',
]  # fmt: skip
DOUBTFUL = [
    'people/eve.md:6: "names": "Knuth, Donald" has no family name of Eve Adams; keep it if it was theirs, or is theirs in another script',
    'people/eve.md:7: "names": "Doe, Jane" has no family name of Eve Adams; keep it if it was theirs, or is theirs in another script',
    'people/eve.md:9: "publications" names "field", which is by A A, B B, C C and 1 more; keep it if Eve Adams is one of them by another name, or has another part in it',
    'people/jane.md:5: "names": "Jane Smith" has no family name of Jane Doe; keep it if it was theirs, or is theirs in another script',
    'references.bib:5: author+an of "odd" says that "Zed Quux" is eve, who is called Eve Adams; keep it if it is, else remove 1=eve',
    'references.bib:9: "people = {eve}" names "field", which is by A A, B B, C C and 1 more; keep it if Eve Adams is one of them by another name, or has another part in it',
]  # fmt: skip
ONE_SIDED = [
    'people/eve.md:10: "projects" names log, and neither their pages nor a paper say so; keep it if those who work there agree',
    'projects/tool.md:6: "people" names jane, eve, and neither their pages nor a paper say so; keep it if those who work there agree',
]  # fmt: skip


@pytest.fixture(scope='module')
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what check tells, line by line, by the titles of its groups."""
    root = tmp_path_factory.mktemp('claims')
    write(root, FILES)
    outcome = check(root, verbose=True)
    assert outcome.exit_code == 1
    return groups(outcome.text)


def groups(text: str) -> dict[str, list[str]]:
    blocks = [block.split('\n') for block in text.split('\n\n')]
    return {lines[0].rpartition(' (')[0]: lines[1:] for lines in blocks}


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding='utf-8')


def test_what_cannot_be_right_is_a_problem(told: dict[str, list[str]]) -> None:
    claims = [line for line in told['Problems'] if line.endswith(' [folio.claim]')]
    assert claims == [f'{line} [folio.claim]' for line in WRONG]


def test_what_may_be_right_is_for_a_maintainer(told: dict[str, list[str]]) -> None:
    assert told[CLAIMS] == DOUBTFUL + ONE_SIDED


def test_a_build_tells_what_cannot_be_right_and_links_it_to_its_owner(make_site: MakeSite) -> None:
    site = make_site({name: dedent(text) for name, text in FILES.items()})
    found = [f'{file}:{line}: {text}' for file, line, text in site.warnings if 'claim]' in text]
    assert sorted(found) == sorted(f'{line} [folio.claim]' for line in WRONG)
    assert site.graph.authors['janes'] == ('jane', '')
    assert site.graph.authors['married'] == ('jane',)


def test_doubt_alone_fails_nothing(tmp_path: Path) -> None:
    write(tmp_path, {name: text for name, text in FILES.items() if name != 'people/eve.md'})
    (tmp_path / 'references.bib').write_text('')
    (tmp_path / 'projects/tool.md').write_text(
        '---\nproject:\n  name: Tool\n  people: [bob, jane]\n---\n'
    )
    outcome = check(tmp_path)
    assert outcome.exit_code == 0
    assert f'{CLAIMS} (3)\n' in outcome.text
    assert groups(outcome.text)[CLAIMS][1:] == [
        '  2 pages with people or projects whose own page does not say so (--verbose)'
    ]
