"""`agentreg search`."""

from support.cli import cells, run_cli


def test_search_shows_where_it_was_found(work):
    rows = cells(run_cli("-C", work, "search", "write", "down").out)
    assert rows == [["agent", "found in", "description"], ["docs/writer", "prompt", "Writes."]]


def test_search_says_when_nothing_is_found(work):
    ran = run_cli("-C", work, "search", "nowhere")
    assert (ran.code, ran.out, ran.err) == (0, "", "no agent says that\n")
