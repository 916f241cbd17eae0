"""What this project makes of findings: its policy file, its baseline, and today's date."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.config.values import APPROVALS_NAME
from agentreg.errors import ConfigError
from agentreg.records import NamedTuple
from agentreg_cli import places
from agentreg_cli.gitleaks import Wish
from agentreg_cli.output import note

if TYPE_CHECKING:
    from agentreg.review.values import Review, Verdict
    from agentreg.review.verdict import Levels
    from agentreg.rules.approvals import Approvals
    from agentreg.rules.baseline import Baseline
    from agentreg.rules.finding import Severity
    from agentreg.rules.idle import IsGone
    from agentreg.rules.policy import Level, Policy
    from agentreg.rules.settle import Terms
    from agentreg_cli.session import Session


class Gate(NamedTuple):
    """What the command line says of how findings are judged.

    Attributes:
        fail_on: From which severity a finding fails; None for what the policy says.
        baseline: The file of accepted findings; None for none.
        write_baseline: The file that is to hold them from now on; None for none.
        no_policy: Whether neither the policy nor any inline waiver counts.
        trust_approvals: Whether decisions count that a range brings itself.
        default: The severity where neither command line nor policy names one; None for none.
        gitleaks: Whether gitleaks looks for secrets as well, where the rules about one state are asked.
    """

    fail_on: Level | None = None
    baseline: str | None = None
    write_baseline: str | None = None
    no_policy: bool = False
    trust_approvals: bool = False
    default: Severity | None = None
    gitleaks: Wish = Wish.WHERE_INSTALLED


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
    policy, approved = _policy(session), places.find_above(session.cwd, APPROVALS_NAME)
    if policy is None and approved is None and not marked and not gate.baseline:
        return None
    from agentreg.rules.approvals import Approvals
    from agentreg.rules.baseline import Baseline
    from agentreg.rules.policy import Policy
    from agentreg.rules.settle import Terms

    known = _read(session, gate.baseline) if gate.baseline else Baseline("")
    approvals = read_approvals(session, approved) if approved else Approvals()
    return Terms(places.today(), policy or Policy(), known, approvals)


def read_approvals(session: Session, path: Path) -> Approvals:
    """What reviewers decided.

    Raises:
        ConfigError: The file cannot be read or followed.
    """
    from agentreg.rules.approvals import parse_approvals

    return parse_approvals(places.read_own(path), os.path.relpath(path, session.cwd))


def _policy(session: Session) -> Policy | None:
    path = places.find_config(session.cwd)
    policy = _read_policy(session, path, ()) if path else None
    return policy and policy._replace(folder=f"{path.parent.as_posix()}/") if path else None


def _read_policy(session: Session, path: Path, above: tuple[Path, ...]) -> Policy | None:
    """A policy with all that it extends, file by file."""
    from agentreg.rules.policy_file import parse_policy
    from agentreg_cli.policy_place import shared_place

    origin = os.path.relpath(path, session.cwd)
    files: list[str] = []

    def shared(name: str) -> Policy:
        other = shared_place(path.parent, name)
        if other in (path.resolve(), *above):
            raise ConfigError(f"{origin} extends itself, by way of {name!r}", hint="leave out `extends`")
        found = _read_policy(session, other, (*above, path.resolve()))
        if found is None:
            raise ConfigError(
                f"{os.path.relpath(other, session.cwd)} holds no [policy], which {origin} extends"
            )
        files.extend(found.files)
        return found

    policy = parse_policy(places.read_text(path), origin, shared)
    return policy and policy._replace(files=(path.resolve().as_posix(), *files))


def levels(gate: Gate, terms: Terms | None) -> Levels:
    """From which severity findings fail: what the command line says, else the policy, else the command."""
    from agentreg.rules.policy import Level, Policy

    policy = terms.policy if terms else Policy()
    if gate.default and policy.fail_on is None:
        policy = policy._replace(fail_on=Level(gate.default))
    return lambda paths: gate.fail_on.severity if gate.fail_on else policy.fails_from(paths)


def wish_for_gitleaks(gate: Gate, terms: Terms | None) -> Wish:
    """Whether gitleaks is asked: what the command line says, else the policy."""
    if gate.gitleaks is not Wish.WHERE_INSTALLED or terms is None:
        return gate.gitleaks
    from agentreg.rules.policy import Gitleaks

    stated = {Gitleaks.REQUIRED: Wish.ASK, Gitleaks.OFF: Wish.LEAVE_OUT}
    return stated.get(terms.policy.asks_gitleaks, Wish.WHERE_INSTALLED)


def put(review: Review, gate: Gate, terms: Terms | None) -> Verdict:
    """Put a review before the gate."""
    from agentreg.review.verdict import reach_verdict

    return reach_verdict(review, levels(gate, terms))


def is_gate(gate: Gate, terms: Terms | None) -> bool:
    """Whether anything says what fails: the command line, the command, or the policy, even with `off`."""
    return bool(gate.fail_on or gate.default or (terms and terms.policy.is_gate))


def accept(
    session: Session,
    file: str,
    review: Review,
    asked: frozenset[str] | None = None,
    *,
    is_gone: IsGone | None = None,
) -> None:
    """Write all open and known findings of a review as accepted, and say how many.

    Args:
        session: The run.
        file: The baseline; what it says of agents that were not compared stays.
        review: The review.
        asked: The rules that were asked: what the file says of any other stays; None for those about changes.
        is_gone: Whether nothing is at a path any more; None where only the review tells.

    Raises:
        ConfigError: The file is there and no baseline.
        OSError: It cannot be written.
    """
    from agentreg.config.whole import replace_file
    from agentreg.report.counts import plural
    from agentreg.review.accepting import accept_all, seen_in
    from agentreg.rules.baseline import Baseline, render_baseline
    from agentreg.rules.table import CHANGE_RULES

    path = session.cwd / file
    old = _read(session, file) if os.path.lexists(path) else Baseline(file, folder=_folder(path))
    new = accept_all(old, review.agents, seen_in(review.agents, asked or CHANGE_RULES, is_gone))
    replace_file(path, render_baseline(new).encode("ascii"))
    count = sum(len(agent.findings) + len(agent.known) for agent in review.agents)
    note(session, f"{plural(count, 'finding')} accepted in {file}")


def _read(session: Session, file: str) -> Baseline:
    from agentreg.rules.baseline import parse_baseline

    path = session.cwd / file
    if not os.path.lexists(path):
        raise ConfigError(f"there is no baseline {file}", hint=f"write it: --write-baseline {file}")
    return parse_baseline(places.read_own(path), file, _folder(path))


def _folder(file: Path) -> str:
    """The folder that absolute paths in a file are relative to."""
    return f"{Path(os.path.normpath(file)).parent.as_posix().rstrip('/')}/"
