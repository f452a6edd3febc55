"""Every address in an entry becomes one link, with the right name."""

from pathlib import Path

import pytest

from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.markup import runs
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.model import Publication


def read(tmp_path: Path, fields: str, kind: str = 'misc') -> tuple[Publication, list[str]]:
    """Return what is made of an entry, and what is said of it."""
    collection = EntryCollection()
    text = f'@{kind}{{k, author = {{Doe, J.}}, title = {{T}}, year = 2020, {fields}}}'
    collection.read_bytes(text.encode(), 'utf-8', 'references.bib')
    complete(collection.entries)
    publication, problems = read_publication(collection.entries['k'], tmp_path)
    return publication, [problem.message for problem in problems]


_LINKS = [
    # -- a DOI, wherever and however it is written
    ('doi = {10.1000/182}', 'DOI https://doi.org/10.1000/182'),
    ('doi = {10/dvzd5z}', 'DOI https://doi.org/10/dvzd5z'),
    ('doi = {https://doi.org/10/dvzd5z}', 'DOI https://doi.org/10/dvzd5z'),
    ('url = {https://doi.org/10.1000/182}', 'DOI https://doi.org/10.1000/182'),
    ('url = {http://dx.doi.org/10.1000%2F182}', 'DOI https://doi.org/10.1000/182'),
    ('url = {https://dl.acm.org/doi/10.1145/1.2}', 'DOI https://doi.org/10.1145/1.2'),
    ('doi = {10.1000/182}, url = {https://dx.doi.org/10.1000/182}',
     'DOI https://doi.org/10.1000/182'),
    ('doi = {10.1145/1}, url = {http://doi.acm.org/10.1145/1}', 'DOI https://doi.org/10.1145/1'),
    ('doi = {10.1145/1}, url = {https://dl.acm.org/doi/abs/10.1145/1}',
     'DOI https://doi.org/10.1145/1'),
    ('doi = {10.1007/s1-2}, url = {https://link.springer.com/article/10.1007/S1-2}',
     'DOI https://doi.org/10.1007/s1-2'),
    ('howpublished = {doi:10.5281/zenodo.1}', 'DOI https://doi.org/10.5281/zenodo.1'),
    (r'howpublished = {\url{https://doi.org/10.5281/zenodo.1}}',
     'DOI https://doi.org/10.5281/zenodo.1'),
    ('eprint = {10.1101/2020.01.01.123456}, eprinttype = {bioRxiv}',
     'DOI https://doi.org/10.1101/2020.01.01.123456'),
    ('doi = {none}', ''),
    ('pmc = {PMC5}', 'PubMed Central https://pmc.ncbi.nlm.nih.gov/articles/PMC5/'),
    # -- arXiv, and what is not
    ('eprint = {arXiv:1208.5792v1}, archiveprefix = {arXiv}',
     'arXiv https://arxiv.org/abs/1208.5792v1'),
    ('eprint = {0606123}, archiveprefix = {arXiv}, primaryclass = {hep-th}',
     'arXiv https://arxiv.org/abs/hep-th/0606123'),
    ('doi = {10.48550/arXiv.2001.01234}, publisher = {arXiv}',
     'arXiv https://arxiv.org/abs/2001.01234'),
    ('doi = {10.48550/arXiv.2001.01234}, eprint = {2001.01234}',
     'arXiv https://arxiv.org/abs/2001.01234'),
    ('howpublished = {arXiv:2001.01234 [cs.AI]}', 'arXiv https://arxiv.org/abs/2001.01234'),
    ('note = {arXiv:2001.01234}', 'arXiv https://arxiv.org/abs/2001.01234'),
    ('url = {http://arxiv.org/pdf/2001.01234v2.pdf}', 'arXiv https://arxiv.org/abs/2001.01234v2'),
    ('url = {https://arxiv.org/abs/2001.01234v2}, eprint = {2001.01234}',
     'arXiv https://arxiv.org/abs/2001.01234'),
    ('arxiv = {2001.01234}, pdf = {https://arxiv.org/pdf/2001.01234}',
     'PDF https://arxiv.org/pdf/2001.01234, arXiv https://arxiv.org/abs/2001.01234'),
    ('journal = {CoRR}, volume = {abs/2001.01234}', 'arXiv https://arxiv.org/abs/2001.01234'),
    ('journal = {arXiv preprint arXiv:2001.01234}', 'arXiv https://arxiv.org/abs/2001.01234'),
    ('eprint = {NIHMS150003}, archiveprefix = {arXiv}', ''),
    ('url = {https://example.org/2021.12345}', 'Link https://example.org/2021.12345'),
    ('doi = {10.1002/a}, eprint = {https://wiley.example/doi/pdf/10.1002/a}',
     'PDF https://wiley.example/doi/pdf/10.1002/a, DOI https://doi.org/10.1002/a'),
    # -- other archives
    ('eprint = {24398039}, eprinttype = {pmid}', 'PubMed https://pubmed.ncbi.nlm.nih.gov/24398039/'),
    ('eprint = {24398039}, eprinttype = {PubMed}',
     'PubMed https://pubmed.ncbi.nlm.nih.gov/24398039/'),
    ('pmid = {1}, url = {http://www.ncbi.nlm.nih.gov/pubmed/1}',
     'PubMed https://pubmed.ncbi.nlm.nih.gov/1/'),
    ('eprint = {PMC12}, archiveprefix = {PMC}',
     'PubMed Central https://pmc.ncbi.nlm.nih.gov/articles/PMC12/'),
    ('eprint = {2118559}, eprinttype = {jstor}', 'JSTOR https://www.jstor.org/stable/2118559'),
    ('url = {http://www.jstor.org/stable/2118559}', 'JSTOR https://www.jstor.org/stable/2118559'),
    ('eprint = {hal-01234567v2}, eprinttype = {HAL}', 'HAL https://hal.science/hal-01234567v2'),
    ('url = {https://hal.archives-ouvertes.fr/hal-01}', 'HAL https://hal.science/hal-01'),
    ('eprint = {2020/123}, eprinttype = {iacr}', 'IACR ePrint https://eprint.iacr.org/2020/123'),
    ('eprint = {1234/5}, eprinttype = {hdl}', 'Handle https://hdl.handle.net/1234/5'),
    ('eprint = {1901.001}, archiveprefix = {ascl}', ''),
    ('mrnumber = {MR0123456 (25 #12)}',
     'MathSciNet https://mathscinet.ams.org/mathscinet-getitem?mr=MR0123456'),
    ('mrnumber = {123456}', 'MathSciNet https://mathscinet.ams.org/mathscinet-getitem?mr=123456'),
    ('zblnumber = {1234.56789}', 'zbMATH https://zbmath.org/?q=an:1234.56789'),
    ('zbl = {Zbl 0123.45601}', 'zbMATH https://zbmath.org/?q=an:0123.45601'),
    ('mrnumber = {none}', ''),
    ('pmcid = {1234567}', 'PubMed Central https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/'),
    ('pmc = {PMC1234567}', 'PubMed Central https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/'),
    ('pubmed = {12345678}', 'PubMed https://pubmed.ncbi.nlm.nih.gov/12345678/'),
    ('adsurl = {http://adsabs.harvard.edu/abs/2008A%26A...480..723D}',
     'ADS https://ui.adsabs.harvard.edu/abs/2008A%26A...480..723D/abstract'),
    ('adsurl = {https://ui.adsabs.harvard.edu/abs/2022ApJ...900..001D}, doi = {10.1000/182}',
     ('DOI https://doi.org/10.1000/182, '
     'ADS https://ui.adsabs.harvard.edu/abs/2022ApJ...900..001D/abstract')),
    ('adsurl = {https://ads.example.org/abs/2022ApJ...900..001D}', ''),
    # -- the record of an entry says nothing that the entry does not
    ('biburl = {https://dblp.org/rec/bibtex/conf/a/Doe20}',
     'DBLP https://dblp.org/rec/conf/a/Doe20'),
    ('biburl = {https://dblp.org/rec/conf/a/Doe20.bib}, doi = {10.1000/182}',
     'DOI https://doi.org/10.1000/182'),
    ('url = {https://dblp.uni-trier.de/rec/conf/a/Doe20.html}',
     'DBLP https://dblp.org/rec/conf/a/Doe20'),
    ('biburl = {https://dblp.example.org/rec/conf/a/Doe20.bib}', ''),
    # -- a paper and its preprint
    ('doi = {10.1000/182}, eprint = {2001.01234}, archiveprefix = {arXiv}',
     'DOI https://doi.org/10.1000/182, arXiv https://arxiv.org/abs/2001.01234'),
    ('doi = {10.1000/182}, note = {doi:10.48550/arXiv.2001.01234}',
     'DOI https://doi.org/10.1000/182, arXiv https://arxiv.org/abs/2001.01234'),
    # -- in words
    ('note = {Best paper. PMID: 12345678; PMCID: PMC1234567.}',
     ('PubMed https://pubmed.ncbi.nlm.nih.gov/12345678/, '
     'PubMed Central https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/')),
    ('annote = {PMID: 12345678}', 'PubMed https://pubmed.ncbi.nlm.nih.gov/12345678/'),
    ('pmid = {12345678}, note = {PMID: 12345678}',
     'PubMed https://pubmed.ncbi.nlm.nih.gov/12345678/'),
    ('note = {arXiv:2001.01234 [cs.AI], 12 pages}', 'arXiv https://arxiv.org/abs/2001.01234'),
    ('note = {12 pages, available at arXiv:2001.01234}', 'arXiv https://arxiv.org/abs/2001.01234'),
    (r'note = {doi: 10.1000/a\_b. Best paper}', 'DOI https://doi.org/10.1000/a_b'),
    ('note = {Comment on arXiv:2001.01234}', ''),
    ('note = {Correction to doi:10.1000/182}', ''),
    # -- among words
    (r'howpublished = {\url{https://example.org/tool}}', 'Link https://example.org/tool'),
    ('howpublished = {www.example.org/tool}', 'Link https://www.example.org/tool'),
    (r'howpublished = {\href{https://example.org/a\_b}{Post}}', 'Link https://example.org/a_b'),
    ('journal = {https://example.org/}', 'Link https://example.org/'),
    (r'journal = {\href{https://journal.example}{Journal}}', ''),
    (r'journal = {\href{https://doi.org/10.1000/182}{Journal}}', 'DOI https://doi.org/10.1000/182'),
    (r'note = {\url{https://example.org/~doe/x}}', 'Link https://example.org/~doe/x'),
    (r'url = {https://a.example/x}, howpublished = {\url{http://www.a.example/x/}}',
     'Link https://a.example/x'),
    (r'url = {https://a.example/x}, howpublished = {\url{https://b.example/y}}',
     'Link https://a.example/x, b.example https://b.example/y'),
    # -- as reference managers escape it
    (r'url = {https://a.example/x?a=1{\&}b={\%}2F}', 'Link https://a.example/x?a=1&b=%2F'),
    ('url = {https://a.example/978-3-16%5C_9}', 'Link https://a.example/978-3-16_9'),
    (r'url = {https://a.example/{\~{}}b/c{\_}d$\sim$e\string~f}',
     'Link https://a.example/~b/c_d~e~f'),
    (r'url = {\url{https://a.example/x}}', 'Link https://a.example/x'),
    ('url = {<https://a.example/x>}', 'Link https://a.example/x'),
    ('url = {https://a.example/1 https://b.example/2}', 'Link https://a.example/1'),
    ('url = {https://a.example/1; https://a.example/1}', 'Link https://a.example/1'),
]  # fmt: skip


