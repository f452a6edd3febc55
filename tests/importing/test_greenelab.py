"""Sites of labs that are made of greenelab's template."""

import os
import random
import re
import sys
from pathlib import Path

import pytest
import yaml
from bundles import HERE, read, shown, source_of, unpack
from imports import build_strictly

from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources
from sphinx_folio.importing.aside import HELD
from sphinx_folio.importing.filters import read_filter
from sphinx_folio.importing.neutral import Origin
from sphinx_folio.importing.page_text import Text, to_myst
from sphinx_folio.importing.report import Report

ROOT = Path(__file__).parents[2]
PICTURES = (
    'images/ada.png',
    'images/desk.png',
    'images/growth.png',
    'images/forest.png',
    'images/photo.jpg',
)
FILES = ('files/ada-cv.pdf', 'files/manual.pdf', 'files/waiting.pdf', 'files/thesis.pdf')


def unpack_lab(folder: Path) -> Path:
    """Write the lab that has every construct of the template in it."""
    text = (HERE / 'greenelab.txt').read_text(encoding='utf-8')
    return unpack(text, folder, pictures=PICTURES, files=FILES)


def test_every_construct_of_the_mapping_comes_in(tmp_path: Path) -> None:
    unpack_lab(tmp_path)
    assert source_of(tmp_path).name == 'greenelab'
    made = shown(*read(tmp_path))
    assert made == (HERE / 'greenelab.expected.txt').read_text(encoding='utf-8')
    assert made == shown(*read(tmp_path))


def test_what_is_written_builds_without_a_warning(tmp_path: Path) -> None:
    source, site = unpack_lab(tmp_path / 'source'), tmp_path / 'site'
    outcome = import_sources([source], site, ImportOptions(), SiteOptions(host='none'))
    assert outcome.exit_code == 0, outcome.text
    assert 'people: 6 → 6' in outcome.text
    assert 'papers: 13 → 13' in outcome.text
    out = build_strictly(site, tmp_path / 'out')
    for former in (
        'members/ada-moss.html',
        '2023/02/23/first-rain.html',
        'team/index.html',
        'who/index.html',
    ):
        assert 'http-equiv="refresh"' in (out / former).read_text('utf-8')
    home = (out / 'index.html').read_text('utf-8')
    assert 'href="research.html"' in home
    assert 'https://github.com/moss-lab' in home
    bib = (site / 'references.bib').read_text('utf-8')
    assert 'keywords = {moss, open science}' in bib
    assert 'topics' not in bib
    assert 'Topics: moss, slow growth' in (site / 'people/ada-moss.md').read_text('utf-8')


def test_topics_that_are_there_are_named(tmp_path: Path) -> None:
    site = tmp_path / 'site'
    (site / 'topics').mkdir(parents=True)
    (site / 'conf.py').write_text(
        "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n"
    )
    (site / 'index.md').write_text('# Site\n')
    (site / 'topics/moss.md').write_text('---\ntopic:\n  name: Moss\n---\n\n# Moss\n')
    import_sources([unpack_lab(tmp_path / 'source')], site, ImportOptions(), None)
    bib = (site / 'references.bib').read_text('utf-8')
    assert 'topics = {moss},' in bib
    assert 'keywords = {open science},' in bib
    ada = (site / 'people/ada-moss.md').read_text('utf-8')
    assert '  topics:\n  - moss\n' in ada
    assert ada.endswith('Topics: slow growth\n')
    # a group of the source alone is none of this site
    assert 'mascot' not in (site / 'people/rex.md').read_text('utf-8')


def test_a_lab_of_one_is_still_a_lab(tmp_path: Path) -> None:
    text = '\n=== _config.yaml\ntitle: Tiny Lab\n=== _members/ada.md\n---\nname: Ada Moss\nrole: pi\n---\n'
    site = tmp_path / 'site'
    import_sources(
        [unpack(text, tmp_path / 'lab')], site, ImportOptions(), SiteOptions(host='none')
    )
    assert '# Tiny Lab' in (site / 'index.md').read_text('utf-8')
    assert (site / 'people/ada-moss.md').is_file()


