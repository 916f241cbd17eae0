"""Fills the `console` blocks of a guide with what its commands say, run one after another as a reader would.

The guide starts in a folder with the repositories of fixtures/repos, and with no registry.
A block holds lines `$ COMMAND`, with `  # exits N` behind one that does not end well; what it says is written
below it. `cd` holds on for the rest of the guide.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "fixtures"), str(ROOT / "tests")]

from history import build  # noqa: E402  fixtures/ is no package; found by the line above

from support.repos import clean_environment  # noqa: E402  as above

REPOSITORIES = ("team-agents", "web-shop", "billing-api")
BLOCK = re.compile(r"^```console\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\$ (?P<words>.*?)(?:  # exits (?P<code>\d+))?")
NOON = "2026-11-02T12:00:00+00:00"


def filled(text: str) -> str:
    """A guide with the output of its commands.

    Args:
        text: The guide; what stands below its commands now does not count.

    Raises:
        RuntimeError: A command ends otherwise than the guide says.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve()
        for name in REPOSITORIES:
            build(name, folder / name)
        shell = _Shell(folder)
        return BLOCK.sub(lambda block: f"```console\n{''.join(shell.told(block[1]))}```\n", text)


class _Shell:
    """Where the reader of a guide types."""

    def __init__(self, folder: Path) -> None:
        self._folder = self._here = folder
        self._environment = clean_environment(folder) | {
            "AGENTREG_CACHE": str(folder / ".cache"),
            "COLUMNS": "100",
            "GIT_AUTHOR_DATE": NOON,
            "GIT_COMMITTER_DATE": NOON,
            "GIT_PAGER": "cat",
            "NO_COLOR": "1",
            "AGENTREG_GITLEAKS": "",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONIOENCODING": "utf-8",
        }

    def told(self, block: str) -> Iterator[str]:
        """The lines of a block, each command with what it says."""
        for line in block.splitlines():
            if command := COMMAND.fullmatch(line):
                yield f"{line}\n"
                yield self._run(command["words"], int(command["code"] or 0))

    def _run(self, words: str, expected: int) -> str:
        if words.startswith("cd "):
            self._here = (self._here / words.removeprefix("cd ")).resolve()
            return ""
        done = subprocess.run(
            ["bash", "-c", words],
            cwd=self._here,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        told = done.stdout.decode().replace(str(self._folder), "~")
        if done.returncode != expected:
            raise RuntimeError(f"{words!r} exits {done.returncode}: {told}")
        return told
