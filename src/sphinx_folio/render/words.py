"""Words of the interface that several parts of a site share."""

from sphinx_folio.graph import FORTHCOMING, NO_YEAR, OTHER
from sphinx_folio.model import Kind
from sphinx_folio.shared import _, counted


def kind_title(kind: str) -> str:
    """Return the title over objects of a kind, or over a timeline of one."""
    titles = {
        'person': _('People'),
        'project': _('Projects'),
        'topic': _('Topics'),
        'publication': _('Publications'),
        'education': _('Education'),
        'experience': _('Experience'),
        'teaching': _('Teaching'),
        'awards': _('Awards'),
        'service': _('Service'),
        'talks': _('Talks'),
        'skills': _('Skills'),
        'activities': _('Activities'),
    }
    return titles.get(kind, _('More'))


def page_title(kind: Kind, label: str) -> str:
    """Return what a page of a list is called."""
    if kind != 'publication':
        return f'{kind_title(kind)}: {label_text(label)}'
    if label == NO_YEAR:
        return _('Publications without a date')
    if label == FORTHCOMING:
        return _('Forthcoming publications')
    return _('Publications of %s') % label


def count_text(kind: Kind, count: int) -> str:
    """Return a number of objects in words."""
    match kind:
        case 'person':
            return counted('%d person', '%d people', count)
        case 'project':
            return counted('%d project', '%d projects', count)
        case 'topic':
            return counted('%d topic', '%d topics', count)
        case 'publication':
            return counted('%d publication', '%d publications', count)


def label_text(label: str) -> str:
    """Return the words for what all on one page share."""
    groups = {
        'faculty': _('Faculty'),
        'postdoc': _('Postdoctoral researchers'),
        'phd': _('Ph.D. students'),
        'master': _('Master students'),
        'undergraduate': _('Undergraduates'),
        'engineer': _('Engineers'),
        'staff': _('Staff'),
        'visitor': _('Visitors'),
        'alumni': _('Alumni'),
        OTHER: _('Other'),
        NO_YEAR: _('No date'),
        FORTHCOMING: _('Forthcoming'),
    }
    return groups.get(label, label)
