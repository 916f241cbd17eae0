"""`agentreg show`."""

import pytest

from support.cli import cells, run_cli


def test_show_tells_what_an_agent_is_and_may_do(work):
    out = run_cli("-C", work, "show", "team/reviewer").out
    for said in (
        "reviewer  1.1.0* = 1.1.0  team/reviewer@",
        "Does what reviewer does.",
        "may  execute, network, read",
        "1 section, 1 workflow, 2 steps",
    ):
        assert said in out


def test_a_derived_version_stands_in_for_one_that_nobody_declared_and_this_is_said(work):
    said = "docs/writer@1.0.1* is a derived version: nobody declared one that fits\n"
    for reference, note in (
        ("docs/writer@1.0.1", said),
        ("docs/writer@^1", said),
        ("docs/writer@1.0", said),
        ("docs/writer@1.0.1*", ""),
        ("docs/writer@^1*", ""),
    ):
        ran = run_cli("-C", work, "show", "--json", reference)
        assert (ran.err, ran.data["label"], ran.data["revision"]["path"]) == (
            note,
            "docs/writer@1.0.1*",
            "moved/writer.md",
        )
        assert ran.data["version"] == {"declared": None, "derived": "1.0.1"}
    assert run_cli("-C", work, "show", "docs/writer@1.0.0").out.startswith(
        "writer  1.0.0*  docs/writer@1.0.0*\n"
    )


def test_a_declared_version_comes_before_a_derived_one_of_the_same_number(work):
    declared, derived = (
        run_cli("-C", work, "show", f"team/reviewer@{version}", "--json").data["revision"]["refs"]
        for version in ("1.0.5", "1.0.0*")
    )
    assert declared == derived == ["v1", "v1.0.5"]
    ran = run_cli("-C", work, "show", "team/reviewer@9.9.9")
    assert "it has 1.1.0, 1.0.5, 1.0.0 and 1.1.0*, 1.0.0*; " in ran.err


def test_what_is_not_indexed_has_no_version(tmp_path):
    (tmp_path / "one.md").write_text("---\nname: one\n---\n")
    assert run_cli("-C", tmp_path, "show", "one.md", "--json").data["version"] is None


def test_show_lists_the_structure_on_request(work):
    out = run_cli("-C", work, "show", "team/reviewer@1.0.0", "-v").out
    assert [line.strip() for line in out.splitlines()[-4:]] == [
        "8  ## Steps",
        "9  step 1: Read the diff.",
        "10  step 2: Say what is wrong.",
        "12  must do: You must be brief.",
    ]


def test_show_gives_the_exact_bytes_on_request(tmp_path):
    (tmp_path / "odd.md").write_bytes(b"\xef\xbb\xbf---\r\nname: x\r\n---\r\n\x1b[31m")
    assert run_cli("-C", tmp_path, "show", "--raw", "odd.md").raw == (tmp_path / "odd.md").read_bytes()
    assert "\x1b" not in run_cli("-C", tmp_path, "show", "odd.md").out


@pytest.mark.parametrize("command", ["show", "log", "versions"])
def test_a_typo_suggests_the_nearest_name(work, command):
    ran = run_cli("-C", work, command, "team/reviwer")
    assert ran.code == 2
    assert "did you mean team/reviewer" in ran.err


def test_no_value_and_no_path_forges_a_line(tmp_path):
    lie = r"safe\n\nclaude-code  loads as safe\n  may  read"
    name = "x\nagentreg: all is well.md"
    fields = "".join(f'{key}: "{lie}"\n' for key in ("name", "description", "model", "whatever", "tools"))
    (tmp_path / name).write_text(f"---\n{fields}---\n")
    shown = run_cli("-C", tmp_path, "show", name)
    starts = [line.split("  ")[0] for line in shown.out.splitlines()]
    assert [start for start in starts if start == "claude-code"] == []
    assert "may  read" not in [line.strip() for line in shown.out.splitlines()]
    assert not any(line.startswith("agentreg:") for line in shown.out.splitlines())
    missing = run_cli("-C", tmp_path, "show", f"missing/{name}")
    assert [line for line in missing.err.splitlines() if line.startswith("agentreg:")] == [
        missing.err.splitlines()[0]
    ]


def test_denied_tools_are_shown_as_denied(tmp_path):
    folder = tmp_path / ".opencode" / "agent"
    folder.mkdir(parents=True)
    rules = "tools:\n  webfetch: false\n  read: true\npermission:\n  bash: deny\n  edit: ask\n"
    (folder / "x.md").write_text(f"---\ndescription: Reads.\n{rules}---\n\nRead.\n")
    shown = cells(run_cli("-C", tmp_path, "show", ".opencode/agent/x.md").out)
    rows = [row for row in shown if row and row[0] in ("tools", "asks first", "denied", "permission")]
    assert rows == [["tools", "read", "[listed]"], ["asks first", "edit"], ["denied", "webfetch, bash"]]


def test_a_long_field_name_does_not_touch_its_value(tmp_path):
    (tmp_path / "x.md").write_text("---\nname: x\npermissionMode: bypass\nmaxTurns12345: 3\n---\n")
    shown = cells(run_cli("-C", tmp_path, "show", "x.md").out)
    assert ["permissionMode", "bypass"] in shown
    assert ["maxTurns12345", "3"] in shown
