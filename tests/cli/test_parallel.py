"""Several processes find what one finds, in the same order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agentreg.errors import ReadError
from agentreg.formats.read import read_definition
from agentreg.review.compare import BY_CHANGES
from agentreg.review.pairing import Paired, pair_trees
from agentreg.review.values import AgentReview
from agentreg.sources.collection import Collection
from agentreg_cli.parallel import LEAST, in_processes
from support.cli import run_cli
from support.repos import build_repo

TEXT = "---\nname: w{n}\ndescription: d\ntools: Read{more}\n---\nYou are worker {n}.\n\n- Never touch {n}.\n"


def text(number: int, more: str = "") -> str:
    return TEXT.format(n=number, more=more)


def pairs(count: int) -> list[Paired]:
    before, after = (
        [read_definition(text(n, more).encode(), f"agents/w{n}.md") for n in range(count)]
        for more in ("", ", Bash")
    )
    return pair_trees(Collection(tuple(before)), Collection(tuple(after)), ("a:", "b:"))


@pytest.mark.parametrize("count", [0, 1, LEAST - 1, LEAST, 3 * LEAST + 1])
def test_the_results_are_those_of_one_process(count: int) -> None:
    known = pairs(count)
    assert list(in_processes(3)(BY_CHANGES.review, known)) == list(map(BY_CHANGES.review, known))


def test_what_goes_wrong_in_a_process_is_raised_here() -> None:
    def fail(_pair: Paired) -> AgentReview:
        raise ReadError("it cannot be read")

    with pytest.raises(ReadError, match="it cannot be read"):
        list(in_processes(2)(fail, pairs(LEAST)))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")
def test_a_review_has_the_same_bytes_for_any_number_of_jobs(tmp_path: Path) -> None:
    versions = [{f"agents/w{n}.md": text(n, more) for n in range(LEAST + 5)} for more in ("", ", Bash")]
    repo = build_repo(tmp_path / "repo", versions)
    for options in ([], ["--json"], ["-f", "markdown"], ["-v"]):
        runs = [run_cli("-C", repo, "review", "v1..v2", "-j", jobs, *options) for jobs in ("1", "2", "5")]
        assert {run.code for run in runs} == {1}
        assert len({run.raw for run in runs}) == 1
