"""Files for machines beside the pages, and files of the site that entries link to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

import jsonschema
import pytest
from csl_schema import SCHEMA
from pybtex.database import parse_string
from support import front

from sphinx_folio.bib import cache

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

BIB = r"""
    @article{old, author = {Doe, Jane and Roe, Richard}, title = {Old {Thing}},
      journaltitle = {Journal of {\O}}, date = {2001-02}, selected = {true}, abbr = {J},
      doi = {10.1000/1}}
    @inproceedings{new, author = {Jane Doe}, title = {New Thing}, crossref = {all},
      topics = {things}}
    @misc{other, author = {Roe, Richard}, title = {Other Thing}, year = 2010, month = may}
    @proceedings{all, editor = {Poe, P.}, title = {All Things}, year = 2020}
    """
LIST = '\n```{publications}\n```\n'
FILES = {
    'references.bib': BIB,
    'publications.md': f'# Publications\n{LIST}',
    'people/jane-doe.md': front('person', name='Jane Doe') + LIST,
    'topics/things.md': front('topic', name='Things') + LIST,
}


def keys_of(site: Site, path: str) -> list[str]:
    """Return the citation keys of a list, which its two files must agree on."""
    items = json.loads(site.text(f'{path}.json'))
    entries = parse_string(site.text(f'{path}.bib'), 'bibtex').entries
    found = [item['id'] for item in items]
    assert [key for key in entries if key in found] == found
    return found


def exported(site: Site) -> dict[str, bytes]:
    return {
        name: content
        for name, content in site.output().items()
        if name.endswith(('.bib', '.json')) or name.startswith('_downloads/')
        if not name.endswith(('.resume.json', 'folio.json'))
    }


@pytest.fixture(scope='module')
def site(make_shared_site: MakeSite) -> Site:
    """Build the site, for tests that only look at it."""
    return make_shared_site(FILES)


@pytest.fixture
def formatted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the key of each CSL item that is made."""
    keys: list[str] = []
    make = cache.csl_text

    def text(entry: Any, publication: Any) -> str:
        keys.append(publication.key)
        return make(entry, publication)

    monkeypatch.setattr(cache, 'csl_text', text)
    return keys


def test_each_list_is_written_in_both_formats(site: Site) -> None:
    assert site.warnings == []
    assert sorted(exported(site)) == [
        'people/jane-doe.bib',
        'people/jane-doe.json',
        'publications.bib',
        'publications.json',
        'topics/things.bib',
        'topics/things.json',
    ]
    assert keys_of(site, 'people/jane-doe') == ['new', 'old']
    assert keys_of(site, 'topics/things') == ['new']
    assert site.text('people/jane-doe.bib') == (
        '@inproceedings{new,\n'
        '  author = {Doe, Jane},\n'
        '  title = {New Thing},\n'
        '  crossref = {all},\n'
        '}\n'
        '\n'
        '@proceedings{all,\n'
        '  editor = {Poe, P.},\n'
        '  title = {All Things},\n'
        '  year = {2020},\n'
        '}\n'
        '\n'
        '@article{old,\n'
        '  author = {Doe, Jane and Roe, Richard},\n'
        '  title = {Old {Thing}},\n'
        '  journaltitle = {Journal of {\\O}},\n'
        '  date = {2001-02},\n'
        '  doi = {10.1000/1},\n'
        '}\n'
    )


def test_the_json_is_valid_utf_8_and_laid_out_as_json_does(site: Site) -> None:
    text = site.text('publications.json')
    items = json.loads(text)
    jsonschema.validate(items, SCHEMA)
    assert text == json.dumps(items, ensure_ascii=False, indent=1) + '\n'
    assert 'Journal of Ø' in text
    assert {item['id']: item.get('container-title') for item in items} == {
        'new': 'All Things',
        'other': None,
        'old': 'Journal of Ø',
    }


def test_only_full_lists_with_entries_are_written(make_site: MakeSite) -> None:
    options = [':style: compact', ':type: patent', '', ':limit: 1', ':sort: oldest']
    page = '\n'.join(f'```{{publications}}\n{option}\n```\n' for option in options)
    site = make_site({'references.bib': BIB, 'a/page.md': f'# Page\n\n{page}'})
    assert sorted(exported(site)) == [
        *('a/page-2.bib', 'a/page-2.json', 'a/page-3.bib', 'a/page-3.json'),
        *('a/page.bib', 'a/page.json'),
    ]
    newest_first = keys_of(site, 'a/page')
    assert newest_first == ['new', 'other', 'old']
    assert keys_of(site, 'a/page-2') == newest_first[:1]
    assert keys_of(site, 'a/page-3')[:2] == ['old', 'other']


def test_the_links_of_pages_lead_to_the_files(make_site: MakeSite) -> None:
    options = ['', ':sort: oldest']
    page = '\n'.join(f'```{{publications}}\n{option}\n```\n' for option in options)
    site = make_site({**FILES, 'notes/mit leer.md': f'# Page\n\n{page}'})
    found = set()
    for docname in site.app.env.found_docs:
        targets = [urljoin(f'{docname}.html', href) for href in site.links(docname)]
        found |= {unquote(target) for target in targets if target.endswith(('.bib', '.json'))}
    assert found == exported(site).keys()
    assert 'notes/mit leer-2.bib' in found


