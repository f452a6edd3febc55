"""The same work in several files is one entry."""

from __future__ import annotations

from sphinx_folio.importing.neutral import Origin, Paper
from sphinx_folio.importing.references import join
from sphinx_folio.importing.references.bibtex import read_bibtex
from sphinx_folio.importing.report import Report

ARTICLE = {
    'author': 'Doe, Jane and Roe, Joan',
    'title': 'Logs of all trees',
    'journal': 'J',
    'year': '2020',
}


def paper(kind: str = 'article', file: str = 'a.ris', line: int = 1, **fields: str) -> Paper:
    return Paper(
        kind, {name: text for name, text in (ARTICLE | fields).items() if text}, Origin(file, line)
    )


def joined(*papers: Paper) -> tuple[list[Paper], list[str]]:
    report = Report()
    kept = join(papers, report)
    return kept, [f'{one.fate} {one.origin.file} {one.field}: {one.advice}' for one in report.notes]


def test_the_same_doi_is_the_same_work_and_the_richer_entry_stays() -> None:
    poor = paper(doi='10.1234/ABC', title='Logs', issn='1234-5678')
    rich = paper(file='b.ris', line=7, doi='https://doi.org/10.1234/abc', volume='1', pages='1--2')
    (kept,), notes = joined(poor, rich)
    assert kept.origin == ('b.ris', 7)
    assert kept.fields == rich.fields | {'issn': '1234-5678'}
    assert notes == [
        'skipped a.ris entry: the same work stands in b.ris:7 and is kept there; it adds issn',
        'changed a.ris title: b.ris:7 says "Logs of all trees"',
    ]


def test_the_same_folded_title_is_the_same_work() -> None:
    again = paper(file='b.nbib', title='{LOGS} of all: tr{\\`e}es!', pmid='7')
    (kept,), _notes = joined(paper(), again)
    assert kept.fields['pmid'] == '7'
    preprint = paper('misc', 'c.csv', journal='', eprint='2001.01234', year='2019')
    (kept,), _notes = joined(paper(), preprint)
    assert (kept.type, kept.fields['eprint'], kept.fields['year']) == (
        'article',
        '2001.01234',
        '2020',
    )


def test_two_works_of_one_title_stay_two() -> None:
    others = {
        'two DOIs': paper(doi='10.1234/y'),
        'other people': paper(author='Poe, Ed'),
        'another type': paper('thesis', journal='', school='U'),
        'another volume': paper(volume='2'),
        'long after': paper(year='2024'),
    }
    for why, other in others.items():
        kept, notes = joined(paper(doi='10.1234/x', volume='1'), other)
        assert (len(kept), notes) == (2, []), why


def test_two_works_of_one_title_and_year_name_each_other() -> None:
    (first, second), _notes = joined(paper(), paper('thesis', journal='', school='U'))
    assert second.fields['related'] == first.key == 'doe2020logs'
    assert second.fields['relatedtype'] == 'other'


def test_text_of_bibtex_takes_what_others_add_and_stays_otherwise() -> None:
    text = '@article{k,\n  author = {Doe, Jane and Roe, Joan},\n  title = "Logs of all trees", % why\n  journal = {J}, volume = 1, number = 2, year = 2020\n}'
    papers = read_bibtex(text, 'a.bib', Report())
    (kept,), _notes = joined(paper(file='0.ris', pmid='7'), *papers)
    assert kept.source == text.replace(' 2020\n}', ' 2020,\n  pmid = {7},\n}')
    assert kept.key == 'k'


def test_what_others_inherit_from_is_never_joined() -> None:
    text = (
        '@proceedings{p, title={P}, year=2020}\n@proceedings{q, title={P}, year=2020}\n'
        '@inproceedings{a, title={A}, author={D, J}, crossref={q}}'
    )
    kept, _notes = joined(*read_bibtex(text, 'a.bib', Report()))
    assert [one.key for one in kept] == ['p', 'q', 'a']


def test_keys_of_joined_entries_lead_on() -> None:
    text = (
        '@article{one, title={Logs}, author={D, J}, journal={J}, year=2020}\n'
        '@misc{two, title={Logs}, author={D, J}, year=2020}\n'
        '@misc{three, title={Other}, related={two}}'
    )
    kept, _notes = joined(*read_bibtex(text, 'a.bib', Report()))
    assert [one.key for one in kept] == ['one', 'three']
    assert kept[1].fields['related'] == 'one'
    assert 'related={one}' in kept[1].source
