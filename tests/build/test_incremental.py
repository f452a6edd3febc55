"""A build on what another has left writes the right pages, and equals a clean one."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from portfolio_edits import published
from sphinx.builders.html import StandaloneHTMLBuilder
from support import PNG
from support import front as front_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from support import MakeSite, Site

BIB = """\
@article{doe2024,
  author = {Doe, Jane and Roe, Joan},
  title = {Fast logs},
  journal = {Logs},
  year = {2024},
}
@article{roe2023,
  author = {Roe, Joan},
  title = {Slow logs},
  journal = {Logs},
  year = {2023},
}
"""
PROFILE = '\n```{profile}\n```\n'


def front(kind: str, **facts: object) -> str:
    """Return a page that stands in no navigation, which would show its name."""
    return front_of(kind, **facts).replace('---\n', '---\norphan: true\n', 1)


TREE = '\n```{toctree}\n:hidden:\n\nother\n```\n'
NOTES = '# Notes\n\n{person}`jane-doe`, {topic}`storage`, {cite:t}`doe2024`.\n'
JANE = {'name': 'Jane Doe', 'names': ['Doe, Jane'], 'topics': ['storage'], 'photo': 'jane.png'}
LOG = {'name': 'QuickLog', 'summary': 'A log.', 'people': [{'id': 'jane-doe', 'role': 'lead'}]}
FILES: dict[str, str | bytes] = {
    # hardly a table of contents: links from page to page are Sphinx's to keep up to date
    'index.md': '# Site\n\n```{publications}\n:limit: 1\n```\n' + TREE,
    'all.md': '# All\n\n```{people}\n:style: list\n```\n',
    'notes.md': NOTES,
    'other.md': '# Other\n\nNothing of the graph.\n',
    'publications.md': '---\norphan: true\n---\n\n# Publications\n\n```{publications}\n```\n',
    'people/jane.png': PNG,
    'people/jane-doe.md': front('person', **JANE) + PROFILE,
    'people/joan-roe.md': front('person', name='Joan Roe') + PROFILE,
    'projects/quicklog.md': front('project', **LOG) + PROFILE,
    'topics/storage.md': front('topic', name='Storage') + PROFILE,
    'topics/logs.md': front('topic', name='Logs') + PROFILE,
    'references.bib': BIB,
}
SETTINGS = {'suppress_warnings': ['toc.not_included']}
#: Pages that Sphinx makes anew in each build.
MADE = {'genindex', 'search'}

Changes = dict[str, str | bytes | None]

#: What changes, and the pages that show it.
CHANGES: dict[str, tuple[Changes, set[str]]] = {
    'nothing': ({}, set()),
    'a page of no object': ({'other.md': '# Other\n\nChanged.\n'}, {'other'}),
    'the name of a person': (
        {'people/jane-doe.md': front('person', **JANE | {'name': 'Jane Poe'}) + PROFILE},
        {
            'all',
            'notes',
            'people/jane-doe',
            'projects/quicklog',
            'topics/storage',
        },  # a paper calls her as it has always done
    ),
    'the role of a person': (
        {'people/jane-doe.md': front('person', **JANE, role='PhD') + PROFILE},
        {'all', 'people/jane-doe', 'topics/storage'},  # the project shows her role in it
    ),
    'the text of a person': (
        {'people/jane-doe.md': front('person', **JANE) + PROFILE + '\nMore.\n'},
        {'people/jane-doe'},
    ),
    'the picture of a person': ({'people/jane.png': PNG + b'\0'}, {'people/jane-doe'}),
    'an edge at its other end': (
        {'topics/logs.md': front('topic', name='Logs', people=['joan-roe']) + PROFILE},
        {'all', 'people/joan-roe', 'topics/logs'},
    ),
    'an edge is gone': (
        {'projects/quicklog.md': front('project', **LOG | {'people': []}) + PROFILE},
        {'people/jane-doe', 'projects/quicklog'},
    ),
    'a role in a project': (
        {
            'projects/quicklog.md': front('project', **LOG | {'people': ['jane-doe']}) + PROFILE,
        },
        {'people/jane-doe', 'projects/quicklog'},
    ),
    'the summary of a project': (
        {'projects/quicklog.md': front('project', **LOG | {'summary': 'New.'}) + PROFILE},
        {'people/jane-doe', 'projects/quicklog'},
    ),
    'the title of an entry': (
        {'references.bib': BIB.replace('Fast', 'Faster')},
        {'index', 'notes', 'people/jane-doe', 'people/joan-roe', 'publications'},
    ),
    'the title of an entry that nobody cites': (
        {'references.bib': BIB.replace('Slow', 'Slower')},
        {'people/joan-roe', 'publications'},
    ),
    'a comment in the file of entries': ({'references.bib': f'% Comment.\n{BIB}'}, set()),
    'an author less': (
        {'references.bib': BIB.replace(' and Roe, Joan', '')},
        {'index', 'notes', 'people/jane-doe', 'people/joan-roe', 'publications'},
    ),
    'what a citation shows in its tooltip': (
        {'references.bib': BIB.replace('{Logs}', '{Trees}', 1)},
        {'index', 'notes', 'people/jane-doe', 'people/joan-roe', 'publications'},
    ),
    'an author that a citation names': (
        {'references.bib': BIB.replace('Doe, Jane', 'Dorn, Jane')},
        {'index', 'notes', 'people/jane-doe', 'people/joan-roe', 'publications'},
    ),
    'a bibliography that a citation leads to': (
        {'other.md': '# Other\n\n```{bibliography}\n:all:\n```\n'},
        {'notes', 'other'},
    ),
    'a new entry': (
        {
            'references.bib': BIB
            + '@misc{new, author = {Roe, Joan}, title = {New}, year = {2022}, topics = {logs}}\n'
        },
        {'index', 'people/joan-roe', 'publications', 'topics/logs'},
    ),
    'an entry is gone': (
        {'references.bib': BIB.partition('@article{roe2023')[0]},
        {'index', 'people/joan-roe', 'publications'},
    ),
    'a new page': (
        {'people/ann-poe.md': front('person', name='Ann Poe', topics=['logs']) + PROFILE},
        {'all', 'people/ann-poe', 'topics/logs'},
    ),
    'a new page of an author': (
        {
            'people/joan-roe.md': front('person', name='J. Roe') + PROFILE,
            'people/roe.md': front('person', name='Joan Roe') + PROFILE,
        },
        {'all', 'index', 'people/jane-doe', 'people/joan-roe', 'people/roe', 'publications'},
    ),
    'a page is gone': (
        {'people/joan-roe.md': None},
        {'all', 'index', 'people/jane-doe', 'publications'},
    ),
    'the page of publications is gone': (
        {'publications.md': None},
        {'index', 'notes', 'people/joan-roe'},
    ),
}


def rewritten(site: Site, changes: Mapping[str, str | bytes | None]) -> set[str]:
    """Build again after some changes; return the pages that were written."""
    before = site.written()
    after = site.build_again(changes).written()
    return {name for name, at in after.items() if before.get(name) != at} - MADE


@pytest.mark.parametrize(('changes', 'pages'), list(CHANGES.values()), ids=list(CHANGES))
def test_what_shows_a_change_is_written_again(
    begin_with: MakeSite,
    clean_build: Callable[[Site], Site],
    changes: Changes,
    pages: set[str],
) -> None:
    site = begin_with(FILES, confoverrides=SETTINGS)
    assert site.warnings == []
    assert rewritten(site, changes) == pages
    told, output = site.warnings, site.output()
    clean = clean_build(site)
    assert told == clean.warnings
    expected = clean.output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []


@pytest.mark.parametrize(
    'changes',
    [
        {'references.bib': BIB.replace('Slow logs', 'Slower logs')},
        {'topics/logs.md': front('topic', name='Journals') + PROFILE},
        {'other.md': '# Another\n\nNothing of the graph.\n'},
    ],
    ids=['an entry', 'a topic', 'a page'],
)
def test_a_line_is_written_again_wherever_it_is_listed_if_what_it_names_changes(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], changes: Changes
) -> None:
    line = (
        '# News\n\n::::{timeline}\n:kind: news\n\n'
        ':::{entry} {publication}`roe2023`, {topic}`logs` and {doc}`other` are out\n'
        ':dates: 2024\n:people: jane-doe\n:::\n::::\n'
    )
    site = begin_with({**FILES, 'news.md': line}, confoverrides=SETTINGS)
    assert 'Slow logs, Logs and Other are out' in site.text('people/jane-doe.html')
    assert {'news', 'people/jane-doe'} <= rewritten(site, changes)
    output, expected = site.output(), clean_build(site).output()
    assert [name for name in expected if output[name] != expected[name]] == []


def test_files_of_people_follow_what_the_text_of_a_line_names(
    begin_with: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    def line(body: str) -> str:
        return (
            front('person', name='Ann Poe')
            + PROFILE
            + '\n::::{timeline}\n:kind: service\n\n:::{entry} Chair\n:dates: 2024\n'
            + f'\n{body}\n:::\n::::\n'
        )

    def resume() -> str:
        return site.text('people/ann-poe.resume.json')

    ann, logs = 'people/ann-poe.md', 'topics/logs.md'
    site = begin_with({**FILES, ann: line('Of {topic}`logs`.')}, confoverrides=SETTINGS)
    assert 'Of Logs.' in resume()
    site.build_again({logs: front('topic', name='Journals') + PROFILE})
    assert 'Of Journals.' in resume()
    # a text below a title is shown by no page, but by files
    site.build_again({ann: line('Of little.')})
    assert 'Of little.' in resume()
    role = JANE | {'role': 'Guest'}
    site.build_again({ann: line(''), 'people/jane-doe.md': front('person', **role) + PROFILE})
    assert 'Of ' not in resume()
    assert published(site.outdir) == published(clean_build(site).outdir)


def test_many_changes_one_after_the_other_equal_a_clean_build(
    begin_with: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = begin_with(FILES, confoverrides=SETTINGS)
    for changes, _pages in CHANGES.values():
        if None not in changes.values():
            site.build_again(changes)
    output = site.output()
    expected = clean_build(site).output()
    assert output.keys() == expected.keys()
    assert [name for name in expected if output[name] != expected[name]] == []


def test_a_change_that_is_taken_back_leaves_nothing(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=SETTINGS)
    before = site.output()
    site.build_again({'people/jane-doe.md': front('person', name='X'), 'references.bib': ''})
    site.build_again(FILES)
    assert site.output() == before


def test_the_index_of_the_search_is_left_alone_while_no_page_is_written(
    begin_with: MakeSite,
) -> None:
    site = begin_with(FILES, confoverrides=SETTINGS)
    index = site.outdir / 'searchindex.js'
    before = index.stat().st_mtime_ns
    site.build_again({})
    assert index.stat().st_mtime_ns == before
    site.build_again({'other.md': '# Other\n\nUnheard.\n'})
    assert 'unheard' in index.read_text(encoding='utf-8')


@pytest.mark.parametrize('buildername', ['html', 'dirhtml'])
def test_what_is_left_alone_is_made_again_where_it_is_gone(
    begin_with: MakeSite, buildername: str
) -> None:
    site = begin_with(FILES, buildername=buildername, confoverrides=SETTINGS)
    before = site.output()
    left = [site.outdir / name for name in ('searchindex.js', 'objects.inv')]
    for path in left:
        path.unlink()
    site.build_again({})
    assert site.output() == before
    times = [path.stat().st_mtime_ns for path in left]
    site.build_again({})
    assert [path.stat().st_mtime_ns for path in left] == times


OWN_BUILDER = """
from sphinx.builders.html import StandaloneHTMLBuilder

