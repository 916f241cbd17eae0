"""Whether a ban says by a word of its own that it is one, or leaves that to its title or its lead."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from agentreg.diff.growth import told_words
from agentreg.diff.ledger import Ledger
from agentreg.diff.roots import says_itself, shuns
from agentreg.diff.statement_pairs import Place
from agentreg.diff.units import Outline
from agentreg.diff.voice import told_act
from agentreg.formats.constraints import stated_by
from agentreg.formats.norm_table import Norm
from agentreg.formats.norms import norm_words
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind, Constraint, Polarity

# "You must never", "Main branch: never".
_BEFORE_BAN = 2


def bound_elsewhere(side: Outline, places: Iterable[int]) -> set[Span]:
    """The sentences of some units that only a title or a lead forbids.

    Where other items of the section forbid by words of their own, one without them may be meant otherwise.

    Args:
        side: The prompt.
        places: The units.
    """
    bare = {place: spans for place in places if (spans := _bare(Place(side, place)))}
    firm = _with_own_bans(side, {side.units[place].section for place in bare}) if bare else {}
    return set(
        chain.from_iterable(
            spans for place, spans in bare.items() if firm.get(side.units[place].section, set()) <= {place}
        )
    )


def _bare(place: Place) -> set[Span]:
    bans = [ban for ban in place.constraints if _is_ban(ban)]
    title = _title_over(place) if bans else None
    return {ban.span for ban in bans if _leaves_it(ban.text, title)}


def _with_own_bans(side: Outline, sections: set[int]) -> dict[int, set[int]]:
    """By section, the items that forbid by words of their own."""
    found: dict[int, set[int]] = {}
    for place, unit in enumerate(side.units):
        is_near = unit.section in sections and unit.kind is BlockKind.ITEM
        if is_near and any(_is_ban(ban) and _forbids_itself(ban.text) for ban in side.constraints[place]):
            found.setdefault(unit.section, set()).add(place)
    return found


def _title_over(place: Place) -> Norm | None:
    """What the title says of an item; None for other units, and where it says nothing."""
    is_item = place.unit.kind is BlockKind.ITEM and place.unit.section >= 0
    return stated_by(place.side.prompt.sections[place.unit.section].title) if is_item else None


def _leaves_it(ban: str, title: Norm | None) -> bool:
    """Whether a ban is one by its title or its lead."""
    if title is not None and title.polarity is Polarity.DO_NOT:
        # "Plans almost never hold" is told of plans: the title forbids to say so.
        return not _forbids_itself(ban)
    # "No tags" below `Rules` forbids by itself.
    return not says_itself(ban) and told_words(ban)[:1] != ["no"]


def _forbids_itself(text: str) -> bool:
    if shuns(text):
        return True
    told = told_act(text)
    return (told is not None and told.is_denied) or any(
        word.norm.polarity is Polarity.DO_NOT and len(told_words(text[: word.start])) <= _BEFORE_BAN
        for word in norm_words(text)
    )


def _is_ban(constraint: Constraint) -> bool:
    return constraint.polarity is Polarity.DO_NOT


def says_each(ledger: Ledger, one: Place, other: Place) -> bool:
    """Whether all that a title forbids on one side forbids by itself on the other, where the title does not.

    Args:
        ledger: The two prompts.
        one: The title before.
        other: The title after.
    """
    after = {old: pair.after for old, pair in ledger.partner.items()}
    before = {new: pair.before for new, pair in ledger.origin.items()}
    if _forbids(one):
        return not _forbids(other) and _are_said(one, other, after)
    return _forbids(other) and _are_said(other, one, before)


def _forbids(title: Place) -> bool:
    norm = stated_by(title.unit.text)
    return norm is not None and norm.polarity is Polarity.DO_NOT


def _are_said(title: Place, other: Place, partners: dict[int, int]) -> bool:
    side = title.side
    below = side.range_of(side.prompt.sections[title.unit.section].span)[1:]
    bound = [place for place in below if _inherits(Place(side, place))]
    return bool(bound) and all(
        place in partners and _bans(Place(other.side, partners[place])) for place in bound
    )


def _inherits(place: Place) -> bool:
    return any(not says_itself(constraint.text) for constraint in place.constraints)


def _bans(place: Place) -> bool:
    """Whether a unit forbids, and by words of its own."""
    bans = [said for said in place.constraints if _is_ban(said)]
    return bool(bans) and all(says_itself(ban.text) for ban in bans)
