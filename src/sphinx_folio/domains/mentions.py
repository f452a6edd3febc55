"""What is shown for a link without words of its own, where a text is kept without its links."""

from collections.abc import Callable
from typing import Any

from sphinx.environment import BuildEnvironment

from sphinx_folio.model import Mention


def name_of_mention(
    env: BuildEnvironment, mention: Mention, name_of_object: Callable[[str, str], str | None]
) -> str:
    """Return what a page, a label or an object is called; its id, if nobody knows.

    :param name_of_object: returns what the object of a kind and an id is called.
    """
    if mention.kind == 'page':
        title = env.titles.get(mention.id)
        return title.astext() if title else mention.id
    if mention.kind == 'label':
        std: Any = env.domains['std']
        return str(std.labels.get(mention.id, ('', '', mention.id))[2])
    return name_of_object(mention.kind, mention.id) or mention.id
