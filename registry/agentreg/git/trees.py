"""What a commit's tree holds."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.errors import ReadError
from agentreg.git.oid import checked
from agentreg.git.process import Git
from agentreg.model.paths import raw_path, shown_path
from agentreg.records import NamedTuple

ENTRY_LIMIT = 200_000
"""Files that one tree may hold: ten levels of ten equal folders are 60 objects and 10 000 000 000 files."""

SYMLINK = "120000"
SUBMODULE = "160000"
FOLDER = "040000"


class TreeEntry(NamedTuple):
    """A file of a tree.

    Attributes:
        path: The path from the root, as `shown_path` tells it.
        mode: `100644`, `100755`, `120000` (symlink), `160000` (submodule); `040000` for a folder.
        oid: The object.
    """

    path: str
    mode: str
    oid: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file: no symlink (never followed), submodule (never entered) or folder."""
        return self.mode not in (SYMLINK, SUBMODULE, FOLDER)


def list_tree(git: Git, oid: str) -> Iterator[TreeEntry]:
    """Every file of a tree, in Git's order.

    Args:
        git: The repository.
        oid: Full object id of a commit or tree.

    Yields:
        The files, symlinks and submodules.

    Raises:
        GitError: The tree cannot be read.
        ReadError: It holds more than 200 000 files.
    """
    count = 0
    with git.stream(["ls-tree", "-r", "-z", "--full-tree", checked(oid)]) as pieces:
        rest = b""
        for piece in pieces:
            *lines, rest = (rest + piece).split(b"\0")
            count += len(lines)
            if count > ENTRY_LIMIT:
                raise ReadError(f"the tree {oid} in {git.git_dir} holds more than {ENTRY_LIMIT:,} files")
            yield from map(_entry, lines)


def blob_at(git: Git, commit: str, path: str) -> TreeEntry | None:
    """What stands at a path: a file, symlink, submodule or folder.

    Args:
        git: The repository.
        commit: Full object id of a commit or tree.
        path: POSIX path from the root, as `shown_path` tells it; where nothing is called so, the name itself.

    Returns:
        The entry, or None when there is none.

    Raises:
        GitError: The tree cannot be read.
    """
    wanted = path.strip("/")
    # Git answers these with an error of its own, though the answer is plain.
    if "\0" in wanted or not {"", ".", ".."}.isdisjoint(wanted.split("/")):
        return None
    arguments = ["ls-tree", "-z", "--full-tree", checked(commit), "--"]
    names = dict.fromkeys((raw_path(wanted), wanted.encode("utf-8", "surrogateescape")))
    output = git.run([*arguments, *names])
    entries = {entry.path: entry for entry in (_entry(line) for line in output.split(b"\0") if line)}
    return next((entries[path] for path in map(shown_path, names) if path in entries), None)


def _entry(line: bytes) -> TreeEntry:
    facts, _, path = line.partition(b"\t")
    mode, _kind, oid = facts.decode("ascii").split(" ")
    return TreeEntry(shown_path(path), mode, oid)
