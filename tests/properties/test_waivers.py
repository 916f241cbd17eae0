"""No change accepts itself, whatever waivers it brings, edits or moves."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agentreg.diff.compare import compare
from agentreg.diff.kinds import Area
from agentreg.formats.read import read_definition
from agentreg.rules.case import Case
from agentreg.rules.judge import judge_case, open_case
from agentreg.rules.settle import Settlement, Terms, settle
from agentreg.rules.table import RULES, RULES_BY_ID

VOCABULARY = "read write report never always must plan code review branch"
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCE = st.lists(WORDS, min_size=4, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
TITLES = ("## Rules", "## Process", "## Facts")
BODY = st.tuples(*(st.lists(SENTENCE, min_size=1, max_size=3, unique=True) for _ in TITLES)).map(
    lambda parts: "\n".join(
        f"{title}\n\n" + "".join(f"- {text}\n" for text in texts)
        for title, texts in zip(TITLES, parts, strict=True)
    )
)
TOOLS = st.sampled_from(["tools: Read\n", "tools: Read, Bash\n", "model: opus\n", ""])
TEXT = st.tuples(TOOLS, BODY).map(lambda parts: f"---\nname: w\ndescription: d\n{parts[0]}---\n\n{parts[1]}")

LIKELY = ["constraint-was-removed", "content-was-changed", "permissions-were-gained", "tool-was-granted"]
RULE = st.sampled_from(LIKELY) | st.sampled_from([*(rule.id for rule in RULES), "no-such-rule"])
UNTIL = st.sampled_from(["", " until 2026-11-21", " until 2020-01-01", " until soon"])
PLACE = st.sampled_from(["frontmatter", *TITLES])
WAIVER = st.tuples(PLACE, RULE, UNTIL, st.sampled_from(["why", "because"]))
WAIVERS = st.lists(WAIVER, max_size=4)
Waivers = list[tuple[str, str, str, str]]


def with_waivers(text: str, waivers: Waivers) -> str:
    for place, rule, until, reason in waivers:
        comment = f"agentreg: ignore {rule}{until} -- {reason}"
        if place == "frontmatter":
            text = text.replace("name: w\n", f"name: w\n# {comment}\n", 1)
        else:
            text = text.replace(f"{place}\n\n", f"{place}\n\n<!-- {comment} -->\n\n", 1)
    return text


def opened(before: str, after: str) -> Case:
    one, other = (read_definition(text.encode(), ".claude/agents/w.md") for text in (before, after))
    return open_case(one, other, compare(one, other))


def settled(case: Case) -> Settlement:
    return settle(case, judge_case(case), Terms(date(2026, 11, 21)))


@given(TEXT, TEXT, WAIVERS)
def test_new_waivers_accept_nothing(before: str, after: str, waivers: Waivers) -> None:
    case = opened(before, with_waivers(after, waivers))
    found = settled(case)
    assert found.settled == ()
    assert Counter(found.findings) >= Counter(judge_case(case))


@given(TEXT, TEXT, st.tuples(WAIVERS, WAIVERS, WAIVERS))
def test_only_waivers_that_stood_before_accept_something(
    before: str, after: str, waivers: tuple[Waivers, Waivers, Waivers]
) -> None:
    old, kept, new = waivers
    case = opened(with_waivers(before, [*old, *kept]), with_waivers(after, [*kept, *new]))
    found = settled(case)
    stood = {rule for _, rule, _, _ in {*old, *kept} & {*kept, *new}}
    assert {one.finding.rule for one in found.settled} <= stood
    every = Counter(found.findings) + Counter(one.finding for one in found.settled)
    assert every >= Counter(judge_case(case))


@given(TEXT, TEXT, WAIVERS)
def test_what_a_waiver_cannot_do_is_said(before: str, after: str, waivers: Waivers) -> None:
    rules = Counter(one.rule for one in settled(opened(before, with_waivers(after, waivers))).findings)
    bad = [
        until == " until soon" or rule == "no-such-rule" or RULES_BY_ID[rule].area is Area.POLICY
        for _, rule, until, _ in waivers
    ]
    assert rules["waiver-was-refused"] == sum(bad)
    assert rules["waiver-was-added"] == sum(until != " until soon" for _, _, until, _ in waivers)
