"""Pictures in the text of pages, by names that an address would have to encode."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from support import PNG

if TYPE_CHECKING:
    from support import MakeSite, Site

#: What a page writes, and the file that it means.
NAMES = {
    '<my photo.png>': 'my photo.png',
    'my%20photo.png': 'my photo.png',
    'фото.png': 'фото.png',
    '<фото 王.png>': 'фото 王.png',
    '<100%.png>': '100%.png',
    'a+b.png': 'a+b.png',
    '<a%41b.png>': 'a%41b.png',  # as it stands, before it is decoded
    '/people/фото.png': 'фото.png',
    '../people/фото.png': 'фото.png',
}
PAGE = '---\nperson:\n  name: X\n---\n\n# X\n\n'
MISSING = ['<no photo.png>', '..%2F..%2Fsecret.png', '%00.png']
FILES: dict[str, str | bytes] = {
    '../secret.png': PNG,
    'people/x.md': PAGE + '\n\n'.join(f'![{count}]({name})' for count, name in enumerate(NAMES)),
    'people/y.md': PAGE + '\n\n'.join(f'![{name[1:3]}]({name})' for name in MISSING),
    **{f'people/{name}': PNG for name in NAMES.values()},
}


@pytest.fixture(scope='module')
def site(look_at: MakeSite) -> Site:
    return look_at(FILES)


@pytest.mark.parametrize('written', NAMES)
def test_a_picture_is_found_by_its_name(site: Site, written: str) -> None:
    (image,) = site.main('people/x').select(f'img[alt="{list(NAMES).index(written)}"]')
    assert unquote(image['src']) == f'../_images/{NAMES[written]}'
    assert (site.outdir / 'people' / unquote(image['src'])).is_file()


def test_a_missing_one_is_told_by_its_name_and_nothing_is_read_outside(site: Site) -> None:
    assert {file for file, _line, _message in site.warnings} == {'people/y.md'}
    told = [message for _file, _line, message in site.warnings]
    assert any('"no photo.png" does not exist' in message for message in told)
    assert len(told) == len(MISSING)
    assert not [name for name in site.output() if 'secret' in name]
