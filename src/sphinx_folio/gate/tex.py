r"""The mathematics that a page or an entry may hold: one list of commands for every writer. Pure.

TeX is a programming language: ``\input`` reads a file, ``\def\x{\x}\x`` never ends. So a
formula is let through only if each of its commands stands in a list of mathematics, and its
braces and environments are whole; what is refused is shown as it is written. The lists hold
what LaTeX, amsmath and amssymb know of mathematics, and nothing that does more than print it.
"""

import re
from dataclasses import dataclass
from unicodedata import category

#: A formula of an author is much shorter; docutils' time grows with the square of it.
MAX_LENGTH = 10_000
#: Braces, environments and ``\left`` within one another.
MAX_DEPTH = 20
#: Commands that set their argument four times over, within one another: each level costs
#: four times the one before, and with twelve of them TeX does not come to an end.
MAX_REPEATED = 3
#: Characters of a formula that a message shows.
_SHOWN = 100


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Signs, functions and spaces, which take no argument.
_SYMBOLS = _words("""
    aleph alpha amalg angle approx approxeq arccos arcsin arctan arg Arrowvert arrowvert ast
    asymp backepsilon backprime backsim backsimeq backslash barwedge Bbbk because beta beth
    between Big big bigcap bigcirc bigcup Bigg bigg Biggl biggl Biggm biggm Biggr biggr Bigl
    bigl Bigm bigm bigodot bigoplus bigotimes Bigr bigr bigsqcup bigstar bigtriangledown
    bigtriangleup biguplus bigvee bigwedge blacklozenge blacksquare blacktriangle
    blacktriangledown blacktriangleleft blacktriangleright bmod bot bowtie Box boxdot
    boxminus boxplus boxtimes bracevert bullet Bumpeq bumpeq Cap cap cdot cdots centerdot
    checkmark chi circ circeq circlearrowleft circlearrowright circledast circledcirc
    circleddash circledR circledS clubsuit colon complement cong coprod cos cosh cot coth
    csc Cup cup curlyeqprec curlyeqsucc curlyvee curlywedge curvearrowleft curvearrowright
    dagger daleth dasharrow dashleftarrow dashrightarrow dashv ddagger ddots deg Delta delta
    det diagdown diagup Diamond diamond diamondsuit digamma dim displaylimits displaystyle
    div divideontimes Doteq doteq doteqdot dotplus dots dotsb dotsc dotsi dotsm dotso
    doublebarwedge Downarrow downarrow downdownarrows downharpoonleft downharpoonright ell
    emptyset epsilon eqcirc eqsim eqslantgtr eqslantless equiv eta eth exists exp
    fallingdotseq Finv flat forall frown Game Gamma gamma gcd ge geq geqq geqslant gets gg
    ggg gggtr gimel gnapprox gneq gneqq gnsim gtrapprox gtrdot gtreqless gtreqqless gtrless
    gtrsim hbar heartsuit hline hom hookleftarrow hookrightarrow hslash idotsint iiiint
    iiint iint Im imath impliedby implies in inf infty injlim int intercal intop iota jmath
    kappa ker Lambda lambda land langle lbrace lbrack lceil ldots le leadsto Leftarrow
    leftarrow leftarrowtail leftharpoondown leftharpoonup leftleftarrows Leftrightarrow
    leftrightarrow leftrightarrows leftrightharpoons leftrightsquigarrow leftthreetimes leq
    leqq leqslant lessapprox lessdot lesseqgtr lesseqqgtr lessgtr lesssim lfloor lg lgroup
    lhd lim liminf limits limsup ll llcorner Lleftarrow lll llless lmoustache ln lnapprox
    lneq lneqq lnot lnsim log Longleftarrow longleftarrow Longleftrightarrow
    longleftrightarrow longmapsto Longrightarrow longrightarrow looparrowleft looparrowright
    lor lozenge lrcorner Lsh ltimes lVert lvert maltese mapsto mathdollar mathsterling max
    measuredangle medspace mho mid min models mp mu multimap nabla natural ncong ne nearrow
    neg negmedspace negthickspace negthinspace neq nexists ngeq ngeqq ngeqslant ngtr ni
    nLeftarrow nleftarrow nLeftrightarrow nleftrightarrow nleq nleqq nleqslant nless nmid
    nolimits nonumber notag notin nparallel nprec npreceq nRightarrow nrightarrow nshortmid
    nshortparallel nsim nsubseteq nsubseteqq nsucc nsucceq nsupseteq nsupseteqq
    ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq nu nVDash nVdash nvDash
    nvdash nwarrow odot oint ointop Omega omega ominus oplus oslash otimes owns P parallel
    partial perp Phi phi Pi pi pitchfork pm pounds Pr prec precapprox preccurlyeq preceq
    precnapprox precneqq precnsim precsim prime prod projlim propto Psi psi qquad quad
    rangle rbrace rbrack rceil Re restriction rfloor rgroup rhd rho Rightarrow rightarrow
    rightarrowtail rightharpoondown rightharpoonup rightleftarrows rightleftharpoons
    rightrightarrows rightsquigarrow rightthreetimes risingdotseq rmoustache Rrightarrow Rsh
    rtimes rVert rvert S scriptscriptstyle scriptstyle searrow sec setminus sharp shortmid
    shortparallel Sigma sigma sim simeq sin sinh slash smallfrown smallint smallsetminus
    smallsmile smile spadesuit sphericalangle sqcap sqcup sqsubset sqsubseteq sqsupset
    sqsupseteq square star Subset subset subseteq subseteqq subsetneq subsetneqq succ
    succapprox succcurlyeq succeq succnapprox succneqq succnsim succsim sum sup Supset
    supset supseteq supseteqq supsetneq supsetneqq surd swarrow tan tanh tau textstyle
    therefore Theta theta thickapprox thicksim thickspace thinspace times to top triangle
    triangledown triangleleft trianglelefteq triangleq triangleright trianglerighteq
    twoheadleftarrow twoheadrightarrow ulcorner Uparrow uparrow Updownarrow updownarrow
    upharpoonleft upharpoonright uplus Upsilon upsilon upuparrows urcorner varDelta
    varepsilon varGamma varinjlim varkappa varLambda varliminf varlimsup varnothing varOmega
    varPhi varphi varPi varpi varprojlim varpropto varPsi varrho varSigma varsigma varTheta
    vartheta vartriangle vartriangleleft vartriangleright varUpsilon varXi Vdash vDash vdash
    vdots vee veebar Vert vert Vvdash wedge wp wr Xi xi yen zeta
""")
#: Signs behind a backslash, in formulas and in the text within them.
_SIGNS = frozenset({*r'\{}|&%#$_,;:!> ', '\n'})
#: Commands with an argument that is a formula.
_COMMANDS = _words("""
    acute bar binom boxed breve cfrac check dbinom ddddot dddot ddot dfrac dot frac grave
    hat mathbb mathbf mathbin mathcal mathclose mathfrak mathinner mathit mathop mathopen
    mathord mathpunct mathrel mathring mathrm mathscr mathsf mathtt middle mod not
    operatorname overbrace overline pmod pod sqrt substack tbinom tfrac tilde underbrace
    underline vec widehat widetilde
""")
#: Commands that set their argument in four sizes to choose from, or to measure it.
_REPEATING = _words("""
    boldsymbol hphantom overleftarrow overleftrightarrow overrightarrow overset phantom pmb
    smash stackrel underleftarrow underleftrightarrow underrightarrow underset vphantom
    xleftarrow xrightarrow
""")
#: Commands with an argument that is text, in which ``$…$`` is a formula again.
_TEXTS = _words('emph intertext mbox text textbf textit textnormal textrm textsf texttt textup')
#: What may stand in text beside other texts and signs.
_IN_TEXT = (_TEXTS | _SIGNS | _words('dots ldots qquad quad')) - {'intertext'}
_KNOWN = _SYMBOLS | _COMMANDS | _REPEATING | _SIGNS
#: Commands that are looked at together with what follows.
_LENGTHS = {
    'hspace': re.compile(r'\{-?\d{0,2}(?:\.\d{1,3})?(?<=\d)\s?(?:em|ex|pt|mm|cm)\}'),
    'mspace': re.compile(r'\{-?\d{0,2}(?:\.\d{1,3})?(?<=\d)\s?mu\}'),
}
_LABEL = re.compile(r'\\label\{[\w:.-]{1,99}\}')
_WITH_OPTION = frozenset({'sqrt', 'xleftarrow', 'xrightarrow', 'cfrac'})
_OPTION = re.compile(r'\s*\[')
_WHOLE_OPTION = re.compile(r'\s*\[[^\[\]{}]*(?:\{[^{}]*\}[^\[\]{}]*)*\]')

