"""What is known: records of people, projects and topics, names, dates, links, queries, problems."""

from .date_words import months
from .dates import PartialDate, Period, is_before
from .elsewhere import Elsewhere, OtherSite, OtherSites, split_id
from .groups import FORMER, GROUPS, Vocabulary, groups_in_order
from .links import SCHEMES, Link, check_url, own_url, short_address, told_apart
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
from .queries import (
    ENTRY_STATUSES,
    GROUPINGS,
    MEMBERSHIPS,
    SORTS,
    STYLES,
    MapQuery,
    Place,
    Query,
    is_whole,
)
from .records import (
    AUTHOR_MARKS,
    FOLDERS,
    MAIN_KINDS,
    PAGE_KINDS,
    PLURALS,
    RECORD_TYPES,
    STATES,
    Affiliation,
    Author,
    DatedEntry,
    Kind,
    MainKind,
    Member,
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
    with_article,
)
from .redirects import SPHINX_FOLDERS, Holder, Plan, plan_redirects, redirect_file
from .schema import OwnWords, front_matter_schema, kind_schema
from .services import ACCOUNTS, OF_GROUPS, SERVICES, Service, make_link, services_of
from .spoken import spoken_languages
from .timeline import (
    CV_SECTIONS,
    ENTRY_KINDS,
    EVENT_KINDS,
    NEWS_KINDS,
    OTHER_KIND,
    EntryLine,
    EntryText,
    LineBody,
    Mention,
    Words,
    cv_sections,
    entry_kinds,
    feed_kinds,
    kind_of_folder,
)
from .titles import is_degree, parse_titles, without_titles

__all__ = [
    'ACCOUNTS', 'AUTHOR_MARKS', 'CV_SECTIONS', 'ENTRY_KINDS', 'ENTRY_STATUSES', 'EVENT_KINDS',
    'FOLDERS', 'FORMER', 'GROUPINGS', 'GROUPS', 'MAIN_KINDS', 'MARKS', 'MEMBERSHIPS', 'NEWS_KINDS',
    'OF_GROUPS', 'OTHER_KIND', 'PAGE_KINDS', 'PLURALS', 'RAISED_MARKS', 'RECORD_TYPES', 'SCHEMES',
    'SERVICES', 'SORTS', 'SPHINX_FOLDERS', 'STATES', 'STYLES', 'Affiliation', 'Author',
    'ContentError', 'DatedEntry', 'Elsewhere', 'EntryLine', 'EntryText', 'Holder', 'Kind', 'Label',
    'LineBody', 'Link', 'MainKind', 'MapQuery', 'Member', 'Mention', 'Name', 'NamedElsewhere',
    'ObjectRef', 'OtherSite', 'OtherSites', 'OwnWords', 'PageFacts', 'PageKind', 'PageLink',
    'PartialDate', 'Period', 'Person', 'Picture', 'Place', 'PlainPage', 'Plan', 'Preview',
    'Problem', 'Project', 'ProjectType', 'Publication', 'Query', 'Record', 'Reference', 'Service',
    'Stated', 'Subtype', 'Topic', 'UnfitFile', 'Vocabulary', 'Words', 'are_whole_names',
    'check_any_id', 'check_id', 'check_url', 'claim_order', 'collation_key', 'cv_sections',
    'entry_kinds', 'feed_kinds', 'fold', 'front_matter_schema', 'groups_in_order', 'id_of_name',
    'in_order', 'initials', 'is_before', 'is_compound', 'is_degree', 'is_east_asian', 'is_suffix',
    'is_whole', 'kebab', 'kind_of_folder', 'kind_schema', 'latin_initial', 'make_link', 'merged',
    'months', 'name_key', 'name_parts', 'of_entry', 'own_url', 'parse_titles', 'plan_redirects',
    'read_name', 'redirect_file', 'role_source', 'services_of', 'short_address', 'sort_form',
    'split_id', 'split_marks', 'spoken_languages', 'told_apart', 'with_article', 'without_titles',
]  # fmt: skip
