"""What a prompt has somebody do that is risky whatever it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from agentreg.formats.cautions import MOST_LOOKED_AT, is_shunned, unshunned
from agentreg.formats.linear import LinearPattern
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


_FETCH = r"\b(?:curl|wget|fetch|iwr|irm|invoke-webrequest|invoke-restmethod)\b"
# An address, a file of a host, or a variable: "piping curl into a shell" alone names no script.
# A line goes on behind a backslash, and where prose was wrapped before the pipe: no command begins with one.
_PART = r"(?:[^\n|;`]|\\\n)"
_FROM = rf"{_PART}*?(?:://|[\w-]\.[a-z]{{2,10}}/|\$\{{?\w){_PART}*?(?:\n[ \t>]*)?"
_SHELL = r"(?:ba|z|da|k|fi)?sh|pwsh|powershell|iex|invoke-expression"
_SCRIPT = r"python[23]?|node|perl|ruby|php|deno run"
# Group 1 is a shell, group 2 what else runs a script, group 3 the option behind it.
_PIPED = LinearPattern(
    rf"(?i){_FETCH}{_FROM}\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:[\w./-]*/)?(?:({_SHELL})|({_SCRIPT}))\b(\s+-\w*)?"
)
# What runs the text of an option, or one that it is given: `python -c "$(...)"`, `bash <<< "$(...)"`.
_RUNNER = (
    rf"(?:(?:ba|z|k)?sh|eval|source|\.|{_SCRIPT})(?:\s+-[\w-]+){{0,4}}(?:\s+|\s+-\w+|\s*<<<\s*)[\"']?[<$]\("
)
_CALLED = LinearPattern(
    rf"(?i)(?:^|[^\w./-])((?:[\w./-]*/)?{_RUNNER}\s*{_FETCH}[^\n)]+\))"
    r"|\b(iex\s*\(?[^\n]*?downloadstring\s*\([^\n)]+\))"
    # `iex (irm URL)`, `iex "& { $(irm URL) }"`: what PowerShell fetches is run in place.
    # "Download https://tools.dev/install.sh and run it".
    r"|\b((?:fetch|download|get|grab|load|pull)\s+(?:[^\s.;]+\s+){0,4}?[`\"'<(]?https?://[^\s,;]+,?\s+(?:and|then)\s+"
    r"(?:then\s+)?(?:run|execute|source|eval)\s+(?:it|this|that|the (?:script|file|installer|result))\b)"
    rf"|\b((?:iex|invoke-expression)\s[^\n`;|]{{0,20}}?\(\s*{_FETCH}\s[^\n)`]+\))"
    rf"|({_FETCH}{_FROM}(?:&&|;)\s*(?:sudo\s+)?"
    r"(?:(?:ba|z)?sh\s+[\w./-]+\.sh|chmod\s+\+x\s+\S+\s*&&\s*(?:sudo\s+)?\./[\w./-]+))"
)
# `python -c`, `node -e`, `perl -ne` have their script on the line and take what comes for data.
_OWN_SCRIPT = frozenset("cemnp")
_FETCHERS = ("curl", "wget", "fetch", "iwr", "irm", "invoke-", "download", "http")

_SKIP = pattern(
    r"(?<![\w-])(?:--(?:allow-)?dangerously-[a-z-]{2,60}|--yolo|--approval-mode[= ]yolo|--full-auto"
    r"|--allow-all-(?:tools|paths)|--trust-all-tools|--yes-always|--skip-permissions[a-z-]{0,20}|--no-verify"
    r"|--(?:ask-for-approval|approval-policy)[= ]never|--sandbox[= ]danger-full-access"
    r"|--permission-mode[= ]bypassPermissions)(?![\w-])"
    r"|\bcore\.hooksPath[= ]{1,3}/dev/null\b|\bHUSKY=0\b"
    r"|\bSKIP=\w[\w,-]{0,80} git\b|\bgit commit -[am]?n[am]?\b"
)
_SKIPS = (
    *("dangerously-", "yolo", "--full-auto", "--allow-all-", "--trust-all-", "--skip-permissions"),
    *("--yes-always", "-approval", "--no-verify", "danger-full-access", "bypassPermissions"),
    *("core.hooksPath", "HUSKY=0", "SKIP=", "git commit -"),
)

_EMBEDDED = pattern(r"(?<![\w`!])!`([^`\n]{1,300})`|^[ \t]*```!", re.MULTILINE)


def remote_scripts(text: str, body: Span) -> Iterator[Danger]:
    """Where what an address sends is run at once."""
    lower = text.lower()
    if not any(word in lower for word in _FETCHERS):
        return
    for whole, shell, script, option in islice(_PIPED.groups(text, body), MOST_LOOKED_AT):
        runner = shell or script
        if whole and runner and _is_runner(text, runner) and not (script and _has_script(text, option)):
            yield from _unless_shunned(text, Span(whole.start, runner.end))
    for _, *passages in islice(_CALLED.groups(text, body), MOST_LOOKED_AT):
        for passage in filter(None, passages):
            yield from _unless_shunned(text, passage)


def _is_runner(text: str, runner: Span) -> bool:
    """Whether a word is all of a program's name: `sh-lint` and `sh.txt` are other things."""
    after = text[runner.end : runner.end + 2]
    return after[:1] not in ("-", "_", "/") and not (after[:1] == "." and after[1:].isalnum())


def _has_script(text: str, option: Span | None) -> bool:
    return option is not None and not _OWN_SCRIPT.isdisjoint(option.of(text))


def skipped_safeguards(text: str, body: Span) -> Iterator[Danger]:
    """Where an option skips what asks or checks."""
    if any(word in text for word in _SKIPS):
        yield from (Danger("", span) for span in unshunned(text, body, _SKIP))


def embedded_commands(text: str, body: Span) -> Iterator[Danger]:
    """Where a command stands that commands and skills run as they are loaded."""
    if "!`" in text or "```!" in text:
        yield from (Danger("", Span(*found.span())) for found in _EMBEDDED.finditer(text, *body))


def _unless_shunned(text: str, span: Span) -> Iterator[Danger]:
    if not is_shunned(text, span):
        yield Danger("", span)
