"""What a release review says in a sentence each."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.report.counts import plural
from agentreg.report.page import Detail
from agentreg.report.review_facts import (
    because,
    descendants,
    permissions,
    release_advice,
    scope_line,
    untracked,
    untracked_of,
    version_advice,
)
from agentreg.review.additions import Affected, Copy
from agentreg.review.advice import advise, unsure
from agentreg.review.compare import review_pair
from agentreg.review.values import AgentReview, Gap, Labelled, Outcome, Review, Scope, Verdict
from agentreg.rules.finding import Bump, Severity

HIGH = Severity.HIGH
GAP = (Gap("x.md", "a symbolic link is never followed"),)

BECAUSE = [
    (Verdict(Outcome.PASSED, HIGH), (), "no finding at high or above"),
    (Verdict(Outcome.PASSED, None), (), "no finding that fails: `fail-on` is `off`"),
    (Verdict(Outcome.FAILED, HIGH, 1, 1), (), "1 finding at high or above in 1 agent"),
    (Verdict(Outcome.FAILED, HIGH, 3, 2), GAP, "3 findings at high or above in 2 agents"),
    (Verdict(Outcome.FAILED, HIGH, 1, 0), (), "1 finding at high or above"),
    (
        Verdict(Outcome.FAILED, HIGH, 6, 2, elsewhere={("a.md",): Severity.LOW, ("b.md",): None}),
        (),
        "6 findings that fail (at high or above; in scopes of the policy at low or above, never) in 2 agents",
    ),
    (
        Verdict(Outcome.PASSED, None, elsewhere={("a.md",): Severity.LOW}),
        (),
        "no finding that fails (never; in scopes of the policy at low or above)",
    ),
    (Verdict(Outcome.INCOMPLETE, HIGH), GAP, "1 file could not be compared; no finding at high or above"),
]


@pytest.mark.parametrize(("verdict", "gaps", "expected"), BECAUSE)
def test_a_verdict_says_why(verdict: Verdict, gaps: tuple[Gap, ...], expected: str) -> None:
    assert because(verdict, Review((), gaps=gaps)) == expected


SCOPES = [
    (Scope("v1", "HEAD", "a" * 40, "b" * 40), "Compared v1 (aaaaaaaaaa) with HEAD (bbbbbbbbbb)"),
    (Scope("aaaaaa", "the index", "a" * 40), "Compared aaaaaa with the index"),
    (Scope("nothing", "the work tree"), "Compared nothing with the work tree"),
]


@pytest.mark.parametrize(("scope", "expected"), SCOPES)
def test_a_scope_names_commits_where_a_name_does_not(scope: Scope, expected: str) -> None:
    assert scope_line(scope) == expected


VERSIONS = [
    ("", "", Bump.MAJOR, ""),
    ("1.0.0", "2.0.0", Bump.MAJOR, ""),
    ("1.0.0", "1.0.0", Bump.NONE, ""),
    ("1.0.0", "1.0.0", Bump.MINOR, "version 1.0.0 was kept: 1.1.0 is asked for (minor)"),
    ("1.0.0", "1.1.0", Bump.MAJOR, "version 1.0.0 -> 1.1.0 is too small a step: 2.0.0 is asked for (major)"),
    ("1.1.0", "1.0.0", Bump.PATCH, "version 1.1.0 -> 1.0.0 goes back: 1.1.1 is asked for (patch)"),
]


@pytest.mark.parametrize(("before", "after", "bump", "expected"), VERSIONS)
def test_a_version_is_told_where_it_does_not_fit(before: str, after: str, bump: Bump, expected: str) -> None:
    assert version_advice(advise(before, after, bump), bump) == expected


RELEASES = [
    ("1.0.0", "", Bump.MINOR, "asks for release 1.1.0 (minor) after 1.0.0"),
    ("1.0.0", "", Bump.NONE, "nothing since 1.0.0 asks for a release"),
    ("1.0.0", "1.1.0", Bump.MINOR, "release 1.0.0 -> 1.1.0 fits (minor)"),
    (
        "1.0.0",
        "1.0.1",
        Bump.MINOR,
        "release: version 1.0.0 -> 1.0.1 is too small a step: 1.1.0 is asked for (minor)",
    ),
    ("", "1.0.0", Bump.MAJOR, "release 1.0.0"),
]


@pytest.mark.parametrize(("before", "after", "bump", "expected"), RELEASES)
def test_the_next_release_is_told(before: str, after: str, bump: Bump, expected: str) -> None:
    assert release_advice(advise(before, after, bump), bump) == expected


MISSING = "unknown, for not all could be compared"
UNKNOWN = [
    (
        "1.0.0",
        "",
        Bump.NONE,
        f"which release is asked for after 1.0.0 is {MISSING}",
    ),
    (
        "1.0.0",
        "1.1.0",
        Bump.MINOR,
        f"whether release 1.0.0 -> 1.1.0 fits is {MISSING}; 1.1.0 at least (minor)",
    ),
    ("1.0.0", "", Bump.MAJOR, "asks for release 2.0.0 (major) after 1.0.0"),
]


@pytest.mark.parametrize(("before", "after", "bump", "expected"), UNKNOWN)
def test_a_release_is_unknown_where_what_is_missing_may_ask_for_more(
    before: str, after: str, bump: Bump, expected: str
) -> None:
    assert release_advice(unsure(advise(before, after, bump)), bump) == expected


COPIES = (
    Copy("bank", "agents/a.md", 1.0, is_exact=True),
    *(Copy("shop", f"agents/{number}.md", 0.9, is_exact=False) for number in range(3)),
)
COPIED = AgentReview("a", None, None, (), (), (), (), copies=COPIES)


def test_copies_are_counted_by_source_and_named_with_their_agent() -> None:
    counted = "copies, not tracked: 4 in 2 sources (1 with the same text)"
    assert untracked(COPIES) == (counted, "bank (1), shop (3)")
    names = "bank/agents/a.md, shop/agents/0.md, shop/agents/1.md"
    assert untracked_of(COPIED, Detail.NORMAL) == ("copies, not tracked", f"{names} and 1 more")
    assert untracked_of(COPIED, Detail.ALL) == ("copies, not tracked", f"{names}, shop/agents/2.md")
    assert (untracked(()), untracked_of(COPIED._replace(copies=()), Detail.ALL)) == (None, None)


def test_of_many_sources_the_first_are_named() -> None:
    copies = [Copy(f"source-{number}", "a.md", 1.0, is_exact=True) for number in range(8)]
    told = untracked(copies)
    assert told
    assert told.names == f"{', '.join(f'source-{number} (1)' for number in range(6))} and 2 more"


def test_variants_are_counted_and_the_first_named() -> None:
    affected = [Affected(f"shop-{n // 2}", f"a{n}.md", "1.0.0" if n else "") for n in range(5)]
    assert descendants([], Detail.NORMAL) is None
    one = descendants(affected[:1], Detail.NORMAL)
    assert one
    assert one.sentence == "affects 1 variant in 1 repository: shop-0/a0.md"
    first = "shop-0/a0.md, shop-0/a1.md at 1.0.0, shop-1/a2.md at 1.0.0"
    counted = "affects 5 variants in 3 repositories"
    assert descendants(affected, Detail.NORMAL) == (counted, f"{first} and 2 more")
    every = f"{first}, shop-1/a3.md at 1.0.0, shop-2/a4.md at 1.0.0"
    assert descendants(affected, Detail.ALL) == (counted, every)


@pytest.mark.parametrize(
    ("count", "noun", "expected"),
    [(1, "file", "1 file"), (0, "file", "0 files"), (2, "repository", "2 repositories")],
)
def test_plurals(count: int, noun: str, expected: str) -> None:
    assert plural(count, noun) == expected


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        (
            ".kiro/agents/a.md",
            "allowedTools: [read]",
            "may use read, write -> read, what is not known (kiro)",
        ),
        (".kiro/agents/a.md", "", "may use read, write -> what is not known (kiro)"),
        (".openhands/agents/a.md", "", ""),
    ],
)
def test_what_is_not_known_of_rights_is_told_as_that(path: str, fields: str, expected: str) -> None:
    head = "---\nname: a\ndescription: d\n{}\n---\nYou work.\n"
    sides = [
        Labelled(read_definition(head.format(one).encode(), path), "a")
        for one in ("tools: [read, write]", fields)
    ]
    told = list(permissions(review_pair(*sides)))
    assert told == ([expected] if expected else [])


def test_what_a_new_agent_may_do_is_told_for_each_of_its_hosts() -> None:
    head = "---\nname: a\ndescription: d\ntools: Read\n---\nYou work.\n"
    new = Labelled(read_definition(head.encode(), ".claude/agents/a.md"), "a")
    told = list(permissions(review_pair(None, new)))
    assert told == [
        "may use Read (claude-code)",
        "may use read (copilot, vscode)",
        "may use every tool (cursor)",
    ]


def test_limits_of_tools_are_told_and_a_secret_in_them_is_hidden() -> None:
    head = "---\nname: a\ndescription: d\ntools: {}\n---\nYou work.\n"
    sides = [
        Labelled(read_definition(head.format(tools).encode(), "agents/a.md"), "a")
        for tools in ("Bash(deploy AKIAQ3VWN7KDZ5RTYHM2)", "Bash")
    ]
    (told,) = permissions(review_pair(*sides))
    assert told.startswith("may use Bash(deploy AKIA••••••••••")
    assert told.endswith(") -> Bash (claude-code)")
