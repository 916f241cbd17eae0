"""The entries of folders and the ids of texts: no checkout, no index, no filter."""

from __future__ import annotations

from agentreg.git.process import Git
from agentreg.records import NamedTuple


class Leaf(NamedTuple):
    """What a name in a tree stands for.

    Attributes:
        mode: As `ls-tree` prints it; old trees hold modes that Git no longer writes (100664).
        oid: The object's id.
    """

    mode: str
    oid: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file, executable or not."""
        return self.mode.startswith("100")


def blob_id(git: Git, data: bytes) -> str:
    """The id that a text has as a blob of this repository; nothing is written, no filter runs."""
    return written_id(git.run(["hash-object", "--stdin"], data))


def folder_entries(git: Git, tree: str) -> dict[bytes, Leaf]:
    """The entries of one folder, by name.

    Args:
        git: The repository.
        tree: The id of a tree or commit.

    Raises:
        GitError: There is no such tree.
    """
    records = git.run(["ls-tree", "-z", "--full-tree", "--end-of-options", tree]).split(b"\0")
    return dict(map(_parse_entry, filter(None, records)))


def written_id(output: bytes) -> str:
    """The object id that Git printed."""
    return output.decode("ascii").strip()


def _parse_entry(record: bytes) -> tuple[bytes, Leaf]:
    facts, _, name = record.partition(b"\t")
    mode, _kind, oid = facts.decode().split(" ")
    return name, Leaf(mode, oid)
