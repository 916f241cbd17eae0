import pytest

from agentreg.merge.entries import Entry, read_header
from agentreg.merge.scalars import restyled


def entry(field: str) -> Entry:
    header = read_header(f"---\n{field}\n---\n")
    assert header is not None
    (found,) = header.block.entries.values()
    return found


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ('model: "sonnet"', "model: opus", 'model: "opus"'),
        ("model: 'sonnet' # why", "model: opus", "model: 'opus' # why"),
        ("model: sonnet", 'model: "opus"', "model: opus"),
        ("a: 'x'", 'a: "it is: y"', "a: 'it is: y'"),
        ("a: x", 'a: "it is: y"', ""),
        ("a: 'x'", "a: it's", ""),
        ('a: "x"', r"a: back\slash", ""),
        ("a: 'x'", "a: true", ""),
        ("a: 'x'", "a:", ""),
        ("a: >-\n  x", "a: y", ""),
        ("a: [x]", "a: y", ""),
    ],
)
def test_a_new_value_is_written_in_the_old_style_or_not_at_all(ours: str, theirs: str, expected: str) -> None:
    assert restyled(entry(ours), entry(theirs)) == (f"{expected}\n" if expected else "")
