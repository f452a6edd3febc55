"""Dates that stop at the year or the month, and periods of them."""

from __future__ import annotations

import random
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.locale import init, translators

import sphinx_folio
from sphinx_folio.model import ContentError, PartialDate, Period
from sphinx_folio.nodes import period_nodes
from sphinx_folio.shared import CATALOG, localised_date

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ('written', 'iso'),
    [
        ('2025', '2025'),
        ('2025-11', '2025-11'),
        ('2025-3', '2025-03'),
        ('2025-11-10', '2025-11-10'),
        (' 2025-11-10 ', '2025-11-10'),
        ('2024-02-29', '2024-02-29'),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(written: str, iso: str) -> None:
    assert PartialDate.parse(written).isoformat() == iso


def test_yaml_reads_a_year_as_a_number() -> None:
    assert PartialDate.parse(2025) == PartialDate.parse('2025')
    assert Period.parse(2025) == Period.parse('2025')


@pytest.mark.parametrize('written', ['', 'soon', '25', 'May 5', '2 years', True, 2025.1])
def test_what_is_no_date_says_how_to_write_one(written: Any) -> None:
    with pytest.raises(ValueError, match=r'is no date; write 2025, 2025-11 or 2025-11-10'):
        PartialDate.parse(written)


@pytest.mark.parametrize(
    'written',
    ['2025-13', '2025-00', '2025-02-30', '2025-02-29', '2025-11-31', '2025-01-00', '0000'],
)
def test_an_impossible_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=f'"{written}" is an impossible date'):
        PartialDate.parse(written)


@pytest.mark.parametrize(
    ('written', 'start', 'end'),
    [
        ('2022-06 to 2023-04', '2022-06', '2023-04'),
        ('2022 to 2023', '2022', '2023'),
        ('2022–2023', '2022', '2023'),
        ('2022 – 2023', '2022', '2023'),
        ('2022 - 2023', '2022', '2023'),
        ('2022-06/2023-04', '2022-06', '2023-04'),
        ('2022-06-01 to 2022-06-01', '2022-06-01', '2022-06-01'),
        ('2022 to 2022-06', '2022', '2022-06'),
        ('2022-06 to 2022', '2022-06', '2022'),
    ],
)
def test_a_period_has_two_ends(written: str, start: str, end: str) -> None:
    period = Period.parse(written)
    assert period.start.isoformat() == start
    assert period.end is not None
    assert period.end.isoformat() == end


@pytest.mark.parametrize('end', ['present', 'now', 'today', 'Present', '..'])
def test_an_open_period_has_no_end(end: str) -> None:
    assert Period.parse(f'2024-07 to {end}') == Period(PartialDate(2024, 7), None)


@pytest.mark.parametrize('written', ['2024', '2024-07', '2024-07-01'])
def test_one_date_is_a_period_too(written: str) -> None:
    period = Period.parse(written)
    assert period.start == period.end == PartialDate.parse(written)


@pytest.mark.parametrize(
    ('written', 'instead'),
    [
        ('2023 to 2022', '2022 to 2023'),
        ('2023-04 to 2022-06', '2022-06 to 2023-04'),
        ('2023-04-02 to 2023-04-01', '2023-04-01 to 2023-04-02'),
        ('2023-04 to 2022', '2022 to 2023-04'),
    ],
)
def test_a_period_that_ends_before_it_begins_is_refused(written: str, instead: str) -> None:
    with pytest.raises(ValueError, match=f'ends before it begins; did you mean "{instead}"'):
        Period.parse(written)


@pytest.mark.parametrize(
    'written', ['a while ago', 'ongoing', 'present', '2022 - ?', '2022 - 2023 - 2024', 'May', '']
)
def test_what_is_no_period_says_how_to_write_one(written: str) -> None:
    with pytest.raises(ValueError, match=r'is no period; write "2022-06 to 2023-04"'):
        Period.parse(written)


@pytest.mark.parametrize('written', ['present to 2023', '2022 to later', '2022-13 to 2023'])
def test_each_end_of_a_period_is_checked(written: str) -> None:
    with pytest.raises(ValueError, match='date'):
        Period.parse(written)


