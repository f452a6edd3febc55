"""The command ``check``: whose papers are found, who is nearly matched, what is mended."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_folio.__main__ import main
from sphinx_folio.bib import load
from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.cli import check
from sphinx_folio.cli.check import LEFT_TO_BUILD, WIDTH
from sphinx_folio.cli.reports import WORST_FIRST
from sphinx_folio.graph import Graph, near_misses
from sphinx_folio.graph import near_miss as nearmiss
from sphinx_folio.graph.near_miss import Index
from sphinx_folio.model import Author, Person, Publication, name_key
from sphinx_folio.util import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support import MakeSite

ROOT = Path(__file__).parents[2]
CONF = "extensions = ['sphinx_folio']\nbibtex_bibfiles = ['references.bib']\n"


def write_site(root: Path, **files: str | bytes) -> Path:
    """Write a site; a name such as ``people__jane`` stands for ``people/jane.md``."""
    named: dict[str, str | bytes] = {
        f'{name.replace("__", "/").replace("_", "-")}.md': text for name, text in files.items()
    }
    named = {'conf.py': CONF, 'references.bib': b'', 'index.md': '# Site\n'} | named
    for special, name in (('bib.md', 'references.bib'), ('conf.md', 'conf.py')):
        if special in named:
            named[name] = named.pop(special)
    for name, text in named.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
    return root


def page(kind: str, **facts: Any) -> str:
    lines = [f'  {key.replace("_", "-")}: {value}' for key, value in facts.items()]
    return '\n'.join(['---', f'{kind}:', *lines, '---', '', '# Untitled', ''])


def section(text: str, title: str) -> list[str]:
    """Return the lines under a title of the report, but for the counts of kinds."""
    blocks = {block.split('\n')[0].rpartition(' (')[0]: block for block in text.split('\n\n')}
    lines = blocks[title].split('\n')[1:] if title in blocks else []
    return [line for line in lines if not line.startswith('  folio.')]


# -- papers of people ------------------------------------------------------------------------

BIB = """\
    @misc{annotated, title = {A}, author = {J. D. and Roe, Joan}, author+an = {1=jane-doe}}
    @misc{named, title = {B}, author = {Doe, Jane}}
    @misc{native, title = {C}, author = {王, 梓人}}
    @misc{spelt, title = {D}, author = {Doe-Roe, Jane}}
    @misc{field, title = {E}, people = {jane-doe}}
    @misc{page, title = {F}, author = {Nobody}}
    @misc{nobody, title = {G}, author = {Nobody}}
    @misc{nobody-else, title = {H}}
    """
JANE = page(
    'person', name='Jane Doe', native_name='王梓人', names='["Jane Doe-Roe"]', publications='[page]'
)


def test_papers_are_counted_by_the_rule_that_found_them(tmp_path: Path) -> None:
    outcome = check(
        write_site(tmp_path, bib=BIB, people__jane_doe=JANE, people__ann=page('person', name='Ann'))
    )
    assert outcome.exit_code == 0
    assert outcome.text.startswith(
        '2 people, 0 projects, 0 topics, 8 publications in references.bib\n'
    )
    assert section(outcome.text, 'People') == [
        '  Ann (ann): no paper',
        '  Jane Doe (jane-doe): 6 papers (annotation 1, name 1, native-name 1, names 1,',
        '      people field 1, publications key 1)',
    ]
    assert section(outcome.text, 'Publications of nobody here') == ['  nobody, nobody-else']
    assert outcome.text.endswith(f'\n\nNo problem.\n{LEFT_TO_BUILD}')


def test_papers_are_named_when_asked_for(tmp_path: Path) -> None:
    outcome = check(write_site(tmp_path, bib=BIB, people__jane_doe=JANE), verbose=True)
    assert section(outcome.text, 'People')[2:] == [
        '      annotation: annotated',
        '      name: named',
        '      native-name: native',
        '      names: spelt',
        '      people field: field',
        '      publications key: page',
    ]


def test_a_paper_of_two_rules_is_one_paper(tmp_path: Path) -> None:
    bib = '@misc{key, title = {A}, author = {Doe, Jane and J. D.}, author+an = {2=jane-doe}}'
    outcome = check(write_site(tmp_path, bib=bib, people__jane_doe=JANE.replace('[page]', '[key]')))
    assert section(outcome.text, 'People') == [
        '  Jane Doe (jane-doe): 1 paper (annotation 1, name 1)'
    ]


def test_a_person_without_a_name_has_that_of_the_first_heading(tmp_path: Path) -> None:
    source = '---\nperson:\n---\n\n```\n# Code\n```\n\nJane *van* `Doe`\n================\n'
    bib = '@misc{key, title = {A}, author = {van Doe, Jane}}'
    outcome = check(write_site(tmp_path, bib=bib, people__jane=source))
    assert section(outcome.text, 'People') == ['  Jane van Doe (jane): 1 paper (name 1)']


# -- near misses -----------------------------------------------------------------------------

NEAR = [
    ('Ziren Wang', 'Wang, Z.', 'initials'),
    ('Ziren Wang', 'Z. Wang', 'initials'),
    ('Zi-Ren Wang', 'Wang, Z.-R.', 'initials'),
    ('Ziren Wang', 'Wang, Z. R.', 'initials'),
    ('Ziren Wang', 'Wang Z', 'initials'),
    ('Ana García Márquez', 'García Márquez, A.', 'initials'),
    ('Jane M. Doe', 'Doe, Jane', 'initials'),
    ('Jane Doe', 'Doe, Jane M.', 'initials'),
    ('Jane Marie Doe', 'Doe, Jane M.', 'initials'),
    ('J. R. R. Tolkien', 'Tolkien, John R. R.', 'initials'),
    ('Ziren Wang', 'Zirem Wang', 'one letter off'),
    ('Ziren Wang', 'Zirenn Wang', 'one letter off'),
    ('Ziren Wang', 'Zire Wang', 'one letter off'),
    ('Ziren Wang', 'Zrien Wang', 'one letter off'),
    ('Ziren Wang', 'Xiren Wang', 'one letter off'),
    ('Ziren Wang', 'Ziren Wan', 'one letter off'),
    ('Ziren Wang', 'Zi Ren Wang', 'one letter off'),
    ('Jörg Müller', 'Jorg Mueller', 'one letter off'),
    ('Ziren Wang', 'Wang Ziren', 'words in another order'),
    ('Zi Ren Wang', 'Wang Zi Ren', 'words in another order'),
    ('王梓人', '梓人王', 'words in another order'),
]
FAR = [
    ('Ziren Wang', 'Wang, Y.'),
    ('Ziren Wang', 'Wang, R. Z.'),
    ('Ziren Wang', 'Zhuoran Wang'),
    ('Ziren Wang', 'Ziren'),
    ('Ziren Wang', 'Wang'),
    ('Ziren Wang', 'Ziremm Wang'),
    ('Ziren Wang', 'Ziren Wang Jr.'),
    ('Jane M. Doe', 'Doe, Jane R.'),
    ('Jane Doe', 'Doe, Jane Marie'),
    ('J. Doe-Roe', 'K. Doe-Roe'),
    ('Li Wu', 'Li Hu'),
    ('王梓人', '王梓'),
    ('王梓人', '王梓水'),
    ('Ziren Wang', ''),
    ('', 'Ziren Wang'),
]


def person(name: str, **facts: Any) -> Person:
    return Person(**({'id': 'x', 'docname': 'people/x', 'name': name} | facts))


@pytest.mark.parametrize(('name', 'author', 'kind'), NEAR)
def test_a_name_that_is_nearly_a_person(name: str, author: str, kind: str) -> None:
    assert Index([person(name)]).find(name_key(author)) == (('x', kind),)
    other = person('Somebody Else', names=(name,))
    assert Index([other]).find(name_key(author)) == (('x', kind),)


@pytest.mark.parametrize(('name', 'author'), [*FAR, *{(name, name): None for name, *_rest in NEAR}])
def test_a_name_that_is_nobody_or_just_right(name: str, author: str) -> None:
    assert Index([person(name)]).find(name_key(author)) == ()


def test_an_anonymous_person_is_nearly_nobody() -> None:
    assert Index([person('Ziren Wang', anonymous=True)]).find('z wang') == ()


def test_an_author_who_is_known_is_no_near_miss() -> None:
    authors = {
        'is somebody': ('ziren wang', ''),
        'is annotated': ('z wang', 'y'),
        'fits two': ('jane doe', ''),
        'is a group': ('', ''),
    }
    people = [
        person('Ziren Wang'),
        person('Jane Doe', id='y'),
        person('Jane Doe', id='z'),
        person('J. Doe', id='w'),
    ]
    for what, (key, annotated) in authors.items():
        author = Author('Z. Wang', key, person=annotated)
        paper = Publication(key='k', type='misc', title='T', authors=(author,))
        assert list(near_misses(Graph(people, {'k': paper}))) == [], what


def test_a_word_of_biblatex_hides_no_near_miss() -> None:
    author = Author('Z. Wang', 'z wang', person='highlight')
    paper = Publication(key='k', type='misc', title='T', authors=(author,))
    (miss,) = near_misses(Graph([person('Ziren Wang')], {'k': paper}))
    assert miss.hits == (('x', 'initials'),)


@pytest.mark.parametrize(
    ('author', 'is_near'),
    [
        ('Nguyen JR', True),
        ('JR Nguyen', True),
        ('JX Nguyen', False),
        ('NGUYEN JR', True),
    ],
)
def test_initials_may_be_run_together(author: str, is_near: bool) -> None:  # noqa: FBT001  (a column of the table)
    paper = Publication(key='k', type='misc', title='T', authors=(Author(author, author.lower()),))
    assert bool([*near_misses(Graph([person('John Robert Nguyen')], {'k': paper}))]) is is_near


def test_a_nickname_is_nearly_the_same() -> None:
    hits = Index([person('Elizabeth (Liz) Gray, PhD')]).find('l gray')
    assert hits == (('x', 'initials'),)


def test_a_person_is_not_two_authors_of_one_paper() -> None:
    authors = (Author('Ziren Wang', 'ziren wang'), Author('Z. Wang', 'z wang'))
    paper = Publication(key='k', type='misc', title='T', authors=authors)
    assert list(near_misses(Graph([person('Ziren Wang')], {'k': paper}))) == []


MISSES = """\
    @misc{one, title = {A}, author = {Wang, Z. and Zirem Wang}, author+an = {2=equal}}
    @misc{two, title = {B}, author = {Zirem Wang and Roe, Joan},
      author+an = {1=equal, corresponding; 2=equal}}
    """


def test_a_near_miss_is_told_with_what_to_write(tmp_path: Path) -> None:
    outcome = check(
        write_site(
            tmp_path,
            bib=MISSES,
            people__ziren=page('person', name='Ziren Wang', names='["Wang, Zi-Ren"]'),
            people__zhuoran=page('person', name='Zhuoran Wang'),
        )
    )
    assert outcome.exit_code == 0
    assert section(outcome.text, 'Near misses, not linked') == [
        '  "Z. Wang" may be Zhuoran Wang (zhuoran) or Ziren Wang (ziren): initials',
        '      references.bib:1: one',
        '        author+an = {1=zhuoran; 2=equal} or author+an = {1=ziren; 2=equal}',
        '  "Zirem Wang" may be Ziren Wang (ziren): one letter off',
        '      references.bib:1: one',
        '        author+an = {2=equal, ziren}',
        '      references.bib:2: two',
        '        author+an = {1=equal, corresponding, ziren; 2=equal}',
        '      or, for all of them, in people/ziren.md:',
        '        names: ["Wang, Zi-Ren", "Zirem Wang"]',
    ]


def test_what_is_told_to_be_written_ties_the_paper(tmp_path: Path) -> None:
    bib = '@misc{one, title = {A}, author = {Wang, Z.}}\n@misc{two, title = {B}, author = {Z Wang}}'
    page_of = page('person', name='Ziren Wang')
    told = section(
        check(write_site(tmp_path, bib=bib, people__ziren=page_of)).text,
        'Near misses, not linked',
    )
    field, names = told[2].strip(), told[-1]
    annotated = bib.replace('{Wang, Z.}', f'{{Wang, Z.}}, {field}')
    text = check(write_site(tmp_path, bib=annotated, people__ziren=page_of)).text
    assert '1 paper (annotation 1)' in text
    spelt = page_of.replace('Ziren Wang\n', f'Ziren Wang\n  {names.strip()}\n')
    text = check(write_site(tmp_path, bib=bib, people__ziren=spelt)).text
    assert '2 papers (names 2)' in text
    assert 'Near misses' not in text


def test_many_entries_of_one_spelling_are_few_lines(tmp_path: Path) -> None:
    bib = '\n'.join(f'@misc{{k{n}, title = {{T{n}}}, author = {{Wang, Z.}}}}' for n in range(30))
    site = write_site(tmp_path, bib=bib, people__ziren=page('person', name='Ziren Wang'))
    text = check(site).text
    assert 'Near misses, not linked (30)' in text
    assert '      and 27 more (--verbose)' in text
    assert len(section(text, 'Near misses, not linked')) == 10
    assert len(section(check(site, verbose=True).text, 'Near misses, not linked')) == 63


def graph_of(people: int, entries: int) -> Graph:
    """Return a graph of names that have much in common, three to an entry."""
    surnames = [f'{first}{second}' for first in ('Wan', 'Li', 'Che', 'Zha') for second in 'gnou']
    given = [f'{first}{second}' for first in 'ABCDEFGHKLMNPRST' for second in ('ai', 'ei', 'uo')]

    def name(number: int) -> str:
        return f'{given[number % len(given)]}{number % 97} {surnames[number % len(surnames)]}'

    def authors(number: int) -> Iterator[Author]:
        for shift in range(3):
            shown = name(number * 3 + shift)
            shown = shown if shift else f'{shown[0]}. {shown.split()[1]}'
            yield Author(shown, name_key(shown))

    return Graph(
        [person(name(number), id=f'p{number}') for number in range(people)],
        {
            f'k{number}': Publication(
                key=f'k{number}', type='misc', title='T', authors=tuple(authors(number))
            )
            for number in range(entries)
        },
    )


def test_comparisons_grow_with_the_entries_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: dict[str, int] = {}

    def count(name: str) -> None:
        compare = getattr(nearmiss, name)

        def counted(one: str, other: str) -> bool:
            counts['now'] += 1
            return bool(compare(one, other))

        monkeypatch.setattr(nearmiss, name, counted)

    count('are_alike')
    count('is_one_letter_off')
    results = {}
    for people, entries in ((300, 1000), (300, 2000), (150, 2000)):
        counts['now'] = 0
        assert list(near_misses(graph_of(people, entries)))
        results[people, entries] = counts['now']
    assert results[300, 2000] < 2000 * 3 * 5  # of the 1,800,000 pairs
    assert results[300, 2000] <= 2 * results[300, 1000] + 100
    assert results[300, 2000] <= 3 * results[150, 2000]


# -- problems and exit codes -----------------------------------------------------------------

WRONG: dict[str, str] = {
    'people/jane.md': '---\nperson:\n  rol: x\n  names: [Joan Roe]\n  projects: [nothing]\n---\n\n'
    '# Jane Doe\n',
    'people/Joan_Roe.md': '---\nperson:\n  publications: [nothing]\n  names: [Joan Roe]\n---\n\n'
    '# Jo Roe\n',
    'people/sub/jane.md': '---\nperson:\n  group: PhD\n---\n\n# Jane Roe\n',
    'people/index.md': '# People\n',
    'topics/free.md': '# Free\n',
    'topics/a.md': '---\ntopic:\n  redirect-from: [/old/, ../x]\n---\n\n# A\n',
    'topics/b.md': '---\ntopic:\n  redirect-from: /old\n---\n\n# B\n',
    'references.bib': '@misc{a, title = {A}, author = {Joan Roe}, doi = {doi:10.1145/1},\n'
    '  topics = {nothing}, people = {nobody}}\n'
    '@misc{a, title = {A}}\n@misc{b, pdf = {nothing.pdf}\n}\n@misc{c, title = {A}\n'
    '@misc{d, title = {A}, author = {Jane Doe}, author+an = {1=nobody; 2=equal}, doi = {10.1145/1}}',
}


def test_problems_are_those_of_a_build(make_site: MakeSite) -> None:
    site = make_site({**WRONG, 'conf.py': CONF + "exclude_patterns = ['_build']\n"})
    outcome = check(site.srcdir)
    assert outcome.exit_code == 1
    told = section(outcome.text, 'Problems')
    built = [f'{file}:{line}: {message}' for file, line, message in site.warnings]
    prefix = f'{site.srcdir}{os.sep}'
    assert sorted(told) == sorted(line.replace(prefix, '') for line in built)
    assert len(told) > 12
    kinds = [line.rpartition('folio.')[2].rstrip(']') for line in told]
    assert kinds == sorted(kinds, key=WORST_FIRST.index)
    for kind in kinds:
        places = [line.split(':')[:2] for line in told if line.endswith(f'[folio.{kind}]')]
        assert places == sorted(places, key=lambda place: (place[0], int(place[1])))
        assert f'\n  folio.{kind} ({len(places)})\n' in outcome.text
    assert f'\nProblems ({len(told)})\n' in outcome.text
    assert outcome.text.endswith(
        f'\n\n{len(told)} problems. 1 value can be mended by --fix, which shows what it changes.\n'
        + LEFT_TO_BUILD
    )


def test_formulas_of_entries_are_told_as_in_a_build(make_site: MakeSite) -> None:
    bib = (
        '@misc{a,\n  title = {A $\\bigo$},\n abstract = {$\\hskip 1cm$}}\n'
        '@misc{b, title = {B},\n  abstract = {Of $\\sideset{a}{b}x$}}\n'
    )
    site = make_site({'references.bib': bib, 'conf.py': CONF + "exclude_patterns = ['_build']\n"})
    told = section(check(site.srcdir).text, 'Problems')
    assert told
    assert sorted(told) == sorted(f'{file}:{at}: {words}' for file, at, words in site.warnings)
    write_site(site.srcdir, conf=f"{CONF}html_math_renderer = 'mathjax'\n")
    assert not any('cannot be set' in line for line in check(site.srcdir).text.splitlines())


def test_what_only_pages_show_is_not_decoded(tmp_path: Path) -> None:
    file = tmp_path / 'references.bib'
    bib = '@misc{a, title = {A}, abstract = {\\emph{Long}}}\n'
    file.write_text(bib + bib.replace('a,', 'b,').replace('Long', '$x$'), encoding='utf-8')
    read = load([file], 'utf-8', tmp_path, is_shown=False)
    assert [bool(read.publications[key].abstract) for key in 'ab'] == [False, True]


def test_entries_of_nobody_come_last_and_are_few(tmp_path: Path) -> None:
    bib = '\n'.join(f'@misc{{k{n}, title = {{T{n}}}, doi = {{x}}}}' for n in range(2000))
    site = write_site(tmp_path, bib=bib)
    blocks = check(site).text.split('\n\n')
    assert blocks[-2].startswith('Publications of nobody here (2000)\n  k0, k1, ')
    assert blocks[-2].endswith('k9 and 1,990 more (--all)')
    assert blocks[-3].startswith('Problems (2000)\nreferences.bib:1: ')
    assert len(blocks[-3].splitlines()) == 2
    whole = check(site, show_all=True).text.split('\n\n')
    assert whole[-2].endswith('k1998, k1999')
    assert len(whole[-3].splitlines()) == 2001


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    site = write_site(tmp_path)
    (site / 'references.bib').unlink()
    outcome = check(site)
    assert outcome.exit_code == 1
    (line,) = section(outcome.text, 'Problems')
    assert line.startswith('references.bib:1: cannot open this file')


def test_a_site_without_a_bibliography_is_right(tmp_path: Path) -> None:
    outcome = check(write_site(tmp_path, conf='project = "Site"\n'))
    assert outcome == (
        '0 people, 0 projects, 0 topics, 0 publications in no .bib file\n\nNo problem.\n'
        + LEFT_TO_BUILD,
        0,
    )


def test_settings_are_those_of_conf_py(tmp_path: Path) -> None:
    conf = """\
        import os
        folio_folders = {'members': 'person'}
        bibtex_bibfiles = [os.path.join('bib', 'a.bib')]
        bibtex_encoding = 'latin-1'
        exclude_patterns = ['drafts']
        templates_path = ['templates']
        html_static_path = ['static']
        source_suffix = {'.markdown': 'markdown', '.rst': 'restructuredtext'}
        """
    site = write_site(
        tmp_path,
        conf=conf,
        members__jane='# José Doe\n',
        people__joan='# Joan Roe\n',
        drafts__a=page('person', rol='x'),
        templates__a=page('person', rol='x'),
        static__a=page('person', rol='x'),
    )
    (site / 'members/ann.markdown').write_text(page('person', name='Ann Poe'), encoding='utf-8')
    (site / 'bib').mkdir()
    text = '@misc{a, title = {A}, author = {José Doe and Ann Poe}}'
    (site / 'bib/a.bib').write_bytes(text.encode('latin-1'))
    outcome = check(site)
    (line,) = section(outcome.text, 'Problems')
    assert line.startswith('members/jane.md:1: this page stands in the folder of a person')
    assert [line.strip() for line in section(outcome.text, 'People')] == [
        'Ann Poe (ann): 1 paper (name 1)',
        'José Doe (jane): 1 paper (name 1)',
    ]


def test_a_wrong_setting_is_a_problem(tmp_path: Path) -> None:
    outcome = check(write_site(tmp_path, conf=f"{CONF}folio_folders = ['people']\n"))
    (line,) = section(outcome.text, 'Problems')
    assert line.startswith('conf.py:1: folio_folders: must map folders to kinds')
    assert line.endswith('; the default is used [folio.config]')


def test_a_file_in_the_place_of_the_list_of_files_is_taken_as_one(tmp_path: Path) -> None:
    site = write_site(tmp_path, conf=f"{CONF}bibtex_bibfiles = 'bib/a.bib'\n")
    (site / 'bib').mkdir()
    (site / 'bib/a.bib').write_text('@misc{a, title = {A}, author = {Ann Poe}}', encoding='utf-8')
    outcome = check(site)
    (line,) = section(outcome.text, 'Problems')
    assert line.startswith("conf.py:1: bibtex_bibfiles: a list of files is needed; write ['bib/a")
    assert '1 publication in bib/a.bib' in outcome.text


@pytest.mark.parametrize(
    ('conf', 'message'),
    [
        (None, "doesn't contain a conf.py file"),
        ('project = \n', 'syntax error'),
        ('1 / 0\n', 'ZeroDivisionError'),
        ('raise SystemExit\n', 'called sys.exit()'),
    ],
)
def test_a_site_that_cannot_be_read(tmp_path: Path, conf: str | None, message: str) -> None:
    write_site(tmp_path, conf=conf or '')
    if conf is None:
        (tmp_path / 'conf.py').unlink()
    with pytest.raises(CommandError, match=r'.') as caught:
        check(tmp_path)
    assert message in str(caught.value)


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(write_site(tmp_path, people__jane=page('person', name='Jane Doe')))
    assert main(['check', '--root', root]) == 0
    assert capsys.readouterr().out.endswith(f'\nNo problem.\n{LEFT_TO_BUILD}\n')
    assert main(['check', '--root', root, '--verbose', '--fix']) == 0
    (tmp_path / 'people/jane.md').write_text(page('person', rol='x'), encoding='utf-8')
    capsys.readouterr()
    assert main(['check', '--root', root]) == 1
    assert '\npeople/jane.md:3: unknown key "rol"' in capsys.readouterr().out
    (tmp_path / 'conf.py').unlink()
    assert main(['check', '--root', root]) == 2
    captured = capsys.readouterr()
    assert captured.out == ''
    assert captured.err.startswith('check: ')


def test_a_terminal_without_the_letters_is_no_obstacle(tmp_path: Path) -> None:
    site = write_site(tmp_path, people__jane=page('person', name='王梓人'))
    run = subprocess.run(
        [sys.executable, '-m', 'sphinx_folio', 'check'],
        cwd=site,
        env={**os.environ, 'PYTHONIOENCODING': 'ascii'},
        capture_output=True,
        check=False,
        text=True,
        timeout=600,
    )
    assert (run.returncode, run.stderr) == (0, '')
    assert '  ??? (jane): no paper' in run.stdout


def test_the_real_site_is_right() -> None:
    outcome = check(ROOT)
    assert outcome.exit_code == 0, outcome.text
    assert max(map(len, outcome.text.splitlines())) <= WIDTH


# -- fixes -----------------------------------------------------------------------------------

FIXED = [
    # what is written, and what it becomes
    ('doi = {https://doi.org/10.1145/1}', 'doi = {10.1145/1}'),
    ('doi = {https://doi.org/10.1145/aBC}', 'doi = {10.1145/aBC}'),
    ('doi={http://dx.doi.org/10.1145/a_b-(c)<d>;e}', 'doi={10.1145/a_b-(c)<d>;e}'),
    ('DOI = "doi:10.1145/1"', 'DOI = "10.1145/1"'),
    ('doi =\n   {  DOI: 10.1145/1 }', 'doi =\n   {  10.1145/1 }'),
    ('doi = {{10.1145/1}}', 'doi = {10.1145/1}'),
    ('eprint = {https://arxiv.org/abs/2305.12345v2}', 'eprint = {2305.12345v2}'),
    ('arxiv = {http://arxiv.org/pdf/hep-th/9901001.pdf}', 'arxiv = {hep-th/9901001}'),
    ('eprint = {arXiv:2305.12345 [cs.LG]}', 'eprint = {2305.12345}'),
    ("year = {'2020'}", 'year = {2020}'),
    ('date = {2023-5}', 'date = {2023-05}'),
    ('date = "2023.5.1"', 'date = "2023-05-01"'),
    ('date = {2023/5/1}', 'date = {2023-05-01}'),
    ('date = {2010--2012}', 'date = {2010/2012}'),
    ('date = {2010-05 to 2012}', 'date = {2010-05/2012}'),
    ('year = " 2020, "', 'year = " 2020 "'),
    ('doi={doi:10.1145/1},arxiv={arXiv:2305.12345}', 'doi={10.1145/1},arxiv={2305.12345}'),
    ('arxiv={arXiv:2305.12345},doi={doi:10.1145/1}', 'arxiv={2305.12345},doi={10.1145/1}'),
    (
        'note = {doi:10.1145/1}, doi = {doi:10.1145/1}',
        'note = {doi:10.1145/1}, doi = {10.1145/1}',
    ),
]
KEPT = [
    'doi = {10.1145/1}',
    'doi = {https://dl.acm.org/doi/10.1145/1}',  # what stands behind it is not known
    'doi = {https://doi.org/10.1002/%28SICI%291}',
    'doi = {https://doi.org/10.1145/1?nosfx=y}',
    'doi = {to appear}',
    'doi = "doi:10.1145/" # 1',
    'doi = "doi:10.1145/" # "1"',
    'doi = shortcut',
    'doi = {doi:\n 10.1145/1}',
    'year = {in press}',
    'year = {“2020”}',
    'year = 98',
    'date = {2023/05}',
    'date = {2023/2020}',
    'date = {May 2023}',
    'url = {https://doi.org/10.1145/1}',
    'note = {doi = {https://doi.org/10.1145/1}}',
    'doi = {}, note = {doi = {doi:10.1145/1}}',
]


#: What the guide says that is mended: a value as it is written, and what it becomes.
GUIDE = (ROOT / 'guide/messages.md').read_text(encoding='utf-8')
PROMISED = re.findall(r'^\| `(\w+ = \{.*\})` \| `(\w+ = \{.*\})` \|$', GUIDE, re.MULTILINE)


@pytest.mark.parametrize(('written', 'better'), PROMISED)
def test_what_the_guide_promises_is_mended(tmp_path: Path, written: str, better: str) -> None:
    bib = f'@misc{{a, title = {{A}},\n  {written},\n}}\n'
    _printed, content = fix(tmp_path, bib.encode())
    assert content.decode() == bib.replace(written, better)


def test_the_guide_names_each_field_that_is_mended() -> None:
    fields = {better.partition(' ')[0] for _written, better in PROMISED}
    assert fields == {'doi', 'arxiv', 'eprint', 'year', 'date'}


def fix(root: Path, bib: bytes) -> tuple[str, bytes]:
    """Return what is printed, and what becomes of a file."""
    text = check(write_site(root, bib=bib), fix=True).text
    return text, (root / 'references.bib').read_bytes()


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'latin-1', 'iso2022_jp'])
@pytest.mark.parametrize(('written', 'better'), FIXED)
def test_a_fix_changes_one_value_and_no_other_byte(
    tmp_path: Path, written: str, better: str, encoding: str
) -> None:
    title = '王' if encoding.startswith('iso') else 'Ü'
    around = (
        f'% {title}\n@misc{{a, title = {{{title}}},\n  HERE,\n\tnote = {{x  }}  }}\n\n  @misc{{b,}}'
    )
    for end in ('\n', '\r\n', '\r'):
        before, after = (
            around.replace('HERE', text).replace('\n', end).encode(encoding)
            for text in (written, better)
        )
        printed, content = fix(tmp_path, before)
        assert content == after
        assert 'Fixed ' in printed


@pytest.mark.parametrize('written', KEPT)
def test_what_is_not_sure_is_not_touched(tmp_path: Path, written: str) -> None:
    bib = f'@string{{shortcut = "doi:10.1145/1"}}\n@misc{{a, title = {{A}},\n  {written},\n}}\n'
    if written == 'doi = shortcut':
        bib = bib.replace('shortcut = "', 'shortcut = " ')
    printed, content = fix(tmp_path, bib.encode())
    assert content == bib.encode()
    assert 'Fixed' not in printed
    assert '--fix' not in printed


@pytest.mark.parametrize(
    'broken',
    [
        '@misc{b, title = {B, doi = {doi:10.1145/2}\n}',
        '@misc{b, title = {B}, doi = {doi:10.1145/2}',
        '@misc{, title = {B}, doi = {doi:10.1145/2}}',
        '@misc{a, title = {B}, doi = {doi:10.1145/2}}',
        '@misc{b, title = = {B}, doi = {doi:10.1145/2}}',
        '@comment{b, doi = {doi:10.1145/2}}',
        '% @misc{b, title = {B}, doi = {doi:10.1145/2}}',
    ],
)
def test_an_entry_that_does_not_parse_is_not_touched(tmp_path: Path, broken: str) -> None:
    bib = f'@misc{{a, title = {{A}}, doi = {{doi:10.1145/1}}}}\n{broken}\n'
    _printed, content = fix(tmp_path, bib.encode())
    assert content.decode() == bib.replace('doi:10.1145/1', '10.1145/1')


def test_every_entry_of_a_line_is_mended(tmp_path: Path) -> None:
    entry = '@misc{%s, title={%s}, doi={doi:10.1145/1}, related={a}}'
    bib = ' '.join(entry % (key, key) for key in 'abc').encode()
    _printed, content = fix(tmp_path, bib)
    assert content == bib.replace(b'doi:', b'')


def test_the_difference_is_shown(tmp_path: Path) -> None:
    bib = '@misc{a,\r\n title = {A},\r\n doi = {doi:10.1145/1},\r\n note = {Ü},\r\n}\r\n'
    printed, _content = fix(tmp_path, bib.encode('latin-1'))
    assert printed.startswith(
        '--- references.bib\n+++ references.bib\n@@ -1,6 +1,6 @@\n @misc{a,\n  title = {A},\n'
        '- doi = {doi:10.1145/1},\n+ doi = {10.1145/1},\n  note = {Ü},\n }\n \n\n'
        'Fixed 1 value in references.bib.\n\n0 people'
    )


def test_nothing_is_written_without_being_asked(tmp_path: Path) -> None:
    bib = b'@misc{a, title = {A}, doi = {doi:10.1145/1}}'
    site = write_site(tmp_path, bib=bib)
    outcome = check(site)
    assert outcome.exit_code == 1
    assert outcome.text.endswith(
        '1 problem. 1 value can be mended by --fix, which shows what it changes.\n' + LEFT_TO_BUILD
    )
    assert (site / 'references.bib').read_bytes() == bib
    assert check(site, fix=True).exit_code == 0
    once = (site / 'references.bib').stat().st_mtime_ns
    assert check(site, fix=True).text.endswith(f'\n\nNo problem.\n{LEFT_TO_BUILD}')
    assert (site / 'references.bib').stat().st_mtime_ns == once


def test_a_value_elsewhere_is_no_value_to_mend(tmp_path: Path) -> None:
    """A text that looks as the field does stands before it on its line."""
    bib = b'@misc{a, title = {doi = {doi:10.1145/1}}, doi = "doi:10.1145/1"}'
    _printed, content = fix(tmp_path, bib)
    library = EntryCollection()
    library.read_bytes(content, 'utf-8', 'references.bib')
    assert library.entries['a'].entry.fields['title'] == 'doi = {doi:10.1145/1}'


PIECES = (
    b'{', b'}', b'"', b'\\', b'@', b',', b'=', b'$', b';', b'#', b'%', b'\r', b'\xff', b'\x1b$B',
    b' and ', b',,,', b'\\foo', b', doi = {doi:10.1145/1}', b', year = {x}', b', date = {2020-99}',
)  # fmt: skip


@pytest.mark.parametrize('count', [30, pytest.param(150, marks=pytest.mark.slow)])
def test_whatever_stands_in_a_file_is_told_and_mended_without_a_traceback(
    tmp_path: Path, count: int
) -> None:
    chance = random.Random(3)  # noqa: S311  (no secret)
    sound = (BIB + MISSES + '@misc{z, doi = {doi:10.1145/1}, eprint = {arXiv:2305.12345}}').encode()
    for _ in range(count):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(content))
            content[at : at + chance.choice((0, 0, 1, 9))] = chance.choice(PIECES)
        library = EntryCollection()
        library.read_bytes(bytes(content), 'utf-8', 'references.bib')
        _printed, mended = fix(tmp_path, bytes(content))
        again = EntryCollection()
        again.read_bytes(mended, 'utf-8', 'references.bib')
        assert list(again.entries) == list(library.entries)


# -- the list of checks, which a build shares and so cannot be compared with -----------------

TOLD = [
    'people/Joan_Roe.md:1: the file name "Joan_Roe" is no id',
    'people/Joan_Roe.md:3: unknown citation key "nothing" in "publications"',
    'people/jane.md:3: unknown key "rol" under "person:"',
    'people/jane.md:5: unknown project "nothing" in "projects"',
    'people/sub/jane.md:1: the id "jane" is taken by people/jane.md',
    'people/sub/jane.md:3: "group": unknown value "PhD"; did you mean "phd"?',
    'topics/a.md:3: "redirect-from": "../x" may leave the site',
    'topics/b.md:3: "redirect-from": "/old" is a former address of topics/a.md too',
    'topics/free.md:1: this page stands in the folder of a topic',
    'references.bib:2: unknown person "nobody" in the field "people" of the entry "a"',
    'references.bib:2: unknown topic "nothing" in the field "topics" of the entry "a"',
    'references.bib:1: the author "Joan Roe" of "a" fits',
    'references.bib:3: duplicate key "a"',
]


@pytest.fixture(scope='module')
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    root = tmp_path_factory.mktemp('wrong')
    for name, text in {'conf.py': CONF, 'index.md': '# Site\n', **WRONG}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding='utf-8')
    return section(check(root).text, 'Problems')


@pytest.mark.parametrize('beginning', TOLD)
def test_each_check_has_its_say(told: list[str], beginning: str) -> None:
    assert [line for line in told if line.startswith(beginning)], told
