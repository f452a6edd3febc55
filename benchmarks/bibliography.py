"""How the reading of a bibliography grows: ``nox -s bench``.

It writes a ``.bib`` file of N entries, each with accents in LaTeX, math and five authors,
and measures each step that a build takes with it. Seconds depend on the machine; the last
column, the growth from one size to the next over the growth of N, does not.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import init

from sphinx_folio.bibfile import Library
from sphinx_folio.biblatex import complete
from sphinx_folio.biblint import lint
from sphinx_folio.bibliography import digest_of, read_publication
from sphinx_folio.graph import Graph
from sphinx_folio.model import Person

if TYPE_CHECKING:
    from collections.abc import Callable

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


def measure(size: int, folder: Path) -> dict[str, float]:
    """Return the seconds that each step takes with *size* entries."""
    path = folder / 'references.bib'
    path.write_text(bibliography(size), encoding='utf-8')
    people = [
        Person(id=f'person-{n}', docname=f'people/person-{n}', name=f'Number{n} Person')
        for n in range(PEOPLE)
    ]
    library = Library()
    publications: dict[str, Publication] = {}
    seconds: dict[str, float] = {}

    def step(name: str, action: Callable[[], object]) -> None:
        begin = time.perf_counter()
        action()
        seconds[name] = time.perf_counter() - begin

    def decode() -> None:
        for key, located in library.entries.items():
            publications[key] = read_publication(located, folder)[0]

    def reread() -> None:
        # what a build does with entries that it knows: compare digests, and keep the result
        for key, located in library.entries.items():
            if publications[key].digest == digest_of(located.entry):
                publications[key] = replace(publications[key], line=located.line)

    step('parse', lambda: library.read(path, 'utf-8-sig'))
    step('inherit', lambda: complete(library.entries))
    step('decode', decode)
    step('lint', lambda: lint(library.entries, publications))
    step('match', lambda: Graph(people, publications))
    step('known', reread)
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
    """Print seconds a step and size, entries a second, and the growth."""
    sizes = list(results)
    print('step      ' + ''.join(f'{size:>12,}' for size in sizes) + '   entries/s   growth')
    for step in results[sizes[0]]:
        values = [results[size][step] for size in sizes]
        rate = sizes[-1] / values[-1]
        growth = (values[-1] / values[-2]) / (sizes[-1] / sizes[-2]) if len(sizes) > 1 else 1.0
        cells = ''.join(f'{value:>10.2f} s' for value in values)
        print(f'{step:<10}{cells}{rate:>12,.0f}{growth:>9.2f}')
    totals = [
        results[size]['parse'] + results[size]['inherit'] + results[size]['decode']
        for size in sizes
    ]
    print('read      ' + ''.join(f'{total:>10.2f} s' for total in totals))


if __name__ == '__main__':
    main()
