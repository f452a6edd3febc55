"""``init``: a site that builds, and what its host needs, from templates of this package.

What the user says is data: each template says by a filter for what it is to be quoted.
"""

import datetime as dt
import json
import os
import re
import shlex
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from babel import Locale, UnknownLocaleError
from jinja2 import Environment, StrictUndefined
from sphinx.config import CONFIG_FILENAME

from sphinx_folio.pdf import TEX_COMMANDS
from sphinx_folio.util import CommandError, __version__, did_you_mean, markdown_text

from .new_page import checked_name, yaml_scalar
from .schema import schema_text

SiteKind = Literal['group', 'person']
Host = Literal['pages', 'readthedocs', 'both', 'none']
SITE_KINDS: tuple[SiteKind, ...] = get_args(SiteKind)
HOSTS: tuple[Host, ...] = get_args(Host)
#: The versions of the theme that the site asks for, as in this package's own group "site".
FURO = '>=2025.12.19'
_BUILD = 'sphinx-build -n -W --keep-going . _build/html'
#: https://docs.github.com/en/rest/repos: what names of accounts and repositories are made of
_REPOSITORY = re.compile(
    r'(?:^|github\.com[/:])(?P<owner>[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})/(?P<name>[\w.-]{1,100})',
    re.ASCII,
)
#: RFC 1123, section 2.1: labels of letters, digits and hyphens, the last one no number
_DOMAIN = re.compile(
    r'(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+\Z)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]'
)
_LANGUAGE = re.compile(r'[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_[A-Z]{2})?')
Checked = TypeVar('Checked')


class SiteOptions(NamedTuple):
    """What was asked for, unchecked; None where nothing was said."""

    kind: str | None = None
    name: str | None = None
    host: str | None = None
    repository: str | None = None
    domain: str | None = None
    language: str = 'en'


class SitePlan(NamedTuple):
    """What the site will be, checked."""

    kind: SiteKind
    name: str
    host: Host
    repository: str  #: As owner and name, or empty.
    domain: str  #: Empty if the site has none of its own.
    language: str

    @property
    def layers(self) -> Iterator[str]:
        """The folders of templates that make the site."""
        yield from ('all', self.kind)
        if self.host != 'none' or self.repository:
            yield 'github'
        if self.host in {'pages', 'both'}:
            yield 'pages'
        if self.host in {'readthedocs', 'both'}:
            yield 'readthedocs'


def write_site(
    folder: Path, options: SiteOptions, *, ask: Callable[[str], str] | None = None
) -> str:
    """Write a site into *folder*, and return what has been done and what comes next.

    A file that is there is left as it is.

    :param ask: returns the answer to a question; without it, defaults are taken.
    :raises CommandError: if the folder is a site, or something that was asked for is unfit.
    """
    if folder.exists() and not folder.is_dir():
        raise CommandError(f'{folder} is a file; name a folder, be it a new one')
    if os.path.lexists(folder / CONFIG_FILENAME):
        raise CommandError(
            f'{folder / CONFIG_FILENAME} exists, so this is a site; name another folder, '
            'or add a page: sphinx-folio new person "Jane Doe"'
        )
    plan = settle(options, folder, ask)
    written, kept = 0, []
    for name, text in site_files(plan):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open('x', encoding='utf-8', newline='\n') as file:
                file.write(text)
            written += 1
        except FileExistsError:
            kept.append(name)
    left = f'\nleft as they are, as they exist: {", ".join(kept)}' if kept else ''
    steps = '\n'.join(
        f'  {number}. {step}' for number, step in enumerate(next_steps(plan, folder), 1)
    )
    what = f'{plan.name}, a {plan.kind}; host: {plan.host}'
    return f'wrote {written} files into {folder} ({what}){left}\nNext:\n{steps}'


# -- what was asked for --------------------------------------------------------------------------


