"""The sources that can be read: a module for each, in the order in which they are tried."""

from sphinx_folio.importing.source import Source

from . import (
    academicpages,
    al_folio,
    greenelab,
    jekyll_page,
    json_resume,
    references,
    rendercv,
    vcard,
)

SOURCES = (
    Source('greenelab', "greenelab's template of labs", greenelab.matches, greenelab.read),
    Source('academicpages', 'academicpages', academicpages.matches, academicpages.read),
    Source('al-folio', 'al-folio or Jekyll-Scholar', al_folio.matches, al_folio.read),
    Source('jekyll-page', 'a page of Jekyll', jekyll_page.matches, jekyll_page.read),
    Source('json-resume', 'JSON Resume', json_resume.matches, json_resume.read),
    Source('rendercv', 'RenderCV', rendercv.matches, rendercv.read),
    Source('references', 'references', references.matches, references.read),
    Source('vcard', 'vCard', vcard.matches, vcard.read),
)
