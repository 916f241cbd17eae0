"""What a sentence orders in a case: to stop, only to speak of it, or to go on."""

from __future__ import annotations

import re

from agentreg.diff.roots import root, sense
from agentreg.formats.patterns import pattern

# The share of what the shorter sentence says of the case that the other one says, too.
SAME_CASE = 0.6
HALT_HINTS = (
    *("block", "refus", "reject", "den", "veto", "abort", "forbid", "disallow", "declin", "prevent", "fail"),
    *("terminat", "stop", "halt", "exit", "quit", "cancel", "suspend", "bail"),
)
"""Each order that stops something holds one of these."""
# Where an order stands: "Stop", "then stop", "you must stop", "if it fails, stop".
_ORDER = (
    r"(?:^\W*|[.;:!?,(\u2013\u2014]\s*|\s-\s"
    r"|\b(?:and|or|then|you|must|should|shall|will|(?:have|has|needs?) to)\s+)"
    r"(?:(?:and|then|always|immediately|at once|please|just|simply|instead|also|only)\s+)*"
)
_OBJECT = r"(?:the|an?|any|all|every|each|this|that|it)\b"
_REFUSED = r"(?:block|reject|refus|deni|abort|stopp|halt|cancell?)ed"
_REFUSES = pattern(
    rf"{_ORDER}(?:block|refuse|reject|deny|veto|abort|forbid|disallow|decline|prevent|terminate|bail out)\b"
    rf"|\b(?:blocks|rejects|refuses|aborts|stops|halts|denies|fails|prevents) {_OBJECT}"
    rf"|\b(?:is|are|be|gets?) {_REFUSED}\b"
)
# These also end what is done: "stop when the list is empty", "stop the server".
_STOPS = pattern(rf"{_ORDER}(?:stop|halt|fail|exit|quit|cancel|suspend)\b")
_CASE = pattern(r"\b(?:if|when|whenever|once|as soon as|on|at the first|unless|until)\b")
# Of what a case tells, nothing is ordered.
_INSIDE_CASE = pattern(r"\b(?:if|when|whenever|unless|until|once|that|which|who)\b[^,;:.]*$")
_DONE = pattern(
    r"\b(?:is|are|list|queue|input|loop|nothing)\b.*\b(?:empty|done|over|ended|finished|complete|left)\b"
)
_SPEAK = (
    r"(?:warn|report|note|mention|log|flag|tell|record|list|print|comment|inform|notify|document|remark"
    r"|point out|call out|suggest|display|show|say|write|mark|describe|summari[sz]e|state"
    r"|(?:add|leave) (?:an? |the )?(?:note|comment|warning|remark|line))"
)
_SPEAKS = pattern(
    rf"{_ORDER}{_SPEAK}\b|\b(?:warns|reports|logs|notes|mentions|flags) "
    r"|\b(?:is|are|be|gets?) (?:reported|noted|mentioned|logged|flagged|recorded|listed|marked|printed)\b"
)
_GOES_ON = pattern(
    rf"{_ORDER}(?:continue|proceed|carry on|go on|go ahead|move on|keep going|press on|ignore|disregard|allow"
    r"|accept|permit|let|approve|pass|tolerate|resume)\b"
    r"|\b(?:is|are|be|gets?) (?:allowed|accepted|ignored|permitted|approved|tolerated|skipped)\b"
)
_ORDERS = (_REFUSES, _STOPS, _SPEAKS, _GOES_ON)
# What says neither what happens nor to what.
_SMALL = (
    *("if", "when", "whenever", "once", "on", "and", "or", "in", "with", "its", "them", "they", "then"),
    *("has", "have", "need", "needs", "user", "immediately", "instead", "out", "even", "still", "only"),
)
_BESIDE = frozenset(map(root, _SMALL))


def stops(said: str) -> bool:
    """Whether a sentence in small letters orders to stop something in a case, or to refuse it."""
    if _orders(_REFUSES, said):
        return True
    return _orders(_STOPS, said) and _CASE.search(said) is not None and _DONE.search(said) is None


def ends(said: str) -> bool:
    """Whether it orders to stop, in a case or not."""
    return _orders(_REFUSES, said) or _orders(_STOPS, said)


def lets_go_on(said: str) -> bool:
    """Whether it orders to go on, or to let something go on."""
    return _orders(_GOES_ON, said)


def speaks(said: str) -> bool:
    """Whether it orders to tell somebody, or to write it down."""
    return _orders(_SPEAKS, said)


def is_same_case(one: str, other: str) -> bool:
    """Whether two sentences are about the same, whatever they order in it."""
    told = [_case(said) for said in (one, other)]
    return len(told[0] & told[1]) >= SAME_CASE * min(map(len, told)) > 0


def _orders(order: re.Pattern[str], said: str) -> bool:
    """Whether a sentence orders it: what it tells of a case is no order."""
    # The comma that ends a case is where an order begins.
    return any(_INSIDE_CASE.search(said, 0, found.start() + 1) is None for found in order.finditer(said))


def _case(said: str) -> frozenset[str]:
    """The roots of what a sentence says beside what it orders."""
    for order in _ORDERS:
        said = order.sub(" ", said)
    return frozenset(sense(said).roots) - _BESIDE
