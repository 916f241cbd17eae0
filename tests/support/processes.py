"""How many processes of Git something starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from agentreg.git.child import Child


def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments of every Git that is started from now on, without its place; the list grows."""
    calls: list[list[str]] = []
    start = Child.__init__

    def note(self: Child, command: Sequence[Any], **rest: Any) -> None:
        calls.append([str(word) for word in command[1:] if not str(word).startswith("--git-dir=")])
        start(self, command, **rest)

    monkeypatch.setattr(Child, "__init__", note)
    return calls
