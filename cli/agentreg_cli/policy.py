"""What this project makes of findings: its policy file, its baseline, and today's date."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from agentreg.config.values import CONFIG_NAME, PROJECT_NAME
from agentreg_cli import places

_NAMES = (CONFIG_NAME, PROJECT_NAME)

if TYPE_CHECKING:
    from agentreg.git.objects import BlobReader
    from agentreg.git.process import Git
    from agentreg.git.trees import TreeEntry
    from agentreg.review import Review
    from agentreg.rules.baseline import Baseline
    from agentreg.rules.finding import Finding, Severity
    from agentreg.rules.policy import Policy
    from agentreg.rules.settle import Terms
    from agentreg_cli.session import Session


class Gate(NamedTuple):
    """What the command line says of how findings are judged.

    Attributes:
        fail_on: The severity from which a finding fails; None for what the policy says.
        baseline: The file of accepted findings; None for none.
        write_baseline: The file that is to hold them from now on; None for none.
        no_policy: Whether neither the policy nor any inline waiver counts.
    """

    fail_on: Severity | None = None
    baseline: str | None = None
    write_baseline: str | None = None
    no_policy: bool = False


def find_terms(session: Session, gate: Gate, *, marked: bool) -> Terms | None:
    """What findings are judged by in this run.

    The policy is that of the folder that the command runs in: what is compared cannot bring its own.

    Args:
        session: The run.
        gate: What the command line says.
        marked: Whether anything that is compared may hold an inline waiver.

    Returns:
        The terms; None where nothing can be accepted.

    Raises:
        ConfigError: The policy or the baseline cannot be read or followed.
    """
    if gate.no_policy:
        return None
    policy = _policy(session)
    if policy is None and not marked and not gate.baseline:
        return None
    from agentreg.rules.baseline import Baseline
    from agentreg.rules.policy import Policy
    from agentreg.rules.settle import Terms

    known = _read(session, gate.baseline) if gate.baseline else Baseline("")
    return Terms(places.today(), policy or Policy(), known)


def _policy(session: Session) -> Policy | None:
    path = places.find_config(session.cwd)
    if path is None:
        return None
    from agentreg.rules.policy_file import parse_policy

    policy = parse_policy(places.read_text(path), os.path.relpath(path, session.cwd))
    return policy and policy._replace(folder=f"{path.parent.as_posix()}/")


def policy_names(cwd: Path, work_tree: Path | None) -> list[str]:
    """Where in its repository the policy of a folder may stand: in it, and in each folder above."""
    inside = cwd.resolve().relative_to(work_tree) if work_tree else Path()
    return [(folder / name).as_posix() for folder in (inside, *inside.parents) for name in _NAMES]


def range_policies(git: Git, commits: tuple[str, str], names: list[str]) -> tuple[Finding, ...]:
    """How policies differ between two commits."""
    from agentreg.git.objects import BlobReader
    from agentreg.git.trees import blob_at

    sides = [[blob_at(git, commit, name) for name in names] for commit in commits]
    if sides[0] == sides[1]:
        return ()
    with BlobReader(git) as reader:
        before, after = ([_blob(reader, entry) for entry in side] for side in sides)
    return _changes(names, before, after)


def _blob(reader: BlobReader, entry: TreeEntry | None) -> bytes:
    return (reader.read(entry.oid) if entry and entry.is_file else None) or b""


def folder_policies(before: Path, after: Path) -> tuple[Finding, ...]:
    """How the policy at the top of two folders differs."""
    return _changes(_NAMES, *([_file(folder / name) for name in _NAMES] for folder in (before, after)))


def _file(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _changes(names: Sequence[str], before: list[bytes], after: list[bytes]) -> tuple[Finding, ...]:
    if before == after:
        return ()
    from agentreg.rules.policy_change import policy_change

    found = (
        # What is no text cannot be followed, and is told as that.
        policy_change(one.decode("utf-8", "replace"), other.decode("utf-8", "replace"), name)
        for name, one, other in zip(names, before, after, strict=True)
    )
    return tuple(finding for finding in found if finding)


def fails(review: Review, gate: Gate, terms: Terms | None) -> bool:
    """Whether a finding is as serious as the command line, else the policy, says that it fails."""
    from agentreg.rules.finding import greatest_severity

    found = [(agent.paths, agent.severity) for agent in review.agents]
    found.append(((), greatest_severity(review.findings)))
    return any(
        severity and (level := _level(paths, gate, terms)) and severity.at_least(level)
        for paths, severity in found
    )


def _level(paths: tuple[str, ...], gate: Gate, terms: Terms | None) -> Severity | None:
    return gate.fail_on or (terms.policy.fails_from(paths) if terms else None)


def accept(session: Session, file: str, review: Review) -> int:
    """Write all open and known findings of a review as accepted.

    Args:
        session: The run.
        file: The baseline; what it says of agents that were not compared stays.
        review: The review.

    Returns:
        How many findings of the review are accepted.

    Raises:
        ConfigError: The file is there and no baseline.
        OSError: It cannot be written.
    """
    from agentreg.config.file import replace_file
    from agentreg.rules.baseline import Baseline, Known, extend_baseline, render_baseline

    path = session.cwd / file
    old = _read(session, file) if path.exists() else Baseline(file)
    found = [
        Known(agent.name, finding.rule, finding.subject, finding.fingerprint)
        for agent in review.agents
        for finding in (*agent.findings, *agent.known)
    ]
    new = extend_baseline(old, (agent.name for agent in review.agents), found)
    replace_file(path, render_baseline(new).encode("ascii"))
    return len(found)


def _read(session: Session, file: str) -> Baseline:
    from agentreg.rules.baseline import parse_baseline

    return parse_baseline(places.read_text(session.cwd / file), file)
