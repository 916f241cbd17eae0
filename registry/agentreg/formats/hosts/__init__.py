"""Every host that agentreg knows, by table: to read another one's agents, add its file and its line."""

from __future__ import annotations

from functools import lru_cache

from agentreg.formats.hosts.claude import CLAUDE_CODE, CLAUDE_PLUGIN, GENERIC
from agentreg.formats.hosts.codex import CODEX
from agentreg.formats.hosts.copilot import COPILOT, VSCODE
from agentreg.formats.hosts.cursor import CURSOR
from agentreg.formats.hosts.gemini import GEMINI
from agentreg.formats.hosts.kiro import KIRO
from agentreg.formats.hosts.mux import MUX
from agentreg.formats.hosts.opencode import OPENCODE
from agentreg.formats.hosts.openhands import OPENHANDS
from agentreg.formats.hosts.profile import HostProfile
from agentreg.formats.hosts.qwen import QWEN
from agentreg.formats.hosts.unknown import unknown_beside
from agentreg.model.definition import Host

# In the order in which the readers of one path are listed: the first is the main host.
_PROFILES = (
    *(CLAUDE_CODE, CLAUDE_PLUGIN, COPILOT, VSCODE, OPENCODE, GEMINI, CURSOR, CODEX),
    *(KIRO, QWEN, OPENHANDS, MUX, GENERIC),
)

HOSTS: dict[Host, HostProfile] = {
    profile.host: profile for profile in (*_PROFILES, unknown_beside(_PROFILES))
}


# Who reads a file asks this several times of its path.
@lru_cache(4096)
def readers_of(path: str) -> tuple[HostProfile, ...]:
    """The hosts that look at a path, the main one first; empty for a folder that no host knows."""
    return tuple(profile for profile in _PROFILES if profile.reads.search(path))
