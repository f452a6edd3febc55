"""What a site has without a word in ``conf.py``, and what ``conf.py`` decides instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from support import PNG, front

from sphinx_folio.__main__ import main
from sphinx_folio.nodes import struck

if TYPE_CHECKING:
    from support import MakeSite, Site

CONF = "extensions = ['sphinx_folio']\nnitpicky = True\n"
ABOUT = (
    'README.md',
    'readme_zh.md',
    'CONTRIBUTING.md',
    'LICENSE.md',
    'LICENSE-CODE.rst',
    'CHANGELOG.md',
    'CODE_OF_CONDUCT.md',
    'SECURITY.md',
    'people/README.md',
    'tools/node_modules/a/b.md',
    '.github/PULL_REQUEST_TEMPLATE.md',
    '.github/ISSUE_TEMPLATE/bug.md',
    'people/.draft.md',
    '.venv/lib/a.md',
    'my environment/lib/b.md',
    'tools/env/c.md',
    '_build/html/d.md',
)
REPOSITORY = dict.fromkeys(ABOUT, '# About the repository\n\n{person}`nobody`\n') | {
    'my environment/pyvenv.cfg': '',
    'tools/env/pyvenv.cfg': '',
}
PAGES = {
    'conf.py': CONF,
    'index.md': '# Site\n',
    'people/index.md': '# People\n\n```{people}\n```\n',
    'people/jane-doe.md': front('person', name='Jane Doe'),
    'topics/security.md': front('topic', name='Security'),
    'tools/guide.md': '# Guide\n',
}


def found(site: Site) -> set[str]:
    return set(site.app.env.found_docs)


def docnames(files: Any) -> set[str]:
    return {name.rpartition('.')[0] for name in files if name.endswith(('.md', '.rst'))}


def test_what_stands_beside_pages_in_a_repository_is_no_page(make_site: MakeSite) -> None:
    site = make_site(PAGES | REPOSITORY)
    assert site.warnings == []
    assert found(site) == docnames(PAGES)
    assert list(site.graph.people) == ['jane-doe']


def test_the_commands_pass_it_over_too(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site(PAGES | REPOSITORY, buildername='dummy')
    assert main(['check', '--root', str(site.srcdir)]) == 0
    assert 'No problem' in capsys.readouterr().out


def test_a_page_that_a_toctree_names_is_one_whatever_its_name(make_site: MakeSite) -> None:
    tree = '\n```{toctree}\nChanges <CHANGELOG>\nguide/index\n```\n'
    files = {
        'conf.py': CONF,
        'index.md': f'# Site\n{tree}',
        'CHANGELOG.md': '# Changes\n',
        'README.md': '# Site\n',
        'guide/index.rst': 'Guide\n=====\n\n.. toctree::\n\n   README.md\n',
        'guide/README.md': '# Read this\n',
    }
    site = make_site(files)
    assert site.warnings == []
    assert found(site) == docnames(files) - {'README'}


def test_the_landing_page_may_be_the_readme(make_site: MakeSite) -> None:
    files = {'conf.py': f"{CONF}root_doc = 'README'\n", 'README.md': '# Site\n'}
    site = make_site({'index.md': '# Not this\n', **files})
    assert found(site) == {'README', 'index'}


def test_patterns_that_are_given_stand(make_site: MakeSite) -> None:
    files = PAGES | {'conf.py': f'{CONF}exclude_patterns = []\n', 'README.md': '# Read\n'}
    site = make_site(files | {'people/README.md': '# How to add yourself\n'})
    assert found(site) == docnames(PAGES) | {'README', 'people/README'}
    assert list(site.graph.people) == ['jane-doe']  # a readme is nobody, all the same


def test_files_that_are_copied_are_not_held_to_it(make_site: MakeSite) -> None:
    files = {
        'conf.py': f"{CONF}html_static_path = ['s']\nhtml_extra_path = ['e']\n",
        'index.md': '# Site\n',
        's/fonts/LICENSE': '',
        's/fonts/LICENSE.md': '',
        'e/.well-known/x.txt': '',
        'e/README.txt': '',
    }
    output = make_site(files).output()
    copied = {'_static/fonts/LICENSE', '_static/fonts/LICENSE.md', '.well-known/x.txt'}
    assert output.keys() >= copied | {'README.txt', '.nojekyll'}


@pytest.mark.parametrize('buildername', ['html', 'dirhtml'])
def test_github_pages_takes_what_begins_with_a_line(make_site: MakeSite, buildername: str) -> None:
    assert make_site({}, buildername=buildername).output()['.nojekyll'] == b''


def test_a_page_with_another_suffix_is_told_of(
    make_site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {'people/jane-doe.MD': '', 'talks.markdown': '', 'README.MD': '', 's/x.mkd': ''}
    files |= {'people/joan-roe.md.txt': '', 'notes.txt': ''}
    settings = f"{CONF}html_static_path = ['s']\n"
    site = make_site({'conf.py': settings, 'index.md': '# Site\n', **files})
    rest = 'rename it to "{}.md"'
    expected = [
        ('people/jane-doe.MD', 1, '".MD"; ' + rest.format('jane-doe')),
        ('people/joan-roe.md.txt', 1, '".md.txt"; ' + rest.format('joan-roe')),
        ('talks.markdown', 1, '".markdown"; ' + rest.format('talks')),
    ]
    why = 'no page is made of this file, as its name ends in '
    told = [(file, line, f'{why}{end} [folio.file]') for file, line, end in expected]
    assert sorted(site.warnings) == told
    assert main(['check', '--root', str(site.srcdir)]) == 1
    assert capsys.readouterr().out.count(why) == 3


def test_another_suffix_may_be_given(make_site: MakeSite) -> None:
    settings = CONF + "source_suffix = {'.markdown': 'markdown', '.md': 'markdown'}\n"
    site = make_site({'conf.py': settings, 'index.md': '# Site\n', 'talks.markdown': '# Talks\n'})
    assert site.warnings == []
    assert found(site) == {'index', 'talks'}


def test_a_site_without_a_landing_page_is_told_what_to_write(make_site: MakeSite) -> None:
    site = make_site({'index.md': '# Site\n'})
    with pytest.raises(SystemExit) as stopped:
        site.build_again({'index.md': None})
    assert stopped.value.code == 2
    message = (
        'there is no such file, and the site needs it: visitors see this page first; write '
        'it, of which a line such as "# Our group" is enough [folio.file]'
    )
    assert site.warnings == [('index.md', 1, message)]
    assert site.build_again({'index.md': '# Site\n'}).warnings == []


@pytest.mark.parametrize('name', ['Index.md', 'index.txt', 'index.markdown'])
def test_a_landing_page_by_another_name_is_to_be_renamed(name: str, make_site: MakeSite) -> None:
    site = make_site({'index.md': '# Site\n'})
    with pytest.raises(SystemExit):
        site.build_again({'index.md': None, name: '# Site\n'})
    assert [line for line in site.warnings if f'rename "{name}" to it' in line[2]] != []


@pytest.mark.parametrize(
    ('theme', 'hint'),
    [
        ('Furo', 'did you mean "furo"?'),
        ('a_quite_other', 'install it: python3 -m pip install a-quite-other'),
    ],
)
def test_a_theme_that_is_not_there_is_told_in_one_line(
    theme: str, hint: str, make_site: MakeSite
) -> None:
    looks = f"html_theme = '{theme}'\nhtml_theme_options = {{'source_branch': 'main'}}\n"
    site = make_site({'conf.py': f'{CONF}{looks}', 'index.md': '# Site\n'})
    message = f'html_theme: there is no theme "{theme}"; {hint} [folio.config]'
    assert site.warnings == [('conf.py', 1, message)]


# -- what GitHub shows of Markdown ---------------------------------------------------------

GITHUB = """\
# Page

