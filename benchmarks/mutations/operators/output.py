"""Edits of what the agent hands in."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import Edit, Fact, Find, Operator, Patch, told
from mutations.sheet import Sheet
from mutations.sites import claim, paragraphs, pick, planted

_TITLE = re.compile(
    r"(?:Output|Output Format|Deliverables|Report Format|Final Report|Response Format)$", re.I
)
_PATH = re.compile(r"(?:[Ss]ave|[Ww]rite) [^.`\n]* (?:in|to|at) `([\w./-]+\.md)`")
_RULES = "- Tariffs by zone\n- Delays by harbour\n"
_TEMPLATE = """
Report in this format:

```markdown
## Freight report
- Pallets: <count>
- Delays: <minutes>
```
"""


def _sentence(*texts: str) -> Find:
    """A sentence at the end of a paragraph, one before and another after; an empty one is none."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        paragraph = pick(random, paragraphs(sheet))
        if paragraph is None:
            return None
        sides = [(Patch(paragraph.end, paragraph.end, text and f" {text}"),) for text in texts]
        return Edit((), before=sides[0], after=sides[1], claims=claim(paragraph.stretch) | {"planted path"})

    return find


def _other_path(sheet: Sheet, random: Random) -> Edit | None:
    """The file that the definition itself tells to write, everywhere it is named."""
    found = pick(random, _PATH.finditer(sheet.text, sheet.body))
    if found is None or sheet.text.count(found[1]) != 1:
        return None
    stretch = next(part for part in reversed(sheet.stretches) if part.start <= found.start())
    patch = Patch(*found.span(1), "docs/freight/plan.md")
    fact = Fact("output-path-changed", r"output path .*")
    return Edit((fact,), after=(patch,), claims=claim(stretch))


def _section(*texts: str) -> Find:
    """A section that says what is handed in, one text in it before and another after."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        title = random.choice(("Output Format", "Deliverables", "Report Format"))
        edit = planted(sheet, random, *(f"## {title}\n\n{_RULES}{text}\n" for text in texts))
        return edit and edit._replace(claims=edit.claims | {"planted output"})

    return find


def _own_rule(*texts: str) -> Find:
    """A point in the definition's own section that says what is handed in."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        runs = [run for run in sheet.runs if _TITLE.match(run.stretch.title) and not run.is_ordered]
        run = pick(random, [run for run in runs if len(run.items) > 1 and not run.items[0].nested])
        if run is None:
            return None
        spot = run.items[1].start
        sides = [(Patch(spot, spot, text and f"- {text}\n"),) for text in texts]
        return Edit((), before=sides[0], after=sides[1], claims=claim(run.stretch) | {"planted output"})

    return find


_SAVE, _SAVE_ELSEWHERE = (
    "Save the tariff list to `docs/tariffs.md`.",
    "Save the tariff list to `docs/prices.md`.",
)
_COUNT, _COUNT_TWICE = "Pallet counts of the last week", "Pallet counts of the last week in a bar chart"
_OTHER_TEMPLATE = _TEMPLATE.replace("Delays: <minutes>", "Damages: <count>")

OUTPUT = (
    Operator("write a file more", told(_sentence("", _SAVE), Fact("output-path-added", ".*docs/tariffs.md"))),
    Operator(
        "write a file less", told(_sentence(_SAVE, ""), Fact("output-path-removed", ".*docs/tariffs.md"))
    ),
    Operator(
        "write another file",
        told(_sentence(_SAVE, _SAVE_ELSEWHERE), Fact("output-path-changed", ".*docs/.*")),
    ),
    Operator("write the own file elsewhere", _other_path),
    Operator("add a template", told(_section("", _TEMPLATE), Fact("template-added", ".*"))),
    Operator("remove a template", told(_section(_TEMPLATE, ""), Fact("template-removed", ".*"))),
    Operator("edit a template", told(_section(_TEMPLATE, _OTHER_TEMPLATE), Fact("template-changed", ".*"))),
    Operator("hand in a thing more", told(_own_rule("", _COUNT), Fact("output-rule-added", ".*"))),
    Operator("hand in a thing less", told(_own_rule(_COUNT, ""), Fact("output-rule-removed", ".*"))),
    Operator(
        "hand in another thing", told(_own_rule(_COUNT, _COUNT_TWICE), Fact("output-rule-changed", ".*"))
    ),
    Operator("promise a thing more", told(_section("", f"- {_COUNT}\n"), Fact("output-rule-added", ".*"))),
    Operator("promise a thing less", told(_section(f"- {_COUNT}\n", ""), Fact("output-rule-removed", ".*"))),
)
