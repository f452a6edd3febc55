"""The sources that can be read: a module for each, in the order in which they are tried."""

from sphinx_folio.importing.source import Source

from . import json_resume, references, rendercv

SOURCES = (
    Source('json-resume', 'JSON Resume', json_resume.matches, json_resume.read),
    Source('rendercv', 'RenderCV', rendercv.matches, rendercv.read),
    Source('references', 'references', references.matches, references.read),
)
