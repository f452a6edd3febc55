"""The command ``check``: which paper is whose, who is nearly matched, and what is wrong."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill
from typing import Literal, NamedTuple, get_args

from sphinx_folio.bib import Fixed, fix_file
from sphinx_folio.graph import Graph, NearMiss, near_misses
from sphinx_folio.model import Kind, ObjectRef, Person, Publication, Subtype, merged
from sphinx_folio.shared import WARNING_TYPE
from sphinx_folio.util import message_line

from .reports import WORST_FIRST, as_annotations, as_json
from .scan import Survey, path_from, survey

WIDTH = 80
#: What is found only in a doctree, which check does not make.
LEFT_TO_BUILD = (
    'Pictures, formulas, links and directives in the text of pages are checked by a\n'
    'build: sphinx-build -n -W --keep-going . _build/html'
)
#: The title above claims that only those can judge who know the people.
CLAIMS = 'Claims for a maintainer to look at'
#: Entries of one near miss that are shown without ``--verbose``.
FEW = 3
#: Entries of nobody that are named without ``--all``.
FEW_KEYS = 10
#: How papers come to a person, in the order in which they are printed.
RULES = ('annotation', 'name', 'native-name', 'names', 'people field', 'publications key')


class Outcome(NamedTuple):
    """What the command prints, and its exit code."""

    text: str
    exit_code: int


#: What the command writes: for people, for programs, or for the annotations of GitHub.
Format = Literal['text', 'json', 'github']


def check(
    root: Path,
    *,
    fix: bool = False,
    verbose: bool = False,
    show_all: bool = False,
    form: Format = 'text',
) -> Outcome:
    """Check the site in the folder *root*.

    :param fix: write the safe fixes into the ``.bib`` files, and show what has changed.
    :param verbose: name every paper of each person, and every entry of a near miss.
    :param show_all: name every entry of nobody, and tell each problem at its own place.
    :param form: what the text is for; the exit code is the same.
    :raises CommandError: if the site cannot be read at all.
    """
    site = survey(root)
    fixed = [
        fix_file(file, Path(file).read_bytes(), site.encoding, fixes)
        for file, fixes in sorted(site.fixes.items())
    ]
    changes: list[str] = []
    if fix and any(item.values for item in fixed):
        changes += _write(fixed, site.root)
        site, fixed = survey(root), []
    exit_code, fixable = (1 if site.problems else 0), sum(item.values for item in fixed)
    if form == 'json':
        return Outcome(as_json(site, fixable), exit_code)
    if form == 'github':
        return Outcome(
            '\n'.join(filter(None, (as_annotations(site), _count_line(site)))), exit_code
        )
    report = [
        *changes,
        _summary(site),
        *_section('People', _people(site, verbose=verbose), len(site.graph.people)),
        *_section('Near misses, not linked', *_near_misses(site, verbose=verbose)),
        *_section(CLAIMS, *_claims(site, verbose=verbose)),
        *_section('Problems', _problems(site, show_all=show_all), len(site.problems)),
        *_section('Publications of nobody here', *_of_nobody(site.graph, show_all=show_all)),
        _verdict(site, fixable),
    ]
    return Outcome('\n'.join(report), exit_code)


def _write(fixed: Iterable[Fixed], root: Path) -> Iterator[str]:
    """Write files that have fixes; yield what has changed in each."""
    for item in fixed:
        if item.values:
            Path(item.file).write_bytes(item.after)
            name = path_from(root, item.file)
            yield f'{item.diff(name)}\n\nFixed {_count(item.values, "value")} in {name}.\n'


def _count(number: int, noun: str) -> str:
    plural = {'person': 'people', 'entry': 'entries'}.get(noun, f'{noun}s')
    return f'{number} {noun if number == 1 else plural}'


def _wrapped(text: str, indent: str = '  ', hanging: str = '    ') -> str:
    return fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=f'{indent}{hanging}',
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _summary(site: Survey) -> str:
    kinds = [kind for kind in get_args(Kind) if kind != 'entry' or site.graph.dated]
    counts = [_count(len(site.graph.table(kind)), kind) for kind in kinds]
    return _wrapped(f'{", ".join(counts)} in {", ".join(site.bibfiles) or "no .bib file"}', '')


def _section(title: str, lines: Iterable[str], count: int) -> Iterator[str]:
    """Yield a title with a count and what stands under it, or nothing."""
    if count:
        yield f'\n{title} ({count})'
        yield from lines


def _people(site: Survey, *, verbose: bool) -> Iterator[str]:
    """Yield how many papers of each person were matched by which rule."""
    papers = papers_by_rule(site.graph)
    for person in sorted(site.graph.people.values(), key=lambda person: person.id):
        by_rule = {rule: papers[person.id][rule] for rule in RULES if rule in papers[person.id]}
        number = len({key for keys in by_rule.values() for key in keys})
        total = _count(number, 'paper') if number else 'no paper'
        how = ', '.join(f'{rule} {len(keys)}' for rule, keys in by_rule.items())
        yield _wrapped(f'{_label(person)}: {total}{f" ({how})" if how else ""}')
        if verbose:
            for rule, keys in by_rule.items():
                yield _wrapped(f'{rule}: {", ".join(keys)}', '      ')


def papers_by_rule(graph: Graph) -> dict[str, dict[str, dict[str, None]]]:
    """Return the citation keys of every person by the rule that makes them theirs."""
    papers: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for key, publication in graph.publications.items():
        for number, person in enumerate(graph.authors[key], start=1):
            if person:
                papers[person][graph.rules[key, number]][key] = None
        for person in publication.people:
            if person not in graph.authors[key]:
                papers[person]['people field'][key] = None
    for person, record in graph.people.items():
        for key in record.publications:
            paper = graph.publications.get(key)
            if paper and person not in {*graph.authors[key], *paper.people}:
                papers[person]['publications key'][key] = None
    return papers


def _label(person: Person) -> str:
    return f'{person.name} ({person.id})'


def _near_misses(site: Survey, *, verbose: bool) -> tuple[list[str], int]:
    """Return what is to be said of authors who are nearly a person, spelling by spelling."""
    groups: dict[tuple[str, tuple[object, ...]], list[NearMiss]] = defaultdict(list)
    misses = list(near_misses(site.graph))
    for miss in misses:
        groups[miss.publication.authors[miss.number - 1].name, miss.hits].append(miss)
    lines = []
    for (name, _hits), group in groups.items():
        people = [site.graph.people[hit.person] for hit in group[0].hits]
        kinds = ', '.join(dict.fromkeys(hit.kind for hit in group[0].hits))
        lines.append(_wrapped(f'"{name}" may be {" or ".join(map(_label, people))}: {kinds}'))
        named = group if verbose else group[:FEW]
        lines += [_place(miss, site.root) for miss in named]
        if len(named) < len(group):
            lines.append(f'      and {len(group) - len(named)} more (--verbose)')
        if len(people) == 1:
            spellings = json.dumps([*people[0].names, name], ensure_ascii=False)
            path = site.paths[people[0].docname]
            lines.append(f'      or, for all of them, in {path}:\n        names: {spellings}')
    return lines, len(misses)


def _place(miss: NearMiss, root: Path) -> str:
    """Return where an author stands, and the annotation to write there."""
    publication = miss.publication
    file = path_from(root, publication.file)
    annotations = ' or '.join(
        f'author+an = {{{annotation(publication, miss.number, hit.person)}}}' for hit in miss.hits
    )
    return f'      {file}:{publication.line}: {publication.key}\n        {annotations}'


def annotation(publication: Publication, number: int, person: str) -> str:
    """Return the annotation of an author list that adds who its author *number* is."""
    annotations = []
    for position, author in enumerate(publication.authors, start=1):
        words = [*author.marks, author.person, person if position == number else '']
        if any(words):
            annotations.append(f'{position}={", ".join(filter(None, words))}')
    return '; '.join(annotations)


def _of_nobody(graph: Graph, *, show_all: bool) -> tuple[list[str], int]:
    """Return the entries that no person is tied to, some of them if they are many."""
    listed = (key for key in graph.publications if key not in graph.unlisted)
    entries = (ObjectRef('publication', key) for key in listed)
    keys = [entry.id for entry in entries if not graph.neighbours(entry, 'person')]
    shown = keys if show_all else keys[:FEW_KEYS]
    rest = f' and {len(keys) - len(shown):,} more (--all)' if len(shown) < len(keys) else ''
    return [_wrapped(f'{", ".join(shown)}{rest}', hanging='')], len(keys)


def _claims(site: Survey, *, verbose: bool) -> tuple[list[str], int]:
    """Return what is to be said of claims that may be right."""
    claims = [*site.claims, *site.one_sided] if verbose else site.claims
    lines = [message_line(f'{claim.file}:{claim.line}: {claim.message}') for claim in claims]
    if site.one_sided and not verbose:
        pages = _count(len(site.one_sided), 'page')
        what = 'with people or projects whose own page does not say so (--verbose)'
        lines.append(_wrapped(f'{pages} {what}'))
    return lines, len(site.claims) + len(site.one_sided)


def _problems(site: Survey, *, show_all: bool) -> Iterator[str]:
    """Yield the problems of each kind, the worst kind first; equal ones as one."""
    counts = Counter(problem.subtype for problem in site.problems)
    told: dict[Subtype, list[str]] = defaultdict(list)
    for problem in site.problems if show_all else merged(site.problems):
        line = message_line(f'{problem.file}:{problem.line}: {problem.message}')
        told[problem.subtype].append(f'{line} [{WARNING_TYPE}.{problem.subtype}]')
    for subtype in sorted(told, key=WORST_FIRST.index):
        if len(told) > 1:
            yield f'  {WARNING_TYPE}.{subtype} ({counts[subtype]})'
        yield from told[subtype]


def _verdict(site: Survey, fixable: int) -> str:
    """Return the last line, and how to have problems mended."""
    text = f'\n{_count_line(site)}'
    if fixable:
        text += f' {_count(fixable, "value")} can be mended by --fix, which shows what it changes.'
    return f'{text}\n{LEFT_TO_BUILD}'


def _count_line(site: Survey) -> str:
    return f'{_count(len(site.problems), "problem") if site.problems else "No problem"}.'
