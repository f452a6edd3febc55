"""``sphinx_folio.load``: a portfolio as records, from its sources or from a ``folio.json``."""

from dataclasses import replace
from os import PathLike
from pathlib import Path

from sphinx.config import CONFIG_FILENAME

from sphinx_folio.api import Portfolio, Problem, Surroundings, describe, read_json
from sphinx_folio.shared import PORTFOLIO, has, name_by, site_address
from sphinx_folio.util import FolioError, plain

from .scan import survey


def load(path: str | PathLike[str]) -> Portfolio:
    """Return what a site says of its people, projects, topics, publications and entries.

    Nothing is built. Of the sources, the front matter and the timelines of the Markdown pages
    and the ``.bib`` files are read, and `Portfolio.problems` tells what is wrong in them. What
    only a build finds out is left empty: addresses, and the pages of publications. A website
    gives the same by its ``folio.json``, without problems.

    :param path: the folder of a site, whose ``conf.py`` is run; or a ``folio.json``, or the
        folder of the website that has one.
    :raises FolioError: if there is neither, or it cannot be read.
    """
    place = Path(path)
    if (place / CONFIG_FILENAME).is_file():
        return _from_sources(place)
    file = place / PORTFOLIO if place.is_dir() else place
    try:
        content = file.read_bytes()
    except OSError as error:
        message = (
            f'{place}: there is neither a site nor a website ({error.strerror}); '
            f'name a folder with a {CONFIG_FILENAME}, or a {PORTFOLIO}'
        )
        raise FolioError(message) from None
    return read_json(content, str(file))


def _from_sources(root: Path) -> Portfolio:
    site = survey(root, with_lines=True)
    around = Surroundings(
        name=plain(name_by(site.config, site.title)),
        address=site_address(str(site.config.html_baseurl or '')),
        email=site.config.folio_vcard_email and has(site.config, 'vcard'),
    )
    problems = tuple(
        Problem(file=each.file, line=each.line, kind=each.subtype.value, message=each.message)
        for each in site.problems
    )
    return replace(describe(site.graph, around), problems=problems)
