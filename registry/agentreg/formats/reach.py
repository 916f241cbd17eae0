"""How far an order reaches that a page does not show: what it touches, and whom it turns to.

An order touches what an agent may do, whom it obeys, what leaves the machine, or what its user gets to know;
a note to whoever writes the file is about headings, lines and sections.
"""

from __future__ import annotations

import re
from enum import StrEnum

from agentreg.formats.norms import find_norm
from agentreg.formats.overrides import find_overrides
from agentreg.formats.patterns import pattern
from agentreg.formats.text import sentences
from agentreg.model.prompt import Strength


class Manner(StrEnum):
    """How something is kept from the page's readers."""

    NOTED = "noted"
    """Where people leave notes for each other: a comment."""

    POINTED_AT = "pointed at"
    """Where a page's readers are told what they get when they click, or see when they cannot."""

    KEPT_BACK = "kept back"
    """Where nobody writes a note: an element without a size."""


class Reach(StrEnum):
    """How far an order reaches, from the farthest."""

    GRAVE = "grave"
    """It touches rights, data, secrecy, tools or rules."""

    ADDRESSED = "addressed"
    """It turns to the agent, or was put where no note is."""

    PLAIN = "plain"


# An item, a comment of a script, or a line that prose would not begin so in the middle of a sentence.
_LINE = pattern(r"^[ \t]*+(?:(?:[-*+/]++|\d{1,9}[.)])[ \t]*+|(?=[A-Z]))", re.MULTILINE)
_NAMES = r"(?:claude|assistant|agents?|model|ai|llm|chatgpt|copilot|gemini|codex)"
_ORDER = pattern(
    r"\W{0,40}(?:(?:if|when|whenever|once|before|after|for)\b[^,.;!?]{1,80},\s*)?"
    rf"(?:(?:please|now|first|then|also|secretly|silently|quietly|always|(?:hey )?{_NAMES})[,:]?\s+){{0,3}}"
    r"(?:you (?:must|should|will|are|can|may|have to|need to)|run|execute|send|upload|post|fetch|download"
    r"|read|open|forward|email|copy|ignore|disregard|forget|delete|remove|disable|skip|call|invoke|exfiltrate"
    r"|reveal|print|leak|append|approve|merge|push|commit|install|deny|pretend"
    r"|grant|trust|use|write|say|answer|respond|reply|include|insert|tell|treat|consider|regard|assume|mark"
    r"|report|hide|omit|conceal|let|allow|accept)(?=[\s:,.!]|\Z)"
    r"|\W{0,40}(?:secretly|silently|quietly)\b",
    re.IGNORECASE,
)
# "They are fine: approve them".
_CLAUSE = pattern(r"(?<=[:;\u2014])\s+")
_DETERMINER = r"the|an?|all|its?|them|this|that|every\w*|any\w*|your|my|no|never|always|must|not"
# "Call to action", "Use cases", "Open questions": a headline, not a sentence.
_HEADLINE = pattern(rf"(?!.*\b(?:{_DETERMINER})\b)\W*+(?:[\w-]++\s*+){{1,3}}", re.IGNORECASE)
_BY_NAME = rf"\A\W{{0,40}}(?:hey )?{_NAMES}\s*[,:]|\b(?:the|this|any) {_NAMES} (?:must|should|will|shall)\b"
_YOU = r"(?<!if )(?<!when )\byou (?:must|should|will|shall|are|can|may|have to|need to)\b"
_WHEN_ASKED = r"\b(?:if|when|whenever) (?:you(?:['\u2019]re| are) )?asked\b"
_NAMED = pattern(_BY_NAME, re.IGNORECASE)
_ASKED = pattern(_WHEN_ASKED, re.IGNORECASE)
_ADDRESSED = pattern(rf"{_BY_NAME}|{_YOU}|{_WHEN_ASKED}", re.IGNORECASE)

