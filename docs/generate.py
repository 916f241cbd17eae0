"""Writes what the documentation says on behalf of the code: run `make docs`; a test compares.

commands.md and agentreg.1 come from the commands, rules.md from the tables of rules and kinds, exit-codes.md
from the error table, json.md from the types of the JSON output; in guides/, consoles.py runs what is shown.
In the README, the text after a command in a `console` block is what that command says about a fixture.
"""

from __future__ import annotations

import inspect
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click

from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Area
from agentreg.rules.finding import Bump
from agentreg.rules.questions import QUESTIONS
from agentreg.rules.rule import Rule
from agentreg.rules.table import RULES_BY_ID, STATE_RULES
from agentreg_cli.errors import EXIT_CODES, ExitCode, error_word
from agentreg_cli.group import EXIT_CODES as PARSER_EXIT_CODES
from agentreg_cli.group import load_command
from agentreg_cli.help import GROUPS, root_help
from agentreg_cli.main import COMMANDS

sys.path.insert(0, str(Path(__file__).resolve().parent))

from consoles import filled
from man import man_page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NOTICE = "<!-- Written by `make docs`; edit the code instead. -->\n"

CONSOLE = re.compile(r"^```console\n\$ (agentreg [^\n]*)\n(?:(?!```)[^\n]*\n)*```\n", re.MULTILINE)

EXIT_MEANINGS = {
    ExitCode.CLEAN: "clean: nothing found, nothing left to do",
    ExitCode.FINDINGS: "findings, drift or conflicts, for a command or option that tells them by exit code",
    ExitCode.USAGE: "the command line or the configuration cannot be followed",
    ExitCode.FAILED: "something could not be read, compared, written or reached; never to be taken for clean",
    ExitCode.INTERRUPTED: "stopped by Ctrl-C",
    ExitCode.BROKEN_PIPE: "the program that read standard output went away",
}


MOST_KINDS = 12
"""More kinds than this call a rule that looks at the agent as a whole."""

RULES_INTRODUCTION = """\
# Changes and rules

A *change* is a fact: what differs between two definitions.
A *rule* judges changes: a *finding* says how much risk there is (severity), which way it goes (direction)
and which version bump it asks for.
Rules of one state judge a definition as it is: `agentreg lint` asks them, and a review of a change as well.
Severity is about risk, the bump about compatibility: granting a tool is a risk and a minor bump,
revoking one is no risk and a major bump.
`agentreg explain CODE` tells the same of each.
"""

JSON_INTRODUCTION = """\
# JSON

With `--json` every command writes one document, also when it fails:
`{schema_version, ok, command, data, warnings, errors}`, where `errors` holds `{code, message, hint}`
([the codes](exit-codes.md)).
New keys may come at any time; any other change raises `schema_version`.

`agentreg schema COMMAND` prints the JSON Schema of a command's document. These commands have one:

{data_table}

Offsets count characters of the file as it was decoded from UTF-8, lines start at 1.
"""


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "agentreg.1": man_page(EXIT_MEANINGS),
        "commands.md": commands(),
        "exit-codes.md": exit_codes(),
        "json.md": json_types(),
        "rules.md": rules(),
    }


def commands() -> str:
    """The reference of the command line."""
    parts = [NOTICE, "# Commands\n", f"```text\n{root_help()}```\n"]
    for title, names in GROUPS:
        parts.append(f"## {title}\n")
        parts.extend(part for name in names for part in _command(name))
    return "\n".join(parts)


def _command(name: str) -> Iterator[str]:
    yield f"### agentreg {name}\n"
    yield f"{COMMANDS[name]}.\n"
    yield from _described(name, load_command(name))


def _described(name: str, command: click.Command) -> Iterator[str]:
    with click.Context(command, info_name=f"agentreg {name}") as context:
        usage = " ".join(["agentreg", name, *command.collect_usage_pieces(context)])
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        records = [option.get_help_record(context) for option in options]
    yield f"```text\n{usage}\n```\n"
    yield f"{_paragraphs(command.help or '')}\n"
    rows = [f"| `{_cell(option)}` | {_cell(text)} |\n" for option, text in filter(None, records)]
    if rows:
        yield "".join(["| option | meaning |\n|---|---|\n", *rows])
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield f"#### agentreg {name} {inner.name}\n"
        yield from _described(f"{name} {inner.name}", inner)


