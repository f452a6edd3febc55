"""Files of lines that begin with a tag: RIS and PubMed's. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r'([A-Z][A-Z0-9]{1,3}) {0,3}-(?: |$)(.*)')


class Tagged(NamedTuple):
    """One record: its line, and the tags in their order with their values."""

    line: int
    tags: list[tuple[str, str]]

    def all(self, *names: str) -> list[str]:
        """Return all values of some tags."""
        return [value for tag, value in self.tags if tag in names]


def records(text: str, first: str) -> Iterator[Tagged]:
    """Yield the records of a text, the last one also if it is cut off.

    :param first: the tag that begins one.
    """
    record: Tagged | None = None
    for number, line in enumerate(text.split('\n'), start=1):
        match = _LINE.match(line)
        if match and match[1] == first:
            if record:
                yield record
            record = Tagged(number, [])
        if record is None:
            continue
        if match:
            record.tags.append((match[1], match[2].strip()))
        elif line.strip() and record.tags:
            tag, value = record.tags[-1]
            record.tags[-1] = (tag, f'{value} {line.strip()}'.strip())
    if record:
        yield record
