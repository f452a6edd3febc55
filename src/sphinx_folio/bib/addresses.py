"""What an address in an entry is, and what its button is called: the one place that knows.

An address stands in a field of its own, or among the words of another one, in LaTeX or as a
reference manager has escaped it. Two addresses of one thing make one link.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sphinx_folio.gate import Gate, download_flaw, is_url
from sphinx_folio.model import Link, check_url

from .identifiers import (
    ARXIV_ID,
    arxiv_id,
    bare_doi,
    find_arxiv,
    is_arxiv,
    is_doi,
    named_arxiv,
)


class _Archive(NamedTuple):
    """What is known by an identifier of its own."""

    title: str
    #: Address with ``{}`` in the place of the identifier.
    template: str
    #: The identifier, as a whole field or in an address.
    identifier: str
    #: What stands before the identifier in addresses, without ``www.``.
    places: str = ''
    #: What stands before it where it is written without an address.
    prefix: str = ''


#: The order of the buttons is that of the keys here and in `FIELDS`.
_ARCHIVES = {
    'doi': _Archive('DOI', 'https://doi.org/{}', r'10[./]\S+'),
    'arxiv': _Archive('arXiv', 'https://arxiv.org/abs/{}', r'\S+'),
    'hal': _Archive(
        'HAL', 'https://hal.science/{}', r'[a-z]+-\d+(?:v\d+)?',
        r'(?:[\w-]+\.)?(?:hal\.science|archives-ouvertes\.fr)/',
    ),
    'pmid': _Archive(
        'PubMed', 'https://pubmed.ncbi.nlm.nih.gov/{}/', r'\d+',
        r'(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/', r'pmid\s*:?\s*',
    ),
    'pmcid': _Archive(
        'PubMed Central', 'https://pmc.ncbi.nlm.nih.gov/articles/{}/', r'PMC\d+',
        r'(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/', r'pmcid\s*:?\s*',
    ),
    'jstor': _Archive(
        'JSTOR', 'https://www.jstor.org/stable/{}', r'[\w./]*\d', r'jstor\.org/(?:stable|pss)/',
        r'jstor\s*:?\s*',
    ),
    'hdl': _Archive(
        'Handle', 'https://hdl.handle.net/{}', r'[\d.]+/\S+', r'hdl\.handle\.net/',
        r'hdl\s*:\s*',
    ),
    'ssrn': _Archive(
        'SSRN', 'https://ssrn.com/abstract={}', r'\d+',
        r'(?:papers\.)?ssrn\.com/(?:abstract=|sol3/papers\.cfm\?abstract_id=)',
    ),
    'iacr': _Archive('IACR ePrint', 'https://eprint.iacr.org/{}', r'\d{4}/\d+',
                     r'eprint\.iacr\.org/'),
    'googlebooks': _Archive(
        'Google Books', 'https://books.google.com/books?id={}', r'[\w-]+',
    ),
    'inspire': _Archive('INSPIRE', 'https://inspirehep.net/literature/{}', r'\d+',
                        r'inspirehep\.net/(?:literature|record)/'),
    'ads': _Archive(
        'ADS', 'https://ui.adsabs.harvard.edu/abs/{}/abstract', r'\d{4}[\w.&%]{14,21}',
        r'(?:ui\.)?adsabs\.harvard\.edu/(?:abs|#abs)/',
    ),
    'mr': _Archive(
        'MathSciNet', 'https://mathscinet.ams.org/mathscinet-getitem?mr={}',
        r'(?:MR\s?)?\d{4,8}', r'(?:mathscinet\.)?ams\.org/mathscinet-getitem\?mr=',
    ),
    'zbl': _Archive(
        'zbMATH', 'https://zbmath.org/?q=an:{}', r'\d{4}\.\d{5}',
        r'zbmath\.org/(?:\?q=an(?::|%3A))?', r'zbl\s*:?\s*',
    ),
    'dblp': _Archive(
        'DBLP', 'https://dblp.org/rec/{}', r'[\w/+-]+',
        r'dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:bibtex/)?',
    ),
}  # fmt: skip
#: Other names of archives in ``eprinttype``, without signs.
_ALSO = {
    'pubmed': 'pmid', 'medline': 'pmid', 'pmc': 'pmcid', 'pubmedcentral': 'pmcid',
    'handle': 'hdl', 'inspirehep': 'inspire', 'cryptologyeprintarchive': 'iacr',
    'googlebook': 'googlebooks', 'halscience': 'hal',
}  # fmt: skip
_END_OF_PLACE = r'(?:/abstract|\.bib|\.html)?/?(?:[?#].*)?'
_PLACES = [
    (key, re.compile(rf'{archive.places}({archive.identifier}){_END_OF_PLACE}', re.IGNORECASE))
    for key, archive in _ARCHIVES.items()
    if archive.places
]
#: Fields that hold an address, or a path where they may; al-folio's names are among them.
FIELDS = {
    'pdf': 'PDF',
    'html': 'HTML',
    'url': 'Link',
    'code': 'Code',
    'data': 'Data',
    'slides': 'Slides',
    'poster': 'Poster',
    'video': 'Video',
    'website': 'Website',
    'blog': 'Blog',
    'supp': 'Supplement',
}
#: Fields for an identifier, or the address, of an archive; BibTeX files of ADS, AMS and PubMed
#: are full of them.
_OF_ARCHIVES = {
    'doi': 'doi', 'arxiv': 'arxiv', 'hal': 'hal', 'pmid': 'pmid', 'pubmed': 'pmid',
    'pmcid': 'pmcid', 'pmc': 'pmcid', 'jstor': 'jstor', 'adsurl': 'ads', 'mrnumber': 'mr',
    'zblnumber': 'zbl', 'zbl': 'zbl',
}  # fmt: skip
#: Fields whose value may be the path of a file of the site.
FILE_FIELDS = frozenset({'pdf', 'html', 'slides', 'poster', 'supp', 'data', 'video'})
#: Fields of words that may hold an address; it is what they are called by that is printed.
_WORDS = (
    'howpublished', 'journal', 'booktitle', 'publisher', 'organization', 'institution', 'school',
    'address', 'series', 'type',
)  # fmt: skip
#: Fields of words that may hold an identifier with its name.
SAID = ('howpublished', 'note', 'annote', 'addendum')
#: Identifiers that words may say.
_STATED = ('pmid', 'pmcid', 'arxiv', 'doi')
#: Fields of a venue, whose own address is that of no publication.
VENUES = frozenset(_WORDS) - {'howpublished'}
_ORDER = ['pdf', *_ARCHIVES, *FIELDS]

#: Hosts that lead on to whatever has the DOI in their path.
_RESOLVERS = re.compile(
    r'(?:(?:dx\.|www\.)?doi\.org/(?:doi:)?|(?:doi|portal)\.acm\.org/'
    r'|dl\.acm\.org/(?:doi/(?:abs/|full/|fullHtml/)?|authorize\?)'
    r'|doi\.(?:ieeecomputersociety|wiley|apa)\.org/)(?P<doi>10[./].+)',
    re.IGNORECASE,
)
_ARXIV = re.compile(r'(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|format|ps)/', re.IGNORECASE)
_IS_PDF = re.compile(r'\.pdf(?:$|[?#])|/e?pdf/', re.IGNORECASE)

_TILDE = re.compile(
    r'\{?(?:\\textasciitilde(?:\{\}|\s|(?![A-Za-z]))|\\~\{\s?\}|\\string~|\$\\sim\$|\\~)\}?'
)
_ESCAPED = re.compile(r'\\(?:([_%&#$-])|text(underscore)\b(?:\{\})?\s?)')
#: Twice escaped by DBLP and Mendeley: the backslash as well as what it stood before.
_ENCODED_BACKSLASH = re.compile(r'(?:%5C)+(?=[_%&#~])', re.IGNORECASE)
#: The parts of an address in LaTeX, with braces that are whole.
_PART = r'(?:[^\s{}<>"\\]|\{[^\s{}]*(?:\{\})?\}|\\(?:[_%&#~$-]|text[a-z]+\b|string)(?:\{\})?)'
_BRACED = r'\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}'
ADDRESS = re.compile(
    rf'\\(?:url|nolinkurl|path)\s*{_BRACED}|\\href\s*{_BRACED}\s*{_BRACED}'
    rf'|<?\b((?:https?|ftp)://{_PART}+|www\.{_PART}+)>?'
)
HAS_ADDRESS = re.compile(r'://|\\url|\\href|www\.|\\path|\\nolinkurl')
_IN_COMMAND = re.compile(r'\s*\\(?:url|href|nolinkurl)\b')
#: Between the addresses that Mendeley puts into one field.
_SEVERAL = re.compile(r'(?:\s*[;,]\s*|\s+(?:and\s+)?)(?=(?:https?://|www\.)\S)')
_TRAILING = '.,;:\'"!?’”»'
#: A host without a scheme, as ``\url{example.org/tool}``.
_HOST = re.compile(r'(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?', re.IGNORECASE)
#: Words that lead to an address, and say nothing without it.
_LEADS = re.compile(
    r'(?:[,;:(\[\s]|^)*(?:(?:\b(?:available|accessible|accessed|retrieved|online|published|also'
    r'|see|at|from|on|via|under|url|doi|link|website|web\s?page|homepage)\b|\[online\])'
    r'[\s.,:;()]*)*$',
    re.IGNORECASE,
)
_CLOSING = re.compile(r'\s*[)\]]')
#: A dot that ends no abbreviation.
_END_OF_SENTENCE = re.compile(r'(?<=[^\W_]{5})\.$')
_SAYS_NOTHING = re.compile(r'(?:\\[A-Za-z]+|[\W_])*')
#: An identifier with its name, where it is all that is said between signs: in other words,
#: such as "comment on arXiv:2101.00001", it may be that of another work.
_NAMED = re.compile(
    r'(?P<lead>(?:^|[.,;:(\[])[\s{]*'
    r'(?:(?:also|available|online|preprint|see|as|at|from|on|in|via|under|pubmed|central)\s+)*)'
    r'(?:(?P<pmid>pmid)[\s:=]*(?P<n1>\d{4,9})|(?P<pmcid>pmcid)[\s:=]*(?P<n2>PMC\d{4,9})'
    rf'|(?P<arxiv>arxiv)(?:\s+preprint)?[\s:=]*(?:arxiv:)?{ARXIV_ID}(?:\s*\[[\w.-]+\])?'
    r'|(?P<doi>doi)[\s:=]*(?P<n3>10\.\d{4,9}/[^\s{}]{0,200}[^\s{}.,;:)\]]))'
    r'[\s}]*(?P<close>[)\]])?(?=[.,;)\]](?:[\s.,;)\]]|$)|\s*$|(?<=[)\]])\s)',
    re.IGNORECASE,
)
_MAY_BE_NAMED = re.compile(r'pmc?id|arxiv|doi', re.IGNORECASE)


def unescaped(latex: str) -> str:
    r"""Return an address without what LaTeX and reference managers have put into it."""
    text = latex.strip().strip('<>')
    if '\\' in text:
        text = _TILDE.sub('~', text)
        text = _ESCAPED.sub(lambda sign: sign[1] or '_', text)
    if '{' in text or '}' in text:
        text = re.sub('[{}]', '', text)
    return _ENCODED_BACKSLASH.sub('', text) if '%5' in text else text


def address_of(match: re.Match[str]) -> tuple[str, str]:
    """Return the address that `ADDRESS` has found, and what it is followed by in the match.

    What is no address is an empty string.
    """
    written = next((group for group in match.groups() if group), '')
    bare = written.rstrip(_TRAILING)
    for opened, closed in ('()', '[]'):
        if bare.endswith(closed) and bare.count(closed) > bare.count(opened):
            bare = bare[:-1].rstrip(_TRAILING)
    address = unescaped(bare)
    if '://' not in address and _HOST.fullmatch(address):
        address = f'https://{address}'
    is_web = address.startswith(('http://', 'https://'))
    return (address, written[len(bare) :] if match[4] else '') if is_web else ('', '')


def addresses_in(latex: str) -> Iterator[str]:
    """Yield the addresses that stand in a field of words."""
    if HAS_ADDRESS.search(latex):
        yield from filter(None, (address_of(match)[0] for match in ADDRESS.finditer(latex)))


def without_addresses(latex: str, *, is_venue: bool = False) -> str:
    r"""Return a field of words without its addresses, and without the words that led to them.

    The text of a ``\href`` stays; in the name of a venue, its address too.

    :param is_venue: whether they are such a name.
    """
    if not HAS_ADDRESS.search(latex):
        return latex
    words, end = '', 0
    for match in ADDRESS.finditer(latex):
        words += latex[end : match.start()]
        end = match.end()
        if match[3]:
            is_name = is_venue and not _identified(address_of(match)[0])[0]
            words += match[0] if is_name else match[3]
            continue
        lead = _LEADS.search(words)
        words, lost = (words[: lead.start()], lead[0]) if lead else (words, '')
        if closed := _CLOSING.match(latex, end) if '(' in lost or '[' in lost else None:
            end = closed.end()
    rest = f'{words}{latex[end:]}'.strip(' ,;:-–—').lstrip('. ') if end else latex
    rest = _END_OF_SENTENCE.sub('', rest) if end else rest
    return '' if _SAYS_NOTHING.fullmatch(rest) else rest


def _said(fields: Mapping[str, str], name: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Yield each identifier that a field of words says of its entry, with its archive."""
    latex = fields.get(name, '')
    if not _MAY_BE_NAMED.search(latex):
        return
    for match in _NAMED.finditer(latex):
        key = next(key for key in _STATED if match[key])
        identifier = unescaped(next(filter(None, map(match.__getitem__, ('n1', 'n2', 'id', 'n3')))))
        stated = fields.get(key, '')
        if not stated or identifier.lower() in stated.lower() or named_arxiv(identifier):
            yield match, key, identifier


