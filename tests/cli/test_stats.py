"""`agentreg stats`."""

from support.cli import cells, run_cli


def test_stats_count_and_sum(work):
    rows = cells(run_cli("-C", work, "stats").out)
    assert [row[:5] for row in rows[1:4]] == [
        ["docs", "1", "0", "2", "1"],
        ["team", "1", "1", "4", "3"],
        ["total", "2", "1", "6", "4"],
    ]
    assert rows[5:] == [
        ["source", "strict", "repaired", "unreadable", "none"],
        ["docs", "1", "0", "0", "0"],
        ["team", "3", "0", "0", "0"],
        ["total", "4", "0", "0", "0"],
    ]