def _paragraphs(text: str) -> str:
    return inspect.cleandoc(text).replace("\b\n", "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def exit_codes() -> str:
    """The reference of exit codes and error words."""
    codes = [f"| {code.value} | {meaning} |\n" for code, meaning in EXIT_MEANINGS.items()]
    known = {**EXIT_CODES, **PARSER_EXIT_CODES}
    errors = sorted({(error_word(kind), code) for kind, code in known.items()})
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


def json_types() -> str:
    """The reference of what the commands that have a schema say."""
    from agentreg.report import (
        agent_types,
        changelog,
        drift_types,
        json_types,
        lint_json,
        sync_types,
        variant_types,
    )

    modules = (json_types, agent_types, changelog, lint_json, drift_types, sync_types, variant_types)
    kinds = [_data_types(types) for types in modules]
    return "\n".join([NOTICE, _json_introduction(), *(_type(kind) for shown in kinds for kind in shown)])


def _json_introduction() -> str:
    from agentreg.report.schema import DATA

    rows = [
        f"| `{name}` | {' or '.join(f'[{kind.__name__}](#{kind.__name__.lower()})' for kind in kinds)} |"
        for name, kinds in DATA.items()
    ]
    return JSON_INTRODUCTION.replace("{data_table}", "\n".join(["| command | `data` |", "|---|---|", *rows]))


def _data_types(module: ModuleType) -> list[type]:
    """The types of a module, those that hold others first."""
    found = [value for name, value in reversed(vars(module).items()) if name.endswith("Data")]
    return [kind for kind in found if kind.__module__ == module.__name__]


def _type(kind: type) -> str:
    from agentreg.report.schema import told_of

    told, _, _ = (inspect.getdoc(kind) or "").partition("\n\nAttributes:\n")
    types = {name: given.__forward_arg__ for name, given in inspect.get_annotations(kind).items()}
    table = [
        f"| `{name}` | {_linked(types[name])} | {_cell(text)} |\n" for name, text in told_of(kind).items()
    ]
    return f"## {kind.__name__}\n\n{told}\n\n| key | type | meaning |\n|---|---|---|\n{''.join(table)}"


def _linked(type_: str) -> str:
    """A type as people read it; one that is told on the same page is a link."""
    plain = re.sub(r"Annotated\[str, \w+\]", "str", type_).replace("None", "null").replace("|", "or")
    return re.sub(r"\w+Data", lambda found: f"[{found[0]}](#{found[0].lower()})", plain)


def rules() -> str:
    """The reference of the rules and of the kinds of change that call them, by area."""
    parts = [NOTICE, RULES_INTRODUCTION]
    examples = _examples()
    for area in Area:
        chosen = [rule for rule in RULES_BY_ID.values() if rule.area is area]
        kinds = [f"| `{kind}` | {facts.meaning} |\n" for kind, facts in KINDS.items() if facts.area is area]
        if chosen or kinds:
            parts.append(f"## {area.value.capitalize()}\n")
        if kinds:
            parts.append("".join(["| change | meaning |\n|---|---|\n", *kinds]))
        parts.extend(_rule(rule, examples.get(rule.id, "")) for rule in chosen)
    return "\n".join(parts)


def _rule(rule: Rule, example: str) -> str:
    of_state = rule in STATE_RULES
    goes = "of one state" if of_state else rule.direction.value
    bump = "" if of_state and rule.bump is Bump.NONE else f" · bump: {rule.bump}"
    facts = f"{rule.severity} · {goes}{bump} · since {rule.since}"
    sections = [f"### {rule.id}\n", f"{facts}\n", f"{rule.meaning}\n"]
    if rule.id in QUESTIONS:
        sections.append(f"To answer: {QUESTIONS[rule.id]}\n")
    if rule.hint:
        sections.append(f"What to do: {rule.hint}.\n")
    if 0 < len(rule.kinds) <= MOST_KINDS:
        sections.append(f"Called by: {', '.join(f'`{kind}`' for kind in rule.kinds)}\n")
    sections += [
        f"On {host}: {verdict.severity}, bump: {verdict.bump}\n" for host, verdict in rule.on.items()
    ]
    if example:
        sections.append(f"```{'text' if of_state else 'diff'}\n{example}\n```\n")
    if rule.twins:
        twins = ", ".join(f"[{twin}](#{twin})" for twin in rule.twins)
        sections.append(f"A change that leads there: {twins}\n")
    if rule.mirror:
        sections.append(f"The opposite: [{rule.mirror}](#{rule.mirror})\n")
    return "\n".join(sections)


def _examples() -> dict[str, str]:
    """What calls each rule: a diff, or a definition."""
    sys.path.insert(0, str(ROOT / "fixtures"))
    import examples
    import states

    found = {rule: examples.shown(*trees) for rule, trees in examples.read_examples().items()}
    return found | {rule: states.shown(cases["found"]) for rule, cases in states.read_states().items()}


def guides() -> dict[str, str]:
    """Every page that is written by hand and shows commands, by its file name, with what these say."""
    pages = ["manual.md", *(f"guides/{page.name}" for page in sorted((HERE / "guides").glob("*.md")))]
    return {name: filled((HERE / name).read_text(encoding="utf-8")) for name in pages}


def readme() -> str:
    """The README, each `console` block with what its command says in the fixture `team-agents`."""
    sys.path.insert(0, str(ROOT / "fixtures"))
    from history import build

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        repo = build("team-agents", Path(folder) / "team-agents")
        return CONSOLE.sub(lambda match: f"```console\n$ {match[1]}\n{_said(match[1], repo)}```\n", text)


def _said(command: str, folder: Path) -> str:
    words = [sys.executable, "-m", "agentreg_cli", *shlex.split(command)[1:]]
    plain = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(words, cwd=folder, env=plain, capture_output=True, check=True).stdout.decode()


def main() -> None:
    """Write every page."""
    for name, text in {**pages(), **guides(), "../README.md": readme()}.items():
        (HERE / name).resolve().write_text(text, encoding="utf-8", newline="\n")
        print((HERE / name).resolve().relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
