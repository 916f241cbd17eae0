from __future__ import annotations

import pytest

from agentreg.errors import ConfigError
from agentreg.variants.overlay import (
    Act,
    FieldAct,
    FieldEdit,
    Overlay,
    Patch,
    join_base,
    parse_overlay,
    split_base,
)
from agentreg.variants.overlay_text import extending

NAME = "agents/reviewer.overlay.toml"
FULL = '''\
extends = "team/reviewer@^1"
final-newline = true

[set]
model = "opus"
hooks = {Stop = ["say"]}

[add]
tools = ["Bash"]

[remove]
tools = ["WebFetch"]
fields = ["color"]

[[patch]]
section = "Rules"
do = "append"
text = """
[set]
model = "a quote, and no table"
"""

[[patch]]
section = "Workflow"
step = 2
do = "remove"

[[patch]]
field = "description"
do = "rewrite"
text = "description: x"
'''


def test_an_overlay_says_what_differs_and_where_it_says_so() -> None:
    assert parse_overlay(FULL, NAME) == Overlay(
        NAME,
        "team/reviewer@^1",
        (
            FieldEdit(FieldAct.DROP, "color", None, f"{NAME}:13"),
            FieldEdit(FieldAct.REMOVE, "tools", ("WebFetch",), f"{NAME}:12"),
            FieldEdit(FieldAct.ADD, "tools", ("Bash",), f"{NAME}:9"),
            FieldEdit(FieldAct.SET, "model", "opus", f"{NAME}:5"),
            FieldEdit(FieldAct.SET, "hooks", {"Stop": ["say"]}, f"{NAME}:6"),
        ),
        (
            Patch(Act.APPEND, '[set]\nmodel = "a quote, and no table"\n', f"{NAME}:15", "Rules"),
            Patch(Act.REMOVE, "", f"{NAME}:23", "Workflow", "2"),
            Patch(Act.REWRITE, "description: x", f"{NAME}:28", field="description"),
        ),
        True,
    )


def test_the_least_overlay_only_names_its_base() -> None:
    assert parse_overlay('extends = "team/reviewer"', NAME) == Overlay(NAME, "team/reviewer")


@pytest.mark.parametrize(
    ("written", "base", "version"),
    [
        ("team/reviewer", "team/reviewer", "*"),
        ("team/reviewer@^1", "team/reviewer", "^1"),
        ("team/reviewer@v2", "team/reviewer", "v2"),
        ("team/a@b/reviewer.md", "team/a@b/reviewer.md", "*"),
        ("team/a@b/reviewer.md@1.2", "team/a@b/reviewer.md", "1.2"),
    ],
)
def test_a_base_may_name_the_versions_that_are_followed(written: str, base: str, version: str) -> None:
    assert split_base(written) == (base, version)


START = 'extends = "team/reviewer"\n'

