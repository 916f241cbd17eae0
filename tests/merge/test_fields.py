"""Fields, decided and laid out, as tables of frontmatters: base, ours, theirs, and what is expected."""

from __future__ import annotations

import pytest

from agentreg.merge.engine import merge
from agentreg.merge.policies import owned
from agentreg.merge.values import Choice, Decision

BASE = "name: a\ndescription: Does a.\ntools: Read, Grep, Bash\nmodel: sonnet\n"


def definition(fields: str) -> bytes:
    return f"---\n{fields}---\nBody.\n".encode()


def changed(old: str, new: str, text: str = BASE) -> str:
    assert old in text
    return text.replace(old, new)


OPUS = changed("model: sonnet", "model: opus")
NO_MODEL = changed("model: sonnet\n", "")

CLEAN = {
    "each side changes another field": (
        BASE,
        OPUS,
        changed("a.", "a and b."),
        changed("a.", "a and b.", OPUS),
    ),
    "edits of neighbouring lines": (
        BASE,
        changed("Grep, Bash", "Grep"),
        OPUS,
        changed("Grep, Bash", "Grep", OPUS),
    ),
    "the same edit twice": (BASE, OPUS, OPUS + "color: red\n", OPUS + "color: red\n"),
    "the same key added at two places": (
        BASE,
        "model-id: x\n" + BASE,
        BASE + "model-id: x\n",
        "model-id: x\n" + BASE,
    ),
    "different keys added at one place come ours first": (
        BASE,
        BASE + "color: red\n",
        BASE + "effort: high\n",
        BASE + "color: red\neffort: high\n",
    ),
    "a new key stands where the other side had it": (
        BASE,
        OPUS + "color: red\n",
        changed("tools:", "effort: high\ntools:"),
        changed("tools:", "effort: high\ntools:", OPUS) + "color: red\n",
    ),
    "descriptions merge by sentence": (
        changed("Does a.", "Does all the clocks. Knows bells."),
        changed("Does a.", "Does all the clocks and bells. Knows bells."),
        changed("Does a.", '"Does all the clocks. Knows bells: well."'),
        changed("Does a.", '"Does all the clocks and bells. Knows bells: well."'),
    ),
    "a description that says all that the other says": (
        BASE,
        changed("Does a.", "Use it for new clocks. Read the sign first."),
        changed("Does a.", "Use it for new clocks."),
        changed("Does a.", "Use it for new clocks. Read the sign first."),
    ),
    "a folded description takes a sentence": (
        changed("Does a.", ">-\n  Does all the clocks.\n  Knows bells."),
        changed("Does a.", ">-\n  Does all the clocks.\n  Knows bells or gongs."),
        changed("Does a.", ">-\n  Does most clocks.\n  Knows bells."),
        changed("Does a.", ">-\n  Does most clocks. Knows bells or gongs."),
    ),
    "a quoted description takes a sentence with quotes": (
        changed("Does a.", "'It''s all the clocks. Knows bells.'"),
        changed("Does a.", "'It''s all the clocks. Knows bells or gongs.'"),
        changed("Does a.", '"It\'s not all the clocks. Knows bells."'),
        changed("Does a.", "'It''s not all the clocks. Knows bells or gongs.'"),
    ),
    "inherit is no model": (BASE, NO_MODEL, changed("sonnet", "inherit"), NO_MODEL),
    "a model against inherit": (NO_MODEL, OPUS, BASE.replace("sonnet", "inherit"), OPUS),
    "an old name of a tool against its removal": (
        changed("Read, Grep, Bash", "[editFiles, fetch, new]"),
        changed("Read, Grep, Bash", "[new, fetch]"),
        changed("Read, Grep, Bash", "[edit/editFiles, web/fetch, new]"),
        changed("Read, Grep, Bash", "[new, fetch]"),
    ),
    "switches that grant what the names do": (
        changed("Read, Grep, Bash", "Read, Grep"),
        changed(" Read, Grep, Bash", "\n  read: true\n  grep: true\n  bash: true\n  write: false"),
        changed("Read, Grep, Bash", "Read, Grep, Bash"),
        changed(" Read, Grep, Bash", "\n  read: true\n  grep: true\n  bash: true\n  write: false"),
    ),
    "a quote that was closed against a removal": (
        BASE + "title: 'A b\n",
        BASE,
        BASE + "title: 'A b'\n",
        BASE,
    ),
    "an edit follows a moved key": (
        BASE,
        "model: sonnet\nname: a\ndescription: Does a.\ntools: Read, Grep, Bash\n",
        changed("sonnet", "opus"),
        "model: opus\nname: a\ndescription: Does a.\ntools: Read, Grep, Bash\n",
    ),
    "a removed key stays removed": (
        BASE,
        NO_MODEL,
        changed("a.", "b."),
        changed("model: sonnet\n", "", changed("a.", "b.")),
    ),
    "both sides remove a key": (
        BASE,
        changed("model: sonnet\n", "color: red\n"),
        changed("model: sonnet\n", "effort: high\n"),
        changed("model: sonnet\n", "color: red\neffort: high\n"),
    ),
    "comments and blank lines of ours stay and theirs come along": (
        BASE,
        changed("model: sonnet", "\n# fast enough\nmodel: opus"),
        changed("tools: Read, Grep, Bash", "# reviewed\ntools: Read, Grep, Bash, Edit"),
        (
            "name: a\ndescription: Does a.\n# reviewed\ntools: Read, Grep, Bash, Edit\n"
            "\n# fast enough\nmodel: opus\n"
        ),
    ),
    "a removed key takes its comment along": (
        changed("model:", "# why\nmodel:"),
        changed("# why\nmodel: sonnet\n", "", changed("model:", "# why\nmodel:")),
        changed("tools:", "effort: high\ntools:", changed("model:", "# why\nmodel:")),
        "name: a\ndescription: Does a.\neffort: high\ntools: Read, Grep, Bash\n",
    ),
    "quoting on one side and a value on the other": (
        BASE,
        changed("sonnet", '"sonnet"'),
        changed("sonnet", "opus"),
        changed("sonnet", '"opus"'),
    ),
    "a description edited by one side only where YAML is invalid": (
        changed("Does a.", "Use it. Examples: <example>Context: x</example>"),
        changed("Does a.", "Use it. Examples: <example>Context: y</example>"),
        changed("sonnet", "opus", changed("Does a.", "Use it. Examples: <example>Context: x</example>")),
        changed("sonnet", "opus", changed("Does a.", "Use it. Examples: <example>Context: y</example>")),
    ),
    "a folded description against a new model": (
        BASE,
        changed("Does a.", ">-\n  Does a,\n  and b."),
        OPUS,
        changed("Does a.", ">-\n  Does a,\n  and b.", OPUS),
    ),
    "lines of a literal text edited apart": (
        "name: a\nprompt: |\n  one\n  two\n  three\n  four\n",
        "name: a\nprompt: |\n  ONE\n  two\n  three\n  four\n",
        "name: b\nprompt: |\n  one\n  two\n  three\n  FOUR\n",
        "name: b\nprompt: |\n  ONE\n  two\n  three\n  FOUR\n",
    ),
    "a nested map by key": (
        "name: a\nlimits:\n  time: 1\n  cost: 2\n",
        "name: a\nlimits:\n  time: 9\n  cost: 2\n",
        "name: a\nlimits:\n  time: 1\n  cost: 8\n",
        "name: a\nlimits:\n  time: 9\n  cost: 8\n",
    ),
    "an unknown list as a set": (
        "name: a\ntags: [x, y]\n",
        "name: a\ntags: [x, y, ours]\n",
        "name: a\ntags: [theirs, x]\n",
        "name: a\ntags: [theirs, x, ours]\n",
    ),
}

