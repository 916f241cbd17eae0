"""A definition as people read it, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.permissions import effective
from agentreg.formats.prompt import read_outward
from agentreg.index.resolve import Loaded
from agentreg.index.values import Revision
from agentreg.model.definition import Definition, Host, Outcome
from agentreg.model.document import LineIndex
from agentreg.model.fields import Frontmatter, Step, plain
from agentreg.model.prompt import Prompt
from agentreg.model.tools import Effect, Permissions, Risk, ToolPolicy
from agentreg.records import NamedTuple
from agentreg.report.labels import Label, Line, Piece
from agentreg_cli.agents import SHORT_COMMIT, cut, day

NAME_WIDTH = 13
VALUE_WIDTH = 100

RULE_KEYS = ("tools", "permission", "permissions")
"""The fields that state tools as rules; what they say of each tool is shown instead."""

RISK_LABELS = {
    Risk.EXECUTE: Label.HIGH,
    Risk.NETWORK: Label.HIGH,
    Risk.SPAWN: Label.MEDIUM,
    Risk.WRITE: Label.MEDIUM,
}

STEPS = {
    Step.ABSENT: "there is none",
    Step.STRICT: "valid YAML",
    Step.REQUOTED: "no valid YAML: read after quoting what YAML rejects",
    Step.LINEWISE: "no valid YAML: read line by line",
    Step.UNREADABLE: "cannot be read",
}


class Called(NamedTuple):
    """What was loaded, and its versions in short; empty without any."""

    loaded: Loaded
    versions: str


def describe(called: Called, definition: Definition, prompt: Prompt, *, verbose: bool) -> Iterator[Line]:
    """A definition on one screen: what it is, where it stands, what it may do, how it is built."""
    yield (
        Piece(cut(definition.name, VALUE_WIDTH) or "(no name)", Label.NAME),
        Piece(f"  {called.versions}" if called.versions else "", Label.VERSION),
        Piece("  "),
        Piece(called.loaded.label, Label.FAINT),
    )
    if definition.description:
        yield (Piece(cut(definition.description, 4 * VALUE_WIDTH)),)
    yield ()
    yield from _header(called.loaded, definition)
    yield ()
    yield from _hosts(definition)
    yield ()
    yield from _structure(definition, prompt, verbose=verbose)
    yield from _troubles(definition)


def describe_data(definition: Definition, prompt: Prompt) -> dict[str, object]:
    """A definition as JSON: fields as written, and what is drawn from them and from the prompt."""
    frontmatter = definition.frontmatter
    return {
        "path": definition.path,
        "kind": definition.kind,
        "name": definition.name,
        "description": definition.description,
        "model": definition.model,
        "fields": {field.key: plain(field.value) for field in frontmatter.fields},
        "frontmatter": {
            "step": frontmatter.step,
            "repairs": [repair._asdict() for repair in frontmatter.repairs],
            "ambiguous": list(frontmatter.ambiguous),
        },
        "hosts": [
            reading._asdict() | {"permissions": _permissions(definition, reading.host)._asdict()}
            for reading in definition.hosts
        ],
        "structure": _structure_data(definition, prompt),
        "diagnostics": [item._asdict() for item in definition.diagnostics],
    }


def _header(loaded: Loaded, definition: Definition) -> Iterator[Line]:
    yield _field("kind", definition.kind)
    if loaded.path:
        yield _field("path", loaded.path, Label.PATH)
    if loaded.revision is not None:
        yield _field("revision", _told(loaded.revision), Label.VERSION)
    yield _field("model", definition.model or "(not stated)")
    yield from _tools(definition.tools)
    shown = {
        "name",
        "description",
        "model",
        *(RULE_KEYS if definition.tools.ordered else (definition.tools.key,)),
    }
    for field in definition.frontmatter.fields:
        if field.key not in shown:
            yield _field(field.key, cut(str(plain(field.value)), VALUE_WIDTH))
    yield _field("frontmatter", _reading(definition.frontmatter))


def _tools(policy: ToolPolicy) -> Iterator[Line]:
    """What the lists state, each tool under what they say of it."""
    by_effect = {
        effect: [entry.raw for entry in policy.entries if entry.effect is effect] for effect in Effect
    }
    stated = "" if policy.is_unknown else ", ".join(by_effect[Effect.ALLOW])
    yield _field("tools", f"{stated or '(none named)'}  [{policy.state}]")
    if by_effect[Effect.ASK]:
        yield _field("asks first", ", ".join(by_effect[Effect.ASK]))
    denied = [*by_effect[Effect.DENY], *(entry.raw for entry in policy.denied)]
    if denied:
        yield _field("denied", ", ".join(denied))


def _told(revision: Revision) -> str:
    refs = f" ({', '.join(revision.refs)})" if revision.refs else ""
    commit = f"{revision.commit[:SHORT_COMMIT]}{refs}"
    return f"{commit} of {day(revision.time)} by {revision.author}: {revision.subject}"


def _reading(frontmatter: Frontmatter) -> str:
    repairs = ", ".join(f"`{repair.key}` in line {repair.line}" for repair in frontmatter.repairs)
    return STEPS[frontmatter.step] + (f": {repairs}" if repairs else "")


def _hosts(definition: Definition) -> Iterator[Line]:
    for reading in definition.hosts:
        label = Label.OK if reading.outcome is Outcome.LOADS else Label.MEDIUM
        because = f": {reading.because}" if reading.because else ""
        known = f" as {reading.identity}" if reading.identity else ""
        yield (Piece(f"{reading.host}", Label.HEADING), Piece(f"  {reading.outcome}{known}{because}", label))
        yield from _may(_permissions(definition, reading.host))


def _may(permissions: Permissions) -> Iterator[Line]:
    risks: list[Piece] = [Piece("  may  ")]
    for number, risk in enumerate(permissions.risks):
        risks += [Piece(", " if number else ""), Piece(risk, RISK_LABELS.get(risk, Label.PLAIN))]
    yield (
        *risks,
        Piece("" if permissions.risks else "nothing"),
        Piece(f"  ({permissions.because})", Label.FAINT),
    )
    if not permissions.unrestricted and permissions.tools:
        yield (Piece(f"  with {cut(', '.join(permissions.named), 4 * VALUE_WIDTH)}"),)


def _permissions(definition: Definition, host: Host) -> Permissions:
    return effective(definition, host)


def _structure(definition: Definition, prompt: Prompt, *, verbose: bool) -> Iterator[Line]:
    counts = {name: len(items) for name, items in _parts(definition, prompt).items()}
    said = ", ".join(_counted(count, name) for name, count in counts.items() if count)
    size = len(definition.document.render())
    yield (Piece("prompt", Label.HEADING), Piece(f"  {size:,} bytes; {said or 'no structure'}"))
    for role in prompt.roles[:1]:
        yield _field("role", cut(role.text, VALUE_WIDTH))
    if verbose:
        yield from _listed(definition, prompt)


def _listed(definition: Definition, prompt: Prompt) -> Iterator[Line]:
    lines = LineIndex(definition.document.text)
    for section in prompt.sections:
        yield _place(
            lines.line(section.heading.start), f"{'#' * section.level} {section.title}", Label.HEADING
        )
    for workflow in prompt.workflows:
        for step in workflow.steps:
            yield _place(lines.line(step.span.start), f"step {step.number}: {cut(step.title, VALUE_WIDTH)}")
    for constraint in prompt.constraints:
        strength = f"{constraint.strength} {constraint.polarity}"
        yield _place(lines.line(constraint.span.start), f"{strength}: {cut(constraint.text, VALUE_WIDTH)}")


def _structure_data(definition: Definition, prompt: Prompt) -> dict[str, object]:
    lines = LineIndex(definition.document.text)
    outward = read_outward(definition, prompt)
    return {
        "bytes": len(definition.document.render()),
        "roles": [role.text for role in prompt.roles],
        "sections": [
            {"title": item.title, "level": item.level, "line": lines.line(item.heading.start)}
            for item in prompt.sections
        ],
        "workflows": [
            [
                {
                    "number": step.number,
                    "title": step.title,
                    "text": step.text,
                    "line": lines.line(step.span.start),
                }
                for step in workflow.steps
            ]
            for workflow in prompt.workflows
        ],
        "constraints": [
            {
                "text": item.text,
                "strength": item.strength,
                "polarity": item.polarity,
                "line": lines.line(item.span.start),
            }
            for item in prompt.constraints
        ],
        "outputs": [{"kind": item.kind, "text": item.text} for item in outward.outputs],
        "references": [{"kind": item.kind, "target": item.target} for item in outward.references],
        "examples": len(prompt.examples),
    }


def _parts(definition: Definition, prompt: Prompt) -> dict[str, tuple[object, ...]]:
    outward = read_outward(definition, prompt)
    return {
        "section": prompt.sections,
        "workflow": prompt.workflows,
        "step": tuple(step for workflow in prompt.workflows for step in workflow.steps),
        "constraint": prompt.constraints,
        "output promise": outward.outputs,
        "reference": outward.references,
        "example": prompt.examples,
    }


def _troubles(definition: Definition) -> Iterator[Line]:
    for item in definition.diagnostics:
        where = f"line {item.line}: " if item.line else ""
        advice = f" ({item.hint})" if item.hint else ""
        yield (Piece("noticed", Label.MEDIUM), Piece(f"  {where}{item.message}{advice} [{item.trouble}]"))


def _field(name: str, value: str, label: Label = Label.PLAIN) -> Line:
    shown = f"{cut(name, VALUE_WIDTH)}  "
    return (Piece(f"{shown:<{NAME_WIDTH}}", Label.FAINT), Piece(value, label))


def _place(line: int, text: str, label: Label = Label.PLAIN) -> Line:
    return (Piece(f"{line:>6}  ", Label.FAINT), Piece(text, label))


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
