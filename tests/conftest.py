"""Every test runs in a house of its own: no real home, no real cache, no network, no clock in Git."""

from __future__ import annotations

import itertools
import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from platformdirs import user_cache_path

GIT_CONFIG = """\
[user]
    name = Test Author
    email = author@example.org
[init]
    defaultBranch = main
[core]
    autocrlf = false
[commit]
    gpgSign = false
[advice]
    defaultBranchName = false
    detachedHead = false
[http]
    proxy = http://127.0.0.1:9
"""
DATE = "2026-01-02T03:04:05+00:00"
DROPPED = ("AGENTREG_CACHE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS")

# The same cases on every machine, so that a red run can be run again; `--hypothesis-profile=explore` looks
# for new ones. A deadline would measure how busy the machine is.
settings.register_profile(
    "house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

REAL_CACHE = str(user_cache_path("agentreg", appauthor=False))
_numbers = itertools.count()


class OutOfTheHouse(AssertionError):
    """A test touched something that belongs to the person who runs it."""


def _guard_real_cache(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("open", "os.mkdir", "sqlite3.connect") and isinstance(arguments[0], str):
        path = arguments[0]
        if path == REAL_CACHE or path.startswith(REAL_CACHE + os.sep):
            raise OutOfTheHouse(f"{event} of {path}: tests must use AGENTREG_CACHE, not the user's own cache")


# An audit hook sees every way of opening a file; it cannot be removed, hence once per process, not per test.
sys.addaudithook(_guard_real_cache)


@pytest.fixture(scope="session")
def house_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("house")
    (base / "gitconfig").write_text(GIT_CONFIG, encoding="utf-8")
    return base


@pytest.fixture
def real_cache() -> Path:
    """The user's own cache folder, which no test may touch."""
    return Path(REAL_CACHE)


@pytest.fixture(autouse=True)
def house(house_base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder, which is also the current folder; returns it."""
    home = house_base / str(next(_numbers))
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in DROPPED:
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("AGENTREG_CACHE", str(home / "cache" / "agentreg"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(house_base / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("AGENTREG_GITLEAKS", "")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file")
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    monkeypatch.setenv("GIT_AUTHOR_DATE", DATE)
    monkeypatch.setenv("GIT_COMMITTER_DATE", DATE)
    monkeypatch.setattr(socket.socket, "connect", _no_network(socket.socket.connect))
    monkeypatch.chdir(home)
    return home


def _no_network(connect: object) -> object:
    def refuse(self: socket.socket, address: object) -> object:
        far = self.family in (socket.AF_INET, socket.AF_INET6)
        if far and isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise OutOfTheHouse(f"a test tried to reach {address}: tests never use the network")
        return connect(self, address)  # type: ignore[operator]

    return refuse
