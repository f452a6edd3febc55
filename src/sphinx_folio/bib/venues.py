"""Where a publication appeared, in the words of its type."""

import re
from collections.abc import Callable, Mapping, Sequence

from pybtex.database import Entry

from sphinx_folio.shared import _

from .addresses import HAS_ADDRESS, doi_of, names_archive, without_addresses
from .contributors import credits_of, editor_sign, editor_type, listed
from .entry_types import GENRES, canonical_type, type_name
from .identifiers import arxiv_number, is_on_arxiv
from .latex_text import decode, marked, text_of
from .markup import LINK
from .name_lists import split_list

#: Types that are part of a book, whose editors are not theirs.
IN_BOOKS = frozenset({'inproceedings', 'incollection'})
#: Types in whose venue editors stand behind the title of the book.
WITH_EDITORS = IN_BOOKS | {'book'}
_NO_BRACES = {ord('{'): None, ord('}'): None}

# -- what kind of thing it is --------------------------------------------------------

#: Types that people give to what stands in an archive of preprints.
_MAYBE_PREPRINTS = frozenset({'article', 'misc', 'online', 'unpublished', 'report'})
#: Google Scholar writes "arXiv preprint arXiv:2501.01234", DBLP writes "CoRR".
_ARCHIVE = re.compile(
    r'rxiv\b|^corr$|\bpreprints?\b|\bssrn\b|\bresearch square\b|\beprint archive\b|\bauthorea\b',
    re.IGNORECASE,
)
_HOSTS = ('journal', 'publisher', 'institution', 'howpublished')
#: Prefixes under which archives of preprints register DOIs: bioRxiv and medRxiv (whose
#: publisher numbers its journals otherwise), Preprints.org, Research Square, PsyArXiv,
#: ChemRxiv, SSRN, Authorea, TechRxiv, OSF, SocArXiv, EarthArXiv.
_PREPRINT_DOI = re.compile(
    r'10\.(?:1101/\d|20944/|21203/|31234/|26434/|2139/|22541/|36227/|31219/|31235/|31223/)'
)
#: What ``@misc`` says of itself where it is a patent, software or data.
_GOOGLE_PATENTS = 'google patents'
_PATENT = re.compile(
    r'(?:(?:[A-Z]\.?[A-Z]\.?|European|German|Chinese|Japanese|中国)\s?)?(?:[Pp]atent|专利|専利|特許)'
    r'(?:\s+(?i:application|appl?\.?|nos?\.?))*\s*[A-Z]{0,4}\s?\d[\dA-Z/,. -]{3,30}'
)
_SOFTWARE = re.compile(r'source code library|software heritage', re.IGNORECASE)
_DATA = re.compile(
    r'\b(?:dryad|pangaea|dataverse|icpsr|data (?:archive|repository))\b', re.IGNORECASE
)
_VISITED = re.compile(
    r'\b(?:accessed|retrieved|visited|abgerufen|consulté|Zugriff)\b|閲覧|访问',
    re.IGNORECASE,
)


def type_of(entry: Entry) -> str:
    """Return the canonical type, of ``@misc`` by what its fields say that it is.

    What is in an archive of preprints and nowhere else is a preprint.
    """
    fields = entry.fields
    kind = canonical_type(entry.original_type, fields)
    if kind not in _MAYBE_PREPRINTS:
        return kind
    if _ARCHIVE.search(fields.get('type', '')):
        return 'preprint'
    hosts = (fields.get(name, '').translate(_NO_BRACES) for name in _HOSTS)
    host = next(filter(None, hosts), '')
    if _ARCHIVE.search(host):
        return 'preprint'
    if kind == 'misc' and entry.original_type.lower() == 'misc':
        kind = _kind_of_misc(fields, host)
    if kind == 'report' or 'journal' in fields or 'publisher' in fields:
        return kind
    is_early = fields.get('pubstate', '') == 'prepublished' or is_on_arxiv(fields)
    return 'preprint' if is_early or 'arxiv.org' in fields.get('url', '').lower() else kind