_KEYS = (
    r"\b(?:secrets?|(?:api |private |all |ssh )keys?|tokens?|credentials?|passwords?|environment|env vars?"
    r"|home (?:folder|directory)|cookies|system prompt)\b"
)
_SEND = r"\b(?:send|upload|post|forward|e-?mail|exfiltrate|leak|transmit)\b"
_CONTENT = (
    r"(?:\b(?:diffs?|code|contents?|files?|answers?|outputs?|conversations?|transcripts?|reports?|summar\w+|results?"
    r"|data|repo\w*|sources?|logs?|keys?|it|them|this|everything|all|mail)\b|://|\b[\w-]+\.[a-z]{2,6}\b)"
)
_FROM_USERS = (
    r"\b(?:not|never|n['\u2019]t|without)\b[^.!?]{0,20}?\b(?:tell|show|inform|notify|warn|ask)(?:ing)?"
    r" (?:\w+ ){0,2}?(?:users?|humans?|operators?|anyone|anybody|people|reviewers?)\b"
)
# Whatever else it is about.
_ALWAYS = pattern(
    rf"\byou are now\b|{_SEND}[^.!?]{{0,60}}?{_CONTENT}|{_KEYS}|\.env\b|\.ssh\b|{_FROM_USERS}", re.IGNORECASE
)
_CHECKS = (
    r"(?:tests?|checks?|hooks?|reviews?|approvals?|validations?|warnings?|security|safety|sandbox|guard\w*|rules?"
    r"|polic\w+|scan\w*|findings?|permissions?|confirmations?|instructions?)"
)
# What no writer is told of a file, wherever in it.
_LETS_PASS = (
    r"\b(?:approve|merge|bypass|skip|disable|ignore|disregard|forget|circumvent|suppress|turn off)\b"
    rf"[^.!?]{{0,60}}?\b(?:{_CHECKS}|(?:them|it|these|those|every\w*|all|any\w*|changes|requests))\b"
    r"|\b(?:treat|consider|regard|assume|count|mark|report)\b[^.!?]{0,60}?"
    r"\b(?:reviewed|approved|checked|verified|tested|trusted|safe|passed|success\w*)\b"
)
_RIGHTS = (
    r"\b(?:approve|merge|grant|trust|bypass|sudo|admin(?:istrator)?|escalate|elevate|permissions?|authori[sz]e"
    rf"|force[- ]push|maintenance mode)\b|{_LETS_PASS}"
)
_SECRECY = (
    r"\b(?:secretly|silently|quietly|covertly|deny it|pretend|say nothing|conceal)\b"
    r"|\bwithout (?:telling|asking|mentioning|informing|notifying|confirm\w+|approval)\b"
    r"|\b(?:not|never|n['\u2019]t)\b[^.!?]{0,20}?"
    r"\b(?:tell|mention|report|reveal|disclose|say|show|inform|notify|admit|warn|flag|ask)\b"
)
_TOOLS = (
    r"\b(?:run|execute|call|invoke|install|fetch|download|delete|remove|overwrite|commit|push|deploy|publish)\b"
    r"|\b(?:tools?|shell|bash|commands?|scripts?|backdoor|curl|wget)\b"
)
_TOPICAL = pattern(f"{_RIGHTS}|{_SECRECY}|{_TOOLS}", re.IGNORECASE)
_PASSING = pattern(_LETS_PASS, re.IGNORECASE)
# What whoever writes the file is told about it.
_WRITERS = pattern(
    r"\b(?:this|these|the|each|every|next|above|below|following|new|one)"
    r" (?:\w+ )?(?:files?|sections?|pages?|lists?|tables?|headings?|paragraphs?|templates?|documents?|lines?"
    r"|blocks?|items?|columns?|rows?|entr(?:y|ies)|placeholders?|comments?|sentences?)\b"
    r"|\b(?:headings?|(?:sentence|title|lower|upper) ?case|tabs|spaces|bullets?|typos?|spelling|grammar"
    r"|wording|tone|tense|markdown|line length|indent\w*|table of contents|changelog|alphabetical\w*"
    r"|dash(?:es)?|toc|generated|by hand|manually|readme"
    r")\b"
    r"|\b(?:edit|change|add|insert|put|fill in|write|keep|list)\b[^.!?]{0,40}?\b(?:below|above|here)\b",
    re.IGNORECASE,
)
_LEGAL = pattern(r"\b(?:licen[sc]\w*|copyright|warrant\w+|liab\w+)\b", re.IGNORECASE)


def reach_of(said: str, manner: Manner) -> Reach | None:
    """How far the orders reach that something gives.

    Args:
        said: What it says.
        manner: How it is kept from readers.

    Returns:
        The farthest; None where it gives none that could be meant for an agent.
    """
    if any(find_overrides(said)):
        return Reach.GRAVE
    reaches = {_reach(one, manner) for one in _orders(said)}
    return next((reach for reach in Reach if reach in reaches), None)


def turns_to_agent(said: str) -> bool:
    """Whether something sets rules aside, or says what an agent must do, by its name or as "you"."""
    if any(find_overrides(said)):
        return True
    return any(_must(one) and _ADDRESSED.search(one) for one in _orders(said)) or bool(_NAMED.match(said))


def _orders(said: str) -> list[str]:
    found = [span.of(said) for span in sentences(said)]
    orders = [one for one in found if _must(one) or _NAMED.search(one) or _has_order(one)]
    lines = [_rest_of_line(said, line.end()) for line in _LINE.finditer(said)]
    return [one for one in (*orders, *filter(_ORDER.match, lines)) if not _HEADLINE.fullmatch(one)]


def _has_order(sentence: str) -> bool:
    return any(map(_ORDER.match, _CLAUSE.split(sentence)))


def _rest_of_line(said: str, start: int) -> str:
    end = said.find("\n", start)
    return said[start:] if end < 0 else said[start:end]


def _must(sentence: str) -> bool:
    norm = find_norm(sentence)
    return bool(norm and norm.strength is Strength.MUST)


def _reach(order: str, manner: Manner) -> Reach | None:
    is_named, is_addressed = bool(_NAMED.search(order)), bool(_ADDRESSED.search(order))
    if manner is Manner.POINTED_AT and not (is_named or _must(order)):
        # "Read the docs" invites whoever points at it.
        return None
    touches = bool(_TOPICAL.search(order))
    is_note = manner is not Manner.KEPT_BACK and _is_note(order, to_agent=touches and is_addressed)
    if _ALWAYS.search(order) or (touches and not is_note):
        return Reach.GRAVE
    if is_note:
        return Reach.PLAIN if is_named else None
    if manner is Manner.KEPT_BACK or is_addressed:
        return Reach.ADDRESSED
    return Reach.PLAIN if manner is Manner.NOTED else None


def _is_note(order: str, *, to_agent: bool) -> bool:
    """Whether it is for whoever writes the file: also where "you" are told what the licence says."""
    if _ASKED.search(order) or _PASSING.search(order):
        return False
    return bool(_LEGAL.search(order) or (_WRITERS.search(order) and not to_agent))
