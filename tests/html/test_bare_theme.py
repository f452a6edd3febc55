"""A theme that prints no ``{{ metatags }}``, as Shibuya and Material for Sphinx do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support import MakeSite

FILES = {
    'bare/theme.toml': '[theme]\ninherit = "none"\n',
    'bare/layout.html': """\
        <!doctype html>
        <html lang="en">
        <head class="plain">
        <META charset="utf-8">
        <title>{{ title }}</title>
        <link rel="stylesheet" href="{{ pathto('_static/folio.css', 1) }}">
        <script>let own = 1;</script>
        </head>
        <body><header>The <code>&lt;head&gt;</code></header>{{ body }}</body>
        </html>
        """,
    'bare/page.html': '{% extends "layout.html" %}',
    'bare/search.html': '{% extends "layout.html" %}',
    'bare/genindex.html': '{% extends "layout.html" %}',
    'a.md': '---\nmyst:\n  html_meta:\n    keywords: logs\n---\n\n# A\n\nWhat it says.\n',
}
SETTINGS = {
    'html_theme': 'bare',
    'html_theme_path': ['.'],
    'html_baseurl': 'https://logs.example.org/',
    'project': 'Logs',
}


@pytest.mark.parametrize('has_policy', [True, False])
def test_all_that_belongs_into_the_head_is_there(
    look_at: MakeSite,
    has_policy: bool,  # noqa: FBT001
) -> None:
    setting: dict[str, Any] = {} if has_policy else {'folio_content_security_policy': False}
    site = look_at(FILES, confoverrides=SETTINGS | setting)
    assert site.warnings == []
    head = site.html('a').head
    names = [tag.get('charset') or tag.get('http-equiv') or tag.name for tag in head.select('*')]
    expected = ['utf-8', 'Content-Security-Policy'] if has_policy else ['utf-8']
    assert names[: len(expected)] == expected
    assert ('Content-Security-Policy' in names) == has_policy
    assert head.select_one('[name=keywords]')['content'] == 'logs'
    assert head.select_one('[name=description]')['content'] == 'What it says.'
    assert head.select_one('[property="og:title"]')['content'] == 'A'
    assert head.select_one('[type="application/atom+xml"]')['href'] == 'feed.xml'
    assert head.select_one('[type="application/ld+json"]')
    for docname in ('a', 'search', 'index'):
        page = site.text(f'{docname}.html')
        assert page.count('Content-Security-Policy') == has_policy
        assert page.count('application/atom+xml') == 1
        assert page.count('application/json') == (docname == 'index')


def test_its_own_scripts_are_allowed(look_at: MakeSite) -> None:
    head = look_at(FILES, confoverrides=SETTINGS).html('a').head
    assert 'sha256-' in head.select_one('[http-equiv]')['content'].partition('script-src')[2]


def test_other_themes_print_it_once(look_at: MakeSite) -> None:
    site = look_at({'a.md': FILES['a.md']}, confoverrides=SETTINGS | {'html_theme': 'basic'})
    page = site.text('a.html')
    assert page.count('Content-Security-Policy') == page.count('name="description"') == 1


def test_templates_of_another_make_are_told_of(look_at: MakeSite) -> None:
    bridge: dict[str, Any] = {'template_bridge': 'sphinx.jinja2glue.BuiltinTemplateLoader'}
    site = look_at(FILES, confoverrides=SETTINGS | bridge)
    (told,) = site.warnings
    assert (told.file, told.line) == ('conf.py', 1)
    assert '"folio_content_security_policy = False"' in told.message
    off = {'folio_content_security_policy': False}
    assert look_at(FILES, confoverrides=SETTINGS | bridge | off).warnings == []
