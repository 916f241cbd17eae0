"""What differs between the prompt of a base and that of an edited copy, as patches of an overlay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import reduce
from itertools import pairwise

from agentreg.diff.units import without_number
from agentreg.errors import ConfigError
from agentreg.merge.numbers import unnumbered_lines
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.variants.extract_lines import line_patches
from agentreg.variants.extract_steps import step_patches
from agentreg.variants.overlay import WHOLE_PROMPT, Act, Patch
from agentreg.variants.patching import apply_patch
from agentreg.variants.regions import Layout, Region, read_layout

_AROUND = 40
"""Characters that a patch takes beside what it says."""

Meaning = Callable[[str], object]
"""What two texts must have in common to count as one."""


class _Part(NamedTuple):
    """A stretch of a prompt.

    Attributes:
        region: The section that it is the title and the own text of; None for what is in no section.
        span: Where it stands.
    """

    region: Region | None
    span: Span

    @property
    def key(self) -> str | None:
        """What it is recognized by in another version."""
        return without_number(self.region.title) if self.region else None


class _Stretch(NamedTuple):
    """A part that both sides have, and what follows it up to the next such part.

    Attributes:
        was: The part in the base.
        now: The part in the copy.
        gone: Parts behind it that only the base has.
        end: Where what follows ends, in copy and base.
    """

    was: _Part
    now: _Part
    gone: tuple[_Part, ...]
    end: tuple[int, int]


def extract_prompt(base: str, copy: str) -> tuple[Patch, ...]:
    """Find patches that turn the prompt of a base into that of a copy.

    Args:
        base: The base with the header of the copy, lines ended by line feeds.
        copy: The copy.

    Returns:
        The smallest patches that were found; at worst one that rewrites the whole prompt.
    """
    if base == copy:
        return ()
    # A number follows from its place, so that it is right only when all patches have been applied.
    for meaning in (unnumbered_lines, str):
        draft = _Draft(base, copy, meaning)
        if draft.go_through() and draft.layout.text == copy:
            return tuple(draft.patches)
    return (Patch(Act.REWRITE, copy[read_layout(copy).body.start :], "", WHOLE_PROMPT),)


class _Draft:
    """The base on its way to the copy: what was passed is as in the copy, the rest as in the base."""

    def __init__(self, base: str, copy: str, meaning: Meaning) -> None:
        self.patches: list[Patch] = []
        self._was, self._now = read_layout(base), read_layout(copy)
        self.layout = self._was
        self._meaning = meaning

    def go_through(self) -> bool:
        """Patch stretch by stretch; false where no patch leads on."""
        return all(map(self._pass, _stretches(self._was, self._now)))

    def _pass(self, stretch: _Stretch) -> bool:
        before, count = self.layout, len(self.patches)
        for way in (self._extend, self._cut, self._edit, self._rewrite):
            if way(stretch):
                return True
            self.layout = before
            del self.patches[count:]
        return False

    def _extend(self, stretch: _Stretch) -> bool:
        """What follows is new, and may bring blank lines that belong to the part itself in the copy."""
        own, whole = stretch.was.span.of(self._was.text), self._whole(stretch)
        if stretch.end[0] == stretch.now.span.end or not whole.startswith(own):
            return False
        return self._take_all(stretch, _inserts(stretch.was, whole[len(own) :]))

    def _cut(self, stretch: _Stretch) -> bool:
        """All that follows is gone, and took the blank lines behind the part with it."""
        own, new = stretch.was.span.of(self._was.text), stretch.now.span.of(self._now.text)
        if not stretch.gone or own.strip("\n") != new.strip("\n"):
            return False
        return self._take_out(len(self._now.text), stretch.gone)

    def _edit(self, stretch: _Stretch) -> bool:
        """The part is edited by itself, then what follows."""
        passed = stretch.now.span.end
        edited = self._take(_edits(self._was, self._now, stretch), (passed, stretch.was.span.end))
        inserts = _inserts(stretch.now, self._now.text[passed : stretch.end[0]])
        return edited and self._take_out(passed, stretch.gone) and self._take(inserts, stretch.end)

    def _rewrite(self, stretch: _Stretch) -> bool:
        """Its whole lines, with what follows: that leaves nothing to chance."""
        return self._take_all(stretch, _rewrites(stretch.was, self._whole(stretch)))

    def _whole(self, stretch: _Stretch) -> str:
        return self._now.text[stretch.now.span.start : stretch.end[0]]

    def _take_all(self, stretch: _Stretch, candidates: Iterable[Sequence[Patch]]) -> bool:
        taken = self._take(candidates, (stretch.end[0], stretch.was.span.end))
        return taken and self._take_out(stretch.end[0], stretch.gone)

    def _take_out(self, passed: int, gone: Sequence[_Part]) -> bool:
        """Remove parts: sections that go with all in them at once, others by their own lines."""
        reached = -1
        for part in gone:
            if part.span.start < reached:
                continue
            whole = part.region.whole if part.region else part.span.end
            removed = [[Patch(Act.REMOVE, "", "", name)] for name in _names(part)]
            if whole <= gone[-1].span.end and self._take(removed, (passed, whole)):
                reached = whole
            elif not self._take(_rewrites(part, ""), (passed, part.span.end)):
                return False
        return True

    def _take(self, candidates: Iterable[Sequence[Patch]], passed: tuple[int, int]) -> bool:
        """Apply the first candidate that leads to the copy up to one place, and the base from another."""
        wanted = self._meaning(self._now.text[: passed[0]] + self._was.text[passed[1] :])
        if self._meaning(self.layout.text) == wanted:
            return True
        for patches in candidates:
            layout = _applied(self.layout, patches)
            if layout is not None and self._meaning(layout.text) == wanted:
                self.layout = layout
                self.patches += patches
                return True
        return False


def _applied(layout: Layout, patches: Iterable[Patch]) -> Layout | None:
    """A definition after patches; None when one of them does not apply."""
    try:
        return reduce(apply_patch, patches, layout)
    except ConfigError:
        return None


def _stretches(was: Layout, now: Layout) -> Iterator[_Stretch]:
    before, after = _parts(was), _parts(now)
    matcher = SequenceMatcher(
        None, [part.key for part in before], [part.key for part in after], autojunk=False
    )
    pairs = [
        (block.a + step, block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    # What stands before the first heading is matched whatever follows.
    pairs = [(0, 0), *(pair for pair in pairs if pair[0] and pair[1]), (len(before), len(after))]
    for (one, other), (next_one, next_other) in pairwise(pairs):
        ends = (_start(now, after, next_other), _start(was, before, next_one))
        yield _Stretch(before[one], after[other], tuple(before[one + 1 : next_one]), ends)


def _start(layout: Layout, parts: Sequence[_Part], place: int) -> int:
    return parts[place].span.start if place < len(parts) else len(layout.text)


def _parts(layout: Layout) -> list[_Part]:
    parts: list[_Part] = []
    for region, following in zip(layout.regions, (*layout.regions[1:], None), strict=True):
        parts.append(_Part(region, Span(region.start, region.end)))
        limit = following.start if following else len(layout.text)
        if region.end < limit:
            parts.append(_Part(None, Span(region.end, limit)))
    return parts


def _names(part: _Part) -> list[str]:
    """How a patch may call a section: by its title, or with those around it."""
    if part.region is None:
        return []
    bare = without_number(part.region.title)
    names = (bare, part.region.title, part.region.path, f"/ {part.region.path}")
    return list(dict.fromkeys(filter(None, names))) if bare else [""]


def _inserts(part: _Part, text: str) -> list[Sequence[Patch]]:
    texts = (text.strip("\n") + "\n", text)
    return [[Patch(Act.INSERT_AFTER, put, "", name)] for put in texts for name in _names(part)]


def _edits(was: Layout, now: Layout, stretch: _Stretch) -> Iterator[Sequence[Patch]]:
    """Patches that might turn a section's own text into that of the copy, the smallest first."""
    before, after = stretch.was.region, stretch.now.region
    if before is None or after is None:
        return
    old, new = was.text[before.content : before.end], now.text[after.content : after.end]
    for name in _names(stretch.was):
        candidates = [
            *_additions(old.strip("\n"), new.strip("\n"), name),
            step_patches((was, before), (now, after), name),
            [Patch(Act.REPLACE, new.strip("\n") + "\n", "", name)],
            line_patches(old, new, name),
        ]
        yield from sorted(candidates, key=_size)
    yield from _rewrites(stretch.was, stretch.now.span.of(now.text))


def _size(patches: Sequence[Patch]) -> int:
    """How much of an overlay patches take."""
    return sum(_AROUND + len(one.text) + len(one.step) + len(one.line) + len(one.to) for one in patches)


def _rewrites(part: _Part, text: str) -> list[Sequence[Patch]]:
    return [[Patch(Act.REWRITE, text, "", name)] for name in _names(part)]


def _additions(old: str, new: str, name: str) -> Iterator[Sequence[Patch]]:
    if old and new.startswith(old + "\n"):
        yield [Patch(Act.APPEND, new[len(old) :].strip("\n") + "\n", "", name)]
    if old and new.endswith("\n" + old):
        yield [Patch(Act.PREPEND, new[: -len(old)].strip("\n") + "\n", "", name)]
