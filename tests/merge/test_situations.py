"""Situations that a merge meets, each side's edits written as replacements in one definition.

What must come out is written the same way; or what a person has to decide is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from agentreg.merge.engine import merge

BASE = """\
---
name: ferry-inspector
description: Inspects ferries before they sail. Use it when a ferry is due. It reads logs, answers in a table.
# Reading only: the log books belong to the harbour.
tools: Read, Grep, Glob, WebFetch
model: sonnet
color: blue
metadata:
  owner: harbour
  review: yearly
---

You are the inspector of a small harbour. You look at ferries with a calm eye.

## Workflow

1. Read the log book of the ferry.
2. Count the life jackets on deck.
3. Compare the count with the licence.
4. Walk through the engine room.
5. Listen to the pump for a minute.
6. Write down what is worn.
7. Ask the captain about the last storm.
8. Hand the report to the harbour master.

## Rules

- NEVER sign a report without a visit.
- Always name the ferry in the first line.
- Keep photos small.
- Prefer plain words.

## Output format

The report has three parts: a summary, a table of findings and a verdict at the end.

| finding | place | grade |
|---|---|---|
| rust | hull | 2 |
| leak | pump | 3 |

```yaml
ferry: Margit
verdict: stay
grade: 3
```

## Notes

Ferries of the northern line carry twice the usual number of rafts. Their masters know the tides.

- Engines
  - Two-stroke engines smoke.
  - Four-stroke engines leak.
- Hulls
  - Steel rusts.
  - Wood rots.
