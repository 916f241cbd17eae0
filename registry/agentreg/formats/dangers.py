"""What a prompt has somebody do that is risky whatever it is for, by patterns that cannot run away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.cautions import is_shunned
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class Danger(NamedTuple):
    """Something risky.

    Attributes:
        what: What it is about; empty where the passage says it.
        span: The passage.
    """

    what: str
    span: Span


# An address, a file to be sent by a host, or a variable: "piping curl into a shell" alone names no script.
_FETCH = r"(?:curl|wget|fetch|iwr|irm|invoke-webrequest|invoke-restmethod)\b"
_FROM = r"[^\n|;`]{0,300}?(?:://|[\w-]\.[a-z]{2,10}/|\$\{?\w)[^\n|;`]{0,300}?"
_SHELL = r"(?:\S{0,40}/)?(?:(?:ba|z|da|k|fi)?sh|pwsh|powershell|iex|invoke-expression)\b(?!\.)"
_SCRIPT = r"(?:\S{0,40}/)?(?:python[23]?|node|perl|ruby|php|deno run)\b(?!\s+-\w*[cemnp])"
_RUN = pattern(
    rf"\b{_FETCH}{_FROM}\|\s{{0,4}}(?:sudo\s+(?:-\S+\s+){{0,3}})?(?:{_SHELL}|{_SCRIPT})"
    rf"|\b(?:(?:ba|z|k)?sh|eval|source|\.)\s+(?:-\w+\s+)?[\"']?(?:<|\$)\(\s{{0,4}}{_FETCH}[^\n)]{{1,300}}\)"
    r"|\biex\s{0,4}\(?[^\n]{0,80}downloadstring\s{0,4}\([^\n)]{1,300}\)"
    rf"|\b{_FETCH}{_FROM}(?:&&|;)\s{{0,4}}(?:sudo\s+)?(?:(?:ba|z)?sh\s+\S+\.sh"
    r"|chmod\s+\+x\s+\S+\s{0,4}&&\s{0,4}(?:sudo\s+)?\./\S+)",
    re.IGNORECASE,
)
_FETCHERS = ("curl", "wget", "fetch", "iwr", "irm", "invoke-", "download")

_SKIP = pattern(
    r"(?<![\w-])(?:--(?:allow-)?dangerously-[a-z-]{2,60}|--yolo|--approval-mode[= ]yolo|--full-auto"
    r"|--allow-all-(?:tools|paths)|--trust-all-tools|--skip-permissions[a-z-]{0,20}|--no-verify"
    r"|--(?:ask-for-approval|approval-policy)[= ]never|--sandbox[= ]danger-full-access"
    r"|--permission-mode[= ]bypassPermissions)(?![\w-])"
    r"|\bcore\.hooksPath[= ]{1,3}/dev/null\b|\bHUSKY=0\b"
)
_SKIPS = ("--", "core.hooksPath", "HUSKY=0")

_EMBEDDED = pattern(r"(?<![\w`!])!`([^`\n]{1,300})`|^[ \t]*```!", re.MULTILINE)


def remote_scripts(text: str, body: Span) -> Iterator[Danger]:
    """Where what an address sends is run at once."""
    lower = text.lower()
    if any(word in lower for word in _FETCHERS):
        yield from dangers(_RUN, text, body)


def skipped_safeguards(text: str, body: Span) -> Iterator[Danger]:
    """Where an option skips what asks or checks."""
    if any(word in text for word in _SKIPS):
        yield from dangers(_SKIP, text, body)


def embedded_commands(text: str, body: Span) -> Iterator[Danger]:
    """Where a command stands that commands and skills run as they are loaded."""
    if "!`" in text or "```!" in text:
        yield from (Danger("", Span(*found.span())) for found in _EMBEDDED.finditer(text, *body))


def dangers(form: re.Pattern[str], text: str, body: Span, what: str = "") -> Iterator[Danger]:
    """The passages of a form that are neither forbidden nor something to be found."""
    for found in form.finditer(text, *body):
        span = Span(*found.span())
        if not is_shunned(text, span):
            yield Danger(what, span)
