"""``import``: bring what somebody has already, into a new site or into one that is there."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sphinx.config import CONFIG_FILENAME

from sphinx_folio.gate import Gate
from sphinx_folio.graph import near_misses
from sphinx_folio.importing import (
    REPORT,
    Asset,
    Item,
    Origin,
    Place,
    Report,
    Site,
    Source,
    compose,
    counted,
    drop_doubles,
    handle,
    join,
    load_sources,
    match_papers,
    mend,
    owner_of,
    plain_line,
    read_source,
    settle_people,
    what_is,
)
from sphinx_folio.model import (
    FOLDERS,
    PAGE_KINDS,
    PLURALS,
    ObjectRef,
    Vocabulary,
    check_id,
    entry_kinds,
    fold,
    groups_in_order,
)
from sphinx_folio.reading import vocabulary_of
from sphinx_folio.util import CommandError, did_you_mean, markdown_text

from .check import check
from .new_page import checked_name, index_text
from .new_site import (
    SiteOptions,
    SitePlan,
    checked_domain,
    checked_language,
    checked_repository,
    settle,
    site_files,
)
from .progress import Progress
from .scan import Survey, survey
from .schema import SITE_SCHEMA, schema_hint
from .settings import pages_of, read_config, source_of

#: What `init` writes as an example of what the source has.
_EXAMPLES = frozenset(
    {'index.md', 'contact.md', 'news.md', 'people/jane-doe.md', 'references.bib'}
    | {f'{PLURALS[kind]}/index.md' for kind in PAGE_KINDS}
)
_BIB = 'references.bib'
#: What reports call objects of each kind.
_KINDS: dict[Any, str] = {**PLURALS, 'publication': 'papers', 'publications': 'papers'}
#: The settings that a source may make, beside those of which `init` makes lines.
_SETTINGS = re.compile(r'folio_\w+|html_title|myst_\w+')
#: Hosts of websites that are no domain of one's own.
_SHARED_HOSTS = re.compile(r'(?:^|\.)(?:github\.io|gitlab\.io|netlify\.app|readthedocs\.io)$')
#: How often entries are mended; each time, one thing in each.
_MOST_ROUNDS = 8
_BUILD = 'sphinx-build -n -W --keep-going . _build/html'


class ImportOptions(NamedTuple):
    """What was asked for, unchecked."""

    kind: str = ''  #: Of the sources; empty for that which they look like.
    person: str = ''  #: The id of the owner.
    #: Files of the sources that tell of several people, who get a page each.
    people_from: Sequence[str] = ()
    keep_samples: bool = False
    dry_run: bool = False


class Outcome(NamedTuple):
    """What the command prints, and its exit code."""

    text: str
    exit_code: int


@dataclass
class _Plan:
    """What is to be written into a folder."""

    folder: Path
    #: Texts of new files by their paths.
    files: dict[str, str] = field(default_factory=dict)
    #: The entries to stand at the end of the bibliography.
    bib: str = ''
    #: What to copy, with the folder that it comes from.
    assets: list[tuple[Path, Asset]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    #: The pages in the menu of the source, in their order.
    menu: list[str] = field(default_factory=list)
    #: Files that were there.
    kept: list[str] = field(default_factory=list)
    #: Where pages and entries come from, by their paths and their keys.
    origins: dict[str, Origin] = field(default_factory=dict)
    #: The site, where it is a new one.
    site: SitePlan | None = None


def import_sources(
    sources: list[Path],
    folder: Path,
    options: ImportOptions,
    wanted: SiteOptions | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read sources and write them into a site, or make one; return what is to be printed.

    Nothing is overwritten, no program of a source is run, and nothing is fetched.

    :param wanted: what was asked for of a new site.
    :param progress: shows how far it is.
    :raises CommandError: if a source cannot be read, or something that was asked for is unfit.
    """
    if folder.exists() and not folder.is_dir():
        raise CommandError(f'{folder} is a file; name a folder, be it a new one', 2)
    if options.person:
        _check_person(options.person)
    progress = progress or Progress()
    said, roots, site, report = _read_all(sources, options, progress)
    progress.show('composing', str(folder))
    plan = _Plan(folder, assets=list(zip(roots, site.assets, strict=True)))
    is_new = not (folder / CONFIG_FILENAME).is_file()
    place = _new_place(site) if is_new else _place_of(folder, site)
    settle_people(site, report, options.person)
    drop_doubles(site, report)
    match_papers(site, report)
    if is_new:
        plan.site = _planned(site, folder, wanted or SiteOptions(), report)
        place.is_of_owner = plan.site.kind == 'person' and owner_of(site) is not None
    else:
        for name, value in site.settings.items():
            _note_setting(report, name, value, 'the site has settings of its own; set it there')
    written = compose(site, place, report)
    plan.files, plan.bib, plan.origins, plan.menu = written
    if not (plan.files or plan.bib or plan.assets):
        text = '\n'.join([*said, *report.summary(), 'nothing was written: there is nothing new'])
        return Outcome(text, 1)
    if plan.site:
        _add_site(plan, plan.site, site, report)
    else:
        _add_indexes(plan)
    if options.dry_run:
        paths = [*sorted(plan.files), *([_BIB] if plan.bib else [])]
        paths += [asset.target for _root, asset in plan.assets]
        lines = [f'would write {path}' for path in paths]
        return Outcome('\n'.join([*said, *report.summary(), *lines, *_wrong_sums(report)]), 0)
    _write(plan, report, progress)
    progress.show('checking', str(folder))
    more = list(_checked(plan, report))
    wrong = _wrong_sums(report)
    name = _write_report(folder, report, sources, [*more, *wrong])
    noted = counted(len(report.notes), 'note')
    lines = [f'wrote {counted(len(plan.written), "file")} into {folder}; {noted}: {folder / name}']
    lines += [*wrong, 'Next:', f'  1. read {folder / name}']
    lines += [f'  {number}. {step}' for number, step in enumerate(_next(folder), 2)]
    return Outcome('\n'.join([*said, *report.summary(), *more, *lines]), 1 if wrong else 0)