@pytest.mark.parametrize('buildername', ['dirhtml', 'singlehtml'])
def test_every_builder_of_a_website_writes_them(make_site: MakeSite, buildername: str) -> None:
    site = make_site(FILES, buildername=buildername)
    assert keys_of(site, 'people/jane-doe') == ['new', 'old']


@pytest.mark.parametrize('buildername', ['epub', 'latex', 'text', 'dummy'])
def test_other_builders_write_none(make_site: MakeSite, buildername: str) -> None:
    site = make_site(
        {**FILES, 'papers/a.pdf': b'%PDF'},
        buildername=buildername,
        confoverrides={'version': '1', 'epub_copyright': 'x'},
    )
    assert exported(site) == {}


def test_a_failed_build_writes_none(make_site: MakeSite) -> None:
    site = make_site(FILES)
    path = site.outdir / 'publications.bib'
    path.unlink()
    site.app.emit('build-finished', RuntimeError())
    assert not path.exists()
    site.app.emit('build-finished', None)
    assert path.exists()


def test_a_file_that_has_not_changed_is_not_written_again(make_site: MakeSite) -> None:
    def times(site: Site) -> dict[str, int]:
        return {name: (site.outdir / name).stat().st_mtime_ns for name in exported(site)}

    site = make_site(FILES)
    before = times(site)
    site.build_again({'people/jane-doe.md': FILES['people/jane-doe.md'] + '\nMore.\n'})
    assert times(site) == before
    site.build_again({'references.bib': BIB.replace('Other Thing', 'Another Thing')})
    changed = {name for name, time in times(site).items() if time != before[name]}
    assert changed == {'publications.bib', 'publications.json'}


def test_an_entry_is_formatted_once_and_not_again(
    make_site: MakeSite, formatted: list[str]
) -> None:
    site = make_site(FILES)
    assert sorted(formatted) == ['new', 'old', 'other']
    formatted.clear()
    site.build_again({'people/jane-doe.md': FILES['people/jane-doe.md'] + '\nMore.\n'})
    site.build_again({'notes.md': '---\norphan:\n---\n\n# Notes\n'})
    assert formatted == []
    site.build_again({'references.bib': BIB.replace('Other Thing', 'Another Thing')})
    assert formatted == ['other']
    assert 'Another Thing' in site.text('publications.json')
    formatted.clear()
    site.build(freshenv=True)
    assert len(formatted) == 3


#: What an older or another version may have left in the place of the bibliography's cache.
KEPT = ['', '[', '{}', '[]', '3', '["", [], [], ""]', '["x", [["doe"]], [1, 2, 3, 4], ""]\nabc']


@pytest.fixture(scope='module')
def upgraded(make_shared_site: MakeSite) -> Site:
    """Build the site, for tests that spoil what a build remembers and build again."""
    return make_shared_site(FILES)


@pytest.mark.parametrize('kept', KEPT)
def test_what_another_version_has_left_is_not_used(site: Site, upgraded: Site, kept: str) -> None:
    (upgraded.app.doctreedir / cache.NAME).write_text(kept, encoding='utf-8')
    # a file that is written again is not one that was left
    (upgraded.outdir / 'publications.json').unlink(missing_ok=True)
    assert exported(upgraded.build()) == exported(site)


def test_an_incremental_build_equals_a_clean_one(
    make_site: MakeSite, clean_build: Callable[[Site], Site]
) -> None:
    site = make_site(FILES)
    site.build_again({'people/richard-roe.md': front('person', name='Richard Roe') + LIST})
    site.build_again({'references.bib': BIB.replace('year = 2010', 'year = 1990')})
    assert keys_of(site, 'people/richard-roe') == ['old', 'other']
    incremental = exported(site)
    assert exported(clean_build(site)) == incremental


def test_the_files_of_a_list_that_is_gone_are_removed(make_site: MakeSite) -> None:
    site = make_site(
        {**FILES, 'keep.json': b'{}'}, confoverrides={'html_extra_path': ['keep.json']}
    )
    other = site.build(buildername='dirhtml').outdir
    site.build(buildername='html')
    assert len(exported(site)) == 7
    site.build_again({'people/jane-doe.md': None})
    assert sorted(exported(site)) == [
        *('keep.json', 'publications.bib', 'publications.json'),
        *('topics/things.bib', 'topics/things.json'),
    ]
    assert (other / 'people/jane-doe.bib').exists()
    site.build(buildername='dirhtml')
    assert not (other / 'people/jane-doe.bib').exists()


def test_a_parallel_build_equals_a_serial_one(make_site: MakeSite) -> None:
    pages = {f'notes/note-{number}.md': f'# Note {number}\n{LIST}' for number in range(12)}
    serial = exported(make_site({**FILES, **pages}, folder='serial'))
    assert len(serial) == 2 * 15
    assert exported(make_site({**FILES, **pages}, parallel=2, folder='parallel')) == serial