def _kind_of_misc(fields: Mapping[str, str], host: str) -> str:
    """Return what ``@misc`` is, by its words and by where it stands."""
    if _PREPRINT_DOI.match(doi_of(fields)):
        return 'preprint'
    if host.lower() == _GOOGLE_PATENTS or patent_in(fields.get('note', '')):
        return 'patent'
    if _SOFTWARE.search(host):
        return 'software'
    if _DATA.search(host):
        return 'dataset'
    elsewhere = {'publisher', 'organization', 'institution', 'series', 'version', 'booktitle'}
    is_visited = 'urldate' in fields or _VISITED.search(fields.get('note', ''))
    has_address = 'url' in fields or HAS_ADDRESS.search(fields.get('howpublished', ''))
    said = without_addresses(fields.get('howpublished', ''))
    is_page = is_visited and has_address and not said and elsewhere.isdisjoint(fields.keys())
    return 'online' if is_page and not doi_of(fields) else 'misc'


def patent_in(note: str) -> str:
    """Return the patent that a note names and says nothing else, such as "US Patent 7,654,321"."""
    text = note.strip('{} .')
    return text if _PATENT.fullmatch(text) else ''


def genre_of(entry: Entry, kind: str) -> str:
    """Return what a thesis, a report or a patent is called; empty where nothing says it."""
    said, name = text_of(entry, 'type'), entry.original_type.lower()
    if not said and kind in {'thesis', 'report'}:
        said = name
        if name not in GENRES:
            return ''
    genre = GENRES.get(said.lower())
    return str(_(genre)) if genre else f'{said[:1].upper()}{said[1:]}'


# -- titles, numbers and pages -------------------------------------------------------

_ADDRESS = re.compile(
    rf'{LINK}|'
    r'<?\b(?:(?:https?|ftp)://|www\.|(?:dx\.)?doi\.org/)[^\s>]*?(?=[)\].,;]*(?:[\s>]|$))>?'
)
_HOST = re.compile(r'(?:\w+://)?(?:www\.)?([^/:?#\s{}\\]+)')
#: What leads to an address, and is left over without it.
_TO_ADDRESS = re.compile(
    r'(?:\b(?:also|available|accessible|accessed|retrieved|found|published|online|see|last)\b\W*)*'
    r'(?:\b(?:at|from|on|in|via|under|online|url|website|web|here)\b\W*)*$',
    re.IGNORECASE,
)
#: The days of a conference in the title of its proceedings.
_DAYS = re.compile(r'\b([A-Z][a-z]{2,8}\.? \d{1,2})-(?=\d{1,2},? \d{4}\b)')
_RANGE = re.compile(r'\s*[-–—]+\s*')
#: How a number looks that "vol." or "no." can stand before.
_NUMBER = re.compile(r'[\dIVXLC]', re.IGNORECASE)
_NUMBERED = re.compile(r'(?:[A-Z]{0,3}\d|[IVXLC]+\b)', re.IGNORECASE)
_PAGES_LABEL = re.compile(
    r'^(?:pp?|pages?|pgs?|S|С|стр|Seiten?)\b\.?[\s:]*(?=[^\s.:])', re.IGNORECASE
)
#: IEEE repeats the volume behind the pages.
_VOLUME_BEHIND = re.compile(r'(?<=\d)\s+vol\.?\s*\w+$', re.IGNORECASE)
_VOLUME_LABEL = re.compile(r'^(?:vol(?:ume)?|bd|band|tome|t|т|том)\b\.?[\s:]*(?=\d)', re.IGNORECASE)
_NUMBER_LABEL = re.compile(
    r'^(?:n[°º]|№|(?:no?s?|nr|num(?:ber)?|issue|heft|вып)\b\.?)[\s:]*(?=\d)', re.IGNORECASE
)
_COUNT_OF_PAGES = re.compile(r'\d+\s*\+?\s*(?:pp?\b|pages?|pgs?|S\b|Seiten)\.?', re.IGNORECASE)
_ORDINALS = ('first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth')
_EDITION = re.compile(
    r'(\d{1,4}|' + '|'.join(_ORDINALS) + r')(?:st|n?d|rd|th|\.|ª|º|e|ème)?'
    r'(?:\s*\.?\s*(?:ed\.?|edn\.?|edition|edición|édition|aufl\.?|auflage|版))?',
    re.IGNORECASE,
)
_SAYS_EDITION = re.compile(
    r'\b(?:edn?|edition|aufl(?:age)?|édition|edición|изд|издание|vols?)\b|版', re.IGNORECASE
)


def titled(entry: Entry, title: str, subtitle: str, addon: str = '') -> str:
    """Return a title with what stands behind it, from three fields."""
    main, sub = text_of(entry, title), text_of(entry, subtitle)
    between = '' if not (main and sub) else ' ' if main[-1] in ':?!.–—' else ': '
    main = f'{main}{between}{sub}'
    behind = text_of(entry, addon) if addon else ''
    if not (main and behind):
        return main or behind
    return f'{main}{" " if main[-1] in "?!." else ". "}{behind}'


