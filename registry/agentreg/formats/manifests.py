"""The manifests of plugins and marketplaces: which version one states, and where its agents are.

`plugin.json` may name files and folders of agents; `marketplace.json` names plugins by their folder, and may
name their agents as well (code.claude.com/docs, plugins-reference and plugin-marketplaces).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

from agentreg.formats.undecoded import undecoded
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.records import NamedTuple

PLUGIN, MARKETPLACE = ".claude-plugin/plugin.json", ".claude-plugin/marketplace.json"
MANIFESTS = (PLUGIN, MARKETPLACE)
_ENDINGS = (f"/{PLUGIN}", f"/{MARKETPLACE}")

USUAL = "agents"
"""Where a plugin has its agents unless it says otherwise."""

_HINT = "mend it: until then it states no version, and hosts may load nothing of the plugin"


class Flaw(NamedTuple):
    """A manifest that cannot be read: what it would state does not count.

    Attributes:
        path: Where it is.
        why: Why, with the line and the remedy.
    """

    path: str
    why: Diagnostic

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        place = f"{self.path}:{self.why.line}" if self.why.line else self.path
        return f"{place}: {self.why.message} ({self.why.hint})"


def manifests_above(paths: Iterable[str]) -> list[str]:
    """Where the manifests that concern some files may be.

    Args:
        paths: POSIX paths of agents.
    """
    folders = {folder for path in paths for folder in PurePosixPath(path).parents}
    return sorted(str(folder / name) for folder in folders for name in MANIFESTS)


def plugins_above(path: str) -> list[str]:
    """Where the manifest of the plugin that a file is part of may be, the nearest place first."""
    return [str(folder / PLUGIN) for folder in PurePosixPath(path).parents]


def is_manifest(path: str) -> bool:
    """Whether a path is that of a manifest."""
    return f"/{path}".endswith(_ENDINGS)


def manifest_flaw(data: bytes) -> Diagnostic | None:
    """Why a manifest cannot be read; None where it can.

    Args:
        data: The whole file.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        found = undecoded(data.decode("utf-8", "surrogateescape"))
        return found and found._replace(trouble=Trouble.INVALID_JSON, hint=_HINT)
    except json.JSONDecodeError as error:
        return Diagnostic(Trouble.INVALID_JSON, error.lineno, f"it is no valid JSON: {error.msg}", _HINT)
    except (ValueError, RecursionError):
        return Diagnostic(Trouble.INVALID_JSON, 0, "it is too deep, or holds too long a number", _HINT)
    if isinstance(content, dict):
        return None
    return Diagnostic(Trouble.INVALID_JSON, 1, "it holds no JSON object", _HINT)


def flaws(texts: Mapping[str, bytes]) -> tuple[Flaw, ...]:
    """The manifests among some files that cannot be read.

    Args:
        texts: Their contents by path.
    """
    return tuple(Flaw(path, why) for path, data in sorted(texts.items()) if (why := manifest_flaw(data)))


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


def manifest_version(manifest: bytes) -> str:
    """The version that a plugin's manifest states; empty for none."""
    try:
        content = json.loads(manifest)
    except (ValueError, RecursionError):
        # What a stranger wrote may be no JSON at all, or too deep; then it states nothing.
        return ""
    version = content.get("version") if isinstance(content, dict) else None
    return version if isinstance(version, str) else ""
