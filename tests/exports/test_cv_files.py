"""CVs that were made before the website: linked, copied, and gone when they are gone."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from support import dead_links, front

from sphinx_folio.pdf.freshness import RECORD, Fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite, Site

PDF = b'%PDF-1.5 one'
#: As the command `pdf` leaves it when it has made the CVs of three people.
MADE = json.dumps({f'cv/{person}': 'fingerprint' for person in ('ann', 'bob', 'eve')})
PAGES: dict[str, str | bytes] = {
    f'_build/pdf/{RECORD}': MADE,
    'people/ann.md': front('person', name='Ann Poe') + '\n```{profile}\n```\n',
    'people/bob.md': front('person', name='Bob Roe') + '\n```{profile}\n```\n',
    'notes.md': '# Notes\n\n```{people}\n```\n',
}
ANN = '_build/pdf/cv/ann.pdf'


def cv_links(site: Site, docname: str) -> list[str]:
    return [link['href'] for link in site.main(docname).select('a.folio-link-cv, .folio-link-cv a')]


def cvs(site: Site) -> dict[str, bytes]:
    """Return the CVs that are part of the website."""
    return {path.name: path.read_bytes() for path in sorted(site.outdir.glob('cv/*'))}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build a site with a CV of Ann, one of nobody, and a file that is none."""
    others: dict[str, str | bytes] = {'_build/pdf/cv/eve.pdf': PDF, '_build/pdf/cv/bob.txt': 'x'}
    return make_shared_site({**PAGES, ANN: PDF, **others})


def test_a_cv_that_is_there_is_linked_and_copied(site: Site) -> None:
    assert site.warnings == []
    assert cv_links(site, 'people/ann') == ['../cv/ann.pdf']
    assert cv_links(site, 'people/bob') == []
    assert cvs(site)['ann.pdf'] == PDF
    assert dead_links(site.outdir) == []
    (link,) = site.main('people/ann').select('[href="../cv/ann.pdf"]')
    assert ' '.join(link.get_text().split()) == 'CV (PDF) : Ann Poe'.replace(' :', ':')


def test_without_a_cv_nothing_is_said_of_one(make_site: MakeSite) -> None:
    site = make_site(PAGES)
    assert 'CV' not in site.main('people/ann').get_text()
    assert cvs(site) == {}


def test_a_cv_of_nobody_is_not_copied(site: Site) -> None:
    assert set(cvs(site)) == {'ann.pdf'}


