"""Services that people have accounts at, and what a value under the key of one means. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sphinx_folio.util import did_you_mean, nearest

from .links import Link, check_orcid, check_url, near_url
from .problems import ContentError, Subtype

_error = partial(ContentError, subtype=Subtype.LINK)
#: A browser takes a backslash for a slash.
_STEP = r'[^\s/?#:\\]+'
_FEDIVERSE = re.compile(r'@?(?P<name>\w+)@(?P<host>[\w-]+(?:\.[\w-]+)+)')
#: The path of a file: not what begins as the name of a host, or ends as one.
_FILE = re.compile(
    r'(?:(?:/(?!/)|\.{1,2}/|\.?[^/:?#.]+/)[^:?#]*|[^/:?#]+)'
    r'\.(?:pdf|pptx?|odp|key|zip|gz|tgz|docx?|odt|txt|md|bib|csv'
    r'|json|ipynb|tex|xlsx?|ods|png|jpe?g|svg|webp|gif|mp[34]|webm|epub|ics|vcf)',
    re.IGNORECASE,
)


class Service(NamedTuple):
    """A site that knows its users by a handle, or what a link without one leads to."""

    title: str
    #: URL with ``{}`` in the place of the handle; empty where only a URL is taken.
    template: str = ''
    #: Pattern of a handle; where a part of it alone is the account, that is a group.
    handle: str = _STEP
    #: What a handle is, as messages and the guide say.
    called: str = 'user name'
    #: Other addresses of an account; ``*`` stands for what has no slash in it.
    others: tuple[str, ...] = ()

    def account_of(self, url: str) -> str:
        """Return the account that an address belongs to; nothing, if it is of something else."""
        at = urlsplit(url)
        for template in filter(None, (*self.others, self.template)):
            wanted = urlsplit(template)
            place, pattern = _place_of(at), _place_of(wanted)
            if wanted.query:
                name = wanted.query.partition('=')[0]
                place += f'?{parse_qs(at.query).get(name, [""])[0]}'
                pattern += '?{}'
            pattern = re.escape(pattern).replace(r'\*', '[^/]*')
            pattern = pattern.replace(r'\{\}', f'(?P<handle>{self.handle})')
            if match := re.fullmatch(pattern, place, re.IGNORECASE):
                return self._account(match['handle'])
        return ''

    def link(self, key: str, handle: str) -> Link:
        """Return the link of a handle.

        :raises ContentError: if it is none, with what to write.
        """
        bare = handle.removeprefix('@')
        if re.fullmatch(self.handle, bare, re.IGNORECASE) is None:
            hint = near_url(handle) or f'write {key}: <{self.called}> or a full URL'
            raise _error(f'"{handle}" is no {self.called}', hint)
        url = check_url(self.template.replace('{}', bare))
        return Link(key, self.title, url, self._account(bare))

    def _account(self, handle: str) -> str:
        match = re.fullmatch(self.handle, handle, re.IGNORECASE)
        return match[1] if match and match.lastindex else handle


def _place_of(at: SplitResult) -> str:
    """Return the host and the path of an address in the form that is compared."""
    return unquote(f'{at.netloc.removeprefix("www.")}{at.path}').rstrip('/')


_NUMBER = (r'\d+', 'number')
#: Those of persons and groups, and then those of works, which have no users.
SERVICES: Mapping[str, Service] = {
    'website': Service('Website'),
    'orcid': Service('ORCID', 'https://orcid.org/{}', called='ORCID iD'),
    'google-scholar': Service(
        'Google Scholar', 'https://scholar.google.com/citations?user={}',
        others=('https://scholar.google.*/citations?user={}',),
    ),
    'semantic-scholar': Service(
        'Semantic Scholar', 'https://www.semanticscholar.org/author/{}',
        others=('https://www.semanticscholar.org/author/*/{}',),
    ),
    'dblp': Service(
        'DBLP', 'https://dblp.org/pid/{}', rf'{_STEP}(?:/{_STEP})*',
        others=('https://dblp.*/pid/{}.html', 'https://dblp.*/pid/{}'),
    ),
    'openreview': Service('OpenReview', 'https://openreview.net/profile?id={}'),
    'arxiv': Service('arXiv', 'https://arxiv.org/a/{}', others=('https://arxiv.org/a/{}.html',)),
    'researchgate': Service('ResearchGate', 'https://www.researchgate.net/profile/{}'),
    'scopus': Service(
        'Scopus', 'https://www.scopus.com/authid/detail.uri?authorId={}', *_NUMBER,
        ('https://www.scopus.com/pages/authors/{}',),
    ),
    'web-of-science': Service(
        'Web of Science', 'https://www.webofscience.com/wos/author/record/{}',
        r'[A-Z]{1,3}-\d{4}-\d{4}|\d+', 'ResearcherID',
    ),
    'openalex': Service(
        'OpenAlex', 'https://openalex.org/{}', r'A\d+', 'author id',
        ('https://openalex.org/authors/{}',),
    ),
    'inspire': Service('INSPIRE', 'https://inspirehep.net/authors/{}', *_NUMBER),
    # no page of it is a person's; what the person has claimed there is found by the ORCID iD
    'ads': Service(
        'ADS', 'https://ui.adsabs.harvard.edu/search/q=orcid%3A{}&sort=date+desc',
        r'(?:\d{4}-){3}\d{3}[\dX]', 'ORCID iD',
        ('https://ui.adsabs.harvard.edu/search/q=orcid:{}*',),
    ),
    'acm': Service('ACM Digital Library', 'https://dl.acm.org/profile/{}', *_NUMBER),
    'ieee': Service('IEEE Xplore', 'https://ieeexplore.ieee.org/author/{}', *_NUMBER),
    'hal': Service('HAL', 'https://cv.hal.science/{}'),
    'ssrn': Service(
        'SSRN', 'https://papers.ssrn.com/sol3/cf_dev/AbsByAuth.cfm?per_id={}', *_NUMBER,
        ('https://ssrn.com/author={}', 'https://papers.ssrn.com/author={}'),
    ),
    'repec': Service(
        'RePEc', 'https://ideas.repec.org/f/{}.html', r'p[a-z]+\d+', 'short id',
        ('https://econpapers.repec.org/RAS/{}.htm',),
    ),
    'lattes': Service('Lattes', 'http://lattes.cnpq.br/{}', r'\d{16}', 'number of 16 digits'),
    'wikidata': Service(
        'Wikidata', 'https://www.wikidata.org/wiki/{}', r'Q\d+', 'Q and a number',
        ('https://www.wikidata.org/entity/{}',),
    ),
    'osf': Service('OSF', 'https://osf.io/{}/', r'[a-z0-9]{5}', 'id of 5 letters and digits'),
    'zenodo': Service('Zenodo', 'https://zenodo.org/communities/{}', called='community'),
    'zotero': Service('Zotero', 'https://www.zotero.org/{}'),
    'academia': Service('Academia.edu'),
    'github': Service('GitHub', 'https://github.com/{}'),
    'gitlab': Service('GitLab', 'https://gitlab.com/{}'),
    'codeberg': Service('Codeberg', 'https://codeberg.org/{}'),
    'huggingface': Service(
        'Hugging Face', 'https://huggingface.co/{}', others=('https://hf.co/{}',)
    ),
    'kaggle': Service('Kaggle', 'https://www.kaggle.com/{}'),
    'stackoverflow': Service(
        'Stack Overflow', 'https://stackoverflow.com/users/{}', rf'(\d+)(?:/{_STEP})?', 'number'
    ),
    'linkedin': Service(
        'LinkedIn', 'https://www.linkedin.com/in/{}', others=('https://*.linkedin.com/in/{}',)
    ),
    'bluesky': Service('Bluesky', 'https://bsky.app/profile/{}'),
    'mastodon': Service('Mastodon', called='@name@server'),
    'threads': Service(
        'Threads', 'https://www.threads.com/@{}', others=('https://www.threads.net/@{}',)
    ),
    'x': Service('X', 'https://x.com/{}', others=('https://twitter.com/{}',)),
    'instagram': Service('Instagram', 'https://www.instagram.com/{}/', r'[\w.]+'),
    'youtube': Service('YouTube', 'https://www.youtube.com/@{}'),
    'medium': Service('Medium', 'https://medium.com/@{}'),
    'zhihu': Service('Zhihu', 'https://www.zhihu.com/people/{}'),
    'code': Service('Code'),
    'paper': Service('Paper'),
    'pdf': Service('PDF'),
    'slides': Service('Slides'),
    'event': Service('Event'),
    'poster': Service('Poster'),
    'video': Service('Video'),
    'data': Service('Data'),
    'demo': Service('Demo'),
    'docs': Service('Documentation'),
    'report': Service('Report'),
}  # fmt: skip
#: Those where groups have accounts as well, so that a second account may be that of several.
OF_GROUPS = frozenset({'codeberg', 'github', 'gitlab', 'huggingface'})
#: Those where an account is one person's.
ACCOUNTS = OF_GROUPS | {
    'acm', 'ads', 'arxiv', 'dblp', 'google-scholar', 'hal', 'ieee', 'inspire', 'lattes', 'linkedin',
    'openalex', 'openreview', 'orcid', 'repec', 'researchgate', 'scopus', 'semantic-scholar',
    'ssrn', 'stackoverflow', 'web-of-science', 'wikidata', 'zotero',
}  # fmt: skip


def services_of(named: Mapping[str, Any]) -> Mapping[str, Service]:
    """Return all services of a site.

    :param named: those that ``folio_link_services`` names: each an address with ``{}`` in the
        place of the handle, or a mapping of ``title`` and ``url``.
    :raises ContentError: if one of them is none, with what to write.
    """
    return {**SERVICES, **{word: _own_service(word, named[word]) for word in named}}


def _own_service(word: str, said: Any) -> Service:
    known = said if isinstance(said, dict) else {'url': said}
    title, template = known.get('title', word.replace('-', ' ').capitalize()), known.get('url')
    unknown = next((str(key) for key in known if key not in {'title', 'url'}), None)
    if word in SERVICES:
        raise _error(f'"{word}" is a service of every site', 'choose another word')
    if unknown is not None:
        hint = did_you_mean(unknown, ('title', 'url')).removeprefix('; ')
        raise _error(f'"{word}": unknown key "{unknown}"', hint)
    if not isinstance(template, str) or template.count('{}') != 1:
        example = f'https://example.org/{word}/{{}}'
        raise _error(f'"{word}" has no address with one {{}} in it', f'write "{example}"')
    if not isinstance(title, str) or not title.strip():
        raise _error(f'the service "{word}" has no title', 'write one')
    try:
        # a host may hold the handle, but no braces
        url = check_url(template.replace('{}', _STAND_IN), wanted='address')
    except ContentError as error:
        message, hint = (text.replace(_STAND_IN, '{}') for text in (error.message, error.hint))
        raise _error(f'"{word}": {message}', hint) from None
    if not url.lower().startswith('http'):
        raise _error(f'"{word}": "{template}" is no web address', 'write https://…')
    return Service(title.strip(), template)


#: What stands in the place of a handle while an address is checked.
_STAND_IN = 'x--handle--x'


def make_link(
    key: str,
    value: object,
    written: str = '',
    *,
    services: Mapping[str, Service] = SERVICES,
    is_item: bool = False,
) -> Link:
    """Return the link that *value* (a handle, a URL or the path of a file) means under *key*.

    :param written: how a value that is no text was written.
    :param services: those of the site.
    :param is_item: whether it is one of a list.
    :raises ContentError: for a malformed ORCID, handle or URL, with what to write.
    """
    if not isinstance(value, str):
        right = f'"{written or value}"' if isinstance(value, bool | int | float) else 'https://…'
        raise _error('must be text', f'write {right}' if is_item else f'write {key}: {right}')
    value = value.strip()
    service = services.get(key)
    takes_handles = bool(service and service.template)
    if service and (key == 'orcid' or (key == 'ads' and '://' not in value)):
        return service.link(key, check_orcid(value))
    if service and takes_handles and '://' not in value:
        return service.link(key, value)
    if key == 'mastodon' and (match := _FEDIVERSE.fullmatch(value)):
        value = f'https://{match["host"]}/@{match["name"]}'
    if not takes_handles and _FILE.fullmatch(value):
        return Link(key, service.title if service else key, value)
    if service is None and not re.match(r'[a-z][a-z0-9+.-]*:', value, re.IGNORECASE):
        names = _names_of(_fitting(value, services), services)
        meant = names.get(nearest(key, names))
        hint = f'; did you mean "{meant}"?' if meant else ''
        raise _error(f'"{value}" is no URL', f'{near_url(value) or "write https://…"}{hint}')
    url = check_url(value)
    return (
        Link(key, service.title, url, service.account_of(url)) if service else Link(key, key, url)
    )


#: What else people call a service.
_OTHER_NAMES = {'ads': ('NASA ADS',), 'web-of-science': ('Publons', 'WoS'), 'x': ('Twitter',)}


def _names_of(keys: Iterable[str], services: Mapping[str, Service]) -> dict[str, str]:
    """Return the keys of services by all that they are called."""
    return {
        name: key for key in keys for name in (key, services[key].title, *_OTHER_NAMES.get(key, ()))
    }


def _fitting(value: str, services: Mapping[str, Service]) -> Iterator[str]:
    """Yield the services that take a text."""
    for key in services:
        try:
            make_link(key, value, services=services)
        except ContentError:
            continue
        yield key