def _read_all(
    sources: list[Path], options: ImportOptions, progress: Progress
) -> tuple[list[str], list[Path], Site, Report]:
    """Return what the sources are, the folder of each of their files, and what they hold together."""
    said, roots, site, report = list[str](), list[Path](), Site(), Report()
    unknown = set(options.people_from)
    for source in sources:
        kind = _kind_of(source, options.kind)
        said.append(f'{source}: {kind.title}')
        own = Report(watch=partial(progress.show, 'reading'))
        found, known = read_source(
            kind, source, own, options.people_from, keep_samples=options.keep_samples
        )
        unknown -= known
        prefix = _prefix(source, own, report) if len(sources) > 1 else ''
        _join(site, found, report, own, prefix)
        root = source if source.is_dir() else source.parent
        roots += [root] * len(found.assets)
    for name in sorted(unknown):
        advice = 'name one by its path in the source, such as team.md'
        raise CommandError(f'--people-from: "{name}" is no file of the source; {advice}', 2)
    if len(sources) > 1:
        site.papers = join(site.papers, report)
    return said, roots, site, report


def begin_from(
    sources: list[Path], folder: Path, wanted: SiteOptions, progress: Progress | None = None
) -> Outcome:
    """Write a new site of what somebody has; as `import_sources`.

    :raises CommandError: also if the folder is a site already.
    """
    if (folder / CONFIG_FILENAME).exists():
        message = f'{folder / CONFIG_FILENAME} exists, so this is a site'
        raise CommandError(f'{message}; bring more into it: sphinx-folio import SOURCE')
    return import_sources(sources, folder, ImportOptions(), wanted, progress)


def _check_person(name: str) -> None:
    try:
        check_id(name)
    except ValueError as error:
        raise CommandError(f'--person: {error}', 2) from error


