"""A site of one person: the landing page is theirs, under an id that no file name gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_folio.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite, Site


def front(kind: str, **facts: Any) -> str:
    """Return front matter alone: the title is what matters here."""
    return f'---\n{kind}: {json.dumps(facts, ensure_ascii=False)}\n---\n\n'


CONF = (
    "project = 'Jane Doe'\nextensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n"
    "html_theme = 'basic'\nhtml_baseurl = 'https://jane.example.org/'\n"
)
TREE = '\n```{toctree}\n:hidden:\n:glob:\n\nprojects/*\ntopics/*\npublications\n```\n'
HOME = f'# Dr. Jane Doe\n\n```{{profile}}\n```\n\n## Papers\n\n```{{publications}}\n```\n{TREE}'
FILES: dict[str, str | bytes] = {
    'conf.py': CONF,
    'index.md': front('person', role='PhD student', email='jane@example.org') + HOME,
    'projects/quicklog.md': front('project', people=['jane-doe'], topics=['logs'])
    + '# QuickLog\n\nBy {person}`jane-doe`.\n',
    'topics/logs.md': front('topic') + '# Logs\n\n```{profile}\n```\n',
    'publications.md': '# Publications\n\n```{publications}\n:filter:\n```\n',
    'references.bib': (
        '@article{a, author={Doe, Jane and Roe, Richard}, title={Logs}, journal={J}, year=2024,'
        ' projects={quicklog}}\n'
        '@article{b, author={Roe, Richard and Doe, Jane}, title={Old}, journal={J}, year=2023}\n'
    ),
}


@pytest.fixture(scope='module')
def home(make_shared_site: MakeSite) -> Site:
    return make_shared_site(FILES)


def strong(page: Any) -> list[str]:
    return [node.get_text() for node in page.select('.folio-publication strong')]


def titles(page: Any) -> list[str]:
    """Return the titles of the lists that Folio has put at the end of a page."""
    return [node.get_text() for node in page.select('.rubric')]


def test_the_landing_page_has_the_id_of_its_name(home: Site) -> None:
    assert home.warnings == []
    link = home.main('projects/quicklog').select_one('p a')
    assert (link.get_text(), link['href']) == ('Dr. Jane Doe', '../index.html')


def test_files_have_the_id_too(home: Site) -> None:
    names = {path.name for path in home.outdir.iterdir() if path.is_file()}
    assert {'jane-doe.vcf', 'jane-doe.resume.json', 'jane-doe.bib', 'jane-doe.json'} <= names
    assert not {name for name in names if name.startswith('index.')} - {'index.html'}
    links = [link['href'] for link in home.main('index').select('.folio-profile a')]
    assert {'jane-doe.vcf', 'jane-doe.resume.json', 'jane-doe.bib'} <= set(links)
    resume = json.loads((home.outdir / 'jane-doe.resume.json').read_text(encoding='utf-8'))
    assert resume['meta']['canonical'] == 'https://jane.example.org/jane-doe.resume.json'


@pytest.mark.parametrize('docname', ['index', 'publications', 'projects/quicklog'])
def test_the_only_person_is_strong_in_every_list(home: Site, docname: str) -> None:
    found = strong(home.main(docname))
    assert set(found) == {'Jane Doe'}


def test_nothing_lists_the_one_person(home: Site) -> None:
    assert titles(home.main('projects/quicklog')) == ['Publications', 'Topics']
    assert home.main('topics/logs').select_one('.folio-counts').get_text() == '1 project'


def test_the_landing_page_shows_some_papers_and_another_page_all(
    make_site: MakeSite, clean_build: Any
) -> None:
    some = HOME.replace('```{publications}\n', '```{publications}\n:selected:\n')
    assert some != HOME
    page = front('person', role='PhD student') + some
    site = make_site(FILES | {'index.md': page})
    # as long as no paper is selected, all are shown
    assert titles(site.main('index')) == ['Projects', 'Publications']
    marked = str(FILES['references.bib']).replace('year=2024', 'selected=true, year=2024')
    site.build_again({'references.bib': marked})
    assert titles(site.main('index')) == ['Projects']
    assert len(site.main('index').select('.folio-publication')) == 1
    assert len(site.main('publications').select('.folio-publication')) == 2
    assert str(site.main('index')) == str(clean_build(site).main('index'))
    # without that page, this one is the only place of the other paper
    site.build_again(
        {'publications.md': None, 'index.md': page.replace('publications\n```', '```')}
    )
    assert titles(site.main('index')) == ['Projects', 'Publications']


def test_with_another_person_the_home_page_stays_the_owners(make_site: MakeSite) -> None:
    index = str(FILES['index.md']).replace('projects/*', 'people/*\nprojects/*')
    roe = front('person', name='Richard Roe') + '# Richard Roe\n\n```{publications}\n```\n'
    site = make_site(FILES | {'index.md': index, 'people/richard-roe.md': roe})
    assert site.warnings == []
    assert set(strong(site.main('publications'))) == {'Jane Doe'}
    assert set(strong(site.main('people/richard-roe'))) == {'Jane Doe', 'Richard Roe'}
    assert titles(site.main('projects/quicklog')) == ['People', 'Publications', 'Topics']


def test_a_second_person_changes_the_pages_that_left_the_first_out(
    make_site: MakeSite, clean_build: Any
) -> None:
    site = make_site(FILES)
    index = str(FILES['index.md']).replace('projects/*', 'people/*\nprojects/*')
    roe = front('person', name='Richard Roe') + '# Richard Roe\n'
    site.build_again({'index.md': index, 'people/richard-roe.md': roe})
    clean = clean_build(site)
    for docname in ('projects/quicklog', 'topics/logs', 'publications'):
        assert str(site.main(docname)) == str(clean.main(docname))


def test_moved_to_the_folder_the_page_has_the_same_id(make_site: MakeSite) -> None:
    page = front('person', role='PhD student') + '# Dr. Jane Doe\n'
    index = f'# Home\n{TREE}'.replace('projects/*', 'people/*\nprojects/*')
    site = make_site(FILES | {'index.md': index, 'people/jane-doe.md': page})
    assert site.warnings == []
    link = site.main('projects/quicklog').select_one('p a')
    assert link['href'] == '../people/jane-doe.html'


#: The front matter of a landing page, its title, and its id.
IDS = [
    (front('person'), 'Dr. Jane Doe, PhD', 'jane-doe'),
    (front('person', name='Jörg Müller'), 'About me', 'jorg-muller'),
    (front('person', id='jd', name='Jane Doe'), 'Jane', 'jd'),
    (front('person'), '王小明 (Xiaoming Wang)', 'xiaoming-wang'),
    (front('person'), '*Jane* **Doe**', 'jane-doe'),
]


@pytest.mark.parametrize(('matter', 'title', 'found'), IDS, ids=[row[1] for row in IDS])
def test_an_id_is_stated_or_made_of_the_name(
    make_site: MakeSite, matter: str, title: str, found: str
) -> None:
    files = {'index.md': f'{matter}# {title}\n\nI am {{person}}`{found}`.\n'}
    site = make_site(files)
    assert site.warnings == []
    assert (site.outdir / f'{found}.vcf').is_file()


def test_a_folder_of_one_page_gives_its_name(make_site: MakeSite) -> None:
    page = front('person', name='Jane Doe') + '# Jane Doe\n'
    index = '# Home\n\n{person}`jane-doe`\n\n```{toctree}\npeople/jane-doe/index\n```\n'
    site = make_site({'index.md': index, 'people/jane-doe/index.md': page})
    assert site.warnings == []
    assert (site.outdir / 'people/jane-doe/jane-doe.vcf').is_file()


#: A page, what is wrong in its front matter, and what is said of it.
WRONG = [
    ('index.md', {'name': '王小明'}, 'no id can be made of the name of this page; write "id: …"'),
    ('index.md', {'id': 'Jane Doe', 'name': 'Jane Doe'}, 'did you mean "jane-doe"?'),
    (
        'people/jane-doe.md',
        {'id': ['jane-doe'], 'name': 'Jane Doe'},
        '"id": must be text; write id',
    ),
    ('people/jane-doe.md', {'id': [], 'name': 'Jane Doe'}, '"id": must be text; write id'),
    ('people/jane-doe.md', {'id': 7, 'name': 'Jane Doe'}, '"id": must be text; write id: "7"'),
    ('people/jane-doe.md', {'id': {'a': 1}, 'name': 'Jane Doe'}, '"id": must be text; write id'),
    ('people/jane-doe.md', {'id': 'jane', 'name': 'Jane Doe'}, 'its file name, "jane-doe"'),
]


@pytest.mark.parametrize(('name', 'facts', 'message'), WRONG, ids=range(len(WRONG)))
def test_a_wrong_id_is_told_of(
    make_site: MakeSite, name: str, facts: dict[str, Any], message: str
) -> None:
    tree = '# Home\n\n```{toctree}\npeople/jane-doe\n```\n'
    home = {} if name == 'index.md' else {'index.md': tree}
    site = make_site({**home, name: f'{front("person", **facts)}# Title\n'})
    (warned,) = site.warnings
    assert (warned.file, warned.line) == (name, 2)
    assert message in warned.message


def test_the_portfolio_begins_with_the_cv(make_site: MakeSite) -> None:
    site = make_site(FILES, buildername='folio-latex')
    assert site.warnings == []
    text = (site.outdir / 'portfolio.tex').read_text(encoding='utf-8')
    chapters = [line for line in text.splitlines() if line.startswith(r'\chapter')]
    assert [line.partition('{')[2].partition('}')[0] for line in chapters] == [
        'Dr. Jane Doe',
        'QuickLog',
        'Logs',
        'Publications',
    ]
    assert r'\printindex' not in text
    assert r'\foliosubtitle{1 project, 2 publications}' in text


def test_new_and_check_know_the_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(content), encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    assert main(['check']) == 0
    assert 'Dr. Jane Doe (jane-doe): 2 papers' in capsys.readouterr().out
    assert main(['new', 'person', 'Jane Doe']) == 1
    assert 'index.md is a person with the id jane-doe' in capsys.readouterr().err
