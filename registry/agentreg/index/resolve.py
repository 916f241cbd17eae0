"""From a reference to the thing it names: bytes with a label, or an indexed revision.

`load` is what commands use: any reference of the grammar in, bytes out. A path needs no index and no Git.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from agentreg.errors import BadReference, ReadError, UnknownReference
from agentreg.index.reference import (
    AgentReference,
    GitPathReference,
    PathReference,
    RangeReference,
    Reference,
    StdinReference,
    parse_reference,
)
from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from agentreg.git.process import Git
    from agentreg.index.selection import Selected
    from agentreg.index.store import Reader
    from agentreg.index.telling import Teller
    from agentreg.index.values import Revision


def _no_input() -> bytes:
    raise BadReference("'-' means standard input, which cannot be read here")


class Place(NamedTuple):
    """Where references are looked up; the library asks no environment of its own.

    Attributes:
        cwd: The folder that paths and `REV:PATH` are relative to.
        index_path: The index's database file; None where agents cannot be named.
        stdin: Reads all of standard input.
        teller: Who says what revisions changed, for derived versions; None where only declared ones count.
    """

    cwd: Path
    index_path: Path | None = None
    stdin: Callable[[], bytes] = _no_input
    teller: Teller | None = None


class Loaded(NamedTuple):
    """What a reference led to.

    Attributes:
        data: The file's exact bytes.
        path: POSIX path to read it as (hosts go by it); empty for standard input.
        label: How to call it before people: `wshobson/reviewer@1.2.0`, `HEAD~1:agents/reviewer.md`.
        revision: The indexed revision, when an agent was named.
        derived: The derived version by which it was found; empty otherwise.
    """

    data: bytes
    path: str
    label: str
    revision: Revision | None = None
    derived: str = ""


def load(reference: str | Reference, place: Place) -> Loaded:
    """Read what one reference names: PATH, REV:PATH, `-`, AGENT or SOURCE/AGENT with any @SELECTOR.

    Args:
        reference: The text that the user wrote, or what `parse_reference` made of it.
        place: Where to look.

    Returns:
        The bytes, the path to read them as, and a label.

    Raises:
        BadReference: The reference cannot be read, or names a folder or a range rather than one file
            (callers that take those check with `parse_reference` first).
        UnknownReference: It names nothing; the hint suggests the nearest.
        AmbiguousReference: It names several things; the hint lists them.
        ReadError: The file or object could not be read.
        IndexUnavailable: An agent is named and there is no index.
    """
    if isinstance(reference, str):
        reference = parse_reference(reference, lambda path: (place.cwd / path).exists())
    match reference:
        case StdinReference():
            return Loaded(place.stdin(), "", "-")
        case PathReference(path):
            return _load_file(path, place.cwd)
        case GitPathReference(revision, path):
            return _load_git(revision, path, place.cwd)
        case RangeReference(before, after, _):
            raise BadReference(f"'{before}..{after}' is a range, not one definition")
        case AgentReference(name):
            try:
                return _load_agent(reference, place)
            except UnknownReference:
                _refuse_revision(name, place.cwd)
                raise
        case _:
            assert_never(reference)


def _refuse_revision(name: str, cwd: Path) -> None:
    """Say so when a name that is no agent's is a revision of the repository here."""
    from agentreg.git.locate import repository_around
    from agentreg.git.process import Git
    from agentreg.git.refs import resolve_name

    repository = repository_around(cwd)
    if repository is None:
        return
    try:
        resolve_name(Git(repository.git_dir), name)
    except UnknownReference:
        return
    raise BadReference(
        f"{name} names a revision, not one definition", hint=f"write {name}:PATH, or {name}..HEAD for a range"
    )


