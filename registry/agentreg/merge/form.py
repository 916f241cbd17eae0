"""What of a text is form and no content: line ends, byte order mark, final newline.

They are taken off before a merge and put back after it, so that a side that only changed its line ends has
not changed a single line, and a missing newline at the end of the file is no edit of its last sentence.
"""

from __future__ import annotations

from agentreg.merge.lines import Origin, merge3
from agentreg.model.document import BOM, split_lines
from agentreg.records import NamedTuple


class Form(NamedTuple):
    """The form of one file.

    Attributes:
        bom: Whether it starts with a byte order mark.
        final_newline: Whether its last line is ended; an empty file counts as ended.
    """

    bom: bool
    final_newline: bool


class Content(NamedTuple):
    """A file without its form.

    Attributes:
        text: The content: every line ends in a line feed, the last one too. Bytes that are not UTF-8 are
            surrogate escapes.
        form: What was taken off.
        raw: The decoded file as it was.
    """

    text: str
    form: Form
    raw: str


def read_content(data: bytes) -> Content:
    """Take the form off a file."""
    raw = data.decode("utf-8", "surrogateescape")
    form = Form(raw.startswith(BOM), not raw or raw.endswith("\n"))
    text = raw.removeprefix(BOM).replace("\r\n", "\n")
    return Content(text if not text or text.endswith("\n") else text + "\n", form, raw)


def merged_form(base: Form, ours: Form, theirs: Form) -> Form:
    """The form of a merge: what one side changed. Two-valued things cannot conflict."""
    return Form(
        theirs.bom if ours.bom == base.bom else ours.bom,
        theirs.final_newline if ours.final_newline == base.final_newline else ours.final_newline,
    )


def write_content(text: str, form: Form, ours: Content) -> str:
    """Put a form back on a merged text, with the line ends of ours.

    Args:
        text: The merged content.
        form: The byte order mark and final newline it shall have.
        ours: The side whose line ends survive.

    Returns:
        The text to write; where ours mixes line ends, its own lines keep theirs and others get LF.
    """
    if not form.final_newline:
        text = text.removesuffix("\n")
    feeds, pairs = ours.raw.count("\n"), ours.raw.count("\r\n")
    if pairs:
        text = text.replace("\n", "\r\n") if pairs == feeds else _mixed(text, ours)
    return BOM + text if form.bom else text


def _mixed(text: str, ours: Content) -> str:
    lines, originals = split_lines(text), split_lines(ours.raw.removeprefix(BOM))
    keys = [line.replace("\r\n", "\n") for line in originals]
    for stretch in merge3(keys, keys, lines):
        if stretch.origin is Origin.BASE:
            lines[slice(*stretch.theirs)] = originals[slice(*stretch.ours)]
    return "".join(lines)
