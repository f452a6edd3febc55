"""What is nearly a directive, a role or an option is told of at its line, with what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from sphinx_folio.reading.near_markup import gather_options

if TYPE_CHECKING:
    from support import MakeSite, Site


class Near(NamedTuple):
    """A text that begins on line 3 of a page, and what is told of it."""

    text: str
    line: int
    message: str


def entry(options: str) -> str:
    """Return a timeline of one entry, whose first line stands on line 5."""
    return f'::::{{timeline}}\n\n:::{{entry}} BSc\n{options}\n:::\n::::'


TOLD = {
    'option of an entry': Near(
        entry('\n:dates: 2020'), 7, '":dates:" stands below a blank line; remove that line'
    ),
    'options of an entry': Near(entry('\n:dates: 2020\n:place: Bern\n\nText.'), 7, '":dates:"'),
    'second option of an entry': Near(entry(':place: Bern\n\n:dates: 2020'), 8, '":dates:"'),
    'two blank lines': Near(entry('\n\n:dates: 2020'), 8, '":dates:"'),
    'kind of a timeline': Near(
        '::::{timeline}\n\n:kind: education\n\n:::{entry} A\n:::\n::::', 5, '":kind:"'
    ),
    'option of a list': Near('```{publications}\n\n:limit: 5\n```', 5, '":limit:"'),
    'flag of a list': Near('```{people}\n\n:filter:\n```', 5, '":filter:"'),
    'option of a tab': Near(
        '::::{tab-set}\n:::{tab-item} A\n\n:sync: a\n\nText\n:::\n::::', 6, '":sync:"'
    ),
    'option of a card': Near(':::{card} Title\n\n:link: https://x.org\n:::', 5, '":link:"'),
    'option of a grid': Near('::::{grid} 1\n\n:gutter: 2\n\nText\n::::', 5, '":gutter:"'),
    'space in a role': Near(
        'See {person} `jane-doe`.', 3, 'a space stands before the text of the role; write {person}`'
    ),
    'space in a role below': Near('One\ntwo\n{person} `jane-doe`.', 5, 'write {person}`jane-doe`'),
    'space in a citation': Near('As {cite:p} `log`.', 3, 'write {cite:p}`log`'),
    'space in a role of Sphinx': Near('See {doc} `index`.', 3, 'write {doc}`index`'),
    'straight quotes': Near(
        "See {person}'jane-doe'.", 3, 'the text of the role "person" stands without backquotes'
    ),
    'double quotes': Near('See {person}"jane-doe".', 3, 'write {person}`jane-doe`'),
    'curly quotes': Near('See {project}‘quick-log’.', 3, 'write {project}`quick-log`'),
    'accents': Near('See {topic}´storage´.', 3, 'write {topic}`storage`'),
    'brackets': Near('See {person}(jane-doe).', 3, 'write {person}`jane-doe`'),
    'no quotes': Near('See {person}jane-doe.', 3, 'write {person}`jane-doe`'),
    'with the domain': Near('See {folio:person}jane-doe.', 3, 'write {folio:person}`jane-doe`'),
    'as in reStructuredText': Near(
        'See :person:`jane-doe`.',
        3,
        'the name of a role stands in braces; write {person}`jane-doe`',
    ),
    'citation as in reStructuredText': Near('See :cite:p:`log`.', 3, 'write {cite:p}`log`'),
    'not ended': Near(
        'See {person}`jane-doe and others.', 3, 'is not ended; write {person}`jane-doe`'
    ),
    'in an item': Near('- one\n- {person} `jane-doe`', 4, 'write {person}`jane-doe`'),
    'in a quote': Near('> one\n> {person} `jane-doe`', 4, 'write {person}`jane-doe`'),
    'in a table': Near('| a |\n| - |\n| {person} `jane-doe` |', 5, 'write {person}`jane-doe`'),
    'in a heading': Near('## By {person} `jane-doe`', 3, 'write {person}`jane-doe`'),
    'in a card': Near(
        ':::{card} Title\nText\nof {person} `jane-doe`\n:::', 5, 'write {person}`jane-doe`'
    ),
    'in an entry': Near(entry('\nText of\n{person} `jane-doe`'), 8, 'write {person}`jane-doe`'),
    'misspelt role': Near(
        'See {peson}`jane-doe`.', 3, 'there is no role "peson"; did you mean "person"?'
    ),
    'misspelt citation': Near(
        'See {cit:p}`log`.', 3, 'there is no role "cit:p"; did you mean "cite:p"?'
    ),
    'role of nobody': Near('See {xyzzy}`a`.', 3, 'there is no role "xyzzy"; write the name of one'),
    'misspelt directive': Near(
        '```{publicatons}\n:limit: 3\n```',
        3,
        'there is no directive "publicatons"; did you mean "publications"?',
    ),
    'misspelt directive of sphinx-design': Near(
        ':::{tabset}\n:::', 3, 'there is no directive "tabset"; did you mean "tab-set"?'
    ),
    'directive of nobody': Near('```{xyzzyq}\n```', 3, 'there is no directive "xyzzyq"; write'),
    'directive without braces': Near(
        '```people\n```', 3, '"people" without braces is no directive; write "```{people}"'
    ),
    'colons without braces': Near(':::people\n:::', 3, 'write ":::{people}"'),
    'directive of reStructuredText': Near(
        '.. people::', 3, '".. people::" is no Markdown; write "```{people}", and "```" below it'
    ),
    'on one line': Near(
        '```{people}```', 3, '"```{people}" is not ended on its own line; write "```" alone'
    ),
    'two backquotes': Near(
        '``{people}\n``',
        3,
        '"``{people}" begins with two signs; write "```{people}", and "```" below',
    ),
    'too few colons': Near(
        f':::{entry(":dates: 2020").replace("::::", "", 1).replace("::::", ":::")}',
        3,
        '":::{timeline}" ends at the end of ":::{entry}", which has as many signs; begin and end '
        'it with "::::"',
    ),
    'too few backquotes': Near(
        '```{tab-set}\n```{tab-item} A\nText\n```\n```', 3, 'begin and end it with "````"'
    ),
    'not ended, and another below': Near(
        '```{people}\n\n```{projects}\n```', 3, 'or end it with "```" above that'
    ),
    'not ended at all': Near(
        ':::{note}\nText', 3, '":::{note}" is not ended; write ":::" on a line below it'
    ),
    'not ended, of backquotes': Near('```{note}\nText', 3, '"```{note}" is not ended'),
}
RIGHT = {
    'code': '`{person} x`, ``:person:`x` `` and `{person}jane-doe`',
    'escaped': '\\{person}`x` and \\{person} `x`',
    'braces': "The {topic} of {project}s, {a}'b', {x} `y`, {set}`".removesuffix('`'),
    'addresses': 'https://example.org/{person}jane-doe/ and <https://example.org/{topic}>',
    'a block of code': '````md\n```{people}\n\n:limit: 3\n\n:::{note}\n{person} `x`\n````',
    'an indented block': '    {person} `x`\n    :person:`x`',
    'code of a directive': '```{code-block} md\n\n:class: x\n\n{person} `x`\n```',
    'an inner fence that is shorter': '::::{note}\n:::{tip}\nText\n:::\n::::',
    'other signs': ':::{note}\n```{people}\n```\n:::',
    'in a list': '1. one\n\n   ```{people}\n   :style: list\n   ```\n2. two\n   :::{note}\n   x\n   :::',
    'in a quote': '> ```{people}\n> ```\n>\n> text',
    'a longer end': '```{people}\n`````',
    'no directive': '```python\nx\n```\n\n~~~\ny\n~~~',
    'a code block that is not ended': '```python\nx',
    'a division': '::: special\n\nText\n:::',
    'a text that begins with a colon': ':::{note}\n\n:smile: Hello\n:::',
    'an emoji': 'Hello :smile: `x`, and a time 12:30: `y`',
    'roles': '{person}`jane-doe`, {folio:person}`her <jane-doe>`, {math}`x`, {abbr}`A (B)`',
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build a site with a page for each text."""
    texts = {
        **{f'near/{number}': near.text for number, near in enumerate(TOLD.values())},
        **{f'right/{number}': text for number, text in enumerate(RIGHT.values())},
    }
    files = {f'{name}.md': f'# {name}\n\n{text}\n' for name, text in texts.items()}
    files['short.md'] = ':::{tab-set}\n:::{tab-item} A\n:::{card} B\nText\n:::\n:::\n:::\n'
    files['people/jane-doe.md'] = '---\nperson:\n  name: Jane Doe\n---\n# Jane Doe\n'
    files['references.bib'] = '@misc{log, title = {T}, author = {A B}, year = {2024}}'
    files['publications.md'] = '# Publications\n\n```{publications}\n```\n'
    return make_shared_site(files, buildername='dummy')


