"""Substitutions of ``conf.py`` that a page asks for, without a way to run anything."""

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2 import nodes as ast
from jinja2.sandbox import ImmutableSandboxedEnvironment

#: Filters that make a text of no more than the text that they are given.
_FILTERS = frozenset(
    'abs capitalize default d escape e first float int join last length count list lower max min '
    'reverse round sort string sum title trim unique upper wordcount'.split()
)
#: What an expression may be made of; what multiplies, calls or assigns is not here.
_PARTS = frozenset((
    ast.Template, ast.Output, ast.Name, ast.Const, ast.TemplateData, ast.Getitem, ast.Getattr,
    ast.Filter, ast.CondExpr, ast.Compare, ast.Operand, ast.And, ast.Or, ast.Not, ast.Add,
    ast.Sub, ast.Concat, ast.List, ast.Tuple,
))  # fmt: skip


def substitute(expression: str, values: Mapping[str, Any]) -> str:
    """Return what stands for an expression between the braces of a substitution.

    :param values: the substitutions of ``conf.py``; of them, plain values are known.
    :raises ValueError: for an unknown name, or for what is no name, item or simple filter.
    """
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.filters[name] for name in _FILTERS}
    source = f'{{{{ {expression} }}}}'
    plain = {key: value for key, value in values.items() if _is_plain(value)}
    try:
        for node in _all_nodes(sandbox.parse(source)):
            if type(node) not in _PARTS:
                raise ValueError(f'a {type(node).__name__.lower()} is not allowed')
            if isinstance(node, ast.Name) and node.name not in plain:
                raise ValueError(f'"{node.name}" is no substitution')  # Jinja knows some more
        return sandbox.from_string(source).render(plain)
    except (TemplateError, TypeError, ArithmeticError, AttributeError, LookupError) as error:
        raise ValueError(str(error)) from error


def _all_nodes(node: ast.Node) -> Iterable[ast.Node]:
    yield node
    yield from node.find_all(ast.Node)


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    return value is None or isinstance(value, str | int | float)
