import pytest

from agentreg.merge.engine import merge
from agentreg.merge.values import Danger

BASE = """\
---
name: a
description: Does a.
tools: Read, Grep
disallowedTools: Bash
permissionMode: plan
---
One.
"""
OURS = BASE.replace("One", "Uno")
PATH = ".claude/agents/a.md"


def dangers(ours: str, theirs: str, base: str = BASE) -> set[tuple[Danger, str]]:
    merged = merge(base.encode(), ours.encode(), theirs.encode(), path=PATH)
    return {(warning.danger, warning.subject) for warning in merged.warnings}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("Read, Grep", "Read, Grep, Edit", {(Danger.WIDENED, "tools")}, id="a tool more"),
        pytest.param("tools: Read, Grep\n", "", {(Danger.WIDENED, "tools")}, id="the list dropped"),
        pytest.param("Read, Grep", "Read", set(), id="a tool less"),
        pytest.param("a.", "b.", set(), id="another description"),
        pytest.param(
            "disallowedTools: Bash\n", "", {(Danger.RESTRICTION_LOST, "disallowedTools")}, id="a ban lifted"
        ),
        pytest.param(
            "permissionMode: plan\n", "", {(Danger.RESTRICTION_LOST, "permissionMode")}, id="a mode dropped"
        ),
        pytest.param(
            "Mode: plan", "Mode: auto", {(Danger.RESTRICTION_LOST, "permissionMode")}, id="another mode"
        ),
    ],
)
def test_what_theirs_widens_beyond_ours_is_warned_of(
    old: str, new: str, expected: set[tuple[Danger, str]]
) -> None:
    assert old in BASE
    theirs = BASE.replace(old, new)
    assert dangers(OURS, theirs) == expected
    assert dangers(BASE, theirs) == expected, "also where ours has changed nothing"


def test_what_ours_widened_itself_is_no_news() -> None:
    assert dangers(BASE.replace("tools: Read, Grep\n", ""), BASE.replace("One", "Uno")) == set()


@pytest.mark.parametrize(("path", "host"), [(PATH, "claude-code"), ("agents/a.md", "its host")])
def test_a_warning_names_host_tools_and_risks(path: str, host: str) -> None:
    merged = merge(BASE.encode(), OURS.encode(), BASE.replace("Grep", "Grep, Edit").encode(), path=path)
    assert f"on {host} the merged agent also has Edit (write), ours has not" in [
        warning.message for warning in merged.warnings
    ]


KIRO_BASE = """\
---
description: Does a.
tools: [read, grep]
excludedTools: [shell]
allowedTools: [read, grep]
permissions: [{capability: shell, effect: deny}]
---
One.
"""
NOT_KNOWN = (
    "the merged agent states no tools on {}, ours does: no tool list is stated, and what that grants is"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("tools: [read, grep]\nex", "ex", {(Danger.WIDENED, "tools")}, id="the list dropped"),
        pytest.param(
            "[read, grep]\nex", "[read, grep, write]\nex", {(Danger.WIDENED, "tools")}, id="a tool more"
        ),
        pytest.param(
            "[read, grep]\npe", "[read, shell]\npe", {(Danger.WIDENED, "allowedTools")}, id="less is asked"
        ),
        pytest.param("excludedTools: [shell]\n", "", set(), id="a ban that a rule states, too"),
        pytest.param("allowedTools: [read, grep]\n", "", set(), id="more is asked"),
        pytest.param(
            "effect: deny",
            "effect: ask",
            {(Danger.RESTRICTION_LOST, "permissions"), (Danger.RESTRICTION_LOST, "excludedTools")},
            id="a rule is gone",
        ),
    ],
)
def test_what_theirs_widens_on_another_host_is_warned_of_by_its_own_fields(
    old: str, new: str, expected: set[tuple[Danger, str]]
) -> None:
    assert old in KIRO_BASE
    ours, theirs = KIRO_BASE.replace("One", "Uno"), KIRO_BASE.replace(old, new)
    if "effect" in old:
        ours, theirs = (text.replace("excludedTools: [shell]\n", "") for text in (ours, theirs))
        base = KIRO_BASE.replace("excludedTools: [shell]\n", "")
    else:
        base = KIRO_BASE
    merged = merge(base.encode(), ours.encode(), theirs.encode(), path=".kiro/agents/a.md")
    assert {(warning.danger, warning.subject) for warning in merged.warnings} == expected


@pytest.mark.parametrize(("path", "host"), [(".kiro/agents/a.md", "kiro"), (".foo/agents/a.md", "its host")])
def test_a_list_that_a_merge_drops_is_warned_of_where_nobody_knows_what_that_grants(
    path: str, host: str
) -> None:
    theirs = BASE.replace("tools: Read, Grep\n", "")
    merged = merge(BASE.encode(), OURS.encode(), theirs.encode(), path=path)
    assert f"{NOT_KNOWN.format(host)} not known" in [warning.message for warning in merged.warnings]
