"""What content may hold and name, as it comes from strangers: checks that know no Sphinx."""

from __future__ import annotations

from .tex import (
    brings_environment,
    formula_refusal,
    is_column_spec,
    shown_formula,
    without_labels,
)

__all__ = [
    'brings_environment', 'formula_refusal', 'is_column_spec', 'shown_formula', 'without_labels',
]  # fmt: skip