SHIPPED = """
=== _config.yaml
title: Lab Website Template
subtitle: by the Greene Lab
description: An easy-to-use, flexible website template for labs, with automatic citations.
header: images/background.jpg
links:
  email: contact@your-lab.com
  github: your-lab
  twitter: YourLabHandle
  youtube: YourLabChannel
=== _data/types.yaml
phd:
  description: PhD Student
=== _data/citations.yaml
- id: doi:10.1371/journal.pcbi.1007128
  title: Writing together
  authors: [Some One]
  publisher: PLOS
  date: '2020-12-04'
- id: doi:10.5555/of.the.maker
  title: Found by the robot
  authors: [Some One]
  orcid: 0000-0002-4655-3773
=== _data/sources.yaml
- id: doi:10.1371/journal.pcbi.1007128
  type: paper
  description: Lorem ipsum _dolor_ **sit amet**
=== _data/orcid.yaml
- orcid: 0000-0002-4655-3773
=== _data/projects.yaml
- title: Cool Dataset
  description: Lorem ipsum _dolor sit amet_
- title: Cool Web App
  description: Lorem ipsum _dolor sit amet_
=== _members/jane-smith.md
---
name: Jane Smith
image: images/photo.jpg
role: principal-investigator
links:
  home-page: https://janesmith.com
---

Lorem ipsum dolor sit amet, consectetur adipiscing elit.
=== _posts/2019-01-07-example-post-1.md
---
title: Example post 1
author: sarah-johnson
---

Lorem ipsum dolor sit amet, consectetur adipiscing elit.
=== index.md
---
---

# Lab Website Template

An easy-to-use, flexible website template.
=== team/index.md
---
title: Team
nav: {order: 3, tooltip: About our team}
---

# {% include icon.html icon="fa-solid fa-users" %}Team

Lorem ipsum dolor sit amet, consectetur adipiscing elit.

{% include section.html %}

{% include list.html data="members" component="portrait" filter="role == 'pi'" %}

{% capture content %}

{% include figure.html image="images/photo.jpg" %}
{% include figure.html image="images/photo.jpg" %}

{% endcapture %}

{% include grid.html style="square" content=content %}
=== research/index.md
---
title: Research
---

Lorem ipsum dolor sit amet, consectetur adipiscing elit.

{% include search-box.html %}

{% include list.html data="citations" component="citation" style="rich" %}
=== contact/index.md
---
title: Contact
---

{% include button.html type="email" text="jane@smith.com" link="jane@smith.com" %}
{% include button.html type="phone" text="(555) 867-5309" link="+1-555-867-5309" %}
"""


def test_a_template_as_it_ships_says_nothing(tmp_path: Path) -> None:
    source = unpack(SHIPPED, tmp_path / 'source', pictures=('images/photo.jpg',))
    site, report = read(source)
    assert (site.items, site.papers, site.settings) == ([], [], {})
    contents = [path for path in report.files if path.endswith('.md')]
    assert {report.files[path] for path in contents} == {'skipped'}
    outcome = import_sources([source], tmp_path / 'site', ImportOptions())
    assert outcome.exit_code == 1
    assert outcome.text.endswith('nothing was written: there is nothing new')
    assert not (tmp_path / 'site').exists()


def test_samples_come_in_where_they_are_asked_for(tmp_path: Path) -> None:
    site, _report = read(unpack(SHIPPED, tmp_path), keep_samples=True)
    titles = [item.title for item in site.items]
    assert {'Jane Smith', 'Cool Dataset', 'Example post 1', 'Team', 'Contact'} <= {*titles}
    assert len(site.papers) == 2


def test_what_members_have_written_is_theirs_even_if_the_template_shows_it(tmp_path: Path) -> None:
    text = SHIPPED + '=== _members/some-one.md\n---\nname: Some One\nrole: phd\n---\nWrites.\n'
    site, _report = read(unpack(text, tmp_path))
    assert [paper.fields['title'] for paper in site.papers] == [
        'Writing together',
        'Found by the robot',
    ]
    assert [item.title for item in site.items] == ['Some One', 'Research']


@pytest.mark.parametrize('text', [
    '=== _config.yaml\n=== _members/x.txt\n',
    '=== _config.yaml\ntitle:\n=== _data/citations.yaml\n# nothing\n',
    '=== _config.yaml\n=== _data/citations.yaml\na: b\n=== _data/sources.yaml\n[]\n',
])  # fmt: skip
def test_an_empty_site_is_empty(text: str, tmp_path: Path) -> None:
    site, report = read(unpack('\n' + text, tmp_path))
    assert source_of(tmp_path).name == 'greenelab'
    assert [*site.items, *site.papers, *site.assets] == []
    assert report.files


