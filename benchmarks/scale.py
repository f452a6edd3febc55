"""How builds grow with a community: ``nox -s bench -- scale``.

It writes a community of N people as a Folio site and as the same words without Folio, the
floor (see ``community.py``), and measures cold builds, short builds after one edit, memory
and the sizes of files. Seconds depend on the machine, and so each time stands beside its
ratio to the floor's of the same N and run. MB and kB are powers of 1,000.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median, median_low
from typing import TYPE_CHECKING

from community import COMMUNITIES, CONF, Community, floor_site, folio_site, write_site
from measuring import build, compare, different_files, pages_of, snapshot, words_of
from scale_table import COUNTS, growths, judged, table

if TYPE_CHECKING:
    from measuring import Build
    from scale_table import Figures

SIZES = (100, 300, 1000)
NEW_PERSON = """---
person:
  name: New Person{turn}
  summary: Has just arrived.
  topics: [topic-0]
  projects: [project-0]
---

# New Person{turn}

```{{profile}}
```
"""


class Edits:
    """What an author does between two builds; each turn edits anew.

    :param source: the folder of the site.
    """

    def __init__(self, source: Path, community: Community) -> None:
        self._page = source / 'people/person-0.md'
        self._bibliography = source / 'references.bib'
        self._added = source / f'people/person-{len(community.people)}.md'
        self._first_name = self._name = community.people[0]
        self._title = community.papers[0].title
        self._talk = source / 'talks/talk-0.md'
        self.steps = {
            'nothing changed': self.nothing,
            'page edited': self.edit_page,
            'name edited': self.edit_name,
            'entry edited': self.edit_entry,
            'page added': self.add_page,
            'page removed': self.remove_page,
        }
        if community.talks:
            self._spoken = community.talks[0].title
            self.steps['talk edited'] = self.edit_talk

    def nothing(self, turn: int) -> None:
        """Leave all as it is."""

    def edit_page(self, turn: int) -> None:
        """Add a sentence to the page of a person."""
        before = 'Most of it is in'
        replace(self._page, before, f'Sentence number {turn} is a new one.\n{before}')

    def edit_name(self, turn: int) -> None:
        """Change the name of a person; the papers keep the old one, which stays known."""
        given, _, family = self._first_name.partition(' ')
        name = f'{given}{turn} {family}'
        known = '' if turn else f'\n  names: [{self._name}]'
        replace(self._page, f'  name: {self._name}\n', f'  name: {name}{known}\n')
        replace(self._page, f'# {self._name}\n', f'# {name}\n')
        self._name = name

    def edit_entry(self, turn: int) -> None:
        """Change the title of one entry."""
        title = f'{self._title} number {turn}'
        old, new = (f'title = {{{text}}},\n' for text in (self._title, title))
        replace(self._bibliography, old, new)
        self._title = title

    def edit_talk(self, turn: int) -> None:
        """Change the title of a talk, which its person, its topic and its paper show."""
        replace(self._talk, f'# {self._spoken}\n', f'# {self._title} told {turn}\n')
        self._spoken = f'{self._title} told {turn}'

    def add_page(self, turn: int) -> None:
        """Write the page of a new person."""
        self._added.write_text(NEW_PERSON.format(turn=turn), encoding='utf-8')

    def remove_page(self, turn: int) -> None:
        """Delete that page."""
        self._added.unlink()


def replace(path: Path, old: str, new: str) -> None:
    """Replace the first *old* of a file.

    :raises ValueError: if there is none.
    """
    text = path.read_text(encoding='utf-8')
    if old not in text:
        raise ValueError(f'{path.name} has no {old!r}')
    path.write_text(text.replace(old, new, 1), encoding='utf-8')


def measure(size: int, folder: Path, cold: int, repeat: int, *, dense: bool) -> Figures:
    """Return all figures of a community of *size* people, which may be a dense one.

    :param cold: how often each cold build runs, and *repeat* each short one.
    """
    community = Community(size, dense=dense)
    write_site(folder / 'folio', folio_site(community))
    write_site(folder / 'floor', floor_site(community))
    empty_site(folder)
    figures = cold_builds(folder, cold)
    figures |= words(folder) | sizes(folder / 'out-1')
    return figures | short_builds(folder, Edits(folder / 'folio', community), repeat)


def empty_site(folder: Path) -> Build:
    """Return what a build takes of one page that has not changed.

    The first build leaves the bytecode that all others use.
    """
    site = folder / 'empty'
    if not site.is_dir():
        pages = {'conf.py': CONF, 'index.md': '# Empty\n', 'references.bib': ''}
        write_site(site, pages.items())
        build(site, folder / 'out-empty')
    return build(site, folder / 'out-empty')


def cold_builds(folder: Path, times: int) -> Figures:
    """Return seconds, seconds of CPU and memory of the builds from nothing.

    :raises SystemExit: if two processes write other files than one.
    """
    runs = {'floor': ('floor', 1), 'cold -j 1': ('folio', 1), 'cold -j 2': ('folio', 2)}
    builds: dict[str, list[Build]] = {name: [] for name in runs}
    for turn in range(times):
        for name, (site, jobs) in runs.items():
            out = f'out-{jobs if site == "folio" else site}' + (f'-{turn}' if turn else '')
            builds[name].append(build(folder / site, folder / out, jobs))
    if names := different_files(folder / 'out-1', folder / 'out-2'):
        more = f' and {len(names) - 10} more' if len(names) > 10 else ''
        sys.exit(f'-j 1 and -j 2 differ in {", ".join(names[:10])}{more}')
    figures: Figures = {'-j 2 writes the same': True}
    for name, measured in builds.items():
        figures[name] = median(each.seconds for each in measured)
        figures[f'{name}: CPU'] = median(each.cpu for each in measured)
        figures[f'{name}: memory'] = max(each.memory for each in measured)
    return figures


def words(folder: Path) -> Figures:
    """Return how many words the pages of both sites show, and how many pages there are."""
    pages = {site: pages_of(folder / f'out-{site}') for site in ('1', 'floor')}
    folio, floor = (sum(map(words_of, found)) for found in pages.values())
    return {
        'pages': len(pages['1']),
        'pages of the floor': len(pages['floor']),
        'words': folio,
        'words of the floor': floor,
        'words, floor to Folio': floor / folio,
    }


def sizes(out: Path) -> Figures:
    """Return the sizes of files of a site, in bytes."""
    people = [path.stat().st_size for path in out.glob('people/person-*.html')]
    pages = [path.stat().st_size for path in out.rglob('*.html')]
    return {
        'all HTML': sum(pages),
        'largest page': max(pages),
        'largest person page': max(people),
        'median person page': median_low(people),
        'largest topic page': max(path.stat().st_size for path in out.glob('topics/topic-*.html')),
        'searchindex.js': (out / 'searchindex.js').stat().st_size,
        'objects.inv': (out / 'objects.inv').stat().st_size,
        'environment.pickle': (out / '.doctrees/environment.pickle').stat().st_size,
    }


def short_builds(folder: Path, edits: Edits, repeat: int) -> Figures:
    """Return the median seconds of a build after each edit, and the most files written.

    A machine is not as fast all the time, so that the empty site takes part in each turn; what
    the build before has written is on the disk then.
    """
    source, out = folder / 'folio', folder / 'out-1'
    seconds: dict[str, list[float]] = {name: [] for name in ('empty site', *edits.steps)}
    written: dict[str, list[tuple[int, ...]]] = {name: [] for name in edits.steps}
    before = snapshot(out)
    for turn in range(repeat):
        for name, times in seconds.items():
            if name in edits.steps:
                edits.steps[name](turn)
            os.sync()
            made = build(source, out) if name in edits.steps else empty_site(folder)
            times.append(made.seconds)
            after = snapshot(out)
            if name in written:
                written[name].append(compare(before, after))
            before = after
    figures: Figures = {name: median(times) for name, times in seconds.items()}
    for name in edits.steps:
        most = (max(counts) for counts in zip(*written[name], strict=True))
        figures |= {f'{name}: {kind}': count for kind, count in zip(COUNTS, most, strict=True)}
    return figures


def report(results: dict[int, Figures]) -> dict[str, object]:
    """Return what is written as JSON; times are in seconds, sizes in bytes."""
    return {
        'python': platform.python_version(),
        'sphinx': version('sphinx'),
        'cpus': os.cpu_count(),
        'sizes': results,
        'growth': growths(results),
        'targets': [
            {'row': target.row, 'at': size, 'limit': target.limit, 'value': value, 'met': met}
            for target, size, value, met in judged(results)
        ],
    }


def main() -> None:
    """Print a table, and write it as JSON if a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--json', type=Path, help='write the measurements to this file')
    parser.add_argument('--sizes', type=int, nargs='+', default=SIZES)
    parser.add_argument('--community', choices=COMMUNITIES, default=COMMUNITIES[0])
    parser.add_argument('--repeat', type=int, default=3, help='runs of each short build')
    parser.add_argument('--cold', type=int, default=1, help='runs of each cold build')
    options = parser.parse_args()
    results: dict[int, Figures] = {}
    for size in sorted(set(options.sizes)):
        with tempfile.TemporaryDirectory() as folder:
            results[size] = measure(
                size,
                Path(folder),
                options.cold,
                options.repeat,
                dense=options.community == 'dense',
            )
        if options.json:  # also when a larger size fails
            text = json.dumps(report(results), indent=1)
            options.json.write_text(text + '\n', encoding='utf-8')
    print('\n'.join(table(results)))


if __name__ == '__main__':
    main()
