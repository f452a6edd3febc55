"""How the reading of a bibliography grows: ``nox -s bench``.

It writes a ``.bib`` file of N entries, each with accents in LaTeX, math and five authors,
and measures each step that a build takes with it. Seconds depend on the machine; the last
column, how many times longer the largest size takes than the one before it, does not.
"""

from __future__ import annotations

import argparse
import gc
import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import init

from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.lint import lint
from sphinx_folio.bib.publications import digest_of, read_publication
from sphinx_folio.graph import Graph
from sphinx_folio.model import Person

if TYPE_CHECKING:
    from sphinx_folio.model import Publication

SIZES = (500, 5_000, 20_000)
PEOPLE = 1_000
ENTRY = r"""@article{{key{n},
  author = {{Lee{m}, Ann and B{{\"o}}hm{m}, Cas and Nguy{{\~{{\^e}}}}n, {{\L}}ukasz and
            van der Berg, J{{\o}}rn and Person, Number{p}}},
  title = {{A {{Title}} about {{\"U}}bersetzung number {n} and $x^{{{n}}}$}},
  journal = {{Journal of Systems {j}}},
  year = {{{year}}},
  pages = {{{n}--{last}}},
  doi = {{10.1000/example.{n}}},
  abstract = {{An abstract of some length that says what the paper number {n} is about.}},
}}
"""


def bibliography(size: int) -> str:
    """Return the text of a file with *size* entries."""
    return ''.join(
        ENTRY.format(n=n, m=n % 997, p=n % PEOPLE, j=n % 50, year=1990 + n % 35, last=n + 9)
        for n in range(size)
    )


class Build:
    """The steps of a build that concern the bibliography, and what each leaves behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.library = EntryCollection()
        self.publications: dict[str, Publication] = {}
        self.people = [
            Person(id=f'person-{n}', docname=f'people/person-{n}', name=f'Number{n} Person')
            for n in range(PEOPLE)
        ]

    def parse(self) -> None:
        """Read the file; a second time anew."""
        self.library = EntryCollection()
        self.library.read(self.path, 'utf-8-sig')

    def inherit(self) -> None:
        """Fill in what entries inherit."""
        complete(self.library.entries)

    def decode(self) -> int:
        """Read each entry that is new or changed, and return how many that are."""
        count = 0
        for key, located in self.library.entries.items():
            known = self.publications.get(key)
            if known and known.digest == digest_of(located.entry):
                self.publications[key] = replace(known, line=located.line)
            else:
                self.publications[key] = read_publication(located, self.path.parent)[0]
                count += 1
        return count

    def lint(self) -> None:
        """Look for what is wrong in sound entries."""
        lint(self.library, self.publications)

    def match(self) -> None:
        """Find the people of all entries."""
        graph = Graph(self.people, self.publications)
        assert all(map(any, graph.authors.values())), 'each entry has one of the people'

    def edit(self) -> None:
        """Change one entry, and read the file as the next build does."""
        text = self.path.read_text(encoding='utf-8')
        self.path.write_text(text.replace('number 7 ', 'number seven '), encoding='utf-8')
        self.parse()
        self.inherit()
        assert self.decode() == 1, 'one entry is decoded anew'


def measure(size: int, folder: Path) -> dict[str, float]:
    """Return the seconds that each step takes with *size* entries."""
    path = folder / 'references.bib'
    path.write_text(bibliography(size), encoding='utf-8')
    build = Build(path)
    seconds = {}
    for step in (build.parse, build.inherit, build.decode, build.lint, build.match, build.edit):
        gc.collect()
        begin = time.perf_counter()
        step()
        seconds[step.__name__] = time.perf_counter() - begin
    return seconds


def main() -> None:
    """Print a table, and write it as JSON if a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--json', type=Path, help='write the measurements to this file')
    parser.add_argument('--sizes', type=int, nargs='+', default=SIZES)
    options = parser.parse_args()
    init([], 'en')
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            results[size] = measure(size, Path(folder))
    print_table(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + '\n', encoding='utf-8')


def print_table(results: dict[int, dict[str, float]]) -> None:
    """Print seconds a step and size, entries a second, and how many times longer it took."""
    sizes = list(results)
    print('step    ' + ''.join(f'{size:>12,}' for size in sizes) + '   entries/s   longer')
    for result in results.values():
        result['read'] = result['parse'] + result['inherit'] + result['decode']
    for step in results[sizes[0]]:
        values = [results[size][step] for size in sizes]
        rate = sizes[-1] / values[-1]
        longer = f'{values[-1] / values[-2]:.1f} x' if len(sizes) > 1 else ''
        cells = ''.join(f'{value:>10.2f} s' for value in values)
        print(f'{step:<8}{cells}{rate:>12,.0f}{longer:>9}')


if __name__ == '__main__':
    main()
