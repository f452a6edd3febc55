"""What beside the pages leads out of the site: folders and settings that Sphinx takes unasked."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from support import MakeSite

SETTINGS = "extensions = ['sphinx_folio']\nhtml_static_path = ['_static']\n{}"
FILES: dict[str, str] = {'index.md': '# Site\n', '_static/a.css': '', '../secret.txt': 'secret'}


@pytest.mark.parametrize('name', ['_static/p.txt', '_static/sub', '_templates/page.html'])
def test_a_link_out_of_a_trusted_folder_stops_the_build(make_site: 'MakeSite', name: str) -> None:
    conf = SETTINGS.format("templates_path = ['_templates']\n")
    site = make_site({**FILES, '_templates/x.html': '', 'conf.py': conf})
    (site.srcdir / '../outside').mkdir()
    (site.srcdir / name).symlink_to(Path('../..') / ('secret.txt' if '.' in name else 'outside'))
    with pytest.raises(ConfigError, match=f'"{name}" is a symbolic link that leads out'):
        site.build()
    assert not (site.outdir / name).exists()
    # what the message says to write works
    site.write({'conf.py': conf + "folio_allow = ['..']\n"})
    assert site.build().warnings == []


def test_settings_of_docutils_are_not_taken_unasked(make_site: 'MakeSite') -> None:
    target = '../written.txt'
    site = make_site({**FILES, 'conf.py': SETTINGS.format('')})
    # the application of a test writes and removes this file
    settings = f'[general]\nrecord_dependencies: {site.srcdir / target}\n'
    with pytest.raises(ConfigError, match=r'docutils\.conf'):
        site.build(docutils_conf=settings)
    assert not (site.srcdir / target).exists()
    site.write({'conf.py': SETTINGS.format("folio_allow = ['./docutils.conf']\n")})
    assert site.build(docutils_conf=settings).warnings == []
