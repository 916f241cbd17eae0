"""The refs of a repository, and the one place where a name becomes a commit.

A name from outside is never given to Git: `-x`, `--output=f`, `:/text` and `a@{u}` are all names to someone,
and options or searches to Git. It is compared with the list of refs; after that Git sees object ids only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from agentreg.errors import AmbiguousReference, UnknownReference
from agentreg.git.oid import FULL_OID, checked
from agentreg.git.process import Git, failure
from agentreg.git.shallow import shallow_remedy
from agentreg.records import NamedTuple

SHORT_OID = re.compile(r"[0-9a-f]{4,63}")
ANCESTRY = re.compile(r"(?:[~^][0-9]{0,9})+\Z")

# The server decides what these hold: refs/replace would change the content of objects.
UNTRUSTED_PREFIXES = ("refs/replace/", "refs/notes/", "refs/original/")

ORIGIN = "origin"
"""What Git calls the repository that one was cloned from."""

SEARCHED = ("refs/heads/", "refs/tags/", "refs/remotes/", "refs/", "")
"""Where a short name may live."""

FIELDS = "%(objectname) %(objecttype) %(*objectname) %(*objecttype) %(symref) %(HEAD) %(refname)"


class Ref(NamedTuple):
    """One ref.

    Attributes:
        name: The full name, `refs/heads/main`.
        oid: The object it points at: a commit, a tag object, rarely something else.
        commit: The commit that it leads to through tags; None when it leads to none.
        is_default: Whether HEAD names it: the default branch.
        target: The ref that it stands for, as `refs/remotes/origin/HEAD` does; empty for most.
    """

    name: str
    oid: str
    commit: str | None
    is_default: bool = False
    target: str = ""

    @property
    def short(self) -> str:
        """The name without `refs/heads/` and the like."""
        for prefix in SEARCHED[:3]:
            if self.name.startswith(prefix):
                return self.name[len(prefix) :]
        return self.name

    @property
    def is_branch(self) -> bool:
        """Whether it is a branch."""
        return self.name.startswith("refs/heads/")

    @property
    def is_tag(self) -> bool:
        """Whether it is a tag."""
        return self.name.startswith("refs/tags/")


def list_refs(git: Git) -> tuple[Ref, ...]:
    """All refs, sorted by name, without those that a stranger could use to change what objects hold.

    Raises:
        GitError: The repository cannot be read.
    """
    lines = git.run(["for-each-ref", f"--format={FIELDS}"]).decode("utf-8", "surrogateescape").split("\n")
    refs = [_read(line) for line in lines if line]
    nested = _peel(git, [ref.oid for ref, kind in refs if kind == "tag"])
    found = (ref._replace(commit=nested.get(ref.oid)) if kind == "tag" else ref for ref, kind in refs)
    return tuple(sorted(ref for ref in found if not ref.name.startswith(UNTRUSTED_PREFIXES)))


def _read(line: str) -> tuple[Ref, str]:
    """A ref and the kind of object that it leads to after one tag."""
    oid, kind, peeled, peeled_kind, target, head, name = line.split(" ", 6)
    kind, commit = (peeled_kind, peeled) if kind == "tag" else (kind, oid)
    # `%(HEAD)` is "*" or a space, and a space is also what separates the fields.
    is_default, name = (True, name) if head == "*" else (False, name.lstrip(" "))
    return Ref(name, oid, commit if kind == "commit" else None, is_default, target), kind


def _peel(git: Git, oids: list[str]) -> dict[str, str]:
    """The commits of tags that point at tags; Git before 2.45 peels one level only."""
    if not oids:
        return {}
    answers = _ask(git, [f"{oid}^{{commit}}" for oid in oids])
    return {oid: commit for oid, commit in zip(oids, answers, strict=True) if commit is not None}


def _ask(git: Git, questions: Iterable[str]) -> list[str | None]:
    """What each object expression leads to; expressions go by standard input."""
    stdin = "".join(f"{question}\n" for question in questions).encode()
    lines = git.run(["cat-file", "--batch-check=%(objectname)", "--buffer"], stdin).decode().splitlines()
    return [line if FULL_OID.fullmatch(line) else None for line in lines]


def tags_within(git: Git, commit: str) -> frozenset[str]:
    """The full names of the tags that lead to a commit or to one of its ancestors.

    Raises:
        GitError: The repository cannot be read.
    """
    output = git.run(["for-each-ref", f"--merged={checked(commit)}", "--format=%(refname)", "refs/tags/"])
    return frozenset(output.decode("utf-8", "surrogateescape").split("\n")) - {""}


def default_branch(refs: Iterable[Ref]) -> Ref | None:
    """The branch that HEAD names; None when HEAD is detached or names a branch without commits."""
    return next((ref for ref in refs if ref.is_default), None)


def main_branch(refs: Iterable[Ref]) -> Ref | None:
    """The branch that a project's work goes to, whatever is checked out here.

    That is the branch which the repository was cloned for (`refs/remotes/origin/HEAD`), as it is here if it
    is here; without an origin, the one that HEAD names.
    """
    known = {ref.name: ref for ref in refs}
    cloned = known.get(f"refs/remotes/{ORIGIN}/HEAD")
    if cloned is None or cloned.target not in known:
        return default_branch(known.values())
    name = cloned.target.removeprefix(f"refs/remotes/{ORIGIN}/")
    return known.get(f"refs/heads/{name}", known[cloned.target])


def places_of(branch: str) -> tuple[str, str]:
    """The refs of a branch: here, and as fetched from its origin, which is all that a new clone has."""
    return f"refs/heads/{branch}", f"refs/remotes/{ORIGIN}/{branch}"


def resolve_name(git: Git, name: str, refs: tuple[Ref, ...] | None = None) -> str:
    """The commit that a name leads to.

    Understood are full and abbreviated object ids, full and short ref names, `HEAD` and `@`, each with
    `~N` and `^N` after it.

    Args:
        git: The repository.
        name: The name, as a user writes it.
        refs: The refs, when they are already at hand.

    Returns:
        The full object id of a commit.

    Raises:
        UnknownReference: The name leads to no commit here.
        AmbiguousReference: It is a branch and a tag, or an abbreviation of several objects.
        GitError: The repository cannot be read.
    """
    suffix = ANCESTRY.search(name)
    base, steps = (name[: suffix.start()], suffix.group()) if suffix else (name, "")
    known = list_refs(git) if refs is None else refs
    start = _start(git, base, known)
    commit = _ask(git, [f"{start}{steps}^{{commit}}"])[0] if start else None
    if commit is None:
        hint = " ".join(filter(None, (_suggestion(base, known), shallow_remedy(git))))
        raise UnknownReference(f"{name!r} names no commit in {git.git_dir}", hint=hint)
    return commit


def _start(git: Git, name: str, refs: tuple[Ref, ...]) -> str | None:
    if FULL_OID.fullmatch(name):
        return name
    if name in ("HEAD", "@"):
        outcome = git.attempt(["rev-parse", "--verify", "--quiet", "HEAD"])
        return outcome.output.decode().strip() or None
    if (found := _matching(name, refs)) is not None:
        return found
    return _expand(git, name) if SHORT_OID.fullmatch(name) else None


def _matching(name: str, refs: tuple[Ref, ...]) -> str | None:
    """The object of the refs with this name; None when there is none."""
    wanted = {f"{prefix}{name}" for prefix in SEARCHED}
    matches = [ref for ref in refs if ref.name in wanted]
    if len({ref.commit or ref.oid for ref in matches}) > 1:
        names = ", ".join(ref.name for ref in matches)
        raise AmbiguousReference(f"{name!r} names several refs", hint=f"write one of: {names}")
    return matches[0].oid if matches else None


def _expand(git: Git, prefix: str) -> str | None:
    answer = git.run(["cat-file", "--batch-check=%(objectname)"], f"{prefix}\n".encode()).decode().strip()
    if answer.endswith(" ambiguous"):
        raise AmbiguousReference(f"{prefix!r} abbreviates several objects", hint="write more of its digits")
    return answer if FULL_OID.fullmatch(answer) else None


def _suggestion(name: str, refs: tuple[Ref, ...]) -> str:
    near = get_close_matches(name, [ref.short for ref in refs], n=1)
    return f"did you mean {near[0]!r}?" if near else ""


def head_commit(git: Git) -> str:
    """The commit of HEAD; empty before the first one.

    Raises:
        GitError: The repository cannot be read.
    """
    return commits(git, ["HEAD"])[0]


def commits(git: Git, names: Iterable[str]) -> list[str]:
    """The commits of HEAD or of refs by their full names, through one process; empty for what is not there.

    Raises:
        GitError: The repository cannot be read.
    """
    return [commit or "" for commit in _ask(git, [f"{name}^{{commit}}" for name in names])]


def merge_base(git: Git, one: str, other: str) -> str | None:
    """The best common ancestor of two commits given by full object id; None when they have none.

    Raises:
        GitError: A commit is missing.
    """
    outcome = git.attempt(["merge-base", checked(one), checked(other)])
    # Negative: a signal ended it.
    if outcome.code not in (0, 1):
        raise failure(git, ["merge-base"], outcome)
    return outcome.output.decode().strip() or None
