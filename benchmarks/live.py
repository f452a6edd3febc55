"""How long the preview takes from a save to the word to the browser: ``nox -s bench -- live``.

It serves a community of N people with ``sphinx-folio live``, edits a file of it as an author
would, and waits as a browser does until it is told to load its page again. Each time stands
beside its ratio to the build of an empty site in the same run (see ``scale.py``).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from community import Community, folio_site, write_site
from previewing import preview
from scale import Edits, empty_site

if TYPE_CHECKING:
    from previewing import Preview

SIZES = (100, 1000)
#: What is edited, and at most how many times the build of an empty site that may take, by size.
STEPS = {
    'page edited': {100: 0.5, 1000: 1.0},
    'name edited': {},
    'entry edited': {},
    'talk edited': {},
    'page added': {},
    'page removed': {},
}
#: Which page a browser shows meanwhile, if it is not that of the first person.
SHOWN = {
    'talk edited': 'talks/talk-0',
    'page added': 'people/index',
    'page removed': 'people/index',
}
#: How long nothing may happen before the preview is taken to be ready, in seconds.
QUIET = 0.5


class Reload(NamedTuple):
    """What passed between a save and the word to the browser."""

    seconds: float
    #: Seconds of all processes of the preview; other programs on the machine count less here.
    cpu: float


def wait_until_ready(running: Preview) -> None:
    """Wait until a build has ended, and all is ready for the next one."""
    running.wait_for_build()
    before, now = -1.0, cpu_of(running)
    while now != before:
        time.sleep(QUIET)
        before, now = now, cpu_of(running)


def cpu_of(running: Preview) -> float:
    """Return the seconds of all processes of a preview; 0 where the system tells none."""
    rows = {}
    for path in Path('/proc').glob('[0-9]*/stat'):
        with suppress(OSError):
            row = path.read_text(encoding='utf-8').rpartition(')')[2].split()
            rows[int(path.parent.name)] = (int(row[1]), sum(map(int, row[11:15])))
    own = {running.process.pid}
    for _generation in range(5):
        own |= {pid for pid, (parent, _ticks) in rows.items() if parent in own}
    return sum(rows[pid][1] for pid in own & rows.keys()) / os.sysconf('SC_CLK_TCK')


def measure(size: int, folder: Path, repeat: int) -> dict[str, list[Reload]]:
    """Return what each edit takes in a community of *size* people, turn by turn."""
    community = Community(size)
    write_site(folder / 'folio', folio_site(community))
    edits = Edits(folder / 'folio', community)
    found: dict[str, list[Reload]] = {name: [] for name in STEPS}
    with preview(folder / 'folio', '--out', str(folder / 'out')) as running:
        wait_until_ready(running)
        for turn in range(repeat):
            for name, reloads in found.items():
                with running.browser(SHOWN.get(name, 'people/person-0')) as browser:
                    begin, used = time.perf_counter(), cpu_of(running)
                    edits.steps[name](turn)
                    browser.wait_to_load()
                    seconds = time.perf_counter() - begin
                    reloads.append(Reload(seconds, cpu_of(running) - used))
                wait_until_ready(running)
    return found


def empty_builds(repeat: int) -> Reload:
    """Return what a build of one page takes that has not changed, as in ``scale.py``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty_site(folder)
        builds = [empty_site(folder) for _turn in range(repeat)]
    return Reload(median(each.seconds for each in builds), median(each.cpu for each in builds))


def main() -> None:
    """Print a line for each edit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--sizes', type=int, nargs='+', default=SIZES)
    parser.add_argument('--repeat', type=int, default=5, help='turns of each edit')
    options = parser.parse_args()
    empty = empty_builds(options.repeat)
    print(f'empty site: {empty.seconds:.2f} s, {empty.cpu:.2f} s of CPU')
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(size, Path(folder), options.repeat)
        print(f'{size:,} people')
        for name, limits in STEPS.items():
            seconds = median(each.seconds for each in found[name])
            cpu = median(each.cpu for each in found[name])
            ratios = (seconds / empty.seconds, cpu / empty.cpu)
            line = f'{seconds:6.2f} s {ratios[0]:5.2f} x   CPU {cpu:5.2f} s {ratios[1]:5.2f} x'
            if limit := limits.get(size):
                met = 'met' if ratios[0] <= limit else 'MISSED'
                line += f'   <= {limit} x empty site: {met}'
            print(f'  {name:14}{line}', flush=True)


if __name__ == '__main__':
    main()
