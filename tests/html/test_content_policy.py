"""The Content-Security-Policy of pages, and what it would keep from being loaded."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from browser import needs_browser, serving, visiting

from sphinx_folio.html import is_policy
from sphinx_folio.html.csp import allows

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

HERE = {'a.md': '# A\n\nText.\n'}
REMOTE = 'https://pictures.example.org/a.png'


def policy(site: Site, docname: str = 'a') -> dict[str, list[str]]:
    """Return the policy of a page: sources by directive."""
    metas = site.html(docname).select('meta[http-equiv="Content-Security-Policy"]')
    (content,) = [meta['content'] for meta in metas]
    parts = [part.split() for part in content.split(';')]
    return {name: sources for name, *sources in parts}


def hash_of(text: str) -> str:
    """Return what allows a text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def sums(html: str, tag: str) -> set[str]:
    """Return the hashes of the elements of a page that hold text."""
    return set(map(hash_of, re.findall(rf'<{tag}>(.*?)</{tag}>', html, re.DOTALL)))


def test_pages_load_from_the_site_alone(look_at: MakeSite) -> None:
    site = look_at(HERE)
    for docname in ('a', 'index', 'search', 'genindex'):
        found = policy(site, docname)
        assert found['default-src'] == ["'self'"]
        assert found['img-src'] == ["'self'", 'data:']
        assert found['object-src'] == ["'none'"]
        assert found['form-action'] == found['base-uri'] == ["'self'"]
        assert "'unsafe-inline'" not in found['script-src']


@pytest.mark.parametrize('theme', ['furo', 'alabaster', 'basic'])
def test_what_the_theme_writes_into_pages_is_allowed(look_at: MakeSite, theme: str) -> None:
    site = look_at(HERE, confoverrides={'html_theme': theme})
    for docname in ('a', 'search'):
        found, html = policy(site, docname), site.text(f'{docname}.html')
        assert set(found['script-src']) == {"'self'", *sums(html, 'script')}
        assert set(found['style-src-elem']) == {"'self'", *sums(html, 'style')}
    assert theme != 'furo' or len(found['script-src']) == 2


def test_the_policy_stands_before_all_that_is_loaded(look_at: MakeSite) -> None:
    html = look_at(HERE, confoverrides={'html_theme': 'furo'}).text('a.html')
    place = html.index('Content-Security-Policy')
    assert all(place < html.index(tag) for tag in ('<link', '<style', '<script'))


@pytest.mark.parametrize(('language', 'makes_code'), [('en', False), ('zh_CN', True)])
def test_code_is_made_of_text_only_where_sphinx_does_so(
    look_at: MakeSite,
    language: str,
    makes_code: bool,  # noqa: FBT001
) -> None:
    site = look_at(HERE, confoverrides={'language': language})
    for docname in ('a', 'search'):
        assert ("'unsafe-eval'" in policy(site, docname)['script-src']) == makes_code


@needs_browser
def test_the_search_of_a_site_in_chinese_breaks_no_rule(browser: Any, look_at: MakeSite) -> None:
    outdir = look_at(HERE, confoverrides={'language': 'zh_CN'}).outdir
    with serving(outdir) as (address, _), visiting(browser) as page:
        errors: list[str] = []
        page.on('pageerror', lambda error: errors.append(str(error)))
        page.goto(f'{address}/search.html?q=text')
        page.wait_for_selector('#search-results p')
        assert (errors, page.evaluate('window.folioRefused')) == ([], [])


def test_scripts_in_the_text_of_a_page_are_not_allowed(make_site: MakeSite) -> None:
    text = '# A\n\n```{raw} html\n<script>alert(1)</script>\n<style>p { color: red }</style>\n```\n'
    site = make_site({'a.md': text, 'b.md': '# B\n'}, confoverrides={'html_theme': 'furo'})
    assert 'alert(1)' in site.text('a.html')
    assert policy(site, 'a') == policy(site, 'b')


def test_text_about_the_policy_stays_text(make_site: MakeSite) -> None:
    site = make_site({'a.md': '# %folio-policy%\n\nIt says "%folio-policy%" here.\n'})
    assert 'It says “%folio-policy%” here.' in site.main('a').get_text()
    assert policy(site)['default-src'] == ["'self'"]


def test_a_site_adds_sources(make_site: MakeSite) -> None:
    setting = 'img-src https://pictures.example.org; frame-src https://film.example.org'
    site = make_site(
        {'a.md': f'# A\n\n![A]({REMOTE})\n'},
        confoverrides={'folio_content_security_policy': setting},
    )
    assert site.warnings == []
    found = policy(site)
    assert found['img-src'] == ["'self'", 'data:', 'https://pictures.example.org']
    assert found['frame-src'] == ["'self'", 'https://film.example.org']