~~Monday~~ Tuesday, www.example.org, https://example.org/a, me@example.org.

- [ ] to do
- [x] done

It costs $5 or $6, and $x^2$ or $`y^2`$ or $$z^2$$.

$$
a^2
$$

```math
b^2
```

> [!WARNING]
> Take care.

<img src="a.png" width="40" alt="A picture">

[There](#a-heading) and [elsewhere](other.md#a-heading).

## A heading
"""
GITHUB_FILES: dict[str, str | bytes] = {
    'page.md': GITHUB,
    'other.md': '# Other\n\n## A heading\n',
    'a.png': PNG,
}


@pytest.fixture(scope='module')
def preview(look_at: MakeSite) -> Site:
    return look_at(GITHUB_FILES)


def test_nothing_that_github_shows_is_told_of(preview: Site) -> None:
    assert preview.warnings == []


def test_words_are_struck_out_in_every_builder(preview: Site, make_site: MakeSite) -> None:
    assert [node.astext() for node in preview.doctree('page').findall(struck)] == ['Monday']
    assert preview.main('page').find('s').get_text() == 'Monday'
    site = make_site(GITHUB_FILES, buildername='latex')
    assert r'\foliostruck{Monday} Tuesday' in site.text('projectnamenotset.tex')


def test_addresses_are_links(preview: Site) -> None:
    links = preview.links('page')
    assert {'http://www.example.org', 'https://example.org/a', 'mailto:me%40example.org'} <= links


def test_tasks_have_boxes_that_need_no_label(preview: Site) -> None:
    assert [item.get_text() for item in preview.main('page').select('li')] == ['☐ to do', '☑ done']
    assert preview.main('page').find('input') is None


def test_dollars_set_formulas_and_stay_dollars(preview: Site) -> None:
    tree = preview.doctree('page')
    assert [node.astext() for node in tree.findall(nodes.math)] == ['x^2', 'y^2', 'z^2']
    assert [node.astext() for node in tree.findall(nodes.math_block)] == ['a^2', 'b^2']
    assert 'costs $5 or $6, and' in preview.main('page').get_text()


def test_alerts_and_pictures_with_a_size_are_shown(preview: Site) -> None:
    page = preview.main('page')
    assert 'Take care.' in page.select_one('.admonition.warning').get_text()
    assert page.find('img')['src'] == '_images/a.png'
    assert page.find('img')['width'] == '40'


def test_headings_can_be_linked(preview: Site) -> None:
    assert {'#a-heading', 'other.html#a-heading'} <= preview.links('page')


def test_what_github_draws_or_others_cite_is_told_of(make_site: MakeSite) -> None:
    text = r"""
# Page

See [@doe2024] and
[see @{roe2023}, p. 3; @doe2024, *passim*], by \citet[p. 3]{doe2024,
roe2023} and **\cite{doe2024}**, not `\cite{a}`, [a@example.org] or @octocat.

```mermaid
graph TD
```
"""
    site = make_site({'page.md': text})
    typed = 'is shown as it is typed; write'
    drawn = 'is drawn by GitHub, and shown as text here; put a picture in its place'
    assert site.warnings == [
        ('page.md', 3, f'"[@doe2024]" {typed} {{cite:p}}`doe2024` [folio.markup]'),
        ('page.md', 5, f'"\\cite{{doe2024}}" {typed} {{cite:p}}`doe2024` [folio.markup]'),
        (
            'page.md',
            7,
            f'"mermaid" {drawn} [folio.markup]',
        ),
    ]


def test_settings_of_myst_that_are_given_stand(make_site: MakeSite) -> None:
    settings = {
        'myst_enable_extensions': ['substitution'],
        'myst_heading_anchors': 0,
        'myst_dmath_allow_digits': True,
    }
    site = make_site(
        {'page.md': '# Page\n\n$x$ ~~y~~\n\n:::{note}\nA\n:::\n'}, confoverrides=settings
    )
    config = site.app.config
    assert config.myst_enable_extensions == {'substitution', 'colon_fence', 'deflist'}
    assert config.myst_heading_anchors == 0
    assert config.myst_dmath_allow_digits is True
    assert '$x$ ~~y~~' in site.main('page').get_text()
    assert site.warnings == []


# -- links within a folder -----------------------------------------------------------------


@pytest.mark.parametrize('page', ['people/jane-doe', 'index'])
def test_a_link_leads_to_an_object_from_its_folder_as_from_elsewhere(
    make_site: MakeSite, page: str
) -> None:
    folder = '' if page.startswith('people') else 'people/'
    links = (
        f'\n[a](#bob-roe) [](#bob-roe) <project:#bob-roe> {{any}}`bob-roe` {{person}}`bob-roe` '
        f'[b]({folder}bob-roe.md) [](/people/bob-roe.md)\n'
    )
    files = {
        'index.md': '# Site\n',
        'people/jane-doe.md': front('person', name='Jane Doe'),
        'people/bob-roe.md': front('person', name='Bob Roe'),
    }
    files[f'{page}.md'] += links
    site = make_site(files)
    assert site.warnings == []
    shown = [link.get_text() for link in site.main(page).select('p a') if link['href'][0] != '#']
    assert shown == ['a', 'Bob Roe', 'Bob Roe', 'Bob Roe', 'Bob Roe', 'b', 'Bob Roe']
    assert {link for link in site.links(page) if 'bob' in link} == {f'{folder}bob-roe.html'}


def test_a_link_may_be_a_number_to_call(make_site: MakeSite) -> None:
    site = make_site({'page.md': '# Page\n\n[a](tel:+41123) <a href="tel:+41124">b</a>\n'})
    assert site.warnings == []
    assert site.links('page') == {'tel:+41123', 'tel:+41124'}


# -- what would be lost without a word -----------------------------------------------------

LOST = {
    'people/jörg.md': (front('person', name='Jörg'), 1, 'rename it to "jorg.md" [folio.id]'),
    'contact.md': (
        '---\nredirect-from: [/a/]\n---\n\n# Contact\n',
        2,
        'write "folio:" on a line above it and indent it [folio.key]',
    ),
    'team.md': (
        '# Team\n\n<div class="team">\n\n    <p>Jane</p>\n\n</div>\n',
        5,
        'or more; remove the blank line or the spaces [folio.markup]',
    ),
    'code.md': ('# Code\n\nHow to write HTML:\n\n    <p>Jane</p>\n', 0, ''),
}


def test_what_would_be_lost_is_told_at_its_line(make_site: MakeSite) -> None:
    site = make_site({name: text for name, (text, _line, _message) in LOST.items()})
    told = {item.file: (item.line, item.message) for item in site.warnings}
    assert len(told) == len(site.warnings)
    assert told.keys() == LOST.keys() - {'code.md'}
    for name, (line, message) in told.items():
        assert line == LOST[name][1]
        assert message.endswith(LOST[name][2])


# -- around a page -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('setting', 'is_shown'),
    [
        ('', False),
        ("copyright = '2026, We'\n", True),
        ("project_copyright = 'We'\n", True),
        ('html_show_copyright = True\n', True),
    ],
)
@pytest.mark.parametrize('theme', ['furo', 'alabaster'])
def test_the_footer_never_says_copyright_alone(
    make_site: MakeSite, setting: str, theme: str, *, is_shown: bool
) -> None:
    files = {'conf.py': f"{CONF}html_theme = '{theme}'\n{setting}", 'index.md': '# Site\n'}
    text = make_site(files).html('index').get_text()
    assert ('©' in text) == is_shown


@pytest.mark.parametrize('buildername', ['html', 'dirhtml'])
def test_the_home_page_has_the_address_of_the_site(make_site: MakeSite, buildername: str) -> None:
    base = 'https://example.org/lab'
    site = make_site(
        {'index.md': front('person', name='Jane Doe'), 'people/index.md': '# People\n'},
        buildername=buildername,
        confoverrides={'html_baseurl': base},
    )
    page = site.html('index')
    assert page.select_one('link[rel=canonical]')['href'] == f'{base}/'
    assert page.select_one('meta[property="og:url"]')['content'] == f'{base}/'
    assert f'<loc>{base}/</loc>' in site.text('sitemap.xml')
    assert 'lab/index' not in site.text('sitemap.xml') + site.text('llms.txt') + site.text(
        'feed.xml'
    )
    end = 'index.html' if buildername == 'html' else ''
    assert f'<loc>{base}/people/{end}</loc>' in site.text('sitemap.xml')
