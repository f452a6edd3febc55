"""What cannot be checked is not let through, and what is let in later is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import PNG

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
ACTING = SVG.replace('<rect', '<script>1</script><rect')


def test_html_that_python_cannot_parse_is_cleaned(make_site: MakeSite) -> None:
    page = '# Page\n\n<div><![x[ a ]]></div>\n\n<script>alert(1)</script>\n\nWords.\n'
    site = make_site({'page.md': page})
    assert '<script>alert' not in site.text('page.html')
    assert 'Words.' in site.text('page.html')
    assert [(item.line, item.message[:25]) for item in site.warnings] == [
        (3, 'a declaration such as "<!'),
        (5, 'the element "script" is n'),
    ]


def test_a_name_that_is_no_pattern_lets_nothing_through(make_site: MakeSite) -> None:
    page = '# Page\n\n![](a**.*) ![](../o*/x.*) ![](bad.svg)\n\n{download}`evil.js`\n'
    files = {'page.md': page, 'bad.svg': ACTING, 'evil.js': 'alert(1)\n'}
    site = make_site(files)
    (site.srcdir.parent / 'out').mkdir()
    (site.srcdir.parent / 'out' / 'x.png').write_bytes(PNG)
    site.build_again({'page.md': page + '\nMore.\n'})
    assert [item.message.partition(';')[0] for item in site.warnings] == [
        '"a**.*" stands for more than one picture',
        '"../o*/x.*" stands for more than one picture',
        '"bad.svg" holds the element "script", which may act, at line 1',
        '"evil.js" is a file that a browser would run',
    ]
    assert not (site.outdir / '_downloads').exists()
    assert not list((site.outdir / '_images').glob('*'))


@pytest.mark.parametrize(
    ('text', 'beginning'),
    [
        ('a <!-- b', ''),
        ('<!-- a -->\n\nb', ''),
        ('<!-- a\n\nb', 'the "<!--" without an end'),
        ('<div>\n<!-- a\n</div>\n\nb', 'the "<!--" without an end'),
        ('<? a\n\nb', 'the "<?" without an end'),
        ('<![CDATA[ a\n\nb', 'the "<![CDATA[" without an end'),
        ('|a|\n|-|\n|b|c|', 'the row of a table has more cells than its head, which has 1'),
        ('> |a|\n> |-|\n> |b|c|', 'the row of a table has more cells than its head'),
        ('|a|b|\n|-|-|\n|b|c|\nd|e\n|f|\n|g\\||h|', ''),
        ('```{header}\nb\n```', '"header" is not shown by any builder'),
        ('```{eval-rst}\nb [#]_\n```', '"[#]_" leads to no footnote'),
        ('```{bibliography}\n:style: x\n```\n\nb', 'unknown style "x"'),
    ],
)
def test_words_that_would_vanish_are_told_of(look_at: MakeSite, text: str, beginning: str) -> None:
    site = look_at({'page.md': f'# Page\n\n{text}\n'})
    told = [item.message for item in site.warnings if item.file == 'page.md']
    assert len(told) == bool(beginning), told
    assert ''.join(told).startswith(beginning)


LATE = {
    'include': ('```{include} late.txt\n```', 'late.txt', 'Late.\n'),
    'literalinclude': ('```{literalinclude} late.txt\n```', 'late.txt', 'Late.\n'),
    'csv-table': ('```{csv-table}\n:file: late.csv\n```', 'late.csv', 'Late,b\n'),
    'picture': ('![Late](late.svg)', 'late.svg', SVG),
    'figure': ('```{figure} late.svg\nLate\n```', 'late.svg', SVG),
    'download': ('{download}`Late <late.txt>`', 'late.txt', 'Late.\n'),
}


@pytest.mark.parametrize('name', LATE)
def test_a_file_that_changes_is_noticed(
    make_site: MakeSite, clean_build: Callable[[Site], Site], tmp_path: object, name: str
) -> None:
    text, file, good = LATE[name]
    site = make_site({'page.md': f'# Page\n\n{text}\n'})
    outside = site.srcdir.parent / 'outside'
    outside.write_text(good, encoding='utf-8')
    place = site.srcdir / file
    huge = f'{good}{" " * 2**20}\n' if name != 'download' else good

    def link() -> None:
        place.unlink()
        place.symlink_to(outside)

    def copy() -> None:
        place.unlink()
        outside.rename(place)  # it keeps its time

    steps: list[Callable[[], object]] = [
        lambda: place.write_text(good, encoding='utf-8'),
        lambda: place.write_text(huge, encoding='utf-8'),
        lambda: place.write_text(ACTING, encoding='utf-8'),
        lambda: place.write_bytes(b'caf\xe9'),
        link,
        copy,
        place.unlink,
    ]
    for number, step in enumerate(steps):
        step()
        site.build()
        clean = clean_build(site)
        assert site.text('page.html') == clean.text('page.html'), number
        ours = [[w for w in s.warnings if '[folio.' in w.message] for s in (site, clean)]
        assert ours[0] == ours[1], number
        import shutil  # noqa: PLC0415

        shutil.rmtree(clean.srcdir)
