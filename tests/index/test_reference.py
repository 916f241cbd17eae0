"""The reference grammar: what each text means, without an index."""

import pytest

from agentreg.errors import BadReference
from agentreg.index.reference import (
    AgentReference,
    GitPathReference,
    PathReference,
    RangeReference,
    StdinReference,
    parse_reference,
)
from agentreg.index.selector import AsOf, Back, Derived, InRange, Named, Newest, parse_selector
from agentreg.index.semver import parse_range


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-", StdinReference()),
        ("./reviewer.md", PathReference("./reviewer.md")),
        ("../reviewer.md", PathReference("../reviewer.md")),
        ("/abs/reviewer.md", PathReference("/abs/reviewer.md")),
        ("~/reviewer.md", PathReference("~/reviewer.md")),
        (".", PathReference(".")),
        ("..", PathReference("..")),
        (r"C:\agents\reviewer.md", PathReference(r"C:\agents\reviewer.md")),
        ("HEAD:agents/reviewer.md", GitPathReference("HEAD", "agents/reviewer.md")),
        ("v1.2.0:reviewer.md", GitPathReference("v1.2.0", "reviewer.md")),
        ("origin/main:a b.md", GitPathReference("origin/main", "a b.md")),
        ("v1..v2", RangeReference("v1", "v2", from_merge_base=False)),
        ("main...", RangeReference("main", "HEAD", from_merge_base=True)),
        ("main..", RangeReference("main", "HEAD", from_merge_base=False)),
        ("v1.2.0..v1.3.0", RangeReference("v1.2.0", "v1.3.0", from_merge_base=False)),
        ("reviewer", AgentReference("reviewer", Newest())),
        ("team/reviewer", AgentReference("team/reviewer", Newest())),
        ("team/agents/reviewer.md", AgentReference("team/agents/reviewer.md", Newest())),
        ("team/reviewer@latest", AgentReference("team/reviewer", Newest())),
        ("team/reviewer@1.4.0", AgentReference("team/reviewer", Named("1.4.0"))),
        ("reviewer@^1.2", AgentReference("reviewer", InRange("^1.2", parse_range("^1.2")))),
        ("reviewer@>=1 <2", AgentReference("reviewer", InRange(">=1 <2", parse_range(">=1 <2")))),
        ("reviewer@~3", AgentReference("reviewer", Back(3))),
        ("reviewer@~1.2", AgentReference("reviewer", InRange("~1.2", parse_range("~1.2")))),
        ("reviewer@1.4.0*", AgentReference("reviewer", Derived("1.4.0*", parse_range("1.4.0")))),
        ("reviewer@^1*", AgentReference("reviewer", Derived("^1*", parse_range("^1")))),
        ("reviewer@1.*", AgentReference("reviewer", InRange("1.*", parse_range("1.x")))),
        ("reviewer@feature/x", AgentReference("reviewer", Named("feature/x"))),
        ("reviewer@reviewer@1.2.0", AgentReference("reviewer", Named("reviewer@1.2.0"))),
        ("reviewer@{2026-05-01}", AgentReference("reviewer", AsOf("2026-05-01", 1777679999))),
        ("reviewer@{2026-05-01 10:00}", AgentReference("reviewer", AsOf("2026-05-01 10:00", 1777629600))),
        (
            "reviewer@{2026-05-01T10:00+02:00}",
            AgentReference("reviewer", AsOf("2026-05-01T10:00+02:00", 1777622400)),
        ),
        ("team/@scope/reviewer.md@v2", AgentReference("team/@scope/reviewer.md", Named("v2"))),
        ("Code Reviewer", AgentReference("Code Reviewer", Newest())),
    ],
)
def test_each_text_means_one_thing(text, expected):
    assert parse_reference(text) == expected


@pytest.mark.parametrize("text", ["reviewer", "HEAD:reviewer.md", "v1..v2", "a@b", "team/reviewer@1.0.0"])
def test_an_existing_file_wins_over_every_other_meaning(text):
    assert parse_reference(text, lambda path: path == text) == PathReference(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("a\0b", "empty"),
        ("..main", "begins nowhere"),
        ("..HEAD", "begins nowhere"),
        ("...HEAD", "begins nowhere"),
        ("...", "begins nowhere"),
        ("HEAD..", "ends where it begins"),
        ("HEAD...", "ends where it begins"),
        ("@..", "ends where it begins"),
        ("reviewer@", "nothing follows"),
        ("reviewer@{yesterday}", "'yesterday' is not a date"),
        ("reviewer@{2026-13-01}", "not a date"),
        ("reviewer@{0001-01-01 00:00+05:00}", "not a date"),
        ("reviewer@{9999-12-31 23:59-05:00}", "not a date"),
        ("reviewer@^one", "not a version range"),
        ("reviewer@^1.2.3.4", "not a version"),
    ],
)
def test_what_cannot_be_read_says_why(text, complaint):
    with pytest.raises(BadReference, match=complaint):
        parse_reference(text)


def test_a_date_means_the_end_of_its_day():
    midnight, noon = parse_selector("{2026-05-02 00:00}"), parse_selector("{2026-05-01}")
    assert isinstance(midnight, AsOf)
    assert isinstance(noon, AsOf)
    assert midnight.time - noon.time == 1
