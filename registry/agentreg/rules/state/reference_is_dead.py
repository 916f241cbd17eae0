"""The prompt points to a file that does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from agentreg.formats.paths import leaves_project
from agentreg.model.outward import Reference, ReferenceKind
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene

# Characters of a line that are looked at.
_MOST = 300
# Blanks to be filled in, and what documentation writes for any file.
_BLANKS = frozenset("{}[]<>*$%\u2026")
_ANY = (
    "path/to/",
    "path-to",
    "your-",
    "example",
    "relative/",
    "url",
    "link",
    "placeholder",
    "xxx",
    "foo",
    "...",
)


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each link or import; what an import lacks the agent is not told."""
    exists = scene.surroundings.exists
    if exists is None or not scene.definition.path:
        return
    for reference in scene.references:
        what = _what(scene, reference)
        if what and not _is_blank(reference.target) and not _stands(scene, reference.target, exists):
            severity = None if what == "import" else Severity.NOTE
            yield Hit(what, "", reference.target, after_span=reference.span, severity=severity)


def _what(scene: Scene, reference: Reference) -> str:
    """`link` or `import`; empty for what is only mentioned, or stands in a sample."""
    if reference.kind is ReferenceKind.IMPORT:
        return "" if _in_sample(scene, reference) else "import"
    if reference.kind is not ReferenceKind.PATH:
        return ""
    before = scene.text[max(0, reference.span.start - 3) : reference.span.start]
    return "link" if before.endswith(("](", "](<")) and not _in_sample(scene, reference) else ""


def _in_sample(scene: Scene, reference: Reference) -> bool:
    place = reference.span.start
    line = scene.text[max(0, place - _MOST) : place].rpartition("\n")[2]
    return line.count("`") % 2 == 1 or scene.is_sample(place)


def _is_blank(target: str) -> bool:
    return not _BLANKS.isdisjoint(target) or any(word in target.lower() for word in _ANY)


def _stands(scene: Scene, target: str, exists: Callable[[str], bool]) -> bool:
    """Whether there is such a file beside the definition, or from the top of the project on."""
    path = unquote(target)
    if leaves_project(path, scene.definition.path):
        # It lies somewhere on the reader's machine: nobody knows.
        return True
    beside = normpath(join(dirname(scene.definition.path), path))
    return exists(beside) or (not path.startswith("..") and exists(normpath(path)))
