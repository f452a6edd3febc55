"""Whom a text is about, as far as it says so. Pure."""

import re

_NAME = (
    r'(?:[A-ZÀ-Þ][\w\'’-]+|[A-Z]\.)'
    r'(?: (?:[A-ZÀ-Þ][\w\'’-]+|[A-Z]\.|van|von|de|der|den|la|bin|al)){1,4}'
)
_I_AM = re.compile(rf"(?:\b(?:I am|I'm|I’m|My name is|This is)) (?P<name>{_NAME})(?=[,.;! ]|$)")
#: Words in titles of pages that are nobody's name.
_NO_NAMES = re.compile(
    r'cv|curriculum vitae|r[ée]sum[ée]|about.*|home.*|index|welcome.*|.*\b(?:labs?|groups?|teams?|site|website|blog'
    r'|research|projects?|publications?|talks?|teaching|universit(?:y|ies)|institutes?|cent(?:er|re)s?|departments?'
    r'|ph\.?d|students?|professors?|page|contact|news|members?|people|us|principal|investigators?|current|former'
    r'|graduates?|undergraduates?|post-?docs?|postdoctoral|visiting|visitors?|scholars?|fellows?|alumn\w*|faculty'
    r'|staff|join|open|positions?|collaborators?|board|committee|interests?|work|education|awards?|experience)\b.*',
    re.IGNORECASE,
)
#: How much of a text is looked at.
_START = 4000


def is_name(text: str) -> bool:
    """Tell whether a title is the name of a person."""
    is_such = re.fullmatch(_NAME, text) or re.fullmatch('[\u4e00-\u9fff]{2,4}', text)
    return bool(is_such) and not _NO_NAMES.fullmatch(text)


def named_in(text: str) -> str:
    """Return the name of the person who says "I am …" in a text, or nothing."""
    match = _I_AM.search(' '.join(re.sub(r'[*_`]', '', text[:_START]).split()))
    return match['name'] if match else ''
