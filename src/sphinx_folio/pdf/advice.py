"""What is wrong in a run of LaTeX, in words, and what to do: mostly, what to install."""

from __future__ import annotations

import re
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .log import Character, Error, Log, Overfull


#: Characters of a cited line that are shown, and characters without a font that are named.
_SHOWN, _FEW = 60, 10

#: What the PDFs are made with. TeX Live brings all of it, in packages with these names.
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
_SYMBOLA = {
    'Debian/Ubuntu': 'sudo apt install fonts-symbola',
    'Fedora': 'sudo dnf install gdouros-symbola-fonts',
    'macOS': 'brew install --cask font-noto-sans-symbols-2, which has most of its signs',
    'Windows': 'install Noto Sans Symbols 2 (https://fonts.google.com/noto), which has most of them',
}
#: Which package of Debian a LaTeX file is in, if not in the one that has nearly all.
_DEBIAN_FILES = {
    'bidi': 'texlive-lang-arabic',
    'fontspec': 'texlive-latex-recommended',
    'pgf': 'texlive-pictures',
    'polyglossia': 'texlive-latex-recommended',
    'siunitx': 'texlive-science',
    'tikz': 'texlive-pictures',
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


def _commands(platform: str, commands: dict[str, str]) -> str:
    """Return the commands of the systems that *platform* may be."""
    systems = {'darwin': ['macOS'], 'win32': ['Windows']}
    names = systems.get(platform, ['Debian/Ubuntu', 'Fedora'])
    return '; '.join(f'{name}: {commands[name]}' for name in names)


def advice(message: str, platform: str = sys.platform) -> str:
    """Return what to do about an error of TeX, or an empty string if nobody can say."""
    if match := _FONT.search(message):
        return font_advice(match['font'] or match['other'], platform)
    if _TFM.search(message):
        return f'install the Latin Modern fonts. {_commands(platform, TEX_COMMANDS)}'
    if match := _FILE.search(message):
        return file_advice(match['stem'], match['suffix'], platform)
    if match := _PICTURE.search(message):
        return f'look at the picture {match["name"]}: is it there, and does it open in a viewer?'
    return ''


def font_advice(font: str, platform: str = sys.platform) -> str:
    """Return how to install a font family, such as "Noto Serif CJK SC"."""
    if font == 'Symbola':
        return f'install {font}. {_commands(platform, _SYMBOLA)}'
    if not font.startswith('Noto '):
        return f'install {font}, or write another font; `fc-list : family` tells what is there'
    slug = '-'.join(font.lower().split())
    is_cjk = ' CJK ' in f'{font} '
    if platform == 'win32':
        page = 'github.com/notofonts/noto-cjk/releases' if is_cjk else 'fonts.google.com/noto'
        return f'install {font} from https://{page}'
    debian = 'cjk' if is_cjk else 'mono' if font.endswith(' Mono') else 'core'
    fedora = slug.partition('-cjk')[0] + '-cjk' if is_cjk else slug
    commands = {
        'Debian/Ubuntu': f'sudo apt install fonts-noto-{debian}',
        'Fedora': f'sudo dnf install google-{fedora}-fonts',
        'macOS': f'brew install --cask font-{slug}',
    }
    return f'install {font}. {_commands(platform, commands)}'


def file_advice(stem: str, suffix: str, platform: str = sys.platform) -> str:
    """Return how to install a file of LaTeX, such as ``titlesec.sty``."""
    name = f'{stem}.{suffix}'
    if stem.startswith(('folio', 'sphinx')):
        return f'{name} comes with the extension: install sphinx-folio and Sphinx again'
    tlmgr = f'tlmgr install {stem} (or what `tlmgr search --global --file /{name}` names)'
    if platform == 'win32':
        return f'install {name}. Windows: {tlmgr}'
    commands = {
        'Debian/Ubuntu': f'sudo apt install {_DEBIAN_FILES.get(stem, "texlive-latex-extra")}',
        'Fedora': f"sudo dnf install 'tex({name})'",
        'macOS': f'sudo {tlmgr}',
    }
    return f'install {name}. {_commands(platform, commands)}'


def explain(log: Log, code: int, tex: str, platform: str = sys.platform) -> list[str]:
    """Return what is wrong with a run of latexmk and what to do, line by line.

    :param code: the exit code of latexmk.
    :param tex: path of the LaTeX file, as a reader should see it.
    """
    problems: list[str] = []
    if code:
        for error in log.errors:
            problems += _about_error(error, tex, platform)
        if not log.errors:
            printed = log.printed or (f'latexmk has ended with code {code}',)
            problems += [f'{tex}: {line}' for line in printed]
            if any(line.startswith(('xelatex:', 'xdvipdfmx:')) for line in printed):
                problems.append('  one that stops without a word has often met a damaged picture')
    else:
        # a run that breaks off has not yet resolved any
        problems += [
            f'{_place(tex, item.line)}: the reference "{item.name}" leads nowhere'
            for item in log.references
        ]
    problems += [f'{tex}: {loss}' for loss in log.losses]
    problems += _about_characters(log.characters, tex)
    return problems


def pages(log: Log) -> str:
    """Return how long a document is."""
    return f'{log.pages} page{"" if log.pages == 1 else "s"}'


def note(line: Overfull, tex: str) -> str:
    """Return what to say of a line that does not fit."""
    last = f'-{line.last}' if line.last > line.first else ''
    shown = line.text if len(line.text) <= _SHOWN else f'{line.text[:_SHOWN]}…'
    text = f': "{shown}"' if shown else ''
    return f'note: {_place(tex, line.first)}{last}: {line.excess:.1f} pt too {line.side}{text}'


def _about_error(error: Error, tex: str, platform: str) -> Iterator[str]:
    own = PurePath(tex)
    file = tex if error.file in {'', own.name} else error.file
    text = f' (after "{error.text[-_SHOWN:]}")' if error.text else ''
    yield f'{_place(file, error.line)}: {error.message}{text}'
    if what := advice(error.message, platform):
        yield f'  {what}'


def _about_characters(characters: Sequence[Character], tex: str) -> Iterator[str]:
    for text, code, font in characters[:_FEW]:
        shown = f'{text} (U+{code})' if code else text
        yield f'{tex}: the character {shown} is not in the font {font}'
    if len(characters) > _FEW:
        yield f'{tex}: and {len(characters) - _FEW} more such characters'
    if characters:
        yield '  write them in another way, or choose a font that has them'


def _place(file: str, line: int) -> str:
    return f'{file}:{line}' if line else file
