"""The agent points to a file that does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from agentreg.formats.paths import leaves_project
from agentreg.formats.patterns import pattern
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


# Where hooks say that the project begins.
_TOP = pattern(r"^\$\{?\w{1,40}\}?/")


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each link or import, and for any other file that is named and was taken away.

    What an import lacks the agent is not told.
    """
    exists = scene.surroundings.exists
    if exists is None or not scene.definition.path:
        return
    yield from _never_there(scene, exists)
    if scene.surroundings.lost.paths:
        yield from _taken_away(scene)


def _never_there(scene: Scene, exists: Callable[[str], bool]) -> Iterator[Hit]:
    for reference in scene.references:
        what = _what(scene, reference)
        if what and not _is_blank(reference.target) and not _stands(scene, reference.target, exists):
            if _cause(scene, reference.target):
                continue
            severity = Severity.LOW if what == "import" else Severity.NOTE
            yield Hit(what, "", reference.target, after_span=reference.span, severity=severity)


def _taken_away(scene: Scene) -> Iterator[Hit]:
    exists = scene.surroundings.exists
    for reference in (*scene.references, *scene.references_of_fields):
        target = _TOP.sub("", reference.target)
        cause = _cause(scene, target)
        if not cause or reference.span in scene.outputs or (exists and _stands(scene, target, exists)):
            continue
        what = _what(scene, reference)
        if not what and "/" not in target.strip("/"):
            # A name without a folder may be that of a file of any project.
            continue
        is_followed = what == "import" or reference.span.start < scene.definition.document.body.start
        severity = None if is_followed else Severity.LOW
        yield Hit(
            what or "file", "", reference.target, after_span=reference.span, severity=severity, because=cause
        )


def _cause(scene: Scene, target: str) -> str:
    """Why a file is gone that was there before the change; empty for any other."""
    lost = scene.surroundings.lost.paths
    return next((lost[place] for place in _places(scene, target) if place in lost), "")


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
    # Where it lies somewhere on the reader's machine, nobody knows.
    return leaves_project(unquote(target), scene.definition.path) or any(map(exists, _places(scene, target)))


def _places(scene: Scene, target: str) -> list[str]:
    """Where a file may be that is called so: beside the definition, and from the top of the project on."""
    path = unquote(target)
    beside = normpath(join(dirname(scene.definition.path), path))
    return [beside] if path.startswith("..") else [beside, normpath(path)]
