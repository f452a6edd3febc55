"""Files of the site that stand in ``links:`` of a page: copied, linked, or told of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support import front

from sphinx_folio.model import make_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

LINKS = {
    'github': 'jane-doe',
    'slides': 'talks/a talk.pdf',
    'Curriculum': '/files/cv.pdf',
    'Up': '../files/data.csv',
}
PDF = b'%PDF-1.4'
FILES: dict[str, str | bytes] = {
    'people/jane-doe.md': front('person', name='Jane Doe', links=LINKS) + '\n```{profile}\n```\n',
    'people/talks/a talk.pdf': PDF,
    'files/cv.pdf': PDF,
    'files/data.csv': b'a,b\n',
    'projects/log.md': front(
        'project', name='Log', links={'poster': 'poster.png', 'website': 'a.txt'}
    )
    + '\n```{profile}\n```\n',
    'projects/poster.png': b'picture',
    'projects/a.txt': b'text',
}


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build a site with files in links."""
    return make_shared_site(FILES, confoverrides={'html_baseurl': 'https://example.org/'})


def test_the_files_are_copied_and_linked(site: Site) -> None:
    assert site.warnings == []
    links = site.links('people/jane-doe') | site.links('projects/log')
    copied = {
        '../_downloads/folio/people/talks/a%20talk.pdf': 'people/talks/a talk.pdf',
        '../_downloads/folio/files/cv.pdf': 'files/cv.pdf',
        '../_downloads/folio/files/data.csv': 'files/data.csv',
        '../_downloads/folio/projects/poster.png': 'projects/poster.png',
    }
    assert copied.keys() <= links
    for name in copied.values():
        path = site.outdir / '_downloads/folio' / name
        assert path.read_bytes() == (site.srcdir / name).read_bytes()


def test_files_for_machines_have_addresses_alone(site: Site) -> None:
    vcard = site.text('people/jane-doe.vcf')
    assert 'github.com' in vcard
    resume = json.loads(site.text('people/jane-doe.resume.json'))
    assert [profile['network'] for profile in resume['basics']['profiles']] == ['GitHub']
    for text in (
        vcard,
        json.dumps(resume),
        site.text('people/jane-doe.html').partition('<body')[0],
    ):
        assert 'cv.pdf' not in text
        assert 'talk' not in text


REFUSED: dict[str, Any] = {
    'missing.pdf': '"links: X": "missing.pdf" does not exist; write the path from the page',
    '/missing.pdf': 'does not exist',
    '../../outside.pdf': 'lies outside the site; copy the file into it',
    '.hidden/a.pdf': 'is hidden, as ".hidden" begins with a dot; rename that',
    'act.svg': 'is a file that a browser would run; link a PDF',
}


@pytest.fixture(scope='module')
def refused(make_shared_site: MakeSite) -> Site:
    """Build a site with links to files that a page may not have."""
    files: dict[str, str | bytes] = {
        f'people/p{number}.md': f'---\nperson:\n  name: P{number}\n  links:\n    X: {path}\n---\n# P{number}\n'
        for number, path in enumerate(REFUSED)
    }
    files |= {
        '../outside.pdf': PDF,
        'people/.hidden/a.pdf': PDF,
        'people/act.svg': b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
    }
    return make_shared_site(files)


@pytest.mark.parametrize('path', REFUSED)
def test_a_file_that_a_page_may_not_have_is_told(refused: Site, path: str) -> None:
    docname = f'people/p{list(REFUSED).index(path)}'
    (warned,) = (warned for warned in refused.warnings if warned.file == f'{docname}.md')
    assert warned.line == 5
    assert REFUSED[path] in warned.message
    assert warned.message.endswith(' [folio.file]')
    assert not (refused.outdir / '_downloads/folio').exists()


def test_a_file_that_comes_and_goes(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    page = front('person', name='Jane Doe', links={'slides': 'a.pdf'}) + '\n```{profile}\n```\n'
    site = make_site({'people/jane-doe.md': page})
    assert len(site.warnings) == 1
    site.build_again({'people/a.pdf': PDF})
    assert site.warnings == []
    assert site.output() == clean_build(site).output()
    site.build_again({'people/a.pdf': None})
    assert len(site.warnings) == 1
    assert not (site.outdir / '_downloads/folio/people/a.pdf').exists()


@pytest.mark.parametrize(
    'value', ['a.pdf', './a.pdf', '../a.pdf', '/files/a.pdf', 'talks/2024/a b.PDF', 'a.tar.gz']
)
def test_the_path_of_a_file(value: str) -> None:
    assert make_link('slides', value).is_file
    assert make_link('My slides', value).url == value


@pytest.mark.parametrize(
    'value', ['example.org', 'example.org/a.pdf', 'www.example.org/a.pdf', 'a/b', '//x.org/a.pdf']
)
def test_what_begins_as_a_host_is_no_file(value: str) -> None:
    with pytest.raises(ValueError, match='is no URL'):
        make_link('slides', value)


def test_the_file_of_a_service_is_a_user_name() -> None:
    assert not make_link('github', 'a.md').is_file