def settle(options: SiteOptions, folder: Path, ask: Callable[[str], str] | None = None) -> SitePlan:
    """Return the plan of a site; what was not said is asked, or has its default.

    :raises CommandError: if something that was said is unfit.
    """

    def settled(
        said: str | None, default: str, check: Callable[[str], Checked], question: str
    ) -> Checked:
        if said is not None or ask is None:
            return check(default if said is None else said)
        prompt = question = f'{question} [{default or "may be empty"}]: '
        while True:
            try:
                answer = ask(prompt).strip()
            except EOFError:
                return check(default)
            try:
                return check(answer or default)
            except CommandError as error:
                prompt = f'{error}\n{question}'

    # what was said comes first, so that no answer is given in vain
    for name, check in _CHECKS.items():
        if (said := getattr(options, name)) is not None:
            check(said)
    kind = settled(options.kind, 'group', checked_kind, 'Whose site, group or person')
    who = 'Name of the group' if kind == 'group' else 'Your name'
    name = settled(options.name, _name_of(folder, kind), checked_name, who)
    hosts = 'Host: pages (of GitHub), readthedocs, both or none'
    host = settled(options.host, 'pages', checked_host, hosts)
    where = 'Repository on GitHub, as OWNER/NAME'
    repository = settled(options.repository, _repository_of(folder), checked_repository, where)
    return SitePlan(kind, name, host, repository, options.domain or '', options.language)


def _name_of(folder: Path, kind: SiteKind) -> str:
    """Return the name that a folder such as ``storage-group`` proposes."""
    words = re.findall(r'[^\W_]+', folder.resolve().name.removesuffix('.github.io'))
    name = ' '.join(word if word != word.lower() else word.capitalize() for word in words)
    return name or ('Our group' if kind == 'group' else 'Jane Doe')


def _repository_of(folder: Path) -> str:
    """Return the repository on GitHub that *folder* was cloned from, or an empty string."""
    try:
        config = (folder / '.git' / 'config').read_text(encoding='utf-8', errors='replace')
    except OSError:
        return ''
    urls = re.findall(r'(?m)^\s*url = (\S*github\.com[/:]\S+)$', config)
    return _repository_in(urls[0]) if urls else ''


def checked_kind(kind: str) -> SiteKind:
    """Return a kind of site.

    :raises CommandError: as all of these checks, if it is none, with what to write.
    """
    if kind in SITE_KINDS:
        return kind
    raise CommandError(f'"{kind}" is no kind of site{did_you_mean(kind, SITE_KINDS)}', 2)


def checked_host(host: str) -> Host:
    """Return a host of sites."""
    if host in HOSTS:
        return host
    raise CommandError(f'"{host}" is no host{did_you_mean(host, HOSTS)}', 2)


def checked_repository(text: str) -> str:
    """Return the owner and the name of a repository on GitHub, or the empty *text*."""
    if not text or _repository_in(text) == text:
        return text
    example = _repository_in(text) or 'octo-lab/website'
    raise CommandError(f'"{text}" is no repository; write OWNER/NAME, such as "{example}"', 2)


def _repository_in(text: str) -> str:
    """Return the repository that an address on GitHub names, or an empty string."""
    found = _REPOSITORY.search(text)
    name = found['name'].removesuffix('.git') if found else ''
    return f'{found["owner"]}/{name}' if found and name not in {'', '.', '..'} else ''


def checked_domain(text: str) -> str:
    """Return the name of a host, or the empty *text*."""
    if not text or _DOMAIN.fullmatch(text):
        return text
    host = re.sub(r'^[a-z]+://|[/:?#].*|\.$', '', text.strip().lower())
    try:
        host = host.encode('idna').decode()
    except UnicodeError:
        host = ''
    example = host if _DOMAIN.fullmatch(host) else 'lab.example.org'
    raise CommandError(f'"{text}" is no domain; write one such as "{example}"', 2)


def checked_language(text: str) -> str:
    """Return the code of a language that Babel knows."""
    code, _, rest = text.replace('-', '_').partition('_')
    meant = '_'.join(filter(None, (code.lower(), rest.upper() if len(rest) == 2 else rest.title())))
    if _is_language(text):
        return text
    hint = (
        f'did you mean "{meant}"?' if _is_language(meant) else 'write one such as "en" or "zh_CN"'
    )
    raise CommandError(f'"{text}" is no code of a language; {hint}', 2)


def _is_language(text: str) -> bool:
    try:
        return bool(_LANGUAGE.fullmatch(text) and Locale.parse(text))
    except UnknownLocaleError:
        return False


_CHECKS: dict[str, Callable[[str], str]] = {
    'kind': checked_kind,
    'name': checked_name,
    'host': checked_host,
    'repository': checked_repository,
    'domain': checked_domain,
    'language': checked_language,
}


# -- what is written -----------------------------------------------------------------------------


