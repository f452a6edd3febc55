"""What PDFs were made of: written down beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_folio.pdf import made_cvs
from sphinx_folio.pdf.freshness import RECORD, Fingerprints, current_fingerprints

if TYPE_CHECKING:
    from pathlib import Path


def test_fingerprints_are_kept_and_forgotten(tmp_path: Path) -> None:
    kept = Fingerprints(tmp_path)
    kept.keep('a', '1')
    kept.keep('b', '2')
    kept.forget(['a', 'c'])
    assert Fingerprints(tmp_path).by_name == {'b': '2'}


@pytest.mark.parametrize('text', ['', '{"cv/a": ', '[1]', '7', '\xff'])
def test_a_damaged_record_holds_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / RECORD).write_text(text, encoding='latin-1')
    (tmp_path / 'cv').mkdir()
    (tmp_path / 'cv/a.pdf').touch()
    assert Fingerprints(tmp_path).by_name == {}
    assert made_cvs(tmp_path) == frozenset()


def test_a_document_that_is_not_there_has_no_fingerprint(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        current_fingerprints(['x'], tmp_path, 'XeTeX')


def test_a_pdf_is_made_if_it_is_recorded_and_there(tmp_path: Path) -> None:
    kept = Fingerprints(tmp_path)
    for name in ('portfolio', 'cv/there', 'cv/gone'):
        kept.keep(name, '1')
    (tmp_path / 'cv').mkdir()
    for name in ('portfolio', 'cv/there', 'cv/stray'):
        (tmp_path / f'{name}.pdf').touch()
    assert kept.made() == {'portfolio', 'cv/there'}
    assert made_cvs(tmp_path) == {'there'}
