"""What content may name and hold: files, pictures, raw HTML; pure, for strangers' words."""

from .addresses import LINKED_SCHEMES, is_url, scheme_of
from .doors import DOORS, door_flaw, gate_of
from .files import download_flaw, picture_flaw
from .html import clean
from .paths import MOST_OF_TEXT, Gate, shown_size
from .policy import allows, policy_sources
from .substitutions import substitute
from .svg import icon_flaw

__all__ = [
    'DOORS', 'LINKED_SCHEMES', 'MOST_OF_TEXT', 'Gate', 'allows', 'clean', 'door_flaw',
    'download_flaw', 'gate_of', 'icon_flaw', 'is_url', 'picture_flaw', 'policy_sources',
    'scheme_of', 'shown_size', 'substitute',
]  # fmt: skip
