"""Fills the `console` blocks of a guide with what its commands say, run one after another as a reader would.

The guide starts in a checkout, and its first command builds the repositories that it is about (`PLAY`).
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
sys.path.insert(0, str(ROOT / "tests"))

from support.repos import clean_environment  # noqa: E402  tests/ is no package; found by the line above

PLAY = "$ python3 fixtures/play.py ~/"
"""How the first command of a guide begins: what follows it happens in no checkout."""

BLOCK = re.compile(r"^```console\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"\$ (?P<words>.*?)(?:  # exits (?P<code>\d+))?")
NOON = "2026-11-02T12:00:00+00:00"


def filled(text: str) -> str:
    """A guide with the output of its commands.

    Args:
        text: The guide; what stands below its commands now does not count.

    Raises:
        RuntimeError: A command ends otherwise than the guide says, or the first one is not `PLAY`.
    """
    first = BLOCK.search(text)
    if first and not first[1].startswith(PLAY):
        raise RuntimeError(f"the first command of a guide is `{PLAY.removeprefix('$ ')}FOLDER`")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve()
        shell = _Shell(folder)
        return BLOCK.sub(lambda block: f"```console\n{''.join(shell.told(block[1]))}```\n", text)


class _Shell:
    """Where the reader of a guide types."""

    def __init__(self, folder: Path) -> None:
        self._home, self._here = folder, ROOT
        # The reader has the name that fixtures/play.py gives, and no other one.
        named = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
        plain = clean_environment(folder)
        self._environment = {name: value for name, value in plain.items() if name not in named} | {
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
            home = words.removeprefix("cd ").replace("~", str(self._home))
            self._here = (self._here / home).resolve()
            return ""
        done = subprocess.run(
            ["bash", "-c", words],
            cwd=self._here,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        told = done.stdout.decode().replace(str(self._home), "~")
        if done.returncode != expected:
            raise RuntimeError(f"{words!r} exits {done.returncode}: {told}")
        return told
