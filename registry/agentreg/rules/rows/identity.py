"""Rules about which agent it is, and where."""

from __future__ import annotations

from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Area, Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, NONE = Bump

# What may change while a definition stays what and where it is; its name stands first, for the area.
_IN_ONE_PLACE = (
    Kind.RENAMED,
    *(kind for kind, facts in KINDS.items() if facts.area not in (Area.IDENTITY, Area.POLICY, Area.FORMAT)),
)

IDENTITY: tuple[Rule, ...] = (
    Rule(
        "agent-was-added", (Kind.AGENT_ADDED,), LOW, WIDENS, MINOR,
        "{subject} is new",
        "An agent that nobody has reviewed can now be chosen.",
        "read it whole: there is no earlier revision to compare with",
        mirror="agent-was-removed",
    ),
    Rule(
        "agent-was-removed", (Kind.AGENT_REMOVED,), MEDIUM, NARROWS, MAJOR,
        "{subject} is gone",
        "Whatever calls this agent by name finds none, or another one of that name.",
        mirror="agent-was-added",
    ),
    Rule(
        "agent-was-enabled", (Kind.STARTED_LOADING,), LOW, WIDENS, MINOR,
        "{subject} is loaded now; before: {before}",
        "An agent that nobody has reviewed can now be chosen.",
        "read it whole: there is no earlier revision to compare with",
        mirror="agent-was-disabled",
    ),
    Rule(
        "agent-was-disabled", (Kind.STOPPED_LOADING,), MEDIUM, NARROWS, MAJOR,
        "{subject} is not loaded any more: {after}",
        "Whatever calls this agent by name finds none, or another one of that name.",
        mirror="agent-was-enabled",
    ),
    Rule(
        "agent-was-withdrawn", (Kind.FILE_MOVED,), MEDIUM, NEUTRAL, MAJOR,
        "{subject} is not loaded any more: {after}",
        "The file is still there, and whatever calls the agent by name finds none, or another one.",
        "move it back, or tell those who use it",
        looks_closer=True,
    ),
    Rule(
        "agent-was-renamed", (Kind.RENAMED,), MEDIUM, NEUTRAL, MAJOR,
        "{before} is now called {after}",
        "Prompts, hooks and permission rules that use the old name no longer reach the agent.",
        "search for the old name",
        looks_closer=True,
    ),
    Rule(
        "agent-file-was-moved", (Kind.FILE_MOVED,), LOW, NEUTRAL, PATCH,
        "moved from {before} to {after}",
        "Hosts that take an agent's name or rights from its path may read it otherwise.",
    ),
    Rule(
        "agent-was-copied", (Kind.COPIED,), LOW, WIDENS, MINOR,
        "{after} is a copy of {before}",
        "Two definitions of nearly one text exist; a host may choose either.",
        mirror="agent-was-merged",
    ),
    Rule(
        "agent-was-merged", (Kind.MERGED_AWAY,), LOW, NARROWS, MAJOR,
        "{before} is gone; {after} is nearly the same and stays",
        "Whatever calls the agent that is gone by its path no longer finds it.",
        mirror="agent-was-copied",
    ),
    Rule(
        "agent-was-converted", (Kind.CONVERTED,), MEDIUM, NEUTRAL, MAJOR,
        "written for {before} before, for {after} now",
        "Another host reads other fields; what it does not know is lost or ignored.",
        "compare what the agent may do, not the lines",
    ),
    Rule(
        "conversion-was-lossy", (Kind.CONVERSION_LOST,), HIGH, NEUTRAL, MAJOR,
        "{subject} has no counterpart on {host}: {before}",
        "What the old host followed, the new one does not know; a limit that is not known is none.",
        "state it in the way of the new host",
        looks_closer=True,
    ),
    Rule(
        "conversion-was-extended", (Kind.CONVERSION_GAINED,), LOW, NEUTRAL, MINOR,
        "{subject} is new with the format of {host}: {after}",
        "The new host follows something that the old one could not state.",
    ),
    Rule(
        "declared-version-was-kept", _IN_ONE_PLACE, MEDIUM, NEUTRAL, NONE,
        "the content changed, and the definition still states version {after}",
        "Who updates by version numbers never gets what has changed, and one number names two agents.",
        "raise the version",
        looks_closer=True,
    ),
)  # fmt: skip
