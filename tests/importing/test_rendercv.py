"""A CV of RenderCV comes in: the whole result, and what is lost of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from imports import bring, build_strictly, notes_of, page_of, write

from sphinx_folio.cli import ImportOptions, import_sources
from sphinx_folio.importing.sources.rendercv import kind_of_section
from sphinx_folio.util import CommandError

if TYPE_CHECKING:
    from pathlib import Path

CV = r"""
cv:
  name: Jane Doe
  headline: Researcher in *logs*
  location: Zürich
  email: [jane@example.org, jd@example.org]
  phone: tel:+41-00-000
  website: https://jane.example.org
  photo: ../outside.png
  social_networks:
    - {network: GitHub, username: jane-doe}
    - {network: GitHub, username: jane-lab}
    - {network: Google Scholar, username: abcDEF}
    - {network: ResearchGate, username: Jane-Doe}
  custom_connections:
    - {placeholder: Lab, url: https://lab.example.org, fontawesome_icon: flask}
    - {placeholder: My car, url: none}
  sections:
    about_me:
      - I work on **logs**, 100% & [more](https://example.org/more).
    education:
      - institution: Example University
        area: Computer Science
        degree: PhD
        start_date: 2020-09
        end_date: present
        location: Bern
        highlights:
          - "Thesis: #underline[On logs]"
          - "- a dash, ::: and {braces}"
    Honors & Awards:
      - institution: Best paper
        area: LogConf
        date: 2024-13-40
    Appointments:
      - company: Example Labs
        position: Intern
        start_date: 2019
        end_date: 2020-02-30
        summary: Two lines
        url: https://labs.example.org/
        team: small
    publications:
      - title: Logs that never end
        authors: ["**J. Q. Doe**", "*Stu Dent*", "O'Neil, Ann", et al.]
        journal: Journal of Logs
        doi: https://doi.org/10.1000/1
        date: 2023-05
      - title: Sets & 50% {more}
        authors: [Jane Doe]
        journal: in review at Sets
      - title: Third
        authors: [J. Doe, John Doe]
        journal: Proceedings of LogConf
        date: Spring 2021
        url: https://example.org/third
    skills:
      - label: Programming
        details: C, Go
    languages:
      - German (native)
    hobbies:
      - bullet: Chess
      - reversed_number: 1. Go
    empty: []
design:
  theme: classic
locale: {language: en}
"""
PAGE = r"""---
person:
  name: Jane Doe
  summary: I work on logs, 100% & more.
  role: Researcher in logs
  location: Zürich
  email: jane@example.org
  links:
    website: https://jane.example.org
    github:
    - jane-doe
    - jane-lab
    google-scholar: abcDEF
    researchgate: Jane-Doe
    Lab: https://lab.example.org
---

# Jane Doe

```{profile}
```

## Education

::::{timeline}
:kind: education

:::{entry} PhD in Computer Science
:organisation: Example University
:place: Bern
:dates: 2020-09 to present

- Thesis: On logs
- \- a dash, ::: and \{braces}
:::
::::

## Honors & Awards

::::{timeline}
:kind: awards

:::{entry} Best paper
:organisation: LogConf
:dates: 2024
:::
::::

## Appointments

::::{timeline}
:kind: experience

:::{entry} [Intern](https://labs.example.org/)
:organisation: Example Labs
:dates: 2019 to 2020

Two lines
:::
::::

## Skills

::::{timeline}
:kind: skills

:::{entry} Programming

C, Go
:::
::::

## Languages

::::{timeline}
:kind: languages

:::{entry} German (native)
:::
::::

## Hobbies

::::{timeline}
:kind: other

:::{entry} Chess
:::

:::{entry} 1\. Go
:::
::::

## Publications

```{publications}
```
"""
BIB = r"""@article{doe2023logs,
  title = {Logs that never end},
  author = {J. Q. Doe and Stu Dent and O'Neil, Ann and others},
  journal = {Journal of Logs},
  date = {2023-05},
  doi = {10.1000/1},
  author+an = {1=jane-doe},
}

@unpublished{doesets,
  title = {Sets \& 50\% \lbrace{}more\rbrace{}},
  author = {Jane Doe},
  note = {in review at Sets},
}

@inproceedings{doe2021third,
  title = {Third},
  author = {J. Doe and John Doe},
  booktitle = {Proceedings of LogConf},
  date = {2021},
  url = {https://example.org/third},
}
"""
NOTES = {
    ('lost', 'cv.email', 'jd@example.org'),
    ('lost', 'cv.phone', 'tel:+41-00-000'),
    ('lost', 'cv.photo', '../outside.png'),
    ('skipped', 'cv.custom_connections.1.fontawesome_icon', 'flask'),
    ('lost', 'cv.custom_connections.2.placeholder', 'My car'),
    ('lost', 'cv.custom_connections.2.url', 'none'),
    ('changed', 'cv.sections.Honors & Awards.1.date', '2024-13-40'),
    ('changed', 'cv.sections.Appointments.1.date', '2019 – 2020-02-30'),
    ('lost', 'cv.sections.Appointments.1.team', 'small'),
    ('changed', 'cv.sections.publications.1.authors', '*Stu Dent*'),
    ('changed', 'cv.sections.publications.3.date', 'Spring 2021'),
    ('changed', 'author', 'J. Q. Doe'),
    ('skipped', 'design.theme', 'classic'),
    ('skipped', 'locale.language', 'en'),
}


@pytest.fixture(scope='module')
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('source')
    write(folder.parent, {}, ['outside.png'])
    return bring(folder, {'cv.yaml': CV})


def test_the_whole_result(imported: Path) -> None:
    assert page_of(imported, 'index.md') == PAGE
    assert (imported / 'references.bib').read_text('utf-8') == BIB
    assert not (imported / 'files').exists()


def test_all_that_is_not_carried_over_is_told_with_its_line(imported: Path) -> None:
    found = notes_of(imported, 'cv.yaml')
    assert {note[1:] for note in found} == NOTES
    lines = CV.splitlines()
    lost = [note for note in found if note[1] == 'lost']
    assert all(note[3] in lines[note[0] - 1] for note in lost)


def test_the_result_builds_strictly(imported: Path, tmp_path: Path) -> None:
    build_strictly(imported, tmp_path)


def test_a_design_alone_is_no_cv(tmp_path: Path) -> None:
    write(tmp_path, {'design.yaml': 'design:\n  theme: classic\n'})
    with pytest.raises(CommandError, match='no "cv:"; name the file that has one'):
        import_sources([tmp_path / 'design.yaml'], tmp_path / 'site', ImportOptions())
    assert not (tmp_path / 'site').exists()


@pytest.mark.parametrize(
    ('title', 'kind'),
    [
        ('Work Experience', 'experience'),
        ('invited_talks', 'talks'),
        ('Teaching', 'teaching'),
        ('Students advised', 'supervision'),
        ('Program committees', 'service'),
        ('Grants & Funding', 'grants'),
        ('Technologies', 'skills'),
        ('Outreach', 'activities'),
        ('Licenses', 'certificates'),
        ('In the media', 'press'),
        ('Chess', 'other'),
    ],
)
def test_a_section_is_of_the_kind_that_its_title_says(title: str, kind: str) -> None:
    assert kind_of_section(title) == kind
