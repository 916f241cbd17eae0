"""What frontmatter that is no valid YAML means to the hosts of a definition."""

from __future__ import annotations

from collections import defaultdict

from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind
from agentreg.formats.mending import INVALID
from agentreg.model.definition import Definition, Outcome
from agentreg.model.diagnostic import Trouble
from agentreg.model.document import Span, split_lines
from agentreg.records import NamedTuple
from agentreg.rules.finding import Severity
from agentreg.rules.view import shown

_LIMITS = (FieldKind.TOOLS, FieldKind.PERMISSION, FieldKind.SUPPLY)
_CAUSES = (
    *(Trouble.INVALID_YAML, Trouble.NOT_A_MAPPING, Trouble.YAML_LIMIT),
    *(Trouble.CONFLICT_MARKERS, Trouble.INVALID_TOML),
)
_OUTCOMES = {
    Outcome.LOADS: Severity.LOW,
    Outcome.UNCERTAIN: Severity.LOW,
    Outcome.SKIPS: Severity.MEDIUM,
    Outcome.LOADS_EMPTY: None,
}

# So much of a line tells which one it is.
_MOST_OF_LINE = 60


def hosts_by_harm(definition: Definition) -> dict[Severity | None, tuple[str, ...]]:
    """The hosts that do the same with such a file, by how serious that is; None stands for the greatest.

    The main host counts fully unless it repairs the file by itself; another host that drops it, or of which
    nothing is known, less. A limit that had to be repaired may be none on any of them.
    """
    groups: dict[Severity | None, list[str]] = defaultdict(list)
    for place, reading in enumerate(definition.hosts):
        severity = _OUTCOMES[reading.outcome]
        if _repairs_limit(definition) or (place == 0 and severity is not Severity.LOW):
            severity = None
        groups[severity].append(shown(reading.host))
    return {severity: tuple(hosts) for severity, hosts in groups.items()}


class Cause(NamedTuple):
    """Why frontmatter cannot be read.

    Attributes:
        because: The reason.
        hint: The remedy; empty where none is known.
        place: Where to look.
        line: The number of the line, 1-based; 0 where none is known.
    """

    because: str = ""
    hint: str = ""
    place: Span | None = None
    line: int = 0


def cause_of(definition: Definition) -> Cause:
    """What reading noticed about frontmatter that it could not read as it is."""
    text = definition.document.text
    found = next((one for one in definition.diagnostics if one.trouble in _CAUSES), None)
    if found is None:
        return Cause(place=definition.document.fence)
    lines, place = split_lines(text), definition.document.fence
    if 0 < found.line <= len(lines):
        start = sum(map(len, lines[: found.line - 1]))
        place = Span(start, start + len(lines[found.line - 1].rstrip()))
    because = f"{found.message.removeprefix(INVALID)}{_where(definition, lines, found.line)}"
    return Cause(because, found.hint, place, found.line)


def _where(definition: Definition, lines: list[str], stated: int) -> str:
    """The line to mend, as it is written: a parser names the line at which it gave up, often a later one."""
    number = next((repair.line for repair in definition.frontmatter.repairs), stated)
    if not 0 < number <= len(lines) or not (line := lines[number - 1].strip()):
        return ""
    quoted = line if len(line) <= _MOST_OF_LINE else f"{line[: _MOST_OF_LINE - 1]}…"
    return f", in `{quoted}`" if number == stated else f", see line {number}, `{quoted}`"


def _repairs_limit(definition: Definition) -> bool:
    """Whether a field that limits the agent was read otherwise than it is written."""
    fields = HOSTS[definition.host].fields
    return any(fields.get(repair.key) in _LIMITS for repair in definition.frontmatter.repairs)
