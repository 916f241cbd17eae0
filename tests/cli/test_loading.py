"""The versions of the two sides of a `diff`."""

import pytest

from support.cli import run_cli
from support.indexed import definition
from support.repos import build_repo, git

FIRST = definition("one", "Read it.", version="0.1.0")


@pytest.fixture
def registry(house):
    """An agent that loses a tool and gains one, with a declared version at both ends only."""
    build_repo(
        house / "team",
        [
            {"one.md": FIRST.replace("tools: Read", "tools: Read, Grep")},
            {"one.md": FIRST},
            {"one.md": FIRST.replace("tools: Read", "tools: Read, Bash").replace("0.1.0", "0.2.0")},
        ],
    )
    git(house / "team", "tag", "-d", "v1", "v2", "v3")
    for arguments in (["init"], ["add", "team"], ["index"]):
        assert run_cli(*arguments).code == 0
    (house / "edited.md").write_text(FIRST.replace("name: one", "name: two"))
    (house / "same.md").write_text(FIRST)


@pytest.mark.parametrize(
    ("before", "after", "versions"),
    [
        ("one@0.1.0", "one@0.2.0", ("0.1.0", "0.2.0")),
        ("one@~1", "one@0.2.0", ("2.0.0*", "2.1.0*")),
        ("one@0.1.0", "one@~1", ("1.0.0*", "2.0.0*")),
        ("one@~1", "edited.md", ("2.0.0*", "3.0.0*")),
        ("one@0.1.0", "same.md", ("0.1.0", "1.0.0*")),
        ("edited.md", "one", (None, "0.2.0")),
        ("edited.md", "same.md", (None, None)),
    ],
    ids=["declared", "one declared", "the other", "advised", "from a declared one", "to it", "files"],
)
@pytest.mark.usefixtures("registry")
def test_both_sides_have_versions_of_one_kind_or_the_next_one_is_advised(before, after, versions):
    pair = run_cli("diff", before, after, "--json").data
    assert (pair["before"]["version"], pair["after"]["version"]) == versions
