"""The version of Folio, which the files that one build leaves for the next carry."""

__version__ = '0.1.0'
