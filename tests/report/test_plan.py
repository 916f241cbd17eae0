from __future__ import annotations

import pytest

from agentreg.config.values import VariantConfig
from agentreg.merge.values import Caution, Conflict, Danger
from agentreg.model.document import Span
from agentreg.report.plan import plan_data, plan_lines
from agentreg.rules.finding import Bump, Direction, Finding, Severity
from agentreg.sync.steps import Outcome, Plan, Step
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry
from agentreg.variants.manifest import Variant
from agentreg.variants.standing import Base, Standing

CONFLICT = Conflict("model", "both sides changed it", "a\n", "b\n", "c\n", Span(0, 9))
LOST = Caution(Danger.RESTRICTION_LOST, "disallowedTools", "ours forbids Write")
WIDENS = Finding(
    "permissions-were-gained", Severity.HIGH, Direction.WIDENS, Bump.MINOR, "permissions", "gains execute"
)
WARNING = Caution(Danger.WIDENED, "tools", "the agent also has Bash")


def step(outcome: Outcome, path: str = "agents/a.md") -> Step:
    locked = LockEntry(path, "team/a", "1.0.0", "../team", "a" * 40, "b" * 40, "c" * 64)
    newest = Base(b"", "a.md", "1.1.0", "../team", "d" * 40, "e" * 40)
    standing = Standing(Variant(VariantConfig(path, "team/a"), locked), Drift.BEHIND, b"", newest, b"", 1)
    return Step(standing, outcome, entry=locked)


def shown(*steps: Step) -> list[str]:
    return ["".join(piece.text for piece in line) for line in plan_lines("shop", Plan(steps, ""))]


def test_a_plan_tells_what_came_and_what_stayed() -> None:
    told = step(Outcome.UPDATE)._replace(news="+Bash", kept="model sonnet -> opus", warnings=(WARNING,))
    assert shown(step(Outcome.NOTHING), told) == [
        "shop",
        "  update    agents/a.md  team/a 1.0.0 -> 1.1.0",
        "            brought: +Bash",
        "            kept: model sonnet -> opus",
        "            warning: tools: the agent also has Bash",
    ]


@pytest.mark.parametrize("outcome", [Outcome.CONFLICT, Outcome.HELD, Outcome.SKIPPED])
def test_a_plan_tells_what_is_left_and_why(outcome: Outcome) -> None:
    told = step(outcome)._replace(reason="because", conflicts=(CONFLICT,))
    assert shown(told) == [
        "shop",
        f"  {outcome:<10}agents/a.md  team/a 1.0.0 -> 1.1.0",
        "            because",
        "            model: both sides changed it",
    ]


def test_a_gain_is_told_once_and_not_host_by_host() -> None:
    told = step(Outcome.HELD)._replace(reason="because", widenings=(WIDENS,), warnings=(WARNING, LOST))
    assert shown(told)[2:] == [
        "            because",
        "            widens: gains execute",
        "            warning: disallowedTools: ours forbids Write",
    ]


@pytest.mark.parametrize("steps", [(), (step(Outcome.NOTHING),)])
def test_a_plan_without_work_says_so(steps: tuple[Step, ...]) -> None:
    assert shown(*steps) == ["shop", "  nothing to do"]


def test_a_name_cannot_start_a_line_of_its_own() -> None:
    lines = shown(step(Outcome.SKIPPED, "agents/a\n  update    b.md"))
    assert len(lines) == 2
    assert not any("\n" in line for line in lines)


def test_data_holds_the_sides_of_every_conflict() -> None:
    told = step(Outcome.CONFLICT)._replace(reason="because", conflicts=(CONFLICT,), warnings=(WARNING,))
    (data,) = plan_data(Plan((told,), ""))
    assert {
        key: data[key] for key in ("path", "outcome", "reason", "conflicts", "widenings", "warnings")
    } == {
        "path": "agents/a.md",
        "outcome": "conflict",
        "reason": "because",
        "conflicts": [
            {
                "subject": "model",
                "reason": "both sides changed it",
                "base": "a\n",
                "ours": "b\n",
                "theirs": "c\n",
            }
        ],
        "widenings": [],
        "warnings": [
            {"danger": "permissions-widened", "subject": "tools", "message": "the agent also has Bash"}
        ],
    }
