"""Whether ``conf.py`` says something of a setting, which then stands."""

from sphinx.config import Config


def is_given(config: Config, name: str) -> bool:
    """Tell whether ``conf.py`` or the command line sets a value, be it the default one."""
    return name in config.overrides or name in vars(config)['_raw_config']