@pytest.mark.parametrize(
    ('written', 'language', 'shown'),
    [
        ('2025', 'en', '2025'),
        ('2025-11', 'en', 'November 2025'),
        ('2025-11-10', 'en', 'November 10, 2025'),
        ('2025-11', 'fr', 'novembre 2025'),
        ('2025-11-10', 'de', '10. November 2025'),
        ('2025-11', 'zh_CN', '2025年11月'),
        ('2025-11', '', 'November 2025'),
        ('2025-11', 'xx', 'November 2025'),
    ],
)
def test_a_date_is_shown_in_the_language_of_the_site(
    written: str, language: str, shown: str
) -> None:
    assert localised_date(PartialDate.parse(written), language) == shown


#: A date as people write it, and as it may be written in one way.
DATES = """
2024 = 2024
2024-03 = 2024-03
2024-3 = 2024-03
2024-03-05 = 2024-03-05
2024/03 = 2024-03
2024/3/5 = 2024-03-05
2024.03 = 2024-03
2024.03.05 = 2024-03-05
2024–03 = 2024-03
03/2024 = 2024-03
3/2024 = 2024-03
03.2024 = 2024-03
03-2024 = 2024-03
20240305 = 2024-03-05
2024-03-05T10:00:00Z = 2024-03-05
March 2024 = 2024-03
march, 2024 = 2024-03
Mar 2024 = 2024-03
Mar. 2024 = 2024-03
Sept 2024 = 2024-09
Sept. 2024 = 2024-09
2024 March = 2024-03
Mar-2024 = 2024-03
5 March 2024 = 2024-03-05
5th of March 2024 = 2024-03-05
5-Mar-2024 = 2024-03-05
March 5, 2024 = 2024-03-05
March 5th, 2024 = 2024-03-05
5.3.2024 = 2024-03-05
05.03.2024 = 2024-03-05
5. 3. 2024 = 2024-03-05
25/03/2024 = 2024-03-25
03/25/2024 = 2024-03-25
05/05/2024 = 2024-05-05
25-03-2024 = 2024-03-25
2024年 = 2024
2024年3月 = 2024-03
2024年3月5日 = 2024-03-05
2024 年 3 月 5 日 = 2024-03-05
２０２４年３月 = 2024-03
2024년 3월 5일 = 2024-03-05
März 2024 = 2024-03
5. März 2024 = 2024-03-05
1er mars 2024 = 2024-03-01
5 de marzo de 2024 = 2024-03-05
5 марта 2024 г. = 2024-03-05
březen 2024 = 2024-03
2024 March = 2024-03
Fall 2024 = Autumn 2024
Autumn 2024 = Autumn 2024
Spring 2024 = Spring 2024
spring semester 2024 = Spring 2024
2024 Spring = Spring 2024
Summer 2024 = Summer 2024
Winter 2024 = Winter 2024
Herbst 2024 = Autumn 2024
2024年秋季 = Autumn 2024
2024年秋季学期 = Autumn 2024
2024春 = Spring 2024
SS 2024 = Summer term 2024
SS24 = Summer term 2024
SoSe 2024 = Summer term 2024
Sommersemester 2024 = Summer term 2024
WS 2023/24 = Winter term 2023/24
WS 23/24 = Winter term 2023/24
WiSe 2023/2024 = Winter term 2023/24
Wintersemester 2023/2024 = Winter term 2023/24
Winter 2023/24 = Winter term 2023/24
Q2 2024 = Q2 2024
2024-Q2 = Q2 2024
Fall, 2024 = Autumn 2024
Fall semester, 2024 = Autumn 2024
the fall of 2024 = Autumn 2024
im Sommer 2024 = Summer 2024
in March 2024 = 2024-03
HS 2024 = Autumn 2024
Frühjahrssemester 2024 = Spring 2024
2024年第2季度 = Q2 2024
"""
PERIODS = """
2023/24 = 2023 to 2024
2023/2024 = 2023 to 2024
AY 2023/24 = 2023 to 2024
2023-2024学年 = 2023 to 2024
2020–2024 = 2020 to 2024
2020—2024 = 2020 to 2024
2020--2024 = 2020 to 2024
2020---2024 = 2020 to 2024
2020-2024 = 2020 to 2024
2020 - 2024 = 2020 to 2024
2020- 2024 = 2020 to 2024
2020 to 2024 = 2020 to 2024
2020 until 2024 = 2020 to 2024
2020 through 2024 = 2020 to 2024
2020 bis 2024 = 2020 to 2024
2020 ~ 2024 = 2020 to 2024
2020～2024 = 2020 to 2024
2020..2024 = 2020 to 2024
2020 … 2024 = 2020 to 2024
2020 → 2024 = 2020 to 2024
from 2020 to 2024 = 2020 to 2024
von 2020 bis 2024 = 2020 to 2024
between 2020 and 2024 = 2020 to 2024
de 2020 à 2024 = 2020 to 2024
2020年至2024年 = 2020 to 2024
2020-24 = 2020 to 2024
2020–24 = 2020 to 2024
2020/21 = 2020 to 2021
2022-06/2023-04 = 2022-06 to 2023-04
2020.09-2024.06 = 2020-09 to 2024-06
2020.09–2024.06 = 2020-09 to 2024-06
2020-09-2024-06 = 2020-09 to 2024-06
09/2020-06/2024 = 2020-09 to 2024-06
09/2020 – 06/2024 = 2020-09 to 2024-06
Sep 2020 – Jun 2024 = 2020-09 to 2024-06
Sep. 2020-Jun. 2024 = 2020-09 to 2024-06
Sep – Dec 2024 = 2024-09 to 2024-12
March/April 2024 = 2024-03 to 2024-04
5–8 March 2024 = 2024-03-05 to 2024-03-08
5.–8. März 2024 = 2024-03-05 to 2024-03-08
March 5–8, 2024 = 2024-03-05 to 2024-03-08
March 30 – April 2, 2024 = 2024-03-30 to 2024-04-02
2020年9月至2024年6月 = 2020-09 to 2024-06
Fall 2023 – Spring 2024 = Autumn 2023 to Spring 2024
2024-10 to Autumn 2024 = 2024-10 to Autumn 2024
since 2024 = 2024 to present
from 2024 = 2024 to present
seit März 2024 = 2024-03 to present
2024– = 2024 to present
2024- = 2024 to present
2024 - = 2024 to present
2024.. = 2024 to present
2024 - present = 2024 to present
2024 – now = 2024 to present
2024 – Today = 2024 to present
2024–current = 2024 to present
2024 to date = 2024 to present
2024 (ongoing) = 2024 to present
2024 onwards = 2024 to present
2024 – heute = 2024 to present
2024 bis heute = 2024 to present
2024年9月至今 = 2024-09 to present
2024 至今 = 2024 to present
自2020年起 = 2020 to present
until 2024 = until 2024
to 2024 = until 2024
bis März 2024 = until 2024-03
–2024 = until 2024
..2024 = until 2024
(expected) 2026 = 2026 (expected)
2026 expected = 2026 (expected)
2026 (expected) = 2026 (expected)
Expected: 2026 = 2026 (expected)
exp. June 2026 = 2026-06 (expected)
anticipated June 2026 = 2026-06 (expected)
预计2026年6月 = 2026-06 (expected)
2022–2026 (expected) = 2022 to 2026 (expected)
2022 – expected June 2026 = 2022 to 2026-06 (expected)
2022–present (expected 2026) = 2022 to 2026 (expected)
2019, 2021–2022 = 2019, 2021 to 2022
2022 to present (exp 2026) = 2022 to 2026 (expected)
Expected graduation: June 2026 = 2026-06 (expected)
2024-present = 2024 to present
2020.9-至今 = 2020-09 to present
January 2020 to the present = 2020-01 to present
2020 to the present day = 2020 to present
2024–2025 academic year = 2024 to 2025
2019/2020 – 2021/22 = 2019 to 2022
Spring 2020, 2021 = Spring 2020, 2021
2019; 2021 = 2019, 2021
2019 and 2021 = 2019, 2021
2019-2020, 2022- = 2019 to 2020, 2022 to present
Spring and Fall 2024 = Spring 2024, Autumn 2024
Fall 2019, Fall 2021, Spring 2023 = Autumn 2019, Autumn 2021, Spring 2023
"""
ANSWERED = """
05/03/2024 = "2024-03-05" or "2024-05-03"
05-03-2024 = "2024-03-05" or "2024-05-03"
01/02/2024 - 13/02/2024 = "2024-01-02 to 2024-02-13" or "2024-02-01 to 2024-02-13"
2009/10 = "2009 to 2010" or "2009-10"
2010–12 = "2010 to 2012" or "2010-12"
Dec – Mar 2024 = "2023-12 to 2024-03"
Fall – Spring 2024 = "Autumn 2023 to Spring 2024"
2024 to 2020 = "2020 to 2024"
ca. 2019 = "2019"
c. 2019 = "2019"
circa 2019 = "2019"
mid-2019 = "2019"
early 2019 = "2019"
2019? = "2019"
around March 2019 = "2019-03"
Mar '24 = "2024-03"
03/24 = "2024-03"
Fall '24 = "Autumn 2024"
"""


