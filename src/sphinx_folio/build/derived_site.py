"""What follows from all that pages and entries state, for one build and one builder."""

from functools import cache
from itertools import chain

from sphinx.application import Sphinx

from sphinx_folio.bib import TYPES
from sphinx_folio.domains import FolioDomain, cite_domain, make_ids
from sphinx_folio.graph import (
    Graph,
    PersonFiles,
    Ref,
    Selections,
    Site,
    find_anchors,
    find_exports,
    find_feeds,
    find_files,
    find_publication_pages,
    first_of,
    follow_papers,
    is_event,
    is_followed,
    moved_to_pages,
    split_lists,
)
from sphinx_folio.model import (
    Person,
    entry_kinds,
    feed_kinds,
    groups_in_order,
)
from sphinx_folio.reading import find_previews
from sphinx_folio.shared import CALENDAR, Addresses, has, is_website

from .entry_lines import entries_of_lines


def derive_site(app: Sphinx, domain: FolioDomain, cvs: frozenset[str]) -> Site:
    """Return what follows from all that pages and entries state.

    :param cvs: the people whose CV as PDF was made.
    """
    env, config = app.env, app.config
    pages = {docname: domain.pages[docname] for docname in sorted(domain.pages)}
    records = {docname: facts.record for docname, facts in pages.items() if facts.record}
    listings = {docname: facts.listings for docname, facts in domain.pages.items()}
    references = (item for facts in pages.values() for item in facts.references)
    cited = {item.id for item in references if item.kind == 'publication'}
    landing = records.get(config.root_doc)
    owner = landing if isinstance(landing, Person) else None
    people = [record for record in records.values() if isinstance(record, Person)]
    alone = owner.id if owner and len(people) == 1 else ''
    lines = entries_of_lines(domain, pages)
    every = [*records.values(), *lines]
    graph = Graph(every, domain.publications, cited, alone, domain.other_sites)
    groups, kinds = groups_in_order(config.folio_groups), entry_kinds(config.folio_entry_kinds)
    selections = Selections(graph, groups, kinds, listings)
    page = config.folio_publications_page
    has_page = page in env.found_docs
    limits = {
        'publication': config.folio_publications_per_page,
        'entry': config.folio_entries_per_page,
    }
    cuts = split_lists(
        listings,
        selections,
        env.found_docs,
        publications_page=page,
        types=TYPES,
        publications=limits['publication'],
        cards=config.folio_cards_per_page,
        entries=limits['entry'],
    )
    anchors = find_anchors(listings, records, selections, page)
    web_anchors = moved_to_pages(anchors, cuts)
    papers: dict[str, str] = {}
    if not is_website(app.builder):
        cuts = {}
    elif config.folio_publication_pages:
        names = [env.found_docs, config.html_additional_pages, *cuts.values()]
        # what a ``{bibliography}`` lists is cited there
        elsewhere = {citation.key for citation in cite_domain(env).citations}
        placed = {*anchors, *(cited & graph.publications.keys() - elsewhere), *graph.papers}
        papers = find_publication_pages(placed, chain.from_iterable(names), page)
    for places in (anchors, web_anchors):
        follow_papers(places, graph.papers)
    if is_website(app.builder):
        anchors = web_anchors

    @cache
    def exports_of(docname: str) -> dict[int, str]:
        if not has(config, 'downloads'):
            return {}
        return find_exports(docname, listings, records.get(docname), selections)

    # feeds and calendars hold whole addresses, of pages that may be found
    has_address = is_website(app.builder) and bool(Addresses(app.builder).base)
    followed = feed_kinds(config.folio_entry_kinds)
    public = {
        name: entry
        for name, entry in graph.dated.items()
        if has_address and not pages[entry.docname].noindex
    }
    has_feed, has_calendar = has(config, 'feed'), has(config, 'calendar')

    @cache
    def files_of(name: str) -> PersonFiles:
        person = graph.people[name]
        if not (is_website(app.builder) and has(config, 'downloads')):
            return PersonFiles()
        queries = listings.get(person.docname, ())
        papers = graph.neighbours(person.ref, 'publication')
        names = graph.neighbours(person.ref, 'entry')
        dated = [public[name] for name in names if name in public]
        is_found = has_address and not pages[person.docname].noindex
        has_news = any(graph.publications[key].year for key in papers) or any(
            is_followed(entry, followed) for entry in dated
        )
        files = find_files(
            person,
            queries,
            exports_of(person.docname),
            feed=is_found and has_news and has_feed,
            calendar=is_found and any(map(is_event, dated)) and has_calendar,
        )
        return files._replace(
            vcard=files.vcard if has(config, 'vcard') else '',
            resume=files.resume if has(config, 'json-resume') else '',
        )

    is_alone = len(graph.people) == 1
    return Site(
        graph=graph,
        owner=next(iter(graph.people)) if is_alone else owner.id if owner else '',
        is_of_one=is_alone and owner is not None,
        selections=selections,
        anchors=anchors,
        web_anchors=web_anchors,
        ids=make_ids(anchors),
        publication_pages=papers,
        exports_of=exports_of,
        files_of=files_of,
        reference_of=domain.bibliography.reference,
        full_list=Ref('page', page, page, env.titles[page].astext()) if has_page else None,
        pages=cuts,
        beginnings={
            (docname, number): first_of(parts.values(), limits[listings[docname][number].kind])
            for (docname, number), parts in cuts.items()
            if listings[docname][number].kind in limits
        },
        previews=find_previews(domain.publications.values(), app.srcdir, config.folio_allow),
        listings=listings,
        feeds=find_feeds(public.values(), followed) if has_feed else {},
        calendar=CALENDAR if has_calendar and any(map(is_event, public.values())) else '',
        cvs=cvs.intersection(graph.people),  # of nobody else
    )
