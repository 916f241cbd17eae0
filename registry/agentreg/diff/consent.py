"""Consent: sentences that want somebody asked before an act, and such as give leave to act without."""

from __future__ import annotations

from agentreg.diff.halts import ends
from agentreg.diff.roots import root, sense
from agentreg.formats.norm_table import ASKING, CONSENT, WAITING
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

# "Deployment" and "deploy", "removal" and "remove" are one act.
_STEM = 5
_CONSENT = rf"(?:{CONSENT}|clearance)"
_ASKS = (
    rf"(?:ask(?:s|ing|ed)?|confirm(?:s|ing|ed)?|consult(?:s|ing|ed)?|check(?:s|ing)?(?: in)? with|{_CONSENT})"
)
_QUESTION = pattern(rf"\b(?:{_ASKS}|{WAITING})\b")
# Who decides, and that it is waited for: "after the user has agreed", "only with the owner's OK".
_SOMEBODY = (
    r"(?:(?:the|an?|your|each) (?:[\w-]+ ){0,2}?"
    r"(?:user|human|owner|maintainer|operator|team|lead|person|reviewer)s?"
    r"|somebody|someone|they)"
)
_AGREES = r"(?:agree|approv|confirm|accept|answer|repl(?:y|ie)|consent|sign|says?\b|said\b|allow)"
_GATE = pattern(
    rf"\b(?:after|once|until|till|unless|when|if) {_SOMEBODY} (?:has |have )?{_AGREES}"
    rf"|\b(?:confirm|check(?: in)?|consult|(?:clear|agree on) (?:it|this|that)) with {_SOMEBODY}\b"
    rf"|\bask {_SOMEBODY} (?:(?:whether|if) (?:to|(?:you|it) (?:may|can|should|is))|to (?:confirm|approve))\b"
    rf"|\b(?:let|have) {_SOMEBODY} (?:sign off|approve|confirm|decide)"
    rf"|\bfor (?:{CONSENT})\b|\b{_SOMEBODY}['\u2019]s? (?:ok|okay|yes|nod|{CONSENT})\b|\bgreen light\b"
)
# Each of these phrases, and each demand to ask, holds one of these.
GATE_HINTS = (
    *("agree", "approv", "confirm", "accept", "answer", "repl", "consent", "sign", "say", "said", "allow"),
    *("check", "consult", "clear", "ask", "decide", "permission", "authori", "go-ahead", "ok", "yes", "nod"),
    *("green light", "wait", "pause", "hold"),
)
# "Ask before you deploy": whoever it is that is asked.
_ASK_FIRST = (
    rf"\b(?:ask|consult|check in)(?: (?:me|us|them|{_SOMEBODY}))?(?: first)?,? (?:before|prior to)\b"
    rf"|\b(?:ask|consult|check in)(?: (?:me|us|them|{_SOMEBODY}))? first\b"
)
_DEMAND = pattern(rf"\b(?:{ASKING})\b|{_GATE.pattern}|{_ASK_FIRST}")
_LEAVE = pattern(
    rf"\bwithout (?:\w+ ){{0,3}}?(?:{_ASKS}|checking|prompting|waiting)\b"
    rf"|\bno (?:\w+ ){{0,2}}?{_CONSENT}(?= (?:is|are|needed|required|necessary)\b)"
    rf"|\b(?:needs?|requires?) no {_CONSENT}\b"
)
_ANYBODY = rf"(?:{_SOMEBODY}|anyone|anybody|me|us|them)"
_NOT = r"(?:never|(?:do|does|must|should)(?: not|n['\u2019]t)|need not|no need to)"
# "Never ask for approval twice" wants somebody asked once.
_NOT_SO = r"(?! (?:again|twice|until|unless|more|yet|without|via|by|through|in)\b)"
# Leave that is worded as a ban of asking, or takes the answer for granted.
_FREE = rf"{_NOT} (?:need to |have to |bother to )?"
_NO_USE = (
    r"(?:do|does)(?: not|n['\u2019]t) (?:need|require)|(?:there(?: is|['\u2019]s) )?no need for"
    rf"|{_NOT} bother (?:with|about)"
)
_WAIVER = pattern(
    rf"\b(?:{_NO_USE}) (?:[\w'\u2019-]+ ){{0,3}}?{_CONSENT}\b"
    rf"|\b{_FREE}(?:(?:ask|wait|pause)(?: {_ANYBODY})? for|seek|obtain|get|request|await)"
    rf" (?:[\w'\u2019-]+ ){{0,3}}?{_CONSENT}\b{_NOT_SO}"
    rf"|\b{_FREE}(?:ask|consult|check with|wait for) {_ANYBODY} (?:before|first|prior to)\b"
    r"|\b(?:assum|presum|skip|omit|bypass|forgo|waiv)\w* (?:(?:the|any|all|their|user|its) ){0,2}"
    rf"{_CONSENT}\b"
    rf"|\bno (?:\w+ ){{0,2}}?{_CONSENT} (?:is|are) (?:needed|required|necessary)\b"
    rf"|\b(?:needs?|requires?) no {_CONSENT}\b"
)
_AT_ONCE = pattern(
    r"\b(?:right away|straight ?away|immediately|at once|directly|without delay|automatically|anyway)\b"
)
# In which case it holds: at the start up to the comma, or at the end.
_CASE = pattern(
    r"^\W*(?:when|whenever|if|while|once)\b[^,]*,|\b(?:when|whenever|if|while|once|as long as|unless)\b.*$"
)
# Who is asked, how and when: not for what.
_BESIDE = frozenset(
    map(
        root,
        (
            *("user", "human", "owner", "maintainer", "person", "somebody", "someone", "anyone"),
            *("me", "us", "them", "first", "before", "beforehand", "prior", "explicit"),
            *("explicitly", "for", "get", "obtain", "seek", "request", "need", "needed"),
            *("require", "required", "necessary", "wait", "with", "in", "so", "and", "are"),
            *("act", "proceed", "go", "ahead", "continue", "anything", "everything", "all"),
            *("each", "every"),
        ),
    )
)


