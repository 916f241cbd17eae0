"""Writes the pages of docs/ that say what the code says: run `make docs`; a test compares them.

commands.md comes from the commands, rules.md from the rule table, exit-codes.md from the error table.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from agentreg.diff.changes import Area
from agentreg.rules.rule import Rule
from agentreg.rules.table import RULES
from agentreg_cli.errors import EXIT_CODES, ExitCode, error_word
from agentreg_cli.group import load_command
from agentreg_cli.help import GROUPS, root_help
from agentreg_cli.main import COMMANDS

HERE = Path(__file__).resolve().parent
NOTICE = "<!-- Written by `make docs`; edit the code instead. -->\n"

EXIT_MEANINGS = {
    ExitCode.CLEAN: "clean: nothing found, nothing left to do",
    ExitCode.FINDINGS: "findings, drift or conflicts, for a command or option that tells them by exit code",
    ExitCode.USAGE: "the command line or the configuration cannot be followed",
    ExitCode.FAILED: "something could not be read, compared, written or reached; never to be taken for clean",
    ExitCode.INTERRUPTED: "stopped by Ctrl-C",
    ExitCode.BROKEN_PIPE: "the program that read standard output went away",
}


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {"commands.md": commands(), "exit-codes.md": exit_codes(), "rules.md": rules()}


def commands() -> str:
    """The reference of the command line."""
    parts = [NOTICE, "# Commands\n", f"```text\n{root_help()}```\n"]
    for title, names in GROUPS:
        parts.append(f"## {title}\n")
        parts.extend(part for name in names for part in _command(name))
    return "\n".join(parts)


def _command(name: str) -> Iterator[str]:
    command = load_command(name)
    with click.Context(command, info_name=f"agentreg {name}") as context:
        usage = " ".join(["agentreg", name, *command.collect_usage_pieces(context)])
        records = [parameter.get_help_record(context) for parameter in command.params]
    yield f"### agentreg {name}\n"
    yield f"{COMMANDS[name]}.\n"
    yield f"```text\n{usage}\n```\n"
    yield f"{_paragraphs(command.help or '')}\n"
    rows = [f"| `{option}` | {_cell(text)} |\n" for option, text in filter(None, records)]
    if rows:
        yield "".join(["| option | meaning |\n|---|---|\n", *rows])


def _paragraphs(text: str) -> str:
    return inspect.cleandoc(text).replace("\b\n", "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def exit_codes() -> str:
    """The reference of exit codes and error words."""
    codes = [f"| {code.value} | {meaning} |\n" for code, meaning in EXIT_MEANINGS.items()]
    errors = sorted((error_word(kind), code) for kind, code in EXIT_CODES.items())
    rows = [f"| `{word}` | {code.value} |\n" for word, code in errors]
    return "".join(
        [
            f"{NOTICE}\n# Exit codes\n\n| code | meaning |\n|--:|---|\n",
            *codes,
            "\nWith `--json` the error's word is `errors[].code`; ",
            "a more special word has the exit code of its class.\n\n",
            "| error | exit code |\n|---|--:|\n",
            *rows,
        ]
    )


def rules() -> str:
    """The reference of the rules, one section each, by area."""
    parts = [NOTICE, "# Rules\n", "Severity is about risk, the bump is about compatibility.\n"]
    for area in Area:
        chosen = [rule for rule in RULES if rule.area is area]
        if chosen:
            parts.append(f"## {area.value.capitalize()}\n")
            parts.extend(_rule(rule) for rule in chosen)
    return "\n".join(parts)


def _rule(rule: Rule) -> str:
    facts = f"{rule.severity} · {rule.direction} · bump: {rule.bump} · since {rule.since}"
    sections = [f"### {rule.id}\n", f"{facts}\n", f"{rule.meaning}\n"]
    if rule.hint:
        sections.append(f"What to do: {rule.hint}\n")
    if rule.mirror:
        sections.append(f"The opposite: [{rule.mirror}](#{rule.mirror})\n")
    return "\n".join(sections)


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
