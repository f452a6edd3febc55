"""The groups of people: words that a page may name, and their order. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import ValidationInfo

from sphinx_folio.util import did_you_mean

from .problems import ContentError, Subtype

#: Of those who have left, whatever they were; the last one.
FORMER = 'alumni'
#: The groups that every site has, in their order.
GROUPS = (
    *('faculty', 'postdoc', 'phd', 'master', 'undergraduate', 'engineer', 'staff', 'visitor'),
    FORMER,
)


class Vocabulary(NamedTuple):
    """The words that the front matter of a site may hold beside those of every site."""

    groups: tuple[str, ...] = GROUPS
    #: The kinds of dated entries; those of every site where there are none.
    entry_kinds: tuple[str, ...] = ()


def groups_in_order(named: Iterable[str] = ()) -> tuple[str, ...]:
    """Return all groups of a site in their order.

    It is that of those that the site names, and then that of the others; where all that it
    names are its own, these stand behind the others. `FORMER` is always the last one.

    :param named: the words of ``folio_groups``.
    """
    own = tuple(group for group in named if group != FORMER)
    first = own if set(own) & set(GROUPS) else GROUPS[:-1]
    return (*dict.fromkeys((*first, *own, *GROUPS[:-1])), FORMER)


def check_group(value: str, info: ValidationInfo) -> str:
    """Return *value* if it is a group of the site, which the context of the validation lists.

    :raises ContentError: with the nearest one, or all, if it is none.
    """
    groups = (info.context or Vocabulary()).groups
    if value in groups:
        return value
    hint = did_you_mean(value, groups).removeprefix('; ')
    raise ContentError(f'unknown value "{value}"', subtype=Subtype.VALUE, hint=hint)
