"""The command that writes a new page, and what it refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_folio.__main__ import main
from sphinx_folio.cli import write_page
from sphinx_folio.cli.new_page import page_text
from sphinx_folio.model import ENTRY_KINDS, MAIN_KINDS, PAGE_KINDS, PLURALS, DatedEntry
from sphinx_folio.reading.front_matter import known_keys, read_front_matter
from sphinx_folio.util import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from sphinx_folio.model import PageKind

NAMES = ('Jane Doe', 'Jane "JD" Doe', "O'Brien: the #1", 'No', '2001', '- x', '{a}', '*_[b]$`c`')


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / 'conf.py').touch()
    return tmp_path


def new(site: Path, *arguments: str) -> int:
    return main(['new', *arguments, '--root', str(site)])


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')
    return path


@pytest.mark.parametrize('kind', MAIN_KINDS)
def test_writes_a_page_of_each_kind(
    site: Path, kind: PageKind, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, kind, 'Jane Doe') == 0
    text = (site / PLURALS[kind] / 'jane-doe.md').read_text(encoding='utf-8')
    assert text.startswith(f'---\n{kind}:\n  name: Jane Doe\n')
    assert '\n# Jane Doe\n\n```{profile}\n```\n' in text
    assert text.endswith('\n')
    assert not text.endswith('\n\n')
    assert str(site / PLURALS[kind] / 'jane-doe.md') in capsys.readouterr().out


@pytest.mark.parametrize('kind', PAGE_KINDS)
@pytest.mark.parametrize('name', NAMES)
def test_the_name_is_read_back_as_it_was_given(kind: PageKind, name: str) -> None:
    page = read_front_matter(page_text(kind, name), docname='talks/x', page_id='x', expected=kind)
    assert page.problems == ()
    assert page.record is not None
    assert page.record.name == name


@pytest.mark.parametrize('kind', PAGE_KINDS)
def test_the_commented_keys_are_right_once_uncommented(kind: PageKind) -> None:
    head, hint, keys = page_text(kind, 'Jane Doe').partition('to use it.\n')
    page = read_front_matter(
        head + hint + re.sub(r'(?m)^  # ', '  ', keys),
        docname='talks/x',
        page_id='x',
        expected=kind,
    )
    assert page.problems == ()
    shown = set(re.findall(r'(?m)^  # ([a-z-]+):', keys))
    assert shown
    assert shown <= set(known_keys(kind))
    assert all(getattr(page.record, key.replace('-', '_')) for key in shown)


@pytest.mark.parametrize(
    ('name', 'page_id'),
    [
        ('Jane Doe', 'jane-doe'),
        ('Łukasz Müller', 'lukasz-muller'),
        ('Søren Weiß', 'soren-weiss'),
        ('Nguyễn Đức', 'nguyen-duc'),
        ("Seán O'Brien", 'sean-obrien'),
        ('Ziren Wang 王梓人', 'ziren-wang'),
        ('Jane Doe, PhD', 'jane-doe'),
        ('Prof. Dr. Xaver Huber', 'xaver-huber'),
        ('Robert "Bob" Stone', 'robert-stone'),
        ('王小明 (Xiaoming Wang)', 'xiaoming-wang'),
        ('Sam Poe (they/them) 🇩🇰', 'sam-poe'),
    ],
)
def test_the_id_is_the_name_in_plain_letters(site: Path, name: str, page_id: str) -> None:
    assert write_page('person', name, root=site)[0].name == f'{page_id}.md'


def test_nothing_of_a_name_that_is_no_persons_is_left_out(site: Path) -> None:
    path = write_page('topic', 'KV-cache  compression (2.0)', root=site)[0]
    assert path.name == 'kv-cache-compression-2-0.md'


@pytest.mark.parametrize(
    ('arguments', 'says'),
    [
        (('王梓人',), '--id wang-ziren'),
        (('王梓人', '--id', '王'), 'such as "wang-ziren"'),
        (('Jane Doe', '--id', 'Jane_Döe'), 'did you mean "jane-doe"?'),
        (('Jane Doe', '--id', 'index'), 'choose another'),
        (('Index',), 'choose another'),
        ((' ',), 'empty'),
        (('Jane\x07Doe',), r"'Jane\x07Doe'"),
    ],
)
def test_refuses_an_unfit_name_or_id(
    site: Path, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, 'person', *arguments) == 2
    assert says in capsys.readouterr().err
    assert list(site.rglob('*.md')) == []


def test_takes_the_id_that_is_given(site: Path) -> None:
    assert new(site, 'person', '王梓人', '--id', 'wang-ziren') == 0
    assert '# 王梓人' in (site / 'people/wang-ziren.md').read_text(encoding='utf-8')


def test_never_overwrites(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = write(site / 'people/jane-doe.md', 'mine\n')
    assert new(site, 'person', 'Jane Doe') == 1
    assert str(page) in capsys.readouterr().err
    assert page.read_text(encoding='utf-8') == 'mine\n'


def test_refuses_an_id_in_use_in_another_folder(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = write(site / 'people/alumni/jane-doe.md', '---\nperson:\n  name: Jane\n---\n# Jane\n')
    assert new(site, 'person', 'Jane Doe') == 1
    assert str(twin) in capsys.readouterr().err
    assert not (site / 'people/jane-doe.md').exists()


def test_another_kind_another_site_or_no_page_is_no_twin(site: Path) -> None:
    page = '---\nperson:\n  name: Jane\n---\n'
    write(site / 'topics/jane-doe.md', page.replace('person', 'topic'))
    write(site / 'guide/jane-doe.md', '# About Jane\n')
    write(site / '_build/jane-doe.md', page)
    write(site / 'tests/roots/one/jane-doe.md', page)
    write(site / 'tests/roots/one/conf.py', '')
    assert new(site, 'person', 'Jane Doe') == 0


def test_refuses_a_folder_that_is_no_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path, 'person', 'Jane Doe') == 2
    assert 'conf.py' in capsys.readouterr().err


def test_says_what_the_system_refuses(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site / 'people', 'a file where the folder should be')
    assert new(site, 'person', 'Jane Doe') == 1
    assert str(site / 'people') in capsys.readouterr().err


def test_an_error_carries_its_exit_code(site: Path) -> None:
    with pytest.raises(CommandError, match='empty') as caught:
        write_page('topic', '', root=site)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize('kind', MAIN_KINDS)
def test_writes_the_index_page_of_a_folder_that_has_none(
    site: Path, kind: PageKind, capsys: pytest.CaptureFixture[str]
) -> None:
    index = site / PLURALS[kind] / 'index.md'
    assert new(site, kind, 'Jane Doe') == 0
    assert capsys.readouterr().out.splitlines()[1:] == [f'wrote {index}']
    folder = PLURALS[kind]
    assert index.read_text(encoding='utf-8') == (
        f'# {folder.capitalize()}\n\n```{{{folder}}}\n```\n'
    )
    index.write_text('mine', encoding='utf-8')
    assert write_page(kind, 'Joan Roe', root=site) == [index.with_name('joan-roe.md')]
    assert index.read_text(encoding='utf-8') == 'mine'


@pytest.mark.parametrize('other', ['people/index.rst', 'people.md'])
def test_another_index_page_is_enough(site: Path, other: str) -> None:
    write(site / other, 'People')
    assert len(write_page('person', 'Jane Doe', root=site)) == 1


@pytest.mark.parametrize('kind', PAGE_KINDS)
def test_a_new_page_is_short(kind: PageKind) -> None:
    text = page_text(kind, 'Jane Doe')
    assert '::::' not in text
    assert len(re.findall('(?m)^ *[#%] .*[^#]$', text)) <= 20
    assert len(text.splitlines()) <= 42


@pytest.mark.parametrize(
    ('kind', 'folder'),
    [
        ('news', 'news'),
        ('post', 'news'),
        ('talks', 'talks'),
        ('talk', 'talks'),
        ('course', 'teaching'),
        ('opening', 'openings'),
        ('activity', 'activities'),
    ],
)
def test_a_dated_entry_is_written_by_its_kind_or_by_one_of_it(
    site: Path, kind: str, folder: str
) -> None:
    page, index = write_page(kind, 'Logs that answer', root=site)
    assert page == site / folder / 'logs-that-answer.md'
    read = read_front_matter(
        page.read_text(encoding='utf-8'), docname=f'{folder}/x', page_id='x', expected='entry'
    )
    assert read.problems == ()
    assert isinstance(read.record, DatedEntry)
    assert (read.record.name, read.record.entry_kind) == ('Logs that answer', folder)
    assert read.record.moment is not None
    title = folder.capitalize()
    assert index.read_text(encoding='utf-8') == (
        f'# {title}\n\n```{{entries}}\n:kind: {folder}\n```\n'
    )


def test_an_entry_without_a_kind_is_told_which_there_are(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, 'entry', 'We moved') == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(f'in the place of "entry": {", ".join(ENTRY_KINDS)}')
    assert new(site, 'talsk', 'Logs') == 2
    assert 'did you mean "talks"?' in capsys.readouterr().err
    assert list(site.rglob('*.md')) == []


def test_lists_that_come_by_themselves_are_not_shown_empty() -> None:
    for kind in ('project', 'topic'):
        assert re.findall(r'\{\w+\}', page_text(kind, 'Logs')) == ['{profile}']


@pytest.mark.parametrize('uncommented', [False, True], ids=['as written', 'example in use'])
def test_a_new_page_builds_at_once(
    site: Path, make_app: Callable[..., SphinxTestApp], *, uncommented: bool
) -> None:
    write(site / 'conf.py', 'extensions = ["sphinx_folio"]\nnitpicky = True\n')
    write(site / 'index.md', '# Site\n')
    for kind in (*MAIN_KINDS, *ENTRY_KINDS):
        page = write_page(kind, f'Jane "JD" *Doe*: #1 {kind}', root=site)[0]
        if uncommented:
            text = re.sub('(?m)^% Take .*\n', '', page.read_text(encoding='utf-8'))
            write(page, re.sub('(?m)^% ?', '', text))
    app = make_app('html', srcdir=site)
    app.build()
    assert app.warning.getvalue() == ''
    html = (app.outdir / 'people/jane-doe-1-person.html').read_text(encoding='utf-8')
    assert ('MSc in Computer Science' in html) is uncommented
    assert {'news/jane-jd-doe-1-news', 'talks/index'} <= app.env.found_docs
    html = (app.outdir / 'talks/index.html').read_text(encoding='utf-8')
    assert 'href="jane-jd-doe-1-talks.html"' in html
