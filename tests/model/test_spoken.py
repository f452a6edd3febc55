"""Languages of a CV, as people write them."""

from __future__ import annotations

import pytest

from sphinx_folio.model import spoken_languages


@pytest.mark.parametrize(
    ('title', 'levels', 'expected'),
    [
        ('German', ['', ''], [('German', '')]),
        ('German', ['', 'native', 'C1'], [('German', 'native')]),
        ('German (native)', ['x'], [('German', 'native')]),
        ('German: C1', [], [('German', 'C1')]),
        ('German – fluent', [], [('German', 'fluent')]),
        ('German - fluent', [], [('German', 'fluent')]),
        ('German, fluent', [], [('German', 'fluent')]),
        ('Serbo-Croatian', ['B2'], [('Serbo-Croatian', 'B2')]),
        ('Deutsch (C1, Goethe-Zertifikat)', [], [('Deutsch', 'C1, Goethe-Zertifikat')]),
        (
            'German (native), English (C1), French',
            ['x'],
            [('German', 'native'), ('English', 'C1'), ('French', '')],
        ),
        ('German: native; English: C2', [], [('German', 'native'), ('English', 'C2')]),
        ('中文（母语）、英语（流利）', [], [('中文', '母语'), ('英语', '流利')]),
        ('', ['native'], []),
    ],
)
def test_a_line_names_languages_and_how_well_they_are_spoken(
    title: str, levels: list[str], expected: list[tuple[str, str]]
) -> None:
    assert list(spoken_languages(title, *levels)) == expected
