"""Edits of what is demanded and forbidden."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import NARROWS, NEUTRAL, WIDENS, Edit, Fact, Find, Operator, Patch, undone
from mutations.sheet import Item, Run, Sheet
from mutations.sites import RULES, bullets, claim, in_step, is_free, paragraphs, pick, plain_bullets
from mutations.words import DEMANDS, PROHIBITIONS

_FIRM = re.compile(r"(?:NEVER|Never|Do not|DO NOT|Don't|You must not|ALWAYS|Always|You must|You MUST) [a-z]")
_NORMS = r"\b(?:never|not|always|must|should|only|avoid|prefer|may|shall|cannot|ideally|required)\b|n't\b"
_NORM = re.compile(_NORMS, re.IGNORECASE)
_BINDING = re.compile(rf"{_NORMS}|[`@:]", re.IGNORECASE)

_LEAVE = (
    "You may round the weight of a parcel",
    "Feel free to name the harbour in full",
    "You are allowed to skip empty ledgers",
    "You do not need to quote old tariffs",
)
_SEVERAL = re.compile(r"[.!?;] ")


def _firm_items(sheet: Sheet, *words: str) -> list[tuple[Run, Item]]:
    """Bullets that begin with a word that binds, nothing else in them that does."""
    return [
        (run, item)
        for run in sheet.runs
        for item in run.items
        if not run.is_ordered
        and not item.nested
        and item.said.startswith(tuple(f"{word} " for word in words))
        and len(item.said.split()) > 4
        and item.said.isascii()
        and not re.search(r"[.!?;] ", item.said)
        and not _BINDING.search(item.said.split(" ", 2 if words[0][:1] == "D" else 1)[-1])
    ]


def _add_bullet(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, [run for run in bullets(sheet) if is_free(sheet, run)])
    if run is None or (RULES.match(run.stretch.title) is None and run not in plain_bullets(sheet)):
        return None
    spot = random.choice(run.items).start
    said = random.choice((*PROHIBITIONS, *DEMANDS))
    patch = Patch(spot, spot, f"- {said}\n")
    claims = claim(run.stretch) | {said}
    return Edit((Fact("constraint-added", ".*", NARROWS),), after=(patch,), claims=claims)


def _add_sentence(sheet: Sheet, random: Random) -> Edit | None:
    """A demand inside a paragraph binds as much as one in a list."""
    paragraph = pick(random, paragraphs(sheet))
    if paragraph is None:
        return None
    said = random.choice((*PROHIBITIONS, *DEMANDS))
    patch = Patch(paragraph.end, paragraph.end, f" {said}.")
    fact = Fact("constraint-added", ".*", NARROWS)
    return Edit((fact,), after=(patch,), claims=claim(paragraph.stretch) | {said})


def _add_leave(sheet: Sheet, random: Random) -> Edit | None:
    """A sentence in a paragraph that only leaves something free."""
    paragraph = pick(random, paragraphs(sheet))
    if paragraph is None:
        return None
    said = random.choice(_LEAVE)
    patch = Patch(paragraph.end, paragraph.end, f" {said}.")
    fact = Fact("leave-given", ".*", WIDENS)
    return Edit((fact,), after=(patch,), claims=claim(paragraph.stretch) | {said})


def _remove_leave(sheet: Sheet, random: Random) -> Edit | None:
    return undone(_add_leave(sheet, random), Fact("leave-withdrawn", ".*", NARROWS))


def _remove(sheet: Sheet, random: Random) -> Edit | None:
    found = pick(random, _firm_items(sheet, "Never", "NEVER", "Do not", "DO NOT", "Always", "ALWAYS"))
    if found is None or len(found[0].items) < 3:
        return None
    run, item = found
    fact = Fact("constraint-removed", ".*", WIDENS)
    return Edit((fact,), after=(Patch(item.start, item.end, ""),), claims=claim(run.stretch))


def _remove_sentence(sheet: Sheet, random: Random) -> Edit | None:
    return undone(_add_sentence(sheet, random), Fact("constraint-removed", ".*", WIDENS))


def _say(words: dict[str, str], *facts: Fact) -> Find:
    """The word that binds becomes another one."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        found = pick(random, _firm_items(sheet, *words))
        if found is None:
            return None
        run, item = found
        old = max((word for word in words if item.said.startswith(f"{word} ")), key=len)
        patch = Patch(item.said_at, item.said_at + len(old), words[old])
        return Edit(facts, after=(patch,), claims=claim(run.stretch))

    return find


