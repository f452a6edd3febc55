"""Cards of address books come in, in each of their versions, and Folio's own come back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from imports import bring, build_strictly, notes_of, page_of
from support import front

from sphinx_folio.cli import ImportOptions, import_sources

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite

BOOK = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Example//Book 1.0//EN
FN:Prof. Jane Q. Doe
N:Doe;Jane;Q.;Prof.;
NICKNAME:杜珍,Jané Doe\\, the first
ORG:Example University;Institute\\, old;Logs
ORG:Example Labs
TITLE:Professor
ROLE:Chair
ADR;TYPE=WORK:;;Main street 1;Zürich;;8001;Switzerland
EMAIL;TYPE=INTERNET:jane@example.org
EMAIL:jane@labs.example.org
TEL;TYPE=CELL:+41 00 000
URL:https://jane.example.org/
URL:https://github.com/jane-doe
item1.URL:https://lab.example.org/a\\,b
item1.X-ABLabel:Lab
item2.URL:https://home.example.org/
item2.X-ABLabel:_$!<HomePage>!$_
X-SOCIALPROFILE;type=twitter:https://x.com/jdoe
SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://example.social/@jane
URL:javascript:alert(1)
BDAY:1980-01-01
PHOTO;VALUE=uri:me.png
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB
NOTE:Makes <logs>\\nfast\\; and *safe*.
PRONOUNS;LANGUAGE=en:she/her
CATEGORIES:Logs,* myContacts,Friends
REV:20251110T000000Z
UID:urn:uuid:1
X-EVOLUTION-FILE-AS:Doe\\, Jane
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg
EMAIL;PREF;INTERNET:joerg@example.org
NOTE;QUOTED-PRINTABLE:one=20=
two
CATEGORIES:Logs
what is this
END:VCARD
FN:Nobody
BEGIN:VCARD
VERSION:4.0
FN:Alice Roe
ORG:Example University
EMAIL:mailto:alice@example.org
REV:yesterday
PHOTO:../me.png
"""
JANE = """\
---
person:
  name: Jane Q. Doe
  summary: Makes <logs> fast; and safe.
  native-name: 杜珍
  pronouns: she/her
  role: Professor
  affiliation:
  - name: Example University
    department: Institute, old, Logs
  - Example Labs
  location: Zürich, Switzerland
  email: jane@example.org
  photo: /files/me.png
  links:
    E-mail (jane@labs.example.org): mailto:jane@labs.example.org
    website:
    - https://jane.example.org/
    - https://home.example.org/
    github: jane-doe
    Lab: https://lab.example.org/a,b
    x: jdoe
    mastodon: https://example.social/@jane
  topics:
  - logs
  names:
  - Jané Doe, the first
  updated: '2025-11-10'
---

# Jane Q. Doe

```{profile}
```
"""
NOTES = [
    (10, 'lost', 'ROLE'),
    (11, 'lost', 'ADR'),
    (14, 'lost', 'TEL'),
    (23, 'lost', 'URL'),
    (24, 'lost', 'BDAY'),
    (26, 'lost', 'PHOTO'),
    (33, 'lost', 'X-EVOLUTION-FILE-AS'),
    (42, 'lost', 'line'),
    (44, 'lost', 'FN'),
    (50, 'lost', 'REV'),
    (51, 'lost', 'PHOTO'),
    (2, 'changed', 'name'),
    (2, 'changed', 'summary'),
    (30, 'changed', 'CATEGORIES'),
    (2, 'skipped', 'VERSION'),
    (3, 'skipped', 'PRODID'),
    (30, 'skipped', 'CATEGORIES'),
    (30, 'skipped', 'CATEGORIES'),
    (32, 'skipped', 'UID'),
    (36, 'skipped', 'VERSION'),
    (46, 'skipped', 'VERSION'),
]  # fmt: skip


def test_an_address_book_comes_in(tmp_path: Path) -> None:
    site = bring(tmp_path / 'book', {'book.vcf': BOOK, 'me.png': ''}, pictures=['me.png'])
    assert sorted(path.name for path in (site / 'people').iterdir()) == [
        'alice-roe.md', 'index.md', 'jane-q-doe.md', 'jorg-muller.md',
    ]  # fmt: skip
    page = page_of(site, 'people/jane-q-doe.md')
    assert page == JANE
    assert 'summary: one two' in (site / 'people' / 'jorg-muller.md').read_text('utf-8')
    assert [note[:3] for note in notes_of(site, 'book.vcf')] == NOTES
    build_strictly(site, tmp_path / 'out')


CARD = front(
    'person',
    name='Jane Doe',
    **{'native-name': '杜珍'},
    role='Ph.D. student',
    location='Zürich, Switzerland',
    affiliation=[{'name': 'Example University', 'department': 'Logs; and, more'}, 'Labs'],
    summary='Makes <logs> & "answers", 100 % of them; \\ and so on, for more than one line of a card.',
    email='jane@example.org',
    links={
        'website': 'https://jane.example.org/',
        'github': 'jane-doe',
        'orcid': '0000-0002-1825-0097',
        'dblp': '12/345',
        'Lab': 'https://lab.example.org/?a=1,2;3',
    },
    topics=['logs', 'old-logs'],
    updated='2025-11-10',
)
SITE = {
    'people/jane-doe.md': CARD + '\n```{profile}\n```\n',
    'topics/logs.md': front('topic', name='Logs'),
    'topics/old-logs.md': front('topic', name='Logs, old'),
}


def test_what_folio_exports_comes_back_as_it_went(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(SITE)
    went = site.text('people/jane-doe.vcf')
    assert went.count('URL:') == 5
    imported = bring(tmp_path / 'source', {'jane-doe.vcf': went})
    out = build_strictly(imported, tmp_path / 'out')
    assert (out / 'jane-doe.vcf').read_text('utf-8') == went
    assert {note[1:3] for note in notes_of(imported, 'jane-doe.vcf')} == {
        ('skipped', 'VERSION'), ('changed', 'CATEGORIES'),
    }  # fmt: skip


def test_a_card_of_a_website_does_not_link_to_its_old_page(
    make_site: MakeSite, tmp_path: Path
) -> None:
    site = make_site(SITE, confoverrides={'html_baseurl': 'https://old.example.org/'})
    went = site.text('people/jane-doe.vcf')
    assert 'URL:https://old.example.org/people/jane-doe.html' in re.sub('\r\n ', '', went)
    imported = bring(tmp_path / 'source', {'jane-doe.vcf': went})
    assert 'old.example.org' not in (imported / 'index.md').read_text('utf-8')
    assert ('skipped', 'URL') in {note[1:3] for note in notes_of(imported, 'jane-doe.vcf')}


def test_a_folder_of_cards_is_a_source(tmp_path: Path) -> None:
    card = 'BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEND:VCARD\n'
    names = ['Jane Doe', 'Alice Roe']
    files = {f'{number}.vcf': card.format(name) for number, name in enumerate(names)}
    site = bring(tmp_path / 'cards', files)
    assert {path.name for path in (site / 'people').iterdir()} == {
        'index.md', 'jane-doe.md', 'alice-roe.md',
    }  # fmt: skip


def test_an_empty_book_brings_nothing(tmp_path: Path) -> None:
    book = tmp_path / 'book.vcf'
    book.write_text('BEGIN:VCARD\nEND:VCARD\n')
    outcome = import_sources([book], tmp_path / 'site', ImportOptions())
    assert outcome.exit_code == 1
    assert 'nothing was written' in outcome.text