OLD = """
=== _config.yml
title: Old Lab
email: old@lab.example.org
=== _data/research-output.yml
- id: doi:10.5555/old
  title: An old paper
  authors: [Ada Moss]
  publisher: bioRxiv
  date: '2020-11-07'
  thumbnail: images/old.png
  extra-links:
  - type: source
    link: https://github.com/old/lab
=== _data/research-input.yml
- id: doi:10.5555/old
  tags: [old]
=== _data/roles.yaml
pi:
  icon: fas fa-microscope
  text: Principal Investigator
=== _data/links.yaml
forum:
  text: Forum
  link: https://forum.example.org/$LINK
=== _data/resources.yml
- title: Meter
  type: featured
  image: images/old.png
  link: https://meter.example.org
  description: Measures.
- title: Ruler
  type: other
=== _data/team-order.yml
- ada-moss
=== _members/ada-moss.md
---
title: Ada Moss
role: pi
---
=== _members/bo-fern.md
---
title: Bo Fern
role: phd
group: alum
---
=== team/index.md
---
title: Team
---
{% include team-list.html role="pi" order="team-order" %}
{% include team-list.html group="alum" mini=true %}
=== resources/index.md
---
title: Resources
---
{% include resource-list.html type="featured" %}
=== research/index.md
---
title: Research
---
{% include research-list.html %}
{% include link.html type="forum" link="old" text="" %}
{% include banner.html image="images/old.png" %}
{% include two-col.html col1="left" col2="right" %}
{% include centerer.html %}
{% include list.html data="members" filters="role: ~ph" component="portrait" %}
"""


def test_the_first_versions_of_the_template_come_in(tmp_path: Path) -> None:
    unpack(OLD, tmp_path, pictures=('images/old.png',))
    assert source_of(tmp_path).name == 'greenelab'
    site, report = read(tmp_path)
    ada, bo = (item for item in site.items if item.kind == 'person')
    assert (ada.title, ada.facts) == (
        'Ada Moss',
        {'role': 'Principal Investigator', 'group': 'faculty'},
    )
    assert (bo.title, bo.facts) == ('Bo Fern', {'role': 'Phd', 'group': 'alumni'})
    pages = {item.slug: item.body for item in site.items if item.kind is None}
    assert pages['team'] == ':::{people}\n:group: faculty\n:::\n\n:::{people}\n:group: alumni\n:::'
    assert pages['resources'] == '- [Meter](import:/project:meter): Measures.'
    assert ':::{publications}\n:group: year\n:preview:\n:::' in pages['research']
    assert '[Forum](https://forum.example.org/old)' in pages['research']
    assert ':::{figure} /images/old.png' in pages['research']
    assert ':::{people}\n:group: alumni\n:::' in pages['research']
    (paper,) = site.papers
    assert paper.fields == {
        'author': 'Moss, Ada', 'title': 'An old paper', 'date': '2020-11-07', 'pubstate': 'prepublished',
        'howpublished': 'bioRxiv', 'doi': '10.5555/old', 'preview': 'images/old.png', 'topics': 'old',
        'code': 'https://github.com/old/lab',
    }  # fmt: skip
    assert ('lost', 'email') in {(note.fate, note.field) for note in report.notes}


def test_sources_alone_become_papers_that_say_what_they_lack(tmp_path: Path) -> None:
    text = """
=== _config.yaml
title: New Lab
=== _data/sources.yaml
- id: doi:10.5555/new
  tags: [a]
- id: doi:10.5555/old
  remove: true
=== _data/orcid-students.yaml
- orcid: 0000-0001-5109-3700
"""
    site, report = read(unpack(text, tmp_path))
    (paper,) = site.papers
    assert (paper.fields['doi'], paper.fields['title']) == ('10.5555/new', '10.5555/new')
    assert report.files['_data/orcid-students.yaml'] == 'lost'
    told = {(note.fate, note.origin.line, note.field) for note in report.notes if note.origin.file == '_data/sources.yaml'}  # fmt: skip
    assert {('changed', 1, 'title'), ('changed', 1, 'paper'), ('skipped', 3, 'paper')} <= told


