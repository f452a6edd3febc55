"""The order of groups, and from when on somebody is a former member."""

from __future__ import annotations

import pytest

from sphinx_folio.model import GROUPS, PartialDate, Person, groups_in_order

BUILT_IN = 'faculty postdoc phd master undergraduate engineer staff visitor'


@pytest.mark.parametrize(
    ('named', 'order'),
    [
        ('', f'{BUILT_IN} alumni'),
        ('mascot', f'{BUILT_IN} mascot alumni'),
        (
            'pi phd mascot',
            'pi phd mascot faculty postdoc master undergraduate engineer staff visitor alumni',
        ),
        ('alumni mascot', f'{BUILT_IN} mascot alumni'),
    ],
)
def test_the_order_of_groups(named: str, order: str) -> None:
    assert ' '.join(groups_in_order(named.split())) == order


def test_without_a_setting_the_groups_are_the_known_ones() -> None:
    assert groups_in_order() == GROUPS


@pytest.mark.parametrize(
    ('facts', 'known', 'answer'),
    [
        ({}, '2026', False),
        ({'group': 'alumni'}, '2026', True),
        ({'left': '2999'}, '', True),
        ({'left': '2999'}, '2026', True),
        ({'left': '2027-06', 'updated': '2026-01'}, '2026-01', False),
        ({'left': '2027-06', 'updated': '2026-01'}, '2027-06-01', True),
        ({'left': '2027-06', 'updated': '2026-01'}, '2027-05', False),
        ({'left': '2027-06', 'updated': '2027'}, '2027', True),
        ({'left': '2027-06', 'updated': '2026', 'group': 'alumni'}, '2026', True),
    ],
)
def test_who_has_left(facts: dict[str, str], known: str, answer: object) -> None:
    dates = {key: PartialDate.parse(facts[key]) for key in ('left', 'updated') if key in facts}
    person = Person(id='a', docname='a', group=facts.get('group'), **dates)  # type: ignore[arg-type]
    assert person.has_left(PartialDate.parse(known) if known else None) is answer
