"""OpenCode, in the schema of 2025 (V1) and the one of 2026 (V2), which reads the first as well.

Sources: anomalyco/opencode migrate-v1.mdx, agents.mdx, config/markdown.ts; opencode.ai permissions pages.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import Dialect, FieldKind, HostProfile, Identity, UnknownKeys, Verdict
from agentreg.formats.hosts.risks import ASK, NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Listing, Step

_RETRIED_KEY = pattern(r"[a-zA-Z_][a-zA-Z0-9_]*\Z")
_ERROR = Verdict(Outcome.SKIPS, "its frontmatter is no valid YAML, also after the loader's own repair")


def _list_of_tools(_document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    if isinstance(frontmatter.get("tools"), Listing):
        return Verdict(Outcome.SKIPS, "`tools` must be a map from tool to true or false")
    return None


def _key_beyond_repair(_document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    if all(_RETRIED_KEY.match(repair.key) for repair in frontmatter.repairs):
        return None
    return _ERROR


OPENCODE = HostProfile(
    host=Host.OPENCODE,
    reads=pattern(r"(?:^|/)\.?opencode/(?:agents?|modes?)/(?s:.+)\.md\Z"),
    fields={
        "description": FieldKind.ROUTING,
        "mode": FieldKind.ROUTING,
        "disable": FieldKind.ROUTING,
        "disabled": FieldKind.ROUTING,
        "hidden": FieldKind.INTERFACE,
        "color": FieldKind.INTERFACE,
        "tools": FieldKind.TOOLS,
        "permission": FieldKind.TOOLS,
        "permissions": FieldKind.TOOLS,
        "model": FieldKind.MODEL,
        "variant": FieldKind.MODEL,
        "temperature": FieldKind.MODEL,
        "top_p": FieldKind.MODEL,
        "request": FieldKind.MODEL,
        "steps": FieldKind.BEHAVIOUR,
        "maxSteps": FieldKind.BEHAVIOUR,
        "prompt": FieldKind.BEHAVIOUR,
        "system": FieldKind.BEHAVIOUR,
    },
    pool={
        **dict.fromkeys(("read", "glob", "grep", "list", "lsp"), READ),
        **dict.fromkeys(("write", "edit", "patch"), WRITE),
        "bash": SHELL,
        **dict.fromkeys(("webfetch", "websearch"), NETWORK),
        **dict.fromkeys(("task", "skill"), SPAWN),
        **dict.fromkeys(("todowrite", "todoread"), SESSION),
        "question": ASK,
    },
    # V2's names to V1's, which are what the files in circulation use.
    aliases={"shell": "bash", "subagent": "task", "multiedit": "edit", "apply_patch": "patch"},
    steps={
        Step.ABSENT: Verdict(Outcome.UNCERTAIN, "a description is required"),
        Step.REQUOTED: Verdict(Outcome.LOADS, "its loader turns such values into block scalars"),
        Step.LINEWISE: _ERROR,
        Step.UNREADABLE: _ERROR,
    },
    dialect=Dialect.OPENCODE,
    folds_case=True,
    identity=Identity.PATH,
    brings=frozenset(("build", "plan", "general", "explore")),
    unknown_keys=UnknownKeys.FORWARDED,
    checks=(_list_of_tools, _key_beyond_repair),
    roots=("agent", "agents", "mode", "modes"),
)