REFUSED = [
    ("", f"{NAME}: an overlay needs the key 'extends'"),
    ('extends = "reviewer"', f"{NAME}:1: 'reviewer' names no base agent"),
    ('extends = "team/reviewer@~3"', f"{NAME}:1: '~3' could mean a range or a number of revisions"),
    ('extends = "a.overlay.toml"', f"{NAME}:1: 'a.overlay.toml' is no path from here"),
    (START + "sett = 1", f"{NAME}:2: unknown key 'sett'"),
    (START + "[set]\nborn = 2026-01-01", f"{NAME}:3: 'born' must be a text, a number"),
    (START + f"[set]\nhooks = {'[' * 17}{']' * 17}", f"{NAME}:3: 'hooks' must be a text, a number"),
    (START + '[add]\ntools = "Bash"', f"{NAME}:3: 'tools' must be a list of texts"),
    (START + "[add]\ntools = []", f"{NAME}:3: 'tools' lists nothing"),
    (
        START + '[set]\nmodel = "a"\n[remove]\nfields = ["model"]',
        f"{NAME}:3: 'model' is both in `fields` of [remove] and in [set]",
    ),
    (START + '[set]\ntools = "a"\n[add]\ntools = ["b"]', f"{NAME}:3: 'tools' is both in [add] and in [set]"),
    (START + '[patch]\ndo = "append"', f"{NAME}:2: write [[patch]] with two brackets"),
    (START + '[[patch]]\nsection = "a"', f"{NAME}:2: [[patch]] needs the key 'do'"),
    (START + '[[patch]]\ndo = "delete"', f"{NAME}:3: 'delete' cannot be done here"),
    (START + '[[patch]]\nstep = "a"\ndo = "append"\ntext = "b"', f"{NAME}:4: 'append' cannot be done here"),
    (START + '[[patch]]\nline = "a"\ndo = "append"\ntext = "b"', f"{NAME}:4: 'append' cannot be done here"),
    (
        START + '[[patch]]\nline = "a"\nstep = "b"\ndo = "remove"',
        f"{NAME}:3: a patch is for lines, for a step",
    ),
    (START + '[[patch]]\nfield = "b"\nline = "a"\ndo = "remove"', f"{NAME}:4: a patch is for lines, for a"),
    (START + '[[patch]]\nto = "a"\ndo = "remove"', f"{NAME}:3: 'to' needs a 'line'"),
    (START + '[[patch]]\nsection = "*"\nline = "a"\ndo = "remove"', f"{NAME}:3: '*' is the whole prompt"),
    (START + '[[patch]]\nsection = "*"\nstep = "a"\ndo = "remove"', f"{NAME}:3: '*' is the whole prompt"),
    (START + '[[patch]]\nsteps = "a"\ndo = "remove"', f"{NAME}:3: unknown key 'steps' in [patch]"),
    (START + '[[patch]]\ndo = "append"', f"{NAME}:2: `append` needs a 'text'"),
    (START + '[[patch]]\ndo = "append"\ntext = 1', f"{NAME}:4: `append` needs a 'text'"),
    (START + '[[patch]]\nsection = "a"\ndo = "remove"\ntext = "b"', f"{NAME}:5: `remove` needs no 'text'"),
    (START + '[[patch]]\nfield = "a"\nsection = "b"\ndo = "rewrite"', f"{NAME}:3: a patch is for a field or"),
    (START + '[[patch]]\nstep = [1]\ndo = "remove"', f"{NAME}:3: 'step' must be how the step begins"),
    (START + '[[patch]]\nstep = true\ndo = "remove"', f"{NAME}:3: 'step' must be how the step begins"),
    (START + '[[patch]]\nsection = "*"\ndo = "remove"', f"{NAME}:4: 'remove' cannot be done here"),
    (START + '[[patch]]\ndo = "append"\ntext = "a"\n' * 501, f"{NAME}: more than 500 edits and patches"),
    ("extends = ", f"{NAME}: Invalid value"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_cannot_be_followed_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_overlay(text, NAME)
    assert refused.value.message.startswith(said)


@pytest.mark.parametrize(
    ("base", "version", "reference"),
    [("team/a", "^1", "team/a@^1"), ("team/a", "*", "team/a"), ("team/a@b", "*", "team/a@b@*")],
)
def test_a_base_and_its_versions_become_a_reference_that_says_both(
    base: str, version: str, reference: str
) -> None:
    assert join_base(base, version) == reference
    assert split_base(reference) == (base, version)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('extends = "team/a@^1" # team/a@^1\n', 'extends = "team/b@^2" # team/a@^1\n'),
        (
            "# Why\r\nextends='team/a@^1'\r\n[set]\r\na = 1\r\n",
            "# Why\r\nextends='team/b@^2'\r\n[set]\r\na = 1\r\n",
        ),
    ],
)
def test_another_base_is_written_and_nothing_else_is_touched(text: str, expected: str) -> None:
    assert extending(text, "team/b", "^2", origin=NAME) == expected


def test_a_base_that_is_written_with_escapes_is_left_to_a_person() -> None:
    with pytest.raises(ConfigError) as caught:
        extending('extends = "team/\\u0061@^1"\n', "team/b", "^2", origin=NAME)
    assert (NAME in caught.value.message, 'extends = "team/b@^2"' in caught.value.hint) == (True, True)
