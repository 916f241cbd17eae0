from __future__ import annotations

import pytest
import yaml

from agentreg.formats import yaml_events
from agentreg.formats.yaml_events import YamlError, parse_yaml
from agentreg.model.document import Span
from agentreg.model.fields import Mapping, plain

TEXTS = (
    "a: b\n",
    "a: 'b''c'\nd: \"e\\nf\"\n",
    "a: >-\n  b\n  c\n\nd: |+\n  e\n\n",
    "a: [b, {c: d}]\ne:\n  - f\n  # note\n  - g: h\n",
    "é: \U0001f600\nb: c # note\n",
    "a:\nb: ~\n",
    "a: &x b\nc: *x\n",
    "a: b: c\n",
    "[",
    "a: b\n--- \nc: d\n",
    "",
)


def outcome(text: str) -> object:
    try:
        tree = parse_yaml(text, Span(0, len(text)))
    except YamlError as error:
        return "refused", error.limit
    return tree


@pytest.mark.parametrize("text", TEXTS)
def test_the_pure_python_parser_gives_the_same_tree(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = outcome(text)
    monkeypatch.setattr(yaml_events, "_LOADER", yaml.SafeLoader)
    assert outcome(text) == fast


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("[" * 40 + "]" * 40, True),
        ("x" * 70_000, True),
        ("[" + "a," * 11_000 + "]", True),
        ("a: b: c", False),
        ("%TAG ! tag:a\n---\na: b\n", False),
        ("a: \0", False),
        ("a: \udcff", False),
        ("a: \x07", False),
        ("? [a]\n: b\n", False),
        ("*a : b\n", False),
    ],
)
def test_what_is_too_much_and_what_is_wrong_are_told_apart(text: str, *, limit: bool) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text, Span(0, len(text)))
    assert caught.value.limit is limit
    assert caught.value.reason


def test_the_place_of_an_error_counts_from_the_start_of_the_file() -> None:
    text = "---\n\u00e9: 1\na: b: c\n---\n"
    with pytest.raises(YamlError) as caught:
        parse_yaml(text, Span(4, 18))
    assert text[: caught.value.offset].count("\n") == 2


def test_values_are_never_typed_and_tags_build_nothing() -> None:
    text = "a: !!python/object/apply:os.system ['x']\nb: !!int '1'\n"
    root = parse_yaml(text, Span(0, len(text))).root
    assert isinstance(root, Mapping)
    assert plain(root) == {"a": ["x"], "b": "1"}
