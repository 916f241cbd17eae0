"""What the manifests of plugins and marketplaces list: where the agents are that they bring.

`plugin.json` may name files and folders of agents; `marketplace.json` names plugins by their folder, and may
name their agents as well (code.claude.com/docs, plugins-reference and plugin-marketplaces).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath

PLUGIN, MARKETPLACE = ".claude-plugin/plugin.json", ".claude-plugin/marketplace.json"

USUAL = "agents"
"""Where a plugin has its agents unless it says otherwise."""


def manifests_in(paths: Iterable[str]) -> list[str]:
    """Those of some paths where a manifest is."""
    return sorted(path for path in paths if f"/{path}".endswith((f"/{PLUGIN}", f"/{MARKETPLACE}")))


def listed_places(path: str, manifest: bytes) -> frozenset[str]:
    """The files and folders that a manifest lists.

    Args:
        path: Where the manifest is.
        manifest: Its content; what is no such manifest lists nothing.

    Returns:
        Paths from the top of the project, without those outside of it and the whole of it. The folder of a
        plugin that a marketplace offers ends with a slash: which of its files are agents, the plugin says.
    """
    try:
        content = json.loads(manifest)
    except (ValueError, RecursionError):
        # What a stranger wrote may be no JSON at all, or too deep.
        return frozenset()
    top = dirname(dirname(path))
    if path.endswith(PLUGIN):
        found = [*_agents(top, content)]
    else:
        plugins = content.get("plugins") if isinstance(content, dict) else None
        found = [place for one in _listed(plugins) for place in _offered(top, one)]
    return frozenset(place for place in found if not place.startswith(("..", "/"))) - {".", "./"}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _offered(top: str, plugin: object) -> Iterator[str]:
    """A plugin's folder, and its agents; one that lies elsewhere brings none of this project."""
    source = plugin.get("source") if isinstance(plugin, dict) else None
    if isinstance(source, str):
        folder = normpath(join(top, source))
        yield f"{folder}/"
        yield from _agents(folder, plugin)


def _agents(folder: str, stated: object) -> Iterator[str]:
    """What is stated of agents; the usual folder counts, too, for hosts may look into both."""
    if isinstance(stated, dict):
        for name in (USUAL, *_listed(stated.get("agents"))):
            if isinstance(name, str):
                yield normpath(join(folder, name))
