r"""Formulas of entries: as a page sets them, and as plain Unicode where nothing can be set. Pure."""

import re
from functools import cache, lru_cache
from unicodedata import normalize

from pylatexenc.latex2text import LatexNodes2Text

from sphinx_folio.gate import formula_refusal

from .latex_macros import BROKEN, quiet

#: Commands of packages and publishers, as the commands of mathematics that they mean.
_INSTEAD = {
    'mb': 'mathbf', 'mathbfit': 'boldsymbol', 'bm': 'boldsymbol', 'mbox': 'text',
    'textup': 'text', 'textnormal': 'text', 'textrm': 'text', 'hbox': 'text', 'rm': 'mathrm',
    'bf': 'mathbf', 'it': 'mathit', 'cal': 'mathcal', 'sf': 'mathsf', 'textmu': 'mu',
    'mathup': 'mathrm', 'tfrac': 'frac', 'dfrac': 'frac', 'textasteriskcentered': 'ast',
    'omicron': 'mathrm{o}',
}  # fmt: skip
#: Capitals that Greek shares with Latin, for which LaTeX has no command.
_CAPITALS = dict(
    zip(
        'Alpha Beta Epsilon Zeta Eta Iota Kappa Mu Nu Omicron Rho Tau Chi'.split(),
        'ABEZHIKMNOPTX',
        strict=True,
    )
)
#: Signs that Crossref writes as commands.
SIGNS = {'less': '<', 'greater': '>', 'mathsemicolon': ';', 'mathplus': '+', 'mathequal': '='}
_UPRIGHT = re.compile(
    r'\\up(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma'
    r'|tau|upsilon|phi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega)(?![a-z])'
)
_COMMAND = re.compile(r'\\([A-Za-z]+)')
_SWITCH = re.compile(r'\{\s*\\(rm|bf|it|cal|sf)(?![A-Za-z])\s*([^{}]*)\}')
_LEADING_SCRIPT = re.compile(r'^\s*(?=[\^_])')

_FUNCTION = re.compile(
    r'\s*\\(arccos|arcsin|arctan|arg|cosh?|coth?|csc|deg|det|dim|exp|gcd|hom|inf|ker|lg'
    r'|lim(?:inf|sup)?|ln|log|max|min|Pr|sec|sinh?|sup|tanh?)(?![A-Za-z])\s*'
)
_SCRIPT = re.compile(r'([\^_])\s*(\{[^{}]*\}|\\[A-Za-z]+|[^\s{}\\^_])')
_RAISED = dict(zip('0123456789+-−=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ', strict=True))
_LOWERED = dict(zip('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎', strict=True))
#: Signs that stand high by themselves.
_HIGH = frozenset("*∗⋆★°∘′″'†‡™®")
#: Keep what a script says of its base apart from what the library would read.
_UP, _DOWN, _OPEN, _SHUT = '\U000f0010', '\U000f0011', '\U000f0012', '\U000f0013'
_LAST = str.maketrans({_UP: '^', _DOWN: '_', _OPEN: '(', _SHUT: ')', "'": '′', '‐': '-', '∙': '•'})
#: Letters in bold, script and the like, which no reader types.
_STYLED = re.compile('[\U0001d400-\U0001d7ff]')
#: The root of one letter needs no brackets.
_ROOT = re.compile(r'√\((\w)\)')
_TEXT = re.compile(r'\\(?:text\w*|operatorname)\s*\{[^{}]*\}')
_TEXT_SCRIPT = re.compile(
    r'([\^_])\s*(?P<open>\{\s*)?\\(?:text\w*|mathrm|mathit)\s*\{([^{}]*)\}(?(open)\s*\})'
)
_BINARY = re.compile(
    r'(?<=[\w)\]}|!′*⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ∞])\s*([=<>≤≥≠≈≡∼≃≅∝∈∉⊂⊆⊃⊇→←↔⇒⇐⇔↦×±∓∪∩∧∨⊕⊗⋅+−])\s*(?=[\w(\[{√∞|∅−])'
)
_LETTER = re.compile(r'\\(?:mathrm\{)?[A-Za-z]+\}?|[^\W\d_]')
_WHOLE_SCRIPT = re.compile(
    r'(?:\{\s*\})?\s*([\^_])\s*(\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[^\s{}\\])'
)
#: What sets its argument as more than a row of signs.
_BUILT = re.compile(
    r'\\(?:frac|sqrt|binom|sum|int|prod|lim|overline|underline|hat|tilde|bar|vec|dot|ddot|widehat'
    r'|widetilde|over|under|left|right|begin)|[\^_]'
)


