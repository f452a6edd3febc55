"""Objects of other sites: which are found, and what is wrong with the names of others. Pure.

An object of another site is known by its name and its address alone. It is named behind the
name that ``intersphinx_mapping`` gives that site, as in ``other:jane-doe``.
"""

from collections.abc import Collection

from sphinx_folio.model import (
    Elsewhere,
    ObjectRef,
    OtherSites,
    Problem,
    Reference,
    Subtype,
    role_source,
    split_id,
)
from sphinx_folio.util import did_you_mean, nearest

#: What may name a publication of another site.
_NAMING_PUBLICATIONS = frozenset({'"publications"', role_source('publication')})


def find_elsewhere(sites: OtherSites, node: ObjectRef) -> Elsewhere | None:
    """Return an object of another site that a link may lead to, or None."""
    found = _entry(sites, node)
    return None if found is None or found.flaw else found


def is_refused(sites: OtherSites, node: ObjectRef) -> bool:
    """Tell whether an object of another site is there, and no link may lead to it."""
    found = _entry(sites, node)
    return found is not None and bool(found.flaw)


def _entry(sites: OtherSites, node: ObjectRef) -> Elsewhere | None:
    site, there = split_id(node.id)
    return sites[site].objects.get(ObjectRef(node.kind, there)) if site in sites else None


def is_of_other_site(reference: Reference, sites: OtherSites) -> bool:
    """Tell whether a name that is none here is meant as one of another site.

    A colon says so in an id; in a citation key it is one sign of many.
    """
    site, _there = split_id(reference.id)
    is_key = reference.kind == 'publication'
    return bool(site) and (not is_key or site in sites or bool(nearest(site, sites)))


def unknown_elsewhere(
    reference: Reference, sites: OtherSites, own: Collection[str]
) -> Problem | None:
    """Return what is wrong with the name of an object of another site, if anything is.

    :param own: the ids of that kind that this site has.
    """
    kind, name, docname, line, source = reference
    site, there = split_id(name)
    entry = _entry(sites, ObjectRef(kind, name))
    subtype = Subtype.REFERENCE
    if site not in sites:
        message = (
            f'unknown site "{site}" of "{name}" in {source}{_site_hint(site, there, sites, own)}'
        )
    elif entry and entry.flaw:
        subtype = Subtype.LINK
        message = f'"{name}" in {source} {entry.flaw}; remove it, and tell those who run that site'
    elif entry or not sites[site].is_read:
        return None  # an inventory that cannot be read is told by intersphinx
    else:
        names = [f'{site}:{node.id}' for node in sites[site].objects if node.kind == kind]
        none = f'; remove it, as the inventory of "{site}" has no {kind}'
        hint = did_you_mean(name, names) if names else none
        hint = hint or f'; write a {kind} that "{site}" has'
        message = f'unknown {kind} "{name}" in {source}{hint}'
    return Problem(subtype, docname, line, message)


def _site_hint(site: str, there: str, sites: OtherSites, own: Collection[str]) -> str:
    if meant := nearest(site, sites):
        return f'; did you mean "{meant}:{there}"?'
    if there in own:
        return f'; did you mean "{there}"?'
    if sites:
        return (
            f'; the sites that conf.py names in intersphinx_mapping are: {", ".join(sorted(sites))}'
        )
    return '; name it in intersphinx_mapping in conf.py, or write an id of this site'


def hint_elsewhere(reference: Reference, sites: OtherSites) -> str:
    """Return the hint that another site has an object of this id, or nothing.

    A publication can be named there, but not be cited.
    """
    if reference.kind == 'publication' and reference.source not in _NAMING_PUBLICATIONS:
        return ''
    node = ObjectRef(reference.kind, reference.id)
    holders = (name for name in sorted(sites) if node in sites[name].objects)
    found = next(holders, '')
    return f'; did you mean "{found}:{reference.id}"?' if found else ''