CONFLICTS = {
    "a description whose quotes end before it does": (
        changed("Does a.", ">\n  Does all the clocks.\n  Knows bells."),
        changed("Does a.", "Does all the clocks. Knows bells."),
        changed("Does a.", '">"\n  Does all the clocks.\n  Knows bells.'),
        "description",
        "both sides changed it differently",
    ),
    "one sentence of a description": (
        changed("Does a.", "Does all the clocks. Knows bells."),
        changed("Does a.", "Does all the clocks twice. Knows bells."),
        changed("Does a.", "Does half the clocks. Knows bells."),
        "description",
        "both sides changed it differently",
    ),
    "switches that grant something else": (
        changed("Read, Grep, Bash", "Read, Grep"),
        changed(" Read, Grep, Bash", "\n  read: true\n  write: true"),
        changed("Read, Grep, Bash", "Read, Grep, Bash"),
        "tools",
        "both sides changed it, and it is written in different ways",
    ),
    "two values": (BASE, OPUS, changed("sonnet", "haiku"), "model", "both sides changed it differently"),
    "a value removed and changed": (
        BASE,
        OPUS,
        NO_MODEL,
        "model",
        "one side removed it and the other changed it",
    ),
    "one key added with two values": (
        BASE,
        BASE + "color: red\n",
        BASE + "color: blue\n",
        "color",
        "both sides added it with different values",
    ),
    "two tool lists without a common one": (
        "name: a\n",
        "name: a\ntools: Read, Grep\n",
        "name: a\ntools: Read, Glob\n",
        "tools",
        "both sides added it with different values",
    ),
    "the tool list dropped against one tool less": (
        BASE,
        changed("tools: Read, Grep, Bash\n", ""),
        changed(", Bash", ""),
        "tools",
        "one side removed it and the other changed it",
    ),
    "one tool narrowed and dropped": (
        BASE,
        changed("Bash", "Bash(git *)"),
        changed(", Bash", ""),
        "tools",
        "both sides changed Bash",
    ),
    "a nested map edited at one key": (
        "name: a\nlimits:\n  time: 1\n",
        "name: a\nlimits:\n  time: 2\n",
        "name: a\nlimits:\n  time: 3\n",
        "limits",
        "both sides changed the same part of it",
    ),
    "rules added to an ordered map": (
        "name: a\npermission:\n  edit: ask\n",
        "name: a\npermission:\n  edit: ask\n  bash: deny\n",
        "name: a\npermission:\n  edit: ask\n  webfetch: deny\n",
        "permission",
        "both sides added rules, and their order matters",
    ),
    "rules of an ordered map in another order": (
        "name: a\npermission:\n  edit: ask\n  bash: deny\n",
        "name: a\npermission:\n  bash: deny\n  edit: ask\n",
        "name: a\npermission:\n  edit: ask\n  bash: allow\n",
        "permission",
        "one side put its rules in another order",
    ),
    "patterns below one rule of an ordered map": (
        "name: a\npermission:\n  bash:\n    git *: ask\n",
        "name: a\npermission:\n  bash:\n    git *: ask\n    rm *: deny\n",
        "name: a\npermission:\n  bash:\n    git *: allow\n",
        "permission",
        "both sides changed the rules of bash",
    ),
    "a quoted word and a boolean": (
        "name: a\nbackground: x\n",
        "name: a\nbackground: 'true'\n",
        "name: a\nbackground: true\n",
        "background",
        "both sides changed it differently",
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), CLEAN.values(), ids=CLEAN)
def test_fields_merge_by_key(base: str, ours: str, theirs: str, expected: str) -> None:
    merged = merge(*map(definition, (base, ours, theirs)))
    assert merged.conflicts == ()
    assert merged.text.decode() == definition(expected).decode()


