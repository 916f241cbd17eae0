"""The last look before a result is called clean: whatever was decided, it must read as decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from agentreg.formats.fences import outside_fences
from agentreg.merge.entries import Header, read_header
from agentreg.merge.fields import MergedFields
from agentreg.merge.meaning import meaning
from agentreg.merge.numbers import unnumbered_lines
from agentreg.model.document import split_lines
from agentreg.model.fields import Step

# Shorter lines (braces, "- Yes") are repeated with reason.
_SAYS_SOMETHING = 8
_STRICTNESS = (Step.STRICT, Step.REQUOTED, Step.LINEWISE)


def objection_to_fields(text: str, sides: Iterable[Header], decided: MergedFields) -> str:
    """Why the fields of a result are not what was decided; empty when they are.

    Args:
        text: The result; where fields clash, one side of them.
        sides: Ours and theirs.
        decided: What was decided.
    """
    header = read_header(text)
    if header is None:
        return "its frontmatter could not be read again"
    if _rank(header) > max(map(_rank, sides)):
        return "its frontmatter would be harder to read than that of either side"
    meanings = {key: meaning(entry) for key, entry in header.block.entries.items()}
    for key in (*decided.meanings, *meanings):
        if key not in decided.undecided and meanings.get(key) != decided.meanings.get(key):
            return f"`{key}` would not read as decided"
    return ""


def objection_to_lines(text: str, base: str, sides: Sequence[str]) -> str:
    """Why a result has lost a line; empty when every line that stands once in all three is there."""
    kept = _single(base).intersection(*map(_single, sides))
    lost = kept.difference(unnumbered_lines(text))
    return f"a line that both sides kept would be lost: {min(lost).strip()[:60]!r}" if lost else ""


def objection_to_repeats(text: str, sides: Sequence[str]) -> str:
    """Why a result says a thing too often; empty when no telling line stands in it more often than on a side.

    Args:
        text: The result; where sides clash, one of them.
        sides: Ours and theirs.
    """
    # Few texts state anything twice, and what stands in a fence is costly to know.
    twice = (line for line, count in Counter(_said(text)).items() if count > 1)
    if not any(map(_tells, twice)):
        return ""
    counts, *known = (Counter(_telling(one)) for one in (text, *sides))
    again = [line for line, count in counts.items() if count > 1 and count > max(one[line] for one in known)]
    return f"a line would be stated more often than on either side: {min(again)[:60]!r}" if again else ""


def objection_to_returns(text: str, base: str, sides: Sequence[str]) -> str:
    """Why a result still says what one side deleted; empty when it says nothing of that.

    It can where the other side wrote the same in another form: the items of a list as a block of code.

    Args:
        text: The result; no side clashes in it.
        base: The prompt of the base.
        sides: The prompts of ours and theirs.
    """
    before, *after = (set(_said(one)) for one in (base, *sides))
    gone = before.difference(after[0]) | before.difference(after[1])
    again = gone.intersection(_said(text)) if gone else gone
    back = min(filter(_tells, again), default="")
    return f"a line that one side deleted would stand there in another form: {back[:60]!r}" if back else ""


def _telling(text: str) -> Iterator[str]:
    """What the telling lines outside of fences say."""
    outside = outside_fences(split_lines(text))
    return (said for said, told in zip(_said(text), outside, strict=True) if told and _tells(said))


def _said(text: str) -> Iterator[str]:
    """What each line of a text says, wherever it stands."""
    return map(str.strip, unnumbered_lines(text))


def _tells(said: str) -> bool:
    """Whether only a mistake repeats a line: a title, or one that says something."""
    return said.startswith("#") or sum(map(str.isalnum, said)) >= _SAYS_SOMETHING


def objection_to_structure(text: str, sides: Iterable[str]) -> str:
    """Why a result is harder to read than both its sides; empty when it is not."""
    if _rank(read_header(text)) > max(_rank(read_header(side)) for side in sides):
        return "its frontmatter would be harder to read than that of either side"
    return ""


def _single(text: str) -> set[str]:
    counts = Counter(unnumbered_lines(text))
    return {line for line, count in counts.items() if count == 1 and line.strip()}


def _rank(header: Header | None) -> int:
    return _STRICTNESS.index(header.step) if header else len(_STRICTNESS)
