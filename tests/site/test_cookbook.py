"""The recipes of the guide build, each with the pages that it names."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from support import front

if TYPE_CHECKING:
    from support import MakeSite, Site

GUIDE = Path(__file__).parents[2] / 'guide'
RECIPES = 12
#: What recipes name but do not show.
AROUND: dict[str, str | bytes] = {
    'people/jane-doe.md': front('person', name='Jane Doe', group='pi'),
    'people/joan-roe.md': front('person', name='Joan Roe', left='2025'),
    'topics/storage-systems.md': front('topic', name='Storage', publications=['doe2025log']),
    'references.bib': '@misc{doe2025log, title = {Logs}, author = {Jane Doe}, year = 2025}\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
    '_static/foundation.png': (GUIDE / 'pictures' / 'home-page.png').read_bytes(),
}


def recipes() -> dict[str, dict[str, str]]:
    """Return the files of each recipe by its heading."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    heading = ''
    tokens = MarkdownIt('commonmark').parse((GUIDE / 'cookbook.md').read_text(encoding='utf-8'))
    for number, token in enumerate(tokens):
        if token.type == 'heading_open':
            heading = tokens[number + 1].content
        elif token.type == 'fence' and (caption := re.match(r':caption: (\S+)\n\n', token.content)):
            name, text = caption[1], token.content[caption.end() :]
            if token.info.endswith('yaml'):
                text = f'---\n{text}---\n\n# {name.rpartition("/")[2]}\n'
            elif name != 'conf.py' and not text.startswith('# '):
                text = f'# Page\n\n{text}'
            found[heading][name] = text
    return found


def sites() -> list[dict[str, str]]:
    """Return the files of all recipes, in as few sites as their names allow."""
    made: list[dict[str, str]] = []
    for files in recipes().values():
        free = (site for site in made if site.keys().isdisjoint(files))
        site = next(free, None)
        if site is None:
            made.append(dict(files))
        else:
            site.update(files)
    return made


def test_there_are_as_many_as_the_page_says() -> None:
    text = (GUIDE / 'cookbook.md').read_text(encoding='utf-8')
    assert len(re.findall(r'^## \d+\. ', text, re.MULTILINE)) == RECIPES
    assert len(recipes()) >= RECIPES - 2


@pytest.mark.parametrize('number', range(len(sites())))
def test_a_recipe_builds(make_site: MakeSite, number: int) -> None:
    files = dict(sites()[number])
    own = files.pop('conf.py', '')
    head = "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n"
    groups = (
        "folio_groups = {'pi': 'Principal investigators'}\n" if 'folio_groups' not in own else ''
    )
    pages: dict[str, str | bytes] = dict(AROUND)
    if 'folio_folders' in own:
        pages = {name.replace('people/', 'team/'): text for name, text in pages.items()}
    files = {'index.md': '# Site\n', **files}
    site: Site = make_site({**pages, **files, 'conf.py': f'{head}{groups}{own}'})
    assert site.warnings == []