def test_the_folder_of_pdfs_is_a_setting(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {**PAGES, 'out/cv/ann.pdf': PDF, f'out/{RECORD}': MADE}
    site = make_site(files, confoverrides={'folio_pdf_folder': 'out'})
    assert cvs(site) == {'ann.pdf': PDF}


@pytest.mark.parametrize('first', ['with', 'without'])
def test_a_cv_that_comes_or_goes_changes_its_page_only(
    make_site: MakeSite, clean_build: Callable[[Site], Site], first: str
) -> None:
    with_cv: dict[str, str | bytes] = {**PAGES, ANN: PDF}
    site = make_site(with_cv if first == 'with' else PAGES)
    before = site.written()
    site.build_again({ANN: None if first == 'with' else PDF})
    after = site.written()
    pages = ('people/ann', 'people/bob', 'notes')
    assert [name for name in pages if after[name] != before[name]] == ['people/ann']
    assert cv_links(site, 'people/ann') == ([] if first == 'with' else ['../cv/ann.pdf'])
    assert cvs(site) == ({} if first == 'with' else {'ann.pdf': PDF})
    output = site.output()
    if first == 'with':
        assert clean_build(site).output() == output


def test_a_cv_that_has_changed_is_copied_again(make_site: MakeSite) -> None:
    site = make_site({**PAGES, ANN: PDF})
    site.build_again({ANN: b'%PDF-1.5 two'})
    assert cvs(site) == {'ann.pdf': b'%PDF-1.5 two'}
    site.build_again({'people/ann.md': None, 'index.md': '# Site\n'})
    assert cvs(site) == {}


@pytest.mark.parametrize(
    'builder', ['dirhtml', 'singlehtml', 'text', 'xml', 'latex', 'folio-latex']
)
def test_other_builders_take_the_cv_as_they_can(make_site: MakeSite, builder: str) -> None:
    site = make_site({**PAGES, ANN: PDF}, buildername=builder)
    assert site.warnings == []
    if builder == 'dirhtml':
        assert cv_links(site, 'people/ann/index') == ['../../cv/ann.pdf']
        assert dead_links(site.outdir) == []


def test_the_cv_of_somebody_who_is_gone_is_not_published_again(make_site: MakeSite) -> None:
    site = make_site({**PAGES, ANN: PDF})
    assert cvs(site) == {'ann.pdf': PDF}
    site.build_again({'people/ann.md': None, 'index.md': '# Site\n'})
    assert cvs(site) == {}
    site.build()  # nothing has changed, and the PDF is still there
    assert (site.srcdir / ANN).exists()
    assert cvs(site) == {}


@pytest.mark.parametrize('record', [None, '{"cv/bob": "fingerprint"}', '{"cv/ann": ', '[]'])
def test_a_pdf_that_the_command_has_not_made_is_not_published(
    make_site: MakeSite, record: str | None
) -> None:
    files: dict[str, str | bytes | None] = {**PAGES, ANN: PDF, f'_build/pdf/{RECORD}': record}
    site = make_site({name: text for name, text in files.items() if text is not None})
    for _build in range(2):
        assert cvs(site) == {}
        assert cv_links(site, 'people/ann') == []
        site.build()


def test_a_folder_of_pdfs_may_be_copied(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / 'here/cv').mkdir(parents=True)
    (tmp_path / 'here/cv/ann.pdf').write_bytes(PDF)
    Fingerprints(tmp_path / 'here').keep('cv/ann', 'fingerprint')
    shutil.copytree(tmp_path / 'here', tmp_path / 'there')
    site = make_site(PAGES, confoverrides={'folio_pdf_folder': str(tmp_path / 'there')})
    assert cvs(site) == {'ann.pdf': PDF}
    assert cv_links(site, 'people/ann') == ['../cv/ann.pdf']


# -- builders that share doctrees ----------------------------------------------------------

ENTRY = '@misc{{poe2024, author = {{Poe, Ann}}, title = {{{title}}}, year = {{2024}}}}\n'


def test_a_builder_between_does_not_hide_a_change(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        **PAGES,
        'publications.md': '# Publications\n\n```{publications}\n```\n',
        'references.bib': ENTRY.format(title='Old'),
    }
    site = make_site(files)
    for page in ('people/ann', 'publications'):
        assert 'Old' in site.main(page).get_text()
    html = site.outdir
    site.build_again({'references.bib': ENTRY.format(title='New')}, buildername='folio-latex')
    assert site.outdir != html
    assert 'New' in site.text('cv-ann.tex')
    assert 'New' in site.text('portfolio.tex')
    site.build()
    assert site.outdir == html
    for page in ('people/ann', 'publications'):
        assert 'New' in site.main(page).get_text()
        assert 'Old' not in site.main(page).get_text()


def test_a_page_that_another_builder_has_read_is_written_too(make_site: MakeSite) -> None:
    site = make_site(PAGES)
    site.build_again({'people/bob.md': front('person', name='Bob New')}, buildername='folio-latex')
    assert 'Bob New' in site.text('cv-bob.tex')
    site.build()
    for page in ('people/bob', 'notes'):
        assert 'Bob New' in site.main(page).get_text()


def test_text_that_another_builder_has_read_is_written_too(make_site: MakeSite) -> None:
    site = make_site({**PAGES, 'plain.md': '# Plain\n\nOld\n'})
    site.build_again({'plain.md': '# Plain\n\nNew\n'}, buildername='folio-latex')
    assert 'New' in site.text('portfolio.tex')
    site.build()
    assert 'New' in site.main('plain').get_text()
