"""How LaTeX is run: once for each change, side by side, and with nothing left behind."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import struct
import sys
import time
import zlib
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from processes import run, started

from sphinx_folio.pdf.documents import pdf_path, tex_path
from sphinx_folio.pdf.freshness import RECORD
from sphinx_folio.pdf.latexmk import WORK, Failure, typeset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: How long a test waits for what should come at once, in seconds; it fails after that.
PATIENCE = 60
CV = 'cv/jane-doe'
BOOK = 'portfolio'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


#: A picture of one point, which is whole; that of `support` is not.
PNG = (
    b'\x89PNG\r\n\x1a\n'
    + _chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b'IDAT', zlib.compress(bytes(4)))
    + _chunk(b'IEND', b'')
)
#: It does what lines such as "%exit 12" in the LaTeX file say, and notes its own runs.
FAKE_LATEXMK = r"""
    import fcntl, os, pathlib, subprocess, sys, time
    tex = pathlib.Path(sys.argv[-1])
    (work,) = (a.removeprefix('-outdir=') for a in sys.argv if a.startswith('-outdir='))
    assert set(os.listdir(work)) <= {'python.ist'}
    assert sys.stdin.read() == ''
    with open('../runs', 'a') as runs:
        runs.write(f'{tex.stem}\n')
    log, code, pdf = ['Output written on x.xdv (2 pages, 9 bytes).'], 0, True
    for line in tex.read_text(encoding='utf-8').splitlines():
        command, _, rest = line.removeprefix('%').partition(' ')
        if command == 'log':
            log.append(rest)
        elif command == 'exit':
            code = int(rest)
        elif command == 'no-pdf':
            pdf = False
        elif command == 'meet':  # another run that goes on at the same time
            pathlib.Path(f'../{tex.stem}.here').touch()
            deadline = time.monotonic() + 60
            while not pathlib.Path(rest).exists():
                if time.monotonic() > deadline:
                    sys.exit('nobody came')
                time.sleep(0.01)
        elif command == 'hang':  # with a child that holds a lock
            lock = open('../lock', 'w')
            fcntl.flock(lock, fcntl.LOCK_EX)
            os.set_inheritable(lock.fileno(), True)
            child = [sys.executable, '-c', 'import time; time.sleep(120)']
            subprocess.Popen(child, close_fds=False)
            pathlib.Path('../hanging').touch()
            time.sleep(120)
    stem = pathlib.Path(work) / tex.stem
    stem.with_suffix('.log').write_text('\n'.join(log), encoding='utf-8')
    if pdf:
        stem.with_suffix('.pdf').write_bytes(tex.read_bytes())
    print('printed by latexmk')
    sys.exit(code)
    """


def write_program(folder: Path, name: str, code: str) -> None:
    """Write a program in Python that stands for one of TeX."""
    folder.mkdir(exist_ok=True)
    (folder / f'{name}.py').write_text(dedent(code), encoding='utf-8')
    program = folder / name
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$0.py" "$@"\n', encoding='utf-8')
    program.chmod(0o755)


def need_tex() -> None:
    if not (shutil.which('xelatex') and shutil.which('latexmk')):
        pytest.skip('TeX is not installed')


class Press:
    """A folder with LaTeX files, and the folder of their PDFs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.latex = root / 'latex'
        self.pdf = root / 'pdf'
        self.said: list[str] = []
        self.latex.mkdir(parents=True)

    def write(self, document: str, text: str) -> str:
        """Write the file of a document."""
        (self.latex / tex_path(document)).write_text(
            dedent(text).removeprefix('\n'), encoding='utf-8'
        )
        return document

    def run(self, *documents: str, workers: int = 2, **options: Any) -> list[Failure]:
        """Make PDFs."""
        self.said = []
        say = self.said.append
        return typeset(documents, self.latex, self.pdf, workers=workers, say=say, **options)

    def runs(self) -> list[str]:
        """Return which files the programs were run on since this was last asked."""
        path = self.root / 'runs'
        lines = path.read_text(encoding='utf-8').splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def path(self, document: str) -> Path:
        """Return where the PDF of a document is, if it is."""
        return self.pdf / pdf_path(document)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Return a press with programs that only pretend."""
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    programs = tmp_path / 'bin'
    write_program(programs, 'latexmk', FAKE_LATEXMK)
    write_program(programs, 'xelatex', 'print("XeTeX 1")')
    monkeypatch.setenv('PATH', str(programs), prepend=os.pathsep)
    return Press(tmp_path / 'press')


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Return a press with TeX."""
    need_tex()
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    return Press(tmp_path / 'press')


