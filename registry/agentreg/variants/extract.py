"""An edited copy of a base becomes an overlay that makes exactly this copy."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.errors import CannotCompare, ConfigError
from agentreg.merge.entries import read_header
from agentreg.merge.form import Content, read_content
from agentreg.merge.meaning import meaning
from agentreg.records import NamedTuple
from agentreg.variants.extract_fields import extract_fields
from agentreg.variants.extract_prompt import extract_prompt
from agentreg.variants.overlay import Overlay, parse_overlay
from agentreg.variants.overlay_text import overlay_text
from agentreg.variants.rendering import render


class Extracted(NamedTuple):
    """An overlay that was found.

    Attributes:
        text: Its file's text.
        form_only: Fields that say what the base says and are written otherwise. The overlay keeps them as
            they are, whatever a later base says.
    """

    text: str
    form_only: tuple[str, ...]


def extract(base: bytes, variant: bytes, extends: str) -> Extracted:
    """Say what differs between a base and an edited copy of it.

    Args:
        base: The base's exact bytes.
        variant: The copy's.
        extends: What the overlay names as its base.

    Returns:
        The overlay. What it makes of the base is the copy; only line ends are those of the base.

    Raises:
        CannotCompare: Some difference cannot be expressed; the message names it.
    """
    try:
        variant.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotCompare(
            "an overlay cannot express what is no UTF-8", hint="edit the file first"
        ) from error
    was, now = read_content(base), read_content(variant)
    if was.form.bom != now.form.bom:
        raise CannotCompare("an overlay cannot express a byte order mark that only one side has")
    overlay = _overlay(was, now, extends)
    text = overlay_text(overlay)
    if _plain(_rendered(text, base)) != _plain(variant):
        raise CannotCompare("an overlay cannot express all that differs", hint="merge it in place instead")
    return Extracted(text, tuple(_form_only(was.text, now.text)))


def _form_only(base: str, copy: str) -> Iterator[str]:
    was, now = read_header(base), read_header(copy)
    before = was.block.entries if was else {}
    for key, entry in (now.block.entries if now else {}).items():
        old = before.get(key)
        if old is not None and old.text != entry.text and meaning(old) == meaning(entry):
            yield key


def _overlay(was: Content, now: Content, extends: str) -> Overlay:
    fields, lines, text = extract_fields(was.text, now.text)
    patches = (*lines, *extract_prompt(text, now.text))
    ended = now.form.final_newline if now.form.final_newline != was.form.final_newline else None
    return Overlay("overlay", extends, fields, patches, ended)


def _rendered(text: str, base: bytes) -> bytes:
    try:
        return render(parse_overlay(text, "overlay"), base)
    except ConfigError as error:
        raise CannotCompare(f"an overlay cannot express all that differs: {error.message}") from error


def _plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")
