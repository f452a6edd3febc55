"""Entries as a style of CSL prints them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from csl_styles import AUTHOR_DATE, NUMERIC, style
from sphinx import locale

from sphinx_folio.bib import NAME, BibliographyCache, CitationStyle, load, plain, runs, style_flaw
from sphinx_folio.bib.entries import EntryCollection
from sphinx_folio.bib.inheritance import complete
from sphinx_folio.bib.publications import read_publication
from sphinx_folio.shared import CATALOG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Print = Callable[..., str]


@pytest.fixture
def reference(tmp_path: Path) -> Print:
    """Return a function that prints the last of some entries, as a marked text."""
    locale.init([], 'en', CATALOG)

    def make(source: str, text: str = AUTHOR_DATE, language: str = 'en') -> str:
        bib, csl = tmp_path / 'references.bib', tmp_path / 'style.csl'
        bib.write_text(source, encoding='utf-8')
        csl.write_text(text, encoding='utf-8')
        assert style_flaw(csl) is None
        library = EntryCollection()
        library.read(bib, 'utf-8')
        complete(library.entries)
        located = list(library.entries.values())[-1]
        publication, _problems = read_publication(located, tmp_path)
        return CitationStyle(csl, language).reference(located.entry, publication)

    return make


def names_of(marked: str) -> list[tuple[int | None, str]]:
    """Return the numbers of the authors in a text, each with the name as it is printed."""
    names: dict[int | None, str] = {}
    for run in runs(marked):
        if run.author is not None:
            names[run.author] = names.get(run.author, '') + run.text
    return list(names.items())


ARTICLE = """@article{key, title = {A {NanoFlow} of Bayes in the wild}, journal = {Journal of Things},
  year = 2020, author = {%s}}"""


@pytest.mark.parametrize(
    ('authors', 'printed', 'names'),
    [
        ('Doe, Jane', 'Doe, J.', ['Doe, J.']),
        ('Jane K. Doe and Roe, R.', 'Doe, J. K., & Roe, R.', ['Doe, J. K.', 'Roe, R.']),
        ('Doe, Jean-Paul', 'Doe, J.-P.', ['Doe, J.-P.']),
        ('van der Berg, Jan', 'Berg, J. van der', ['Berg, J. van der']),
        ('Doe, Jr., Jane', 'Doe, J., Jr.', ['Doe, J., Jr.']),
        ('{The ACME Team} and Doe, J.', 'The ACME Team, & Doe, J.', ['The ACME Team', 'Doe, J.']),
        ('王, 梓人 and Doe, J.', '王梓人, & Doe, J.', ['王梓人', 'Doe, J.']),
        ('محمد بوب', 'بوب, محمد', ['بوب, محمد']),
        ('Doe, Jane and others', 'Doe, J. et al.', ['Doe, J.']),
        ('Doe, Jane and Roe, R. and others', 'Doe, J., Roe, R., et al.', ['Doe, J.', 'Roe, R.']),
        ('Doe*, Jane and Doe, John', 'Doe, J., & Doe, J.', ['Doe, J.', 'Doe, J.']),
        ('Plato', 'Plato', ['Plato']),
    ],
)
def test_each_name_is_found_in_the_form_that_the_style_gives_it(
    reference: Print, authors: str, printed: str, names: list[str]
) -> None:
    marked = reference(ARTICLE % authors)
    assert plain(marked).startswith(f'{printed} (2020). ')
    assert names_of(marked) == list(enumerate(names))


def test_a_style_may_turn_dress_and_cut_names(reference: Print) -> None:
    marked = reference(ARTICLE % 'Doe, Jane and Roe, Richard', NUMERIC)
    assert plain(marked) == (
        'J. Doe and R. Roe, “A NanoFlow of Bayes in the Wild,” Journal of Things, 2020.'
    )
    assert names_of(marked) == [(0, 'J. Doe'), (1, 'R. Roe')]
    assert [run.text for run in runs(marked) if 'sc' in run.looks] == ['Doe', 'Roe']
    cut = reference(ARTICLE % 'A, A. and B, B. and Doe, Jane and D, D.', NUMERIC)
    assert plain(cut).startswith('A. A et al., “')
    assert names_of(cut) == [(0, 'A. A')]
    marked = reference(ARTICLE % 'A, A. and B, B. and Doe, Jane and others', NUMERIC)
    assert plain(marked).startswith('A. A et al., “')


def test_editors_in_the_place_of_authors_are_named_once(reference: Print) -> None:
    book = '@book{key, title = {T}, editor = {Doe, Jane and Roe, R.}, year = 2020}'
    marked = reference(book)
    assert plain(marked) == 'Doe, J., & Roe, R. (eds.) (2020). T.'
    assert names_of(marked) == [(0, 'Doe, J.'), (1, 'Roe, R.')]
    chapter = """@incollection{key, author = {Doe, Jane}, editor = {Roe, R.}, title = {T},
      booktitle = {B}, year = 2020}"""
    marked = reference(chapter)
    assert plain(marked) == 'Doe, J. (2020). T. B. Roe ed.'
    assert names_of(marked) == [(0, 'Doe, J.')], 'the editor is none of the authors'


def test_a_title_in_the_place_of_authors_is_printed_once(reference: Print) -> None:
    assert plain(reference('@misc{key, title = {Nobody}, year = 2020}')) == 'Nobody (2020).'


@pytest.mark.parametrize(
    ('source', 'printed'),
    [
        # a word of the style alone does not make a group
        ('@phdthesis{k, author={Doe, J.}, title={T}, year=2020}', 'Doe, J. (2020). T.'),
        (
            (
                '@misc{k, author={Doe, J.}, title={T}, year=2020, eprint={2401.01234},'
                ' archiveprefix={arXiv}}'
            ),
            'Doe, J. (2020). T. no. arXiv:2401.01234.',
        ),
        (
            '@inproceedings{k, author={Doe, J.}, title={T}, year=2020, booktitle={Conf. of Things}}',
            'Doe, J. (2020). T. Conf. of Things.',
        ),
        ('@misc{k, author={Doe, J.}, title={Why?}}', 'Doe, J. Why?'),
        ('@misc{k, author={Doe, J.}, title={A}, year={2020--2022}}', 'Doe, J. (2020–2022). A.'),
        (
            '@misc{k, author={Doe, J.}, title={A}, doi={10.1000/a_b}}',
            'Doe, J. A https://doi.org/10.1000/a_b.',
        ),
    ],
)
def test_where_parts_meet(reference: Print, source: str, printed: str) -> None:
    assert plain(reference(source)) == printed


def test_formulas_italics_and_addresses_are_kept(reference: Print) -> None:
    marked = reference(
        r'@misc{key, author = {Doe, J.}, title = {Fast $O(n^2)$ \emph{in vivo} <b>x</b>}}', NUMERIC
    )
    found = list(runs(marked))
    assert [run.text for run in found if run.is_formula] == ['O(n^2)']
    assert [run.text for run in found if 'i' in run.looks] == ['in vivo']
    assert 'Fast O(n²) in vivo x' in plain(marked)
    linked = reference('@misc{key, author={Doe, J.}, title={T}, doi={10.1000/182}}')
    assert [run.url for run in runs(linked) if run.url] == ['https://doi.org/10.1000/182']


def test_no_sign_of_an_entry_is_taken_for_a_name(reference: Print) -> None:
    marked = reference(ARTICLE % 'Doe, \U00100005Jane' + '\U0010fffd')
    assert names_of(marked) == [(0, 'Doe, J.')]
    assert not any(char >= '\U000f0000' for char in plain(marked))


@pytest.mark.parametrize(
    ('language', 'printed'),
    [('en', 'Doe, J. et al.'), ('zh_CN', 'Doe, J. 等'), ('xx', 'Doe, J. et al.')],
)
def test_terms_are_in_the_language_of_the_site(
    reference: Print, language: str, printed: str
) -> None:
    assert plain(reference(ARTICLE % 'Doe, J. and others', language=language)).startswith(printed)


@pytest.mark.parametrize(
    'layout',
    [
        '<layout><text macro="missing"/></layout>',
        '<layout><text variable="volume"/></layout>',
        (
            '<layout><names variable="author"><name><name-part name="family" '
            'text-case="capitalize-first"/></name></names></layout>'
        ),
    ],
)
def test_what_a_style_cannot_print_is_empty(reference: Print, layout: str) -> None:
    assert not reference(ARTICLE % 'Doe, Jane', style(layout))


def test_a_macro_that_names_itself_ends(reference: Print) -> None:
    macro = '<macro name="a"><text macro="a"/></macro>'
    assert not reference(ARTICLE % 'Doe, Jane', style('<layout><text macro="a"/></layout>', macro))


# -- the file --------------------------------------------------------------------------------

DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>
  <link href="http://www.zotero.org/styles/nature" rel="independent-parent"/></info></style>"""


