"""Consent: sentences that want somebody asked before an act, and such as give leave to act without."""

from __future__ import annotations

from agentreg.diff.roots import root, sense
from agentreg.formats.norm_table import CONSENT, WAITING
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

# "Deployment" and "deploy", "removal" and "remove" are one act.
_STEM = 5
_CONSENT = rf"(?:{CONSENT}|clearance)"
_ASKS = (
    rf"(?:ask(?:s|ing|ed)?|confirm(?:s|ing|ed)?|consult(?:s|ing|ed)?|check(?:s|ing)?(?: in)? with|{_CONSENT})"
)
_QUESTION = pattern(rf"\b(?:{_ASKS}|{WAITING})\b")
_LEAVE = pattern(
    rf"\bwithout (?:\w+ ){{0,3}}?(?:{_ASKS}|checking|prompting|waiting)\b"
    rf"|\bno (?:\w+ ){{0,2}}?{_CONSENT}(?= (?:is|are|needed|required|necessary)\b)"
    rf"|\b(?:needs?|requires?) no {_CONSENT}\b"
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


def _act(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in frozenset(sense(text).roots) - _BESIDE)
