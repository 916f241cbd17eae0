"""Rule R1: no text from outside becomes an argument that Git could take for an option or a search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agentreg.config.values import SourceConfig
from agentreg.errors import AgentregError
from agentreg.git import process
from agentreg.git.history import walk
from agentreg.git.objects import BlobReader
from agentreg.git.oid import FULL_OID
from agentreg.git.process import Git
from agentreg.git.refs import merge_base, resolve_name
from agentreg.git.trees import blob_at, list_tree
from agentreg.sources.mirror import update_mirror
from support.repos import build_repo

MARK = "zqzq"
"""Stands in every text from outside, and in no argument of ours."""

Call = tuple[list[str], dict[str, str]]

SYMBOLS = [
    *"-=:@{}^~/\\.$()*?[]' \"\n\t\0\x1b;|&",
    "\u202e",
    "\udcff",
    "é",
    "a",
    "0",
    "--",
    "HEAD",
    "refs/heads/",
]

STARTS = ["", "-", "--upload-pack=", "ext::", "file://", "https://", "ssh://-o", "git@-", "./", "/"]

spice = st.lists(st.sampled_from(SYMBOLS), max_size=8).map("".join)
hostile = st.tuples(spice, spice).map(lambda parts: f"{parts[0]}{MARK}{parts[1]}")
locations = st.tuples(st.sampled_from(STARTS), hostile).map("".join)


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_repo(tmp_path_factory.mktemp("arguments") / "repo", [{"a.md": "1"}, {"a.md": "2"}])


@pytest.fixture(scope="module")
def calls() -> Iterator[list[Call]]:
    """Every command that is run, with its environment."""
    recorded: list[Call] = []

    class Recorder(process.Child):
        def __init__(self, command: Any, **options: Any) -> None:
            recorded.append(([str(part) for part in command], dict(options["env"])))
            super().__init__(command, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "Child", Recorder)
        yield recorded


def judge(calls: list[Call]) -> None:
    for command, environment in calls:
        end = command.index("--") if "--" in command else len(command)
        assert MARK not in " ".join(command[:end])
        local = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"}
        assert local.isdisjoint(environment)
        assert environment["GIT_CONFIG_COUNT"].isdigit()
    calls.clear()


@settings(max_examples=100, deadline=None)
@given(hostile)
@example(f"--output={MARK}")
@example(f"HEAD^{{/{MARK}}}")
@example(f"refs/heads/{MARK}")
def test_a_name_never_becomes_an_argument(repo: Path, calls: list[Call], name: str) -> None:
    git = Git(repo / ".git")
    with pytest.raises(AgentregError):
        resolve_name(git, name)
    assert calls
    judge(calls)


@settings(max_examples=100, deadline=None)
@given(hostile)
@example(f"--{MARK}")
@example(f":(glob){MARK}")
def test_a_path_stands_after_the_dashes(repo: Path, calls: list[Call], path: str) -> None:
    git = Git(repo / ".git")
    commit = resolve_name(git, "v1")
    assert blob_at(git, commit, path) is None
    judge(calls)


@settings(max_examples=100, deadline=None)
@given(hostile)
def test_nothing_but_full_ids_is_taken_for_one(repo: Path, calls: list[Call], text: str) -> None:
    git = Git(repo / ".git")
    assert not FULL_OID.fullmatch(text)
    calls.clear()
    with BlobReader(git) as reader:
        for use in (
            lambda: list(walk(git, [text])),
            lambda: list(walk(git, ["0" * 40], [text])),
            lambda: list(list_tree(git, text)),
            lambda: merge_base(git, "0" * 40, text),
            lambda: reader.read(text),
        ):
            with pytest.raises(ValueError, match="not a full object id"):
                use()
    judge(calls)


@settings(max_examples=60, deadline=None)
@given(locations)
@example(f"file:///{MARK}")
def test_a_location_never_becomes_an_argument(
    calls: list[Call], tmp_path_factory: pytest.TempPathFactory, location: str
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    if location.startswith(("https://", "ssh://", "git@")):
        return  # these are refused or would reach out; the transports share one call with file://
    with pytest.raises(AgentregError):
        update_mirror(SourceConfig("x", location), folder / "cache", folder=folder)
    judge(calls)
    assert list(folder.rglob(f"*{MARK}*")) == []
