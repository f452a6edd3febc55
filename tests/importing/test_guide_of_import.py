"""What the guide shows of sites that people come from: what was there becomes what is here."""

import re
from pathlib import Path

import pytest
from imports import bring_folder, page_of, write

GUIDE = Path(__file__).parents[2] / 'guide/coming-from'
_BLOCK = re.compile(
    r'^(`{3,})\{code-block\} \w+\n:caption: (\S+)\n\n(.*?\n)\1$', re.MULTILINE | re.DOTALL
)
#: What the examples leave out, as every such site has it.
OTHERS = {
    'academicpages': {'_config.yml': 'author: {name: Jane Doe}\n'},
    'al-folio': {'_config.yml': 'first_name: Jane\nlast_name: Doe\nscholar: {}\n'},
    'greenelab': {'_config.yaml': 'title: Doe Lab\n'},
    'hugoblox': {'config/_default/hugo.yaml': 'title: Jane Doe\n'},
    'json-resume': {},
    'quarto': {
        '_quarto.yml': 'website: {title: Jane Doe}\n',
        'index.qmd': '---\ntitle: Jane Doe\n---\n',
        'references.bib': '@misc{doe2024, title = {Logs}}\n',
    },
    'rendercv': {},
}


@pytest.mark.parametrize('name', OTHERS)
def test_what_the_guide_shows_is_what_is_written(name: str, tmp_path: Path) -> None:
    text = (GUIDE / f'{name}.md').read_text('utf-8')
    before, _become, after = re.split(
        r'^(becomes? th(?:is|ese)\b)', text, maxsplit=1, flags=re.MULTILINE
    )
    there, here = (
        {match[2]: match[3] for match in _BLOCK.finditer(part)} for part in (before, after)
    )
    assert there
    assert here
    source = write(tmp_path / 'source', {**OTHERS[name], **there})
    site = bring_folder(source)
    for path, shown in here.items():
        written = page_of(site, path)
        assert shown.strip() in written, written
