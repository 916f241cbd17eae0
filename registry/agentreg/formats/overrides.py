"""Words that set aside what a model was told elsewhere, or that keep something from its user."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

_WHAT = (
    "all|any|every|of|the|your|my|our|these|those|other|previous|prior|earlier|above|preceding|existing|former"
    "|original|initial|your default|your current|system|safety|security|user'?s?"
)
_SAID = "instructions?|rules?|prompts?|guidelines?|constraints?|restrictions?|directives?|guardrails?"
# What happened or was done: "about the deletion", "about failed steps"; prices and options do not happen.
_DEED = (
    r"(?:deletions?|removals?|migrations?|deployments?|uploads?|transfers?|failures?|errors?|loss(?:es)?|leaks?"
    r"|breach(?:es)?|incidents?|crash(?:es)?|push(?:es)?|payments?|charges?|purchases?|mistakes?|damages?"
    r"|changes?|edits?|cop(?:y|ies)|commits?)"
)
_BROKEN = r"(?:failed|lost|skipped|deleted|broken|overwritten|leaked) \w+"
# "Do not show errors to users" is about what is built.
_DONE = rf"(?:(?:the|any|all|your) (?:[\w-]+ ){{0,2}}?{_DEED}|{_BROKEN})"
_THIS = r"(?:this|it|them|(?:this|these|those) \w+)"
_SECRETS = (
    r"(?:do not|don['\u2019]t|never) (?:tell|inform|notify|let"
    r"|(?:mention|reveal|show|disclose) (?:this|it|them)(?: \w+)? to"
    rf"|(?:reveal|disclose) to|(?:mention|report|admit) (?:{_DONE} )?to)"
    r"|without (?:telling|informing|notifying)"
    rf"|(?:hide|conceal|keep) (?:{_THIS}|{_DONE})(?: (?:secret|hidden))? from"
)
_DEEDS = (
    rf"(?:the|any|all|your|an?) (?:[\w-]+ ){{0,2}}?{_DEED}\b(?=\W*$|[.;,:]| (?:of|until|when|if|that you)\b)"
    rf"|{_BROKEN}"
)
_PAST = r"(?:[\w-]+ ){1,4}(?:(?:was|were|has been|have been) \w+(?:ed|st|en|ne)|failed|went wrong)\b"
# Each of the words between is one of a few, so that "ignore all linting rules" is none; "do not tell the user
# to wait" is about work, and so is "do not tell the user the answer".
_OVERRIDE = pattern(
    rf"\b(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing))(?:\s++(?:{_WHAT})){{1,5}}\s++(?:{_SAID})\b"
    r"|\b(?:forget|ignore|disregard) (?:everything|all|anything)(?: that)? you (?:were|have been|are)"
    r" (?:told|given)\b"
    rf"|\b(?:{_SECRETS}) (?:the |your )?(?:users?|humans?|operators?)\b"
    r"(?! (?:to|how|what|which|where|when|until|if|the|an?|their|its"
    r"|about(?! (?:(?:this|it|that|them|these|those)\b"
    rf"|{_DEEDS}))|that(?! (?:you (?:did|have|had|are|were|\w+ed)\b|{_PAST})))\b)",
    re.IGNORECASE,
)
# "Never ignore previous instructions": that keeps them.
_KEEPS = pattern(r"\b(?:never|not|(?:do|must|should|ca)n['\u2019]t|cannot)\s+(?:ever\s+)?\Z", re.IGNORECASE)
_BEFORE = 40
"""Characters before an override in which it can be taken back."""
# Each override holds one of these: few texts need to be looked through.
_HINTS = (
    *("ignor", "disregard", "forget", "overrid"),
    *(" tell", " inform ", " informing ", " notify", " let ", " this to ", " it to ", " them to "),
    *("mention ", "reveal ", "disclose ", "show this ", "show it ", "show them "),
    *("report to ", "admit to "),
    *("hide ", "conceal ", " this from ", " it from ", " them from ", " secret from ", " hidden from "),
    *(f" from {whose}{whom}" for whose in ("the ", "your ", "") for whom in ("user", "human", "operator")),
)
_QUOTES = "\"'`\u201c\u2018\u00ab"


def may_override(text: str) -> bool:
    """Whether a text may hold an override; quickly answered."""
    lower = text.lower()
    return any(hint in lower for hint in _HINTS)


def find_overrides(text: str) -> Iterator[Span]:
    """Where a text asks to set aside what was said elsewhere, or not to tell the user.

    Args:
        text: Prose. What stands in quotes is an example of what others may say.

    Yields:
        The words that ask for it.
    """
    for found in _OVERRIDE.finditer(text):
        quoted = text[found.start() - 1 : found.start()] in tuple(_QUOTES)
        if not quoted and not _is_kept(text, found.start()):
            yield Span(*found.span())


def _is_kept(text: str, start: int) -> bool:
    return _KEEPS.search(text[max(0, start - _BEFORE) : start]) is not None