HOSTILE = """
=== _config.yaml
title: "<script>alert(1)</script> Lab"
url: "javascript:alert(1)"
bomb: {a: &x [1, 1], b: &y [*x, *x], c: &z [*y, *y]}
links: {email: "a b", github: "../..", home-page: "javascript:alert(2)", website: [{a: b}]}
=== _data/types.yaml
github: {link: "javascript:alert('$VALUE')"}
phd: [1]
=== _data/citations.yaml
- id: "doi:10.5555/x} @misc{y"
  title: "\\\\input{/etc/passwd} {{ { \\x00"
  authors: ["\\\\write18{ls} Doe", {a: b}, 3, "a and b", ""]
  publisher: "}{"
  date: 99999-99-99
  link: "javascript:alert(3)"
  image: ../../etc/passwd
  buttons: [{type: github, link: x}, {type: pdf, link: /linked.pdf}, [1], 3, {link: {a: b}}]
  tags: [[1], {a: b}, ",", "}"]
  member: {a: b}
- !!python/object/apply:os.system ["echo no"]
- id: [1]
  title: {a: b}
  authors: 3
- *nobody
=== _data/sources.yaml
x: &a [*a, *a]
=== _data/projects.yaml
- title: [a, {b: c}]
  link: "javascript:alert(4)"
  repo: "../../x y"
  image: /linked.png
  description: "{% include /etc/passwd %} <script>alert(5)</script> ```{include} /etc/passwd"
- title: "../../up"
=== _data/cards.yaml
- title: "](javascript:alert(6))"
  image: ../../secret.png
  description: ":::{include} /etc/passwd"
=== _members/x.md
---
name: "../../../etc/passwd"
role: "][ {x} : y"
group: [a, {b: c}]
image: /linked.png
aliases: {a: b}
links: [1, 2]
expertise: {a: [b]}
permalink: ../../up
---
{% include list.html data="citations" filter="`rm -rf /` or system('x')" %}
=== _members/y.md
---
name: Eve
role: !!binary aGVsbG8=
left: 99999
---
=== _posts/2020-99-99-x.md
---
title: X
author: [[a], {b: c}]
date: 2020-99-99
image: https://evil.example.org/x.png
---
=== index.md
---
title: Hello
nav: {order: .nan, tooltip: {a: b}}
---
{% capture a %}{{ a }}{{ a }}x{% endcapture %}
{% include button.html type="github" text="](javascript:alert(7))" link="x" %}
{% include card.html title="```{include} /etc/passwd" image="../../secret.png" description=":::{include} /etc/passwd" link="javascript:alert(8)" %}
{% include alert.html type="{raw} html" content="<script>alert(9)</script>" %}
{% include cols.html col1=":::" col2=":::::{include} /etc/passwd" %}
{% include figure.html image="/linked.png" link="javascript:alert(10)" caption=":name: x" %}
{% include citation.html lookup="" %}
{% include list.html data="cards" component="card" %}
{% include list.html data="cards" component="list" %}
{% include list.html data="members" filter="name =~ /(a+)+$/" %}
{% include float.html content="{include}`/etc/passwd`" %}
"""


def test_a_hostile_site_is_only_data(tmp_path: Path) -> None:
    for name in ('secret.png', 'secret.pdf'):
        (tmp_path / name).write_bytes(b'secret')
    folder = unpack(HOSTILE, tmp_path / 'lab')
    (folder / 'linked.png').symlink_to(tmp_path / 'secret.png')
    (folder / 'linked.pdf').symlink_to(tmp_path / 'secret.pdf')
    (folder / '_members' / 'loop').symlink_to(folder)
    doubled = ''.join(
        f'{{% capture a{n + 1} %}}{{{{ a{n} }}}}{{{{ a{n} }}}}{{% endcapture %}}\n'
        for n in range(60)
    )
    page = f'---\ntitle: Bomb\n---\n{{% capture a0 %}}word {{% endcapture %}}\n{doubled}\n{{{{ a60 }}}}\n'
    (folder / 'bomb.md').write_text(page, encoding='utf-8')
    (folder / 'huge.md').write_bytes(b'x' * (2**20 + 1))
    (folder / '_data/huge.yaml').write_text('- ' * 9_000 + '1', encoding='utf-8')
    (folder / '_data/many.yaml').write_text('- {title: "a"}\n' * 3_000, encoding='utf-8')
    site, report = read(folder)
    assert site.assets == []
    assert report.files['huge.md'] == 'lost'
    assert report.files['linked.png'] == 'skipped'
    assert all(len(item.body) < 3_000_000 for item in site.items)
    everything = shown(site, Report())
    assert not re.search(r'\]\(\s*javascript:|target: javascript|: .javascript:', everything)
    into = tmp_path / 'site'
    outcome = import_sources([folder], into, ImportOptions(), SiteOptions(host='none'))
    assert outcome.exit_code == 0
    assert not [path for path in into.rglob('*') if b'secret' in path.name.encode()]
    out = build_strictly(into, tmp_path / 'out')
    pages = ''.join(path.read_text('utf-8') for path in out.rglob('*.html'))
    assert 'root:x:' not in pages
    assert 'href="javascript:' not in pages
    assert '<script>alert' not in pages


