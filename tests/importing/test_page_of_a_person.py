"""A page in Markdown that somebody hands over alone, and files that nobody can read."""

from __future__ import annotations

import shlex
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from imports import bring, build_strictly, notes_of

from sphinx_folio.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

CV = """\


# Doe Jane | 王梓人

[jane@example.org](mailto:jane@example.org) • <https://jane.example.org/> • <https://github.com/janedoe>

Last updated on 2025.11.10

## EDUCATION

---

### Examplia University, Examplia

Student of rivers

2022 - Present

- **GPA:** 3.9/4.0
- **Courses:** Rivers

## AWARDS

- Golden Drop, 2021
- Silver Drop, 2020

## SKILLS

---

**Languages:** C, Python.
"""


def test_a_cv_with_headings_becomes_a_person(tmp_path: Path) -> None:
    site = bring(tmp_path / 'source', {'cv.txt': CV})
    page = (site / 'index.md').read_text('utf-8')
    assert (
        page
        == """\
---
# yaml-language-server: $schema=.folio/front-matter.json
person:
  name: Doe Jane
  native-name: 王梓人
  email: jane@example.org
  links:
    website: https://jane.example.org/
    github: janedoe
---

# Doe Jane

```{profile}
```

Last updated on 2025.11.10

## SKILLS

**Languages:** C, Python.

## EDUCATION

::::{timeline}
:kind: education

:::{entry} Examplia University
:dates: 2022 to present
:organisation: Examplia

Student of rivers



- **GPA:** 3.9/4.0
- **Courses:** Rivers
:::
::::

## AWARDS

::::{timeline}
:kind: awards

:::{entry} Golden Drop
:dates: 2021
:::

:::{entry} Silver Drop
:dates: 2020
:::
::::
"""
    )
    assert ('changed', 'section', 'AWARDS') in {note[1:] for note in notes_of(site, 'cv.txt')}
    build_strictly(site, tmp_path / 'out')


@pytest.mark.parametrize('text', [
    '# Jane Doe\n\nI count.\n',
    '---\ntitle: Jane Doe\n---\nI count.\n',
    '# CV\n\n## Education\n\n- B.Sc., 2020\n\n## Awards\n\n- Drop, 2021\n',
])  # fmt: skip
def test_a_name_or_the_headings_of_a_cv_make_such_a_page(text: str, tmp_path: Path) -> None:
    assert '# ' in (bring(tmp_path / 'source', {'page.md': text}) / 'index.md').read_text('utf-8')


ABOUT = "Student at Examplia\nHi, I am Max Mou, a student of rivers. I'm looking for a river.\nPapers\n-\nLogs."


@pytest.mark.parametrize(('name', 'content', 'told'), [
    ('about.txt', ABOUT, 'is a plain text about a person ("I am Max Mou, a student of rivers…"), without headings'),
    ('me.txt', 'I study rivers.', '--kind person --name "Jane Doe"'),
    ('note.txt', 'Remember the milk', 'is a plain text ("Remember the milk"), without headings or fields'),
    ('README.md', '# How to build\n\nRun make.\n', 'is a plain text ("# How to build")'),
    ('empty.md', ' \n', 'is empty; name another file'),
    ('cv.pdf', '%PDF-1.7', 'is a PDF, which has no text that says what is what; save its text as Markdown'),
    ('page.html', '<!DOCTYPE html><html></html>', 'is a page of HTML as a browser gets it; name the folder'),
    ('data.bin', 'a\0b', 'is no text'),
    ('broken.zip', 'PK\x03\x04', 'is a broken archive'),
])  # fmt: skip
def test_what_nobody_can_read_is_told_with_evidence(
    name: str, content: str, told: str, tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / name).write_text(content, 'utf-8')
    assert main(['import', str(tmp_path / name), '--into', str(tmp_path / 'site')]) == 1
    error = capsys.readouterr().err
    assert f'import: {tmp_path / name} {told}' in error or told in error
    assert error.count('\n') == 1
    assert not (tmp_path / 'site').exists()


def test_a_document_of_an_office_program_is_named(tmp_path: Path, capsys: Any) -> None:
    with zipfile.ZipFile(tmp_path / 'cv.docx', 'w') as archive:
        archive.writestr('word/document.xml', '<x/>')
    assert main(['import', str(tmp_path / 'cv.docx'), '--into', str(tmp_path / 'site')]) == 1
    assert 'is a document of an office program; save its text' in capsys.readouterr().err


def test_the_commands_that_are_proposed_are_right(
    tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'about.txt').write_text(ABOUT, 'utf-8')
    main(['import', 'about.txt', '--into', 'site'])
    said = capsys.readouterr().err
    begin = said.partition('begin with ')[2].partition(', or in a site with ')
    add = begin[2].partition(', and paste')[0]
    assert main(shlex.split(begin[0])[1:]) == 0
    assert 'name: Max Mou' in (tmp_path / 'my-site' / 'index.md').read_text('utf-8')
    assert main(['init', 'lab', '--name', 'Lab']) == 0
    assert main([*shlex.split(add)[1:], '--root', 'lab']) == 0
    assert (tmp_path / 'lab' / 'people' / 'max-mou.md').is_file()


def test_imported_pages_name_the_schema_where_there_is_one(tmp_path: Path) -> None:
    page = {'page.md': '# Jane Doe\n\nI count.\n'}
    site = tmp_path / 'site'
    site.mkdir()
    (site / 'conf.py').write_text("extensions = ['sphinx_folio']\n", 'utf-8')
    bring(tmp_path / 'one', page, into=site)
    assert 'yaml-language-server' not in (site / 'people/jane-doe.md').read_text('utf-8')
    (site / '.folio').mkdir()
    (site / '.folio/front-matter.json').write_text('{}', 'utf-8')
    bring(tmp_path / 'two', {'page.md': '# Joan Roe\n\nI count.\n'}, into=site)
    assert (
        (site / 'people/joan-roe.md')
        .read_text('utf-8')
        .startswith('---\n# yaml-language-server: $schema=../.folio/front-matter.json\nperson:\n')
    )
