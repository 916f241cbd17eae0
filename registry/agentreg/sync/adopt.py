"""Making an existing copy a variant: its base is found by its text, and nothing is written yet."""

from __future__ import annotations

from agentreg.config.values import VariantConfig
from agentreg.diff.compare import compare
from agentreg.diff.summary import summarize
from agentreg.errors import SyncRefused, UnknownReference
from agentreg.formats.read import read_definition
from agentreg.records import NamedTuple
from agentreg.sync.target import check_place, check_target
from agentreg.sync.track import Start
from agentreg.variants.indexed import IndexedBases
from agentreg.variants.manifest import Variant, read_manifest
from agentreg.variants.origin import Origin, find_origin
from agentreg.variants.project import Project
from agentreg.variants.standing import Base, base_name, lock_entry


class Wish(NamedTuple):
    """What all files that are adopted together are to become.

    Attributes:
        source: Where their bases are looked for: a source, or `source/agent`.
        version: Which versions they are to follow.
        owned: Fields that stay the project's.
    """

    source: str
    version: str
    owned: tuple[str, ...] = ()


class Adoption(NamedTuple):
    """A file that can become a variant.

    Attributes:
        declared: What would be declared.
        origin: Its base, and how near the file is to it.
        file: The file's text.
        edits: What differs from the base, in one line of untrusted text; empty for nothing.
        behind: How many revisions lie between its base and the newest that it is to follow.
    """

    declared: VariantConfig
    origin: Origin
    file: bytes
    edits: str
    behind: int

    @property
    def start(self) -> Start:
        """What starts the variant."""
        return Start(self.declared, self.origin.base)


def plan_adoption(path: str, wish: Wish, project: Project, bases: IndexedBases) -> Adoption:
    """Find the base of a file.

    Args:
        path: The file inside the project, relative POSIX.
        wish: Where to look, and what to follow.
        project: The project.
        bases: The indexed sources.

    Raises:
        SyncRefused: It is a variant already, stands in no place for one, or its base is not in the range.
        UnknownReference: There is no such file, or nothing near to it.
        AmbiguousReference: Several agents are equally near.
        AgentregError: Something could not be read.
    """
    check_target(path)
    check_place(project.files, path)
    _check_free(path, project)
    file = project.files.read(path)
    if file is None:
        raise UnknownReference(f"no such file: {path}")
    origin = find_origin(file, path, wish.source, bases)
    declared = VariantConfig(path, origin.name, wish.version, wish.owned)
    behind = _behind(declared, origin.base, bases)
    return Adoption(declared, origin, file, _edits(origin.base, file, path), behind)


def _check_free(path: str, project: Project) -> None:
    variants = read_manifest(project.files, project.name).variants
    known = next((one.declared for one in variants if one.declared.path == path), None)
    if known is not None:
        raise SyncRefused(
            f"{path} is already a variant of {known.base} ({known.version})",
            hint=f"`agentreg why {path}` tells more",
        )


def _behind(declared: VariantConfig, base: Base, bases: IndexedBases) -> int:
    newest = bases.newest(declared.base, declared.version)
    if newest is None or newest.blob == base.blob:
        return 0
    behind = bases.behind(lock_entry(Variant(declared, None), base), newest)
    if behind is None:
        # Followed all the same, a sync would take the file back to an older base.
        raise SyncRefused(
            f"{declared.path}: its base, {declared.base} {base_name(base)}, is newer than all that"
            f" {declared.version} allows",
            hint="give another --range",
        )
    return behind


def _edits(base: Base, file: bytes, path: str) -> str:
    # Both are read as the file is: that a copy stands in another folder is no edit.
    return summarize(compare(read_definition(base.text, path), read_definition(file, path)))
