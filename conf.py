"""The site's settings. Content is in the Markdown pages and in references.bib."""

import os

project = 'Folio'
author = 'The Folio authors'
copyright = '2026, the Folio authors and the people on its pages'
language = 'en'

extensions = ['sphinx_folio']
bibtex_bibfiles = ['references.bib']
folio_pdf_exclude = ['guide/**']
folio_description = (
    'Who works on what in a community of researchers in computer systems and machine learning.'
)

exclude_patterns = [
    '.*',
    '_build',
    '**/.*',
    'ARCHITECTURE.md',
    'CHANGELOG.md',
    'CODE_OF_CONDUCT.md',
    'CONTRIBUTING.md',
    'README.md',
    'SECURITY.md',
    'benchmarks',
    'dist',
    'guide/examples',
    'src',
    'tests',
]
nitpicky = True

html_theme = 'furo'
html_title = 'Folio'
html_baseurl = os.environ.get('READTHEDOCS_CANONICAL_URL', '')
html_static_path = ['_static']
html_css_files = ['site.css']
templates_path = ['_templates']
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    # the "edit this page" links; a fork on Read the Docs gets its own
    'source_repository': os.environ.get(
        'READTHEDOCS_GIT_CLONE_URL', 'https://github.com/sphinx-folio/sphinx-folio'
    ).removesuffix('.git'),
    'source_branch': 'main',
    'source_directory': '',
}

linkcheck_timeout = 20
linkcheck_allowed_redirects = {r'https://doi\.org/.*': r'https://.*'}
