"""Sites of Jekyll: academicpages, al-folio, and single pages."""

import os
import random
import re
from pathlib import Path

import pytest
from bundles import HERE, read, read_whole, shown, source_of, unpack
from imports import build_strictly

from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources
from sphinx_folio.importing.jekyll import Jekyll
from sphinx_folio.importing.neutral import Origin
from sphinx_folio.importing.page_text import Text, to_myst
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.sources import SOURCES

SITES = {
    'academicpages': (
        ('images/me.png', 'images/desk photo.png', 'images/gauge.png'),
        ('files/slides.pdf', 'files/drops.pdf', 'files/cv.pdf'),
    ),
    'al-folio': (
        ('assets/img/me.png', 'assets/img/flow.png', 'assets/img/publication_preview/flow.png',
         'assets/img/other.png'),
        ('assets/pdf/flow.pdf', 'assets/pdf/cv.pdf'),
    ),
}  # fmt: skip


@pytest.mark.parametrize('name', SITES)
def test_every_construct_of_the_mapping_comes_in(name: str, tmp_path: Path) -> None:
    pictures, files = SITES[name]
    text = (HERE / f'{name}.txt').read_text(encoding='utf-8')
    unpack(text, tmp_path, pictures=pictures, files=files)
    assert source_of(tmp_path).name == name
    site, report = read(tmp_path)
    expected = HERE / f'{name}.expected.txt'
    if os.environ.get('FOLIO_ACCEPT'):
        expected.write_text(shown(site, report), encoding='utf-8')
    assert shown(site, report) == expected.read_text(encoding='utf-8')


@pytest.mark.parametrize('name', SITES)
def test_a_site_is_read_alike_twice(name: str, tmp_path: Path) -> None:
    pictures, files = SITES[name]
    unpack(
        (HERE / f'{name}.txt').read_text(encoding='utf-8'), tmp_path, pictures=pictures, files=files
    )
    assert shown(*read(tmp_path)) == shown(*read(tmp_path))


SHIPPED = """
=== _config.yml
title: "Your Name / Site Title"
author:
  name: "Your Sidebar Name"
  bio: "Short biography for the left-hand sidebar"
  email: "none@example.org"
  github: "your_github"
=== _publications/2009-paper.md
---
title: "Paper Title Number 1"
citation: 'Your Name, You. (2009). "Paper Title Number 1." <i>Journal 1</i>.'
---
This paper is about the number 1.
=== _talks/2012-talk.md
---
title: "Talk 1 on Relevant Topic in Your Field"
---
This is a description of your talk, which is a markdown file.
=== _teaching/2014-course.md
---
title: "Teaching experience 1"
---
This is a description of a teaching experience.
=== _portfolio/1.md
---
title: "Portfolio item number 1"
---
This is an item in your portfolio.
=== _posts/2012-08-14-post.md
---
title: 'Blog Post number 1'
---
This is a sample blog post. Lorem ipsum.
=== _pages/markdown.md
---
title: "Markdown"
---
How to write.
"""
SHIPPED_AL_FOLIO = """
=== _config.yml
title: blank
first_name: You
middle_name: R.
last_name: Name
email: you@example.com
scholar:
  last_name: [Einstein]
=== _bibliography/papers.bib
---
---
@article{einstein1905movement, title = {A sample}, author = {Einstein, A.}, year = {1905}}
=== _news/announcement_1.md
---
inline: true
---
A simple inline announcement.
=== _projects/1_project.md
---
title: project 1
description: a project with a background image
---
Every project has a beautiful feature showcase page.
=== _data/cv.yml
- title: Experience
  type: time_table
  contents:
    - {title: Professor, institution: Princeton, year: 1933, description: Albert Einstein worked on 1905 papers. Lorem ipsum.}
"""


@pytest.mark.parametrize('text', [SHIPPED, SHIPPED_AL_FOLIO])
def test_a_template_as_it_ships_says_nothing(text: str, tmp_path: Path) -> None:
    site, report = read(unpack(text, tmp_path))
    assert (site.items, site.papers, site.assets) == ([], [], [])
    contents = {path: fate for path, fate in report.files.items() if not path.startswith('_config')}
    told = {note.origin.file for note in report.notes if note.fate == 'skipped'}
    assert {*contents} <= told


