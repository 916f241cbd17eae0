"""Each source as a bare repository of our own in the cache.

A mirror holds the source's branches and tags under their own names, and nothing that was not asked for. It is
never repacked or pruned: after a forced push, the revisions that were indexed can still be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from agentreg.config.location import Location, LocationKind, parse_location
from agentreg.config.values import SourceConfig
from agentreg.errors import ReadError
from agentreg.git.bundle import read_heads
from agentreg.git.objects import MISSING, read_sizes
from agentreg.git.process import NO_REPOSITORY, Git
from agentreg.git.refs import Ref, default_branch, list_refs
from agentreg.git.transfer import (
    BRANCHES_AND_TAGS,
    PULLS,
    Blobs,
    Progress,
    RemoteRefs,
    fetch_objects,
    fetch_refs,
    list_remote,
    with_origin,
)
from agentreg.sources.keeping import fresh, locked, mirror_folder
from agentreg.sources.place import place_of

# Many users have Git rewrite https addresses to ssh (`url.<base>.insteadOf`), or the reverse.
SECURE = ("https", "ssh")

PROTOCOLS = {
    LocationKind.PATH: ("file",),
    LocationKind.FILE: ("file",),
    LocationKind.HTTPS: SECURE,
    LocationKind.SSH: SECURE,
}

CUSTOMARY = ("refs/heads/main", "refs/heads/master", "refs/heads/trunk", "refs/heads/develop")
"""Default branches of sources that do not say (bundles, detached heads), the likeliest first."""

SHALLOW = "its history is cut off: the source is a shallow clone"


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
    return _look(place_of(source, folder), _refspecs(source))


def update_mirror(
    source: SourceConfig, cache_dir: Path, *, folder: Path, progress: Progress | None = None
) -> Mirror:
    """Bring a source's mirror up to date.

    Nothing is fetched and no lock taken when the source's refs are those of the mirror.

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
    location = place_of(source, folder)
    refspecs = _refspecs(source)
    offered = _look(location, refspecs)
    git_dir = mirror_folder(cache_dir, location, refspecs=refspecs)
    if (current := _current(git_dir, location, offered)) is not None:
        return current
    with locked(git_dir):
        # Another process may have done it while this one waited.
        if (current := _current(git_dir, location, offered)) is None:
            _fetch(_Task(git_dir, location, refspecs, progress), offered)
    return _opened(git_dir, location)._replace(changed=True)


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
            fetch_objects(_reach(mirror.git, mirror.location), missing, progress)


class _Task(NamedTuple):
    """One transfer."""

    git_dir: Path
    location: Location
    refspecs: tuple[str, ...]
    progress: Progress | None


def _refspecs(source: SourceConfig) -> tuple[str, ...]:
    return (*BRANCHES_AND_TAGS, *PULLS) if source.pulls else BRANCHES_AND_TAGS


def _reach(git: Git, location: Location) -> Git:
    return with_origin(git._replace(protocols=PROTOCOLS[location.kind]), location.text)


def _look(location: Location, refspecs: Sequence[str]) -> RemoteRefs:
    if location.kind is LocationKind.PATH and Path(location.text).is_file():
        return _offered(read_heads(Path(location.text)), refspecs)
    return _offered(list_remote(_reach(Git(NO_REPOSITORY), location)), refspecs)


def _offered(remote: RemoteRefs, refspecs: Sequence[str]) -> RemoteRefs:
    """What of a repository is wanted, and its default branch, guessed where it does not say."""
    oids = {name: oid for name, oid in remote.oids.items() if any(_covers(spec, name) for spec in refspecs)}
    branches = [name for name in oids if name.startswith("refs/heads/")]
    likely = [name for name in (*CUSTOMARY, *branches) if name in oids]
    at_head = [name for name in likely if oids[name] == remote.head]
    default = remote.default if remote.default in oids else next(iter((*at_head, *likely)), "")
    return RemoteRefs(oids, remote.head, default)


def _covers(refspec: str, name: str) -> bool:
    start, _, end = refspec.lstrip("+").split(":")[0].partition("*")
    return name.startswith(start) and name.endswith(end) and len(name) > len(start) + len(end)


def _opened(git_dir: Path, location: Location) -> Mirror:
    notes = (SHALLOW,) if (git_dir / "shallow").exists() else ()
    return Mirror(git_dir, location, list_refs(Git(git_dir)), notes=notes)


def _current(git_dir: Path, location: Location, offered: RemoteRefs) -> Mirror | None:
    """The mirror, when it has all that is offered."""
    if not git_dir.is_dir():
        return None
    mirror = _opened(git_dir, location)
    default = mirror.default.name if mirror.default else ""
    same = {ref.name: ref.oid for ref in mirror.refs} == offered.oids and default == offered.default
    return mirror if same else None


def _fetch(task: _Task, offered: RemoteRefs) -> None:
    format_ = "sha256" if any(len(oid) == 64 for oid in offered.oids.values()) else "sha1"
    if task.git_dir.is_dir() and _object_format(task.git_dir) == format_:
        _fetch_into(task, offered)
        return
    with fresh(task.git_dir) as temporary:
        options = ["--bare", "--quiet", "--template=", "--initial-branch=main", f"--object-format={format_}"]
        Git(temporary).run(["init", *options])
        _fetch_into(task._replace(git_dir=temporary), offered)


def _object_format(git_dir: Path) -> str:
    return Git(git_dir).run(["rev-parse", "--show-object-format"]).decode().strip()


def _fetch_into(task: _Task, offered: RemoteRefs) -> None:
    git = Git(task.git_dir)
    # A local repository gives everything at once: copying is cheap, and it may refuse to give less.
    blobs = Blobs.ALL if task.location.kind is LocationKind.PATH else Blobs.ON_REQUEST
    fetch_refs(_reach(git, task.location), task.refspecs, blobs, task.progress)
    # Loose refs cost a file each whenever refs are listed: 40 ms for 538 of them, where packed ones cost 5.
    git.run(["pack-refs", "--all"])
    if offered.default:
        git.run(["symbolic-ref", "--", "HEAD", offered.default])
    # The graph makes the walk of what is new eight times faster; a history that has none is still read.
    git.attempt(["commit-graph", "write", "--reachable", "--split", "--no-progress"])
