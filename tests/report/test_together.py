"""Many agents that changed alike are told once; what differs between them is counted."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.report.columns import width
from agentreg.report.comment import render_comment
from agentreg.report.fold import LEAST_TOGETHER, MOST_IN_FULL, fold
from agentreg.report.markdown import render_markdown
from agentreg.report.page import Detail, Page
from agentreg.report.paths import moved_paths
from agentreg.report.text import render_text
from agentreg.report.together import render_together
from agentreg.review.called import names_together
from agentreg.review.compare import gather, review_pair, review_trees
from agentreg.review.values import AgentReview, Labelled, Review, Side
from agentreg.rules.finding import Severity
from agentreg.sources.collection import Collection

HEAD = "---\nname: {name}\ndescription: Does work.\ntools: {tools}\n---\n\nYou are a worker.\n\n"


def agent(
    name: str, before: str, after: str, body: tuple[str, str] = ("", ""), folder: str = ".claude/agents"
) -> AgentReview:
    path = f"{folder}/{name}.md"
    sides = [
        Labelled(
            read_definition((HEAD.format(name=name, tools=tools) + text).encode(), path), f"{place}:{path}"
        )
        for tools, text, place in zip((before, after), body, ("A", "B"), strict=True)
    ]
    return review_pair(*sides)


def shown(agents: list[AgentReview], page: Page | None = None) -> list[str]:
    review = gather(agents)
    return ["".join(piece.text for piece in line) for line in render_text(review, page or Page())]


SECTION = ("## Servers\n\n- Ask the server.\n", "")


def test_a_mass_change_of_a_hundred_agents_is_read_on_one_screen() -> None:
    agents = [
        agent(f"worker-{n}", f"Read, fake-{n}, docker", "Read, Edit" + ", Bash" * (n % 4 == 0), SECTION)
        for n in range(100)
    ]
    lines = shown(agents)
    assert lines[0] == "100 agents, 25 of them HIGH  gain write (100), execute (25), network (25); major"
    assert any(
        line.startswith("  HIGH     permissions-were-gained (25 agents): worker-0, worker-12")
        for line in lines
    )
    assert "  MEDIUM   permissions-were-gained (75 agents)" in "\n".join(lines)
    assert "    + tools Edit (100), Bash (25)" in lines
    assert "    - tools docker (100), fake-0, fake-1, fake-10, fake-11, fake-12, and 95 more" in lines
    assert "    - section Servers: Ask the server. (100)" in lines
    assert lines[-1] == "100 agents changed, 0 unchanged"
    assert len(lines) < 24
    assert max(map(width, lines)) <= 80


@pytest.mark.parametrize(("grave", "told"), [(3, ", 3 of them high"), (9, " — high")])
def test_a_group_is_called_as_serious_as_it_is_in_markdown_too(grave: int, told: str) -> None:
    review = gather([agent(f"w{n}", "Read", "Read, Edit" + ", Bash" * (n < grave)) for n in range(9)])
    for text in (render_comment(review), render_markdown(review)):
        assert f"### 9 agents{told}\n" in text


EXCEPTED = [
    # How many of nine are as serious as the gravest, in text, in Markdown.
    (8, ", all but w8 HIGH", ", all but `w8` high"),
    (7, ", all but w7 and w8 HIGH", ", all but `w7` and `w8` high"),
    (6, ", 6 of them HIGH", ", 6 of them high"),
    (1, ", 1 of them HIGH", ", 1 of them high"),
    (9, "  HIGH", " — high"),
]


@pytest.mark.parametrize(("grave", "text", "markdown"), EXCEPTED)
def test_who_is_less_serious_than_all_others_of_a_group_is_named(
    grave: int, text: str, markdown: str
) -> None:
    agents = [agent(f"w{n}", "Read", "Read, Edit" + ", Bash" * (n < grave)) for n in range(9)]
    assert shown(agents)[0].startswith(f"9 agents{text}  gain")
    assert f"### 9 agents{markdown}\n" in render_comment(gather(agents))


def test_one_of_two_may_be_the_exception() -> None:
    pair = [agent("one", "Read", "Read, Bash"), agent("two", "Read", "Read, Edit")]
    lines = render_together(tuple(gather(pair).agents), Page())
    assert "".join(piece.text for piece in next(iter(lines))).startswith("2 agents, all but two HIGH")


def test_with_all_detail_every_agent_is_shown_by_itself() -> None:
    agents = [agent(f"worker-{n}", "Read", "Read, Edit") for n in range(20)]
    lines = shown(agents, Page(detail=Detail.ALL))
    assert sum(line.startswith("    + tool Edit") for line in lines) == 20


def test_a_few_agents_are_together_only_when_all_that_is_told_is_the_same() -> None:
    same = [agent(name, "Read", "Read, Edit") for name in "ab"]
    other = agent("c", "Read", "Read, Write")
    groups = fold(gather([*same, other])).groups
    assert sorted(tuple(one.name for one in group) for group in groups) == [("a", "b"), ("c",)]


def test_in_an_overview_the_same_kinds_are_together_and_the_others_take_two_lines() -> None:
    alike = [agent(f"w{n}", "Read", f"Read, T{n}") for n in range(MOST_IN_FULL)]
    alone = agent("alone", "Read", "Read", ("", "1. Go.\n2. Run.\n"))
    review = gather([*alike, alone])
    folded = fold(review)
    assert folded.overview
    assert sorted(map(len, folded.groups)) == [1, MOST_IN_FULL]
    lines = shown(list(review.agents))
    place = next(number for number, line in enumerate(lines) if line.startswith("alone"))
    assert lines[place + 1] == "  workflow added"
    assert LEAST_TOGETHER <= MOST_IN_FULL


def test_of_many_models_that_changed_each_id_is_whole() -> None:
    long = "claude-sonnet-4-5-20250929"
    agents = [
        agent(f"w{n}", f"Read\nmodel: {model}", f"Read\nmodel: {long}")
        for n, model in enumerate(["sonnet"] * 3 + ["claude-sonnet-latest"] * 6)
    ]
    told = " ".join(" ".join(shown(agents)).split())
    assert f"~ models claude-sonnet-latest -> {long} (6), sonnet -> {long} (3)" in told


def test_in_an_overview_agents_of_one_name_are_told_apart_by_their_paths() -> None:
    alike = [agent(f"w{n}", "Read", f"Read, T{n}") for n in range(MOST_IN_FULL)]
    body = ("", "1. Go.\n2. Run.\n")
    twins = [agent("twin", "Read", "Read", body, folder) for folder in ("a/agents", "b/agents")]
    lines = [line.partition("  ")[0] for line in shown([*alike, *twins])]
    assert {"twin (a/agents/twin.md)", "twin (b/agents/twin.md)"} <= set(lines)


PARTS = ("1. Do this.\n2. Do that.\n", "\nNever push.\n", "\nSee <https://site.dev/page>.\n")


def test_many_agents_that_nothing_is_like_take_one_line_each() -> None:
    agents = []
    for n in range(1, 16):
        said = [part for place, part in enumerate(PARTS) if n >> place & 1]
        agents.append(agent(f"w{n}", "Read", "Read, Bash" if n & 8 else "Read", ("", "".join(said))))
    lines = shown(agents)
    assert fold(gather(agents)).is_long
    assert len(lines) == len(agents) + 2
    assert "w8  HIGH  gains execute, network, write  +Bash" in lines
    assert max(map(width, lines)) <= 80


def test_agents_that_came_and_agents_that_went_are_not_told_as_one() -> None:
    texts = [HEAD.format(name=f"n{n}", tools="Read").encode() for n in range(20)]
    sides = [Labelled(read_definition(text, f"{n}.md"), "") for n, text in enumerate(texts)]
    reviews = [review_pair(None, one) if n % 2 else review_pair(one, None) for n, one in enumerate(sides)]
    assert sum(line.startswith("10 agents") for line in shown(reviews)) == 2


def test_a_change_that_all_share_is_shown_once_with_its_text() -> None:
    body = ("Be brief.\n", "Be brief and polite to everybody.\n")
    lines = shown([agent(name, "Read", "Read", body) for name in "abc"])
    assert lines[0].startswith("3 agents")
    assert sum("{+ and polite to everybody+}" in line for line in lines) == 1
    assert lines[-3] == "  agents  a, b, c"


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        ({"agents/a.md": "plugins/x/agents/a.md"}, "agents/ -> plugins/x/agents/ (1)"),
        (
            {"agents/a.md": "plugins/x/agents/a.md", "agents/b.md": "plugins/y/agents/b.md"},
            "agents/ -> plugins/*/agents/ (2)",
        ),
        ({"a.md": "agents/a.md", "x/b.md": "agents/b.md"}, "several folders -> agents/ (2)"),
        ({"a.md": "agents/a.md"}, "./ -> agents/ (1)"),
    ],
)
def test_moves_of_many_files_are_told_by_their_folders(paths: dict[str, str], told: str) -> None:
    changes = [Change(Kind.FILE_MOVED, "file", *item) for item in paths.items()]
    assert moved_paths(changes) == f"files moved: {told}"
    assert moved_paths([Change(Kind.RENAMED, "name", "a", "b")]) == ""
    assert all(PurePosixPath(path).suffix for path in paths)


def test_a_review_without_agents_has_no_groups() -> None:
    assert fold(Review(())).groups == ()


def test_agents_of_one_name_are_counted_each_and_told_by_their_paths() -> None:
    group = []
    for place in ("one", "two", "three"):
        made = agent("rev", "Read", "Read, Bash")
        sides = [side and side._replace(path=f"{place}/rev.md") for side in (made.before, made.after)]
        group.append(made._replace(before=sides[0], after=sides[1]))
    lines = shown(group)
    assert any(line.startswith("  HIGH     permissions-were-gained (3 agents)") for line in lines)
    assert "  agents  one/rev.md, two/rev.md, three/rev.md" in lines
    comment = render_comment(gather(group))
    assert "| `one/rev.md`, `two/rev.md`, `three/rev.md` |" in comment


def least(agents: list[AgentReview]) -> list[str]:
    return shown(agents, Page(detail=Detail.LEAST))


def test_where_lines_are_few_what_is_grave_for_one_reason_is_told_once_and_no_agent_is_left_out() -> None:
    alike = [agent(f"w{n}", "Read", "Read, Bash") for n in range(4)]
    more = [agent(f"x{n}", "Read", "Read, Bash", ("", PARTS[n % 2])) for n in range(3)]
    other = [agent(f"y{n}", "Read", "Read", ("", PARTS[0])) for n in range(3)]
    lines = least([*alike, *more, *other])
    assert sum(line.startswith("  HIGH     permissions-were-gained") for line in lines) == 1
    assert "7 agents  HIGH  gain execute (7), network (7), write (7); minor bump" in lines
    assert "  HIGH     permissions-were-gained (7 agents)" in lines
    assert "  agents  w0, w1, w2, w3, x0, x1, x2" in lines


@pytest.mark.parametrize(("severity", "left"), [(Severity.HIGH, ""), (Severity.MEDIUM, "2 more rules")])
def test_where_lines_are_few_rules_of_medium_weight_are_counted_beyond_the_first_and_grave_ones_are_not(
    severity: Severity, left: str
) -> None:
    rules = [f"rule-{place}" for place in range(8)]
    agents = [agent(name, "Read", "Read, Grep", SECTION) for name in ("one", "two")]
    finding = agents[0].findings[0]._replace(severity=severity)
    group = [
        one._replace(findings=tuple(finding._replace(rule=rule) for rule in told))
        for one, told in zip(agents, (rules[4:], rules), strict=True)
    ]
    lines = render_together(tuple(group), Page(detail=Detail.LEAST))
    told = " ".join("".join(piece.text for piece in line).strip() for line in lines)
    # What is found in most agents comes first.
    assert told.index("rule-4 (2)") < told.index("rule-0 (1)")
    assert [rule for rule in rules if rule not in told] == ([] if not left else rules[2:4])
    assert left in told


def test_where_lines_are_few_an_area_stands_before_its_first_change() -> None:
    lines = least([agent(f"w{n}", "Read, WebFetch", "Read, Bash") for n in range(9)])
    assert lines[2:4] == ["  tools  + tool Bash (9)", "    - tool WebFetch (9)"]


def test_of_agents_that_are_new_or_gone_their_names_are_told_once() -> None:
    texts = [HEAD.format(name=f"n{n}", tools="Read").encode() for n in range(9)]
    sides = [Labelled(read_definition(text, f"{n}.md"), "") for n, text in enumerate(texts)]
    came = shown([review_pair(None, one) for one in sides])
    went = shown([review_pair(one, None) for one in sides])
    assert came[:2] == [
        "9 agents  LOW  new: all may only read; minor bump",
        "  agents  n0, n1, n2, n3, n4, n5, n6, n7, n8",
    ]
    assert went[0] == "9 agents  MEDIUM  gone; major bump"
    assert sum("n8" in line for line in went) == 1


def tree(*folders: str, tools: str) -> list[Definition]:
    return [
        read_definition(
            (HEAD.format(name=name, tools=tools) + f"Look after {name} {'alone ' * 9}twice.\n").encode(),
            f"{folder}/{name}.md",
        )
        for folder in folders
        for name in ("anchor", "buoy", "crane")
    ]


def test_agents_that_are_told_together_are_named_with_the_one_folder_in_which_they_are() -> None:
    was = Collection(tuple(tree(".claude/agents", "docs/a", tools="Read")))
    came = Collection((*was.definitions, *tree("docs/b", tools="Read, Bash")))
    changed = Collection((*tree(".claude/agents", "docs/a", tools="Read, Bash"),))
    names = []
    for after in (came, changed):
        agents = review_trees(was, after, ("", "")).agents
        lines = ["".join(piece.text for piece in line) for line in render_together(agents, Page())]
        names += [lines[0], lines[-1]]
    assert names == [
        "3 agents  HIGH  new copies: all may execute; minor bump",
        "  agents in docs/b/  anchor, buoy, crane",
        "6 agents  HIGH  gain execute (6), network (6), write (6); minor bump",
        "  agents  .claude/agents/anchor.md, docs/a/anchor.md and 4 more",
    ]


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        ((".kiro/agents",), ([".kiro/agents/anchor.md"], "")),
        (("a", "b"), (["a/anchor.md", "b/anchor.md"], "")),
        ((), ([], "")),
    ],
)
def test_where_one_folder_does_not_tell_agents_apart_each_has_its_path(
    folders: tuple[str, ...], expected: tuple[list[str], str]
) -> None:
    agents = [
        AgentReview("", None, Side("", f"{folder}/anchor.md", "", ""), (), (), (), ()) for folder in folders
    ]
    assert names_together(agents) == expected