def other_words(fields: Mapping[str, str], name: str) -> str:
    """Return a field of words without the identifiers in it that links show."""
    latex, words, end = fields.get(name, ''), '', 0
    for match, _key, _identifier in _said(fields, name):
        words += latex[end : match.start()].rstrip()
        end = match.end()
        if match['close'] and match['lead'][:1] not in {'(', '['}:
            words += match['close']
    if not end:
        return latex
    rest = _END_OF_SENTENCE.sub('', f'{words}{latex[end:]}'.lstrip(' .,;:').rstrip(' ,;:'))
    return '' if _SAYS_NOTHING.fullmatch(rest) else rest


def is_alone(latex: str) -> bool:
    """Tell whether a field of words is an address, or an identifier, and nothing else."""
    return bool(HAS_ADDRESS.search(latex)) and not without_addresses(latex)


def doi_of(fields: Mapping[str, str]) -> str:
    """Return the DOI of an entry, bare, in whichever field it stands; or an empty string."""
    if 'doi' in fields and (doi := bare_doi(unescaped(fields['doi']))):
        return doi
    for name in ('url', 'howpublished', 'eprint'):
        for address in addresses_in(fields.get(name, '')):
            key, identifier = _identified(address)
            if key == 'doi':
                return identifier
    said = (found for name in SAID for found in _said(fields, name))
    return next((identifier for _match, key, identifier in said if key == 'doi'), '')


