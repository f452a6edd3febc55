"""A picture that could not be shown, and what a later build makes of it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from support import PNG, front

from sphinx_folio.cli import check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite, Site

PROFILE = '\n```{profile}\n```\n'
FILES: dict[str, str | bytes] = {
    'people/ann-poe.md': front('person', name='Ann Poe') + PROFILE,
    'people/jane-doe.md': front('person', name='Jane Doe', photo='jane.png') + PROFILE,
    'projects/log.md': front('project', name='Log', image='/shots/log.png') + PROFILE,
}
NO_FOLDER = '; write the path from the page, or from the site with a "/" before it'
UPLOAD = '; upload the picture to this place, or correct the path'
Changes = dict[str, bytes | None]

#: What is beside the pages, what then changes, and what is said of each picture before
#: and after; nothing of one that is shown.
CASES: dict[str, tuple[Changes, Changes, list[str], list[str]]] = {
    'missing, then there': (
        {},
        {'people/jane.png': PNG, 'shots/log.png': PNG},
        [
            f'"photo": "jane.png" does not exist{UPLOAD}',
            f'"image": "/shots/log.png" does not exist{NO_FOLDER}',
        ],
        [],
    ),
    'as a camera has it, then smaller': (
        {'people/jane.png': PNG + bytes(5_000_000), 'shots/log.png': PNG},
        {'people/jane.png': PNG},
        [
            (
                '"photo": "jane.png" has 5.0 MB, which every reader would load; save it with about '
                '800 pixels a side'
            )
        ],
        [],
    ),
    'broken, then whole': (
        {'people/jane.png': b'no picture', 'shots/log.png': b''},
        {'people/jane.png': PNG, 'shots/log.png': PNG},
        [
            '"photo": "jane.png" is no image; save it as JPEG, PNG, WebP or SVG',
            '"image": "/shots/log.png" is no image; save it as JPEG, PNG, WebP or SVG',
        ],
        [],
    ),
    'missing, then broken': (
        {'shots/log.png': PNG},
        {'people/jane.png': b'no picture'},
        [f'"photo": "jane.png" does not exist{UPLOAD}'],
        ['"photo": "jane.png" is no image; save it as JPEG, PNG, WebP or SVG'],
    ),
    'a new neighbour is the nearest': (
        {'shots/log.png': PNG, 'people/map.gif': PNG},
        {'people/jan.png': PNG},
        ['"photo": "jane.png" does not exist; write one of: map.gif'],
        ['"photo": "jane.png" does not exist; did you mean "jan.png"?'],
    ),
    'the nearest neighbour goes': (
        {'shots/log.png': PNG, 'people/jan.png': PNG},
        {'people/jan.png': None},
        ['"photo": "jane.png" does not exist; did you mean "jan.png"?'],
        [f'"photo": "jane.png" does not exist{UPLOAD}'],
    ),
    'a text beside it is no picture': (
        {'shots/log.png': PNG},
        {'people/jane.txt': b'text'},
        [f'"photo": "jane.png" does not exist{UPLOAD}'],
        [f'"photo": "jane.png" does not exist{UPLOAD}'],
    ),
    'the folder comes': (
        {'people/jane.png': PNG},
        {'shots/other.svg': b'<svg xmlns="http://www.w3.org/2000/svg"/>'},
        [f'"image": "/shots/log.png" does not exist{NO_FOLDER}'],
        ['"image": "/shots/log.png" does not exist; write one of: /shots/other.svg'],
    ),
    'one of two': (
        {},
        {'shots/log.png': PNG},
        [
            f'"photo": "jane.png" does not exist{UPLOAD}',
            f'"image": "/shots/log.png" does not exist{NO_FOLDER}',
        ],
        [f'"photo": "jane.png" does not exist{UPLOAD}'],
    ),
}


def outdated(site: Site) -> int:
    """Return how many pages the last build has read again, as Sphinx counts them."""
    match = re.search(r'(\d+) added, (\d+) changed', site.app.status.getvalue())
    assert match
    return int(match[1]) + int(match[2])


def told(site: Site) -> list[str]:
    return [item.message.removesuffix(' [folio.image]') for item in site.warnings]


def pictures(site: Site) -> dict[str, list[str]]:
    return {
        docname: [image['src'] for image in site.main(docname).select('img')]
        for docname in ('people/jane-doe', 'projects/log')
    }


@pytest.mark.parametrize('case', list(CASES.values()), ids=list(CASES))
def test_a_later_build_says_and_shows_what_a_clean_one_would(
    make_site: MakeSite,
    clean_build: Callable[[Site], Site],
    case: tuple[Changes, Changes, list[str], list[str]],
) -> None:
    there, changes, before, after = case
    beside = {name: data for name, data in there.items() if data is not None}
    site = make_site({**FILES, **beside})
    assert told(site) == before
    site.write(changes)
    for name, data in changes.items():
        if data is not None:
            os.utime(site.srcdir / name, (1, 1))  # as a copy that keeps the time of its original
    site.build()
    assert told(site) == after
    clean = clean_build(site)
    assert site.warnings == clean.warnings
    assert pictures(site) == pictures(clean)
    assert all(pictures(site).values()) is (not after)


def test_a_page_with_a_missing_picture_is_not_read_again_for_nothing(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert len(site.warnings) == 2
    assert outdated(site.build()) == 0
    assert outdated(site.build_again({'people/jan.png': PNG})) == 1
    assert outdated(site.build()) == 0
    assert outdated(site.build_again({'people/jan.txt': b''})) == 0


def test_a_path_that_no_file_can_have_is_a_problem(make_site: MakeSite) -> None:
    long = f'{"x" * 300}.png'
    files = {
        'people/ann-poe.md': front('person', name='Ann Poe', photo=long),
        'people/jane-doe.md': front('person', name='Jane Doe', photo='a\0b.png'),
    }
    site = make_site(files)
    assert [(item.file, item.line) for item in site.warnings] == [
        ('people/ann-poe.md', 2),
        ('people/jane-doe.md', 2),
    ]
    assert 'does not exist' in site.warnings[0].message
    assert 'the character U+0000 is not allowed' in site.warnings[1].message


def test_check_knows_the_pictures_of_front_matter(tmp_path: Path) -> None:
    for name, text in {**FILES, 'conf.py': '', 'people/jan.png': PNG}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    outcome = check(tmp_path)
    assert outcome.exit_code == 1
    assert (
        'people/jane-doe.md:2: "photo": "jane.png" does not exist; did you mean "jan.png"? '
        '[folio.image]\n'
    ) in outcome.text
    assert f'projects/log.md:2: "image": "/shots/log.png" does not exist{NO_FOLDER}' in outcome.text
