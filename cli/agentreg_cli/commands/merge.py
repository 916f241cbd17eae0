"""`agentreg merge`: the three-way merge of one definition, for hand and script."""

from __future__ import annotations

from pathlib import Path

import click

from agentreg.config.whole import replace_file
from agentreg.errors import BadReference
from agentreg.index.reference import PathReference, parse_reference
from agentreg.merge.engine import merge
from agentreg.merge.policies import Policies, Policy
from agentreg.merge.policies import owned as owned_by_us
from agentreg.merge.unresolved import unfinished
from agentreg.merge.values import Conflict, Merged
from agentreg.model.document import LineIndex
from agentreg_cli.errors import ExitCode
from agentreg_cli.loading import load_named
from agentreg_cli.options import REFERENCE, json_option, output_option
from agentreg_cli.output import json_result, note, raw, warn
from agentreg_cli.reports import STDOUT
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("base", type=REFERENCE, required=False)
@click.argument("ours", type=REFERENCE, required=False)
@click.argument("theirs", type=REFERENCE, required=False)
@output_option
@click.option("--in-place", is_flag=True, help="Write the result over OURS, which must be a file.")
@click.option("--owned", multiple=True, metavar="KEY", help="A field whose value is always ours; repeatable.")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="KEY=WHO",
    help="Who decides a field, or `body`: ours, theirs, merge or ask; repeatable.",
)
@click.option("--continue", "unfinished_file", metavar="FILE", help="Say what is open in a merged FILE.")
@click.option("--explain", is_flag=True, help="Tell every decision on standard error.")
@json_option
@pass_session
def command(
    session: Session,
    *,
    base: str | None,
    ours: str | None,
    theirs: str | None,
    output: str | None,
    in_place: bool,
    owned: tuple[str, ...],
    policies: tuple[str, ...],
    unfinished_file: str | None,
    explain: bool,
) -> ExitCode:
    """Merge OURS and THEIRS, two edited versions of BASE.

    Fields merge by key, lists of tools as sets, the prompt by lines and, where these collide, by its
    sections, items, steps and sentences. What only a person can decide is put
    between conflict markers. Exits 0 when the result is clean and 1 when it has conflicts. An old conflict
    that a side holds stays as it is, with a warning that names its line.

    With --continue, a FILE that was merged and edited since is read again instead: exits 1 while a conflict
    or a part of one is left in it.
    """
    if unfinished_file is not None:
        if base:
            raise click.UsageError("--continue takes a file and nothing else")
        return _continue(session, unfinished_file)
    if base is None or ours is None or theirs is None:
        raise click.UsageError("name BASE, OURS and THEIRS, or --continue FILE")
    target = _target(session, ours, output, in_place=in_place)
    if target is not None and target.is_symlink():
        # In a repository of strangers a link may lead to any file of the user.
        raise BadReference(f"{target} is a symbolic link", hint="name the file that it leads to")
    loaded = [load_named(session, reference) for reference in (base, ours, theirs)]
    merged = merge(*(side.data for side in loaded), path=loaded[1].path, policies=_policies(owned, policies))
    if target is not None:
        replace_file(target, merged.text)
    if session.json:
        data = {**_as_data(merged), **({"written": str(target)} if target else {"text": _decoded(merged)})}
        json_result(session, "merge", data, [caution.sentence for caution in merged.warnings])
    else:
        if target is None:
            raw(merged.text)
        _tell(session, merged, explain=explain)
    return ExitCode.CLEAN if merged.clean else ExitCode.FINDINGS


def _policies(names: tuple[str, ...], words: tuple[str, ...]) -> Policies:
    chosen = dict(owned_by_us(names))
    for word in words:
        key, _, who = word.partition("=")
        if not key or who not in set(Policy):
            raise click.UsageError(f"--policy {word!r} is not KEY=WHO with {', '.join(Policy)}")
        chosen[key] = Policy(who)
    return chosen


def _continue(session: Session, name: str) -> ExitCode:
    data = load_named(session, name).data
    text = data.decode("utf-8", "surrogateescape")
    left, lines = unfinished(text), LineIndex(text)
    opened = [(lines.line(conflict.span.start), conflict.subject) for conflict in left.conflicts]
    strays = [(lines.line(span.start), text[span.start : span.end]) for span in left.strays]
    if session.json:
        conflicts = [{"line": line, "subject": subject} for line, subject in opened]
        markers = [{"line": line, "marker": marker} for line, marker in strays]
        json_result(session, "merge", {"clean": not left, "conflicts": conflicts, "markers": markers})
    for line, subject in opened:
        note(session, f"{name}: open at line {line}: {subject or 'a conflict without a name'}")
    for line, marker in strays:
        note(session, f"{name}: line {line} is what is left of a conflict: {marker}")
    if not left:
        note(session, f"{name}: nothing is open")
    return ExitCode.FINDINGS if left else ExitCode.CLEAN


def _target(session: Session, ours: str, output: str | None, *, in_place: bool) -> Path | None:
    if not in_place:
        return session.cwd / output if output and output != STDOUT else None
    if output:
        raise click.UsageError("--in-place and --output exclude each other")
    reference = parse_reference(ours, lambda path: (session.cwd / path).exists())
    if not isinstance(reference, PathReference):
        raise click.UsageError(f"--in-place needs a file, and '{ours}' is none")
    return session.cwd / reference.path


def _tell(session: Session, merged: Merged, *, explain: bool) -> None:
    if explain:
        for decision in merged.decisions:
            note(session, f"{decision.subject}: {decision.choice} ({decision.reason})")
    lines = LineIndex(_decoded(merged))
    for conflict in merged.conflicts:
        note(session, f"conflict at line {lines.line(conflict.span.start)}, {_named(conflict)}")
    for caution in merged.warnings:
        warn(caution.sentence)


def _named(conflict: Conflict) -> str:
    return f"{conflict.subject}: {conflict.reason}"


def _decoded(merged: Merged) -> str:
    return merged.text.decode("utf-8", "surrogateescape")


def _as_data(merged: Merged) -> dict[str, object]:
    return {
        "clean": merged.clean,
        "conflicts": [
            {**conflict._asdict(), "span": {"start": conflict.span.start, "end": conflict.span.end}}
            for conflict in merged.conflicts
        ],
        "decisions": [decision._asdict() for decision in merged.decisions],
        "cautions": [caution._asdict() for caution in merged.warnings],
    }
