"""The root of the command line: a group that imports a command's module only when it is asked for."""

from __future__ import annotations

import importlib

import click

from agentreg import __version__
from agentreg_cli.help import root_help
from agentreg_cli.main import COMMANDS
from agentreg_cli.options import global_options

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
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else " `agentreg --help` lists the commands."
            raise click.UsageError(f"no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


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
