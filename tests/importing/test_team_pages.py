"""Pages that tell of several people: with `--people-from` each gets a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bundles import unpack
from imports import build_strictly, notes_of

from sphinx_folio.__main__ import main
from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources
from sphinx_folio.importing.neutral import Item, Origin, Site
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.source import load_sources, read_source

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = """
=== _quarto.yml
website: {title: Our lab}
=== team.qmd
---
title: Our team
---
We are few.

## Faculty

### Dr. Jane Doe

![](img/jane.png)

Professor of rivers

Jane measures. See [her papers](https://example.org/papers). Write to jane [at] example.org.

[GitHub](https://github.com/janedoe) | [Website](https://jane.example.org)

### Max Mou, PhD

Lecturer

## Ph.D. students

### Lea Roe

Lea counts, and looks at what she has counted, and counts it again.

## Open positions

Write to us.
"""
CARDS = """
=== _config.yml
title: Our lab
=== _publications/x.txt
=== _pages/people.html
---
title: People
permalink: /people/
---
<div class="row">
  <div class="card">
    <img src="/img/jane.png" alt="Jane">
    <h3><a href="https://jane.example.org">Jane Doe</a></h3>
    <p class="role">Professor</p>
    <a href="mailto:jane@example.org">Email</a>
    <a href="https://orcid.org/0000-0002-1825-0097">ORCID</a>
  </div>
  <div class="card">
    <img src="/img/max.png" alt="Max">
    <h3>Max Mou</h3>
    <p>Max builds <b>logs</b> that are read, and logs that are not.</p>
  </div>
</div>
"""
BOLD = """
=== _config.yml
scholar: {last_name: [Doe]}
=== _bibliography/papers.bib
=== _pages/members.md
---
title: Members
permalink: /members/
---
## Current members

- **Jane Doe**, Professor (jane@example.org)
- **Max Mou**: Postdoc, counts logs. [Google Scholar](https://scholar.google.com/citations?user=AbC123xyzAAJ)

## Former members

| Name | Then |
| --- | --- |
| **Lea Roe** | Postdoc |
"""
SHAPES = {
    'headings': (HEADINGS, 'team.qmd', ('img/jane.png',)),
    'cards': (CARDS, '_pages/people.html', ('img/jane.png', 'img/max.png')),
    'bold': (BOLD, '_pages/members.md', ()),
}


def read(folder: Path, *files: str) -> tuple[Site, Report]:
    """Return what is read of a site, with pages of the people in some files."""
    report = Report()
    kind = next(source for source in load_sources() if source.matches(folder))
    site, known = read_source(kind, folder, report, files)
    assert known == set(files)
    assert list(report.sums()) == []
    return site, report


def people(site: Site) -> dict[str, tuple[dict[str, Any], str]]:
    return {item.title: (item.facts, item.body) for item in site.items if item.kind == 'person'}


def unpacked(shape: str, folder: Path) -> tuple[Path, str]:
    text, file, pictures = SHAPES[shape]
    return unpack(text, folder, pictures=pictures), file


def test_headings_with_paragraphs(tmp_path: Path) -> None:
    site, report = read(*unpacked('headings', tmp_path))
    assert people(site) == {
        'Jane Doe': (
            {
                'role': 'Professor of rivers', 'email': 'jane@example.org', 'group': 'faculty',
                'photo': '/images/jane.png', 'links': {'github': 'janedoe', 'website': 'https://jane.example.org'},
            },
            'Jane measures. See [her papers](https://example.org/papers). Write to .',
        ),
        'Max Mou': ({'role': 'Lecturer', 'group': 'faculty'}, ''),
        'Lea Roe': ({'group': 'phd'}, 'Lea counts, and looks at what she has counted, and counts it again.'),
    }  # fmt: skip
    page = next(item for item in site.items if item.kind is None)
    assert page.body == (
        'We are few.\n\n:::{people}\n:group-by: group\n:::\n\n## Open positions\n\nWrite to us.'
    )
    told = [(note.origin.line, note.value) for note in report.notes if note.field == 'person']
    assert told == [(8, 'Jane Doe'), (18, 'Max Mou'), (24, 'Lea Roe')]


def test_cards_of_html(tmp_path: Path) -> None:
    site, _report = read(*unpacked('cards', tmp_path))
    assert people(site) == {
        'Jane Doe': (
            {
                'role': 'Professor', 'email': 'jane@example.org', 'group': 'faculty', 'photo': '/images/jane.png',
                'links': {'website': 'https://jane.example.org', 'orcid': '0000-0002-1825-0097'},
            },
            '',
        ),
        'Max Mou': ({'photo': '/images/max.png'}, 'Max builds **logs** that are read, and logs that are not.'),
    }  # fmt: skip


def test_bold_names_in_lists_and_tables(tmp_path: Path) -> None:
    site, _report = read(*unpacked('bold', tmp_path))
    assert people(site) == {
        'Jane Doe': ({'role': 'Professor', 'email': 'jane@example.org', 'group': 'faculty'}, ''),
        'Max Mou': ({'role': 'Postdoc', 'group': 'postdoc', 'links': {'google-scholar': 'AbC123xyzAAJ'}}, 'counts logs.'),
        'Lea Roe': ({'role': 'Postdoc', 'group': 'alumni'}, ''),
    }  # fmt: skip


@pytest.mark.parametrize('shape', SHAPES)
def test_without_the_option_the_page_stays_text_and_the_report_names_it(
    shape: str, tmp_path: Path
) -> None:
    folder, file = unpacked(shape, tmp_path)
    site, report = read(folder)
    assert people(site) == {}
    (note,) = [note for note in report.notes if '--people-from' in note.advice]
    number = len(people(read(folder, file)[0]))
    assert note.origin.file == file
    assert note.advice == f'{number} people stay text; --people-from {file} makes a page of each'


@pytest.mark.parametrize('shape', SHAPES)
def test_what_is_written_builds(shape: str, tmp_path: Path) -> None:
    folder, file = unpacked(shape, tmp_path / 'source')
    site = tmp_path / 'site'
    options = ImportOptions(people_from=(str(folder / file),))
    outcome = import_sources([folder], site, options, SiteOptions(host='none', kind='group'))
    assert outcome.exit_code == 0, outcome.text
    assert 'photo: /images/jane.png' in (site / 'people/jane-doe.md').read_text() or shape == 'bold'
    assert ('changed', 'person', 'Jane Doe') in {note[1:] for note in notes_of(site, file)}
    build_strictly(site, tmp_path / 'out')


@pytest.mark.parametrize('file', ['nowhere.md', '../team.qmd', '/etc/passwd'])
def test_a_file_that_is_none_of_the_source_is_told(file: str, tmp_path: Path, capsys: Any) -> None:
    folder, _file = unpacked('headings', tmp_path / 'source')
    arguments = ['import', str(folder), '--into', str(tmp_path / 'site'), '--people-from', file]
    assert main(arguments) == 2
    assert f'--people-from: "{file}" is no file of the source' in capsys.readouterr().err
    assert not (tmp_path / 'site').exists()


def test_a_file_without_people_is_told(tmp_path: Path) -> None:
    folder, _file = unpacked('headings', tmp_path)
    (folder / 'about.qmd').write_text('---\ntitle: About\n---\nWe count.\n', 'utf-8')
    _site, report = read(folder, 'about.qmd')
    (note,) = [note for note in report.notes if note.field == '--people-from']
    assert note.advice.startswith('nobody is found there')


def test_a_page_about_one_person_is_left_alone(tmp_path: Path) -> None:
    folder, _file = unpacked('headings', tmp_path)
    (folder / 'team.qmd').write_text('---\ntitle: Team\n---\n## Jane Doe\n\nAlone.\n', 'utf-8')
    _site, report = read(folder)
    assert not [note for note in report.notes if '--people-from' in note.advice]


@pytest.mark.parametrize(
    'text',
    [
        '**' * 20_000,
        '[' * 20_000,
        '# ' * 20_000,
        '![](/' * 9000,
        '| ' * 20_000,
        'a@' * 20_000,
        '- ' * 20_000,
    ],
)
def test_no_page_runs_away(text: str) -> None:
    from sphinx_folio.importing.team_pages import take_people  # noqa: PLC0415

    report = Report(files={'x.md': 'imported'})
    site = Site(items=[Item(None, 'team', 'Team', Origin('x.md'), body=text)])
    assert not take_people(site, report, 'x.md', text)
