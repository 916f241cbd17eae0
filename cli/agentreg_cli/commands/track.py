"""`agentreg track`: start a variant of a base agent in this project."""

from __future__ import annotations

import click

from agentreg.config.values import VariantConfig
from agentreg.index.reference import AgentReference, parse_reference
from agentreg.index.selector import Derived, InRange, Named, Newest
from agentreg.index.semver import parse_version
from agentreg.sync.track import (
    Existing,
    Start,
    Started,
    as_declared,
    awakened,
    default_path,
    is_edited,
    start_variants,
)
from agentreg.variants.indexed import NEWEST
from agentreg.variants.project import open_project
from agentreg_cli.fleet import inside, open_bases, say_next
from agentreg_cli.options import REFERENCE, json_option, owned_option, range_option
from agentreg_cli.output import data, json_result, warn
from agentreg_cli.session import Session, pass_session

_GUESSED = (
    "{path}: the newest base is locked, so that all in which the file differs from it counts as edited here,"
    " also what an older base said: `agentreg adopt` finds the revision that it was copied from"
)


@click.command()
@click.argument("agent", type=REFERENCE, metavar="AGENT[@VERSION]")
@click.argument("path", required=False)
@click.option("--as-is", is_flag=True, help="PATH is there already: keep it, as a variant with local edits.")
@range_option
@owned_option
@json_option
@pass_session
def command(
    session: Session,
    *,
    agent: str,
    path: str | None,
    as_is: bool,
    followed: str | None,
    owned: tuple[str, ...],
) -> None:
    """Start a variant of AGENT at PATH, and lock the base text that it descends from.

    Without PATH, the file goes where the agent's host looks for it, such as .claude/agents.
    A file that is there already must say the same; with --as-is it stays, and all in which it differs from
    AGENT[@VERSION] counts as local edits: `agentreg adopt` finds the revision that it was copied from.
    AGENT@^1.2 follows that range and AGENT@1.4.0 follows ^1.4.0; any other name of one revision only
    says where to start. --range says otherwise.
    """
    root = session.config_path.parent
    reference = parse_reference(agent)
    if not isinstance(reference, AgentReference):
        raise click.BadParameter(f"{agent!r} is no agent of a source", param_hint="AGENT")
    with open_bases(session) as bases:
        name, base = bases.named(reference)
    declared = VariantConfig(
        path=inside(root, session.cwd, path) if path else default_path(base),
        base=name,
        version=followed or _followed(reference),
        owned=owned,
    )
    project, start = open_project(root, root.name), Start(declared, base)
    if not (followed or owned):
        start = as_declared(start, project)
    guessed = as_is and isinstance(reference.selector, Newest)
    warnings = [_GUESSED.format(path=declared.path)] if guessed and is_edited(start, project) else []
    started = start_variants((start,), project, Existing.KEEP if as_is else Existing.REFUSE)
    warnings += _warnings(start, started)
    if session.json:
        json_result(session, "track", _data(started), warnings)
    else:
        data(session, "".join(f"wrote {file}\n" for file in started.written) or "nothing to do\n")
        for warning in warnings:
            warn(warning)
    say_next(session, project, dict.fromkeys([*started.written, declared.path]))


def _warnings(start: Start, started: Started) -> list[str]:
    path = start.declared.path
    fields = ", ".join(awakened(start)) if path in started.written else ""
    return [f"{path}: the host of its source ignores {fields}; here that takes effect"] if fields else []


def _followed(reference: AgentReference) -> str:
    match reference.selector:
        case InRange(text):
            return text
        case Derived(text):
            return f"^{text}" if text[0].isdigit() else text
        case Named(name) if parse_version(name):
            return f"^{name.removeprefix('v')}"
        case _:
            return NEWEST


def _data(started: Started) -> dict[str, object]:
    ((declared, locked),) = started.variants
    return {
        "variant": {**declared._asdict(), "policy": dict(declared.policy)},
        "locked": locked._asdict() if locked else None,
        "written": list(started.written),
    }