PASSED = ("/dev/null", "/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Where a shell or Git passes what is no file: an empty side, or what another program writes."""


def _load_file(path: str, cwd: Path) -> Loaded:
    file = cwd / path
    try:
        # Reading a pipe that nobody writes to never ends.
        if not stat.S_ISREG(file.stat().st_mode) and not file.is_dir() and not path.startswith(PASSED):
            raise BadReference(f"{path} is no regular file", hint="give its text as `-`, on standard input")
        return Loaded(file.read_bytes(), _read_as(file), path)
    except FileNotFoundError:
        raise UnknownReference(f"no such file: {path}") from None
    except IsADirectoryError:
        raise BadReference(f"{path} is a folder, not one definition") from None
    except OSError as error:
        raise ReadError(f"cannot read {path}: {error.strerror}") from error


def _read_as(file: Path) -> str:
    """From the top of the file's repository, as in its revisions, or in full: the folders tell the host."""
    from agentreg.git.locate import repository_around

    folder = file.parent.resolve()
    repository = repository_around(folder)
    if repository is None or repository.work_tree is None:
        return Path(os.path.normpath(file)).as_posix()
    return (folder / file.name).relative_to(repository.work_tree).as_posix()


def _load_git(revision: str, path: str, cwd: Path) -> Loaded:
    from agentreg.git.locate import repository_around
    from agentreg.git.process import Git
    from agentreg.git.refs import resolve_name
    from agentreg.git.trees import blob_at

    repository = repository_around(cwd)
    if repository is None:
        raise UnknownReference(f"'{revision}:{path}' needs a Git repository, and {cwd} is in none")
    git = Git(repository.git_dir)
    commit = resolve_name(git, revision)
    entry = blob_at(git, commit, _from_root(path, cwd, repository.work_tree))
    if entry is None:
        raise UnknownReference(f"there is no {path} at {revision} ({commit[:10]})")
    if not entry.is_file:
        raise BadReference(
            f"{path} at {revision} is no file", hint="folders, symlinks and submodules are not read"
        )
    return Loaded(_read_blob(git, entry.oid, path), entry.path, f"{revision}:{path}")


def _from_root(path: str, cwd: Path, work_tree: Path | None) -> str:
    """As in Git, a path is from the repository's top folder, unless it starts with `./` or `../`."""
    if work_tree is None or not path.startswith(("./", "../")):
        return path
    file = Path(os.path.normpath(cwd.resolve() / path))
    if not file.is_relative_to(work_tree):
        raise BadReference(f"{path} is outside the repository {work_tree}")
    return file.relative_to(work_tree).as_posix()


def _load_agent(reference: AgentReference, place: Place) -> Loaded:
    if place.index_path is None or not place.index_path.is_file():
        name = reference.name
        if name.endswith(".md"):
            raise UnknownReference(f"{name}: no such file")
        raise UnknownReference(
            f"{name}: neither a file here, nor is there an index to look in",
            hint="`agentreg index` indexes the agents of your sources",
        )
    from agentreg.index.access import reading
    from agentreg.index.at_commit import mirror_of

    with reading(place.index_path) as reader:
        selected = _select(reader, reference, place.teller)
        revision = selected.revision
        git = mirror_of(reader, revision.source)
    data = _read_blob(git, revision.blob, f"{revision.source}/{revision.path}")
    return Loaded(data, revision.path, _label(reference, selected), revision, selected.derived)


def _select(reader: Reader, reference: AgentReference, teller: Teller | None) -> Selected:
    from agentreg.index.lookup import find_agent
    from agentreg.index.selection import select

    return select(reader, find_agent(reader, reference.name), reference.selector, teller=teller)


def _label(reference: AgentReference, selected: Selected) -> str:
    from agentreg.index.selector import Named

    revision, selector = selected.revision, reference.selector
    which = selector.name if isinstance(selector, Named) else revision.commit[:7]
    return f"{revision.source}/{revision.name}@{f'{selected.derived}*' if selected.derived else which}"


def _read_blob(git: Git, oid: str, what: str) -> bytes:
    from agentreg.git.objects import BlobReader

    with BlobReader(git) as reader:
        data = reader.read(oid)
    if data is None:
        raise ReadError(f"{what}: its text is not in the mirror", hint="run `agentreg index` to fetch it")
    return data
