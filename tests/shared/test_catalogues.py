"""The catalogues of the interface: each is whole, right and compiled."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from sphinx.locale import init, translators

import sphinx_folio
from sphinx_folio.shared import CATALOG, counted
from sphinx_folio.shared.catalogues import wrong_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

PACKAGE = Path(sphinx_folio.__file__).parent
GUIDE = PACKAGE.parents[1] / 'guide'
CATALOGUES = sorted((PACKAGE / 'locale').glob('*/LC_MESSAGES/sphinx_folio.po'))
#: What stands between words, where blanks matter.
BETWEEN = {' and ', ', ', '; '}


def catalogue(path: Path) -> Catalog:
    with path.open('rb') as file:
        return read_po(file)


def messages(path: Path) -> Iterator[Message]:
    return (message for message in catalogue(path) if message.id)


def test_the_catalogues_are_those_that_the_guide_names() -> None:
    named = re.findall(r'^\| `(\w+)` \|', (GUIDE / 'languages.md').read_text('utf-8'), re.MULTILINE)
    assert {path.parts[-3] for path in CATALOGUES} == set(named)


@pytest.mark.parametrize('path', CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_translates_every_string_of_the_code(path: Path) -> None:
    keywords = {**DEFAULT_KEYWORDS, 'counted': (1, 2)}
    in_code = {found[2] for found in extract_from_dir(PACKAGE, keywords=keywords)}
    translated = {message.id: message for message in messages(path)}
    assert set(translated) == in_code  # `nox -s messages` brings them together
    empty = [
        key
        for key, message in translated.items()
        if message.fuzzy or not all([message.string] if isinstance(key, str) else message.string)
    ]
    assert empty == []
    wrong = [error for message in translated.values() for error in message.check()]
    assert wrong == []


@pytest.mark.parametrize('path', CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_has_the_plurals_of_its_language(path: Path) -> None:
    read, known = catalogue(path), get_plural(path.parts[-3])
    assert (read.num_plurals, read.plural_expr) == (known.num_plurals, known.plural_expr)
    for message in messages(path):
        if not isinstance(message.id, str):
            assert len(message.string) == known.num_plurals, message.id


#: Of an edition, English wants "3rd", and other languages the number.
OTHERWISE = {'{ordinal} ed.': ['{number}']}


@pytest.mark.parametrize('path', CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_the_places_of_values(path: Path) -> None:
    wrong = [message.id for message in messages(path) if wrong_places(message)]
    assert wrong == []
    for message in messages(path):
        if isinstance(message.id, str):
            braces = [re.findall(r'\{\w*\}', text) for text in (message.id, message.string)]
            assert sorted(braces[1]) in (sorted(braces[0]), OTHERWISE.get(message.id)), message.id


@pytest.mark.parametrize('path', CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_begin_and_end_as_their_messages(path: Path) -> None:
    for message in messages(path):
        if isinstance(message.id, str) and message.id not in BETWEEN:
            assert message.string == message.string.strip(), message.id
            assert not re.search(r'[:：]$', message.string) or message.id.endswith((':', 'as'))
            if message.id.endswith(':'):
                assert message.string.endswith((':', '：')), message.id
            if re.search(r'\w{4} .*\.$', message.id):  # a sentence
                assert message.string.endswith(('.', '。')), message.id


@pytest.mark.parametrize('path', CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_the_written_one(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    assert path.with_suffix('.mo').read_bytes() == compiled.getvalue()


@pytest.fixture
def words(request: pytest.FixtureRequest) -> Iterator[str]:
    """Have the interface in a language."""
    before = dict(translators)
    init([PACKAGE / 'locale'], request.param, CATALOG)
    yield request.param
    translators.clear()
    translators.update(before)


FORMS = {
    'de': {0: '0 Personen', 1: '1 Person', 2: '2 Personen'},
    'fr': {0: '0 personne', 1: '1 personne', 2: '2 personnes'},
    'ru': {1: '1 человек', 2: '2 человека', 5: '5 человек', 11: '11 человек', 21: '21 человек'},
    'ar': {
        1: 'شخص واحد',
        2: 'شخصان',
        3: '3 أشخاص',
        11: '11 شخصًا',
        100: '100 شخص',
    },
    'he': {1: 'אדם אחד', 2: '2 אנשים'},
    'ja': {1: '1名', 2: '2名'},
    'eo': {1: '1 person', 2: '2 people'},
}


@pytest.mark.parametrize('words', FORMS, indirect=True)
def test_a_number_of_things_has_the_form_of_the_language(words: str) -> None:
    said = {n: counted('%(count)d person', '%(count)d people', n) for n in FORMS[words]}
    assert said == FORMS[words]
