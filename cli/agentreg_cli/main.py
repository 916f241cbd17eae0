"""Entry point of `agentreg`: names every command, and dispatches.

Nothing heavy is imported here. Click alone costs three times a bare Python, so the questions that need no
parser (`--version`, `--help`, completion) are answered before it is loaded, and a command's module is
imported only when that command runs.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

COMMANDS = {
    "init": "Start a registry: write agentreg.toml",
    "add": "Track sources: paths of repositories, bundles or URLs",
    "remove": "Stop tracking sources",
    "sources": "Show the tracked sources",
    "index": "Fetch the sources and index every revision",
    "list": "List the indexed agents",
    "show": "Show what one definition is and may do",
    "log": "Tell the history of an agent",
    "versions": "List the versions of an agent",
    "search": "Find agents by what they say",
    "stats": "Count what the index holds",
    "diff": "Say what changed between two definitions, in the agent's own terms",
    "review": "Judge every agent that a release or a commit changes; the gate of CI",
    "changelog": "Write release notes of the agents",
    "approve": "Accept findings of a review for the text as it is",
    "lint": "Say what is wrong or risky in definitions as they are",
    "explain": "Explain a change or a rule",
    "checks": "List every change and rule",
    "merge": "Merge two sides of a definition over their base",
    "git": "Make Git diff and merge agents by meaning",
    "track": "Start a variant of a base agent in this project",
    "adopt": "Make existing copies variants of the bases that they were copied from",
    "variant": "Look at one variant, make it from its overlay, or make an overlay of it",
    "status": "Show how variants stand to their bases",
    "outdated": "List variants that have a newer base",
    "why": "Explain why a variant is what it is",
    "sync": "Bring variants up to their bases",
    "propose": "Offer a variant's local edits to its base",
    "schema": "Print the JSON Schema of a command's --json",
    "completion": "Print the completion script of a shell",
}
"""Every command and its line in the help. `commands/<name>.py` holds it; order is the order shown."""


def script() -> int:
    """What the `agentreg` script runs: `main`, and out without a last search for garbage.

    Python would look at every object twice before it ends; of a short run that is a tenth.

    Returns:
        The exit code.
    """
    code = main()
    gc.freeze()
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments without the program's name; those of the process by default.

    Returns:
        The exit code, one of `agentreg_cli.errors.ExitCode`.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case ["--version"]:
            return _version()
        case ["--help" | "-h"] | []:
            return _help()
        case ["__complete", *words]:
            return _complete(words)
        case _:
            # Start-up makes tens of thousands of objects that stay; looking for garbage among them every 700
            # costs a twentieth of a short run.
            gc.set_threshold(50_000)
            from agentreg_cli.errors import run

            return run(arguments, _act)


def _act(arguments: list[str]) -> int:
    """Do what a command line says; one that only names what to compare is not worth loading a parser."""
    match arguments:
        case ["diff", *names] if 1 <= len(names) <= 2 and all(map(_is_name, names)):
            from agentreg_cli.comparison import diff

            return diff(*names)
        case _:
            from agentreg_cli.group import invoke

            return invoke(arguments)


def _is_name(word: str) -> bool:
    return word == "-" or not word.startswith("-")


def _version() -> int:
    from agentreg import __version__

    sys.stdout.write(f"agentreg {__version__}\n")
    return 0


def _help() -> int:
    from agentreg_cli.help import root_help

    sys.stdout.write(root_help())
    return 0


def _complete(words: list[str]) -> int:
    from agentreg_cli.completion import complete

    sys.stdout.writelines(f"{candidate}\n" for candidate in complete(words))
    return 0
