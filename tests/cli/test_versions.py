"""`agentreg versions`."""

from support.cli import cells, run_cli


def test_versions_say_who_declared_them(work):
    rows = cells(run_cli("-C", work, "versions", "reviewer").out)
    assert [(row[0], row[1], row[3]) for row in rows[1:]] == [
        ("1.1.0", "2023-11-15", "field .claude/agents/reviewer.md"),
        ("1.0.5", "2023-11-14", "tag v1.0.5"),
        ("1.0.0", "2023-11-14", "field .claude/agents/reviewer.md"),
    ]


def test_an_agent_without_versions_says_where_to_look(work):
    ran = run_cli("-C", work, "versions", "docs/writer")
    assert (ran.out, "nobody declared a version" in ran.err) == ("", True)
