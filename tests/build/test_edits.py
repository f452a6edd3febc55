"""Whatever is edited, in whatever order: the next build equals a clean one, byte for byte.

A pull request waits for some 20 edits in one way of building. Each night more than 200 are
made in every way, always the same. With ``FOLIO_SOAK=1`` there are 2,000, others each time;
``FOLIO_SEED`` repeats those that a failure was found with.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from portfolio_edits import BLOCKS, EDITS, EditedSite, Maker, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOAK = os.environ.get('FOLIO_SOAK') == '1'


class Amount(NamedTuple):
    """How much is edited."""

    #: Times that a test begins with a new site.
    rounds: int
    #: Comparisons with a clean build in a round, each after one to three edits.
    comparisons: int
    #: Edits that a test makes at least.
    enough: int


#: In all ways together 200 edits, or 2,000.
MANY = Amount(36, 16, 700) if SOAK else Amount(9, 7, 70)
#: Edits that a pull request waits for, of as many kinds, and how many come before each build.
FEW, AT_ONCE = 20, 3


class Way(NamedTuple):
    """How a site is built."""

    theme: str
    parallel: int
    seed: int
    stands_by: bool = False


WAYS = {
    'furo': Way('furo', 0, 1),
    'basic': Way('basic', 0, 2),
    'two processors': Way('furo', 2, 3),
    'standing by': Way('basic', 0, 4, stands_by=True),
}


class Editing(RuleBasedStateMachine):
    """Edits a portfolio, and builds it after each few edits."""

    def __init__(self, maker: Maker, folder: Path, way: Way, made: list[str]) -> None:
        super().__init__()
        how: dict[str, Any] = {'parallel': way.parallel, 'stands_by': way.stands_by}
        self.site = EditedSite(maker, folder, start(html_theme=way.theme), **how)
        self.made = made

    @initialize()
    def build_the_start(self) -> None:
        """Build the site from nothing."""
        self.site.build_first()

    @rule(
        edits=st.lists(
            st.tuples(st.sampled_from(list(EDITS)), st.integers(0, 11), st.integers(0, 11)),
            min_size=1,
            max_size=3,
        )
    )
    def edit(self, edits: list[tuple[str, int, int]]) -> None:
        """Make some edits, build, and compare."""
        done = [name for name, one, two in edits if self.site.edit(name, one, two)]
        self.made += done
        found = self.site.compare()
        assert not found, f'after {", ".join(done) or "no edit"}:\n{found}'


@pytest.fixture
def maker() -> Iterator[Maker]:
    """Return a maker of applications that leaves nothing behind."""
    made = Maker()
    yield made
    made.clean_up()


@pytest.mark.parametrize(('pages', 'few'), [(False, FEW), (True, FEW // 2)])
def test_a_build_after_some_edits_equals_a_clean_one(
    maker: Maker,
    tmp_path: Path,
    pages: bool,  # noqa: FBT001
    few: int,
) -> None:
    """Edits of different kinds, each on top of those before."""
    draw = random.Random(2 if pages else 1)  # noqa: S311  (the same edits each time)
    site = EditedSite(maker, tmp_path, start(html_theme='furo', folio_publication_pages=pages))
    site.build_first()
    made: list[str] = []
    kinds = draw.sample(list(EDITS), len(EDITS))
    for number in range(0, len(kinds), AT_ONCE):
        names = kinds[number : number + AT_ONCE]
        done = [name for name in names if site.edit(name, draw.randrange(12), draw.randrange(12))]
        found = site.compare()
        assert not found, f'after {", ".join(done) or "no edit"}:\n{found}'
        made += done
        if len(made) >= few:
            break
    assert len(made) >= few


@pytest.mark.parametrize('pages', [False, True])
def test_a_build_that_was_prepared_equals_a_clean_one(
    maker: Maker,
    tmp_path: Path,
    pages: bool,  # noqa: FBT001
) -> None:
    """Whoever stands by has derived the site, which holds as long as pages state the same."""
    draw = random.Random(4 if pages else 3)  # noqa: S311  (as above)
    portfolio = start(html_theme='basic', folio_publication_pages=pages)
    site = EditedSite(maker, tmp_path, portfolio, stands_by=True)
    site.build_first()
    kinds = ['add_or_remove_a_block', 'swap_two_blocks', 'add_or_remove_a_word', 'change_a_title']
    for _turn in range(FEW // 2):
        name = draw.choice(kinds)
        site.edit(name, draw.randrange(12), draw.randrange(len(BLOCKS)))
        found = site.compare()
        assert not found, f'after {name}:\n{found}'
    assert site.waited > FEW // 4


@pytest.mark.slow
@pytest.mark.parametrize('way', list(WAYS.values()), ids=list(WAYS))
def test_a_build_after_any_edits_equals_a_clean_one(maker: Maker, tmp_path: Path, way: Way) -> None:
    made: list[str] = []
    number = way.seed
    if SOAK:
        number = int(os.environ.get('FOLIO_SEED') or random.SystemRandom().randrange(2**32))
        print(f'FOLIO_SEED={number}')  # noqa: T201  (to repeat what failed)

    @seed(number)
    def machine() -> Editing:
        return Editing(maker, tmp_path, way, made)

    run_state_machine_as_test(
        cast('Any', machine),
        settings=settings(
            max_examples=MANY.rounds,
            stateful_step_count=MANY.comparisons,
            derandomize=not SOAK,
            deadline=None,
            database=None,
            print_blob=SOAK,
            report_multiple_bugs=False,
            # to explain what failed takes as long as to find it
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert len(made) >= MANY.enough
