from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.report.columns import width
from agentreg.report.page import Detail, Page
from agentreg.report.text import MOST_AT_LENGTH, render_text
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import Labelled, Review
from agentreg.rules.finding import Severity

HEAD = "---\nname: worker\ndescription: Does work.\ntools: Read\n---\n\nYou are a worker.\n\n"


def review_of(before: str, after: str) -> Review:
    one, other = (
        Labelled(read_definition(text.encode(), ".claude/agents/worker.md"), label)
        for text, label in ((before, "old.md"), (after, "new.md"))
    )
    return gather([review_pair(one, other)])


def shown(review: Review, page: Page) -> list[str]:
    return ["".join(piece.text for piece in line) for line in render_text(review, page)]


LONG = "- A rather long sentence about the work that does not fit into one line of a terminal.\n"


@pytest.mark.parametrize("detail", [Detail.NORMAL, Detail.ALL])
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int, detail: Detail) -> None:
    review = review_of(HEAD + LONG * 2, HEAD + LONG.replace("long", "short") + "中文" * 60 + "\n")
    assert max(width(line) for line in shown(review, Page(columns, detail))) <= columns


@pytest.mark.parametrize("detail", [Detail.NORMAL, Detail.ALL])
def test_a_tool_is_not_cut_off_behind_one_with_a_long_name(detail: Detail) -> None:
    granted = f"Read, Bash(deploy --to {'staging ' * 9}), WebFetch"
    review = review_of(HEAD, HEAD.replace("tools: Read", f"tools: {granted}"))
    lines = shown(review, Page(80, detail))
    (start,) = (place for place, line in enumerate(lines) if line.startswith("    + tools Bash("))
    assert "WebFetch" in " ".join(lines[start : start + 3])


def test_of_very_many_names_only_some_are_told_unless_all_is_asked_for() -> None:
    granted = ", ".join(f"mcp__server_{number}__tool" for number in range(40))
    review = review_of(HEAD, HEAD.replace("tools: Read", f"tools: Read, {granted}"))
    normal, everything = ("\n".join(shown(review, Page(80, one))) for one in (Detail.NORMAL, Detail.ALL))
    assert "server_39" not in normal
    assert "server_39" in everything


def test_what_did_not_change_is_never_shown() -> None:
    text = "\n".join(shown(review_of(HEAD + "- Same.\n- Old.\n", HEAD + "- Same.\n- New thing.\n"), Page()))
    assert "Same" not in text


def test_many_changes_of_an_area_are_folded_unless_all_is_asked_for() -> None:
    added = "".join(f"## Part {number}\n\nFact {number}.\n\n" for number in range(20))
    review = review_of(HEAD, HEAD + added)
    normal, everything = shown(review, Page()), shown(review, Page(detail=Detail.ALL))
    assert "    … and 15 more changes (-v shows all)" in normal
    assert sum(line.startswith("    + section") for line in normal) == 5
    assert sum(line.startswith("    + section") for line in everything) == 20


@pytest.mark.parametrize(("count", "shown_of_each"), [(MOST_AT_LENGTH, 5), (MOST_AT_LENGTH + 1, 3)])
def test_an_agent_with_many_changes_is_shown_in_fewer_lines(count: int, shown_of_each: int) -> None:
    added = "".join(f"## Part {n}\n\n" + "".join(f"- Fact {n}{m}.\n" for m in range(5)) for n in range(count))
    lines = shown(review_of(HEAD, HEAD + added), Page())
    assert sum(line.startswith("        Fact 0") for line in lines) == shown_of_each


def test_what_is_gone_is_folded_before_what_is_new() -> None:
    gone = "".join(f"- Fact number {number} of the list.\n" for number in range(20))
    kept = f"\n## Two\n\n{LONG * 20}"
    review = review_of(f"{HEAD}## One\n\nText.\n\n{gone}{kept}", f"{HEAD}## One\n\nText.\n{kept}- New.\n")
    assert "    + item in Two: New.  line 35" in shown(review, Page())


