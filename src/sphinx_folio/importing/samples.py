"""What a template brings as an example, and nobody wrote. Pure.

A file is a sample if it has the same bytes as one in a template's history, of which there is a
table of blob ids, or if a phrase of one stands in its title, or two of them in the file: a single
phrase in the body of a page is found in real posts too, and is only told of.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

#: Phrases of the examples of academicpages, al-folio, greenelab and HugoBlox, and of new projects of Quarto.
_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r'portfolio item number',
        r'this is an item in your portfolio',
        r'paper title number',
        r'this paper is about the number',
        r'this paper is about fixing template issue',
        r'the contents above will be part of a list of publications',
        r'talk \d+ on relevant topic',
        r'tutorial \d+ on',
        r'conference proceeding talk \d+ on',
        r'teaching experience \d+',
        r'this is a description of (?:your|a) (?:talk|teaching experience)',
        r'this is a description of your (?:conference proceedings )?talk',
        r'you can use markdown like any other post',
        r'blog post number',
        r'this is a sample blog post',
        r'future blog post',
        r'this post will show up by default',
        r'headings are cool',
        r'aren\'t headings cool',
        r'every project has a beautiful feature showcase',
        r'put your project image',
        r'a simple inline announcement',
        r'a long announcement with details',
        r'announcements and news can be much longer',
        r'hipster list|pour-over|kombucha',
        r'lorem ipsum',
        r'an example (?:conference paper|journal article|preprint)|^example (?:talk|event|project)\b',
        r'^(?:internal|external) project$|^example page title$',
        r'click the \W?(?:cite|slides)\W? button above',
        r'supplementary notes can be added here|full text\W* or \W*supplementary notes',
        r'slides can be added in a few ways|create your slides in markdown',
        r'use this area to speak to your mission|build your own academic website like this',
        r'robotic neurobiology group|distributed robotics, mobile computing and programmable matter',
        r'gencoin',
        r'university x\b',
        r'hugo ?blox (?:showcase|builder conference)|academic theme conference',
        r'scaling laws for neural language models',
        r'dr\.? alex johnson|chien shiung wu|吳健雄',
        r'formulated informed blockchain models|coursera\.org/learn/neural-networks-deep-learning',
        r'450 serra mall|888 888 88 88|enter building 1 and take the stairs',
        r'journal of source themes|source themes conference|welcome to (?:wowchemy|hugo ?blox|academic)\b',
        r'improve your website|take a look at the official documentation of wowchemy',
        r'your sidebar name',
        r'nelson bighetti|吳恩達',
        r'wowchemy (?:conference|hq)|hugo ?blox (?:conference|hq)',
        r'write a short bio here|write your biography here',
        r'short biography for the left-hand sidebar',
        r'(?<!\w)your name(?!\w)',
        r'your_email@|your\.email@|none@example\.org',
        r'paper title number \d',
        r'albert einstein.*(?:1905|1935)|(?:1905|1935).*einstein',
        r'this is the first post in a quarto blog',
        r'since this post doesn.t explicitly specify an',
        r'this is a post with executable code',
        r'harlow malloc|tristan o.malley',
        r'this is a quarto website',
        r'to learn more about quarto (?:websites|blogs) visit',
        r'\Aabout this (?:site|blog)\.?\s*\Z',
        r'a project with a background image',
        r'another project with an image',
        r'this is what .{3,40} (?:posts )?(?:could )?look like',
        r'replace this text with your description',
        r'^personal description$',
        r'a simple, whitespace theme for academics',
        r'^(?:https?://)?(?:academicpages|alshedivat)\.github\.io/?$',
        r'^(?:https://github\.com/)?(?:academicpages|alshedivat)/[\w.-]+$',
        r'example post \d+',
        r'^#? ?lab website template$',
        r'^cool (?:dataset|package|tutorial|web app|web server)$',
        r'flexible website template for labs',
        r'jane@smith\.com',
        r'\(555\) 867-5309',
        r'pets adopted by volunteers',
        r'is a good dog\b',
        r'university of good dogs',
        r'your lab slogan',
        r'scrooge@mcduck\.com',
        r'manual title|some-website\.org',
        r'an example of a (?:blog|distill)[- ](?:style )?(?:blog )?post',
    )
)
#: Pages and data that come with a template and say nothing of anybody.
TEMPLATE_PAGES = frozenset(
    '404 about_einstein archive-layout-with-content archive-layout category-archive collection-archive '
    'dropdown markdown markdown_generator non-menu-page page-archive sitemap tag-archive '
    'talkmap terms year-archive archive-layout-with-tags cv-json'.split()
)
_LIQUID = re.compile(r'\{[{%].{0,2000}?[%}]\}|<[^<>]{0,2000}>', re.DOTALL)
#: How few words of a page are only the head of a list.
_MOST_OF_LIST = 12
#: Latin that stands where words will be: whole paragraphs of it say nothing.
_FILLER = re.compile(
    r'(?:lorem ipsum|consectetur adipiscing|sed do eiusmod|ut enim ad minim|duis aute irure'
    r'|excepteur sint|faucibus purus in massa|incididunt ut labore|nostrud exercitation)',
    re.IGNORECASE,
)
#: Whom a template shows as members of a lab.
EXAMPLE_PEOPLE = frozenset(
    {'jane smith', 'john doe', 'sarah johnson', 'anne chovie', 'felix cited', 'upton goode'}
)
_NO_NAMES = re.compile(
    r'(?:your|first|last|full|my)(?:[\s_-]*(?:first|last|full|middle|sidebar))?[\s_-]*name\b.*'
    r'|first\s+(?:middle\s+)?last|name|you (?:r\. )?name|your_.*|your-?lab(?:handle|channel)?'
    r'|contact@your-lab\.com|lab website template|by the greene lab'
    r'|https?://(?:www\.)?(?:github\.com/(?:gcushen|example|hugoblox.*|wowchemy.*)'
    r'|(?:twitter|x)\.com/(?:georgecushen|getresearchdev|wowchemy|twitter|lorelabs_|example)'
    r'|linkedin\.com/in/example|scholar\.google\..*user=(?:siwtmxoaaaaj|example)|calendly\.com'
    r'|discourse\.gohugo\.io|keybase\.io|zoom\.com)/?',
    re.IGNORECASE,
)
_NO_MAIL = re.compile(r'your[-_.]?e?mail@|^(?:mailto:)?test@example\.org', re.IGNORECASE)


@cache
def _blob_ids() -> dict[str, str]:
    """Return the template of each blob id, of which the table has the first digits."""
    found: dict[str, str] = {}
    name = ''
    table = files(__package__).joinpath('template_samples.txt').read_text(encoding='ascii')
    for line in table.splitlines()[1:]:
        if line.startswith('['):
            name = line.strip('[]')
        else:
            found |= dict.fromkeys(line.split(), name)
    return found


def template_of(content: bytes) -> str:
    """Return the template that a file is an unchanged example of; nothing, if it is of none.

    A checkout may have given it the line ends of Windows.
    """
    known = _blob_ids()
    digits = len(next(iter(known)))
    for form in dict.fromkeys((content, content.replace(b'\r\n', b'\n'))):
        blob = hashlib.sha1(b'blob %d\0' % len(form) + form, usedforsecurity=False).hexdigest()
        if name := known.get(blob[:digits]):
            return name
    return ''


def is_list_page(body: str) -> bool:
    """Tell whether a page of a template shows a list and hardly says anything itself."""
    return len(_LIQUID.sub(' ', body).split()) < _MOST_OF_LIST


def is_placeholder(text: str) -> bool:
    """Tell whether a name, an address or a handle is what the template has in its place."""
    bare = ' '.join(text.split())
    return not bare or bool(_NO_NAMES.fullmatch(bare)) or bool(_NO_MAIL.search(bare))


def without_filler(text: str) -> tuple[str, list[str]]:
    """Return a text without paragraphs of filler, whose lines are empty then, and these."""
    kept, fillers = [], []
    for part in re.split(r'(\n[ \t]*\n+)', text):
        if _FILLER.search(part[:10_000]) and not re.search(
            r'\{[{%]|^\s*[`~#|]', part, re.MULTILINE
        ):
            fillers.append(' '.join(part.split()))
            kept.append('\n' * part.count('\n'))
        else:
            kept.append(part)
    return ''.join(kept), fillers


def phrases_in(text: str) -> list[str]:
    """Return the phrases of samples in a text, each once."""
    found = (pattern.search(text[:100_000]) for pattern in _PHRASES)
    return list(dict.fromkeys(match[0].lower()[:60] for match in found if match))


def is_sample(title: str, texts: Iterable[str]) -> bool:
    """Tell whether a file is an example of its template."""
    if phrases_in(title):
        return True
    return len(phrases_in('\n'.join(texts))) > 1
