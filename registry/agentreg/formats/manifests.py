"""The manifests of plugins and marketplaces above an agent: they state something only where they are JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from agentreg.formats.undecoded import undecoded
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.records import NamedTuple

PLUGIN = ".claude-plugin/plugin.json"
MANIFESTS = (PLUGIN, ".claude-plugin/marketplace.json")

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


def is_manifest(path: str) -> bool:
    """Whether a path is that of a manifest."""
    return f"/{path}".endswith(tuple(f"/{name}" for name in MANIFESTS))


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
