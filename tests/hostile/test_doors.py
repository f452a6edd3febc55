"""The doors of ``folio_allow``: each lets through its kind, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from acting import svg
from hostile import SECRET, site_of

from sphinx_folio.gate import door_flaw
from sphinx_folio.gate.doors import DOORS

if TYPE_CHECKING:
    from support import MakeSite, Site

ACTS = svg('<script>x</script>')
#: For each kind: a page that needs the door, and what its page holds if it is open.
KINDS = {
    'html': ('<script id="acts">x</script> <b onclick="y">z</b>\n', 'script#acts'),
    'raw': ('```{raw} html\n<i id="acts">x</i>\n```\n', 'i#acts'),
    'myst': ('---\nmyst: {enable_extensions: [strikethrough]}\n---\n# A\n\n~~acts~~\n', 's'),
    'active-files': ('![words](acts.svg) {download}`x <acts.html>`\n', 'img[src$="acts.svg"]'),
    'large': ('```{include} large.txt\n```\n', 'section > p:nth-of-type(1)'),
    '../outside': ('```{include} ../outside/fine.txt\n```\n', 'em#acts'),
}
#: What no door opens.
NEVER = {
    'hidden': '```{include} .git/config\n```\n',
    'outside': '```{include} ../secret.txt\n```\n',
    'link': '```{include} link.txt\n```\n',
    'picture': '![words](../secret.png)\n',
    'network': '```{csv-table}\n:url: http://127.0.0.1:9/a.csv\n```\n',
    'address': '```{button-link} javascript:x\nwords\n```\n',
    'itself': '```{include} itself.md\n```\n',
    'head': '```{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0;url=https://evil.example/\n```\n',
    'icon': '{octicon}`report;1em;a"><script>x</script>`\n',
    'expression': '{{ env.app }}\n',
}


def files_of() -> dict[str, str | bytes | Path]:
    """Return a page for each kind, and for each thing that is never allowed."""
    pages = {f'{slug(door)}.md': text for door, (text, _shown) in KINDS.items()}
    pages |= {f'{name}.md': text for name, text in NEVER.items()}
    return site_of({
        **{
            name: text if text.startswith('---') else f'# {name}\n\n{text}'
            for name, text in pages.items()
        },
        'acts.svg': ACTS,
        'acts.html': ACTS,
        'large.txt': 'word ' * 300_000,
        'link.txt': Path('../secret.txt'),
        '.git/config': SECRET,
        '../outside/fine.txt': '<em id="acts">x</em>\n',
        '../outsider.txt': SECRET,
    })  # fmt: skip


def slug(door: str) -> str:
    """Return the name of the page of a door."""
    return door.replace('../', 'path-')


def build(make: MakeSite, *doors: str) -> Site:
    """Build the pages with some doors open."""
    settings = {
        'folio_allow': list(doors),
        'myst_enable_extensions': ['substitution'],
        'exclude_patterns': ['large.txt'],
        # otherwise it is told that the script does not run
        'folio_content_security_policy': "script-src 'unsafe-inline'",
    }
    return make(files_of(), confoverrides=settings)


def opened(site: Site) -> set[str]:
    """Return the doors whose page holds what needs them."""
    return {
        door
        for door, (_text, shown) in KINDS.items()
        if site.main(slug(door)).select(shown) and not told(site, slug(door))
    }


def told(site: Site, name: str) -> list[str]:
    """Return what Folio says of a page."""
    return [
        warned.message
        for warned in site.warnings
        if warned.file == f'{name}.md' and 'folio.' in warned.message
    ]


@pytest.mark.parametrize('door', [None, *KINDS])
def test_a_door_lets_its_kind_through(make_site: MakeSite, door: str | None) -> None:
    site = build(make_site, *filter(None, [door]))
    assert opened(site) == set(filter(None, [door]))
    assert [name for name in NEVER if not told(site, name)] == []
    assert [name for name, data in site.output().items() if SECRET.encode() in data] == []


def test_with_all_doors_open_the_rest_stays_shut(make_site: MakeSite) -> None:
    site = build(make_site, *KINDS)
    assert opened(site) == set(KINDS)
    assert [name for name in NEVER if not told(site, name)] == []
    assert [name for name, data in site.output().items() if SECRET.encode() in data] == []


def test_every_door_is_tried() -> None:
    assert set(DOORS) == {door for door in KINDS if '/' not in door}


@pytest.mark.parametrize(
    ('item', 'words'),
    [
        ('html', ''),
        ('large', ''),
        ('../data', ''),
        ('./data', ''),
        ('/srv/data', ''),
        ('..', ''),
        ('HTML', 'did you mean "html"?'),
        ('htm', 'did you mean "html"?'),
        ('active-file', 'did you mean "active-files"?'),
        ('active_files', 'did you mean "active-files"?'),
        ('mist', 'did you mean "myst"?'),
        ('data', 'a path begins with ./, ../ or /'),
        ('', 'is no door'),
        ('~/data', 'is no door'),
        ('https://example.org/', 'is no door'),
        ('*', 'is no door'),
    ],
)
def test_wrong_items_are_told_of(item: str, words: str) -> None:
    flaw = door_flaw(item)
    assert words in flaw
    assert bool(flaw) == bool(words)


def test_a_wrong_setting_opens_nothing(make_site: MakeSite) -> None:
    site = build(make_site, 'html', 'row')
    (warned,) = [warned for warned in site.warnings if warned.file == 'conf.py']
    assert 'folio_allow: "row" is no door; did you mean "raw"?' in warned.message
    assert opened(site) == set()