def _identified(address: str) -> tuple[str, str]:
    """Return the archive that an address leads to, and the identifier there; or nothing."""
    bare = re.sub(r'^\w+://(?:www\.)?', '', address)
    if match := _RESOLVERS.match(bare):
        doi = unquote(match['doi'].partition('?')[0])
        return ('doi', doi) if is_doi(doi) else ('', '')
    if _ARXIV.match(bare):
        number = named_arxiv(bare)
        return ('arxiv', number) if number else ('', '')
    for key, pattern in _PLACES:
        if match := pattern.fullmatch(bare):
            return key, match[1]
    return '', ''


def _identity(key: str, url: str) -> str:
    """Return what two addresses of one thing have in common."""
    if key in FIELDS and key != 'url' and _ARXIV.search(url):
        return re.sub(r'^\w+://(?:www\.)?|\.pdf$', '', url).lower()  # the file, not its page
    archive, identifier = _identified(url)
    if archive == 'arxiv':
        identifier = re.sub(r'v\d+$', '', identifier)
    if archive:
        return f'{archive}:{identifier.lower()}'
    scheme, host, path, query, fragment = urlsplit(url)
    web = '' if scheme in {'http', 'https'} else scheme
    rest = f'{path.rstrip("/")}?{query}#{fragment}'
    return f'{web}{host.lower().removeprefix("www.")}{rest}'


