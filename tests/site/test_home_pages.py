"""Each person of this site could have a site of their own, begun by ``init``, from the same pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_folio.cli.new_site import SitePlan, site_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support import MakeSite

ROOT = Path(__file__).parents[2]
PEOPLE = sorted(path.stem for path in (ROOT / 'people').glob('*.md') if path.stem != 'index')


def pages(folder: str) -> dict[str, str]:
    """Return the pages of a folder of this repository by their ids."""
    files = (path for path in (ROOT / folder).glob('*.md') if path.stem != 'index')
    return {path.stem: path.read_text(encoding='utf-8') for path in sorted(files)}


def names(text: str, ids: Iterable[str]) -> set[str]:
    """Return those of *ids* that a text names."""
    return {each for each in ids if re.search(rf'(?<![\w-]){each}(?![\w-])', text)}


def home_page(person: str) -> dict[str, str]:
    """Return the site of a person: what ``init`` writes, and all that is theirs alone."""
    others = {*PEOPLE} - {person}
    page = pages('people')[person]
    title = re.findall(r'^# (.*)$', page, re.MULTILINE)[0]
    plan = SitePlan('person', title, 'pages', repository='', domain='', language='en')
    projects = {
        name: text
        for name, text in pages('projects').items()
        if names(text, [person]) and not names(text, others)
    }
    topics, wanted = {}, names('\n'.join([page, *projects.values()]), pages('topics'))
    while wanted - topics.keys():
        topics.update({name: pages('topics')[name] for name in wanted})
        wanted = names('\n'.join(topics.values()), pages('topics'))
    bib = (ROOT / 'references.bib').read_text(encoding='utf-8')
    entries = re.findall(r'^@\w+\{.*?^\}\n', bib, re.MULTILINE | re.DOTALL)
    texts = '\n'.join([page, *projects.values()])
    own = [
        entry
        for entry in entries
        if names(texts, re.findall(r'^@\w+\{(.*),$', entry, re.MULTILINE))
    ]
    return {
        **dict(site_files(plan)),
        'index.md': page.replace('person:\n', f'person:\n  id: {person}\n', 1),
        **{f'projects/{name}.md': text for name, text in projects.items()},
        **{f'topics/{name}.md': text for name, text in topics.items()},
        'references.bib': '\n'.join(own),
    }


@pytest.mark.parametrize('person', PEOPLE)
def test_a_person_of_this_site_has_a_home_page_of_their_own(
    make_site: MakeSite, person: str
) -> None:
    site = make_site(dict(home_page(person)))
    assert site.warnings == []
    assert site.graph.people.keys() == {person}
    main = site.main('index')
    assert main.select_one('h1').contents[0] == site.graph.people[person].name
    assert len(main.select('.folio-profile')) == 1
    assert len(site.graph.projects) >= 4
    found = {node.get_text() for node in site.main('publications').select('.folio-self')}
    authors = [a for entry in site.graph.publications.values() for a in entry.authors]
    assert len(found) == (1 if authors else 0)
    files = {
        path.name for path in site.outdir.iterdir() if path.name.startswith(('index.', person))
    }
    if not site.graph.people[person].anonymous:
        assert {'index.html', f'{person}.vcf', f'{person}.resume.json'} <= files
    assert not {name for name in files if name.startswith('index.')} - {'index.html'}
