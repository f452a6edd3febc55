"""The entries of a ``.bib`` file of a site, kept as they are written. Pure."""

import re

from sphinx_folio.bib import Block, BlockReader, split

from .neutral import Origin, Paper
from .report import Report

#: The front matter that Jekyll wants before a file that it looks at.
_FENCE = re.compile(r'\A\s*---[ \t]*\n(?:[^@]*?\n)?---[ \t]*\n')
#: The keys of the entries that al-folio's template brings.
_SAMPLES = re.compile(r'(?:einstein19\d\d\w*|przibram1967letters|physrev\.47\.777)', re.IGNORECASE)


def papers_of(path: str, text: str, report: Report, *, keep_samples: bool = False) -> list[Paper]:
    """Return the entries of a file; each that cannot be read is reported.

    :param keep_samples: whether the examples of a template are taken as well.
    """
    if fence := _FENCE.match(text):
        text = '\n' * fence[0].count('\n') + text[fence.end() :]
    reader = BlockReader()
    reader.add_room(len(text))
    papers = []
    for block in split(text):
        place = Origin(path, block.line)
        if not isinstance(block, Block):
            report.note('lost', place, 'entry', '', block.problem)
            continue
        if block.problem:
            report.note('lost', place, 'entry', block.key or block.text[:80], block.problem)
            continue
        parsed = reader.read(block.text) if block.kind != 'comment' else None
        if parsed is None or block.kind in {'string', 'preamble'}:
            continue
        if parsed.error:
            report.note('lost', place, 'entry', block.key, parsed.error[1])
        elif _SAMPLES.fullmatch(block.key) and not keep_samples:
            advice = 'it is an example of the template; --keep-samples takes it'
            report.note('skipped', place, 'entry', block.key, advice)
        else:
            fields = {name.lower(): ' '.join(value.split()) for name, value in parsed.fields}
            paper = Paper(block.kind, fields, place, block.key, block.text)
            _without_macros(paper)
            papers.append(paper)
    return papers


def _without_macros(paper: Paper) -> None:
    """Write out what macros stand for, as they are defined elsewhere in the file."""
    for name, value in paper.fields.items():
        span = _span_of(paper.source, name)
        written = paper.source[slice(*span)] if span else ''
        if name != 'month' and re.search(r'(?:=|#)\s*[A-Za-z_][\w:.-]*\s*(?:#|,?\s*$)', written):
            set_field(paper, name, value)


def set_field(paper: Paper, name: str, value: str | None) -> None:
    """Give a field of an entry another value, or none, in the text that is kept as well."""
    if value is None:
        paper.fields.pop(name, None)
    else:
        paper.fields[name] = value
    if not paper.source:
        return
    span = _span_of(paper.source, name)
    if value is None and span:
        paper.source = paper.source[: span[0]].rstrip(' \t') + paper.source[span[1] :].lstrip(' \t')
        paper.source = re.sub(r'\n[ \t]*\n', '\n', paper.source)
    elif value is not None and span:
        rest = ',' if paper.source[span[1] - 1] == ',' else ''
        paper.source = (
            f'{paper.source[: span[0]]}{name} = {{{value}}}{rest}{paper.source[span[1] :]}'
        )
    elif value is not None:
        head = re.match(r'@[^{(]*[{(][^,]*,', paper.source)
        if head:
            line = f'\n  {name} = {{{value}}},'
            paper.source = paper.source[: head.end()] + line + paper.source[head.end() :]


def _span_of(source: str, name: str) -> tuple[int, int] | None:
    """Return where a field stands in the text of an entry, with the comma behind it."""
    for match in re.finditer(rf'(?<![\w+-]){re.escape(name)}\s*=\s*', source, re.IGNORECASE):
        if source.count('{', 0, match.start()) - source.count('}', 0, match.start()) != 1:
            continue
        depth, quoted = 0, False
        for at in range(match.end(), len(source)):
            sign = source[at]
            if sign == '"' and depth == 0:
                quoted = not quoted
            elif sign == '{':
                depth += 1
            elif sign == '}':
                depth -= 1
                if depth < 0:
                    return match.start(), at
            elif sign == ',' and depth == 0 and not quoted:
                return match.start(), at + 1
    return None
