"""Write the table by which the importer knows the examples of templates, whatever their words.

Each argument is ``NAME=GIT@COMMIT`` or ``NAME=GIT@FIRST..LAST``: the name of a template, a git
directory with its history, and the commits of the template itself: one tree, or the tree of the
first commit and all that has changed until the last. What a template's first author had in his
own site before is none of its examples, so that it does not begin at the beginning of a history.

Only hashes are written. The present table is that of

* academicpages from 7d7524f to 25c30de (2019), and its state in March and November 2024,
* al-folio from 1e8dff52 to 514533c5 (January 2026),
* greenelab/lab-website-template from 0385d83 to 2dbda43 (July 2025), and of HugoBlox
* the CV starter from c84bdd9 to 1b5b3d1 (January 2026), and that for groups from bad8dfb to b59e85b (2024).
"""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).parents[1] / 'src/sphinx_folio/importing/template_samples.txt'
#: What a template has as an example of what people write, and what they replace.
SAMPLES = re.compile(
    r'(?:_(?:books|drafts|members|news|pages|portfolio|posts|projects|publications|talks|teachings?|bibliography)'
    r'|_data(?!/(?:ui-text|navigation|types))|content|images|files|markdown_generator'
    r'|assets/(?:img|json|pdf|media|bibliography)|static/(?:img|media))/.+'
    r'|(?:[\w-]+/)?index\.(?:md|html)'
)
#: What is none, or is every program's.
NONE = re.compile(r'.*(?:\.(?:css|scss|js|py|ipynb|xml|ico|toml)|/\.[^/]*)', re.IGNORECASE)
#: Files of fewer bytes may be anybody's.
SMALLEST = 40
#: So many digits of an id tell the files of the world apart.
DIGITS = 12
ON_A_LINE = 8


def git(folder: str, *arguments: str, text: str = '') -> str:
    """Return what git says."""
    command = ['git', '--git-dir', folder, '-c', 'core.quotePath=false', *arguments]
    run = subprocess.run(  # noqa: S603  (of a maintainer's own arguments)
        command, capture_output=True, text=True, input=text, check=True
    )
    return run.stdout


def blobs(folder: str, commits: str) -> set[str]:
    """Return the ids of the files that are examples."""
    first, dots, _last = commits.partition('..')
    lines = git(folder, 'ls-tree', '-r', '--full-tree', first).splitlines()
    found = {(line.split()[2], line.partition('\t')[2]) for line in lines}
    if dots:
        log = git(folder, 'log', '-m', '--raw', '--no-abbrev', '--no-renames', '--format=', commits)
        changes = (line.split('\t') for line in log.splitlines() if line)
        found |= {(said.split()[3], path) for said, path in changes}
    wanted = {blob for blob, path in found if SAMPLES.fullmatch(path) and not NONE.fullmatch(path)}
    sizes = git(folder, 'cat-file', '--batch-check', text='\n'.join(sorted(wanted)))
    known = (line.split() for line in sizes.splitlines())
    return {said[0] for said in known if said[1] == 'blob' and int(said[2]) >= SMALLEST}


def main(arguments: list[str]) -> None:
    """Write the table."""
    found: dict[str, set[str]] = defaultdict(set)
    for argument in arguments:
        name, _equals, place = argument.partition('=')
        folder, _at, commits = place.rpartition('@')
        found[name] |= blobs(folder, commits)
    lines = ['# The first digits of the blob ids of examples; .ci/template_samples.py makes it.']
    for name in sorted(found):
        ids = sorted({blob[:DIGITS] for blob in found[name]})
        lines.append(f'[{name}]')
        lines += [' '.join(ids[at : at + ON_A_LINE]) for at in range(0, len(ids), ON_A_LINE)]
        print(f'{name}: {len(ids)}')
    TABLE.write_text('\n'.join(lines) + '\n', encoding='ascii')


if __name__ == '__main__':
    main(sys.argv[1:])
