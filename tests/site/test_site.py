"""The real site, at the root of the repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from support import dead_links, doubled_ids

if TYPE_CHECKING:
    from support import Built


def article(page: Any) -> Any:
    return page.find('article')


def targets(docname: str, nodes: Any) -> set[str]:
    """Return the pages that links on a page lead to."""
    found = set()
    for node in nodes:
        path = node['href'].partition('#')[0]
        if path and '://' not in path and path.endswith('.html'):
            parts = [*docname.split('/')[:-1], *path.removesuffix('.html').split('/')]
            while '..' in parts:
                at = parts.index('..')
                del parts[at - 1 : at + 1]
            found.add('/'.join(parts))
    return found


def test_the_site_builds_without_a_warning(built: Built) -> None:
    assert built.warnings == []


def test_the_site_has_people_projects_and_topics(built: Built) -> None:
    assert len(built.graph.people) >= 4
    assert len(built.graph.projects) >= 12
    assert len(built.graph.topics) >= 10
    assert built.graph.publications


def test_every_edge_shows_at_both_ends(built: Built) -> None:
    graph = built.graph
    linked = {
        name: targets(name, article(page).select('a[href]')) for name, page in built.pages.items()
    }
    missing = []
    for one, other in (('person', 'project'), ('person', 'topic'), ('project', 'topic')):
        for record in graph.table(one).values():
            for name in graph.neighbours((one, record.id), other):
                there = graph.table(other)[name].docname
                missing += [
                    f'{here} does not link {target}'
                    for here, target in ((record.docname, there), (there, record.docname))
                    if target not in linked[here]
                ]
    assert missing == []


def test_every_link_of_a_list_is_answered(built: Built) -> None:
    """Read from the pages alone: what one object lists, lists it in turn."""
    objects = {
        record.docname
        for kind in ('person', 'project', 'topic')
        for record in built.graph.table(kind).values()
    }
    listed = {}
    for docname in objects:
        main = article(built.pages[docname])
        links = main.select('.folio-facts a, .folio-card-title a, .folio-chips a')
        listed[docname] = targets(docname, links) & objects - {docname}
    unanswered = [
        (one, other) for one in objects for other in listed[one] if one not in listed[other]
    ]
    assert unanswered == []
    assert sum(map(len, listed.values())) > 50


def test_every_publication_shows_on_all_its_pages(built: Built) -> None:
    graph = built.graph
    missing = []
    for key, publication in graph.publications.items():
        for kind in ('person', 'project', 'topic'):
            for name in graph.neighbours(('publication', key), kind):
                docname = graph.table(kind)[name].docname
                if publication.title not in article(built.pages[docname]).get_text():
                    missing.append(f'{docname} does not show {key}')
    assert missing == []


def test_every_internal_link_leads_somewhere(built: Built) -> None:
    assert dead_links(built.outdir) == []


def test_no_page_has_an_id_twice(built: Built) -> None:
    assert doubled_ids(built.outdir) == []


def test_nothing_is_loaded_from_another_host(built: Built) -> None:
    loaded = []
    for docname, page in built.pages.items():
        nodes = page.select(
            'script[src], img[src], iframe[src], source[src], link[rel~=stylesheet], link[rel~=preload],'
            ' link[rel~=icon], link[rel~=preconnect], object[data], embed[src]'
        )
        urls = [node.get('src') or node.get('href') or node.get('data') for node in nodes]
        loaded += [f'{docname}: {url}' for url in urls if re.match(r'(?:https?:)?//', url)]
    for path in built.outdir.rglob('*.css'):
        text = path.read_text(encoding='utf-8')
        loaded += re.findall(r'(?:url\(|@import)\s*["\']?(?:https?:)?//[^)"\']+', text)
    assert loaded == []


def test_every_page_has_a_title_and_a_language(built: Built) -> None:
    for docname, page in built.pages.items():
        assert page.html['lang'] == 'en', docname
        assert page.title.get_text().strip(), docname
        assert len(page.select('h1')) == 1, docname


def test_every_image_has_a_text_for_those_who_do_not_see_it(built: Built) -> None:
    for docname, page in built.pages.items():
        for image in article(page).select('img'):
            assert image.has_attr('alt'), docname
        for drawing in article(page).select('svg'):
            is_named = drawing.get('role') in {'img', 'group'} and drawing.get('aria-label')
            assert drawing.get('aria-hidden') == 'true' or is_named, docname
