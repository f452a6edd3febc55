"""Plain text as Markdown and LaTeX read it back unchanged."""

import re

_TEX = {
    '\\': r'\textbackslash{}',
    '~': r'\textasciitilde{}',
    '^': r'\textasciicircum{}',
    # BibTeX counts braces with a backslash before them too
    '{': r'\lbrace{}',
    '}': r'\rbrace{}',
    **{sign: f'\\{sign}' for sign in '%&#_$'},
}


def markdown_text(text: str) -> str:
    """Return *text* with the signs escaped that Markdown would read as markup."""
    return re.sub(r'([\\`*_\[\]<{$~]|&(?=#?\w+;)|(?<=\s)#)', r'\\\1', text)


def tex_text(text: str) -> str:
    """Return *text* in one line, with the signs escaped that LaTeX would read as commands."""
    return ''.join(_TEX.get(sign, sign) for sign in ' '.join(text.split()))
