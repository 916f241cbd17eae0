"""How a constraint binds after an edit, compared with before: firmer, looser, the other way round."""

from __future__ import annotations

import re

from agentreg.diff.beyond import is_amount, names_beyond
from agentreg.diff.bound import ONLY, acts_of, banned, telling
from agentreg.diff.consent import drops_asking, waits
from agentreg.diff.demands import demands
from agentreg.diff.growth import holds, told_words
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import similarity
from agentreg.diff.leave import excused, excuses_thing, permitted, without_excuses, without_leave
from agentreg.diff.looser import is_looser
from agentreg.diff.opposites import demands_denied, drops_contrast, swaps_opposite
from agentreg.diff.roots import denies, is_crossed, root, sense, speak_of_the_same
from agentreg.diff.ways_out import counts_ways_out
from agentreg.formats.confidential import keeps_in, lets_out
from agentreg.formats.norms import norm_words
from agentreg.formats.orders import is_order
from agentreg.formats.patterns import pattern
from agentreg.model.prompt import Constraint, Polarity, Strength

_FIRMNESS = list(Strength)
# A ban leaves least to the model, a plain demand most.
_NARROWNESS = [Polarity.DO, Polarity.ONLY, Polarity.DO_NOT]
_OPPOSITE = {Polarity.DO, Polarity.DO_NOT}
_BOUNDED = {Polarity.ONLY, Polarity.DO_NOT}
# Percent of the core: so much must be said again for the same to be demanded the other way round.
SAME_CORE = 80.0
# An exception tells of a demand that was not rewritten as a whole.
SAME_DEMAND = 55.0
# "Change nothing" has no normative word, and forbids as "do not change anything" does; "keep out of", too.
_DENIES = pattern(r"\b(?:nothing|nobody|neither|no|keep\b[^.;]{0,80}\b(?:out of|away from))\b", re.IGNORECASE)
# What has to be so before an act that is otherwise forbidden, and before one that is allowed only then.
_GATE = {
    Polarity.DO_NOT: pattern(
        r"\b(?:without|unless|until|till|except|before)\b.*$", re.IGNORECASE | re.DOTALL
    ),
    Polarity.ONLY: pattern(r"\b(?:with|after|once|when|if)\b.*$", re.IGNORECASE | re.DOTALL),
}
# Who may approve what it does itself asks nobody.
_SELF = pattern(r"\b(?:yourself|itself|themselves|your own)\b", re.IGNORECASE)


def compare_binding(before: Constraint, after: Constraint) -> Kind | None:
    """What became of one constraint; None when it says the same.

    An exception ("unless the user asks") weakens, and so does the loss of an "only".
    """
    if before.text == after.text and before[2:4] == after[2:4]:
        return None
    before, after = _with_cross(before, after), _with_cross(after, before)
    if swaps_opposite(before.text, after.text) or _demands_denied(before, after):
        return Kind.CONSTRAINT_INVERTED
    if freedom := _leaves_free(before, after) - _leaves_free(after, before):
        return Kind.CONSTRAINT_WEAKENED if freedom > 0 else Kind.CONSTRAINT_STRENGTHENED
    if _is_turned(before, after) or _lets(before, after) or _lets(after, before):
        return Kind.CONSTRAINT_INVERTED
    if _opens(before, after) or _opens(after, before):
        return Kind.CONSTRAINT_INVERTED
    if lifted := _lifts_ban(before, after) - _lifts_ban(after, before):
        return Kind.CONSTRAINT_WEAKENED if lifted > 0 else Kind.CONSTRAINT_STRENGTHENED
    firmer = (
        _FIRMNESS.index(after.strength) - _FIRMNESS.index(before.strength)
        or _narrower(before, after)
        or _asks_more(before, after)
        or _fewer_exceptions(before, after)
        or _tighter(before, after)
        or _asks_first(before, after)
        or drops_contrast(after.text, before.text) - drops_contrast(before.text, after.text)
    )
    if firmer:
        return Kind.CONSTRAINT_STRENGTHENED if firmer > 0 else Kind.CONSTRAINT_WEAKENED
    return Kind.CONSTRAINT_EDITED


