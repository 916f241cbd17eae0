from __future__ import annotations

import pytest

from agentreg.formats.lookalikes import imitated

NAMES = {
    "Re\u0430d": "Read",
    "\u0412\u0430sh(git *)": "Bash(git *)",
    "c\u03bfde-review": "code-review",
    "\uff22\uff41\uff53\uff48": "Bash",
    "\U0001d401ash": "Bash",
    "\U0001d401\U0001d41a\U0001d42c\U0001d421": "Bash",
    "\U0001d6c2pp": "app",
    "\uff37rite": "Write",
    "\u13d4rite": "Write",
    "\ua4e3ead": "Read",
    "\ufb01nder": "finder",
    "G\u2170t": "Git",
    "\u211dead": "Read",
    "\u0430\u0440\u0440": "app",
    "review-\u0456t-\u0434\u043b\u044f": "review-it-\u0434\u043b\u044f",
    "Read": "",
    "": "",
    "r\xe9sum\xe9": "",
    "Acme\u2122": "",
    "area-m\xb2": "",
    "n\xba-2": "",
    "\u2139\ufe0f info": "",
    "vr\u0133heid": "",
    "\u524d\u7aef\uff21\uff30\uff29": "",
    "\u30c7\u30fc\u30bf-\uff71": "",
    "\u0440\u0435\u0432\u044c\u044e\u0435\u0440": "",
    "\u043a\u043e\u0434-review": "",
    "\u4ee3\u7801reviewer": "",
    "\u0394-agent": "",
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_a_name_imitates_another_by_letters_of_another_script(name: str, expected: str) -> None:
    assert imitated(name) == expected
