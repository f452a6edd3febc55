"""Citations that are written as text become the fields of an entry. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sphinx_folio.model import fold

from .neutral import Paper
from .page_text import plain_text

_DOI = re.compile(r'\b(10\.\d{4,9}/[^\s"\'<>{}|\\^`]{1,200})', re.IGNORECASE)
_ARXIV = re.compile(
    r'arxiv(?:\.org/(?:abs|pdf)/|[: ]{1,3}(?:preprint )?(?:arxiv:)?)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})',
    re.IGNORECASE,
)
_HEAD_END = re.compile(
    r'\(\s*(?:19|20)\d\d[a-z]?[^()]{0,20}\)|["“”«]|[\'‘’`]{2}|(?<=[.,] )(?:19|20)\d\d[.,]|\(in press\)'
)
_INITIALS = re.compile(r'(?:[^\W\d_a-zà-ÿ]\.?[\s-]*){1,4}')
_INITIAL_FIRST = re.compile(r'[^\W\d_a-zà-ÿ]\.')
_FAMILY_INITIALS = re.compile(
    r'(?P<family>[^\W\d_][\w\'’ -]{1,40}?)\s+(?P<given>[A-Z]{1,3}|(?:[A-Z]\.-?\s?){1,3})'
)
_BOLD = re.compile(
    r'\*\*(.+?)\*\*|__(.+?)__|<(?:b|strong|u)>(.+?)</(?:b|strong|u)>|\\textbf\{(.+?)\}',
    re.IGNORECASE,
)
_SELF = '\ue0f5'
_TYPES = (
    (r'thes[ei]s|dissertation', 'phdthesis'),
    (r'arxiv|biorxiv|medrxiv|preprint|ssrn', 'misc'),
    (r'proceeding|conference|symposium|workshop|conf\.|proc\.', 'inproceedings'),
    (r'technical report|tech\. rep|white ?paper', 'techreport'),
    (r'journal|transactions|letters|annals|review|magazine|bulletin|quarterly', 'article'),
    (r'press\b|publisher|handbook', 'book'),
)
_CATEGORIES = (
    ('book', 'book'), ('chapter', 'incollection'), ('manuscript', 'article'), ('journal', 'article'),
    ('article', 'article'), ('conf', 'inproceedings'), ('proceeding', 'inproceedings'),
    ('workshop', 'inproceedings'), ('report', 'techreport'), ('data', 'dataset'),
    ('software', 'software'), ('thes', 'phdthesis'), ('dissert', 'phdthesis'), ('patent', 'patent'),
    ('preprint', 'misc'), ('working', 'misc'),
)  # fmt: skip


_QUOTED = re.compile(r'["“”„«»]\s*([^"“”„«»]{6,400}?)[\s,.]*["“”«»]')
_AFTER_YEAR = re.compile(
    r'\(\s*(?:19|20)\d\d[a-z]?[^()]{0,20}\)\s*[.,:;]?\s+(\S.{5,400}?)(?:[.?!](?=\s|$)|(?=,?\s+[*_]\S))'
)
_MARKED_TITLE = re.compile(r'(?<![*_\w])(\*{1,3}|_{1,3})(?=\S)([^*_]{6,400}?)(?<=\S)\1')
_LINKED = re.compile(r'\[([^\[\]]{0,400})\]\((<?[^()\s]{1,1000}>?)\)')
_ADDRESS = re.compile(r'<?https?://[^\s<>()]+>?')
_YEAR = re.compile(r'(?<![\d/.:–-])(?:19|20)\d\d(?![\d/–-])')
#: What links beside a citation lead to, by their words.
_LINKS = (
    ('pdf', r'pdf|paper|preprint|manuscript|full[ -]?text'), ('code', r'code|github|gitlab|repo\w*|software'),
    ('slides', r'slides?|deck'), ('video', r'video|talk|recording|youtube|vimeo'), ('poster', r'poster'),
    ('data', r'data(?:sets?)?|osf'), ('supp', r'suppl\w*|appendix'),
)  # fmt: skip
_FEWEST_WORDS = 3


class Citation(NamedTuple):
    """A work as one line of text tells of it."""

    type: str  #: Of an entry.
    fields: dict[str, str]  #: Those of an entry, as BibTeX has them.
    own: int = 0  #: The number of the author who is marked as the owner; 0 where none is.


class Names(NamedTuple):
    """The authors of a work."""

    names: tuple[str, ...] = ()  #: As BibTeX takes them.
    own: int = 0  #: The number of the one that is marked as the owner; 0 where none is.
    is_certain: bool = True

    def joined(self) -> str:
        """Return the value of the field ``author``."""
        return ' and '.join(self.names)


def tex(text: str) -> str:
    """Return a plain text as BibTeX takes it."""
    text = text.replace('\\', r'\textbackslash ')
    text = re.sub(r'([&%$#_])', r'\\\1', text)
    return text if text.count('{') == text.count('}') else re.sub('[{}]', '', text)


def find_doi(*texts: str) -> str:
    """Return the first DOI in texts."""
    match = next(filter(None, map(_DOI.search, texts)), None)
    if match is None:
        return ''
    doi = re.sub(r'(?:\.pdf|/(?:pdf|full|abstract|epdf|meta))$', '', match[1])
    return doi.rstrip('.,;:)]*_' if doi.count('(') < doi.count(')') else '.,;:]*_')


def find_arxiv(*texts: str) -> str:
    """Return the first number of arXiv in texts."""
    return next((match[1] for text in texts if (match := _ARXIV.search(text))), '')


def read_citation(text: str, category: str = '') -> Citation | None:
    """Return the work that an item of a list cites; None where it is no whole citation.

    :param text: as Markdown, in any common style that names authors, title and year.
    :param category: what the list calls its works, such as ``Journal articles``.
    """
    line = ' '.join(text.split())
    links = dict(_links(line))
    bare = _ADDRESS.sub('', _LINKED.sub(_words_of_link, line))
    for authors, title, rest in _parts(bare):
        names = read_names(authors.strip(' .,:;("“'))
        plain = plain_text(title).strip(' .,;:"“”')
        years = _YEAR.findall(plain_text(f'{authors} {rest}'))
        if not names.is_certain or not years or len(plain.split()) < _FEWEST_WORDS:
            continue
        head = re.search(r'\(\s*((?:19|20)\d\d)', authors)
        year = head[1] if head else years[-1]
        venue = _venue(plain_text(rest), year)
        type_ = entry_type(category, venue)
        fields = {'title': tex(plain), 'author': tex(names.joined())} | venue_fields(venue, type_)
        fields |= {'year': year} | links
        if (doi := find_doi(line)) and doi not in fields.get('url', ''):
            fields['doi'] = tex(doi)
        elif doi:
            fields |= {'doi': tex(fields.pop('url')[-len(doi) :])}
        if arxiv := find_arxiv(line):
            fields |= {'eprint': arxiv, 'eprinttype': 'arxiv'}
        return Citation(type_, fields, names.own)
    return None


def _venue(rest: str, year: str) -> str:
    """Return where a work appeared, of what stands behind its title."""
    rest = re.sub(r'(?i)\b(?:doi|arxiv)\s*:\s*\S+|\[[\s,|]*\]', '', rest)
    rest = re.sub(rf'[\s.,;]*\(?\b{year}\b\)?(?=[\s.,;:]|$)', ',', rest)
    return re.sub(r'^[Ii]n:?\s+', '', rest.strip(' .,;:*"“”'))


def link_field(words: str) -> str:
    """Return the field of an entry for what the words of a link name; nothing, if it is none."""
    plain = plain_text(words).strip(' []().')
    return next(
        (name for name, said in _LINKS if re.match(rf'(?i)\W*(?:{said})\b.{{0,20}}$', plain)), ''
    )


def _links(line: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of the links in a citation."""
    for words, address in _LINKED.findall(line):
        if address.startswith(('http://', 'https://', '/')):
            yield (
                link_field(words) or 'url',
                address.lstrip('/') if address.startswith('/') else address,
            )


