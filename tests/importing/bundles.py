"""Sites that are read: bundles of files in one text, and what was made of them as text."""

from pathlib import Path

from PIL import Image

from sphinx_folio.importing.neutral import Item, Site
from sphinx_folio.importing.report import Report
from sphinx_folio.importing.sources import SOURCES, Source

HERE = Path(__file__).parent / 'sites'


def unpack(
    text: str, folder: Path, *, pictures: tuple[str, ...] = (), files: tuple[str, ...] = ()
) -> Path:
    """Write the files of a bundle, each of which begins at a line with its path."""
    for part in f'\n{text}'.split('\n=== ')[1:]:
        path, _newline, content = part.partition('\n')
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content if content.endswith('\n') else f'{content}\n', encoding='utf-8')
    for path in pictures:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        Image.new('RGB', (4, 4)).save(place)
    for path in files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b'%PDF-1.4\n')
    return folder


def source_of(place: Path) -> Source:
    """Return the first source that a folder or a file looks like."""
    return next(source for source in SOURCES if source.matches(place))


def read(place: Path, **options: bool) -> tuple[Site, Report]:
    """Return what is read of a folder, with a report that adds up."""
    report = Report()
    site = source_of(place).read(place, report, **options)
    assert list(report.sums()) == []
    return site, report


def read_whole(folder: Path) -> Site:
    """Return what is read of a folder; each file has a fate, and no text a sign of the reader."""
    site, report = read(folder)
    paths = (path for path in folder.rglob('*') if path.is_file())
    assert {path.relative_to(folder).as_posix() for path in paths} == {*report.files}
    for item in site.items:
        assert not any(0xE0F0 <= ord(sign) <= 0xE0F5 for sign in item.body), item.body
    return site


def shown(site: Site, report: Report) -> str:
    """Return all that was read as text."""
    lines = [f'setting {key} = {value}' for key, value in site.settings.items()]
    for item in site.items:
        lines += ['', *_item(item)]
    for paper in site.papers:
        lines += ['', f'paper {paper.type} {paper.key} ({paper.origin.file}:{paper.origin.line})']
        lines += [f'  {name} = {value}' for name, value in paper.fields.items()]
        lines += [f'  | {line}' for line in paper.source.split('\n') if paper.source]
    lines += ['', *(f'asset {asset.source} -> {asset.target}' for asset in site.assets)]
    lines += ['', *(f'file {path}: {fate}' for path, fate in sorted(report.files.items()))]
    lines.append('')
    for note in report.notes:
        value = ' '.join(note.value.split())[:80]
        lines.append(
            f'{note.fate} {note.origin.file}:{note.origin.line} {note.field} "{value}": {note.advice}'
        )
    return '\n'.join(lines).strip('\n') + '\n'


def _item(item: Item) -> list[str]:
    owner = ' owner' if item.is_owner else ''
    order = f' order {item.order:g}' if item.order is not None else ''
    lines = [
        f'{item.kind or "page"} {item.slug}{owner}{order} ({item.origin.file}:{item.origin.line})'
    ]
    lines.append(f'  title: {item.title}')
    lines += [f'  {key}: {value}' for key, value in item.facts.items()]
    lines += [f'  was {address}' for address in item.redirects]
    lines += [f'  alias {alias}' for alias in item.aliases]
    lines += [f'  | {line}'.rstrip() for line in item.body.split('\n') if item.body]
    for line in item.lines:
        options = ''.join(f' :{name}: {value}' for name, value in line.options.items())
        below = f' [{line.heading}]' if line.heading else ''
        lines.append(f'  {line.kind}{below} (line {line.origin.line}) {line.title}{options}')
        lines += [f'    | {text}'.rstrip() for text in line.body.split('\n') if line.body]
    return lines
