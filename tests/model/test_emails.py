"""E-mail addresses of front matter."""

import pytest

from sphinx_folio.model import ContentError
from sphinx_folio.model.emails import check_email


@pytest.mark.parametrize(
    'address',
    [
        'jane@example.org',
        'jane.doe+papers@cs.example.ac.uk',
        "o'neill_jr@ex-ample.org",
        'jörg@exämple.org',
        '王@例子.中国',
        'a@xn--exmple-cua.org',
        '1@b.co',
    ],
)
def test_an_address_stands_as_it_is(address: str) -> None:
    assert check_email(address) == address


#: What is written, and the address that is probably meant; empty where there is none.
WRONG = {
    'jane@': '',
    '@example.org': '',
    'jane': '',
    'jane@example': '',
    'jane doe@example.org': '',
    'jane..doe@example.org': '',
    '.jane@example.org': '',
    'jane.@example.org': '',
    'jane@-example.org': '',
    'jane@example-.org': '',
    'jane@example..org': '',
    'jane@ex_ample.org': '',
    'jane@[192.0.2.1]': '',
    'jane@example.org, joan@example.org': '',
    f'{"a" * 65}@example.org': '',
    f'jane@{"a." * 130}org': '',
    'jane@example.org.': 'jane@example.org',
    'mailto:jane@example.org': 'jane@example.org',
    '<jane@example.org>': 'jane@example.org',
    'Jane Doe <jane@example.org>': 'jane@example.org',
    'jane(at)example.org': 'jane@example.org',
    'jane [at] example [dot] org': 'jane@example.org',
    'jane at example dot org': 'jane@example.org',
    'jane.doe AT example.org': 'jane.doe@example.org',
    'jane {at} example.org': 'jane@example.org',
}


@pytest.mark.parametrize(('written', 'meant'), list(WRONG.items()), ids=range(len(WRONG)))
def test_what_is_no_address_is_told_with_what_is_meant(written: str, meant: str) -> None:
    hint = f'did you mean "{meant}"?' if meant else 'write name@example.org'
    with pytest.raises(ContentError) as error:
        check_email(written)
    assert str(error.value) == f'"{written}" is no e-mail address; {hint}'
    if meant:
        assert check_email(meant) == meant


def test_a_long_text_takes_no_long_time() -> None:
    for text in ('a.' * 50_000, 'at ' * 50_000, '<' * 100_000, ' ' * 100_000, 'a@' + 'a-' * 50_000):
        with pytest.raises(ContentError):
            check_email(text)
