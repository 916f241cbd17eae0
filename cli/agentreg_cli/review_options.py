"""What commands that judge changes take: which trees to compare, and what makes them fail."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from agentreg.rules.finding import Severity
from agentreg.rules.policy import Level
from agentreg_cli.asked import Asked, State
from agentreg_cli.gitleaks import Wish
from agentreg_cli.policy import Gate

Function = TypeVar("Function", bound=Callable[..., Any])

trust_approvals_option = click.option(
    "--trust-approvals", is_flag=True, help="Heed approvals that a range brings itself, too."
)

_WISHES = {None: Wish.WHERE_INSTALLED, True: Wish.ASK, False: Wish.LEAVE_OUT}

gitleaks_option = click.option(
    "--gitleaks/--no-gitleaks",
    default=None,
    callback=lambda _context, _option, value: _WISHES[value],
    help="Let gitleaks look for secrets as well; by default as the policy says, else where it is installed.",
)

_STATES = {"staged": State.STAGED, "worktree": State.WORK_TREE}
"""What is reviewed, by the option that names it."""


def gate_options(default: Severity | None = None) -> Callable[[Function], Function]:
    """`--fail-on`, `--baseline`, `--write-baseline` and `--no-policy`, passed together as `gate`.

    Args:
        default: From which severity a finding fails where neither command line nor policy says it.
    """
    options = (
        click.option(
            "--fail-on",
            type=click.Choice([level.value for level in Level]),
            show_default=f"the policy's, else {default or 'none'}",
            help="Exit 1 when a finding is at least this serious; with off none fails.",
        ),
        click.option("--baseline", metavar="FILE", help="Take the findings in FILE for known."),
        click.option(
            "--write-baseline", metavar="FILE", help="Accept what is found: write it to FILE, and exit 0."
        ),
        click.option("--no-policy", is_flag=True, help="Heed neither the policy nor waivers."),
    )

    def gate(given: dict[str, Any]) -> dict[str, Any]:
        level = given.pop("fail_on")
        stated = {name: given.pop(name) for name in ("baseline", "write_baseline", "no_policy")}
        if stated["no_policy"] and stated["baseline"]:
            raise click.UsageError("--no-policy takes nothing for known: leave out --baseline")
        return {"gate": Gate(Level(level) if level else None, **stated, default=default)}

    return _together(options, gate)


def sides_options(function: Function) -> Function:
    """`[A..B]`, `--against`, `--staged` and `--worktree`, passed together as `asked`."""
    options = (
        click.argument("named", metavar="[A..B]", required=False),
        click.option(
            "--against",
            metavar="REF",
            help="Compare with REF; what is staged or on disk with HEAD by default.",
        ),
        click.option("--staged", is_flag=True, help="Look at what is staged."),
        click.option("--worktree", is_flag=True, help="Look at the files on disk."),
    )

    def asked(given: dict[str, Any]) -> dict[str, Any]:
        named, against = given.pop("named"), given.pop("against")
        if "" in (named, against):
            # What a variable should have held: the default would be another review than was asked for.
            raise click.UsageError("an empty name is nothing to compare with: name it, or leave it out")
        states = [state for option, state in _STATES.items() if given.pop(option)]
        if named and (against or states):
            raise click.UsageError("a range names both sides: leave out --against, --staged and --worktree")
        if len(states) > 1:
            raise click.UsageError("--staged and --worktree are two reviews: name one of them")
        return {"asked": Asked(named or "", against or "", states[0] if states else State.HEAD)}

    return _together(options, asked)(function)


def _together(
    options: tuple[Callable[[Any], Any], ...], gather: Callable[[dict[str, Any]], dict[str, Any]]
) -> Callable[[Function], Function]:
    """Several options that reach the function as one value."""

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def called(*arguments: Any, **given: Any) -> Any:
            gathered = gather(given)
            return function(*arguments, **given, **gathered)

        made: Any = called
        for option in reversed(options):
            made = option(made)
        result: Function = made
        return result

    return decorate