def test_texts_that_a_site_allows_need_no_hash(look_at: MakeSite) -> None:
    """Beside a hash, browsers take no notice of 'unsafe-inline'."""
    for kind, name in (('script-src', 'script-src'), ('style-src', 'style-src-elem')):
        setting = f"{kind} 'unsafe-inline'"
        theme = {'html_theme': 'furo', 'folio_content_security_policy': setting}
        found = policy(look_at(HERE, confoverrides=theme), 'search')
        assert found[name] == ["'self'", "'unsafe-inline'"]
        others = {'script-src', 'style-src-elem'} - {name}
        assert all(any('sha256' in source for source in found[other]) for other in others)


#: A theme whose pages have a script, a style, a button and files of well-known names.
LAYOUT = """
{%- extends "!layout.html" %}
{%- block footer %}
<style>footer { color: red }</style>
<button onclick="document.title = &quot;Clicked&quot;">Click</button>
<script>document.body.dataset.ran = 'yes'</script>
<script src="{{ pathto('_static/fontawesome.min.js', 1) }}"></script>
<script type="module">import {run} from "./_static/alpine.min.js"; run()</script>
{% endblock %}
"""
THEME: dict[str, str | bytes] = {
    'conf.py': "extensions = ['sphinx_folio']\ntemplates_path = ['_templates']\n"
    "html_static_path = ['_static']\n",
    '_templates/layout.html': LAYOUT,
    '_static/fontawesome.min.js': "const style = document.createElement('style');\n"
    "style.textContent = 'footer { padding: 7px }';\ndocument.head.append(style);\n",
    '_static/alpine.min.js': "export function run() { document.body.dataset.sum = Function('return 6 * 7')() }\n",
    'a.md': '# A\n\n```{raw} html\n<button onclick="document.title = 1">No</button>\n```\n',
}


def test_a_theme_is_allowed_what_its_scripts_need(look_at: MakeSite) -> None:
    site = look_at(THEME, confoverrides={'folio_allow': ['raw', 'html']})
    found, html = policy(site), site.text('a.html')
    assert found['style-src-elem'] == ["'self'", "'unsafe-inline'"]
    code = hash_of('document.title = "Clicked"')
    assert found['script-src-attr'] == ["'unsafe-hashes'", code]
    assert {"'self'", "'unsafe-eval'", hash_of("document.body.dataset.ran = 'yes'")} <= {
        *found['script-src']
    }
    assert len(found['script-src']) == 4 + ('searchbox' in html)


@needs_browser
def test_what_a_theme_brings_works_in_a_browser(browser: Any, look_at: MakeSite) -> None:
    outdir = look_at(THEME, confoverrides={'folio_allow': ['raw', 'html']}).outdir
    with serving(outdir) as (address, _), visiting(browser) as page:
        page.goto(f'{address}/a.html')
        page.wait_for_selector('body[data-sum="42"][data-ran=yes]')
        page.click('text=No')
        assert page.title() != '1'
        page.click('text=Click')
        assert page.title() == 'Clicked'
        assert [told.partition(':')[0] for told in page.evaluate('window.folioRefused')] == [
            'script-src-attr'
        ]


def test_a_site_may_do_without(make_site: MakeSite) -> None:
    site = make_site(
        {'a.md': f'# A\n\n![A]({REMOTE})\n'},
        confoverrides={'folio_content_security_policy': False},
    )
    assert site.warnings == []
    assert 'Content-Security-Policy' not in site.text('a.html')


def test_a_wrong_setting_is_told_of(look_at: MakeSite) -> None:
    setting = 'image-src https://pictures.example.org'
    site = look_at(HERE, confoverrides={'folio_content_security_policy': setting})
    (warned,) = site.warnings
    assert warned.file == 'conf.py'
    assert 'did you mean "img-src"?' in warned.message
    assert policy(site)['img-src'] == ["'self'", 'data:']