"""

Edits = Sequence[tuple[str, str]]


class Situation(NamedTuple):
    """What each side did, and what must come of it: the edits of the result, or the subjects of conflicts."""

    ours: Edits
    theirs: Edits
    merged: Edits = ()
    asks: tuple[str, ...] = ()


def applied(edits: Edits) -> str:
    text = BASE
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def both(ours: Edits, theirs: Edits) -> Situation:
    """Edits that leave each other alone: the result has all."""
    return Situation(ours, theirs, (*ours, *theirs))


TOOLS = "tools: Read, Grep, Glob, WebFetch\n"
BLOCK = "tools:\n  - Read\n  - Grep\n  - Glob\n  - WebFetch\n"
STEPS = BASE[BASE.index("1. Read") : BASE.index("\n## Rules")]
RULES = BASE[BASE.index("## Rules") : BASE.index("## Output")]
OUTPUT = BASE[BASE.index("## Output") : BASE.index("## Notes")]
NOTES = BASE[BASE.index("## Notes") :]
FENCE = "ferry: Margit\nverdict: stay\ngrade: 3\n"
TABLE = "| rust | hull | 2 |\n| leak | pump | 3 |\n"


def steps(*order: str) -> str:
    """Steps with their numbers, named by their first words."""
    known = {
        line.partition(". ")[2].split(" ")[0]: line.partition(". ")[2] for line in STEPS.splitlines() if line
    }
    return "".join(f"{number}. {known.get(name, name)}\n" for number, name in enumerate(order, 1))


ALL = ("Read", "Count", "Compare", "Walk", "Listen", "Write", "Ask", "Hand")


def listed(*order: str) -> Edits:
    return ((STEPS, steps(*order)),)


SITUATIONS = {
    # Tools
    "each adds a tool": Situation(
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, NotebookRead\n"),),
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS, NotebookRead\n"),),
    ),
    "both add one tool": Situation(
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
        ((TOOLS, "tools: Read, LS, Grep, Glob, WebFetch\n"),),
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
    ),
    "one adds, the other removes another": Situation(
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
        ((TOOLS, "tools: Read, Glob, WebFetch\n"),),
        ((TOOLS, "tools: Read, Glob, WebFetch, LS\n"),),
    ),
    "each removes a tool": Situation(
        ((TOOLS, "tools: Read, Grep, Glob\n"),),
        ((TOOLS, "tools: Read, Grep, WebFetch\n"),),
        ((TOOLS, "tools: Read, Grep\n"),),
    ),
    "ours sorts the tools, theirs adds one": Situation(
        ((TOOLS, "tools: Glob, Grep, Read, WebFetch\n"),),
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
        ((TOOLS, "tools: Glob, Grep, Read, WebFetch, LS\n"),),
    ),
    "ours writes a block list, theirs removes a tool": Situation(
        ((TOOLS, BLOCK),),
        ((TOOLS, "tools: Read, Grep, Glob\n"),),
        ((TOOLS, BLOCK.replace("  - WebFetch\n", "")),),
    ),
    "theirs writes a block list, ours adds a tool": Situation(
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
        ((TOOLS, BLOCK),),
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
    ),
    "ours writes a flow list, theirs adds a tool": Situation(
        ((TOOLS, "tools: [Read, Grep, Glob, WebFetch]\n"),),
        ((TOOLS, "tools: Read, Grep, Glob, WebFetch, LS\n"),),
        ((TOOLS, "tools: [Read, Grep, Glob, WebFetch, LS]\n"),),
    ),
    "ours narrows Grep away, theirs deletes the whole line": Situation(
        ((TOOLS, "tools: Read, Glob, WebFetch\n"),), ((TOOLS, ""),), asks=("tools",)
    ),
    "both limit one tool otherwise": Situation(
        ((TOOLS, "tools: Read(logs/**), Grep, Glob, WebFetch\n"),),
        ((TOOLS, "tools: Read(books/**), Grep, Glob, WebFetch\n"),),
        asks=("tools",),
    ),
    "both replace one tool by another": Situation(
        ((TOOLS, "tools: Read, Grep, Glob, LS\n"),),
        ((TOOLS, "tools: Read, Grep, Glob, WebSearch\n"),),
        asks=("tools",),
    ),
    # Fields
    "different fields": both((("model: sonnet", "model: opus"),), (("color: blue", "color: green"),)),
    "one field, two values": Situation(
        (("model: sonnet", "model: opus"),), (("model: sonnet", "model: haiku"),), asks=("model",)
    ),
    "one field, one value": Situation(
        (("model: sonnet", "model: opus"),),
        (("model: sonnet", "model: opus"),),
        (("model: sonnet", "model: opus"),),
    ),
    "ours quotes the value, theirs changes it": Situation(
        (("model: sonnet", 'model: "sonnet"'),),
        (("model: sonnet", "model: opus"),),
        (("model: sonnet", 'model: "opus"'),),
    ),
    "ours removes a field, theirs changes it": Situation(
        (("model: sonnet\n", ""),), (("model: sonnet", "model: opus"),), asks=("model",)
    ),
    "ours removes a field, theirs changes another": both(
        (("color: blue\n", ""),), (("model: sonnet", "model: opus"),)
    ),
    "both add the same field": Situation(
        (("model: sonnet\n", "model: sonnet\nmemory: user\n"),),
        (("color: blue\n", "color: blue\nmemory: user\n"),),
        (("model: sonnet\n", "model: sonnet\nmemory: user\n"),),
    ),
    "both add one field with two values": Situation(
        (("model: sonnet\n", "model: sonnet\nmemory: user\n"),),
        (("color: blue\n", "color: blue\nmemory: project\n"),),
        asks=("memory",),
    ),
    "each adds a field at one place": Situation(
        (("color: blue\n", "color: blue\nmemory: user\n"),),
        (("color: blue\n", "color: blue\nmaxTurns: 9\n"),),
        (("color: blue\n", "color: blue\nmemory: user\nmaxTurns: 9\n"),),
    ),
    "ours moves a field, theirs edits it": Situation(
        (("model: sonnet\n", ""), ("name: ferry", "model: sonnet\nname: ferry")),
        (("model: sonnet", "model: opus"),),
        (("model: sonnet\n", ""), ("name: ferry", "model: opus\nname: ferry")),
    ),
    "a comment of ours beside a value of theirs": both(
        (("color: blue", "color: blue  # as the hull"),), (("model: sonnet", "model: opus"),)
    ),
    "a comment of ours above a value of theirs": Situation(
        (("model: sonnet", "# Cheap enough.\nmodel: sonnet"),),
        (("model: sonnet", "model: opus"),),
        (("model: sonnet", "# Cheap enough.\nmodel: opus"),),
    ),
    "nested keys": both((("owner: harbour", "owner: port"),), (("review: yearly", "review: monthly"),)),
    "one nested key": Situation(
        (("owner: harbour", "owner: port"),), (("owner: harbour", "owner: town"),), asks=("metadata",)
    ),
    "a nested key more on each side": Situation(
        (("  review: yearly\n", "  review: yearly\n  tier: 2\n"),),
        (("  review: yearly\n", "  review: yearly\n  since: spring\n"),),
        (("  review: yearly\n", "  review: yearly\n  tier: 2\n  since: spring\n"),),
    ),
    # Descriptions
    "different sentences of the description": both(
        (("before they sail", "before and after they sail"),), (("in a table", "in a list"),)
    ),
    "a sentence more on each side of the description": Situation(
        (("in a table.", "in a table. It speaks Danish."),),
        (("Use it when", "It knows the tides. Use it when"),),
        (
            ("in a table.", "in a table. It speaks Danish."),
            ("Use it when", "It knows the tides. Use it when"),
        ),
    ),
    "different words of one sentence of the description": both(
        (("It reads logs", "It studies logs"),), (("in a table", "in a list"),)
    ),
    "one word of the description": Situation(
        (("in a table", "in a list"),), (("in a table", "in a tree"),), asks=("description",)
    ),
    "ours folds the description, theirs edits a word": Situation(
        (
            (
                "description: Inspects ferries before they sail. Use it when a ferry is due. ",
                "description: >-\n  Inspects ferries before they sail. Use it when a ferry is due.\n  ",
            ),
        ),
        (("is due", "is late"),),
        (
            (
                "description: Inspects ferries before they sail. Use it when a ferry is due. ",
                "description: >-\n  Inspects ferries before they sail. Use it when a ferry is late.\n  ",
            ),
        ),
    ),
    # Steps
    "a step more on each side": Situation(
        listed("Read", "Board the ferry.", *ALL[1:]),
        listed(*ALL[:6], "Photograph it.", *ALL[6:]),
        listed("Read", "Board the ferry.", *ALL[1:6], "Photograph it.", *ALL[6:]),
    ),
    "a step less on each side": Situation(
        listed("Read", *ALL[2:]), listed(*ALL[:5], *ALL[6:]), listed("Read", *ALL[2:5], *ALL[6:])
    ),
    "both add one step at two places": Situation(
        listed("Read", "Board the ferry.", *ALL[1:]),
        listed("Read", "Board the ferry.", *ALL[1:7], "Hand"),
        listed("Read", "Board the ferry.", *ALL[1:]),
    ),
    "ours inserts a step, theirs edits the next": Situation(
        listed("Read", "Board the ferry.", *ALL[1:]),
        (("Count the life jackets on deck", "Count the life jackets below deck"),),
        listed("Read", "Board the ferry.", "Count the life jackets below deck.", *ALL[2:]),
    ),
    "neighbouring steps": both(
        (("Walk through the engine", "Run through the engine"),), (("for a minute", "for an hour"),)
    ),
    "ours moves a step, theirs edits it": Situation(
        listed("Ask", *ALL[:6], "Hand"),
        (("about the last storm", "about the last voyage"),),
        listed("Ask the captain about the last voyage.", *ALL[:6], "Hand"),
    ),
    "ours moves a step, theirs edits another": Situation(
        listed("Ask", *ALL[:6], "Hand"),
        (("for a minute", "for an hour"),),
        listed("Ask", *ALL[:4], "Listen to the pump for an hour.", "Write", "Hand"),
    ),
    "ours deletes a step, theirs edits it": Situation(
        listed("Read", *ALL[2:]), (("on deck", "below deck"),), asks=("section Workflow",)
    ),
    "ours deletes a step, theirs moves it": Situation(
        listed("Read", *ALL[2:]), listed("Read", *ALL[2:], "Count"), asks=("section Workflow",)
    ),
    "both move one step to two places": Situation(
        listed("Ask", *ALL[:6], "Hand"),
        listed("Read", "Ask", *ALL[1:6], "Hand"),
        asks=("section Workflow",),
    ),
    "each swaps other steps": Situation(
        listed("Count", "Read", *ALL[2:]),
        listed(*ALL[:6], "Hand", "Ask"),
        listed("Count", "Read", *ALL[2:6], "Hand", "Ask"),
    ),
    "both edit one step in different words": both(
        (("Compare the count", "Check the count"),), (("with the licence", "with the permit"),)
    ),
    "both edit one word of a step": Situation(
        (("with the licence", "with the permit"),),
        (("with the licence", "with the papers"),),
        asks=("section Workflow",),
    ),
    "both say another thing in one step": Situation(
        (("Walk through the engine room.", "Stay out of the engine room."),),
        (("Walk through the engine room.", "Film everything on board."),),
        asks=("section Workflow",),
    ),
    # Sections
    "each moves a section": Situation(
        ((RULES, ""), ("## Workflow", f"{RULES}## Workflow")),
        ((OUTPUT, ""), (NOTES, f"{NOTES}\n{OUTPUT.rstrip()}\n")),
        (
            (RULES, ""),
            ("## Workflow", f"{RULES}## Workflow"),
            (OUTPUT, ""),
            (NOTES, f"{NOTES}\n{OUTPUT.rstrip()}\n"),
        ),
    ),
    "ours moves a section, theirs edits in it": Situation(
        ((RULES, ""), ("## Workflow", f"{RULES}## Workflow")),
        (("Keep photos small", "Keep photos sharp"),),
        (
            (RULES, ""),
            ("## Workflow", f"{RULES}## Workflow".replace("photos small", "photos sharp")),
        ),
    ),
    "ours deletes a section, theirs edits the next": both(((RULES, ""),), (("at the end", "in bold"),)),
    "ours deletes a section, theirs edits in it": Situation(
        ((RULES, ""),), (("Keep photos small", "Keep photos sharp"),), asks=("section Rules",)
    ),
    "each adds a section at the end": Situation(
        ((NOTES, f"{NOTES}\n## Weather\n\nGales are told by flag.\n"),),
        ((NOTES, f"{NOTES}\n## Crew\n\nThree sailors at least.\n"),),
        ((NOTES, f"{NOTES}\n## Weather\n\nGales are told by flag.\n\n## Crew\n\nThree sailors at least.\n"),),
    ),
    "both add one section with other words": Situation(
        ((NOTES, f"{NOTES}\n## Weather\n\nGales are told by flag.\n"),),
        ((NOTES, f"{NOTES}\n## Weather\n\nGales are told by radio.\n"),),
        asks=("section Weather",),
    ),
    "ours renames a section, theirs edits in it": both(
        (("## Notes", "## Background"),), (("know the tides", "know the moon"),)
    ),
    "both rename one section": Situation(
        (("## Notes", "## Background"),), (("## Notes", "## Lore"),), asks=("section Notes",)
    ),
    "ours makes a section deeper, theirs edits in it": both(
        (("## Notes", "### Notes"),), (("know the tides", "know the moon"),)
    ),
    # Rules
    "a rule more on each side": Situation(
        (("- Prefer plain words.\n", "- Prefer plain words.\n- Carry a lamp.\n"),),
        (("- NEVER sign", "- Never eat on board.\n- NEVER sign"),),
        (
            ("- Prefer plain words.\n", "- Prefer plain words.\n- Carry a lamp.\n"),
            ("- NEVER sign", "- Never eat on board.\n- NEVER sign"),
        ),
    ),
    "a rule more on each side at one place": Situation(
        (("- Prefer plain words.\n", "- Prefer plain words.\n- Carry a lamp.\n"),),
        (("- Prefer plain words.\n", "- Prefer plain words.\n- Greet the crew.\n"),),
        (("- Prefer plain words.\n", "- Prefer plain words.\n- Carry a lamp.\n- Greet the crew.\n"),),
    ),
    "opposite rules at one place": Situation(
        (("- Prefer plain words.\n", "- Prefer plain words.\n- Always open the engine hatch.\n"),),
        (("- Prefer plain words.\n", "- Prefer plain words.\n- Never open the engine hatch.\n"),),
        asks=("section Rules",),
    ),
    "ours weakens a rule, theirs strengthens it": Situation(
        (("- NEVER sign a report", "- Avoid to sign a report"),),
        (("without a visit.", "without a visit of an hour."),),
        asks=("section Rules",),
    ),
    "ours deletes a rule, theirs rewords it": Situation(
        (("- NEVER sign a report without a visit.\n", ""),),
        (("without a visit", "without two visits"),),
        asks=("section Rules",),
    ),
    "ours writes stars, theirs adds a rule": Situation(
        tuple((f"- {word}", f"* {word}") for word in ("NEVER", "Always", "Keep", "Prefer")),
        (("- Keep photos small.\n", "- Keep photos small.\n- Carry a lamp.\n"),),
        (
            *((f"- {word}", f"* {word}") for word in ("NEVER", "Always", "Keep", "Prefer")),
            ("* Keep photos small.\n", "* Keep photos small.\n* Carry a lamp.\n"),
        ),
    ),
    # Tables and fences
    "different rows": both(
        (("| rust | hull | 2 |", "| rust | hull | 1 |"),), (("| leak | pump | 3 |", "| drip | pump | 3 |"),)
    ),
    "a row more on each side": Situation(
        ((TABLE, f"{TABLE}| crack | mast | 1 |\n"),),
        ((TABLE, f"| rot | deck | 2 |\n{TABLE}"),),
        ((TABLE, f"| rot | deck | 2 |\n{TABLE}| crack | mast | 1 |\n"),),
    ),
    "one row": Situation(
        (("| leak | pump | 3 |", "| leak | pump | 1 |"),),
        (("| leak | pump | 3 |", "| leak | pump | 2 |"),),
        asks=("section Output format",),
    ),
    "lines of a fence that do not touch": both(
        (("ferry: Margit", "ferry: Signe"),), (("grade: 3\n", "grade: 2\n"),)
    ),
    "one line of a fence": Situation(
        (("verdict: stay", "verdict: sail"),),
        (("verdict: stay", "verdict: wait"),),
        asks=("section Output format",),
    ),
    "ours deletes a fence, theirs edits in it": Situation(
        ((f"```yaml\n{FENCE}```\n\n", ""),),
        (("ferry: Margit", "ferry: Signe"),),
        asks=("section Output format",),
    ),
    # Nested items, wrapping, form
    "nested items of two parents": both(
        (("engines smoke", "engines stink"),), (("Wood rots", "Wood swells"),)
    ),
    "a nested item more on each side": Situation(
        (("  - Wood rots.\n", "  - Wood rots.\n  - Glass splinters.\n"),),
        (("engines leak.\n", "engines leak.\n  - Diesels rattle.\n"),),
        (
            ("  - Wood rots.\n", "  - Wood rots.\n  - Glass splinters.\n"),
            ("engines leak.\n", "engines leak.\n  - Diesels rattle.\n"),
        ),
    ),
    "ours indents by four, theirs edits an item": Situation(
        tuple((f"  - {word}", f"    - {word}") for word in ("Two-", "Four-", "Steel", "Wood")),
        (("Wood rots", "Wood swells"),),
        (
            *((f"  - {word}", f"    - {word}") for word in ("Two-", "Four-", "Steel", "Wood")),
            ("Wood rots", "Wood swells"),
        ),
    ),
    "ours wraps, theirs edits a word": Situation(
        (("twice the usual number of rafts. Their", "twice the usual\nnumber of rafts. Their"),),
        (("know the tides", "know the moon"),),
        (
            ("twice the usual number of rafts. Their", "twice the usual\nnumber of rafts. Their"),
            ("know the tides", "know the moon"),
        ),
    ),
    "both wrap": Situation(
        (("number of rafts. Their", "number of rafts.\nTheir"),),
        (("number of rafts. Their", "number of rafts.\nTheir"),),
        (("number of rafts. Their", "number of rafts.\nTheir"),),
    ),
    "different sentences of a paragraph": both(
        (("twice the usual", "thrice the usual"),), (("know the tides", "know the moon"),)
    ),
    "different words of a long sentence": both(
        (("has three parts", "has exactly three parts"),), (("at the end.", "in bold."),)
    ),
    "the role against the workflow": both(
        (("with a calm eye", "with a cold eye"),), (("on deck", "below deck"),)
    ),
    "the frontmatter against the prompt": both(
        (("color: blue", "color: red"),), (("on deck", "below deck"),)
    ),
    "one edit on each side at one blank line": Situation(
        (("## Rules\n", "## Rules\n\nThese hold on every ferry.\n"),),
        (
            (
                "8. Hand the report to the harbour master.\n",
                "8. Hand the report to the harbour master.\n9. Go home.\n",
            ),
        ),
        (
            ("## Rules\n", "## Rules\n\nThese hold on every ferry.\n"),
            (
                "8. Hand the report to the harbour master.\n",
                "8. Hand the report to the harbour master.\n9. Go home.\n",
            ),
        ),
    ),
}

PATH = ".claude/agents/ferry-inspector.md"


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS)
def test_a_situation_comes_out_as_written(situation: Situation) -> None:
    ours, theirs = applied(situation.ours), applied(situation.theirs)
    merged = merge(BASE.encode(), ours.encode(), theirs.encode(), path=PATH)
    assert {conflict.subject for conflict in merged.conflicts} == set(situation.asks)
    if not situation.asks:
        assert merged.text.decode() == applied(situation.merged)


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS)
def test_the_other_side_asks_in_the_same_situations(situation: Situation) -> None:
    ours, theirs = applied(situation.ours), applied(situation.theirs)
    merged = merge(BASE.encode(), theirs.encode(), ours.encode(), path=PATH)
    assert merged.clean == (not situation.asks)


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS)
def test_a_side_that_has_both_edits_already_adds_nothing(situation: Situation) -> None:
    base, ours, theirs = BASE.encode(), applied(situation.ours).encode(), applied(situation.theirs).encode()
    both = merge(base, ours, theirs, path=PATH)
    if not both.clean:
        return
    for sides in ((ours, both.text), (both.text, ours), (both.text, theirs)):
        again = merge(base, *sides, path=PATH)
        assert not again.clean or again.text == both.text


TITLES = """\
# Guide

