"""The one error that ends a command."""


class CommandError(Exception):
    """A command cannot do what it was asked for; the message says why and what to do."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