@pytest.mark.parametrize(('fields', 'expected'), _LINKS)
def test_an_address_becomes_one_link_with_the_right_name(
    tmp_path: Path, fields: str, expected: str
) -> None:
    publication, _messages = read(tmp_path, fields)
    assert ', '.join(f'{link.title} {link.url}' for link in publication.links) == expected


@pytest.mark.parametrize(
    ('kind', 'fields', 'venue'),
    [
        ('misc', r'howpublished = {Short papers of Ex, \url{https://example.org}}',
         'Short papers of Ex'),
        ('misc', r'howpublished = {Software (available at: \url{https://example.org})}', 'Software'),
        ('misc', r'howpublished = {[Online]. Available: https://example.org/x.}', ''),
        ('misc', r'howpublished = {{\tt http://example.org/x}}', ''),
        ('misc', r'howpublished = {Proc. \url{https://example.org}}', 'Proc.'),
        ('misc', r'howpublished = {A long sentence. \url{https://example.org}}', 'A long sentence'),
        ('misc', r'howpublished = {\href{https://example.org}{Blog post}}', 'Blog post'),
        ('article', 'journal = {https://example.org/}', 'example.org'),
        ('misc', 'howpublished = {arXiv:2001.01234 [cs.AI]}', 'arXiv:2001.01234'),
        ('misc', 'doi = {10.48550/arXiv.2001.01234}, publisher = {arXiv}', 'arXiv:2001.01234'),
    ],
)  # fmt: skip
def test_the_words_beside_an_address_are_the_venue(
    tmp_path: Path, kind: str, fields: str, venue: str
) -> None:
    assert read(tmp_path, fields, kind)[0].venue == venue


