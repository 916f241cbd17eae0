"""`agentreg diff`: what changed between two definitions, folders or revisions, in the agent's own terms."""

from __future__ import annotations

from pathlib import Path

import click

from agentreg.errors import CannotCompare
from agentreg.formats.read import read_definition
from agentreg.index.reference import RangeReference, parse_reference
from agentreg.index.resolve import load
from agentreg.review import Labelled, Review, gather, review_pair, review_trees
from agentreg.rules.finding import Severity
from agentreg_cli.errors import ExitCode
from agentreg_cli.options import REFERENCE, format_option, json_option
from agentreg_cli.output import data, json_result, note, warn
from agentreg_cli.places import columns
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("before", type=REFERENCE)
@click.argument("after", type=REFERENCE, required=False)
@format_option("text", "json", "markdown")
@json_option
@click.option("--exit-code", is_flag=True, help="Exit 1 when anything but the formatting differs.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="Exit 1 when a finding is at least this serious.",
)
@pass_session
def command(
    session: Session, *, before: str, after: str | None, format_: str, exit_code: bool, fail_on: str | None
) -> ExitCode:
    """Say what changed from BEFORE to AFTER: two definitions, two folders, or a range A..B.

    A definition is a PATH, REV:PATH, AGENT, SOURCE/AGENT@VERSION or - for standard input. In a range, and
    between folders, agents are matched by path, then by content. With -v everything is shown in full.
    """
    review, warnings = _review(session, before, after)
    for warning in warnings:
        warn(warning)
    _show(session, review, format_, warnings)
    return _exit_code(review, exit_code=exit_code, fail_on=fail_on)


def _review(session: Session, before: str, after: str | None) -> tuple[Review, list[str]]:
    if after is None:
        reference = parse_reference(before, lambda path: (session.cwd / path).exists())
        if not isinstance(reference, RangeReference):
            raise click.UsageError("name two definitions or folders, or one range A..B")
        return _review_range(session, reference)
    folders = [_folder(session, text) for text in (before, after)]
    if folders[0] and folders[1]:
        return _review_folders(folders[0], folders[1])
    place = session.place()
    sides = [load(text, place) for text in (before, after)]
    one, other = (Labelled(read_definition(side.data, side.path), side.label) for side in sides)
    return gather([review_pair(one, other)]), []


def _folder(session: Session, text: str) -> Path | None:
    path = session.cwd / text
    return path if text != "-" and path.is_dir() else None


def _review_folders(before: Path, after: Path) -> tuple[Review, list[str]]:
    from agentreg.sources.folder import read_folder

    one, other = read_folder(before), read_folder(after)
    unread = [f"{item.path} was not read: {item.diagnostic.message}" for item in (*one.unread, *other.unread)]
    labels = (f"{before.name}/", f"{after.name}/")
    return review_trees(one.definitions, other.definitions, labels), unread


def _review_range(session: Session, reference: RangeReference) -> tuple[Review, list[str]]:
    from agentreg.git.locate import repository_around
    from agentreg.git.process import Git, Trust
    from agentreg.git.refs import merge_base, resolve_name
    from agentreg.sources.revision import read_revision

    repository = repository_around(session.cwd)
    if repository is None:
        raise CannotCompare(f"{session.cwd} is in no Git repository", hint="a range needs one")
    git = Git(repository.git_dir, Trust.TARGET)
    start, end = (resolve_name(git, name) for name in (reference.before, reference.after))
    if reference.from_merge_base:
        base = merge_base(git, start, end)
        if base is None:
            raise CannotCompare(f"{reference.before} and {reference.after} have no common commit")
        start = base
    one, other = read_revision(git, start), read_revision(git, end)
    unread = [f"{item.path} was not read: {item.diagnostic.message}" for item in (*one.unread, *other.unread)]
    labels = (f"{reference.before}:", f"{reference.after}:")
    return review_trees(one.definitions, other.definitions, labels), unread


def _show(session: Session, review: Review, format_: str, warnings: list[str]) -> None:
    if session.json:
        from agentreg.report.json import review_data

        json_result(session, "diff", review_data(review), warnings)
    elif format_ == "markdown":
        from agentreg.report.markdown import render_markdown

        data(session, render_markdown(review))
    elif review.agents:
        from agentreg.report.page import Detail, Page
        from agentreg.report.text import render_text

        detail = Detail.ALL if session.verbosity > 0 else Detail.NORMAL
        data(session, render_text(review, Page(columns(), detail)))
    else:
        note(session, "no difference")


def _exit_code(review: Review, *, exit_code: bool, fail_on: str | None) -> ExitCode:
    differs = any(not agent.is_reformatted_only for agent in review.agents)
    if exit_code and differs:
        return ExitCode.FINDINGS
    level = Severity(fail_on) if fail_on else None
    serious = [
        agent for agent in review.agents if agent.severity and level and agent.severity.at_least(level)
    ]
    return ExitCode.FINDINGS if serious else ExitCode.CLEAN
