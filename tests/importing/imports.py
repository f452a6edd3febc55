"""What tests of the importer share: bring a source in, build the result, read the report."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from support import PNG

from sphinx_folio.cli import ImportOptions, SiteOptions, import_sources

_NOTE = re.compile(r'- line (\d+): (.+?)(?: "(.*)")?: ')


def write(folder: Path, files: dict[str, str], pictures: list[str] | None = None) -> Path:
    """Write the files of a source, and return its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    for name in pictures or ():
        (folder / name).write_bytes(PNG)
    return folder


def bring(
    folder: Path,
    files: dict[str, str],
    *,
    pictures: list[str] | None = None,
    into: Path | None = None,
    **options: str | bool,
) -> Path:
    """Import a source, of which the sums add up, and return the folder of the site."""
    write(folder, files, pictures)
    (name, *others) = files
    return bring_folder(folder if others else folder / name, into, folder, **options)


def bring_folder(
    source: Path, into: Path | None = None, beside: Path | None = None, **options: str | bool
) -> Path:
    """Import a source that is there, of which the sums add up, and return the folder of the site."""
    beside = beside or source
    into = into or beside.with_name(f'{beside.name}-site')
    wanted = SiteOptions(host='none')
    outcome = import_sources([source], into, ImportOptions(**options), wanted)  # type: ignore[arg-type]
    assert 'internal error' not in outcome.text
    assert outcome.exit_code == 0, outcome.text
    return into


def page_of(site: Path, name: str) -> str:
    """Return the text of a page without the line that names the schema to editors."""
    return re.sub(
        r'\A---\n# yaml-language-server: [^\n]*\n', '---\n', (site / name).read_text('utf-8')
    )


def notes_of(site: Path, file: str) -> list[tuple[int, str, str, str]]:
    """Return line, fate, field and value of what the report says of a file."""
    text = (site / 'import-report.md').read_text('utf-8')
    section = text.partition(f'\n## {file}\n')[2].partition('\n## ')[0]
    found, fate = [], ''
    for line in section.splitlines():
        if line.startswith('### '):
            fate = line.removeprefix('### ')
        elif match := _NOTE.match(line):
            found.append((int(match[1]), fate, match[2], match[3] or ''))
    return found


def build_strictly(site: Path, out: Path) -> Path:
    """Build a site as the guide says, and return the folder of the website."""
    command = [sys.executable, '-m', 'sphinx', '-q', '-n', '-W', '--keep-going']
    run = subprocess.run(
        [*command, '-d', str(out / '.doctrees'), str(site), str(out)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stderr.splitlines() == []
    assert run.returncode == 0
    return out