def test_makes_a_pdf_and_says_so(fake: Press) -> None:
    assert fake.run(fake.write(CV, 'text'), fake.write(BOOK, 'longer text')) == []
    assert fake.path(CV).read_text(encoding='utf-8') == 'text'
    assert fake.path(BOOK).read_text(encoding='utf-8') == 'longer text'
    assert fake.said[0].startswith('[1/2] ')
    assert fake.said[1].startswith('[2/2] ')
    assert all(': 2 pages, ' in line for line in fake.said)
    assert not (fake.latex / WORK).exists()
    assert sorted(path.name for path in fake.pdf.rglob('*')) == [
        'cv',
        'jane-doe.pdf',
        'portfolio.pdf',
        RECORD,
    ]


def test_what_has_not_changed_is_not_run_again(fake: Press) -> None:
    fake.write(CV, 'text')
    fake.write(BOOK, 'text')
    fake.run(CV, BOOK)
    fake.runs()
    fake.write(BOOK, 'other text')
    assert fake.run(CV, BOOK) == []
    assert fake.runs() == ['portfolio']
    assert fake.said[0] == '[1/2] cv/jane-doe: not changed'
    assert fake.said[1].startswith('[2/2] portfolio: 2 pages')


def test_again_makes_what_has_not_changed(fake: Press) -> None:
    fake.run(fake.write(CV, 'text'))
    fake.run(CV, again=True)
    assert fake.runs() == ['cv-jane-doe'] * 2


def _change_style(press: Press) -> None:
    (press.latex / 'folio.sty').write_text('new', encoding='utf-8')


def _change_picture(press: Press) -> None:
    (press.latex / 'jane doe.png').write_bytes(PNG + b'more')


def _change_raw_picture(press: Press) -> None:
    (press.latex / 'pictures/plot.pdf').write_bytes(b'new')


def _change_input(press: Press) -> None:
    (press.latex / 'macros.tex').write_text('new', encoding='utf-8')


def _remove_pdf(press: Press) -> None:
    press.path(CV).unlink()


def _remove_record(press: Press) -> None:
    (press.pdf / RECORD).unlink()


def _damage_record(press: Press) -> None:
    (press.pdf / RECORD).write_text('{"cv/jane-doe": ', encoding='utf-8')


def _misuse_record(press: Press) -> None:
    (press.pdf / RECORD).write_text('[1]', encoding='utf-8')


def _renew_engine(press: Press) -> None:
    write_program(press.root.parent / 'bin', 'xelatex', 'print("XeTeX 2")')


@pytest.mark.parametrize(
    'change',
    [
        _change_style,
        _change_picture,
        _change_raw_picture,
        _change_input,
        _remove_pdf,
        _remove_record,
        _damage_record,
        _misuse_record,
        _renew_engine,
    ],
)
def test_runs_again_where_anything_has_changed(
    fake: Press, change: Callable[[Press], None]
) -> None:
    (fake.latex / 'jane doe.png').write_bytes(PNG)
    (fake.latex / 'pictures').mkdir()
    (fake.latex / 'pictures/plot.pdf').write_bytes(b'old')
    fake.write(
        CV,
        r"""
        \input{macros}
        \noindent\sphinxincludegraphics[width=0.5\linewidth]{{jane doe}.png}
        \includegraphics{pictures/plot}
        """,
    )
    fake.run(CV)
    fake.run(CV)
    assert fake.runs() == ['cv-jane-doe']
    change(fake)
    assert fake.run(CV) == []
    assert fake.runs() == ['cv-jane-doe']
    fake.run(CV)
    assert fake.runs() == []