@pytest.mark.parametrize(
    ('note', 'shown'),
    [
        ('Best paper. PMID: 12345678; PMCID: PMC1234567.', 'Best paper'),
        ('PMID: 12345678. Best paper.', 'Best paper'),
        ('Best paper (PMID: 12345678) of the year', 'Best paper of the year'),
        ('(Best paper, PMID: 12345678)', '(Best paper)'),
        ('PMID: 12345678', ''),
        ('arXiv:2001.01234 [cs.AI], 12 pages', '12 pages'),
        ('12 pages (arXiv:2001.01234), 3 figures', '12 pages, 3 figures'),
        ('12 pages, available at arXiv:2001.01234', '12 pages'),
        (r'doi: 10.1000/a\_b. Best paper', 'Best paper'),
        ('doi: 10.1000/182', ''),
        ('Comment on arXiv:2001.01234', 'Comment on arXiv:2001.01234'),
        ('Correction to doi:10.1000/182, which errs', 'Correction to doi:10.1000/182, which errs'),
    ],
)
def test_what_a_link_says_is_not_said_again(tmp_path: Path, note: str, shown: str) -> None:
    assert read(tmp_path, f'note = {{{note}}}')[0].note == shown
    if 'arXiv' not in note:  # which is a venue
        assert read(tmp_path, f'howpublished = {{{note}}}')[0].venue == shown


