"""Sites of Quarto: what comes in, what stays behind, and what never happens."""

from __future__ import annotations

import os
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from bundles import HERE, shown, unpack
from imports import build_strictly

from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources
from sphinx_folio.importing.neutral import Item, Origin, Site
from sphinx_folio.importing.page_text import Text, to_myst
from sphinx_folio.importing.pandoc import Pandoc
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.sources import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

SITES = {
    'quarto': (
        ('images/me.png', 'images/flow.png', 'publications/ice.png', 'projects/gauge/gauge.png',
         'posts/2021-02-03-melt/melt.png', 'favicon.png'),
        ('files/cv.pdf', 'publications/ice.pdf', 'files/logs.pdf'),
    ),
    'quarto-lab': (
        ('images/lab.png', 'people/jane/jane.png', 'people/lea.png'),
        ('research/deep/deep.pdf', 'people/jane/jane.pdf'),
    ),
}  # fmt: skip


def read(place: Path, **options: bool) -> tuple[Site, Report]:
    """Return what is read of a site of Quarto, with a report that adds up."""
    source = next(source for source in SOURCES if source.matches(place))
    assert source.name == 'quarto'
    report = Report()
    site = source.read(place, report, **options)
    assert list(report.sums()) == []
    return site, report


def unpacked(name: str, folder: Path) -> Path:
    pictures, files = SITES[name]
    text = (HERE / f'{name}.txt').read_text(encoding='utf-8')
    return unpack(text, folder, pictures=pictures, files=files)


def bring(source: Path, site: Path) -> str:
    """Import a site into a new one, and return what is told."""
    outcome = import_sources([source], site, ImportOptions(), SiteOptions(host='none'))
    assert 'internal error' not in outcome.text
    assert outcome.exit_code == 0, outcome.text
    return outcome.text


def items(site: Site, kind: str | None) -> dict[str, Item]:
    return {item.slug: item for item in site.items if item.kind == kind}


# -- what comes in ------------------------------------------------------------------------


@pytest.mark.parametrize('name', SITES)
def test_every_construct_of_the_mapping_comes_in(name: str, tmp_path: Path) -> None:
    site, report = read(unpacked(name, tmp_path))
    expected = HERE / f'{name}.expected.txt'
    if os.environ.get('FOLIO_ACCEPT'):
        expected.write_text(shown(site, report), encoding='utf-8')
    assert shown(site, report) == expected.read_text(encoding='utf-8')


@pytest.mark.parametrize('name', SITES)
def test_what_is_written_builds_without_a_warning(name: str, tmp_path: Path) -> None:
    bring(unpacked(name, tmp_path / 'source'), tmp_path / 'site')
    out = build_strictly(tmp_path / 'site', tmp_path / 'out')
    former = {'quarto': 'old/melt', 'quarto-lab': 'people/jane'}[name]
    assert (out / former / 'index.html').is_file()  # its former address leads on


def test_a_page_alone_is_read_too(tmp_path: Path) -> None:
    (tmp_path / 'index.qmd').write_text(
        '---\ntitle: Ada Example\nabout: {template: solana}\n---\nI study rivers.\n', 'utf-8'
    )
    site, report = read(tmp_path / 'index.qmd')
    assert [(item.kind, item.title, item.body) for item in site.items] == [
        ('person', 'Ada Example', 'I study rivers.')
    ]
    assert report.files == {'index.qmd': 'imported'}


def test_a_paper_in_two_bibliographies_is_one_and_cited_as_it_is_now(tmp_path: Path) -> None:
    site, _report = read(unpack("""
=== _quarto.yml
website: {title: Notes}
=== a.bib
@article{doe2020, title = {Logs}, author = {Doe, Jane}, journal = {J}, year = {2020}, doi = {10.1234/x}}
=== b.bib
@article{logs, title = {Logs}, author = {Doe, Jane}, journal = {J}, year = {2020}, doi = {10.1234/x}}
=== posts/a.qmd
---
title: One
bibliography: ../a.bib
---
See [@doe2020].
=== posts/b.qmd
---
title: Two
bibliography: /b.bib
---
See @logs.
""", tmp_path))  # fmt: skip
    (paper,) = site.papers
    entries = items(site, 'entry')
    assert entries['a'].body == f'See {{cite:p}}`{paper.key}`.'
    assert entries['b'].body == f'See {{cite:t}}`{paper.key}`.'


