"""What the linter says of entries that can be read, and what it leaves alone."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.lint import lint
from sphinx_folio.bib.load import load
from sphinx_folio.bib.name_lists import read_list
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.graph import Graph, entry_references
from sphinx_folio.model import Person, Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support import MakeSite

    from sphinx_folio.model import Problem, Publication

#: The module, for whose name the package has its function.
biblint = import_module('sphinx_folio.bib.lint')


def told(text: str) -> list[Problem]:
    """Return what the linter says of a file."""
    library = EntryCollection()
    library.read_bytes(text.encode(), 'utf-8', 'references.bib')
    complete(library.entries)
    publications: dict[str, Publication] = {}
    for key, located in library.entries.items():
        if located.entry.original_type.lower() != 'xdata':
            publications[key] = replace(read_publication(located, Path())[0], order=0)
    return lint(library, publications)


def told_of(field: str, value: str) -> list[str]:
    """Return the messages about an entry whose third line is a field."""
    first = 'note' if field == 'title' else 'title'
    problems = told(f'@misc{{key,\n  {first} = {{A}},\n  {field} = {value},\n}}\n')
    assert {(problem.file, problem.line) for problem in problems} <= {('references.bib', 3)}
    assert {problem.subtype for problem in problems} <= {'field'}
    return [problem.message.removeprefix('the entry "key": ') for problem in problems]


# -- single fields: a value, and what is said of it ------------------------------------------

WRONG = [
    # a DOI
    ('doi', '{https://doi.org/10.1145/36.13}', 'is a URL; write doi = {10.1145/36.13}'),
    ('doi', '{http://dx.doi.org/10.1145/a_b}', 'is a URL; write doi = {10.1145/a_b}'),
    ('doi', '{doi.org/10.1145/36}', 'is a URL; write doi = {10.1145/36}'),
    ('doi', '{https://dl.acm.org/doi/10.1145/36}', 'is a URL; write doi = {10.1145/36}'),
    ('doi', '{https://doi.org/10.1002/%28SICI%291}', 'is a URL; write doi = {10.1002/(SICI)1}'),
    ('doi', r'{https://doi.org/10.1002/\%28SICI\%291}', 'is a URL; write doi = {10.1002/(SICI)1}'),
    ('doi', '"doi:10.1145/36"', 'has a prefix; write doi = {10.1145/36}'),
    ('doi', '{DOI 10.1145/36}', 'has a prefix; write doi = {10.1145/36}'),
    ('doi', '{{10.1145/36}}', 'has signs around it; write doi = {10.1145/36}'),
    ('doi', '{10.1145/36 13}', 'has a space in it; remove it'),
    ('doi', '{to appear}', 'is no DOI; write one such as 10.1145/'),
    ('doi', '{10.1145}', 'is no DOI; write one such as 10.1145/'),
    ('doi', '{11.1145/36}', 'is no DOI; write one such as 10.1145/'),
    ('doi', '{https://example.org/paper}', 'is no DOI; write one such as 10.1145/'),
    # an identifier of arXiv
    ('eprint', '{https://arxiv.org/abs/2305.12345v2}', 'is a URL; write eprint = {2305.12345v2}'),
    ('arxiv', '{http://arxiv.org/pdf/hep-th/9901001.pdf}', 'is a URL; write arxiv = {hep-th/9901'),
    ('arxiv', '{https://www.arxiv.org/abs/2305.12345?x=y}', 'is a URL; write arxiv = {2305.12345}'),
    ('arxiv', '{arXiv:2305.12345 [cs.LG]}', 'has a prefix; write arxiv = {2305.12345}'),
    ('eprint', '{NIHMS150003}, archiveprefix = {arXiv}', 'is no number of arXiv; write one such'),
    (
        'eprint',
        '{https://example.org/1}',
        'is a URL; write url = {https://example.org/1}, as it is not',
    ),
    ('arxiv', '{2305.12345 v2}', 'has a space in it; remove it'),
    # a year
    ('year', '{soon}', 'is no year; write its four digits, and note = {soon}'),
    ('year', '{n.d.}', 'is no year; remove the field; a list says "n.d." by itself'),
    ('year', '98', 'is no year; write the four digits of one year'),
    ('year', '{202}', 'is no year; write the four digits of one year'),
    ('year', '{20201}', 'is no year; write the four digits of one year'),
    ('year', '{3025}', 'is no year; write the four digits of one year'),
    ('year', '{0202}', 'is no year; write the four digits of one year'),
    ('year', '{}', 'is empty; write the four digits of the year'),
    ('year', "{'2020'}", 'has signs around it; write year = {2020}'),
    ('year', '{“2020”}', 'has signs around it; write year = {2020}'),
    ('year', '{2020.}', 'has signs around it; write year = {2020}'),
    # a date
    ('date', '{2023-13}', 'is no date: there is no month 13; write YYYY, YYYY-MM or YYYY-MM-DD'),
    ('date', '{2023-00-10}', 'is no date: there is no month 00; write'),
    ('date', '{2023-02-30}', 'is no date: there is no day 30 in that month; write'),
    ('date', '{2023-22-01}', 'is no date: there is no month 22; write'),
    ('date', '{2022/2023-04-31}', 'is no date: there is no day 31 in that month; write'),
    ('date', '{2023/2020}', 'ends before it begins; write date = {2020/2023}'),
    ('date', '{2023-05/2023-04-01}', 'ends before it begins; write date = {2023-04-01/2023-05}'),
    ('date', '{2023-5}', 'is no date; write date = {2023-05}'),
    ('date', '{2023/05}', 'is no date; write date = {2023-05}'),
    ('date', '{2023/5/1}', 'is no date; write date = {2023-05-01}'),
    ('date', '{2010--2012}', 'is no date; write date = {2010/2012}'),
    ('date', '{2010 to 2012}', 'is no date; write date = {2010/2012}'),
    ('date', '{May 2023}', 'is no date; write YYYY, YYYY-MM or YYYY-MM-DD, and "/" between'),
    ('date', '{2020/2021/2022}', 'is no date; write YYYY'),
    ('date', '{/}', 'is no date; write YYYY'),
    # LaTeX
    ('title', r'{The \Foo{} System}', r'title: "\Foo" cannot be shown; write the letters'),
    ('booktitle', r'{\begin{it}x\end{it}}', r'booktitle: "\begin" cannot be shown'),
    ('journal', r'{J. of \Undefined}', r'journal: "\Undefined" cannot be shown'),
    ('journaltitle', r'{\Undefined}', r'journaltitle: "\Undefined" cannot be shown'),
    ('title', r'{In \(n steps}', r'title: "\(" cannot be shown; write math as $x$'),
    ('title', '{For 5$ more}', r'title: a "$" stands alone; write "\$"'),
    ('title', r'{A \{ or {}}}', r'title: a "\{" stands alone; write braces in pairs'),
    ('author', r'{Doe, Jane and Roe, \Joan}', r'author: "\Joan" cannot be shown'),
    ('editor', r'{Roe, \Joan}', r'editor: "\Joan" cannot be shown'),
]
RIGHT = [
    ('doi', '{10.1145/3600006.3613165}'),
    ('doi', '{10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2}'),
    ('doi', r'{10.1007/a\_b}'),
    ('doi', '{10/dvzd5z}'),
    ('doi', '{10.1000.10/123}'),
    ('doi', '{10.48550/arXiv.2305.12345}'),
    ('eprint', '{2305.12345}'),
    ('eprint', '{2305.12345v2}'),
    ('arxiv', '{math.GT/0309136}'),
    ('eprint', '{https://hal.science/hal-1}, eprinttype = {hal}'),
    ('eprint', '{12345678}, archiveprefix = {PubMed}'),
    ('year', '{2020}'),
    ('year', '2020'),
    ('year', '{{2020}}'),
    ('year', '{ 2020 }'),
    ('year', '{2020a}'),
    ('year', '{2019--2020}'),
    ('year', '{c. 1850}'),
    ('year', '{1999/2000}'),
    ('year', '{in press}'),
    ('year', '{To~appear}'),
    ('year', '{im Druck}'),
    ('year', '{即将出版}'),
    ('date', '{2023}'),
    ('date', '{2023-05}'),
    ('date', '{2024-02-29}'),
    ('date', '{2023/2024}'),
    ('date', '{2023-05-30/2023-06-02}'),
    ('date', '{2023-05/2023}'),
    ('date', '{2023/}'),
    ('date', '{/2023}'),
    ('date', '{../2023}'),
    ('date', '{2023/..}'),
    ('date', '{1723~}'),
    ('date', '{1723?}'),
    ('date', '{1723-05%}'),
    ('date', '{199X}'),
    ('date', '{1999-XX}'),
    ('date', '{1999-07-XX}'),
    ('date', '{2020-21}'),
    ('date', '{2020-24/2020-12}'),
    ('date', '{2004-04-05T14:34:00Z}'),
    ('date', '{-0876}'),
    ('date', '{y-17000000002}'),
    ('date', '{0000}'),
    ('title', '{The {NanoFlow} System, for \\$5 \\& more: 100\\%}'),
    ('title', r'{On $\Gamma$ and $\{x\}$}'),
    ('title', r'{{\em Never} \emph{lost} {\bf by} \textsc{Folio}\,\LaTeX{}}'),
    ('title', r'{{\"U}ber \v{S}koda, Nguy{\~{\^e}}n, {\L}{\O}\ss{} \alpha}'),
    ('title', r'{A \{pair\}}'),
    ('booktitle', '{Proceedings of 王, №~5}'),
    ('abstract', r'{\Anything \goes}'),
    ('note', r'{\Anything \goes}'),
    ('author', r'{M{\"u}ller, J{\"o}rg and {\c C}elik, {\.I}pek}'),
]


@pytest.mark.parametrize(('field', 'value', 'message'), WRONG)
def test_a_wrong_value_is_told_at_its_line(field: str, value: str, message: str) -> None:
    (found,) = told_of(field, value)
    assert message in found
    assert found.startswith(field)


@pytest.mark.parametrize(('field', 'value'), RIGHT)
def test_a_right_value_is_left_alone(field: str, value: str) -> None:
    assert told_of(field, value) == []


def test_what_is_told_to_be_written_is_right() -> None:
    for field, value, message in WRONG:
        _before, write, better = message.partition(f'write {field} = ')
        if write and better.endswith('}'):
            assert told_of(field, better) == [], value


def test_all_that_is_wrong_in_an_entry_is_told() -> None:
    text = '@misc{k,\n title = {\\A\\Zz},\n doi = {doi:10.1/x},\n year = {soon}, date = {soon}}'
    assert [problem.line for problem in told(text)] == [3, 4, 4, 2]


def test_an_inherited_field_is_told_of_its_own_entry_only() -> None:
    text = """\
        @xdata{shared, doi = {doi:10.1145/36}, date = {2023-13}, journaltitle = {\\Zz}}
        @article{one, xdata = {shared}, title = {A}, author = {Doe, Jane}}
        @article{two, xdata = {shared}, title = {B}, author = {Doe, Jane}}
    """
    assert {problem.line for problem in told(text)} == {1}


# -- lists of names --------------------------------------------------------------------------

JOINED = [
    ('А. Петрова и И. Иванов', 'А. Петрова and И. Иванов'),
    ('A. Smith, B. Jones, C. Wu', 'A. Smith and B. Jones and C. Wu'),
    ('A. Smith, B. Jones', 'A. Smith and B. Jones'),
    ('A.-B. Smith, C. D. Jones', 'A.-B. Smith and C. D. Jones'),
    ('A. Smith, B. Jones, and C. Wu', 'A. Smith and B. Jones and C. Wu'),
    ('Jane Doe, Joan Roe, Ann Poe', 'Jane Doe and Joan Roe and Ann Poe'),
    ('Doe, J.; Roe, J.', 'Doe, J. and Roe, J.'),
    (r'Ann Poe and M. M{\"u}ller, B. Jones', r'Ann Poe and M. M{\"u}ller and B. Jones'),
    ('Doe, Jane, Roe', 'Last, First and Last, First'),
    ('Jane Doe; Joan Roe', 'Jane Doe and Joan Roe'),
    ('Jane Doe, Kim Roe, and Lee Poe', 'Jane Doe and Kim Roe and Lee Poe'),
    ('Jane Doe, Joan Roe & Ann Poe', 'Jane Doe and Joan Roe and Ann Poe'),
    ('Jane Doe + Joan Roe', 'Jane Doe and Joan Roe'),
    ('王小明、李雷', '王小明 and 李雷'),
    ('王小明，李雷', '王小明 and 李雷'),
    ('王小明, 李雷, 韩梅梅', '王小明 and 李雷 and 韩梅梅'),
    ('Иванов И. И., Петров П. П.', 'Иванов, И. И. and Петров, П. П.'),
    ('Jane M Doe, MD, PhD, Joan K Roe, MD', 'Jane M Doe and Joan K Roe'),
    ('Jane Doe, Joan Roe and Bar Foo', 'Jane Doe and Joan Roe and Bar Foo'),
    ('Jane Doe & Joan Roe', 'Jane Doe and Joan Roe'),
    (r'Jane Doe \& Joan Roe', 'Jane Doe and Joan Roe'),
    ('Jane Doe &amp; Joan Roe', 'Jane Doe and Joan Roe'),
    ('Jane Doe und Joan Roe', 'Jane Doe and Joan Roe'),
    ('Jane Doe et Joan Roe', 'Jane Doe and Joan Roe'),
    ('Jane Doe y Joan Roe', 'Jane Doe and Joan Roe'),
    ('Ludwig van Beethoven und Joan Roe', 'Ludwig van Beethoven and Joan Roe'),
    ('Doe, Jane & Roe, Joan', 'Doe, Jane and Roe, Joan'),
    ('Doe, J., Roe, K., & Poe, L.', 'Doe, J. and Roe, K. and Poe, L.'),
    ('Doe J, Roe K', 'Doe, J and Roe, K'),
    ('Doe JR, Roe KM, Poe L', 'Doe, JR and Roe, KM and Poe, L'),
    ('A. Smith, PhD, B. Jones, MD', 'A. Smith and B. Jones'),
    ('Smith, J., Jr., Doe, A.', 'Last, First and Last, First'),
    ('Doe, Roe, Poe', 'Last, First and Last, First'),
    ('Smith, A., Jones, B., Wu, C.', 'Smith, A. and Jones, B. and Wu, C.'),
    ('Doe, Jane, Roe, Joan', 'Doe, Jane and Roe, Joan'),
    ('Doe, Jane A., Roe, Joan', 'Doe, Jane A. and Roe, Joan'),
    ('van Berg, J., de Boer, K.', 'van Berg, J. and de Boer, K.'),
    ('Wang, Xi, Li, Wei', 'Wang, Xi and Li, Wei'),
    ("S. O'Brien, {Lab, B}, and C. Wu", "S. O'Brien and {Lab, B} and C. Wu"),
    ('A. Smith, {NASA}, B. Jones', 'A. Smith and {NASA} and B. Jones'),
    ('Doe, J.; Smith, Jr., A.; {Lab; A}', 'Doe, J. and Smith, Jr., A. and {Lab; A}'),
    ('Doe, J., Roe, J.; Poe, A.', 'Doe, J. and Roe, J. and Poe, A.'),
]
APART = [
    'Doe, Jane and Roe, Joan and others',
    'Jane Doe and Joan Roe',
    'Smith, Jr., A.',
    'Smith, III, A. B.',
    'Smith, {Jr.}, Anna and Jones, Sr, Bob',
    'Smith, A., Jr.',
    'García Márquez, Gabriel José',
    'van der Berg, Jan Willem',
    'St. John, Henry',
    'Narayanan, K. R.',
    'R. Narayanan, K.',
    '{Lab A, Lab B, and C; D}',
    '{{A, B, C, D, E}}',
    'family=Berg, given=Jan, prefix=van',
    'García Márquez, Gabriel José and Jane Doe',
    'Van der Berg, Jan Willem and Jane Doe',
    'José Ortega y Gasset',
    'Ramón y Cajal, Santiago',
    'de la Cruz y Vega, Ana',
    'Bundesministerium für Bildung und sichere Forschung',
    'Prof. Joan Roe, PhD',
    'Doe, Jane, MD, PhD, FRS',
    '山田, 太郎',
    'Jane Doe, MD, PhD',
    'Doe, Jane, PhD',
    'Jane Doe, Senior Member, IEEE and Joan Roe, Fellow, IEEE',
    'Nguyen, JR and Smith, SR',
    'Jane Doe et al.',
    'Doe, Jane and Roe D, et al.',
]


@pytest.mark.parametrize(('written', 'better'), JOINED)
@pytest.mark.parametrize('role', ['author', 'editor'])
def test_names_apart_by_commas_are_told_with_the_list_to_write(
    role: str, written: str, better: str
) -> None:
    (message,) = told_of(role, f'{{{written}}}')
    expected = f'{role}: the word "and" is missing between names; write {role} = {{{better}}}'
    assert message == expected


@pytest.mark.parametrize('written', APART)
def test_names_with_their_commas_are_left_alone(written: str) -> None:
    assert told_of('author', f'{{{written}}}') == []


IN_BRACES = [
    ('{Doe, Jane and Roe, John}', 'Doe, Jane and Roe, John'),
    ('{J. Doe and R. van Roe}', 'J. Doe and R. van Roe'),
    ('{Doe, J., Roe, K. and Poe, L.}', 'Doe, J. and Roe, K. and Poe, L.'),
    ('{Doe, Jane and Roe, John} and Poe, Ann', 'Doe, Jane and Roe, John and Poe, Ann'),
    (r'{M{\"u}ller, Jane and Roe, J.}', r'M{\"u}ller, Jane and Roe, J.'),
]
ORGANISATIONS = [
    'Smith and Wesson Ltd',
    'Smith, Jones and Brown, LLP',
    'Department of Health, Ageing and Care, Nowhere',
    'Ministry of Food, Labour and Welfare',
    'Foo, Inc. and Bar, Ltd.',
    'U.S. Army and U.S. Navy',
    'General Motors and Rolls Royce',
    '{Doe, Jane and Roe, John}',
]


@pytest.mark.parametrize(('written', 'better'), IN_BRACES)
def test_a_list_in_braces_is_told_with_the_list_to_write(written: str, better: str) -> None:
    (message,) = told_of('author', f'{{{written}}}')
    what = 'author: braces make one name of a list of names'
    assert message == (
        f'{what}; write author = {{{better}}}, or one more pair of braces for one name'
    )
    assert told_of('author', f'{{{better}}}') == []
    assert read_list(written).names == read_list(better).names


@pytest.mark.parametrize('name', ORGANISATIONS)
def test_an_organisation_stays_one(name: str) -> None:
    assert told_of('author', f'{{{{{name}}}}}') == []
    assert read_list(f'{{{name}}}').names == (f'{{{name}}}',)


@pytest.mark.parametrize(
    ('written', 'names'),
    [
        ('Jane Doe, Joan Roe and Bar Foo', ['Jane Doe', 'Joan Roe', 'Bar Foo']),
        ('Doe, Jane and Roe D, et al.', ['Jane Doe', 'Roe D']),
        ('Malcolm X and Doe, Jane', ['Malcolm X', 'Jane Doe']),
        ('Doe J and Roe KM and {Study Group}', ['J Doe', 'KM Roe', 'Study Group']),
        ('Wei LI and Hao XU', ['Wei LI', 'Hao XU']),
        ('Malcolm X', ['Malcolm X']),
        ('Loe, A.~-M. and A. -M. Loe', ['A.-M. Loe', 'A.-M. Loe']),
        ('M{\\"u}ller, J. u.~a.', ['J. Müller']),
        ('А. Петрова и И. Иванов', ['А. Петрова', 'И. Иванов']),
        ('张三 (San Zhang)', ['张三 (San Zhang)']),
        ('Jane Doe (Jenny) and Roe, Kim', ['Jane Doe (Jenny)', 'Kim Roe']),
        ('Jane Doe et al.', ['Jane Doe']),
        ('Jane Doe & Joan Roe', ['Jane Doe', 'Joan Roe']),
        ('Nguyen, JR and Smith, SR and King, II', ['JR Nguyen', 'SR Smith', 'II King']),
        ('Doe, Jane, PhD', ['Jane Doe']),
        ('Robert "Bob" Stone', ['Robert "Bob" Stone']),
        ('Doe J, Roe K', ['J Doe', 'K Roe']),
    ],
)
def test_nobody_is_printed_who_does_not_exist(written: str, names: list[str]) -> None:
    library = EntryCollection()
    library.read_bytes(f'@misc{{k, title = {{A}}, author = {{{written}}}}}'.encode(), 'utf-8', 'f')
    publication, _problems = read_publication(library.entries['k'], Path())
    assert [author.name for author in publication.authors] == names


@pytest.mark.parametrize(
    ('written', 'apart'),
    [
        ('Barnes & Noble', 'Barnes and Noble'),
        ('Bosch Research & Advance Engineering', 'Bosch Research and Advance Engineering'),
        (r'Johnson \& Johnson', 'Johnson and Johnson'),
    ],
)
def test_an_ampersand_that_may_join_a_firm_is_told(written: str, apart: str) -> None:
    assert told_of('author', f'{{{written}}}') == [
        f'author: "{written}" is no person; write {{{written}}} for an organisation, or {apart}'
    ]
    assert told_of('author', f'{{{{{written}}}}}') == []


def test_the_list_that_is_told_to_be_written_is_right() -> None:
    for written, better in JOINED:
        if better != 'Last, First and Last, First':
            assert told_of('author', f'{{{better}}}') == [], written
            assert read_list(written).names == read_list(better).names


def test_what_the_reader_tells_is_told_once() -> None:
    library = EntryCollection()
    names = "A. O'Brien, B. Jones, C. Wu, D. Li"
    library.read_bytes(f'@misc{{k, title = {{A}}, author = {{{names}}}}}'.encode(), 'utf-8', 'f')
    assert library.problems == []
    (problem,) = lint(library, {})
    assert "write author = {A. O'Brien and B. Jones and C. Wu and D. Li}" in problem.message


# -- entries that stand twice ----------------------------------------------------------------

FIRST = '@article{one, title = {On {Logs}}, author = {Doe, Jane}, year = 2020'


def duplicates(first: str, second: str) -> list[Problem]:
    return [
        problem
        for problem in told(f'{first},\n}}\n\n{second},\n}}\n')
        if problem.subtype == 'duplicate'
    ]


@pytest.mark.parametrize(
    ('first', 'second'),
    [
        ('10.1145/aB', '10.1145/Ab'),
        ('10.1145/a', 'https://doi.org/10.1145/a'),
        ('doi:10.1145/a', 'http://dx.doi.org/10.1145/A'),
    ],
)
def test_one_doi_in_two_entries_is_told(first: str, second: str) -> None:
    (problem,) = duplicates(
        f'@article{{one, title = {{A}}, doi = {{{first}}}',
        f'@misc{{two,\n title = {{B}},\n doi = {{{second}}}',
    )
    assert (problem.file, problem.line) == ('references.bib', 6)
    assert problem.message == (
        'the entry "two" has the same DOI, 10.1145/a'
        f'{"b" if "b" in first.lower() else ""}, as "one" at line 1; keep one entry with all that '
        'the two say, or, if they are two works, write related = {one}'
    )


@pytest.mark.parametrize(
    'second',
    [
        '@article{two, title = {On logs}, author = {J. Doe}, date = {2020-05}',
        '@misc{two, title = {{ON} {LOGS}.}, author = {Roe, Joan and Doe, Jane}, year = {2020}',
        '@inproceedings{two, title = {Ön–Logs!}, year = 2020',
    ],
)
def test_one_title_and_year_in_two_entries_is_told(second: str) -> None:
    (problem,) = duplicates(FIRST, second)
    assert (problem.line, problem.subtype) == (4, 'duplicate')
    assert 'the entry "two" has the same title and year, as "one" at line 1' in problem.message


VERSIONS = [
    # a preprint and its paper
    ('@misc{one, eprint = {2001.01234}', '@inproceedings{two, booktitle = {Proc. of X}'),
    ('@article{one, journal = {CoRR}', '@article{two, journal = {Journal of X}'),
    ('@article{one, journal = {arXiv preprint arXiv:2001.01234}', '@article{two, journal = {J}'),
    ('@online{one, eprint = {2001.01234}, eprinttype = {arxiv}', '@article{two, journal = {J}'),
    # a workshop, a conference and a journal, a report, a thesis
    ('@inproceedings{one, booktitle = {Workshop on X}', '@article{two, journal = {J}'),
    ('@inproceedings{one, booktitle = {Workshop on X}', '@conference{two, booktitle = {Y}'),
    ('@techreport{one, institution = {Example University}', '@inproceedings{two, booktitle = {Y}'),
    ('@phdthesis{one, school = {Example University}', '@book{two, publisher = {P}'),
]
ONE_WORK = [
    ('@article{one, journal = {Journal of X}', '@article{two, journal = {Journal of {X}}'),
    ('@article{one, journal = {J}', '@misc{two, note = {Exported}'),
    ('@article{one, journal = {J}', '@article{two, url = {https://example.org}'),
    ('@inproceedings{one, booktitle = {X}', '@conference{two, booktitle = {X}, pages = {1-2}'),
    ('@misc{one, eprint = {2001.01234}', '@misc{two, arxiv = {2001.01234}'),
]
ALIKE = 'title = {On Logs}, author = {Doe, Jane}, year = 2020'


@pytest.mark.parametrize(('first', 'second'), VERSIONS)
def test_versions_of_a_work_are_to_be_tied(first: str, second: str) -> None:
    for one, other in ((first, second), (second, first)):
        (problem,) = duplicates(f'{one}, {ALIKE}', f'{other}, {ALIKE}')
        key = 'one' if one is first else 'two'
        hint = f'it is probably another version of that work, so write related = {{{key}}}'
        assert problem.message.endswith(f'as "{key}" at line 1; {hint}')
        assert duplicates(f'{one}, {ALIKE}', f'{other}, {ALIKE}, related = {{{key}}}') == []


@pytest.mark.parametrize(('first', 'second'), ONE_WORK)
def test_a_work_that_stands_twice_is_to_stand_once(first: str, second: str) -> None:
    (problem,) = duplicates(f'{first}, {ALIKE}', f'{second}, {ALIKE}')
    hint = 'keep one entry with all that the two say, or, if they are two works, write related = {'
    assert hint in problem.message


def test_a_further_relation_keeps_those_that_there_are() -> None:
    (problem,) = duplicates(f'@misc{{one, {ALIKE}', f'@misc{{two, {ALIKE}, related = {{zero}}')
    assert problem.message.endswith('write related = {zero, one}')


@pytest.mark.parametrize('tie', ['doi = {10.1145/1}', 'isbn = {1}'])
def test_the_parent_of_papers_stands_beside_the_entry_of_the_book(tie: str) -> None:
    book = f'title = {{Proceedings of X}}, editor = {{Doe, Jane}}, year = 2020, {tie}'
    paper = '@inproceedings{paper, crossref = {Parent}, title = {A}, author = {Roe, Joan}}'
    parts = f'{paper}\n@proceedings{{parent, {book}'
    assert duplicates(parts, f'@proceedings{{own, {book}') == []
    assert duplicates(f'@book{{own, {book}', parts) == []
    (problem,) = duplicates(f'@book{{own, {book}', f'@book{{again, {book}')
    assert 'as "own" at line 1' in problem.message


@pytest.mark.parametrize(
    ('first', 'second'),
    [
        # two parts of one volume: editorials
        (
            f'{FIRST}, journal = {{J}}, volume = 1, pages = {{1--2}}',
            (
                '@article{two, title = {On Logs}, author = {Doe, Jane}, year = 2020, journal = {J}, '
                'volume = 1, pages = {99--100}'
            ),
        ),
        (
            f'{FIRST}, journal = {{J}}, number = 1',
            (
                '@article{two, title = {On Logs}, author = {Doe, Jane}, year = 2020, journal = {J}, '
                'number = 2'
            ),
        ),
        # another year, or title, or none
        (FIRST, '@article{two, title = {On Logs}, author = {Doe, Jane}, year = 2021'),
        (FIRST, '@article{two, title = {On Clogs}, author = {Doe, Jane}, year = 2020'),
        (FIRST, '@article{two, title = {On Logs}, subtitle = {II}, year = 2020'),
        (FIRST.replace(', year = 2020', ''), '@article{two, title = {On Logs}'),
        ('@misc{one, year = 2020', '@misc{two, year = 2020'),
        # other people: an editorial
        (FIRST, '@article{two, title = {On Logs}, author = {Roe, Joan}, year = 2020'),
        # other works, by their own identifiers
        (
            f'{FIRST}, doi = {{10.1145/1}}',
            '@article{two, title = {On Logs}, author = {Doe, Jane}, year = 2020, doi = {10.1145/2}',
        ),
        (
            f'{FIRST}, volume = 1',
            '@article{two, title = {On Logs}, author = {Doe, Jane}, year = 2020, volume = 2',
        ),
        # what belongs to a paper has its name
        (FIRST, '@software{two, title = {On Logs}, author = {Doe, Jane}, year = 2020'),
        # an entry that says so
        (FIRST, '@misc{two, title = {On Logs}, author = {Doe, Jane}, year = 2020, related = {one}'),
        (
            f'{FIRST}, related = {{zero, two}}',
            '@misc{two, title = {On Logs}, author = {Doe, Jane}, year = 2020',
        ),
        (
            f'{FIRST}, doi = {{10.1145/1}}',
            '@misc{two, title = {B}, doi = {10.1145/1}, related = {one}',
        ),
        # a part inherits the identifier of the whole
        (
            '@proceedings{one, title = {P}, year = 2020, doi = {10.1145/1}',
            '@inproceedings{two, title = {B}, author = {Doe, Jane}, crossref = {one}',
        ),
    ],
)
def test_two_works_are_two_entries(first: str, second: str) -> None:
    if 'crossref' in second:
        first, second = second, first  # BibTeX wants the whole after its parts
    assert duplicates(first, second) == []


def test_an_entry_of_another_file_is_named_with_its_file() -> None:
    library = EntryCollection()
    for file, key in (('a.bib', 'one'), ('b.bib', 'two')):
        text = f'\n@misc{{{key}, title = {{T}}, doi = {{10.1145/1}}}}'
        library.read_bytes(text.encode(), 'utf-8', file)
    publications = {
        key: read_publication(located, Path())[0] for key, located in library.entries.items()
    }
    (problem,) = lint(library, publications)
    assert (problem.file, problem.line) == ('b.bib', 2)
    assert 'as "one" at a.bib:2' in problem.message


def many(count: int, titles: int) -> Iterable[str]:
    for number in range(count):
        yield (
            f'@article{{k{number}, title = {{T{number % titles}}}, year = 2020, '
            f'author = {{Doe{number}, Jane}}, doi = {{10.1145/{number}}}}}'
        )


@pytest.mark.parametrize('titles', [1, 100])
def test_comparisons_grow_with_the_entries_and_no_faster(
    monkeypatch: pytest.MonkeyPatch, titles: int
) -> None:
    counts = []
    compare = biblint._are_distinct
    for size in (100, 200, 400):
        calls = []

        def counted(*arguments: object, calls: list[int] = calls) -> bool:
            calls.append(1)
            return compare(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(biblint, '_are_distinct', counted)
        assert told('\n'.join(many(size, titles))) == []
        counts.append(len(calls))
    assert counts[2] <= 400 * biblint._COMPARED
    assert counts[2] - counts[1] <= 200 * biblint._COMPARED


# -- the build -------------------------------------------------------------------------------


def test_a_build_tells_it_until_it_is_mended(make_site: MakeSite) -> None:
    bib = '@misc{key,\n  title = {A},\n  doi = {doi:10.1145/36},\n}\n'
    message = (
        'the entry "key": doi = {doi:10.1145/36} has a prefix; '
        'write doi = {10.1145/36} [folio.field]'
    )
    expected = ('references.bib', 3, message)
    site = make_site({'references.bib': bib}, buildername='dummy')
    assert site.warnings == [expected]
    assert site.build_again({'page.md': '---\norphan:\n---\n# Page\n'}).warnings == [expected]
    mended = bib.replace('doi:', '')
    assert site.build_again({'references.bib': mended}).warnings == []


# -- what is proposed --------------------------------------------------------------------------

ENTRY = (
    '@article{key,\n  author = {Doe, Jane},\n  title = {A},\n  journal = {J},\n  year = {2020},\n'
)


def entry_with(field: str, value: str) -> str:
    """Return an entry with a field, in the place of the one that it has."""
    others = re.sub(rf'  {field} = .*\n', '', ENTRY)
    return f'{others}  {field} = {value},\n}}\n'


PROPOSED = [
    *(entry_with(field, value) for field, value, _message in WRONG),
    *(
        entry_with(role, f'{{{written}}}')
        for role in ('author', 'editor')
        for written, better in JOINED
        if not better.startswith('Last')
    ),
    *(
        f'{first},\n  {ALIKE},\n}}\n{second},\n  {ALIKE},\n}}\n'
        for first, second in (*VERSIONS, *ONE_WORK)
    ),
    *(
        f'{ENTRY}  {field},\n}}\n'
        for field in (
            'url = {example.org/paper}',
            'slides = {//example.org/talk.pdf}',
            'author+an = {first=equal}',
            'crossref = {kez}',
            'people = {jane-do}',
            'projects = {quiklog}',
        )
    ),
]


def messages_of(root: Path, text: str) -> list[Problem]:
    """Return what a build would tell of a file, beside people and projects."""
    file = root / 'references.bib'
    file.write_text(
        f'{text}@book{{kex, title = {{K}}, editor = {{Roe, K.}}, year = 2020}}\n', encoding='utf-8'
    )
    read = load([file], 'utf-8', root)
    people = [Person(id='jane-doe', docname='people/jane-doe', name='Jane Doe')]
    projects = [Project(id='quicklog', docname='projects/quicklog', name='QuickLog')]
    graph = Graph([*people, *projects], read.publications)
    return [*read.problems, *graph.unknown(entry_references(graph))]


def mended(text: str, problem: Problem) -> str:
    """Return a file in which one message is followed; as it is, if it proposes no value."""
    lines = text.splitlines()
    if write := re.search(r'write ([\w+-]+) = (\{.*\})$', problem.message):
        field, value = write.groups()
        ours = f'  {field} = {value},'
        at = problem.line - 1
        is_there = re.match(rf'\s*{re.escape(field)}\s*=', lines[at])
        lines[at : at + 1] = [ours] if is_there else [lines[at], ours]
    elif better := re.search(r'did you mean "([^"]+)"\?$', problem.message):
        at = problem.line - 1
        named = re.findall('"([^"]+)"', problem.message[: better.start()])
        lines[at] = lines[at].replace(next(each for each in named if each in lines[at]), better[1])
    return '\n'.join(lines) + '\n'


@pytest.mark.parametrize('text', PROPOSED)
def test_what_is_proposed_mends_the_fault(tmp_path: Path, text: str) -> None:
    problems = messages_of(tmp_path, text)
    assert problems
    for problem in problems:
        better = mended(text, problem)
        if better != text:
            left = messages_of(tmp_path, better)
            assert len(left) == len(problems) - 1, (better, left)
            assert problem.message not in {other.message for other in left}


@pytest.mark.parametrize(
    'written',
    [
        '@article{k, author={Doe, J.}, title={T}, eprint={2001.01234}, year=2020}',
        '@techreport{k, collaboration={EX}, title={T}, institution={I}, year=2020}',
    ],
)
def test_what_archives_write_lacks_nothing(written: str) -> None:
    library = EntryCollection()
    library.read_bytes(written.encode(), 'utf-8', 'f')
    assert read_publication(library.entries['k'], Path())[1] == []
