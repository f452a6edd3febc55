"""What a site does without: no file, no link, no tag is left of it, whatever was built before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support import CONF, front

from sphinx_folio.shared import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BIB = '@article{doe2024, author = {Doe, Jane}, title = {Logs}, journal = {J}, year = 2024}\n'
SETTINGS = "html_baseurl = 'https://example.org/'\nbibtex_bibfiles = ['references.bib']\n"
FILES: dict[str, str | bytes] = {
    'conf.py': CONF.replace('    ', '') + SETTINGS,
    'index.md': '# Site\n\n```{people}\n```\n\n```{research-map}\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe', updated='2025-01-02', topics=['logs'])
    + '\n```{profile}\n```\n',
    'talks/index.md': '# Talks\n\n```{entries}\n:kind: talks\n```\n',
    'talks/logs.md': front('entry', name='On logs', date='2025-01-02', people=['jane-doe']),
    'topics/logs.md': front('topic', name='Logs'),
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    'references.bib': BIB,
}
#: What is gone with each part: files, and what pages hold.
GONE: dict[str, tuple[set[str], str]] = {
    'downloads': (
        {
            *(
                f'people/jane-doe.{end}'
                for end in ('bib', 'json', 'vcf', 'resume.json', 'xml', 'ics')
            ),
            *(f'publications.{end}' for end in ('bib', 'json')),
        },
        r'folio-machines|Download as|(?<!"folio)\.(?:bib|vcf|json)"',
    ),
    'calendar': ({'calendar.ics', 'people/jane-doe.ics'}, r'\.ics|iCalendar'),
    'feed': (
        {'feed.xml', 'feed-talks.xml', 'people/jane-doe.xml'},
        r'feed\.xml|feed-talks|Atom|atom\+xml',
    ),
    'folio-json': ({'folio.json'}, r'folio\.json|application/json'),
    'json-ld': (set(), r'ld\+json|schema\.org'),
    'json-resume': ({'people/jane-doe.resume.json'}, r'JSON Resume|resume\.json'),
    'llms': ({'llms.txt'}, r'llms\.txt'),
    'map': (set(), r'folio-map|folio-diagram'),
    'not-found': ({'404.html'}, r'404'),
    'open-graph': (set(), r'og:|twitter:'),
    'policy': (set(), r'Content-Security-Policy'),
    'robots': ({'robots.txt'}, r'robots\.txt'),
    'sitemap': ({'sitemap.xml'}, r'sitemap'),
    'vcard': ({'people/jane-doe.vcf'}, r'vCard|\.vcf'),
}


def output(site: Site) -> dict[str, bytes]:
    """Return what readers get."""
    return {name: text for name, text in site.output().items() if not name.startswith('.build')}


def test_each_part_has_its_case() -> None:
    assert {*GONE} == {*PARTS}


@pytest.mark.parametrize('part', PARTS)
def test_nothing_is_left_of_a_part(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], part: str
) -> None:
    site = begin_with(FILES)
    before, (files, words) = output(site), GONE[part]
    assert files <= before.keys()
    pages = [name for name in before if name.endswith('.html')]
    is_in_pages = any(re.search(words, before[name].decode()) for name in pages)
    assert is_in_pages or part in {'llms', 'not-found', 'robots', 'sitemap'}

    site.build_again({'conf.py': f'{FILES["conf.py"]}folio_without = ["{part}"]\n'})
    after = output(site)
    assert site.warnings == []
    assert before.keys() - after.keys() == files
    assert after.keys() <= before.keys()
    texts = (name for name in after if name.endswith(('.html', '.txt', '.json', '.vcf')))
    assert [name for name in texts if re.search(words, after[name].decode())] == []
    assert after == output(clean_build(site))

    site.build_again({'conf.py': FILES['conf.py']})
    assert output(site) == before


def test_a_site_may_do_without_all_of_them(make_site: MakeSite) -> None:
    site = make_site({**FILES, 'conf.py': f'{FILES["conf.py"]}folio_without = {PARTS}\n'})
    assert site.warnings == []
    top = {name for name in site.output() if '/' not in name and not name.endswith('.html')}
    assert top == {'.nojekyll', 'objects.inv', 'searchindex.js'}
    (jane,) = site.main('people/jane-doe').select('.folio-profile')
    assert 'vCard' not in jane.get_text()


def test_an_unknown_part_is_told_with_the_nearest(look_at: MakeSite) -> None:
    site = look_at({'a.md': '# A\n'}, confoverrides={'folio_without': ['feed', 'vCard']})
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('conf.py', 1)
    assert 'folio_without: "vCard" is no part of a site; did you mean "vcard"?' in warned.message
    assert 'the default is used' in warned.message
