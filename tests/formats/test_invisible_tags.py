"""Which tags hide what stands in them: (tag, whether it does)."""

from __future__ import annotations

import pytest

from agentreg.formats.invisible_tags import hides

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
    "example": False,
}


@pytest.mark.parametrize(("tag", "expected"), TAGS.items())
def test_a_tag_hides_what_a_white_page_would_not_show(tag: str, expected: bool) -> None:
    name, _, attributes = tag.partition(" ")
    assert hides(name, attributes) == expected
