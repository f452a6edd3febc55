"""What is wrong in a run of LaTeX, in words, and what to do: mostly, what to install."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple, Self

from .log import Error, Log, MissingCharacter, Overfull

#: Characters of a cited line that are shown, and characters without a font that are named.
_SHOWN, _FEW = 60, 10
#: Lines that do not fit of which a note tells.
_NOTES = 5
#: What Sphinx writes where a page begins.
_PAGE = re.compile(r'\\label\{\\detokenize\{(?P<docname>[^{}]+)::doc\}\}')
#: What the PDFs are made with, as ``guide/pdf.md`` says too. TeX Live brings all of it, in
#: packages with these names.
TEX_COMMANDS = {
    'Debian/Ubuntu': (
        'sudo apt install texlive-xetex texlive-latex-extra texlive-fonts-recommended lmodern '
        'latexmk fonts-noto-core fonts-noto-cjk fonts-noto-mono fonts-symbola'
    ),
    'Fedora': (
        'sudo dnf install texlive-scheme-medium texlive-collection-latexextra latexmk '
        'google-noto-serif-fonts google-noto-sans-fonts google-noto-sans-mono-fonts '
        'google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts gdouros-symbola-fonts'
    ),
    'macOS': (
        'brew install --cask mactex-no-gui font-noto-serif font-noto-sans font-noto-sans-mono '
        'font-noto-serif-cjk-sc font-noto-sans-cjk-sc'
    ),
    'Windows': (
        'install TeX Live (https://tug.org/texlive/windows.html) '
        'and the fonts Noto Serif, Noto Sans and Noto Sans Mono (https://fonts.google.com/noto)'
    ),
}
#: Which package of Debian a LaTeX file is in, if not in the one that has nearly all.
_DEBIAN_PACKAGES = {
    **dict.fromkeys(['fontspec', 'polyglossia'], 'texlive-latex-recommended'),
    **dict.fromkeys(['pgf', 'tikz'], 'texlive-pictures'),
    'bidi': 'texlive-lang-arabic',
    'siunitx': 'texlive-science',
    'ucharclasses': 'texlive-xetex',
    'xeCJK': 'texlive-lang-cjk',
}
_FONT = re.compile(
    r'font missing: (?P<font>.+?)(?: \([\w-]+\))?\.?$|[Tt]he font "(?P<other>.+?)" cannot be found'
)
_TFM = re.compile(r'Font \S*lm\S*=.*not loadable')
_FILE = re.compile(r"File [`'](?P<stem>[^']+?)\.(?P<suffix>sty|cls|def|fd|ldf|tex|clo)' not found")
_PICTURE = re.compile(r"(?:Unable to load picture or PDF file|File) [`'](?P<name>.+?)'")


def without_tex(missing: list[str]) -> str:
    """Return the line that says which programs are missing, and how to have them anywhere."""
    ways = '; '.join(f'{system}: {command}' for system, command in TEX_COMMANDS.items())
    return f'PDFs are made by XeLaTeX and latexmk; not found: {", ".join(missing)}. {ways}'


def advice(message: str, platform: str = sys.platform) -> str:
    """Return what to do about an error of TeX, or an empty string if nobody can say."""
    if match := _FONT.search(message):
        return font_advice(match['font'] or match['other'], platform)
    if _TFM.search(message):
        tlmgr = 'tlmgr install lm'
        return _install(
            'the Latin Modern fonts', platform, 'lmodern', 'texlive-lm', f'sudo {tlmgr}', tlmgr
        )
    if match := _FILE.search(message):
        return file_advice(match['stem'], match['suffix'], platform)
    if match := _PICTURE.search(message):
        return f'look at the picture {match["name"]}: is it there, and does it open in a viewer?'
    return ''


def font_advice(font: str, platform: str = sys.platform) -> str:
    """Return how to install a font family, such as "Noto Serif CJK SC"."""
    slug = '-'.join(font.lower().split())
    fedora, cask, page = f'google-{slug}', slug, 'fonts.google.com/noto'
    if font == 'Symbola':
        debian, fedora, cask = 'symbola', 'gdouros-symbola', 'noto-sans-symbols-2'
        page = 'fonts.google.com/noto, as Noto Sans Symbols 2 has most of its signs'
    elif not font.startswith('Noto '):
        return f'install {font}, or write another font; `fc-list : family` tells what is there'
    elif ' CJK ' in f'{font} ':
        debian, fedora = 'noto-cjk', f'google-{slug.partition("-cjk")[0]}-cjk'
        page = 'github.com/notofonts/noto-cjk/releases'
    else:
        debian = 'noto-mono' if font.endswith(' Mono') else 'noto-core'
    return _install(
        font, platform, f'fonts-{debian}', f'{fedora}-fonts',
        f'brew install --cask font-{cask}', f'https://{page}',
    )  # fmt: skip


def file_advice(stem: str, suffix: str, platform: str = sys.platform) -> str:
    """Return how to install a file of LaTeX, such as ``titlesec.sty``."""
    name = f'{stem}.{suffix}'
    if stem.startswith(('folio', 'sphinx')):
        return f'{name} comes with the extension: install sphinx-folio and Sphinx again'
    tlmgr = f'tlmgr install {stem} (or what `tlmgr search --global --file /{name}` names)'
    debian = _DEBIAN_PACKAGES.get(stem, 'texlive-latex-extra')
    return _install(name, platform, debian, f"'tex({name})'", f'sudo {tlmgr}', tlmgr)


def _install(what: str, platform: str, debian: str, fedora: str, macos: str, windows: str) -> str:
    """Return how to install something on the systems that *platform* may be.

    :param debian: the package that holds it there; so *fedora*.
    :param macos: the command; *windows* may also say where it is.
    """
    linux = f'Debian/Ubuntu: sudo apt install {debian}; Fedora: sudo dnf install {fedora}'
    ways = {'darwin': f'macOS: {macos}', 'win32': f'Windows: {windows}'}
    return f'install {what}. {ways.get(platform, linux)}'


class TexSource(NamedTuple):
    """A LaTeX file, as messages name it, and where in it the pages of the site begin."""

    path: str
    pages: tuple[tuple[int, str], ...] = ()  #: Line and docname, in order.

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return what messages need to know of a file.

        :raises OSError: if it cannot be read.
        """
        text = path.read_text(encoding='utf-8', errors='replace')
        found = ((number, _PAGE.search(line)) for number, line in enumerate(text.split('\n'), 1))
        return cls(str(path), tuple((number, match['docname']) for number, match in found if match))

    def place(self, line: int = 0) -> str:
        """Return file, line and page; without a line there is the file alone."""
        if not line:
            return self.path
        page = next((name for start, name in reversed(self.pages) if start <= line), '')
        return f'{self.path}:{line}{f" (page {page})" if page else ""}'


