"""Where findings stand in the files as they are now, for tools that show them beside the text."""

from __future__ import annotations

from functools import cached_property

from agentreg.diff.align import common
from agentreg.formats.prompt import read_prompt
from agentreg.formats.read import read_definition
from agentreg.model.document import LineIndex, Span
from agentreg.model.prompt import Section
from agentreg.records import NamedTuple
from agentreg.review.values import AgentReview
from agentreg.rules.finding import Finding

FRONTMATTER = "frontmatter"
"""How the part of a definition before its prompt is called among the sections."""


class Region(NamedTuple):
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is behind it."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Locations:
    """Where the findings about one agent stand."""

    def __init__(self, agent: AgentReview) -> None:
        self._before = agent.before.text if agent.before else ""
        self._after = agent.after.text if agent.after else ""
        side = agent.after or agent.before
        self.path = side.path if side else ""

    def region(self, finding: Finding) -> Region | None:
        """Where a finding stands now.

        What was removed has no place of its own any more: the line that stands there instead is told, so that
        a reader of the file sees it where it was.

        Returns:
            The place; None for a file that is gone, and for what is about the whole agent.
        """
        if not self._after:
            return None
        if finding.after_span is not None and not self._is_gone(finding):
            return _region(self._after, self._index, finding.after_span)
        if finding.before_span is not None and self._before:
            return self._line(self._instead(finding.before_span.start))
        return None

    def line_before(self, finding: Finding) -> int:
        """The line that a finding stood on, where it is about what is there no more; 0 for any other."""
        if finding.before_span is None or not self._before or not self._is_gone(finding):
            return 0
        return self._before.count("\n", 0, finding.before_span.start) + 1

    def _is_gone(self, finding: Finding) -> bool:
        """Whether a finding is about what is there no more; where it stands now is what was around it."""
        if finding.after_span is None:
            return True
        if finding.before_span is None or not finding.rule.endswith("-was-removed"):
            return False
        now = finding.after_span
        first, last = (self._index.line(place) for place in (now.start, max(now.start, now.end - 1)))
        return first < last and first <= self._instead(finding.before_span.start) <= last

    def section(self, finding: Finding) -> tuple[str, ...]:
        """The titles of the section that a finding stands in, from the outermost; empty for none."""
        if finding.after_span and self._after:
            return self._now.section(finding.after_span)
        if finding.before_span and self._before:
            return self._was.section(finding.before_span)
        return ()

    @cached_property
    def _was(self) -> _Sections:
        return _Sections(self._before, self.path)

    @cached_property
    def _now(self) -> _Sections:
        return _Sections(self._after, self.path)

    @cached_property
    def _index(self) -> LineIndex:
        return LineIndex(self._after)

    @cached_property
    def _kept(self) -> list[tuple[int, int]]:
        """The lines that stayed: their numbers before and after."""
        one, other = self._before.split("\n"), self._after.split("\n")
        return [(match.before + 1, match.after + 1) for match in common(one, other)]

    def _instead(self, start: int) -> int:
        """The line after that stands where a line before was."""
        line = self._before.count("\n", 0, start) + 1
        stayed = [now for was, now in self._kept if was < line]
        return min((stayed[-1] if stayed else 0) + 1, self._after.count("\n") + 1)

    def _line(self, number: int) -> Region:
        text = self._after.split("\n")[number - 1].rstrip("\r")
        return Region(number, 1, number, len(text) + 1)


class _Sections:
    """The sections of a text, read when a finding stands in its prompt."""

    def __init__(self, text: str, path: str) -> None:
        self._definition = read_definition(text.encode("utf-8", "surrogateescape"), path)

    def section(self, span: Span) -> tuple[str, ...]:
        if span.start < self._definition.document.body.start:
            return (FRONTMATTER,)
        inside = [one for one in self._all if one.span.start <= span.start < one.span.end]
        return inside[-1].path if inside else ()

    @cached_property
    def _all(self) -> tuple[Section, ...]:
        return read_prompt(self._definition).sections


def _region(text: str, index: LineIndex, span: Span) -> Region:
    # A line end at the end of a stretch would stretch it to the next line.
    end = span.start + len(span.of(text).rstrip("\r\n"))
    return Region(*_point(text, index, span.start), *_point(text, index, end))


def _point(text: str, index: LineIndex, offset: int) -> tuple[int, int]:
    return index.line(offset), offset - text.rfind("\n", 0, offset)
