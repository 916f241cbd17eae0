"""The root of the command line: a group that imports a command's module only when it is asked for."""

from __future__ import annotations

import importlib

import click

from agentreg import __version__
from agentreg_cli.errors import ExitCode, Failure, Refused, error_word
from agentreg_cli.help import root_help
from agentreg_cli.main import COMMANDS
from agentreg_cli.options import global_options

EXIT_CODES: dict[type[click.ClickException], ExitCode] = {
    click.UsageError: ExitCode.USAGE,
    click.FileError: ExitCode.FAILED,
    click.ClickException: ExitCode.USAGE,
}
"""What Click refuses -> exit code; the nearest class of an error's ancestry counts."""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """Finds commands in `COMMANDS`, and gives each the global options."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  Click's signature
        """Every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  Click's signature
        """The command of this name, its module imported now; None for an unknown name."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002  Click's signature
        """The same text that `main` writes without Click."""
        return root_help().rstrip("\n")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest the nearest."""
        if args and args[0] not in COMMANDS:
            near = " or ".join(map(repr, nearest_commands(args[0])))
            hint = f" Did you mean {near}?" if near else " `agentreg --help` lists the commands."
            raise click.UsageError(f"no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


def nearest_commands(word: str) -> list[str]:
    """The commands that a word is a slip of the fingers away from; all of those that are equally near."""
    from rapidfuzz.distance import OSA

    slips = {name: OSA.distance(word.casefold(), name) for name in COMMANDS}
    fewest = min(slips.values())
    # One letter in three may be wrong; what is as long as the word is likelier meant.
    near = [name for name in COMMANDS if slips[name] == fewest <= max(1, len(word) // 3)]
    return sorted(near, key=lambda name: abs(len(name) - len(word)))


def load_command(name: str) -> click.Command:
    """Import a command of `COMMANDS` and give it the global options that it does not define itself."""
    module = importlib.import_module(f"agentreg_cli.commands.{name.replace('-', '_')}")
    command: click.Command = module.command
    command.context_settings = {**CONTEXT, **command.context_settings}
    taken = {option for parameter in command.params for option in parameter.opts}
    for option in global_options():
        if taken.isdisjoint(option.opts):
            option.hidden = True
            command.params.append(option)
    command.epilog = command.epilog or "The options of `agentreg --help` are understood here too."
    return command


def root() -> LazyGroup:
    """The program's root command."""
    version = click.version_option(__version__, message="agentreg %(version)s")
    return version(LazyGroup(name="agentreg", params=list(global_options()), context_settings=CONTEXT))


def invoke(arguments: list[str]) -> int:
    """Parse a command line and run its command.

    Args:
        arguments: The arguments without the program's name.

    Returns:
        The exit code.

    Raises:
        Refused: Click does not take the command line.
        KeyboardInterrupt: A question was answered by Ctrl-C.
    """
    try:
        with root().make_context("agentreg", arguments) as context:
            result = context.command.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        raise Refused(_failure(error)) from error
    return int(result) if isinstance(result, int) else ExitCode.CLEAN


def _failure(error: click.ClickException) -> Failure:
    kind = next(ancestor for ancestor in type(error).__mro__ if ancestor in EXIT_CODES)
    hint = ""
    if isinstance(error, click.UsageError):
        hint = f"see `{error.ctx.command_path if error.ctx else 'agentreg'} --help`"
    return Failure(error_word(type(error)), error.format_message(), hint, EXIT_CODES[kind])