def links_of(
    fields: Mapping[str, str], root: Path, report: Callable[[str], None]
) -> tuple[Link, ...]:
    """Return the links of an entry in the order of their buttons.

    :param root: the folder that paths of files begin at.
    :param report: is given a message for each address that cannot be linked.
    """
    found = sorted(_links(fields, root, report), key=lambda link: _ORDER.index(link.key))
    if not found and 'biburl' in fields:  # the record that an entry is taken from says the same
        found = [*_known('dblp', unescaped(fields['biburl']))]
    if len(found) < 2:
        return tuple(found)
    doi = doi_of(fields).lower()
    links: dict[str, Link] = {}
    for link in found:
        same = f'doi:{doi}' if link.key == 'url' and _is_page_of(doi, link.url) else ''
        links.setdefault(same or _identity(link.key, link.url), link)
    return tuple(_told_apart(links.values()))


def _is_page_of(doi: str, url: str) -> bool:
    """Tell whether an address is the page that a DOI leads to, as its path shows."""
    if not doi or _IS_PDF.search(url):
        return False
    return unquote(urlsplit(url).path).lower().rstrip('/').endswith(f'/{doi}')


def _told_apart(links: Iterable[Link]) -> Iterator[Link]:
    """Yield links, of which a second one of a title is called by its host."""
    titles = set()
    for link in links:
        title = link.title
        if title in titles:
            title = urlsplit(link.url).netloc.removeprefix('www.') or title
        titles.add(title)
        yield link._replace(title=title)


