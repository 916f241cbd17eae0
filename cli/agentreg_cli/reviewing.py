"""Two trees compared and judged by what this project says; shared by all commands that look at a range."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from agentreg.records import NamedTuple
from agentreg.report.undecided import approvals_elsewhere, policy_elsewhere, uncounted
from agentreg.review.approving import undecided_here
from agentreg.review.compare import Each
from agentreg.review.ranges import StateOf, review_range
from agentreg.review.values import Review
from agentreg.rules.approvals import Approvals
from agentreg.rules.policy import Policy, stricter_of
from agentreg.rules.settle import Terms
from agentreg_cli import places
from agentreg_cli.gatekeeping import approved_before, refuse_links, tree_changes, watched
from agentreg_cli.gitleaks import look_with
from agentreg_cli.output import note
from agentreg_cli.parallel import in_processes
from agentreg_cli.policy import Gate, find_terms, levels, wish_for_gitleaks
from agentreg_cli.policy_at import policy_at
from agentreg_cli.reproducing import told_where
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
    own = terms.approvals if terms else Approvals()
    # What is staged or on disk is looked at by whoever decides; a range brings what others decided.
    is_untrusted = bool(terms and sides.after.commit and not gate.trust_approvals)
    if terms and is_untrusted:
        terms = terms._replace(approvals=approved_before(sides.authority, session.cwd, work_tree))
    if terms and sides.tip and (at_tip := policy_at(sides.tip, session.cwd, work_tree)):
        terms = terms._replace(policy=stricter_of(terms.policy, at_tip))
        if terms.policy.beside:
            note(session, f"note: {policy_elsewhere(sides.tip.name)}")
    each = each or in_processes()
    look = look_with(wish_for_gitleaks(gate, terms))
    review = review_range(sides.before, sides.after, terms, state_of=state_of, each=each, look=look)
    files = watched(session.cwd, work_tree, terms)
    policy = terms.policy if terms else Policy()
    changes = [
        (uncounted(change) if is_untrusted else change)._replace(severity=severity)
        for change in tree_changes(sides.before.files, sides.after.files, files)
        if (severity := policy.severity(change))
    ]
    command = " ".join(("agentreg review", sides.arguments, *map(shlex.quote, _stated(gate))))
    where = told_where(session.cwd, sides, files, gate)
    scope = review.scope and review.scope._replace(command=command, where=where)
    review = review._replace(findings=(*changes, *review.findings), scope=scope)
    if is_untrusted and (waiting := undecided_here(review, own, levels(gate, terms))):
        note(session, f"note: {approvals_elsewhere(waiting)}")
    return Judged(review, terms)


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
