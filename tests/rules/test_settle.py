"""What accepts a finding, and what does not; nothing is ever dropped."""

from __future__ import annotations

from datetime import date

import pytest

from agentreg.diff.changes import Change
from agentreg.diff.compare import compare
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.baseline import Known, baseline_of
from agentreg.rules.judge import judge_case, open_case
from agentreg.rules.policy import Ignore, Level, Policy, Scope
from agentreg.rules.settle import Means, Settlement, Terms, settle

TODAY = date(2026, 11, 21)
PATH = ".claude/agents/worker.md"
BEFORE = """\
---
name: worker
description: d
tools: Read
---
You are a worker.

## Rules

- Never push to main.
- Always say what you did.

## Facts

- Never call it done.
"""
REMOVED = BEFORE.replace("- Never push to main.\n", "")
GRANTED = BEFORE.replace("tools: Read", "tools: Read, Glob")
OWN = "<!-- agentreg: ignore {} -- {} -->\n"
HOOK = "a hook does it"


def waived(text: str, heading: str = "## Rules", rule: str = "constraint-was-removed") -> str:
    """The text with a waiver below a heading."""
    return text.replace(f"{heading}\n", f"{heading}\n\n{OWN.format(rule, HOOK)}")


def headed(text: str, rule: str) -> str:
    """The text with a waiver in its frontmatter."""
    return text.replace("---\nname", f"---\n# agentreg: ignore {rule} -- {HOOK}\nname", 1)


def definition(text: str, path: str = PATH) -> Definition:
    return read_definition(text.encode(), path)


def settled(before: str, after: str, terms: Terms | None = None, path: str = PATH) -> Settlement:
    one, other = definition(before, path), definition(after, path)
    case = open_case(one, other, compare(one, other))
    return settle(case, judge_case(case), terms or Terms(TODAY))


def verdict(before: str, after: str, terms: Terms | None = None) -> tuple[list[str], list[str]]:
    """The open findings, and the accepted ones with what accepted them."""
    found = settled(before, after, terms)
    return (
        [f"{one.severity} {one.rule}" for one in found.findings],
        [f"{one.means} {one.finding.rule}" for one in found.settled],
    )


INLINE = {
    "stood before": (
        waived(BEFORE),
        waived(REMOVED),
        ([], ["waiver constraint-was-removed"]),
    ),
    "whole agent": (
        headed(BEFORE, "constraint-was-removed"),
        headed(REMOVED, "constraint-was-removed"),
        ([], ["waiver constraint-was-removed"]),
    ),
    "new in this change": (
        BEFORE,
        waived(REMOVED),
        (["medium constraint-was-removed", "medium waiver-was-added"], []),
    ),
    "edited in this change": (
        waived(BEFORE).replace(HOOK, "another reason"),
        waived(REMOVED),
        (["medium constraint-was-removed", "medium waiver-was-changed"], []),
    ),
    "removed in this change": (
        waived(BEFORE),
        REMOVED,
        (["medium constraint-was-removed", "note waiver-was-removed"], []),
    ),
    "another section": (
        waived(BEFORE, "## Facts"),
        waived(REMOVED, "## Facts"),
        (["medium constraint-was-removed", "note waiver-became-unused"], []),
    ),
    "another rule": (
        waived(BEFORE, rule="step-was-removed"),
        waived(REMOVED, rule="step-was-removed"),
        (["medium constraint-was-removed", "note waiver-became-unused"], []),
    ),
    "no place of its own": (
        waived(BEFORE, rule="permissions-were-gained"),
        waived(BEFORE.replace("Read", "Read, Bash"), rule="permissions-were-gained"),
        (["high permissions-were-gained", "low tool-was-granted", "note waiver-became-unused"], []),
    ),
    "a rule about waivers": (
        headed(BEFORE, "waiver-was-added"),
        waived(headed(BEFORE, "waiver-was-added")),
        (["medium waiver-was-added", "low waiver-was-refused"], []),
    ),
    "no rule at all": (
        headed(BEFORE, "tool-was-grantd"),
        headed(GRANTED, "tool-was-grantd"),
        (["low tool-was-granted", "low waiver-was-refused"], []),
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), INLINE.values(), ids=INLINE)
def test_an_inline_waiver_counts_where_it_stood_before(
    before: str, after: str, expected: tuple[list[str], list[str]]
) -> None:
    assert verdict(before, after) == expected


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2026-11-21", "note waiver-became-unused"), ("2026-11-20", "medium waiver-became-stale")],
)
def test_a_waiver_ends_with_its_last_day(until: str, expected: str) -> None:
    text = waived(BEFORE).replace(" -- a", f" until {until} -- a")
    told = verdict(text, text.replace("tools: Read\n", "tools: Read\ncolor: red\n"))
    assert told == (sorted(["note field-was-changed", expected]), [])