def _words_of_link(match: re.Match[str]) -> str:
    """Return the words of a link that are a part of the citation."""
    return match[1] if len(match[1].split()) >= _FEWEST_WORDS else ''


def _parts(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield what may be the authors, the title and the rest, the most certain first."""
    for pattern in (_QUOTED, _AFTER_YEAR):
        if match := pattern.search(line):
            yield line[: match.start(1)], match[1], line[match.end() :]
    for match in _MARKED_TITLE.finditer(line):
        if match.start() and len(match[2].split()) >= _FEWEST_WORDS:
            yield line[: match.start()], match[2], line[match.end() :]
    starts = [match.end() for match in re.finditer(r'[.:]\s+(?=\S)', line)]
    ends = [match.start() for match in re.finditer(r'[.?!]\s+(?=\S)', line)] + [len(line)]
    for start in starts:
        end = next(end for end in ends if end > start)
        title = line[start : end + 1].rstrip('.').strip()
        if title[:1].isupper() and len(title.split()) >= _FEWEST_WORDS:
            yield line[:start], title, line[end + 1 :]


def entry_type(category: str, venue: str) -> str:
    """Return the type of an entry by the word of its category, else by its venue."""
    word = category.lower()
    if found := next((kind for stem, kind in _CATEGORIES if word and stem in word), ''):
        return found
    return next((kind for words, kind in _TYPES if re.search(words, venue, re.IGNORECASE)), 'misc')


def authors_of_citation(citation: str, title: str = '') -> Names:
    """Return the authors at the head of a citation."""
    head = _BOLD.sub(lambda match: _SELF + next(filter(None, match.groups()), ''), citation)
    head = plain_text(head)
    ends = [match.start() for match in [_HEAD_END.search(head)] if match]
    at = fold_find(head, title) if title else -1
    if at > 0:
        ends.append(at)
    return read_names(head[: min(ends)].strip(' .,:;("“')) if ends else Names(is_certain=False)


def fold_find(text: str, words: str) -> int:
    """Return where words stand in a text, whatever the case of their letters."""
    return text.casefold().find(words.casefold()) if len(text) == len(text.casefold()) else -1


def read_names(text: str) -> Names:
    """Return the names of a list in any common form."""
    text = re.sub(
        r'\(.{0,60}?\)|\[.{0,60}?\]',
        '',
        _BOLD.sub(lambda match: _SELF + next(filter(None, match.groups()), ''), text),
    )
    text = ' '.join(text.split())
    others = bool(re.search(r'\bet\.? al\b\.?|\band others\b|…|\.\.\.', text))
    text = re.sub(r',?\s*(?:\bet\.? al\b\.?|\band others\b|…|\.\.\.)', '', text)
    text = re.sub(r',?\s+(?:and|und|et|y|with)\s+|\s*,?\s*&\s*', ', ', text)
    signs = ';' if ';' in text else ','
    parts = [part.strip() for part in text.split(signs) if part.strip()]
    names = _of_parts(parts) if signs == ',' else parts
    own = next((place for place, name in enumerate(names, 1) if _SELF in name), 0)
    names = [
        re.sub(r'(, [^\W\d_])$', r'\1.', name.replace(_SELF, '').strip(' *†‡')) for name in names
    ]
    is_certain = bool(names) and all(map(_is_name, names))
    return Names((*names, *(['others'] if others and names else [])), own, is_certain)


def _of_parts(parts: Sequence[str]) -> list[str]:
    """Return the names that parts between commas make up."""
    bare = [part.replace(_SELF, '') for part in parts]
    is_paired = len(parts) % 2 == 0 and not any(map(_INITIAL_FIRST.match, bare[::2]))
    if parts and is_paired and all(map(_INITIALS.fullmatch, bare[1::2])):
        return [f'{parts[at]}, {parts[at + 1]}' for at in range(0, len(parts), 2)]
    if (
        len(parts) > 1
        and ' ' not in bare[0].strip()
        and not _INITIALS.fullmatch(bare[1])
        and (len(parts) == 2 or all(' ' in part for part in bare[2:]))
    ):  # Doe, Jane, and John Roe
        if len(parts) == 2 and ' ' in bare[1]:
            return list(parts)
        return [f'{parts[0]}, {parts[1]}', *parts[2:]]
    names: list[str] = []
    for part, plain in zip(parts, bare, strict=True):
        if (
            _INITIALS.fullmatch(plain)
            and names
            and not _INITIAL_FIRST.match(names[-1].lstrip(_SELF))
        ):
            names[-1] = f'{names[-1]}, {part}'
        elif match := _FAMILY_INITIALS.fullmatch(plain):
            mark = _SELF if _SELF in part else ''
            given = ' '.join(re.findall(r'[A-Z]', match['given']))
            names.append(f'{mark}{match["family"]}, {". ".join(given.split())}.')
        else:
            names.append(part)
    return names


def _is_name(name: str) -> bool:
    words = name.split()
    return 1 < len(words) <= 6 and not re.search(r'[\d:/@"]', name) and len(name) < 80


def without_authors(citation: str) -> str:
    """Return what stands behind the authors and the year of a citation."""
    match = _HEAD_END.search(citation)
    return citation[match.start() :] if match else citation


def venue_fields(venue: str, kind: str) -> dict[str, str]:
    """Return the fields that the words of a venue hold; what is not told apart stays the venue."""
    fields: dict[str, str] = {}

    def taken(pattern: str, *names: str) -> None:
        nonlocal venue
        if match := re.search(pattern, venue, re.IGNORECASE):
            for name, value in zip(names, match.groups(), strict=True):
                if value and name not in fields:
                    fields[name] = value
            venue = f'{venue[: match.start()]}, {venue[match.end() :]}'

    venue = _DOI.sub('', venue)
    taken(r'\b(\d{1,4})\s*\((\d{1,4}(?:[-–/]\d{1,3})?)\)', 'volume', 'number')
    taken(r'\bvol(?:\.|ume)?\s*(\d{1,4})', 'volume')
    taken(r'\b(?:no|nr|issue)\.?\s*(\d{1,4})\b', 'number')
    taken(r'(?:\bpp?\.?|\bpages?|[:,])\s*(\d{1,6}\s*[-–—]+\s*\d{1,6})\b', 'pages')
    taken(r'[,(]\s*((?:19|20)\d\d)\)?(?=[\s,.;]|$)', 'year')
    if kind == 'article':
        taken(r'\s(\d{1,4})(?=\s*(?:,|$))', 'volume')
    if 'pages' in fields:
        fields['pages'] = re.sub(r'\s*[-–—]+\s*', '--', fields['pages'])
    if 'number' in fields:
        fields['number'] = fields['number'].replace('–', '--')
    name = re.sub(r'\s*,(?:\s*,)+', ',', venue).strip(' ,.;:()')
    if name:
        key = {
            'article': 'journal', 'inproceedings': 'booktitle', 'incollection': 'booktitle',
            'book': 'publisher', 'techreport': 'institution', 'phdthesis': 'school',
        }.get(kind, 'howpublished')  # fmt: skip
        fields[key] = tex(name)
    return fields


def known_paper(papers: Iterable[Paper], doi: str, title: str) -> Paper | None:
    """Return the entry that has a DOI, or is called so; None if there is none.

    :param title: as plain text.
    """
    for paper in papers:
        own = paper.fields.get('doi', '').lower()
        if (doi and own.endswith(doi.lower())) or same_title(paper.fields.get('title', ''), title):
            return paper
    return None


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles, be they TeX, are those of one work."""
    first, second = (fold(re.sub(r'[{}\\]', '', title)) for title in (one, other))
    return bool(first) and first == second
