"""What a definition tells beyond its fields."""

import pytest

from agentreg.formats.read import read_definition


@pytest.mark.parametrize(
    ("fields", "version"),
    [
        ("version: 1.10", "1.10"),
        ("metadata:\n  version: '2.0.0'", "2.0.0"),
        ("version: 1.0.0\nmetadata:\n  version: 2.0.0", "1.0.0"),
        ("version: [1, 2]", ""),
        ("metadata: 2.0.0", ""),
        ("model: opus", ""),
    ],
)
def test_the_version_that_a_definition_states(fields, version):
    assert read_definition(f"---\nname: one\n{fields}\n---\n".encode(), "one.md").version == version