@lru_cache(maxsize=4096)
def normal(formula: str) -> str:
    r"""Return a formula in the commands that the page and TeX know.

    >>> normal(r'^{\mbox{+}}')
    '{}^{\\text{+}}'
    """
    text = formula.strip()
    if '\\' in text:
        text = _UPRIGHT.sub(r'\\\1', text)
        text = _SWITCH.sub(lambda part: rf'\{_INSTEAD[part[1]]}{{{part[2]}}}', text)
        text = re.sub(r'\\ensuremath\s*', '', text)
        text = _COMMAND.sub(_common, text)
    return _LEADING_SCRIPT.sub('{}', text)


def _common(command: re.Match[str]) -> str:
    name = command[1]
    if name in SIGNS:
        return SIGNS[name]
    if name in _CAPITALS:
        return rf'\mathrm{{{_CAPITALS[name]}}}'
    return rf'\{_INSTEAD.get(name, name)}'


@lru_cache(maxsize=4096)
def plain_formula(formula: str) -> str:
    r"""Return a formula as a line of Unicode, or as it is written if it is no mathematics.

    >>> plain_formula(r'O(n\log\log n)')
    'O(n log log n)'
    """
    latex = normal(formula)
    if formula_refusal(latex):
        return formula
    text = _TEXT.sub(lambda part: part[0].replace('-', '‐'), latex.replace('{}', ''))
    text = _FUNCTION.sub(_function, _TEXT_SCRIPT.sub(r'\1{\3}', text))
    for _ in range(4):
        scripted = _SCRIPT.sub(_script, text)
        if scripted == text:
            break
        text = scripted
    text = _ROOT.sub(r'√\1', _unicode(text))
    text = _BINARY.sub(r' \1 ', text.replace('-', '−')).translate(_LAST)
    return ' '.join(_STYLED.sub(lambda sign: normalize('NFKC', sign[0]), text).split())


def _function(part: re.Match[str]) -> str:
    """Return the name of a function, apart from the letters beside it."""
    before = ' ' if re.search(r'[\w)}\]]$', part.string[: part.start()]) else ''
    after = ' ' if re.match(r'[^\W_]|[\\{]', part.string[part.end() :]) else ''
    return f'{before}{part[1]}{after}'


def _script(part: re.Match[str]) -> str:
    r"""Return a script as raised or lowered signs, or with the sign that LaTeX has for it."""
    is_raised = part[1] == '^'
    text = part[2][1:-1] if part[2].startswith('{') else part[2]
    inner = ''.join(_unicode(text).split())
    signs = _RAISED if is_raised else _LOWERED
    before = part.string[: part.start()].rstrip()
    if inner and all(sign in signs for sign in inner):
        return ''.join(signs[sign] for sign in inner)
    if is_raised and inner and all(sign in _HIGH or sign in signs for sign in inner):
        raised = ''.join(signs.get(sign, sign) for sign in inner)
        return raised.replace('∘', '°').replace('∗', '*').replace('⋆', '*')
    if is_raised and (not before or before[-1:].isdigit()) and inner.isalpha():
        return inner  # 4th
    long = len(inner) > 1 and not re.fullmatch(rf'[\w{_UP}{_DOWN}]+', inner)
    return f'{_UP if is_raised else _DOWN}{_OPEN + inner + _SHUT if long else inner}'


def _unicode(latex: str) -> str:
    """Return LaTeX of mathematics as text; what is left unknown keeps its backslash."""
    if '\\' not in latex:
        return latex.replace('{', '').replace('}', '')
    with quiet():
        try:
            text: str = _reader().latex_to_text(re.sub(r'(?<!\\)%', r'\\%', latex))
        except BROKEN:
            return latex
    return text


@cache
def _reader() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode='text', strict_latex_spaces=False, keep_comments=True)


def simple(formula: str) -> tuple[str, str] | None:
    r"""Return what a formula is that takes no typesetter, and its text; or None.

    A letter is ``letter``, a sign or a number ``text``; a script without its base, as in
    ``A$^*$``, is ``sup`` or ``sub``.
    """
    latex = normal(formula)
    if latex in {'', '{}'}:
        return 'text', ''
    if script := _WHOLE_SCRIPT.fullmatch(latex):
        inner = script[2][1:-1] if script[2].startswith('{') else script[2]
        text = plain_formula(inner)
        if _BUILT.search(inner) or '\\' in text or not text:
            return None
        return ('sup' if script[1] == '^' else 'sub'), {'∗': '*', '⋆': '*'}.get(text, text)
    if re.fullmatch(r'[\d.,]+', latex):
        return 'text', latex
    text = plain_formula(latex) if _LETTER.fullmatch(latex) else ''
    if len(text) != 1:
        return None
    return ('letter' if text.isalpha() and 'mathrm' not in latex else 'text'), text
