"""What content may name and hold: files, pictures, raw HTML; pure, for strangers' words."""

from .doors import door_flaw, gate_of
from .files import download_flaw, picture_flaw
from .html import clean
from .paths import MOST_OF_TEXT, Gate, is_url, shown_size
from .policy import allows, policy_sources
from .substitutions import substitute

__all__ = [
    'MOST_OF_TEXT', 'Gate', 'allows', 'clean', 'door_flaw', 'download_flaw', 'gate_of',
    'is_url', 'picture_flaw', 'policy_sources', 'shown_size', 'substitute',
]  # fmt: skip