def _kind_of(path: Path, name: str) -> Source:
    """Return the kind that a source is said to be, or looks like."""
    if not path.exists():
        raise CommandError(f'{path} does not exist; name a folder or a file', 2)
    sources = load_sources()
    names = [source.name for source in sources]
    if name:
        for source in sources:
            if source.name == name:
                return source
        raise CommandError(f'"{name}" is no kind of source{did_you_mean(name, names)}', 2)
    for source in sources:
        if source.matches(path):
            return source
    if said := what_is(path):
        raise CommandError(f'{path} is {said}')
    known = ', '.join(source.title for source in sources)
    hint = f'what can be read: {known}; --as names the kind'
    raise CommandError(f'{path} looks like none of the sources that can be read; {hint}')


# -- several sources as one --------------------------------------------------------------------


def _prefix(source: Path, own: Report, report: Report) -> str:
    """Return what tells the files of a source from those of others."""
    name = source.resolve().name
    prefix, number = f'{name}/' if source.is_dir() else '', 1
    while any(f'{prefix}{file}' in report.files for file in own.files):
        number += 1
        prefix = f'{name} {number}/'
    return prefix


def _join(site: Site, found: Site, report: Report, own: Report, prefix: str) -> None:
    """Add what one source holds to what all do."""

    def moved(origin: Origin) -> Origin:
        return origin._replace(file=f'{prefix}{origin.file}')

    for item in found.items:
        item.origin = moved(item.origin)
        for line in item.lines:
            line.origin = moved(line.origin)
    for paper in found.papers:
        paper.origin = moved(paper.origin)
    site.items += found.items
    site.papers += found.papers
    site.assets += [asset._replace(origin=moved(asset.origin)) for asset in found.assets]
    site.settings = found.settings | site.settings
    site.is_group |= found.is_group
    report.notes += [note._replace(origin=moved(note.origin)) for note in own.notes]
    report.files |= {f'{prefix}{file}': fate for file, fate in own.files.items()}
    for mine, theirs in (
        (report.fields_in, own.fields_in), (report.fields_carried, own.fields_carried),
        (report.fields_reported, own.fields_reported),
    ):  # fmt: skip
        mine.update({f'{prefix}{file}': number for file, number in theirs.items()})
    report.found.update({_KINDS.get(kind, kind): own.found[kind] for kind in own.found})
    report.written.update(own.written)


# -- the site ------------------------------------------------------------------------------------


def _new_place(site: Site) -> Place:
    """Return what a site will have by its settings."""
    groups, kinds = (site.settings.get(f'folio_{name}') for name in ('groups', 'entry_kinds'))
    return Place(words=Vocabulary(groups_in_order(groups or ()), entry_kinds(kinds or ())))


def _place_of(folder: Path, site: Site) -> Place:
    """Return what a site has, whose people stand before those of the source from now on."""
    found = survey(folder)
    config, _problems = read_config(folder)
    words = vocabulary_of(config)
    place = Place(words=words, person_fields=config.folio_person_fields)
    kinds: dict[str, str] = config.folio_folders
    for name, kind in reversed(kinds.items()):
        if kind != 'entry':
            place.folders[kind] = name.strip('/')
    graph = found.graph
    tables: dict[str, Any] = {kind: graph.table(kind) for kind in PAGE_KINDS}
    for kind, table in tables.items():
        place.ids[kind] |= {name for name in table if '#' not in name}
        place.names[kind] |= {name: fold(table[name].name) for name in table}
    pages = pages_of(folder, config)
    place.pages |= set(pages)
    place.addresses |= found.former
    place.texts += [source_of(folder / path) for path in pages.values()]
    for key, entry in graph.publications.items():
        place.keys.add(key.lower())
        place.papers[handle(entry.title, entry.type, str(entry.year or ''))] = key
        doi = next((link.url for link in entry.links if link.key == 'doi'), '')
        if doi:
            place.papers[f'doi {doi.lower().partition("10.")[2]}'] = key
    people = []
    for person in graph.people.values():
        orcid = next((link.account for link in person.links if link.key == 'orcid'), '')
        facts: dict[str, Any] = {'names': list(person.names), 'links': {'orcid': orcid}}
        if person.email:
            facts['email'] = person.email
        path = found.paths.get(person.docname, person.docname)
        people.append(Item('person', person.id, person.name, Origin(path), facts, is_there=True))
    site.items[:0] = people
    return place


