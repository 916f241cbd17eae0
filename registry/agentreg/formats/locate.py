"""Which paths are worth reading at all: asked for each path of a history, before any blob is read."""

from __future__ import annotations

_ENDINGS = (".md", ".mdc", ".markdown")
_SKIPPED = ("node_modules/", "vendor/", ".git/")


def is_candidate(path: str) -> bool:
    """Whether a file could be a definition or one of its cousins.

    Args:
        path: POSIX path inside the source.

    Returns:
        True for Markdown anywhere (agents lie in plain folders too) and for Codex's agents in TOML.
    """
    if path.endswith(_ENDINGS):
        return not any(path.startswith(folder) or f"/{folder}" in path for folder in _SKIPPED)
    return path.endswith(".toml") and (path.startswith(".codex/agents/") or "/.codex/agents/" in path)
