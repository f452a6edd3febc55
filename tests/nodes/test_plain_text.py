"""The words of a doctree as plain text, for descriptions, feeds and files about people."""

from __future__ import annotations

import pytest
from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinx_folio.model import Mention
from sphinx_folio.nodes import aside_text, plain_text, plain_words, said

NOTE = nodes.footnote_reference('', '1')
PICTURE = nodes.image(uri='x.png', alt='x')
LABEL = nodes.inline('', 'Doe et al. [2024]', classes=['bibtex-citation'])


def link(domain: str, kind: str, target: str, text: str = '', **more: object) -> pending_xref:
    content = [nodes.inline('', text)] if text else []
    about = {'refdomain': domain, 'reftype': kind, 'reftarget': target, 'refdoc': 'cv/x'}
    return pending_xref('', *content, **about, **more)


@pytest.mark.parametrize(
    ('content', 'text'),
    [
        (['two  ', nodes.strong('', ' words')], 'two words'),
        (['a note', NOTE, '.'], 'a note.'),
        (['a note ', NOTE, ' more'], 'a note more'),
        (['cited (', NOTE, ' ', NOTE, ') more'], 'cited more'),
        (['中文', NOTE, '继续'], '中文继续'),
        (['one', nodes.raw('', '<br>', format='html'), 'two'], 'one two'),
        ([PICTURE, ' words'], 'words'),
        ([nodes.inline('', 'PDF', aside_text('', ': Title'))], 'PDF'),
        ([nodes.math('', r'\alpha'), ' rays'], 'α rays'),
        (['As ', LABEL, ' show'], 'As Doe et al. show'),
        ([nodes.target('', 'here', ids=['here']), ' it is'], 'here it is'),
        ([nodes.comment('', 'hidden'), 'seen'], 'seen'),
    ],
)
def test_a_text_and_a_text_that_is_kept_say_the_same(
    content: list[nodes.Node | str], text: str
) -> None:
    children = [nodes.Text(part) if isinstance(part, str) else part for part in content]
    paragraph = nodes.paragraph('', '', *(node.deepcopy() for node in children))
    assert plain_text(paragraph) == text
    assert said(plain_words(paragraph.children), str) == text


@pytest.mark.parametrize(
    ('node', 'mention'),
    [
        (link('folio', 'person', 'jane'), Mention('person', 'jane')),
        (link('doc', 'doc', 'guide'), Mention('page', 'guide')),
        (link('std', 'doc', 'guide'), Mention('page', 'cv/guide')),
        (link('std', 'ref', 'Lab'), Mention('label', 'lab')),
        (link('cite', 't', 'doe2024'), Mention('publication', 'doe2024')),
    ],
)
def test_a_link_without_a_text_gets_the_name_of_what_it_leads_to(
    node: pending_xref, mention: Mention
) -> None:
    words = plain_words([nodes.Text('With '), node, nodes.Text('.')])
    assert words == ('With ', mention, '.')
    assert said(words, lambda found: found.id.upper()) == f'With {mention.id.upper()}.'


def test_a_link_with_a_text_of_its_own_keeps_it() -> None:
    node = link('folio', 'person', 'jane', 'my tutor', refexplicit=True)
    assert said(plain_words([node]), str) == plain_text(node) == 'my tutor'


def test_a_citation_beside_a_sentence_is_left_out() -> None:
    node = link('cite', 'p', 'doe2024')
    assert said(plain_words([nodes.Text('Best paper '), node, nodes.Text('.')]), str) == (
        'Best paper.'
    )
