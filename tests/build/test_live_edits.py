"""Whatever is saved, and in whatever order: the preview shows what a clean build makes of it."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from portfolio_edits import EDITS, Maker, changes, differences, published, start, write
from previewing import preview
from support import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from previewing import Preview

#: Edits that come before each comparison, and the last page that is written.
AT_ONCE, LAST = 3, 'index.md'


@pytest.fixture
def maker() -> Iterator[Maker]:
    """Return a maker of applications that leaves nothing behind."""
    made = Maker()
    yield made
    made.clean_up()


def wait_for(text: str, seen: Preview) -> None:
    """Wait until the landing page has a text, and the build is at its end."""
    with seen.browser('index') as browser:
        while text not in seen.get('index.html')[1]:
            browser.wait_to_load()
    with seen.browser('index') as browser:  # it is told how far the build is now
        browser.wait_for_rest()


def rounds(maker: Maker, folder: Path, number: int, most: int) -> None:
    """Make some edits after each other, and compare as often."""
    draw = random.Random(number)  # noqa: S311  (the same edits each time)
    portfolio = start(html_theme='furo' if number % 2 else 'basic')
    site, written = Site(maker, folder / 'site', {}), portfolio.files()
    write(site, {**written})
    kinds = draw.sample(list(EDITS), len(EDITS))
    with preview(site.srcdir, '-j', '1') as seen:
        seen.wait_for_build()
        for turn in range(most):
            done = [kinds[(turn * AT_ONCE + step) % len(kinds)] for step in range(AT_ONCE)]
            for name in done:
                EDITS[name](portfolio, draw.randrange(12), draw.randrange(12))
            now = portfolio.files()
            now[LAST] = f'{now[LAST]!s}\n\nTurn {number}-{turn}-.\n'
            changed = changes(written, now)
            changed[LAST] = changed.pop(LAST)
            write(site, changed)
            written = now
            wait_for(f'Turn {number}-{turn}-.', seen)
            found = differences(published(site.srcdir / '_build/live/html'), clean(maker, site))
            assert not found, f'after {", ".join(done)} ({turn}):\n{found}\n{list(changed)}'


def clean(maker: Maker, site: Site) -> dict[str, bytes]:
    """Return what a build of the same files makes from nothing."""
    copy = site.srcdir.with_name('clean')
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site.srcdir, copy, symlinks=True, ignore=shutil.ignore_patterns('_build'))
    return published(Site(maker, copy, {}).build().outdir)


def test_pages_are_as_a_clean_build_makes_them(maker: Maker, tmp_path: Path) -> None:
    rounds(maker, tmp_path, 1, 5)


@pytest.mark.slow
@pytest.mark.parametrize('number', [2, 3, 4])
def test_pages_are_as_a_clean_build_makes_them_after_many_edits(
    maker: Maker, tmp_path: Path, number: int
) -> None:
    rounds(maker, tmp_path, number, 40)