def test_notes_are_findings_only_when_all_is_asked_for() -> None:
    review = review_of(HEAD + "- Old fact.\n", HEAD + "- New fact.\n")
    assert not any("content-was-changed" in line for line in shown(review, Page()))
    assert any("content-was-changed" in line for line in shown(review, Page(detail=Detail.ALL)))


def test_findings_of_one_rule_are_one_entry() -> None:
    rules = "".join(f"- Never touch folder {number}.\n" for number in range(5))
    lines = shown(review_of(HEAD + rules, HEAD), Page())
    assert "  MEDIUM   constraint-was-removed (5 times)" in lines
    assert f"{' ' * 11}… and 2 more (-v shows all)" in lines
    assert not any(line.startswith("  constraints") for line in lines)


def test_a_change_that_two_rules_judge_is_shown_with_the_graver_one() -> None:
    (agent,) = review_of(HEAD + "- Never touch it.\n", HEAD).agents
    (removed,) = [finding for finding in agent.findings if finding.rule == "constraint-was-removed"]
    other = removed._replace(severity=Severity.LOW)
    twice = agent._replace(findings=(removed, removed._replace(severity=Severity.MEDIUM), other))
    lines = shown(Review((twice,)), Page())
    assert sum("Never touch it." in line for line in lines) == 2
    assert "  MEDIUM   constraint-was-removed (2 times)" in lines
    assert any(line.endswith("no longer said: Never touch it.") for line in lines)


def test_several_agents_are_counted_and_the_most_serious_comes_first() -> None:
    mild = review_of(HEAD + "- Old.\n", HEAD + "- New one.\n").agents[0]._replace(name="mild")
    grave = review_of(HEAD, HEAD.replace("tools: Read\n", "")).agents[0]._replace(name="grave")
    same = mild._replace(changes=(), findings=(), name="same")
    lines = shown(gather([mild, same, grave]), Page())
    assert lines[0].startswith("grave  CRITICAL")
    assert lines[-1] == "2 agents changed, 1 unchanged"


def test_a_new_agent_says_what_it_may_do() -> None:
    new = Labelled(read_definition(HEAD.encode(), ".claude/agents/worker.md"), "new.md")
    assert shown(gather([review_pair(None, new)]), Page())[0] == "worker  LOW  new; may read; minor bump"


def test_agents_of_which_only_the_formatting_differs_are_one_line() -> None:
    (form,) = review_of(HEAD, HEAD.replace("tools: Read", "tools: [Read]")).agents
    forms = [form._replace(name=name) for name in ("one", "two", "three")]
    (other,) = review_of(HEAD, HEAD + "- New.\n").agents
    normal = shown(gather([*forms, other]), Page())
    assert normal[0].startswith("worker")
    assert normal[-4:] == ["", "3 agents: only the formatting differs", "", "4 agents changed, 0 unchanged"]
    assert "  one, three, two" in shown(gather(forms), Page(detail=Detail.ALL))
    assert shown(gather(forms[:1]), Page())[0] == "one  only the formatting differs"


HEADLINES = [
    ("tools: Read", "tools: Read, WebFetch", "worker  HIGH  gains network; minor bump"),
    (
        "tools: Read",
        "tools: Read, Bash\ndisallowedTools: Bash",
        "worker  HIGH  gains execute, network, write (copilot); minor bump",
    ),
    (
        "tools: Bash",
        "tools: Bash\ndisallowedTools: Bash",
        "worker  NOTE  loses execute, network, write; major bump",
    ),
]


@pytest.mark.parametrize(("before", "after", "headline"), HEADLINES)
def test_the_headline_names_hosts_where_the_main_one_gains_nothing(
    before: str, after: str, headline: str
) -> None:
    texts = (HEAD.replace("tools: Read", fields) for fields in (before, after))
    assert shown(review_of(*texts), Page())[0] == headline


def test_control_characters_that_python_takes_for_blanks_are_named_in_their_finding() -> None:
    lines = shown(review_of(HEAD, HEAD + "Do\x0bit now.\n"), Page())
    assert any("Do<U+000B>it" in line for line in lines)
