"""What overlays put in the place of something that their base has changed: its news does not get through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.errors import ConfigError
from agentreg.merge.entries import read_header
from agentreg.merge.form import read_content
from agentreg.merge.meaning import meaning
from agentreg.merge.numbers import unnumbered
from agentreg.merge.values import Caution, Danger
from agentreg.variants.overlay import WHOLE_PROMPT, Act, FieldAct, Overlay, Patch
from agentreg.variants.patching import apply_patch
from agentreg.variants.regions import Layout, find_item, find_lines, find_region, read_layout
from agentreg.variants.rendering import render

_REPLACING = frozenset({Act.REPLACE, Act.REWRITE})


def overruled(overlays: Iterable[Overlay], base: bytes, newest: bytes) -> tuple[Caution, ...]:
    """Tell which fields and passages overlays replace that the base changed.

    What an overlay takes out is taken out whatever it says, and is not told.

    Args:
        overlays: The overlays of one variant, in the order in which they apply.
        base: The base's text before.
        newest: The base's text now.

    Returns:
        One caution per field or passage; what the overlays cannot be applied to any more is left out.
    """
    found: list[Caution] = []
    try:
        for overlay in overlays:
            found += _of_one(overlay, read_content(base).text, read_content(newest).text)
            base, newest = render(overlay, base), render(overlay, newest)
    except ConfigError:
        # An overlay that was edited since need not fit the older base.
        pass
    return tuple(found)


def _of_one(overlay: Overlay, base: str, newest: str) -> Iterator[Caution]:
    stated = [(edit.key, edit.place) for edit in overlay.fields if edit.act is FieldAct.SET]
    stated += [
        (patch.field, patch.place) for patch in overlay.patches if patch.field and patch.act in _REPLACING
    ]
    was, now = _fields(base), _fields(newest)
    for key, place in dict(stated).items():
        if was.get(key) != now.get(key):
            yield _caution(key, place)
    before, after = read_layout(base), read_layout(newest)
    for patch in overlay.patches:
        if patch.field:
            continue
        if patch.act in _REPLACING and _passage(before, patch) != _passage(after, patch):
            yield _caution(_name(patch), patch.place)
        before, after = apply_patch(before, patch), apply_patch(after, patch)


def _fields(text: str) -> dict[str, object]:
    header = read_header(text)
    return {key: meaning(entry) for key, entry in header.block.entries.items()} if header else {}


def _passage(layout: Layout, patch: Patch) -> str:
    """What a patch puts something else in the place of; numbers follow from places, and say nothing."""
    if patch.section == WHOLE_PROMPT:
        return layout.body.of(layout.text)
    region = find_region(layout, patch)
    if patch.line:
        return find_lines(layout, region, patch).of(layout.text)
    if patch.step:
        return unnumbered(find_item(layout, region, patch).lines.of(layout.text))
    start = region.start if patch.act is Act.REWRITE else region.content
    return layout.text[start : region.end].strip()


def _name(patch: Patch) -> str:
    if patch.section == WHOLE_PROMPT:
        return "the whole prompt"
    where = f"section {patch.section!r}" if patch.section else "the text before the first heading"
    if patch.line:
        return f"line {patch.line!r} of {where}"
    return f"step {patch.step!r} of {where}" if patch.step else where


def _caution(name: str, place: str) -> Caution:
    return Caution(Danger.OVERRULED, name, f"{place} replaces what the base changed")
