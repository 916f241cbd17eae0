"""What completion can offer: what the index and configuration of this registry know, read-only."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from agentreg.errors import AgentregError
from agentreg.index.names import live_names, selectors
from agentreg_cli.places import find_config, index_path, read_text


def references(word: str) -> list[str]:
    """The references to choose from for a started word; none without an index that can be read.

    Returns:
        Every agent, or the versions and tags of the agent that stands before the `@`.
    """
    try:
        config = find_config(Path.cwd())
        if config is None:
            return []
        name, at, _ = word.partition("@")
        return _versions(index_path(config), name) if at else _agents(index_path(config))
    except AgentregError:
        # A message would end up in the middle of the line that is being typed.
        return []


def sources() -> list[str]:
    """The names of the tracked sources; none without a configuration that can be read."""
    from agentreg.config.read import parse_config

    try:
        config = find_config(Path.cwd())
        found = parse_config(read_text(config), str(config)).sources if config else ()
    except AgentregError:
        return []
    return [source.name for source in found]


def codes() -> list[str]:
    """Every rule and every kind of change."""
    from agentreg.report.checks import checks

    return [check["code"] for check in checks()]


def _agents(index: Path) -> list[str]:
    """Every live agent as SOURCE/AGENT, and by its name alone where that is enough."""
    named = live_names(index)
    counts = Counter(name for _, name in named)
    alone = {name for name, count in counts.items() if count == 1}
    return sorted(alone | {f"{source}/{name}" for source, name in named})


def _versions(index: Path, name: str) -> list[str]:
    from agentreg.rules.telling import algorithm

    known = sorted(selectors(index, name, algorithm()), key=_numbers, reverse=True)
    return [f"{name}@{selector}" for selector in ("latest", *known)] if known else []


def _numbers(version: str) -> tuple[list[int], str]:
    """What sorts `v1.10` after `v1.9`."""
    return [int(digits) for digits in re.findall(r"[0-9]{1,9}", version)], version