class _Unquoted(str):
    """What the user said: a template must quote it, and quoting makes plain text of it."""

    __slots__ = ()


def site_files(plan: SitePlan) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of a site, ``conf.py`` last.

    While that is missing, the command can be run once more.
    """
    templates = files('sphinx_folio') / 'templates' / 'site'
    found = dict(pair for layer in plan.layers for pair in _templates_of(templates / layer))
    environment = _environment()
    facts = _facts(plan)
    for name in sorted(found, key=lambda name: (name == CONFIG_FILENAME, name)):
        text = environment.from_string(found[name].read_text(encoding='utf-8')).render(facts)
        if text.strip():  # a template may find that the site needs no such file
            yield name, text


def _templates_of(folder: Traversable, path: str = '') -> Iterator[tuple[str, Traversable]]:
    """Yield the templates in a folder by the path of what they make."""
    for item in folder.iterdir():
        if item.is_dir():
            yield from _templates_of(item, f'{path}{item.name}/')
        else:
            yield f'{path}{item.name.removesuffix(".j2")}', item


def _environment() -> Environment:
    """Return what fills in templates; their marks are none of Markdown, YAML, or GitHub."""
    environment = Environment(
        block_start_string='[%', block_end_string='%]',
        variable_start_string='[[', variable_end_string=']]',
        comment_start_string='[#', comment_end_string='#]',
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        undefined=StrictUndefined, finalize=_quoted, autoescape=False,  # noqa: S701  (no HTML)
    )  # fmt: skip
    environment.filters |= {
        'python': lambda text: repr(str(text)),
        'yaml': lambda text: yaml_scalar(str(text)),
        'markdown': lambda text: markdown_text(str(text)),
        'json': lambda text: json.dumps(str(text)),
    }
    return environment


def _quoted(value: object) -> object:
    if isinstance(value, _Unquoted):
        raise TypeError('a template must say for what this text is quoted')
    return value


def _facts(plan: SitePlan) -> dict[str, Any]:
    """Return what the templates know."""
    what = 'People, projects and publications of' if plan.kind == 'group' else 'The website of'
    return {
        **plan._asdict(),
        'name': _Unquoted(plan.name),
        'description': _Unquoted(f'{what} {plan.name}.'),
        'folio': requirement(_origin()),
        'furo': FURO,
        'tex_packages': TEX_COMMANDS['Debian/Ubuntu'].removeprefix('sudo apt install ').split(),
        'today': dt.datetime.now(tz=dt.UTC).date().isoformat(),
        'schema': schema_text(),
        'workflow': 'pages' in plan.layers,
    }


def requirement(origin: str | None) -> str:
    """Return what ``pip`` installs to have this version of Folio again, on any machine.

    :param origin: the text of ``direct_url.json``, which installers write for a package that they
        had from elsewhere than an index (PEP 610); None without one.
    """
    found = json.loads(origin or '{}')
    if vcs := found.get('vcs_info'):
        return f'sphinx-folio @ {vcs["vcs"]}+{found["url"]}@{vcs["commit_id"]}'
    return f'sphinx-folio=={__version__}'


def _origin() -> str | None:
    try:
        return distribution('sphinx-folio').read_text('direct_url.json')
    except PackageNotFoundError:  # run from its source
        return None


def next_steps(plan: SitePlan, folder: Path) -> Iterator[str]:
    """Yield what the user does next, in five lines."""
    go = '' if folder == Path() else f'cd {shlex.quote(str(folder))} && '
    yield f'{go}python3 -m pip install -r requirements.txt'
    yield f'{_BUILD}   (then open _build/html/index.html)'
    if plan.kind == 'group':
        yield 'sphinx-folio new person "Your Name"   (then delete people/jane-doe.md)'
    else:
        yield 'write about yourself in index.md, and put your papers into references.bib'
    where = plan.repository or 'OWNER/NAME'
    if plan.host == 'none':
        yield 'sphinx-folio check   (tells whose papers are found, and what is wrong)'
        yield 'copy _build/html to any web server'
        return
    yield (
        'make the repository at https://github.com/new, then: git init -b main && git add . && '
        f'git commit -m "Begin" && git push https://github.com/{where} main'
    )
    if plan.host == 'readthedocs':
        yield 'import the repository at https://app.readthedocs.org/dashboard/import/'
    else:
        yield f'https://github.com/{where}/settings/pages: choose Source: GitHub Actions'