def dashed(text: str) -> str:
    """Return numbers, pages or letters with an en dash between two of them.

    >>> dashed('A12-A19, 7'), dashed('CS-1--CS-9'), dashed('2-1')
    ('A12–A19, 7', 'CS-1–CS-9', '2–1')
    """
    return ', '.join(map(_dashed, text.split(', '))) if '-' in text or '–' in text else text


def _dashed(text: str) -> str:
    text = text.replace('—', '–')
    if '–' in text or '--' in text:
        return re.sub(r'\s*(?:–|--)[-–]*\s*', '–', text)
    parts = re.split(r'\s*-\s*', text)
    half = len(parts) // 2
    first, last = '-'.join(parts[:half]), '-'.join(parts[half:])
    is_range = len(parts) % 2 == 0 and _NUMBER.search(first) and _NUMBER.search(last)
    return f'{first}–{last}' if is_range else text


def pages_of(entry: Entry) -> str:
    """Return the pages, without the word before them."""
    text = _PAGES_LABEL.sub('', text_of(entry, 'pages').strip(' ,;'))
    text = _VOLUME_BEHIND.sub('', text if re.search(r'\bff?\.$', text) else text.rstrip('. '))
    text = dashed(text)
    first, dash, last = text.partition('–')
    if text == '1–1' and not (text_of(entry, 'volume') or text_of(entry, 'number')):
        return ''  # IEEE counts so what has no pages yet
    return first if dash and last in {'', first} else text


def _pages_text(pages: str) -> str:
    if not pages or _COUNT_OF_PAGES.fullmatch(pages):
        return pages
    are_many = re.search(r'[–,+;&]|\bff?\b|\d\s\d', pages)
    return str(_('pages %s') if are_many else _('page %s')) % pages


def _locator(entry: Entry, *, bare: bool = False) -> str:
    """Return pages, or the number of an article; behind a volume both are *bare*."""
    pages, number = pages_of(entry), text_of(entry, 'articleno')
    eid = text_of(entry, 'eid')
    if number and not pages.startswith(number):
        return _joined(str(_('article %s')) % number, _pages_text(pages))
    if pages:
        return pages if bare else _pages_text(pages)
    return eid if bare or not eid else str(_('article %s')) % eid


def _volume(text: str) -> str:
    is_bare = _NUMBERED.match(text) and 'vol' not in text.lower()
    return str(_('vol. %s')) % text if is_bare else text


def _number(text: str) -> str:
    return str(_('no. %s')) % text if _NUMBERED.match(text) else text


def _edition(entry: Entry) -> str:
    """Return the edition, such as "3rd ed.", in the language of the site."""
    text = text_of(entry, 'edition')
    if match := _EDITION.fullmatch(text):
        word = match[1].lower()
        number = int(word) if word.isdecimal() else _ORDINALS.index(word) + 1
        said = str(_('{ordinal} ed.'))
        return said.replace('{ordinal}', _ordinal(number)).replace('{number}', str(number))
    return str(_('%s ed.')) % text if text and not _SAYS_EDITION.search(text) else text


def _ordinal(number: int) -> str:
    endings = {1: 'st', 2: 'nd', 3: 'rd'}
    ending = 'th' if number % 100 in {11, 12, 13} else endings.get(number % 10, 'th')
    return f'{number}{ending}'


def volume_of(entry: Entry) -> str:
    """Return the volume, without the word before its number."""
    return dashed(_VOLUME_LABEL.sub('', text_of(entry, 'volume')))


def number_of(entry: Entry) -> str:
    """Return the number of an issue or in a series, without the word before it."""
    return dashed(_NUMBER_LABEL.sub('', text_of(entry, 'number', 'issue')))


def _in_series(entry: Entry) -> tuple[str, str, str]:
    """Return volume, series, and its number, of a book or of what is in one.

    BibTeX numbers a book in its series by ``volume`` or ``number``, biblatex by ``number``.
    """
    series, number, volume = place_of(entry, 'series'), number_of(entry), volume_of(entry)
    if series and not number:
        return '', series, volume
    return volume, series, number


def place_of(entry: Entry, *fields: str) -> str:
    """Return the first of some fields that says something beside an address."""
    for name in fields:
        if text := _no_address(text_of(entry, name)):
            return text
    return ''


