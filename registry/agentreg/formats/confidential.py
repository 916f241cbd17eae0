"""Sentences about data that is nobody else's business: which keep it in, and which let it out."""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern

_WHOSE = r"(?:client|customer|employee|health|medical|member|patient|payment|personal|user)s?['\u2019]?s?"
_KEPT = r"(?:confidential|internal|personal|private|proprietary|sensitive)"
_WHAT = r"(?:code|data|details|documents?|emails?|files?|info|information|material|names?|records?)"
# One of these is in every text that names such data, and few texts hold one: the patterns take time to make.
_HINTS = (
    *("secret", "credential", "passw", "passphrase", "pii", "phi", "source code", "environment var"),
    *("access", "api", "auth", "encryption", "private", "signing", "ssh", "client", "customer", "employee"),
    *("health", "medical", "member", "patient", "payment", "personal", "user", "confidential", "internal"),
    *("proprietary", "sensitive"),
)
_DATA = pattern(
    r"\b(?:secrets?|credentials?|passwords?|passphrases?|pii|phi|source code|environment variables"
    r"|(?:access|api|auth|encryption|private|signing|ssh)[- ](?:keys?|tokens?)"
    rf"|(?:{_WHOSE}|{_KEPT}) (?:\w+ )?{_WHAT})\b",
    re.IGNORECASE,
)
_OUTWARD = pattern(
    r"\b(?:(?:send|upload|transmit|exfiltrat|leak|forward|e-?mail|submit|deliver|publish|shar|push|past|post"
    r"|log+|print|echo|expos|disclos|reveal|leav|commit+|appear|show|display|copy|export)(?:e?s|e|ed|ing|n)?"
    r"|sent|left|copie[ds]|made public)\b",
    re.IGNORECASE,
)
_LIMITS = r"\b(?:only|unless|except)\b"
_DENIES = pattern(
    r"\b(?:avoid|cannot|forbid\w*|never|no|none|nor|not|prohibit\w*|refrain|refuse|without"
    rf"|instead of|rather than)\b|n['\u2019]t\b|{_LIMITS}",
    re.IGNORECASE,
)
_LIMITED = pattern(_LIMITS, re.IGNORECASE)
_KEEPS = pattern(
    r"\b(?:keeps?|kept|stays?|remains?|holds?)\b[^.;]{0,60}?\b(?:away from|confidential|in-house|inside|local"
    r"|on (?:the|this) (?:machine|host)|off|out of|private|secret|within)\b"
    r"|\b(?:anonymi[sz]|censor|encrypt|hash|mask|redact|scrub|strip)\w*",
    re.IGNORECASE,
)


def keeps_in(text: str) -> bool:
    """Whether a sentence forbids that such data leaves, or wants it kept or masked."""
    if not _names_data(text):
        return False
    return bool(_KEEPS.search(text) or (_OUTWARD.search(text) and _is_denied(text)))


def lets_out(text: str) -> bool:
    """Whether a sentence demands or allows that such data leaves, with nothing that limits it."""
    is_told = _names_data(text) and _OUTWARD.search(text)
    return bool(is_told and not _DENIES.search(text) and not _KEEPS.search(text))


def _is_denied(text: str) -> bool:
    """Whether a denial is about such data and the way out: "without exception" behind both denies neither."""
    if _LIMITED.search(text):
        return True
    said = max(found.end() for form in (_DATA, _OUTWARD) for found in form.finditer(text))
    return _DENIES.search(text, 0, said) is not None


def _names_data(text: str) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in _HINTS) and _DATA.search(text) is not None
