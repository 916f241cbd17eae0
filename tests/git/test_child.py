"""A child process: it ends, whatever its helpers do."""

from __future__ import annotations

import os
import sys
import time

import pytest

from agentreg.errors import GitError
from agentreg.git.child import Child

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses a shell")


@posix
@pytest.mark.parametrize("redirected", ["", ">/dev/null"])
def test_a_helper_that_outlives_its_leader_is_ended_with_the_clock(redirected: str) -> None:
    started = time.monotonic()
    with Child(["sh", "-c", f"sleep 20 {redirected} & exit 0"], env=dict(os.environ), cwd=None) as child:
        child.allow(0.3)
        child.stdout.read()
        child.wait()
    assert child.timed_out
    assert time.monotonic() - started < 10


@posix
def test_a_helper_that_outlives_its_leader_is_ended_with_the_context() -> None:
    started = time.monotonic()
    with Child(["sh", "-c", "sleep 20 & exit 0"], env=dict(os.environ), cwd=None):
        time.sleep(0.2)
    assert time.monotonic() - started < 10


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are a Linux thing")
def test_a_limit_that_is_lower_already_stays() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    command = ["sh", "-c", "read x; ulimit -d"]
    with Child(command, env=dict(os.environ), cwd=None) as child:
        resource.prlimit(child._process.pid, resource.RLIMIT_DATA, (2**28, 2**28))
        child.limit_memory(2**30)
        child.feed(b"\n")
        assert child.stdout.read() == b"262144\n"
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_a_folder_that_is_gone_is_not_taken_for_a_missing_git(tmp_path) -> None:
    with pytest.raises(GitError, match="is gone"):
        Child(["git", "version"], env=dict(os.environ), cwd=str(tmp_path / "gone"))
