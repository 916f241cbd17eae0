"""What commands write with --json follows the schema that they publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from agentreg.errors import ReadError
from agentreg.report.drift import drift_data
from agentreg.report.json import pair_data, review_data
from agentreg.report.schema import DATA, schema_of
from agentreg.review.values import Review
from agentreg.rules.finding import Severity
from agentreg.sync.pending import Asked, Pending
from agentreg.sync.waiting import Waiting
from agentreg.variants.drift import Drift
from agentreg.variants.survey import Survey
from support.cli import run_cli
from support.drifts import standing
from support.reviews import full_review, reviews_of_rules
from support.schemas import problems
from support.shared import ROOT

REVIEWS = {**reviews_of_rules(), "everything": full_review(), "nothing": Review(())}
FOLDERS = ROOT / "fixtures" / "repos" / "team-agents"


def enveloped(command: str, data: object) -> object:
    content = {"schema_version": 1, "ok": True, "command": command, "data": data}
    return json.loads(json.dumps({**content, "warnings": [], "errors": []}))


@pytest.mark.parametrize("command", DATA)
def test_each_is_a_schema_in_which_every_key_is_told(command: str) -> None:
    schema = schema_of(command, 1)
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, definition in schema["$defs"].items():
        told = [key for key, one in definition["properties"].items() if one["description"]]
        assert told == definition["required"], name


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_follows_its_schema(name: str) -> None:
    review = REVIEWS[name]
    assert problems("review", enveloped("review", review_data(review))) == []
    for agent in review.agents:
        assert problems("diff", enveloped("diff", pair_data(agent, review))) == []


@pytest.mark.parametrize("newer", ["v1.1.0", "v1.2.0", "v2.0.0"])
def test_a_diff_of_real_folders_follows_it(newer: str) -> None:
    done = run_cli("diff", FOLDERS / "v1.0.0", FOLDERS / newer, "--json")
    assert done.data["agents"]
    assert problems("diff", done.json) == []


@pytest.mark.parametrize("version", ["v1.0.0", "v2.0.0"])
def test_what_lint_finds_follows_it(version: str) -> None:
    done = run_cli("lint", FOLDERS / version, "--json")
    assert done.data["agents"]
    assert problems("lint", done.json) == []


def test_the_drift_of_a_fleet_follows_it() -> None:
    surveys = [
        *(Survey("shop", None, (standing("team/a", drift, 2),)) for drift in Drift),
        Survey("gone", error=ReadError("gone: there is no such folder")),
    ]
    conflict = Pending("r.md", "a", "b", 0, "c", Path("r.md"), Asked("agentreg/sync"))
    found = drift_data((survey, Waiting("agentreg/sync", (conflict,))) for survey in surveys)
    assert problems("status", enveloped("status", found)) == []


def test_a_failure_follows_it(tmp_path: Path) -> None:
    done = run_cli("diff", tmp_path / "absent.md", tmp_path / "gone.md", "--json")
    assert done.code == 2
    assert problems("diff", done.json) == []


def test_a_word_that_is_not_published_breaks_it() -> None:
    data: Any = enveloped("review", review_data(full_review()))
    data["data"]["agents"][0]["severity"] = "dire"
    assert problems("review", data)
    data["data"]["agents"][0]["severity"] = Severity.LOW.value
    assert problems("review", data) == []
    data["data"]["agents"][0]["extra"] = 1
    assert problems("review", data)


def test_the_command_prints_it() -> None:
    for name in DATA:
        assert run_cli("schema", name).out == run_cli("schema", name).out
        assert json.loads(run_cli("schema", name).out) == schema_of(name, 1)
    assert run_cli("schema", "nothing").code == 2
