"""The vCard of a person, as an address book reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from support import PNG, dead_links, front

from sphinx_folio.exports.person import PersonAddresses, PersonFacts
from sphinx_folio.exports.vcard import LINE_LENGTH, fold_line, vcard
from sphinx_folio.model import Affiliation, Link, PartialDate, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

PROFILE = '\n```{profile}\n```\n'
BIB = """
    @article{log, author = {Doe, Jane and Roe, Joan}, title = {Logs}, journal = {J}, year = {2024}}
    """
FILES = {
    'references.bib': BIB,
    'people/jane-doe.md': front(
        'person',
        name='Jane Doe',
        email='jane@example.org',
        links={'github': 'jane-doe'},
        topics=['logs'],
    )
    + PROFILE,
    'people/joan-roe.md': front('person', name='Joan Roe') + PROFILE,
    'topics/logs.md': front('topic', name='Logs'),
}


def person(**facts: Any) -> PersonFacts:
    """Return what is known of Jane Doe."""
    known = {'id': 'jane-doe', 'docname': 'people/jane-doe', 'name': 'Jane Doe'}
    return PersonFacts(Person(**(known | facts)))


def read(text: str) -> Any:
    """Return a card as vobject reads it, which must find no fault in it."""
    card = vobject.readOne(text)
    assert card.validate(raiseException=True)
    assert card.version.value == '3.0'
    return card


def cards(site: Site) -> dict[str, bytes]:
    """Return the files for machines of people that are there."""
    endings = ('.vcf', '.resume.json')
    return {name: text for name, text in site.output().items() if name.endswith(endings)}


# -- one card ------------------------------------------------------------------------


def test_a_card_tells_what_the_page_tells() -> None:
    facts = person(
        native_name='王梓人',
        role='Professor',
        affiliation=(
            Affiliation(name='Example University', department='Computer Science'),
            Affiliation(name='Institute'),
        ),
        location='Zürich, Switzerland',
        summary='Makes logs.',
        email='jane@example.org',
        links=(
            Link('website', 'Website', 'https://jane.example.org/'),
            Link('Lab', 'Lab', 'https://lab.example.org/'),
        ),
        updated=PartialDate(2025, 11, 10),
    )._replace(
        topics=('Logs', 'Storage'),
        addresses=PersonAddresses(
            page='https://example.org/people/jane-doe.html',
            vcard='https://example.org/people/jane-doe.vcf',
            photo='https://example.org/_images/jane.png',
        ),
    )
    card = read(vcard(facts))
    assert card.fn.value == 'Jane Doe'
    assert (card.n.value.family, card.n.value.given) == ('Doe', 'Jane')
    assert card.nickname.value == '王梓人'
    assert [item.value for item in card.org_list] == [
        ['Example University', 'Computer Science'],
        ['Institute'],
    ]
    assert card.title.value == 'Professor'
    assert card.adr.value.city == 'Zürich, Switzerland'
    assert card.email.value == 'jane@example.org'
    labels = {item.group: item.value for item in card.contents['x-ablabel']}
    assert {labels.get(item.group): item.value for item in card.url_list} == {
        None: 'https://example.org/people/jane-doe.html',
        'Website': 'https://jane.example.org/',
        'Lab': 'https://lab.example.org/',
    }
    assert card.note.value == 'Makes logs.'
    assert card.categories.value == ['Logs', 'Storage']
    assert card.photo.value == 'https://example.org/_images/jane.png'
    assert card.uid.value.startswith('urn:uuid:')
    assert card.source.value == 'https://example.org/people/jane-doe.vcf'
    assert card.rev.value == '2025-11-10'


def test_what_is_not_known_is_left_out() -> None:
    facts = person(updated=PartialDate(2025, 11))
    assert vcard(facts) == (
        'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Doe\r\nN:Doe;Jane;;;\r\nEND:VCARD\r\n'
    )


def test_a_name_in_its_own_script_has_its_family_name() -> None:
    card = read(vcard(person(name='王梓人', native_name='王梓人')))
    assert (card.n.value.family, card.n.value.given) == ('王', '梓人')
    assert 'nickname' not in card.contents


@pytest.mark.parametrize(
    ('name', 'line', 'nickname'),
    [
        ('Jane Doe, PhD', 'N:Doe;Jane;;;PhD', ''),
        ('Prof. Dr. Xaver Huber', 'N:Huber;Xaver;;Prof. Dr.;', ''),
        ('Dr. Jane Doe Jr., MD, PhD', 'N:Doe;Jane;;Dr.;Jr.,MD,PhD', ''),
        ('王小明 (Xiaoming Wang)', 'N:王;小明;;;', 'NICKNAME:Xiaoming Wang'),
        ('Robert "Bob" Stone', 'N:Stone;Robert;;;', 'NICKNAME:Bob Stone'),
        ('Sam Poe (they/them)', 'N:Poe;Sam;;;', ''),
        ('Pia Lund 🇩🇰', 'N:Lund;Pia;;;', ''),
    ],
)
def test_titles_and_degrees_have_their_places(name: str, line: str, nickname: str) -> None:
    lines = vcard(person(name=name)).split('\r\n')
    assert line in lines
    assert [text for text in lines if text.startswith('NICKNAME')] == [nickname] * bool(nickname)
    assert read(vcard(person(name=name))).fn.value == name


@pytest.mark.parametrize(
    'text',
    [
        'a, b; c: d',
        'back\\slash and \\n',
        'two\nlines',
        '<b> & "quotes"',
        'عربي עברית हिन्दी',
        'é' * 200,
        '𝔘' * 100,
        'a b ' * 60,
    ],
)
def test_any_text_is_read_back(text: str) -> None:
    facts = person(role=text, summary=text)._replace(topics=(text, 'Other'))
    written = vcard(facts)
    card = read(written)
    assert card.title.value == text.strip()
    assert card.note.value == text.strip()
    assert card.categories.value == [text.strip(), 'Other']
    assert all(len(line) <= LINE_LENGTH for line in written.encode().split(b'\r\n'))


@given(st.text(st.characters(exclude_categories=['Cs', 'Cc'])))
def test_no_fold_cuts_a_character(text: str) -> None:
    lines = fold_line(f'NOTE:{text}').split('\r\n')
    assert all(len(line.encode()) <= LINE_LENGTH for line in lines)
    assert all(line.startswith(' ') for line in lines[1:])
    assert lines[0] + ''.join(line[1:] for line in lines[1:]) == f'NOTE:{text}'


def test_a_text_makes_no_property_of_its_own() -> None:
    facts = person(role='x\r\nEMAIL:evil@example.org\r\n', location='y\rEND:VCARD')
    card = read(vcard(facts))
    assert 'email' not in card.contents
    assert card.title.value == 'x\nEMAIL:evil@example.org'


def test_an_address_with_signs_of_the_format_is_read_whole() -> None:
    facts = person(links=(Link('website', 'Website', 'https://a.org/?a=1,2;3'),))
    assert read(vcard(facts)).url.value == 'https://a.org/?a=1%2C2%3B3'


def test_each_mail_address_is_given_once_and_only_if_asked_for() -> None:
    links = (Link('Work', 'Work', 'mailto:work@example.org?subject=Hello'),)
    facts = person(email='work@example.org', links=links)
    assert [item.value for item in read(vcard(facts)).email_list] == ['work@example.org']
    assert '@' not in vcard(facts, email=False)


# -- in a site -----------------------------------------------------------------------


@pytest.fixture(scope='module')
def website(make_shared_site: MakeSite) -> Site:
    """Build the site, for tests that only look at it."""
    return make_shared_site(FILES)


@pytest.mark.parametrize('buildername', ['html', 'dirhtml'])
def test_each_person_has_files_that_their_page_links_to(
    make_site: MakeSite, website: Site, buildername: str
) -> None:
    site = website if buildername == 'html' else make_site(FILES, buildername=buildername)
    assert site.warnings == []
    assert sorted(cards(site)) == [
        *('people/jane-doe.resume.json', 'people/jane-doe.vcf'),
        *('people/joan-roe.resume.json', 'people/joan-roe.vcf'),
    ]
    card = read((site.outdir / 'people/jane-doe.vcf').read_bytes().decode())
    assert card.categories.value == ['Logs']
    assert 'url' in card.contents
    assert 'source' not in card.contents
    page = 'people/jane-doe' if buildername == 'html' else 'people/jane-doe/index'
    row = site.main(page).select('.folio-profile .folio-machines a')
    shown = [re.sub(r'\s+', ' ', link.get_text()).strip() for link in row]
    assert shown == [
        *('vCard: Jane Doe', 'JSON Resume: Jane Doe'),
        *('BibTeX: Jane Doe', 'CSL-JSON: Jane Doe'),
    ]
    assert dead_links(site.outdir) == []


@pytest.mark.parametrize('buildername', ['singlehtml', 'epub', 'latex', 'text', 'man'])
def test_other_builders_have_none(make_site: MakeSite, buildername: str) -> None:
    site = make_site(
        FILES,
        buildername=buildername,
        confoverrides={'version': '1', 'epub_copyright': 'x', 'man_pages': []},
    )
    assert cards(site) == {}
    assert not any(b'JSON Resume' in content for content in site.output().values())


def test_addresses_are_whole_where_the_site_has_one(make_site: MakeSite) -> None:
    pages = {
        **FILES,
        'people/jane-doe.md': front('person', name='Jane Doe', photo='j é.png') + PROFILE,
        'people/j é.png': PNG,
    }
    site = make_site(
        pages, buildername='dirhtml', confoverrides={'html_baseurl': 'https://example.org/x'}
    )
    card = read(site.text('people/jane-doe.vcf'))
    assert card.url.value == 'https://example.org/x/people/jane-doe/'
    assert card.source.value == 'https://example.org/x/people/jane-doe.vcf'
    assert card.photo.value == 'https://example.org/x/_images/j%20%C3%A9.png'


def test_lines_end_as_the_format_has_it(website: Site) -> None:
    text = (website.outdir / 'people/jane-doe.vcf').read_bytes()
    assert text.count(b'\n') == text.count(b'\r\n') > 5


def test_somebody_without_a_name_has_none(make_site: MakeSite) -> None:
    page = front('person', name='A student', anonymous=True, publications=['log']) + PROFILE
    site = make_site({**FILES, 'people/student.md': page})
    assert not any('student' in name for name in cards(site))
    links = [link['href'] for link in site.main('people/student').select('.folio-machines a')]
    assert links == ['student.bib', 'student.json']


def test_the_mail_address_may_be_left_out(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert read(site.text('people/jane-doe.vcf')).email.value == 'jane@example.org'
    site.build(confoverrides={'bibtex_bibfiles': ['references.bib'], 'folio_vcard_email': False})
    assert '@' not in site.text('people/jane-doe.vcf')


def test_a_wrong_setting_is_told_of(make_site: MakeSite) -> None:
    site = make_site({'conf.py': "extensions = ['sphinx_folio']\nfolio_vcard_email = 'no'\n"})
    told = [warned.message for warned in site.warnings]
    assert any(text.startswith('folio_vcard_email: must be True or False') for text in told)


def test_all_publications_have_the_name_of_the_page(make_site: MakeSite) -> None:
    lists = '\n```{publications}\n:selected:\n```\n\n```{publications}\n:style: compact\n```\n'
    bib = BIB + '@misc{other, author = {Doe, Jane}, title = {B}, year = 2020, selected = {true}}'
    page = front('person', name='Jane Doe') + PROFILE + lists
    site = make_site({**FILES, 'references.bib': bib, 'people/jane-doe.md': page})
    assert '@article{log' in site.text('people/jane-doe.bib')
    assert '@article{log' not in site.text('people/jane-doe-2.bib')
    row = site.main('people/jane-doe').select('.folio-machines a')
    assert [link['href'] for link in row][2:] == ['jane-doe.bib', 'jane-doe.json']
    assert dead_links(site.outdir) == []


def test_the_row_is_neither_found_nor_printed(website: Site) -> None:
    assert 'vcard' not in website.search_index()['terms']
    style = website.text('_static/folio.css')
    assert '@media print { ul.folio-machines { display: none; } }' in style


# -- again ---------------------------------------------------------------------------


def times(site: Site) -> dict[str, int]:
    return {name: (site.outdir / name).stat().st_mtime_ns for name in cards(site)}


def changed(site: Site, before: dict[str, int]) -> set[str]:
    return {name for name, time in times(site).items() if time != before.get(name)}


@pytest.mark.parametrize(
    ('edit', 'written'),
    [
        ({}, set()),
        ({'topics/logs.md': front('topic', name='Log')}, {'people/jane-doe'}),
        ({'topics/logs.md': front('topic', name='Logs', people=['joan-roe'])}, {'people/joan-roe'}),
        ({'people/joan-roe.md': front('person', name='Joan R.')}, {'people/joan-roe'}),
        ({'people/joan-roe.md': FILES['people/joan-roe.md'] + '\nMore.\n'}, set()),
    ],
)
def test_only_what_has_changed_is_written_again(
    make_site: MakeSite,
    clean_build: Callable[[Site], Site],
    edit: dict[str, str],
    written: set[str],
) -> None:
    site = make_site(FILES)
    before = times(site)
    site.build_again(edit)
    assert changed(site, before) <= {
        f'{name}{ending}' for name in written for ending in ('.vcf', '.resume.json')
    }
    assert {name.partition('.')[0] for name in changed(site, before)} == written
    incremental = cards(site)
    assert cards(clean_build(site)) == incremental


def test_nothing_is_gathered_while_nothing_has_changed(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    monkeypatch.setattr('sphinx_folio.exports.people.PersonExporter', None)  # not to be called
    site.build()
    site.build_again({'people/joan-roe.md': FILES['people/joan-roe.md'] + '\nMore.\n'})
    assert site.warnings == []


def test_a_file_that_is_gone_comes_back_and_one_of_nobody_goes(make_site: MakeSite) -> None:
    site = make_site(FILES)
    whole = cards(site)
    (site.outdir / 'people/jane-doe.vcf').unlink()
    assert cards(site.build()) == whole
    site.build_again({'people/joan-roe.md': None})
    assert not any('joan' in name for name in cards(site))
    anonymous = front('person', name='Somebody', anonymous=True)
    site.build_again({'people/jane-doe.md': anonymous})
    assert cards(site) == {}
    site.build_again({'people/jane-doe.md': FILES['people/jane-doe.md']})
    assert sorted(cards(site)) == ['people/jane-doe.resume.json', 'people/jane-doe.vcf']


def test_a_file_of_the_site_itself_takes_the_place_of_ours(make_site: MakeSite) -> None:
    site = make_site(FILES)
    whole = cards(site)
    own = {'html_extra_path': ['own'], 'bibtex_bibfiles': ['references.bib']}
    site.write({'own/people/jane-doe.vcf': 'mine'})
    for _again in range(2):
        site.build(confoverrides=own)
        assert cards(site) == whole | {'people/jane-doe.vcf': b'mine'}
    assert cards(site.build()) == whole


def test_a_stopped_build_leaves_nothing_old(make_site: MakeSite) -> None:
    site = make_site(FILES)
    whole = cards(site)
    page = FILES['people/jane-doe.md']
    site.build_again({'people/jane-doe.md': page.replace('jane@', 'other@')})
    # as if it had been stopped after these files were written, and the edit was undone
    record = next(site.app.doctreedir.glob('folio-build-*.json'))
    record.with_suffix('.begun').write_bytes(b'[]')
    site.build_again({'people/jane-doe.md': page})
    assert cards(site) == whole


def test_a_failed_build_writes_none(make_site: MakeSite) -> None:
    site = make_site(FILES)
    path = site.outdir / 'people/jane-doe.vcf'
    path.unlink()
    site.app.emit('build-finished', RuntimeError())
    assert not path.exists()


def test_a_parallel_build_equals_a_serial_one(make_site: MakeSite) -> None:
    people = {
        f'people/p{number}.md': front('person', name=f'Person {number}', topics=['logs']) + PROFILE
        for number in range(12)
    }
    serial = cards(make_site({**FILES, **people}, folder='serial'))
    assert len(serial) == 2 * 14
    assert cards(make_site({**FILES, **people}, parallel=2, folder='parallel')) == serial
