"""What a page may not run: settings of the parser, and expressions in substitutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile import SECRET, Case, check_harmless, check_secret, check_told, pages_of, site_of, slug

if TYPE_CHECKING:
    from support import MakeSite, Site

RUN = '{{ env.app.__class__ }}'
NOT_ALLOWED = 'is not allowed in a page'


def matter(yaml: str) -> str:
    """Return a page with this front matter, and with what it would make act."""
    return f'---\n{yaml}\n---\n\n# Title\n\nRun {RUN} and {{{{ mine }}}} end\n'


FRONT_MATTER = {
    'block style': Case(
        matter('myst:\n  enable_extensions: [substitution]'), '"myst: enable_extensions"', 'enable_'
    ),
    'flow style': Case(matter('{myst: {enable_extensions: [substitution]}}'), NOT_ALLOWED, '{myst'),
    'double quotes': Case(matter('"myst":\n  url_schemes: [javascript]'), NOT_ALLOWED, 'url_'),
    'single quotes': Case(
        matter("'myst': {html_meta: {}, dmath_allow_labels: no}"), NOT_ALLOWED, 'm'
    ),
    'escaped key': Case(
        matter('"\\x6dyst":\n  enable_extensions: [substitution]'), NOT_ALLOWED, 'ena'
    ),
    'escaped key of unicode': Case(
        matter('"\\u006dyst": {substitutions: {a: b}}'), NOT_ALLOWED, 'u006d'
    ),
    'explicit key': Case(
        matter('? myst\n: enable_extensions: [substitution]'), NOT_ALLOWED, ': ena'
    ),
    'long explicit key': Case(
        matter('? |-\n  myst\n: substitutions: {a: b}'), NOT_ALLOWED, ': sub'
    ),
    'merged': Case(matter('<<: {myst: {enable_extensions: [substitution]}}'), NOT_ALLOWED, '<<'),
    'merged list': Case(
        matter('<<: [{a: 1}, {myst: {suppress_warnings: [all]}}]'), NOT_ALLOWED, '<<'
    ),
    'merged within': Case(
        matter('myst:\n  <<: {enable_extensions: [substitution]}'), NOT_ALLOWED, '<<'
    ),
    'anchor': Case(
        matter('x: &a {enable_extensions: [substitution]}\nmyst: *a'), 'the alias "*a"', 'myst: *a'
    ),
    'tag': Case(matter('!!map {myst: {enable_extensions: [substitution]}}'), 'the tag', '!!map'),
    'python object': Case(
        matter("x: !!python/object/apply:os.system ['touch ran']"), 'the tag', 'python/object'
    ),
    'twice': Case(
        matter('myst: {html_meta: {author: A}}\nmyst: {enable_extensions: [substitution]}'),
        'stands twice',
        'enable_',
    ),
    'twice the other way': Case(
        matter('myst: {enable_extensions: [substitution]}\nmyst: {html_meta: {author: A}}'),
        'stands twice',
        'html_meta',
    ),
    'substitutions at the top': Case(
        matter('substitutions: {mine: "<b>b</b>"}'), NOT_ALLOWED, 'subs'
    ),
    'html_meta at the top': Case(
        matter('html_meta: {"http-equiv=refresh": 0}'), NOT_ALLOWED, 'html_'
    ),
    'in upper case': Case(matter('MYST: {enable_extensions: [substitution]}')),
    'with a space': Case(matter('"myst ": {enable_extensions: [substitution]}')),
    'list': Case(matter('myst: [substitution]'), NOT_ALLOWED, 'myst'),
    'text': Case(matter('myst: substitution'), NOT_ALLOWED, 'myst'),
    'documents': Case(
        matter('a: 1\n--- \nmyst: {enable_extensions: [substitution]}'), 'start at H2', 'myst'
    ),
    'dots': Case(
        '---\na: 1\n...\n---\nmyst: {enable_extensions: [substitution]}\n---\n# Title\n',
        'start at H2',
        'myst',
    ),
    'included': Case('```{include} /parts/matter.txt\n```\n'),
    'unclosed': Case('---\nmyst: {enable_extensions: [substitution]}\n\n# Title\n', 'a transition'),
    'in a comment': Case(matter('# myst: x\ntopic: {summary: "a"}')),
    'refresh by the parser': Case(
        matter('myst: {html_meta: {"http-equiv=refresh": "0;url=https://evil.example/"}}'),
        'http-equiv=refresh',
    ),
    'picture of a preview': Case(
        matter('myst: {html_meta: {"property=og:image": "https://evil.example/p.png"}}'), 'og:image'
    ),
    'tag of the head in capitals': Case(
        matter('myst: {html_meta: {"HTTP-EQUIV=Refresh": "0;url=https://evil.example/"}}'), 'efresh'
    ),
    'word of the head': Case(matter('myst: {html_meta: {description: "\\"><script>x</script>"}}')),
    'key of the head': Case(
        matter('myst: {html_meta: {"name=\\"><script>x</script>": "x"}}'), 'of the head'
    ),
}
EXPRESSIONS = {
    'environment': Case('{{ env.app }} end', 'the substitution "env.app"', shown='end'),
    'class': Case("{{ ''.__class__.__mro__ }} end", 'cannot be made', shown='end'),
    'class by item': Case("{{ ''['__class__'] }} end", 'cannot be made', shown='end'),
    'class by filter': Case("{{ ''|attr('__class__') }} end", 'cannot be made', shown='end'),
    'call': Case('{{ site.upper() }} end', 'a call is not allowed', shown='end'),
    'method': Case('{{ site.format }} end', '', shown='end'),
    'globals': Case('{{ cycler.__init__ }} end', 'cannot be made', shown='end'),
    'self': Case('{{ self }} end', 'cannot be made', shown='end'),
    'product': Case("{{ 'a'*10**9 }} end", 'is not allowed', shown='end'),
    'power': Case('{{ 9**9**9 }} end', 'is not allowed', shown='end'),
    'padding': Case("{{ '%999999999d'|format(1) }} end", 'cannot be made', shown='end'),
    'padding by operator': Case("{{ '%999999999d' % 1 }} end", 'is not allowed', shown='end'),
    'centred': Case("{{ 'a'|center(999999999) }} end", 'cannot be made', shown='end'),
    'range': Case('{{ range(999999999)|list }} end', 'cannot be made', shown='end'),
    'slice': Case('{{ site[::-1] }} end', 'cannot be made', shown='end'),
    'map': Case("{{ [site]|map('attr', '__class__')|list }} end", 'cannot be made', shown='end'),
    'tojson': Case('{{ config|tojson }} end', 'cannot be made', shown='end'),
    'statement': Case('{{ site }}{% include "../secret.txt" %} end', shown='Ours{% include'),
    'closing': Case('{{ site }} {{ "}}{% set x = 1 %}{{" }} end', 'cannot be made', shown='end'),
    'unknown': Case('{{ nobody }} end', 'name a key of myst_substitutions', shown='end'),
    'known': Case('{{ site }} end', shown='Ours end'),
    'known with a filter': Case('{{ site|upper }} end', shown='OURS end'),
    'object of the configuration': Case(
        '{{ object }} end', '"object" is no substitution', shown='end'
    ),
    'in a block': Case('{{ env }}\n\nend', 'cannot be made', shown='end'),
    'in a directive': Case(':::{note}\n{{ env.app }}\n:::\n', 'cannot be made', '{{ env'),
    'in an option': Case('```{image} {{ env.app }}\n:alt: {{ env.app }}\n```\n', 'does not exist'),
    'of included text': Case(
        '```{include} /parts/run.txt\n```\n', 'cannot be made', file='parts/run.txt'
    ),
}
BESIDE = {'parts/matter.txt': matter('myst: {enable_extensions: [substitution]}'),
          'parts/run.txt': f'{RUN}\n'}  # fmt: skip
OUR_VALUES = {
    'myst_enable_extensions': ['substitution'],
    'myst_substitutions': {'site': 'Ours'},
    'exclude_patterns': ['parts'],
}


@pytest.fixture(scope='module')
def default(make_shared_site: MakeSite) -> Site:
    """Build what would switch substitutions on."""
    return make_shared_site(
        site_of(pages_of(FRONT_MATTER) | BESIDE), confoverrides={'exclude_patterns': ['parts']}
    )


@pytest.fixture(scope='module')
def substituting(make_shared_site: MakeSite) -> Site:
    """Build pages of a site that has substitutions."""
    return make_shared_site(site_of(pages_of(EXPRESSIONS) | BESIDE), confoverrides=OUR_VALUES)


@pytest.mark.parametrize('name', FRONT_MATTER)
def test_front_matter_runs_nothing(default: Site, name: str) -> None:
    check_told(default, name, FRONT_MATTER[name])
    check_harmless(default, f'pages/{slug(name)}')
    assert '<built-in' not in default.text(f'pages/{slug(name)}.html')


@pytest.mark.parametrize('name', EXPRESSIONS)
def test_substitutions_run_nothing(substituting: Site, name: str) -> None:
    case = EXPRESSIONS[name]
    check_told(substituting, name, case)
    check_harmless(substituting, f'pages/{slug(name)}', case.shown)


def test_nothing_is_read_or_run(default: Site, substituting: Site) -> None:
    for site in (default, substituting):
        check_secret(site)
        assert not (site.srcdir / 'ran').exists()
        assert 'SphinxTestApp' not in ''.join(map(str, site.output().values()))
    assert SECRET