@pytest.mark.parametrize(("base", "ours", "theirs", "subject", "reason"), CONFLICTS.values(), ids=CONFLICTS)
def test_what_only_a_person_can_decide_is_a_conflict(
    base: str, ours: str, theirs: str, subject: str, reason: str
) -> None:
    for sides in ((ours, theirs), (theirs, ours)):
        merged = merge(definition(base), *map(definition, sides))
        assert [(conflict.subject, conflict.reason) for conflict in merged.conflicts] == [(subject, reason)]
        assert Decision(subject, Choice.CONFLICT, reason) in merged.decisions


def test_a_conflict_holds_the_lines_of_its_field_and_no_other() -> None:
    merged = merge(*map(definition, (BASE, OPUS + "color: red\n", changed("sonnet", "haiku"))))
    assert (
        merged.text.decode()
        == definition(
            changed(
                "model: sonnet\n",
                "<<<<<<< ours: model\nmodel: opus\n"
                "||||||| base: both sides changed it differently\nmodel: sonnet\n"
                "=======\nmodel: haiku\n>>>>>>> theirs: model\n"
                "color: red\n",
            )
        ).decode()
    )


def test_every_changed_field_has_its_decision() -> None:
    theirs = changed("Bash", "Bash, Edit", changed("a.", "b."))
    merged = merge(*map(definition, (BASE, changed("Grep, ", "", OPUS), theirs)))
    assert [(decision.subject, decision.choice) for decision in merged.decisions] == [
        ("description", Choice.THEIRS),
        ("tools", Choice.MERGED),
        ("model", Choice.OURS),
    ]


def test_a_conflict_is_decided_once_and_the_body_beside_it_too() -> None:
    sides = [
        definition(fields).replace(b"Body.", body)
        for fields, body in (
            (BASE, b"One.\n\nTwo."),
            (OPUS, b"Uno.\n\nTwo."),
            (changed("sonnet", "haiku"), b"One.\n\nDue."),
        )
    ]
    decisions = merge(*sides).decisions
    assert [(decision.subject, decision.choice) for decision in decisions] == [
        ("model", Choice.CONFLICT),
        ("body", Choice.MERGED),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param(OPUS, changed("sonnet", "haiku"), OPUS, id="both changed it"),
        pytest.param(BASE, changed("sonnet", "haiku"), BASE, id="only theirs changed it"),
        pytest.param(NO_MODEL, OPUS, NO_MODEL, id="ours has none"),
        pytest.param(OPUS, NO_MODEL, OPUS, id="theirs removed it"),
    ],
)
def test_owned_fields_are_ours_by_policy(ours: str, theirs: str, expected: str) -> None:
    merged = merge(*map(definition, (BASE, ours, theirs)), policies=owned({"model"}))
    assert merged.text == definition(expected)
    assert merged.decisions == (Decision("model", Choice.POLICY, "ours by policy"),)