def test_bibliographies_in_other_formats_are_read(tmp_path: Path) -> None:
    site, report = read(unpack("""
=== _quarto.yml
bibliography: [a.json, b.ris, c.json]
=== a.json
[{"id": "doe2020", "type": "book", "title": "Logs", "author": [{"family": "Doe", "given": "Jane"}], "issued": "2020"}]
=== b.ris
TY  - BOOK
TI  - Sets
AU  - Roe, Joan
PY  - 2021
ER  -
=== c.json
{"no": "references"}
=== posts/a.qmd
---
title: One
---
See [@doe2020].
""", tmp_path))  # fmt: skip
    assert [paper.fields['title'] for paper in site.papers] == ['Logs', 'Sets']
    assert items(site, 'entry')['a'].body == 'See {cite:p}`doe2020`.'
    assert report.files['c.json'] == 'lost'


# -- texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(('text', 'expected'), [
    ('[see @doe, p. 3; @roe]', '{cite:p}`{see}doe{p. 3},roe`'),
    ('@doe [p. 3] and [-@roe]', '{cite:t}`doe{p. 3}` and {cite:yearpar}`roe`'),
    ('[@nobody] of a@b.org and @handle', '`@nobody` of a@b.org and @handle'),
    ('::: {.callout-note}\nMind\n:::', '::::{note}\nMind\n::::'),
    ('::: {.callout-note}\n:::', ''),
    ('::: {.callout-tip}\n## Why\nSo\n:::', '::::{admonition} Why\n:class: tip\n\nSo\n::::'),
    ('::: {.note-box}\nText\n:::', 'Text'),
    ('::: {.panel-tabset}\n## A\na\n## B\n:::', ':::::{tab-set}\n::::{tab-item} A\na\n::::\n\n\n:::::'),
    ('::: {.columns}\n::: {.column}\na\n:::\n:::', 'a'),
    (':::\ntext', 'text'),
    ('::: {.a}\nnot closed', 'not closed'),
    ('# One {#sec-one}\n\n@sec-one', '(p-sec-one)=\n\n## One\n\n[One](#p-sec-one)'),
    ('# One way\n\n[x](#one-way)', '(p-one-way)=\n\n## One way\n\n[x](#p-one-way)'),
    ('[a b]{.smallcaps} and [x](y){.btn}', 'a b and [x](y)'),
    ('H~2~O, x^2^, ~~no~~', 'H{sub}`2`O, x{sup}`2`, ~~no~~'),
    ('a^[b [c](d)]', 'a[^inline-1]\n\n[^inline-1]: b [c](d)'),
    ('```{=html}\n<b>x</b>\n```', '**x**'),
    ('```{=latex}\n\\x\n```', ''),
    ('```{python}\n#| echo: false\nx\n```', '```python\nx\n```'),
    ('```{r, include=FALSE}\nx\n```', ''),
    ('```{.python filename="a.py"}\nx\n```', 'a.py\n\n```python\nx\n```'),
    ('`x`{.r} `<i>y</i>`{=html}', '`x` *y*'),
    ('{{{< meta title >}}}', '{{< meta title >}}'),
    ('![C](a.png){#fig-a width=50%}\n\n@fig-a',
     '(p-fig-a)=\n\n:::{figure} /a.png\n:alt: C\n:width: 50%\n\nFigure 1: C\n:::\n\n[Figure 1](#p-fig-a)'),
    ('a ![C](a.png){width=5} b', 'a ![C](/a.png) b'),
    ('|a|\n|-|\n|1|\n\n: Cap {#tbl-a}', '(p-tbl-a)=\n\n|a|\n|-|\n|1|\n\nTable 1: Cap'),
    ('$$x$$ {#eq-a}\n\n@eq-a', '$$\nx\n$$ (p-eq-a)\n\n{eq}`p-eq-a`'),
    ('+--+\n|a |\n+--+', '```text\n+--+\n|a |\n+--+\n```'),
    ('word [^1]\n\n[^2]: no', 'word \\[^1]\n\nno'),
    ('\\newpage\n\na', 'a'),
])  # fmt: skip
def test_markdown_of_pandoc_becomes_that_of_myst(text: str, expected: str) -> None:
    how = Text(
        Origin('p.qmd'), Report(), picture=lambda address, _origin: f'/{address}', has_liquid=False,
        pandoc=Pandoc({'doe', 'roe'}, 'p'),
    )  # fmt: skip
    assert to_myst(text, how) == expected


