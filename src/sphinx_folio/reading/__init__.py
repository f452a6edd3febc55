"""A page becomes its facts: front matter, directives, timelines, images, links."""

from sphinx.application import Sphinx

from .directive import choices_of, entry_types, ids, positive_number, years
from .empty_folders import FolderTocTree
from .encoding import encoding_problems, read_leniently
from .fact_texts import setup_fact_texts
from .file_flaws import find_mended_files
from .formulas import ShowRefusedFormulas
from .front_matter import known_keys, read_front_matter
from .guard import guard_directives, refuse_raw
from .images import find_mended, find_preview, find_previews, preview_problems
from .left_out import ask_for_landing_page, leave_out, patterns_of, unreadable_files
from .links import (
    LookAgainElsewhere,
    find_outdated,
    ignore_hidden_toctree_entries,
    purge_hidden,
    settle_labels,
)
from .listings import Entries, Listing, People, Profile, Projects, Publications, Topics
from .markdown import MarkdownParser, fault, guard_notebooks
from .named_files import RefuseFiles
from .not_pages import misnamed_pages, usual_excludes
from .other_citations import TellOfOtherCitations, citations_in
from .pages import (
    expected_kind,
    keep_front_matter,
    keep_text_facts,
    read_page,
    title_of,
    vocabulary_of,
)
from .raw_html import CleanRawHtml
from .refused_links import RefuseLateLinks, RefuseLinks
from .repairs import (
    AddMissingTitle,
    CutRows,
    FlattenDeep,
    TellOfLooseFootnotes,
    UnnestLinks,
    WrapStrayEntries,
)
from .timelines import Entry, Timeline, keep_timeline
from .unbuilt_timelines import lines_of_text

__all__ = [
    'Listing', 'choices_of', 'citations_in', 'encoding_problems', 'entry_types', 'expected_kind', 'fault',
    'find_preview', 'find_previews', 'ids', 'ignore_hidden_toctree_entries', 'known_keys',
    'lines_of_text', 'misnamed_pages', 'patterns_of', 'positive_number', 'preview_problems',
    'read_front_matter', 'read_page', 'settle_labels', 'setup', 'title_of', 'unreadable_files',
    'usual_excludes', 'vocabulary_of', 'years',
]  # fmt: skip


def setup(app: Sphinx) -> None:
    """Register the directives, and watch every page as it is read."""
    app.add_directive('toctree', FolderTocTree, override=True)
    app.add_source_parser(MarkdownParser, override=True)
    app.connect('config-inited', guard_notebooks)
    app.connect('builder-inited', guard_directives, priority=900)  # when all are known
    app.connect('builder-inited', refuse_raw)
    app.connect('builder-inited', read_leniently)
    app.connect('config-inited', leave_out, priority=900)
    app.connect('env-get-outdated', ask_for_landing_page, priority=100)
    app.connect('env-get-outdated', find_outdated)
    app.connect('env-get-outdated', find_mended)
    app.connect('env-get-outdated', find_mended_files)
    app.connect('env-purge-doc', purge_hidden, priority=400)  # before Sphinx forgets the rest
    app.connect('source-read', keep_front_matter)
    # after Sphinx's collectors, which find the title; an entry's page must have its record
    app.connect('doctree-read', keep_text_facts, priority=600)
    app.connect('doctree-read', keep_timeline, priority=610)
    setup_fact_texts(app)
    app.add_transform(FlattenDeep)
    app.add_transform(CutRows)
    app.add_transform(CleanRawHtml)
    app.add_transform(RefuseFiles)
    app.add_transform(AddMissingTitle)
    app.add_transform(WrapStrayEntries)
    app.add_transform(UnnestLinks)
    app.add_transform(RefuseLinks)
    app.add_post_transform(RefuseLateLinks)
    app.add_transform(ShowRefusedFormulas)
    app.add_transform(TellOfLooseFootnotes)
    app.add_transform(TellOfOtherCitations)
    app.add_transform(LookAgainElsewhere)
    lists = (People, Projects, Topics, Publications, Entries)
    for directive in (Profile, *lists, Timeline, Entry):
        app.add_directive_to_domain('folio', directive.__name__.lower(), directive)
