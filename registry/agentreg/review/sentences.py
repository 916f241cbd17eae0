"""Changes and findings as release notes say them: what is different for those who use the agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.kinds import Area, Kind
from agentreg.diff.summary import summarize
from agentreg.formats.addresses import host_behind
from agentreg.model.tools import Permissions, Risk
from agentreg.rules.finding import Finding
from agentreg.rules.gravity import GRAVE
from agentreg.rules.rule import Rule
from agentreg.rules.table import RULES_BY_ID

MOST_QUOTED = 2
"""So many texts of one kind are quoted, and more are counted."""

MOST_NAMES = 6
"""So many names of one kind are told."""

MOST_TEXT = 80
"""Characters of a text that is quoted."""

# What is named behind the first word of a change's subject.
_NAMED = {
    Kind.TOOL_GRANTED: "may now use {}",
    Kind.SERVER_GRANTED: "may now use the server {}",
    Kind.TOOL_DENIED: "may no longer use {}",
    Kind.TOOL_UNDENIED: "is no longer forbidden to use {}",
    Kind.SECTION_ADDED: "has a new section, {}",
    Kind.SECTION_REMOVED: "no longer has the section {}",
    Kind.REFERENCE_ADDED: "points to {}",
    Kind.REFERENCE_REMOVED: "no longer points to {}",
    Kind.URL_ADDED: "points to {}",
    Kind.URL_REMOVED: "no longer points to {}",
    Kind.IMPORT_ADDED: "takes in {}",
    Kind.IMPORT_REMOVED: "no longer takes in {}",
    Kind.OUTPUT_PATH_ADDED: "also writes to {}",
    Kind.FIELD_ADDED: "has the field {}",
    Kind.FIELD_REMOVED: "no longer has the field {}",
    Kind.FIELD_CHANGED: "has another value in the field {}",
}
# What is quoted: (of one, of several).
_QUOTED = {
    Kind.CONSTRAINT_ADDED: ("a new rule", "new rules"),
    Kind.CONSTRAINT_REMOVED: ("a rule is gone", "rules are gone"),
    Kind.CONSTRAINT_STRENGTHENED: ("a rule is firmer", "rules are firmer"),
    Kind.CONSTRAINT_WEAKENED: ("a rule is less firm", "rules are less firm"),
    Kind.CONSTRAINT_EDITED: ("a rule is reworded", "rules are reworded"),
    Kind.STEP_ADDED: ("a new step", "new steps"),
    Kind.STEP_EDITED: ("a step is reworded", "steps are reworded"),
    Kind.RESPONSIBILITY_ADDED: ("a new task", "new tasks"),
    Kind.RESPONSIBILITY_CHANGED: ("a task is reworded", "tasks are reworded"),
    Kind.RESPONSIBILITY_REMOVED: ("a task is gone", "tasks are gone"),
    Kind.OUTPUT_RULE_ADDED: ("a new rule for its answers", "new rules for its answers"),
    Kind.OUTPUT_RULE_CHANGED: ("a rule for its answers is reworded", "rules for its answers are reworded"),
    Kind.OUTPUT_RULE_REMOVED: ("a rule for its answers is gone", "rules for its answers are gone"),
    Kind.ROLE_CHANGED: ("its role is reworded", "its role is reworded"),
}
# What needs no name.
_PLAIN = {
    # Where it is now stands behind its name where that matters.
    Kind.FILE_MOVED: "its file moved",
    Kind.DESCRIPTION_CHANGED: "is described in other words",
    Kind.TRIGGER_BROADENED: "is meant for more tasks",
    Kind.TRIGGER_NARROWED: "is meant for fewer tasks",
    Kind.MATTER_REPAIRED: "can be read by every host again",
    Kind.TOOLS_STATED: "has a list of tools",
    Kind.WORKFLOW_REWRITTEN: "works by new steps",
    Kind.WORKFLOW_ADDED: "works by new steps",
    Kind.WORKFLOW_REORDERED: "takes its steps in another order",
    Kind.TEMPLATE_ADDED: "has a new template for its answers",
    Kind.TEMPLATE_CHANGED: "answers by another template",
}
_COUNTED = {
    Kind.CONTENT_ADDED: ("says something new", "says {} new things"),
    Kind.CONTENT_EDITED: ("is reworded at one place", "is reworded at {} places"),
    Kind.CONTENT_REMOVED: ("no longer says something", "no longer says {} things"),
    Kind.EXAMPLE_ADDED: ("has a new example of use", "has {} new examples of use"),
    Kind.EXAMPLE_CHANGED: ("has another example of use", "has {} other examples of use"),
    Kind.EXAMPLE_REMOVED: ("has an example of use less", "has {} examples of use less"),
    Kind.STEP_MOVED: ("takes a step at another place", "takes {} steps at other places"),
}
# The words of rules are those of a reviewer: {} stands for what theirs names.
_RULES = {
    "constraint-was-removed": "a rule is gone: {}",
    "constraint-was-weakened": "a rule is less firm: {}",
    "constraint-was-inverted": "a rule says the opposite: {}",
    "override-was-added": "a new rule over other rules: {}",
    "output-path-was-changed": "writes to {}",
    "url-was-added": "points to {}",
    "data-is-sent-out": "points to {}",
    "hidden-text-was-added": "holds {}",
}
# What the classes of rights are to somebody who uses an agent.
_RIGHTS = {
    Risk.EXECUTE: "run commands",
    Risk.NETWORK: "use the network",
    Risk.SPAWN: "start other agents",
    Risk.WRITE: "write files",
    Risk.ASK: "ask the user",
    Risk.SESSION: "steer its session",
    Risk.READ: "read files",
}
_EVERY = "tools-became-unrestricted"
_RENAMED = "agent-was-renamed"
_GAINED = "permissions-were-gained"


def told_changes(changes: Iterable[Change]) -> Iterator[str]:
    """What is different, one sentence for each kind of change; a prompt that was rewritten is told as one."""
    found = [change for change in changes if is_meaningful(change)]
    brief = summarize(found)
    if "rewritten: " in brief:
        yield brief
        return
    groups: dict[Kind, list[Change]] = defaultdict(list)
    for change in found:
        groups[change.kind].append(change)
    yield from dict.fromkeys(sentence for group in groups.values() for sentence in _told(group))


def _told(group: list[Change]) -> Iterator[str]:
    kind, count = group[0].kind, len(group)
    if kind in _NAMED:
        yield _NAMED[kind].format(_names([_name(change) for change in group]))
    elif kind in _QUOTED:
        one, several = _QUOTED[kind]
        texts = [_cut(change.after or change.before) for change in group]
        yield f"{one}: {texts[0]}" if count == 1 else f"{count} {several}{_quoted(texts)}"
    elif kind in _PLAIN:
        yield _PLAIN[kind]
    elif kind in _COUNTED:
        one, several = _COUNTED[kind]
        yield one if count == 1 else several.format(count)
    elif group[0].area is Area.MODEL and all(change.after for change in group):
        yield from map(_set, group)
    elif kind is Kind.REFERENCE_CHANGED:
        yield from (f"points to {_cut(one.after)} instead of {_cut(one.before)}" for one in group)
    else:
        yield summarize(group)


def _set(change: Change) -> str:
    verb = "runs on" if change.subject == "model" else f"has {change.subject}"
    return f"{verb} {_cut(change.after)}{f' instead of {_cut(change.before)}' if change.before else ''}"


def _name(change: Change) -> str:
    return _cut(change.subject.partition(" ")[2] or change.subject)


def _names(names: list[str]) -> str:
    shown = list(dict.fromkeys(names))
    if len(shown) > MOST_NAMES:
        return f"{', '.join(shown[:MOST_NAMES])} and {len(shown) - MOST_NAMES} more"
    return _enumerated(shown)


def _enumerated(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _quoted(texts: list[str]) -> str:
    return f": {' / '.join(texts)}" if len(texts) <= MOST_QUOTED else ""


def _cut(text: str) -> str:
    # A title and what stands below it, an item and those in it.
    line = "; ".join(" ".join(one.split()) for one in text.strip().split("\n"))
    if len(line) <= MOST_TEXT:
        return line
    host = host_behind(line, MOST_TEXT - 1)
    # Where an address leads is never cut away.
    return f"{line[: host.end if host else MOST_TEXT - 1].rstrip()}…"


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without what another one says as well: who may use every tool gained each kind of right."""
    found = list(findings)
    open_on = {host for one in found if one.rule == _EVERY for host in one.hosts}
    return [one for one in found if one.rule != _GAINED or not one.hosts or not open_on.issuperset(one.hosts)]


