"""The pictures of the guide are of what a site looks like now.

Each is taken anew and compared with the one in ``guide/pictures``, so coarsely that another
machine's fonts make no difference and another layout does. ``FOLIO_ACCEPT=1`` writes them.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from browser import IN_BROWSER, serving, visiting
from PIL import Image, ImageChops, ImageStat
from support import front

from sphinx_folio.cli.new_site import SitePlan, site_files

if TYPE_CHECKING:
    from support import MakeSite, Site

pytestmark = IN_BROWSER

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / 'guide' / 'pictures'
EXAMPLES = ROOT / 'guide' / 'examples'
#: Width of what is compared, in pixels, and how much two of them may differ, of 255.
COARSE, TOLERANCE = 32, 12
COLOURS = 64


class Shot(NamedTuple):
    """A picture: of which site and page, and how large the window is."""

    site: str
    docname: str
    width: int = 1200
    height: int = 760
    is_dark: bool = False


SHOTS = {
    'new-person': Shot('new person', 'index'),
    'new-group': Shot('new group', 'index'),
    'person': Shot('examples', 'people/jane-doe'),
    'project': Shot('examples', 'projects/quicklog'),
    'people': Shot('examples', 'people/index'),
    'publications': Shot('examples', 'publications'),
    'talk': Shot('examples', 'talks/logs-that-answer'),
    'news': Shot('examples', 'news/index'),
    'phone': Shot('examples', 'people/jane-doe', 390, 760, is_dark=True),
}
CONF = """extensions = ['sphinx_folio']
bibtex_bibfiles = ['references.bib']
html_theme = 'furo'
html_title = 'Storage Group'
"""


def listing(title: str, directive: str, *options: str) -> str:
    lines = '\n'.join(options)
    return f'# {title}\n\n```{{{directive}}}\n{lines}\n```\n'


def examples() -> dict[str, str | bytes]:
    """Return the example pages of the guide, and what stands around them."""
    pages = {
        path.relative_to(EXAMPLES / 'pages').as_posix(): path.read_text(encoding='utf-8')
        for path in sorted(EXAMPLES.glob('pages/**/*.md'))
    }
    papers = '\n'.join(
        (EXAMPLES / f'{name}.bib').read_text(encoding='utf-8') for name in ('paper', 'paper-full')
    )
    talk = front(
        'entry', name='Logs that answer questions', type='Keynote', date='2026-04-15',
        people=[{'id': 'jane-doe', 'role': 'speaker'}], organisation='Example University',
        place='Zürich', projects=['quicklog'], topics=['storage-systems'],
        publications=re.findall(r'@\w+\{([^,]+),', papers)[:1],
        links={'slides': 'https://example.org/slides.pdf', 'video': 'https://example.org/v'},
        summary='What a log knows, and how to ask it.',
    )  # fmt: skip
    news = ''.join(
        f':::{{entry}}\n:dates: {date}\n:people: {who}\n{text}\n:::\n\n'
        for date, who, text in (
            ('2026-03-02', 'jane-doe', '{person}`jane-doe` has won the prize for the best log.'),
            ('2026-01-12', 'joan-roe', 'We welcome {person}`joan-roe`.'),
            ('2025-11', 'jane-doe', 'QuickLog is in use at three universities.'),
        )
    )
    return {
        **pages,
        'conf.py': CONF,
        'index.md': '# Storage Group\n\nWe build logs.\n',
        'references.bib': papers,
        'talks/logs-that-answer.md': f'{talk}\nA log is asked more often than it is written.\n',
        'news/index.md': '# News\n\n```{entries}\n:kind: talks\n```\n\n'
        f'::::{{timeline}}\n:kind: news\n\n{news}::::\n',
        'people/index.md': listing('People', 'people', ':group-by: group', ':filter:'),
        'projects/index.md': listing('Projects', 'projects'),
        'topics/index.md': listing('Topics', 'topics'),
        'talks/index.md': listing('Talks', 'entries', ':kind: talks'),
        'publications.md': listing('Publications', 'publications', ':group: year', ':filter:'),
    }


def files_of(name: str) -> dict[str, Any]:
    if name == 'examples':
        return examples()
    kind: Any = name.removeprefix('new ')
    title = {'person': 'Jane Doe', 'group': 'Storage Group'}[kind]
    return dict(site_files(SitePlan(kind, title, 'none', '', '', 'en')))


def taken(browser: Any, site: Site, shot: Shot) -> bytes:
    """Return the picture of a page as PNG."""
    colours = 'dark' if shot.is_dark else 'light'
    with (
        serving(site.outdir) as (address, _sent),
        visiting(browser, width=shot.width, color_scheme=colours) as page,
    ):
        page.set_viewport_size({'width': shot.width, 'height': shot.height})
        page.goto(f'{address}/{shot.docname}.html')
        page.evaluate('() => document.fonts.ready')
        picture: bytes = page.screenshot()
        return picture


def coarse(picture: Image.Image) -> Image.Image:
    height = max(1, round(picture.height * COARSE / picture.width))
    return picture.convert('L').resize((COARSE, height), Image.Resampling.BOX)


@pytest.mark.parametrize('name', SHOTS)
def test_a_picture_is_of_what_it_shows_now(browser: Any, look_at: MakeSite, name: str) -> None:
    shot = SHOTS[name]
    now = Image.open(io.BytesIO(taken(browser, look_at(files_of(shot.site)), shot)))
    path = PICTURES / f'{name}.png'
    if os.environ.get('FOLIO_ACCEPT'):
        now.convert('RGB').quantize(COLOURS).save(path, optimize=True)
    with Image.open(path) as before:
        assert before.size == now.size
        difference = ImageChops.difference(coarse(before.convert('RGB')), coarse(now))
    most = max(ImageStat.Stat(difference).extrema[0])
    assert most <= TOLERANCE, 'look at the page, and take the picture anew by FOLIO_ACCEPT=1'


def test_every_picture_of_the_guide_is_taken_here() -> None:
    shown = set()
    for page in (ROOT / 'guide').rglob('*.md'):
        text = page.read_text(encoding='utf-8')
        shown |= set(re.findall(r'"/guide/pictures/([\w-]+)\.png"', text))
    assert shown == set(SHOTS)


def test_the_comparison_would_notice() -> None:
    """Pages of one size differ by far more than what is let pass."""
    pictures = [Image.open(PICTURES / f'{name}.png').convert('RGB') for name in ('person', 'news')]
    difference = ImageChops.difference(*map(coarse, pictures))
    assert max(ImageStat.Stat(difference).extrema[0]) > 4 * TOLERANCE
