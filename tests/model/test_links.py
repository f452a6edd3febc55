"""Links of people and projects: services, handles, ORCID iDs and URLs."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_folio.model import Link, check_url, make_link, own_url
from sphinx_folio.model.links import check_orcid


@pytest.mark.parametrize(
    'written',
    [
        '0000-0002-1825-0097',
        '0000000218250097',
        'https://orcid.org/0000-0002-1825-0097',
        'http://www.orcid.org/0000-0002-1825-0097/',
    ],
)
def test_an_orcid_id_is_taken_bare_or_as_a_url(written: str) -> None:
    assert check_orcid(written) == '0000-0002-1825-0097'
    assert make_link('orcid', written).url == 'https://orcid.org/0000-0002-1825-0097'


@pytest.mark.parametrize('written', ['0000-0002-1694-233X', '0000-0002-1694-233x'])
def test_the_check_digit_of_an_orcid_id_may_be_x(written: str) -> None:
    assert check_orcid(written) == '0000-0002-1694-233X'


@pytest.mark.parametrize(
    'written',
    [
        '',
        'jane-doe',
        '0000-0002-1825-009',
        '0000-0002-1825-00977',
        '0000-0002-X825-0097',
        '0000 0002 1825 0097',
        'https://example.org/0000-0002-1825-0097',
    ],
)
def test_an_orcid_id_of_a_wrong_shape_says_which_is_right(written: str) -> None:
    with pytest.raises(ValueError, match=r'is no ORCID iD; write 16 digits'):
        check_orcid(written)


@pytest.mark.parametrize(
    ('written', 'right'),
    [
        ('0000-0002-1825-0098', '7'),
        ('0000-0002-1825-009X', '7'),
        ('0000-0002-1852-0097', '3'),
        ('0000-0002-1694-2330', 'X'),
    ],
)
def test_a_mistyped_digit_of_an_orcid_id_is_found(written: str, right: str) -> None:
    with pytest.raises(ValueError, match=rf'wrong check digit \(., not {right}\)'):
        check_orcid(written)


@pytest.mark.parametrize(
    ('key', 'handle', 'title', 'url'),
    [
        ('github', 'jane-doe', 'GitHub', 'https://github.com/jane-doe'),
        ('github', '@jane-doe', 'GitHub', 'https://github.com/jane-doe'),
        ('github', ' jane-doe ', 'GitHub', 'https://github.com/jane-doe'),
        ('gitlab', 'jane', 'GitLab', 'https://gitlab.com/jane'),
        (
            'google-scholar',
            'aB_-9',
            'Google Scholar',
            'https://scholar.google.com/citations?user=aB_-9',
        ),
        ('linkedin', 'jane', 'LinkedIn', 'https://www.linkedin.com/in/jane'),
        ('dblp', '12/3456', 'DBLP', 'https://dblp.org/pid/12/3456'),
        ('openreview', '~Jane_Doe1', 'OpenReview', 'https://openreview.net/profile?id=~Jane_Doe1'),
        ('bluesky', 'jane.example.org', 'Bluesky', 'https://bsky.app/profile/jane.example.org'),
        ('huggingface', 'jane', 'Hugging Face', 'https://huggingface.co/jane'),
    ],
)
def test_a_handle_becomes_the_address_of_its_service(
    key: str, handle: str, title: str, url: str
) -> None:
    assert make_link(key, handle)[:3] == (key, title, url)


def test_a_service_takes_a_full_url_too() -> None:
    link = make_link('github', 'https://github.example.org/jane')
    assert link[:4] == ('github', 'GitHub', 'https://github.example.org/jane', '')


@pytest.mark.parametrize('key', ['github', 'gitlab', 'linkedin', 'dblp'])
@pytest.mark.parametrize('handle', ['', 'jane doe', 'javascript:alert(1)', 'jane?x=1'])
def test_what_is_no_handle_says_what_to_write(key: str, handle: str) -> None:
    with pytest.raises(ValueError, match=f'is no user name; write {key}: <user name>'):
        make_link(key, handle)


@pytest.mark.parametrize('key', ['website', 'code', 'paper', 'slides', 'poster', 'video', 'data'])
def test_a_link_without_a_service_takes_a_url(key: str) -> None:
    assert make_link(key, 'https://example.org/x').url == 'https://example.org/x'
    with pytest.raises(ValueError, match=r'is no URL; did you mean "https://example.org/x"'):
        make_link(key, 'example.org/x')


def test_any_title_may_stand_before_a_url() -> None:
    assert make_link('My blog', 'https://example.org')[:3] == (
        'My blog',
        'My blog',
        'https://example.org',
    )


def test_a_misspelt_service_is_told_of() -> None:
    with pytest.raises(ValueError, match='did you mean "github"'):
        make_link('githb', 'jane-doe')


@pytest.mark.parametrize('value', [42, True, ['https://example.org'], {'url': 'x'}])
def test_a_link_is_text(value: Any) -> None:
    with pytest.raises(ValueError, match='must be text'):
        make_link('website', value)


@pytest.mark.parametrize(
    'url',
    [
        'https://example.org',
        'http://example.org:8080/a?b=c#d',
        'https://exämple.org/ü',
        'HTTPS://Example.org/',
        'https://example.org/a%20b',
        'https://[2001:db8::1]/',
        'mailto:jane@example.org',
        'mailto:jane@example.org?subject=Hello',
    ],
)
def test_a_right_url_stays_as_it_is(url: str) -> None:
    assert check_url(url) == url


@pytest.mark.parametrize(
    'url',
    [
        'javascript:alert(1)',
        'JavaScript:alert(1)',
        'java\nscript:alert(1)',
        'vbscript:x',
        'data:text/html,x',
        'file:///etc/passwd',
        'ftp://example.org',
        'blob:https://example.org/x',
        'tel:+41',
    ],
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(
        ValueError, match=r'is not allowed; write a link with https, http or mailto'
    ):
        check_url(url)


@pytest.mark.parametrize(
    'url',
    [
        '',
        'example.org',
        '//example.org',
        '/people/jane-doe',
        'https://',
        'https:/example.org',
        'https:example.org',
        'https://exa mple.org',
        'https://example.org/a b',
        'http://[::1',
        'https://example.org:99999',
        'mailto:jane',
        'mailto:@',
        'mailto:jane doe@example.org',
    ],
)
def test_a_malformed_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r'; (write|did you mean)'):
        check_url(url)


@pytest.mark.parametrize(
    ('keys', 'without', 'key'),
    [
        (['slides', 'pdf', 'doi'], (), 'doi'),
        (['slides', 'pdf', 'doi'], ('doi',), 'pdf'),
        (['pdf', 'arxiv', 'url'], (), 'url'),
        (['slides', 'code'], (), ''),
    ],
)
def test_a_publication_is_found_by_its_most_lasting_link(
    keys: list[str], without: tuple[str, ...], key: str
) -> None:
    links = [Link(key, key.title(), f'https://example.org/{key}') for key in keys]
    assert own_url(links, without=without) == (f'https://example.org/{key}' if key else '')


def test_a_file_of_the_site_is_no_address_of_a_publication() -> None:
    assert own_url([Link('pdf', 'PDF', 'papers/x.pdf')]) == ''
