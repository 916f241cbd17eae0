"""Every commit and what it changed, in one pass.

One `git log --raw -c` over all tips, without a pathspec: a pathspec needs `--full-history` to be complete and
is slower even so; `-m` multiplies the rows; Git's own rename detection costs a hundred times the walk and is
never asked for. Renames follow from a deletion and an addition, and are found by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from agentreg.errors import ReadError
from agentreg.git.oid import checked
from agentreg.git.process import Git
from agentreg.model.paths import shown_path
from agentreg.records import NamedTuple

FORMAT = "%H%n%P%n%an%n%ae%n%aI%n%ct%n%s"

COMMAND = (
    "log",
    "--raw",
    "-z",
    "-c",
    "--no-renames",
    "--no-abbrev",
    "--topo-order",
    "--reverse",
    "--encoding=UTF-8",
    f"--format={FORMAT}",
    "--ignore-missing",
    "--stdin",
)

ENTRY_LIMIT = 1_000_000
"""Paths that one commit may change: a tree of ten levels of ten equal folders fits in 60 objects.

Git holds all changes of a commit in memory before it tells the first, so the largest commits meet the limit
of its memory instead (`agentreg.git.child.MEMORY_LIMIT`).
"""

SUBJECT_LIMIT = 500
"""Characters of a subject line that are kept."""

LAST_TIME = 253_402_300_799
"""The last second of the year 9999: later ones, which Git takes, are no dates to Python or C libraries."""

ABSENT_MODE = "000000"


class Entry(NamedTuple):
    """A path that a commit changed.

    Attributes:
        path: The path, as `shown_path` tells it.
        status: `A`, `M`, `D` or `T` (type changed); for a merge one letter per parent.
        mode: The mode after the commit: `100644`, `100755`, `120000` (symlink), `160000` (submodule), or
            `000000` when deleted.
        oid: The object after the commit; all zeros when deleted.
        before: The object in each parent; all zeros where it was absent.
    """

    path: str
    status: str
    mode: str
    oid: str
    before: tuple[str, ...]

    @property
    def is_deleted(self) -> bool:
        """Whether the path is gone after the commit."""
        return self.mode == ABSENT_MODE


class Commit(NamedTuple):
    """A commit and what it changed.

    Attributes:
        oid: Full object id.
        parents: Full object ids; the cut edge of a shallow clone has none.
        author: The author's name, characters that are not UTF-8 replaced.
        email: The author's address.
        date: When it was written, ISO 8601 with the author's zone; empty when the commit has no valid date.
        time: When it was committed, in seconds since 1970, in the year 9999 at the latest: what "as of a
            date" compares.
        subject: The first line of the message, at most 500 characters.
        changes: The changed paths that were asked for. A merge lists what differs from all its parents.
    """

    oid: str
    parents: tuple[str, ...]
    author: str
    email: str
    date: str
    time: int
    subject: str
    changes: tuple[Entry, ...]


def every_path(_path: str) -> bool:
    """The `keep` that leaves out nothing."""
    return True


def walk(
    git: Git, tips: Iterable[str], known: Iterable[str] = (), *, keep: Callable[[str], bool] = every_path
) -> Iterator[Commit]:
    """Every commit reachable from some tips and not from others, parents before their children.

    Commits without a wanted change are yielded too: they hold the graph together.

    Args:
        git: The repository.
        tips: Full object ids of commits.
        known: Full object ids of commits that are not wanted, nor their ancestors; unknown ones are ignored
            (after a forced push the old tip may be gone).
        keep: Whether changes of a path are wanted.

    Yields:
        The commits.

    Raises:
        GitError: History is damaged or incomplete.
        ReadError: A commit changes more than a million paths.
    """
    wanted = sorted({checked(tip) for tip in tips})
    if not wanted:
        return
    unwanted = sorted({f"^{checked(tip)}" for tip in known})
    stdin = "".join(f"{line}\n" for line in [*wanted, *unwanted]).encode()
    with git.stream(COMMAND, stdin) as pieces:
        yield from _commits(_tokens(pieces), keep)


def _tokens(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The NUL-terminated parts of the output."""
    rest = b""
    for piece in pieces:
        *tokens, rest = (rest + piece).split(b"\0")
        yield from tokens
    if rest:
        yield rest


def _commits(tokens: Iterator[bytes], keep: Callable[[str], bool]) -> Iterator[Commit]:
    """Commit records and raw lines, told apart by position: each raw line is followed by a path."""
    current: Commit | None = None
    changes: list[Entry] = []
    seen = 0
    for token in tokens:
        # Git puts a line feed before the first raw line of a commit, and an empty part before a merge's.
        token = token.lstrip(b"\n")  # noqa: PLW2901  the same token, cleaned
        if token.startswith(b":"):
            seen += 1
            path = shown_path(next(tokens))
            if keep(path):
                changes.append(_entry(token, path))
            if seen > ENTRY_LIMIT and current is not None:
                raise ReadError(f"commit {current.oid} changes more than {ENTRY_LIMIT:,} paths")
        elif token:
            if current is not None:
                yield current._replace(changes=tuple(changes))
            current, changes, seen = _commit(token), [], 0
    if current is not None:
        yield current._replace(changes=tuple(changes))


def _commit(record: bytes) -> Commit:
    text = record.decode("utf-8", "replace")
    oid, parents, author, email, date, time, subject = text.split("\n", 6)
    # Where a commit has no date that Git understands, it prints the placeholder or nothing.
    date = date if date[:1].isdigit() else ""
    seconds = min(int(time), LAST_TIME) if time.isascii() and time.isdigit() else 0
    return Commit(oid, tuple(parents.split()), author, email, date, seconds, subject[:SUBJECT_LIMIT], ())


def _entry(raw: bytes, path: str) -> Entry:
    """One raw line: a colon per parent, their modes and the new one, their ids and the new one, letters."""
    fields = raw.decode("ascii").split(" ")
    parents = len(fields[0]) - len(fields[0].lstrip(":"))
    oids = fields[parents + 1 : -1]
    return Entry(path, fields[-1], fields[parents], oids[-1], tuple(oids[:-1]))
