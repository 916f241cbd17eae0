"""Two trees compared and judged by what this project says; shared by all commands that look at a range."""

from __future__ import annotations

from agentreg.records import NamedTuple
from agentreg.review.ranges import Questions, review_range
from agentreg.review.values import Review
from agentreg.rules.settle import Terms
from agentreg_cli.gatekeeping import tree_changes, watched
from agentreg_cli.policy import Gate, find_terms
from agentreg_cli.session import Session
from agentreg_cli.trees import Sides


class Judged(NamedTuple):
    """A review, and what accepted findings in it; None for nothing."""

    review: Review
    terms: Terms | None


def review_sides(
    session: Session, sides: Sides, gate: Gate, *, questions: Questions = Questions.CHANGES
) -> Judged:
    """Compare and judge all agents of two trees.

    Raises:
        AgentregError: A tree, the policy or the baseline cannot be read.
    """
    terms = find_terms(session, gate, marked=True)
    review = review_range(sides.before, sides.after, terms, questions=questions)
    work_tree = sides.repository.work_tree
    names = watched(session.cwd, work_tree, terms.baseline.place if terms else "")
    changes = tree_changes(sides.before.files, sides.after.files, names)
    scope = review.scope and review.scope._replace(command=f"agentreg review {sides.arguments}")
    return Judged(review._replace(findings=(*changes, *review.findings), scope=scope), terms)
