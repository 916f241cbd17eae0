from __future__ import annotations

import pytest

from agentreg.errors import AmbiguousReference, UnknownReference
from agentreg.merge.engine import merge
from agentreg.sync.excerpt import excerpt

BASE = b"""---
name: a
model: opus
---

You are a.

## Steps

1. Read.

### Care

Slowly.

## Tone

Be brief.
"""
FILE = b"""---
name: a
model: haiku
color: red
---

You are our a.

## Steps

1. Read twice.

### Care

Slowly, please.

### Speed

Not too slowly.

## Limits

Never push.

## Voice

Loud.
"""


def taken(*names: str, base: bytes = BASE, file: bytes = FILE) -> str:
    """What the base becomes with these edits."""
    chosen = excerpt(base, file, names)
    merged = merge(base, base, chosen.text, policies=chosen.policies)
    assert merged.clean
    return merged.text.decode()


@pytest.mark.parametrize(
    ("names", "old", "new"),
    [
        (["model"], "model: opus", "model: haiku"),
        (["color"], "model: opus\n", "model: opus\ncolor: red\n"),
        (["section Care"], "Slowly.", "Slowly, please."),
        (["section care"], "Slowly.", "Slowly, please."),
        (["section Limits"], "\n## Tone", "\n## Limits\n\nNever push.\n\n## Tone"),
        (["section Speed"], "Slowly.\n", "Slowly.\n\n### Speed\n\nNot too slowly.\n"),
        (["section Tone"], "\n## Tone\n\nBe brief.\n", ""),
    ],
)
def test_only_the_chosen_edit_is_taken(names: list[str], old: str, new: str) -> None:
    assert old in BASE.decode()
    assert taken(*names) == BASE.decode().replace(old, new)


def test_a_section_is_taken_with_all_that_is_in_it() -> None:
    inner = "## Steps\n\n1. Read twice.\n\n### Care\n\nSlowly, please.\n\n### Speed\n\nNot too slowly.\n"
    before = "## Steps\n\n1. Read.\n\n### Care\n\nSlowly.\n"
    assert taken("section Steps") == BASE.decode().replace(before, inner)


@pytest.mark.parametrize("inner", ["section Care", "section Speed"])
def test_a_section_inside_a_chosen_one_comes_once(inner: str) -> None:
    assert taken("section Steps", inner, "section Limits") == taken("section Limits", "section Steps")


def test_new_sections_at_one_place_stay_in_their_order() -> None:
    both = "\n## Limits\n\nNever push.\n\n## Voice\n\nLoud.\n\n## Tone"
    assert taken("section Voice", "section Limits") == BASE.decode().replace("\n## Tone", both)


def test_several_edits_are_taken_together() -> None:
    text = BASE.decode().replace("opus", "haiku").replace("Slowly.", "Slowly, please.")
    text = text.replace("\n## Tone", "\n## Limits\n\nNever push.\n\n## Tone")
    assert taken("section Limits", "model", "section Care") == text


def test_the_whole_prompt_may_be_taken_without_the_fields() -> None:
    assert taken("body") == BASE.decode().partition("You")[0] + FILE.decode().partition("---\n\n")[2]


def test_line_ends_are_no_edit() -> None:
    assert taken("section Care", file=FILE.replace(b"\n", b"\r\n")) == taken("section Care")


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("tools", UnknownReference, "neither has a field 'tools'"),
        ("section Nowhere", UnknownReference, "neither has a section 'nowhere'"),
        ("section Tone", AmbiguousReference, "2 sections are called 'tone'"),
    ],
)
def test_a_name_that_leads_to_nothing_or_to_several_is_refused(
    name: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        excerpt(BASE + b"\n## Tone\n\nAgain.\n", FILE, [name])
