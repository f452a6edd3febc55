"""What links between pages show and lead to, which Sphinx does not keep up to date."""

from typing import Any

from sphinx.util import docname_join

from sphinx_folio.domains import FolioDomain
from sphinx_folio.model import PageLink


def link_state(link: PageLink, domain: FolioDomain) -> list[Any]:
    """Return all that a link shows or leads to, whichever way it is resolved."""
    env = domain.env
    std: Any = env.domains['std']
    named = {link.target, link.target.lower(), docname_join(link.docname, link.target)}
    facts: list[Any] = []
    for name in sorted(named):
        title = env.titles.get(name)
        facts += [name, title.astext() if title else None]
        facts += [std.labels.get(name), std.anonlabels.get(name)]
        facts += [std.objects.get((kind, name)) for kind in std.object_types]
        facts += [domain.shown_of(kind, name) for kind in domain.object_types]
    if link.anchor:
        slugs: dict[str, Any] = env.metadata.get(link.target, {}).get('myst_slugs', {})
        facts += [(slug, found[1:]) for slug, found in sorted(slugs.items())]
        facts += sorted(item for item in std.anonlabels.items() if item[1][0] == link.target)
    return facts
