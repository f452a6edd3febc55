"""How long PDFs take: ``nox -s bench -- pdfs``.

It writes sites of N people, each with five publications and a page of records, and runs
the command ``pdf`` on them as a user does. Seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (4, 20, 100)
PAPERS = 5
PAGE = """---
person:
  name: Number{n} Person
  native-name: 王梓人
  role: Ph.D. student
  affiliation: Example University
  email: person{n}@example.org
  links: {{github: person{n}, orcid: 0000-0002-1825-0097}}
  summary: Works on the systems that other people's systems run on.
  updated: 2026-01-01
---

# Number{n} Person

```{{profile}}
```

::::::{{tab-set}}

:::::{{tab-item}} About

Number{n} Person asks how many computers can work as one, and writes down what comes of it.
:::::

:::::{{tab-item}} Experience

::::{{timeline}} Education
:kind: education

:::{{entry}} Ph.D. in Computer Science
:organisation: Example University
:dates: 2022-09 to present

Thesis on the logs of storage systems.
:::

:::{{entry}} M.Sc. in Computer Science
:organisation: Sample University
:dates: 2020-09 to 2022-06
:::

::::

::::{{timeline}} Awards
:kind: awards

:::{{entry}} Best paper, a conference
:dates: 2024
:::

::::

:::::

:::::{{tab-item}} Publications

```{{publications}}
```

:::::

::::::
"""
ENTRY = """@inproceedings{{key{n}x{paper},
  author = {{Number{n} Person and Lee, Ann and Roe, Richard}},
  title = {{The {paper}th Finding of Number {n} on Logs and Storage}},
  booktitle = {{Proceedings of a Conference}},
  year = {{{year}}},
  doi = {{10.1000/example.{n}.{paper}}},
}}
"""


def write_site(folder: Path, size: int) -> None:
    """Write a site of *size* people."""
    (folder / 'people').mkdir(parents=True)
    (folder / 'conf.py').write_text(
        "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n", encoding='utf-8'
    )
    (folder / 'index.md').write_text(
        '# Site\n\n```{toctree}\n:glob:\n\npeople/*\n```\n', encoding='utf-8'
    )
    entries = []
    for n in range(size):
        (folder / f'people/person-{n}.md').write_text(PAGE.format(n=n), encoding='utf-8')
        entries += [ENTRY.format(n=n, paper=k, year=2020 + k) for k in range(PAPERS)]
    (folder / 'references.bib').write_text(''.join(entries), encoding='utf-8')


def run(folder: Path, *names: str) -> float:
    """Make PDFs, and return the seconds that it took.

    :raises subprocess.CalledProcessError: if the command fails.
    """
    begin = time.perf_counter()
    command = [sys.executable, '-m', 'sphinx_folio', 'pdf', *names]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure(size: int, folder: Path) -> dict[str, float]:
    """Return the seconds of each step with *size* people."""
    write_site(folder, size)
    time.sleep(0.1)  # what is as young as the run counts as changed during it
    cvs = [f'person-{n}' for n in range(size)]
    seconds = {'one CV': run(folder, cvs[0]), 'again': run(folder, cvs[0])}
    shutil.rmtree(folder / '_build')
    seconds['all CVs'] = run(folder, *cvs)
    seconds['per CV'] = seconds['all CVs'] / size
    page = folder / 'people/person-0.md'
    page.write_text(page.read_text(encoding='utf-8') + '\nOne more line.\n', encoding='utf-8')
    seconds['one page edited'] = run(folder, *cvs)
    seconds['all and the book'] = run(folder)
    seconds['nothing changed'] = run(folder)
    return seconds


def main() -> None:
    """Print a table, and write it as JSON if a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--json', type=Path, help='write the measurements to this file')
    parser.add_argument('--sizes', type=int, nargs='+', default=SIZES)
    options = parser.parse_args()
    results = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            results[size] = measure(size, Path(folder) / 'site')
    print('people          ' + ''.join(f'{size:>12,}' for size in results))
    for step in results[options.sizes[0]]:
        cells = ''.join(f'{result[step]:>10.2f} s' for result in results.values())
        print(f'{step:<16}{cells}')
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
