from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from agentreg.config.values import VariantConfig
from agentreg.errors import AgentregError, BadReference, GitError, ReadError, SyncRefused
from agentreg.git.process import Git
from agentreg.git.process import Outcome as Ended
from agentreg.sync.apply import check_branch_name, commit_message, write_branch, write_work_tree
from agentreg.sync.steps import Outcome, Plan, Step
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry
from agentreg.variants.manifest import Variant
from agentreg.variants.project import SYNC_SUBJECT, Project, open_branch, open_project
from agentreg.variants.standing import Base, Standing
from support.projects import bytes_below, repository, write_files
from support.repos import commit, git, init

PATHS = ("agents/a.md", "agents/b.md")
FILES: dict[str, str | bytes] = {
    "agents/a.md": "a1\n",
    "agents/b.md": "b1\n",
    "agentreg.lock": "l1\n",
    "src/x.py": "x\n",
}
SYNCED = {"agents/a.md": b"a2\n", "agents/b.md": b"b2\n", "agentreg.lock": b"l2\n"}
TIME = 1_750_000_000


def plan_of(project: Project, name: str = "team/a") -> Plan:
    """A plan that writes `SYNCED` over what the project holds."""
    steps = []
    for path in PATHS:
        locked = LockEntry(path, name, "1.0.0", "../team", "a" * 40, "b" * 40, "c" * 64)
        newest = Base(b"", "agents/a.md", "1.1.0", "../team", "d" * 40, "e" * 40, time=TIME)
        entry = locked._replace(version="1.1.0", commit=newest.commit, blob=newest.blob)
        variant = Variant(VariantConfig(path, name), locked)
        standing = Standing(variant, Drift.BEHIND, b"", newest, project.files.read(path))
        steps.append(Step(standing, Outcome.UPDATE, text=SYNCED[path], entry=entry))
    return Plan(tuple(steps), "l2\n", {"agentreg.lock": project.files.read("agentreg.lock")})


def sync_work_tree(folder: Path) -> None:
    project = open_project(folder, "p")
    write_work_tree(plan_of(project), project)


def sync_branch(folder: Path, branch: str = "agentreg/sync") -> str:
    project = open_branch(folder, "p", branch)
    return write_branch(plan_of(project), project, branch).commit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", FILES)


