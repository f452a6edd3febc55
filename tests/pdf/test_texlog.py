"""What is read from the logs of LaTeX, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_folio.pdf.advice import (
    TexSource,
    advice,
    explain,
    file_advice,
    font_advice,
    notes,
    without_tex,
)
from sphinx_folio.pdf.log import (
    Error,
    Log,
    MissingCharacter,
    Overfull,
    UndefinedReference,
    read_log,
)

if TYPE_CHECKING:
    from pathlib import Path

ERROR_OF_A_PACKAGE = """\
./cv.tex:4: Package folio Error: font missing: Noto Serif CJK SC (han-sc).

See the folio package documentation for explanation.
Type  H <return>  for immediate help.
 ...  Package folio Error: font missing: Noto Serif CJK SC (han-sc).^^J^^JSee the folio
                                                  \n\
l.4 \\folioscripts{han-sc}
                          \n\
Here is how much of TeX's memory you used:
"""
MISSING_FILE = """\
! LaTeX Error: File `nonesuch.sty' not found.

Type X to quit or <RETURN> to proceed,
or enter new name. (Default extension: sty)

Enter file name: \n\
./sty.tex:3: Emergency stop.
<read *> \n\
         \n\
l.3 \\begin
          {document}^^M \n\
"""


@pytest.mark.parametrize(
    ('log', 'error'),
    [
        (
            './cv.tex:5: Undefined control sequence.\nl.5 Some text \\nonesuch\n    and more\n',
            Error('Undefined control sequence.', 'cv.tex', 5, 'Some text \\nonesuch'),
        ),
        (
            ERROR_OF_A_PACKAGE,
            Error(
                'Package folio Error: font missing: Noto Serif CJK SC (han-sc).',
                'cv.tex',
                4,
                '\\folioscripts{han-sc}',
            ),
        ),
        (
            '! Package folio Error: font missing: Noto Sans Thai (thai).\n',
            Error('Package folio Error: font missing: Noto Sans Thai (thai).'),
        ),
        (MISSING_FILE, Error("LaTeX Error: File `nonesuch.sty' not found.", 'sty.tex', 3)),
        (
            'C:/TeX Live/tex/a.sty:12: Missing $ inserted.\n<inserted text> \nl.12 a$b\n',
            Error('Missing $ inserted.', 'C:/TeX Live/tex/a.sty', 12, 'a$b'),
        ),
        (
            (
                './cv.tex:7: Package fontspec Error: The font "Foo" cannot be\n'
                '(fontspec)                found; so it goes.\n\nl.7 x\n'
            ),
            Error(
                'Package fontspec Error: The font "Foo" cannot be found; so it goes.',
                'cv.tex',
                7,
                'x',
            ),
        ),
        ('! Emergency stop.\n<*> cv.tex\n', Error('Emergency stop.')),
    ],
)
def test_reads_an_error_with_its_place(log: str, error: Error) -> None:
    assert read_log(log).errors == (error,)


def test_reads_each_of_two_errors() -> None:
    log = './cv.tex:5: One.\nl.5 a\n./cv.tex:6: Two.\nl.6 b\n'
    assert [(error.message, error.text) for error in read_log(log).errors] == [
        ('One.', 'a'),
        ('Two.', 'b'),
    ]


def test_a_log_that_tex_has_broken_is_read_as_well() -> None:
    path = '/home/somebody/with/a/long/path/portfolio/_build/latex/sphinxlatexgraphics.sty'
    whole = f'{path}:12: Undefined control sequence.'
    broken = f'{whole[:79]}\n{whole[79:]}\nl.12 \\x\n'
    assert read_log(broken).errors == (Error('Undefined control sequence.', path, 12, '\\x'),)


@pytest.mark.parametrize(
    ('line', 'character'),
    [
        (
            (
                'Missing character: There is no 笑 (U+7B11) in font Noto Serif Regular/ICU:'
                'script=latn;language=dflt;mapping=tex-text;!'
            ),
            MissingCharacter('笑', '7B11', 'Noto Serif Regular'),
        ),
        (
            'Missing character: There is no 笑 ("7B11) in font [lmroman10-regular]:mapping=x;!',
            MissingCharacter('笑', '7B11', '[lmroman10-regular]'),
        ),
        ('Missing character: There is no ☃ in font cmr10!', MissingCharacter('☃', '', 'cmr10')),
    ],
)
def test_reads_a_missing_character(line: str, character: MissingCharacter) -> None:
    assert read_log(f'{line}\n{line}\n').characters == (character,)


def test_what_is_set_in_no_font_is_not_missing() -> None:
    line = 'Missing character: There is no ; ("3B) in font nullfont!'
    assert read_log(line).characters == ()