def rows(table: str) -> list[tuple[str, str]]:
    pairs = (line.partition(' = ') for line in table.strip().splitlines())
    return [(written, meant) for written, _sign, meant in pairs]


@pytest.mark.parametrize(('written', 'meant'), rows(DATES))
def test_a_date_in_a_form_that_people_use(written: str, meant: str) -> None:
    assert PartialDate.parse(written).written() == meant
    assert Period.parse(written).written() == meant
    assert PartialDate.parse(meant) == PartialDate.parse(written)


@pytest.mark.parametrize(('written', 'meant'), rows(PERIODS))
def test_a_period_in_a_form_that_people_use(written: str, meant: str) -> None:
    assert Period.parse(written).written() == meant
    assert Period.parse(meant) == Period.parse(written)


@pytest.mark.parametrize(('written', 'instead'), rows(ANSWERED))
def test_what_has_not_one_meaning_is_answered_with_what_to_write(
    written: str, instead: str
) -> None:
    with pytest.raises(ContentError) as caught:
        Period.parse(written)
    assert instead in caught.value.hint
    for value in instead.replace('"', '').split(' or '):
        assert Period.parse(value).written() == value


@pytest.mark.parametrize(
    ('written', 'instead'),
    [
        ('since 2024', 'write one date: "2024"'),
        ('2024-07 to present', 'write one date: "2024-07"'),
        ('2020–2024', 'write one date: "2020" or "2024"'),
        ('2023/24', 'write one date: "2023" or "2024"'),
        ('2026 (expected)', 'write one date: "2026"'),
        ('05/03/2024', 'write "2024-03-05" or "2024-05-03"'),
        ('ca. 2024', 'did you mean "2024"?'),
    ],
)
def test_a_period_in_the_place_of_a_date_is_answered_with_its_dates(
    written: str, instead: str
) -> None:
    with pytest.raises(ContentError) as caught:
        PartialDate.parse(written)
    assert caught.value.hint == instead


