"""What `check` has found, for programs: as JSON, and as annotations of GitHub."""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from sphinx_folio.graph import near_misses
from sphinx_folio.model import Kind, Problem, Subtype, merged
from sphinx_folio.shared import WARNING_TYPE
from sphinx_folio.util import message_line, workflow_command

from .scan import Survey, path_from

#: The version of the shape of the JSON. It grows by one when a key is renamed, removed or means
#: something else; programs that read one version may meet keys that are new.
VERSION = 1
#: The kinds of problems: what is not read at all, what is at the wrong place or person, what is
#: missing or refused, and what is shown in another way than it was meant.
WORST_FIRST = [
    Subtype(kind)
    for kind in (
        'config yaml bibfile bound kind id claim duplicate ambiguous reference key type value '
        'date email link redirect refused file image place markup field math'
    ).split()
]
#: A message, and behind its last semicolon that stands in no quotes what to write.
_PROPOSAL = re.compile(r'(?:"[^"]*"|[^"])*; (?P<proposal>(?:"[^"]*"|[^";]|;(?! ))+)')


def as_json(site: Survey, fixable: int) -> str:
    """Return what was found in a site as JSON in ASCII.

    :param fixable: how many values ``--fix`` can mend.
    """
    misses = list(near_misses(site.graph))
    counts = {kind: len(site.graph.table(kind)) for kind in get_args(Kind)}
    report = {
        'version': VERSION,
        'counts': {
            **counts,
            'problems': len(site.problems),
            'claims': len(site.claims),
            'near-misses': len(misses),
            'fixable': fixable,
        },
        'problems': [_finding(problem) for problem in site.problems],
        'claims': [_finding(claim) for claim in site.claims],
        'near-misses': [
            {
                'path': path_from(site.root, miss.publication.file),
                'line': miss.publication.line,
                'entry': miss.publication.key,
                'author': miss.publication.authors[miss.number - 1].name,
                'number': miss.number,
                'people': [hit.person for hit in miss.hits],
            }
            for miss in misses
        ],
    }
    # a runner of a CI takes the signs for a command wherever they stand in its log
    return json.dumps(report, indent=2).replace('##[', '\\u0023#[')


def _finding(problem: Problem) -> dict[str, Any]:
    said = {
        'path': problem.file,
        'line': problem.line,
        'subtype': str(problem.subtype),
        'message': problem.message,
    }
    found = _PROPOSAL.fullmatch(problem.message)
    return said | ({'proposal': found['proposal']} if found else {})


def as_annotations(site: Survey) -> str:
    """Return the commands that let GitHub show what was found beside its lines.

    It shows ten warnings and ten notices of a step, so that the worst come first.
    """
    problems = sorted(merged(site.problems), key=lambda one: WORST_FIRST.index(one.subtype))
    lines = [
        *_annotations('warning', problems, site.root),
        *_annotations('notice', site.claims, site.root),
    ]
    return '\n'.join(lines)


def _annotations(command: str, problems: Iterable[Problem], root: Path) -> Iterable[str]:
    for problem in problems:
        yield workflow_command(
            command,
            message_line(problem.message),
            file=_path_in_repository(root, problem.file),
            line=str(problem.line),
            title=f'{WARNING_TYPE}.{problem.subtype}',
        )


def _path_in_repository(root: Path, file: str) -> str:
    """Return the path of a file as GitHub knows it, whose site may be a folder of a repository."""
    repository = Path(os.environ.get('GITHUB_WORKSPACE') or Path.cwd()).resolve()
    return path_from(repository, str(root / file))
