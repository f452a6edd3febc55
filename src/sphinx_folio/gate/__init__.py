"""What content may hold and name, as it comes from strangers: checks that know no Sphinx."""

from .addresses import LINKED, is_url, scheme_of
from .doors import door_flaw, gate_of
from .files import download_flaw, picture_flaw, picture_size
from .html import clean
from .paths import MOST_OF_TEXT, Gate, shown_size
from .policy import allows, policy_sources, with_sources
from .substitutions import substitute
from .svg import icon_flaw
from .tex import (
    brings_environment,
    formula_refusal,
    is_column_spec,
    shown_formula,
    without_labels,
)

__all__ = [
    'LINKED', 'MOST_OF_TEXT', 'Gate', 'allows', 'brings_environment', 'clean', 'door_flaw',
    'download_flaw', 'formula_refusal', 'gate_of', 'icon_flaw', 'is_column_spec', 'is_url',
    'picture_flaw', 'picture_size', 'policy_sources', 'scheme_of', 'shown_formula', 'shown_size',
    'substitute', 'with_sources', 'without_labels',
]  # fmt: skip
