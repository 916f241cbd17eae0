"""From what people name to two trees of the repository that they stand in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.errors import BadReference, CannotCompare
from agentreg.git.locate import repository_around
from agentreg.git.process import Git, Trust
from agentreg.git.refs import Ref, head_commit, list_refs, main_branch, merge_base, resolve_name, tags_within
from agentreg.git.shallow import shallow_remedy
from agentreg.index.reference import RangeReference, parse_reference
from agentreg.records import NamedTuple
from agentreg.review.ranges import Tree, latest_release, version_at
from agentreg.sources.revision import GitTree, commit_tree, staged_tree
from agentreg_cli import places
from agentreg_cli.asked import Asked, State
from agentreg_cli.beginnings import SHORT, how_to_name_one, told_backwards
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.git.locate import Repository

_USUAL = ("refs/remotes/origin/main", "refs/remotes/origin/master")

_Refs = tuple[Ref, ...]


class Sides(NamedTuple):
    """Two trees of a repository.

    Attributes:
        repository: Where it is.
        git: The same for questions.
        before: The one tree.
        after: The other.
        arguments: What names the same two trees on any day.
        chosen: Why the one was chosen where nobody named it; empty otherwise.
        tip: What the one is the merge base with, whether or not that has gone on since: what was decided
            there is no part of the change. None where the one is compared itself.
    """

    repository: Repository
    git: Git
    before: Tree
    after: Tree
    arguments: str
    chosen: str = ""
    tip: Tree | None = None

    @property
    def authority(self) -> Tree:
        """Where decisions stand that nobody brings with the change."""
        return self.tip or self.before


def open_repository(session: Session) -> tuple[Repository, Git]:
    """The repository that a command runs in.

    Raises:
        CannotCompare: It runs in none.
    """
    repository = repository_around(session.cwd)
    if repository is None:
        raise CannotCompare(f"{session.cwd} is in no Git repository", hint="a range needs one")
    return repository, Git(repository.git_dir, Trust.TARGET)


def range_sides(session: Session, reference: RangeReference) -> Sides:
    """The two trees of a range.

    Raises:
        BadReference: A side names no commit, or several.
        CannotCompare: There is no repository, or the sides of `A...B` have no common commit.
    """
    repository, git = open_repository(session)
    refs = list_refs(git)
    start, end = (resolve_name(git, name, refs) for name in (reference.before, reference.after))
    named, after = _commit(git, reference.before, start, refs), _commit(git, reference.after, end, refs)
    if not reference.from_merge_base:
        return Sides(repository, git, named, after, f"{start[:SHORT]}..{end[:SHORT]}")
    before = _merge_base(git, (reference.before, start), (reference.after, end), refs)
    return Sides(repository, git, before, after, f"{start[:SHORT]}...{end[:SHORT]}", tip=named)


def find_sides(session: Session, asked: Asked) -> Sides:
    """The two trees that a review compares.

    Raises:
        BadReference: A name is no range, or leads to no commit.
        CannotCompare: There is no repository, or nothing to compare with.
    """
    if asked.range:
        reference = parse_reference(asked.range)
        if not isinstance(reference, RangeReference):
            raise BadReference(f"{asked.range!r} is no range", hint="write A..B, or --against A")
        return range_sides(session, reference)
    if asked.state is State.STAGED and not asked.against and (between := places.hook_range()):
        # Nothing is staged there, and that would read as clean.
        return range_sides(session, RangeReference(*between, from_merge_base=True))
    repository, git = open_repository(session)
    tip, refs = head_commit(git), list_refs(git)
    before, chosen, main = _before(git, asked, tip, refs)
    after, option = _after(repository, git, asked.state, (tip, refs))
    start, dots = (main or before).commit[:SHORT], "..." if main else ".."
    arguments = f"--against {start or 'HEAD'} {option}" if option else f"{start}{dots}{tip[:SHORT]}"
    return Sides(repository, git, before, after, arguments, chosen, main)


def _before(git: Git, asked: Asked, tip: str, refs: _Refs) -> tuple[Tree, str, Tree | None]:
    """What to compare with, why it was chosen, and what it is the merge base with (`Sides.tip`)."""
    if asked.against and (tip or asked.against != "HEAD"):
        return _commit(git, asked.against, resolve_name(git, asked.against, refs), refs), "", None
    if asked.state is not State.HEAD:
        return (_commit(git, "HEAD", tip, refs) if tip else Tree("nothing", GitTree(git))), "", None
    if not tip:
        raise CannotCompare("nothing was committed yet", hint="`agentreg review --staged` looks at the index")
    within = tags_within(git, tip)
    release = latest_release((ref for ref in refs if ref.name in within), tip)
    if release and release.commit:
        why = f"{release.short} is the latest release"
        return _commit(git, release.short, release.commit, refs), why, None
    # A release of HEAD itself is what it brings.
    own = latest_release((ref for ref in refs if ref.name in within), "")
    no_tag = f"the only release tag here, {own.short}, is HEAD itself" if own else "there is no release tag"
    main = _main_of_origin(refs)
    if main is None or main.commit is None:
        raise CannotCompare(
            f"{no_tag}, and no branch of `origin` to compare with", hint=how_to_name_one(git, refs, tip)
        )
    base = _merge_base(git, (main.short, main.commit), ("HEAD", tip), refs)
    if base.commit == tip:
        # Nothing would differ, and that would read as clean.
        raise CannotCompare(
            f"HEAD is in {main.short} already, and {no_tag}{'' if own else ' to compare with'}",
            hint=how_to_name_one(git, refs, tip),
        )
    why = f"{no_tag if own else 'no release tag'}; {main.short} is the main branch"
    return base, why, _commit(git, main.short, main.commit, refs)


def backwards(sides: Sides) -> str:
    """What is told where HEAD lacks something of what it is compared with; empty where it lacks nothing."""
    if sides.chosen:
        return ""
    after = sides.after.name if sides.after.commit else "HEAD"
    return told_backwards(
        sides.git,
        (sides.before.name, sides.before.commit),
        (after, sides.after.commit or head_commit(sides.git)),
        is_range=bool(sides.after.commit),
    )


def _main_of_origin(refs: _Refs) -> Ref | None:
    """The main branch of `origin`: what it names so, else `main` or `master` where it has one of them.

    Clones that CI makes know every branch, and not which is the main one.
    """
    if any(ref.name == "refs/remotes/origin/HEAD" for ref in refs):
        return main_branch(refs)
    usual = [ref for ref in refs if ref.name in _USUAL]
    return usual[0] if len(usual) == 1 else None


def _after(repository: Repository, git: Git, state: State, head: tuple[str, _Refs]) -> tuple[Tree, str]:
    """What is reviewed, and the option that says so."""
    if state is State.HEAD:
        return _commit(git, state.value, *head), ""
    if repository.work_tree is None:
        # Its index is empty, which would read as if everything were gone.
        raise CannotCompare(f"{repository.git_dir} is bare: it has no index and no work tree")
    if state is State.STAGED:
        return Tree(state.value, staged_tree(git, _hooks_index(repository)), ":"), "--staged"
    from agentreg.sources.work_tree import WorkTree

    return Tree(state.value, WorkTree(git, repository.work_tree)), "--worktree"


def _hooks_index(repository: Repository) -> Path | None:
    """The index that `git commit PATH` gives to its hooks, when this is the repository that it is for."""
    file = places.hook_index()
    return file if file and file.parent == repository.git_dir else None


def _called(name: str, oid: str) -> str:
    """A name as people read it: CI gives whole ids."""
    return name[:SHORT] if name == oid else name


def _commit(git: Git, name: str, oid: str, refs: _Refs) -> Tree:
    name = _called(name, oid)
    return Tree(name, commit_tree(git, oid), f"{name}:", oid, version_at(refs, oid, name))


def _merge_base(git: Git, one: tuple[str, str], other: tuple[str, str], refs: _Refs) -> Tree:
    base = merge_base(git, one[1], other[1])
    if base is None:
        raise CannotCompare(
            f"{one[0]} and {other[0]} have no common commit", hint=shallow_remedy(git) or "write A..B"
        )
    name = f"the merge base of {_called(*one)} and {_called(*other)}"
    return _commit(git, name, base, refs)._replace(label=f"{base[:SHORT]}:")
