"""Making an existing copy a variant: its base is found by its text, and nothing is written yet."""

from __future__ import annotations

from agentreg.config.values import VariantConfig
from agentreg.diff.summary import summarize_between
from agentreg.errors import BadReference, SyncRefused, UnknownReference
from agentreg.formats.read import read_definition
from agentreg.records import NamedTuple
from agentreg.sync.shown import as_shown
from agentreg.sync.target import check_place, check_target
from agentreg.sync.track import Start
from agentreg.variants.indexed import IndexedBases
from agentreg.variants.lock import LOCK_NAME
from agentreg.variants.manifest import Variant, read_manifest
from agentreg.variants.origin import Origin, find_origin
from agentreg.variants.owned import check_owned
from agentreg.variants.project import Project
from agentreg.variants.standing import Base, base_name, is_of, lock_entry


class Wish(NamedTuple):
    """What all files that are adopted together are to become.

    Attributes:
        source: Where their bases are looked for: a source, or `source/agent`; empty for variants that lack
            their locks alone.
        version: Which versions they are to follow.
        owned: Fields that stay the project's.
    """

    source: str
    version: str
    owned: tuple[str, ...] = ()


class Adoption(NamedTuple):
    """A file that can become a variant.

    Attributes:
        declared: What would be declared, or is already.
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
        BadReference: Nobody says where to look, or what is to be owned is no field.
        UnknownReference: There is no such file, or nothing near to it.
        AmbiguousReference: Several agents are equally near.
        AgentregError: Something could not be read.
    """
    if project.files.entries(path):
        raise UnknownReference(f"{path} is a folder", hint=f"name the files in it, such as {path}/*.md")
    check_target(path)
    check_place(project.files, path)
    known = _variant_at(path, project)
    if known:
        _check_again(known, wish, bases)
    elif not wish.source:
        raise BadReference(
            f"{path} is no variant yet", hint="--from names the source that it was copied from"
        )
    file = project.files.read(path)
    if file is None:
        raise UnknownReference(f"no such file: {path}")
    origin = find_origin(file, path, known.declared.base if known else wish.source, bases)
    declared = known.declared if known else VariantConfig(path, origin.name, wish.version, wish.owned)
    if not known:
        check_owned(wish.owned, path, (file, origin.base.text))
    behind = _behind(declared, origin.base, bases)
    adoption = Adoption(declared, origin, file, _edits(origin.base, file, path), behind)
    return as_shown(adoption, (origin.base.text, file))


def is_adopted(path: str, source: str, project: Project, bases: IndexedBases) -> bool:
    """Whether a file is a locked variant already, of a base in this source.

    Args:
        path: The file inside the project, relative POSIX.
        source: The source, or the agent in it; empty for any.
        project: The project.
        bases: The indexed sources.

    Raises:
        ConfigError: The project's configuration or lock cannot be followed.
    """
    known = _variant_at(path, project)
    return known is not None and _is_in(source, known.declared.base) and _is_locked(known, bases)


def _variant_at(path: str, project: Project) -> Variant | None:
    variants = read_manifest(project.files, project.name).variants
    return next((one for one in variants if one.declared.path == path), None)


def _is_in(source: str, base: str) -> bool:
    return source in ("", base, base.partition("/")[0])


def _is_locked(known: Variant, bases: IndexedBases) -> bool:
    return known.locked is not None and is_of(known.locked, known.declared.base, bases)


def _check_again(known: Variant, wish: Wish, bases: IndexedBases) -> None:
    """Refuse a variant that is declared already, unless all that it lacks is its lock."""
    declared = known.declared
    if _is_locked(known, bases) or not _is_in(wish.source, declared.base):
        raise SyncRefused(
            f"{declared.path} is already a variant of {declared.base} ({declared.version})",
            hint="to follow another base, change its [[variant]] block first",
        )
    if declared.overlay:
        raise SyncRefused(
            f"{declared.path} is made from {declared.overlay}, and no base of it is locked",
            hint=f"restore {LOCK_NAME} from Git; or delete the file, which"
            f" `agentreg variant render {declared.path} --write` makes of the newest base",
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
    return summarize_between(read_definition(base.text, path), read_definition(file, path))
