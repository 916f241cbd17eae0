"""What a source offers now, asked from where it is: over the protocols of its kind, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from agentreg.config.location import Location, LocationKind
from agentreg.git.bundle import read_heads
from agentreg.git.process import NO_REPOSITORY, Git
from agentreg.git.transfer import RemoteRefs, list_remote, with_origin

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


def reach(git: Git, location: Location) -> Git:
    """Git for a source: it can reach that and nothing else."""
    return with_origin(git._replace(protocols=PROTOCOLS[location.kind]), location.text)


def look(location: Location, refspecs: Sequence[str]) -> RemoteRefs:
    """The refs of a source that would be mirrored, and its default branch.

    Raises:
        ReadError: A bundle cannot be read.
        GitError: The source cannot be reached or read.
    """
    if location.kind is LocationKind.PATH and Path(location.text).is_file():
        return _offered(read_heads(Path(location.text)), refspecs)
    return _offered(list_remote(reach(Git(NO_REPOSITORY), location)), refspecs)


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
