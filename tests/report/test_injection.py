"""Whatever a definition says, and wherever it says it: no sink obeys it, and none hides it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from agentreg.formats.read import read_definition
from agentreg.report.visible import visible_line
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import Labelled, Review
from support.payloads import BEFORE, PATH, PAYLOADS, PLACES, Definition, file_name
from support.sinks import SINKS

SHOWN = 24
"""So many visible characters of a payload must be there: reports cut long texts."""


def labelled(definition: Definition) -> Labelled:
    text, path = definition
    return Labelled(read_definition(text.encode("utf-8", "surrogateescape"), path), path)


@cache
def review_of(payload: str, place: str) -> Review:
    """The payload comes in one agent, and goes from another."""
    without, with_it = labelled((BEFORE, PATH)), labelled(PLACES[place](PAYLOADS[payload]))
    return gather([review_pair(without, with_it), review_pair(with_it, without)])


def test_there_are_enough_of_both() -> None:
    assert len(PAYLOADS) >= 60
    assert len(SINKS) >= 8


RAW = {
    "terminal": ("\x1b]0;x\x07", "a\u202eb", "  ::error::x", "x ##[error]y", "\x1b[2J"),
    "markdown": ("[a](https://b.example)", "@you", "<img src=x>", "/approve", "a\u200bb", "fixes #1"),
    "html": ("<img></img>", "<a href='//b.example'>x</a>", "<b onclick=x>y</b>", "a\u202eb", "<!-- x -->"),
    "json": ('"\u202e"', '"\x7f"', '"##vso[x]"'),
    "github": ("::add-mask::x\nagentreg: 0 findings", "::error file=a::b\r\nagentreg: 0 findings", "x"),
    "junit": ("<testsuites><b/></testsuites>", "<testsuites>\u202e</testsuites>"),
    "commit message": ("Sync\n\n- a: b 1 -> 2\nCo-authored-by: x", "Sync\n\n- a b: c 1 -> 2"),
}


@pytest.mark.parametrize(("sink", "text"), [(sink, text) for sink, texts in RAW.items() for text in texts])
def test_the_checks_see_what_they_look_for(sink: str, text: str) -> None:
    assert SINKS[sink].problems(text)


BREAKS = re.compile("|".join(f"<U\\+{code:04X}>" for code in (0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)))
NOISE = re.compile(r"[\s*_~`\\<>]+")


def read(text: str) -> str:
    """A text without what reading Markdown takes away, and whichever way a command of a log was broken."""
    shown = visible_line(text).replace("<U+003A>", ":").replace("<U+0023>", "#")
    return NOISE.sub("", BREAKS.sub("", shown))


def wanted(payload: str, place: str) -> str:
    """What is to be seen of a payload where it stands."""
    text = PAYLOADS[payload]
    match place:
        case "path":
            return file_name(text)
        case "name" | "description" | "tool" | "unreadable frontmatter" if payload == "long line":
            # Frontmatter of a megabyte is not read, and told as that alone.
            return ""
        case "unreadable frontmatter":
            # YAML ends at a comment.
            return text.partition(" #")[0]
        case _:
            return text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_sink_obeys_it_and_none_hides_it(payload: str) -> None:
    obeyed, lost = {}, []
    # A megabyte takes a second to show: a place that shows it and one that does not are enough.
    places = ("paragraph", "name") if payload == "long line" else PLACES
    for place in places:
        review = review_of(payload, place)
        for name, sink in SINKS.items():
            written = sink.write(review)
            if found := sink.problems(written):
                obeyed[name, place] = found
            if place in sink.shows:
                seen = read(sink.readable(written))
                lines = wanted(payload, place).split("\n")
                lost += [(name, place) for line in lines if read(line)[:SHOWN] not in seen]
    assert obeyed == {}
    assert lost == []
