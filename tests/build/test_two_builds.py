"""Two builds that begin at once in one folder: both succeed, and leave what one would leave."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from support import front

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite

#: Seconds after which a build that waits for ever is given up.
PATIENCE = 240
FILES = {
    **{f'people/person-{n}.md': front('person', name=f'Person {n}') for n in range(6)},
    'references.bib': '@misc{a, author = {One, Person}, title = {T}, year = 2024}\n',
    'publications.md': '# Publications\n\n```{publications}\n```\n',
}


def test_the_second_of_two_builds_waits(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    (site.srcdir / 'conf.py').write_text(
        "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n", encoding='utf-8'
    )
    shared, alone = tmp_path / 'shared', tmp_path / 'alone'
    command = [sys.executable, '-m', 'sphinx', '-b', 'html', str(site.srcdir)]
    builds = [
        subprocess.Popen(
            [*command, str(shared)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    outputs = [build.communicate(timeout=PATIENCE) for build in builds]
    assert [build.returncode for build in builds] == [0, 0], outputs
    later = subprocess.run([*command, str(shared)], check=False, timeout=PATIENCE)
    assert later.returncode == 0
    subprocess.run([*command, str(alone)], check=True, timeout=PATIENCE)
    assert _files(shared) == _files(alone)


def _files(outdir: Path) -> dict[str, bytes]:
    return {
        path.relative_to(outdir).as_posix(): path.read_bytes()
        for path in outdir.rglob('*')
        if path.is_file() and '.doctrees' not in path.parts and path.name != '.buildinfo'
    }
