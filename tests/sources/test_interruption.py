"""Runs that end in the middle of a transfer, killed or interrupted, while the server was sending."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agentreg.config.values import SourceConfig
from agentreg.git.history import walk
from agentreg.sources.mirror import Mirror, update_mirror
from support.repos import build_repo, commit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the place of ssh is taken by a shell script")

# Whoever is started in the background is started deaf to an interruption.
PROGRAM = """
import signal
import sys
from pathlib import Path
from agentreg.config.values import SourceConfig
from agentreg.sources.mirror import update_mirror

signal.signal(signal.SIGINT, signal.default_int_handler)
update_mirror(SourceConfig("x", sys.argv[1]), Path(sys.argv[2]), folder=Path("/"))
"""

SCRIPT = "#!/bin/sh\nfor last; do :; done\n"
"""The last argument of ssh is the command for the far end."""


class Server:
    """A repository behind a program that takes the place of ssh."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self.repo = build_repo(folder / "repo", [{"a.md": "one\n"}, {"a.md": "two\n"}])
        self.location = f"ssh://host{self.repo}"
        self.cache = folder / "cache"
        self.survived = folder / "survived"
        # Who reads it comes to its end when the last of the processes that hold it open has ended.
        self.life = folder / "life"
        os.mkfifo(self.life)
        asked = folder / "asked"
        self._relay = self._script("relay", 'exec sh -c "$last"')
        # The first connection lists the refs; the second is the fetch, and nothing is sent.
        self._stuck = self._script(
            "stuck",
            f'[ -e {asked} ] || {{ touch {asked}; exec sh -c "$last"; }}\n'
            f"exec 3<> {self.life}\ntouch {folder}/fetching\nsleep 10\ntouch {self.survived}",
        )

    def update(self) -> Mirror:
        self._monkeypatch.setenv("GIT_SSH_COMMAND", str(self._relay))
        return update_mirror(SourceConfig("x", self.location), self.cache, folder=self._folder)

    @contextmanager
    def fetching(self) -> Iterator[subprocess.Popen[bytes]]:
        """Another process that is in the middle of a fetch."""
        self._monkeypatch.setenv("GIT_SSH_COMMAND", str(self._stuck))
        command = [sys.executable, "-c", PROGRAM, self.location, str(self.cache)]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
            while not (self._folder / "fetching").exists():
                assert running.poll() is None
                time.sleep(0.02)
            yield running

    def _script(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.write_text(f"{SCRIPT}{text}\n", encoding="utf-8")
        path.chmod(0o755)
        return path


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(tmp_path, monkeypatch)


def subjects(mirror: Mirror) -> list[str]:
    tips = [ref.commit for ref in mirror.refs if ref.commit is not None]
    return [commit.subject for commit in walk(mirror.git, tips)]


def test_a_first_fetch_that_is_killed_holds_nobody_up(server: Server) -> None:
    with server.fetching() as running:
        running.kill()
    assert subjects(server.update()) == ["version 1", "version 2"]
    assert not list((server.cache / "mirrors").glob("*.new"))


def test_a_later_fetch_that_is_killed_holds_nobody_up(server: Server) -> None:
    server.update()
    commit(server.repo, {"a.md": "three\n"}, "third")
    with server.fetching() as running:
        running.kill()
    assert subjects(server.update()) == ["version 1", "version 2", "third"]


def test_an_interrupted_run_takes_git_and_its_helpers_with_it(server: Server) -> None:
    with server.fetching() as running:
        with server.life.open("rb") as life:
            running.send_signal(signal.SIGINT)
            _, told = running.communicate()
            life.read()
        assert running.returncode != 0
        assert b"KeyboardInterrupt" in told
    assert not list((server.cache / "mirrors").glob("*.new"))
    assert not server.survived.exists()
