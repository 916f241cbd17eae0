"""What of an agent may be shown: all that a report has of it passes here, once, before any report sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agentreg.formats.masking import Mask, mask_of, without_secrets
from agentreg.model.document import Span
from agentreg.model.leak import Leak
from agentreg.review.values import AgentReview, Review, Side
from agentreg.rules.quoted import quoted
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.rules.state.scene import Surroundings


Leaks = tuple[Sequence[Leak], Sequence[Leak]]
"""Secrets that another program has found in the side before, and in the one after."""

NO_LEAKS: Leaks = ((), ())


def leaks_of(agent: AgentReview, around: tuple[Surroundings, Surroundings]) -> Leaks:
    """What another program has found in both sides of an agent.

    Args:
        agent: The review.
        around: What is known around both sides.
    """
    before, after = (
        known.leaks.get(side.path, ()) if side else ()
        for side, known in zip((agent.before, agent.after), around, strict=True)
    )
    return before, after


def as_shown(agent: AgentReview, leaks: Leaks = NO_LEAKS) -> AgentReview:
    """The review of an agent with the secrets of both its sides masked in every text.

    Args:
        agent: The review, with the texts as they are.
        leaks: What another program has found.

    Returns:
        The same without a secret; places and fingerprints are those of the texts as they are.
    """
    sides = (agent.before, agent.after)
    spans = [tuple(leak.span for leak in found) for found in leaks]
    found = [(side.text, span) for side, own in zip(sides, spans, strict=True) if side for span in own]
    told = quoted(agent.changes, (*agent.findings, *agent.existing))
    mask = mask_of((*(side.text for side in sides if side), agent.name, told), found)
    if not mask:
        return agent
    before, after = (_without(side, mask, own) for side, own in zip(sides, spans, strict=True))
    return mask.value(agent._replace(before=None, after=None))._replace(before=before, after=after)


def places_as_shown(review: Review) -> Review:
    """A review with the secrets masked that stand in the paths it names, wherever it names them.

    It is the last thing before a report: nothing is found by a masked path any more.

    Args:
        review: The review, with all that it is to show.
    """
    mask = mask_of(["\n".join(_places(review))])
    if not mask:
        return review
    shown = mask.everything(review)
    if not shown.verdict:
        return shown
    levels = {mask.everything(paths): level for paths, level in shown.verdict.elsewhere.items()}
    return shown._replace(verdict=shown.verdict._replace(elsewhere=levels))


def _places(review: Review) -> Iterator[str]:
    for agent in review.agents:
        for side in filter(None, (agent.before, agent.after)):
            yield from (side.label, side.path)
        yield from agent.holders
    yield from (gap.path for gap in review.gaps)
    yield from (flaw.path for flaw in review.flaws)


def _without(side: Side | None, mask: Mask, leaks: tuple[Span, ...]) -> Side | None:
    """A side without its secrets, which says what its text was: a decision holds for that."""
    if side is None:
        return None
    from agentreg.rules.approvals import content_hash

    # What is no secret on this side may be nearly the one of the other.
    text = mask.text(without_secrets(side.text, leaks))
    return side._replace(text=text, content=content_hash(side.text))
