"""A definition as it is in, findings out; and which of them a change brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Protocol, cast

from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.rules.case import Hit
from agentreg.rules.finding import Finding
from agentreg.rules.judge import finding_of
from agentreg.rules.rule import Rule
from agentreg.rules.state.scene import NOWHERE, Scene, Surroundings
from agentreg.rules.state.table import STATE_RULES
from agentreg.rules.table import RULES_BY_ID
from agentreg.rules.view import shown

# That another agent has the name is nothing new when that one moves, or a third one goes; but one of the
# project is, where so far it was one of another source.
_BY_SUBJECT = frozenset(("name-is-taken",))

MOST_OF_A_RULE = 2_000
"""Places that a rule tells of one definition: who plants more wants to be waited for."""


class StateRule(Protocol):
    """What a module of `agentreg.rules.state` has that is named after a rule."""

    def find(self, scene: Scene) -> Iterable[Hit]:
        """What the rule finds in a definition."""


def lint(
    definition: Definition, surroundings: Surroundings = NOWHERE, rules: Sequence[Rule] = STATE_RULES
) -> tuple[Finding, ...]:
    """Judge one definition as it is.

    Args:
        definition: The definition.
        surroundings: What is known of the world around it; what is not known is not judged.
        rules: The rules about one state that are asked.

    Returns:
        Findings, the most serious first, then in the order of the table; what is said of several places in
        the same words, once, with the first of them. They quote the text as it is: what is shown of them
        passes `agentreg.formats.masking`.
    """
    scene = Scene(definition, surroundings)
    host = shown(definition.host)
    found: dict[tuple[object, ...], Finding] = {}
    for rule in rules:
        for hit in islice(_module_of(rule.id).find(scene), MOST_OF_A_RULE):
            finding = finding_of(rule, hit, agent=definition.name, host=host)
            found.setdefault((rule.id, finding.judged), finding)
    return tuple(sorted(found.values(), key=lambda finding: finding.severity.rank))


@cache
def _module_of(rule: str) -> StateRule:
    """The module of a rule; asking Python for one by its name takes longer than many a rule does."""
    return cast(StateRule, import_module(f"agentreg.rules.state.{rule.replace('-', '_')}"))


class Parted(NamedTuple):
    """Findings about a state: those that a change brought, and those that were there before."""

    new: tuple[Finding, ...]
    existing: tuple[Finding, ...]


def part(
    before: Iterable[Finding], after: Iterable[Finding], read_before: Collection[str] | None = None
) -> Parted:
    """Part the findings about a definition by whether it had them before.

    Args:
        before: The findings about the definition before.
        after: Those about it now.
        read_before: The ids of the hosts that read it before: that another host, which reads it only now,
            finds what one of them found is nothing new. None for the same hosts.

    Returns:
        All of those about it now, each once; that the agent has another name makes none of them new.
    """
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for finding in before:
        known[_told(finding)].update(finding.judged[4:])
    new: list[Finding] = []
    existing: list[Finding] = []
    for finding in after:
        hosts = known.get(_told(finding))
        found = {host for host in finding.judged[4:] if read_before is None or host in read_before}
        (new if hosts is None or found - hosts else existing).append(finding)
    return Parted(tuple(new), tuple(existing))


def untold(findings: Iterable[Finding], told: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings about a state that no finding about the change tells already.

    Args:
        findings: What a change brought.
        told: What is said of the change itself.
    """
    others = tuple(told)
    return tuple(one for one in findings if not any(_is_twin(one, other) for other in others))


def _told(finding: Finding) -> tuple[str, ...]:
    """What a finding says but for the agent's name and the hosts."""
    subject, before, *texts = finding.judged[1:4]
    return (finding.rule, subject, before, *([] if finding.rule in _BY_SUBJECT else texts))


def _is_twin(finding: Finding, other: Finding) -> bool:
    if other.rule not in RULES_BY_ID[finding.rule].twins:
        return False
    # Of a twin that takes it lightly the reader would not hear how grave the state is.
    if other.severity.rank > finding.severity.rank:
        return False
    return _meet(finding.after_span, other.after_span)


def _meet(one: Span | None, other: Span | None) -> bool:
    """Whether two passages overlap; what stands nowhere is about the whole."""
    if one is None or other is None:
        return True
    return one.start < other.end and other.start < one.end
