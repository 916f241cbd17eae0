"""How a constraint binds after an edit, compared with before: firmer, looser, the other way round."""

from __future__ import annotations

import re
from collections import Counter

from agentreg.diff.kinds import Kind
from agentreg.formats.norms import norms_of
from agentreg.formats.text import lowered
from agentreg.model.prompt import Constraint, Polarity, Strength

_FIRMNESS = list(Strength)
# A ban leaves least to the model, a plain demand most.
_NARROWNESS = [Polarity.DO, Polarity.ONLY, Polarity.DO_NOT]
_OPPOSITE = {Polarity.DO, Polarity.DO_NOT}
# With one of these more, a demand or a ban holds in fewer cases.
_EXCEPTION = re.compile(
    r"\b(?:unless|except(?:ing|ion|ions)?|apart from|other than|if (?:possible|needed|necessary|appropriate)"
    r"|(?:when|where|wherever|whenever) (?:possible|appropriate|practical|feasible|reasonable)"
    r"|as (?:much|far) as possible|generally|usually|typically|in most cases|try to"
    r"|without (?:\w+ ){0,2}(?:permission|approval|instructions?|consent|confirmation|request))\b"
)


def compare_binding(before: Constraint, after: Constraint) -> Kind | None:
    """What became of one constraint; None when it says the same.

    An exception ("unless the user asks") weakens, and so does the loss of an "only".
    """
    if before.text == after.text and before[2:4] == after[2:4]:
        return None
    if _is_turned(before, after):
        return Kind.CONSTRAINT_INVERTED
    firmer = (
        _FIRMNESS.index(after.strength) - _FIRMNESS.index(before.strength)
        or _narrower(before, after)
        or _exceptions(before) - _exceptions(after)
    )
    if firmer:
        return Kind.CONSTRAINT_STRENGTHENED if firmer > 0 else Kind.CONSTRAINT_WEAKENED
    return Kind.CONSTRAINT_EDITED


def released(constraint: Constraint) -> Kind:
    """What became of a constraint that is said without its normative words: `Never push` became `Push`."""
    if constraint.polarity is Polarity.DO_NOT:
        return Kind.CONSTRAINT_INVERTED
    return Kind.CONSTRAINT_STRENGTHENED if constraint.strength is Strength.MAY else Kind.CONSTRAINT_WEAKENED


def _is_turned(before: Constraint, after: Constraint) -> bool:
    if {before.polarity, after.polarity} != _OPPOSITE:
        return False
    # "Always ask, never guess" said in the other order binds the same way.
    one, other = (Counter(norm.polarity for norm in norms_of(said.text)) for said in (before, after))
    return one != other or not one


def _narrower(before: Constraint, after: Constraint) -> int:
    if {before.polarity, after.polarity} == _OPPOSITE:
        return 0
    return _NARROWNESS.index(after.polarity) - _NARROWNESS.index(before.polarity)


def _exceptions(constraint: Constraint) -> int:
    return len(_EXCEPTION.findall(lowered(constraint.text)))
