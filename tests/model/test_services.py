"""Services: each account by its handle and by its addresses, and those that a site names itself."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_folio.model import ContentError, Link, make_link, services_of, told_apart
from sphinx_folio.model.services import ACCOUNTS, OF_GROUPS, SERVICES

#: Service and handle, the address that it becomes, and other addresses of the same account.
ACCOUNTS_OF = [
    ('researchgate', 'Jane-Doe-2', 'https://www.researchgate.net/profile/Jane-Doe-2'),
    (
        'scopus',
        '57193928271',
        'https://www.scopus.com/authid/detail.uri?authorId=57193928271',
        'https://www.scopus.com/authid/detail.uri?origin=x&authorId=57193928271',
        'https://www.scopus.com/pages/authors/57193928271',
    ),
    (
        'web-of-science',
        'AAR-2324-2021',
        'https://www.webofscience.com/wos/author/record/AAR-2324-2021',
    ),
    ('web-of-science', '1479116', 'https://www.webofscience.com/wos/author/record/1479116'),
    (
        'openalex',
        'A5023888391',
        'https://openalex.org/A5023888391',
        'https://openalex.org/authors/a5023888391',
    ),
    (
        'inspire',
        '1010907',
        'https://inspirehep.net/authors/1010907',
        'https://inspirehep.net/authors/1010907?ui-citation-summary=true',
    ),
    (
        'ads',
        '0000-0002-1825-0097',
        'https://ui.adsabs.harvard.edu/search/q=orcid%3A0000-0002-1825-0097&sort=date+desc',
        (
            'https://ui.adsabs.harvard.edu/search/q=orcid%3A0000-0002-1825-0097'
            '&sort=date%20desc%2C%20bibcode%20desc&p_=0'
        ),
        'https://ui.adsabs.harvard.edu/search/q=orcid:0000-0002-1825-0097',
    ),
    ('acm', '99659347035', 'https://dl.acm.org/profile/99659347035'),
    ('ieee', '37086831215', 'https://ieeexplore.ieee.org/author/37086831215'),
    (
        'hal',
        'jane-doe',
        'https://cv.hal.science/jane-doe',
        'https://cv.hal.science/jane-doe?langChosen=en',
    ),
    (
        'ssrn',
        '429651',
        'https://papers.ssrn.com/sol3/cf_dev/AbsByAuth.cfm?per_id=429651',
        'https://ssrn.com/author=429651',
    ),
    (
        'repec',
        'pfe533',
        'https://ideas.repec.org/f/pfe533.html',
        'https://econpapers.repec.org/RAS/pfe533.htm',
    ),
    ('lattes', '0794752062606721', 'http://lattes.cnpq.br/0794752062606721'),
    (
        'wikidata',
        'Q42',
        'https://www.wikidata.org/wiki/Q42',
        'http://www.wikidata.org/entity/Q42',
    ),
    ('osf', 'ab3de', 'https://osf.io/ab3de/', 'https://osf.io/AB3DE'),
    ('zenodo', 'example-lab', 'https://zenodo.org/communities/example-lab'),
    ('zotero', 'jane_doe', 'https://www.zotero.org/jane_doe'),
    (
        'stackoverflow',
        '12345',
        'https://stackoverflow.com/users/12345',
        'https://stackoverflow.com/users/12345/jane-doe?tab=profile',
    ),
    (
        'threads',
        'jane.doe',
        'https://www.threads.com/@jane.doe',
        'https://www.threads.net/@jane.doe',
    ),
    (
        'instagram',
        'jane.doe',
        'https://www.instagram.com/jane.doe/',
        'https://instagram.com/jane.doe?igsh=x',
    ),
    ('medium', 'jane', 'https://medium.com/@jane'),
    ('zhihu', 'jane', 'https://www.zhihu.com/people/jane'),
    ('orcid', '0000-0002-1825-0097', 'https://orcid.org/0000-0002-1825-0097'),
    (
        'google-scholar',
        'qc6CJjYAAAAJ',
        'https://scholar.google.com/citations?user=qc6CJjYAAAAJ',
        'https://scholar.google.co.uk/citations?hl=en&user=qc6CJjYAAAAJ',
    ),
    (
        'semantic-scholar',
        '1734736',
        'https://www.semanticscholar.org/author/1734736',
        'https://www.semanticscholar.org/author/J.-Doe/1734736',
    ),
    (
        'dblp',
        '12/3456-1',
        'https://dblp.org/pid/12/3456-1',
        'https://dblp.org/pid/12/3456-1.html',
        'https://dblp.uni-trier.de/pid/12/3456-1',
    ),
    ('openreview', '~Jane_Doe1', 'https://openreview.net/profile?id=~Jane_Doe1'),
    ('arxiv', 'doe_j_1', 'https://arxiv.org/a/doe_j_1', 'https://arxiv.org/a/doe_j_1.html'),
    ('github', 'jane', 'https://github.com/jane', 'http://www.github.com/Jane/'),
    (
        'linkedin',
        'jane-doe',
        'https://www.linkedin.com/in/jane-doe',
        'https://de.linkedin.com/in/jane-doe/',
    ),
    ('x', 'jane', 'https://x.com/jane', 'https://twitter.com/jane'),
    ('youtube', 'jane', 'https://www.youtube.com/@jane'),
]


@pytest.mark.parametrize(('key', 'handle', 'url', 'others'), [(*a[:3], a[3:]) for a in ACCOUNTS_OF])
def test_an_account_is_the_same_by_its_handle_and_its_addresses(
    key: str, handle: str, url: str, others: tuple[str, ...]
) -> None:
    link = make_link(key, handle)
    assert link == (key, SERVICES[key].title, url, handle, '')
    for written in (url, *others):
        again = make_link(key, written)
        assert again.url == (url if key == 'orcid' else written)
        assert again.account.casefold() == handle.casefold()
        assert link.identity == again.identity


@pytest.mark.parametrize(
    ('key', 'url'),
    [
        ('github', 'https://github.com/jane/repository'),
        ('github', 'https://github.example.org/jane'),
        ('ads', 'https://ui.adsabs.harvard.edu/public-libraries/i6W23BcOSzmFZv-8iE61gA'),
        ('google-scholar', 'https://scholar.google.com/citations?view_op=list_works'),
        ('zenodo', 'https://zenodo.org/records/123'),
        ('scopus', 'https://www.scopus.com/authid/detail.uri?authorId=jane'),
    ],
)
def test_another_address_is_taken_but_is_no_account(key: str, url: str) -> None:
    assert make_link(key, url) == (key, SERVICES[key].title, url, '', '')


@pytest.mark.parametrize(
    ('key', 'handle', 'says'),
    [
        ('scopus', 'jane', '"jane" is no number; write scopus: <number> or a full URL'),
        ('inspire', 'J.Doe.1', '"J.Doe.1" is no number'),
        ('stackoverflow', 'jane-doe', '"jane-doe" is no number'),
        ('osf', 'jane-doe', '"jane-doe" is no id of 5 letters and digits; write osf: <id of 5'),
        ('web-of-science', 'jane', 'is no ResearcherID'),
        ('openalex', '5023888391', 'is no author id'),
        ('ads', 'jane', 'is no ORCID iD; write 16 digits'),
        ('ads', '0000-0002-1825-0098', 'wrong check digit'),
        ('lattes', '079475', 'is no number of 16 digits'),
        ('wikidata', '42', 'is no Q and a number'),
        ('instagram', 'jane doe', 'is no user name'),
        ('researchgate', 'profile/Jane-Doe', 'is no user name'),
        (
            'researchgate',
            'www.researchgate.net/profile/Jane-Doe',
            'did you mean "https://www.researchgate.net/profile/Jane-Doe"?',
        ),
        ('github', 'a\\b', 'is no user name'),
        ('github', '@', 'is no user name'),
    ],
)
def test_a_handle_of_another_form_says_which_is_right(key: str, handle: str, says: str) -> None:
    with pytest.raises(ContentError) as caught:
        make_link(key, handle)
    assert says in str(caught.value)


def test_a_number_may_have_the_name_behind_it() -> None:
    link = make_link('stackoverflow', '12345/jane-doe')
    assert link.url == 'https://stackoverflow.com/users/12345/jane-doe'
    assert link.account == '12345'


@pytest.mark.parametrize('handle', ['@jane@mastodon.example', 'jane@mastodon.example'])
def test_an_account_of_mastodon_is_of_its_server(handle: str) -> None:
    link = make_link('mastodon', handle)
    assert link.url == 'https://mastodon.example/@jane'
    assert link.identity == make_link('mastodon', 'https://mastodon.example/@jane/').identity
    assert link.identity != make_link('mastodon', 'jane@other.example').identity


def test_the_accounts_of_people_are_services() -> None:
    assert OF_GROUPS < ACCOUNTS < set(SERVICES)


@pytest.mark.parametrize(
    ('word', 'value', 'key'),
    [
        ('twitter', 'jane', 'x'),
        ('nasa-ads', '0000-0002-1825-0097', 'ads'),
        ('publons', '1479116', 'web-of-science'),
        ('stack-overflow', '123', 'stackoverflow'),
        ('ResearchGate', 'Jane-Doe', 'researchgate'),
        ('acm-digital-library', '123', 'acm'),
    ],
)
def test_another_name_of_a_service_is_answered_with_its_key(
    word: str, value: str, key: str
) -> None:
    with pytest.raises(ContentError, match=f'did you mean "{key}"'):
        make_link(word, value)


# -- several of one service ----------------------------------------------------------------


@pytest.mark.parametrize(
    ('values', 'labels'),
    [
        ({'github': ['jane-doe', 'lab']}, ['GitHub', 'GitHub: lab']),
        (
            {'github': ['jane-doe', 'https://git.example.org/jane', 'https://github.com/orgs/lab']},
            ['GitHub', 'GitHub: git.example.org', 'GitHub: github.com/orgs/lab'],
        ),
        (
            {'website': ['https://jane.example.org/', 'https://www.lab.example.org/jane/']},
            ['Website', 'Website: lab.example.org'],
        ),
        (
            {'website': ['https://example.org/~jane', 'https://example.org/lab/']},
            ['Website', 'Website: example.org/lab'],
        ),
        ({'slides': ['talks/a.pdf', 'talks/b.pdf']}, ['Slides', 'Slides: b.pdf']),
        ({'slides': ['one/a.pdf', 'two/a.pdf']}, ['Slides', 'Slides: two/a.pdf']),
        ({'Office': ['mailto:a@b.org', 'mailto:c@b.org']}, ['Office', 'Office: c@b.org']),
        (
            {'GitHub': ['https://git.example.org'], 'github': ['jane'], 'x': ['jane']},
            ['GitHub', 'GitHub: jane', 'X'],
        ),
    ],
)
def test_links_of_one_title_are_told_apart(values: dict[str, list[str]], labels: list[str]) -> None:
    links = [make_link(key, value) for key, of_key in values.items() for value in of_key]
    assert [link.label for link in told_apart(links)] == labels


def test_pages_that_differ_in_a_letter_are_two() -> None:
    one, two = (Link('website', 'Website', f'https://example.org/{name}') for name in 'aA')
    assert one.identity != two.identity
    assert one.identity == one._replace(url='http://www.example.org/a/').identity


# -- services of a site --------------------------------------------------------------------

OWN = {
    'wiki': {'title': 'Wiki of the lab', 'url': 'https://wiki.example.org/User:{}'},
    'lab-git': 'https://git.example.org/{}',
    'blog': 'https://{}.example.org/',
}


@pytest.mark.parametrize(
    ('key', 'value', 'link'),
    [
        ('wiki', 'Jane', ('Wiki of the lab', 'https://wiki.example.org/User:Jane', 'Jane')),
        (
            'wiki',
            'https://wiki.example.org/User:Jane?action=edit',
            ('Wiki of the lab', 'https://wiki.example.org/User:Jane?action=edit', 'Jane'),
        ),
        ('wiki', 'https://example.org/', ('Wiki of the lab', 'https://example.org/', '')),
        ('lab-git', '@jane', ('Lab git', 'https://git.example.org/jane', 'jane')),
        ('blog', 'jane', ('Blog', 'https://jane.example.org/', 'jane')),
    ],
)
def test_a_service_of_the_site(key: str, value: str, link: tuple[str, ...]) -> None:
    assert make_link(key, value, services=services_of(OWN))[1:4] == link


@pytest.mark.parametrize(
    ('key', 'value', 'says'),
    [
        ('wikki', 'jane', '"jane" is no URL; write https://…; did you mean "wiki"?'),
        ('wiki', 'a b', '"a b" is no user name; write wiki: <user name> or a full URL'),
        ('blog', 'a..b\\c', 'is no user name'),
    ],
)
def test_a_word_that_is_no_service_of_the_site(key: str, value: str, says: str) -> None:
    with pytest.raises(ContentError) as caught:
        make_link(key, value, services=services_of(OWN))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ('word', 'said', 'says'),
    [
        ('github', 'https://git.example.org/{}', '"github" is a service of every site; choose'),
        (
            'wiki',
            'https://wiki.example.org/',
            '"wiki" has no address with one {} in it; write "https://example.org/wiki/{}"',
        ),
        ('wiki', 'https://example.org/{}/{}', 'has no address with one {} in it'),
        ('wiki', 3, 'has no address with one {} in it'),
        ('wiki', {'title': 'Wiki'}, 'has no address with one {} in it'),
        ('wiki', {'url': 'https://a.org/{}', 'title': ' '}, 'the service "wiki" has no title'),
        (
            'wiki',
            {'url': 'https://a.org/{}', 'titles': 'Wiki'},
            '"wiki": unknown key "titles"; did you mean "title"?',
        ),
        (
            'wiki',
            'wiki.example.org/{}',
            (
                '"wiki": "wiki.example.org/{}" is no address; '
                'did you mean "https://wiki.example.org/{}"?'
            ),
        ),
        ('wiki', 'ftp://example.org/{}', '"wiki": the scheme "ftp:" is not allowed'),
        ('wiki', 'mailto:{}@example.org', '"wiki": "mailto:{}@example.org" is no web address'),
        ('wiki', 'https://exa mple.org/{}', '"wiki": "https://exa mple.org/{}" is a malformed URL'),
    ],
)
def test_what_is_no_service(word: str, said: Any, says: str) -> None:
    with pytest.raises(ContentError) as caught:
        services_of({word: said})
    assert says in str(caught.value)
