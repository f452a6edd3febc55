"""What is known: records of people, projects and topics, names, dates, links, queries, problems."""

from .dates import PartialDate, Period, is_before
from .links import ACCOUNTS, SCHEMES, SERVICES, Link, check_url, make_link, own_url
from .names import (
    MARKS,
    RAISED_MARKS,
    Name,
    fold,
    in_order,
    initials,
    is_east_asian,
    is_suffix,
    name_key,
    name_parts,
    read_name,
    sort_form,
    split_marks,
)
from .page_facts import Label, PageFacts, PageLink, Picture, Stated, UnfitFile
from .problems import ContentError, Problem, Subtype, merged, of_entry
from .queries import GROUPINGS, SORTS, STYLES, MapQuery, Place, Query, is_whole
from .records import (
    FOLDERS,
    PAGE_KINDS,
    RECORD_TYPES,
    Affiliation,
    Author,
    Group,
    Kind,
    ObjectRef,
    PageKind,
    Person,
    Project,
    Publication,
    Record,
    Reference,
    Topic,
    check_id,
    claim_order,
    kebab,
)
from .redirects import SPHINX_FOLDERS, Holder, Plan, plan_redirects
from .timeline import CV_SECTIONS, TIMELINE_KINDS, Mention, TimelineEntry, Words

__all__ = [
    'ACCOUNTS', 'CV_SECTIONS', 'FOLDERS', 'GROUPINGS', 'MARKS', 'PAGE_KINDS', 'RAISED_MARKS',
    'RECORD_TYPES', 'SCHEMES', 'SERVICES', 'SORTS', 'SPHINX_FOLDERS', 'STYLES', 'TIMELINE_KINDS',
    'Affiliation', 'Author', 'ContentError', 'Group', 'Holder', 'Kind', 'Label', 'Link', 'MapQuery',
    'Mention', 'Name', 'ObjectRef', 'PageFacts', 'PageKind', 'PageLink', 'PartialDate', 'Period',
    'Person', 'Picture', 'Place', 'Plan', 'Problem', 'Project', 'Publication', 'Query', 'Record',
    'Reference', 'Stated', 'Subtype', 'TimelineEntry', 'Topic', 'UnfitFile', 'Words', 'check_id',
    'check_url', 'claim_order', 'fold', 'in_order', 'initials', 'is_before', 'is_east_asian',
    'is_suffix', 'is_whole', 'kebab', 'make_link', 'merged', 'name_key', 'name_parts', 'of_entry',
    'own_url', 'plan_redirects', 'read_name', 'sort_form', 'split_marks',
]  # fmt: skip
