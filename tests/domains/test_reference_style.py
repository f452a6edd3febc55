"""Citations say authors and year, unless the site says how they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support import MakeSite, Site

BIB = """\
@article{two, author = {Doe, Jane and Roe, Joan}, title = {A}, journal = {J}, year = 2022}
@misc{many, author = {Foe, A. and Bar, B. and Poe, C.}, title = {B}, date = {2021-02}}
@misc{others, author = {{\\L}ab, Jo and others}, title = {C}, year = {to appear}}
@proceedings{edited, editor = {Foe, A.}, title = {D}, year = 2020}
@misc{again, author = {Doe, Jane and Roe, Joan}, title = {B}, year = 2022}
@misc{untold, howpublished = {X}}
"""
TEXT = '{cite:p}`two,many`; {cite:t}`others`; {cite:ts}`many`; {cite:p}`edited`; {cite:t}`untold`'
FILES = {
    'references.bib': BIB,
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'text.md': f'# Text\n\n{TEXT}\n',
    'other.md': '# Other\n\n```{bibliography}\n:filter: key == "two" or key == "again"\n```\n',
}


def cited(site: Site) -> list[str]:
    """Return the citations of the page, as they read."""
    text = site.main('text').select_one('p').get_text()
    return [' '.join(part.split()) for part in text.split(';')]


def test_authors_and_year_stand_in_round_brackets(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert cited(site) == [
        '(Doe and Roe, 2022',
        'Foe et al., 2021)',
        'Łab et al. (to appear)',
        'Foe, Bar and Poe (2021)',
        '(Foe, 2020)',
        'untold (n.d.)',
    ]
    labels = site.main('other').select('.citation .label')
    assert [label.get_text() for label in labels] == [
        '[Doe and Roe, 2022a]',
        '[Doe and Roe, 2022b]',
    ]


def test_they_are_set_as_chinese_is(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': 'zh_CN'})
    text = ''.join(site.main('text').select_one('p').get_text().split())
    assert text.startswith('（Doe、Roe，2022；Foe等，2021）;Łab等（toappear）;')


@pytest.mark.parametrize(
    ('confoverrides', 'first'),
    [
        ({'bibtex_reference_style': 'label'}, '[DR22a, FBP21]'),
        ({'bibtex_reference_style': 'author_year'}, '[Doe and Roe, 2022, Foe et al., 2021]'),
        ({'bibtex_reference_style': 'super'}, 'DR22a,FBP21'),
    ],
)
def test_what_a_site_says_stands(
    make_site: MakeSite, confoverrides: dict[str, Any], first: str
) -> None:
    site = make_site(FILES, confoverrides=confoverrides)
    assert cited(site)[0] == first


def test_a_style_of_lists_stands(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'bibtex_default_style': 'plain'})
    assert cited(site)[0] == '(Doe and Roe, 2022'
    assert site.main('other').select_one('.citation .label').get_text() == '[1]'
