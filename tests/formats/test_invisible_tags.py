"""Which tags hide what stands in them: (tag, whether it does)."""

from __future__ import annotations

from time import process_time

import pytest

from agentreg.formats.invisible_tags import Veil, veil_of

TAGS = {
    'div style="display:none"': True,
    "DIV STYLE='DISPLAY : NONE'": True,
    'div style="display:/* no */none"': True,
    'div style="display&#58;none"': True,
    'span style="visibility: hidden"': True,
    'span style="font-size:0"': True,
    'span style="font-size:0.0px; margin: 0"': True,
    'span style="opacity:0 !important"': True,
    'span style="color:white"': True,
    'span style="color: #FFFFFF"': True,
    'span style="color:rgb(255, 255, 255)"': True,
    'span style="color:rgba(0,0,0,0)"': True,
    'div style="position:absolute; left:-9999px"': True,
    'div style="position:absolute; top:-999em"': True,
    'div style="left:-10px"': False,
    'div style="height:0;overflow:hidden"': True,
    'div style="overflow: clip; width: 1px"': True,
    'div style="height:0"': False,
    'div style="height:20px;overflow:hidden"': False,
    'div style="line-height:0;overflow:hidden"': False,
    'div style="max-height:0"': True,
    'div style="max-height:50vh"': False,
    'div style="transform: scale(0)"': True,
    'div style="transform: rotate(3deg) scaleY(0.0)"': True,
    'div style="transform:translateX(-9999px)"': True,
    'div style="transform: scale(0.5)"': False,
    'div style="clip-path: inset(100%)"': True,
    'div style="clip-path: circle(0)"': True,
    'div style="clip-path: inset(10%)"': False,
    'div style="clip: rect(0, 0, 0, 0)"': True,
    'div style="clip: rect(1px 1px 1px 1px)"': True,
    'div style="clip: rect(0, 90px, 90px, 0)"': False,
    'span style="opacity:.01"': True,
    'span style="opacity:1"': False,
    'span style="filter: opacity(0%)"': True,
    'span style="font-size:1px"': True,
    'span style="font-size:0.05em"': True,
    'span style="font-size:10px"': False,
    'span style="font-size:1em"': False,
    'p style="text-indent:-9999px"': True,
    'p style="text-indent:-2em"': False,
    'span style="color:#123; background:#112233"': True,
    'span style="color:rgb(0,0,0); background-color:black"': True,
    'span style="color:black; background-color:white"': False,
    'span style="background:white; color:white"': True,
    'div style="display:none" style="color:red"': True,
    'div style="max-height:"': False,
    "dialog": True,
    "dialog open": False,
    "noscript": True,
    "head": True,
    "title": True,
    "div hidden": True,
    'div hidden="until-found"': True,
    "script": True,
    "template id='a'": True,
    "div": False,
    "div data-hidden": False,
    'div class="hidden"': False,
    'span aria-hidden="true"': False,
    'span style="color:red"': False,
    'span style="color:#fffbe6"': False,
    'span style="background:black; color:white"': False,
    'span style="background-color:white"': False,
    'span style="font-size:0.8em"': False,
    'span style="opacity:0.5"': False,
    'img style="display:none"': False,
    "details": False,
    "details open": False,
    "details hidden": True,
    "example": False,
}


@pytest.mark.parametrize(("tag", "expected"), TAGS.items())
def test_a_tag_hides_what_a_white_page_would_not_show(tag: str, expected: bool) -> None:
    name, _, attributes = tag.partition(" ")
    assert (veil_of(name, attributes) is Veil.HIDDEN) == expected


def test_what_is_shown_by_a_click_is_closed() -> None:
    assert [veil_of("details", attributes) for attributes in ("", " open", " id=a")] == [
        Veil.CLOSED,
        None,
        Veil.CLOSED,
    ]


@pytest.mark.parametrize("piece", ["scale(", "translate(1", "opacity(", "a:b;", "rect(0", "/*", "calc("])
def test_a_style_takes_time_in_proportion(piece: str) -> None:
    started = process_time()
    for key in ("transform", "filter", "clip", "clip-path"):
        veil_of("div", f'style="{key}:{piece * (100_000 // len(piece))}"')
    assert process_time() - started < 2
