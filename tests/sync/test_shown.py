"""What of the values of a sync may hold a secret, and is masked."""

from __future__ import annotations

import pytest

from agentreg.merge.values import Caution, Conflict, Danger, Merged
from agentreg.model.document import Span
from agentreg.sync.adopt import Adoption
from agentreg.sync.propose import Proposal
from agentreg.sync.shown import TOLD, as_shown
from agentreg.sync.steps import Outcome, Step
from agentreg.sync.why import Account, Brake, Hold
from agentreg.variants.drift import Drift
from support.drifts import standing

KEY = "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"
TEXT = f"You log in with {KEY}.\n".encode()
STANDING = standing("team/a", Drift.DIVERGED)
SAID = f"with {KEY}"
QUOTING_NOTHING = {
    Step: {"standing", "outcome", "text", "entry", "reason", "declared"},
    Proposal: {"variant", "base"},
    Adoption: {"declared", "origin", "file", "behind"},
    Account: {"standing", "latest"},
}
"""What names, counts, and texts as they are."""


@pytest.mark.parametrize("kind", QUOTING_NOTHING, ids=lambda kind: kind.__name__)
def test_each_field_is_masked_or_quotes_nothing(kind: type[Step]) -> None:
    assert set(kind._fields) - TOLD == QUOTING_NOTHING[kind]


def test_all_that_a_step_quotes_is_masked_and_what_it_writes_is_not() -> None:
    conflict = Conflict(SAID, SAID, SAID, SAID, SAID, Span(0, 1))
    caution = Caution(Danger.TOUCHING, SAID, SAID)
    step = Step(STANDING, Outcome.UPDATE, TEXT, news=SAID, kept=SAID, conflicts=(conflict,))
    shown = as_shown(step._replace(warnings=(caution,)), (None, TEXT))
    assert (shown.text, shown.standing) == (TEXT, step.standing)
    quoted = (shown.news, shown.kept, *shown.conflicts[0][:5], *shown.warnings[0][1:3])
    assert {text[:8] for text in quoted if isinstance(text, str)} == {"with ghp"}
    assert not [text for text in quoted if KEY[4:12] in str(text)]


def test_a_secret_that_the_definition_escapes_is_masked_where_it_is_told() -> None:
    escaped = f'model: "{KEY[:9]}\\x{ord(KEY[9]):02x}{KEY[10:]}"\n'.encode()
    shown = as_shown(Step(STANDING, Outcome.UPDATE, escaped, news=SAID), (escaped,))
    assert shown.news == f"with {KEY[:4]}{'•' * 30}(99a9)"


def test_a_merged_text_is_written_as_it_is_and_told_without_secrets() -> None:
    merged = Merged(TEXT, warnings=(Caution(Danger.TOUCHING, "step", SAID),))
    account = Account(STANDING, None, (Hold(Brake.OWNED, SAID),), (SAID,))
    assert KEY[4:12] not in str(as_shown(account, (TEXT,)))
    proposal = Proposal(account.standing.variant, account.standing.newest, merged, SAID)  # type: ignore[arg-type]
    shown = as_shown(proposal, (TEXT,))
    assert shown.merged.text == TEXT
    assert KEY[4:12] not in str(shown.merged.warnings) + shown.news


def test_where_there_is_no_secret_all_stays() -> None:
    step = Step(STANDING, Outcome.UPDATE, b"You log in.\n", news="with care")
    assert as_shown(step, (None, b"You log in.\n")) is step
