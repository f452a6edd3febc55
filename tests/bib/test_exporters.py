"""What becomes of entries as reference managers, archives and people write them.

Each file in ``exporters/`` has the shape of one of them, with facts that are made up. What a
site makes of it stands beside it, as a text that has been read by eye: a change of it is for
a reviewer to read. ``FOLIO_ACCEPT=1`` writes these texts anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from csl_schema import SCHEMA
from docutils import nodes
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
    settings = {'folio_author_limit': 5, 'folio_publications_per_page': 500}
    return look_at(files, confoverrides={'bibtex_bibfiles': FILES, **settings})


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
    if node.name == 'math':  # whose spaces are the matter of its typesetter
        inner = re.sub(r'[\s\u2061-\u2064]', '', inner)
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


def test_the_files_are_many_and_each_has_its_text(site: Site) -> None:
    counts = [len(keys) for keys in domain_of(site).bibliography.keys]
    assert sum(counts) >= 150
    assert min(counts) >= 8
    texts = {path.name.partition('.')[0] for path in FOLDER.glob('*.txt')}
    assert texts == {path.stem for path in FOLDER.glob('*.bib')}


@pytest.mark.parametrize('file', FILES)
def test_what_a_site_makes_of_it(rendering: dict[str, str], file: str) -> None:
    found = rendering[file]
    path = (FOLDER / file).with_suffix('.expected.txt')
    if os.environ.get('FOLIO_ACCEPT'):
        path.write_text(found, encoding='utf-8')
    read = path.read_text(encoding='utf-8') if path.exists() else ''
    changed = unified_diff(read.splitlines(), found.splitlines(), 'read', 'made', lineterm='')
    difference = '\n'.join(changed)
    assert not difference, f'read what is new, and accept it by FOLIO_ACCEPT=1\n{difference}'


# -- a second opinion ----------------------------------------------------------------

PANDOC = shutil.which('pandoc')
#: Files in the words of biblatex.
BIBLATEX = {'jabref.bib', 'zotero-biblatex.bib'}
#: CSL has no way to say that a list goes on.
_OTHERS = {'literal': 'others'}
#: Where the two differ, and why: by the reason, the fields, each with the keys of entries.
REASONS: dict[str, dict[str, str]] = {
    'pandoc keeps the HTML that reference managers and Crossref write': {
        'title': '10.5555/3474085 Doe_2020 Poe_2021 Roe2013 Soe2016 pmid25000000'
        ' 2017A&A...600A..12L',
        'container': 'Doe_2020 Poe_2021',
    },
    'pandoc leaves the commands of a formula in the text': {
        'title': '10.5555/3551349.3556 2019ApJ...871...12D 2020MNRAS.491..101R'
        ' DBLP:conf/naming/DoeR19 Doe:2019abc Example:2020xyz Coe:2012zz Zoe:2022pp Soe:2023qq'
        ' Noe2016b soeTracking2018 noeFormula2022 ha-math',
        'container': 'ha-math',
    },
    'pandoc drops commands that it does not know': {
        'title': '5000001 Moe2010',
        'container': '2019ApJ...871...12D 2020MNRAS.491..101R 2017A&A...600A..12L',
        'author': 'ha-accents',
    },
    'pandoc reads quotation marks of TeX as they are written': {'title': 'petrova2015'},
    'pandoc leaves an accent on a dotless i, and a space before a hyphen': {
        'author': '2017A&A...600A..12L'
    },
    'what stands at a name is no part of it: marks, titles, numbers of DBLP, bold type': {
        'author': 'doe2023equal roe2024blog DBLP:conf/naming/DoeR19 DBLP:journals/jnames/RoeD20'
        ' prof2015 ha-dr ha-md'
    },
    'names are set apart by more than "and"': {
        'author': 'zhang2012shu yamada2018sig petrova2015 ha-names3 ha-etal weiss2012'
        ' ha-semicolon ha-single'
    },
    'the family name stands first, in East Asia and in PubMed': {
        'author': 'sato2020kaigi suzuki2016sho kobayashi2022web kimura2023yotei pmid24398039'
    },
    'a collaboration is an author': {'author': 'Example:2020xyz ExampleTDR:1995'},
    'an archive of preprints is no journal': {
        'container': '2021arXiv210300001P DBLP:journals/corr/abs-2104-05678 roe2022few pmid36000000'
    },
    'an address is no journal': {'container': 'ha-url-journal'},
    'a year with words about it is a year, and so is the first of two': {
        'year': 'din99999 ha-range suzuki2015hon pmid20000000'
    },
    'what has no title is called by another one, or by its key': {
        'title': 'ha-nothing-- ha-booktitle'
    },
    'a part of a volume that has a title stands in it, as biblatex has it': {
        'container': 'DBLP:conf/lncs/PoeM18 ha-baddate'
    },
    'a paper of "@conference" stands in its proceedings': {'container': 'ha-conference'},
    'pandoc writes small capitals as HTML': {'title': 'ha-habil'},
    'a full stop ends no title': {'title': 'pmid24398039'},
    'a report may stand in a collection': {'container': 'Zoe2015'},
}
EXCEPTIONS = {
    (key, field)
    for fields in REASONS.values()
    for field, keys in fields.items()
    for key in keys.split()
}


def by_pandoc(file: str) -> dict[str, dict[str, Any]]:
    """Return the items that pandoc makes of a file, which takes a "%" for a comment."""
    kind = 'biblatex' if file in BIBLATEX else 'bibtex'
    text = (FOLDER / file).read_text(encoding='utf-8').replace('%%', '')
    command = [PANDOC or '', '--from', kind, '--to', 'csljson']
    made = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return {item['id']: item for item in json.loads(made.stdout)}


def compared(item: dict[str, Any]) -> dict[str, Any]:
    """Return what the two must agree on; pandoc sets titles in the case of sentences."""
    year = next(iter(item.get('issued', {}).get('date-parts', [])), [None])[0]
    return {
        'author': [_whole(name) for name in item.get('author', []) if name != _OTHERS],
        'title': _bare(item.get('title', '')),
        'year': year,
        'container': _bare(item.get('container-title', '')),
    }


def _whole(name: dict[str, str]) -> str:
    """Return a name; a particle is one, whatever a style may do with it."""
    if 'literal' in name:
        return name['literal']
    particle = name.get('non-dropping-particle', name.get('dropping-particle', ''))
    family = f'{particle} {name.get("family", "")}'.strip()
    parts = filter(None, (family, name.get('suffix', ''), name.get('given', '')))
    return ', '.join(parts).replace('’', "'")


def _bare(text: str) -> str:
    """Return words without case, spaces and the signs by which markup and quotes are written."""
    folded = unicodedata.normalize('NFKC', text).casefold()
    return re.sub(r'[\s{}$^_*\\"\'“”‘’„]', '', re.sub('[–—−]', '-', folded))


@pytest.mark.tex
@pytest.mark.skipif(PANDOC is None, reason='pandoc is not installed')
@pytest.mark.parametrize('file', FILES)
def test_pandoc_reads_the_same(site: Site, file: str) -> None:
    bibliography = domain_of(site).bibliography
    keys = bibliography.keys[FILES.index(file)]
    theirs = by_pandoc(file)
    differ = {}
    for key in keys:
        ours, other = compared(json.loads(bibliography.csl(key))), compared(theirs.get(key, {}))
        both = {name: (ours[name], other[name]) for name in ours if ours[name] != other[name]}
        differ |= {(key, name): two for name, two in both.items()}
    expected = {place for place in EXCEPTIONS if place[0] in keys}
    told = {place: two for place, two in differ.items() if place not in expected}
    assert told == {}
    assert expected <= differ.keys(), 'the two agree now: remove these exceptions'