def test_samples_come_in_where_they_are_asked_for(tmp_path: Path) -> None:
    site, _report = read(unpack(SHIPPED, tmp_path), keep_samples=True)
    assert [item.title for item in site.items if item.kind == 'project'] == [
        'Portfolio item number 1'
    ]
    assert [paper.fields['title'] for paper in site.papers] == ['Paper Title Number 1']


@pytest.mark.parametrize('text', [
    '=== _config.yml\n=== _publications/x.txt\n',
    '=== _config.yml\nscholar:\n=== _bibliography/papers.bib\n',
])  # fmt: skip
def test_an_empty_site_is_empty(text: str, tmp_path: Path) -> None:
    site, report = read(unpack('\n' + text, tmp_path))
    assert [*site.items, *site.papers, *site.assets] == []
    assert report.files


HOSTILE = """
=== _config.yml
bomb: {a: &x [1, 1], b: &y [*x, *x], c: &z [*y, *y]}
author: {name: "Eve <script>alert(1)</script> Mallory", avatar: ../../etc/passwd, github: "a/../b", uri: "javascript:alert(1)"}
=== _data/coauthors.yml
x: &a [*a, *a]
=== _publications/x.md
---
title: !!python/object/apply:os.system ["echo no"]
date: 2020-99-99
paperurl: ../../../etc/passwd
citation: [{a: {b: [c]}}]
bibtexurl: /../secret.bib
permalink: ../../up
redirect_from: ["https://evil.example.org/", "/a/../b", 3, {x: y}]
---
```{include} /etc/passwd
```
=== _pages/about.md
---
permalink: /
title: Hello
---
```{raw} html
<script>alert(1)</script>
```
:::{include} ../../etc/passwd
:::
{include}`x` {download}`/etc/passwd`
<script>alert(2)</script><img src=x onerror=alert(3)>
[x](javascript:alert(4)) [y](data:text/html,x) ![z](/linked.png)
&lt;script&gt;alert(5)&lt;/script&gt;
% {{ a
(target)=
{% raw %}:::{include} /etc/passwd{% endraw %}
<iframe src="javascript:alert(6)"></iframe>
=== _pages/deep.md
---
title: [[[[[[1]]]]]]
---
text
=== _talks/t.md
---
title: "\\ud800 odd"
"""


def test_a_hostile_site_is_only_data(tmp_path: Path) -> None:
    (tmp_path / 'secret.png').write_bytes(b'secret')
    folder = unpack(HOSTILE, tmp_path / 'site')
    (folder / 'linked.png').symlink_to(tmp_path / 'secret.png')
    (folder / '_talks' / 'loop').symlink_to(folder)
    deep = '<div>' * 3000 + '<ul><li>' * 3000 + 'x'
    (folder / '_pages' / 'html.md').write_text(f'---\ntitle: Deep\n---\n{deep}\n', encoding='utf-8')
    (folder / '_pages' / 'large.md').write_bytes(b'x' * (2**20 + 1))
    (folder / '_pages' / 'bytes.md').write_bytes(b'---\ntitle: caf\xe9\n---\n\xff\xfe\0\n')
    site, report = read(folder)
    assert site.assets == []
    assert report.files['linked.png'] == 'skipped'
    assert report.files['_pages/large.md'] == 'lost'
    everything = shown(site, Report())
    assert 'javascript:' not in everything
    assert 'data:text' not in everything
    for item in site.items:
        for line in re.sub(r'^```.*?^```', '', item.body, flags=re.DOTALL | re.MULTILINE).split(
            '\n'
        ):
            assert not line.lstrip().startswith(
                (':::{include', ':::{raw', '```{', '%', '(target)=')
            ), line
            assert '<script' not in line.replace('\\<script', '')
            assert '{include}`' not in line.replace('\\{include}`', ''), line
    assert 'Eve' in next(item.title for item in site.items if item.kind == 'person')