_ROW = re.compile(r'\*?\[(?!-?\d{0,2}(?:\.\d{1,3})?(?<=\d)\s?(?:em|ex|pt|mm|cm)\])')
_BRACE = re.compile(r'\s*\{')
_ROWS = r'(?:\[[tbc]\])?'
#: Environments within a formula, with the arguments that they take.
_INNER = {
    **dict.fromkeys(
        ('matrix', 'pmatrix', 'bmatrix', 'Bmatrix', 'vmatrix', 'Vmatrix', 'smallmatrix'), ''
    ),
    **dict.fromkeys(('cases', 'split'), ''),
    **dict.fromkeys(('aligned', 'gathered'), _ROWS),
    'alignedat': rf'{_ROWS}\{{\d{{1,2}}\}}',
    'array': rf'{_ROWS}\{{[lcr|\s]{{1,60}}\}}',
    'subarray': r'\{[lc]\}',
}
#: Environments that are a whole formula on lines of their own, with or without a star.
_OUTER = {
    **dict.fromkeys(('align', 'eqnarray', 'equation', 'flalign', 'gather', 'multline'), ''),
    'alignat': r'\{\d{1,2}\}',
    'displaymath': '',
}
#: How the arguments of environments are written.
_EXAMPLES = {
    'alignat': r'\begin{alignat}{2}',
    'alignedat': r'\begin{alignedat}{2}',
    'array': r'\begin{array}{lcr}',
    'subarray': r'\begin{subarray}{c}',
}
#: Signs with another meaning in TeX, and what to write.
_INSTEAD = {
    '$': r'write "\$"',
    '%': r'write "\%"',
    '#': r'write "\#"',
    '^^': 'write "^" once',
}
_ENVIRONMENT = re.compile(r'\{([A-Za-z]+)(\*?)\}')
_TOKEN = re.compile(r'\\(?:[^\W\d_]+|.|$)|\^\^|[{}$%#&_^]|[^\s\\{}$%#&_^]+', re.DOTALL)


