"""Of all characters that draw nothing, none passes unseen: no rule overlooks one, and no sink writes one."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.formats.unseen import UNSEEN
from agentreg.report.visible import visible
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import Labelled, Review
from agentreg.rules.finding import Severity
from agentreg.rules.lint import lint
from agentreg.rules.state.scene import NOWHERE
from agentreg.rules.state.table import STATE_RULES
from support.payloads import BEFORE, PATH, PLACES
from support.sinks import SINKS

CHARACTERS = sorted(UNSEEN)
RULE = [rule for rule in STATE_RULES if rule.id == "text-is-hidden"]
# The first and last of each range.
ENDS = [char for char in CHARACTERS if not UNSEEN.issuperset((chr(ord(char) - 1), chr(ord(char) + 1)))]


def labelled(text: str, path: str = PATH) -> Labelled:
    return Labelled(read_definition(text.encode(), path), path)


def found(words: str) -> list[str]:
    definition = labelled(BEFORE.replace("You are a worker.", words)).definition
    return [finding.severity for finding in lint(definition, NOWHERE, RULE)]


def test_each_between_two_words_is_found_by_lint() -> None:
    assert [f"U+{ord(char):04X}" for char in CHARACTERS if not found(f"Be kind.{char}Be brief.")] == []


@pytest.mark.parametrize("char", ENDS, ids=lambda char: f"U+{ord(char):04X}")
def test_one_of_each_range_between_two_words_is_found_by_a_review(char: str) -> None:
    after = labelled(BEFORE.replace("You are a worker.", f"Be kind.{char}Be brief."))
    findings = review_pair(labelled(BEFORE), after).findings
    assert "hidden-text-was-added" in {one.rule for one in findings}


def test_as_many_as_spell_a_letter_are_critical_whichever_they_are() -> None:
    weights = {char: found(f"Be kind.{char * 8} Be brief.") for char in CHARACTERS}
    graver = {f"U+{ord(char):04X}" for char, weight in weights.items() if weight != [Severity.CRITICAL]}
    directions = {0x061C, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    assert graver == {f"U+{code:04X}" for code in directions}
    assert {tuple(weights[chr(code)]) for code in directions} == {(Severity.HIGH,)}


def test_the_sanitizer_names_each() -> None:
    raw = [char for char in CHARACTERS if visible(f"a{char}b") != f"a<U+{ord(char):04X}>b"]
    assert raw == []


def review_of(place: str, characters: list[str]) -> Review:
    text, path = PLACES[place](" ".join(f"a{char}b" for char in characters))
    without, with_it = labelled(BEFORE), labelled(text, path)
    return gather([review_pair(without, with_it), review_pair(with_it, without)])


# A title or path is told with each finding in it, and paths are as long as file systems let them be.
@pytest.mark.parametrize(
    ("place", "characters"),
    [("paragraph", CHARACTERS), *((place, ENDS) for place in PLACES)],
    ids=["all", *PLACES],
)
def test_no_sink_writes_one(place: str, characters: list[str]) -> None:
    review = review_of(place, characters)
    written = {name: UNSEEN.intersection(sink.write(review)) for name, sink in SINKS.items()}
    assert written == dict.fromkeys(SINKS, frozenset())