@pytest.mark.parametrize(
    ('line', 'reference'),
    [
        (
            "LaTeX Warning: Reference `people:x' on page 1 undefined on input line 12.",
            UndefinedReference('people:x', 12),
        ),
        (
            "LaTeX Warning: Hyper reference `a:b' on page 3 undefined on input line 8.",
            UndefinedReference('a:b', 8),
        ),
        (
            "LaTeX Warning: Citation `doe' on page iv undefined on input line 1.",
            UndefinedReference('doe', 1),
        ),
    ],
)
def test_reads_a_reference_that_leads_nowhere(line: str, reference: UndefinedReference) -> None:
    assert read_log(line).undefined == (reference,)


def test_reads_what_does_not_fit() -> None:
    log = (
        'Overfull \\hbox (24.73334pt too wide) in paragraph at lines 14--16\n'
        '[]\\TU/NotoSerif(0)/m/n/10 笑 \\TU/lmtt/m/n/10 github.com\n'
        'Overfull \\hbox (1.5pt too wide) detected at line 20\n[]\n'
        'Overfull \\vbox (2.1pt too high) has occurred while \\output is active []\n'
    )
    assert read_log(log).overfull == (
        Overfull(24.73334, 'wide', 14, 16, '笑 github.com'),
        Overfull(1.5, 'wide', 20, 20, ''),
        Overfull(2.1, 'high', 0, 0, ''),
    )


def test_reads_the_pages() -> None:
    assert read_log('Output written on .work/cv/cv.xdv (12 pages, 2800 bytes).').pages == 12
    assert read_log('Output written on cv.xdv (1 page, 2800 bytes).').pages == 1
    assert read_log('').pages == 0


def test_reads_what_only_latexmk_says() -> None:
    output = (
        'Index style file python.style not found.\n'
        "   'xelatex' needed too many passes\n"
        '[1][2libpng error: IDAT: incorrect data check\n'
        "  xelatex: Command for 'xelatex' gave return code 134\n"
        'Scanning input file cv.idx....done (1 entries accepted, 2 rejected).\n'
        'xdvipdfmx:warning: Image inclusion failed for "a.png".\n'
    )
    log = read_log('', output)
    assert log.printed == (
        'Index style file python.style not found.',
        "'xelatex' needed too many passes",
        'libpng error: IDAT: incorrect data check',
        "xelatex: Command for 'xelatex' gave return code 134",
    )
    assert log.losses == (
        'makeindex has left 2 entries out of the index (cv.idx)',
        'Image inclusion failed for "a.png".',
    )


def test_a_failed_run_is_explained_by_its_errors() -> None:
    log = Log(
        errors=(Error('Undefined control sequence.', 'cv.tex', 5, 'text \\x'),),
        undefined=(UndefinedReference('not yet known', 3),),
        printed=('xelatex: said',),
    )
    assert explain(log, 12, TexSource('_build/latex/cv.tex')) == [
        '_build/latex/cv.tex:5: Undefined control sequence. (after "text \\x")'
    ]


def test_an_error_in_another_file_names_that_file() -> None:
    log = Log(errors=(Error('Oh.', '/usr/share/x.sty', 7),))
    assert explain(log, 1, TexSource('latex/cv.tex')) == ['/usr/share/x.sty:7: Oh.']


def test_a_run_that_ends_well_may_be_wrong() -> None:
    log = Log(
        characters=(MissingCharacter('笑', '7B11', 'Noto Serif'),),
        undefined=(UndefinedReference('x', 3), UndefinedReference('y', 0)),
        losses=('lost',),
    )
    assert explain(log, 0, TexSource('cv.tex')) == [
        'cv.tex:3: the reference "x" leads nowhere',
        'cv.tex: the reference "y" leads nowhere',
        'cv.tex: lost',
        'cv.tex: the character 笑 (U+7B11) is not in the font Noto Serif',
        '  write them in another way, or choose a font that has them',
    ]
    assert explain(Log(), 0, TexSource('cv.tex')) == []


def test_of_many_missing_characters_some_are_named() -> None:
    log = Log(characters=tuple(MissingCharacter(chr(0x4E00 + n), '', 'F') for n in range(25)))
    told = explain(log, 0, TexSource('cv.tex'))
    assert len(told) == 12
    assert told[-2] == 'cv.tex: and 15 more such characters'


def test_a_run_without_any_error_of_tex_is_explained_too() -> None:
    died = Log(printed=("xelatex: Command for 'xelatex' gave return code 134",))
    assert 'damaged picture' in explain(died, 12, TexSource('cv.tex'))[-1]
    assert explain(Log(), 12, TexSource('cv.tex')) == ['cv.tex: latexmk has ended with code 12']


def test_a_note_shows_the_beginning_of_a_line() -> None:
    lines = [Overfull(12.34, 'wide', 14, 16, 'x' * 100), Overfull(3, 'high', 0, 0, '')]
    assert list(notes(lines, TexSource('cv.tex'))) == [
        f'note: cv.tex:14: 12.3 pt too wide: "{"x" * 60}…"',
        'note: cv.tex: 3.0 pt too high',
    ]