@pytest.mark.parametrize(
    ('text', 'line', 'message'),
    [
        ('<style', 1, 'it is no XML'),
        ('\n<html/>', 1, 'it is no style of CSL 1.0'),
        ('<style version="1.0"/>', 1, 'it is no style of CSL 1.0'),
        (DEPENDENT, 2, 'take that one, "nature", from http://www.zotero.org/styles/nature'),
        (
            '<style xmlns="http://purl.org/net/xbiblio/csl"><citation/></style>',
            1,
            'it has no <bibliography>',
        ),
        (
            '\n<!DOCTYPE s [<!ENTITY a SYSTEM "/etc/passwd">]><s>&a;</s>',
            2,
            '"<!DOCTYPE"; remove it',
        ),
        (b'\xff\xfe<', 1, 'it cannot be read as UTF-8'),
    ],
)
def test_what_is_no_style_is_told(
    tmp_path: Path, text: str | bytes, line: int, message: str
) -> None:
    path = tmp_path / 'a.csl'
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    flaw = style_flaw(path)
    assert flaw
    assert flaw.line == line
    assert message in flaw.message


def test_a_missing_file_and_a_missing_package_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / 'a.csl'
    flaw = style_flaw(path)
    assert flaw
    assert (flaw.line, flaw.message[:21]) == (0, 'there is no such file')
    path.write_text(AUTHOR_DATE, encoding='utf-8')
    assert style_flaw(path) is None
    monkeypatch.setattr(import_module('sphinx_folio.bib.styles'), 'find_spec', lambda _name: None)
    flaw = style_flaw(path)
    assert flaw
    assert 'pip install "sphinx-folio[csl]"' in flaw.message


