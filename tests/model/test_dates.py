"""Dates that stop at the year or the month, and periods of them."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_folio.model import PartialDate, Period
from sphinx_folio.shared import localised_date


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


@pytest.mark.parametrize(
    'written',
    ['', 'soon', '25', '2025-', '2025-11-', '11/2025', '10.11.2025', 'November 2025', True, 2025.1],
)
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
    assert Period.parse(f'2024-07 to {end}') == (PartialDate(2024, 7), None)


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
    'written', ['a while ago', 'from 2022', '2022 until 2023', 'to 2023', '2022-2023']
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
