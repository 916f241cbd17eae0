"""A review as annotations: one command a line, and no more than GitHub shows."""

from __future__ import annotations

import pytest

from agentreg.report.github import MOST_OF_A_LEVEL, message, render_github, value
from agentreg.review.values import Review
from support.reviews import AFTER, BEFORE, full_review, review_of

FILE = "file=.claude/agents/auditor.md"


def test_each_finding_is_a_command_with_its_place_and_the_last_line_counts() -> None:
    lines = render_github(review_of(BEFORE, AFTER)).splitlines()
    assert lines[0].startswith(f"::error {FILE},line=4,col=")
    assert ",title=high permissions-were-gained::auditor: gains execute" in lines[0]
    steps = [line for line in lines if "step-was-added" in line]
    place = f"{FILE},line=13,col=1,endColumn=29"
    assert steps == [
        f"::notice {place},title=low step-was-added::auditor: step 2 is new: Ask for the threat model."
    ]
    assert lines[-1] == f"agentreg: {len(lines) - 1} findings"


def test_what_could_not_be_compared_comes_first() -> None:
    lines = render_github(full_review()).splitlines()
    assert lines[0] == "::error file=agents/broken.md,title=not compared::it is larger than 1 MiB"
    assert lines[1].startswith("::notice title=low policy-was-changed::")
    assert lines[-1] == (
        "agentreg: fail: 1 finding at high or above in 1 agent, 4 findings, 1 not compared, "
        "affects 1 variant in 1 repository"
    )


def test_accepted_and_old_findings_need_nobody() -> None:
    text = render_github(full_review())
    assert "section-was-removed" not in text
    assert "url-was-added" not in text


def test_no_more_are_written_than_github_shows() -> None:
    (agent,) = review_of(BEFORE, AFTER).agents
    lines = render_github(Review((agent,) * 40)).splitlines()
    for level in ("error", "notice"):
        assert sum(line.startswith(f"::{level} ") for line in lines) == MOST_OF_A_LEVEL
    left = 40 * len(agent.findings) - (len(lines) - 1)
    assert lines[-1] == (
        f"agentreg: {40 * len(agent.findings)} findings, {left} not annotated (GitHub shows 10 of a level)"
    )


@pytest.mark.parametrize(
    ("text", "as_message", "as_value"),
    [
        ("50% a: b, c", "50%25 a: b, c", "50%25 a%3A b%2C c"),
        ("a\r\nb", "a<U+000D> b", "a<U+000D> b"),
        ("::error::x", "<U+003A>:error::x", "<U+003A>%3Aerror%3A%3Ax"),
        ("x ##[add-mask]y", "x <U+0023>#[add-mask]y", "x <U+0023>#[add-mask]y"),
    ],
)
def test_text_stays_in_its_place(text: str, as_message: str, as_value: str) -> None:
    assert message(text) == as_message
    assert value(text) == as_value


@pytest.mark.parametrize(
    ("before", "after", "place", "told"),
    [
        ("Work.\nDo not push. Do not tag.\n", "Work.\nDo not push. Do not merge.\n", 8, 8),
        ("- Never push.\n- Never tag.\n- Never lie.\n", "- Never push.\n- Never lie.\n", 8, 8),
        ("Work.\n\n- Never tag.\n- Never push.\n- Never lie.\n", "- Never push.\n- Never lie.\n", 7, 9),
    ],
)
def test_what_is_gone_is_told_where_it_was_and_not_on_the_line_of_another_rule(
    before: str, after: str, place: int, told: int
) -> None:
    head = "---\nname: auditor\ndescription: Audits code.\ntools: Read\n---\n\n"
    lines = render_github(review_of(head + before, head + after)).splitlines()
    (gone,) = [line for line in lines if "constraint-was-removed" in line]
    assert gone.startswith(f"::warning {FILE},line={place},col=1,")
    assert gone.endswith(f"tag. (line {told} before)")


@pytest.mark.parametrize(("version", "line"), [("version: 1.0.0\n", 4), ("metadata:\n  version: 1.0.0\n", 5)])
def test_a_version_that_was_kept_is_annotated_where_it_stands(version: str, line: int) -> None:
    before = BEFORE.replace("tools:", f"{version}tools:")
    lines = render_github(review_of(before, before.replace("Read the code.", "Read all code."))).splitlines()
    (kept,) = [one for one in lines if "declared-version-was-kept" in one]
    assert kept.startswith(f"::warning {FILE},line={line},col=")
