from __future__ import annotations

import io

import pytest

from agentreg.report.labels import Label
from agentreg_cli.color import STYLES, ColorChoice, painted, wants_color


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "colored"),
    [
        (ColorChoice.AUTO, {}, True, True),
        (ColorChoice.AUTO, {}, False, False),
        (ColorChoice.AUTO, {"TERM": "dumb"}, True, False),
        (ColorChoice.AUTO, {"NO_COLOR": "1"}, True, False),
        (ColorChoice.AUTO, {"NO_COLOR": ""}, True, True),
        (ColorChoice.AUTO, {"FORCE_COLOR": "1"}, False, True),
        (ColorChoice.AUTO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        (ColorChoice.ALWAYS, {"NO_COLOR": "1"}, False, True),
        (ColorChoice.NEVER, {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_when_to_colour(monkeypatch, choice, environment, terminal, colored):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(choice, Terminal() if terminal else io.StringIO()) is colored


def test_every_label_but_plain_has_a_colour():
    assert set(STYLES) == set(Label) - {Label.PLAIN}


def test_plain_and_empty_text_are_left_alone():
    assert painted("text", Label.PLAIN) == "text"
    assert painted("", Label.ADDED) == ""
