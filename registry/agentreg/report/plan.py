"""What a sync would do, as labelled lines and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.config.values import CONFIG_NAME
from agentreg.merge.values import Caution, Danger
from agentreg.report.columns import safe
from agentreg.report.drift import standing_data
from agentreg.report.labels import Label, Line
from agentreg.report.sync_types import StepData
from agentreg.report.variant_types import CautionData, WideningData
from agentreg.rules.finding import Finding
from agentreg.sync.steps import Outcome, Plan, Step
from agentreg.variants.standing import base_name

_LABELS = {
    Outcome.NOTHING: Label.FAINT,
    Outcome.UPDATE: Label.OK,
    Outcome.REMOVE: Label.MEDIUM,
    Outcome.MARKED: Label.HIGH,
    Outcome.CONFLICT: Label.HIGH,
    Outcome.HELD: Label.HIGH,
    Outcome.SKIPPED: Label.MEDIUM,
}
_INDENT = " " * 12


def plan_lines(name: str, plan: Plan) -> Iterator[Line]:
    """One project's plan: what each variant gets, and what of its own it keeps."""
    yield (safe(name, Label.HEADING),)
    shown = [step for step in plan.steps if step.outcome is not Outcome.NOTHING]
    for step in shown:
        yield from _step_lines(step)
    if not shown:
        yield (safe("  nothing to do", Label.FAINT),)


def _step_lines(step: Step) -> Iterator[Line]:
    label = _LABELS[step.outcome]
    yield (
        safe(f"  {step.outcome:<10}", label),
        safe(step.path, Label.PATH),
        safe(f"  {step.standing.variant.declared.base} "),
        safe(_versions(step), Label.VERSION),
    )
    for word, text in (("brought: ", step.news), ("kept: ", step.kept)):
        if text:
            yield (safe(_INDENT), safe(word, Label.FAINT), safe(text))
    declared = step.standing.variant.declared
    if step.declared and step.declared != declared:
        file = "its overlay" if declared.overlay else CONFIG_NAME
        now = f"{file}: base {step.declared.base}, version {step.declared.version}"
        yield (safe(_INDENT), safe(now))
    if step.reason:
        yield (safe(_INDENT), safe(step.reason, label))
    for conflict in step.conflicts:
        yield (safe(f"{_INDENT}{conflict.subject}: {conflict.reason}"),)
    for finding in step.widenings:
        yield (safe(_INDENT), safe("widens: ", Label.HIGH), safe(finding.message))
    for warning in _further(step):
        yield (safe(_INDENT), safe("warning: ", Label.MEDIUM), safe(warning.sentence))


def _further(step: Step) -> list[Caution]:
    """The warnings that say more than the widenings: these tell the same gain, host by host."""
    return [one for one in step.warnings if not (step.widenings and one.danger is Danger.WIDENED)]


def _versions(step: Step) -> str:
    old, new = base_name(step.standing.variant.locked), base_name(step.standing.newest)
    return f"{old} -> {new}" if new and new != old else old


def plan_data(plan: Plan) -> list[StepData]:
    """One project's plan, for JSON: an entry per variant."""
    return [_step_data(step) for step in plan.steps]


def _step_data(step: Step) -> StepData:
    return {
        **standing_data(step.standing),
        "outcome": step.outcome.value,
        "reason": step.reason,
        "brought": step.news,
        "kept": step.kept,
        "conflicts": [
            {
                "subject": one.subject,
                "reason": one.reason,
                "base": one.base,
                "ours": one.ours,
                "theirs": one.theirs,
            }
            for one in step.conflicts
        ],
        "widenings": widenings_data(step.widenings),
        "warnings": warnings_data(step.warnings),
    }


def widenings_data(findings: Iterable[Finding]) -> list[WideningData]:
    """What a merge lets an agent do more, for JSON."""
    return [{"rule": one.rule, "severity": one.severity.value, "message": one.message} for one in findings]


def warnings_data(warnings: Iterable[Caution]) -> list[CautionData]:
    """What merged and should be looked at, for JSON."""
    return [{"danger": one.danger.value, "subject": one.subject, "message": one.message} for one in warnings]
