"""What others read of ours, checked by schemas that they publish and `check-jsonschema` carries."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.shared import ROOT

needs_schemas = pytest.mark.skipif(
    importlib.util.find_spec("check_jsonschema") is None, reason="needs check-jsonschema: run `make setup`"
)
CHECK = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
MANUAL = (ROOT / "docs/manual.md").read_text()


def checked(*words: str | Path) -> tuple[int, str]:
    done = subprocess.run([*CHECK, *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@needs_schemas
@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.gitlab-ci", "ci/gitlab.yml"),
    ],
)
def test_a_file_of_ours_is_what_its_readers_publish(schema: str, file: str, tmp_path: Path) -> None:
    code, said = checked(schema, ROOT / file)
    assert code == 0, said
    broken = tmp_path / "broken.yml"
    broken.write_text((ROOT / file).read_text().replace("script:", "scripts:").replace("using:", "use:"))
    assert checked(schema, broken)[0] == 1


@needs_schemas
def test_the_workflow_of_the_manual_is_one(tmp_path: Path) -> None:
    workflows = [text for text in BLOCK.findall(MANUAL) if "runs-on" in text]
    assert workflows
    for text in workflows:
        file = tmp_path / "workflow.yml"
        file.write_text(text)
        code, said = checked("vendor.github-workflows", file)
        assert code == 0, said


def test_the_hooks_are_what_pre_commit_takes() -> None:
    words = [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"]
    assert subprocess.run(words, check=False).returncode == 0