def test_a_cell_is_never_run_and_told_of(tmp_path: Path) -> None:
    _site, report = read(unpack("""
=== _quarto.yml
website: {title: Notes}
=== posts/a.qmd
---
title: One
---
```{r}
system("echo no")
```
=== posts/b.ipynb
{"cells": [{"cell_type": "code", "source": "import os"}], "metadata": {}}
=== posts/c.ipynb
{"cells": 5}
""", tmp_path))  # fmt: skip
    assert report.files['posts/c.ipynb'] == 'lost'
    told = [(note.origin.file, note.origin.line, note.value) for note in report.notes
            if note.advice.startswith('nothing is run')]  # fmt: skip
    assert told == [('posts/a.qmd', 5, 'system("echo no")'), ('posts/b.ipynb', 2, 'import os')]


# -- samples, nothing, and strangers -------------------------------------------------------------

WEBSITE = """
=== _quarto.yml
project:
  type: website
website:
  title: "mysite"
  navbar:
    left:
      - href: index.qmd
        text: Home
      - about.qmd
format:
  html:
    theme: cosmo
    css: styles.css
    toc: true
=== index.qmd
---
title: "mysite"
---
This is a Quarto website.

To learn more about Quarto websites visit <https://quarto.org/docs/websites>.
=== about.qmd
---
title: "About"
---
About this site
=== styles.css
/* css styles */
"""
BLOG = """
=== _quarto.yml
project:
  type: website
website:
  title: "myblog"
  navbar:
    right:
      - about.qmd
      - icon: github
        href: https://github.com/
=== index.qmd
---
title: "myblog"
listing:
  contents: posts
  sort: "date desc"
  type: default
  categories: true
page-layout: full
---
=== about.qmd
---
title: "About"
image: profile.jpg
about:
  template: jolla
  links:
    - icon: twitter
      text: Twitter
      href: https://twitter.com
---
About this blog
=== posts/_metadata.yml
freeze: true
=== posts/welcome/index.qmd
---
title: "Welcome To My Blog"
author: "Tristan O'Malley"
date: "2024-01-01"
categories: [news]
---
This is the first post in a Quarto blog. Welcome!

Since this post doesn't explicitly specify an `image`, the first image is used.
=== posts/post-with-code/index.qmd
---
title: "Post With Code"
author: "Harlow Malloc"
date: "2024-01-02"
---
This is a post with executable code.

```{r}
1 + 1
```
"""


@pytest.mark.parametrize('text', [WEBSITE, BLOG])
def test_a_project_as_it_is_made_says_nothing(text: str, tmp_path: Path) -> None:
    site, report = read(unpack(text, tmp_path))
    assert [item.title for item in site.items if item.slug != 'index'] == []
    assert (site.papers, site.assets) == ([], [])
    for path in ('about.qmd', 'posts/welcome/index.qmd', 'posts/post-with-code/index.qmd'):
        assert report.files.get(path, 'skipped') == 'skipped'
    kept, _report = read(tmp_path, keep_samples=True)
    assert len(kept.items) > len(site.items)


@pytest.mark.parametrize('text', ['', '[]', '5', 'website:', ': :', 'project: {render: 5}'])
def test_an_empty_site_is_empty(text: str, tmp_path: Path) -> None:
    site, report = read(unpack(f'\n=== _quarto.yml\n{text}\n=== index.qmd\n---\n---\n', tmp_path))
    assert [(item.slug, item.body) for item in site.items] == [('index', '')]
    assert site.papers == []
    assert report.files['_quarto.yml'] == 'imported'


