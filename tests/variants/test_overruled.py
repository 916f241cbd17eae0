from __future__ import annotations

import pytest

from agentreg.variants.overlay import parse_overlay
from agentreg.variants.overruled import overruled

BASE = """\
---
name: a
model: sonnet
---
You review.

## Steps

1. Read the change.
2. Judge it.

## Tone

Be kind.
"""
TONE = '[[patch]]\nsection = "Tone"\ndo = "{}"\n'
STEP = '[[patch]]\nsection = "Steps"\nstep = "Judge it"\ndo = "{}"\ntext = "Judge all."\n'
LINE = '[[patch]]\nsection = "Tone"\nline = "Be"\ndo = "{}"\ntext = "Be us."\n'


def subjects(patches: str, newest: str) -> list[str]:
    overlay = parse_overlay(f'extends = "team/a"\n{patches}', "a.overlay.toml")
    return [one.subject for one in overruled((overlay,), BASE.encode(), newest.encode())]


@pytest.mark.parametrize(
    ("patches", "old", "new", "expected"),
    [
        ('[set]\nmodel = "opus"\n', "model: sonnet", "model: haiku", ["model"]),
        ('[set]\nmodel = "opus"\n', "model: sonnet", 'model: "sonnet"', []),
        ('[set]\nmodel = "opus"\n', "Be kind.", "Be brief.", []),
        ('[set]\ncolor = "red"\n', "model: sonnet", "model: sonnet\ncolor: blue", ["color"]),
        ('[remove]\nfields = ["model"]\n', "model: sonnet", "model: haiku", []),
        (
            '[[patch]]\nfield = "model"\ndo = "rewrite"\ntext = "model: x"\n',
            "sonnet",
            "haiku",
            ["model"],
        ),
        (TONE.format("replace") + 'text = "Ours."\n', "Be kind.", "Be brief.", ["section 'Tone'"]),
        (TONE.format("rewrite") + 'text = "## Tone"\n', "Be kind.", "Be brief.", ["section 'Tone'"]),
        (TONE.format("append") + 'text = "Ours."\n', "Be kind.", "Be brief.", []),
        (TONE.format("remove"), "Be kind.", "Be brief.", []),
        (TONE.format("replace") + 'text = "Ours."\n', "You review.", "You judge.", []),
        (STEP.format("replace"), "Judge it.", "Judge it well.", ["step 'Judge it' of section 'Steps'"]),
        (STEP.format("replace"), "2. Judge it.", "2. Run it.\n3. Judge it.", []),
        (LINE.format("replace"), "Be kind.", "Be kind, and brief.", ["line 'Be' of section 'Tone'"]),
        (LINE.format("replace"), "Be kind.", "Be kind.\n\nAnd calm.", []),
        (LINE.format("insert-after"), "Be kind.", "Be kind, and brief.", []),
        (STEP.format("insert-after"), "Judge it.", "Judge it well.", []),
        (
            '[[patch]]\ndo = "replace"\ntext = "You!"\n',
            "You review.",
            "You judge.",
            ["the text before the first heading"],
        ),
        (
            '[[patch]]\nsection = "*"\ndo = "rewrite"\ntext = "You!"\n',
            "Be kind.",
            "Be brief.",
            ["the whole prompt"],
        ),
    ],
)
def test_news_of_the_base_that_an_overlay_replaces(
    patches: str, old: str, new: str, expected: list[str]
) -> None:
    assert old in BASE
    assert subjects(patches, BASE.replace(old, new)) == expected


def test_of_several_overlays_each_is_asked_about_what_the_ones_below_it_made() -> None:
    tone = 'extends = "{}"\n' + TONE.format("replace") + 'text = "{}"\n'
    lower = parse_overlay(tone.format("team/a", "Lower."), "lower.overlay.toml")
    upper = parse_overlay(tone.format("./lower.overlay.toml", "Upper."), "upper.overlay.toml")
    newest = BASE.replace("Be kind.", "Be brief.").encode()
    assert [one.message for one in overruled((lower, upper), BASE.encode(), newest)] == [
        "lower.overlay.toml:2 replaces what the base changed"
    ]


def test_an_overlay_that_does_not_fit_the_older_base_says_nothing() -> None:
    patch = '[[patch]]\nsection = "New"\ndo = "replace"\ntext = "x"\n'
    assert subjects(patch, BASE + "\n## New\n\nText.\n") == []
