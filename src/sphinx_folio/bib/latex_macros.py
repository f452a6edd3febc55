r"""The LaTeX commands of bibliographies, as pylatexenc is to read them.

Its tables know accents and symbols. Added here is what they lack in entries: commands whose
text would be lost, and those that must print neither the date of the build nor a file.
"""

import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

from pylatexenc import latex2text, latexwalker
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, SpecialsTextSpec
from pylatexenc.latexwalker import LatexWalkerError
from pylatexenc.macrospec import LatexContextDb, MacroSpec

#: What the library raises for broken texts; all but the first are oversights of its own.
BROKEN = (LatexWalkerError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
#: Commands without an argument, with their text.
_SYMBOLS = {
    'LaTeX': 'LaTeX',
    'LaTeXe': 'LaTeX2ε',
    'TeX': 'TeX',
    'BibTeX': 'BibTeX',
    'copyright': '©',
    'pounds': '£',
    'slash': '/',
    'nobreakdash': '',
    'textasciicircum': '^',
    'textasciitilde': '~',
    'textbar': '|',
    'textgreater': '>',
    'textless': '<',
    'textperiodcentered': '·',
    'textquotedbl': '"',
    'textunderscore': '_',
    'today': '',  # equal sources make equal pages
    # quotation marks of babel
    'glqq': '„',
    'grqq': '“',
    'glq': '‚',
    'grq': '‘',
    'flqq': '«',
    'frqq': '»',
    'flq': '‹',
    'frq': '›',
    'guillemetleft': '«',
    'guillemetright': '»',
}
#: Greek letters in words, as Mendeley writes them.
_GREEK = dict(
    zip(
        (
            'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho'
            ' varsigma sigma tau upsilon phi chi psi omega'
        ).split(),
        'αβγδεζηθικλμνξοπρςστυφχψω',
        strict=True,
    )
)
_SYMBOLS |= {f'text{name}': sign for name, sign in _GREEK.items()}
_SYMBOLS |= {f'text{name.capitalize()}': sign.upper() for name, sign in _GREEK.items()}
#: Letters of the encoding T5, whose names are in capitals for capitals.
_VIETNAMESE = {
    'abreve': 'ă',
    'acircumflex': 'â',
    'ecircumflex': 'ê',
    'ocircumflex': 'ô',
    'ohorn': 'ơ',
    'uhorn': 'ư',
}
_SYMBOLS |= _VIETNAMESE | {name.upper(): sign.upper() for name, sign in _VIETNAMESE.items()}
#: Journals by the commands of AASTeX, which the Astrophysics Data System writes.
_JOURNALS = {
    'aap': 'A&A',
    'aapr': 'A&A Rev.',
    'aaps': 'A&AS',
    'aj': 'AJ',
    'ao': 'Appl. Opt.',
    'apj': 'ApJ',
    'apjl': 'ApJL',
    'apjs': 'ApJS',
    'apss': 'Ap&SS',
    'araa': 'ARA&A',
    'baas': 'BAAS',
    'gca': 'Geochim. Cosmochim. Acta',
    'grl': 'Geophys. Res. Lett.',
    'icarus': 'Icarus',
    'jcap': 'JCAP',
    'jcp': 'J. Chem. Phys.',
    'jgr': 'J. Geophys. Res.',
    'mnras': 'MNRAS',
    'nat': 'Nature',
    'pasa': 'PASA',
    'pasj': 'PASJ',
    'pasp': 'PASP',
    'physrep': 'Phys. Rep.',
    'planss': 'Planet. Space Sci.',
    'pra': 'Phys. Rev. A',
    'prb': 'Phys. Rev. B',
    'prc': 'Phys. Rev. C',
    'prd': 'Phys. Rev. D',
    'pre': 'Phys. Rev. E',
    'prl': 'Phys. Rev. Lett.',
    'procspie': 'Proc. SPIE',
    'psj': 'PSJ',
    'rmxaa': 'Rev. Mexicana Astron. Astrofis.',
    'solphys': 'Sol. Phys.',
    'ssr': 'Space Sci. Rev.',
}
#: Commands that put an accent on the first letter of their argument.
_ACCENTS = {
    "'": '\u0301',
    '`': '\u0300',
    '"': '\u0308',
    '^': '\u0302',
    '~': '\u0303',
    '=': '\u0304',
    '.': '\u0307',
    'b': '\u0331',
    'c': '\u0327',
    'd': '\u0323',
    'G': '\u030f',
    'h': '\u0309',
    'H': '\u030b',
    'k': '\u0328',
    'r': '\u030a',
    'u': '\u0306',
    'v': '\u030c',
    'textcommabelow': '\u0326',
}
#: The signs that accents over nothing are written for, as in ``\~{}user``.
_BARE_ACCENTS = {'~': '~', '^': '^'}
#: Commands with arguments, and which of them, counted from 0, is shown; none for -1.
_ARGUMENTS = {
    **dict.fromkeys(('author', 'date', 'ensuremath', 'mbox', 'ref', 'texttt'), ('{', 0)),
    **dict.fromkeys(('title', 'underline', 'url'), ('{', 0)),
    **dict.fromkeys(('include', 'index', 'input', 'label', 'noopsort', 'SortNoop'), ('{', -1)),
    'color': ('[{', -1),
    'footnote': ('[{', 1),
    'href': ('{{', 1),
    **dict.fromkeys(('colorbox', 'textcolor'), ('[{{', 2)),
    'cite': ('*[[{', 3),
}


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the library from telling on stderr of commands that lack an argument."""
    logger = logging.getLogger('pylatexenc')
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


@cache
def converter() -> LatexNodes2Text:
    """Return what turns parsed LaTeX into text; ``$math$`` is left as it is."""
    known: LatexContextDb = latex2text.get_default_latex_context_db()
    known.add_context_category(
        'folio', prepend=True, macros=list(_texts()), specials=[SpecialsTextSpec('&', '&')]
    )
    known.set_unknown_macro_spec(MacroTextSpec('', discard=False))
    return LatexNodes2Text(
        latex_context=known, math_mode='verbatim', keep_comments=True, strict_latex_spaces=False
    )


@cache
def grammar() -> LatexContextDb:
    """Return which arguments each command takes."""
    known: LatexContextDb = latexwalker.get_default_latex_context_db()
    arguments = dict.fromkeys(_SYMBOLS, '') | dict.fromkeys(_ACCENTS, '{')
    arguments |= {name: expected for name, (expected, _shown) in _ARGUMENTS.items()}
    macros = [MacroSpec(name, expected) for name, expected in arguments.items()]
    known.add_context_category('folio', prepend=True, macros=macros)
    return known


def _texts() -> Iterator[MacroTextSpec]:
    for name, text in (_SYMBOLS | _JOURNALS).items():
        yield MacroTextSpec(name, simplify_repl=text)
    for name, mark in _ACCENTS.items():
        accented = partial(_accented, mark=mark, bare=_BARE_ACCENTS.get(name, ''))
        yield MacroTextSpec(name, simplify_repl=accented)
    for name, (_expected, shown) in _ARGUMENTS.items():
        yield MacroTextSpec(name, simplify_repl=partial(_argument, shown=shown))


def _accented(node: Any, l2tobj: LatexNodes2Text, mark: str, bare: str) -> str:
    """Put *mark* on the first letter of an argument, or return *bare* where there is none."""
    letters = _argument(node, l2tobj, shown=0).strip()
    if not letters:
        return bare
    first = {'ı': 'i', 'ȷ': 'j'}.get(letters[0], letters[0])
    return unicodedata.normalize('NFC', first + mark + letters[1:])


def _argument(node: Any, l2tobj: LatexNodes2Text, shown: int) -> str:
    """Return the text of one argument of a command, which may lack it."""
    found = list(node.nodeargd.argnlist) if node.nodeargd and node.nodeargd.argnlist else []
    if not 0 <= shown < len(found) or found[shown] is None:
        return ''
    text: str = l2tobj.nodelist_to_text([found[shown]])
    return text
