"""How citations read where ``conf.py`` does not say it: (Doe et al., 2024).

A label that sphinxcontrib-bibtex prints by default, such as [DR24], stands in its own lists.
Those of Folio have no labels, so that there would be nothing of that name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style.formatting.alpha import Style as AlphaStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import FieldIsMissing, first_of, join, node, optional, tag
from pybtex.style.template import field as field_of
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.template import year

from sphinx_folio.bib import BibliographyCache
from sphinx_folio.shared import _

#: The name for ``bibtex_reference_style`` and for ``bibtex_default_style``.
STYLE = 'folio_author_year'


@node  # type: ignore[untyped-decorator]  # pybtex has no types
def _key(children: Any, data: dict[str, Any]) -> str:
    return str(data['entry'].key)


@node  # type: ignore[untyped-decorator]  # pybtex has no types
def _people(children: Any, data: dict[str, Any], role: str, *, full: bool) -> Any:
    """Return two family names, or the first of more; all where the role asks for them."""
    people = data['entry'].persons.get(role, [])
    named = [person for person in people if str(person) != 'others']
    if not named:
        raise FieldIsMissing(role, data['entry'])
    shown = named if full or len(people) < 3 else named[:1]
    style = data['style'].person
    formatted = [style.style_plugin.format(person, style.abbreviate) for person in shown]
    and_ = str(_(' and '))
    listed = join(sep=', ', sep2=and_, last_sep=and_)[formatted]
    more = [' ', tag('em')[str(_('et al.'))]] if len(shown) < len(people) else []
    return join[listed, *more].format_data(data)


def _brackets() -> BracketStyle:
    return BracketStyle(left=str(_('(')), right=str(_(')')), sep=str(_('; ')))


@dataclass
class _Person(PersonStyle):
    """Family names as a sentence in the language of the site has them."""

    def author_or_editor_or_title(self, full: bool) -> Any:  # noqa: FBT001  (its signature)
        """Return who an entry is by, or what it is called, be it by its key alone."""
        return first_of[
            optional[_people(role='author', full=full)],
            optional[_people(role='editor', full=full)],
            optional[tag('em')[field_of('title')]],
            _key,
        ]


@dataclass
class FolioReferenceStyle(AuthorYearReferenceStyle):
    """Authors and year in round brackets, in the language of the site."""

    bracket_textual: BracketStyle = field(default_factory=_brackets)
    bracket_parenthetical: BracketStyle = field(default_factory=_brackets)
    bracket_author: BracketStyle = field(default_factory=_brackets)
    bracket_label: BracketStyle = field(default_factory=_brackets)
    bracket_year: BracketStyle = field(default_factory=_brackets)
    person: PersonStyle = field(default_factory=_Person)
    author_year_sep: str = field(default_factory=lambda: str(_(', ')))
    # a wide bracket has its space in it
    text_reference_sep: str = field(default_factory=lambda: ' ' if _('(') == '(' else '')


class _Labels(BaseLabelStyle):  # type: ignore[misc]  # pybtex has no types
    """Labels that say what citations say."""

    @cached_property
    def _style(self) -> FolioReferenceStyle:
        return FolioReferenceStyle()

    @cached_property
    def _template(self) -> Any:
        by = self._style.person.author_or_editor_or_title(full=False)
        return join(sep=self._style.author_year_sep)[by, year]

    def label_of(self, entry: Entry) -> str:
        """Return the label that an entry has unless another one has the same."""
        return str(self._template.format_data({'entry': entry, 'style': self._style}))

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the label of each entry; equal ones have letters behind them."""
        yield from _told_apart([self.label_of(entry) for entry in sorted_entries])


def _told_apart(labels: Sequence[str]) -> Iterator[str]:
    """Yield labels, of which equal ones get letters behind them."""
    counts, met = Counter(labels), Counter[str]()
    for text in labels:
        if counts[text] == 1:
            yield text
            continue
        met[text] += 1
        letter = chr(ord('a') + met[text] - 1) if counts[text] < 27 else str(met[text])
        yield f'{text}{"" if text[-1].isdigit() else " "}{letter}'


class FolioStyle(AlphaStyle):  # type: ignore[misc]  # pybtex has no types
    """Lists of ``{bibliography}``, with those labels."""

    default_label_style = _Labels


def labels_of(bibliography: BibliographyCache, keys: Iterable[str], kind: Any) -> dict[str, str]:
    """Return the label of each entry of *keys* in a style of pybtex.

    A label of our own follows from its entry alone, so that it is kept; only equal ones ask
    for the order of their entries.

    :param kind: the class of the style, which looks for parts among all installed packages.
    """

    def in_order(style: Any, keys: Iterable[str]) -> list[Entry]:
        found: list[Entry] = style.sort([bibliography.entries.entries[key] for key in keys])
        return found

    if not issubclass(kind, FolioStyle):
        style = kind()
        ordered = in_order(style, keys)
        texts = style.format_labels(ordered)
        return {entry.key: text for entry, text in zip(ordered, texts, strict=True)}
    label_of = _Labels().label_of
    labels = {key: bibliography.label(key, label_of) for key in keys}
    counts = Counter(labels.values())
    shared = [key for key, label in labels.items() if counts[label] > 1]
    equal = in_order(kind(), shared) if shared else []
    apart = _told_apart([labels[entry.key] for entry in equal])
    return labels | {entry.key: label for entry, label in zip(equal, apart, strict=True)}


def register_styles() -> None:
    """Make both styles known by their name."""
    register_reference_style(
        'sphinxcontrib.bibtex.style.referencing', STYLE, FolioReferenceStyle, force=True
    )
    register_plugin('pybtex.style.formatting', STYLE, FolioStyle, force=True)
