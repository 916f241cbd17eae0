"""Who may command: whose orders and whose yes a sentence counts."""

from __future__ import annotations

import re

from agentreg.diff.roots import sense
from agentreg.formats.patterns import pattern

_ORDERS = (
    r"(?:orders?|instructions?|commands?|requests?|directions?|directives?|tasks?|assignments?|approvals?"
    r"|permission|consent|confirmation|authori[sz]ation|sign-off|go-ahead|decisions?|rulings?)"
)
_TAKES = (
    r"(?:tak(?:e|es|ing)|accept(?:s|ing)?|follow(?:s|ing)?|heed(?:s|ing)?|act(?:s|ing)? on|carry out"
    r"|execut(?:e|es|ing)|honou?r|get|obtain|seek|wait for|await|require|need)"
)
_GIVES = (
    r"(?:approv(?:e|es|ed|al)|confirm(?:s|ed)?|authori[sz]e[sd]?|sign(?:s|ed)? off|order(?:s|ed)?"
    r"|decid(?:e|es|ed)|ask(?:s|ed))"
)
# Whose they are stands behind these.
_BEHIND = pattern(
    rf"\b(?:{_TAKES} (?:[\w'-]+ ){{0,3}}?{_ORDERS}(?: only| solely| exclusively)? (?:from|of|by|given by)"
    rf"|{_ORDERS} (?:only |solely )?(?:from|given by|by)"
    rf"|(?:{_GIVES}) (?:only )?by|obey|listen to|answer to|defer to|do (?:what|as|whatever)"
    rf"|(?:ask|consult|check with|wait for)) (?P<whose>[^.;:!?()]+)"
)
# "The owner approves it", "only the owner may approve".
_BEFORE = pattern(
    r"(?P<whose>[^.;:!?(),]+?) (?:may|can|must|has to|have to|should|is allowed to|are allowed to|has|have)"
    r" (?:\w+ )?(?:give|issue|approv\w+|confirm\w*|authori[sz]\w+|sign(?:ed)? off|order\w*|decide\w*"
    r"|command)\b"
)
_PEOPLE = (
    r"(?:users?|persons?|people|members?|humans?|contributors?|developers?|engineers?|colleagues?|teammates?"
    r"|agents?|callers?|commenters?|participants?|employees?|reviewers?|maintainers?|part(?:y|ies))"
)
_ANYONE = pattern(
    r"\b(?:any(?:one|body)|every(?:one|body)|some(?:one|body)|who(?:m)?ever"
    rf"|(?:any|all|every) (?:[\w-]+ )?{_PEOPLE}"
    r"|(?:the|a) (?:person|one|user|human|people) (?:who|that)"
    r" (?:asks?|is asking|requests?|writes?|calls?|happens?))\b(?! (?:but|except|other than|save)\b)"
)
# What it is that they say, and when.
_MORE = pattern(r"\b(?:before|after|if|when|whenever|to|for|about|whether|unless|until|while|so)\b")
_ONLY = pattern(r"\b(?:only|solely|exclusively|alone|nobody else|no one else)\b")
_OR = pattern(r",? or (?:(?:by|from) )?(?:the|an?|any|your|another|its) ")
HINTS = (
    *("order", "instruct", "command", "request", "direct", "task", "assign", "approv", "permission"),
    *("consent", "confirm", "authori", "sign", "go-ahead", "decid", "decision", "ruling", "obey", "listen"),
    *("answer to", "defer", "do what", "do as", "ask", "consult", "check with", "wait for"),
)
"""Each sentence that says who may command holds one of these."""


def widens_source(one: str, other: str) -> bool:
    """Whether of two sentences the other one counts the orders, or the yes, of more people.

    Args:
        one: A sentence in small letters.
        other: The one in its place, in small letters.
    """
    before, after = _whose(one), _whose(other)
    if before is None or after is None or sense(one).denials or sense(other).denials:
        return False
    was_anyone, is_anyone = (_ANYONE.search(whose) is not None for whose in (before, after))
    if was_anyone:
        return False
    drops_only = _ONLY.search(one) is not None and _ONLY.search(other) is None
    return is_anyone or drops_only or _adds_person(before, after)


def _adds_person(before: str, after: str) -> bool:
    """Whether "the owner" became "the owner or the tester"."""
    found = _OR.search(after)
    if found is None or _OR.search(before):
        return False
    named = frozenset(sense(_ONLY.sub(" ", before)).roots)
    return bool(named) and named <= frozenset(sense(after[: found.start()]).roots)


def _whose(said: str) -> str | None:
    found: re.Match[str] | None = _BEHIND.search(said) or _BEFORE.search(said)
    return _MORE.split(found["whose"], maxsplit=1)[0] if found else None
