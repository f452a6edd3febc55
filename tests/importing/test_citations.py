"""Papers that stand in running text, as many keep them, become entries of the bibliography."""

from pathlib import Path

import pytest
from bundles import unpack
from imports import bring_folder, build_strictly, notes_of

from sphinx_folio.bib import load
from sphinx_folio.importing.citations import read_citation

JOURNAL = {'journal': 'Journal of Ice', 'year': '2020'}


@pytest.mark.parametrize(('text', 'type_', 'authors', 'fields'), [
    (('Example, A., Beispiel, B. C., & **Ejemplo, C.** (2020). Flow of ice & rivers. *Journal of Ice*, '
     '12(3), 45-67. https://doi.org/10.5555/ice.1'), 'article',
     'Example, A. and Beispiel, B. C. and Ejemplo, C.',
     JOURNAL | {'volume': '12', 'number': '3', 'pages': '45--67', 'doi': '10.5555/ice.1'}),
    (('A. Example and B. Beispiel, "Flow of ice & rivers," in *Proc. of the Ice Conference*, 2020, pp. 1-9. '
     '[[pdf](/files/x.pdf)] [[Code](https://code.example.org/b)]'), 'inproceedings',
     'A. Example and B. Beispiel',
     {'booktitle': 'Proc. of the Ice Conference', 'year': '2020', 'pages': '1--9', 'pdf': 'files/x.pdf',
      'code': 'https://code.example.org/b'}),
    ('Ada Example, Bert Beispiel. Flow of ice & rivers. *Journal of Ice*, 2020.', 'article',
     'Ada Example and Bert Beispiel', JOURNAL),
    (('Ada Example, Bert Beispiel. **Flow of ice & rivers**. In Ice Days, 2021. '
     '[arXiv](https://arxiv.org/abs/2101.00001)'), 'misc', 'Ada Example and Bert Beispiel',
     {'howpublished': 'Ice Days', 'year': '2021', 'url': 'https://arxiv.org/abs/2101.00001',
      'eprint': '2101.00001', 'eprinttype': 'arxiv'}),
    ('Example A, Beispiel BC. Flow of ice & rivers. J Ice. 2020;12(3):45-67.', 'misc',
     'Example, A. and Beispiel, B. C.',
     {'howpublished': 'J Ice', 'year': '2020', 'volume': '12', 'number': '3', 'pages': '45--67'}),
    ('<u>A. Example</u>, B. Beispiel: Flow of ice & rivers. Journal of Ice 3 (2020) 1-4.', 'article',
     'A. Example and B. Beispiel', JOURNAL | {'volume': '3', 'pages': '1--4'}),
    ('Beispiel, B., Example, A. et al. (in press). Flow of ice & rivers. Journal of Ice, 2020.', 'article',
     'Beispiel, B. and Example, A. and others', JOURNAL),
    ('Example, Ada; Beispiel, Bert (2020): Flow of ice & rivers, *Journal of Ice* 4, 1–10.', 'article',
     'Example, Ada and Beispiel, Bert', JOURNAL | {'volume': '4', 'pages': '1--10'}),
])  # fmt: skip
def test_a_citation_is_read_in_each_style(
    text: str, type_: str, authors: str, fields: dict[str, str]
) -> None:
    cited = read_citation(text)
    assert cited
    assert cited.type == type_
    assert cited.fields == {'title': r'Flow of ice \& rivers', 'author': authors} | fields


@pytest.mark.parametrize('text', [
    'Under review', 'I gave a talk about ice in 2020.', 'Best paper award, Ice Days 2020',
    'Ph.D. in Hydrology, University of Examplia, 2016. Thesis on the wings of bees.',
    'Flow of ice & rivers. Ada Example, Bert Beispiel. Ice Days.',
])  # fmt: skip
def test_what_is_no_whole_citation_is_none(text: str) -> None:
    assert read_citation(text) is None


SITE = """
=== _config.yml
author: {name: Ada Example}
=== _publications/2020-flow.md
---
title: "Flow of ice & rivers"
date: 2020-05-01
venue: 'Journal of Ice'
citation: 'Example, A. (2020). "Flow of ice & rivers." <i>Journal of Ice</i>.'
---
=== _pages/about.md
---
permalink: /
---
Hello.
=== _pages/publications.md
---
title: Publications
permalink: /publications/
---
Most of them are open.

## Journal articles

1. Example, A. (2020). Flow of ice & rivers. *Journal of Ice*.
2. **A. E. Example**, B. Beispiel (2021). Snow on the high hills. *Annals*, 3, 1-4.

## In preparation

* Something about hail, with friends.
=== _pages/cv.md
---
title: CV
permalink: /cv/
---
## Publications

* **A. E. Example**, B. Beispiel (2021). Snow on the high hills. *Annals*, 3, 1-4.
  * Best paper of the year
  * [Slides](https://slides.example.org/snow)
* A. Example, "Rain in the deep valleys," in *Proceedings of the Rain Conference*, 2019.

## Hobbies

Canoes.
"""


def test_lists_of_papers_in_pages_become_entries_once(tmp_path: Path) -> None:
    site = bring_folder(unpack(SITE, tmp_path / 'source'))
    entries = load([site / 'references.bib'], 'utf-8', site).publications
    assert sorted((entry.title, entry.type) for entry in entries.values()) == [
        ('Flow of ice & rivers', 'article'),
        ('Rain in the deep valleys', 'inproceedings'),
        ('Snow on the high hills', 'article'),
    ]
    bib = (site / 'references.bib').read_text('utf-8')
    assert 'author+an = {1=ada-example}' in bib
    assert 'slides = {https://slides.example.org/snow}' in bib
    assert 'note = {Best paper of the year}' in bib
    assert (site / 'publications.md').read_text('utf-8').partition('# Publications\n\n')[2] == (
        'Most of them are open.\n\n## In preparation\n\n'
        '* Something about hail, with friends.\n\n:::{publications}\n:::\n'
    )
    home = (site / 'index.md').read_text('utf-8')
    assert '## Hobbies' in home
    assert 'Rain' not in home
    told = [(line, fate, value) for line, fate, field, value in notes_of(site, '_pages/publications.md')
            if field == 'paper']  # fmt: skip
    assert told == [
        (9, 'skipped', r'Flow of ice \& rivers'), (10, 'skipped', 'Snow on the high hills'),
    ]  # fmt: skip
    build_strictly(site, tmp_path / 'out')
