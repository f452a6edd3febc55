"""What is known: records of people, projects and topics, names, dates, links, queries, problems."""

from .date_words import months
from .dates import PartialDate, Period, is_before
from .elsewhere import Elsewhere, OtherSite, OtherSites, split_id
from .groups import FORMER, GROUPS, groups_in_order
from .links import ACCOUNTS, SCHEMES, SERVICES, Link, check_url, make_link, own_url
from .names import (
    MARKS,
    RAISED_MARKS,
    Name,
    are_whole_names,
    collation_key,
    fold,
    in_order,
    initials,
    is_compound,
    is_east_asian,
    is_suffix,
    latin_initial,
    name_key,
    name_parts,
    read_name,
    sort_form,
    split_marks,
)
from .page_facts import (
    Label,
    NamedElsewhere,
    PageFacts,
    PageLink,
    Picture,
    Stated,
    UnfitFile,
)
from .problems import ContentError, Problem, Subtype, merged, of_entry
from .queries import GROUPINGS, MEMBERSHIPS, SORTS, STYLES, MapQuery, Place, Query, is_whole
from .records import (
    AUTHOR_MARKS,
    FOLDERS,
    PAGE_KINDS,
    RECORD_TYPES,
    STATES,
    Affiliation,
    Author,
    Kind,
    ObjectRef,
    PageKind,
    Person,
    PlainPage,
    Preview,
    Project,
    ProjectType,
    Publication,
    Record,
    Reference,
    Topic,
    check_any_id,
    check_id,
    claim_order,
    id_of_name,
    kebab,
    role_source,
)
from .redirects import SPHINX_FOLDERS, Holder, Plan, plan_redirects, redirect_file
from .timeline import CV_SECTIONS, TIMELINE_KINDS, Mention, TimelineEntry, Words
from .titles import is_degree, parse_titles, without_titles

__all__ = [
    'ACCOUNTS', 'AUTHOR_MARKS', 'CV_SECTIONS', 'FOLDERS', 'FORMER', 'GROUPINGS', 'GROUPS', 'MARKS',
    'MEMBERSHIPS', 'PAGE_KINDS', 'RAISED_MARKS', 'RECORD_TYPES', 'SCHEMES', 'SERVICES', 'SORTS',
    'SPHINX_FOLDERS', 'STATES', 'STYLES', 'TIMELINE_KINDS', 'Affiliation', 'Author', 'ContentError',
    'Elsewhere', 'Holder', 'Kind', 'Label', 'Link', 'MapQuery', 'Mention', 'Name', 'NamedElsewhere',
    'ObjectRef', 'OtherSite', 'OtherSites', 'PageFacts', 'PageKind', 'PageLink', 'PartialDate',
    'Period', 'Person', 'Picture', 'Place', 'PlainPage', 'Plan', 'Preview', 'Problem', 'Project',
    'ProjectType', 'Publication', 'Query', 'Record', 'Reference', 'Stated', 'Subtype',
    'TimelineEntry', 'Topic', 'UnfitFile', 'Words', 'are_whole_names', 'check_any_id', 'check_id',
    'check_url', 'claim_order', 'collation_key', 'fold', 'groups_in_order', 'id_of_name',
    'in_order', 'initials', 'is_before', 'is_compound', 'is_degree', 'is_east_asian', 'is_suffix',
    'is_whole', 'kebab', 'latin_initial', 'make_link', 'merged', 'months', 'name_key', 'name_parts',
    'of_entry', 'own_url', 'parse_titles', 'plan_redirects', 'read_name', 'redirect_file',
    'role_source', 'sort_form', 'split_id', 'split_marks', 'without_titles',
]  # fmt: skip
