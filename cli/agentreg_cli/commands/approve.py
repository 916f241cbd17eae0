"""`agentreg approve`: a reviewer's decision about findings, written down for the text as it is."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from agentreg.config.values import APPROVALS_NAME
from agentreg.config.whole import replace_file
from agentreg.report.counts import plural
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.undecided import TO_COUNT, beyond_approval, nothing_to_approve
from agentreg.review.approving import Chosen, Said, choose, decisions
from agentreg.review.called import called
from agentreg.review.verdict import policy_failures
from agentreg.rules.approvals import Approvals, extend_approvals, render_approvals
from agentreg.rules.finding import Finding, Severity
from agentreg_cli import places
from agentreg_cli.asked import Asked
from agentreg_cli.errors import ExitCode
from agentreg_cli.gitleaks import Wish
from agentreg_cli.neighbours import around_with_index
from agentreg_cli.options import dry_run_option, json_option
from agentreg_cli.output import data, json_result, note, warn
from agentreg_cli.policy import Gate, levels, read_approvals
from agentreg_cli.review_options import gitleaks_option, sides_options
from agentreg_cli.reviewing import review_sides
from agentreg_cli.session import Session, pass_session
from agentreg_cli.trees import Sides, find_sides


@click.command()
@sides_options
@click.option(
    "--finding",
    "names",
    multiple=True,
    metavar="FINGERPRINT|AGENT|PATH",
    help="Accept this one, or all of an agent; may be repeated. By default all that fail.",
)
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--by", default="", metavar="NAME", help="Who decides.")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When; not written by default."
)
@gitleaks_option
@dry_run_option
@json_option
@pass_session
def command(
    session: Session, *, asked: Asked, names: tuple[str, ...], gitleaks: Wish, dry_run: bool, **said: Any
) -> ExitCode:
    """Accept findings of a review, each for the text that its agent has now.

    What is compared is named as for `agentreg review`. The decisions are written to agentreg.approvals, which
    is to be committed. `review` and `diff` heed them until the agent's text changes; then they are void, and
    that is told. Those that a range brings itself count with --trust-approvals only. Where there was nothing
    to accept, exits 1 when something fails that no decision accepts, and 3 when something could not be
    compared.
    """
    sides = find_sides(session, asked)
    gate = Gate(default=Severity.HIGH, trust_approvals=True, gitleaks=gitleaks)
    review, terms = review_sides(session, sides, gate, state_of=around_with_index(session, sides.repository))
    level_at = levels(gate, terms)
    chosen = choose(review, names, level_at)
    left = tuple(beyond_approval(review, level_at))
    path = places.find_above(session.cwd, APPROVALS_NAME) or _new_file(session, sides)
    # A link that leads nowhere is no free place: what is written there lands elsewhere.
    known = read_approvals(session, path) if os.path.lexists(path) else Approvals()
    if not dry_run and chosen:
        decided = list(decisions(chosen, _as_said(**said)))
        replace_file(path, render_approvals(extend_approvals(known, decided)).encode())
    _show(session, chosen, (*(gap.sentence for gap in review.gaps), *left))
    if chosen:
        done = "would be accepted" if dry_run else "accepted"
        note(session, f"{plural(len(chosen), 'finding')} {done} in {path.name}")
        note(session, f"next: {TO_COUNT}")
        return ExitCode.CLEAN
    note(session, f"nothing accepted: {nothing_to_approve(review, level_at)}")
    if any(policy_failures(review, level_at)):
        return ExitCode.FINDINGS
    return ExitCode.FAILED if review.gaps else ExitCode.CLEAN


def _as_said(reason: str, by: str, date: datetime | None) -> Said:
    if not reason.strip():
        raise click.UsageError("--reason needs a text")
    return Said(" ".join(reason.split()), " ".join(by.split()), date and date.date())


def _new_file(session: Session, sides: Sides) -> Path:
    """Where decisions are to stand: beside the configuration, else at the top of the repository."""
    config = places.find_config(session.cwd)
    folder = config.parent if config else sides.repository.work_tree or session.cwd
    return folder / APPROVALS_NAME


def _show(session: Session, chosen: tuple[Chosen, ...], warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        warn(warning)
    if session.json:
        keys = ("agent", "path", "rule", "severity", "fingerprint", "message")
        rows = [
            (agent.name, agent.paths[-1], one.rule, one.severity.value, one.fingerprint, one.message)
            for agent, one in chosen
        ]
        found = {"findings": [dict(zip(keys, row, strict=True)) for row in rows]}
        json_result(session, "approve", found, warnings)
        return
    name_of = called(agent for agent, _ in chosen)
    data(session, (_line(finding, name_of(agent)) for agent, finding in chosen))


def _line(finding: Finding, agent: str) -> Line:
    return (
        Piece(f"{finding.fingerprint}  ", Label.FAINT),
        Piece(f"{finding.severity.upper():<9}", SEVERITY_LABELS[finding.severity]),
        Piece(finding.rule, Label.HEADING),
        Piece(f" of {agent}: {finding.message}"),
    )