## 1. Board

Climb up.

## 2. Look

Walk about.

### Step 1: Hull

Knock on it.

### Step 2: Deck

Sweep it.

## 3. Leave

Wave.
"""


def test_numbers_of_titles_follow_from_their_places() -> None:
    ours = TITLES.replace("## 2. Look", "## 2. Greet\n\nSay hello.\n\n## 3. Look").replace(
        "## 3. Leave", "## 4. Leave"
    )
    theirs = TITLES.replace("## 2. Look", "## 2. Look closely") + "\n## 4. Write\n\nTell all.\n"
    merged = merge(TITLES.encode(), ours.encode(), theirs.encode())
    assert merged.clean
    titles = [line for line in merged.text.decode().splitlines() if line.startswith("#")]
    assert titles == [
        "# Guide",
        "## 1. Board",
        "## 2. Greet",
        "## 3. Look closely",
        "### Step 1: Hull",
        "### Step 2: Deck",
        "## 4. Leave",
        "## 5. Write",
    ]


def test_labels_of_titles_are_numbered_too() -> None:
    ours = TITLES.replace("### Step 1: Hull", "### Step 1: Mast\n\nLook up.\n\n### Step 2: Hull")
    ours = ours.replace("### Step 2: Deck", "### Step 3: Deck")
    theirs = TITLES.replace("Sweep it.\n", "Sweep it.\n\n### Step 3: Pump\n\nListen.\n")
    merged = merge(TITLES.encode(), ours.encode(), theirs.encode())
    assert merged.clean
    titles = [line for line in merged.text.decode().splitlines() if line.startswith("###")]
    assert titles == ["### Step 1: Mast", "### Step 2: Hull", "### Step 3: Deck", "### Step 4: Pump"]


def test_a_number_that_is_part_of_a_title_stays() -> None:
    base = TITLES.replace("## 3. Leave", "## 3 ways to leave")
    ours = base.replace("## 2. Look", "## 2. Greet\n\nSay hello.\n\n## 3. Look")
    merged = merge(base.encode(), ours.encode(), (base + "\nBow, too.\n").encode())
    assert merged.text.decode() == ours + "\nBow, too.\n"


def test_steps_with_blank_lines_between_them_are_numbered_on() -> None:
    base = "Do this:\n\n1. Board.\n\n2. Look.\n\n3. Leave.\n"
    ours = "Do this:\n\n1. Greet.\n\n2. Board.\n\n3. Look.\n\n4. Leave.\n"
    merged = merge(base.encode(), ours.encode(), f"{base}\n4. Write.\n".encode())
    assert merged.text.decode() == f"{ours}\n5. Write.\n"


def test_numbers_that_a_side_wrote_out_of_order_are_its_own() -> None:
    base = "1. Board.\n1. Look.\n1. Leave.\n"
    ours, theirs = f"1. Greet.\n{base}", f"{base}1. Write.\n"
    assert (
        merge(base.encode(), ours.encode(), theirs.encode()).text.decode() == f"1. Greet.\n{base}1. Write.\n"
    )