extensions = ["sphinx_folio"]

class Builder(StandaloneHTMLBuilder):
    def write_doc(self, docname, doctree):
        super().write_doc(docname, doctree)
        (self.outdir / f"{docname}.note").write_text("written")

def setup(app):
    app.add_builder(Builder, override=True)
"""


def _older_page(site: Site) -> None:
    page = Path(site.app.builder.get_output_path('notes'))  # type: ignore[attr-defined]
    os.utime(page, ns=(0, 1))


def _newer_file(site: Site) -> None:
    ahead = time.time() + 1000
    os.utime(site.srcdir / 'all.md', (ahead, ahead))


def _no_page(site: Site) -> None:
    Path(site.app.builder.get_output_path('people/jane-doe')).unlink()  # type: ignore[attr-defined]


def _no_file(site: Site) -> None:
    (site.srcdir / 'other.md').unlink()


def _newer_template(site: Site) -> None:
    ahead = time.time() + 1000
    os.utime(site.srcdir / '_templates/own.html', (ahead, ahead))


def _other_settings(site: Site) -> None:
    info = site.outdir / '.buildinfo'
    text = info.read_text(encoding='utf-8')
    info.write_text(re.sub('config: .*', f'config: {"0" * 32}', text), encoding='utf-8')


@pytest.mark.parametrize('buildername', ['html', 'dirhtml'])
@pytest.mark.parametrize(
    ('change', 'pages'),
    [
        (lambda _site: None, set()),
        (_older_page, {'notes'}),
        (_newer_file, {'all'}),
        (_no_page, {'people/jane-doe'}),
        (_no_file, set()),
        (_newer_template, None),
        (_other_settings, None),
    ],
    ids=['nothing', 'older page', 'newer file', 'no page', 'no file', 'template', 'settings'],
)
def test_the_pages_that_are_out_of_date_are_those_of_sphinx(
    begin_with: MakeSite,
    buildername: str,
    change: Callable[[Site], None],
    pages: set[str] | None,
) -> None:
    files = {**FILES, '_templates/own.html': 'Own.'}
    settings = SETTINGS | {'templates_path': ['_templates']}
    site = begin_with(files, buildername=buildername, confoverrides=settings)
    change(site)
    builder: Any = site.app.builder
    info = (site.outdir / '.buildinfo').read_bytes()
    found = set(builder.get_outdated_docs())
    (site.outdir / '.buildinfo').write_bytes(info)  # which Sphinx replaces
    assert found == set(StandaloneHTMLBuilder.get_outdated_docs(builder))
    assert found == (site.app.env.found_docs if pages is None else pages)


def test_the_builder_of_another_extension_stands(begin_with: MakeSite) -> None:
    site = begin_with({**FILES, 'conf.py': OWN_BUILDER}, confoverrides=SETTINGS)
    note, index = site.outdir / 'notes.note', site.outdir / 'searchindex.js'
    assert note.read_text(encoding='utf-8') == 'written'
    before = index.stat().st_mtime_ns
    site.build_again({})
    assert index.stat().st_mtime_ns == before


def test_the_builder_of_another_extension_says_what_is_out_of_date(begin_with: MakeSite) -> None:
    way = '    def get_outdated_docs(self):\n        return {"notes"}\n\ndef setup'
    files = {**FILES, 'conf.py': OWN_BUILDER.replace('def setup', way)}
    site = begin_with(files, confoverrides=SETTINGS)
    assert rewritten(site, {}) == {'notes'}


OBJECTS = {
    'function': ':::{py:function} stow(%s)\n:::',
    'role': ':::{rst:role} stow-%s\n:::',
    'option': ':::{option} --stow-%s\n:::',
    'label': '(stow-%s)=\n\n## Stow',
    'term': ':::{glossary}\nStow %s\n  A word.\n:::',
    'index': ':::{index} stow %s\n:::',
}


@pytest.mark.parametrize('text', OBJECTS.values(), ids=OBJECTS)
def test_an_object_of_sphinx_that_changes_is_known_to_others(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], text: str
) -> None:
    site = begin_with(FILES, confoverrides=SETTINGS)
    for name in ('once', 'twice'):
        site.build_again({'other.md': f'# Other\n\n{text % name}\n'})
    output, expected = site.output(), clean_build(site).output()
    assert [name for name in expected if output[name] != expected[name]] == []


PROBLEMS: dict[str, Changes] = {
    'front matter': {'people/joan-roe.md': front('person', name='Joan Roe', topics=['log'])},
    'role': {'other.md': '# Other\n\n{person}`jane-do`\n'},
    'option': {'other.md': '# Other\n\n```{people}\n:topic: log\n```\n'},
    'citation': {'other.md': '# Other\n\n{cite:p}`doe2042`\n'},
    'timeline': {'other.md': '# Other\n\n::::{entry} One\n::::\n'},
    'broken entry': {'references.bib': BIB + '@article{broken,\n  title = {T,\n}\n'},
    'field of an entry': {'references.bib': BIB + '@misc{x, title = {T}, topics = {log}}\n'},
    'page without a kind': {'people/ann-poe.md': '# Ann Poe\n'},
    'link': {'other.md': '# Other\n\n[a](javascript:b)\n'},
    'picture': {'people/joan-roe.md': front('person', name='Joan Roe', photo='jan.png')},
    'a page that others name': {'topics/storage.md': None},
}


@pytest.mark.parametrize('changes', list(PROBLEMS.values()), ids=list(PROBLEMS))
def test_a_problem_is_told_in_every_build_until_it_is_mended(
    begin_with: MakeSite, changes: Changes
) -> None:
    site = begin_with(FILES, buildername='dummy', confoverrides=SETTINGS)
    told = site.build_again(changes).warnings
    assert told
    assert site.build_again({}).warnings == told
    assert site.build_again({'notes.md': NOTES + '\n'}).warnings == told
    mended = {name: FILES.get(name) for name in changes}
    assert site.build_again(mended).warnings == []


def test_a_problem_that_another_page_makes_is_told_where_it_shows(begin_with: MakeSite) -> None:
    site = begin_with(FILES, buildername='dummy', confoverrides=SETTINGS)
    told = site.build_again({'topics/storage.md': None}).warnings
    assert [(item.file, item.line) for item in told] == [('notes.md', 3), ('people/jane-doe.md', 3)]


def test_a_setting_that_changes_is_taken_up(begin_with: MakeSite) -> None:
    site = begin_with(FILES, confoverrides=SETTINGS)
    assert 'publications.html#doe2024' in site.links('notes')
    site.build(confoverrides=site.app.config.overrides | {'folio_publications_page': 'index'})
    assert 'index.html#doe2024' in site.links('notes')


@pytest.mark.parametrize('theme', ['basic', 'furo'])
@pytest.mark.parametrize(
    'changes',
    [
        {'people/jane-doe.md': front('person', **JANE | {'name': 'Jane Poe'}) + PROFILE},
        {'people/ann-poe.md': front('person', name='Ann Poe') + PROFILE},
        {'people/joan-roe.md': None},
    ],
    ids=['new title', 'new page', 'page gone'],
)
def test_navigation_is_written_again_too(
    begin_with: MakeSite, clean_build: Callable[[Site], Site], changes: Changes, theme: str
) -> None:
    """Side bars and links to the next page show titles of pages that show nothing else."""
    index = '# Site\n\n```{toctree}\n:glob:\n\n*\n*/*\n```\n'
    site = begin_with({**FILES, 'index.md': index}, confoverrides={'html_theme': theme})
    output = site.build_again(changes).output()
    expected = clean_build(site).output()
    assert [name for name in expected if output[name] != expected[name]] == []


def test_what_was_not_asked_for_is_written_by_the_next_build(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = make_site(FILES, confoverrides=SETTINGS)
    site.write({'people/jane-doe.md': front('person', **JANE | {'name': 'Jane Poe'}) + PROFILE})
    site.app = site._make_app(srcdir=site.srcdir, **site._options)
    site.app.build(filenames=[str(site.srcdir / 'notes.md')])
    assert 'Jane Poe' in site.text('notes.html')
    assert 'Jane Poe' not in site.text('all.html')
    output = site.build().output()
    expected = clean_build(site).output()
    assert [name for name in expected if output[name] != expected[name]] == []
