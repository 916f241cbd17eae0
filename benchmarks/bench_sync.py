"""`sync` over 200 repositories, against what people do without it; and the run after it, which does nothing.

The floor is a shell loop: for each repository a linked work tree of its main branch, `git merge-file` of each
variant with the old and the new base, a commit, and the work tree gone again.
Budgets: at least five times faster than that loop; the second run at most 3 s.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.cli import run_cli
from support.repos import clean_environment, commit, git, init

REPOSITORIES = 200
AGENTS = ("reviewer", "planner", "tester")
FASTER = 5.0
SECOND_RUN = 3.0
PROGRAM = [sys.executable, "-c", "import sys; from agentreg_cli.main import script; sys.exit(script())"]

LOOP = """set -e
for repo in {folder}/loop-*; do
  git -C "$repo" worktree add -q -b synced "$repo.tree" main
  for agent in {agents}; do
    file="$repo.tree/.claude/agents/$agent.md"
    git merge-file -q "$file" {folder}/base-$agent.md {folder}/new-$agent.md || true
    git -C "$repo.tree" add ".claude/agents/$agent.md"
  done
  git -C "$repo.tree" commit -q -m "Bring agents up to date"
  git -C "$repo" worktree remove --force "$repo.tree"
done
"""


def agent(name: str, extra: str = "") -> str:
    """An agent of 3 KB, as the demo's are; `extra` is a step more."""
    steps = [f"Look at part {part} of what the {name} is given, and say what is odd." for part in range(12)]
    steps += [extra] if extra else []
    rules = "".join(
        f"- Keep to rule {part} of the team's book of rules for a {name}.\n" for part in range(12)
    )
    numbered = "".join(f"{place}. {step}\n" for place, step in enumerate(steps, 1))
    head = f"---\nname: {name}\ndescription: Works as a {name}.\ntools: Read, Grep\nmodel: sonnet\n---\n\n"
    return f"{head}You are a careful {name}.\n\n## Steps\n\n{numbered}\n## Rules\n\n{rules}"


def build(folder: Path) -> None:
    """A source, a registry, and the same repositories twice: for the loop, and for sync."""
    team = init(folder / "team")
    commit(team, {f"agents/{name}.md": agent(name) for name in AGENTS})
    git(team, "tag", "v1.0.0")
    first = init(folder / "sync-000")
    for arguments in (["init"], ["add", team, "--name", "team"], ["index"]):
        assert run_cli("-C", first, *arguments).code == 0
    for name in AGENTS:
        assert run_cli("-C", first, "track", name).code == 0
    commit(first, {})
    news = {name: agent(name, "Write down what you have seen.") for name in AGENTS}
    commit(team, {f"agents/{name}.md": text for name, text in news.items()})
    git(team, "tag", "v1.1.0")
    assert run_cli("-C", first, "index").code == 0
    for number in range(1, REPOSITORIES):
        shutil.copytree(first, folder / f"sync-{number:03}")
    for number in range(REPOSITORIES):
        repo = folder / f"sync-{number:03}"
        text = agent("reviewer").replace("rule 3 of", f"rule 3 of repository {number} and")
        commit(repo, {".claude/agents/reviewer.md": text})
        shutil.copytree(repo, folder / f"loop-{number:03}")
    for name in AGENTS:
        (folder / f"base-{name}.md").write_text(agent(name))
        (folder / f"new-{name}.md").write_text(news[name])


def seconds(command: list[str], folder: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=clean_environment(folder), capture_output=True, check=True)
    return time.perf_counter() - started


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["AGENTREG_CACHE"] = str(folder / "cache")
        build(folder)
        loop = seconds(["sh", "-c", LOOP.format(folder=folder, agents=" ".join(AGENTS))], folder)
        sync = [*PROGRAM, "-C", str(folder / "sync-000"), "sync", "-y", f"{folder}/sync-*"]
        first, second = (seconds(sync, folder) for _ in range(2))
        pushed = {
            git(folder / f"sync-{number:03}", "rev-parse", "agentreg/sync") for number in range(REPOSITORIES)
        }
    faster, quick = loop / first >= FASTER, second <= SECOND_RUN
    print(f"{REPOSITORIES} repositories, {len(AGENTS)} variants each; {len(pushed)} commits")
    print(f"shell loop   {loop:6.2f} s")
    print(
        f"sync         {first:6.2f} s  {loop / first:.1f} x faster, budget {FASTER:.0f} x: {_verdict(faster)}"
    )
    print(f"second run   {second:6.2f} s  budget {SECOND_RUN:.0f} s: {_verdict(quick)}")
    return int(not (faster and quick))


def _verdict(kept: bool) -> str:  # noqa: FBT001  one word for each answer
    return "kept" if kept else "BROKEN"


if __name__ == "__main__":
    sys.exit(main())
