"""Addresses that something is sent to: by a command that uploads, or because the prompt says so."""

from __future__ import annotations

from agentreg.formats.cautions import is_shunned
from agentreg.formats.fences import outside_fences
from agentreg.formats.patterns import pattern
from agentreg.formats.sending import ACT, steps_around
from agentreg.model.document import Span

_METHODS = r"(?:POST|PUT|PATCH)"
# `curl` (its man page), `wget`, PowerShell and HTTPie: what makes each of them send a body.
_COMMAND = pattern(
    r"\bcurl\b.{0,400}?\s(?:-[a-zA-Z]{0,6}[FTd](?![a-z])|--(?:form(?:-string)?|data(?:-\w+)*|json|upload-file)\b"
    rf"|(?:-X|--request)[ =]?[\"']?{_METHODS}\b)"
    rf"|\bwget\b.{{0,400}}?\s--(?:(?:post|body)-(?:file|data)\b|method[ =]{_METHODS}\b)"
    r"|\b(?:iwr|irm|(?i:invoke-(?:restmethod|webrequest)))\b.{0,400}?\s-(?:(?i:method)\s+(?i:post|put|patch)|(?i:infile))\b"
    rf"|\b(?:https?|xh)\s(?:-\S+\s){{0,4}}{_METHODS}\s"
)
_CALL = pattern(r"\.(?:post|put|patch)\(\s*[rfb]?[\"'`]\Z")
_METHOD = pattern(rf"\b{_METHODS}\b(?! (?:requests?|endpoints?|methods?|handlers?|routes?)\b)")
# Somebody who is sent to a page takes nothing there.
_SOMEBODY = r"(?!\s+(?:the |your |all )?(?i:users?|them|people|readers?|visitors?|customers?|me|us)\b)"
# "Read posts on": a noun.
_NO_PLACE = r"(?!\s+(?:about|at|by|for|from|in|of|on|with)\b)"
_TOLD = pattern(
    rf"(?:{ACT}{_SOMEBODY}{_NO_PLACE}|\b(?i:sent|posted|uploaded|forwarded|e-?mailed|pushed|pasted|shared))"
    r"[^.;:!?]{0,200}?\b(?i:to|into|via|through|at|on|over)\s+(?:\S+\s+){0,5}?[\"'`<(*_]{0,3}\Z"
)
# Where one reads about it.
_READ = pattern(
    r"(?i)\b(?:see|guides?|docs?|documentation|described|refer\w*|according|tutorials?|how to)\b[^.;]{0,80}\Z"
)
# So much of a command is looked at on both sides of an address.
_MOST_BESIDE = 600
_LINE = pattern(r"(?:[^\n\\]|\\\n?)*")


def is_sent_to(text: str, body: Span, address: Span) -> bool:
    """Whether something is sent to an address where it stands.

    Args:
        text: The whole file.
        body: Where its prompt stands.
        address: The address.

    Returns:
        False for a download, for a page to read, and where it is forbidden; code in a fence is a sample,
        unless it is a command.
    """
    step = next((step for step in steps_around(text, body, address) if step.start <= address.start), None)
    if step is None or is_shunned(text, address):
        return False
    before = text[step.start : address.start]
    if _CALL.search(before):
        return _is_prose(text, address)
    if _COMMAND.search(_line(text, body, address)):
        return True
    return not _READ.search(before) and bool(_METHOD.search(before) or _TOLD.search(before))


def _line(text: str, body: Span, address: Span) -> str:
    """The line of an address, with those that it goes on in behind a backslash."""
    start, end = max(body.start, address.start - _MOST_BESIDE), min(body.end, address.end + _MOST_BESIDE)
    lines = _LINE.finditer(text, start, end)
    found = next((line for line in lines if line.end() >= address.end), None)
    return found[0].replace("\\\n", " ") if found else ""


def _is_prose(text: str, place: Span) -> bool:
    *_, is_outside = outside_fences(text[: place.end].split("\n"))
    return is_outside