def test_an_addendum_stands_behind_the_note(tmp_path: Path) -> None:
    fields = 'note = {Best paper.}, addendum = {With an erratum}'
    assert read(tmp_path, fields)[0].note == 'Best paper. With an erratum'
    assert read(tmp_path, 'addendum = {With an erratum}')[0].note == 'With an erratum'
    assert read(tmp_path, 'note = {One!}, addendum = {Two.}')[0].note == 'One! Two.'


def test_the_link_of_a_journal_stays_at_its_name(tmp_path: Path) -> None:
    fields = r'journal = {\href{https://journal.example}{Journal}}, volume = 3, pages = {1--7}'
    publication, _messages = read(tmp_path, fields, 'article')
    assert publication.venue == 'Journal 3, 1–7'
    found = [run for run in runs(publication.marked_text('venue')) if run.url]
    assert [(run.text, run.url) for run in found] == [('Journal', 'https://journal.example')]


def _no_file(name: str) -> str:
    hint = f'put it beside conf.py, as {name}, or write a full URL'
    return f'pdf: "{name}" is no URL nor a file of the site; {hint}'


@pytest.mark.parametrize(
    ('fields', 'message'),
    [
        ('url = {https://a.example/1 https://b.example/2}',
         'url: has 2 addresses, of which the first is linked; write url = {https://a.example/1}'),
        ('pdf = {talk.pdf}', _no_file('talk.pdf')),
        ('pdf = {files/talk.pdf}', _no_file('files/talk.pdf')),
        ('pdf = {a.eu/t.pdf}',
         'pdf: "a.eu/t.pdf" is no URL nor a file of the site; did you mean "https://a.eu/t.pdf"?'),
        ('eprint = {x y}, eprinttype = {jstor}',
         'eprint: "x y" is no identifier of JSTOR; correct it, or remove the field'),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_linked_is_told(
    tmp_path: Path, fields: str, message: str
) -> None:
    assert read(tmp_path, fields)[1] == [f'the entry "k": {message}']
