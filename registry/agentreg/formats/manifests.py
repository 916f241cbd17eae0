"""The manifests of plugins and marketplaces: where they may be, what one says, and why one cannot be read."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from agentreg.formats.undecoded import undecoded
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.records import NamedTuple

PLUGIN, MARKETPLACE = ".claude-plugin/plugin.json", ".claude-plugin/marketplace.json"
MANIFESTS = (PLUGIN, MARKETPLACE)
_ENDINGS = (f"/{PLUGIN}", f"/{MARKETPLACE}")

_HINT = "mend it: until then what it states does not count, and hosts may load nothing by it"


class Flaw(NamedTuple):
    """A manifest that cannot be read: what it would state does not count.

    Attributes:
        path: Where it is.
        why: Why, with the line and the remedy.
    """

    path: str
    why: Diagnostic

    @property
    def place(self) -> str:
        """The path, with the line where one is to blame."""
        return f"{self.path}:{self.why.line}" if self.why.line else self.path

    @property
    def told(self) -> str:
        """The reason and the remedy."""
        return f"{self.why.message} ({self.why.hint})"

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        return f"{self.place}: {self.told}"


class PluginManifest(NamedTuple):
    """What was read of the manifest of a plugin or of a marketplace.

    Attributes:
        path: Where it is.
        content: The object in it; empty where it cannot be read.
        flaw: Why it cannot be read; None where it can.
    """

    path: str
    content: Mapping[str, object]
    flaw: Flaw | None = None


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


def read_plugin_manifest(path: str, data: bytes) -> PluginManifest:
    """Read a manifest as strictly as the host does: JSON in UTF-8, without a byte order mark, and an object.

    Args:
        path: Where it is.
        data: The whole file.
    """
    read = _read(data)
    if isinstance(read, Diagnostic):
        return PluginManifest(path, {}, Flaw(path, read))
    return PluginManifest(path, read)


def _read(data: bytes) -> dict[str, object] | Diagnostic:
    if data.startswith(BOM_UTF8):
        # anthropics/claude-code#82705: the host takes the mark for a part of the text.
        return _broken(1, "it begins with a byte order mark, which is no JSON")
    text = data.decode("utf-8", "surrogateescape")
    if byte := undecoded(text):
        return _broken(byte.line, byte.message)
    try:
        # Any number is a float there, however many digits it has.
        content = json.loads(text, parse_int=float, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return _broken(error.lineno, f"it is no valid JSON: {error.msg}")
    except ValueError as error:
        return _broken(0, f"it is no valid JSON: {error}")
    except RecursionError:
        return _broken(0, "it is too deeply nested")
    return content if isinstance(content, dict) else _broken(1, "it holds no JSON object")


def _refuse(word: str) -> float:
    """Python reads `NaN` and `Infinity`; JSON has neither."""
    raise ValueError(f"{word} is no number")


def _broken(line: int, message: str) -> Diagnostic:
    return Diagnostic(Trouble.INVALID_JSON, line, message, _HINT)


def read_plugin_manifests(texts: Mapping[str, bytes]) -> tuple[PluginManifest, ...]:
    """Read some manifests, in the order of their paths.

    Args:
        texts: Their contents by path.
    """
    return tuple(read_plugin_manifest(path, data) for path, data in sorted(texts.items()))


def flaws(manifests: Iterable[PluginManifest]) -> tuple[Flaw, ...]:
    """Why some manifests cannot be read, for those that cannot."""
    return tuple(manifest.flaw for manifest in manifests if manifest.flaw)


def stated_version(manifest: PluginManifest) -> str:
    """The version that the manifest of a plugin states; empty for none."""
    version = manifest.content.get("version")
    return version if isinstance(version, str) else ""
