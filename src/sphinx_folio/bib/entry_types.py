"""The types of entries: one table of all that is said of them in this package."""

import re
from collections.abc import Container
from typing import NamedTuple

from sphinx_folio.shared import _


def N_(message: str) -> str:  # noqa: N802  (the name by which Babel finds messages)
    """Mark a message that is translated where it is shown."""
    return message


class ListedType(NamedTuple):
    """A type by which lists are filtered, grouped and labelled."""

    label: str  #: What readers call it, in English.
    csl: str  #: Its name in CSL 1.0.2 (specification, appendix III).
    schema: str  #: Its name in schema.org, which has none for patents.


#: In the order of groups.
LISTED_TYPES = {
    'article': ListedType(N_('Journal article'), 'article-journal', 'ScholarlyArticle'),
    'inproceedings': ListedType(N_('Conference paper'), 'paper-conference', 'ScholarlyArticle'),
    'book': ListedType(N_('Book'), 'book', 'Book'),
    'incollection': ListedType(N_('Chapter'), 'chapter', 'Chapter'),
    'thesis': ListedType(N_('Thesis'), 'thesis', 'Thesis'),
    'periodical': ListedType(N_('Journal issue'), 'periodical', 'PublicationIssue'),
    'report': ListedType(N_('Report'), 'report', 'Report'),
    'standard': ListedType(N_('Standard'), 'standard', 'CreativeWork'),
    'preprint': ListedType(N_('Preprint'), 'article', 'ScholarlyArticle'),
    'unpublished': ListedType(N_('Manuscript'), 'manuscript', 'ScholarlyArticle'),
    'software': ListedType(N_('Software'), 'software', 'SoftwareSourceCode'),
    'dataset': ListedType(N_('Dataset'), 'dataset', 'Dataset'),
    'patent': ListedType(N_('Patent'), 'patent', 'CreativeWork'),
    'online': ListedType(N_('Web page'), 'webpage', 'WebPage'),
    'misc': ListedType(N_('Other'), 'document', 'CreativeWork'),
}
TYPES = tuple(LISTED_TYPES)

#: Types of BibTeX and biblatex (manual §2.1): the one that lists know each by, and the one
#: by which pybtex's styles, which know BibTeX's types, print it.
_ENTRY_TYPES = {
    'article': ('article', 'article'),
    'suppperiodical': ('article', 'article'),
    'review': ('article', 'misc'),
    'inproceedings': ('inproceedings', 'inproceedings'),
    'conference': ('inproceedings', 'inproceedings'),
    'book': ('book', 'book'),
    'mvbook': ('book', 'book'),
    'booklet': ('book', 'booklet'),
    'collection': ('book', 'book'),
    'mvcollection': ('book', 'book'),
    'proceedings': ('book', 'proceedings'),
    'mvproceedings': ('book', 'proceedings'),
    'reference': ('book', 'book'),
    'mvreference': ('book', 'misc'),
    'periodical': ('periodical', 'book'),
    'incollection': ('incollection', 'incollection'),
    'suppcollection': ('incollection', 'incollection'),
    'inreference': ('incollection', 'incollection'),
    'inbook': ('incollection', 'inbook'),
    'bookinbook': ('incollection', 'inbook'),
    'suppbook': ('incollection', 'inbook'),
    'thesis': ('thesis', 'mastersthesis'),
    'phdthesis': ('thesis', 'phdthesis'),
    'mastersthesis': ('thesis', 'mastersthesis'),
    'report': ('report', 'techreport'),
    'techreport': ('report', 'techreport'),
    'manual': ('report', 'manual'),
    'standard': ('standard', 'misc'),
    'preprint': ('preprint', 'misc'),
    'unpublished': ('unpublished', 'unpublished'),
    'software': ('software', 'software'),
    'dataset': ('dataset', 'dataset'),
    'patent': ('patent', 'patent'),
    'online': ('online', 'online'),
    'electronic': ('online', 'online'),
    'www': ('online', 'online'),
    'webpage': ('online', 'misc'),
    **dict.fromkeys(
        (
            *('misc', 'set', 'artwork', 'audio', 'bibnote', 'commentary', 'image', 'jurisdiction'),
            *('legislation', 'legal', 'letter', 'movie', 'music', 'performance', 'video'),
            *('custom', *(f'custom{letter}' for letter in 'abcdef')),
        ),
        ('misc', 'misc'),
    ),
}
#: What an entry of an unknown type is by the fields that it has; the first that fits.
_TYPES_BY_FIELD = {
    'journal': 'article',
    'journaltitle': 'article',
    'booktitle': 'inproceedings',
    'school': 'thesis',
    'version': 'software',
    'institution': 'report',
    'isbn': 'book',
    'edition': 'book',
}
#: Kinds of theses, reports and patents in English, by their entry type or by what the field
#: ``type`` holds: words of biblatex (manual §4.9.2.13) and of BibTeX's styles.
GENRES = {
    'phdthesis': N_('PhD thesis'),
    'phd thesis': N_('PhD thesis'),
    'phd': N_('PhD thesis'),
    'ph.d.': N_('PhD thesis'),
    'doctoral': N_('PhD thesis'),
    'mastersthesis': N_('Master’s thesis'),
    'master': N_('Master’s thesis'),
    'masters': N_('Master’s thesis'),
    'mathesis': N_('Master’s thesis'),
    'master thesis': N_('Master’s thesis'),
    "master's thesis": N_('Master’s thesis'),
    'candthesis': N_('Candidate thesis'),
    'bathesis': N_('Bachelor’s thesis'),
    'techreport': N_('Technical report'),
    'resreport': N_('Research report'),
    'patent': N_('Patent'),
    'patentus': N_('US patent'),
    'patenteu': N_('European patent'),
    'patentde': N_('German patent'),
    'patentfr': N_('French patent'),
    'patentuk': N_('UK patent'),
    'patreq': N_('Patent application'),
    'patrequs': N_('US patent application'),
    'patreqeu': N_('European patent application'),
}


def canonical_type(entry_type: str, fields: Container[str] = ()) -> str:
    """Return the type that lists know an entry type by.

    :param fields: what the entry has, which tells what an unknown type is; else ``misc``.
    """
    return _ENTRY_TYPES[_known_type(entry_type.lower(), fields)][0]


def style_type(entry_type: str, kind: str = '', fields: Container[str] = ()) -> str:
    """Return the type by which pybtex's styles print an entry; unknown ones as ``misc``.

    :param kind: the entry's ``type`` field, which tells a doctoral thesis from others.
    :param fields: as of `canonical_type`.
    """
    name = _known_type(entry_type.lower(), fields)
    if name == 'thesis' and re.search(r'ph|doct', kind, re.IGNORECASE):
        return 'phdthesis'
    return _ENTRY_TYPES[name][1]


def _known_type(name: str, fields: Container[str]) -> str:
    if name in _ENTRY_TYPES:
        return name
    return next((kind for field, kind in _TYPES_BY_FIELD.items() if field in fields), 'misc')


def type_name(kind: str) -> str:
    """Return what readers call a type of lists, in the language of the site."""
    return _(LISTED_TYPES[kind].label)