HOSTILE = """
=== _quarto.yml
project: {output-dir: ../.., render: ["../../**", {x: y}]}
website:
  title: {x: <script>alert(1)</script>}
  site-url: javascript:alert(2)
  navbar: {left: [[[]], {menu: [{menu: [{href: "../../etc/passwd"}]}]}, {href: "javascript:alert(3)"}]}
bomb: {a: &x [1, 1], b: &y [*x, *x], c: &z [*y, *y]}
bibliography: [/etc/passwd, ../../secret.bib, {x: y}]
author: {name: {given: [x], family: "<b>Eve"}, orcid: "../../x"}
=== index.qmd
---
title: "Eve <script>alert(4)</script> Mallory"
about: {image: ../../secret.png, links: [{href: "javascript:alert(5)"}, {href: "file:///etc/passwd"}, 5, {icon: {x: y}}]}
listing: [{contents: ["../../**", /etc/passwd, {title: "<script>alert(6)</script>", path: "javascript:alert(7)"}], max-items: "9" }, 5]
aliases: ["https://evil.example.org/", "/../x", "../../../y"]
---
{{< include /etc/passwd >}} {{< include ../../secret.txt >}} {{< include index.qmd >}}
{{< video "javascript:alert(8)" >}} {{< meta about >}} {{< var a.b >}} {{< env HOME >}}

::: {#x onclick="alert(9)" .callout-note title="{include}`/etc/passwd`"}
```{=html}
<script>alert(10)</script><img src=x onerror=alert(11)>
```
:::

```{include} /etc/passwd
```

`<script>alert(12)</script>`{=html} [x](javascript:alert(13)){onclick="alert(14)"}
![x](../../secret.png){#fig-x width="1;url(x)"}

:::{include} /etc/passwd
:::
=== posts/odd.qmd
---
title: !!python/object/apply:os.system ["echo no"]
date: 2020-99-99
author: [[x], {name: {given: 5}}, 7]
citation: {type: [x], issued: {date-parts: [[x]]}, author: [{x: y}, 5], url: "javascript:alert(15)"}
---
[@x]{#y} @{../../x}
=== data.yml
&x [*x]
"""


def test_a_hostile_site_is_only_data(tmp_path: Path) -> None:
    for name in ('secret.png', 'secret.txt', 'secret.bib'):
        (tmp_path / name).write_text('@misc{secret, title = {Secret}}')
    source = unpack(HOSTILE, tmp_path / 'a' / 'b')
    (source / 'linked.qmd').symlink_to(tmp_path / 'secret.txt')
    site, report = read(source)
    assert site.assets == []
    assert site.papers == []
    assert report.files['linked.qmd'] == 'skipped'
    everything = shown(site, Report())
    assert 'javascript:' not in everything.replace('`javascript:', '')
    assert 'root:' not in everything
    bring(source, tmp_path / 'site')
    out = build_strictly(tmp_path / 'site', tmp_path / 'out')
    for page in out.rglob('*.html'):
        text = page.read_text('utf-8')
        assert not re.search(r'<script>alert|onerror=|onclick="|href="javascript', text), page
        assert 'root:x' not in text


def test_files_that_are_deep_or_broken_stop_nothing(tmp_path: Path) -> None:
    source = unpack('\n=== _quarto.yml\n', tmp_path)
    deep = '::: {.callout-note}\n' * 3000 + '> ' * 3000 + 'x'
    (source / 'deep.qmd').write_text(f'---\ntitle: Deep\n---\n{deep}\n', encoding='utf-8')
    (source / 'deep.ipynb').write_text('[' * 5000, encoding='utf-8')
    (source / 'bytes.qmd').write_bytes(b'---\ntitle: caf\xe9\n---\n\xff\xfe\0\n')
    site, report = read(source)
    assert report.files == {
        '_quarto.yml': 'imported', 'bytes.qmd': 'imported', 'deep.ipynb': 'lost', 'deep.qmd': 'imported',
    }  # fmt: skip
    assert [item.title for item in site.items] == ['café', 'Deep']


