"""What a file is that none of the readers reads, and what to do with it. Pure."""

import re
import zipfile
from pathlib import Path

from sphinx_folio.util import read_start

from .named import named_in

#: How much of a file is looked at.
_START = 4000
#: The first bytes of files that are no text.
_BINARY = (
    (b'%PDF-', 'a PDF'), (b'\x89PNG', 'a picture'), (b'\xff\xd8\xff', 'a picture'), (b'GIF8', 'a picture'),
    (b'\xd0\xcf\x11\xe0', 'a document of an office program'), (b'{\\rtf', 'a document of an office program'),
)  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:I am|I'm|I’m|I work|I study|I received|I have|my research|my work|my interests)\b[^.\n]{0,60}",
    re.IGNORECASE,
)
_SAVE = 'save its text as Markdown, with a heading for each section'


def what_is(path: Path) -> str:
    """Return what a file is, with evidence, and what to do next; nothing, of a folder."""
    if not path.is_file():
        return ''
    start = read_start(path, _START)
    if name := next((name for sign, name in _BINARY if start.startswith(sign)), ''):
        return f'{name}, which has no text that says what is what; {_SAVE}'
    if start.startswith(b'PK') or b'\0' in start:
        return f'{_in_archive(path) if start.startswith(b"PK") else "no text"}; {_SAVE}'
    return _of_text(start.decode('utf-8', 'replace'))


def _of_text(text: str) -> str:
    if not text.strip():
        return 'empty; name another file'
    if re.match(r'\s*<(?:!doctype|html)\b', text, re.IGNORECASE):
        advice = 'name the folder of the source that the website is made of'
        return f'a page of HTML as a browser gets it; {advice}'
    why = 'without headings or fields that say what is what'
    said = _ABOUT.search(text)
    if said is None:
        first = ' '.join(text.strip().split('\n', 1)[0].split())[:60]
        return f'a plain text ("{first}"), {why}; {_SAVE}'
    who = named_in(text) or 'Jane Doe'
    begin = f'sphinx-folio init my-site --kind person --name "{who}"'
    add = f'sphinx-folio new person "{who}"'
    advice = f'begin with {begin}, or in a site with {add}, and paste it below the title'
    return f'a plain text about a person ("{" ".join(said[0].split())}…"), {why}; {advice}'


def _in_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:1000]
    except (zipfile.BadZipFile, OSError, ValueError):
        return 'a broken archive'
    is_office = any(name.startswith(('word/', 'content.xml', 'ppt/', 'xl/')) for name in names)
    return (
        'a document of an office program' if is_office else 'an archive, which is not unpacked here'
    )
