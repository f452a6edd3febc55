"""What ``conf.py`` says: whether of a setting, which then stands, and which files are Markdown."""

from sphinx.config import Config
from sphinx.util import get_filetype


def is_given(config: Config, name: str) -> bool:
    """Tell whether ``conf.py`` or the command line sets a value, be it the default one."""
    return name in config.overrides or name in vars(config)['_raw_config']


def is_markdown(config: Config, path: str) -> bool:
    """Tell whether a page is read as Markdown, be it with MyST-NB, which reads notebooks too."""
    kind = get_filetype(config.source_suffix, path)
    return kind == 'markdown' or (kind == 'myst-nb' and path.endswith('.md'))