CV = """
=== cv.md
---
layout: archive
title: "CV"
permalink: /cv/
redirect_from:
  - /resume
---

{% include base_path %}

Education
======

* M.S. in Botany, Examplia University, 2022 ———— Present
* B.S. in Botany, Examplia University, 2022

Publications
======

<ul>{% for post in site.publications reversed %}
    {% include archive-single-cv.html %}
  {% endfor %}</ul>

Working experience
======

* Moss Lab, Green Ltd, Examplia, Sept. 2023 ———— Present

  **Research Intern**

Projects
======

* Growing moss

  **Main Contributor**,       Jul. 2024 ———— Present

Skills
======

**Language**: English

<!-- Talks
======
  <ul>{% for post in site.talks reversed %}{% endfor %}</ul> -->
"""
ABOUT = """
=== index.md
---
layout: default
---

## About Me

<img class="profile-picture" src="me photo.jpg">

Hi! I am Mira Muster, a student of moss.

<span style="color: red;">**I look for a position.**</span>

## Education
- **MSc in Moss** · Examplia University, Examplia
*Sep 2023 – Nov 2025*
  - First-class honours

## Awards and Honors

- Green Thumb, 2021

## Academic Service
- **Reviewer**, Journal of Moss, 2026.
"""


def test_a_cv_alone_becomes_a_person(tmp_path: Path) -> None:
    site, report = read(unpack(CV, tmp_path) / 'cv.md')
    (person,) = site.items
    assert (person.kind, person.title, person.facts) == ('person', 'CV', {'anonymous': True})
    assert person.redirects == ['/cv/', '/resume']
    assert [(line.kind, line.title, line.options) for line in person.lines] == [
        ('education', 'M.S. in Botany', {'dates': '2022 to present', 'organisation': 'Examplia University'}),
        ('education', 'B.S. in Botany', {'dates': '2022', 'organisation': 'Examplia University'}),
        ('experience', 'Research Intern',
         {'dates': '2023-09 to present', 'organisation': 'Moss Lab, Green Ltd, Examplia'}),
    ]  # fmt: skip
    assert '## Projects\n\n* Growing moss' in person.body
    assert '**Language**: English' in person.body
    assert [note.value for note in report.notes if note.field == 'name'] == ['CV']


def test_a_page_that_says_who_writes_becomes_that_person(tmp_path: Path) -> None:
    site, report = read(unpack(ABOUT, tmp_path, pictures=('me photo.jpg',)) / 'index.md')
    (person,) = site.items
    assert (person.slug, person.title, person.facts) == ('mira-muster', 'Mira Muster', {})
    assert [(line.kind, line.title, line.options, line.body) for line in person.lines] == [
        ('education', 'MSc in Moss',
         {'dates': '2023-09 to 2025-11', 'organisation': 'Examplia University, Examplia'},
         '- First-class honours'),
        ('awards', 'Green Thumb', {'dates': '2021'}, ''),
        ('service', 'Reviewer, Journal of Moss', {'dates': '2026'}, ''),
    ]  # fmt: skip
    assert '**I look for a position.**' in person.body
    assert ('changed', 'Mira Muster') in {(note.fate, note.value) for note in report.notes}


def test_a_text_without_front_matter_is_no_page_of_jekyll(tmp_path: Path) -> None:
    (tmp_path / 'plain.txt').write_text('Mira Muster\n\nI like moss.\n', encoding='utf-8')
    assert not any(source.matches(tmp_path / 'plain.txt') for source in SOURCES)


#: Of how many random sites the fuzz is; more come by a variable, as in the tests of each night.
ROUNDS = int(os.environ.get('FOLIO_FUZZ', '60'))
WORDS = (
    *('title', 'date', 'venue', 'citation', 'authors', 'tags', 'roles', 'permalink', 'published'),
    *('true', '2020-01-01', '"', "'", ':', '-', '[', ']', '{', '}', '{%', '%}', '{{', '}}', '<', '>'),
    *('<div>', '</div>', '<ul><li>', '<table><tr><td>', '<!--', '-->', '<script>', '</script>'),
    *('$', '$$', '\\(', '\\)', '`', '```', '```{include} x', ':::', ':::{note}', '%', '#', '##'),
    *('\n', '\n', '\n\n', '\n---\n', '\n- ', '\n  ', '\t', '\xa0', '\u3000', 'é', '漢', '\x00', '&amp;amp;'),
    *('{% for x in site.posts %}', '{% endfor %}', '{% if a %}', '{% else %}', '{% endif %}', '{% raw %}'),
    *('{% include figure path="x.png" %}', '{{< hl >}}', '{{< /hl >}}', '![a](b.png)', '[a](b)', '[', ']('),
    *('*', '**', '_', '|', 'word', 'Ada Example', '(2020)', '10.1000/x', '!!x', '&a', '*a', '!include x', '@article{'),
)  # fmt: skip


