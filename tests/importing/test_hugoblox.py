"""Sites of HugoBlox, Wowchemy and Hugo Academic."""

import os
import random
import re
from pathlib import Path

import pytest
from bundles import HERE, read, read_whole, shown, source_of, unpack
from imports import build_strictly, notes_of

from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources
from sphinx_folio.importing.documents import Fields, read_data, read_head
from sphinx_folio.importing.neutral import Origin, Site
from sphinx_folio.importing.page_text import Text, to_myst
from sphinx_folio.importing.report import Report

SITES = {
    'hugoblox': (
        ('assets/media/authors/me.png', 'assets/media/bog.png', 'assets/media/albums/bog/a.png',
         'assets/media/albums/bog/b.png', 'content/blog/rain/drop.png',
         'content/projects/gauge/chart.png', 'content/projects/gauge/featured.png',
         'content/publications/wet-gauges/featured.png'),
        ('static/uploads/cv.pdf', 'static/uploads/field-guide.pdf',
         'content/publications/wet-gauges/wet-gauges.pdf', 'content/publications/cited/poster.pdf'),
    ),
    'wowchemy': (
        ('content/authors/pat/avatar.jpg', 'content/authors/admin/avatar.jpg', 'static/img/hero.png',
         'content/publication/spores/featured.png'),
        ('static/files/slides.pdf', 'static/files/cv.pdf'),
    ),
}  # fmt: skip


def site_of(name: str, folder: Path) -> Path:
    """Write one of the sites."""
    pictures, files = SITES[name]
    text = (HERE / f'{name}.txt').read_text(encoding='utf-8')
    return unpack(text, folder, pictures=pictures, files=files)


def brought(source: Path, site: Path, **options: str | bool) -> Path:
    """Import a source, and return the folder of the site."""
    asked = ImportOptions(**options)  # type: ignore[arg-type]
    outcome = import_sources([source], site, asked, SiteOptions(host='none'))
    assert outcome.exit_code == 0, outcome.text
    return site


@pytest.mark.parametrize('name', SITES)
def test_every_construct_of_the_mapping_comes_in(name: str, tmp_path: Path) -> None:
    folder = site_of(name, tmp_path)
    assert source_of(folder).name == 'hugoblox'
    site, report = read(folder)
    expected = HERE / f'{name}.expected.txt'
    if os.environ.get('FOLIO_ACCEPT') == '1':
        expected.write_text(shown(site, report), encoding='utf-8')
    assert shown(site, report) == expected.read_text(encoding='utf-8')


@pytest.mark.parametrize('name', SITES)
def test_what_is_written_builds_without_a_warning(name: str, tmp_path: Path) -> None:
    site = brought(site_of(name, tmp_path / 'source'), tmp_path / 'site')
    out = build_strictly(site, tmp_path / 'out')
    former = {
        'hugoblox': ('author/me', 'authors/me', 'publications/cited', 'publications/same-again',
                     'old/wet', 'events/talk', 'projects', 'experience', 'blog/2023/10/it-rained'),
        'wowchemy': ('author/pat', 'author/pat-fern', 'publication/spores', 'publication', 'talk/shade',
                     'project/house', 'post/frond', 'people', 'join'),
    }  # fmt: skip
    for address in former[name]:
        assert (out / address / 'index.html').is_file() or (out / f'{address}.html').is_file(), (
            address
        )