def _planned(site: Site, folder: Path, wanted: SiteOptions, report: Report) -> SitePlan:
    """Return the plan of a new site by what was asked for, and else by what the source says."""
    owner, settings = owner_of(site), site.settings
    people = [item for item in site.items if item.kind == 'person']
    kind = wanted.kind or ('person' if owner and len(people) == 1 else 'group')
    named = owner.title if owner and kind == 'person' else settings.get('project')
    host = urlsplit(str(settings.get('html_baseurl', ''))).hostname or ''
    repository = settings.get('source_repository')
    said = SiteOptions(
        kind=kind,
        name=wanted.name or _fit(checked_name, named),
        host=wanted.host,
        repository=wanted.repository or _fit(checked_repository, repository),
        domain=wanted.domain
        or (None if _SHARED_HOSTS.search(host) else _fit(checked_domain, host)),
        language=wanted.language
        if wanted.language != 'en'
        else _fit(checked_language, settings.get('language')) or 'en',
    )
    for name, value, kept in (
        ('source_repository', repository, said.repository),
        ('html_baseurl', settings.get('html_baseurl'), said.domain),
        ('language', settings.get('language'), said.language != 'en' or settings.get('language') == 'en'),
    ):  # fmt: skip
        if value and not kept:
            _note_setting(report, name, value, 'it is set otherwise, by where the site will be')
    return settle(said, folder)


def _fit(check_value: Any, value: Any) -> str | None:
    """Return what a source says if it is right; a site needs it not."""
    text = re.sub(r'^https?://github\.com/', '', str(value or '')).strip('/')
    try:
        return str(check_value(text)) or None if text else None
    except CommandError:
        return None


def _add_site(plan: _Plan, made: SitePlan, site: Site, report: Report) -> None:
    """Add the files that every site has, without their examples."""
    files = {name: text for name, text in site_files(made) if name not in _EXAMPLES}
    files[CONFIG_FILENAME] = _conf(files[CONFIG_FILENAME], site, report)
    plan.files = files | plan.files
    if 'index.md' not in plan.files:
        plan.files['index.md'] = _home(made.name, site)
    whole = 'publications.md'
    if site.papers and '{publications}' not in plan.files.get(whole, '{publications}'):
        plan.files[whole] += (
            '\n```{publications}\n```\n'  # an entry that stands on no list has no place
        )
    if plan.menu:
        _add_contents(plan)
    _add_indexes(plan)
    bib, plan.bib = plan.bib, ''
    plan.files[_BIB] = bib or '% Publications as BibTeX, as any reference manager exports them.\n'


def _add_contents(plan: _Plan) -> None:
    """Name the pages of the menu on the landing page, and with them all that are no objects.

    Where a page has a toctree, a page that none names would be in no menu.
    """
    names: dict[str, list[str]] = {'index': list(plan.menu)}
    for path in sorted(plan.origins):
        docname, folder = path.removesuffix('.md'), path.partition('/')[0]
        if docname == path or docname in {'index', *plan.menu} or folder in FOLDERS:
            continue
        parts = docname.removesuffix('/index').split('/')[:-1]
        places = ('/'.join([*parts[:depth], 'index']) for depth in range(len(parts), -1, -1))
        above = next(name for name in places if f'{name}.md' in plan.files)
        names.setdefault(above, []).append(docname)
    for name, pages in names.items():
        folder = name.removesuffix('index')
        listed = '\n'.join(page.removeprefix(folder) for page in dict.fromkeys(pages))
        plan.files[f'{name}.md'] += f'\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n'


