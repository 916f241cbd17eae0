"""A release review on a terminal: verdict first, one screen, every number exact."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.report.columns import width
from agentreg.report.headline import reasons
from agentreg.report.page import Detail, Page
from agentreg.report.review_facts import (
    counted_agents,
)
from agentreg.report.review_text import render_review
from agentreg.report.screen import MOST_LINES
from agentreg.review.additions import Copy
from agentreg.review.advice import advised
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import AgentReview, Gap, Labelled, Outcome, Review, Scope, Verdict
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import NOWHERE

HEAD = "---\nname: {name}\ndescription: Does work.\ntools: {tools}\n---\n\nYou are a worker.\n\n{body}"
HIGH = Severity.HIGH
GAP = (Gap("x.md", "a symbolic link is never followed"),)


def agent(name: str, before: str, after: str, bodies: tuple[str, str] = ("", "")) -> AgentReview:
    one, other = (
        Labelled(
            read_definition(HEAD.format(name=name, tools=tools, body=body).encode(), f"agents/{name}.md"),
            f"{label}:agents/{name}.md",
        )
        for tools, body, label in zip((before, after), bodies, ("v1", "v2"), strict=True)
    )
    return review_pair(one, other)


def shown(review: Review, page: Page | None = None) -> list[str]:
    return ["".join(piece.text for piece in line) for line in render_review(review, page or Page())]


def test_an_agent_says_what_it_may_do_before_and_after_and_where() -> None:
    one = agent("worker", "Read", "Read, Bash", ("- Never touch it.\n", ""))
    lines = shown(gather([one]))
    assert "  may use Read -> Bash, Read (claude-code)" in lines
    assert "  HIGH     permissions-were-gained  agents/worker.md:4" in lines
    assert "  MEDIUM   constraint-was-removed: Never touch it.  v1:agents/worker.md:9" in lines


def test_rights_that_stay_are_not_told() -> None:
    assert not any(
        "may use" in line for line in shown(gather([agent("worker", "Read", "Read", ("", "- New.\n"))]))
    )


def test_an_agent_that_is_gone_could_do_what_it_could() -> None:
    before = Labelled(
        read_definition(HEAD.format(name="w", tools="Bash", body="").encode(), "w.md"), "v1:w.md"
    )
    assert "  could use Bash (claude-code)" in shown(gather([review_pair(before, None)]))


def test_copies_are_told_with_what_helps() -> None:
    (copied,) = gather([agent("a", "Read", "Bash")]).agents
    copies = (Copy("bank", "agents/a.md", 1.0, is_exact=True),)
    told = " ".join(" ".join(shown(Review((copied._replace(copies=copies),)))).split())
    assert "copies, not tracked: 1 in 1 source (1 with the same text): bank (1);" in told
    assert "`agentreg adopt`" in told


def test_a_version_that_was_kept_stands_with_its_agent() -> None:
    one = advised(
        agent("worker", "Read", "Bash"), {"agents/worker.md": "1.0.0"}, {"agents/worker.md": "1.0.0"}
    )
    assert "  version 1.0.0 was kept: 2.0.0 is asked for (major)" in shown(gather([one]))


def test_many_agents_say_once_what_all_of_them_gain_and_what_was_kept() -> None:
    agents = [
        agent(f"w{n}", "Read", "Read, Bash" if n < 9 else "Read", ("", f"- {n}.\n" * (n > 8)))
        for n in range(10)
    ]
    kept = {f"agents/w{n}.md": "1.0.0" for n in range(10)}
    lines = shown(gather([advised(one, kept, kept) for one in agents]))
    assert lines[1] == "all together: gain execute (9), network (9), write (9); minor bump"
    assert lines[2] == "versions: kept by 10 agents"


def test_what_changed_in_many_ways_in_many_agents_is_told_by_area() -> None:
    before = "- Never touch it.\n\n## Old\n\nText.\n\n## Steps\n\n1. Look.\n2. Go.\n"
    after = (
        "- Always ask.\n\n## New\n\nOther words.\n\n## Steps\n\n1. Stop.\n2. Look.\n\nWrite to `out.md`.\n"
    )
    lines = shown(gather([agent(f"w{n}", "Read, Bash", "Read, Edit", (before, after)) for n in range(9)]))
    assert sum(line.startswith("  changes  ") for line in lines) == 1
    assert len(lines) < 20
    whole = shown(
        gather([agent(f"w{n}", "Read, Bash", "Read, Edit", (before, after)) for n in range(9)]),
        Page(detail=Detail.ALL),
    )
    assert not any(line.startswith("  changes  ") for line in whole)


def test_that_an_agent_is_new_is_said_once() -> None:
    after = Labelled(
        read_definition(HEAD.format(name="w", tools="Read", body="").encode(), "w.md"), "v2:w.md"
    )
    lines = shown(gather([review_pair(None, after)]))
    assert sum("w" in line.split() and "new" in line for line in lines) == 1
    assert "  identity" not in lines


def test_an_agent_in_one_line_names_what_its_gains_do_not_tell() -> None:
    review = gather([agent("w", "Read", "Read, Bash, mcp__mail__*")])
    severe = review.agents[0]
    rules = [one.rule for one in severe.findings if one.severity is severe.severity]
    assert rules[:2] == ["permissions-were-gained", "server-was-granted"]
    assert reasons(severe) == "server-was-granted"
    assert reasons(agent("w", "Read", "Read, Bash")) == ""


@pytest.mark.parametrize(
    ("severities", "told"),
    [
        ("high", "rule-0"),
        ("high high", "rule-0, rule-1"),
        ("critical high medium medium low", "rule-0, rule-1, +2 medium"),
        ("medium", "rule-0"),
        ("medium medium low", "rule-0, +1 medium"),
        ("low low", ""),
        ("", ""),
    ],
)
def test_why_an_agent_is_grave_are_all_rules_that_say_so(severities: str, told: str) -> None:
    one = agent("w", "Read, Bash", "Read")
    made = [
        one.findings[0]._replace(rule=f"rule-{place}", severity=Severity(severity))
        for place, severity in enumerate(severities.split())
    ]
    assert reasons(one._replace(findings=tuple(made))) == told


def test_where_less_fails_the_rules_of_that_are_named_too() -> None:
    one = agent("w", "Read, Bash", "Read")
    made = [
        one.findings[0]._replace(rule=f"rule-{place}", severity=severity)
        for place, severity in enumerate(Severity)
    ]
    found = one._replace(findings=tuple(made))
    told = [reasons(found, severity) for severity in [*Severity][1:]]
    assert told == [
        "rule-0, rule-1, +1 medium",
        "rule-0, rule-1, rule-2",
        "rule-0, rule-1, rule-2, rule-3",
        "rule-0, rule-1, rule-2, rule-3, rule-4",
    ]


def test_a_rule_that_found_several_things_is_named_once() -> None:
    one = agent("w", "Read, Bash", "Read")
    high, medium = (one.findings[0]._replace(severity=severity) for severity in (HIGH, Severity.MEDIUM))
    rule = high.rule
    assert reasons(one._replace(findings=(high, high, medium))) == f"{rule} (2 times), +1 medium"
    assert reasons(one._replace(findings=(medium, medium))) == f"{rule} (2 times)"


BODIES = [
    ("- Never touch it.\n", ""),
    ("", "- Always ask.\n"),
    ("## Old\n\nText.\n", ""),
    ("1. Look.\n2. Go.\n", "1. Look.\n"),
    ("Read it.\n", "Write to `out.md`.\n"),
]


def many_ways() -> Review:
    """Agents of which three each changed in one of many ways."""
    agents = []
    for place in range(60):
        ways = [BODIES[way] for way in range(5) if (place // 3) >> way & 1]
        bodies = "\n".join(one for one, _ in ways), "\n".join(other for _, other in ways)
        agents.append(agent(f"w{place}", "Read", "Read" if ways else "Grep", bodies))
    return gather(agents)


def test_an_overview_is_one_screen_however_many_ways_there_are() -> None:
    review = many_ways()
    lines = shown(review)
    assert len(lines) <= MOST_LINES
    assert len(shown(review, Page(detail=Detail.LESS))) > MOST_LINES
    told = sum(int(line.split()[0]) for line in lines[1:] if " agents  " in line and line[0].isdigit())
    alone = sum(line.startswith("w") for line in lines)
    assert told + alone == len(review.agents)


def test_where_all_fits_nothing_is_told_more_coarsely() -> None:
    review = many_ways()._replace(agents=many_ways().agents[:12])
    assert shown(review) == shown(review, Page(detail=Detail.LESS))


def test_gaps_are_named_and_the_command_comes_last() -> None:
    scope = Scope("v1", "HEAD", "a" * 40, "b" * 40, "agentreg review a..b")
    lines = shown(Review((), 3, gaps=GAP, scope=scope, verdict=Verdict(Outcome.INCOMPLETE, HIGH)))
    assert lines == [
        "INCOMPLETE  1 file could not be compared; no finding at high or above",
        "0 agents changed, 3 unchanged",
        "",
        "1 file could not be compared",
        "  x.md: a symbolic link is never followed",
        "",
        "Compared v1 (aaaaaaaaaa) with HEAD (bbbbbbbbbb)",
        "Reproduce: agentreg review a..b",
    ]


LINK = "a symbolic link is never followed"
MANY = (Gap("big.md", "it is too large", hint="make it smaller"), *(Gap(f"{n}.md", LINK) for n in range(5)))


def test_what_fails_says_near_the_top_what_was_not_compared() -> None:
    lines = shown(Review((), 3, gaps=MANY, verdict=Verdict(Outcome.FAILED, HIGH, 1)))
    assert lines[1:3] == ["0 agents changed, 3 unchanged", "6 files could not be compared"]


def test_gaps_of_one_reason_are_told_together_and_named_with_all_detail() -> None:
    start = ["6 files could not be compared", "  big.md: it is too large (make it smaller)"]
    start += [f"  5 files: {LINK}", "    0.md", "    1.md", "    2.md"]
    review = Review((), 3, gaps=MANY, verdict=Verdict(Outcome.INCOMPLETE, HIGH))
    assert shown(review)[3:] == [*start, "    … and 2 more (-v shows all)"]
    assert shown(review, Page(detail=Detail.ALL))[3:] == [*start, "    3.md", "    4.md"]


TWICE = ("- Never touch it.\n- Never push.\n", "- Be brief.\n- Be kind.\n")


def test_with_all_detail_every_finding_says_how_a_decision_knows_it() -> None:
    one = agent("worker", "Read", "Read, Grep, Bash", TWICE)
    told = "\n".join(shown(gather([one]), Page(detail=Detail.ALL)))
    rules = [finding.rule for finding in one.findings]
    assert [rules.count(rule) for rule in ("constraint-was-removed", "tool-was-granted")] == [2, 2]
    assert rules.count("permissions-were-gained") == 1
    for finding in one.findings:
        assert told.count(f"{finding.fingerprint}.") == 1


def test_form_is_counted_apart() -> None:
    form = agent("worker", "Read, Grep", "[Read, Grep]")
    assert counted_agents(gather([form])) == "1 agent changed, 1 of them in form only, 0 unchanged"


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    grave = agent("a-worker-with-a-rather-long-name", "Read", "Read, Bash", ("- Never touch it.\n", ""))
    review = gather([grave])._replace(gaps=GAP, verdict=Verdict(Outcome.FAILED, HIGH, 1, 1))
    wide = [line for line in shown(review, Page(columns)) if width(line) > columns]
    assert all(" " not in line.strip() for line in wide)


def test_each_of_several_findings_about_a_state_says_where_it_is() -> None:
    bodies = ("", "Log in with AKIAQ3VWN7KDZ5RTYHM2.\n\nElse with AKIAW7KDZ5RTYHM2Q3VN.\n")
    sides = [
        Labelled(read_definition(HEAD.format(name="a", tools="Read", body=body).encode(), "agents/a.md"), "v")
        for body in bodies
    ]
    lines = shown(gather([review_pair(*sides, surroundings=(NOWHERE, NOWHERE))]))
    told = [line for line in lines if "an AWS access key" in line]
    assert told == [
        f"           it holds an AWS access key: AKIA… (20 characters)  agents/a.md:{number}"
        for number in (9, 11)
    ]
