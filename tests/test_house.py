"""The house that every test runs in keeps its promises."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest


def test_the_home_is_fresh_and_is_the_current_folder(house):
    assert Path.home() == house == Path.cwd()
    assert list(house.iterdir()) == []


def test_the_network_is_out_of_reach():
    with socket.socket() as client, pytest.raises(AssertionError, match="tests never use the network"):
        client.connect(("192.0.2.1", 443))


def test_the_users_own_cache_is_out_of_reach(real_cache):
    with pytest.raises(AssertionError, match="AGENTREG_CACHE"):
        (real_cache / "index.sqlite").open("wb")
    with pytest.raises(AssertionError, match="AGENTREG_CACHE"):
        sqlite3.connect(str(real_cache / "index.sqlite"))


def test_git_has_an_author_and_a_date_of_the_house():
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "first"], check=True)
    shown = subprocess.run(["git", "log", "--format=%an %ae %aI"], capture_output=True, text=True, check=True)
    assert shown.stdout == "Test Author author@example.org 2026-01-02T03:04:05+00:00\n"