def test_a_list_of_yaml_is_several_periods() -> None:
    assert Period.parse([2019, '2021 to 2022']) == Period.parse('2019, 2021 to 2022')


def test_several_periods_begin_with_the_first_and_end_with_the_last() -> None:
    several = Period.parse('2021-2022, 2019, 2024-')
    assert (several.start, several.end) == (PartialDate(2019), None)
    assert Period.parse('2019, 2021').end == PartialDate(2021)


def test_terms_are_in_the_order_of_the_months() -> None:
    written = ['Winter 2024', '2024-02', 'Spring 2024', '2024-05', 'Summer 2024', 'Fall 2024']
    dates = [PartialDate.parse(text) for text in [*written, 'WS 2024/25', '2024-11']]
    assert sorted(dates) == dates


def test_a_term_is_its_year_to_machines() -> None:
    assert PartialDate.parse('Fall 2024').isoformat() == '2024'


PIECES = [
    '2024', '2025', '24', '3', '15', 'March', 'Fall', 'WS', 'Q2', '–', '-', ' - ', '/', '.', ',',
    'to', 'present', 'since', 'expected', 'ca.', '..', "'", '?', 'mid-', 'early ', 'Dec', 'Mar',
]  # fmt: skip


@pytest.mark.parametrize('kind', [PartialDate, Period])
def test_what_is_proposed_for_any_text_is_taken(kind: Any) -> None:
    choose, proposals = random.Random(1), 0  # noqa: S311  (no secret)
    for _round in range(500):
        text = choose.choice(['', ' ']).join(choose.choices(PIECES, k=choose.randint(1, 6)))
        try:
            moment = kind.parse(text)
        except ContentError as error:
            for value in re.findall(r'"([^"]+)"', error.hint):
                assert kind.parse(value)
                proposals += 1
        else:
            assert kind.parse(moment.written()) == moment
    assert proposals


