"""The three-way merge of a definition: bytes in, bytes and everything there is to say about them out."""

from __future__ import annotations

from agentreg.merge.draft import Draft, Texts, draft, settled
from agentreg.merge.form import Content, Form, merged_form, read_content, write_content
from agentreg.merge.guards import lost_rules
from agentreg.merge.markers import marker_size, read_conflicts, write_parts
from agentreg.merge.policies import Policies
from agentreg.merge.unresolved import unresolved
from agentreg.merge.values import Caution, Choice, Clash, Conflict, Decision, Labels, Merged
from agentreg.records import NamedTuple

_NO_POLICIES: Policies = {}
_LABELS = Labels()


def merge(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    *,
    path: str = "",
    labels: Labels = _LABELS,
    policies: Policies = _NO_POLICIES,
) -> Merged:
    """Merge two edited versions of a definition.

    Fields merge by key, lists of tools as sets, the body by lines and, where these collide, by its pieces.
    Any bytes merge, at worst into one conflict.

    Args:
        base: The common ancestor; empty when there is none.
        ours: Our version, whose order, style and line ends survive.
        theirs: Their version.
        path: Where ours stands in its project; it tells which hosts read it, for the warnings.
        labels: What the three are called in conflict markers.
        policies: Who decides fields, or the prompt, whatever the sides did to them.
    """
    taken = _one_side(base, ours, theirs, policies)
    if taken is not None:
        text, decision = taken
        return Merged(text, (), (decision,) if decision else (), _warnings(text, ours, theirs, path))
    inputs = _Inputs(*map(read_content, (base, ours, theirs)))
    drafted = draft(Texts(*(content.text for content in inputs)), policies)
    form = merged_form(*(content.form for content in inputs))
    text = _encoded(settled(drafted.parts), form, inputs)
    merged = Merged(
        text,
        decisions=drafted.decisions + _line_ends(inputs),
        warnings=drafted.warnings + _warnings(text, ours, theirs, path) + _crossings(text, inputs),
    )
    return _with_conflicts(merged, drafted, form, inputs, labels)


class _Inputs(NamedTuple):
    base: Content
    ours: Content
    theirs: Content


def _one_side(
    base: bytes, ours: bytes, theirs: bytes, policies: Policies
) -> tuple[bytes, Decision | None] | None:
    """The side to take byte for byte, where at most one side changed or both did the same."""
    if ours == theirs:
        same = Decision("file", Choice.BOTH, "both sides made the same change")
        return ours, same if ours != base else None
    if theirs == base and not policies:
        return ours, Decision("file", Choice.OURS, "only ours changed it")
    if ours == base and not policies:
        return theirs, Decision("file", Choice.THEIRS, "only theirs changed it")
    return None


def _warnings(text: bytes, ours: bytes, theirs: bytes, path: str) -> tuple[Caution, ...]:
    found = unresolved(text, ours, theirs)
    if text == ours:
        return found
    if _header(text) is None or _header(text) != _header(ours):
        from agentreg.merge.cautions import cautions

        found += cautions(ours, text, path)
    return found + tuple(lost_rules(ours, text, path))


def _header(data: bytes) -> bytes | None:
    """The frontmatter, which alone says what an agent may do; None where its fences do not tell it."""
    lines = data.replace(b"\r\n", b"\n")
    header, fence, _ = lines.partition(b"\n---\n")
    return header if fence and lines.startswith(b"---\n") else None


def _crossings(text: bytes, inputs: _Inputs) -> tuple[Caution, ...]:
    from agentreg.merge.crossings import Trio, crossings

    sides = Trio(*(content.raw.replace("\r\n", "\n") for content in inputs))
    return tuple(crossings(sides, text.decode("utf-8", "surrogateescape")))


def _encoded(text: str, form: Form, inputs: _Inputs) -> bytes:
    return write_content(text, form, inputs.ours).encode("utf-8", "surrogateescape")


def _line_ends(inputs: _Inputs) -> tuple[Decision, ...]:
    was, mine, others = ("\r\n" in content.raw for content in inputs)
    if others in (was, mine):
        return ()
    return (Decision("line ends", Choice.OURS, "line ends are always ours"),)


def _with_conflicts(merged: Merged, drafted: Draft, form: Form, inputs: _Inputs, labels: Labels) -> Merged:
    clashes = [part for part in drafted.parts if isinstance(part, Clash)]
    if not clashes:
        return merged
    size = max(labels.size, marker_size(*(content.text for content in inputs)))
    marked = write_parts(drafted.parts, size=size, labels=labels)
    # The last marker's line is ended even where the files have no final newline, as Git ends it.
    text = _encoded(marked, form._replace(final_newline=True), inputs)
    read = read_conflicts(text.decode("utf-8", "surrogateescape"), size=size)
    conflicts = [Conflict(*clash, found.span) for clash, found in zip(clashes, read, strict=True)]
    return merged._replace(text=text, conflicts=tuple(conflicts))
