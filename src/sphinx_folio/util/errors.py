"""The errors that end a command, or the reading of a site."""


class FolioError(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


class CommandError(FolioError):
    """A command cannot do what it was asked for."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def missing_extra(extra: str, error: ModuleNotFoundError) -> CommandError:
    """Return the error of a command that needs an extra of the package, which has its name."""
    advice = f'install what {extra} needs: python3 -m pip install "sphinx-folio[{extra}]"'
    return CommandError(f'there is no module {error.name}; {advice}')
