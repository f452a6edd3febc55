"""Former addresses of pages that are nobody's, and of entries of the bibliography."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from support import dead_links, front

from sphinx_folio.cli.scan import survey

if TYPE_CHECKING:
    from support import MakeSite, Site

BIB = """
@misc{doe2024log, title = {Logs & <more>}, author = {Doe, Jane}, year = 2024,
  redirect-from = {/pub/logs/, /~jane/a\\_log.html}
}
@misc{doe2023hidden, title = {Hidden}, author = {Nobody, A.}, year = 2023,
  redirect-from = {/hidden/}}
"""
FILES: dict[str, str | bytes] = {
    'index.md': '---\nfolio:\n  redirect-from: /home.html\n---\n\n# Our *logs*\n\n'
    '```{toctree}\nnotes\npeople/jane-doe\n```\n',
    'notes.md': '---\nfolio:\n  redirect-from: [/old/notes/, /n.html]\n---\n\n# Notes\n',
    'people/jane-doe.md': front('person', name='Jane Doe') + '\n```{publications}\n```\n',
    'references.bib': BIB,
}
CONF = {'bibtex_bibfiles': ['references.bib'], 'html_baseurl': 'https://example.org/'}


def page_at(site: Site, file: str) -> Any:
    return BeautifulSoup(site.text(file), 'html5lib')


def led_to(site: Site, file: str) -> str:
    """Return where the page at a former address leads, from the top of the site."""
    (link,) = page_at(site, file).select('main a')
    return urljoin(f'/{file}', str(link['href']))


@pytest.fixture(scope='module', params=['html', 'dirhtml'])
def site(request: pytest.FixtureRequest, make_shared_site: MakeSite) -> Site:
    return make_shared_site(FILES, confoverrides=CONF, buildername=request.param)


def test_a_page_that_is_nobodys_is_led_to(site: Site) -> None:
    notes = '/notes.html' if site.app.builder.name == 'html' else '/notes/'
    assert led_to(site, 'old/notes/index.html') == led_to(site, 'n.html') == notes
    assert page_at(site, 'n.html').title.get_text() == 'Notes'
    assert page_at(site, 'home.html').title.get_text() == 'Our logs'
    assert dead_links(site.outdir) == []
    assert 'redirect-from' not in site.text(
        'notes.html' if notes == '/notes.html' else 'notes/index.html'
    )


def test_an_entry_is_led_to_where_its_citations_lead(site: Site) -> None:
    page = '/people/jane-doe.html' if site.app.builder.name == 'html' else '/people/jane-doe/'
    for file in ('pub/logs/index.html', '~jane/a_log.html'):
        assert led_to(site, file) == f'{page}#doe2024log'
        found = page_at(site, file)
        assert found.title.get_text() == 'Logs & <more>'
        canonical = f'https://example.org{page}#doe2024log'
        assert found.select_one('link[rel=canonical]')['href'] == canonical
    assert 'id="doe2024log"' in site.text(
        page.strip('/') + ('/index.html' if page[-1] == '/' else '')
    )


def test_an_entry_is_led_to_its_own_page(make_site: MakeSite) -> None:
    page = '# Papers\n\n```{publications}\n```\n'
    bib = (
        '@misc{doe2024, title = {Logs}, author = {Doe, Jane}, year = 2024,\n'
        '  redirect-from = {/pub/logs/, /publications/doe2024.html}}\n'
    )
    files = {'index.md': '# Site\n', 'publications.md': page, 'references.bib': bib}
    site = make_site(files, confoverrides=CONF | {'folio_publication_pages': True})
    assert led_to(site, 'pub/logs/index.html') == '/publications/doe2024.html'
    assert site.main('publications/doe2024').h1.get_text().startswith('Logs')
    (warned,) = site.warnings
    assert '"/publications/doe2024.html" is the address of the page of the pub' in warned.message


def test_an_entry_on_no_list_leads_nowhere(site: Site) -> None:
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('references.bib', 5)
    assert warned.message == (
        'the entry "doe2023hidden": redirect-from: it stands on no list that an address could '
        'lead to; list it with {publications} [folio.redirect]'
    )
    assert not (site.outdir / 'hidden').exists()


def test_readers_copy_no_former_address(site: Site) -> None:
    assert 'doe2024log,' in site.text('people/jane-doe.bib')
    assert 'redirect-from' not in site.text('people/jane-doe.bib')


WRONG = {
    'at the top': ('redirect-from: [/x/]', 2, 'the key "redirect-from" is misplaced; write "folio:" on a line above it and indent it'),
    'of another tool': ('redirect_from: [/x/]', 2, 'unknown key "redirect_from"; call it "redirect-from", and write "folio:" on a line above it and indent it'),
    'beside its key': ('folio: {}\nredirect-from: [/x/]', 3, 'the key "redirect-from" is misplaced; indent it under "folio:"'),
    'misspelt': ('folio:\n  redirect-form: [/x/]', 3, 'unknown key "redirect-form" under "folio:"; did you mean "redirect-from"?'),
    'a key of a person': ('folio:\n  role: x', 3, 'unknown key "role" under "folio:"; write one of: redirect-from'),
    'misspelt above': ('foliio:\n  redirect-from: [/x/]', 2, 'unknown key "foliio"; did you mean "folio"?'),
    'no keys': ('folio: /x/', 2, '"folio:" must hold keys, indented on the lines below it'),
    'no text': ('folio:\n  redirect-from:\n    - /a/\n    - 3', 5, '"redirect-from": YAML reads 3 as 3, not as text; write "3"'),
    'no path': ('folio:\n  redirect-from:\n    - /b/\n    - https://example.org/', 5, '"redirect-from": "https://example.org/" leaves the site'),
    'of a person': ('person: {}\nfolio:\n  redirect-from: [/x/]', 3, '"folio:" is for pages that are no person; indent its keys under "person:", and remove it'),
    'above a person': ('person: {}\nredirect-from: [/x/]', 3, 'the key "redirect-from" is misplaced; indent it under "person:"'),
    'misspelt above a person': ('person: {}\nredirect_from: [/x/]', 3, 'the key "redirect_from" is misplaced; write "redirect-from", and indent it under "person:"'),
}  # fmt: skip


def test_what_is_wrong_is_told_at_its_line(make_site: MakeSite) -> None:
    names = {case: f'case-{number}' for number, case in enumerate(WRONG)}
    pages = {f'{names[case]}.md': f'---\n{WRONG[case][0]}\n---\n\n# Page\n' for case in WRONG}
    site = make_site({f'{name}': text for name, text in pages.items()})
    told = {warned.file: warned for warned in site.warnings}
    assert len(told) == len(site.warnings)
    for case, (_text, line, message) in WRONG.items():
        warned = told[f'{names[case]}.md']
        assert (case, warned.line) == (case, line)
        assert warned.message.startswith(message), case
    # what is right beside it counts
    assert (site.outdir / 'a/index.html').is_file()


def test_pages_and_entries_that_claim_one_address_are_told(make_site: MakeSite) -> None:
    bib = """
