"""The one place where labels become colours."""

from __future__ import annotations

import os
from enum import StrEnum

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

from agentreg.report.labels import Label

RESET = "\x1b[0m"


class ColorChoice(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


STYLES = {
    Label.HEADING: "1",
    Label.NAME: "1",
    Label.VERSION: "36",
    Label.PATH: "36",
    Label.FAINT: "2",
    Label.ADDED: "32",
    Label.REMOVED: "31",
    Label.CHANGED: "33",
    Label.MOVED: "34",
    Label.CRITICAL: "1;97;41",
    Label.HIGH: "1;31",
    Label.MEDIUM: "33",
    Label.LOW: "36",
    Label.NOTE: "2",
    Label.OK: "32",
}
"""Label -> SGR parameters, from the sixteen colours that every theme defines."""


def painted(text: str, label: Label) -> str:
    """Text in the colour of its label."""
    style = STYLES.get(label)
    return f"\x1b[{style}m{text}{RESET}" if style and text else text


def wants_color(choice: ColorChoice, stream: TextIO) -> bool:
    """Whether to colour what goes to `stream`.

    The option wins over the environment; `NO_COLOR` (no-color.org) over `FORCE_COLOR` (force-color.org);
    without either, a terminal that is not dumb gets colours.
    """
    if choice is not ColorChoice.AUTO:
        return choice is ColorChoice.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