@pytest.mark.parametrize('text', ['2' * 500, '2024-' * 100, ', '.join(['2024'] * 200), '(' * 300])
def test_a_long_text_is_no_date(text: str) -> None:
    with pytest.raises(ContentError):
        Period.parse(text)


MOMENTS = [
    *(PartialDate(2024, month, day) for month in range(1, 13) for day in (0, 5, 28)),
    PartialDate(2024),
    *map(PartialDate.parse, ['Spring 2024', 'Summer 2024', 'Fall 2024', 'Winter 2024']),
    *map(PartialDate.parse, ['SS 2024', 'WS 2023/24', 'Q1 2024', 'Q2 2024', 'Q3 2024', 'Q4 2024']),
]
LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'cs', 'ru', 'uk', 'sv', 'da', 'tr']
LOCALES = Path(sphinx_folio.__file__).parent / 'locale'


@pytest.fixture
def words(request: pytest.FixtureRequest) -> Iterator[str]:
    """Have the interface in a language."""
    before = dict(translators)
    init([LOCALES], request.param, CATALOG)
    yield request.param
    translators.clear()
    translators.update(before)


#: Languages with a catalogue whose dates are read.
SPOKEN = ['en', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'pt_BR', 'ru', 'zh_CN', 'zh_TW']


def test_a_date_that_is_printed_is_read_as_the_same() -> None:
    for language, moment in product(LANGUAGES, MOMENTS):
        assert PartialDate.parse(localised_date(moment, language)) == moment
        if language != 'de':  # 05.03.2024 is the same; "März 2024" is not shorter
            assert PartialDate.parse(localised_date(moment, language, brief=True)) == moment


@pytest.mark.parametrize('words', SPOKEN, indirect=True)
def test_a_date_that_is_printed_among_words_is_read_as_the_same(words: str) -> None:
    for moment in MOMENTS:
        assert PartialDate.parse(localised_date(moment, words)) == moment


@pytest.mark.parametrize('words', SPOKEN, indirect=True)
def test_a_period_that_is_printed_is_read_as_the_same(words: str) -> None:
    later = PartialDate(2026, 6)
    for moment in MOMENTS:
        periods = [
            Period(moment, moment),
            Period(moment, None),
            Period(None, moment),
            Period(moment, later),
            Period(moment, later, expected=True),
            Period(moment, moment, expected=True),
            Period(moment, None, parts=(Period(PartialDate(2025), None), Period(moment, moment))),
        ]
        for period in periods:
            shown = ''.join(node.astext() for node in period_nodes(period, words))
            assert Period.parse(shown) == period, shown


def test_a_period_in_words() -> None:
    said = {
        'exp. June 2026': 'expected June 2026',
        '2022–2026 (expected)': '2022 – expected 2026',
        'fall 2024': 'Autumn 2024',
        'WS 23/24': 'Winter term 2023/24',
        '2019, 2021-': '2019, since 2021',
        'until 2020': 'until 2020',
    }
    for written, words in said.items():
        nodes = period_nodes(Period.parse(written), 'en')
        assert ''.join(node.astext() for node in nodes) == words
