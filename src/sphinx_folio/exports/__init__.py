"""Files beside the pages of a website: lists, people, sitemap, feed, redirects, llms.txt."""

from .linked_files import cv_outputs, find_cvs, linked_outputs, missing_files
from .lists import ListExports, list_outputs
from .people import PersonExports, people_outputs
from .portfolio import portfolio_file, portfolio_of
from .redirects import led_by_rediraffe, plan
from .website import SITE_FILES, website_outputs

__all__ = [
    'SITE_FILES', 'ListExports', 'PersonExports', 'cv_outputs', 'find_cvs', 'led_by_rediraffe',
    'linked_outputs', 'list_outputs', 'missing_files', 'people_outputs', 'plan', 'portfolio_file',
    'portfolio_of', 'website_outputs',
]  # fmt: skip
