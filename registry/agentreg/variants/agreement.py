"""Whether a project's lock and its configuration say the same; neither an index nor a source is asked."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.index.selector import InRange, parse_selector
from agentreg.index.semver import parse_version
from agentreg.merge.unresolved import is_unfinished
from agentreg.records import NamedTuple
from agentreg.variants.files import Files
from agentreg.variants.manifest import Manifest, Variant


class Disagreement(NamedTuple):
    """Something that one of the two files, or the variant itself, does not bear out.

    Attributes:
        path: The variant's path.
        message: What is wrong, one sentence without the path.
        hint: What to do about it.
    """

    path: str
    message: str
    hint: str


def disagreements(manifest: Manifest, files: Files) -> tuple[Disagreement, ...]:
    """What is wrong between a project's configuration, its lock and its variants.

    Args:
        manifest: The two, as `read_manifest` reads them.
        files: The project's files.

    Returns:
        One per variant at most, in the order of their paths.

    Raises:
        ReadError: A variant cannot be read.
    """
    found = [one for variant in manifest.variants for one in _of(variant, files)]
    found += [
        Disagreement(path, "is locked, and no variant any more", "`agentreg sync` takes it out of the lock")
        for path in manifest.stale
    ]
    return tuple(sorted(found))


def _of(variant: Variant, files: Files) -> Iterator[Disagreement]:
    declared, locked = variant
    path = declared.path
    text = files.read(path)
    if locked is None:
        make = "variant render --write" if declared.overlay else "adopt"
        yield Disagreement(path, "is declared, and not locked", f"`agentreg {make} {path}` locks it")
    elif _source(locked.base) != _source(declared.base):
        # Within its source a base may have another name by now: only the index could tell.
        message = f"is declared to come from {declared.base}, and locked to {locked.base}"
        yield Disagreement(path, message, "declare that base, or take its entry out of the lock and adopt it")
    elif not _allows(declared.version, locked.version):
        message = f"is locked to {locked.version}, which {declared.version} does not allow"
        yield Disagreement(path, message, "let `version` allow it, or restore the lock from Git")
    elif text is None:
        yield Disagreement(path, "is declared, and not there", "restore it, or take its [[variant]] away")
    elif is_unfinished(text):
        yield Disagreement(path, "holds a conflict that nobody resolved", "resolve it, and commit that")


def _source(base: str) -> str:
    return base.partition("/")[0]


def _allows(asked: str, version: str) -> bool:
    found, selector = parse_version(version), parse_selector(asked)
    return found is None or not isinstance(selector, InRange) or selector.range.allows(found)
