"""Requests opened by `sync --pr` at forges of this machine, which hold what is pushed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentreg_cli.publishing import _listed
from support.cli import Ran, run_cli
from support.forge_answers import Answer
from support.forges import PROGRAMS, At, asked_by
from support.repos import commit, git
from support.variants import REVIEWER, STEPS, agent, collection, edit, project, tracked

BRANCH = "agentreg/sync"
KEY = "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"


@pytest.fixture(params=[PROGRAMS[0], PROGRAMS[-1]])
def at(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    with asked_by(request.param, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def shop(tmp_path: Path, at: At) -> Path:
    folder = project(tmp_path / "shop", collection(tmp_path / "team"))
    tracked(folder, "reviewer@1.0.0")
    edit(folder, REVIEWER, "sonnet", "opus")
    at.serve(folder)
    return folder


def sync(shop: Path, *options: str | Path) -> Ran:
    return run_cli("-C", shop, "sync", "-y", "--pr", *options)


def test_a_request_has_the_review_as_its_text_and_the_next_run_brings_it_up_to_date(
    shop: Path, at: At, tmp_path: Path
) -> None:
    done = sync(shop)
    assert (done.code, at.address in done.err) == (0, True), done.err
    [made] = at.forge.requests
    assert made["title"] == "Bring agent variants up to their bases"
    assert f"- {REVIEWER}: team/reviewer 1.0.0 -> 1.1.0" in made["text"]
    assert "step" in made["text"]
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Read the change.", "Judge."))})
    git(tmp_path / "team", "tag", "v1.2.0")
    run_cli("-C", shop, "index")
    done = sync(shop)
    assert (done.code, at.address in done.err) == (0, True), done.err
    [made] = at.forge.requests
    assert f"- {REVIEWER}: team/reviewer 1.0.0 -> 1.2.0" in made["text"]
    server = at.forge.root / "team/shop.git"
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)


def test_a_request_tells_all_of_its_branch_also_what_an_earlier_run_committed(shop: Path, at: At) -> None:
    run_cli("-C", shop, "sync", "-y")
    done = sync(shop)
    assert "nothing to do" in done.out
    assert at.address in done.err
    assert "team/reviewer 1.0.0 -> 1.1.0" in at.forge.requests[0]["text"]


def test_a_request_does_not_publish_a_secret_of_the_base(tmp_path: Path, at: At) -> None:
    team = collection(tmp_path / "team")
    commit(team, {"agents/reviewer.md": agent("reviewer", steps=(*STEPS, f"Log in with {KEY}."))})
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0", "--range", ">=1")
    at.serve(folder)
    assert sync(folder, "--latest").code == 0
    [made] = at.forge.requests
    assert f"Log in with {KEY[:4]}•••" in made["text"]
    assert KEY[4:12] not in made["text"]


def test_what_is_refused_for_one_project_leaves_the_others_be(shop: Path, at: At, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(shop), str(other))
    git(other, "remote", "remove", "origin")
    at.serve(other, "team/other")
    at.forge.refuses = {"team(/|%2F)shop/": Answer(403, {"message": "not for \u202eyou"})}
    done = sync(shop, str(shop), str(other))
    assert done.code == 3
    assert f"shop: {at.host} refused (HTTP 403): not for <U+202E>you" in done.err, done.err
    assert "the branch is pushed" in done.err
    [made] = at.forge.requests
    assert "team/other" in str(made)
    for name in ("shop", "other"):
        assert git(at.forge.root / f"team/{name}.git", "rev-parse", BRANCH)


def test_a_forge_that_is_not_known_is_told_and_the_branch_is_pushed(
    shop: Path, at: At, tmp_path: Path
) -> None:
    server = tmp_path / "elsewhere.git"
    git(tmp_path, "clone", "-q", "--bare", str(shop), str(server))
    git(shop, "remote", "set-url", "origin", str(server))
    done = sync(shop)
    assert (done.code, "no forge that is known" in done.err) == (3, True)
    assert git(server, "rev-parse", BRANCH)
    assert at.forge.calls == []


def test_a_text_has_room_for_the_review_of_any_number_of_agents() -> None:
    moves = [f"- .claude/agents/{number}.md: team/agent{number} 1.0.0 -> 1.1.0" for number in range(1000)]
    text = _listed(moves)
    assert len(text) < 5_100
    assert text.startswith(f"{moves[0]}\n{moves[1]}\n")
    shown = text.count("\n")
    assert text.endswith(f"{moves[shown - 1]}\n- and {1000 - shown} more")
    assert _listed(moves[:2]) == "\n".join(moves[:2])
