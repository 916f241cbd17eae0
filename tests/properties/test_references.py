"""Laws of the diff, over prompts that name files, addresses, imports, tools and agents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agentreg.diff.changes import is_meaningful, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from properties.test_diff import counted, definition

NAMES = [
    "`docs/a.md`",
    "`docs/b.md`",
    "docs/c.md",
    "https://a.org/x",
    "<https://a.org/x/>",
    "https://b.org/y",
    "@docs/i.md",
    "`Bash`",
    "`code-reviewer` agent",
]
WORDS = st.sampled_from([*NAMES, *["read", "write", "the", "plan", "and", "to", ",", "your", "answer"]])
SENTENCE = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: f"{' '.join(words)}.")
OTHER = st.sampled_from(
    [
        "",
        "\n## Output\n",
        "\n## Notes\n",
        "\n```\n@docs/i.md\n```\n",
        "\n```\nhttps://a.org/x\n```\n",
        "Reply in this format:",
        "| a |\n|---|\n| `docs/a.md` |",
        "| a        |\n|----------|\n| `docs/bb.md` |",
    ]
)
PIECE = st.one_of(
    SENTENCE,
    SENTENCE.map(lambda text: f"- {text}"),
    SENTENCE.map(lambda text: f"  - {text}"),
    SENTENCE.map(lambda text: f"1. {text}"),
    OTHER,
)
PIECES = st.lists(PIECE, min_size=1, max_size=8)


def hold(before: str, after: str) -> None:
    one, other = definition(before), definition(after)
    changes = compare(one, other)
    assert unexplained_lines(before, after, changes) == ()
    assert counted(tuple(map(mirror, changes))) == counted(compare(other, one))


@given(PIECES, PIECES)
def test_all_laws_hold_for_two_prompts(before: list[str], after: list[str]) -> None:
    hold("\n".join(before), "\n".join(after))


@given(PIECES, PIECE, st.data())
def test_all_laws_hold_for_one_edit(pieces: list[str], piece: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pieces) - 1))
    behind = data.draw(st.sampled_from([pieces[place:], pieces[place + 1 :], [f"{pieces[place]} {piece}"]]))
    hold("\n".join(pieces), "\n".join((*pieces[:place], piece, *behind)))


@given(st.permutations(NAMES))
def test_to_name_the_same_in_another_order_comes_and_goes_with_no_name(names: list[str]) -> None:
    texts = (
        "\n\n".join(f"## Part {name[:9]}\n\nThere is {name} here." for name in order)
        for order in (NAMES, names)
    )
    changes = compare(*map(definition, texts))
    assert not [change for change in changes if is_meaningful(change) and "-moved" not in change.kind]
