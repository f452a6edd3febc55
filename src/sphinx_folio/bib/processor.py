"""Entries as a style of CSL prints them, through citeproc-py: a marked text of each.

Only a site that names a style has this module imported, as citeproc-py is an extra.
"""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from citeproc.model import (
    CitationStylesElement,
    Date,
    Group,
    Label,
    Name,
    Names,
    Number,
    Substitute,
    Text,
)
from citeproc.source import CitationItem, Reference, VariableError
from citeproc.source import Name as NameParts
from citeproc.source.json import CiteProcJSON
from citeproc.string import MixedString, NoCase, String
from lxml import etree
from pybtex.database import Entry

from sphinx_folio.model import Name as FullName
from sphinx_folio.model import Publication, is_east_asian

from .csl import csl_item
from .latex_text import decode
from .markup import (
    SIGN,
    linked,
    named,
    whole_names,
    with_aside,
    with_look,
    without_formulas,
    without_signs,
)
from .name_lists import OTHERS

#: The namespace of CSL 1.0 (specification, "Namespacing").
_CSL = '{http://purl.org/net/xbiblio/csl}'
#: The last name of a list that goes on, for which CSL has none.
_GOES_ON = NameParts(literal=OTHERS)
_DATES = CiteProcJSON([])
_SIGNS = f'((?:{SIGN})*)'
#: What is wrong where two parts meet that have signs between them, or that citeproc leaves.
_SEAMS = (
    (re.compile(f'^{_SIGNS} +'), r'\1'),
    (re.compile(f'( {_SIGNS}) +'), r'\1'),
    (re.compile(f'([.,;:!?])((?:{SIGN})+)\\1'), r'\1\2'),
    (re.compile(f'([!?]{_SIGNS})\\.'), r'\1'),
    (re.compile(f'([.,;:]{_SIGNS}) +(?:[,;]|\\.(?= |$))'), r'\1'),
)
#: Braces of a title, in which BibTeX leaves each letter in its case.
_BRACES = re.compile(r'(?<![A-Za-z\\])\{([^{}]*)\}')
_PUNCTUATION = ' .,;:!?()[]“”‘’"\''


class _Formatter:
    """What citeproc-py makes looks with, as those of `citeproc.formatter`: marked text."""

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def Italic(text: object) -> String:  # noqa: N802  (citeproc has the names)
        return String(with_look('i', str(text)))

    @staticmethod
    def Bold(text: object) -> String:  # noqa: N802
        return String(with_look('b', str(text)))

    @staticmethod
    def Superscript(text: object) -> String:  # noqa: N802
        return String(with_look('sup', str(text)))

    @staticmethod
    def Subscript(text: object) -> String:  # noqa: N802
        return String(with_look('sub', str(text)))

    @staticmethod
    def SmallCaps(text: object) -> String:  # noqa: N802
        return String(with_look('sc', str(text)))

    @staticmethod
    def Light(text: object) -> String:  # noqa: N802
        return String(str(text))

    Oblique, Underline = Italic, Light