ITEMS = {
    'ada': {'role': 'pi', 'tags': ['moss', 'ferns'], 'date': '2020-01-02'},
    'bo': {'role': 'phd', 'group': 'alum', 'date': '2021-03-04', 'job-title': 'Fellow'},
    'cy': {'role': 'phd', 'is_here': True, 'date': 2021},
}  # fmt: skip


@pytest.mark.parametrize(('said', 'fitting'), [
    ('', 'ada bo cy'),
    ("role == 'phd'", 'bo cy'),
    ('role != "phd"', 'ada'),
    ("role == 'phd' and group != 'alum'", 'cy'),
    ("role == 'pi' or group == 'alum'", 'ada bo'),
    ("!(role == 'pi' || group == 'alum')", 'cy'),
    ('!group', 'ada cy'),
    ('not group && role', 'ada cy'),
    ('group', 'bo'),
    ('group == nil', 'ada cy'),
    ('group != nil', 'bo'),
    ('is_here == true', 'cy'),
    ('date =~ /^2021/', 'bo cy'),
    ('role =~ /PH/i', 'bo cy'),
    ('role !~ /^(pi|postdoc)$/', 'bo cy'),
    ('role =~ /^(?!pi$)/', 'bo cy'),
    ("tags.include?('moss')", 'ada'),
    ("tags.include? 'mo'", ''),
    ("item.role == 'pi'", 'ada'),
    ("job_title == 'Fellow'", 'bo'),
    ('group.nil?', 'ada cy'),
    # what is not known lets nobody guess
    ('role =~ /(p+)+/', None),
    ('role =~ /^pi|phd$/', None),
    ('role == ', None),
    ("system('ls')", None),
    ('`ls`', None),
    ('(' * 40 + 'role' + ')' * 40, None),
    ('role ' * 200, None),
    ('date.year > 2020', None),
])  # fmt: skip
def test_filters_mean_what_they_say(said: str, fitting: str | None) -> None:
    test = read_filter(said)
    found = None if test is None else ' '.join(name for name, item in ITEMS.items() if test(item))
    assert found == fitting


@pytest.mark.parametrize(('said', 'fitting'), [
    ('role: phd', 'bo cy'),
    ('role: ^(?!pi$)', 'bo cy'),
    ('role: ph, group: ', 'cy'),
    ('group: alum', 'bo'),
    ('tags: moss', 'ada'),
    ('role: ~h', 'bo cy'),
    ('date: ^2021', 'bo cy'),
    ('role: [a-z]+', None),
])  # fmt: skip
def test_old_filters_mean_what_they_say(said: str, fitting: str | None) -> None:
    test = read_filter(said, is_old=True)
    found = None if test is None else ' '.join(name for name, item in ITEMS.items() if test(item))
    assert found == fitting


@pytest.mark.parametrize(('text', 'expected'), [
    ('{% capture a %}*x*{% endcapture %}{{ a }} and {{ a }}', '*x* and *x*'),
    ('{% assign a = "x" %}{{ a }}', 'x'),
    ('{% capture a %}\n# Head\n{% endcapture %}{% include alert.html type="tip" content=a %}',
     ':::{tip}\n\n**Head**\n:::'),
    ('<details><summary>More</summary>\n\n:::\n\n</details>', '::::{dropdown} More\n\n\\:::\n::::'),
    ('{% capture a %}{% include alert.html content="in" %}{% endcapture %}{% include alert.html content=a %}',
     '::::{note}\n\n:::{note}\n\nin\n:::\n::::'),
    ('{% include alert.html content=":open: x" %}', ':::{note}\n\n:open: x\n:::'),
    ('# {% include icon.html icon="x" %}Team', '## Team'),
    ('{% include cols.html col1="only" %}', 'only'),
    ('{% capture a %}\nkept\n{% endcapture %}{% include nobody-knows.html content=a %}', 'kept'),
    ('{% include button.html type="email" link="a@b.org" %}', '[Email](mailto:a@b.org)'),
    ('{% include button.html type="google-scholar" link="AbC123xyzAAJ" %}',
     '[Google Scholar](https://scholar.google.com/citations?user=AbC123xyzAAJ)'),
])  # fmt: skip
def test_components_become_what_myst_has(text: str, expected: str) -> None:
    assert to_myst(text, Text(Origin('page.md'), Report())) == expected