def lab(folder: Path, members: int, papers: int) -> Path:
    """Write the site of a made-up lab, as its members would."""
    given = ('Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gil', 'Hal')
    family = ('Moss', 'Fern', 'Reed', 'Sedge', 'Rush')
    groups = ('Principal Investigators', 'Postdocs', 'PhD Students', 'Alumni')
    people = [f'{given[n % 8]} {family[n // 8 % 5]}{"" if n < 40 else n}' for n in range(members)]
    files = {
        'config/_default/hugo.yaml': 'title: Lab\n',
        'content/_index.md': '---\ntype: landing\nsections:\n- block: people\n  content:\n    title: Team\n---\n',
        'content/tags/rain/_index.md': '---\ntitle: Rain\n---\nWet.\n',
    }  # fmt: skip
    for n, name in enumerate(people):
        files[f'content/authors/p{n}/_index.md'] = (
            f'---\ntitle: {name}\nrole: Role {n}\nuser_groups: [{groups[n % 4]}]\ninterests: [Rain, Mud]\n'
            f'organizations: [{{name: University {n % 3}}}]\nsocial:\n- {{icon: github, icon_pack: fab, '
            f'link: "https://github.com/person{n}"}}\neducation:\n  courses:\n  - {{course: PhD, '
            f'institution: College, year: {1990 + n % 30}}}\n---\nThe text of **{name}**.\n'
        )
    for n in range(papers):
        first, second = n % members, (n * 7 + 1) % members
        folder_of = f'content/publication/paper-{n}'
        venue = f'*Journal of Rain*, {n % 40 + 1}({n % 4 + 1})'
        files[f'{folder_of}/index.md'] = (
            f'---\ntitle: "Title {n} of a paper"\nauthors: [p{first}, p{second}, Guest {n % 9} Author]\n'
            f'date: "{2000 + n % 25}-0{n % 9 + 1}-02T00:00:00Z"\npublishDate: "2017-01-01T00:00:00Z"\n'
            f'publication_types: ["2"]\npublication: "{venue}"\nabstract: "Abstract {n} & more."\n'
            f'doi: 10.5555/lab.{n}\ntags: [Rain, T{n % 5}]\nfeatured: {"true" if n % 9 == 0 else "false"}\n'
            f'url_code: https://code.example.net/{n}\nprojects: [gauge]\n---\n'
        )
        if n % 2:
            files[f'{folder_of}/cite.bib'] = (
                f'@article{{key{n}, title = {{Title {n} of a paper}}, author = {{{people[first]} and '
                f'{people[second]} and Author, Guest}}, journal = {{Journal of Rain}}, year = {{{2000 + n % 25}}}}}\n'
            )
    files['content/project/gauge/index.md'] = '---\ntitle: Gauge\nsummary: Measures.\n---\n'
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding='utf-8')
    return folder


def test_a_lab_comes_in_with_all_papers_and_nearly_all_fields(tmp_path: Path) -> None:
    site, report = read(lab(tmp_path, 10, 60))
    assert len(site.papers) == report.found['papers'] == 60
    assert report.found['people'] == 10
    files = [file for file in report.fields_in if '/publication/' in file]
    carried = sum(report.fields_carried[file] for file in files)
    assert carried >= 0.95 * sum(report.fields_in[file] for file in files)
    (project,) = (item for item in site.items if item.kind == 'project')
    (topic,) = (item for item in site.items if item.kind == 'topic')
    assert len(project.facts['publications']) == len(topic.facts['publications']) == 60


HEADS = {
    'YAML': '---\ntitle: Ferns\nauthors: [pat, Quin Frond]\ndate: 2015-09-01\npublication_types: ["2"]\n'
            'publication: Fern News\nfeatured: true\nlinks:\n- name: Code\n  url: https://code.example.net\n---\n',
    'TOML': '+++\ntitle = "Ferns"\nauthors = ["pat", "Quin Frond"]\ndate = 2015-09-01T00:00:00Z\n'
            'publication_types = ["2"]\npublication = "Fern News"\nfeatured = true\n'
            '[[links]]\n  name = "Code"\n  url = "https://code.example.net"\n+++\n',
    'JSON': '{"title": "Ferns", "authors": ["pat", "Quin Frond"], "date": "2015-09-01",\n'
            '"publication_types": ["2"], "publication": "Fern News", "featured": true,\n'
            '"links": [{"name": "Code", "url": "https://code.example.net"}]}\n',
}  # fmt: skip
SMALL = """
=== hugo.toml
title = "Small"
=== content/authors/pat/_index.md
---
title: Pat Fern
---
"""


