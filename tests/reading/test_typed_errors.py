"""What a warning is about follows from the check that failed, not from the words of its message."""

from __future__ import annotations

import pytest

from sphinx_folio.model import (
    ContentError,
    PartialDate,
    Period,
    Subtype,
    check_id,
    check_url,
    make_link,
    plan_redirects,
)
from sphinx_folio.reading.front_matter import read_front_matter

#: A line below "person:", and what is wrong in it; each names a date or a period.
LINES = {
    'topics: [a date]': Subtype.VALUE,
    'group: date': Subtype.VALUE,
    'affiliation: {name: X, url: the date}': Subtype.LINK,
    'affiliation: {name: X, ror: "mailto:period"}': Subtype.LINK,
    'links: {website: a date}': Subtype.LINK,
    'links: {orcid: date}': Subtype.LINK,
    'links: {github: 0123}': Subtype.LINK,
    'redirect-from: "date?period"': Subtype.REDIRECT,
    'email: date': Subtype.EMAIL,
    'joined: soon': Subtype.DATE,
    'updated: 2025-02-30': Subtype.DATE,
    'name: 2025': Subtype.TYPE,
    'anonymous: date': Subtype.TYPE,
    'dates: x': Subtype.KEY,
}


@pytest.mark.parametrize(('line', 'subtype'), list(LINES.items()), ids=list(LINES))
def test_a_line_of_front_matter(line: str, subtype: Subtype) -> None:
    page = read_front_matter(
        f'---\nperson:\n  {line}\n---\n', docname='people/x', page_id='x', expected='person'
    )
    (problem,) = page.problems
    assert (problem.subtype, problem.file, problem.line) == (subtype, 'people/x', 3)


def test_a_period_of_a_project() -> None:
    source = '---\nproject:\n  period: 2024 to 2023\n---\n'
    page = read_front_matter(source, docname='x', page_id='x', expected=None)
    (problem,) = page.problems
    assert problem.subtype is Subtype.DATE


def test_a_number_is_quoted_as_it_was_written() -> None:
    source = '---\nperson:\n  links: {github: 0123}\n---\n'
    page = read_front_matter(source, docname='x', page_id='x', expected=None)
    (problem,) = page.problems
    assert problem.message == '"links: github": must be text; write github: "0123"'


@pytest.mark.parametrize(
    ('check', 'value', 'subtype', 'hint'),
    [
        (PartialDate.parse, '2025-13', Subtype.DATE, 'write 2025, 2025-11 or 2025-11-10'),
        (Period.parse, '2025 to 2024', Subtype.DATE, 'did you mean "2024 to 2025"?'),
        (check_id, 'Jane Doe', Subtype.VALUE, 'did you mean "jane-doe"?'),
        (check_id, '王', Subtype.VALUE, ''),
        (check_url, 'example.org', Subtype.LINK, 'did you mean "https://example.org"?'),
        (lambda value: make_link('github', value), 'a b', Subtype.LINK, 'write github: <user'),
        (
            lambda value: plan_redirects({'a': [(value, 1)]}, {}, str),
            'https://example.org/',
            Subtype.REDIRECT,
            'write the path of a page below the site',
        ),
    ],
)
def test_an_error_says_what_it_is_about_and_what_to_write(
    check: object, value: str, subtype: Subtype, hint: str
) -> None:
    assert callable(check)
    with pytest.raises(ContentError) as caught:
        check(value)
    error = caught.value
    assert error.subtype is subtype
    assert error.hint.startswith(hint)
    assert bool(error.hint) is bool(hint)
    assert str(error) == (f'{error.message}; {error.hint}' if hint else error.message)
