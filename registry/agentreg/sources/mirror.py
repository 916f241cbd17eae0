"""Each source as a bare repository of our own in the cache.

A mirror holds the source's branches and tags under their own names, and nothing that was not asked for. It is
never repacked or pruned: after a forced push, the revisions that were indexed can still be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from agentreg.config.location import Location, LocationKind, parse_location
from agentreg.config.values import SourceConfig
from agentreg.errors import GitError, ReadError
from agentreg.git.conversation import MISSING
from agentreg.git.objects import read_sizes
from agentreg.git.process import Git
from agentreg.git.refs import Ref, default_branch, list_refs
from agentreg.git.transfer import (
    BRANCHES_AND_TAGS,
    PULLS,
    Blobs,
    Progress,
    RemoteRefs,
    fetch_objects,
    fetch_refs,
)
from agentreg.records import NamedTuple
from agentreg.sources.keeping import fresh, locked, mirror_folder
from agentreg.sources.offer import look, reach
from agentreg.sources.place import place_of

RENEWED = "its mirror in the cache was damaged, and was fetched anew"

SHALLOW = "its history is cut off: the source is a shallow clone"


OWN_REFS = "refs/agentreg/"
"""What we keep in a mirror beside what its source has."""


class Reach(StrEnum):
    """How far a run may reach."""

    FETCH = "fetch"
    OFFLINE = "offline"


class Mirror(NamedTuple):
    """A source's mirror.

    Attributes:
        git_dir: The bare repository.
        location: Where the source is.
        refs: Its refs, sorted by name.
        changed: Whether this run brought something new.
        notes: What a careful user must know, one sentence each.
    """

    git_dir: Path
    location: Location
    refs: tuple[Ref, ...]
    changed: bool = False
    notes: tuple[str, ...] = ()

    @property
    def git(self) -> Git:
        """For reading: it can reach no network."""
        return Git(self.git_dir)

    @property
    def default(self) -> Ref | None:
        """The default branch."""
        return default_branch(self.refs)


def look_at(source: SourceConfig, *, folder: Path) -> RemoteRefs:
    """What a source offers now; nothing is fetched or stored.

    Args:
        source: The source.
        folder: The folder of the configuration file: relative locations start there.

    Returns:
        The refs that would be mirrored.

    Raises:
        ConfigError: The location is refused.
        ReadError: A local path is neither a repository nor a bundle.
        GitError: The source cannot be reached or read.
    """
    return look(place_of(source, folder), _refspecs(source))


def update_mirror(
    source: SourceConfig, cache_dir: Path, *, folder: Path, progress: Progress | None = None
) -> Mirror:
    """Bring a source's mirror up to date.

    Nothing is fetched and no lock taken when the source's refs are those of the mirror. A mirror that Git
    cannot read is fetched anew.

    Args:
        source: The source.
        cache_dir: Where caches are kept.
        folder: The folder of the configuration file: relative locations start there.
        progress: Hears how far a transfer is, in another thread.

    Returns:
        The mirror. File contents of remote sources may be missing until `fetch_blobs`.

    Raises:
        ConfigError: The location is refused.
        ReadError: A local path is neither a repository nor a bundle, or another process holds the mirror.
        GitError: The source cannot be reached or read.
    """
    task = _task(source, cache_dir, folder)._replace(progress=progress)
    offered = look(task.location, task.refspecs)
    try:
        return _updated(task, offered)
    except GitError:
        if _is_sound(task.git_dir):
            raise
    return _renewed(task, offered)


def heal_mirror(
    source: SourceConfig, cache_dir: Path, *, folder: Path, progress: Progress | None = None
) -> Mirror | None:
    """Fetch a source's mirror anew when objects are missing in it.

    Commits that the source dropped since they were fetched are lost with the damaged mirror.

    Args:
        source: The source.
        cache_dir: Where caches are kept.
        folder: The folder of the configuration file: relative locations start there.
        progress: Hears how far a transfer is, in another thread.

    Returns:
        The new mirror, with a note; None when nothing is wrong with the one that is there.

    Raises:
        ConfigError: The location is refused.
        ReadError: A local path is neither a repository nor a bundle, or another process holds the mirror.
        GitError: The source cannot be reached or read.
    """
    task = _task(source, cache_dir, folder)._replace(progress=progress)
    if _is_sound(task.git_dir):
        return None
    return _renewed(task, look(task.location, task.refspecs))


def open_mirror(source: SourceConfig, cache_dir: Path, *, folder: Path) -> Mirror:
    """A source's mirror as it is, without looking at the source.

    Raises:
        ConfigError: The location is refused.
        ReadError: There is no mirror yet.
        GitError: The mirror cannot be read.
    """
    location = parse_location(source.location, folder)
    git_dir = mirror_folder(cache_dir, location, refspecs=_refspecs(source))
    if not git_dir.is_dir():
        raise ReadError(f"{source.name} was never fetched", hint="run `agentreg index` without --offline")
    return _opened(git_dir, location)


def fetch_blobs(mirror: Mirror, oids: Iterable[str], progress: Progress | None = None) -> None:
    """Bring those of some files that are not in a mirror yet, all in one transfer.

    A mirror of a remote source starts with history and folders only: its definitions are a small part of it.

    Args:
        mirror: The mirror; of a local source it has everything, and nothing is done.
        oids: Full object ids of blobs.
        progress: Hears how far it is, in another thread.

    Raises:
        GitError: The source cannot be reached, or does not give one of them.
    """
    if not any((mirror.git_dir / "objects" / "pack").glob("*.promisor")):
        return
    wanted = sorted(set(oids))
    sizes = read_sizes(mirror.git, wanted)
    missing = [oid for oid, size in zip(wanted, sizes, strict=True) if size == MISSING]
    if missing:
        with locked(mirror.git_dir):
            fetch_objects(reach(mirror.git, mirror.location), missing, progress)


class _Task(NamedTuple):
    """One transfer."""

    git_dir: Path
    location: Location
    refspecs: tuple[str, ...]
    progress: Progress | None


def _task(source: SourceConfig, cache_dir: Path, folder: Path) -> _Task:
    location = place_of(source, folder)
    refspecs = _refspecs(source)
    return _Task(mirror_folder(cache_dir, location, refspecs=refspecs), location, refspecs, None)


def _updated(task: _Task, offered: RemoteRefs) -> Mirror:
    if (current := _current(task.git_dir, task.location, offered)) is not None:
        return current
    with locked(task.git_dir):
        # Another process may have done it while this one waited.
        if (current := _current(task.git_dir, task.location, offered)) is None:
            _fetch(task, offered)
    return _opened(task.git_dir, task.location)._replace(changed=True)


def _renewed(task: _Task, offered: RemoteRefs) -> Mirror:
    with locked(task.git_dir):
        # Another process may have done it while this one waited.
        if not _is_sound(task.git_dir):
            _fetch_anew(task, offered)
    mirror = _opened(task.git_dir, task.location)
    return mirror._replace(changed=True, notes=(*mirror.notes, RENEWED))


def _is_sound(git_dir: Path) -> bool:
    """Whether a mirror has all objects that it must have; one that is not there yet lacks none."""
    if not git_dir.is_dir():
        return True
    # File contents of a remote source are promised, not missing.
    walk = ["rev-list", "--quiet", "--objects", "--missing=allow-promisor", "--all"]
    return Git(git_dir).attempt(walk).code == 0


def _refspecs(source: SourceConfig) -> tuple[str, ...]:
    return (*BRANCHES_AND_TAGS, *PULLS) if source.pulls else BRANCHES_AND_TAGS


def _opened(git_dir: Path, location: Location) -> Mirror:
    notes = (SHALLOW,) if (git_dir / "shallow").exists() else ()
    refs = tuple(ref for ref in list_refs(Git(git_dir)) if not ref.name.startswith(OWN_REFS))
    return Mirror(git_dir, location, refs, notes=notes)


def _current(git_dir: Path, location: Location, offered: RemoteRefs) -> Mirror | None:
    """The mirror, when it has all that is offered."""
    if not git_dir.is_dir():
        return None
    mirror = _opened(git_dir, location)
    default = mirror.default.name if mirror.default else ""
    same = {ref.name: ref.oid for ref in mirror.refs} == offered.oids and default == offered.default
    return mirror if same else None


def _fetch(task: _Task, offered: RemoteRefs) -> None:
    if task.git_dir.is_dir() and _object_format(task.git_dir) == _offered_format(offered):
        _fetch_into(task, offered)
    else:
        _fetch_anew(task, offered)


def _fetch_anew(task: _Task, offered: RemoteRefs) -> None:
    format_ = _offered_format(offered)
    with fresh(task.git_dir) as temporary:
        options = ["--bare", "--quiet", "--template=", "--initial-branch=main", f"--object-format={format_}"]
        Git(temporary).run(["init", *options])
        _fetch_into(task._replace(git_dir=temporary), offered)


def _offered_format(offered: RemoteRefs) -> str:
    return "sha256" if any(len(oid) == 64 for oid in offered.oids.values()) else "sha1"


def _object_format(git_dir: Path) -> str:
    return Git(git_dir).run(["rev-parse", "--show-object-format"]).decode().strip()


def _fetch_into(task: _Task, offered: RemoteRefs) -> None:
    git = Git(task.git_dir)
    # A local repository gives everything at once: copying is cheap, and it may refuse to give less.
    blobs = Blobs.ALL if task.location.kind is LocationKind.PATH else Blobs.ON_REQUEST
    fetch_refs(reach(git, task.location), task.refspecs, blobs, task.progress)
    # Loose refs cost a file each whenever refs are listed: 40 ms for 538 of them, where packed ones cost 5.
    git.run(["pack-refs", "--all"])
    if offered.default:
        git.run(["symbolic-ref", "--", "HEAD", offered.default])
    # The graph makes the walk of what is new eight times faster; a history that has none is still read.
    git.attempt(["commit-graph", "write", "--reachable", "--split", "--no-progress"])