@pytest.mark.parametrize('form', HEADS)
def test_front_matter_says_the_same_in_each_form(form: str, tmp_path: Path) -> None:
    folder = unpack(
        f'{SMALL}=== content/publication/ferns/index.md\n{HEADS[form]}\nText.\n', tmp_path
    )
    site, _report = read(folder)
    (paper,) = site.papers
    assert (paper.type, paper.fields) == ('article', {
        'title': 'Ferns', 'author': 'Pat Fern and Quin Frond', 'date': '2015-09-01',
        'journal': 'Fern News', 'selected': 'true', 'code': 'https://code.example.net',
        'abstract': 'Text.', 'redirect-from': '/publication/ferns/',
    })  # fmt: skip


@pytest.mark.parametrize(('text', 'expected'), [
    ('+++\na = 1\n[[b]]\n  c = "x"\n[[b]]\n  c = "y"\n+++\n', [('a', 2), ('b.1.c', 4), ('b.2.c', 6)]),
    ('---\na: 1\nb:\n  - c: x\n  - c: y\n---\n', [('a', 2), ('b.1.c', 4), ('b.2.c', 5)]),
    ('{"a": 1,\n"b": [{"c": "x"},\n{"c": "y"}]}\n', [('a', 1), ('b.1.c', 2), ('b.2.c', 3)]),
    ('---\na: 1\nb:\n\t- c\n---\n', [('a', 2), ('b.1', 3)]),
])  # fmt: skip
def test_each_value_has_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    value, _page = read_head(text, 'x.md')
    assert [(path, line) for path, line, _text in value.leaves()] == expected


def test_what_is_about_the_theme_has_one_note_of_a_file() -> None:
    report = Report()
    value, flaw = read_data('a:\n- {icon: x, said: y}\n- {icon: z}\nweight: 3\n', 'x.yaml')
    fields = Fields.of_document(value, 'x.yaml', report)
    said = [item.text('said') for item in fields.parts('a')]
    fields.finish({'icon', 'weight'})
    report.files['x.yaml'] = 'imported'
    assert (said, flaw, list(report.sums())) == (['y', ''], '', [])
    assert [(note.origin.line, note.field) for note in report.notes] == [(2, 'a.icon, weight')]


LANGUAGES = """
=== config/_default/hugo.yaml
defaultContentLanguage: en
=== config/_default/languages.yaml
fr:
  languageCode: fr-FR
  contentDir: content/fr
  menu:
    main: [{name: Accueil, url: '#about'}]
en:
  languageCode: en-us
  contentDir: content/en
  title: In English
=== content/en/authors/pat/_index.md
---
title: Pat Fern
---
=== content/en/page.md
---
title: A page
---
Words.
=== content/fr/page.md
---
title: Une page
---
Mots.
=== content/en/other.fr.md
---
title: Autre
---
Mots.
=== content/en/other.en.md
---
title: Other
---
Words.
"""


def test_the_default_language_comes_and_the_others_are_told(tmp_path: Path) -> None:
    site, report = read(unpack(LANGUAGES, tmp_path))
    assert [(item.kind, item.title) for item in site.items] == [
        ('person', 'Pat Fern'), (None, 'Other'), (None, 'A page'),
    ]  # fmt: skip
    assert [item.redirects for item in site.items[1:]] == [['/other/'], ['/page/']]
    assert site.settings == {'html_title': 'In English', 'language': 'en'}
    assert {path for path, fate in report.files.items() if fate == 'skipped'} == {
        'content/fr/page.md', 'content/en/other.fr.md',
    }  # fmt: skip
    foreign = [note.field for note in report.notes if note.advice.startswith('of another language')]
    assert foreign == ['fr.languageCode, fr.menu']


