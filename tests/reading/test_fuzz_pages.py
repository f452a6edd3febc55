"""Whatever pages hold: a site is built in bounded time, shows no file of others, loses no word."""

from __future__ import annotations

import pytest
from fuzzing import Known, faults_apart, known_apart, random_site, shown

#: Sites that are made always, and where slow tests run; ``nox -s fuzz`` makes others.
FEW, MANY = 3, 40


@pytest.fixture(scope='module')
def names() -> Known:
    """Return the directives and roles that pages may name."""
    return known_apart()


@pytest.mark.parametrize(
    'seed',
    [*range(FEW), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(FEW, MANY))],
)
def test_any_pages_are_built(names: Known, seed: int) -> None:
    pages = random_site(seed, names, pages=60 if seed else 20)
    for fault, part in faults_apart(pages, [] if seed else ['latex']):
        pytest.fail(shown(fault, part))
