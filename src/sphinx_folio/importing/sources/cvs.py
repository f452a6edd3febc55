"""What CVs and cards that are a file each have in common."""

from abc import ABC, abstractmethod
from pathlib import Path

from sphinx_folio.importing.files.documents import Fields, Value, read_document
from sphinx_folio.importing.files.gated import FindAsset, assets_of, read_text
from sphinx_folio.importing.neutral import Item, Site
from sphinx_folio.importing.report import Report

PRIVATE = 'a website tells it to everybody; write it into the page if you want that'
HOW_MADE = 'it says how the file was made, which a website need not say'


class CvReader(ABC):
    """Adds what a CV says to a site.

    :param file: the path from the folder of the source.
    :param find: finds the files that it names.
    """

    #: Whose CV it is.
    person: Item

    def __init__(
        self, document: Value, file: str, report: Report, site: Site, find: FindAsset
    ) -> None:
        self.fields = Fields.of_document(document, file, report)
        self.report = report
        self.site = site
        self.find = find

    @abstractmethod
    def run(self) -> Item:
        """Return the person whose it is.

        :raises CommandError: if it is no CV.
        """


def read_cv_file(file: Path, report: Report, reader: type[CvReader]) -> Site:
    """Return what a CV says that is all there is.

    :raises CommandError: if it cannot be read, or is no CV.
    """
    report.files[file.name] = 'imported'
    site = Site()
    document = read_document(read_text(file), file.name)
    reader(document, file.name, report, site, assets_of(site, file.parent)).run()
    return site
