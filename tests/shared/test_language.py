"""The interface in the language of the site, with words of the site's own over Folio's."""

from __future__ import annotations

import gettext
import os
from typing import TYPE_CHECKING

import pytest
from support import Warned, front

if TYPE_CHECKING:
    from support import MakeSite

FILES = {
    'people/jane-doe.md': front(
        'person',
        name='Jane Doe',
        status='Looks for a job',
        updated='2025-11-10',
        joined='2024-10',
        topics=['logs'],
    )
    + '\n```{profile}\n```\n',
    'people/joan-roe.md': front('person', name='Joan Roe', topics=['logs']),
    'topics/logs.md': front('topic', name='Logs') + '\n```{profile}\n```\n',
    'publications.md': '# All\n\n```{publications}\n:filter:\n```\n',
    'references.bib': """
@article{log, author = {Doe, Jane}, title = {Fast Logs}, journal = {Systems}, year = {2024},
  abstract = {All about logs.}}
@book{book, author = {Roe, Joan}, title = {A Book}, publisher = {Press}, year = {2022}}
""",
}


def test_a_site_in_chinese_speaks_chinese(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': 'zh_CN'})
    assert site.warnings == []
    person = site.main('people/jane-doe').get_text()
    for shown in ('截至2025年11月10日', '2024年10月至今', '在组时间', '主题'):
        assert shown in person
    assert '2 人' in site.main('topics/logs').select_one('.folio-counts').get_text()
    page = site.main('publications')
    for shown in ('摘要', '期刊论文', '下载格式'):
        assert shown in page.get_text()
    assert page.select_one('.folio-filter')['data-label'] == '筛选论文'


SAID = {
    'de': ['Stand: 10. November 2025', 'seit Oktober 2024', '2 Personen', 'Zeitschriftenartikel'],
    'fr': ['mise à jour : 10 novembre 2025', 'depuis octobre 2024', '2 personnes', 'Livre'],
    'es': ['actualizado: 10 de noviembre de 2025', 'desde octubre de 2024', '2 personas'],
    'it': ['aggiornato: 10 novembre 2025', 'ottobre 2024 – oggi', '2 persone'],
    'pt': ['atualizado: 10 de novembro de 2025', 'desde outubro de 2024', '2 pessoas'],
    'pt_PT': ['Artigo em revista', 'desde outubro de 2024', '2 pessoas'],
    'pt_BR': ['Artigo em periódico', 'desde outubro de 2024', '2 pessoas'],
    'ja': ['2025年11月10日現在', '2024年10月～現在', '2名', '学術論文'],
    'ko': ['2025년 11월 10일 기준', '2024년 10월 ~ 현재', '구성원 2명', '학술지 논문'],
    'ru': ['по состоянию на 10 ноября 2025', 'октябрь 2024 г. – наст. время', '2 человека'],
    'ar': ['بتاريخ 10 نوفمبر 2025', 'منذ أكتوبر 2024', 'شخصان', 'مقالة في مجلة'],
    'he': ['נכון ל־10 בנובמבר 2025', 'מאז אוקטובר 2024', '2 אנשים', 'מאמר בכתב עת'],
    'zh_TW': ['截至2025年11月10日', '2024年10月至今', '2 人', '期刊論文'],
    'zh_HK': ['截至2025年11月10日', '2024年10月至今', '2 人', '期刊論文'],
    'de_AT': ['Stand: 10. November 2025', 'seit Oktober 2024', '2 Personen'],
}


@pytest.mark.parametrize('language', SAID)
def test_a_site_speaks_its_language(language: str, make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': language})
    # sphinx-build lets docutils say nothing of languages that it has not
    assert [warned for warned in site.warnings if '[docutils]' not in warned.message] == []
    pages = ['people/jane-doe', 'topics/logs', 'publications']
    text = ' '.join(' '.join(site.main(page).get_text().split()) for page in pages)
    assert [said for said in SAID[language] if said not in text] == []


def test_where_words_are_english_dates_and_numbers_are(make_site: MakeSite) -> None:
    site = make_site(FILES, confoverrides={'language': 'eo'})
    assert '2 people' in site.main('topics/logs').get_text()
    person = site.main('people/jane-doe').get_text()
    assert 'as of November 10, 2025' in person
    assert 'since October 2024' in person


PO = """
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def own_po(language: str, **said: str) -> str:
    """Return a catalogue of a site."""
    words = ''.join(f'msgid "{key}"\nmsgstr "{said[key]}"\n\n' for key in said)
    return PO.format(language=language) + words


def test_the_words_of_a_site_stand_over_those_of_folio(
    begin_with: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = 'locale/de/LC_MESSAGES/sphinx_folio.po'
    words = own_po('de', Book='Büchlein')
    site = begin_with(
        {**FILES, own: words}, confoverrides={'language': 'de', 'locale_dirs': ['locale']}
    )
    assert site.warnings == []
    page = site.main('publications').get_text()
    assert 'Büchlein' in page
    assert 'Zeitschriftenartikel' in page
    # another word is shown as in a clean build
    site.write({own: words.replace('Büchlein', 'Schrift')})
    path = site.srcdir / own
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10**10))
    monkeypatch.setattr(gettext, '_translations', {})  # what a process has read once
    site.build()
    assert 'Schrift' in site.main('publications').get_text()


def test_a_site_may_bring_a_language_that_folio_has_not(make_site: MakeSite) -> None:
    words = own_po('eo', **{'as of %s': 'ĝis %s'})
    files = {**FILES, 'locales/eo/LC_MESSAGES/sphinx_folio.po': words}
    site = make_site(files, confoverrides={'language': 'eo'})
    assert 'ĝis 2025-Novembro-10' in site.main('people/jane-doe').get_text()


BROKEN = {
    'as of %s': ('Stand', '"Stand" stands for "as of %s"; it must hold %s'),
    'Book': ('100 % Buch', '"100 % Buch" stands for "Book"; it must hold no "%"'),
}


@pytest.mark.parametrize('message', BROKEN)
def test_a_catalogue_that_would_break_pages_is_told_and_not_used(
    message: str, make_site: MakeSite
) -> None:
    said, told = BROKEN[message]
    own = 'locales/de/LC_MESSAGES/sphinx_folio.po'
    files = {**FILES, own: own_po('de', **{message: said})}
    site = make_site(files, confoverrides={'language': 'de'})
    warned = Warned(own, 7, f'{told}; this catalogue is not used [folio.config]')
    assert site.warnings == [warned]
    assert 'Stand: 10. November 2025' in site.main('people/jane-doe').get_text()


def test_a_file_that_is_no_catalogue_is_told(make_site: MakeSite) -> None:
    files = {**FILES, 'locales/de/LC_MESSAGES/sphinx_folio.mo': b'no catalogue'}
    site = make_site(files, confoverrides={'language': 'de'})
    (warned,) = site.warnings
    assert warned.file == 'locales/de/LC_MESSAGES/sphinx_folio.mo'
    assert warned.message.startswith('this is no catalogue that gettext can read: ')
    assert 'Zeitschriftenartikel' in site.main('publications').get_text()
