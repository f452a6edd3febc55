"""The sources that can be read: a module for each, in the order in which they are tried."""

from sphinx_folio.importing.source import Source

from . import (
    academicpages,
    al_folio,
    greenelab,
    hugoblox,
    json_resume,
    page,
    quarto,
    references,
    rendercv,
    vcard,
)

SOURCES = (
    Source('greenelab', "greenelab's template of labs", greenelab.matches, greenelab.read),
    Source('academicpages', 'academicpages', academicpages.matches, academicpages.read),
    Source('al-folio', 'al-folio or Jekyll-Scholar', al_folio.matches, al_folio.read),
    Source(
        'hugoblox',
        'HugoBlox, Wowchemy or another academic site of Hugo',
        hugoblox.matches,
        hugoblox.read,
    ),
    Source('page', 'a page in Markdown about a person', page.matches, page.read),
    Source('quarto', 'Quarto', quarto.matches, quarto.read),
    Source('json-resume', 'JSON Resume', json_resume.matches, json_resume.read),
    Source('rendercv', 'RenderCV', rendercv.matches, rendercv.read),
    Source('references', 'references', references.matches, references.read),
    Source('vcard', 'vCard', vcard.matches, vcard.read),
)
