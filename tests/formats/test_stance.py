from __future__ import annotations

import pytest

from agentreg.formats.stance import Work, read_refusals, work_of
from formats.reading import prompt_of

REFUSALS = [
    "Never write code.",
    "NEVER do actual implementation - only research.",
    "**CRITICAL**: You do NOT implement the code yourself.",
    "You must not modify source files or tests.",
    "- Do not make any changes to the codebase",
    "Your Role: You are a **PLANNING AGENT**, not an implementation agent.",
    "You will write this plan down without implementing any code.",
    "You are an analyst focused on research and planning only.",
    "Planning only",
    "You only review.",
    "You are strictly read-only.",
    "**Read-only**: report what you see.",
    "Read-only audit: no code modifications.",
    "It plans, but never implements.",
    "You only plan, never implement.",
    "You must never touch the code.",
    "You are not allowed to edit files.",
    "You are an architect who does not write code.",
    "Strictly no coding!",
    "You NEVER write code or tell the main agent to do so.",
    "I don't implement code myself.",
]
NO_REFUSALS = [
    "Never write code without a test.",
    "Never write code before the plan is approved.",
    "You do not just write code.",
    "Do not modify the test.",
    "The reviewer never writes code.",
    "You do not refactor code - you fix the one error.",
    "If you are unsure, do not write code.",
    "Default permissions should be read-only.",
    "Review only changed lines.",
    "Never deploy without writing code for the rollback.",
    "Never edit files via terminal.",
    "Never write code or merge without tests.",
    "Implement the plan.",
]


@pytest.mark.parametrize("body", REFUSALS)
def test_a_definite_sentence_forbids_to_change_code(body: str) -> None:
    prompt = prompt_of(f"You help.\n\n{body}\n")
    assert len(read_refusals(f"You help.\n\n{body}\n", prompt, range(len(prompt.blocks)))) == 1


@pytest.mark.parametrize("body", NO_REFUSALS)
def test_what_holds_at_times_or_for_others_or_for_some_files_is_no_refusal(body: str) -> None:
    prompt = prompt_of(f"You help.\n\n{body}\n")
    assert read_refusals(f"You help.\n\n{body}\n", prompt, range(len(prompt.blocks))) == []


@pytest.mark.parametrize(
    "body",
    [
        "## Process\n\n1. Read the issue.\n2. Never write code.\n3. Report.\n",
        "<example>\nNever write code.\n</example>\n",
        "```\nNever write code.\n```\n",
        "| who | what |\n|---|---|\n| planner | Never write code |\n",
    ],
)
def test_a_step_an_example_a_fence_or_a_table_states_no_stance(body: str) -> None:
    prompt = prompt_of(body)
    assert read_refusals(body, prompt, range(len(prompt.blocks))) == []


def test_only_the_asked_blocks_are_looked_at() -> None:
    body = "Never write code.\n\nPlanning only.\n"
    (stand,) = read_refusals(body, prompt_of(body), [1])
    assert stand.span.of(body) == "Planning only."


WORKS = [
    ("Never code: plan.", "You help.", Work.PLANS),
    ("Never write code.", "You review pull requests and plan nothing.", Work.REVIEWS),
    ("Never write code.", "You document the plan.", Work.PLANS),
    ("Never write code.", "You delegate to others.", Work.COORDINATES),
    ("Never write code.", "You keep the documents in order.", Work.DOCUMENTS),
    ("Never write code.", "You answer questions.", Work.ADVISES),
]


@pytest.mark.parametrize(("refusal", "role", "work"), WORKS)
def test_what_is_done_instead_follows_from_the_refusal_or_the_role(
    refusal: str, role: str, work: Work
) -> None:
    assert work_of(refusal, prompt_of(f"{role}\n")) is work
