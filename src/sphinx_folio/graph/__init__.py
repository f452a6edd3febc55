"""Records become the graph; queries select of it; views say what a page shows of it."""

from .claims import find_doubtful_claims, find_false_claims, find_one_sided
from .consistency import duplicate_id, entry_references, taken_names
from .elsewhere import find_elsewhere
from .graph import Graph
from .near_miss import NearMiss, are_alike, near_misses
from .pagination import (
    FORTHCOMING,
    GROUP,
    NO_YEAR,
    OTHER,
    PART,
    TYPE,
    Cut,
    first_of,
    split_lists,
    year_of,
)
from .placement import (
    find_anchors,
    find_exports,
    find_feeds,
    find_files,
    find_publication_pages,
    follow_papers,
    is_event,
    is_followed,
    moved_to_pages,
    publication_address,
)
from .query import Selections
from .refs import Counts, Ref, all_references, reference, references
from .site import Cited, DatedItem, DatedMention, EntryView, PersonFiles, Site
from .views import (
    AuthorView,
    Card,
    DatedList,
    DatedView,
    Item,
    ListView,
    PersonView,
    Profile,
    ProjectView,
    PublicationPage,
    PublicationView,
    TopicView,
    affiliation_text,
    forms,
    list_frame,
    view_beside,
    view_cut,
    view_elsewhere,
    view_line,
    view_list,
    view_pages,
    view_profile,
    view_publication,
)

__all__ = [
    'FORTHCOMING', 'GROUP', 'NO_YEAR', 'OTHER', 'PART', 'TYPE', 'AuthorView', 'Card', 'Cited',
    'Counts', 'Cut', 'DatedItem', 'DatedList', 'DatedMention', 'DatedView', 'EntryView',
    'Graph', 'Item', 'ListView', 'NearMiss', 'PersonFiles', 'PersonView', 'Profile',
    'ProjectView', 'PublicationPage', 'PublicationView', 'Ref', 'Selections', 'Site',
    'TopicView', 'affiliation_text', 'all_references', 'are_alike', 'duplicate_id',
    'entry_references', 'find_anchors', 'find_doubtful_claims', 'find_elsewhere',
    'find_exports', 'find_false_claims', 'find_feeds', 'find_files', 'find_one_sided',
    'find_publication_pages', 'first_of', 'follow_papers', 'forms', 'is_event', 'is_followed',
    'list_frame', 'moved_to_pages', 'near_misses', 'publication_address', 'reference',
    'references', 'split_lists', 'taken_names', 'view_beside', 'view_cut', 'view_elsewhere',
    'view_line', 'view_list', 'view_pages', 'view_profile', 'view_publication', 'year_of',
]  # fmt: skip
