"""Files that lie and are named nearly as a host wants its agents, so that it overlooks them."""

from __future__ import annotations

from agentreg.formats.hosts import readers_of
from agentreg.formats.patterns import pattern

# A folder that a host has for itself, with the one in it that is meant for agents, and what is in that.
_PLACE = pattern(
    r"(?i)((?s:.*/)?)(\.(?:claude|github|gemini|cursor|codex|opencode|kiro|qwen|openhands|mux))/(agents?|subagents?)/((?s:.+))"
)
_ENDING = pattern(r"(?i)\.(?:md|markdown|mdx|mdc|txt|toml)\Z")
_ENDINGS = {".codex": ".toml"}


def overlooked(path: str) -> str:
    """Why no host reads a file that looks by its path as if one should; empty for any other.

    Args:
        path: POSIX path inside its source.
    """
    found = _PLACE.fullmatch(path)
    if found is None or readers_of(path):
        return ""
    above, host, folder, rest = found.groups()
    own = host.lower()
    place, ending = f"{own}/agents/", _ENDINGS.get(own, ".md")
    wanted = _ENDING.sub(ending, rest)
    if not wanted.endswith(ending) or not readers_of(f"{above}{place}a{ending}"):
        return ""
    if (host, folder.lower()) != (own, folder):
        return f"hosts look for `{place}`, and case counts"
    if folder != "agents":
        return f"hosts look for agents in `{place}`"
    if wanted != rest:
        return f"hosts read files that end in `{ending}`"
    return f"hosts read no folders below `{place}`" if "/" in rest else ""
