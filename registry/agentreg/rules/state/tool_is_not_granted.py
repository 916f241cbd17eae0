"""The prompt uses a tool that the agent has not been given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from agentreg.formats.cautions import MOST_LOOKED_AT, is_shunned
from agentreg.formats.grants import ALL_SERVERS
from agentreg.formats.hosts import HOSTS
from agentreg.formats.patterns import pattern
from agentreg.formats.permissions import effective
from agentreg.formats.tool_entries import parse_entry
from agentreg.model.document import Span
from agentreg.model.outward import Reference, ReferenceKind
from agentreg.model.tools import Effect, ToolEntry
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene

# "Use the Bash tool", "`WebFetch` for pages": what is used is told by a verb before it, or by its mark.
_USES = pattern(
    r"\b(?:us(?:e|ing)|call(?:ing)?|invok(?:e|ing)|run(?:ning)?|with|via|through|by|access to|have)\s+"
    r"(?:the\s+|your\s+|an?\s+)?"
    r"(?:[\w-]+\s+){0,2}[`*\"']{0,3}$",
    re.IGNORECASE,
)
# A word with a capital inside is no English word: "use WebFetch for pages". PowerShell is a language, too.
_PLAIN = pattern(r"\b[Uu]s(?:e|ing) (?!PowerShell)([A-Z][a-z]{1,20}[A-Z]\w{1,20})\b")
_MARKED = "#tool:"
# Characters of a line that are looked at on either side.
_MOST = 300
# "If you have Bash", "the caller's Task tool", "On Copilot use ...": not for certain, or not this agent.
_UNSURE = pattern(
    r"\b(?:if|where) (?:you|it|the (?:agent|host|tool)) (?:has|have|is|are)\b"
    r"|\b(?:if|when|where) (?:available|possible|granted)\b"
    r"|\b(?:cannot|lacks?|(?:the|its) (?:user|caller|parent|assistant)|main (?:agent|thread|session))\b"
    r"|\borchestrator\b"
    r"|\b(?:claude code|copilot|cursor|codex|gemini|opencode)\b",
    re.IGNORECASE,
)


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each tool that is used, where the agent has a list of its own."""
    definition = scene.definition
    policy = definition.tools
    if policy.is_open or policy.is_unknown or policy.ordered:
        return
    profile = HOSTS[definition.host]
    may = effective(definition)
    granted = {entry.name for entry in definition.tools.entries if entry.effect is not Effect.DENY}
    for reference in _used(scene):
        entry = parse_entry(reference.target, profile, span=reference.span)
        known = entry.name in profile.pool or entry.server is not None
        if known and not may.unrestricted and not _has(entry, {*may.tools, *granted}):
            yield Hit(reference.target, after_span=reference.span)


def _has(entry: ToolEntry, granted: set[str]) -> bool:
    server = entry.server
    whole = (
        *(f"mcp__{server}", f"{server}/*", f"mcp_{server}_*", f"@{server}/*"),
        *ALL_SERVERS,
    )
    return entry.name in granted or (entry.server is not None and not granted.isdisjoint(whole))


def _used(scene: Scene) -> Iterator[Reference]:
    """The tools that the prose says to use; what stands in a fence is a sample, or for another agent."""
    named = (reference for reference in scene.references if reference.kind is ReferenceKind.TOOL)
    plain = (
        Reference(ReferenceKind.TOOL, found[1], Span(*found.span(1)))
        for found in _PLAIN.finditer(scene.text, scene.definition.document.body.start)
    )
    for reference in islice(chain(named, plain), MOST_LOOKED_AT):
        if _is_used(scene.text, reference.span) and not scene.is_sample(reference.span.start):
            yield reference


def _is_used(text: str, span: Span) -> bool:
    line = text[max(0, span.start - _MOST) : span.start].rpartition("\n")[2]
    if line.endswith(_MARKED):
        return True
    if not _USES.search(line[-80:]) or is_shunned(text, span):
        return False
    return not _UNSURE.search(line + text[span.end : span.end + _MOST].partition("\n")[0])