def test_a_site_without_publications_has_no_files(make_site: MakeSite) -> None:
    site = make_site({'publications.md': f'# Publications\n{LIST}'})
    assert site.warnings == []
    assert exported(site) == {}


# -- linked files --------------------------------------------------------------------

LINKED = """
    @misc{a, author = {Doe, J.}, title = {A}, year = 2020, pdf = {papers/a.pdf},
      slides = {/papers/my slides.pdf}, video = {https://example.org/v}}
    @misc{b, author = {Doe, J.}, title = {B}, year = 2020, pdf = {papers/a.pdf}}
    @misc{c, author = {Doe, J.}, title = {C}, year = 1999, pdf = {papers/unlisted.pdf}}
    """
PAPERS = {
    'references.bib': LINKED,
    'publications.md': '# Publications\n\n```{publications}\n:year: 2020-\n:style: compact\n```\n',
    'papers/a.pdf': b'%PDF a',
    'papers/my slides.pdf': b'%PDF slides',
    'papers/unlisted.pdf': b'%PDF unlisted',
}


def test_files_of_listed_entries_are_copied_and_kept_fresh(make_site: MakeSite) -> None:
    site = make_site(PAPERS)
    assert site.warnings == []
    assert exported(site) == {
        '_downloads/folio/papers/a.pdf': b'%PDF a',
        '_downloads/folio/papers/my slides.pdf': b'%PDF slides',
    }
    site.build_again({'papers/a.pdf': b'%PDF b'})
    assert site.warnings == []
    assert exported(site)['_downloads/folio/papers/a.pdf'] == b'%PDF b'
    site.build_again({'references.bib': LINKED.replace('slides =', 'x-slides =')})
    assert list(exported(site)) == ['_downloads/folio/papers/a.pdf']


def test_the_buttons_of_pages_lead_to_the_copies(make_site: MakeSite) -> None:
    listed = '# Publications\n\n```{publications}\n:year: 2020\n```\n'
    site = make_site({**PAPERS, 'lists/all.md': listed})
    targets = {urljoin('lists/all.html', href) for href in site.links('lists/all')}
    found = {unquote(target) for target in targets if '_downloads' in target}
    assert found == {name for name in exported(site) if name.startswith('_downloads/')}


def test_a_file_that_is_gone_is_reported_at_its_entry(make_site: MakeSite) -> None:
    site = make_site(PAPERS)
    site.build_again({'papers/my slides.pdf': None})
    (warned,) = site.warnings
    assert (warned.file, warned.line) == ('references.bib', 2)
    assert warned.message.startswith(
        'the entry "a": slides: there is no file "papers/my slides.pdf" in the site; put it there'
    )
    assert warned.message.endswith('[folio.field]')


def test_no_file_is_copied_from_or_to_outside(make_site: MakeSite) -> None:
    inside = '../site/papers/a.pdf'  # its way leads through the outside
    site = make_site({**PAPERS, 'references.bib': LINKED.replace('papers/a.pdf', inside)})
    assert [(warned.file, warned.line) for warned in site.warnings] == [
        ('references.bib', 1),
        ('references.bib', 3),
    ]
    assert list(exported(site)) == ['_downloads/folio/papers/my slides.pdf']


DOE = '@misc{doe, title = {T}, year = {2020}}\n'
ROE = '@misc{roe, title = {S}, year = {2021}}\n'


def test_an_edit_elsewhere_formats_no_bibtex(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(
        {
            'old.md': '# Old\n\n```{publications}\n:year: 2020\n```\n',
            'new.md': '# New\n\n```{publications}\n:year: 2021\n```\n',
            'notes.md': '# Notes\n\nText.\n',
            'references.bib': DOE + ROE,
        }
    )
    before = (site.outdir / 'new.bib').read_bytes()
    asked: list[str] = []
    monkeypatch.setattr(
        'sphinx_folio.bib.cache.clean_bibtex', lambda entry, _added: asked.append(entry.key) or ''
    )
    site.build_again({'notes.md': '# Notes\n\nOther text.\n'})
    assert asked == []
    assert (site.outdir / 'new.bib').read_bytes() == before
    site.build_again({'references.bib': DOE + ROE.replace('{S}', '{New}')})
    assert asked == ['roe']


def test_a_parent_that_changes_is_written_to_the_lists_of_its_children(
    make_site: MakeSite,
) -> None:
    child = '@inproceedings{child, author = {Doe, Jane}, title = {T}, crossref = {whole}}\n'
    parent = '@proceedings{whole, title = {Proc}, year = {2020}, isbn = {1}}\n'
    site = make_site(
        {
            'publications.md': '# Publications\n\n```{publications}\n```\n',
            'references.bib': child + parent,
        }
    )
    site.build_again({'references.bib': child + parent.replace('{1}', '{978}')})
    assert 'isbn = {978}' in site.text('publications.bib')