def test_an_entry_is_printed_once_for_all_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bib, csl = tmp_path / 'references.bib', tmp_path / 'a.csl'
    csl.write_text(AUTHOR_DATE, encoding='utf-8')
    calls: list[str] = []
    whole = CitationStyle.reference

    def counted(self: CitationStyle, entry: object, publication: object) -> str:
        calls.append(publication.key)
        return whole(self, entry, publication)

    monkeypatch.setattr(CitationStyle, 'reference', counted)

    def build(text: str, fingerprint: str, language: str = 'en') -> list[str]:
        calls.clear()
        bib.write_text(text, encoding='utf-8')
        cache = BibliographyCache.open(
            tmp_path / NAME,
            'x' * 24 + fingerprint,
            lambda cached: load([bib], 'utf-8', tmp_path, cached),
        )
        cache.style = CitationStyle(csl, language)
        printed = [cache.reference(key) for key in (*cache.publications, *cache.publications)]
        cache.keep()
        return printed

    one = '@misc{a, author = {Doe, Jane}, title = {One}}\n'
    two = '@misc{b, author = {Doe, Jane}, title = {Two}}\n'
    first = build(one + two, '1')
    assert calls == ['a', 'b']
    assert build(one + two, '1') == first
    assert not calls
    build(one + two.replace('Two', 'Three'), '2')
    assert calls == ['b']
    csl.write_text(NUMERIC, encoding='utf-8')
    assert build(one + two.replace('Two', 'Three'), '2') != first
    assert calls == ['a', 'b']
    build(one, '3', 'de')
    assert calls == ['a'], 'its words are in another language'
