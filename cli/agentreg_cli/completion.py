"""Shell completion: the scripts, and the words they ask for.

The scripts call `agentreg __complete WORD...` and get one candidate per line.
Names and versions come from the index, read-only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agentreg_cli.main import COMMANDS

REFERENCE_COMMANDS = frozenset({"show", "log", "versions", "diff", "merge", "track"})
"""Commands whose arguments name definitions; a test compares this with their parameters."""

SOURCE_COMMANDS = frozenset({"index", "remove"})
"""Commands whose arguments name sources."""

PLAIN = re.compile(r"[A-Za-z0-9._@/+~^-]+")
"""What is offered: bash puts a candidate on the line as it is, so that `$(...)` in a name would run."""

# Bash breaks words at `@` and `:`, which references hold: so the line is split at blanks again, and what bash
# takes for earlier words is cut from the candidates.
BASH = """\
_agentreg() {
    local line=${COMP_LINE:0:COMP_POINT} words typed before word
    IFS=' ' read -ra words <<< "${line#* }"
    typed=${line##* }
    [[ -n $typed ]] || words+=("")
    before=${typed%"${typed##*[$COMP_WORDBREAKS]}"}
    COMPREPLY=()
    while IFS= read -r word; do COMPREPLY+=("${word#"$before"}"); done \\
        < <(agentreg __complete "${words[@]}" 2>/dev/null)
}
# Bash 3.2, which macOS has, knows no nosort.
complete -o default -o nosort -F _agentreg agentreg 2>/dev/null || complete -o default -F _agentreg agentreg
"""

ZSH = """\
#compdef agentreg
_agentreg() {
    local -a candidates
    candidates=("${(@f)$(agentreg __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$candidates" ]]; then compadd -U -- "${candidates[@]}"; else _files; fi
}
compdef _agentreg agentreg
"""

FISH = """\
function __agentreg
    set -l words (commandline -opc) (commandline -ct)
    agentreg __complete $words[2..-1] 2>/dev/null
end
complete -c agentreg -a '(__agentreg)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""Shell -> the script that its start-up file evaluates."""


def complete(words: Sequence[str]) -> list[str]:
    """The candidates for the last of `words`, the words after the program's name (at least an empty one)."""
    *before, word = words or [""]
    command = next((previous for previous in before if previous in COMMANDS), None)
    if command is None:
        return _starting(word, COMMANDS)
    if word.startswith("-"):
        return _starting(word, _options(command))
    return [name for name in _starting(word, _arguments(command, word)) if PLAIN.fullmatch(name)]


def _arguments(command: str, word: str) -> list[str]:
    """What the command's own arguments may be."""
    if command in REFERENCE_COMMANDS:
        from agentreg_cli.known import references

        return references(word)
    if command in SOURCE_COMMANDS:
        from agentreg_cli.known import sources

        return sources()
    if command == "explain":
        from agentreg_cli.known import codes

        return codes()
    return []


def _starting(word: str, candidates: Iterable[str]) -> list[str]:
    return [candidate for candidate in candidates if candidate.startswith(word)]


def _options(command: str) -> list[str]:
    from agentreg_cli.group import load_command

    options = (option for parameter in load_command(command).params for option in parameter.opts)
    return sorted(option for option in options if option.startswith("--"))