def _links(fields: Mapping[str, str], root: Path, report: Callable[[str], None]) -> Iterator[Link]:
    number = arxiv_id(fields)
    if number:
        yield _link('arxiv', number)
    for name, key in _OF_ARCHIVES.items():
        if name in fields:
            yield from _known(key, unescaped(fields[name]))
    if 'eprint' in fields:
        yield from _eprint(fields, report)
    for name, title in FIELDS.items():
        if name in fields and (value := fields[name].strip()):
            yield from _addressed(name, title, value, root, report)
    yield from _links_in_words(fields)


def _links_in_words(fields: Mapping[str, str]) -> Iterator[Link]:
    for name in _WORDS:
        if name in fields:
            yield from _among_words(fields[name], is_venue=name in VENUES)
    for name in SAID:
        if name in fields:
            yield from (_link(key, found) for _match, key, found in _said(fields, name))
    note = fields.get('note', '')
    if note and is_alone(note):
        yield from _among_words(note)


def _link(key: str, identifier: str) -> Link:
    """Return the link of an identifier; a DOI of arXiv leads to the page of that, and says so.

    https://doi.org/10.48550/arXiv.2101.00001 is https://arxiv.org/abs/2101.00001: two buttons
    would lead to one page, and "DOI" means the published paper to readers.
    """
    if key == 'doi' and (number := named_arxiv(identifier)):
        key, identifier = 'arxiv', number
    archive = _ARCHIVES[key]
    return Link(key, archive.title, archive.template.format(identifier))


def _known(key: str, value: str) -> Iterator[Link]:
    """Yield the link of an identifier in the field of its archive, if it is one."""
    archive = _ARCHIVES[key]
    if key == 'doi':
        identifier = bare_doi(value)
    elif key == 'arxiv':
        identifier = find_arxiv(value)
    elif '://' in value:
        where, identifier = _identified(value)
        identifier = identifier if where == key else ''
    elif key == 'mr':  # which is mostly followed by "(25 #12)", the place of the review
        match = re.match(rf'{archive.identifier}(?!\w)', value, re.IGNORECASE)
        identifier = match[0] if match else ''
    else:
        bare = re.sub(rf'^(?:{archive.prefix})', '', value, flags=re.IGNORECASE)
        if key == 'pmcid' and bare.isdecimal():
            bare = f'PMC{bare}'
        identifier = bare if re.fullmatch(archive.identifier, bare, re.IGNORECASE) else ''
    if identifier:
        yield _link(key, identifier)
    elif '://' in value and is_url(value) and key not in {'ads', 'dblp'}:
        yield from _checked('url', value)


