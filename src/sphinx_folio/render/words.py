"""Words of the interface that several parts of a site share."""

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_folio.bib import TYPES, type_name
from sphinx_folio.domains import FolioDomain
from sphinx_folio.graph import FORTHCOMING, GROUP, NO_YEAR, OTHER, PART, TYPE, Cut
from sphinx_folio.model import FORMER, Kind, Place
from sphinx_folio.shared import NO_TITLE, _, counted


def kind_title(kind: str, own: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the title over objects of a kind, or over dated entries of one.

    :param own: the headings that a site gives its own kinds of entries.
    """
    titles = {
        'person': _('People'),
        'project': _('Projects'),
        'topic': _('Topics'),
        'publication': _('Publications'),
        'entry': _('Entries'),
        'news': _('News'),
        'openings': _('Openings'),
        'education': _('Education'),
        'experience': _('Experience'),
        'grants': _('Grants'),
        'teaching': _('Teaching'),
        'supervision': _('Supervision'),
        'awards': _('Awards'),
        'service': _('Service'),
        'talks': _('Talks'),
        'press': _('Press'),
        'certificates': _('Certificates'),
        'languages': _('Languages'),
        'skills': _('Skills'),
        'activities': _('Activities'),
    }
    return own.get(kind) or titles.get(kind, _('More'))


def entry_word(kind: str, own: Mapping[str, str]) -> str:
    """Return what one dated entry of a kind is called.

    :param own: the headings that a site gives its own kinds of entries.
    """
    words = {
        'openings': _('Opening'),
        'grants': _('Grant'),
        'awards': _('Award'),
        'talks': _('Talk'),
        'certificates': _('Certificate'),
        'languages': _('Language'),
        'skills': _('Skill'),
        'activities': _('Activity'),
        'other': _('See also'),
    }
    return own.get(kind) or words.get(kind) or kind_title(kind)


def page_title(domain: FolioDomain, place: Place, cut: Cut) -> str:
    """Return what one of the pages is called that a list is cut into.

    It says whose publications these are, but for the list of all.
    """
    docname, number = place
    query, label = domain.facts(docname).listings[number], cut.label
    kind = query.kind
    if label == NO_YEAR:
        title = _('Publications without a date')
    elif label == FORTHCOMING:
        title = _('Forthcoming publications')
    elif kind == 'publication' and label.lstrip('-').isdigit():
        title = _('Publications of %s') % label
    else:
        named = label_text(label, domain.env.config.folio_groups)
        own = domain.env.config.folio_entry_kinds
        of_kind = query.entry_kind[0] if len(query.entry_kind) == 1 else kind
        title = f'{kind_title(of_kind, own)}: {named}'
    part = label_text(f'{PART}{cut.part}', {}) if cut.part > 1 else ''
    is_of_all = kind != 'publication' or docname == domain.env.config.folio_publications_page
    owner = '' if is_of_all else domain.env.titles[docname].astext()
    return ' – '.join(filter(None, (owner.replace(NO_TITLE, ''), title, part)))


def count_text(kind: Kind, count: int) -> str:
    """Return a number of objects in words."""
    match kind:
        case 'person':
            return counted('%(count)d person', '%(count)d people', count)
        case 'project':
            return counted('%(count)d project', '%(count)d projects', count)
        case 'topic':
            return counted('%(count)d topic', '%(count)d topics', count)
        case 'publication':
            return counted('%(count)d publication', '%(count)d publications', count)
        case 'entry':
            return counted('%(count)d entry', '%(count)d entries', count)


def project_type_name(kind: str | None) -> str:
    """Return what readers call a type of projects; nothing for a project without one."""
    names = {
        'software': _('Software'),
        'dataset': _('Dataset'),
        'benchmark': _('Benchmark'),
        'study': _('Study'),
        'thesis': _('Thesis'),
        'course': _('Course'),
        'book': _('Book'),
    }
    return names[kind] if kind else ''


def group_title(group: str, own: Mapping[str, str]) -> str:
    """Return the heading of a group.

    :param own: the headings that a site gives its groups; one may be empty.
    """
    titles = {
        'faculty': _('Faculty'),
        'postdoc': _('Postdoctoral researchers'),
        'phd': _('Ph.D. students'),
        'master': _('Master students'),
        'undergraduate': _('Undergraduates'),
        'engineer': _('Engineers'),
        'staff': _('Staff'),
        'visitor': _('Visitors'),
        FORMER: _('Alumni'),
    }
    return own.get(group) or titles.get(group, group)


def label_text(label: str, groups: Mapping[str, str]) -> str:
    """Return the words for what all on one page share.

    :param groups: the headings that a site gives its groups.
    """
    titles = {
        OTHER: _('Other'),
        NO_YEAR: _('No date'),
        FORTHCOMING: _('Forthcoming'),
    }
    if label.startswith(PART):
        return _('Part %s') % label.removeprefix(PART)
    if label.startswith(GROUP):
        return group_title(label.removeprefix(GROUP), groups)
    if label.startswith(TYPE):
        return project_type_name(label.removeprefix(TYPE))
    return titles.get(label) or (type_name(label) if label in TYPES else label)
