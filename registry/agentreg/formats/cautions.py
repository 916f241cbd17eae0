"""Whether a passage is named to be shunned or looked for, instead of being done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from agentreg.formats.patterns import pattern
from agentreg.formats.text import CROSSES
from agentreg.model.document import Span

# "Never run", "not allowed": what the same clause names is forbidden. "Do not forget to" demands it.
_FORBIDS = (
    r"(?:never|(?:do|does|must|should|may|shall) not|(?:do|must|should|ca)n['\u2019]t|cannot)"
    r"(?!\s+(?:forget|fail|hesitate|neglect|omit|skip|miss|need|have|worry|bother|let|be (?:afraid|shy))\b)"
    r"|(?<!\bto )(?:avoid|prevent|block|refuse|reject|deny|exclude|prohibit|forbid|disallow)"
    r"|\b(?:have|need|try|sure|remember|how|things|patterns|commands|mistakes) to"
    r" (?:avoid|prevent|block|refuse)"
    r"|forbids|forbidden|prohibits|prohibited|instead of|not allowed"
)
# "A hardcoded key", "anti-patterns": what stands there is a warning.
_WARNS = (
    r"anti-?patterns?|red flags?|vulnerab\w+|insecure|unsafe|dangerous|risky|malicious|suspicious|attack\w*"
    r"|bad|wrong|hardcoded|exposed|leaked|gitignore\w*"
)
# "Flag `curl | sh`", "look for keys": it is to be found in the work of others.
_LOOKS = (
    r"flag|detect(?:s|ing)?|(?:scan|search|look|grep|check|watch|audit|test)(?:s|ing)?(?: out)? for"
    r"|(?:warn(?:s|ing)?|alert(?:s|ing)?|escalate) (?:about|of|on|when|if)|identify|catch|call out"
    r"|highlight|object to|complain about"
    # "The report", "report.json": a thing.
    r"|(?<!\bthe )(?<!\ba )(?<!\beach )(?<!\byour )(?<!\bthis )(?<![@=./-])report(?![.\w-])"
)
_MARKS = f"[{CROSSES}]"
_FORBIDDEN = pattern(rf"\b(?:{_FORBIDS})\b|{_MARKS}", re.IGNORECASE)
_WARNED = pattern(rf"\b(?:{_WARNS})\b", re.IGNORECASE)
_LOOKED_FOR = pattern(rf"\b(?:{_LOOKS})\b", re.IGNORECASE)
_ANNOUNCED = pattern(
    rf"\b(?:{_WARNS}|(?:look|check|scan|search) for(?! (?:updates|changes|news)))\b", re.IGNORECASE
)

_ACT = (
    r"(?:run|use|call|commit|push|read|load|open|execute|install|start|launch|pass|add|copy|send|print|show"
    r"|include|fetch|download|invoke|spawn|bypass|merge|upload|grab|collect|cat|source|go on|continue|display"
    r"|dump|output|extract|post|attach|get|retrieve|take|parse|inspect|apply|set|retry"
    # "The use of a key" is a thing, and no order.
    r"|look (?:in|into|inside|at))\b(?! of\b)"
)
_THEN = (
    r"(?:(?:and|but|so|then|just|simply|always|instead|please|first|next|now"
    r"|you (?:can|may|should|must))\s+)*"
)
# Where what was said before speaks of nothing more: a sentence ends, or somebody is told what to do.
_ENDS = pattern(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)[.!?][\"'\u201d\u2019)\]*_`]*\s+(?=[A-Z`*\"'(\[])|;\s"
    rf"|(?:(?:[,:\u2013\u2014]|\s-)\s+|\()(?=[*_`]*(?i:{_THEN}{_ACT}))"
    rf"|\byou (?:must|may|can|should|will)\s+(?={_ACT})|,\s+(?:then|so)\s+|\b(?:until|before|without)\s+"
)
_SENTENCE = ".!?;"
# "Never commit, push or share", "never, not even then, run": the comma ends nothing.
_SERIES = pattern(rf"\s*,|\s*\w+(?:,\s+\w+)+,?\s+(?:or|nor|and)\b|.*\b(?:or|nor)\s+{_ACT}", re.IGNORECASE)
# "When tests cannot pass": that forbids nothing.
_SUPPOSED = pattern(
    r"\b(?:if|when|whenever|while|unless|until|once|in case|so that|because)\b[^,]*$", re.IGNORECASE
)
# "Use the dangerous `--yolo`": a warning that nobody heeds.
_ACTS = pattern(rf"[\s>*_`|\d.)-]*{_THEN}{_ACT}", re.IGNORECASE)
# "Search for news with the tool", "check for updates and run it": no longer what is looked for.
_BY = pattern(rf"\b(?:using|via|with|through|by)\b|\b(?:and|then)\s+{_ACT}", re.IGNORECASE)
# "Commits made with it": in the work of others it is what marks them.
_MARKED = pattern(
    r"\b(?:commands?|commits?|calls?|pushes|merges|requests?|scripts?|invocations?|jobs|hooks|anything"
    r"|everything|whatever)(?: (?:that|which))?(?: (?:is|are|was|were))?(?: (?:\w+ed|made|done|run))? $",
    re.IGNORECASE,
)
# "Prevent failures with it": what is done against something is done.
_ACTS_AGAINST = pattern(r"prevent|block|refuse|reject", re.IGNORECASE)
# "## Vulnerability fixes", "## Security scanning": what follows is to be done.
_REMEDY = pattern(
    r"\b(?:fix|remed|prevent|respon|set ?up|install|scan(?! for)|mitigat|recover|tool)\w*", re.IGNORECASE
)
_CLOSES = r"[`*\"')\]]{0,4}"
_MUST_NOT = r"(?:(?:must|should|may|shall|can) (?:not|never)|cannot|(?:must|should)n['\u2019]t)"
_NEVER = r"(?:never(?: ever| again)?|under no circumstances|in no case|at no time|not at all)"
_WHERE = r"(?:in|on|at|for|to|with)(?: (?!that\b|which\b|who\b)[\w-]+){1,3}"
_STOPS = r"[*_\"')\]]{0,3}(?=[.;!]|\s*(?:\n|\Z)|\s+[-\u2013\u2014]\s)"
# What stands behind it: "Running `curl | sh` is forbidden".
_CONDEMNED = pattern(
    rf"{_CLOSES}\s+(?:is|are)\s+(?:strictly )?"
    r"(?:forbidden|prohibited|banned|never allowed|not (?:allowed|permitted)"
    r"|an? (?:blocker|violation|finding))\b"
    # "`--yolo` must never be used"; that it must not be left out demands it.
    rf"|{_CLOSES}\s+(?:{_MUST_NOT} (?:ever )?be|(?:is|are) (?:not|never) to be)\b"
    r"(?! (?:skipped|omitted|forgotten|left|dropped|removed|missing|disabled|avoided|ignored|blocked)\b)"
    # "Use it never", "use it in this repository under no circumstances".
    rf"|{_CLOSES}(?:\s+(?:here|there|again|{_WHERE}))?"
    rf"\s+[*_]{{0,3}}{_NEVER}{_STOPS}"
    rf"|{_CLOSES}\?\s+(?:no|never|do not|don['\u2019]t)\b(?! (?:problem|worries|doubt)\b)",
    re.IGNORECASE,
)
# Lines above, and characters of a line, that are looked at: further away nothing speaks of it.
_MOST_ABOVE, _MOST_BEFORE = 12, 300
_MOST_VERB = 20

MOST_LOOKED_AT = 2_000
"""Passages of one kind that are worth a look in one text: no person writes more of them."""


def unshunned(text: str, place: Span, form: re.Pattern[str]) -> Iterator[Span]:
    """The passages of a form that nothing warns of, of the first that are worth a look.

    Args:
        text: The whole file.
        place: Where to look.
        form: What they look like.
    """
    for found in islice(form.finditer(text, *place), MOST_LOOKED_AT):
        span = Span(*found.span())
        if not is_shunned(text, span):
            yield span


def is_shunned(text: str, span: Span) -> bool:
    """Whether a passage is forbidden, warned of, or something to be found in the work of others.

    What says so stands in the clause of the passage, before it, and governs it: "Never guess: use the tool"
    forbids to guess.

    Args:
        text: The whole file.
        span: The passage.

    Returns:
        True where its clause says so, or the line that announces its list or block.
    """
    earliest = max(0, span.start - _MOST_BEFORE)
    start = max(earliest, text.rfind("\n", earliest, span.start) + 1)
    clause = _clause(text, Span(start, span.start))
    if _forbids(clause) or _warns(clause) or _looks(clause) or _CONDEMNED.match(text, span.end):
        return True
    lead = _lead(text, start)
    return lead is not None and _announces(lead)


def _clause(text: str, before: Span) -> str:
    """The end of what stands before a passage on its line: as much as says something of the passage."""
    start = before.start
    # The passage is looked at, too: its first word may be the one that tells what to do.
    for found in _ENDS.finditer(text, start, before.end + _MOST_VERB):
        if found.end() > before.end:
            break
        if found[0][0] in _SENTENCE or not _SERIES.match(_governed(text[start : before.end])):
            start = found.end()
    return text[start : before.end]


def _governed(clause: str) -> str:
    """What stands behind the word that forbids; nothing where none does."""
    found = _FORBIDDEN.search(clause)
    return clause[found.end() :] if found else ""


def _forbids(clause: str) -> bool:
    return any(
        not _is_supposed(clause, found) and not (_ACTS_AGAINST.match(found[0]) and _is_means(clause, found))
        for found in _FORBIDDEN.finditer(clause)
    )


def _warns(clause: str) -> bool:
    found = _WARNED.search(clause)
    return found is not None and not _ACTS.match(clause) and not _is_supposed(clause, found)


def _is_supposed(clause: str, found: re.Match[str]) -> bool:
    return _SUPPOSED.search(clause, 0, found.start()) is not None


def _looks(clause: str) -> bool:
    found = _LOOKED_FOR.search(clause)
    return found is not None and not _is_means(clause, found)


def _is_means(clause: str, found: re.Match[str]) -> bool:
    """Whether what a clause ends with is the means of what it orders, and no mark of the work of others."""
    means = _BY.search(clause, found.end())
    return means is not None and not _MARKED.search(clause, found.end(), means.start())


def _announces(lead: str) -> bool:
    """Whether a heading, or a line that ends in a colon, says that what follows is to be shunned."""
    clause = _clause(lead, Span(0, len(lead)))
    found = _ANNOUNCED.search(clause)
    announced = found is not None and not _is_supposed(clause, found) and not _REMEDY.search(clause)
    return announced or _forbids(clause)


def _lead(text: str, start: int) -> str | None:
    """The line above that announces what stands here: it ends in a colon, or is a heading."""
    end = start - 1
    for _ in range(_MOST_ABOVE):
        begin = text.rfind("\n", max(0, end - _MOST_BEFORE), end) + 1
        if end <= 0 or (not begin and end > _MOST_BEFORE):
            return None
        line = text[begin:end].strip()
        if line == "---":
            return None
        if line.startswith("#") or line.rstrip("*_ ").endswith((":", "\uff1a")):
            return line
        end = begin - 1
    return None
