"""Runs of text by script: what needs another font than the main one."""

from __future__ import annotations

import itertools
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sphinx_folio
from sphinx_folio.util import script_runs
from sphinx_folio.util.scripts import _BLOCKS, INVISIBLE

#: Any text, and text that mixes scripts as names do.
TEXTS = st.text() | st.text(
    alphabet=st.sampled_from("ab é\u0301\u200d\ufe0f·.'-,()1王梓かな한글محמדक\u093fไ⭐👩\U000e0100")
)


def joined(text: str, language: str = '') -> str:
    return ''.join(run.text for run in script_runs(text, language))


@given(TEXTS)
def test_the_runs_join_to_the_whole_but_for_signs_that_steer_emoji(text: str) -> None:
    shown = [char for char in text if char not in INVISIBLE]
    assert [char for char in joined(text) if char not in INVISIBLE] == shown


@given(TEXTS)
def test_signs_are_left_out_of_runs_of_symbols_only(text: str) -> None:
    runs = script_runs(text)
    assert not any(INVISIBLE.intersection(run.text) for run in runs if run.script == 'symbol')
    if not any(run.script == 'symbol' for run in runs):
        assert joined(text) == text


@given(TEXTS)
def test_two_runs_beside_each_other_are_of_two_scripts(text: str) -> None:
    names = [run.script for run in script_runs(text)]
    assert all(one != two for one, two in itertools.pairwise(names))


@given(st.text(alphabet=st.characters(max_codepoint=0x52F, categories=['L', 'M', 'N', 'P'])))
def test_latin_greek_and_cyrillic_need_no_run(text: str) -> None:
    assert [run.script for run in script_runs(text) if run.text] in ([], [''])


@pytest.mark.parametrize(
    ('text', 'script'),
    [
        ('王梓人', 'han-sc'),
        ('葛󠄀城', 'han-sc'),  # with a variation selector
        ('やまだ太郎', 'han-jp'),
        ('ヤマダ', 'han-jp'),
        ('김철수', 'han-kr'),
        ('金哲洙 김철수', 'han-kr'),
        ('محمد', 'arabic'),
        ('محمد علي', 'arabic'),
        ('کریمی‌فر', 'arabic'),  # with a zero-width non-joiner
        ('דוד כהן', 'hebrew'),
        ('בן-דוד', 'hebrew'),
        ('כהן, דוד', 'hebrew'),
        ('ܝܘܚܢܢ', 'syriac'),
        ('ދިވެހި', 'thaana'),
        ('ߒߞߏ', 'nko'),
        ('अनिल कुमार', 'devanagari'),
        ('রবীন্দ্রনাথ', 'bengali'),
        ('ਗੁਰਮੁਖੀ', 'gurmukhi'),
        ('ગુજરાતી', 'gujarati'),
        ('ଓଡ଼ିଆ', 'oriya'),
        ('தமிழ்', 'tamil'),
        ('తెలుగు', 'telugu'),
        ('ಕನ್ನಡ', 'kannada'),
        ('മലയാളം', 'malayalam'),
        ('සිංහල', 'sinhala'),
        ('สมชาย', 'thai'),
        ('ສົມຊາຍ', 'lao'),
        ('ខ្មែរ', 'khmer'),
        ('မြန်မာ', 'myanmar'),
        ('བསྟན་འཛིན་', 'tibetan'),
        ('გიორგი', 'georgian'),
        ('Հայկ', 'armenian'),
        ('አበበ', 'ethiopic'),
        ('ᏣᎳᎩ', 'cherokee'),
        ('ᠮᠣᠩᠭᠣᠯ', 'mongolian'),
        ('→', 'symbol'),
        ('✓', 'symbol'),
        ('👩‍💻', 'symbol'),
    ],
)
def test_each_script_has_its_font(text: str, script: str) -> None:
    (run,) = script_runs(text)
    assert run.script == script
    assert run.text == ''.join(char for char in text if script != 'symbol' or char not in INVISIBLE)


@pytest.mark.parametrize(
    ('language', 'variant'),
    [
        ('', 'han-sc'),
        ('en', 'han-sc'),
        ('zh_CN', 'han-sc'),
        ('zh_TW', 'han-tc'),
        ('zh-TW', 'han-tc'),
        ('zh_HK', 'han-tc'),
        ('zh_Hant', 'han-tc'),
        ('ja', 'han-jp'),
        ('ja_JP', 'han-jp'),
        ('ko', 'han-kr'),
        ('ko_KR', 'han-kr'),
    ],
)
def test_han_that_stands_alone_follows_the_language_of_the_site(
    language: str, variant: str
) -> None:
    assert [run.script for run in script_runs('A 王 b', language)] == ['', variant, '']


@pytest.mark.parametrize(
    ('text', 'variant'),
    [('山田さん', 'han-jp'), ('金 님', 'han-kr'), ('约翰・史密斯', 'han-sc')],
)
def test_letters_beside_han_tell_more_than_the_language(text: str, variant: str) -> None:
    assert {run.script for run in script_runs(text, 'zh_TW')} == {
        variant if variant != 'han-sc' else 'han-tc'
    }


@pytest.mark.parametrize(
    ('text', 'pieces'),
    [
        ('Ali علي بن Ali', ['Ali ', 'علي بن', ' Ali']),
        ('(علي)', ['(', 'علي', ')']),
        ('علي 123', ['علي', ' 123']),
        ('محمد, علي بن', ['محمد, علي بن']),
        ('ד. כהן: לוי.', ['ד. כהן: לוי', '.']),
        ('พ.ศ. ก', ['พ', '.', 'ศ', '. ', 'ก']),
        ('דוד علي', ['דוד', ' ', 'علي']),
        ('王 · Wang', ['王', ' · Wang']),
        ('Wang 王·李, 张', ['Wang ', '王·李', ', ', '张']),
        ('e\u0301王', ['e\u0301', '王']),
        ('Zoë ⭐️ Ω', ['Zoë ', '⭐', ' Ω']),
        ('1️⃣', ['1️⃣']),
        ('', ['']),
    ],
)
def test_points_between_words_of_a_script_stay_in_the_run(text: str, pieces: list[str]) -> None:
    assert [run.text for run in script_runs(text)] == pieces


def test_the_blocks_are_in_order_and_apart() -> None:
    flat = [code for first, last, _script in _BLOCKS for code in (first, last)]
    assert flat == sorted(flat)


def test_no_letter_of_a_common_script_is_left_to_the_main_font() -> None:
    """Each letter whose name begins with a script's name is in a block of that script."""
    scripts = {
        'ARABIC',
        'HEBREW',
        'DEVANAGARI',
        'THAI',
        'HANGUL',
        'HIRAGANA',
        'KATAKANA',
        'ETHIOPIC',
    }
    left = [
        hex(code)
        for code in range(0x530, 0x10000)
        if chr(code).isalpha()
        and unicodedata.name(chr(code), '').partition(' ')[0] in scripts
        and [run.script for run in script_runs(chr(code))] == ['']
    ]
    assert left == []


def test_the_fonts_of_every_script_are_known_to_the_style() -> None:
    """Where this fails, a name in that script stops LaTeX."""
    style = Path(sphinx_folio.__file__).with_name('texinputs') / 'foliofonts.sty'
    known = set(re.findall(r'^\\folio@script\{([a-z-]+)\}', style.read_text('utf-8'), re.MULTILINE))
    names = {script for _first, _last, script in _BLOCKS} - {'han', 'kana', 'hangul', 'symbol'}
    assert names - known == set()
    assert {'han-sc', 'han-tc', 'han-jp', 'han-kr'} <= known