SHIPPED = """
=== config/_default/hugo.yaml
title: Hugo Academic CV Theme
=== config/_default/params.yaml
hugoblox:
  identity:
    name: "Your Name"
=== content/_index.md
---
title: ''
sections:
  - block: markdown
    content:
      title: My Research
      text: |
        Use this area to speak to your mission. Lorem ipsum.
---
=== content/authors/admin/_index.md
---
title: Nelson Bighetti
bio: My research interests include distributed robotics, mobile computing and programmable matter.
---
=== data/authors/me.yaml
slug: me
name: {display: Dr. Alex Johnson}
bio: Senior at a place.
education:
  - summary: Thesis on scaling laws for neural language models.
=== content/publications/conference-paper/index.md
---
title: An example conference paper
authors: [me, Robert Ford]
---
Add the publication's **full text** or **supplementary notes** here.
=== content/publication/journal-article/index.md
---
title: An example journal article
publication: "*Journal of Source Themes, 1*(1)"
---
=== content/events/example/index.md
---
title: Example Talk
event: Hugo Blox Showcase
---
=== content/project/internal-project/index.md
---
title: Internal Project
---
Lorem ipsum dolor sit amet.
=== content/home/demo.md
+++
widget = "experience"
title = "Experience"
[[experience]]
  title = "CEO"
  company = "GenCoin"
[[experience]]
  title = "Professor"
  company = "University X"
+++
=== content/privacy.md
---
title: Privacy Policy
draft: true
---
"""


def test_a_template_as_it_ships_says_nothing(tmp_path: Path) -> None:
    site, report = read(unpack(SHIPPED, tmp_path))
    assert (site.items, site.papers, site.assets) == ([], [], [])
    told = {note.origin.file for note in report.notes if note.fate == 'skipped'}
    assert {path for path in report.files if not path.startswith('config/')} <= told


def test_samples_come_in_where_they_are_asked_for(tmp_path: Path) -> None:
    site, _report = read(unpack(SHIPPED, tmp_path), keep_samples=True)
    assert {item.title for item in site.items if item.kind == 'person'} == {
        'Nelson Bighetti', 'Dr. Alex Johnson',
    }  # fmt: skip
    assert len(site.papers) == 2


def test_an_empty_site_is_empty(tmp_path: Path) -> None:
    site, report = read(unpack('\n=== config.toml\n=== content/x.txt\n', tmp_path))
    assert [*site.items, *site.papers, *site.assets] == []
    assert report.files == {'config.toml': 'imported', 'content/x.txt': 'skipped'}


def test_a_broken_configuration_is_told_and_read_as_far_as_it_goes(tmp_path: Path) -> None:
    folder = unpack(
        f'{SMALL}=== config/_default/params.toml\ndescription = "x"\nbroken = [\n', tmp_path
    )
    site, report = read(folder)
    assert site.settings['folio_description'] == 'x'
    assert [note.origin.file for note in report.notes if 'no TOML' in note.advice] == [
        'config/_default/params.toml'
    ]


