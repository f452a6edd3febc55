"""The settings of ``conf.py``: defaults, checks, and what other extensions need."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sphinx import package_dir
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from .bib import style_flaw
from .domains import STYLE
from .gate import door_flaw
from .html import check_preview_image, is_policy, translations_flaw
from .model import (
    CV_SECTIONS,
    ENTRY_KINDS,
    FOLDERS,
    GROUPS,
    PAGE_KINDS,
    ContentError,
    Problem,
    Subtype,
    check_id,
    cv_sections,
    services_of,
)
from .reading import known_keys
from .render import STYLED_LISTS
from .shared import NOT_FOUND_PAGE, PARTS, STAND_INS, files_below, is_given, warn
from .util import did_you_mean, nearest

logger = logging.getLogger(__name__)

#: The sections of a CV that are no entries.
_TAKEN_SECTIONS = frozenset(CV_SECTIONS) - {*ENTRY_KINDS}


def _must_be(rule: str, is_right: Callable[[Any], bool]) -> Callable[[Any], str]:
    return lambda value: '' if is_right(value) else f'must be {rule}'


_is_text = _must_be('text', lambda value: isinstance(value, str))
_is_docname = _must_be('the name of a document, as text', lambda value: isinstance(value, str))
_is_folder = _must_be(
    'the path of a folder, as text', lambda value: isinstance(value, str) and value != ''
)
_is_count = _must_be(
    'a whole number from 1',
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
)
_is_choice = _must_be('True or False', lambda value: isinstance(value, bool))
_are_texts = _must_be(
    'a list of texts',
    lambda value: isinstance(value, list | tuple) and all(isinstance(text, str) for text in value),
)


def _is_folders(value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return 'must map folders to kinds, such as {"people": "person"}'
    return _first_unknown('kind', value.values(), PAGE_KINDS)


def _are_doors(value: Any) -> str:
    return _are_texts(value) or next(filter(None, map(door_flaw, value)), '')


def _are_printed_in(value: Any) -> str:
    return _are_texts(value) or _first_unknown('place of lists', value, STYLED_LISTS)


def _are_parts(value: Any) -> str:
    return _are_texts(value) or _first_unknown('part of a site', value, PARTS)


def _are_titles(example: str, value: Any) -> str:
    texts = [*value, *value.values()] if isinstance(value, dict) else [None]
    if not all(isinstance(text, str) for text in texts):
        return f'must map words to headings, such as {example}'
    for word in value:
        try:
            check_id(word)
        except ContentError as error:
            return str(error)
    return ''


def _are_groups(value: Any) -> str:
    if flaw := _are_titles('{"mascot": "Mascots"}', value):
        return flaw
    bare = (word for word in value if not value[word].strip() and word not in GROUPS)
    return next((f'the group "{word}" has no heading; write one' for word in bare), '')


def _are_new_words(value: Any, example: str, taken: Collection[str], said: tuple[str, str]) -> str:
    """Check words of the site with their titles; *said* is what is taken, and what has none."""
    if flaw := _are_titles(example, value):
        return flaw
    where, lacks = said
    for word, title in value.items():
        if word in taken:
            return f'"{word}" is {where}; choose another word'
        if not title.strip():
            return lacks.format(word)
    return ''


_are_entry_kinds = partial(
    _are_new_words, example='{"patents": "Patents"}', taken=_TAKEN_SECTIONS,
    said=('a section of every CV', 'the kind "{}" has no heading; write one'),
)  # fmt: skip
_are_person_fields = partial(
    _are_new_words, example='{"office": "Office"}', taken=known_keys('person'),
    said=('a key of every person', 'the key "{}" has no title; write one'),
)  # fmt: skip


def _are_link_services(value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value):
        return 'must map words to addresses, such as {"wiki": "https://wiki.example.org/User:{}"}'
    try:
        for word in value:
            check_id(word)
        services_of(value)
    except ContentError as error:
        return str(error)
    return ''


def _first_unknown(what: str, values: Iterable[Any], choices: tuple[str, ...]) -> str:
    unknown = (str(value) for value in values if value not in choices)
    return next((f'"{word}" is no {what}{did_you_mean(word, choices)}' for word in unknown), '')


class Setting(NamedTuple):
    """One value of ``conf.py``, named ``folio_<name>``."""

    name: str
    default: Any
    #: Returns what is wrong with a value, or an empty string.
    check: Callable[[Any], str]
    doc: str
    #: What a change has read anew: every page, or none.
    rebuild: Literal['env', ''] = 'env'
    #: The types that are right, where there is more than that of the default.
    types: tuple[type, ...] = ()


# A table of two lines for each setting, which the formatter would make one of six.
SETTINGS = (
    Setting('folders', dict(FOLDERS), _is_folders,
            'Folders whose pages must be of one kind; their `index` page is free.'),
    Setting('groups', {}, _are_groups,
            'Groups of people that only this site has, or that it calls otherwise, with their '
            'headings, in their order.'),
    Setting('entry_kinds', {}, _are_entry_kinds,
            'Kinds of dated entries that only this site has, with their headings.'),
    Setting('person_fields', {}, _are_person_fields,
            'Keys of people that only this site has, with the titles of their lines on the card.'),
    Setting('link_services', {}, _are_link_services,
            'Services that only this site knows by their names, with the addresses of accounts.'),
    Setting('description', '', _is_text,
            'One sentence that says what the site is.'),
    Setting('publications_page', 'publications', _is_docname,
            'The document that citations lead to, where it lists the entry.'),
    Setting('author_limit', 20, _is_count,
            'Authors that a publication shows before the rest is folded away.'),
    Setting('citation_style', '', _is_text,
            'The file of a style of CSL, from the folder of `conf.py`, in which entries are cited.'),
    Setting('citation_style_in', [], _are_printed_in,
            'Whose lists are printed in the citation style: of `pages`, `cv`, `portfolio`.'),
    Setting('publications_per_page', 50, _is_count,
            'Publications that one list may show on its page; a longer one shows its beginning '
            'there, and gets a page for each year.'),
    Setting('publication_pages', default=False, check=_is_choice,
            doc='Whether each publication has a page of its own, to which its citations lead.'),
    Setting('cards_per_page', 200, _is_count,
            'People, projects or topics that one page may show as cards; a longer list is cut '
            'into a page for each letter or group.'),
    Setting('entries_per_page', 50, _is_count,
            'News, talks and other dated entries that one list may show on its page; a longer one '
            'shows its beginning there, and gets a page for each year.'),
    Setting('allow', [], _are_doors,
            'What authors may do beside writing: names of doors, and paths outside the site that '
            'pages may include.'),
    Setting('vcard_email', default=True, check=_is_choice, rebuild='',
            doc='Whether the vCard of a person gives their e-mail address.'),
    Setting('navigation_limit', 30, _is_count,
            'Pages of one table of contents that the side bar may show.'),
    Setting('cv_sections', [], _are_texts, rebuild='',
            doc='The sections of a CV, in their order; one that is not named is left out. Empty '
            'for all.'),
    Setting('pdfs', [], _are_texts, rebuild='',
            doc='The PDFs to make, such as `portfolio` and `cv/jane-doe`; empty for all.'),
    Setting('pdf_folder', '_build/pdf', _is_folder, rebuild='',
            doc='Where the PDFs are that a page may link to, from the folder of `conf.py`.'),
    Setting('pdf_timeout', 300, _is_count, rebuild='',
            doc='Seconds that LaTeX may take for one PDF.'),
    Setting('pdf_exclude', [], _are_texts, rebuild='',
            doc='Patterns of documents that the portfolio as a PDF leaves out.'),
    Setting('preview_picture', '', check_preview_image,
            'The picture of pages without one, where other sites show a preview of them.'),
    Setting('translations', {}, translations_flaw,
            'The same site in other languages: the address of each, by the code of its language.'),
    Setting('content_security_policy', default=True, check=is_policy, types=(bool, str),
            doc='Whether pages let browsers load from the site alone; as text, what else they '
            'may load, such as `img-src https://example.org`.'),
    Setting('without', [], _are_parts,
            'What the site does without: words such as `feed`, `vcard` and `map`.'),
)  # fmt: skip


def checked(config: Config) -> list[Problem]:
    """Replace each wrong setting by its default; return what is wrong in ``conf.py``."""
    problems = []
    for setting in SETTINGS:
        name = f'folio_{setting.name}'
        if reason := setting.check(config[name]):
            message = f'{name}: {reason}; the default is used'
            problems.append(Problem(Subtype.CONFIG, 'conf.py', 1, message))
            config[name] = setting.default
    sections = cv_sections(config.folio_entry_kinds)
    if reason := _first_unknown('section', config.folio_cv_sections, sections):
        message = f'folio_cv_sections: {reason}; the default is used'
        problems.append(Problem(Subtype.CONFIG, 'conf.py', 1, message))
        config.folio_cv_sections = []
    if isinstance(name := config.bibtex_bibfiles, str):  # which Sphinx would read sign by sign
        message = f"bibtex_bibfiles: a list of files is needed; write ['{name}']"
        problems.append(Problem(Subtype.CONFIG, 'conf.py', 1, message))
        config.bibtex_bibfiles = [name]
    return problems


def _check_theme(app: Sphinx, config: Config) -> list[Problem]:
    """Take the theme of Sphinx where the one that is named is not there; return what is wrong."""
    known = {folder.name for folder in Path(package_dir, 'themes').iterdir()}
    known |= {*app.registry.html_themes}
    known |= {each.name for each in entry_points(group='sphinx.html_themes')}
    theme = config.html_theme
    if theme in known or config.html_theme_path:
        return []
    config.html_theme, config.html_theme_options = 'alabaster', {}
    meant = nearest(theme, known)
    package = theme.replace('_', '-').lower()
    hint = f'did you mean "{meant}"?' if meant else f'install it: python3 -m pip install {package}'
    message = f'html_theme: there is no theme "{theme}"; {hint}'
    return [Problem(Subtype.CONFIG, 'conf.py', 1, message)]


def style_problems(confdir: Path, config: Config) -> list[Problem]:
    """Take no citation style where the one that is named is none; return what is wrong."""
    name = config.folio_citation_style
    flaw = style_flaw(confdir / name) if name else None
    if flaw is None:
        return []
    config.folio_citation_style = ''
    file = name if flaw.line else 'conf.py'
    message = f'folio_citation_style: "{name}": {flaw.message}; no style is used'
    return [Problem(Subtype.CONFIG, file, flaw.line or 1, message)]


#: The files that Folio adds to ``_static``.
STATIC = Path(__file__).parent / 'static'


def displaced_files(confdir: Path, config: Config) -> list[Problem]:
    """Return a problem for each file of a site that has the name of one of Folio's.

    :param config: with the folders of the site alone.
    """
    own = set(files_below(STATIC))
    found = [(name, '') for name in config.html_static_path]
    found += [(name, '_static/') for name in config.html_extra_path]
    problems = []
    for folder, start in found:
        for name in sorted(files_below(confdir / folder)):
            if name.startswith(start) and name.removeprefix(start) in own:
                file = folder if (confdir / folder).is_file() else f'{folder}/{name}'
                message = (
                    f'"{name.removeprefix(start)}" is the name of a file of Folio; rename this '
                    'one, and name it in html_css_files or html_js_files of conf.py'
                )
                problems.append(Problem(Subtype.CONFIG, file, 1, message))
    return problems


#: The extensions of MyST for what GitHub shows of a Markdown file (GFM, and GitHub Docs, "Writing
#: on GitHub"): alerts, addresses as links, formulas, pictures with a size, lists of tasks.
_AS_GITHUB = frozenset(
    {'alert', 'dollarmath', 'gfm_autolink', 'html_image', 'strikethrough', 'tasklist'}
)
#: What else of MyST is as on GitHub: links to headings and numbers to call, formulas in fences,
#: and which dollars begin or end a formula.
_MYST_SETTINGS: dict[str, Any] = {
    'myst_url_schemes': ['http', 'https', 'mailto', 'ftp', 'tel'],
    'myst_heading_anchors': 6,
    'myst_fence_as_directive': {'math'},
    'myst_dmath_allow_digits': False,
    'myst_dmath_allow_space': False,
    'myst_dmath_double_inline': True,
}


def _check_settings(app: Sphinx, config: Config) -> None:
    for problem in [
        *checked(config),
        *_check_theme(app, config),
        *style_problems(app.confdir, config),
        *displaced_files(app.confdir, config),
    ]:
        location = f'{app.confdir / problem.file}:{problem.line}'
        warn(Subtype.CONFIG, '%s', problem.message, location=location)


def _step_back(app: Sphinx, config: Config) -> None:
    """Leave out what the site does without, and what another of its extensions does."""
    parts = list(dict.fromkeys(config.folio_without))
    for extension, part in STAND_INS.items():
        if extension in app.extensions and part not in parts:
            parts.append(part)
            logger.info('%s is there: Folio leaves "%s" to it', extension, part)
    if 'sphinxext.rediraffe' in app.extensions:
        logger.info(
            'sphinxext.rediraffe is there: Folio leaves the addresses to it that it leads on'
        )
    config.folio_without = parts
    if 'policy' in parts:
        config.folio_content_security_policy = False
    if 'sphinx_sitemap' in app.extensions and not is_given(config, 'sitemap_excludes'):
        config.sitemap_excludes = [f'{NOT_FOUND_PAGE}.html', f'{NOT_FOUND_PAGE}/']


def _prepare_other_extensions(app: Sphinx, config: Config) -> None:
    """Give the extensions that Folio sets up the settings that its pages rely on."""
    if not is_given(config, 'myst_enable_extensions'):
        config.myst_enable_extensions = _AS_GITHUB
    # directives with colons, and term lists
    config.myst_enable_extensions = {*config.myst_enable_extensions, 'colon_fence', 'deflist'}
    for name, value in _MYST_SETTINGS.items():
        if not is_given(config, name):
            config[name] = value
    if not is_given(config, 'myst_update_mathjax'):
        config.myst_update_mathjax = is_given(config, 'html_math_renderer')
    if config.bibtex_bibfiles is None:
        config.bibtex_bibfiles = []
    if not is_given(config, 'bibtex_reference_style'):
        config.bibtex_reference_style = STYLE
        if not is_given(config, 'bibtex_default_style'):
            config.bibtex_default_style = STYLE
    if not is_given(config, 'epub_tocscope'):
        config.epub_tocscope = 'includehidden'  # the pages that join others by themselves


def setup_config(app: Sphinx) -> None:
    """Register the settings and check them once ``conf.py`` is read."""
    for name, default, _check, doc, rebuild, types in SETTINGS:
        app.add_config_value(f'folio_{name}', default, rebuild, types, description=doc)
    app.connect('config-inited', _check_settings, priority=400)
    app.connect('config-inited', _step_back, priority=400)
    app.connect('config-inited', _prepare_other_extensions, priority=400)