def is_column_spec(text: str) -> bool:
    """Tell whether *text* describes the columns of a table by letters and widths alone."""
    bare = re.sub(r'[pmb]\{\d{0,3}(?:\.\d{1,3})?(?:cm|mm|in|em|ex|pt|\\linewidth)\}', '', text)
    return re.fullmatch(r'[|\s]*(?:[lcrLCRJTX][|\s]*)*', bare) is not None and len(text) < 500


def without_labels(formula: str) -> str:
    r"""Return a formula without ``\label``, which no page can refer to, but which TeX keeps."""
    return _LABEL.sub(' ', formula)  # a space, lest two pieces make another command


def shown_formula(formula: str) -> str:
    """Return a formula as a message shows it: in one line, and with no sign that is not seen."""
    line = ''.join(c if c.isprintable() else '\ufffd' for c in ' '.join(formula.split()))
    return line if len(line) <= _SHOWN else f'{line[:_SHOWN]}…'


def brings_environment(formula: str) -> bool:
    """Tell whether a formula that was let through begins with the environment that it is in."""
    match = re.match(r'\s*\\begin\{([A-Za-z]+)\*?\}', formula)
    return match is not None and match[1] in _OUTER


def _is_unseen(sign: str) -> bool:
    """Tell whether a sign may be left out on its way, so that what is around it meets."""
    if sign.isascii():
        return not sign.isprintable() and sign not in '\t\n'
    return not sign.isprintable() or category(sign) == 'Me' or '\ufe00' <= sign <= '\ufe0f'


