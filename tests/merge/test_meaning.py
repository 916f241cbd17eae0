import pytest

from agentreg.merge.entries import Entry, read_header
from agentreg.merge.meaning import meaning


def entry(field: str) -> Entry:
    header = read_header(f"---\n{field}\n---\n")
    assert header is not None
    (found,) = header.block.entries.values()
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("model: opus", 'model: "opus"'),
        ("model: opus", "model:    opus   # best"),
        ("description: Does a, b.", "description: >-\n  Does a,\n  b."),
        ("tools: Read, Bash(git a, b)", 'tools: [Read, "Bash(git a, b)"]'),
        ("tools: Read, Edit", "tools:\n- Edit\n- Read\n- Read"),
        ("limits: {a: 1}", "limits:\n  a: 1"),
    ],
)
def test_one_value_in_two_spellings_means_the_same(one: str, other: str) -> None:
    assert meaning(entry(one)) == meaning(entry(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("model: opus", "model: haiku"),
        ("background: true", "background: 'true'"),
        ("tools:", 'tools: ""'),
        ("tools:", "tools: []"),
        ("tools: ''", "tools: []"),
        ("tools: ~", "tools: '~'"),
        ("tools: Read", "tools: Read, Edit"),
        ("description: a, b", "description: b, a"),
        ("permission: {a: x, b: y}", "permission: {b: y, a: x}"),
    ],
)
def test_values_that_a_host_reads_differently_mean_different_things(one: str, other: str) -> None:
    assert meaning(entry(one)) != meaning(entry(other))


def test_an_absent_field_means_nothing() -> None:
    assert meaning(None) is None
