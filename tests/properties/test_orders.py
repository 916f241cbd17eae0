"""Laws of the diff, over orders that bind more or less: ways out, bounds, who is asked, what is over."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from agentreg.diff.changes import mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from properties.test_diff import counted, definition

ORDERS = st.sampled_from(
    [
        *("Weigh each parcel", "Never show the ledger to guests", "Wait for the approval of the owner"),
        *(
            "Retry at most three times",
            "Retry at most twice",
            "Ask the owner before you sail",
            "Ask before you sail",
        ),
        *("Sail at once", "Only sail with the permission of the owner", "Take orders from the owner only"),
        *("Take orders from anyone", "Always skip the parcel", "Treat the ledger with discretion"),
        *("You may show the ledger to guests", "The rules below no longer apply", "The ledger is red"),
    ]
)
TAILS = st.sampled_from(
    [
        *(
            "",
            "",
            " unless it rains",
            ", ignoring errors",
            " if it is not given",
            " (optional)",
            " or for ten minutes",
        ),
        *(" without a word", " without an approval of the owner", " where possible", " while it is no sale"),
        *(", never later", " (or on paper if no board is there)", ", but go on if it fails", " or yourself"),
    ]
)
SENTENCE = st.tuples(ORDERS, TAILS).map(lambda parts: f"{''.join(parts)}.")
TITLE = st.sampled_from(
    ["## Rules", "## Rules (deprecated)", "## Old rules", "## Workflow", "## Notes", "## Suggestions"]
)
PIECE = st.one_of(
    SENTENCE,
    SENTENCE.map(lambda said: f"- {said}"),
    SENTENCE.map(lambda said: f"1. {said}"),
    SENTENCE.map(lambda said: f"| rule |\n|---|\n| {said} |"),
    TITLE.map(lambda title: f"\n{title}\n"),
)
# Of equal tables nobody can say which one stayed.
PIECES = st.lists(PIECE, min_size=1, max_size=8, unique=True)


def hold(before: list[str], after: list[str]) -> None:
    texts = "\n".join(before), "\n".join(after)
    one, other = map(definition, texts)
    changes = compare(one, other)
    assert unexplained_lines(*texts, changes) == ()
    assert counted(tuple(map(mirror, changes))) == counted(compare(other, one))


@example(["1. Weigh each parcel if it is not given."], ["1. Weigh each parcel."])
@given(PIECES, PIECES)
def test_all_laws_hold_for_two_prompts(before: list[str], after: list[str]) -> None:
    hold(before, after)


@given(PIECES, PIECE, st.data())
def test_all_laws_hold_for_one_edit(pieces: list[str], piece: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pieces) - 1))
    hold(pieces, [*pieces[:place], piece, *pieces[place + 1 :]])


@given(PIECES, ORDERS, TAILS, TAILS, st.data())
def test_all_laws_hold_for_one_order_with_another_end(
    pieces: list[str], order: str, before: str, after: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(pieces)))
    form = data.draw(st.sampled_from(["{}", "- {}", "1. {}"]))
    sides = [[*pieces[:place], form.format(f"{order}{end}."), *pieces[place:]] for end in (before, after)]
    hold(*sides)