def _home(name: str, site: Site) -> str:
    """Return the landing page of a group whose source has none."""
    kinds = {item.kind for item in site.items}
    parts = [f'# {markdown_text(name)}']
    if description := site.settings.get('folio_description'):
        parts.append(plain_line(str(description)))
    if 'person' in kinds:
        parts.append('## People\n\n```{people}\n:sort: group\n```')
    if 'project' in kinds:
        parts.append('## Projects\n\n```{projects}\n```')
    if site.papers:
        parts.append('## Latest publications\n\n```{publications}\n:limit: 5\n```')
    return '\n\n'.join(parts) + '\n'


def _note_setting(report: Report, name: str, value: object, advice: str) -> None:
    """Note a setting that is not made, at the first file of the source, where most have them."""
    origin = Origin(next(iter(report.files)))
    report.note('lost', origin, name, value, advice)


def _conf(text: str, site: Site, report: Report) -> str:
    """Return ``conf.py`` with the settings that the source makes."""
    added = []
    for name, value in site.settings.items():
        if name in {'project', 'html_baseurl', 'source_repository', 'language'}:
            continue
        line = f'{name} = {value!r}'
        if re.search(rf'^{re.escape(name)} = ', text, re.MULTILINE):
            before, after = re.split(rf'(?m)^{re.escape(name)} = .*$', text, maxsplit=1)
            text = f'{before}{line}{after}'
        elif _SETTINGS.fullmatch(name):
            added.append(line)
        else:
            _note_setting(report, name, value, 'set it in conf.py yourself')
    return text + (f'\n# As the import has found it.\n{chr(10).join(added)}\n' if added else '')


def _add_indexes(plan: _Plan) -> None:
    """Add the index page of each folder that has pages and none."""
    folders = {path.rpartition('/')[0] for path in plan.files if path.endswith('.md')}
    kinds = {PLURALS[kind]: kind for kind in PAGE_KINDS}
    for name in sorted(folders - {''}):
        path = f'{name}/index.md'
        there = (plan.folder / path, plan.folder / f'{name}.md', plan.folder / f'{name}/index.rst')
        if name.startswith('.') or path in plan.files or any(file.exists() for file in there):
            continue
        kind = kinds.get(name)
        if kind or name in entry_kinds():
            plan.files[path] = index_text(kind or 'entry', name, {})


# -- writing -----------------------------------------------------------------------------------


