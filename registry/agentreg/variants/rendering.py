"""An overlay and its base become a plain definition."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from agentreg.merge.form import read_content, write_content
from agentreg.variants.field_edits import edit_field, patch_field
from agentreg.variants.overlay import Overlay
from agentreg.variants.patching import apply_patch
from agentreg.variants.regions import read_layout


def render(overlay: Overlay, base: bytes) -> bytes:
    """What an overlay makes of its base.

    Args:
        overlay: The overlay.
        base: The exact bytes of what it extends.

    Returns:
        The definition: all that the overlay does not name is as in the base, line ends included.

    Raises:
        ConfigError: An edit or a patch does not fit the base; the message names the overlay's line.
    """
    content = read_content(base)
    text = content.text
    for edit in overlay.fields:
        text = edit_field(text, edit)
    for patch in overlay.patches:
        text = patch_field(text, patch) if patch.field else text
    # Header and prompt do not meet: each has its own patches in their order.
    in_prompt = [patch for patch in overlay.patches if not patch.field]
    if in_prompt:
        text = reduce(apply_patch, in_prompt, read_layout(text)).text
    ended = content.form.final_newline if overlay.final_newline is None else overlay.final_newline
    written = write_content(text, content.form._replace(final_newline=ended), content)
    return written.encode("utf-8", "surrogateescape")


def with_line_ends_of(file: bytes, text: bytes) -> bytes:
    """A rendered text with the line ends of a file: a checkout may have others than the base.

    Args:
        file: The file that is there.
        text: What it shall say.
    """
    content = read_content(text)
    return write_content(content.text, content.form, read_content(file)).encode("utf-8", "surrogateescape")


def render_all(overlays: Iterable[Overlay], base: bytes) -> bytes:
    """What overlays make of a base, each of what the one before it made.

    Raises:
        ConfigError: An edit or a patch of one of them does not fit.
    """
    return reduce(lambda text, overlay: render(overlay, text), overlays, base)
