"""Which languages a line of a CV names, and how well each is spoken. Pure."""

import re
from collections.abc import Iterator

#: "German (native)", "German: C1", "German – fluent", "German, fluent".
_LEVEL = re.compile(
    r'(?P<name>[^(:,;–—]+?)\s*(?:\((?P<in>[^()]*)\)|（(?P<wide>[^（）]*)）'
    r'|(?:[:：,，–—]|\s-\s)\s*(?P<after>.+))?'
)
#: What stands between several of them.
_BETWEEN = re.compile(r'\s*[,;，；、]\s*(?![^(（]*[)）])')


def spoken_languages(title: str, *levels: str) -> Iterator[tuple[str, str]]:
    """Yield each language of a line with how well it is spoken, which may be empty.

    Several stand in one line where at least one has its level in brackets or behind a colon.

    :param title: such as "German", "German (C1)" or "German (native), English (fluent)".
    :param levels: what else the line says, of which the first that says something is the level
        of a language that has none in the title.
    """
    parts = [part for part in _BETWEEN.split(title) if part]
    if len(parts) < 2 or not any(re.search('[(（:：]', part) for part in parts):
        parts = [title.strip()]
    given = next(filter(None, levels), '') if len(parts) == 1 else ''
    for part in parts:
        found = _LEVEL.fullmatch(part)
        level = ''
        if found:
            level = next((found[key] for key in ('in', 'wide', 'after') if found[key]), '')
        name = found['name'] if found else part
        if name:
            yield name, level.strip() or given
