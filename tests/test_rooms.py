"""The rooms of the extension: what each shows of itself, and that nobody goes past it."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / 'src/sphinx_folio'
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
            if room and room != own and room.partition('.')[0] in ROOMS:
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