HOSTILE = r"""
=== config.toml
title = "<script>alert(1)</script>"
baseurl = "javascript:alert(1)"
contentDir = "content"
[params]
  address = "../../etc/passwd"
[permalinks]
  post = "/../../:slug/"
=== data/authors/eve.yaml
name: &x {display: Eve Mallory, given: *x}
=== content/authors/eve/_index.md
---
title: "Eve <script>alert(1)</script> Mallory"
avatar: ../../../../secret.png
social:
  - {icon: globe, link: "javascript:alert(1)"}
  - {icon: github, link: "https://github.com/a/../b"}
  - {icon: "../../x", link: "data:text/html,x"}
  - [a, b]
education: {courses: {course: [x]}}
user_groups: [{a: b}, "../../x", "<b>"]
bomb: {a: &a [1, 1], b: &b [*a, *a], c: &c [*b, *b], d: [*c, *c]}
---
{{< figure src="../../../secret.png" >}}{{< gallery album="../../../.." >}}
{{< table path="../../../secret.csv" >}}{{< cite page="javascript:alert(1)" >}}
{{< figure src="/linked.png" >}}
=== content/publication/x/index.md
---
title: !!python/object/apply:os.system ["echo no"]
authors: {a: [b]}
date: 2020-99-99
url_pdf: ../../../../etc/passwd
url_code: "javascript:alert(1)"
aliases: ["https://evil.example.org/", "/a/../../b", 3, {x: y}]
projects: [../../x, {a: b}]
abstract: "\\input{/etc/passwd} \\write18{x} $\\href{javascript:x}{y}$"
author_notes: {a: equal}
---
=== content/publication/y/cite.bib
@article{y, title = {\input{/etc/passwd}}, author = {E}, file = {/etc/passwd}, pdf = {../../../secret.pdf}
=== content/publication/y/index.md
---
title: Y
---
=== content/post/a.md
---
title: Hello
url: ../../up
slug: ../../../x
---
```{include} /etc/passwd
```
```{raw} html
<script>alert(1)</script>
```
:::{include} ../../etc/passwd
:::
{include}`x` {download}`/etc/passwd`
<script>alert(2)</script><img src=x onerror=alert(3)>
[x](javascript:alert(4)) [y](data:text/html,x) ![z](/linked.png)
[w]({{< ref "javascript:alert(5)" >}}) {{< highlight "python}\n:::{include} x" >}}x{{< /highlight >}}
> [!NOTE] {include}`/etc/passwd`
% {{ a
(target)=
<iframe src="javascript:alert(6)"></iframe>
=== content/home/x.md
+++
widget = "contact"
email = "<script>@x.org"
phone = "```{include} /etc/passwd"
[content.address]
  street = ":::{raw} html"
+++
=== content/home/y.md
+++
widget = "hero"
weight = 99999999999999999999
[cta]
  url = "javascript:alert(7)"
  label = "](javascript:alert(8))"
+++
"""


def test_a_hostile_site_is_only_data(tmp_path: Path) -> None:
    for name in ('secret.png', 'secret.csv', 'secret.pdf'):
        (tmp_path / name).write_bytes(b'secret')
    folder = unpack(HOSTILE, tmp_path / 'site')
    (folder / 'static').mkdir()
    (folder / 'static' / 'linked.png').symlink_to(tmp_path / 'secret.png')
    (folder / 'content' / 'loop').symlink_to(folder)
    deep = '[' * 1900 + ']' * 1900
    for name, head in {
        'deep-toml': f'+++\ntitle = "Deep"\na = {deep}\n+++\n',
        'deep-yaml': f'---\ntitle: Deep\na: {deep}\n---\n',
        'deep-json': f'{{"title": "Deep", "a": {deep}}}\n',
        'tables': '+++\ntitle = "T"\n[' + '.'.join('a' * 3000) + ']\nb = 1\n+++\n',
        'numbers': '+++\ntitle = "N"\na = ' + '9' * 5000 + '\nb = nan\nc = inf\nd = 1e999\n+++\n',
        'bomb': '---\ntitle: B\na: &a [x, x, x, x, x, x, x, x, x]\n'
                + ''.join(f'a{n}: &a{n} [{", ".join([f"*a{n - 1}" if n else "*a"] * 9)}]\n' for n in range(9))
                + '---\n',
        'long': '+++\ntitle = "' + 'x' * 200_000 + '"\n+++\n' + '{{< hl >}}' * 20_000,
    }.items():  # fmt: skip
        (folder / 'content' / 'post' / f'{name}.md').write_text(head, encoding='utf-8')
    (folder / 'content' / 'large.md').write_bytes(b'x' * (2**20 + 1))
    (folder / 'content' / 'bytes.md').write_bytes(b'---\ntitle: caf\xe9\n---\n\xff\xfe\0\n')
    site, report = read(folder)
    assert site.assets == []
    assert report.files['static/linked.png'] == report.files['content/loop'] == 'skipped'
    assert report.files['content/large.md'] == 'lost'
    everything = shown(site, Report())
    assert not re.search(r'\]\((?:javascript|data):', everything)
    assert 'secret' not in everything.replace('secret.pdf', '')
    _check_bodies(site)
    result = brought(folder, tmp_path / 'new')
    out = build_strictly(result, tmp_path / 'out')
    pages = ''.join(path.read_text('utf-8') for path in out.rglob('*.html'))
    assert not re.search(r'(?:href|src)="(?:javascript|data):(?!image)', pages)
    assert 'alert(1)</script>' not in pages
    assert 'root:' not in pages


