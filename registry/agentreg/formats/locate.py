"""Which paths are worth reading at all: asked for each path of a history, before any blob is read."""

from __future__ import annotations

from agentreg.formats.hosts import readers_of
from agentreg.formats.overlooked import overlooked
from agentreg.formats.patterns import pattern

_ENDINGS = (".md", ".mdc", ".markdown")
# Endings that no host reads; in a folder for agents a file with one may be meant as an agent all the same.
_ODD = (".mdx", ".txt")
_SKIPPED = pattern(r"(?:\A|/)(?:node_modules|vendor|\.git)/")

# What stands for all that a folder could bring: of a host, of its agents, of plugins.
_BELOW = ("a.md", "agents/a.md", "a/agents/a.md", "a.toml", "agents/a.toml")


def is_candidate(path: str) -> bool:
    """Whether a file could be a definition or one of its cousins.

    Args:
        path: POSIX path inside the source.

    Returns:
        True for Markdown anywhere (agents lie in plain folders too) and for Codex's agents in TOML. What a
        project brings along from others is left out, but not where a host enters such a folder as its own.
    """
    if path.lower().endswith(_ENDINGS) or (path.endswith(_ODD) and overlooked(path)):
        skipped = _SKIPPED.search(path)
        return skipped is None or _is_in_folder_of_host(path, skipped.start())
    return path.endswith(".toml") and (path.startswith(".codex/agents/") or "/.codex/agents/" in path)


def leads_to_agents(path: str) -> bool:
    """Whether a host would look for agents at a path, or somewhere below it.

    Args:
        path: POSIX path of something that is not entered: a symbolic link, a submodule.
    """
    if is_candidate(path) or "/agents/" in f"/{path}/":
        return True
    return any(readers_of(f"{path}/{below}") for below in _BELOW)


def _is_in_folder_of_host(path: str, skipped: int) -> bool:
    """Whether the folder that a host reads begins before the one that is skipped."""
    found = (profile.reads.search(path) for profile in readers_of(path))
    return any(match is not None and match.start() < skipped for match in found)
