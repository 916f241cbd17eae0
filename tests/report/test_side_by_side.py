from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.diff.layout import lay_out
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.report.side_by_side import Part, side_by_side
from agentreg.review.values import Side
from support.reviews import AFTER, BEFORE, PATH, reviews_of_rules

HEAD = "---\nname: a\ndescription: d\n---\n"


def read(text: str) -> Definition:
    return read_definition(text.encode("utf-8", "surrogateescape"), PATH)


def side(text: str) -> Side:
    definition = read(text)
    return Side(PATH, PATH, definition.host.value, definition.document.text)


def laid(before: Side | None, after: Side | None) -> tuple[Part, ...]:
    return side_by_side(
        before, after, lay_out(*(read(side.text) if side else None for side in (before, after)))
    )


def shown(parts: tuple[Part, ...]) -> list[tuple[str, list[str]]]:
    """The rows that differ, as `-old`, `+new` or `old > new`."""
    told = []
    for part in parts:
        rows = []
        for was, now in part.rows:
            if was and now:
                rows += [f"{was.text} > {now.text}"] * (was.text != now.text)
            else:
                rows.append(f"-{was.text}" if was else f"+{now.text if now else ''}")
        told.append((f"{part.title}{' moved' * part.moved}", rows))
    return [item for item in told if item[1] or item[0].endswith(" moved")]


CASES = {
    "an edit, a new step, a section that is gone": (
        BEFORE,
        AFTER,
        [
            ("", ["tools: Read, Grep > tools: Read, Grep, Bash"]),
            (
                "Steps",
                ["+2. Ask for the threat model.", "2. Say what is wrong. > 3. Say what is wrong.", "-"],
            ),
            ("Rules", ["-## Rules", "-", "-- Never run the code that you audit."]),
        ],
    ),
    "a section that moved is beside itself": (
        f"{HEAD}\n# One\n\nFirst thing.\n\n# Two\n\nSecond thing here.\n\n# Three\n\nThird.\n",
        f"{HEAD}\n# Two\n\nSecond thing here.\n\n# Three\n\nThird.\n\n# One\n\nFirst thing.\n",
        [("Three", ["+"]), ("One moved", ["-"])],
    ),
    "a section under another title": (
        f"{HEAD}\n# Rules\n\nAlways ask first.\n",
        f"{HEAD}\n# The rules\n\nAlways ask first.\n",
        [("The rules", ["# Rules > # The rules"])],
    ),
    "a section that is gone stands where it was": (
        f"{HEAD}\n# A\n\nOne.\n\n# B\n\nTwo is other.\n\n# C\n\nThree.\n",
        f"{HEAD}\n# A\n\nOne.\n\n# C\n\nThree.\n",
        [("B", ["-# B", "-", "-Two is other.", "-"])],
    ),
    "line ends alone": (f"{HEAD}\nGo.\n", f"{HEAD}\nGo.\n".replace("\n", "\r\n"), []),
    "no frontmatter": ("Go.\n", "Go on.\n", [("", ["Go. > Go on."])]),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_what_became_what_is_beside_it(
    before: str, after: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert shown(laid(side(before), side(after))) == expected


def test_an_agent_that_is_new_or_gone_has_one_side() -> None:
    for pair in ((None, side(BEFORE)), (side(BEFORE), None)):
        rows = [row for part in laid(*pair) for row in part.rows]
        assert len(rows) == BEFORE.count("\n")
        assert not any(row.before and row.after for row in rows)


LINES = st.lists(
    st.sampled_from(
        ["# One", "# Two", "## Three", "- a", "- b", "Go.", "", "```", "**Bold**", "1. x", "2. y"]
    )
)
TEXTS = st.tuples(st.sampled_from(["", HEAD, "---\nname: b\n"]), LINES).map(
    lambda drawn: drawn[0] + "\n".join(drawn[1])
)


def assert_complete(before: Side | None, after: Side | None) -> None:
    rows = [row for part in laid(before, after) for row in part.rows]
    for given_side, lines in ((before, [row.before for row in rows]), (after, [row.after for row in rows])):
        text = given_side.text if given_side else ""
        found = sorted(line for line in lines if line)
        expected = [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
        assert [line.text for line in found] == expected
        assert [line.number for line in found] == list(range(1, len(expected) + 1))
    after_lines = [row.after.number for row in rows if row.after]
    assert after_lines == sorted(after_lines)


@given(TEXTS, TEXTS)
def test_every_line_is_in_exactly_one_row(before: str, after: str) -> None:
    assert_complete(side(before), side(after))


@pytest.mark.parametrize("rule", reviews_of_rules())
def test_so_it_is_in_real_definitions(rule: str) -> None:
    for agent in reviews_of_rules()[rule].agents:
        assert_complete(agent.before, agent.after)