def _no_address(text: str) -> str:
    bare = _ADDRESS.sub(_kept, text) if '/' in text or 'www.' in text else text
    if bare == text:
        return text
    bare = re.sub(r'\[online\]|\(\s*\)|\[\s*\]', '', bare, flags=re.IGNORECASE).strip(' ,;:.<>')
    return _TO_ADDRESS.sub('', bare).strip(' ,;:.')


def _kept(address: re.Match[str]) -> str:
    """Return a name with its link as it is, and nothing of an address alone."""
    return address['link'] or ''


def journal_of(entry: Entry) -> str:
    """Return the whole title of a journal."""
    return _no_address(titled(entry, 'journal', 'journalsubtitle'))


def book_of(entry: Entry) -> str:
    """Return the whole title of the book that something is in."""
    book = _no_address(titled(entry, 'booktitle', 'booksubtitle', 'booktitleaddon'))
    return _DAYS.sub(r'\1–', book) if '-' in book else book


# -- the line ------------------------------------------------------------------------


def venue_of(entry: Entry, kind: str, title: str = '', editors: Sequence[str] = ()) -> str:
    """Return the venue line of an entry, without its year.

    :param kind: its canonical type.
    :param title: its title, which the line never repeats.
    :param editors: the names of those who edited the book that it is in or is; the last may
        be `name_lists.OTHERS`.
    """
    credited = credits_of(entry)
    edited = f'{listed(editors)} {editor_sign(len(editors), editor_type(entry))}' if editors else ''
    if kind in WITH_EDITORS:
        people, behind = _joined(edited, *credited), []
    else:
        people, behind = edited, credited
    line = _joined(*_LINES.get(kind, _other)(entry, people), *behind, without=title)
    return line or _joined(*_other(entry, ''), without=title)


def _joined(*parts: str, without: str = '') -> str:
    """Return what there is of a line, each thing once, and nothing that *without* says."""
    said = {without.lower().strip(' .')}
    kept = []
    for part in parts:
        if part and (plain := part.lower().strip(' .')) not in said:
            said.add(plain)
            kept.append(part)
    return ', '.join(kept)


def _article(entry: Entry, _editors: str) -> list[str]:
    journal = _journal(entry)
    volume, number = volume_of(entry), number_of(entry)
    if not volume or not journal:
        return [journal, _volume(volume), _number(number), _locator(entry)]
    issue = f'{volume}({number})' if number else volume
    return [f'{journal} {issue}', _locator(entry, bare=True)]


def _journal(entry: Entry) -> str:
    said = journal_of(entry) or place_of(entry, 'booktitle', 'howpublished')
    return said or _host(entry.fields, 'journal')


def _host(fields: Mapping[str, str], name: str) -> str:
    """Return the host of the address that a field is, whose name stands for a venue."""
    address = fields.get(name, '').replace(r'\url', '').strip('{}<> ')
    match = _HOST.match(address) if '.' in address else None
    return match[1] if match else ''


def _in_book(entry: Entry, editors: str) -> list[str]:
    book = book_of(entry) or _host(entry.fields, 'booktitle')
    volume, series, number = _in_series(entry)
    if series and series.lower() in book.lower():  # ACM's "SOSP '23"
        volume, number, series = volume or number, '', ''
    numbered = _volumes(volume, series, number)
    whole = text_of(entry, 'maintitle')
    is_paper = canonical_type(entry.original_type, entry.fields) == 'inproceedings'
    publisher = '' if is_paper else text_of(entry, 'publisher')
    return [
        book,
        whole,
        editors,
        numbered[0],
        _edition(entry),
        numbered[1],
        _chapter(entry),
        publisher,
        _locator(entry),
    ]


def _volumes(volume: str, series: str, number: str) -> list[str]:
    """Return a volume, and a place in a series; without a series, the number is an issue's."""
    if series and number and not series.endswith(number):
        series = f'{series} {number}' if _NUMBERED.match(number) else f'{series}, {number}'
    return [_volume(volume), series or _number(number)]


def _chapter(entry: Entry) -> str:
    chapter = text_of(entry, 'chapter')
    return str(_('chapter %s')) % chapter if _NUMBERED.match(chapter) else chapter


def _book(entry: Entry, editors: str) -> list[str]:
    publisher = place_of(entry, 'publisher', 'organization', 'howpublished')
    whole = text_of(entry, 'maintitle')
    numbered = _volumes(*_in_series(entry))
    return [whole, editors, numbered[0], _edition(entry), numbered[1], publisher]


