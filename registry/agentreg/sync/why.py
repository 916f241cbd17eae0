"""Why a variant is what it is: what it follows, what keeps it from the newest base, what was edited here."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.summary import summarize
from agentreg.formats.read import read_definition
from agentreg.merge.policies import BODY
from agentreg.model.definition import Definition
from agentreg.model.fields import plain
from agentreg.records import NamedTuple
from agentreg.sync.pending import Conflicts
from agentreg.sync.plan import make_plan
from agentreg.sync.shown import as_shown
from agentreg.sync.steps import Outcome, Step
from agentreg.sync.terms import Terms
from agentreg.variants.lock import fingerprint
from agentreg.variants.project import Project
from agentreg.variants.standing import Base, Standing, base_name

_MOST_SHOWN = 40


class Brake(StrEnum):
    """What keeps a variant from its newest base, or a part of that from it; the value is the word shown."""

    RANGE = "range"
    OWNED = "owned"
    CONFLICT = "conflict"
    WIDENING = "widening"
    OTHER = "held"


class Hold(NamedTuple):
    """One thing that holds a variant back.

    Attributes:
        brake: What kind of thing.
        message: One sentence; holds untrusted text.
    """

    brake: Brake
    message: str


class Account(NamedTuple):
    """All that explains a variant.

    Attributes:
        standing: Where it stands.
        latest: The newest revision of its base at all; None when its source no longer has it.
        holds: What keeps it from that.
        edits: What was edited here, one line of untrusted text each.
    """

    standing: Standing
    latest: Base | None
    holds: tuple[Hold, ...]
    edits: tuple[str, ...]


def account_for(standing: Standing, latest: Base | None, project: Project) -> Account:
    """Explain a variant.

    Args:
        standing: Where it stands.
        latest: The newest revision of its base at all.
        project: Its project.

    Raises:
        ReadError: The lock cannot be read.
    """
    pending = Conflicts(project.git, project.prefix).read() if project.git else {}
    (step,) = make_plan((standing,), project, Terms(pending=pending)).steps
    holds = (*_by_range(standing, latest), *_by_ownership(standing), *_by_merge(step))
    account = Account(standing, latest, holds, _edits(standing))
    return as_shown(account, (standing.base, standing.file, standing.newest and standing.newest.text))


def _by_range(standing: Standing, latest: Base | None) -> Iterator[Hold]:
    newest, asked = standing.newest, standing.variant.declared.version
    if latest and newest and fingerprint(latest.text) != fingerprint(newest.text):
        yield Hold(Brake.RANGE, f"{asked} does not allow {base_name(latest)}")


def _by_ownership(standing: Standing) -> Iterator[Hold]:
    """Fields that the base changed, and that stay ours all the same."""
    if standing.base is None or standing.newest is None:
        return
    path = standing.variant.declared.path
    texts = standing.base, standing.newest.text
    sides = [read_definition(text, path) for text in texts]
    for name in standing.variant.declared.owned:
        before, after = (_content(side, name) for side in sides)
        if before != after:
            told = f"{_shown(before)} -> {_shown(after)} there"
            change = "the base has another" if name == BODY else told
            yield Hold(Brake.OWNED, f"{name} stays ours: {change}")


def _content(definition: Definition, name: str) -> object:
    if name == BODY:
        return definition.body
    return next((plain(field.value) for field in definition.frontmatter.fields if field.key == name), None)


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = ", ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def _by_merge(step: Step) -> Iterator[Hold]:
    for conflict in step.conflicts:
        yield Hold(Brake.CONFLICT, f"{conflict.subject}: {conflict.reason}")
    for finding in step.widenings:
        yield Hold(Brake.WIDENING, finding.message)
    # What is wrong with where it stands is told beside.
    told = step.widenings or step.reason == step.standing.trouble
    if step.outcome in (Outcome.HELD, Outcome.SKIPPED) and not told:
        yield Hold(Brake.OTHER, step.reason)


def _edits(standing: Standing) -> tuple[str, ...]:
    if standing.base is None or standing.file is None:
        return ()
    path = standing.variant.declared.path
    changes = compare(read_definition(standing.base, path), read_definition(standing.file, path))
    lines = dict.fromkeys(summarize([change]) for change in changes if is_meaningful(change))
    return tuple(lines) or tuple(filter(None, [summarize(changes)]))