def test_what_is_captured_and_never_shown_is_told_of() -> None:
    report = Report()
    to_myst('a\n{% capture x %}Words{% endcapture %}\n', Text(Origin('page.md'), report))
    assert [(note.fate, note.origin.line, note.value) for note in report.notes] == [
        ('lost', 2, 'Words')
    ]


# -- many, and large ------------------------------------------------------------------------------

#: Of how many random labs the fuzz is; a run by hand has taken 400.
ROUNDS = int(os.environ.get('FOLIO_FUZZ', '30'))
WORDS = (
    *('Ada Moss', 'Bo Fern', 'phd', 'alum', 'pi', 'moss', '2020-01-02', '2020', '99', 'true', 'null', '[]', '{}'),
    *('doi:10.5555/a', 'pubmed:1', 'arxiv:2101.00001', 'x:y', '10.5555/b', 'https://e.org/a', '/team', 'a.png'),
    *('{% capture a %}', '{% endcapture %}', '{{ a }}', '{% include alert.html content=a %}', '{% if x %}'),
    *('{% include cols.html col1=a col2=a %}', '{% include grid.html content=a %}', '{% include section.html %}'),
    *('{% include figure.html image="a.png" %}', '{% include card.html title=a image="a.png" %}', '{% endif %}'),
    *('{% include feature.html image="a.png" text=a link="team" %}', '{% include float.html content=a %}'),
    *('{% include list.html data="members" component="portrait" filter="role == \'phd\'" %}',
      '{% include list.html data="citations" component="citation" filters="date: 2020" %}',
      '{% include list.html data="projects" component="card" %}', '{% include list.html data="more" component="card" %}',
      '{% include list.html data="posts" filter="!" %}', '{% include citation.html lookup="a" %}'),
    *('\n', '\n\n', '\n# ', '\n## ', '\n- ', '\n:::', '\n```\n', ':::{note}', '`', '*', '**', '_', '$', '|', '<b>'),
    *('<details><summary>s</summary>', '</details>', '<table><tr><td>', '</table>', '<!--', '-->', '&amp;', '\\'),
    *('[a](b)', '![x](a.png)', '%', '{', '}', '"', "'", ':', '#', 'é', '漢', '\x00', '\ue0f0', 'Lorem ipsum dolor'),
)  # fmt: skip
_KEYS = {
    '_members': ('name', 'image', 'role', 'description', 'group', 'affiliation', 'department', 'aliases', 'links',
                 'expertise', 'left', 'joined'),
    '_posts': ('title', 'author', 'date', 'tags', 'image', 'last_modified_at'),
    'citations': ('id', 'title', 'authors', 'publisher', 'date', 'link', 'image', 'tags', 'buttons', 'description',
                  'type', 'member', 'orcid', 'remove', 'volume'),
    'projects': ('title', 'subtitle', 'group', 'image', 'link', 'description', 'repo', 'tags', 'type'),
}  # fmt: skip