def _with_cross(one: Constraint, other: Constraint) -> Constraint:
    """What forbids by its cross, where the other forbids: a title makes a demand of "\u274c Push to main"."""
    is_ban = other.polarity is Polarity.DO_NOT and is_crossed(one.text)
    return one._replace(polarity=Polarity.DO_NOT) if is_ban else one


def released(constraint: Constraint, said: str) -> Kind | None:
    """What became of a constraint when a sentence that binds nobody says the same.

    Args:
        constraint: The constraint.
        said: The other sentence.

    Returns:
        `Never push` became `Push`: it was inverted; `Never change anything` became `Change nothing`: it was
        reworded; None when the sentence says something else.
    """
    if constraint.polarity is Polarity.DO_NOT and is_crossed(said):
        return Kind.CONSTRAINT_EDITED if sense(constraint.core).roots == sense(said).roots else None
    if constraint.polarity is Polarity.DO_NOT and sense(constraint.text) == sense(said):
        return Kind.CONSTRAINT_EDITED
    if any(demands(said, act) for act in banned(constraint)):
        return Kind.CONSTRAINT_INVERTED
    if _needs_not(constraint, said):
        return Kind.CONSTRAINT_STRENGTHENED
    # What need not be done is no longer demanded; what was forbidden is no less so.
    act = said if constraint.polarity is Polarity.DO_NOT else without_excuses(said)
    texts = said.casefold(), without_leave(act)
    core = constraint.core.removeprefix("you ")
    alike = max(similarity(core, text) for text in texts) >= SAME_CORE
    if not alike and (constraint.polarity is Polarity.DO_NOT or not holds(constraint.core, said)):
        return None
    if constraint.polarity is Polarity.DO_NOT and not _are_one(core, said):
        return None
    acts = [act.words for act in acts_of(constraint.text) if act.polarity is constraint.polarity]
    if not _is_told(acts, act):
        return None
    if constraint.polarity is Polarity.DO_NOT:
        return Kind.CONSTRAINT_INVERTED
    return Kind.CONSTRAINT_STRENGTHENED if constraint.strength is Strength.MAY else Kind.CONSTRAINT_WEAKENED


def _needs_not(constraint: Constraint, said: str) -> bool:
    """Whether a sentence orders something with all that a constraint says there is no need for."""
    if constraint.strength is not Strength.MAY or not excuses_thing(constraint.text):
        return False
    thing, order = sense(constraint.core), sense(said)
    return set() < set(thing.roots) <= set(order.roots) and not order.denials and is_order(said)


def _is_told(acts: list[tuple[str, ...]], said: str) -> bool:
    """Whether a sentence tells one of these acts, without a "not"."""
    told = ["", *map(root, telling(said))]
    return any(
        told[place : place + len(words)] == [*map(root, words)] and not denies(told[place - 1])
        for words in acts
        for place in range(1, len(told))
    )


def _leaves_free(before: Constraint, after: Constraint) -> bool:
    """Whether one demands what the other says can be done or need not be; a ban may be lifted so, too."""
    bound = {act.words[0]: act.polarity for act in acts_of(before.text) if act.words}
    if not bound:
        # A title or a lead binds what has no normative words of its own.
        bound = dict.fromkeys(told_words(before.core)[:1], before.polarity)
    demanded = {word for word, polarity in bound.items() if polarity is Polarity.DO}
    free = permitted(after.text) - permitted(before.text)
    return not (demanded.isdisjoint(free) and bound.keys().isdisjoint(excused(after.text)))


def _lets(before: Constraint, after: Constraint) -> bool:
    """Whether one of two constraints demands or allows what the other forbids, and did not before."""
    return after.polarity is Polarity.DO and any(
        demands(after.text, act) and not demands(before.text, act) for act in banned(before)
    )


def _opens(before: Constraint, after: Constraint) -> bool:
    """Whether one of two constraints keeps data in that the other lets out: "Keep it out of the log"."""
    return keeps_in(before.text) and lets_out(after.text)


def _demands_denied(one: Constraint, other: Constraint) -> bool:
    """Whether one of two constraints demands what the other sets against what it demands."""
    return demands_denied(one.text, other.text) or demands_denied(other.text, one.text)


