"""What a template brings as an example, and nobody wrote. Pure.

A file is a sample if a phrase of one stands in its title, or two of them in the file: a single
phrase in the body of a page is found in real posts too, and is only told of. The other sure
sign, the same bytes as a file of the template's history, needs a table of blob ids that a
maintainer makes of those histories; it is not there yet.
"""

import re
from collections.abc import Iterable

#: Phrases of the examples of academicpages, al-folio, greenelab and HugoBlox.
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
        r'your sidebar name',
        r'nelson bighetti|吳恩達',
        r'wowchemy (?:conference|hq)|hugo ?blox (?:conference|hq)',
        r'write a short bio here|write your biography here',
        r'short biography for the left-hand sidebar',
        r'(?<!\w)your name(?!\w)',
        r'your_email@|your\.email@|none@example\.org',
        r'paper title number \d',
        r'albert einstein.*(?:1905|1935)|(?:1905|1935).*einstein',
        r'a project with a background image',
        r'another project with an image',
        r'this is what .{3,40} (?:posts )?(?:could )?look like',
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
    r'|contact@your-lab\.com|lab website template|by the greene lab',
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Tell whether a name, an address or a handle is what the template has in its place."""
    bare = ' '.join(text.split())
    return not bare or bool(_NO_NAMES.fullmatch(bare)) or 'your_email@' in bare


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
