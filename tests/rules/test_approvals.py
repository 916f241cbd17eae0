"""A decision holds for one finding in one text, and the file of decisions reads as it was written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.diff.compare import compare
from agentreg.errors import ConfigError
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.review.compare import review_pair
from agentreg.review.values import Labelled
from agentreg.rules.approvals import (
    Approval,
    Approvals,
    approvals_of,
    content_hash,
    extend_approvals,
    parse_approvals,
    render_approvals,
)
from agentreg.rules.finding import Severity
from agentreg.rules.judge import judge_case, open_case
from agentreg.rules.policy_change import approvals_change
from agentreg.rules.settle import Means, Settlement, Terms, settle

FILE = "agentreg.approvals"
PATH = ".claude/agents/worker.md"
HEAD = "---\nname: worker\ndescription: d\ntools: {}\n---\nYou are a worker.\n"
BEFORE, AFTER = (HEAD.format(tools) for tools in ("Read", "Read, Bash"))
DAY = date(2026, 11, 21)
GAINED = "permissions-were-gained"


def definition(text: str) -> Definition:
    return read_definition(text.encode(), PATH)


def settled(after: str, approvals: Approvals, before: str = BEFORE) -> Settlement:
    one = definition(before)
    other = definition(after) if after else None
    changes = compare(one, other) if other else ()
    case = open_case(one, other, changes)
    return settle(case, judge_case(case), Terms(DAY, approvals=approvals))


def approval(after: str = AFTER, *, by: str = "", day: date | None = None) -> Approval:
    (finding,) = [one for one in settled(AFTER, Approvals()).findings if one.rule == GAINED]
    return Approval(
        "worker", PATH, GAINED, "", finding.fingerprint, content_hash(after), "a box", by, day, f"{FILE}:4"
    )


def test_what_was_approved_is_settled_with_who_decided_and_when() -> None:
    found = settled(AFTER, approvals_of([approval(by="Ada", day=date(2026, 11, 20))], FILE))
    assert [one.rule for one in found.findings] == ["tool-was-granted"]
    assert [(one.finding.rule, one.means, one.place, one.reason) for one in found.settled] == [
        (GAINED, Means.APPROVAL, f"{FILE}:4", "a box, approved by Ada on 2026-11-20")
    ]


@pytest.mark.parametrize("after", [f"{AFTER}More.\n", AFTER.replace("You", "You now")])
def test_another_text_voids_the_decision_and_that_is_told(after: str) -> None:
    found = settled(after, approvals_of([approval(by="Ada")]))
    told = [(one.rule, one.severity) for one in found.findings]
    assert (GAINED, Severity.HIGH) in told
    assert ("approval-became-void", Severity.MEDIUM) in told
    (void,) = [one for one in found.findings if one.rule == "approval-became-void"]
    assert void.message == f"approval of {GAINED} no longer holds (a box, by Ada)"
    assert found.settled == ()


def test_one_edit_that_voids_several_decisions_is_told_once() -> None:
    after = AFTER.replace("You", "You now")
    found = settled(after, Approvals()).findings
    (granted,) = [one for one in found if one.rule == "tool-was-granted"]
    gained = approval(by="Ada")
    other = gained._replace(rule=granted.rule, fingerprint=granted.fingerprint)
    told = settled(after, approvals_of([gained, other, other._replace(reason="else", content="1" * 64)]))
    assert [one.message for one in told.findings if one.rule == "approval-became-void"] == [
        f"approval of {GAINED}, tool-was-granted no longer holds (a box, by Ada)"
    ]
    differing = settled(after, approvals_of([gained, other._replace(reason="needed", by="")]))
    assert [one.message for one in differing.findings if one.rule == "approval-became-void"] == [
        f"approval of {GAINED}, tool-was-granted no longer holds (a box, by Ada; needed)"
    ]


def test_an_agent_of_the_same_name_and_text_elsewhere_is_not_meant() -> None:
    found = settled(AFTER, approvals_of([approval()._replace(path="sandbox/worker.md")]))
    assert GAINED in {one.rule for one in found.findings}
    assert "approval-became-void" not in {one.rule for one in found.findings}
    assert found.settled == ()


def test_an_agent_that_is_gone_is_meant_by_the_path_that_it_had() -> None:
    before = Labelled(definition(BEFORE), PATH)
    (gone,) = review_pair(before, None).findings
    decided = approval()._replace(rule=gone.rule, fingerprint=gone.fingerprint, content=content_hash(""))
    elsewhere = decided._replace(path="other.md")
    here, there = (Terms(DAY, approvals=approvals_of([one])) for one in (decided, elsewhere))
    assert [one.finding for one in review_pair(before, None, terms=here).settled] == [gone]
    assert review_pair(before, None, terms=there).findings == (gone,)


def test_line_ends_are_no_other_text() -> None:
    found = settled(AFTER.replace("\n", "\r\n"), approvals_of([approval()]))
    assert [one.means for one in found.settled] == [Means.APPROVAL]


def test_of_decisions_for_several_texts_the_one_that_fits_counts() -> None:
    found = settled(AFTER, approvals_of([approval("else"), approval()]))
    assert [one.means for one in found.settled] == [Means.APPROVAL]
    assert "approval-became-void" not in {one.rule for one in found.findings}


def test_a_decision_about_what_is_not_found_says_nothing() -> None:
    old = approval()._replace(fingerprint="0" * 16)
    assert settled(AFTER, approvals_of([old])) == settled(AFTER, Approvals())


def test_an_agent_that_is_gone_has_an_empty_text() -> None:
    assert content_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


WORD = st.text(min_size=1, max_size=20).map(lambda text: f"x{text}x")
ENTRY = st.builds(
    Approval,
    agent=WORD,
    path=WORD,
    rule=st.just(GAINED),
    subject=st.one_of(st.just(""), WORD),
    fingerprint=st.text("0123456789abcdef", min_size=16, max_size=16),
    content=st.text("0123456789abcdef", min_size=64, max_size=64),
    reason=WORD.map(lambda text: " ".join(text.split())),
    by=st.one_of(st.just(""), WORD.map(lambda text: " ".join(text.split()))),
    date=st.one_of(st.none(), st.dates()),
)


@given(st.lists(ENTRY, max_size=4))
def test_what_is_written_is_read_and_written_again_the_same(entries: list[Approval]) -> None:
    text = render_approvals(approvals_of(entries))
    assert text.isprintable() or {char for char in text if not char.isprintable()} == {"\n"}
    read = parse_approvals(text, FILE)
    assert render_approvals(read) == text
    assert render_approvals(approvals_of(reversed(entries))) == text
    assert {one._replace(place="") for one in read.entries} == set(entries)


def test_decisions_about_the_same_finding_in_several_places_stand_beside_each_other() -> None:
    new = extend_approvals(approvals_of([approval()]), [approval()._replace(path="other.md")])
    assert [one.path for one in new.entries] == [PATH, "other.md"]


def test_a_later_decision_about_a_finding_takes_the_place_of_earlier_ones() -> None:
    old = approvals_of([approval("one"), approval("two")._replace(reason="old")])
    new = extend_approvals(old, [approval()])
    assert [one.content for one in new.entries] == [content_hash(AFTER)]


ENTRY_TEXT = render_approvals(approvals_of([approval()]))
BROKEN = [
    ("format = 2\n", f"{FILE}:1: its format is 2, not 1"),
    ("[[approval]]\n", f"{FILE}: its format is None, not 1"),
    ("format = 1\nmore = 1\n", f"{FILE}:2: unknown key 'more'"),
    (ENTRY_TEXT.replace('content = "', 'content = "x'), f"{FILE}:9: 'content' is no hexadecimal number"),
    (ENTRY_TEXT.replace('reason = "a box"', 'reason = " "'), f"{FILE}:10: 'reason' must be a text"),
    (ENTRY_TEXT.replace("[[approval]]", "[approval]"), "write [[approval]] with two brackets"),
    ("format = ", f"{FILE}: Invalid value"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_file_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_approvals(text, FILE)
    assert message in caught.value.message


def test_no_file_holds_no_decision() -> None:
    assert parse_approvals("", FILE).by_finding == {}


OTHER = render_approvals(approvals_of([approval("else")]))
CHANGED = [
    ("", ENTRY_TEXT, Severity.MEDIUM, "accepts 1 finding"),
    (ENTRY_TEXT, "", Severity.NOTE, "no longer accepts 1 finding"),
    (ENTRY_TEXT, OTHER, Severity.MEDIUM, "accepts 1 finding and no longer accepts 1 finding"),
    (ENTRY_TEXT, f"{ENTRY_TEXT}# ours\n", None, ""),
    (
        ENTRY_TEXT,
        "format = 2\n",
        Severity.MEDIUM,
        f"cannot be read on one side ({FILE}:1: its format is 2, not 1)",
    ),
]


@pytest.mark.parametrize(("before", "after", "severity", "says"), CHANGED)
def test_a_change_of_the_file_is_told(before: str, after: str, severity: Severity | None, says: str) -> None:
    found = approvals_change(before, after, FILE)
    assert (found and (found.rule, found.severity, found.message)) == (
        ("approvals-were-changed", severity, f"{FILE} {says}") if severity else None
    )