# -- anything -----------------------------------------------------------------------------------

#: Of how many random sites the fuzz reads; more come by a variable, as in the tests of each night.
ROUNDS = int(os.environ.get('FOLIO_FUZZ', '40'))
_FOLDERS = (
    'posts',
    'publications',
    'talks',
    'projects',
    'teaching',
    'people',
    'notes',
    '.',
    'posts/x',
)
_KEYS = (
    'title', 'subtitle', 'author', 'date', 'date-modified', 'description', 'categories', 'image', 'doi', 'venue',
    'url-pdf', 'draft', 'bibliography', 'nocite', 'citation', 'aliases', 'links', 'about', 'listing', 'role',
    'email', 'journal', 'pub-info', 'status', 'years', 'format', 'abstract', 'x',
)  # fmt: skip
_VALUES = (
    '', 'Jane Doe', 'Jane Doe and Joan Roe', '2020', '2020-13', '2024-05-06', 'today', '10.1234/x', 'index.qmd',
    'https://e.org/a b', 'javascript:alert(1)', '../x', '/x', '@*', 'refs.bib', 'a.png', 'true', 'No', '---', '*',
    'a@b.org', '{{< meta title >}}', '<b>', '[x](y)', ':::', '`', '$x$', '\\', 'é', '漢字', 'x' * 90, 'posts', '**/*.qmd',
)  # fmt: skip
_WORDS = (
    '@doe2020', '[@doe2020]', '[-@doe2020; @x, p. 3]', '@fig-a', '[@tbl-a]', '{#fig-a}', '{#sec-x .y}', '[x]{.y}',
    '::: {.callout-note}', '::: {#refs}', '::: {.panel-tabset}', '::: {.columns}', '::: {.column width="50%"}', ':::',
    '::::', '::: {#thm-x}', '::: {.content-visible when-format="pdf"}', '# Head', '## Head {#sec-x}', '### ', '```{python}',
    '```{r, include=FALSE}', '```', '```{=html}', '```{.py filename="x"}', '`x`{=html}', '`r x`', '^[note]', '^[', '[^1]',
    '[^1]: foot', 'x^2^', 'H~2~O', '~', '^', '| a | b |', '|---|---|', ': Cap {#tbl-a}', ':   def', '+---+---+',
    '![a](a.png){#fig-a}', '![a [b](c)](a.png)', '![](a.png)', '[a](b.qmd)', '[a](#head)', '[', ']', '](', '{', '}',
    '{{< include _x.qmd >}}', '{{< fa x >}}', '{{< video x >}}', '{{{< x >}}}', '{{<', '$$', '$x$ {#eq-x}', '$$x$$ {#eq-x}',
    '<div>', '</div>', '<b>', '<!--', '-->', '\\newpage', '\n', '\n\n', '\n\n', '\n- ', '\n> ', '\n1. ', '    ', '\t', '---',
    '***', 'word', 'Jane Doe', '%', '(x)=', '{include}`x`', ':::{include} x', '&amp;', '*', '**', '_', '"', "'", '\\', '漢',
)  # fmt: skip


