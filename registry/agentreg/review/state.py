"""Agents judged as they are: beside a change, where it brought something, or alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from agentreg.review.compare import side_of, stale_of
from agentreg.review.shown import as_shown, leaks_of
from agentreg.review.values import AgentReview, Labelled, Review
from agentreg.rules.case import Case
from agentreg.rules.finding import Finding
from agentreg.rules.lint import lint, part, untold
from agentreg.rules.state.scene import Surroundings
from agentreg.rules.table import LINT_RULES, ONE_STATE_RULES
from agentreg.rules.view import hosts_of, shown

if TYPE_CHECKING:
    from agentreg.rules.idle import IsGone
    from agentreg.rules.settle import Terms

Around = tuple[Surroundings, Surroundings]
"""What is known around a definition before and after."""


def with_state(
    case: Case, told: tuple[Finding, ...], around: Around
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Add what the rules about one state find in the definition after a change.

    Args:
        case: The agent before and after.
        told: What is said of the change itself.
        around: What is known around both sides.

    Returns:
        All findings, the most serious first, but none about a state that one about the change tells already;
        and the fingerprints of those that were there before. In a copy all are new: it is one more agent of
        which they hold.
    """
    found = lint(case.after, around[1]) if case.after else ()
    had = lint(case.before, around[0]) if found and case.before and not case.is_copy else ()
    parted = part(had, found, {shown(host) for host in hosts_of(case.before)})
    findings = (*told, *untold(parted.new, told), *parted.existing)
    known = frozenset(finding.fingerprint for finding in parted.existing)
    return tuple(sorted(findings, key=lambda finding: finding.severity.rank)), known


def asking_all(terms: Terms | None) -> Terms | None:
    """The terms of a review that asks the rules about one state as well."""
    return terms and terms._replace(asked=terms.asked | ONE_STATE_RULES)


def lint_all(
    agents: Iterable[Labelled],
    surroundings: Surroundings,
    terms: Terms | None = None,
    *,
    is_gone: IsGone | None = None,
) -> Review:
    """Judge agents as they are.

    Args:
        agents: The definitions.
        surroundings: What is known around them.
        terms: What the project has accepted; None for nothing, inline waivers included.
        is_gone: As in `stale_of`.

    Returns:
        All of them, also those without a finding, the most serious first, then by label; both sides of each
        are the same, and nothing is changed.
    """
    if terms:
        terms = terms._replace(asked=LINT_RULES)
    reviews = [_linted(agent, surroundings, terms) for agent in agents]
    reviews.sort(key=lambda one: (one.severity.rank if one.severity else 9, one.after and one.after.label))
    return Review(tuple(reviews), findings=stale_of(reviews, terms, is_gone=is_gone))


def _linted(agent: Labelled, surroundings: Surroundings, terms: Terms | None) -> AgentReview:
    definition = agent.definition
    findings = lint(definition, surroundings)
    side = side_of(agent)
    review = AgentReview(definition.name, side, side, (), findings, (), ())
    if terms:
        from agentreg.rules.settle import settle

        settlement = settle(Case(definition, definition, (), ()), findings, terms)
        review = review._replace(findings=settlement.findings, settled=settlement.settled)
    return as_shown(review, leaks_of(review, (surroundings, surroundings)))
