"""The one writer of JSON: exact for a program, harmless on a terminal and in a CI log."""

from __future__ import annotations

import json

from agentreg.formats.patterns import pattern

_LOG_COMMAND = pattern(r"#(?=#\w{0,16}\[)")


def json_text(content: object) -> str:
    """A document as JSON in ASCII, with a line feed at its end.

    Args:
        content: Of str, int, float, bool, None, list, tuple and dict; text may hold lone surrogates.
    """
    # DEL is the one control character that JSON writers leave as it is, and a CI log obeys `##[` anywhere.
    text = json.dumps(content, indent=2).replace("\x7f", "\\u007f")
    return _LOG_COMMAND.sub(r"\\u0023", text) + "\n"