def _check_bodies(site: Site) -> None:
    """Assert that nothing that a source says is a directive or a role."""
    for item in site.items:
        bare = re.sub(r'^```.*?^```', '', item.body, flags=re.DOTALL | re.MULTILINE)
        for line in bare.split('\n'):
            begins = (':::{include', ':::{raw', '```{', '%', '(target)=')
            assert not line.lstrip('> -').startswith(begins), line
            assert '<script' not in line.replace('\\<script', ''), line
            assert not re.search(r'(?<!\\)\{(?:include|download)\}`', line), line


def test_a_person_of_another_id_stays_the_author(tmp_path: Path) -> None:
    source = site_of('hugoblox', tmp_path / 'source')
    site = brought(source, tmp_path / 'site', person='ada')
    assert 'author+an = {1=ada}' in (site / 'references.bib').read_text('utf-8')


def test_pages_of_a_course_lie_below_it(tmp_path: Path) -> None:
    site = brought(site_of('hugoblox', tmp_path / 'source'), tmp_path / 'site')
    index = (site / 'bogs' / 'index.md').read_text('utf-8')
    assert '[Bogs for beginners](../teaching/bogs.md)' in index
    assert index.endswith('```{toctree}\n:hidden:\n\nweek1\n```\n')
    assert '\nbogs/index\n' in (site / 'index.md').read_text('utf-8')


def test_a_group_of_the_source_is_one_of_the_site(tmp_path: Path) -> None:
    site = brought(site_of('wowchemy', tmp_path / 'source'), tmp_path / 'site')
    conf = (site / 'conf.py').read_text('utf-8')
    assert "folio_groups = {'board': 'Board', 'friends-of-ferns': 'Friends of ferns'}" in conf
    notes = notes_of(site, 'content/authors/quin/_index.md')
    assert (6, 'changed', 'user_groups', 'Grad Students') in notes


