"""Agents that did not change, and that a change around them hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agentreg.diff.layout import lay_out
from agentreg.formats.near_names import folded_name
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Definition
from agentreg.review.compare import side_of
from agentreg.review.losses import losses
from agentreg.review.pairing import Paired
from agentreg.review.shown import as_shown
from agentreg.review.state import Around
from agentreg.review.values import AgentReview, Labelled
from agentreg.rules.case import Case
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.lint import lint, part
from agentreg.rules.settle import Means, Settled, Terms, settle
from agentreg.rules.state.scene import Surroundings
from agentreg.rules.state.table import AROUND_RULES

_WORD = pattern(r"[\w-]+")


def bystanders(pairs: Iterable[Paired], around: Around, terms: Terms | None = None) -> Iterator[AgentReview]:
    """Judge agents that did not change by what did around them.

    Args:
        pairs: The agents, each the same on both sides.
        around: What is known around both sides, with what was lost between them.
        terms: What the project has accepted; None for nothing, inline waivers included.

    Yields:
        Those with something to tell, and only what was not so before.
    """
    lost = around[1].lost
    if not any(lost):
        return
    words = _words_of(around[1])
    names = _shared_names(around[1])
    for pair in pairs:
        now = pair.after
        if (
            now
            and _may_be_hit(now.definition, around[1], (words, names))
            and (hit := _hit(now, around, terms))
        ):
            yield hit._replace(holders=pair.holders, shares_name=pair.shares_name)


def with_losses(around: Around, pairs: Sequence[Paired]) -> Around:
    """What is known around both sides, the later one with what was lost between them."""
    return around[0], around[1]._replace(lost=losses(*around, pairs))


def _words_of(after: Surroundings) -> frozenset[str]:
    """A word that a text must have to name anything that was lost: a cheap look before a thorough one."""
    called = [name for _, name in after.lost.names]
    called += [path.rpartition("/")[2] for path in after.lost.paths]
    firsts = (_WORD.search(text) for text in called)
    return frozenset(first.group() for first in firsts if first)


def _shared_names(after: Surroundings) -> frozenset[str]:
    """The names that newcomers have."""
    came = after.lost.newcomers
    return frozenset(folded_name(one.name) for one in after.neighbours if one.path in came)


def _may_be_hit(
    definition: Definition, after: Surroundings, sought: tuple[frozenset[str], frozenset[str]]
) -> bool:
    words, names = sought
    if definition.path in after.lost.unlisted or folded_name(definition.known_as) in names:
        return True
    return not words.isdisjoint(_WORD.findall(definition.document.text))


def _hit(agent: Labelled, around: Around, terms: Terms | None) -> AgentReview | None:
    definition = agent.definition
    # A note needs nobody's decision, and what came tells it of itself.
    found = [one for one in lint(definition, around[1], AROUND_RULES) if one.severity.at_least(Severity.LOW)]
    parted = part(lint(definition, around[0], AROUND_RULES) if found else (), found)
    findings, settled = _settled(definition, parted.new, terms)
    if not findings and not any(one.means is not Means.OFF for one in settled):
        return None
    side = side_of(agent)
    hit = AgentReview(definition.name, side, side, (), findings, (), (), settled, is_bystander=True)
    return as_shown(hit._replace(layout=lay_out(definition, definition)))


def _settled(
    definition: Definition, found: tuple[Finding, ...], terms: Terms | None
) -> tuple[tuple[Finding, ...], tuple[Settled, ...]]:
    """What is open and what is accepted of some findings; nothing of the agent's own waivers."""
    if terms is None or not found:
        return found, ()
    case = Case(definition, definition, (), ())
    settlement = settle(case, found, terms._replace(asked=frozenset()))
    prints = {finding.fingerprint for finding in found}
    return tuple(one for one in settlement.findings if one.fingerprint in prints), settlement.settled
