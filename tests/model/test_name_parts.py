"""Names in their parts, as address books sort them."""

from __future__ import annotations

import pytest

from sphinx_folio.model import name_parts, parse_titles


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
        ('Dr. Jane Doe, PhD', 'Doe', 'Jane', ''),
        ('Prof. Dr. Xaver Huber', 'Huber', 'Xaver', ''),
        ('Robert "Bob" Stone', 'Stone', 'Robert', ''),
        ('王小明 (Xiaoming Wang)', '王', '小明', ''),
        ('Pia Lund 🇩🇰', 'Lund', 'Pia', ''),
        ('Martin Luther King, Jr.', 'King', 'Martin Luther', 'Jr.'),
        ("Gerard 't Hooft", "'t Hooft", 'Gerard', ''),
    ],
)
def test_the_family_name_is_found(name: str, family: str, given: str, suffix: str) -> None:
    assert name_parts(name) == (given, family, suffix)


@pytest.mark.parametrize(
    ('text', 'name', 'prefix', 'suffix', 'others'),
    [
        ('Jane Doe', 'Jane Doe', '', '', ()),
        ('Jane Doe, PhD', 'Jane Doe', '', 'PhD', ()),
        ('Jane Doe Ph. D.', 'Jane Doe', '', 'Ph. D.', ()),
        ('Jane Doe, M.Sc., B.A.', 'Jane Doe', '', 'M.Sc., B.A.', ()),
        ('Doe, Jane, MD, PhD', 'Doe, Jane', '', 'MD, PhD', ()),
        ('Jane Doe (she/her), PhD', 'Jane Doe', '', 'PhD', ()),
        ('Jane Doe, Senior Member, IEEE', 'Jane Doe', '', 'Senior Member, IEEE', ()),
        ('Dr. Joan Roe', 'Joan Roe', 'Dr.', '', ()),
        ('Ms. Kim Roe', 'Kim Roe', 'Ms.', '', ()),
        ('Prof. Dr. Xaver Huber', 'Xaver Huber', 'Prof. Dr.', '', ()),
        ('PD Dr. med. Eva Weiß', 'Eva Weiß', 'PD Dr. med.', '', ()),
        ('Apl. Prof. Dr.-Ing. Jo Au', 'Jo Au', 'Apl. Prof. Dr.-Ing.', '', ()),
        ('Dr. h. c. mult. Jane Doe', 'Jane Doe', 'Dr. h. c. mult.', '', ()),
        ('Associate Professor Ann Lee', 'Ann Lee', 'Associate Professor', '', ()),
        ('проф. Иван Иванов', 'Иван Иванов', 'проф.', '', ()),
        ('王小明教授', '王小明', '', '', ()),
        ('Elizabeth (Liz) Gray', 'Elizabeth Gray', '', '', ('Liz Gray',)),
        ('Gray, Elizabeth (Liz)', 'Gray, Elizabeth', '', '', ('Liz Gray',)),
        ('Robert “Bob” Stone', 'Robert Stone', '', '', ('Bob Stone',)),
        ('王小明 (Xiaoming Wang)', '王小明', '', '', ('Xiaoming Wang',)),
        ('Xiaoming Wang (王小明)', 'Xiaoming Wang', '', '', ('王小明',)),
        ('Jane Doe (née Smith)', 'Jane Doe', '', '', ('Jane Smith',)),
        ('Sam Poe (they/them)', 'Sam Poe', '', '', ()),
        ('Pia Lund 🇩🇰', 'Pia Lund', '', '', ()),
        ('Jane Doe 0001', 'Jane Doe', '', '', ()),
        # what only looks so
        ('Yo-Yo Ma', 'Yo-Yo Ma', '', '', ()),
        ('Ma, Jack', 'Ma, Jack', '', '', ()),
        ('Wang, He', 'Wang, He', '', '', ()),
        ('MS Dhoni', 'MS Dhoni', '', '', ()),
        ('M.S. Dhoni', 'M.S. Dhoni', '', '', ()),
        ('M.R. Roe', 'M.R. Roe', '', '', ()),
        ('Dr. H.C. Ørsted', 'H.C. Ørsted', 'Dr.', '', ()),
        ('Tan Ah Beng', 'Tan Ah Beng', '', '', ()),
        ('Paul Mba', 'Paul Mba', '', '', ()),
        ('WANG, MENG', 'WANG, MENG', '', '', ()),
        ('Doe, MBA', 'Doe, MBA', '', '', ()),
        ('Herr, Jane', 'Herr, Jane', '', '', ()),
        ('Fellow, Sam', 'Fellow, Sam', '', '', ()),
        ('Michael Herr', 'Michael Herr', '', '', ()),
        ('DR Smith', 'DR Smith', '', '', ()),
        ('Doe, MD', 'Doe, MD', '', '', ()),
        ('Sam Fellow', 'Sam Fellow', '', '', ()),
        ("Sinéad O'Brien", "Sinéad O'Brien", '', '', ()),
        ("Gerard 't Hooft", "Gerard 't Hooft", '', '', ()),
        ('Martin Luther King, Jr.', 'Martin Luther King, Jr.', '', '', ()),
        ('Dr', 'Dr', '', '', ()),
        ('🇩🇰', '🇩🇰', '', '', ()),
        ('', '', '', '', ()),
    ],
)
def test_what_stands_around_a_name_is_told_from_it(
    text: str, name: str, prefix: str, suffix: str, others: tuple[str, ...]
) -> None:
    assert parse_titles(text) == (name, prefix, suffix, others)


def test_the_own_spelling_of_a_person_decides() -> None:
    assert name_parts('Gabriel García Márquez', ['García Márquez, Gabriel']).family == (
        'García Márquez'
    )
    # the same name without its accents is the same name
    assert name_parts('Nguyễn Văn An', ['Van An Nguyen', 'An, Nguyen Van']).family == 'An'
    assert name_parts('Jane Doe', ['Roe, Jane']).family == 'Doe'