def names_archive(fields: Mapping[str, str]) -> str:
    """Return the key of the archive other than arXiv that ``eprint`` belongs to, or nothing."""
    named = fields.get('eprinttype', fields.get('archiveprefix', '')).lower()
    bare = re.sub(r'[\W_]+', '', named)
    archive = _ALSO.get(bare, bare)
    return archive if archive in _ARCHIVES and archive != 'arxiv' else ''


def _eprint(fields: Mapping[str, str], report: Callable[[str], None]) -> Iterator[Link]:
    """Yield the link that ``eprint`` means with the archive beside it."""
    value = unescaped(fields['eprint'])
    if '://' in value:
        yield from _checked('url', value, 'PDF' if _IS_PDF.search(value) else 'Link')
    elif not is_arxiv(fields):
        archive = names_archive(fields)
        if is_doi(value):
            yield _link('doi', value)
        elif archive:
            made = [*_known(archive, value)]
            if value and not made:
                title = _ARCHIVES[archive].title
                hint = 'correct it, or remove the field'
                report(f'eprint: "{value}" is no identifier of {title}; {hint}')
            yield from made


def _addressed(
    name: str, title: str, written: str, root: Path, report: Callable[[str], None]
) -> Iterator[Link]:
    """Yield the link of a field that holds an address or the path of a file."""
    value = unescaped(written)
    if _IN_COMMAND.match(written):
        value = next(addresses_in(written), value)
    elif is_url(value):
        value, *others = _SEVERAL.split(value)
        if count := len({value, *others}) - 1:
            hint = f'write {name} = {{{value}}}'
            report(f'{name}: has {count + 1} addresses, of which the first is linked; {hint}')
    try:
        if name not in FILE_FIELDS or is_url(value):
            check_url(value)
        elif not _is_file(root, value):
            _refuse(value)
    except ValueError as error:
        report(f'{name}: {error}')
        return
    if name == 'url':
        yield from _checked(name, value)
    else:
        yield Link(name, title, value)


def _refuse(value: str) -> None:
    """Tell of what is neither an address nor a file.

    :raises ValueError: always.
    """
    host, slash, _path = value.lstrip('/').partition('/')
    wanted = 'URL nor a file of the site'
    if slash and _HOST.fullmatch(host):
        check_url(value, wanted=wanted)
    place = f'put it beside conf.py, as {value.lstrip("/")}, or write a full URL'
    message = f'"{value}" is no {wanted}; {place}'
    raise ValueError(message)


def _among_words(latex: str, *, is_venue: bool = False) -> Iterator[Link]:
    """Yield the links of the addresses in a field of words.

    :param is_venue: leave the address of a name to that name, but for that of the work itself.
    """
    if not HAS_ADDRESS.search(latex):
        return
    for match in ADDRESS.finditer(latex):
        address, _rest = address_of(match)
        if address and not (is_venue and match[3] and not _identified(address)[0]):
            yield from _checked('url', address)


def _checked(key: str, address: str, title: str = 'Link') -> Iterator[Link]:
    """Yield an address as what it is, or by *title*, if it may be linked."""
    archive, identifier = _identified(address)
    if archive:
        yield _link(archive, identifier)
        return
    try:
        yield Link('pdf' if title == 'PDF' else key, title, check_url(address))
    except ValueError:
        return


def _is_file(root: Path, value: str) -> bool:
    """Tell whether *value* is the path of a file of the site.

    :raises ValueError: if it is, but may not be linked.
    """
    gate = Gate(root)
    path = gate.place('', value)
    try:
        is_there = path.is_file()
        flaw = gate.refusal(path, value) if is_there else ''
        if is_there and not flaw and (reason := download_flaw(path)):
            flaw = f'"{value}" {reason}'
    except (OSError, ValueError):  # too long, or with a sign that no path can hold
        return False
    if flaw:
        raise ValueError(flaw)
    return is_there
