"""A source, a project with variants of it and its origin, to which things happen in a random order.

Whatever happened before: a sync on a branch leaves work tree, index, HEAD and stash as they are, does the
same thing only once, keeps what the project wrote, ends with a known exit code, and leaves a sound repository
without a lock in it.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from support.cli import Ran, run_cli
from support.projects import bytes_below, write_files
from support.repos import commit, git
from support.variants import agent, collection, project, tracked

BRANCH = "agentreg/sync"
MARKED = re.compile(r"(?:ours|theirs)-\d+")


class Broken(AssertionError):
    """A law does not hold; the message says which one, and after which deeds."""


class Seen(NamedTuple):
    """What a sync on a branch must not touch."""

    files: dict[str, bytes]
    head: str
    staged: str
    stash: str


class Walk:
    """One random walk; the same seed makes the same one."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  a walk to be repeated, no secret
        self._count = 0
        self.deeds = [f"seed {seed}"]
        self._folder, self._origin = folder, folder / "origin.git"
        self._team = collection(folder / "team")
        self._shop = project(folder / "shop", self._team)
        for name in ("reviewer@1.0.0", "planner"):
            tracked(self._shop, name, "--range", "*")
        git(folder, "clone", "-q", "--bare", str(self._shop), str(self._origin))
        git(self._shop, "remote", "add", "origin", str(self._origin))

    def go(self, steps: int) -> None:
        """Let so many things happen.

        Raises:
            Broken: A law does not hold.
        """
        deeds = [deed for deed, weight in DEEDS.items() for _ in range(weight)]
        for _ in range(steps):
            deed = self._random.choice(deeds)
            self.deeds.append(deed.__name__.strip("_"))
            deed(self)
            self._check_soundness()

    def _run(self, folder: Path, *words: str) -> Ran:
        done = run_cli("-C", folder, *words)
        self.deeds.append(f"  agentreg {' '.join(words)}: {done.code} {done.err.strip()}")
        self._law(done.code in (0, 1, 2, 3) and "crash" not in done.err, "it ends as documented")
        return done

    def _law(self, holds: bool, law: str) -> None:
        if not holds:
            raise Broken("\n".join([f"broken: {law}", *self.deeds[-30:]]))

    def _check_soundness(self) -> None:
        git(self._shop, "fsck", "--no-dangling")
        self._law(not list((self._shop / ".git").rglob("*.lock")), "no lock is left")

    def _marked(self, text: str, side: str) -> str:
        """A text with one more edit, whose words say by whom and which it is."""
        self._count += 1
        word = f"{side}-{self._count}"
        lines = text.splitlines()
        place = self._random.randrange(7, len(lines) + 1)
        match self._random.randrange(4):
            case 0:
                lines.insert(place, f"9. Look at {word}.")
            case 1:
                lines += ["", f"## About {word}", "", "It matters."]
            case 2:
                lines = [f"{line} Mind {word}." if line.startswith("Be kind") else line for line in lines]
            case _:
                del lines[place - 1]
        return "\n".join([*lines, ""])

    def _one_of(self, folder: Path) -> str:
        """The path of one of a folder's definitions."""
        found = sorted(path for path in bytes_below(folder) if "agents/" in path and path.endswith(".md"))
        return self._random.choice(found)

    def _write(self, folder: Path, side: str) -> str:
        path = self._one_of(folder)
        write_files(folder, {path: self._marked((folder / path).read_text(), side)})
        return path

    def _news(self) -> None:
        self._write(self._team, "theirs")
        commit(self._team, {})
        if self._random.random() < 0.5:
            major, minor, _ = map(int, git(self._team, "describe", "--tags", "--abbrev=0")[1:].split("."))
            git(self._team, "tag", f"v{major}.{minor + 1}.0")
        self._run(self._shop, "index")

    def _rename(self) -> None:
        path = self._one_of(self._team)
        text = (self._team / path).read_text()
        old, self._count = Path(path).stem, self._count + 1
        new = f"{old.rstrip('0123456789')}{self._count}"
        moved = path.replace(f"{old}.md", f"{new}.md")
        renamed = re.sub(r"(?m)^name: .*", f"name: {new}", text, count=1)
        commit(self._team, {path: None, moved: renamed})
        self._run(self._shop, "index")

    def _delete(self) -> None:
        """One base is deleted, and all are back with the next one that is."""
        if len(list((self._team / "agents").glob("*.md"))) > 1:
            commit(self._team, {self._one_of(self._team): None})
        else:
            commit(
                self._team, {"agents/planner.md": agent("planner"), "agents/reviewer.md": agent("reviewer")}
            )
        self._run(self._shop, "index")

    def _edit(self) -> None:
        if list((self._shop / ".claude").rglob("*.md")):
            self._write(self._shop, "ours")
            if self._random.random() < 0.7:
                commit(self._shop, {})

    def _commit(self) -> None:
        commit(self._shop, {})

    def _sync(self) -> None:
        options = self._random.choice(
            ([], [], ["--push"], ["--allow-widening"], ["--markers"], ["--latest"], ["--dry-run"])
        )
        self._sync_in(self._shop, *options)

    def _sync_in(self, folder: Path, *options: str) -> None:
        before = self._seen(folder)
        done = self._run(folder, "sync", "-y", *options)
        self._law(self._seen(folder) == before, "a sync on a branch touches nothing else")
        tip = self._tip(folder)
        self._run(folder, "sync", "-y", *options)
        self._law(self._tip(folder) == tip, "the second run does nothing")
        if tip and done.code == 0 and git(folder, "rev-parse", f"{tip}^") == git(folder, "rev-parse", "main"):
            self._check_kept(folder)

    def _check_kept(self, folder: Path) -> None:
        for path in git(
            folder, "diff", "--name-only", "--diff-filter=M", "main", BRANCH, "--", "*.md"
        ).split():
            ours, made = (git(folder, "show", f"{rev}:{path}") for rev in ("main", BRANCH))
            kept = {word for word in MARKED.findall(ours) if word.startswith("ours-")}
            self._law(kept <= set(MARKED.findall(made)), f"what the project wrote in {path} stays")

    def _sync_on_disk(self) -> None:
        before = self._seen(self._shop)
        self._run(self._shop, "sync", "-y", "--work-tree")
        self._law(self._seen(self._shop)[1:] == before[1:], "a sync on disk touches files alone")

    def _sync_in_a_new_clone(self) -> None:
        clone = self._folder / "clone"
        shutil.rmtree(clone, ignore_errors=True)
        git(self._shop, "push", "-q", "-f", "origin", "main")
        git(self._folder, "clone", "-q", str(self._origin), str(clone))
        self._run(clone, "index")
        self._sync_in(clone, *self._random.choice(([], ["--push"])))

    def _ask(self) -> None:
        for words in (["status", "--json"], ["status", "--lock"], ["outdated"]):
            self._run(self._shop, *words)

    def _resolve(self) -> None:
        """A person takes one side of a conflict that waits, or both, or forgets a marker."""
        for file in (self._shop / ".git/agentreg/conflicts").rglob("*.md"):
            wanted = self._random.choice(("<", ">", "<>", "<>!"))
            write_files(file.parent, {file.name: _taken(file.read_text(), wanted)})

    def _decide(self) -> None:
        """Conflicts that wait are decided; mostly somebody has looked at them before."""
        if self._random.random() < 0.8:
            self._resolve()
        self._run(
            self._shop, "sync", "-y", self._random.choice(("--continue", "--continue", "--skip", "--abort"))
        )

    def _merge(self) -> None:
        """The branch is merged as people do; what is not committed is put away before."""
        if not self._tip(self._shop):
            return
        commit(self._shop, {})
        ways = (["--no-ff", "-m", "Merge"], ["--squash"])
        try:
            git(self._shop, "merge", "-q", *self._random.choice(ways), BRANCH)
        except AssertionError:
            git(self._shop, "reset", "-q", "--hard")
        commit(self._shop, {})

    def _forget(self) -> None:
        if self._tip(self._shop):
            git(self._shop, "branch", "-q", "-D", BRANCH)

    def _work_on_the_branch(self) -> None:
        """Somebody commits on the sync's branch."""
        if not self._tip(self._shop):
            return
        commit(self._shop, {})
        git(self._shop, "checkout", "-q", BRANCH)
        self._edit()
        commit(self._shop, {})
        git(self._shop, "checkout", "-q", "main")

    def _tip(self, folder: Path) -> str:
        return git(folder, "for-each-ref", "--format=%(objectname)", f"refs/heads/{BRANCH}")

    def _seen(self, folder: Path) -> Seen:
        head = f"{git(folder, 'symbolic-ref', 'HEAD')} {git(folder, 'rev-parse', 'HEAD')}"
        staged, stash = git(folder, "diff", "--cached", "--raw"), git(folder, "stash", "list")
        files = {path: data for path, data in bytes_below(folder).items() if not path.startswith(".git/")}
        return Seen(files, head, staged, stash)


def _taken(text: str, wanted: str) -> str:
    """A text with one side of each conflict, or both; with `!` its first marker is left."""
    kept, side = [], ""
    for line in text.splitlines(keepends=True):
        mark = line[:1] if line.startswith(("<" * 7, "|" * 7, ">" * 7)) or line.rstrip() == "=" * 7 else ""
        if (mark == "<" and "!" in wanted) or (not mark and (not side or side in wanted)):
            kept.append(line)
        side = {"<": "<", "|": "|", "=": ">", ">": ""}.get(mark, side)
    return "".join(kept)


DEEDS: dict[Callable[[Walk], None], int] = {
    Walk._news: 5,
    Walk._rename: 1,
    Walk._delete: 1,
    Walk._edit: 4,
    Walk._commit: 2,
    Walk._sync: 6,
    Walk._sync_on_disk: 2,
    Walk._sync_in_a_new_clone: 1,
    Walk._ask: 1,
    Walk._resolve: 1,
    Walk._decide: 4,
    Walk._merge: 3,
    Walk._forget: 1,
    Walk._work_on_the_branch: 1,
}
"""What may happen, and how often it does."""
