"""Many findings as the few things that they are."""

from __future__ import annotations

from agentreg.formats.read import read_definition
from agentreg.report.columns import width
from agentreg.report.comment import render_comment
from agentreg.report.page import Detail, Page
from agentreg.report.review_text import render_review
from agentreg.report.screen import MOST_LINES
from agentreg.report.shapes import LEAST, Shapes, shapes_of
from agentreg.review.compare import review_pair
from agentreg.review.values import AgentReview, Labelled, Review

HEAD = "---\nname: w{}\ndescription: d\ntools: Read\n---\n\nYou work.\n\n## Rules\n\n- Name the file.\n{}"
ALIKE = "- Never push to the main branch.\n"
OWN = "- Never touch the {} quay of the harbour.\n"
LIMITS = "\n## Limits\n\nNever touch the {0} quay.\n\nNever dredge the {0} basin.\n"


def agent(number: int, gone: str) -> AgentReview:
    return review_pair(*(labelled(HEAD.format(number, rules), number) for rules in (gone, "")))


def labelled(text: str, number: int | str = "x") -> Labelled:
    return Labelled(read_definition(text.encode(), f"agents/w{number}.md"), "")


def busy(count: int) -> Review:
    """Each agent loses the same rule; some lose a rule of their own, and some a section of one title."""
    texts = [ALIKE + (OWN.format(f"{n}th") if n < 4 else LIMITS.format(f"{n}th")) for n in range(count)]
    return Review(tuple(agent(number, text) for number, text in enumerate(texts)), 0)


def shapes(review: Review) -> Shapes:
    found = shapes_of(review)
    assert found is not None
    return found


def shown(review: Review, detail: Detail = Detail.NORMAL) -> list[str]:
    return ["".join(piece.text for piece in line) for line in render_review(review, Page(80, detail))]


def test_the_same_in_many_is_one_thing_and_the_rest_stands_alone() -> None:
    found = shapes(busy(12))
    assert [(one.rule, len(one.agents), one.told, one.is_same) for one in found.repeated] == [
        ("constraint-was-removed", 12, "Never push to the main branch.", True),
        ("section-was-removed", 8, "section Limits", False),
    ]
    assert found.title == "24 at medium or above: 2 edits over several agents, 4 alone"
    assert found.rest == "4 in 4 agents: constraint-was-removed (4)"


def test_what_stands_alone_is_told_by_gravity_before_number() -> None:
    one = labelled(HEAD.format("x", OWN.format("last")).replace("tools: Read", "tools: Read, Grep"))
    other = labelled(HEAD.format("x", "").replace("tools: Read\n", ""))
    review = busy(12)
    found = shapes(review._replace(agents=(*review.agents, review_pair(one, other))))
    first, *others = found.rest.partition(": ")[2].split(", ")
    assert first == "CRITICAL tools-became-unrestricted (1)"
    assert "constraint-was-removed (5)" in others


def test_each_finding_is_counted_once() -> None:
    for count in (10, 12, 30):
        found = shapes(busy(count))
        assert found.found == sum(len(one.agents) for one in found.repeated) + len(found.alone)


def test_few_findings_are_read_one_by_one() -> None:
    assert shapes_of(busy((LEAST - 1) // 2)) is None


def test_agents_that_are_gone_are_one_thing() -> None:
    sides = [Labelled(read_definition(HEAD.format(n, "").encode(), f"{n}.md"), "") for n in range(LEAST)]
    (only,) = shapes(Review(tuple(review_pair(one, None) for one in sides), 0)).repeated
    assert (only.rule, len(only.agents), only.told[:8]) == ("agent-was-removed", LEAST, "w0, w1, ")
    assert only.where == "20 agents  agent-was-removed"


def test_a_terminal_tells_them_before_the_agents_on_one_screen() -> None:
    lines = shown(busy(30))
    first = lines.index("60 at medium or above: 2 edits over several agents, 4 alone")
    assert lines[first + 1 : first + 4] == [
        "  MEDIUM   30 agents  constraint-was-removed: Never push to the main branch.",
        "  MEDIUM   26 agents  section-was-removed, texts differ: section Limits",
        "  alone    4 in 4 agents: constraint-was-removed (4)",
    ]
    assert len(lines) <= MOST_LINES
    assert max(map(width, lines)) <= 80


def test_with_all_detail_every_edit_is_listed() -> None:
    review = Review(
        tuple(
            agent(n, "".join(f"- Never touch the quay of harbour {x * 'x'}.\n" for x in range(1, 61)))
            for n in range(9)
        ),
        0,
    )
    few, every = shown(review), shown(review, Detail.ALL)
    assert sum("9 agents  constraint-was-removed" in line for line in every) == 60
    assert any("more in several agents (-v shows all)" in line for line in few)
    assert len(few) <= MOST_LINES


def test_a_comment_lists_them_with_the_agents() -> None:
    text = render_comment(busy(12))
    assert "**24 at medium or above: 2 edits over several agents, 4 alone**" in text
    named = ", ".join(f"`w{number}`" for number in range(5))
    told = (
        f"- medium, 12 agents  constraint-was-removed: `Never push to the main branch.` in {named} and 7 more"
    )
    assert told in text
    assert "Alone: 4 in 4 agents: constraint-was-removed (4)." in text


def test_what_a_rule_says_in_brackets_is_told_without_them() -> None:
    head = "---\nname: w{}\ndescription: d\n{}---\n\nYou work.\n"
    texts = [(head.format(n, "tools: [fs_read, shell]\n"), head.format(n, "")) for n in range(LEAST)]
    path = ".kiro/agents/w{}.md"
    agents = (
        review_pair(*(Labelled(read_definition(text.encode(), path.format(n)), "") for text in pair))
        for n, pair in enumerate(texts)
    )
    found = shapes(Review(tuple(agents), 0))
    told = [one.told for one in found.repeated if one.rule == "tools-became-unstated"]
    assert told == ["read, shell, and what kiro grants without one is not known"]
