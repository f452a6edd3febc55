"""Odd pages in a browser: names from right to left, endless words, formulas, other themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import IN_BROWSER, axe, serving, unfold, visiting
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
FORMULA = r'\sum_{i=1}^{n} a_{i} b_{i} c_{i} d_{i} + \int_0^\infty e^{-x^2} dx + \sqrt{x} + y'
FILES = {
    'people/layla.md': front(
        'person',
        name='Layla Haddad',
        native_name='ليلى حداد',
        role=f'{LONG}-{LONG}',
        affiliation=f'University of {LONG}',
        status=f'{LONG} <b>&amp; "quotes"</b>',
        email=f'{"layla." * 9}haddad@example.org',
        links={'website': f'https://example.org/{"a" * 200}/', LONG: 'https://example.org/'},
        topics=['long'],
    )
    + f"""
```{{profile}}
```

::::{{tab-set}}
:::{{tab-item}} About
{LONG}{LONG} and {{math}}`{FORMULA}`.

```{{math}}
{' + '.join([FORMULA] * 4)}
```
:::
:::{{tab-item}} {LONG}
`{LONG}{LONG}`

| {LONG} | b | c | d |
| --- | --- | --- | --- |
| 1 | 2 | {LONG} | 4 |

```python
x = '{LONG}{LONG}{LONG}'
```
:::
:::{{tab-item}} 出版物
```{{publications}}
```
:::
:::{{tab-item}} Four tabs
Text.
:::
:::{{tab-item}} Five tabs
Text.

(deep)=

Deep text.
:::
::::
""",
    'topics/long.md': front('topic', name=LONG) + '\n```{people}\n```\n',
    'projects/rtl.md': front('project', name='مشروع', people=['layla'], topics=['long'])
    + '\n```{profile}\n```\n',
    'all.md': '# All\n\n```{people}\n```\n\n```{publications}\n:filter:\n```\n',
    'github.md': f"""
# As on GitHub

~~Monday~~ Tuesday, https://example.org/{'a' * 90}, and {{math}}`{' + '.join([FORMULA] * 2)}` in a line.

- [ ] to do
- [x] done

> [!NOTE]
> An alert, with $x^2$ and a [link](all.md).

## A heading
""",
    'references.bib': f"""
@article{{a, author = {{Haddad, Layla and {LONG}, Jo}}, year = {{2024}}, journal = {{{LONG}}},
  title = {{{LONG} and $\\sqrt{{n}}$}}, abstract = {{{LONG * 2}}}, doi = {{10.1000/{'1' * 150}}},
  award = {{{LONG}}}, abbr = {{{LONG}}}, note = {{{LONG}}}}}
""",
}

pytestmark = IN_BROWSER


def visit(browser: Any, site: Site, width: int) -> dict[str, list[str]]:
    """Return what is wrong on each page of a site, at a width."""
    wrong = {}
    with serving(site.outdir) as (address, _sent), visiting(browser, width=width) as page:
        said: list[str] = []
        page.on('console', lambda message: said.append(message.text))
        for path in sorted(site.outdir.rglob('*.html')):
            name = path.relative_to(site.outdir).as_posix()
            said.clear()
            page.goto(f'{address}/{name}')
            unfold(page)
            found = [*axe(page), *said, *page.evaluate('() => window.folioRefused')]
            wide = page.evaluate('() => document.documentElement.scrollWidth')
            found += [f'{wide} wide'] if wide > width else []
            if found:
                wrong[name] = found
    return wrong


@pytest.mark.parametrize('width', [320, 1280])
def test_odd_content_shuts_nobody_out(browser: Any, look_at: MakeSite, width: int) -> None:
    site = look_at(FILES, confoverrides={'html_theme': 'furo'})
    assert site.warnings == []
    assert visit(browser, site, width) == {}


def test_a_name_from_right_to_left_does_not_turn_its_line(browser: Any, look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides={'html_theme': 'furo'})
    with serving(site.outdir) as (address, _sent), visiting(browser) as page:
        page.goto(f'{address}/people/layla.html')
        direction = 'node => getComputedStyle(node.parentElement).direction'
        name = page.get_by_text('ليلى حداد').first
        assert name.evaluate(direction) == 'ltr'


def test_tabs_with_names_in_other_scripts_open(browser: Any, look_at: MakeSite) -> None:
    site = look_at(FILES, confoverrides={'html_theme': 'furo'})
    with serving(site.outdir) as (address, _sent), visiting(browser) as page:
        page.goto(f'{address}/people/layla.html#出版物')
        assert page.locator('label.sd-tab-label + div:has(.folio-publication)').is_visible()


@pytest.mark.parametrize('scripts', [True, False])
def test_links_to_what_a_tab_holds_open_the_tab(
    browser: Any, look_at: MakeSite, *, scripts: bool
) -> None:
    site = look_at(FILES, confoverrides={'html_theme': 'furo'})
    with (
        serving(site.outdir) as (address, _sent),
        visiting(browser, java_script_enabled=scripts) as page,
    ):
        page.goto(f'{address}/people/layla.html#deep')
        assert page.get_by_text('Deep text.').is_visible()
        assert not page.locator('#about + div').is_visible()


@pytest.mark.parametrize('theme', ['alabaster', 'basic'])
def test_the_policy_and_tabs_work_in_other_themes(
    browser: Any, look_at: MakeSite, theme: str
) -> None:
    site = look_at(FILES, confoverrides={'html_theme': theme})
    for scripts in (True, False):
        with (
            serving(site.outdir) as (address, _sent),
            visiting(browser, java_script_enabled=scripts) as page,
        ):
            said: list[str] = []
            page.on('console', lambda message, said=said: said.append(message.text))
            page.goto(f'{address}/people/layla.html#four-tabs')
            assert page.locator('#four-tabs + div').is_visible()
            assert not page.locator('#about + div').is_visible()
            assert said == []