@pytest.mark.parametrize(
    ('markdown', 'directive'),
    [
        (f'![A]({REMOTE})', 'img-src'),
        (f'```{{figure}} {REMOTE}\n:alt: A\n\nB\n```', 'img-src'),
        (f'<img alt="" src="{REMOTE}">', 'img-src'),
        ('<iframe title="" src="https://pictures.example.org/"></iframe>', 'frame-src'),
        ('<script async src=https://pictures.example.org/x.js></script>', 'script-src'),
    ],
)
def test_what_another_host_would_serve_is_told_of(
    make_site: MakeSite, markdown: str, directive: str
) -> None:
    html = {'folio_allow': ['html']}
    site = make_site({'a.md': f'# A\n\nText.\n\n{markdown}\n'}, confoverrides=html)
    (warned,) = [told for told in site.warnings if 'folio' in told.message]
    assert (warned.file, warned.line) == ('a.md', 5)
    assert 'would be loaded from another host' in warned.message
    advice = f'folio_content_security_policy = "{directive} https://pictures.example.org"'
    assert advice in warned.message
    # what it says to write works
    setting = advice.partition('"')[2].rstrip('"')
    site.build_again({}, confoverrides=html | {'folio_content_security_policy': setting})
    assert [told for told in site.warnings if 'folio' in told.message] == []


def test_links_and_local_pictures_are_no_matter(make_site: MakeSite) -> None:
    text = '# A\n\n[x](https://example.org/a.png) <a href="https://example.org/">y</a>\n'
    site = make_site({'a.md': text})
    assert site.warnings == []


def test_files_of_other_hosts_in_the_settings_are_told_of(look_at: MakeSite) -> None:
    settings = {
        'html_js_files': ['https://scripts.example.org/x.js'],
        'html_css_files': [('https://styles.example.org/x.css', {'media': 'print'})],
    }
    site = look_at(HERE, confoverrides=settings)
    told = [warned.message for warned in site.warnings]
    assert len(told) == 2
    assert any('"style-src https://styles.example.org"' in message for message in told)
    assert any('"script-src https://scripts.example.org"' in message for message in told)


#: An extension that adds scripts to pages as late as others do.
LATE = """\
    from docutils import nodes
    from sphinx.transforms.post_transforms import SphinxPostTransform

    extensions = ['sphinx_folio']
    html_baseurl = 'https://example.org/'

    def add(app, pagename, template, context, doctree):
        if pagename in {'a', 'b'}:
            app.add_js_file('https://cdn.example.org/x@1/x.js')
            app.add_js_file(None, body='import y from "https://cdn.example.org/y.mjs"; y()', type='module')
            app.add_css_file('//styles.example.org/x.css')

    class Outputs(SphinxPostTransform):
        default_priority = 900

        def run(self, **options):
            for node in list(self.document.findall(nodes.literal_block)):
                node.replace_self(nodes.raw('', '<script>show()</script>', format='html'))

    def setup(app):
        app.connect('html-page-context', add)
        app.add_post_transform(Outputs)
        return {'parallel_read_safe': True, 'parallel_write_safe': True}
    """
LATE_FILES = {'conf.py': LATE, 'a.md': '# A\n', 'b.md': '# B\n', 'c.md': '# C\n'}


LINE = (
    'folio_content_security_policy = '
    '"script-src https://cdn.example.org; style-src https://styles.example.org"'
)


@pytest.mark.parametrize('parallel', [0, 2])
def test_what_extensions_add_late_is_told_of_in_each_build(
    make_site: MakeSite, clean_build: Callable[[Site], Site], parallel: int
) -> None:
    site = make_site(LATE_FILES, parallel=parallel)
    (first,) = site.warnings
    assert (first.file, first.line) == ('conf.py', 1)
    for url in ('https://cdn.example.org/x@1/x.js', 'https://cdn.example.org/y.mjs'):
        assert f'"{url}"' in first.message
    assert 'pages such as "a"' in first.message
    assert LINE in first.message
    for change in ({}, {'c.md': '# C2\n', 'a.md': '# A2\n'}):
        assert site.build_again(change).warnings == [first]
    assert clean_build(site).warnings == [first]


def test_what_it_says_to_write_works_and_keeps_what_there_is(make_site: MakeSite) -> None:
    site = make_site({**LATE_FILES, 'conf.py': f'{dedent(LATE)}\n{LINE}\n'})
    assert site.warnings == []
    found = policy(site)
    assert 'https://cdn.example.org' in found['script-src']
    assert 'https://styles.example.org' in found['style-src-elem']
    other = 'folio_content_security_policy = "img-src data:; script-src https://a.org"'
    (told,) = site.build_again({'conf.py': f'{dedent(LATE)}\n{other}\n'}).warnings
    assert (
        '"img-src data:; script-src https://a.org https://cdn.example.org; '
        'style-src https://styles.example.org"'
    ) in told.message


def test_the_page_that_adds_a_file_is_gone(make_site: MakeSite) -> None:
    site = make_site(LATE_FILES)
    site.build_again({'a.md': None, 'index.md': '# Site\n\n```{toctree}\nb\nc\n```\n'})
    (told,) = site.warnings
    assert 'pages such as "b"' in told.message