def random_site(chance: random.Random, folder: Path) -> Path:
    """Write a site of random files."""

    def words(most: int) -> str:
        return ' '.join(chance.choice(WORDS) for _word in range(chance.randrange(most)))

    def front_matter() -> str:
        keys = chance.sample(('title', 'date', 'venue', 'citation', 'authors', 'roles', 'permalink',
                              'redirect_from', 'coauthors', 'tags', 'excerpt', 'inline', 'profile',
                              'profiles', 'related_publications', 'schedule', 'img', 'published'), 5)  # fmt: skip
        return '\n'.join(f'{key}: {words(6)}' for key in keys)

    folders = ('_publications', '_talks', '_teaching', '_portfolio', '_posts', '_pages', '_news',
               '_projects', '_teachings')  # fmt: skip
    is_scholar = chance.random() < 0.5
    files = {'_config.yml': f'author:\n  name: {words(4)}\nscholar: {{}}\n{front_matter()}'}
    files['_bibliography/a.bib' if is_scholar else '_talks/a.md'] = words(40)
    files['_data/cv.yml'] = words(30)
    for number in range(chance.randrange(1, 8)):
        fence = chance.choice(('---', '---', '---', '+++'))
        name = f'{chance.choice(folders[4:] if is_scholar else folders)}/{number}.md'
        files[name] = f'{fence}\n{front_matter()}\n{fence}\n{words(80)}'
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding='utf-8')
    return folder


@pytest.mark.parametrize('batch', range(3))
def test_random_sites_end_in_a_site_and_a_report_that_adds_up(batch: int, tmp_path: Path) -> None:
    for number in range(batch, ROUNDS, 3):
        chance = random.Random(number)  # noqa: S311  (no secret)
        folder = random_site(chance, tmp_path / str(number))
        read_whole(folder)