def test_the_date_to_pretend_counts(fake: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.run(fake.write(CV, 'text'))
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1')
    fake.run(CV)
    assert fake.runs() == ['cv-jane-doe'] * 2


def test_what_another_document_shows_does_not_count(fake: Press) -> None:
    fake.write(CV, 'text')
    fake.write(BOOK, r'\sphinxincludegraphics{{jane doe}.png}')
    fake.run(CV, BOOK)
    fake.runs()
    _change_picture(fake)
    fake.run(CV, BOOK)
    assert fake.runs() == ['portfolio']


def test_documents_are_made_side_by_side(fake: Press) -> None:
    fake.write(CV, '%meet ../portfolio.here')
    fake.write(BOOK, '%meet ../cv-jane-doe.here')
    assert fake.run(CV, BOOK, workers=2) == []


def test_the_longest_comes_first(fake: Press) -> None:
    fake.write(CV, 'short')
    fake.write(BOOK, 'a long text')
    fake.run(CV, BOOK, workers=1)
    assert fake.runs() == ['portfolio', 'cv-jane-doe']


def test_a_failure_tells_all_and_leaves_no_old_pdf(fake: Press) -> None:
    fake.run(fake.write(CV, 'text'))
    fake.write(
        CV,
        r"""
        %log ./cv-jane-doe.tex:3: Package folio Error: font missing: Noto Serif CJK SC (han-sc).
        %log l.3 \folioscripts
        %exit 12
        """,
    )
    (failure,) = fake.run(CV)
    assert failure.name == 'cv/jane-doe'
    tex = fake.latex / 'cv-jane-doe.tex'
    assert f'{tex}:3: Package folio Error: font missing: Noto Serif CJK SC' in failure.message
    assert 'install Noto Serif CJK SC' in failure.message
    log = fake.latex / 'cv-jane-doe.log'
    assert f'the full log is {log}' in failure.message
    assert 'font missing' in log.read_text(encoding='utf-8')
    assert 'printed by latexmk' in log.read_text(encoding='utf-8')
    assert fake.said[0].startswith('[1/1] cv/jane-doe: failed')
    assert not fake.path(CV).exists()
    assert not (fake.latex / WORK).exists()


def test_a_failure_is_tried_again_and_forgotten_then(fake: Press) -> None:
    fake.run(fake.write(CV, '%exit 12'))
    assert len(fake.run(CV)) == 1
    fake.write(CV, 'text')
    assert fake.run(CV) == []
    assert not (fake.latex / 'cv-jane-doe.log').exists()


def test_all_failures_are_told_and_the_rest_is_made(fake: Press) -> None:
    other = 'cv/x'
    fake.write(CV, '%exit 12')
    fake.write(BOOK, '%exit 1')
    fake.write(other, 'text')
    failures = fake.run(CV, BOOK, other)
    assert [failure.name for failure in failures] == ['cv/jane-doe', 'portfolio']
    assert fake.path(other).exists()


@pytest.mark.parametrize(
    ('text', 'told'),
    [
        (
            '%log Missing character: There is no 笑 (U+7B11) in font Noto Serif:x;!',
            'the character 笑 (U+7B11) is not in the font Noto Serif',
        ),
        (
            "%log LaTeX Warning: Reference `x' on page 1 undefined on input line 7.",
            'cv-jane-doe.tex:7: the reference "x" leads nowhere',
        ),
        ('%no-pdf', 'it has made no PDF'),
    ],
)
def test_a_pdf_that_lacks_something_is_a_failure(fake: Press, text: str, told: str) -> None:
    (failure,) = fake.run(fake.write(CV, text))
    assert told in failure.message
    assert not fake.path(CV).exists()


def test_what_is_visibly_too_wide_is_a_note(fake: Press) -> None:
    fake.write(
        CV,
        r"""
        %log Overfull \hbox (24.7pt too wide) in paragraph at lines 14--16
        %log []\TU/NotoSerif(0)/m/n/10 a long line
        %log Overfull \hbox (1.9pt too wide) in paragraph at lines 24--26
        """,
    )
    assert fake.run(CV) == []
    (note,) = fake.said[1:]
    assert 'cv-jane-doe.tex:14: 24.7 pt too wide: "a long line"' in note


def test_a_pdf_that_cannot_be_written_is_a_failure(fake: Press) -> None:
    fake.pdf.mkdir()
    (fake.pdf / 'cv').write_text('a file where the folder should be', encoding='utf-8')
    fake.write(CV, 'text')
    fake.write(BOOK, 'text')
    (failure,) = fake.run(CV, BOOK)
    assert str(fake.pdf / 'cv') in failure.message
    assert fake.path(BOOK).exists()


def test_what_an_earlier_run_has_left_does_no_harm(fake: Press) -> None:
    left = fake.latex / WORK / 'cv-jane-doe'
    left.mkdir(parents=True)
    (left / 'cv-jane-doe.aux').write_text('damaged', encoding='utf-8')
    assert fake.run(fake.write(CV, 'text')) == []


def test_the_programs_are_told_what_they_need(fake: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    code = """
        import json, os, pathlib, sys
        told = {'arguments': sys.argv[1:], 'environment': dict(os.environ)}
        pathlib.Path('../told').write_text(json.dumps(told))
        """
    write_program(fake.root.parent / 'bin', 'latexmk', code)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '86400')
    monkeypatch.setenv('TEXINPUTS', '/mine')
    monkeypatch.setenv('TEXMFHOME', '/home/texmf')
    monkeypatch.setenv('openin_any', 'a')
    monkeypatch.setenv('GITHUB_TOKEN', 'a secret')
    (fake.latex / 'python.ist').touch()
    fake.run(fake.write(CV, 'text'))
    told = json.loads((fake.root / 'told').read_text(encoding='utf-8'))
    assert told['arguments'][-1] == tex_path(CV)
    assert {'-norc', '-xelatex', '-halt-on-error', '-file-line-error'} <= {*told['arguments']}
    assert '-no-shell-escape' in told['arguments']
    assert any('makeindex -s python.ist' in part for part in told['arguments'])
    environment = told['environment']
    assert environment['max_print_line'] == '10000'
    assert environment['SOURCE_DATE_EPOCH'] == '86400'
    assert environment['FORCE_SOURCE_DATE'] == '1'
    assert environment['TEXINPUTS'] == os.pathsep.join(['.', '/mine', ''])
    assert environment['TEXMFHOME'] == '/home/texmf'
    assert environment['PATH'] == os.environ['PATH']
    assert environment['HOME'] == os.environ['HOME']
    locked = {'openin_any': 'p', 'openout_any': 'p', 'shell_escape': 'f'}
    assert locked.items() <= environment.items()
    assert 'GITHUB_TOKEN' not in environment


def test_what_takes_too_long_is_ended_whole(fake: Press) -> None:
    fake.run(fake.write(CV, 'text'))
    fake.write(CV, '%hang')
    (failure,) = fake.run(CV, fake.write(BOOK, 'text'), timeout=1)
    wait_for(lambda: is_free(fake.root / 'lock'))  # its child has ended, too
    assert failure.name == CV
    assert failure.message.startswith('cv/jane-doe: no PDF\n')
    assert 'was not done after 1 s, and was ended' in failure.message
    assert 'folio_pdf_timeout in conf.py' in failure.message
    assert any(line.endswith('cv/jane-doe: failed, 1.0 s') for line in fake.said)
    assert not fake.path(CV).exists()
    assert fake.path(BOOK).exists()
    assert not (fake.latex / WORK).exists()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_free(lock: Path) -> bool:
    """Say whether nobody holds a lock any more."""
    with lock.open('w') as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@pytest.mark.parametrize(
    ('number', 'code'), [(signal.SIGINT, -signal.SIGINT), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_an_interrupted_run_leaves_nothing_behind(
    fake: Press, number: signal.Signals, code: int
) -> None:
    done = fake.write('cv/done', 'text')
    fake.run(done, fake.write(CV, 'text'))
    fake.write(CV, '%hang')
    documents = [CV, done, fake.write(BOOK, '%')]
    program = f"""
        import pathlib, signal
        # where pytest runs under nohup or in the background, its children ignore this signal
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        from sphinx_folio.pdf.latexmk import typeset
        folders = pathlib.Path({str(fake.latex)!r}), pathlib.Path({str(fake.pdf)!r})
        typeset({documents!r}, *folders, workers=1, say=print)
        """
    with started([sys.executable, '-c', dedent(program)]) as process:
        wait_for((fake.root / 'hanging').exists)
        assert not is_free(fake.root / 'lock')
        process.send_signal(number)
        process.wait(PATIENCE)
    assert process.returncode == code
    wait_for(lambda: is_free(fake.root / 'lock'))
    assert not (fake.latex / WORK).exists()
    # the run that was broken off is made up for, and no other
    fake.write(CV, 'text')
    fake.runs()
    assert fake.run(done, CV) == []
    assert fake.runs() == ['cv-jane-doe']


TINY = r"""
    \documentclass{article}
    \usepackage{makeidx}
    \makeindex
    \begin{document}
    \section{One}\label{one}
    See \ref{one}. \index{Jane}
    \newpage
    Two.
    \printindex
    \end{document}
    """


@pytest.mark.tex
def test_tex_makes_a_pdf(real: Press) -> None:
    assert real.run(real.write(CV, TINY)) == []
    assert real.path(CV).read_bytes().startswith(b'%PDF-')
    assert ': 3 pages, ' in real.said[0]
    assert real.run(CV) == []
    assert real.said == ['[1/1] cv/jane-doe: not changed']


@pytest.mark.tex
def test_tex_makes_the_same_bytes_again_and_elsewhere(real: Press, tmp_path: Path) -> None:
    other = Press(tmp_path / 'another press')
    for press in (real, other):
        (press.latex / 'dot.png').write_bytes(PNG)
        text = TINY.replace('Two.', r'\includegraphics{dot.png}')
        press.write(CV, text.replace('{makeidx}', '{makeidx,graphicx}'))
        assert press.run(CV) == []
    first = real.path(CV).read_bytes()
    assert other.path(CV).read_bytes() == first
    assert real.run(CV, again=True) == []
    assert real.path(CV).read_bytes() == first


SECRET = 'a secret of the host'  # noqa: S105  (it is none)


@pytest.mark.tex
@pytest.mark.parametrize(
    'text',
    [
        r'\input{%s}',
        r'\newread\f \openin\f=%s \read\f to\x \x',
        r'\input{../secret.tex}',
        r'\immediate\write18{cat %s > shown.tex}\input{shown}',
        r'\input{|"cat %s"}',
    ],
)
def test_tex_reads_its_own_folder_and_starts_no_program(real: Press, text: str) -> None:
    secret = real.root / 'secret.tex'
    secret.write_text(SECRET, encoding='utf-8')
    real.write(CV, body(f'Jane {text.replace("%s", str(secret))}'))
    if not real.run(CV):
        assert SECRET not in pdf_text(real.path(CV))
    assert not (real.latex / 'shown.tex').exists()


@pytest.mark.tex
def test_tex_reads_what_stands_beside_it_and_what_its_search_paths_find(
    real: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = real.root / 'styles'
    elsewhere.mkdir()
    (elsewhere / 'mine.sty').write_text(r'\newcommand\mine{from a style}', encoding='utf-8')
    (real.latex / 'beside.tex').write_text('from beside', encoding='utf-8')
    monkeypatch.setenv('TEXINPUTS', str(elsewhere))
    text = body(r'Jane \mine, \input{beside}', r'\usepackage{mine}')
    assert real.run(real.write(CV, text)) == []
    assert 'Jane from a style, from beside' in pdf_text(real.path(CV))


@pytest.mark.tex
def test_tex_does_not_run_for_ever(real: Press) -> None:
    real.write(CV, body(r'\def\x{\x}\x'))
    (failure,) = real.run(CV, real.write(BOOK, body('Jane')), timeout=5)
    assert failure.message.startswith('cv/jane-doe: no PDF\n')
    assert 'was not done after 5 s' in failure.message
    assert real.path(BOOK).exists()


@pytest.mark.tex
def test_the_index_has_the_style_of_sphinx(real: Press) -> None:
    (real.latex / 'python.ist').write_text(r'preamble "\\undefinedstyle"', encoding='utf-8')
    (failure,) = real.run(real.write(CV, TINY))
    assert 'Undefined control sequence. (after "\\undefinedstyle")' in failure.message


def body(text: str, preamble: str = '') -> str:
    lines = (r'\documentclass{article}', preamble, r'\begin{document}', text, r'\end{document}')
    return '\n'.join([*lines, ''])


def pdf_text(path: Path) -> str:
    return ' '.join(run(['pdftotext', str(path), '-']).stdout.split())


@pytest.mark.tex
@pytest.mark.parametrize(
    ('text', 'line', 'told'),
    [
        (
            body('x', r'\PackageError{folio}{font missing: Noto Serif CJK SC (han-sc)}{}'),
            2,
            ['font missing: Noto Serif CJK SC (han-sc)', 'install Noto Serif CJK SC'],
        ),
        (
            body('x', r'\usepackage{fontspec}\setmainfont{Nonesuch Serif}'),
            0,
            ['"Nonesuch Serif" cannot be found', 'install Nonesuch Serif'],
        ),
        (body('x', r'\usepackage{nonesuch}'), 3, ["`nonesuch.sty' not found", 'install nonesuch']),
        (body(r'a \nonesuch b'), 4, ['Undefined control sequence. (after "a \\nonesuch")']),
        (body(r'See \ref{nowhere}.'), 4, ['the reference "nowhere" leads nowhere']),
        (
            body('笑', r'\tracinglostchars=2 '),
            0,
            ['the character 笑 (U+7B11) is not in the font [lmroman10-regular]'],
        ),
        (
            body(r'\includegraphics{{none}.png}', r'\usepackage{graphicx}'),
            4,
            ["'none.png'", 'look at the picture none.png'],
        ),
        (body(r'\textbf{a'), 0, ['File ended while scanning use of']),
    ],
)
def test_what_tex_says_becomes_a_message(
    real: Press, text: str, line: int, told: list[str]
) -> None:
    (failure,) = real.run(real.write(CV, text))
    place = f'{real.latex / tex_path(CV)}:{line}: ' if line else str(real.latex / tex_path(CV))
    for part in (place, *told):
        assert part in failure.message
    assert not real.path(CV).exists()


@pytest.mark.tex
@pytest.mark.parametrize('picture', [PNG[:40], PNG.replace(b'IDAT', b'IDAx')])
def test_a_damaged_picture_is_told_of(real: Press, picture: bytes) -> None:
    (real.latex / 'bad.png').write_bytes(picture)
    text = body(r'\includegraphics{bad.png}', r'\usepackage{graphicx}')
    (failure,) = real.run(real.write(CV, text))
    assert 'damaged picture' in failure.message


@pytest.mark.tex
def test_a_line_that_is_too_wide_is_noted(real: Press) -> None:
    text = body(r'\noindent\rule{\linewidth}{1pt}\rule{20pt}{1pt}')
    assert real.run(real.write(CV, text)) == []
    (note,) = real.said[1:]
    assert 'cv-jane-doe.tex:4: 20.0 pt too wide' in note
