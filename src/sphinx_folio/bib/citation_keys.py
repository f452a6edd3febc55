"""The citation keys in the text of a citation role. Pure."""

from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets

#: What a `model.Reference` made by a citation role calls its source.
CITATION = 'a citation'


def cited_keys(target: str) -> list[str]:
    """Return the citation keys of a role's text."""
    return [part.key for part in citation_targets(target)]


def citation_targets(target: str) -> list[CitationTarget]:
    """Return the parts of a role's text; none, if it is malformed."""
    try:
        return list(parse_citation_targets(target))
    except ValueError:
        return []
