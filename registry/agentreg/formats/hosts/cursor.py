"""Cursor, which has one permission knob and no tool list.

Source: third-party readings of cursor.com/docs/subagents (2026-04); its own pages could not be read,
so what it does with bad YAML and unknown keys is marked uncertain.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import FieldKind, HostProfile, UnknownKeys, Verdict
from agentreg.formats.hosts.risks import NETWORK, READ, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.fields import Step

_UNKNOWN = Verdict(Outcome.UNCERTAIN, "what it does with invalid YAML is not documented")

CURSOR = HostProfile(
    host=Host.CURSOR,
    reads=pattern(r"(?:^|/)\.(?:cursor|claude)/agents/[^/]+\.md\Z"),
    fields={
        "name": FieldKind.IDENTITY,
        "description": FieldKind.ROUTING,
        "model": FieldKind.MODEL,
        "readonly": FieldKind.PERMISSION,
        "is_background": FieldKind.BEHAVIOUR,
    },
    pool={
        **dict.fromkeys(("read_file", "file_search", "list_dir", "grep_search"), READ),
        "edit_file": WRITE,
        "run_terminal_cmd": SHELL,
        "web_search": NETWORK,
        "Task": SPAWN,
    },
    aliases={},
    steps={Step.REQUOTED: _UNKNOWN, Step.LINEWISE: _UNKNOWN, Step.UNREADABLE: _UNKNOWN},
    unknown_keys=UnknownKeys.UNCERTAIN,
)