def _periodical(entry: Entry, _editors: str) -> list[str]:
    volume, series, number = _in_series(entry)
    if series:  # which counts volumes anew
        volume, number = (volume, number) if volume else (number, '')
    issue = [series, _volume(volume), _number(number), text_of(entry, 'issuetitle')]
    return [*issue, place_of(entry, 'publisher', 'organization', 'howpublished')]


def _thesis(entry: Entry, _editors: str) -> list[str]:
    genre = genre_of(entry, 'thesis') or str(_('Thesis'))
    # ACM writes the school as the publisher
    return [genre, text_of(entry, 'school', 'institution', 'publisher')]


def _report(entry: Entry, _editors: str) -> list[str]:
    genre, number = genre_of(entry, 'report'), text_of(entry, 'number', 'reportnumber')
    if not genre and number and entry.original_type.lower() == 'report':
        genre = type_name('report')
    if number and genre.lower() in number.lower():
        numbered = number if genre else _number(number)
    else:
        numbered = f'{genre} {number}'.strip()
    issuer = place_of(entry, 'institution', 'organization', 'publisher')
    return [numbered, issuer, _edition(entry), _volume(text_of(entry, 'volume'))]


def _standard(entry: Entry, _editors: str) -> list[str]:
    issuer = place_of(entry, 'organization', 'institution', 'publisher')
    number = text_of(entry, 'number')
    is_named = number and issuer.lower() in number.lower()
    return [number if is_named else f'{issuer} {number}'.strip(), _version(entry)]


def archive_of(entry: Entry) -> str:
    """Return the archive that a preprint stands in, or who else is said to have published it."""
    hosts = [place_of(entry, name) for name in (*_HOSTS, 'organization', 'eprinttype')]
    archive = next(filter(_ARCHIVE.search, hosts), '') or next(filter(None, hosts), '')
    # PubMed describes an archive behind its name
    return re.sub(r'\s*:\s*the preprint server\b.*', '', archive)


def _preprint(entry: Entry, _editors: str) -> list[str]:
    if number := arxiv_number(entry.fields):
        return [number]
    archive = archive_of(entry)
    fields = ('eid', 'pages') if names_archive(entry.fields) else ('eprint', 'eid', 'pages')
    number = text_of(entry, *fields) or _number(text_of(entry, 'number'))
    return [archive, '' if '://' in number else number]


def _release(entry: Entry, _editors: str) -> list[str]:
    names = ('publisher', 'organization', 'institution', 'howpublished', 'journal', 'booktitle')
    return [place_of(entry, *names), _version(entry)]


def _version(entry: Entry) -> str:
    version = re.sub(
        r'^v(?:ersion|er)?\b\.?\s*|^v(?=\d)', '', text_of(entry, 'version'), flags=re.IGNORECASE
    )
    return str(_('version %s')) % version if version else ''


def _patent(entry: Entry, _editors: str) -> list[str]:
    number, genre = text_of(entry, 'number'), genre_of(entry, 'patent')
    number = number or marked(patent_in(entry.fields.get('note', '')))
    if not genre and number[:1].isdecimal():
        genre = type_name('patent')
    holder = entry.fields.get('holder', entry.fields.get('assignee', ''))
    holders = ', '.join(map(decode, split_list(holder)))
    return [f'{genre} {number}'.strip(), holders, text_of(entry, 'location', 'address')]


def _other(entry: Entry, editors: str) -> list[str]:
    said = place_of(entry, 'howpublished')
    if not said and place_of(entry, 'journal'):
        return _article(entry, editors)
    if not said and place_of(entry, 'booktitle'):
        return _in_book(entry, editors)
    names = ('organization', 'publisher', 'institution', 'school')
    is_numbered = not said or 'series' in entry.fields  # the words may hold the number
    series = _volumes(*_in_series(entry)) if is_numbered else []
    pages = [] if said else [_locator(entry)]
    genre = genre_of(entry, 'misc')
    return [said or place_of(entry, *names), *series, genre, _version(entry), *pages]


def _online(entry: Entry, editors: str) -> list[str]:
    parts, fields = _other(entry, editors), entry.fields
    return parts if any(parts) else [_host(fields, 'url') or _host(fields, 'howpublished')]


_LINES: dict[str, Callable[[Entry, str], list[str]]] = {
    'article': _article,
    'inproceedings': _in_book,
    'incollection': _in_book,
    'book': _book,
    'periodical': _periodical,
    'thesis': _thesis,
    'report': _report,
    'standard': _standard,
    'preprint': _preprint,
    'software': _release,
    'dataset': _release,
    'patent': _patent,
    'online': _online,
}
