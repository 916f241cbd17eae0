"""Two trees compared and judged by what this project says; shared by all commands that look at a range."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from agentreg.records import NamedTuple
from agentreg.review.compare import Each
from agentreg.review.ranges import StateOf, review_range
from agentreg.review.values import Review
from agentreg.rules.policy import Policy
from agentreg.rules.settle import Terms
from agentreg_cli import places
from agentreg_cli.gatekeeping import approved_before, refuse_links, tree_changes, watched
from agentreg_cli.gitleaks import look_with
from agentreg_cli.parallel import in_processes
from agentreg_cli.policy import Gate, find_terms
from agentreg_cli.session import Session
from agentreg_cli.trees import Sides


class Judged(NamedTuple):
    """A review, and what accepted findings in it; None for nothing."""

    review: Review
    terms: Terms | None


def review_sides(
    session: Session, sides: Sides, gate: Gate, *, state_of: StateOf | None = None, each: Each | None = None
) -> Judged:
    """Compare and judge all agents of two trees.

    Args:
        session: The run.
        sides: The trees.
        gate: What the command line says of how findings are judged.
        state_of: As in `review_range`.
        each: How it is done to all of them; None for by one process per processor.

    Raises:
        AgentregError: A tree, the policy or the baseline cannot be read.
    """
    work_tree = sides.repository.work_tree
    if work_tree and not gate.no_policy:
        refuse_links(work_tree, _in_use(session.cwd.resolve(), gate))
    terms = find_terms(session, gate, marked=True)
    # What is staged or on disk is looked at by whoever decides; a range brings what others decided.
    if terms and sides.after.commit and not gate.trust_approvals:
        terms = terms._replace(approvals=approved_before(sides.before, session.cwd, work_tree))
    each = each or in_processes()
    look = look_with(gate.gitleaks)
    review = review_range(sides.before, sides.after, terms, state_of=state_of, each=each, look=look)
    files = watched(session.cwd, work_tree, terms)
    policy = terms.policy if terms else Policy()
    changes = [
        change._replace(severity=severity)
        for change in tree_changes(sides.before.files, sides.after.files, files)
        if (severity := policy.severity(change))
    ]
    command = " ".join(("agentreg review", sides.arguments, *map(shlex.quote, _stated(gate))))
    scope = review.scope and review.scope._replace(command=command)
    return Judged(review._replace(findings=(*changes, *review.findings), scope=scope), terms)


def _stated(gate: Gate) -> Iterator[str]:
    """The options of a review that decide its verdict, as far as they were given."""
    if gate.fail_on:
        yield from ("--fail-on", gate.fail_on.value)
    if gate.baseline:
        yield from ("--baseline", gate.baseline)
    if gate.no_policy:
        yield "--no-policy"
    if gate.trust_approvals:
        yield "--trust-approvals"
    if gate.gitleaks.value:
        yield gate.gitleaks.value


def _in_use(folder: Path, gate: Gate) -> Iterator[Path]:
    """The files that say what is accepted; approvals are looked at where they are read."""
    if config := places.find_config(folder):
        yield config
    if gate.baseline:
        yield folder / gate.baseline