def test_of_many_lines_that_do_not_fit_the_farthest_are_noted() -> None:
    lines = [Overfull(n, 'wide', n, n, '') for n in range(3, 40)]
    told = list(notes(lines, TexSource('cv.tex')))
    assert [line.partition(':')[2].split(': ')[0].strip() for line in told[:-1]] == [
        f'cv.tex:{n}' for n in range(35, 40)
    ]
    assert told[-1] == 'note: and 32 more lines that do not fit'


def test_what_is_told_names_the_page(tmp_path: Path) -> None:
    path = tmp_path / 'portfolio.tex'
    path.write_text(
        'before\n\\label{\\detokenize{people/a:a}}\\label{\\detokenize{people/a::doc}}\na\n'
        '\\phantomsection\\label{\\detokenize{people/b::doc}}\nb\n',
        encoding='utf-8',
    )
    tex = TexSource.read(path)
    log = Log(errors=tuple(Error('Oh.', 'portfolio.tex', line) for line in (1, 3, 5, 0)))
    assert explain(log, 1, tex) == [
        f'{path}:1: Oh.',
        f'{path}:3 (page people/a): Oh.',
        f'{path}:5 (page people/b): Oh.',
        f'{path}: Oh.',
    ]
    assert list(notes([Overfull(3, 'wide', 5, 6, 'b')], tex)) == [
        f'note: {path}:5 (page people/b): 3.0 pt too wide: "b"'
    ]


def test_one_line_says_how_to_have_tex_on_each_system() -> None:
    line = without_tex(['xelatex', 'latexmk'])
    assert 'not found: xelatex, latexmk. ' in line
    assert '\n' not in line
    for command in (
        'Debian/Ubuntu: sudo apt install texlive-xetex',
        'Fedora: sudo dnf install texlive-',
        'macOS: brew install --cask mactex-no-gui',
        'Windows: install TeX Live (https://tug.org/texlive',
    ):
        assert command in line


@pytest.mark.parametrize(
    ('font', 'platform', 'command'),
    [
        ('Noto Serif CJK SC', 'linux', 'apt install fonts-noto-cjk'),
        ('Noto Serif CJK SC', 'linux', 'dnf install google-noto-serif-cjk-fonts'),
        ('Noto Sans CJK KR', 'linux', 'dnf install google-noto-sans-cjk-fonts'),
        ('Noto Serif CJK JP', 'darwin', 'brew install --cask font-noto-serif-cjk-jp'),
        ('Noto Serif CJK TC', 'win32', 'https://github.com/notofonts/noto-cjk/releases'),
        ('Noto Sans Mono', 'linux', 'apt install fonts-noto-mono'),
        ('Noto Naskh Arabic', 'linux', 'apt install fonts-noto-core'),
        ('Noto Sans Symbols 2', 'linux', 'dnf install google-noto-sans-symbols-2-fonts'),
        ('Noto Serif', 'darwin', 'brew install --cask font-noto-serif'),
        ('Noto Sans Thai', 'win32', 'https://fonts.google.com/noto'),
        ('Symbola', 'linux', 'apt install fonts-symbola'),
        ('Futura', 'linux', 'fc-list : family'),
    ],
)
def test_says_how_to_install_a_font(font: str, platform: str, command: str) -> None:
    told = font_advice(font, platform)
    assert told.startswith(f'install {font}')
    assert command in told


@pytest.mark.parametrize(
    ('stem', 'platform', 'command'),
    [
        ('titlesec', 'linux', 'apt install texlive-latex-extra'),
        ('titlesec', 'linux', "dnf install 'tex(titlesec.sty)'"),
        ('siunitx', 'linux', 'apt install texlive-science'),
        ('titlesec', 'darwin', 'sudo tlmgr install titlesec'),
        ('titlesec', 'win32', 'tlmgr install titlesec'),
        ('folio', 'linux', 'install sphinx-folio and Sphinx again'),
    ],
)
def test_says_how_to_install_a_file_of_latex(stem: str, platform: str, command: str) -> None:
    assert command in file_advice(stem, 'sty', platform)


@pytest.mark.parametrize(
    ('message', 'told'),
    [
        ('Package folio Error: font missing: Noto Serif CJK SC (han-sc).', 'fonts-noto-cjk'),
        ('Package folio Error: font missing: Noto Sans Thai (thai)', 'fonts-noto-core'),
        ('Package fontspec Error: The font "Noto Sans Mono" cannot be found.', 'fonts-noto-mono'),
        (
            (
                'Font TU/lmr/m/n/10=[lmroman10-regular]:mapping=tex-text; at 10.0pt not loadable: '
                'Metric (TFM) file or installed font not found.'
            ),
            'lmodern',
        ),
        ("LaTeX Error: File `nonesuch.sty' not found.", 'nonesuch.sty'),
        ("Unable to load picture or PDF file 'a.png'.", 'a.png'),
    ],
)
def test_an_error_comes_with_advice(message: str, told: str) -> None:
    assert told in advice(message, 'linux')


def test_where_there_is_no_advice_there_is_none() -> None:
    assert not advice('Undefined control sequence.')
