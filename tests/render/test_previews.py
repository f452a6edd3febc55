"""Pictures of papers: found, checked, copied once, and shown where a list asks for them."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from support import PNG, front

from sphinx_folio.cli.scan import survey

if TYPE_CHECKING:
    from support import MakeSite, Site


def png(width: int, height: int, shade: int = 0x80) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        )

    head = struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b'\0' + bytes([shade]) * width) * height)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', rows) + chunk(b'IEND', b'')


def entry(key: str, preview: str = '', **fields: str) -> str:
    more = ''.join(f'  {name} = {{{value}}},\n' for name, value in fields.items())
    shown = f'  preview = {{{preview}}},\n' if preview else ''
    return f'@misc{{{key},\n  title = {{{key.title()}}},\n  author = {{Doe, Jane}},\n  year = 2024,\n{shown}{more}}}\n'


LIST = '# Papers\n\n```{{publications}}\n{}\n```\n'
CONF = "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['refs/papers.bib']\n"
FILES: dict[str, Any] = {
    'conf.py': CONF,
    'index.md': '# Site\n\n```{toctree}\n:glob:\n*\n*/*\n```\n',
    'publications.md': LIST.format(':preview:'),
    'sub/plain.md': LIST.format(''),
    'sub/again.md': LIST.format(':preview:\n:style: numbered'),
    'refs/papers.bib': ''.join(
        [
            entry('beside', 'pictures/one ~two.png'),
            entry('top', '/top.png'),
            entry('without'),
            entry('paper', related='early', journal='Logs').replace('@misc', '@article'),
            entry('early', '/early.svg', eprint='2401.00001', eprinttype='arxiv'),
        ]
    ),
    'refs/pictures/one ~two.png': png(40, 30),
    'top.png': png(20, 10),
    'early.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>',
}


@pytest.fixture(scope='module', params=['html', 'dirhtml'])
def site(request: pytest.FixtureRequest, make_shared_site: MakeSite) -> Site:
    made = make_shared_site(FILES, buildername=request.param)
    assert made.warnings == []
    return made


def shown(site: Site, docname: str) -> dict[str, Any]:
    """Return the picture of each entry, or None, by the id of the item or its title."""
    items = site.main(docname).select('.folio-publication')
    return {
        item.select_one('.folio-publication-title').get_text().split('. ')[-1]: item.select_one(
            'img'
        )
        for item in items
    }


def page(site: Site, docname: str) -> str:
    return docname if site.app.builder.name == 'html' else f'{docname}/index'


@pytest.mark.parametrize('docname', ['publications', 'sub/again'])
def test_a_list_shows_the_pictures_that_it_asks_for(site: Site, docname: str) -> None:
    found = shown(site, page(site, docname))
    assert {name: image and (image['width'], image['height']) for name, image in found.items()} == {
        'Beside': ('40', '30'),
        'Top': ('20', '10'),
        'Without': None,
        'Paper': ('8', '6'),
    }
    here = (site.outdir / f'{page(site, docname)}.html').parent
    for image in filter(None, found.values()):
        assert (image['alt'], image['loading']) == ('', 'lazy')
        assert 'style' not in image.attrs
        source = image['src'].replace('%20', ' ')
        assert (here / source).resolve().is_file()


def test_the_page_of_a_paper_shows_its_picture(make_site: MakeSite) -> None:
    settings = {'folio_publication_pages': True}
    site = make_site(FILES, confoverrides=settings)
    pages = {key: site.main(f'publications/{key}') for key in ('beside', 'paper', 'without')}
    images = {key: found.select('.folio-preview img') for key, found in pages.items()}
    assert {key: [image['width'] for image in found] for key, found in images.items()} == {
        'beside': ['40'],
        'paper': ['8'],
        'without': [],
    }
    source = images['beside'][0]['src'].replace('%20', ' ')
    assert (site.outdir / 'publications' / source).resolve().is_file()
    site.build_again({'refs/pictures/one ~two.png': png(30, 30)})
    (image,) = site.main('publications/beside').select('.folio-preview img')
    assert image['width'] == '30'


def test_other_lists_show_none(site: Site) -> None:
    assert set(shown(site, page(site, 'sub/plain')).values()) == {None}


def test_each_picture_is_copied_once(site: Site) -> None:
    copies = sorted(
        path.relative_to(site.outdir).as_posix()
        for path in site.outdir.rglob('*')
        if path.suffix in {'.png', '.svg'} and 'static' not in path.as_posix()
    )
    assert [path for path in copies if 'folio/' in path] == [
        '_downloads/folio/early.svg',
        '_downloads/folio/refs/pictures/one ~two.png',
        '_downloads/folio/top.png',
    ]


def test_readers_copy_no_path_of_a_picture(site: Site) -> None:
    assert 'preview' not in site.text('publications.bib')


@pytest.mark.parametrize('builder', ['latex', 'text', 'singlehtml', 'epub'])
def test_other_builders_do_without(make_site: MakeSite, builder: str) -> None:
    made = make_site(FILES, buildername=builder, confoverrides={'epub_show_urls': 'no'})
    assert [item for item in made.warnings if 'preview' in item.message] == []
    if builder == 'latex':
        (document,) = made.outdir.glob('*.tex')
        assert 'top.png' not in document.read_text()


WRONG = {
    'absent-figure.jpg': '"absent-figure.jpg" does not exist; write one of: top.png',
    'tpo.png': '"tpo.png" does not exist; did you mean "top.png"?',
    'moved.gif': '"moved.gif" does not exist beside the .bib file; '
    'write preview = {/assets/img/publication_preview/moved.gif}',
    'https://example.org/a.png': '"https://example.org/a.png" is not part of the site; '
    'save the picture beside the .bib file',
    'no/where.png': '"no/where.png" does not exist; write the path from the .bib file, or from '
    'the site with a "/" before it',
    'false.png': '"false.png" is no image; save it as JPEG, PNG, WebP or SVG',
    '../outside.png': '"../outside.png" lies outside the site; copy the file into it',
}


def test_what_is_no_picture_is_told_at_its_line(make_site: MakeSite) -> None:
    bib = ''.join(entry(f'k{number}', path) for number, path in enumerate(WRONG))
    files = {
        'conf.py': CONF.replace('refs/', ''),
        'index.md': '# Site\n\n```{publications}\n:preview:\n```\n',
        'papers.bib': bib,
        'top.png': PNG,
        'assets/img/publication_preview/moved.gif': PNG,
        'false.png': '<html>',
    }
    site = make_site(files)
    lines = bib.splitlines()
    told = {
        lines[item.line - 1].split('{')[1].split('}')[0]: item.message for item in site.warnings
    }
    assert len(site.warnings) == len(WRONG)
    for number, (path, message) in enumerate(WRONG.items()):
        assert told[path] == f'the entry "k{number}": preview: {message} [folio.image]'
    assert site.main('index').select('img') == []
    checked = [problem.message for problem in survey(site.srcdir).problems]
    assert [message for message in checked if 'preview' in message] == [
        message.removesuffix(' [folio.image]') for message in told.values()
    ]


def test_a_build_follows_the_pictures(make_site: MakeSite) -> None:
    site = make_site(FILES)
    copy = site.outdir / '_downloads/folio/top.png'
    site.build_again({'top.png': png(20, 10, 0x20)})
    assert copy.read_bytes() == png(20, 10, 0x20)
    site.build_again({'top.png': png(60, 10)})
    assert shown(site, 'publications')['Top']['width'] == '60'
    site.build_again({'top.png': None})
    assert not copy.exists()
    (warned,) = site.warnings
    assert warned.message.startswith('the entry "top": preview: "/top.png" does not exist')
    assert shown(site, 'publications')['Top'] is None
    site.build_again({'top.png': png(20, 10)})
    assert site.warnings == []
    assert copy.is_file()
    assert shown(site, 'publications')['Top']['width'] == '20'


def test_pages_of_a_long_list_show_them(make_site: MakeSite) -> None:
    files = {**FILES, 'conf.py': f'{CONF}folio_publications_per_page = 3\n'}
    site = make_site(files | {'people/jane-doe.md': front('person', name='Jane Doe')})
    images = site.main('publications/2024').select('.folio-publication img')
    assert len(images) >= 1
    for image in images:
        source = image['src'].replace('%20', ' ')
        assert (site.outdir / 'publications' / source).resolve().is_file()