class _Lab:
    """Writes a lab of random words."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  (no secret)

    def text(self, most: int) -> str:
        return ' '.join(self.random.choices(WORDS, k=self.random.randint(0, most)))

    def record(self, keys: tuple[str, ...]) -> dict[str, object]:
        odd = (
            [],
            {},
            None,
            3,
            True,
            ['x', {'a': 'b'}],
            {'github': 'x', 'email': 'a@b.org'},
            ['Ada Moss', 'Bo Fern'],
        )
        return {
            key: self.random.choice(odd) if self.random.random() < 0.2 else self.text(3)
            for key in keys
            if self.random.random() < 0.8
        }

    def page(self, keys: tuple[str, ...]) -> str:
        head = yaml.safe_dump(self.record(keys), allow_unicode=True)
        broken = self.text(3) if self.random.random() < 0.1 else ''
        return f'---\n{head}{broken}\n---\n{self.text(40)}\n'

    def rows(self, keys: tuple[str, ...]) -> str:
        rows = [self.record(keys) for _row in range(self.random.randint(0, 6))]
        return str(yaml.safe_dump(rows, allow_unicode=True))

    def write(self, folder: Path) -> Path:
        files = {'_config.yaml': self.page(('title', 'subtitle', 'url', 'links')).split('---')[1]}
        files['_members/ada-moss.md'] = '---\nname: Ada Moss\nrole: phd\n---\n' + self.text(30)
        for number in range(3):
            files[f'_members/{number}.md'] = self.page(_KEYS['_members'])
            files[f'_posts/2020-0{number + 1}-01-p.md'] = self.page(_KEYS['_posts'])
            files[f'{number}/index.md'] = self.page(('title', 'nav', 'description', 'permalink'))
        for name in ('citations', 'sources', 'projects', 'tools', 'more'):
            keys = _KEYS.get(name) or _KEYS['citations' if name == 'sources' else 'projects']
            files[f'_data/{name}.yaml'] = self.rows(keys)
        bundle = ''.join(f'\n=== {name}\n{text}' for name, text in files.items())
        return unpack(bundle, folder, pictures=('a.png',))


@pytest.mark.parametrize('batch', range(2))
def test_random_labs_end_in_a_site_and_a_report_that_adds_up(batch: int, tmp_path: Path) -> None:
    for number in range(batch, ROUNDS, 2):
        folder = _Lab(number).write(tmp_path / str(number))
        site, report = read(folder)
        files = {
            path.relative_to(folder).as_posix() for path in folder.rglob('*') if path.is_file()
        }
        assert files == {*report.files}, number
        for item in site.items:
            assert not HELD.search(item.body), number


@pytest.mark.parametrize('seed', [2, 24])
def test_random_labs_build(seed: int, tmp_path: Path) -> None:
    lab = _Lab(seed).write(tmp_path / 'lab')
    outcome = import_sources([lab], tmp_path / 'site', ImportOptions(), SiteOptions(host='none'))
    assert 'internal error' not in outcome.text
    build_strictly(tmp_path / 'site', tmp_path / 'out')


def write_large_lab(folder: Path, people: int, papers: int) -> Path:
    """Write a lab whose members wrote papers with a dozen others."""
    chance = random.Random(1)  # noqa: S311  (no secret)
    names = [f'Given{number % 12} Family{number}' for number in range(people * 5)]
    files = {
        '_config.yaml': 'title: Large Lab\n',
        'team/index.md': '---\ntitle: Team\n---\n{% include list.html data="members" filter="role == \'phd\'" %}\n',
        'research/index.md': '---\ntitle: Research\n---\n{% include list.html data="citations" %}\n',
    }
    for number in range(people):
        role = ('pi', 'postdoc', 'phd', 'undergrad', 'programmer')[number % 5]
        files[f'_members/m{number}.md'] = f'---\nname: {names[number]}\nrole: {role}\n---\nWorks.\n'
    files['_data/citations.yaml'] = yaml.safe_dump([
        {
            'id': f'doi:10.5555/large.{number}', 'title': f'Study {number} of what grows',
            'authors': chance.sample(names, 12), 'publisher': 'Journal of Growth',
            'date': f'{2000 + number % 25}-01-02', 'link': f'https://doi.org/x{number}', 'tags': ['a', 'b'],
        }
        for number in range(papers)
    ], sort_keys=False)  # fmt: skip
    return unpack(''.join(f'\n=== {name}\n{text}' for name, text in files.items()), folder)


def test_work_grows_as_the_lab_does(tmp_path: Path) -> None:
    def calls(people: int, papers: int) -> int:
        folder = write_large_lab(tmp_path / str(people), people, papers)
        number = 0

        def count(_frame: object, event: str, _what: object) -> None:
            nonlocal number
            number += event == 'call'

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            site, _report = read(folder)
        finally:
            sys.setprofile(before)
        assert len(site.papers) == papers
        return number

    calls(4, 10)  # so that what is made once is made
    assert calls(16, 80) < 2.3 * calls(8, 40)