def formula_refusal(formula: str, *, is_block: bool = False, is_whole: bool = False) -> str:
    """Return why a formula is refused and what to write instead, or an empty string.

    :param is_block: whether it stands on lines of its own, which may be rows of a table.
    :param is_whole: whether it brings the environment that makes it a formula.
    """
    if len(formula) > MAX_LENGTH:
        return f'it has more than {MAX_LENGTH:,} characters; write several formulas'
    if unseen := next(filter(_is_unseen, formula), ''):
        return f'it holds a sign that is not seen (U+{ord(unseen):04X}); remove it'
    try:
        _Reader(formula, is_block=is_block, is_whole=is_whole).read()
    except _RefusedError as refused:
        return str(refused)
    return ''


class _RefusedError(ValueError):
    """Why a formula is refused, and what to write instead."""


@dataclass(slots=True)
class _Open:
    r"""What is open: a brace, an environment, ``\left``, or a formula within a text."""

    opened: str  #: As it is written.
    closed_by: str
    is_text: bool = False
    is_table: bool = False
    repeated: int = 0  #: How many commands around it set it several times.
    #: How many groups to come are arguments of a command that sets them several times.
    repeating: int = 0
    #: The command that the next group is the argument of, if that makes a difference.
    command: str = ''


class _Reader:
    """Reads one formula, sign by sign, as TeX would."""

    def __init__(self, formula: str, *, is_block: bool, is_whole: bool) -> None:
        self._formula = formula
        self._is_block = is_block
        self._is_whole = is_whole
        self._bottom = _Open('', '', is_table=is_block)
        self._open = [self._bottom]
        self._position = 0
        #: Whether there is an environment that makes a formula of what is in it, and whether
        #: anything stands outside of such environments.
        self._has_outer = self._has_other = False
        self._special = {
            'begin': self._begin,
            'end': self._end,
            'left': self._left,
            'right': self._right,
            'label': self._label,
            '\\': self._row,
            **dict.fromkeys(_LENGTHS, self._length),
            **dict.fromkeys(_TEXTS, self._text),
        }

    def read(self) -> None:
        """Read all of it.

        :raises _RefusedError: where it is refused.
        """
        while match := _TOKEN.search(self._formula, self._position):
            self._position = match.end()
            sign = match[0]
            if sign[0] == '\\':
                self._command(sign[1:])
            else:
                self._has_other = self._has_other or self._open[-1] is self._bottom
                self._sign(sign, self._open[-1])
        if len(self._open) > 1:
            innermost = self._open[-1]
            raise _RefusedError(
                f'"{innermost.opened}" is not closed; write the missing "{innermost.closed_by}"'
            )
        if self._has_other and (self._has_outer or self._is_whole):
            raise _RefusedError(
                'an environment such as align is a formula by itself; '
                'write nothing beside it, or aligned for a part of a formula'
            )

    def _sign(self, sign: str, around: _Open) -> None:
        if sign == '{':
            is_text = around.is_text or around.command in _TEXTS
            is_repeated = around.repeating > 0
            around.repeating -= is_repeated
            self._push(
                '{', '}',
                is_text=is_text, is_table=around.command == 'substack', is_repeated=is_repeated,
            )  # fmt: skip
            around.command = ''
        elif sign in {'}', '$'} and around.closed_by == sign:
            self._open.pop()
        elif sign == '}':
            raise _RefusedError('"}" closes nothing; remove it, or write "{" before it')
        elif sign == '$' and around.is_text:
            self._push('$', '$')
        elif sign in _INSTEAD:
            raise _RefusedError(f'"{sign}" means something else to TeX; {_INSTEAD[sign]}')
        elif sign in {'_', '^', '&'} and around.is_text:
            raise _RefusedError(
                f'"{sign}" stands in text; write "\\{sign}", or "$…$" around a formula'
            )
        elif sign == '&' and not around.is_table:
            raise _RefusedError(
                '"&" stands outside a table; write it in an environment such as aligned'
            )

    def _command(self, name: str) -> None:
        around = self._open[-1]
        if name not in self._special and name not in _KNOWN:
            raise _RefusedError(
                f'"\\{name}" is no command of mathematics; write it with other commands'
            )
        if around.is_text and name not in _IN_TEXT:
            raise _RefusedError(f'"\\{name}" stands in text; write "$…$" around a formula')
        self._has_other = self._has_other or (
            around is self._bottom and name not in {'begin', 'end', 'label'}
        )
        around.command = name
        has_option = name in _WITH_OPTION and _OPTION.match(self._formula, self._position)
        if has_option and not _WHOLE_OPTION.match(self._formula, self._position):
            raise _RefusedError(f'the "[" after "\\{name}" is not closed; write the missing "]"')
        is_repeating = name in _REPEATING or name in _TEXTS or (name == 'sqrt' and has_option)
        around.repeating = 2 if is_repeating else 0  # none has more arguments
        if name in self._special:
            self._special[name](name)

    def _push(
        self,
        opened: str,
        closed_by: str,
        *,
        is_text: bool = False,
        is_table: bool = False,
        is_repeated: bool = False,
    ) -> None:
        repeated = self._open[-1].repeated + is_repeated
        self._open.append(_Open(opened, closed_by, is_text, is_table, repeated))
        if len(self._open) > MAX_DEPTH + 1 or repeated > MAX_REPEATED:
            raise _RefusedError('too much stands within one another; write several formulas')

    def _left(self, _name: str) -> None:
        self._push(r'\left', r'\right')

    def _right(self, _name: str) -> None:
        if self._open[-1].closed_by != r'\right':
            raise _RefusedError(r'"\right" closes nothing; write "\left" before it')
        self._open.pop()

    def _row(self, _name: str) -> None:
        if not self._open[-1].is_table:
            raise _RefusedError(
                r'"\\" begins a row outside a table; write it in an environment such as aligned'
            )
        if _ROW.match(self._formula, self._position):
            raise _RefusedError(r'the "[" after "\\" begins no small length; write \\[1em]')

    def _text(self, name: str) -> None:
        if not _BRACE.match(self._formula, self._position):
            raise _RefusedError(f'"\\{name}" has no text; write \\{name}{{…}}')

    def _length(self, name: str) -> None:
        if not _LENGTHS[name].match(self._formula, self._position):
            unit = 'mu' if name == 'mspace' else 'em'
            raise _RefusedError(f'"\\{name}" has no small length; write \\{name}{{1{unit}}}')

    def _label(self, name: str) -> None:
        match = _LABEL.match(self._formula, self._position - len(rf'\{name}'))
        if match is None or not self._open[-1].is_table:
            raise _RefusedError(
                r'"\label" has an odd name, or stands within a formula; remove it, or write '
                r'letters, digits and hyphens'
            )
        self._position = match.end()

    def _begin(self, _name: str) -> None:
        name, stem = self._environment('begin')
        is_outer = stem in _OUTER
        if not is_outer and name not in _INNER:
            raise _RefusedError(
                f'"{name}" is no environment of mathematics; write one such as aligned or cases'
            )
        is_free = self._open[-1] is self._bottom
        if is_outer and not (self._is_block and is_free):
            raise _RefusedError(f'"{name}" stands within a formula; write aligned or gathered')
        self._has_outer = self._has_outer or is_outer
        self._has_other = self._has_other or (is_free and not is_outer)
        rule = _OUTER[stem] if is_outer else _INNER[name]
        arguments = re.compile(rule).match(self._formula, self._position)
        if arguments is None:
            raise _RefusedError(f'"{name}" lacks an argument; write {_EXAMPLES[stem]}')
        self._position = arguments.end()
        self._push(rf'\begin{{{name}}}', rf'\end{{{name}}}', is_table=True)

    def _end(self, _name: str) -> None:
        name, _stem = self._environment('end')
        if self._open[-1].closed_by != rf'\end{{{name}}}':
            raise _RefusedError(
                rf'"\end{{{name}}}" closes nothing; write "\begin{{{name}}}" before it'
            )
        self._open.pop()

    def _environment(self, word: str) -> tuple[str, str]:
        """Return the name that follows, and the same without its star."""
        match = _ENVIRONMENT.match(self._formula, self._position)
        if match is None:
            raise _RefusedError(f'"\\{word}" has no name; write \\{word}{{aligned}}')
        self._position = match.end()
        return f'{match[1]}{match[2]}', match[1]
