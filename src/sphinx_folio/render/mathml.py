"""LaTeX becomes MathML, by docutils and with the spaces that it leaves out."""

import re
from xml.etree import ElementTree as ET

from docutils.utils.math.latex2mathml import functions, tex2mathml

#: What docutils calls otherwise, or needs no word for in a formula that stands alone.
_ALIGNED = re.compile(r'\\(begin|end)\{(?:align|alignat|eqnarray|flalign|split)\*?\}')
_ALONE = re.compile(r'\\(?:begin|end)\{(?:equation|displaymath|gather|gathered|multline)\*?\}')
_COUNT = re.compile(r'(\\begin\{aligned\})\{\d+\}')
#: Between a function and what it is of; not seen.
_APPLY = '\u2061'
_NAME_OF_FUNCTION = re.compile(r'<mi[^>]*>[^<]{2,}</mi>')
_XMLNS = ' xmlns="http://www.w3.org/1998/Math/MathML"'
#: A thin space, and the elements whose children stand in a row.
_THIN = '0.167em'
_ROWS = frozenset({'math', 'mrow', 'mtd', 'mstyle', 'msqrt', 'mpadded', 'mphantom', 'menclose'})
_CLOSING = frozenset(')]}|!')
_BARE_NUMBER = re.compile(r'\\(?:nonumber|notag)\b|\\label\{[^}]*\}')


def to_mathml(formula: str, *, is_block: bool = False) -> str:
    r"""Return a formula in LaTeX as a ``<math>`` element.

    :param is_block: whether it stands on lines of its own, where an empty line, or ``\\``,
        begins another one.
    :raises ValueError: if docutils does not know a command, or cannot make sense of it.
    """
    lines = [part.strip() for part in formula.split('\n\n') if part.strip()]
    latex = _BARE_NUMBER.sub('', r' \\ '.join(lines))
    latex = _ALONE.sub('', _COUNT.sub(r'\1', _ALIGNED.sub(r'\\\1{aligned}', latex)))
    try:
        made = tex2mathml(latex.strip(), as_block=is_block)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError) as error:
        # docutils gets lost in some formulas, as "a & b" in a line of text
        raise ValueError('it is not complete, or "&" stands outside a table') from error
    if not is_block:  # docutils means every table to stand alone
        made = made.replace(' display="block"', '', 1)
    # the one character that is named; XML, and so EPUB, has no such name
    made = str(made).replace('&ApplyFunction;', _APPLY)
    return _with_spaces(made) if _NAME_OF_FUNCTION.search(made) else made


def _with_spaces(mathml: str) -> str:
    """Return a formula with the thin space that TeX sets beside "log" (The TeXbook, chapter 18).

    Browsers set one beside signs alone, and so "log log n" as "loglogn".
    """
    root = ET.fromstring(mathml.replace(_XMLNS, '', 1))  # noqa: S314  (docutils has made it)
    for row in list(root.iter()):
        if row.tag in _ROWS:
            children = list(row)
            for number in range(len(children) - 1, -1, -1):
                _add_spaces(row, children, number)
    made = ET.tostring(root, encoding='unicode', short_empty_elements=False)
    return made.replace('<math', f'<math{_XMLNS}', 1)


def _add_spaces(row: ET.Element, children: list[ET.Element], number: int) -> None:
    """Add the spaces around one child of a row, if it is a function."""
    last = number
    if [child.text for child in children[number + 1 : number + 2]] == [_APPLY]:
        last += 1
    if not _is_function(children[number], is_applied=last > number):
        return
    if last + 1 < len(children) and not _is_sign(children[last + 1], edge=0):
        row.insert(last + 1, ET.Element('mspace', width=_THIN))
    before = children[number - 1] if number else None
    if before is not None and before.text != _APPLY and not _is_sign(before, edge=-1):
        row.insert(number, ET.Element('mspace', width=_THIN))


def _is_function(element: ET.Element, *, is_applied: bool) -> bool:
    name = element
    if element.tag in {'msub', 'msup', 'msubsup'}:
        name = element[0]
    is_named = name.tag == 'mi' and len(name.text or '') > 1
    return is_named and (is_applied or name.text in functions)


def _is_sign(element: ET.Element, *, edge: int) -> bool:
    """Tell whether an element begins, or ends, with a sign other than a closing one."""
    while len(element):
        element = element[edge]
    return element.tag not in {'mi', 'mn', 'mtext'} and (edge == 0 or element.text not in _CLOSING)