def test_a_waiver_that_ended_accepts_nothing() -> None:
    text = waived(BEFORE).replace(" -- a", " until 2026-11-20 -- a")
    after = text.replace("- Never push to main.\n", "")
    assert verdict(text, after) == (["medium constraint-was-removed", "medium waiver-became-stale"], [])


def test_what_was_accepted_says_by_whom_and_why() -> None:
    [one] = settled(waived(BEFORE), waived(REMOVED)).settled
    assert (one.place, one.reason, one.until) == ("line 10", HOOK, None)
    assert one.means is Means.WAIVER


def test_a_new_waiver_is_as_serious_as_what_it_lets_pass() -> None:
    assert verdict(BEFORE, headed(BEFORE, "tools-became-unrestricted"))[0] == ["critical waiver-was-added"]
    assert verdict(BEFORE, headed(BEFORE, "content-was-changed"))[0] == ["note waiver-was-added"]


STEP = "step-was-moved"
WEIGHED = {
    "as the table says": (Policy(), "low waiver-was-added"),
    "raised": (Policy({STEP: Level.CRITICAL}), "critical waiver-was-added"),
    "raised here": (Policy(scopes=(Scope((".claude",), {STEP: Level.HIGH}),)), "high waiver-was-added"),
    "raised elsewhere": (Policy(scopes=(Scope(("docs",), {STEP: Level.HIGH}),)), "low waiver-was-added"),
    "lowered": (Policy({STEP: Level.NOTE}), "note waiver-was-added"),
    "of a rule that is off": (Policy({STEP: Level.OFF}), "low waiver-was-added"),
    "set by itself": (
        Policy({STEP: Level.CRITICAL, "waiver-was-added": Level.LOW}),
        "low waiver-was-added",
    ),
}


@pytest.mark.parametrize(("policy", "expected"), WEIGHED.values(), ids=WEIGHED)
def test_a_new_waiver_is_as_serious_as_the_policy_takes_its_rule(policy: Policy, expected: str) -> None:
    assert verdict(BEFORE, headed(BEFORE, STEP), Terms(TODAY, policy))[0] == [expected]
    changed = headed(BEFORE, STEP).replace(HOOK, "another reason")
    told = verdict(headed(BEFORE, STEP), changed, Terms(TODAY, policy))[0]
    if "waiver-was-added" not in policy.levels:
        assert told == [expected.replace("added", "changed")]


GRANT = Ignore("tool-was-granted", "agreed", "agentreg.toml:3")
PRINT = settled(BEFORE, GRANTED).findings[0].fingerprint
OPEN, TAKEN = (["low tool-was-granted"], []), ([], ["ignore tool-was-granted"])

POLICIES = {
    "ignore": (Policy(ignores=(GRANT,)), TAKEN),
    "ignored today": (Policy(ignores=(GRANT._replace(until=TODAY),)), TAKEN),
    "ignored until yesterday": (Policy(ignores=(GRANT._replace(until=date(2026, 11, 20)),)), OPEN),
    "another agent": (Policy(ignores=(GRANT._replace(agent="w"),)), OPEN),
    "another path": (Policy(ignores=(GRANT._replace(path="docs/**"),)), OPEN),
    "another rule": (Policy(ignores=(GRANT._replace(rule="tool-was-revoked"),)), OPEN),
    "this finding": (Policy(ignores=(GRANT._replace(fingerprint=PRINT),)), TAKEN),
    "another finding": (Policy(ignores=(GRANT._replace(fingerprint="0" * 16),)), OPEN),
    "off": (Policy({"tool-was-granted": Level.OFF}), ([], ["off tool-was-granted"])),
    "raised": (Policy({"tool-was-granted": Level.CRITICAL}), (["critical tool-was-granted"], [])),
    "scoped": (
        Policy(scopes=(Scope((".claude",), {"tool-was-granted": Level.HIGH}),)),
        (["high tool-was-granted"], []),
    ),
    "other scope": (Policy(scopes=(Scope(("docs",), {"tool-was-granted": Level.HIGH}),)), OPEN),
}


@pytest.mark.parametrize(("policy", "expected"), POLICIES.values(), ids=POLICIES)
def test_a_policy_accepts_what_it_names(policy: Policy, expected: tuple[list[str], list[str]]) -> None:
    assert verdict(BEFORE, GRANTED, Terms(TODAY, policy)) == expected


KNOWN = Known(PATH, "", "worker", "tool-was-granted", "tool Glob", PRINT)