def _write(plan: _Plan, report: Report, progress: Progress) -> None:
    """Write all that is not there yet; ``conf.py`` comes last, as it makes a site of a folder."""
    steps = len(plan.files) + len(plan.assets)
    # pages name the schema, if there is one
    names = sorted(
        plan.files, key=lambda name: (name == CONFIG_FILENAME, name != str(SITE_SCHEMA), name)
    )
    for number, name in enumerate(names, 1):
        progress.show('writing', name, number, steps)
        path = plan.folder / name
        text = plan.files[name]
        if name in plan.origins and text.startswith('---\n'):
            text = text.replace('---\n', f'---\n{schema_hint(path, plan.folder)}', 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open('x', encoding='utf-8', newline='\n') as file:
                file.write(text)
            plan.written.append(name)
        except FileExistsError:
            plan.kept.append(name)
            if origin := plan.origins.get(name):
                advice = 'the file exists and is left as it is; move it away, and import once more'
                report.take_back(origin, 'page', name, advice)
    if plan.bib:
        name = _bib_of(plan.folder)
        path = plan.folder / name
        before = path.read_bytes() if path.exists() else b''
        gap = b'' if not before else b'\n' if before.endswith(b'\n') else b'\n\n'
        with path.open('ab') as stream:
            stream.write(gap + plan.bib.encode())
        plan.written.append(name)
    for number, (root, asset) in enumerate(plan.assets, len(names) + 1):
        progress.show('writing', asset.target, number, steps)
        _copy(plan, root, asset, report)


def _bib_of(folder: Path) -> str:
    """Return the first bibliography that a site names."""
    config, _problems = read_config(folder)
    return str(next(iter(config.bibtex_bibfiles or ()), _BIB))


def _copy(plan: _Plan, root: Path, asset: Asset, report: Report) -> None:
    gate = Gate(root)
    source, target = gate.root / asset.source, plan.folder / asset.target
    flaw = gate.refusal(source, asset.source) or ('' if source.is_file() else 'is not there')
    into = Gate(plan.folder)
    flaw = flaw or into.refusal(target.parent / target.name, asset.target)
    if not flaw and target.exists() and target.read_bytes() != source.read_bytes():
        flaw = f'{asset.target} exists and is left as it is; copy the file under another name'
    if flaw:
        report.take_back(asset.origin, 'file', asset.source, flaw)
        return
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        plan.written.append(asset.target)


def _checked(plan: _Plan, report: Report) -> Iterator[str]:
    """Mend what is safe to mend, note what is wrong, and yield what is to be said of papers."""
    found = _mended(plan, report)
    for problem in found.problems:
        origin = plan.origins.get(problem.file)
        if origin and problem.file in plan.written:
            report.note('changed', origin, 'check', '', problem.message)
    if plan.kept:
        yield f'left as they are, as they exist: {", ".join(plan.kept)}'
    if plan.bib and not found.bibfiles:
        yield f"no paper is shown as yet: write bibtex_bibfiles = ['{_BIB}'] in conf.py"
    graph = found.graph
    without = [
        person.name
        for name, person in graph.people.items()
        if not graph.neighbours(ObjectRef('person', name), 'publication')
    ]
    if without:
        yield f'people without papers: {", ".join(without)}'
    misses: dict[tuple[str, str], int] = {}
    for miss in near_misses(graph):
        author = miss.publication.authors[miss.number - 1].name
        for hit in miss.hits:
            pair = author, graph.people[hit.person].name
            misses[pair] = misses.get(pair, 0) + 1
    for (author, person), number in misses.items():
        papers = counted(number, 'paper')
        yield f'perhaps the same: "{author}", an author of {papers}, and {person}'


def _mended(plan: _Plan, report: Report) -> Survey:
    """Mend what is wrong in the new entries, and return what is found in the site then.

    What `check --fix` mends comes first, in a bibliography that is new as a whole.
    """
    if plan.site:
        check(plan.folder, fix=True)
    name = _bib_of(plan.folder)
    path = plan.folder / name
    for _round in range(_MOST_ROUNDS):
        found = survey(plan.folder)
        wrong = [problem for problem in found.problems if problem.file == name]
        before = path.read_text('utf-8') if wrong else ''
        after = mend(before, wrong, plan.origins, report)
        if after == before:
            break
        path.write_text(after, encoding='utf-8', newline='\n')
    return found


def _wrong_sums(report: Report) -> list[str]:
    wrong = [f'internal error: {said}' for said in report.sums()]
    return [*wrong, 'please tell those who write this program'] if wrong else []


def _write_report(folder: Path, report: Report, sources: list[Path], more: list[str]) -> str:
    """Write the report under a name that is free, and return that."""
    title = ', '.join(source.resolve().name for source in sources)
    name, number = REPORT, 1
    while (folder / name).exists():
        number += 1
        name = f'{Path(REPORT).stem}-{number}.md'
    text = report.text(title, more)
    (folder / name).write_text(text, encoding='utf-8', newline='\n')
    return name


def _next(folder: Path) -> Iterator[str]:
    go = f'cd {folder} && ' if folder != Path() else ''
    yield f'{go}{_BUILD}   (then open _build/html/index.html)'
    yield 'sphinx-folio check   (tells whose papers are found, and what is wrong)'
