"""Pages in languages from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import front

from sphinx_folio.html.direction import with_direction

if TYPE_CHECKING:
    from support import MakeSite

FILES = {
    'people/jane-doe.md': front('person', name='Jane Doe', redirect_from=['/old.html'])
    + '\n```{profile}\n```\n',
    'people/sami.md': front('person', name='سامي حداد') + '\n```{profile}\n```\n',
    'publications.md': '# All\n\n```{publications}\n```\n',
    'references.bib': """
@article{log, author = {Doe, Jane and Poe, Jim and حداد, سامي and كرم, ليلى},
  title = {Fast Logs}, journal = {Systems}, year = {2024}}
""",
}


@pytest.mark.parametrize(
    ('page', 'shown'),
    [
        (
            '<!doctype html>\n<html lang="ar">\n<p>',
            '<!doctype html>\n<html lang="ar" dir="rtl">\n<p>',
        ),
        ('<html><p>', '<html dir="rtl"><p>'),
        ('<?xml version="1.0"?><!-- <html> --><html a="b">', None),
        ('<html lang="ar" dir="auto">', '<html lang="ar" dir="auto">'),
        ('<p>no page: <html>', '<p>no page: <html>'),
    ],
)
def test_the_first_tag_says_the_direction(page: str, shown: str | None) -> None:
    expected = page.replace(' a="b">', ' a="b" dir="rtl">') if shown is None else shown
    assert with_direction(page, 'rtl') == expected


@pytest.mark.parametrize(('theme', 'policy'), [('furo', True), ('alabaster', False)])
def test_a_site_from_right_to_left_says_so(
    theme: str, *, policy: bool, make_site: MakeSite
) -> None:
    settings = {
        'language': 'ar',
        'html_theme': theme,
        'folio_content_security_policy': policy,
        'html_baseurl': 'https://logs.example.org/',
    }
    site = make_site(FILES, confoverrides=settings)
    assert site.warnings == []
    for page in ('people/jane-doe', 'publications', 'search', '404', 'old'):
        assert site.html(page).html['dir'] == 'rtl', page
        assert site.html(page).html['lang'] == 'ar', page


def test_a_site_from_left_to_right_says_nothing(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': 'de'})
    assert 'dir' not in site.html('publications').html.attrs


@pytest.mark.parametrize(('language', 'isolated'), [('en', ['ليلى كرم']), ('he', ['Jim Poe'])])
def test_a_name_of_the_other_direction_keeps_its_place(
    language: str, isolated: list[str], make_site: MakeSite
) -> None:
    site = make_site(FILES, confoverrides={'language': language})
    authors = site.main('publications').select_one('.folio-publication-authors')
    names = [name.get_text() for name in authors.select('bdi') if not name.find_parent('a')]
    assert names == isolated