def explain(log: Log, code: int, tex: TexSource) -> list[str]:
    """Return what is wrong with a run of latexmk and what to do, line by line.

    :param code: the exit code of latexmk.
    """
    if not code:  # a run that breaks off has not yet resolved any
        problems = [
            f'{tex.place(item.line)}: the reference "{item.name}" leads nowhere'
            for item in log.undefined
        ]
    elif log.errors:
        problems = [line for error in log.errors for line in _about_error(error, tex)]
    else:
        printed = log.printed or (f'latexmk has ended with code {code}',)
        problems = [f'{tex.path}: {line}' for line in printed]
        if any(line.startswith(('xelatex:', 'xdvipdfmx:')) for line in printed):
            problems.append('  one that stops without a word has often met a damaged picture')
    problems += [f'{tex.path}: {loss}' for loss in log.losses]
    return [*problems, *_about_characters(log.characters, tex.path)]


def notes(lines: Sequence[Overfull], tex: TexSource) -> Iterator[str]:
    """Yield what to say of lines that do not fit: of those that stand out the farthest."""
    farthest = sorted(lines, key=lambda line: -line.excess)[:_NOTES]
    for line in lines:
        if line in farthest:
            shown = line.text if len(line.text) <= _SHOWN else f'{line.text[:_SHOWN]}…'
            text = f': "{shown}"' if shown else ''
            yield f'note: {tex.place(line.first)}: {line.excess:.1f} pt too {line.side}{text}'
    if len(lines) > _NOTES:
        yield f'note: and {len(lines) - _NOTES} more lines that do not fit'


def _about_error(error: Error, tex: TexSource) -> Iterator[str]:
    is_own = error.file in {'', PurePath(tex.path).name}
    place = tex if is_own else TexSource(error.file)
    text = f' (after "{error.text[-_SHOWN:]}")' if error.text else ''
    yield f'{place.place(error.line)}: {error.message}{text}'
    if remedy := advice(error.message):
        yield f'  {remedy}'


def _about_characters(characters: Sequence[MissingCharacter], tex: str) -> Iterator[str]:
    for text, code, font in characters[:_FEW]:
        shown = f'{text} (U+{code})' if code else text
        yield f'{tex}: the character {shown} is not in the font {font}'
    if len(characters) > _FEW:
        yield f'{tex}: and {len(characters) - _FEW} more such characters'
    if characters:
        yield '  write them in another way, or choose a font that has them'
