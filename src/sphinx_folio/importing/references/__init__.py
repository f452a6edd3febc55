"""References of other programs become entries of the bibliography.

Each format is one module with a pure function from text to papers. Those that are no BibTeX
say what they hold in the variables of CSL-JSON, of which `works` makes the fields of biblatex.
`formats`, which needs the packages of the extra ``import``, is not loaded with the others.
"""

from .bibtex import with_changes, with_fields
from .joining import join
from .keys import TIES, with_keys
from .local_files import bring_files
from .sound import make_sound

__all__ = ['TIES', 'bring_files', 'join', 'make_sound', 'with_changes', 'with_fields', 'with_keys']