@pytest.mark.parametrize(('text', 'expected'), [
    ('{{< callout note >}}\nMind\n{{< /callout >}}', ':::{note}\nMind\n:::'),
    ('{{% alert warning %}}Mind{{% /alert %}}', ':::{warning}\nMind\n:::'),
    ('a\n\n{{% callout %}}\n<!-- x -->\n{{% /callout %}}\n\nb', 'a\n\nb'),
    ('{{< spoiler text="W" >}}{{< callout >}}x{{< /callout >}}{{< /spoiler >}}',
     '::::{dropdown} W\n:::{note}\nx\n:::\n::::'),
    ('{{< spoiler text="Why" >}}So{{< /spoiler >}}', ':::{dropdown} Why\nSo\n:::'),
    ('a {{< hl >}}b{{< /hl >}} {{< icon name="x" >}}c', 'a **b** c'),
    ('{{< math >}}\n$$x$$\n{{< /math >}}', '$$\nx\n$$'),
    ('{{< highlight python >}}\nx = "{{ y }}"\n{{< /highlight >}}', '```python\nx = "{{ y }}"\n```'),
    ('[a]({{< ref "/x.md" >}}) [b]({{% relref path="y" %}})', '[a](/x.md) [b](y)'),
    ('{{% staticref "uploads/x.pdf" "newtab" %}}CV{{% /staticref %}}', '[CV](/uploads/x.pdf)'),
    ('{{< video src="x.mp4" caption="See" >}}', '[See](x.mp4)'),
    ('{{< gist ada 0a1b >}}', '[Code](https://gist.github.com/ada/0a1b)'),
    ('{{< cta cta_text="Go" cta_link="/x/" >}} {{< button url="/y/" >}}Y{{< /button >}}', '[Go](/x/) [More](/y/)Y'),
    ('{{< card link="/x/" title="T" subtitle="s" />}}', '[T](/x/)  \ns'),
    ('{{< quote >}}Said\nso{{< /quote >}}', '> Said\n> so'),
    ('{{< table >}}\n| a |\n|---|\n| b |\n{{< /table >}}', '| a |\n|---|\n| b |'),
    ('> [!SUCCESS]+ **Well**\n> done', '> [!TIP]\n> **Well**\n>\n> done'),
    ('> [!note]\n> so', '> [!NOTE]\n> so'),
    ('`{{</* hl */>}}` {{</* hl */>}}', '`{{</* hl */>}}` {{< hl >}}'),
])  # fmt: skip
def test_shortcodes_and_boxes_become_markdown(text: str, expected: str) -> None:
    how = Text(Origin('page.md'), Report(), has_liquid=False)
    assert to_myst(text, how) == expected


def test_a_citation_in_brackets_is_one_of_the_site(tmp_path: Path) -> None:
    text = (
        '=== content/publication/x/cite.bib\n@misc{a, title = {T}}\n'
        '=== content/publication/x/index.md\n---\ntitle: T\n---\n'
        '=== content/page.md\n---\ntitle: Page\n---\nas [@a], not [@nobody] or me@example.org\n'
    )
    site, report = read(unpack(f'{SMALL}{text}', tmp_path))
    page = next(item for item in site.items if item.title == 'Page')
    assert page.body == 'as {cite:p}`a`, not `[@nobody]` or me@example.org'
    assert [note.value for note in report.notes if note.origin.file == 'content/page.md'] == [
        '[@nobody]'
    ]


#: Of how many random sites the fuzz is; more come by a variable, as in the tests of each night.
ROUNDS = int(os.environ.get('FOLIO_FUZZ', '60'))
WORDS = (
    *('true', '2020-01-01', '2020-13', '"', "'", ':', '-', '[', ']', '{', '}', '=', '[[x]]', '"""', '#'),
    *('<div>', '</div>', '<!--', '-->', '<script>', '$', '$$', '`', '```', ':::{note}', '%', '> [!NOTE] x'),
    *('\n', '\n', '\n\n', '\n---\n', '\n+++\n', '\n- ', '\n  ', '\t', '\xa0', 'é', '漢', '\x00', '&amp;amp;'),
    *('{{< hl >}}', '{{< /hl >}}', '{{% callout %}}', '{{% /callout %}}', '{{< figure src="x.png" >}}'),
    *('{{< ref "post/1.md" >}}', '{{< cite page="/publication/1" >}}', '{{< gallery >}}', '{{<', '>}}'),
    *('![a](x.png)', '[a](../1/)', '[@a]', '*', '**', '_', '|', 'word', 'Ada Example', 'admin', '10.5555/x'),
    *('https://x.example.net', '/x/', '#', 'mailto:a@x.org', 'PhD Students', '!!x', '&a', '*a', '@article{'),
)  # fmt: skip
KEYS = (
    'title', 'date', 'authors', 'author_notes', 'publication', 'publication_types', 'abstract', 'summary',
    'tags', 'projects', 'links', 'social', 'education', 'interests', 'user_groups', 'url_pdf', 'url_code',
    'doi', 'event', 'location', 'address', 'image', 'featured', 'aliases', 'slug', 'widget', 'sections',
    'content', 'external_link', 'skills', 'languages', 'awards', 'experience', 'superuser', 'draft', 'weight',
)  # fmt: skip
FOLDERS = (
    'authors',
    'publication',
    'talk',
    'event',
    'project',
    'post',
    'teaching',
    'home',
    'x',
    'tags',
)


