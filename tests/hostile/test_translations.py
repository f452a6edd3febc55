"""Translations of pages are words of strangers as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hostile import SECRET, check_harmless, check_secret, site_of

if TYPE_CHECKING:
    from pathlib import Path

    from support import MakeSite

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
SAID = {
    'One.': "Eins <script>document.title='ran'</script> <b onclick='x'>b</b>.",
    'Two.': 'Zwei ![words](../secret.png).',
    'Three.': 'Drei {download}`words <../secret.txt>`.',
    'Four.': '{octicon}`report;1em;a\\"><script>x</script>` vier',
    'Five.': '{download}`words <javascript://x>` fünf',
}


@pytest.mark.parametrize('name', ['page', 'sphinx_folio'])
def test_no_catalogue_is_written_through_a_link(
    name: str, make_site: MakeSite, tmp_path: Path
) -> None:
    outside = tmp_path / 'outside'
    outside.write_text('mine')
    files = {
        'page.md': '# Page\n\nOne.\n',
        f'locales/de/LC_MESSAGES/{name}.po': f'{PO}msgid "One."\nmsgstr "Eins."\n',
        f'locales/de/LC_MESSAGES/{name}.mo': outside,
    }
    site = make_site(files, confoverrides={'language': 'de'})
    assert outside.read_text() == 'mine'
    (warned,) = site.warnings
    assert warned.file == f'locales/de/LC_MESSAGES/{name}.mo'
    assert 'is a symbolic link that leads out of the site' in warned.message
    assert 'One.' in site.main('page').get_text()


def test_translations_do_no_harm(make_site: MakeSite) -> None:
    entries = ''.join(f'msgid "{said}"\nmsgstr "{words}"\n\n' for said, words in SAID.items())
    files = site_of(
        {
            'page.md': '# Page\n\n' + '\n\n'.join(SAID) + '\n',
            'locales/de/LC_MESSAGES/page.po': PO + entries,
        }
    )
    site = make_site(files, confoverrides={'language': 'de', 'locale_dirs': ['locales']})
    check_secret(site)
    for words in ('Eins', 'Zwei words', 'Drei words', 'vier', 'words fünf'):
        check_harmless(site, 'page', words)
    told = [warned.message for warned in site.warnings if warned.file.startswith('page')]
    assert len([message for message in told if 'folio.' in message]) >= len(SAID)
    assert SECRET
