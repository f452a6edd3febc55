"""The rooms of the extension: what each shows of itself, and that nobody goes past it."""

from __future__ import annotations

import ast
import pkgutil
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / 'src/sphinx_folio'
ROOMS = sorted(path.parent.name for path in PACKAGE.glob('*/__init__.py'))


def _imports(path: Path) -> list[ast.ImportFrom]:
    tree = ast.parse(path.read_text(encoding='utf-8'))
    return [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def _room_of(node: ast.ImportFrom, path: Path) -> str:
    """Return the room that an import is from, with the module behind a dot, or nothing."""
    module = node.module or ''
    if node.level == 0:
        return module.removeprefix('sphinx_folio.') if module.startswith('sphinx_folio.') else ''
    return module if path.parent == PACKAGE else ''


def _used_names() -> dict[str, dict[str, set[str]]]:
    """Return the names that are imported from each room, with the files that do it."""
    used: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted(PACKAGE.rglob('*.py')):
        own = path.relative_to(PACKAGE).parts[0]
        for node in _imports(path):
            room = _room_of(node, path)
            first = room.partition('.')[0]
            if first != own and first in ROOMS:
                for alias in node.names:
                    used[room][alias.name].add(path.relative_to(PACKAGE).as_posix())
    return used


USED = _used_names()


def _public(room: str) -> set[str]:
    tree = ast.parse((PACKAGE / room / '__init__.py').read_text(encoding='utf-8'))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == '__all__':
            return set(ast.literal_eval(node.value))
    return set()


def test_there_are_rooms() -> None:
    assert len(ROOMS) >= 14


def test_a_room_is_entered_by_its_door() -> None:
    assert {room: dict(names) for room, names in USED.items() if '.' in room} == {}


@pytest.mark.parametrize('room', ROOMS)
def test_what_others_use_is_public(room: str) -> None:
    used = {name: files for name, files in USED[room].items() if name not in _public(room)}
    assert used == {}


@pytest.mark.parametrize('room', ROOMS)
def test_what_is_public_is_used(room: str) -> None:
    assert _public(room) - set(USED[room]) == set()


# -- ARCHITECTURE.md ---------------------------------------------------------------------

ARCHITECTURE = (PACKAGE.parents[1] / 'ARCHITECTURE.md').read_text(encoding='utf-8')
WRITTEN = re.findall(r'`([a-z_]+(?:\.\w+)*)`', ARCHITECTURE)
MODULES = ('config', 'extension')
#: What is written as room.module or room.module.name.
NAMES = sorted({name for name in WRITTEN if name.partition('.')[0] in ROOMS and '.' in name})


@pytest.mark.parametrize('room', [*ROOMS, *MODULES])
def test_each_room_stands_in_the_table(room: str) -> None:
    rows = [line for line in ARCHITECTURE.splitlines() if line.startswith('| `')]
    assert any(f'`{room}`' in line.split('|')[1] for line in rows)


def test_the_page_names_what_it_should() -> None:
    assert len(NAMES) > 50


@pytest.mark.parametrize('name', NAMES)
def test_each_name_of_the_page_exists(name: str) -> None:
    assert pkgutil.resolve_name(f'sphinx_folio.{name}') is not None


def test_the_table_is_in_the_order_that_the_linter_holds() -> None:
    settings = tomllib.loads((PACKAGE.parents[1] / 'pyproject.toml').read_text(encoding='utf-8'))
    (layers,) = (
        contract['layers']
        for contract in settings['tool']['importlinter']['contracts']
        if contract['type'] == 'layers'
    )
    held = [set(row.split(' | ')) for row in reversed(layers)]
    table = ARCHITECTURE.partition('| room |')[2].partition('\n\n')[0]
    shown = [set(re.findall(r'`(\w+)`', line.split('|')[1])) for line in table.splitlines()[2:]]
    assert shown == held
