"""Release notes as text, Markdown and data."""

from __future__ import annotations

from agentreg.formats.manifests import flaws, read_plugin_manifests
from agentreg.report.changelog import changelog_data, render_changelog, render_changelog_markdown
from agentreg.report.markdown_text import MOST_CHARACTERS
from agentreg.report.page import Detail, Page
from agentreg.review.changelog import Changelog, Note, Part
from agentreg.review.values import Gap, Scope

NAMES = tuple(f"agent-{n}" for n in range(9))
CHANGELOG = Changelog(
    (
        (Part.BREAKING, (Note(("a`b",), ("@all is gone", "tool Bash revoked")),)),
        (Part.NEW, (Note(NAMES, ("+Glob",)),)),
    ),
    Scope("v1", "</details>", "a" * 40),
)


def shown(detail: Detail = Detail.NORMAL) -> list[str]:
    lines = render_changelog(CHANGELOG, Page(40, detail))
    return ["".join(piece.text for piece in line) for line in lines]


def test_text_names_the_first_agents_and_counts_the_others() -> None:
    assert shown() == [
        "Breaking",
        "  a`b",
        "    @all is gone",
        "    tool Bash revoked",
        "",
        "New",
        "  agent-0, agent-1, agent-2, agent-3,",
        "  agent-4, agent-5 and 3 more",
        "    +Glob",
    ]
    assert "agent-8" in " ".join(shown(Detail.ALL))


def test_markdown_holds_what_definitions_say_in_code() -> None:
    named = ", ".join(f"`{name}`" for name in NAMES[:6])
    assert render_changelog_markdown(CHANGELOG).splitlines() == [
        "## Agents: `</details>`, since `v1`",
        "",
        "### Breaking",
        "",
        "- ``a`b``: `@all is gone`; `tool Bash revoked`",
        "",
        "### New",
        "",
        f"- {named} and 3 more: `+Glob`",
    ]
    assert (
        render_changelog_markdown(Changelog(()))
        == "## Agents\n\nNothing that users of the agents have to know.\n"
    )


def test_markdown_is_cut_between_notes() -> None:
    notes = tuple(Note((f"agent-{n}",), ("word " * 100,)) for n in range(300))
    text = render_changelog_markdown(Changelog(((Part.NEW, notes),)))
    assert len(text) <= MOST_CHARACTERS
    count = text.count("\n- ")
    assert text.endswith(f"\n{300 - count} more notes do not fit here.\n")


LINKS = tuple(Gap(f"links/{n}.md", "a symbolic link is never followed") for n in range(300))


def test_text_names_what_is_missing_by_its_reason() -> None:
    lines = render_changelog(Changelog((), gaps=(*LINKS, Gap("a.md", "it is too long", 7))), Page(90))
    assert ["".join(piece.text for piece in line) for line in lines] == [
        "Missing from these notes, for it could not be compared",
        "  300 files: a symbolic link is never followed",
        "    links/0.md",
        "    links/1.md",
        "    links/2.md",
        "    … and 297 more (-v shows all)",
        "  a.md:7: it is too long",
    ]


def test_markdown_has_room_for_what_is_missing() -> None:
    notes = tuple(Note((f"agent-{n}",), ("word " * 100,)) for n in range(300))
    gaps = tuple(Gap(f"{n}/{'deep/' * 800}a.md", "why") for n in range(300))
    text = render_changelog_markdown(Changelog(((Part.NEW, notes),), gaps=gaps))
    assert len(text) <= MOST_CHARACTERS
    told, _, missing = text.partition("\n### Missing from these notes, for it could not be compared\n\n")
    assert told.endswith(f"\n{300 - told.count('- `agent-')} more notes do not fit here.\n")
    assert missing.count("…") == 20
    assert missing.endswith("\n- and 280 more\n")


FLAWS = flaws(read_plugin_manifests({"p/.claude-plugin/plugin.json": b"{", "plugin.json": b"[" * 10**5}))


def test_manifests_that_could_not_be_read_come_last() -> None:
    lines = render_changelog(Changelog((), gaps=LINKS[:1], flaws=FLAWS), Page(300))
    assert ["".join(piece.text for piece in line) for line in lines] == [
        "Missing from these notes, for it could not be compared",
        "  links/0.md: a symbolic link is never followed",
        "",
        "Manifests that could not be read",
        *(f"  {flaw.sentence}" for flaw in FLAWS),
    ]


def test_where_a_manifest_could_not_be_read_no_notes_say_that_there_is_nothing_to_know() -> None:
    told = [f"- `{flaw.place}`: `{flaw.told}`" for flaw in FLAWS]
    marked = render_changelog_markdown(Changelog((), flaws=FLAWS)).splitlines()
    assert marked == ["### Manifests that could not be read", "", *told]


def test_data_is_flat() -> None:
    data = changelog_data(CHANGELOG)
    assert [(note["part"], len(note["agents"]), note["lines"]) for note in data["notes"]] == [
        ("breaking", 1, ["@all is gone", "tool Bash revoked"]),
        ("new", 9, ["+Glob"]),
    ]
    assert data["scope"]
    assert changelog_data(Changelog(()))["scope"] is None