def told_finding(finding: Finding) -> str:
    """The message of a finding, in the words of release notes where a rule has such."""
    message, behind = finding.message, _behind(RULES_BY_ID[finding.rule], finding.message)
    if finding.rule == _RENAMED:
        return f"was called {message.partition(' is now called ')[0]}"
    if finding.rule == _GAINED and behind:
        risks, on, rest = behind.partition(" on ")
        return f"may now {_enumerated(list(_rights(map(Risk, risks.split(', ')))))}{on}{rest}"
    words = _RULES.get(finding.rule)
    return words.format(behind) if words and behind else message


def told_rights(may: Permissions | None) -> str:
    """What a new agent may do on its main host; empty for one that no host loads."""
    if may is None:
        return ""
    if may.unrestricted:
        return "may use every tool"
    told = _enumerated(_rights(risk for risk in may.all_risks if risk in GRAVE))
    return f"may {told or ('only read' if may.all_risks else 'use no tool')}"


def _rights(risks: Iterable[Risk]) -> list[str]:
    held = frozenset(risks)
    return [words for risk, words in _RIGHTS.items() if risk in held]


def _behind(rule: Rule, message: str) -> str:
    """What stands in a message where the words of its rule end; empty where they do not begin it."""
    start = rule.says.partition("{")[0]
    return message.removeprefix(start) if start and message.startswith(start) else ""