def random_site(chance: random.Random, folder: Path) -> Path:
    """Write a site of random files."""

    def words(most: int) -> str:
        return ' '.join(chance.choice(WORDS) for _word in range(chance.randrange(most)))

    def quoted(most: int) -> str:
        return '"' + re.sub(r'["\\\n\0]', ' ', words(most)) + '"'

    def value() -> str:
        return chance.choice((
            words(6), quoted(6), f'[{quoted(4)}, {quoted(4)}]', f'{{name: {quoted(3)}, url: {quoted(3)}}}',
            f'[{{name: {quoted(3)}, icon: github, link: {quoted(3)}, block: hero, title: x}}]',
        ))  # fmt: skip

    def head() -> str:
        keys = chance.sample(KEYS, 7)
        if chance.random() < 0.3:
            lines = [f'{key} = {quoted(5)}' for key in keys]
            return '\n'.join(['+++', *lines, *([words(5)] if chance.random() < 0.2 else []), '+++'])
        return '\n'.join(['---', *(f'{key}: {value()}' for key in keys), '---'])

    files = {'config.toml': f'title = {quoted(4)}\n[params]\nemail = {quoted(3)}\n'}
    if chance.random() < 0.3:
        files['data/authors/me.yaml'] = (
            f'name: {{display: {quoted(3)}}}\nlinks: {value()}\nawards: {value()}\n'
        )
    for number in range(chance.randrange(1, 12)):
        section = chance.choice(FOLDERS)
        form = chance.choice(('{}/{}/index.md', '{}/{}.md', '{}/{}/_index.md', '{}/_index.md'))
        files[f'content/{form.format(section, number)}'] = f'{head()}\n{words(60)}'
        if section == 'publication' and chance.random() < 0.5:
            files[f'content/publication/{number}/cite.bib'] = (
                f'@article{{k{number}, title = {{{words(5)}}}}}'
            )
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding='utf-8')
    return folder


@pytest.mark.parametrize('batch', range(3))
def test_random_sites_end_in_a_site_and_a_report_that_adds_up(batch: int, tmp_path: Path) -> None:
    for number in range(batch, ROUNDS, 3):
        chance = random.Random(number)  # noqa: S311  (no secret)
        read_whole(random_site(chance, tmp_path / str(number)))


@pytest.mark.parametrize('seed', range(1000, 1000 + ROUNDS // 15))
def test_random_sites_build(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    source = random_site(chance, tmp_path / 'source')
    asked = ImportOptions(kind='hugoblox')
    outcome = import_sources([source], tmp_path / 'site', asked, SiteOptions(host='none'))
    assert 'internal error' not in outcome.text
    if outcome.exit_code == 0:
        build_strictly(tmp_path / 'site', tmp_path / 'out')


@pytest.mark.parametrize('text', [
    '{{< a ' * 10_000, '{{< hl >}}' * 10_000 + '{{< /hl >}}' * 10_000, '{{< tab >}}' * 5_000 + '{{< /tab >}}',
    '> [!NOTE' * 10_000, '> ' * 10_000 + '[!NOTE]', '[@' * 10_000, '[@a; ' * 5_000, '{{< table path="x" >}}' * 2_000,
])  # fmt: skip
def test_no_text_runs_away(text: str, tmp_path: Path) -> None:
    folder = unpack(SMALL, tmp_path)
    (folder / 'content' / 'page.md').write_text(f'---\ntitle: Long\n---\n{text}', encoding='utf-8')
    read(folder)
