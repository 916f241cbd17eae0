"""A variant's local edits, merged the other way: into the newest base, as one commit on a branch there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from agentreg.config.location import LocationKind, parse_location
from agentreg.diff.summary import summarize_between
from agentreg.errors import SyncRefused
from agentreg.formats.read import read_definition
from agentreg.git.change import Change, write_change
from agentreg.git.commits import identity, move_ref
from agentreg.git.contents import Contents
from agentreg.git.locate import repository_at
from agentreg.git.process import Git, Trust
from agentreg.git.refs import list_refs, main_branch
from agentreg.merge.engine import merge
from agentreg.merge.policies import owned
from agentreg.merge.values import Danger, Labels, Merged
from agentreg.records import NamedTuple
from agentreg.rules.finding import Finding
from agentreg.sync.apply import check_branch_name, plain_name
from agentreg.sync.excerpt import Excerpt, excerpt
from agentreg.sync.hold import clear_stale_lock, hold_repository
from agentreg.sync.journal import Intent
from agentreg.sync.shown import as_shown
from agentreg.sync.target import check_place, check_target
from agentreg.sync.widening import widenings
from agentreg.variants.files import TreeFiles
from agentreg.variants.manifest import Variant
from agentreg.variants.standing import Base, Standing, base_name


class Proposal(NamedTuple):
    """What a variant would bring to its base.

    Attributes:
        variant: The variant.
        base: The newest revision of its base.
        merged: The base's text with the local edits; with conflict markers where they collide.
        news: What that changes in the base, in one line of untrusted text; empty for nothing.
        widenings: What it lets the base do that it does not now, by the rules of a review.
    """

    variant: Variant
    base: Base
    merged: Merged
    news: str
    widenings: tuple[Finding, ...] = ()


def plan_proposal(standing: Standing, newest: Base | None, only: Sequence[str] = ()) -> Proposal:
    """Merge a variant's local edits into the newest text of its base.

    Fields that the project owns are its own affair: there the base's value stays.

    Args:
        standing: Where the variant stands.
        newest: The newest revision of its base at all.
        only: What to propose, as `excerpt` takes it; empty for all.

    Raises:
        SyncRefused: A text is missing or holds a conflict that was never resolved, there is nothing to
            propose, fields cannot be kept apart, or the base stands in a place that is refused.
        BadReference: `only` names nothing, or several things.
    """
    declared = standing.variant.declared
    if standing.base is None or standing.file is None or newest is None:
        reason = standing.trouble or "the file is not there"
        raise SyncRefused(f"{declared.path}: nothing can be proposed: {reason}")
    check_target(newest.path)
    edits = excerpt(standing.base, standing.file, only) if only else Excerpt(standing.file, {})
    merged = _merge(standing.variant, standing.base, newest, edits)
    dangers = {one.danger for one in merged.warnings}
    if Danger.UNRESOLVED in dangers:
        raise SyncRefused(f"{declared.path} holds a conflict that nobody resolved", hint="resolve it first")
    if Danger.POLICY_NOT_KEPT in dangers:
        raise SyncRefused(f"{declared.path}: its fields cannot be told apart from what is to be proposed")
    if merged.text == newest.text:
        raise SyncRefused(
            f"{declared.path} has nothing that {declared.base} {base_name(newest)} does not have",
            hint="fields in `owned` are not proposed" if declared.owned else "",
        )
    sides = [read_definition(text, newest.path) for text in (newest.text, merged.text)]
    wider = widenings(newest.text, merged.text, newest.path) if merged.clean else ()
    proposal = Proposal(standing.variant, newest, merged, summarize_between(*sides), wider)
    return as_shown(proposal, (standing.base, standing.file, newest.text, merged.text))


def _merge(variant: Variant, base: bytes, newest: Base, edits: Excerpt) -> Merged:
    declared, locked = variant
    labels = Labels(
        base=f"{declared.base} {base_name(locked)}",
        ours=f"{declared.base} {base_name(newest)}",
        theirs=declared.path,
    )
    policies = {**edits.policies, **owned(declared.owned)}
    return merge(base, newest.text, edits.text, path=newest.path, labels=labels, policies=policies)


def local_repository(location: str) -> Git | None:
    """The repository of a source that is on this machine; None for a bundle or an address."""
    place = parse_location(location, Path())
    match place.kind:
        case LocationKind.PATH:
            found = repository_at(Path(place.text))
        case LocationKind.FILE:
            found = repository_at(Path(unquote(urlsplit(place.text).path)))
        case _:
            found = None
    return Git(found.git_dir, Trust.TARGET) if found else None


def branch_for(proposal: Proposal) -> str:
    """The name of a proposal's branch when none was asked for."""
    return f"agentreg/propose-{plain_name(Path(proposal.base.path).name.partition('.')[0]).strip('-.')}"


def write_proposal(proposal: Proposal, git: Git, branch: str) -> str:
    """Write a proposal as one commit on a new branch, which starts at the main one; nothing is checked out.

    Args:
        proposal: A proposal without conflicts.
        git: The repository of the source.
        branch: The new branch's short name.

    Returns:
        The commit's id.

    Raises:
        SyncRefused: There is such a branch already, the base moved on since it was indexed, or it stands in a
            place that is refused.
        BadReference: The branch's name is none.
        Overtaken: The branch was made meanwhile.
        GitError: Git does not know the user, or cannot write.
    """
    check_branch_name(branch)
    base, ref = proposal.base, f"refs/heads/{branch}"
    refs = list_refs(git)
    if any(known.name == ref for known in refs):
        raise SyncRefused(f"{git.git_dir}: there is a branch {branch} already", hint="name another: --branch")
    main = main_branch(refs)
    start = (main.commit or "") if main else ""
    _check_base(git, start, base)
    author = identity(git, base.time)
    with hold_repository(git) as journal:
        if dead := journal.read():
            clear_stale_lock(git, dead)
        files = {base.path: proposal.merged.text}
        commit = write_change(git, Change(start, files, author, _message(proposal)), Contents(git))
        with journal.during(Intent(ref, commit)):
            move_ref(git, ref, new=commit, old="")
    return commit


def _check_base(git: Git, start: str, base: Base) -> None:
    files = TreeFiles(git, start) if start else None
    if files is None or files.read(base.path) != base.text:
        raise SyncRefused(
            f"{git.git_dir}: {base.path} on its main branch is not what was indexed",
            hint="run `agentreg index`, then the same command again",
        )
    check_place(files, base.path)


def _message(proposal: Proposal) -> str:
    declared, locked = proposal.variant
    return (
        f"Take over local edits of {plain_name(proposal.base.path)}\n\n"
        f"Made in a variant of {plain_name(declared.base)} {plain_name(base_name(locked))}.\n"
    )
