"""Tabs under ids that stay, which links find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import doubled_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site


def tabs(*labels: str) -> str:
    items = ''.join(f':::{{tab-item}} {label}\nText of {label}.\n:::\n' for label in labels)
    return f'::::{{tab-set}}\n{items}::::\n'


def ids(site: Site, docname: str) -> list[str]:
    return [label.get('id') for label in site.main(docname).select('label.sd-tab-label')]


def test_a_tab_has_an_id_made_of_its_label(make_site: MakeSite) -> None:
    labels = ('About', 'Experience & education', '简介', 'Über *uns*', '?!')
    site = make_site({'a.md': f'# A\n\n{tabs(*labels)}'})
    assert site.warnings == []
    assert ids(site, 'a') == ['about', 'experience-education', '简介', 'uber-uns', 'tab-5']


def test_ids_of_one_page_differ(make_site: MakeSite) -> None:
    """A heading keeps its id; the tabs give way, each in its order."""
    site = make_site({'a.md': f'# A\n\n## About\n\n{tabs("About", "More")}\n\n{tabs("About")}'})
    assert site.warnings == []
    assert ids(site, 'a') == ['about-tab', 'more', 'about-tab-2']
    assert doubled_ids(site.outdir) == []


def test_a_tab_keeps_the_name_that_its_author_gave_it(make_site: MakeSite) -> None:
    text = '# A\n\n::::{tab-set}\n:::{tab-item} About\n:name: who\nText.\n:::\n::::\n'
    site = make_site({'a.md': text})
    assert ids(site, 'a') == ['who']


def test_links_in_markdown_lead_to_tabs(make_site: MakeSite) -> None:
    files = {
        'a.md': f'# A\n\n[here](#more)\n\n{tabs("About", "More")}',
        'b.md': '# B\n\n[there](a.md#more) and [](a.md#about)\n',
    }
    site = make_site(files)
    assert site.warnings == []
    assert '#more' in site.links('a')
    assert site.links('b') == {'a.html#more', 'a.html#about'}
    assert 'About' in site.main('b').get_text()


@pytest.mark.parametrize('builder', ['dirhtml', 'singlehtml', 'latex', 'text', 'epub'])
def test_links_to_tabs_hold_in_other_formats(make_site: MakeSite, builder: str) -> None:
    files = {'a.md': f'# A\n\n{tabs("About", "More")}', 'b.md': '# B\n\n[there](a.md#more)\n'}
    site = make_site(files, buildername=builder)
    assert [told for told in site.warnings if 'EPUB3' not in told.message] == []


def test_labels_keep_to_what_html_allows(make_site: MakeSite) -> None:
    site = make_site({'a.md': f'# A\n\n{tabs("About", "More")}'})
    for label in site.main('a').select('label.sd-tab-label'):
        assert not label.has_attr('aria-controls')
        assert site.main('a').find('input', id=label['for'])


def test_a_link_follows_when_its_tab_is_renamed(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    files: dict[str, Any] = {
        'a.md': f'# A\n\n{tabs("About", "More")}',
        'b.md': '# B\n\n[](a.md#about)\n',
    }
    site = make_site(files)
    site.build_again({'a.md': f'# A\n\n{tabs("About!", "More")}'})
    assert 'About!' in site.main('b').get_text()
    output = site.output()
    assert output == clean_build(site).output()
