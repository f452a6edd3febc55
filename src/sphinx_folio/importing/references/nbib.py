"""PubMed's own format, ``.nbib``; its tags are described at pubmed.ncbi.nlm.nih.gov/help. Pure."""

import re

from sphinx_folio.importing.neutral import Origin, Paper
from sphinx_folio.importing.report import Report
from sphinx_folio.model import is_suffix

from .tagged import Tagged, records
from .tex import name_of
from .works import Work, paper_of

#: Tags with one value, or with the first of several.
_VARIABLES = {
    'PMID': 'PMID', 'TI': 'title', 'BTI': 'title', 'JT': 'container-title',
    'TA': 'container-title-short', 'VI': 'volume', 'IP': 'issue', 'PG': 'page', 'PMC': 'PMCID',
    'PB': 'publisher', 'PL': 'publisher-place', 'EN': 'edition', 'CTI': 'collection-title',
    'VTI': 'volume-title', 'CI': 'copyright', 'TT': 'original-title', 'GN': 'annote',
}  # fmt: skip
#: Tags of which all values are one.
_JOINED = {
    'AB': ('abstract', ' '), 'AD': ('affiliation', '; '), 'GR': ('funding', '; '),
}  # fmt: skip
#: Tags about the record or its processing, and those that say again what another one says.
_ASIDE = frozenset(
    'OWN STAT DCOM LR JID SB OTO EDAT MHDA CRDT PHST PST SO DA DRDT AU ED RF CTDT CDAT PMCR JC '
    'RIN STP SFM OCI OID NM OAB OABL SPIN IRAD'.split()
)
#: Tags that functions of their own read.
_ELSEWHERE = _ASIDE | _JOINED.keys() | set('PT FAU FED CN DP DEP LID AID IS ISBN LA MH OT'.split())
#: PubMed's languages that Folio knows by a shorter tag.
_LANGUAGES = {
    'chi': 'zh', 'cze': 'cs', 'dut': 'nl', 'eng': 'en', 'fre': 'fr', 'ger': 'de', 'ita': 'it',
    'jpn': 'ja', 'kor': 'ko', 'pol': 'pl', 'por': 'pt', 'rus': 'ru', 'spa': 'es',
}  # fmt: skip
_MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split()
_SEASONS = {'spring': 1, 'summer': 2, 'fall': 3, 'autumn': 3, 'winter': 4}
#: Types of publications, in the order in which they decide.
_TYPES = (
    ('preprint', 'article'),
    ('dataset', 'dataset'),
    ('academic dissertation', 'thesis'),
    ('technical report', 'report'),
    ('newspaper article', 'article-newspaper'),
    ('webcast', 'motion_picture'),
)


def read_nbib(text: str, file: str, report: Report) -> list[Paper]:
    """Return the papers of a file; of one that is cut off, all that is there."""
    papers = []
    for record in records(text, 'PMID'):
        work = Work(Origin(file, record.line))
        _fill(work, record)
        skipped = sorted(
            {tag for tag, value in record.tags if tag in _ASIDE and value} - {'AU', 'ED'}
        )
        if skipped:
            advice = 'these say something of the record in PubMed, or what other fields say'
            report.note('skipped', work.origin, 'record', ', '.join(skipped), advice)
        papers.append(paper_of(work, report))
    return papers


def _fill(work: Work, record: Tagged) -> None:
    work.item['id'] = f'pmid{"".join(record.all("PMID")[:1])}'
    kind = _put_type(work, record)
    for full, short, variable in (('FAU', 'AU', 'author'), ('FED', 'ED', 'editor')):
        people = record.all(full) or record.all(short)
        listed = [_name(name) for name in people if name]
        groups = [name for name in record.all('CN') if name] if variable == 'author' else []
        listed += [{'literal': name} for name in groups]
        work.put(full, '; '.join(people), variable, listed)
        work.put('CN', '; '.join(groups), variable, listed)
    _put_date(work, record)
    _put_identifiers(work, record)
    for tag, (variable, sign) in _JOINED.items():
        work.put(tag, sign.join(filter(None, record.all(tag))), variable)
    words = [word.replace('*', '') for word in record.all('MH', 'OT') if word]
    for tag in ('MH', 'OT'):
        keyword = ', '.join(dict.fromkeys(words))
        work.put(tag, ', '.join(record.all(tag)), 'keyword', keyword)
    languages = [language for language in record.all('LA') if language]
    tags = ', '.join(_LANGUAGES.get(language, language) for language in languages)
    work.put('LA', ', '.join(languages), 'language', tags)
    for tag, value in record.tags:
        if tag not in _ELSEWHERE:
            is_container = tag == 'BTI' and kind == 'chapter'
            variable = 'container-title' if is_container else _VARIABLES.get(tag, '')
            work.put(tag, value, variable, _plain(tag, value))