def test_what_a_page_itself_names_is_told_once(make_site: MakeSite) -> None:
    text = '# C\n\n<script src="https://scripts.example.org/x.js"></script>\n'
    site = make_site({'c.md': text}, confoverrides={'folio_allow': ['html']})
    (told,) = site.warnings
    assert (told.file, told.line) == ('c.md', 3)


def test_a_script_that_an_extension_puts_into_the_text_is_told_of(make_site: MakeSite) -> None:
    page = '# C\n\n```\nthe output of a program\n```\n'
    site = make_site({'conf.py': LATE, 'c.md': page, 'd.md': page})
    (told,) = site.warnings
    assert (told.file, told.line) == ('c.md', 1)
    line = 'folio_content_security_policy = "script-src \'unsafe-inline\'"'
    assert line in told.message
    site.build_again({'conf.py': f'{dedent(LATE)}\n{line}\n'})
    assert site.warnings == []


def test_fonts_are_allowed_with_the_sheet_that_names_them(make_site: MakeSite) -> None:
    files = {'html_css_files': ['https://fonts.googleapis.com/css2?family=Inter']}
    (told,) = make_site(HERE, confoverrides=files).warnings
    line = '"style-src https://fonts.googleapis.com; font-src https://fonts.gstatic.com"'
    assert f'folio_content_security_policy = {line}' in told.message


def test_sites_with_templates_of_their_own_make_get_none(look_at: MakeSite) -> None:
    bridge = {'template_bridge': 'sphinx.jinja2glue.BuiltinTemplateLoader'}
    site = look_at(HERE, confoverrides=bridge)
    assert 'Content-Security-Policy' not in site.text('a.html')


@pytest.mark.parametrize('builder', ['dirhtml', 'singlehtml', 'epub', 'latex', 'text'])
def test_other_builders_still_work(look_at: MakeSite, builder: str) -> None:
    site = look_at(HERE, buildername=builder)
    assert [told for told in site.warnings if 'EPUB3' not in told.message] == []
    pages = [path for path in site.outdir.rglob('*html') if path.stem != 'nav']
    has_policy = ['Content-Security-Policy' in path.read_text('utf-8') for path in pages]
    assert all(has_policy) if builder.endswith('html') else not any(has_policy)


def test_builds_agree(make_site: MakeSite, clean_build: Callable[[Site], Site]) -> None:
    files = {'a.md': '# A\n\nText.\n', 'b.md': '# B\n'}
    alone = make_site(files, confoverrides={'html_theme': 'furo'}).output()
    together = make_site(files, confoverrides={'html_theme': 'furo'}, parallel=2, folder='other')
    assert together.output() == alone
    together.build_again({'a.md': '# A2\n'})
    assert together.output() == clean_build(together).output()


@pytest.mark.parametrize(
    ('value', 'wrong'),
    [
        (True, ''),
        (False, ''),
        ('', ''),
        ('img-src https://a.org https://b.org; font-src data:', ''),
        (3, 'must be True, False, or sources to add'),
        (None, 'must be True, False, or sources to add'),
        ('https://a.org', 'is no directive'),
    ],
)
def test_which_settings_are_right(value: Any, wrong: str) -> None:
    found = is_policy(value)
    assert wrong in found
    assert bool(wrong) == bool(found)


@pytest.mark.parametrize(
    ('sources', 'url', 'is_allowed'),
    [
        ('https://a.org', 'https://a.org/x.png', True),
        ('a.org', 'https://a.org/x.png', True),
        ('https://A.org', 'https://a.org/x.png', True),
        ('https://*.a.org', 'https://b.a.org/x.png', True),
        ('https://*.a.org', 'https://ba.org/x.png', False),
        ('https:', 'https://a.org/x.png', True),
        ('*', 'http://a.org/x.png', True),
        ('https://a.org/x/', 'https://a.org/x/y.png', True),
        ('https://a.org/x/', 'https://a.org/y.png', False),
        ('https://a.org', 'http://a.org/x.png', False),
        ('https://a.org', '//a.org/x.png', True),
        ('https://a.org:8000', 'https://a.org/x.png', False),
        ("'self'", 'https://a.org/x.png', False),
    ],
)
def test_which_sources_allow_what(sources: str, url: str, *, is_allowed: bool) -> None:
    assert allows(f'img-src {sources}', 'img-src', url) is is_allowed
    assert allows(f'default-src {sources}', 'img-src', url) is is_allowed
    assert allows(f'script-src {sources}', 'img-src', url) is False