class _Random:
    """Makes sites of whatever front matter and Markdown may hold."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  (no secret)
        self.seed = seed

    def value(self, depth: int = 0) -> Any:
        chance = self.random.random()
        if depth < 3 and chance < 0.2:
            return [self.value(depth + 1) for _ in range(self.random.randrange(4))]
        if depth < 3 and chance < 0.4:
            keys = (
                'name',
                'href',
                'text',
                'icon',
                'contents',
                'id',
                'title',
                'type',
                'url',
                'template',
                'issued',
            )
            return {key: self.value(depth + 1) for key in self.random.sample(keys, 3)}
        return self.random.choice((5, True, None)) if chance < 0.45 else self.random.choice(_VALUES)

    def words(self, most: int) -> str:
        return ' '.join(self.random.choice(_WORDS) for _ in range(self.random.randrange(most)))

    def blocks(self, most: int) -> str:
        """Return paragraphs, each of which begins with something that may be a block."""
        made = (f'{self.random.choice(_WORDS)} {self.random.choice(_VALUES)} {self.random.choice(_WORDS)}'
                if self.random.random() < 0.6 else self.random.choice(_WORDS)
                for _ in range(self.random.randrange(most)))  # fmt: skip
        return '\n\n'.join(made)

    def front_matter(self) -> str:
        keys = self.random.sample(_KEYS, self.random.randrange(9))
        text = yaml.safe_dump(
            {key: self.value() for key in keys}, allow_unicode=True, sort_keys=False
        )
        return text if self.random.random() < 0.95 else self.words(9)

    def site(self, folder: Path, *, is_wild: bool = True) -> Path:
        """Write a site.

        :param is_wild: whether its texts are nothing but signs in any order.
        """
        body = self.words if is_wild else self.blocks
        website = {
            key: self.value()
            for key in ('title', 'description', 'navbar', 'page-footer', 'repo-url')
        }
        files = {
            '_quarto.yml': yaml.safe_dump(
                {'website': website, 'author': self.value(), 'bibliography': 'refs.bib'}
            ),
            'refs.bib': '@misc{doe2020, title = {Logs}, author = {Doe, Jane}, year = {2020}}',
            '_x.qmd': self.words(20),
            'posts/_metadata.yml': self.front_matter(),
            'talks.yml': yaml.safe_dump([self.value() for _ in range(3)]),
        }
        for number in range(self.random.randrange(2, 9)):
            suffix = self.random.choice(('qmd', 'qmd', 'md', 'Rmd'))
            name = f'{self.seed}-{number}' if self.random.random() < 0.9 else 'index'
            files[f'{self.random.choice(_FOLDERS)}/{name}.{suffix}'] = (
                f'---\n{self.front_matter()}---\n{body(40)}'
            )
        for name, text in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding='utf-8')
        return folder


def test_random_sites_end_in_a_site_and_a_report_that_adds_up(tmp_path: Path) -> None:
    for seed in range(ROUNDS):
        folder = _Random(seed).site(tmp_path / str(seed))
        site, report = read(folder)
        files = {
            path.relative_to(folder).as_posix() for path in folder.rglob('*') if path.is_file()
        }
        assert files == {*report.files}, seed
        for item in site.items:
            assert not any(0xE0F0 <= ord(sign) <= 0xE0F5 for sign in item.body), seed


@pytest.mark.parametrize('seed', range(1000, 1002))
def test_whatever_comes_in_builds(seed: int, tmp_path: Path) -> None:
    sources = [
        _Random(10 * seed + number).site(tmp_path / 'source' / str(number), is_wild=False)
        for number in range(6)
    ]
    outcome = import_sources(
        sources, tmp_path / 'site', ImportOptions(), SiteOptions(host='none', kind='group')
    )
    assert 'internal error' not in outcome.text
    build_strictly(tmp_path / 'site', tmp_path / 'out')


@pytest.mark.parametrize('text', [
    '::: {.a}\n' * 5000, ':::\n' * 10_000, '[@a; ' * 5000, '@a' * 10_000, '[x]{' * 5000, '^[' * 5000, '^[a]' * 5000,
    '![a](' * 5000, '![a](b)\n\n' * 3000, '# a {' * 5000, '`a`{=html}' * 5000, '{{< a' * 5000, '$$x$$ {#eq-a}\n\n' * 2000,
    '# ' + ' ' * 20_000 + '{', '+--+\n' * 5000, '|a|\n' * 5000 + ': x', '[^1]' * 5000, '~a~' * 5000, '^a^' * 5000,
    '::: {.panel-tabset}\n# a\n' * 2000, '[[[a]{.b}]{.c}' * 3000, '```{=html}\n' * 3000, '{#fig-a}' * 5000,
])  # fmt: skip
def test_no_text_runs_away(text: str, tmp_path: Path) -> None:
    (tmp_path / 'page.qmd').write_text(f'---\ntitle: Long\n---\n{text}', encoding='utf-8')
    read(tmp_path / 'page.qmd')