def test_random_sites_build_without_a_warning(tmp_path: Path) -> None:
    """Many in one build; FOLIO_FUZZ asks for more of them."""
    folders = []
    for number in range(ROUNDS // 6):
        chance = random.Random(number)  # noqa: S311  (no secret)
        folders.append(random_site(chance, tmp_path / f's{number}'))
    outcome = import_sources(folders, tmp_path / 'site', ImportOptions(), SiteOptions(host='none'))
    assert 'internal error' not in outcome.text
    build_strictly(tmp_path / 'site', tmp_path / 'out')


@pytest.mark.parametrize('text', [
    '{% ' * 20_000, '{{ ' * 20_000, '{{< a ' * 10_000, '<' * 50_000, '<div ' * 10_000, '<a href=x>' * 5_000,
    '[' * 20_000, '[a](' * 10_000, '![](x' * 10_000, '$' * 20_000, '$$ ' * 10_000, '\\\\(' * 10_000,
    '`' * 20_000, '` ' * 10_000, '<!--' * 10_000, '{% raw %}' * 5_000, '<script>' * 5_000, '**a' * 10_000,
    '&amp;' * 10_000, '<table>' * 3_000, '> ' * 10_000, '# ' * 10_000, '{:' * 10_000, '<b>' * 10_000, ':a' * 10_000,
])  # fmt: skip
def test_no_text_runs_away(text: str, tmp_path: Path) -> None:
    page = f'---\nlayout: x\ntitle: Long\n---\n{text}'
    (tmp_path / 'page.md').write_text(page, encoding='utf-8')
    read(tmp_path / 'page.md')


@pytest.mark.parametrize('name', SITES)
def test_what_is_written_builds_without_a_warning(name: str, tmp_path: Path) -> None:
    pictures, files = SITES[name]
    text = (HERE / f'{name}.txt').read_text(encoding='utf-8')
    source = unpack(text, tmp_path / 'source', pictures=pictures, files=files)
    site = tmp_path / 'site'
    outcome = import_sources([source], site, ImportOptions(), SiteOptions(host='none'))
    assert outcome.exit_code == 0, outcome.text
    out = build_strictly(site, tmp_path / 'out')
    assert (out / 'cv' / 'index.html').is_file()  # its former address leads on


@pytest.mark.parametrize(('text', 'expected'), [
    ('- ```python\n  x = 1\n  ```\n- next', '- ```python\n  x = 1\n  ```\n- next'),
    ('```{include} /etc/passwd\n```', '```\n\n```'),
    ('{% if a %}```{include} x\n` b{% endif %}', '\\`\\`\\`{include} x\n\\` b'),
    ('a `x` and ``y ` z`` and ` alone', 'a `x` and `` y ` z `` and \\` alone'),
    ('text\n\n***\n', 'text'),
    ('a\n\n* * *\n\nb', 'a\n\n---\n\nb'),
    ('a\n\n***\n\u3000\n{:.x}\n\n***\n\nb', 'a\n\n---\n\nb'),
    ('a\n\n***\n>\n\n***\n\nb', 'a\n\n>\n\n---\n\nb'),
    ('| a |\n|---|\n| 1 | 2 |', '| a |   |\n|---| --- |\n| 1 | 2 |'),
    ('from $5 to $6', 'from \\$5 to \\$6'),
    ('\\\\(a_1\\\\) and $$b$$', '$a_1$ and $b$'),
    ('{{< callout note >}}Mind{{< /callout >}}', ':::{note}\nMind\n:::'),
    ('Head\n====\n\n#### Deep', '## Head\n\n### Deep'),
    ('[x]()[y](#)', 'xy'),
    ('a\n-\n\n---\n\nb', '## a\n\nb'),
    ('#\n\n## A\n\n###\n\n#### B', '## A\n\n### B'),
    ('a\n\xa0# b', 'a\n\n## b'),
    ('- [ ] do\n- [x] - no\n- [ ]', '- [ ] do\n- \\[x] - no\n- \\[ ]'),
    ('![a b][Logo]\n\n[logo]: https://else.example.org/x.png',
     '[a b](https://else.example.org/x.png)\n\n[logo]: https://else.example.org/x.png'),
    ('&#35; no &lt;b&gt; &amp;quot;q&amp;quot;', '\\# no \\<b> "q"'),
    ('- ```\n  a\nout <b>x</b>', '- ```\n  a\n  ```\nout **x**'),
    ('{% endif %}- i\n   ```\n   a\nout\n   ```', '- i\n   ```\n   a\n   ```\nout\n   ```\n\n   ```'),
    ('- i\n   ```\n   a\n out\n', '- i\n   ```\n   a\n   ```\n out'),
    ('> ```\n> a\nout', '> ```\n> a\n> ```\nout'),
    ('of $\\nope x$, $5 < 6$ and $a_1$', 'of `\\nope x`, $5 < 6$ and $a_1$'),
    ('<table><tr><td>a | b</td><td>`c | d`</td></tr></table>',
     '|  |  |\n| --- | --- |\n| a \\| b | `c \\| d` |'),
    ('- a\n- * * *\n> ---\n\n      ---\n', '- a\n-\n>'),
    ('see [@doe2020, p. 3] and \\citet{roe}', 'see `[@doe2020, p. 3]` and `\\citet{roe}`'),
    ('<table><tr><td>\n\n```\nx = 1\n```\n</td><td><pre>y</pre></td></tr></table>',
     '|  |  |\n| --- | --- |\n| `x = 1` | `y` |'),
])  # fmt: skip
def test_text_means_no_more_than_before(text: str, expected: str) -> None:
    assert to_myst(text, Text(Origin('page.md'), Report())) == expected


@pytest.mark.parametrize(('permalink', 'page', 'post', 'note'), [
    ('', '/about.html', '/2024/05/06/rain.html', '/notes/one.html'),
    ('date', '/about.html', '/2024/05/06/rain.html', '/notes/one.html'),
    ('pretty', '/about/', '/2024/05/06/rain/', '/notes/one/'),
    ('none', '/about.html', '/rain.html', '/notes/one.html'),
    ('/blog/:year/:title/', '/about/', '/blog/2024/rain/', '/notes/one/'),
    ('/:title.html', '/about.html', '/rain.html', '/notes/one.html'),
])  # fmt: skip
def test_addresses_are_those_of_jekyll(
    permalink: str, page: str, post: str, note: str, tmp_path: Path
) -> None:
    files = {'about.md': '', '_posts/2024-05-06-rain.md': 'posts', '_notes/one.md': 'notes'}
    bundle = ''.join(f'\n=== {name}\n---\ntitle: X\n---' for name in files)
    folder = unpack(f'\n=== _config.yml\npermalink: "{permalink}"{bundle}', tmp_path)
    jekyll = Jekyll(folder, Report())
    found = [jekyll.page(name, collection) for name, collection in files.items()]
    assert [each.addresses for each in found if each] == [[page], [post], [note]]
