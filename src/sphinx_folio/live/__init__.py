"""The preview: a site that is shown, and built again whenever a file of it is saved."""

from .server import LiveOptions, serve

__all__ = ['LiveOptions', 'serve']