def _is_turned(before: Constraint, after: Constraint) -> bool:
    """Whether one demands what the other forbids."""
    if {before.polarity, after.polarity} != _OPPOSITE:
        return False
    acts = [acts_of(said.text) for said in (before, after)]
    if not all(acts):
        # A title or a lead binds what has no normative words of its own; other words bind other things.
        cores = before.core, after.core
        stated = [act.words for act in acts[0] + acts[1] if act.words]
        if (stated and not _is_told(stated, cores[bool(acts[0])])) or not _are_one(*cores):
            return False
        return max(similarity(*cores), similarity(*map(without_leave, cores))) >= SAME_CORE
    # "Always ask, never guess" said in the other order binds the same way.
    known = [{(act.verb, act.polarity) for act in side} for side in acts]
    return any(
        act.verb == other.verb
        and {act.polarity, other.polarity} == _OPPOSITE
        and (act.verb, act.polarity) not in known[1]
        and (act.verb, other.polarity) not in known[0]
        and _are_one(act.clause, other.clause)
        for act in acts[0]
        for other in acts[1]
    )


def _are_one(clause: str, other: str) -> bool:
    return not names_beyond(clause, other) and speak_of_the_same(clause, other)


def _lifts_ban(before: Constraint, after: Constraint) -> bool:
    """Whether a ban has no word left that forbids: "Rarely push to main", "Always push to a branch".

    One that kept data in is lifted by whatever took its place, and one that forbids in words of its own by
    whatever denies nothing there: "Treat the data with discretion".
    """
    if before.polarity is not Polarity.DO_NOT or after.polarity is not Polarity.DO:
        return False
    if any(word.norm.polarity is not Polarity.DO for word in norm_words(after.text)):
        return False
    if _DENIES.search(after.text) or (is_amount(before.text) and names_beyond(before.text, after.text)):
        return False
    is_lost = keeps_in(before.text) and not keeps_in(after.text)
    is_gone = not sense(after.text).denials and any(
        word.norm.polarity is Polarity.DO_NOT for word in norm_words(before.text)
    )
    return is_lost or is_gone or similarity(before.core, after.core) >= SAME_DEMAND


def _narrower(before: Constraint, after: Constraint) -> int:
    polarities = {before.polarity, after.polarity}
    if polarities == _OPPOSITE or (polarities == _BOUNDED and not _reopens(before, after)):
        return 0
    return _NARROWNESS.index(after.polarity) - _NARROWNESS.index(before.polarity)


def _reopens(before: Constraint, after: Constraint) -> bool:
    """Whether of two constraints one forbids what the other allows within bounds.

    "Never push" and "Only push to a branch" are about one act; "Never run UPDATE" and "Only run SELECT" are
    not, and nobody can say which of them leaves less.
    """
    ban, bound = sorted((before, after), key=lambda said: said.polarity is not Polarity.DO_NOT)
    acts = banned(ban)
    return not acts or any(demands(ONLY.sub(" ", bound.text), act) for act in acts)


def _asks_first(before: Constraint, after: Constraint) -> int:
    """Whether only one of two demands wants somebody asked: a title makes a demand of both."""
    if not before.polarity is after.polarity is Polarity.DO:
        return 0
    return drops_asking(after.text, before.text) - drops_asking(before.text, after.text)


def _asks_more(before: Constraint, after: Constraint) -> int:
    """Whether of two constraints that let the same through in some case only one wants somebody asked."""
    forms = _GATE.get(before.polarity)
    if forms is None or before.polarity is not after.polarity:
        return 0
    gates = forms.search(before.text), forms.search(after.text)
    if not (gates[0] and gates[1]):
        return 0
    acts = before.text[: gates[0].start()], after.text[: gates[1].start()]
    is_same = similarity(*map(str.casefold, acts)) >= SAME_CORE
    asked, asks = (waits(gate[0]) and not _SELF.search(gate[0]) for gate in gates if gate)
    return asks - asked if is_same else 0


def _fewer_exceptions(before: Constraint, after: Constraint) -> int:
    cores = sorted((before.core, after.core), key=len)
    rewritten = similarity(*cores) < SAME_DEMAND and not holds(*cores) and not cores[1].startswith(cores[0])
    if rewritten:
        return 0
    return counts_ways_out(before.text) - counts_ways_out(after.text)


def _tighter(before: Constraint, after: Constraint) -> int:
    if before.polarity is not after.polarity:
        return 0
    return -is_looser(before.text, after.text, is_ban=before.polarity is Polarity.DO_NOT)