def _put_type(work: Work, record: Tagged) -> str:
    kinds = [kind for kind in record.all('PT') if kind]
    said = ' '.join(kinds).lower()
    otherwise = 'article-journal'
    if record.all('BTI'):
        otherwise = 'chapter' if record.all('TI') else 'book'
    kind = next((csl for word, csl in _TYPES if word in said), otherwise)
    work.put('PT', ', '.join(kinds), 'type', kind)
    work.item['type'] = kind
    return kind


def _plain(tag: str, value: str) -> str:
    """Return a title that does not end as a sentence, and pages with the last one in full."""
    if tag in {'TI', 'BTI'}:
        title = value.removesuffix('.') if not value.endswith('..') else value
        # the title of a paper in another language, which stands in TT, is translated in brackets
        return title[1:-1] if re.fullmatch(r'\[[^\[\]]*\]', title) else title
    pages = re.fullmatch(r'(\d+)-(\d+)', value) if tag == 'PG' else None
    if pages and len(pages[2]) < len(pages[1]):
        return f'{pages[1]}-{pages[1][: -len(pages[2])]}{pages[2]}'
    return value


def _name(text: str) -> dict[str, str]:
    """Return a name as "Doe, Jane M", or "Doe JM" where there is no full one."""
    match = re.fullmatch(r'(\S.*?) ([A-Z]{1,3})(?: (Jr|Sr|2nd|3rd|[IV]{1,3}))?', text)
    if ',' not in text and match:
        given = '. '.join(match[2]) + '.'
        return {'family': match[1], 'given': given, 'suffix': match[3] or ''}
    name = name_of(text)
    words = name.get('given', '').split()
    if len(words) > 1 and is_suffix(words[-1]):
        return {**name, 'given': ' '.join(words[:-1]), 'suffix': words[-1]}
    return name


def _put_date(work: Work, record: Tagged) -> None:
    """Put the date of the issue, or the day of the electronic version if there is no other."""
    published, electronic = (next(iter(record.all(tag)), '') for tag in ('DP', 'DEP'))
    date = _date(published)
    work.put('DP', published, 'issued', date or {'raw': published})
    day = re.fullmatch(r'(\d{4})(\d\d)(\d\d)', electronic)
    parts = [int(part) for part in day.groups()] if day else []
    is_said = not date or date.get('date-parts') == [parts]
    if parts and not date:
        work.item['issued'] = {'date-parts': [parts]}
    work.put('DEP', electronic, 'issued' if is_said and parts else '', work.item.get('issued'))


def _date(text: str) -> dict[str, object]:
    """Return "2024 Mar 5", "2023 Dec-2024 Jan" or "2024 Spring" as a date of CSL."""
    ends: list[list[int]] = []
    for end in re.split(r'(?<=\S)-(?=\d{4}|[A-Z])', text)[:2]:
        match = re.match(r'(?:(\d{4})\s*)?(?:([A-Z][a-z]{2,})\s*)?(\d{1,2})?', end.strip())
        assert match  # all its parts may be missing
        year, month, day = match.groups()
        year = year or (str(ends[0][0]) if ends else '')
        word = (month or '').lower()
        if word in _SEASONS and year:
            return {'date-parts': [[int(year)]], 'season': _SEASONS[word]}
        if not year:
            break
        number = _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0
        parts = [int(year), number, int(day or 0)]
        ends.append(parts[: parts.index(0)] if 0 in parts else parts)
    return {'date-parts': ends} if ends else {}


def _put_identifiers(work: Work, record: Tagged) -> None:
    """Read ``LID``, ``AID`` and ``IS``, whose values say in brackets of what kind they are."""
    for tag in ('LID', 'AID'):
        for value in record.all(tag):
            bare, _space, kind = value.rpartition(' ')
            if kind == '[doi]':
                work.put(tag, bare, 'DOI')
            elif kind == '[pii]' and tag == 'LID':
                work.put(tag, bare, 'number')
            elif kind == '[bookaccession]':
                work.put(tag, bare, 'call-number')
            elif kind == '[pii]' and bare:
                if bare in {work.item.get('number'), work.item.get('DOI')}:
                    work.put(tag, bare, 'number')
                else:
                    work.put(tag, bare, 'call-number')
    numbers = [value.partition(' ')[0] for value in record.all('IS') if value]
    if numbers:
        work.put('IS', ', '.join(record.all('IS')), 'ISSN', numbers[0])
    for value in record.all('ISBN'):
        work.put('ISBN', value, 'ISBN', value.partition(' ')[0])
