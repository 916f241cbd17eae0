"""A job of GitHub's outside GitHub: the steps of action.yml, run with what its runner says of events."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from support.forge_answers import Json
from support.repos import build_repo, clean_environment, commit, git
from support.shared import ROOT

AGENT = "---\nname: {name}\ndescription: Works.\ntools: {tools}\n---\n\nYou are careful.\n"
PATH = "agents/worker.md"
NOBODY = "0" * 40
MARK = "<!-- agentreg review -->"


def agent(tools: str = "Read", name: str = "worker") -> str:
    return AGENT.format(name=name, tools=tools)


ACTION: dict[str, Any] = yaml.load((ROOT / "action.yml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506  ours
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}


def evaluated(expression: str, contexts: Json) -> str:
    """What GitHub makes of `${{ a.b || c.d }}`, the only kind of expression that the action hands over."""
    for name in expression.removeprefix("${{").removesuffix("}}").split("||"):
        value: Any = contexts
        for part in name.strip().split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value:
            return str(value)
    return ""


Done = subprocess.CompletedProcess[str]


class Runner:
    """A job of GitHub's: a forge with a repository, a checkout of it, and the files that a step writes to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repo = build_repo(
            folder / "my shop", [{PATH: agent()}, {PATH: agent("Read, Grep"), "README.md": "# Shop\n"}]
        )
        self.temp = folder / "run ner"
        self.temp.mkdir()
        self.files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        self._bin = folder / "bin"
        self._bin.mkdir()
        (self._bin / "agentreg").symlink_to(Path(sys.executable).parent / "agentreg")
        self.variables: dict[str, str] = {}

    def clone(self, *options: str) -> Path:
        """Check the repository out anew, as actions/checkout does with `fetch-depth`."""
        origin, self.repo = self.repo, self.folder / "checked out"
        git(self.folder, "clone", "-q", *options, f"file://{origin}", str(self.repo))
        return self.repo

    def run(
        self, event: Json, inputs: Json | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the step that action.yml calls Review, for an event's payload."""
        for file in self.files.values():
            file.write_text("")
        stated = {name: value.get("default", "") for name, value in ACTION["inputs"].items()} | (inputs or {})
        contexts = {"github": {"event": event, "token": "secret"}, "inputs": stated | {"token": "secret"}}
        handed = {name: evaluated(text, contexts) for name, text in STEPS["Review"]["env"].items()}
        environment = (
            clean_environment(self.folder)
            | handed
            | {
                **{name: str(file) for name, file in self.files.items()},
                "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": "team/shop",
                "GITHUB_SERVER_URL": "http://github.localhost",
                "GITHUB_REF_TYPE": "branch",
                "GITHUB_REF_NAME": "main",
                **self.variables,
                **variables,
            }
        )
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["Review"]["run"]],
            cwd=self.repo,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def outputs(self) -> dict[str, str]:
        lines = self.files["GITHUB_OUTPUT"].read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def base(self) -> str:
        """The commit that was compared with."""
        review = json.loads((Path(self.outputs["report"]) / "agentreg.json").read_text())["data"]
        return str(review["scope"]["before_commit"])

    @property
    def summary(self) -> str:
        return self.files["GITHUB_STEP_SUMMARY"].read_text()


def sha(repo: Path, name: str = "HEAD") -> str:
    return git(repo, "rev-parse", name)


REPOSITORY = {"full_name": "team/shop", "default_branch": "main"}


def requested(base: str, head: str, *, home: str = "team/shop", ref: str = "work") -> Json:
    """The payload of a pull request."""
    return {
        "action": "synchronize",
        "number": 7,
        "pull_request": {
            "number": 7,
            "title": "$(touch pwned) `touch pwned`\n::error::pwned",
            "base": {"ref": "main", "sha": base, "repo": REPOSITORY},
            "head": {"ref": ref, "sha": head, "repo": {"full_name": home}},
        },
        "repository": REPOSITORY,
    }


def pushed(before: str, after: str, ref: str = "refs/heads/main") -> Json:
    """The payload of a push."""
    return {"before": before, "after": after, "ref": ref, "repository": REPOSITORY}


def commit_of(repo: Path, files: dict[str, str]) -> str:
    commit(repo, files)
    return sha(repo)
