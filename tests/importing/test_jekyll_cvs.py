"""CVs that a site of Jekyll keeps in several forms: each entry comes in once, and the owner's alone."""

from pathlib import Path

import pytest
from bundles import unpack
from imports import bring_folder, build_strictly, notes_of

ACADEMIC = """
=== _config.yml
author: {name: Ada Example}
=== _publications/none.txt
none
=== _talks/2021-03-01-flow.md
---
title: "Flow of ice"
venue: Water Institute
date: 2021-03-01
---
=== _pages/about.md
---
permalink: /
---
I work on rivers.
=== _pages/cv.md
---
title: CV
permalink: /cv/
---
Education
======
* Ph.D. in Hydrology, University of Examplia, 2012 - 2016

Teaching
======
* Hydrology, Fall 2020
* Hydrology, Spring 2020
=== _data/cv.json
{
  "basics": {"name": "Ada B. Example"},
  "education": [
    {"institution": "University of Examplia", "area": "Ph.D. in Hydrology", "endDate": "2016"},
    {"institution": "Examplia Tech", "area": "B.S. in Physics", "endDate": "2011"}
  ],
  "teaching": [
    {"course": "Hydrology", "date": "Fall 2020"},
    {"course": "Hydrology", "date": "Fall 2022"}
  ],
  "presentations": [
    {"name": "Flow of ice", "event": "Water Institute", "date": "2021-03-01"},
    {"name": "Flow of ice", "event": "Other Institute", "date": "2022-03-01"}
  ]
}
"""
AL_FOLIO = """
=== _config.yml
first_name: Bo
middle_name: K.
last_name: Sample
scholar: {}
=== _bibliography/papers.bib
@article{sample2020, title = {How bees fly}, author = {Sample, Bo K.}, journal = {Bees}, year = {2020}}
=== _pages/about.md
---
permalink: /
---
I keep bees.
=== _data/cv.yml
cv:
  name: Bo K. Sample
  phone: "+1 555 0101"
  sections:
    Education:
      - {institution: Bee University, area: Bees, degree: PhD, start_date: 2010, end_date: 2014}
    Publications:
      - {title: How bees fly, authors: ["**Bo K. Sample**"], journal: Bees, date: 2020}
=== assets/json/resume.json
{
  "basics": {"name": "Bo Sample", "label": "Beekeeper"},
  "education": [{"institution": "Bee University", "area": "Bees", "studyType": "PhD", "startDate": "2010", "endDate": "2014"}],
  "awards": [{"title": "Golden Hive", "date": "2015", "awarder": "Bee Days"}]
}
"""


def test_what_the_page_and_the_data_say_stands_once(tmp_path: Path) -> None:
    site = bring_folder(unpack(ACADEMIC, tmp_path / 'source'))
    page = (site / 'index.md').read_text('utf-8')
    assert page.count('{entry} Ph.D. in Hydrology\n') == 1
    assert page.count('{entry} B.S. in Physics\n') == 1
    # a course that is held again is another one, and so is a talk at another place
    assert [line for line in page.split('\n') if line.startswith(':dates: ') and '202' in line] == [
        ':dates: Autumn 2020', ':dates: Spring 2020', ':dates: Autumn 2022', ':dates: 2022-03-01',
    ]  # fmt: skip
    assert [(fate, field, value) for _line, fate, field, value in notes_of(site, '_data/cv.json')] == [
        ('changed', 'basics.name', 'Ada B. Example'),
        ('changed', 'name', 'Ada Example'),
        ('skipped', 'education', 'Ph.D. in Hydrology'),
        ('skipped', 'teaching', 'Hydrology'),
        ('skipped', 'talks', 'Flow of ice'),
    ]  # fmt: skip
    build_strictly(site, tmp_path / 'out')


def test_the_cvs_of_the_owner_of_an_al_folio_come_in(tmp_path: Path) -> None:
    site = bring_folder(unpack(AL_FOLIO, tmp_path / 'source'))
    page = (site / 'index.md').read_text('utf-8')
    assert page.count('{entry} PhD in Bees\n') == 1
    assert '{entry} Golden Hive\n:organisation: Bee Days\n:dates: 2015\n' in page
    assert '  role: Beekeeper\n' in page
    assert (site / 'references.bib').read_text('utf-8').count('How bees fly') == 1
    assert ('lost', 'cv.phone') in {note[1:3] for note in notes_of(site, '_data/cv.yml')}
    build_strictly(site, tmp_path / 'out')


@pytest.mark.parametrize('text', [ACADEMIC, AL_FOLIO])
def test_the_cv_of_somebody_else_stays_behind(text: str, tmp_path: Path) -> None:
    other = text.replace('Ada B. Example', 'Albert Einstein').replace(
        'Bo Sample', 'Albert Einstein'
    )
    other = other.replace('  name: Bo K. Sample', '  name: Albert Einstein')
    site = bring_folder(unpack(other, tmp_path / 'source'))
    page = (site / 'index.md').read_text('utf-8')
    assert 'Einstein' not in page
    assert 'B.S.' not in page
    assert 'Golden Hive' not in page
    for path in ('_data/cv.json', '_data/cv.yml', 'assets/json/resume.json'):
        if (tmp_path / 'source' / path).exists():
            assert {note[1:] for note in notes_of(site, path)} == {('skipped', 'file', path)}