class TestWorkTree:
    def test_files_and_lock_are_written_together_and_nothing_else(self, folder: Path) -> None:
        before = bytes_below(folder)
        sync_work_tree(folder)
        assert {path: (folder / path).read_bytes() for path in SYNCED} == SYNCED
        after = bytes_below(folder)
        assert {path for path in after if before.get(path) != after[path]} == set(SYNCED)

    @pytest.mark.parametrize("path", SYNCED)
    @pytest.mark.parametrize("staged", [False, True])
    def test_uncommitted_work_refuses_the_whole_project(self, folder: Path, path: str, staged: bool) -> None:
        write_files(folder, {path: "mine\n"})
        if staged:
            git(folder, "add", path)
        before = bytes_below(folder)
        with pytest.raises(SyncRefused, match=f"uncommitted changes in {path}"):
            sync_work_tree(folder)
        assert bytes_below(folder) == before

    def test_an_edit_that_is_staged_and_undone_on_disk_is_uncommitted_work(self, folder: Path) -> None:
        write_files(folder, {"agents/a.md": "mine\n"})
        git(folder, "add", "agents/a.md")
        write_files(folder, {"agents/a.md": "a1\n"})
        with pytest.raises(SyncRefused, match=r"agents/a\.md"):
            sync_work_tree(folder)

    def test_a_file_that_git_does_not_know_is_uncommitted_work(self, folder: Path) -> None:
        git(folder, "rm", "-q", "--cached", "agents/a.md")
        git(folder, "commit", "-q", "-m", "Forget")
        with pytest.raises(SyncRefused, match=r"agents/a\.md"):
            sync_work_tree(folder)

    def test_other_dirty_files_do_not_matter(self, folder: Path) -> None:
        write_files(folder, {"src/x.py": "dirty\n", "new.md": "untracked\n"})
        sync_work_tree(folder)
        assert (folder / "src/x.py").read_text() == "dirty\n"

    def test_line_ends_of_the_work_tree_are_no_uncommitted_work(self, folder: Path) -> None:
        write_files(folder, {"agents/a.md": "a1\r\n"})
        sync_work_tree(folder)
        assert (folder / "agents/a.md").read_bytes() == b"a2\n"

    def test_a_file_that_changes_between_plan_and_write_stops_everything(self, folder: Path) -> None:
        project = open_project(folder, "p")
        plan = plan_of(project)
        commit(folder, {"agents/b.md": "someone else's\n"})
        with pytest.raises(SyncRefused, match=r"agents/b\.md changed meanwhile"):
            write_work_tree(plan, open_project(folder, "p"))
        assert (folder / "agents/a.md").read_text() == "a1\n"

    def test_a_project_below_the_top_of_its_repository_is_checked_there(self, tmp_path: Path) -> None:
        nested: dict[str, str | bytes] = {f"app/{path}": text for path, text in FILES.items()}
        folder = repository(tmp_path / "mono", nested) / "app"
        sync_work_tree(folder)
        assert (folder / "agents/a.md").read_bytes() == b"a2\n"
        with pytest.raises(SyncRefused, match="uncommitted"):
            sync_work_tree(folder)

    def test_no_filter_and_no_hook_of_the_project_runs(self, folder: Path, tmp_path: Path) -> None:
        ran = tmp_path / "ran"
        commit(folder, {".gitattributes": "*.md filter=bad diff=bad\n"})
        for key in ("filter.bad.clean", "filter.bad.smudge", "diff.bad.textconv", "core.fsmonitor"):
            git(folder, "config", key, f"touch '{ran}'; cat")
        sync_work_tree(folder)
        assert not ran.exists()

    def test_a_folder_outside_of_git_is_refused(self, tmp_path: Path) -> None:
        write_files(tmp_path / "plain", FILES)
        with pytest.raises(SyncRefused, match="no Git repository"):
            sync_work_tree(tmp_path / "plain")

    def test_a_bare_repository_has_no_work_tree(self, folder: Path, tmp_path: Path) -> None:
        git(folder, "clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
        with pytest.raises(SyncRefused, match="no work tree"):
            sync_work_tree(tmp_path / "bare.git")

    def test_a_linked_work_tree_is_a_project_too(self, folder: Path, tmp_path: Path) -> None:
        git(folder, "worktree", "add", "-q", str(tmp_path / "linked"))
        sync_work_tree(tmp_path / "linked")
        assert (tmp_path / "linked/agents/a.md").read_bytes() == b"a2\n"
        assert (folder / "agents/a.md").read_bytes() == b"a1\n"


class TestBranch:
    def test_one_commit_on_a_new_branch_holds_files_and_lock(self, folder: Path) -> None:
        head = git(folder, "rev-parse", "HEAD")
        made = sync_branch(folder)
        assert git(folder, "rev-parse", "agentreg/sync", f"{made}^") == f"{made}\n{head}"
        assert git(folder, "diff", "--name-only", head, made).splitlines() == sorted(SYNCED)
        assert {path: git(folder, "show", f"{made}:{path}") + "\n" for path in SYNCED} == {
            path: data.decode() for path, data in SYNCED.items()
        }
        assert git(folder, "show", "-s", "--format=%an <%ae> %at %ct", made) == (
            f"Test Author <author@example.org> {TIME} {TIME}"
        )
        git(folder, "fsck", "--strict")

    def test_dirty_files_index_head_and_stash_stay_as_they_are(self, folder: Path) -> None:
        write_files(folder, {"agents/a.md": "stashed\n"})
        git(folder, "stash")
        write_files(folder, {"agents/a.md": "staged\n"})
        git(folder, "add", "agents/a.md")
        write_files(folder, {"agents/a.md": "dirty\n", "new.md": "untracked\n"})
        before = bytes_below(folder)
        sync_branch(folder)
        after = bytes_below(folder)
        assert {path for path in after if before.get(path) != after[path]} == {
            ".git/refs/heads/agentreg/sync",
            ".git/logs/refs/heads/agentreg/sync",
        }

    def test_an_existing_branch_moves_on_from_where_it_is(self, folder: Path) -> None:
        git(folder, "branch", "topic")
        first = sync_branch(folder, "topic")
        second = sync_branch(folder, "topic")
        assert git(folder, "rev-parse", f"{second}^") == first

    def test_a_branch_that_head_contains_starts_at_head_again(self, folder: Path) -> None:
        sync_branch(folder, "topic")
        git(folder, "merge", "-q", "topic")
        head = commit(folder, {"src/x.py": "y\n"})
        made = sync_branch(folder, "topic")
        assert git(folder, "rev-parse", "topic", f"{made}^") == f"{made}\n{head}"
        assert not open_branch(folder, "p", "topic").apart

    @pytest.mark.parametrize("then", [{}, {"src/x.py": "y\n"}, {"agents/a.md": "mine\n"}])
    def test_a_branch_that_was_merged_by_squash_starts_at_head_again(
        self, folder: Path, then: dict[str, str]
    ) -> None:
        sync_branch(folder, "topic")
        git(folder, "merge", "-q", "--squash", "topic")
        commit(folder, {})
        head = commit(folder, then)
        project = open_branch(folder, "p", "topic")
        assert (project.apart, project.start) == (False, head)
        made = sync_branch(folder, "topic")
        assert git(folder, "rev-parse", "topic", f"{made}^") == f"{made}\n{head}"

    def test_a_branch_on_which_somebody_works_is_never_started_anew(self, folder: Path) -> None:
        sync_branch(folder, "topic")
        git(folder, "merge", "-q", "--squash", "topic")
        commit(folder, {})
        git(folder, "checkout", "-q", "topic")
        tip = commit(folder, {"src/own.py": "own\n"})
        git(folder, "checkout", "-q", "main")
        project = open_branch(folder, "p", "topic")
        assert (project.apart, project.start) == (True, tip)

    def test_a_deletion_that_only_the_branch_made_keeps_it(self, folder: Path) -> None:
        git(folder, "checkout", "-q", "-b", "topic")
        git(folder, "rm", "-q", "src/x.py")
        tip = commit(folder, {}, SYNC_SUBJECT)
        git(folder, "checkout", "-q", "main")
        commit(folder, {"src/z.py": "z\n"})
        assert open_branch(folder, "p", "topic").start == tip
        git(folder, "rm", "-q", "src/x.py")
        head = commit(folder, {})
        assert open_branch(folder, "p", "topic").start == head

    def test_the_same_text_at_another_path_is_other_work(self, folder: Path) -> None:
        git(folder, "checkout", "-q", "-b", "topic")
        tip = commit(folder, {"b/agent.md": "same\n"}, SYNC_SUBJECT)
        git(folder, "checkout", "-q", "main")
        commit(folder, {"a/agent.md": "same\n"})
        assert open_branch(folder, "p", "topic").start == tip

    def test_what_people_committed_and_took_back_on_the_branch_keeps_it(self, folder: Path) -> None:
        git(folder, "checkout", "-q", "-b", "topic")
        commit(folder, {"src/own.py": "own\n"})
        tip = commit(folder, {"src/own.py": None})
        git(folder, "checkout", "-q", "main")
        commit(folder, {"src/z.py": "z\n"})
        assert open_branch(folder, "p", "topic").start == tip

    def test_a_merge_of_the_main_branch_into_it_is_nobodys_work(self, folder: Path) -> None:
        sync_branch(folder, "topic")
        commit(folder, {"src/z.py": "z\n"})
        git(folder, "checkout", "-q", "topic")
        git(folder, "merge", "-q", "--no-edit", "main")
        git(folder, "checkout", "-q", "main")
        git(folder, "merge", "-q", "--squash", "topic")
        head = commit(folder, {})
        assert open_branch(folder, "p", "topic").start == head

    def test_a_branch_that_is_being_rebased_is_refused(self, folder: Path) -> None:
        sync_branch(folder, "topic")
        file = folder / ".git/rebase-merge/head-name"
        file.parent.mkdir()
        file.write_text("refs/heads/topic\n")
        with pytest.raises(SyncRefused, match="topic is checked out in"):
            sync_branch(folder, "topic")

    def test_a_branch_and_head_that_went_apart_are_told(self, folder: Path) -> None:
        tip = sync_branch(folder, "topic")
        commit(folder, {"src/x.py": "y\n"})
        project = open_branch(folder, "p", "topic")
        assert (project.apart, project.start) == (True, tip)

    def test_the_same_plan_makes_the_same_commit(self, folder: Path) -> None:
        assert sync_branch(folder, "one") == sync_branch(folder, "two")

    def test_a_branch_that_moves_between_plan_and_write_is_left_alone(self, folder: Path) -> None:
        project = open_branch(folder, "p", "topic")
        plan = plan_of(project)
        other = commit(folder, {"src/x.py": "y\n"})
        git(folder, "branch", "topic")
        with pytest.raises(SyncRefused, match="topic moved meanwhile"):
            write_branch(plan, project, "topic")
        assert git(folder, "rev-parse", "topic") == other

    def test_of_several_at_once_exactly_one_writes_and_the_others_are_told(self, folder: Path) -> None:
        project = open_branch(folder, "p", "topic")
        plan = plan_of(project)

        def write(_: int) -> str:
            try:
                return write_branch(plan, project, "topic").commit
            except SyncRefused as error:
                return error.message

        with ThreadPoolExecutor(8) as pool:
            said = sorted(pool.map(write, range(8)))
        tip = git(folder, "rev-parse", "topic")
        assert [answer for answer in said if "moved" not in answer] == [tip]

    def test_a_branch_that_is_checked_out_anywhere_is_refused(self, folder: Path, tmp_path: Path) -> None:
        git(folder, "worktree", "add", "-q", "-b", "topic", str(tmp_path / "linked"))
        for branch, place in (("main", folder), ("topic", tmp_path / "linked")):
            with pytest.raises(SyncRefused, match=f"{branch} is checked out in {place}"):
                sync_branch(folder, branch)

    def test_a_detached_head_is_where_the_branch_starts(self, folder: Path) -> None:
        commit(folder, {"src/x.py": "y\n"})
        git(folder, "checkout", "-q", "--detach", "HEAD~1")
        made = sync_branch(folder)
        assert git(folder, "rev-parse", f"{made}^") == git(folder, "rev-parse", "HEAD")

    def test_a_bare_repository_is_written(self, folder: Path, tmp_path: Path) -> None:
        bare = tmp_path / "bare.git"
        git(folder, "clone", "-q", "--bare", ".", str(bare))
        made = sync_branch(bare, "main")
        assert git(bare, "rev-parse", "main") == made

    def test_a_sha256_repository_is_written(self, tmp_path: Path) -> None:
        folder = repository(tmp_path / "project", FILES, "--object-format=sha256")
        assert len(sync_branch(folder)) == 64

    def test_a_repository_without_a_commit_is_refused(self, tmp_path: Path) -> None:
        init(tmp_path / "project")
        with pytest.raises(ReadError, match="nothing was ever committed"):
            open_branch(tmp_path / "project", "p", "topic")

    @pytest.mark.parametrize("failing", range(1, 5))
    def test_a_failure_at_any_call_of_git_leaves_all_as_it_was(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, failing: int
    ) -> None:
        before, attempt, calls = bytes_below(folder), Git.attempt, itertools.count(1)

        def fail_once(
            self: Git, args: Sequence[str], stdin: bytes = b"", *, env: Mapping[str, str] | None = None
        ) -> Ended:
            if next(calls) == failing:
                raise GitError("no space left on device")
            return attempt(self, args, stdin, env=env)

        monkeypatch.setattr(Git, "attempt", fail_once)
        with pytest.raises(AgentregError, match="no space left"):
            sync_branch(folder)
        monkeypatch.undo()
        assert bytes_below(folder) == before
        git(folder, "fsck", "--strict")

    def test_an_executable_file_stays_executable(self, folder: Path) -> None:
        git(folder, "update-index", "--chmod=+x", "agents/a.md")
        git(folder, "commit", "-q", "-m", "Odd")
        made = sync_branch(folder)
        assert git(folder, "ls-tree", made, "agents/a.md").startswith("100755")

    def test_a_project_below_the_top_is_written_there(self, tmp_path: Path) -> None:
        nested: dict[str, str | bytes] = {f"app/{path}": text for path, text in FILES.items()}
        folder = repository(tmp_path / "mono", nested)
        made = sync_branch(folder / "app")
        changed = git(folder, "diff", "--name-only", "HEAD", made).splitlines()
        assert changed == sorted(f"app/{path}" for path in SYNCED)

    def test_no_hook_runs(self, folder: Path, tmp_path: Path) -> None:
        ran = tmp_path / "ran"
        for name in ("reference-transaction", "post-commit", "pre-commit", "commit-msg"):
            hook = folder / ".git" / "hooks" / name
            hook.parent.mkdir(exist_ok=True)
            hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
            hook.chmod(0o755)
        made = sync_branch(folder)
        assert made
        assert not ran.exists()


@pytest.mark.parametrize("name", ["agentreg/sync", "a", "feature#1", "\u00fcber", "v1.2", "a@b"])
def test_a_plain_branch_name_is_accepted(name: str) -> None:
    check_branch_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            "-f",
            ".a",
            "a/.b",
            "a..b",
            "a b",
            "a~1",
            "a^",
            "a:b",
            "a?",
            "a*",
            "a[",
            "a\\b",
            "a//b",
            "/a",
            "a/",
        ),
        *("a.", "a.lock", "a.lock/b", "a@{1}", "@", "HEAD", "a" * 40, "0" * 64, "a\nb", "a\x7f"),
    ],
)
def test_what_is_no_branch_name_is_refused(name: str) -> None:
    with pytest.raises(BadReference):
        check_branch_name(name)


def test_a_commit_message_says_what_moved_and_cannot_be_made_to_say_more(folder: Path) -> None:
    plain = plan_of(open_project(folder, "p"))
    assert commit_message(plain) == (
        "Bring agent variants up to their bases\n\n"
        "- agents/a.md: team/a 1.0.0 -> 1.1.0\n"
        "- agents/b.md: team/a 1.0.0 -> 1.1.0\n"
    )
    hostile = plan_of(open_project(folder, "p"), "team/x\n\nSigned-off-by: E <e@x> [skip ci] Closes #1")
    lines = commit_message(hostile).splitlines()
    assert len(lines) == 4
    assert not {"#", "@", "<", "["}.intersection("".join(lines))
