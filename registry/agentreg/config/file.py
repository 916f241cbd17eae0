"""A configuration file on disk, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from agentreg.config.whole import replace_file
from agentreg.errors import ConfigError

TEMPLATE = """\
# The registry of agentreg: which repositories are indexed, and which base agents this project follows.

[registry]
name = {name}

# A source is a Git repository whose agent definitions are indexed: a path (relative to this file), a bundle,
# or a URL. `agentreg add LOCATION` writes such a block.
#
# [[source]]
# name = "base"                           # what references start with: base/code-reviewer
# location = "https://example.com/agents.git"
# pulls = false                           # index the heads of pull requests too
# include = ["agents/**"]                 # only these paths; all when left out
# exclude = ["drafts"]                    # never these; they win over `include`

# A variant is this project's own version of a base agent. `agentreg track AGENT` writes such a block.
#
# [[variant]]
# path = ".claude/agents/code-reviewer.md"
# base = "base/code-reviewer"
# version = "^1.2"                        # which versions to follow; "*" for any
# owned = ["model"]                       # fields that stay as they are here; "body" is the prompt

# A policy says how serious findings are here, what is accepted, and what fails: see the manual, "Policy".
#
# [policy]
# fail-on = "high"
#
# [[policy.ignore]]
# rule = "tool-was-granted"
# agent = "docs-*"
# reason = "they only write pages"
# until = 2027-01-31

# The repositories that `agentreg status` and `agentreg sync` cover when none is named.
#
# [fleet]
# repositories = ["../web-shop", "../services/*", "@more.txt"]
"""


def template(name: str) -> str:
    """A new registry's configuration, with everything explained.

    Args:
        name: The registry's name, for people.
    """
    import tomlkit

    return TEMPLATE.format(name=tomlkit.item(name).as_string())


def write_config(path: Path, text: str) -> None:
    """Replace a configuration file, or make it.

    Args:
        path: The file; a symbolic link is followed, so that it stays one.
        text: Its whole new text, line ends included.

    Raises:
        ConfigError: It cannot be written.
    """
    data = encoded(text, str(path))
    try:
        replace_file(path, data)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}") from error


def encoded(text: str, name: str) -> bytes:
    """A file's text as bytes.

    Args:
        text: The text.
        name: What to call the file in messages.

    Raises:
        ConfigError: It holds what is no text: a path or an argument in another encoding.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ConfigError(
            f"{name} cannot hold {text[error.start : error.end]!r}", hint="write names as UTF-8"
        ) from error
