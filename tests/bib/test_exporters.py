"""What becomes of entries as reference managers, archives and people write them.

Each file in ``exporters/`` has the shape of one of them, with facts that are made up. What a
site makes of it stands beside it, as a text that has been read by eye: a change of it is for
a reviewer to read. ``FOLIO_ACCEPT=1`` writes these texts anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from docutils import nodes
from csl_schema import SCHEMA
from support import front

from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import view_list
from sphinx_folio.nodes import aside_text, listing
from sphinx_folio.render.parts import Parts
from sphinx_folio.render.placeholders import render_publications

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import MakeSite, Site

FOLDER = Path(__file__).parent / 'exporters'
FILES = sorted(path.name for path in FOLDER.glob('*.bib'))
LIST = '# Publications\n\n```{publications}\n```\n'
#: How a look of the page is written in the text.
_SIGNS = {'sup': '^({})', 'sub': '_({})', 'math': '⟦{}⟧', 'strong': '**{}**'}


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    """Return one site of all files, with two people who are among the authors."""
    files: dict[str, str | bytes | Path] = {
        'publications.md': LIST,
        'people/jane-doe.md': front('person', name='Jane Doe'),
        'people/mika-sato.md': front('person', name='Mika Sato', native_name='佐藤美香'),
    }
    files |= {name: (FOLDER / name).read_bytes() for name in FILES}
    return look_at(files, confoverrides={'bibtex_bibfiles': FILES, 'folio_author_limit': 5})


def domain_of(site: Site) -> FolioDomain:
    domain = site.app.env.domains['folio']
    assert isinstance(domain, FolioDomain)
    return domain


def words(node: Any) -> str:
    """Return what stands on the page, with signs for what is raised, lowered, bold or set."""
    if isinstance(node, str):
        return node
    inner = ''.join(map(words, node.children))
    classes = node.get('class') or []
    if 'folio-badge' in classes:
        return f'[{inner}]'
    if 'folio-unseen' in classes:
        return ''
    if node.name in {'em', 'i'} and node.find_parent(class_='folio-publication-venue') is None:
        return f'*{inner}*'
    if node.name == 'a' and node.find_parent(class_='folio-publication-authors'):
        return f'[{inner}]'
    return _SIGNS.get(node.name, '{}').format(inner)


def line_of(node: Any) -> str:
    return ' '.join(words(node).split())


def on_page(item: Any) -> Iterator[str]:
    """Yield the lines of a publication on the web page, and its links with their targets."""
    for part in item.find_all(['p', 'details', 'ul'], recursive=False):
        looks = part.get('class') or []
        if 'folio-links' in looks:
            for link in part.select('a'):
                yield f'{line_of(link)} -> {link["href"]}'
        elif 'folio-bibtex' not in looks:
            yield line_of(part)


def in_cv(site: Site) -> dict[str, str]:
    """Return what a CV prints of each publication, by its id."""
    domain = domain_of(site)
    placeholder = next(iter(site.doctree('publications').findall(listing)))
    place = (placeholder['docname'], placeholder['number'])
    view: Any = view_list(placeholder['query'], domain.site, place)
    view = view.anchored(domain.site.ids)
    parts = Parts('publications', 'en')
    found = {}
    for shown in render_publications(domain, parts, view, 'cv'):
        for item in shown.findall(lambda node: isinstance(node, nodes.list_item) and node['ids']):
            for unseen in [*item.findall(aside_text), *item.findall(_is_number)]:
                unseen.parent.remove(unseen)
            lines = (part.astext().strip() for part in item.findall(nodes.paragraph))
            found[item['ids'][0]] = ' | '.join(lines)
    return found


def _is_number(node: nodes.Node) -> bool:
    """Tell whether a node is the number of an item, which others before it change."""
    return isinstance(node, nodes.inline) and 'folio-number' in node['classes']


@pytest.fixture(scope='module')
def rendering(site: Site) -> dict[str, str]:
    """Return, by the name of each file, the text of all that a site makes of it."""
    domain = domain_of(site)
    bibliography = domain.bibliography
    items = {item['id']: item for item in site.main('publications').select('.folio-publication')}
    cv = in_cv(site)
    told: dict[str, list[str]] = {}
    for problem in sorted({*bibliography.problems, *site.graph.problems}):
        line = f'{problem.line}: {problem.message} [{problem.subtype}]'
        told.setdefault(problem.entry or Path(problem.file).name, []).append(line)
    texts = {}
    for file, keys in zip(FILES, bibliography.keys, strict=True):
        blocks = [f'{file}:{line}' for line in told.pop(file, [])]
        for key in keys:
            name = domain.site.ids.get(key, '')
            lines = [*on_page(items[name])] if name in items else ['(on no list)']
            lines += [f'CV: {cv[name]}'] if name in cv else []
            item = json.loads(bibliography.csl(key))
            jsonschema.validate([item], SCHEMA)
            lines.append(f'CSL: {json.dumps(item, ensure_ascii=False)}')
            lines += [f'told: {line}' for line in told.pop(key, [])]
            blocks.append('\n'.join([f'## {key}', *lines, bibliography.bibtex(key).strip()]))
        texts[file] = '\n\n'.join(blocks) + '\n'
    assert told == {}
    return texts


@pytest.mark.parametrize('file', FILES)
def test_what_a_site_makes_of_it(rendering: dict[str, str], file: str) -> None:
    found = rendering[file]
    path = (FOLDER / file).with_suffix('.expected.txt')
    if os.environ.get('FOLIO_ACCEPT'):
        path.write_text(found, encoding='utf-8')
    assert found.split('\n') == path.read_text(encoding='utf-8').split('\n')
