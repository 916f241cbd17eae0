from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.values import VariantConfig
from agentreg.errors import AgentregError, Overtaken, SyncRefused
from agentreg.sync.propose import Proposal, branch_for, local_repository, plan_proposal, write_proposal
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry, fingerprint
from agentreg.variants.manifest import Variant
from agentreg.variants.standing import Base, Standing
from support.projects import bytes_below, repository, write_files
from support.repos import bundle, commit, git
from support.variants import agent

OLD, NEW = agent("reviewer"), agent("reviewer", tools="Read")
MINE = OLD.replace("brief", "short")
PATH = "agents/reviewer.md"


def base(text: str = NEW, path: str = PATH) -> Base:
    return Base(text.encode(), path, "1.1.0", "/team", "c" * 40, "d" * 40, time=1_800_000_000)


def standing(file: str | None = MINE, *owned: str) -> Standing:
    declared = VariantConfig("r.md", "team/reviewer", "*", owned)
    locked = LockEntry(
        "r.md", "team/reviewer", "1.0.0", "/team", "a" * 40, "b" * 40, fingerprint(OLD.encode())
    )
    text = None if file is None else file.encode()
    return Standing(Variant(declared, locked), Drift.DIVERGED, OLD.encode(), base(), text)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    return repository(tmp_path / "team", {PATH: NEW, "src/x.py": "x\n"})


def proposal() -> Proposal:
    return plan_proposal(standing(), base())


def write(team: Path, branch: str = "topic") -> str:
    git_dir = local_repository(str(team))
    assert git_dir
    return write_proposal(proposal(), git_dir, branch)


def test_the_edit_is_merged_into_the_newest_base_and_nothing_else_is() -> None:
    made = proposal()
    assert made.merged.text.decode() == NEW.replace("brief", "short")
    assert (made.merged.clean, made.news, made.widenings) == (True, "content edited", ())


def test_what_the_base_would_gain_is_judged_from_its_own_side() -> None:
    made = plan_proposal(standing(MINE.replace("Read, Grep", "Read, Grep, Bash")), base())
    assert "tool-was-granted" in {finding.rule for finding in made.widenings}


@pytest.mark.parametrize(
    ("at", "newest", "said"),
    [
        (standing(None), base(), "r.md: nothing can be proposed: the file is not there"),
        (standing()._replace(trouble="lost", base=None), base(), "nothing can be proposed: lost"),
        (standing(), None, "nothing can be proposed"),
        (standing(OLD), base(), "has nothing that team/reviewer 1.1.0 does not have"),
        (standing(NEW), base(), "has nothing that"),
        (standing(OLD.replace("sonnet", "opus"), "model"), base(), "has nothing that"),
        (standing(), base(path="../r.md"), "no place for a variant"),
        (standing(), base(path="a\nb.md"), "no place for a variant"),
    ],
)
def test_what_cannot_be_offered_is_refused(at: Standing, newest: Base | None, said: str) -> None:
    with pytest.raises(SyncRefused) as caught:
        plan_proposal(at, newest)
    assert said in caught.value.message


def test_dirty_files_index_and_head_of_the_source_stay_and_no_hook_runs(team: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name in ("reference-transaction", "post-commit", "pre-commit", "commit-msg"):
        hook = team / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
        hook.chmod(0o755)
    write_files(team, {"src/x.py": "staged\n"})
    git(team, "add", "-A")
    write_files(team, {"src/x.py": "dirty\n", PATH: "dirty too\n"})
    before = bytes_below(team)
    made = write(team)
    after = bytes_below(team)
    changed = {path for path in after if before.get(path) != after[path]}
    assert {path for path in changed if not path.startswith(".git/agentreg/")} == {
        ".git/refs/heads/topic",
        ".git/logs/refs/heads/topic",
    }
    assert git(team, "diff", "--name-only", "main", made) == PATH
    assert not ran.exists()


def test_the_same_proposal_makes_the_same_commit(team: Path) -> None:
    assert write(team, "one") == write(team, "two")


def test_the_branch_starts_at_the_main_one_whatever_is_checked_out(team: Path) -> None:
    main = git(team, "rev-parse", "main")
    git(team, "clone", "-q", ".", str(team.parent / "clone"))
    clone = team.parent / "clone"
    git(clone, "checkout", "-q", "-b", "other")
    commit(clone, {PATH: "other\n"})
    made = write(clone)
    assert git(clone, "rev-parse", f"{made}^") == main


def test_a_base_that_is_no_longer_there_is_not_written_over(team: Path) -> None:
    commit(team, {PATH: NEW + "More.\n"})
    with pytest.raises(SyncRefused, match="is not what was indexed"):
        write(team)
    commit(team, {PATH: None})
    with pytest.raises(SyncRefused, match="is not what was indexed"):
        write(team)


def test_a_branch_that_is_made_meanwhile_is_left_alone(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = git(team, "rev-parse", "main")

    def message(_proposal: Proposal) -> str:
        git(team, "branch", "topic")
        return "Message"

    monkeypatch.setattr("agentreg.sync.propose._message", message)
    with pytest.raises(Overtaken, match="topic moved meanwhile"):
        write(team)
    assert git(team, "rev-parse", "topic") == main


def test_only_a_repository_on_this_machine_can_get_a_branch(team: Path, tmp_path: Path) -> None:
    git(team, "clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    packed = bundle(team, tmp_path / "team.bundle")
    (tmp_path / "empty").mkdir()
    (tmp_path / "a b").symlink_to(team)
    found = {
        name: local_repository(name) is not None
        for name in (
            str(team),
            str(tmp_path / "bare.git"),
            team.as_uri(),
            (tmp_path / "a b").as_uri(),
            str(packed),
            str(tmp_path / "empty"),
            str(tmp_path / "absent"),
            "https://example.com/team.git",
            "git@example.com:team.git",
        )
    }
    assert list(found.values()) == [True, True, True, True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("path", "branch"),
    [
        ("agents/reviewer.md", "agentreg/propose-reviewer"),
        ("agents/code.agent.md", "agentreg/propose-code"),
        ("agents/\u00fcber mode.md", "agentreg/propose-ber-mode"),
    ],
)
def test_a_branch_is_called_like_the_file(path: str, branch: str) -> None:
    assert branch_for(proposal()._replace(base=base(path=path))) == branch


@pytest.mark.parametrize("branch", ["-f", "a..b", "a.lock"])
def test_what_is_no_branch_name_is_refused(team: Path, branch: str) -> None:
    with pytest.raises(AgentregError, match="no name for a branch"):
        write(team, branch)