def drops_asking(one: str, other: str) -> bool:
    """Whether one of two sentences wants somebody asked, and the other says nothing of it."""
    # "Never pause for approval" wants nobody asked.
    return wants_consent(one) and not waits(other)


def speaks_of_asked(one: str, other: str) -> bool:
    """Whether of two sentences one wants somebody asked before an act, and the other speaks of the act."""
    asked = asked_for(one) or frozenset()
    return bool(asked) and asked <= _act(other)


def wants_consent(said: str) -> bool:
    """Whether a sentence wants somebody to agree before what follows."""
    return _DEMAND.search(lowered(said)) is not None and not sense(said).denials


def orders_unasked(one: str, other: str) -> bool:
    """Whether of two sentences one wants somebody asked before an act, and the other has it done at once."""
    return speaks_of_asked(one, other) and _AT_ONCE.search(lowered(other)) is not None


def waits(text: str) -> bool:
    """Whether a sentence speaks of anybody who is asked, or agrees."""
    said = lowered(text)
    return _QUESTION.search(said) is not None or _GATE.search(said) is not None


def asked_for(text: str) -> frozenset[str] | None:
    """For which act a sentence wants somebody asked, by the roots of its words; None when it does not."""
    plain = lowered(text)
    if not _QUESTION.search(plain) or _LEAVE.search(plain) or sense(text).denials:
        return None
    return _act(_QUESTION.sub(" ", plain))


def freed_of(text: str) -> frozenset[str] | None:
    """Which act a sentence gives leave to without anybody asked, by the roots of its words; None for none."""
    plain = lowered(text)
    # "Never delete it without asking" gives no such leave.
    if not _LEAVE.search(plain) or sense(_LEAVE.sub(" ", plain)).denials:
        return None
    return _act(_LEAVE.sub(" ", plain))


def is_waiver(said: str) -> bool:
    """Whether a sentence says that nobody has to be asked, or that the answer is taken for granted."""
    plain = lowered(said)
    if _WAIVER.search(plain) is None or ends(plain):
        return False
    # "Never assume consent" does not.
    return not sense(_WAIVER.sub(" ", plain)).denials


def waived_of(said: str) -> frozenset[str] | None:
    """Which act may be done without anybody asked, in whatever case; None where nothing is waived."""
    if is_waiver(said):
        return _act(_CASE.sub(" ", _WAIVER.sub(" ", lowered(said))))
    return freed_of(said)


def is_wanted(said: str, waived: frozenset[str]) -> bool:
    """Whether a sentence wants somebody asked before an act that another one waives; empty for any act."""
    if not wants_consent(said):
        return False
    asked = asked_for(said) or frozenset()
    return not waived or bool(asked and (asked <= waived or waived <= asked))


def _act(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in frozenset(sense(text).roots) - _BESIDE)
