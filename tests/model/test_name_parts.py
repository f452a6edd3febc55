"""Names in their parts, as address books sort them."""

from __future__ import annotations

import pytest

from sphinx_folio.model import name_parts


@pytest.mark.parametrize(
    ('name', 'family', 'given', 'suffix'),
    [
        ('Jane Doe', 'Doe', 'Jane', ''),
        ('Jane  Mary\u00a0Doe', 'Doe', 'Jane Mary', ''),
        ('Doe, Jane', 'Doe', 'Jane', ''),
        ('Doe, Jr., John', 'Doe', 'John', 'Jr.'),
        ('John Doe III', 'Doe', 'John', 'III'),
        ('Ludwig van Beethoven', 'van Beethoven', 'Ludwig', ''),
        ('Maria de la Cruz', 'de la Cruz', 'Maria', ''),
        ('José Ortega y Gasset', 'Ortega y Gasset', 'José', ''),
        ('Jean-Luc Picard', 'Picard', 'Jean-Luc', ''),
        ('Madonna', '', 'Madonna', ''),
        ('bell hooks', 'hooks', 'bell', ''),
        ('Иван Иванов', 'Иванов', 'Иван', ''),
        ('王梓人', '王', '梓人', ''),
        ('李明', '李', '明', ''),
        ('欧阳修', '欧阳', '修', ''),
        ('歐陽明月', '歐陽', '明月', ''),
        ('山田 太郎', '山田', '太郎', ''),
        ('山田太郎', '山田', '太郎', ''),
        ('山田はなこ', '山田', 'はなこ', ''),
        ('さくら', '', 'さくら', ''),
        ('김민수', '김', '민수', ''),
        ('남궁민', '남궁', '민', ''),
        ('\u1100\u1175\u11b7\u1106\u1175\u11ab\u1109\u116e', '김', '민수', ''),
        ('王', '', '王', ''),
        ('', '', '', ''),
    ],
)
def test_the_family_name_is_found(name: str, family: str, given: str, suffix: str) -> None:
    assert name_parts(name) == (given, family, suffix)


def test_the_own_spelling_of_a_person_decides() -> None:
    assert name_parts('Gabriel García Márquez', ['García Márquez, Gabriel']).family == (
        'García Márquez'
    )
    # the same name without its accents is the same name
    assert name_parts('Nguyễn Văn An', ['Van An Nguyen', 'An, Nguyen Van']).family == 'An'
    assert name_parts('Jane Doe', ['Roe, Jane']).family == 'Doe'