@misc{one, title = {One}, author = {Doe, Jane}, year = 2024, redirect-from = {/notes/}}
@misc{two, title = {Two}, author = {Doe, Jane}, year = 2024, redirect-from = {/both/}}
@misc{three, title = {Three}, author = {Doe, Jane}, year = 2024, redirect-from = {/BOTH/, /up/../x}}
@misc{four, title = {Four}, author = {Doe, Jane}, year = 2024, redirect-from = {/publications.html}}
"""
    site = make_site(
        {
            'notes.md': '---\nfolio:\n  redirect-from: /notes/\n---\n\n# Notes\n',
            'publications.md': '# Publications\n\n```{publications}\n```\n',
            'references.bib': bib,
            'conf.py': "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n",
        }
    )
    told = {(warned.file, warned.line): warned.message for warned in site.warnings}
    why = 'is a former address of'
    one = '"redirect-from": "/notes/"'
    assert f'{one} {why} the entry "one" too; keep it at one of the two' in told['notes.md', 3]
    assert f'"one": redirect-from: "/notes/" {why} notes.md too' in told['references.bib', 1]
    assert (
        f'"two": redirect-from: "/both/" {why} the entry "three" too' in told['references.bib', 2]
    )
    at_three = [
        item.message for item in site.warnings if (item.file, item.line) == ('references.bib', 3)
    ]
    assert len(at_three) == 2
    assert any('"/up/../x" may leave the site' in message for message in at_three)
    assert 'is the address of publications.md' in told['references.bib', 4]
    messages = [problem.message for problem in survey(site.srcdir).problems]
    assert any(f'"/notes/" {why} notes.md too' in message for message in messages)


def test_an_incremental_build_follows_the_entry(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides=CONF)
    site.build_again({'references.bib': BIB.replace('/pub/logs/', '/papers/logs/')})
    assert not (site.outdir / 'pub').exists()
    assert led_to(site, 'papers/logs/index.html') == '/people/jane-doe.html#doe2024log'
    site.build_again({'notes.md': '# Notes\n'})
    assert not (site.outdir / 'old').exists()


def test_a_part_takes_over_none_of_its_volume(make_site: MakeSite) -> None:
    bib = """
@inproceedings{part, title = {Part}, author = {Doe, Jane}, crossref = {whole}}
@proceedings{whole, title = {Whole}, editor = {Doe, Jane}, year = 2024, publisher = {P},
  redirect-from = {/whole/}, preview = {missing.png}}
"""
    files = {'index.md': FILES['people/jane-doe.md'], 'references.bib': bib}
    site = make_site(files, confoverrides=CONF)
    (warned,) = site.warnings
    assert '"whole": preview' in warned.message
    assert led_to(site, 'whole/index.html') == '/index.html#whole'
