"""The one place where errors become messages, hints and exit codes."""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum

from agentreg.errors import (
    AgentregError,
    BadReference,
    CannotCompare,
    ConfigError,
    GitError,
    IndexUnavailable,
    ReadError,
    SyncRefused,
)
from agentreg.records import NamedTuple
from agentreg.report.visible import visible, visible_line


class ExitCode(IntEnum):
    """What the program tells the shell. A command's function returns one, or None for CLEAN."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    FAILED = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141


EXIT_CODES: dict[type[BaseException], ExitCode] = {
    ConfigError: ExitCode.USAGE,
    BadReference: ExitCode.USAGE,
    ReadError: ExitCode.FAILED,
    GitError: ExitCode.FAILED,
    IndexUnavailable: ExitCode.FAILED,
    CannotCompare: ExitCode.FAILED,
    SyncRefused: ExitCode.FAILED,
    AgentregError: ExitCode.FAILED,
    KeyboardInterrupt: ExitCode.INTERRUPTED,
    OSError: ExitCode.FAILED,
}
"""Error class -> exit code; the nearest class of an error's ancestry counts."""

CRASH = "crash"
"""The word for an error that nobody foresaw."""


class Crash(AgentregError):
    """A bug, met in one of many jobs: the others go on."""


class Failure(NamedTuple):
    """An error as it is told.

    Attributes:
        code: The error class's name in words, stable for programs.
        message: What went wrong.
        hint: What to do about it, or empty.
        exit_code: What the shell is told.
    """

    code: str
    message: str
    hint: str
    exit_code: ExitCode


class Refused(Exception):
    """A command line that the parser does not take.

    Attributes:
        failure: What to tell about it.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def run(arguments: list[str], act: Callable[[list[str]], int]) -> int:
    """Run a command line; every error ends here.

    Args:
        arguments: The arguments without the program's name.
        act: Does what they say, and returns the exit code.

    Returns:
        The exit code.
    """
    _tolerate_unencodable_text()
    try:
        code = act(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        return ExitCode.BROKEN_PIPE
    except Refused as refused:
        return _tell(refused.failure, arguments)
    except tuple(EXIT_CODES) as error:
        return _tell(explain_error(error), arguments)
    except Exception as error:  # noqa: BLE001  a crash becomes a report that can be pasted
        return _tell(_crashed(error, arguments), arguments)
    return code


def explain_error(error: BaseException) -> Failure:
    """What to tell about an expected error."""
    ancestry = type(error).__mro__
    kind = next(ancestor for ancestor in ancestry if ancestor in EXIT_CODES)
    code = error_word(type(error))
    match error:
        case AgentregError():
            return Failure(code, error.message, error.hint, EXIT_CODES[kind])
        case KeyboardInterrupt():
            return Failure(code, "interrupted", "", EXIT_CODES[kind])
        case OSError(filename=str(name), strerror=str(reason)):
            return Failure(code, f"{name}: {reason}", "", EXIT_CODES[kind])
        case _:
            return Failure(code, str(error), "", EXIT_CODES[kind])


def error_word(kind: type[BaseException]) -> str:
    """The word for an error class in JSON: `unknown-reference` for `UnknownReference`."""
    if issubclass(kind, KeyboardInterrupt):
        return "interrupted"
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", kind.__name__).lower()


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for JSON; read from the words, since parsing them may be what failed."""
    words = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    pairs = set(itertools.pairwise(words))
    return not {"--json", "--format=json", "-fjson"}.isdisjoint(words) or not pairs.isdisjoint(
        {("-f", "json"), ("--format", "json")}
    )


def crash(error: Exception) -> Crash:
    """What to tell of an error that nobody foresaw; the report of it is written."""
    failure = _crashed(error, sys.argv[1:])
    return Crash(failure.message, hint=failure.hint)


def say(message: str, hint: str = "") -> None:
    """Write an error and what to do about it to standard error, also with `-q`."""
    sys.stderr.write(f"agentreg: {visible_line(message)}\n")
    if hint:
        sys.stderr.write(f"hint: {visible_line(hint)}\n")


def _tell(failure: Failure, arguments: list[str]) -> int:
    if wants_json(arguments):
        from agentreg_cli.output import envelope

        error = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        envelope(_command_of(arguments), data=None, warnings=(), errors=(error,))
    if failure.code == CRASH:
        # A report that could not be kept is told whole.
        say(failure.message)
        sys.stderr.write(f"hint: {visible(failure.hint)}\n")
    else:
        say(failure.message, failure.hint)
    return failure.exit_code


def _command_of(arguments: list[str]) -> str:
    from agentreg_cli.main import COMMANDS

    return next((word for word in arguments if word in COMMANDS), "")


def _crashed(error: Exception, arguments: list[str]) -> Failure:
    report = _crash_report(error, arguments)
    message = f"this is a bug in agentreg: {type(error).__name__}: {error}"
    return Failure(CRASH, message, report, ExitCode.FAILED)


def _crash_report(error: Exception, arguments: list[str]) -> str:
    """Write all that a maintainer needs into a file; returns the sentence that says where."""
    import platform
    import time
    import traceback

    from agentreg import __version__
    from agentreg_cli.places import user_cache_dir

    text = (
        f"agentreg {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {arguments!r}\n\n{''.join(traceback.format_exception(error))}"
    )
    folder = user_cache_dir() / "crashes"
    path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(visible(text), encoding="utf-8")
    except OSError:
        return f"please report this:\n{text}"
    return f"please report it with the file {path}"


def _tolerate_unencodable_text() -> None:
    """Escape what a terminal's encoding cannot show, instead of failing half way through a result."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _forget_stdout() -> None:
    # Python flushes standard output once more at exit and would complain then; see the note on SIGPIPE in
    # the documentation of Python's `signal` module.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
