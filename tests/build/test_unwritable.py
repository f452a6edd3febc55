"""A page that a builder cannot write ends no build: it is told of, and its words are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import MakeSite, Site

#: An extension whose node no builder can write, and whose transform fails at a page.
ODD = """\
    from docutils import nodes
    from docutils.parsers.rst import Directive
    from sphinx.transforms.post_transforms import SphinxPostTransform

    class odd(nodes.Body, nodes.Element):
        pass

    class Odd(Directive):
        has_content = True

        def run(self):
            return [odd('', nodes.paragraph('', '\\n'.join(self.content)))]

    class Break(SphinxPostTransform):
        default_priority = 100

        def run(self, **options):
            if 'unprepared' in self.document.astext():
                raise LookupError('no way')

    def visit(self, node):
        raise KeyError('odd')

    def setup(app):
        app.add_directive('odd', Odd)
        app.add_post_transform(Break)
        app.add_node(odd, **dict.fromkeys(['html', 'latex', 'text', 'man', 'texinfo'], (visit, None)))
    """
CONF = """\
    import sys
    from pathlib import Path
    sys.path.insert(0, str(Path(__file__).parent))
    extensions = ['sphinx_folio', 'folio_odd']
    """
PAGE = """\
    # Page

    Before.

    ```{odd}
    words within
    ```

    - After.
    """
ADVICE = '; its text is shown; correct or remove it [folio.markup]'
FILES = {
    'conf.py': CONF,
    'folio_odd.py': ODD,
    'page.md': PAGE,
    'other.md': '# Other\n\nAn unprepared word, and [](page.md).\n',
}


def told(site: Site) -> list[tuple[str, int, str]]:
    """Return what was told of what cannot be written."""
    return [item for item in site.warnings if '[folio.markup]' in item.message]


@pytest.mark.parametrize('buildername', ['html', 'dirhtml', 'epub', 'text', 'latex'])
def test_the_words_of_a_page_that_cannot_be_written_are_shown(
    make_site: MakeSite, buildername: str
) -> None:
    site = make_site(FILES, buildername=buildername)
    assert told(site) == [
        (
            'index.md' if buildername == 'latex' else 'other.md',  # a PDF is one document
            1,
            f'something cannot be prepared for writing (folio_odd: LookupError: no way){ADVICE}',
        ),
        (
            'page.md',
            5,
            f"something cannot be written (folio_odd: KeyError: 'odd'){ADVICE}",
        ),
    ]
    files = site.output().items()
    words = b''.join(data for name, data in files if name.endswith(('ml', '.txt', '.tex')))
    for word in (b'Before.', b'words within', b'After.', b'unprepared word'):
        assert word in words


@pytest.mark.parametrize('parallel', [0, 2])
def test_each_build_tells_of_it_as_a_clean_one(
    make_site: MakeSite, clean_build: Callable[[Site], Site], parallel: int
) -> None:
    site = make_site(FILES | {f'more-{n}.md': '# More\n' for n in range(6)}, parallel=parallel)
    clean = clean_build(site)
    assert len(told(clean)) == 2
    for again in (site, site.build()):
        assert told(again) == told(clean)
        assert again.output() == clean.output()
    assert len(told(site.build_again({'page.md': '# Page\n'}))) == 1
    before = site.written()['page']
    assert site.build().written()['page'] == before


def test_a_page_of_many_faults_is_shown_as_text(make_site: MakeSite) -> None:
    many = '\n\n'.join(f'```{{odd}}\nword{number}\n```' for number in range(60))
    site = make_site({**FILES, 'page.md': f'# Page\n\n{many}\n'})
    words = site.text('page.html')
    assert all(f'word{number}' in words for number in range(60))
