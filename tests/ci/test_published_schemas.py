"""What others read of ours, checked by schemas that they publish and `check-jsonschema` carries."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

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
    # A template for GitLab has its inputs in a document before the one that they are put into.
    *headers, body = (ROOT / file).read_text().split("\n---\n")
    broken = body.replace("script:", "scripts:").replace("using:", "use:")
    for text, expected in (*((header, 0) for header in headers), (body, 0), (broken, 1)):
        written = tmp_path / "written.yml"
        written.write_text(text)
        code, said = checked(schema, written)
        assert code == expected, said


def written(tmp_path: Path, *, about: str) -> Path:
    """The block of the manual that has a word in it, as a file."""
    [text] = [text for text in BLOCK.findall(MANUAL) if about in text]
    file = tmp_path / "written.yml"
    file.write_text(text)
    return file


@needs_schemas
@pytest.mark.parametrize(
    ("about", "schema"), [("runs-on", "vendor.github-workflows"), ("include", "vendor.gitlab-ci")]
)
def test_what_the_manual_has_people_write_is_right(about: str, schema: str, tmp_path: Path) -> None:
    code, said = checked(schema, written(tmp_path, about=about))
    assert code == 0, said


def test_the_hooks_are_what_pre_commit_takes(tmp_path: Path) -> None:
    config = written(tmp_path, about="agentreg-lint")
    for words in (["validate-manifest", ROOT / ".pre-commit-hooks.yaml"], ["validate-config", config]):
        assert subprocess.run([sys.executable, "-m", "pre_commit", *words], check=False).returncode == 0
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    [repo] = yaml.safe_load(config.read_text())["repos"]
    assert {hook["id"] for hook in repo["hooks"]} == hooks
