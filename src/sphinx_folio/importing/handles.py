"""Accounts and addresses of a person, as themes of other programs name them. Pure."""

import re
from typing import Any, NamedTuple

from sphinx_folio.model import SERVICES, ContentError, make_link

from .facts import add_link
from .front_matter import text_of
from .samples import is_placeholder

__all__ = ['OF_TEMPLATE', 'Account', 'add_link', 'read_account', 'read_email']

#: The key of a theme, without what it ends in, and that of Folio.
_KEYS = {
    'googlescholar': 'google-scholar', 'scholar': 'google-scholar', 'google_scholar': 'google-scholar',
    'google-scholar': 'google-scholar', 'semanticscholar': 'semantic-scholar',
    'semantic_scholar': 'semantic-scholar', 'twitter': 'x', 'x': 'x', 'uri': 'website',
    'url': 'website', 'website': 'website', 'home-page': 'website', 'homepage': 'website',
    'bluesky': 'bluesky', 'stackoverflow': 'stackoverflow', 'stack_overflow': 'stackoverflow',
    'web_of_science': 'web-of-science', 'publons': 'web-of-science', 'wos': 'web-of-science',
    'ieee': 'ieee', 'inspirehep': 'inspire', 'acm': 'acm', 'hal': 'hal', 'lattes': 'lattes',
    'academia': 'academia', 'research_gate': 'researchgate', 'researchgate_profile': 'researchgate',
    'open_review': 'openreview', 'hugging_face': 'huggingface', 'osf': 'osf', 'zhihu': 'zhihu',
}  # fmt: skip
_ENDINGS = re.compile(r'[_-](?:username|userid|user|id|url|profile|handle|link)$')
#: Accounts that Folio has no key for; the address is that of the service.
_OTHERS = {
    'xing': ('Xing', 'https://www.xing.com/profile/{}'),
    'facebook': ('Facebook', 'https://www.facebook.com/{}'),
    'flickr': ('Flickr', 'https://www.flickr.com/people/{}'),
    'pinterest': ('Pinterest', 'https://www.pinterest.com/{}'),
    'quora': ('Quora', 'https://www.quora.com/profile/{}'),
    'telegram': ('Telegram', 'https://t.me/{}'),
    'soundcloud': ('SoundCloud', 'https://soundcloud.com/{}'),
    'steam': ('Steam', 'https://steamcommunity.com/id/{}'),
    'tumblr': ('Tumblr', 'https://{}.tumblr.com'),
    'weibo': ('Weibo', 'https://weibo.com/{}'),
    'wikipedia': ('Wikipedia', 'https://en.wikipedia.org/wiki/User:{}'),
    'bitbucket': ('Bitbucket', 'https://bitbucket.org/{}'),
    'codepen': ('CodePen', 'https://codepen.io/{}'),
    'dribbble': ('Dribbble', 'https://dribbble.com/{}'),
    'foursquare': ('Foursquare', 'https://foursquare.com/{}'),
    'keybase': ('Keybase', 'https://keybase.io/{}'),
    'lastfm': ('Last.fm', 'https://www.last.fm/user/{}'),
    'spotify': ('Spotify', 'https://open.spotify.com/user/{}'),
    'strava': ('Strava', 'https://www.strava.com/athletes/{}'),
    'unsplash': ('Unsplash', 'https://unsplash.com/@{}'),
    'leetcode': ('LeetCode', 'https://leetcode.com/u/{}'),
    'pubmed': ('PubMed', ''),
    'impactstory': ('Impactstory', 'https://profiles.impactstory.org/u/{}'),
    'artstation': ('ArtStation', 'https://www.artstation.com/{}'),
    'goodreads': ('Goodreads', 'https://www.goodreads.com/{}'),
    'ssrn': ('SSRN', ''),
}  # fmt: skip
#: Why an account or an address is left out that stands in a template.
OF_TEMPLATE = 'the template has this in its place'
_EMAIL = re.compile(r'[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+')
_USER = re.compile(r'[?&]user=([\w-]+)')
_ORCID = re.compile(r'(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])')


class Account(NamedTuple):
    """A link of a person, or why there is none."""

    key: str
    value: str
    flaw: str = ''


def read_account(key: str, value: Any) -> Account:
    """Return the link that a key of a theme and its value mean."""
    text = text_of(value)
    bare = _ENDINGS.sub('', key.strip().lower())
    for name in (key.strip().lower(), bare, bare.replace('_', '-'), bare.replace('_', '')):
        if (service := _KEYS.get(name, name)) in SERVICES:
            return _of_service(service, text)
    if text.startswith(('http://', 'https://')):
        title = _OTHERS[bare][0] if bare in _OTHERS else bare.replace('_', ' ').capitalize()
        return _checked(title, text)
    if bare in _OTHERS and _OTHERS[bare][1] and re.fullmatch(r'@?[\w.-]{1,80}', text):
        title, template = _OTHERS[bare]
        return _checked(title, template.format(text.lstrip('@')))
    return Account('', '', 'the address of this account is not known; write a link with it')


def _of_service(key: str, text: str) -> Account:
    if key == 'orcid' and (match := _ORCID.search(text)):
        text = match[1].upper()
    if key == 'google-scholar':
        match = _USER.search(text)
        text = match[1] if match else text.partition('&')[0]
    if key == 'mastodon' and '://' not in text:
        text = re.sub(r'^@?([\w.-]+\.[a-z]+)/@([\w.-]+)$', r'https://\1/@\2', text)
    if key == 'dblp' and '://' in text:
        match = re.search(r'/pid/([\w/-]+?)(?:\.html)?$', text)
        text = match[1] if match else text
    if '://' in text and (handle := SERVICES[key].account_of(text)) and key != 'mastodon':
        text = handle
    elif '://' not in text and key == 'website' and re.match(r'[\w-]+(?:\.[\w-]+)+(?:/|$)', text):
        text = f'https://{text}'
    elif '://' not in text and re.match(r'(?:www\.)?[\w-]+\.[a-z]{2,}/', text):
        text = SERVICES[key].account_of(f'https://{text}') or f'https://{text}'
    return _checked(key, text)


def _checked(key: str, value: str) -> Account:
    try:
        make_link(key, value)
    except ContentError as error:
        return Account('', '', f'{error.message}; {error.hint}')
    return Account(key, value)


def read_email(text: str) -> Account:
    """Return an e-mail address, also of one that is written for people, or why there is none."""
    value = text.strip().removeprefix('mailto:')
    if not value:
        return Account('email', '')
    bare = value
    if '@' not in bare:
        bare = re.sub(r'\s*[\[({<]?\s*\b(?:at|AT)\b\s*[\])}>]?\s*', '@', bare)
    bare = re.sub(r'\s*[\[({<]?\s*\b(?:dot|DOT)\b\s*[\])}>]?\s*', '.', bare).replace(' ', '')
    if is_placeholder(value) or bare.endswith('@example.com'):
        return Account('', '', OF_TEMPLATE)
    return (
        Account('email', bare)
        if _EMAIL.fullmatch(bare)
        else Account('', '', 'it is no e-mail address')
    )
