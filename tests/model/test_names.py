"""Which author of an entry is which person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import front

from sphinx_folio.cli.scan import survey
from sphinx_folio.model import initials, name_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import MakeSite, Site

    from sphinx_folio.graph import Graph

    Match = Callable[..., Graph]


@pytest.fixture
def match(tmp_path: Path) -> Match:
    """Return a function that reads some people and one entry, and gives their graph.

    Pages and entry are read as in a build, but nothing is built.
    """

    def read(author: str, annotation: str = '', **people: dict[str, Any]) -> Graph:
        marks = f'author+an = {{{annotation}}}' if annotation else ''
        bib = f'@misc{{key, title = {{T}}, year = 2020, author = {{{author}}}, {marks}}}'
        (tmp_path / 'references.bib').write_text(bib, encoding='utf-8')
        (tmp_path / 'conf.py').write_text("bibtex_bibfiles = ['references.bib']", encoding='utf-8')
        (tmp_path / 'people').mkdir()
        for name, facts in people.items():
            page = tmp_path / 'people' / f'{name.replace("_", "-")}.md'
            page.write_text(front('person', **facts), encoding='utf-8')
        found = survey(tmp_path)
        assert [item for item in found.problems if item.subtype not in {'ambiguous', 'claim'}] == []
        return found.graph

    return read


SAME = [
    ('Jane Doe', 'Jane Doe'),
    ('Doe, Jane', 'Jane Doe'),
    ('JANE DOE', 'Jane Doe'),
    ('Doe, Jane', 'Doe, Jane'),
    # accents, in Unicode and in LaTeX, and letters without a decomposition
    ('José García', 'Jose Garcia'),
    ('Jose Garcia', 'José García'),
    (r'Garc{\'\i}a, Jos{\'e}', 'José García'),
    (r'Garc\'{\i}a, Jos\'{e}', 'José García'),
    (r'M{\"u}ller, {\L}ukasz', 'Łukasz Müller'),
    (r'Nguy{\~{\^e}}n, Minh', 'Minh Nguyễn'),
    ('Jose\u0301 Garcia', 'Jos\u00e9 Garcia'),
    ('{\\O}rsted, Hans', 'Hans Ørsted'),
    (r'{\'E}mile Zola', 'Émile Zola'),
    ('Weiß, Anna', 'Anna Weiss'),
    # particles
    ('van der Berg, Jan', 'Jan van der Berg'),
    ('Berg, Jan van der', 'Jan van der Berg'),
    ('Jan van der Berg', 'Jan van der Berg'),
    ('Van Der Berg, Jan', 'Jan van der Berg'),
    ('de la Cruz, Ana', 'Ana de la Cruz'),
    # suffixes, hyphens, apostrophes
    ('King, Jr., Martin Luther', 'Martin Luther King Jr.'),
    ('King, Jr, Martin Luther', 'Martin Luther King Jr.'),
    ('Zi-Ren Wang', 'Zi Ren Wang'),
    ("O'Brien, Sean", 'Sean O’Brien'),
    ('Tolkien, J. R. R.', 'J. R. R. Tolkien'),
    ('Tolkien, J.R.R.', 'J. R. R. Tolkien'),
    # braces around a whole name; an organisation may have a page
    ('{Jane Doe}', 'Jane Doe'),
    ('{{Jane Doe}}', 'Jane Doe'),
    ('{Systems Lab}', 'Systems Lab'),
    ('{王梓人}', '王梓人'),
    # braces that only keep a part together
    ('{Jane} Doe', 'Jane Doe'),
    ('Jane {Doe}', 'Jane Doe'),
    ('{Garcia Lopez}, Ana', 'Ana Garcia Lopez'),
    ('  Doe ,\n  Jane ', 'Jane Doe'),
]
DIFFERENT = [
    # initials, in either direction
    ('Doe, J.', 'Jane Doe'),
    ('J. Doe', 'Jane Doe'),
    ('Doe, Jane', 'J. Doe'),
    ('Wang, Z. R.', 'Zi Ren Wang'),
    ('Jane M. Doe', 'Jane Doe'),
    ('Doe, Jane M.', 'Jane Doe'),
    # parts of words, and parts of names
    ('Li', 'Oliver Twist'),
    ('Oliver, Li', 'Li'),
    ('Ann Lee', 'Anna Lee'),
    ('Jane Doer', 'Jane Doe'),
    ('Jane', 'Jane Doe'),
    ('Doe', 'Jane Doe'),
    # tokens the other way round are somebody else
    ('Wang Ziren', 'Ziren Wang'),
    ('Ziren, Wang', 'Ziren Wang'),
    ('Li Wei', 'Wei Li'),
    # a generation is part of a name
    ('King, Martin Luther', 'Martin Luther King Jr.'),
    ('King, Sr., Martin Luther', 'Martin Luther King Jr.'),
    # spelling variants are for the "names" key
    ('Mueller, Lukas', 'Lukas Müller'),
    ('Ziren Wang', 'Zi Ren Wang'),
]


@pytest.mark.parametrize(('author', 'name'), SAME)
def test_one_name_in_two_spellings_is_one_person(match: Match, author: str, name: str) -> None:
    assert match(author, x={'name': name}).authors == {'key': ('x',)}


@pytest.mark.parametrize(('author', 'name'), DIFFERENT)
def test_another_name_is_another_person(match: Match, author: str, name: str) -> None:
    assert match(author, x={'name': name}).authors == {'key': ('',)}


@pytest.mark.parametrize(
    ('author', 'native_name'),
    [
        ('王梓人', '王梓人'),
        ('王, 梓人', '王梓人'),
        ('王, 梓人', '王 梓人'),
        ('山田, 太郎', '山田太郎'),
        ('김, 철수', '김철수'),
        ('ワン, ジレン', 'ワン ジレン'),
    ],
)
def test_an_east_asian_name_is_matched_family_name_first(
    match: Match, author: str, native_name: str
) -> None:
    graph = match(author, x={'name': 'Ziren Wang', 'native_name': native_name})
    assert graph.authors == {'key': ('x',)}


def test_an_east_asian_name_is_shown_family_name_first(match: Match) -> None:
    assert match('王, 梓人').publications['key'].authors[0].name == '王梓人'


@pytest.mark.parametrize('author', ['梓人王', '梓人, 王', '王梓', '王梓人人'])
def test_another_east_asian_name_is_another_person(match: Match, author: str) -> None:
    graph = match(author, x={'name': 'Ziren Wang', 'native_name': '王梓人'})
    assert graph.authors == {'key': ('',)}


@pytest.mark.parametrize(
    ('author', 'spelling'),
    [
        ('Wang, Zi-Ren', 'Wang, Zi-Ren'),
        ('Wang, Zi-Ren', 'Zi-Ren Wang'),
        ('Wang, Z.', 'Z. Wang'),
        ('Wang Ziren', 'Wang Ziren'),
        ('King, Jr., Martin', 'King, Jr., Martin'),
    ],
)
def test_other_spellings_of_a_person_match_as_they_are_written(
    match: Match, author: str, spelling: str
) -> None:
    assert match(author, x={'name': 'Ziren Wang', 'names': [spelling]}).authors == {'key': ('x',)}


@pytest.mark.parametrize('author', ['Jane Doe', '简', 'J. Doe'])
def test_an_anonymous_person_matches_no_author(match: Match, author: str) -> None:
    someone = {'name': 'Jane Doe', 'native_name': '简', 'names': ['Doe, J.'], 'anonymous': True}
    assert match(author, x=someone).authors == {'key': ('',)}


def test_a_name_that_fits_two_people_matches_neither(match: Match) -> None:
    graph = match(
        'Roe, Joan and Doe, Jane',
        jane_doe={'name': 'J. A. Doe', 'names': ['Doe, Jane']},
        doe_jane={'name': 'J. Doe', 'names': ['Doe, Jane']},
    )
    assert graph.authors == {'key': ('', '')}
    assert len(graph.problems) == 1


def test_what_people_are_called_comes_before_what_others_say_to_be_called(match: Match) -> None:
    graph = match(
        'Roe, Joan and Doe, Jane',
        jane_doe={'name': 'Jane Doe'},
        doe_jane={'name': 'J. Doe', 'names': ['Doe, Jane']},
    )
    assert graph.authors == {'key': ('', 'jane-doe')}
    assert graph.problems == []


def test_an_annotation_decides_before_any_name(match: Match) -> None:
    graph = match(
        'Doe, Jane and Roe, J.',
        '1=other-doe; 2=joan-roe',
        jane_doe={'name': 'Jane Doe'},
        other_doe={'name': 'Jane Doe'},
        joan_roe={'name': 'Joan Roe'},
    )
    assert graph.authors == {'key': ('other-doe', 'joan-roe')}


def test_an_annotation_may_name_an_anonymous_person(match: Match) -> None:
    graph = match('Doe, J.', '1=someone', someone={'name': 'Researcher', 'anonymous': True})
    assert graph.authors == {'key': ('someone',)}


def test_marks_and_a_person_stand_in_one_annotation(match: Match) -> None:
    graph = match(
        'Doe, J. and Roe, Joan and Poe, Ann',
        '1=equal; 2=equal, x; 3=corresponding',
        x={'name': 'Jane Doe'},
    )
    assert graph.authors == {'key': ('', 'x', '')}
    marks = [author.marks for author in graph.publications['key'].authors]
    assert marks == [('equal',), ('equal',), ('corresponding',)]


def test_and_others_is_no_author(match: Match) -> None:
    graph = match('Doe, Jane and others', x={'name': 'Jane Doe'})
    assert graph.authors == {'key': ('x',)}
    assert graph.publications['key'].et_al


# -- through a build -----------------------------------------------------------------------

PEOPLE: dict[str, dict[str, Any]] = {
    'jane-doe': {'name': 'Jane Doe'},
    'jose-garcia': {'name': 'José García'},
    'minh-nguyen': {'name': 'Minh Nguyễn'},
    'jan-berg': {'name': 'Jan van der Berg'},
    'martin-king': {'name': 'Martin Luther King Jr.'},
    'ziren-wang': {'name': 'Ziren Wang', 'native-name': '王梓人', 'names': ['Wang, Z.']},
    'someone': {'name': 'Joan Roe', 'anonymous': True},
}
#: Who is the author of an entry, or nobody.
BUILT = {
    'Doe, Jane': 'jane-doe',
    'JANE DOE': 'jane-doe',
    'Doe, J.': '',
    '{Jane Doe}': 'jane-doe',
    r'Garc{\'\i}a, Jos{\'e}': 'jose-garcia',
    r'Nguy{\~{\^e}}n, Minh': 'minh-nguyen',
    'Berg, Jan van der': 'jan-berg',
    'King, Jr., Martin Luther': 'martin-king',
    'King, Martin Luther': '',
    '王, 梓人': 'ziren-wang',
    '梓人, 王': '',
    'Wang, Z.': 'ziren-wang',
    'Wang Ziren': '',
    'Roe, Joan': '',
}


@pytest.fixture(scope='module')
def community(make_shared_site: MakeSite) -> Site:
    """Build a site of all these people and entries."""
    pages = {f'people/{name}.md': front('person', **facts) for name, facts in PEOPLE.items()}
    entries = ''.join(
        f'@misc{{k{number}, title = {{T{number}}}, year = 2020, author = {{{author}}}}}\n'
        for number, author in enumerate(BUILT)
    )
    return make_shared_site({'references.bib': entries, **pages}, buildername='dummy')


@pytest.mark.parametrize('author', BUILT)
def test_a_build_ties_an_entry_to_its_author(community: Site, author: str) -> None:
    key = f'k{list(BUILT).index(author)}'
    assert community.graph.authors[key] == (BUILT[author],)


def test_a_build_tells_nothing_of_names(community: Site) -> None:
    assert community.warnings == []


# -- other laws ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('name', 'letters'),
    [
        ('Jane Doe', 'JD'),
        ('Jane van der Doe', 'JD'),
        ('jane', 'J'),
        ('Ó Sé', 'ÓS'),
        ('J. R. R. Tolkien', 'JT'),
        ('Zi-Ren Wang', 'ZW'),
        ('王梓人', '王'),
        ('Жанна Доу', 'ЖД'),
        ('', ''),
        ('42', ''),
    ],
)
def test_a_monogram_takes_one_or_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_name_is_normal_in_its_normal_form() -> None:
    for author, name in SAME:
        assert name_key(name_key(name)) == name_key(name), author