@pytest.mark.parametrize('name', TOLD)
def test_what_is_nearly_markup(site: Site, name: str) -> None:
    number = list(TOLD).index(name)
    told = [warned for warned in site.warnings if warned.file == f'near/{number}.md']
    ours = [warned for warned in told if warned.message.endswith(' [folio.markup]')]
    assert [warned.line for warned in ours] == [TOLD[name].line], told
    assert TOLD[name].message in ours[0].message


def test_each_of_too_few_colons_is_told(site: Site) -> None:
    told = [warned for warned in site.warnings if warned.file == 'short.md']
    assert [warned.line for warned in told if 'signs' in warned.message] == [1, 2]
    assert 'begin and end it with ":::::"' in told[0].message
    assert 'begin and end it with "::::"' in told[1].message


@pytest.mark.parametrize('name', RIGHT)
def test_what_is_right_is_not_told(site: Site, name: str) -> None:
    number = list(RIGHT).index(name)
    assert [warned for warned in site.warnings if warned.file == f'right/{number}.md'] == []


@pytest.mark.parametrize('name', ['option of an entry', 'second option of an entry'])
def test_an_option_below_a_blank_line_is_taken(site: Site, name: str) -> None:
    text = site.doctree(f'near/{list(TOLD).index(name)}').astext()
    assert '2020' in text
    assert ':dates:' not in text


def test_what_a_role_of_nobody_says_is_kept(site: Site) -> None:
    text = site.doctree(f'near/{list(TOLD).index("role of nobody")}').astext()
    assert '{xyzzy}`a`' in text


@pytest.mark.parametrize(
    ('content', 'gathered', 'index'),
    [
        (':a: 1\ntext\n', ':a: 1\ntext\n', 0),
        ('\n:a: 1\ntext\n', ':a: 1\n\ntext\n', 1),
        (':b: 1\n\n\n:a: 1\n\ntext\n', ':b: 1\n:a: 1\n\n\n\ntext\n', 3),
        (':x: 1\n\n:a: 1', ':x: 1\n:a: 1\n\n', 2),
        ('\ntext\n:a: 1\n', '\ntext\n:a: 1\n', 0),
        ('\n:zz: 1\n', '\n:zz: 1\n', 0),
        ('---\na: 1\n---\n', '---\na: 1\n---\n', 0),
        ('', '', 0),
    ],
)
def test_options_are_gathered_and_every_other_line_stays(
    content: str, gathered: str, index: int
) -> None:
    found, line, name = gather_options(content, {'a', 'b'})
    assert (found, line, bool(name)) == (gathered, index, found != content)
