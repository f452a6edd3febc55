"""Reading and writing on two processors makes the same site as on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.builders import Builder
from support import front

if TYPE_CHECKING:
    from support import MakeSite

NAMES = [f'{first} {last}' for first in ('Ann', 'Bob', 'Cai', 'Dan') for last in ('Poe', 'Roe')]
BODY = """
```{profile}
```

Works on {project}`quicklog`, see {cite:p}`poe2024`.

:::::{timeline} Education
:kind: education

::::{entry} MSc
:dates: 2020 to 2022
::::

:::::

```{publications}
```
"""


def slug(name: str) -> str:
    return name.lower().replace(' ', '-')


def files(*, problems: bool) -> dict[str, str]:
    """Return a site that is large enough for Sphinx to share it out."""
    people = {
        f'people/{slug(name)}.md': front(
            'person',
            name=name,
            topics=['storage', 'stoarge'] if problems and number % 3 == 0 else ['storage'],
            **({'rol': 'x'} if problems and number % 2 else {}),
        )
        + BODY
        + ('\n{topic}`lgos` {cite:p}`poe2042` [x](javascript:y)\n' if problems else '')
        for number, name in enumerate(NAMES)
    }
    entries = [
        f'@article{{{slug(name).partition("-")[2]}20{number + 20}{slug(name)[0]},\n'
        f'  author = {{{name} and Doe, Jane}},\n  title = {{Title {number}}},\n'
        f'  journal = {{J}},\n  year = {{{2015 + number}}},\n  topics = {{logs}},\n}}\n'
        for number, name in enumerate(NAMES)
    ]
    entries.append('@misc{poe2024, author = {Poe, Ann}, title = {T}, year = {2024}}\n')
    if problems:
        entries.append('@article{broken,\n  title = {T,\n}\n')
        people['people/former/ann-poe.md'] = front('person', name='Ann Poe (former)')
    return {
        **people,
        **{
            f'projects/{name}.md': front(
                'project', name=name.title(), people=['ann-poe', 'bob-roe']
            )
            + '\n```{profile}\n```\n'
            for name in ('quicklog', 'slowlog', 'nolog')
        },
        **{f'topics/{name}.md': front('topic', name=name.title()) for name in ('storage', 'logs')},
        'publications.md': '# Publications\n\n```{publications}\n```\n',
        'all.md': '# All\n\n```{people}\n```\n\n```{projects}\n```\n\n```{topics}\n```\n',
        'references.bib': ''.join(entries),
    }


@pytest.mark.parametrize('problems', [False, True], ids=['good', 'bad'])
def test_two_processors_write_the_same_bytes_and_warnings(
    make_site: MakeSite, *, problems: bool
) -> None:
    pages = {'folio_publication_pages': True}
    one = make_site(files(problems=problems), folder='one', confoverrides=pages)
    told, output = one.warnings, one.output()
    assert len(one.app.env.found_docs) > 12
    assert bool(told) == problems
    two = make_site(files(problems=problems), folder='two', confoverrides=pages, parallel=2)
    assert two.warnings == told
    assert two.output().keys() == output.keys()
    assert [name for name, content in two.output().items() if content != output[name]] == []


def test_a_parallel_build_on_what_another_has_left_equals_a_clean_one(make_site: MakeSite) -> None:
    """Every page is read again by workers that each know only their share."""
    start = files(problems=False)
    changed = {
        name: text.replace('Works on', 'Worked on') if name.startswith('people/') else text
        for name, text in start.items()
    }
    changed['topics/logs.md'] = front('topic', name='Logs', people=['cai-poe'])
    site = make_site(start, parallel=2).build_again(changed)
    assert site.warnings == []
    output = site.output()
    clean = make_site(changed, folder='clean')
    assert [name for name, content in clean.output().items() if content != output[name]] == []


def test_the_same_sources_give_the_same_bytes(make_site: MakeSite) -> None:
    one = make_site(files(problems=False), folder='one').output()
    two = make_site(files(problems=False), folder='two').output()
    assert one.keys() == two.keys()
    assert [name for name, content in one.items() if content != two[name]] == []


@pytest.mark.parametrize('count', [1, 10, 11, 13])
def test_few_pages_are_read_by_the_process_that_builds(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Another one would be sent, and would send back, all that is known of all pages."""
    sources = files(problems=False)
    site = make_site(sources, parallel=2)
    names = sorted(name for name in sources if name.endswith('.md'))[:count]
    shared_out: list[int] = []
    read = Builder._read_parallel

    def noted(builder: Builder, docnames: list[str], nproc: int) -> None:
        shared_out.append(len(docnames))
        read(builder, docnames, nproc)

    monkeypatch.setattr(Builder, '_read_parallel', noted)
    site.build_again({name: f'{sources[name]}\nOne more line.\n' for name in names})
    assert shared_out == ([count] if count > 10 else [])
    assert site.app.parallel == 2
