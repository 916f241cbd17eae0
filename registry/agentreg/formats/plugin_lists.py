"""What the manifests of plugins and marketplaces list: where the agents are that they bring.

`plugin.json` may name files and folders of agents; `marketplace.json` names plugins by their folder, and may
name their agents as well (code.claude.com/docs, plugins-reference and plugin-marketplaces).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

from agentreg.formats.manifests import PLUGIN, PluginManifest

USUAL = "agents"
"""Where a plugin has its agents unless it says otherwise."""


def listed_places(manifest: PluginManifest) -> frozenset[str]:
    """The files and folders that a manifest lists.

    Args:
        manifest: The manifest; one that cannot be read lists nothing.

    Returns:
        Paths from the top of the project, without those outside of it and the whole of it. The folder of a
        plugin that a marketplace offers ends with a slash: which of its files are agents, the plugin says.
    """
    content, top = manifest.content, dirname(dirname(manifest.path))
    if manifest.flaw:
        return frozenset()
    found = _agents(top, content) if manifest.path.endswith(PLUGIN) else _offered(top, content)
    return frozenset(place for place in found if not place.startswith(("..", "/"))) - {".", "./"}


def listings(manifests: Iterable[PluginManifest]) -> dict[str, str]:
    """What some manifests list (`listed_places`), each with the path of the manifest."""
    return {place: manifest.path for manifest in manifests for place in listed_places(manifest)}


def lister_of(path: str, listed: Mapping[str, str]) -> str:
    """The manifest that lists a file as an agent, or a folder above it; empty for none.

    Args:
        path: Where the file is.
        listed: What manifests list (`listings`).
    """
    places = (path, *map(str, PurePosixPath(path).parents))
    return next((listed[place] for place in places if place in listed), "")


def offerer_of(path: str, listed: Mapping[str, str]) -> str:
    """The manifest of the marketplace that offers a plugin in which a file is; empty for none."""
    places = (f"{folder}/" for folder in PurePosixPath(path).parents)
    return next((listed[place] for place in places if place in listed), "")


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _offered(top: str, marketplace: Mapping[str, object]) -> Iterator[str]:
    """The folders of plugins, and their agents; one that lies elsewhere brings none of this project."""
    names = join(top, _root_of_names(marketplace))
    for plugin in _several(marketplace.get("plugins")):
        if isinstance(plugin, dict) and isinstance(source := plugin.get("source"), str):
            is_name = "/" not in source and not source.startswith(".")
            folder = normpath(join(names if is_name else top, source))
            yield f"{folder}/"
            yield from _agents(folder, plugin)


def _root_of_names(marketplace: Mapping[str, object]) -> str:
    """The folder of the plugins that are offered by a bare name; empty for that of the marketplace."""
    metadata = marketplace.get("metadata")
    root = metadata.get("pluginRoot") if isinstance(metadata, dict) else None
    return root if isinstance(root, str) else ""


def _agents(folder: str, stated: Mapping[str, object]) -> Iterator[str]:
    """What is stated of agents; the usual folder counts, too, for hosts may look into both."""
    for name in (USUAL, *_several(stated.get("agents"))):
        if isinstance(name, str):
            yield normpath(join(folder, name))