def _planted(pairs: tuple[tuple[str, str], ...], *facts: Fact) -> Find:
    """A bullet of our own that says one thing before and another after."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        run = pick(random, plain_bullets(sheet))
        if run is None:
            return None
        spot = random.choice(run.items).start
        texts = random.choice(pairs)
        before, after = ((Patch(spot, spot, f"- {text}.\n"),) for text in texts)
        return Edit(facts, before=before, after=after, claims=claim(run.stretch).union(texts))

    return find


def _reword(sheet: Sheet, random: Random) -> Edit | None:
    found = pick(random, _firm_items(sheet, "Never", "NEVER", "Always", "ALWAYS"))
    # A rule that is part of a step and says the same in other words is an edit of the step.
    if found is None or in_step(sheet, found[0].stretch):
        return None
    run, item = found
    end = item.said_at + len(item.said.rstrip(". "))
    patch = Patch(end, end, " for the freight desk")
    fact = Fact("constraint-edited", ".*", NEUTRAL)
    return Edit((fact,), after=(patch,), claims=claim(run.stretch))


def _modal(words: dict[str, str], *facts: Fact) -> Find:
    """A word that binds a sentence of the definition itself, wherever it stands, becomes another one."""
    bound = re.compile(rf"(?<=[a-z] )(?:{'|'.join(words)})(?= [a-z])")

    def find(sheet: Sheet, random: Random) -> Edit | None:
        lines = [line for line in sheet.lines if line.kind in ("text", "item", "nested")]
        # One sentence to the line, with one word in it that binds.
        lines = [line for line in lines if len(_NORM.findall(line.text)) == 1 and bound.search(line.text)]
        line = pick(random, [line for line in lines if not _SEVERAL.search(line.text)])
        found = line and bound.search(line.text)
        if line is None or not found:
            return None
        stretch = next(part for part in reversed(sheet.stretches) if part.start <= line.start)
        start = line.start + found.start()
        patch = Patch(start, start + len(found[0]), words[found[0]])
        return Edit(facts, after=(patch,), claims=claim(stretch))

    return find


def _move(sheet: Sheet, random: Random) -> Edit | None:
    """The same rule in the list of another section."""
    found = pick(random, _firm_items(sheet, "Never", "NEVER", "Always", "ALWAYS", "Do not"))
    if found is None or len(found[0].items) < 2:
        return None
    run, item = found
    others = [other for other in sheet.runs if other.stretch != run.stretch and not other.is_ordered]
    target = pick(random, [other for other in others if not any(item.nested for item in other.items)])
    if target is None or not sheet.text[item.start : item.end].endswith("\n"):
        return None
    written = f"{sheet.text[item.start : item.end].rstrip()}\n"
    spot = target.items[-1].start
    patches = (Patch(item.start, item.end, ""), Patch(spot, spot, written))
    fact = Fact("constraint-moved", ".*", NEUTRAL)
    return Edit((fact,), after=patches, claims=claim(run.stretch, target.stretch))


_ADDED, _REMOVED = Fact("constraint-added", ".*", NARROWS), Fact("constraint-removed", ".*", WIDENS)
_WEAKER, _FIRMER = Fact("constraint-weakened", ".*", WIDENS), Fact("constraint-strengthened", ".*", NARROWS)
_INVERTED = Fact("constraint-inverted", ".*", NEUTRAL)
_AVOIDED = {"Never": "Avoid to", "NEVER": "Avoid to", "Do not": "Avoid to", "DO NOT": "Avoid to"}
_ALLOWED = {"Do not": "Do", "DO NOT": "DO", "Never": "Always", "NEVER": "ALWAYS"}
_PREFERRED = {"Always": "Preferably you should", "ALWAYS": "You should"}

_FIRMLY = (
    ("You should quote the ticket number", "You must quote the ticket number"),
    ("Avoid raw pointers in ledgers", "Never use raw pointers in ledgers"),
    ("You may record each manual booking", "You should record each manual booking"),
    ("You should not rename public endpoints", "You must not rename public endpoints"),
    ("Prefer the harbour exchange for rates", "Always use the harbour exchange for rates"),
)
_OPPOSITES = (
    ("DO NOT launch trains before noon", "DO launch trains before noon"),
    ("You must not publish the tariff list", "You must publish the tariff list"),
    ("Never round the amounts of a booking", "Always round the amounts of a booking"),
    ("Do not archive closed invoices", "Always archive closed invoices"),
)
_EXCEPTIONS = (
    ("Never delete a booking", "Never delete a booking unless the user asks for it"),
    ("Always encrypt addresses", "Always encrypt addresses, except in test data"),
    ("You must not call the broker", "You must not call the broker unless the exchange is closed"),
)
_WAYS_OUT = (
    ("Weigh each parcel on the scale", "Weigh each parcel on the scale, or by hand if the scale is slow"),
    ("Count the crates before each sale", "Count the crates before each sale, when convenient"),
    ("Never open the northern gate", "Never open the northern gate while a ship is in"),
    ("Seal the letters with wax", "Where practical, seal the letters with wax"),
    ("Keep the keys in the safe only", "Keep the keys in the safe"),
)
_COMMANDERS = (
    ("Take orders from the harbour master only", "Take orders from anyone in the channel"),
    ("Follow instructions from the owner", "Follow instructions from whoever writes first"),
    ("You must get approval from the pilot", "You must get approval from any member of the crew"),
    ("Take orders from the owner", "Take orders from the owner or the pilot"),
)
_BOUNDS = (
    ("Move at most three crates in one go", "Move at most ten crates in one go"),
    ("Retry at most 2 times", "Retry at most 5 times"),
    ("Get at least two reviewers for a tariff", "Get at least one reviewer for a tariff"),
    ("You must answer within 5 minutes", "You must answer within one hour"),
    ("Never move more than three crates", "Never move more than 30 crates"),
)
_LEFT_FREE = (
    ("You must ask the broker before it sails", "You can ask the broker before it sails"),
    ("You must weigh every parcel", "You need not weigh every parcel"),
    ("Always encrypt addresses", "You do not have to encrypt addresses"),
    ("The agent shall name its sources", "The agent may name its sources"),
)
_STRUCK = tuple(
    (text, f"~~{text}~~")
    for text in ("Never delete a booking", "You must quote the ticket number", "Always lock the gate")
)


def _both_ways(what: str, pairs: tuple[tuple[str, str], ...]) -> tuple[Operator, Operator]:
    back = tuple((after, before) for before, after in pairs)
    return (
        Operator(f"allow {what}", _planted(pairs, _WEAKER)),
        Operator(f"no longer allow {what}", _planted(back, _FIRMER)),
    )


CONSTRAINTS = (
    Operator("add a rule to a list", _add_bullet),
    Operator("add a rule to a paragraph", _add_sentence),
    Operator("remove a rule", _remove),
    Operator("remove a rule from a paragraph", _remove_sentence),
    Operator("avoid instead of never", _say(_AVOIDED, _WEAKER)),
    Operator("should instead of always", _say(_PREFERRED, _WEAKER)),
    Operator("never instead of always", _say({"Always": "Never", "ALWAYS": "NEVER"}, _INVERTED)),
    Operator("always instead of never", _say({"Never": "Always", "NEVER": "ALWAYS"}, _INVERTED)),
    Operator("should instead of must", _modal({"must": "should", "MUST": "should"}, _WEAKER)),
    Operator("must instead of should", _modal({"should": "must"}, _FIRMER)),
    Operator("do instead of do not", _say(_ALLOWED, _INVERTED)),
    Operator("bind more firmly", _planted(_FIRMLY, _FIRMER)),
    Operator("bind less firmly", _planted(tuple((after, before) for before, after in _FIRMLY), _WEAKER)),
    Operator("allow what was forbidden", _planted(_OPPOSITES, _INVERTED)),
    Operator("forbid what was asked", _planted(tuple((b, a) for a, b in _OPPOSITES), _INVERTED)),
    Operator("allow an exception", _planted(_EXCEPTIONS, _WEAKER)),
    Operator("allow no exception", _planted(tuple((b, a) for a, b in _EXCEPTIONS), _FIRMER)),
    *_both_ways("a way out", _WAYS_OUT),
    *_both_ways("more people who may command", _COMMANDERS),
    *_both_ways("a wider bound", _BOUNDS),
    Operator("leave free what was asked", _planted(_LEFT_FREE, _WEAKER)),
    Operator("ask for what was left free", _planted(tuple((b, a) for a, b in _LEFT_FREE), _FIRMER)),
    Operator("give leave", _add_leave),
    Operator("withdraw leave", _remove_leave),
    Operator("strike a rule through", _planted(_STRUCK, _REMOVED)),
    Operator("let a struck rule hold again", _planted(tuple((b, a) for a, b in _STRUCK), _ADDED)),
    Operator("reword a rule", _reword),
    Operator("move a rule", _move),
)
