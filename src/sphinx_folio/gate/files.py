"""Which files may be shown as pictures, and which may be copied to be downloaded."""

import re
from pathlib import Path

import imagesize

from .svg import why_no_picture

#: Names of pictures; what a file is, its content says.
PICTURE_SUFFIXES = frozenset(
    {'.avif', '.bmp', '.gif', '.jpeg', '.jpg', '.pdf', '.png', '.svg', '.tif', '.tiff', '.webp'}
)
#: The most pixels of a picture; its decoded form takes four bytes for each.
MOST_PIXELS = 100_000_000
#: How pictures begin of which not every version of imagesize knows the size.
_BEGINNINGS = {
    '.avif': re.compile(rb'....ftypavi[fs]', re.DOTALL),
    '.bmp': re.compile(rb'BM'),
    '.pdf': re.compile(rb'%PDF-'),
}
_NOTHING = re.compile(rb'(?!)')
#: Files whose words a browser shows as they stand, whatever is in them.
_PLAIN = frozenset(
    '.bib .c .cff .cpp .csv .f90 .go .h .ini .ipynb .java .jl .json .jsonl .log .m .md .nbib .py '
    '.r .rb .ris .rs .rst .sh .sql .tex .toml .tsv .txt .yaml .yml'.split()
)
#: Files that a browser runs, or reads others from, when it opens them. Whatever is named
#: after XML is such a file as well (HTML Standard, §7.5; WHATWG MIME Sniffing).
_ACTIVE = frozenset(
    '.atom .cdf .css .dtd .htm .html .hta .htc .jar .js .jse .kml .mathml .mht .mhtml .mjs .cjs '
    '.mml .rdf .rss .shtm .shtml .svg .svgz .swf .vbs .wasm .wsf .xbl .xht .xhtm .xhtml .xml '
    '.xsd .xsl .xslt .xspf .xul .webmanifest .appcache .manifest .owl .gpx .dae .x3d'.split()
)
#: What a file of any other name begins with, if a browser may take it for HTML or XML
#: (WHATWG MIME Sniffing, §7.1), in UTF-16 too.
_MARKUP = re.compile(rb'[\xef\xbb\xbf\xfe\xff\0\s]*<\0?[a-z!?/]', re.IGNORECASE)


def picture_flaw(path: Path) -> str:
    """Return why a file is no picture that a page may show, with what to do; nothing, if it is.

    The content decides, not the name: what a browser would run as a page is none.

    :raises OSError: if the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == '.svg':
        return why_no_picture(path)
    kinds = 'save it as JPEG, PNG, WebP or SVG'
    if suffix not in PICTURE_SUFFIXES or _is_markup(path):
        return f'is no image; {kinds}'
    width, height = picture_size(path)
    if not width:
        with path.open('rb') as file:
            begins = _BEGINNINGS.get(suffix, _NOTHING).match(file.read(32))
        return '' if begins else f'is no image; {kinds}'
    if width * height > MOST_PIXELS:
        most = MOST_PIXELS // 1_000_000
        return f'has {width} × {height} pixels, more than {most} million; make it smaller'
    return ''


def picture_size(path: Path) -> tuple[int, int]:
    """Return the width and the height of a picture in pixels; 0 where nobody knows.

    :raises OSError: if the file cannot be read.
    """
    width, height = imagesize.get(path)
    return (round(width), round(height)) if width > 0 and height > 0 else (0, 0)


def download_flaw(path: Path) -> str:
    """Return why a file may not be copied beside the pages, with what to do; nothing, if it may.

    :raises OSError: if the file cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix == '.svg' and not why_no_picture(path):
        return ''
    if suffix in _ACTIVE or (suffix not in _PLAIN and _is_markup(path)):
        return 'is a file that a browser would run; link a PDF, or a ZIP archive of it'
    return ''


def _is_markup(path: Path) -> bool:
    with path.open('rb') as file:
        return _MARKUP.match(file.read(1024)) is not None