def test_a_baseline_knows_findings_by_their_fingerprints() -> None:
    terms = Terms(TODAY, baseline=baseline_of([KNOWN], "b.json"))
    assert verdict(BEFORE, GRANTED, terms) == ([], ["baseline tool-was-granted"])
    assert verdict(BEFORE, GRANTED.replace("Glob", "Grep"), terms) == OPEN


OTHER = "plugins/a/agents/worker.md"
MOVED = KNOWN._replace(before=OTHER)

PLACES = {
    "there": (KNOWN, [PATH, PATH], (), True),
    "another of its name": (KNOWN, [OTHER, OTHER], (), False),
    "moved away": (KNOWN, [PATH, OTHER], (Kind.FILE_MOVED,), False),
    "moved there": (KNOWN, [OTHER, PATH], (Kind.FILE_MOVED,), False),
    "moved as accepted": (MOVED, [OTHER, PATH], (Kind.FILE_MOVED,), True),
    "moved from elsewhere": (MOVED, ["a/worker.md", PATH], (Kind.FILE_MOVED,), False),
    "moved before": (MOVED, [PATH, PATH], (), True),
    "back at the old path": (MOVED, [OTHER, OTHER], (), False),
    "a copy": (KNOWN, [PATH, OTHER], (Kind.COPIED,), False),
    "a copy that was accepted": (KNOWN, [OTHER, PATH], (Kind.COPIED,), True),
    "merged into another one": (KNOWN, [PATH, OTHER], (Kind.MERGED_AWAY,), True),
    "another one merged into it": (KNOWN, [OTHER, PATH], (Kind.MERGED_AWAY,), False),
    "entry of another rule": (KNOWN._replace(rule="tool-was-revoked"), [PATH, PATH], (), False),
}


@pytest.mark.parametrize(("known", "paths", "kinds", "taken"), PLACES.values(), ids=PLACES)
def test_what_was_accepted_holds_at_its_path_only(
    known: Known, paths: list[str], kinds: tuple[Kind, ...], *, taken: bool
) -> None:
    one, other = definition(BEFORE, paths[0]), definition(GRANTED, paths[1])
    across = tuple(Change(kind, "file", *paths) for kind in kinds)
    case = open_case(one, other, (*across, *compare(one, other)))
    found = settle(case, judge_case(case), Terms(TODAY, baseline=baseline_of([known], "b.json")))
    assert ([item.finding.rule for item in found.settled] == ["tool-was-granted"]) is taken


def test_every_finding_is_open_or_accepted_once() -> None:
    after = GRANTED.replace("- Never push to main.\n", "").replace("worker.", "builder.")
    one, other = definition(BEFORE), definition(after)
    case = open_case(one, other, compare(one, other))
    findings = judge_case(case)
    found = settle(case, findings, Terms(TODAY, Policy({"tool-was-granted": Level.OFF}, (GRANT,))))
    assert sorted((*found.findings, *(one.finding for one in found.settled))) == sorted(findings)


def test_an_absolute_path_is_named_from_the_folder_of_the_policy() -> None:
    scope = Scope((".claude/**",), {"tool-was-granted": Level.OFF})
    for folder, means in (("/home/me/", [Means.OFF]), ("/home/you/", [])):
        terms = Terms(TODAY, Policy(scopes=(scope,), folder=folder))
        found = settled(BEFORE, GRANTED, terms, f"/home/me/{PATH}")
        assert [one.means for one in found.settled] == means


MOVE = [
    (Ignore("tool-was-granted", "agreed", "a:1", path="docs/**"), ["docs/a.md", "docs/b.md"], True),
    (Ignore("tool-was-granted", "agreed", "a:1", path="docs/**"), ["agents/a.md", "docs/a.md"], False),
    (Ignore("tool-was-granted", "agreed", "a:1", path="docs/**"), ["docs/a.md", "agents/a.md"], False),
]


@pytest.mark.parametrize(("ignore", "paths", "taken"), MOVE)
def test_a_move_cannot_bring_an_agent_under_an_ignore(
    ignore: Ignore, paths: list[str], *, taken: bool
) -> None:
    one, other = definition(BEFORE, paths[0]), definition(GRANTED, paths[1])
    case = open_case(one, other, compare(one, other))
    found = settle(case, judge_case(case), Terms(TODAY, Policy(ignores=(ignore,))))
    assert ("tool-was-granted" in {item.finding.rule for item in found.settled}) is taken


def test_a_rename_cannot_bring_an_agent_under_an_ignore() -> None:
    renamed = GRANTED.replace("name: worker", "name: docs-worker")
    terms = Terms(TODAY, Policy(ignores=(GRANT._replace(agent="docs-*"),)))
    assert settled(BEFORE, renamed, terms).settled == ()
    assert settled(BEFORE.replace("name: worker", "name: docs-clerk"), renamed, terms).settled != ()
