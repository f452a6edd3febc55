"""Files that entries name, such as ``pdf = {paper.pdf}``, come along."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sphinx_folio.bib import FILE_FIELDS
from sphinx_folio.gate import Gate, is_url
from sphinx_folio.importing.files import file_flaw
from sphinx_folio.importing.neutral import Asset, Paper
from sphinx_folio.importing.report import Report

from .bibtex import with_fields

#: The folder of the new site that they go to.
FOLDER = 'files'


def bring_files(
    papers: Iterable[Paper], root: Path, report: Report, folders: Mapping[str, str] | None = None
) -> tuple[list[Paper], list[Asset]]:
    """Return papers whose files are named by their paths in the new site, and these files.

    A file that is not there, or may not be shown, is no longer named, and told of.

    :param root: the folder of the source, out of which nothing leads.
    :param folders: the folder in it that the files of a field lie in, where they have one.
    """
    gate = Gate(root)
    brought: list[Paper] = []
    assets: dict[str, Asset] = {}
    for paper in papers:
        changed: dict[str, str | None] = {}
        for name in sorted(FILE_FIELDS | {'preview'}):
            value = paper.fields.get(name, '').strip()
            if not value or is_url(value):
                continue
            place = PurePosixPath((folders or {}).get(name, ''), value.lstrip('/'))
            path = gate.place('', str(place))
            if flaw := file_flaw(gate, path, value, is_picture=name == 'preview'):
                changed[name] = None
                report.take_back(paper.origin, name, value[:200], flaw)
                continue
            target = f'{FOLDER}/{path.name}'
            source = path.resolve().relative_to(gate.root).as_posix()
            if target in assets and assets[target].source != source:
                target = f'{FOLDER}/{"-".join(place.parts)}'
            assets[target] = Asset(source, target, paper.origin)
            changed[name] = target
        kept = {name: value for name, value in {**paper.fields, **changed}.items() if value}
        text = with_fields(paper.source, changed) if paper.source and changed else paper.source
        brought.append(replace(paper, fields=kept, source=text))
    return brought, list(assets.values())
