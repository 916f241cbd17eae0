"""Options and arguments that several commands share, so that they are the same everywhere.

`--json` and the global options are not passed to a command's function: they are in the `Session`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from agentreg_cli.color import ColorChoice
from agentreg_cli.jobs import MOST_JOBS
from agentreg_cli.session import session_of

Function = TypeVar("Function", bound=Callable[..., Any])


class ReferenceType(click.ParamType):  # type: ignore[type-arg]  # generic in recent Click only
    """A definition by any of its names (`agentreg --help` lists the grammar); completed from the index."""

    name = "reference"


REFERENCE = ReferenceType()


def json_option(function: Function) -> Function:
    """`--json`: sets `session.json`."""
    return click.option(
        "--json",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_set_json,
        help="Write one JSON document.",
    )(function)


def report_format_option(*formats: str) -> Callable[[Function], Function]:
    """`-f/--format` beside `-o`, passed as `format_`, None when not given: see `reports.chosen_format`."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(formats),
        show_default=f"{formats[0]}, or by the ending of -o",
        callback=_set_format,
        help="How to write the result.",
    )


dry_run_option = click.option(
    "-n", "--dry-run", is_flag=True, help="Say what would be done, and write nothing."
)
check_option = click.option("--check", is_flag=True, help="Write nothing; exit 1 when something is to do.")
yes_option = click.option("-y", "--yes", is_flag=True, help="Do not ask; needed to write without a terminal.")
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    default=lambda: os.cpu_count() or 1,
    show_default="processors",
    help="How many to work on at once.",
)
fleet_jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    default=lambda: min(os.cpu_count() or 1, MOST_JOBS),
    show_default=f"processors, at most {MOST_JOBS}",
    help="How many repositories to read at once.",
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="Write to a file; '-' is standard output.",
)
owned_option = click.option(
    "--owned", multiple=True, metavar="FIELD", help="A field that stays ours; may be repeated."
)
limit_option = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", default=None, help="Show at most this many."
)


def range_option(function: Function) -> Function:
    """`--range`, passed as `followed`: which versions of a base a variant follows; None when not given."""
    return click.option(
        "--range",
        "followed",
        metavar="RANGE",
        callback=_checked_range,
        help="The versions to follow, '*' for the newest.",
    )(function)


def global_options() -> list[click.Option]:
    """The options that the program and each of its commands take; all act on the session alone."""
    return [
        click.Option(
            ["-C", "directory"],
            metavar="DIR",
            is_eager=True,
            expose_value=False,
            callback=_change_directory,
            help="Run as if started in DIR.",
        ),
        _flag(["-q", "--quiet"], _be_quiet, "Say less on standard error."),
        click.Option(
            ["-v", "--verbose"],
            count=True,
            expose_value=False,
            callback=_be_verbose,
            help="Say more; may be repeated.",
        ),
        click.Option(
            ["--color"],
            type=click.Choice([choice.value for choice in ColorChoice]),
            expose_value=False,
            callback=_set_color,
            help="When to colour.",
        ),
        _flag(["--no-progress"], _hide_progress, "Show no progress."),
        _flag(["--offline"], _go_offline, "Do not reach the network."),
    ]


def _flag(
    names: list[str], callback: Callable[[click.Context, click.Parameter, bool], None], text: str
) -> click.Option:
    return click.Option(names, is_flag=True, expose_value=False, callback=callback, help=text)


def _change_directory(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    try:
        context.with_resource(contextlib.chdir(value))
    except OSError as error:
        raise click.BadParameter(f"{value}: {error.strerror}", context, parameter) from error


def _be_quiet(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  Click's callback signature
    if value:
        session_of(context).verbosity = -1


def _be_verbose(context: click.Context, _parameter: click.Parameter, value: int) -> None:
    if value:
        session_of(context).verbosity += value


def _set_color(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        session_of(context).color = ColorChoice(value)


def _hide_progress(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  Click's callback signature
    if value:
        session_of(context).show_progress = False


def _go_offline(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  Click's callback signature
    if value:
        session_of(context).offline = True


def _checked_range(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from agentreg.index.selector import Derived, InRange, Named, parse_selector

    if value is not None and not isinstance(parse_selector(value), InRange | Derived | Named):
        raise click.BadParameter(f"{value!r} is no range of versions")
    return value


def _set_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  Click's callback signature
    if value:
        session_of(context).json = True


def _set_format(context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value == "json":
        session_of(context).json = True
    return value
