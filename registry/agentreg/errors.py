"""Every exception that agentreg raises on purpose.

    AgentregError
    ├── ConfigError             agentreg.toml, agentreg.lock or an overlay says what cannot be followed
    │   └── NotAProject             there is no configuration where a project was meant
    ├── BadReference            a name that the user gave
    │   ├── UnknownReference        names nothing; the hint suggests the nearest
    │   └── AmbiguousReference      names several things; the hint lists them
    ├── ReadError               a file or object could not be read
    │   └── NotAFile                an object is a folder or commit
    ├── GitError                Git could not be run, or refused
    │   └── GitTimeout              Git was stopped because it took too long
    ├── IndexUnavailable        no index yet, or one that this program must not write
    ├── CannotCompare           two things that have no meaningful difference (never reads as "clean")
    └── SyncRefused             writing would lose or overwrite something that is not ours

Each carries a `message` that names the thing being read and a `hint` that says what to do about it.
The classes are API, the messages are not.
They are turned into text and exit codes in one place: `agentreg_cli.errors`.
"""


class AgentregError(Exception):
    """Root of all errors that a caller may want to catch.

    Attributes:
        message: What went wrong, naming the file, line or object.
        hint: What to do about it; empty when there is nothing useful to say.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(AgentregError):
    """`agentreg.toml`, `agentreg.lock` or an overlay says something that cannot be followed."""


class NotAProject(ConfigError):
    """There is no configuration where a project was meant."""


class BadReference(AgentregError):
    """A name given by the user does not lead to exactly one thing."""


class UnknownReference(BadReference):
    """The name leads to nothing."""


class AmbiguousReference(BadReference):
    """The name leads to several things."""


class ReadError(AgentregError):
    """A file or Git object could not be read."""


class NotAFile(ReadError):
    """A Git object is a folder, a commit or a tag, where a file was meant."""


class GitError(AgentregError):
    """Git could not be run, or refused."""


class GitTimeout(GitError):
    """Git was stopped because it took longer than allowed."""


class IndexUnavailable(AgentregError):
    """There is no index to ask, or it belongs to a newer program."""


class CannotCompare(AgentregError):
    """Two things have no meaningful difference; callers must never show this as "no change"."""


class SyncRefused(AgentregError):
    """Writing was refused because it would lose or overwrite something that is not ours."""


class Overtaken(SyncRefused):
    """Someone else wrote meanwhile: what was planned is planned again."""
