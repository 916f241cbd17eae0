"""What is wrong with frontmatter that is no valid YAML, and how to mend it."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.formats.undecoded import undecoded, zero_byte
from agentreg.formats.yaml_events import YamlError
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.model.document import Span
from agentreg.model.fields import Frontmatter

_CONTROL = pattern("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
INVALID = "the frontmatter is no valid YAML: "


def why_invalid(text: str, matter: Span, error: YamlError, read: Frontmatter) -> Diagnostic:
    """What a YAML parser objects to, with the line and the remedy.

    Args:
        text: The whole file.
        matter: Where its frontmatter stands.
        error: What the parser said.
        read: What was read all the same; the first value read otherwise than written is the one to mend.
    """
    # A byte hides what the parser would say; where it stands is known exactly.
    if found := undecoded(text[: matter.end]) or zero_byte(text[: matter.end]):
        return found._replace(trouble=Trouble.INVALID_YAML, message=f"{INVALID}{found.message}")
    offset = error.offset
    if (control := _CONTROL.search(text, offset, matter.end)) and "does not allow" in error.reason:
        # The parser names no place for these.
        offset = control.start()
    line = text.count("\n", 0, offset) + 1
    return Diagnostic(Trouble.INVALID_YAML, line, f"{INVALID}{error.reason}", _remedy(text, error, read))


def _remedy(text: str, error: YamlError, read: Frontmatter) -> str:
    start = text.rfind("\n", 0, error.offset) + 1
    if "\t" in text[start : error.offset + 1]:
        return "indent by blanks, not by a tab"
    if "does not allow" in error.reason:
        return "take out the character that no keyboard writes"
    key = read.repairs[0].key if read.repairs else ""
    if not key:
        return "write each field on lines of its own: `name: value`"
    if "mapping values" in error.reason:
        return f"quote the value of `{key}`: it holds a colon"
    return f"quote the value of `{key}`, or mend the lines up to the next field"