class _Name(Name):  # type: ignore[misc]
    """``cs:name`` for names that bear signs, and for lists that go on."""

    def process(
        self,
        item: Any,
        variable: str,
        context: Any = None,
        sort_options: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Let a list that goes on end with "et al." wherever the style cuts it."""
        names = item.reference.get(variable, [])
        if len(names) > 1 and names[-1] is _GOES_ON:
            least, first = (
                self.get_option(name, context, sort_options)
                for name in ('et-al-min', 'et-al-use-first')
            )
            is_cut = 0 < least <= len(names)
            sort_options = {
                **(sort_options or {}),
                'et-al-min': str(least if is_cut else len(names)),
                'et-al-use-first': str(min(first, len(names) - 1) if is_cut else len(names) - 1),
                'et-al-use-last': 'false',
            }
        return super().process(item, variable, context, sort_options, **kwargs)

    def initialize(self, given: str, mark: str, context: Any) -> str:
        """Return initials between the signs of the name; a script without case has none."""
        name = re.sub(SIGN, '', given)
        if not any(map(str.isupper, name)):
            return given
        return given.replace(name, super().initialize(name, mark, context))


class _Cited(CitationItem):  # type: ignore[misc]
    """An entry where it stands alone, with what a style asks of it as it is printed."""

    #: Lists have numbers of their own.
    number = ''

    def __init__(self, reference: Reference) -> None:
        super().__init__(reference.key)
        #: How many variables were asked for, and which of them had something to print.
        self.called: int = 0
        self.printed: list[str] = []
        #: What stands in the place of names, and is empty from then on.
        self.spent: set[str] = set()
        self['reference'] = reference

    @property
    def reference(self) -> Reference:
        """What is known of it."""
        return self['reference']


class _Variable:
    """An element that calls a variable."""

    def process(self, item: _Cited, *args: Any, **kwargs: Any) -> Any:
        """Return what the variable holds, and remember that it was printed."""
        item.called += 1
        names = [name for name in self.get('variable', '').split() if name in item.reference]  # type: ignore[attr-defined]
        if names and item.spent.issuperset(names):
            raise VariableError
        text = super().process(item, *args, **kwargs)  # type: ignore[misc]
        item.printed += names if text else ()
        return text


class _Number(_Variable, Number):  # type: ignore[misc]
    """``cs:number``."""


class _Date(_Variable, Date):  # type: ignore[misc]
    """``cs:date``."""


class _Names(_Variable, Names):  # type: ignore[misc]
    """``cs:names``."""


class _Text(Text):  # type: ignore[misc]
    """``cs:text``."""

    def get_macro(self, name: str) -> Any:
        """Return a macro; to look for it each time would take most of the time."""
        return self.get_root().macros[name]

    def _variable(self, item: _Cited, context: Any) -> Any:
        item.called += 1
        if (name := self.get('variable')) in item.spent:
            raise VariableError
        text = super()._variable(item, context)
        item.printed += [name] if text else ()
        return text


class _Label(Label):  # type: ignore[misc]
    """``cs:label``, whose words are in the language of the site."""

    def case(self, text: Any, language: str | None = None) -> Any:
        """Return the words in the case that the style wants, of English titles too."""
        return super().case(text, language or self.get_root().language)


class _Group(Group):  # type: ignore[misc]
    """``cs:group``, which is nothing where all variables that it calls are empty.

    A group in it that is not empty counts as one (specification, "Group"); what stands in
    branches that are not taken does not.
    """

    def process(self, item: _Cited, **kwargs: Any) -> Any:
        """Return the parts of the group."""
        called, printed = item.called, len(item.printed)
        text = self.render_children(item, delimiter=self.get('delimiter', ''), **kwargs)
        if text is None or (item.called > called and len(item.printed) == printed):
            raise VariableError
        item.printed.append('')
        return text


class _Substitute(Substitute):  # type: ignore[misc]
    """``cs:substitute``; what it prints is not printed again (specification, "Substitute")."""

    def render(self, item: _Cited, *args: Any, **kwargs: Any) -> Any:
        """Return what stands in the place of names."""
        printed = len(item.printed)
        text = super().render(item, *args, **kwargs)
        item.spent |= {name for name in item.printed[printed:] if name}
        return text


#: Elements whose behaviour differs here from that in citeproc-py.
_OWN = (_Date, _Group, _Label, _Name, _Names, _Number, _Substitute, _Text)


class Processor:
    """A style of CSL, ready to format entries.

    :param source: the text of the ``.csl`` file, in UTF-8.
    :param language: of terms and dates, such as ``en`` or ``zh-CN``; where citeproc-py does not
        know it, they are American English.
    """

    def __init__(self, source: bytes, language: str) -> None:
        parser = etree.XMLParser(
            remove_comments=True,
            remove_pis=True,
            encoding='UTF-8',
            no_network=True,
            resolve_entities=False,
        )
        lookup = etree.ElementNamespaceClassLookup()
        classes = lookup.get_namespace(_CSL[1:-1])
        classes[None] = CitationStylesElement
        for kind in (*CitationStylesElement.__subclasses__(), *_OWN):
            classes[kind.__name__.strip('_').replace('_', '-').lower()] = kind
        parser.set_element_class_lookup(lookup)
        self._root = etree.fromstring(source, parser)
        for names in self._root.iter(f'{_CSL}names'):
            # in a cs:substitute, the name around it is meant
            if names.getparent().tag != f'{_CSL}substitute' and names.find(f'{_CSL}name') is None:
                names.insert(0, parser.makeelement(f'{_CSL}name'))
        self._root.formatter = _Formatter
        self._root.macros = {macro.get('name'): macro for macro in self._root.iter(f'{_CSL}macro')}
        self._root.language = language.partition('-')[0]
        self._root.set_locale_list(language, validate=False)

    def reference(self, entry: Entry, publication: Publication) -> str:
        """Return an entry as the style prints it, as a marked text; empty if it prints nothing.

        :param entry: the entry with all that it inherits.
        :param publication: what `publications` has read of it.
        :raises Exception: whatever citeproc-py raises for a style or an entry that is odd.
        """
        item = csl_item(entry, publication)
        item.pop('abstract', '')  # which no list prints
        reference = Reference(item.pop('id'), item.pop('type'))
        title, aside = without_formulas(publication.marked_text('title'))
        texts = {name: without_signs(text) for name, text in item.items() if isinstance(text, str)}
        braced = set(_braced(entry))
        known: dict[str, Any] = {
            name: _cased(text, braced) for name, text in (texts | {'title': title}).items()
        }
        for role in ('author', 'editor'):
            if names := item.get(role):
                known[role] = _names(names, entry, publication, role)
        if issued := item.get('issued'):
            known['issued'] = _DATES.parse_date(issued)
        for name, value in known.items():
            # citeproc asks for some by one name, and for some by the other
            reference[name] = reference[name.replace('-', '_')] = value
        layout = self._root.bibliography.layout
        text = ''.join(map(str, layout.render_bibliography([_Cited(reference)])))
        text = with_aside(self._tidy(whole_names(text)), aside)
        return _with_links(text, item)

    def _tidy(self, text: str) -> str:
        for pattern, instead in _SEAMS:
            text = pattern.sub(instead, text)
        close = re.escape(self._root.get_single_term(name='close-quote'))
        if close and self._root.get_locale_option('punctuation-in-quote') == 'true':
            close = f'{_SIGNS}{close}{_SIGNS}'
            text = re.sub(f'([.!?]{close})\\.', r'\1', text)
            text = re.sub(f'([^.,!?{SIGN[1:-1]}])({close})([.,])', r'\1\5\2', text)
        return text.strip()


def _braced(entry: Entry) -> Iterator[str]:
    """Yield the words of a title whose letters stay in their case."""
    for name in ('title', 'subtitle', 'booktitle'):
        for group in _BRACES.findall(entry.fields.get(name, '')):
            yield from (word.strip(_PUNCTUATION) for word in decode(group).split())


def _cased(text: str, braced: Container[str]) -> MixedString:
    """Return a text in which a style changes the case of no word that has its own."""

    def has_own(word: str) -> bool:
        parts = re.split(r'[\W_]+', word)
        if re.search(SIGN, word) or word.strip(_PUNCTUATION) in braced:
            return True
        return any(char.isupper() or char.isdigit() for part in parts for char in part[1:])

    kept: list[tuple[bool, str]] = []
    before = ''
    for word in re.findall(r'\S+\s*|\s+', text):
        bare = word.rstrip()
        # citeproc takes the point of "Proc. of" for the end of a sentence
        is_link = before.endswith('.') and len(bare) < 4 and bare.islower()
        kept.append((is_link or has_own(bare), word))
        before = bare
    return MixedString(
        (NoCase if is_own else String)(''.join(word for _own, word in run))
        for is_own, run in groupby(kept, key=itemgetter(0))
    )


def _names(
    names: Sequence[dict[str, str]], entry: Entry, publication: Publication, role: str
) -> list[NameParts]:
    """Return the people of a role; those that lists show with the signs of their numbers."""
    is_shown = role == ('editor' if publication.edited else 'author')
    is_shown = is_shown and len(names) == len(publication.authors)
    found = []
    for number, name in enumerate(names):
        parts = {part: without_signs(text) for part, text in name.items()}
        whole = FullName(parts.get('given', ''), parts.get('family', ''), '').shown
        if is_east_asian(whole):  # family name first, without a comma
            parts = {'literal': whole}
        if is_shown:
            parts = {part: named(number, text) for part, text in parts.items()}
        found.append(NameParts(**parts))
    goes_on = str(entry.persons[role][-1]) == OTHERS
    return [*found, _GOES_ON] if goes_on else found


def _with_links(text: str, item: dict[str, Any]) -> str:
    """Return a text whose addresses are links, where they are those of the entry."""
    known = [item.get('URL', ''), f'https://doi.org/{item["DOI"]}' if 'DOI' in item else '']
    known = [url for url in known if url.startswith(('https://', 'http://'))]
    if not known:
        return text
    pattern = '|'.join(map(re.escape, sorted(known, key=len, reverse=True)))
    return re.sub(pattern, lambda found: linked(found[0], found[0]), text)
