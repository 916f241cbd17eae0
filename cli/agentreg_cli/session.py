"""What one run of the program knows: its options, its folder, its registry."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from agentreg.config.values import CONFIG_NAME
from agentreg.errors import BadReference, ConfigError
from agentreg_cli import places
from agentreg_cli.color import ColorChoice

if TYPE_CHECKING:
    import click

    from agentreg.config.values import RegistryConfig
    from agentreg.index.resolve import Place


class Session:
    """The surroundings of one run; options fill it in before a command's function is called.

    Attributes:
        verbosity: 0 normally, negative for `-q`, positive for `-v`.
        json: Whether the result goes out as the JSON envelope (set by `options.json_option`).
        offline: Whether the network must not be reached.
        show_progress: Whether progress was left on; it is shown on a terminal only.
        color: When to colour.
    """

    def __init__(self) -> None:
        self.verbosity = 0
        self.json = False
        self.offline = False
        self.show_progress = True
        self.color = ColorChoice.AUTO
        self._config: RegistryConfig | None = None
        self._stdin_was_read = False

    @property
    def cwd(self) -> Path:
        """The folder of this run, after `-C`."""
        return Path.cwd()

    @property
    def progress(self) -> bool:
        """Whether progress is to be shown: never in a pipe."""
        return self.show_progress and self.verbosity >= 0 and sys.stderr.isatty()

    @property
    def config_path(self) -> Path:
        """The nearest `agentreg.toml`, or pyproject.toml with `[tool.agentreg]`, from here upward.

        Raises:
            ConfigError: There is none.
        """
        path = places.find_config(self.cwd)
        if path is None:
            raise ConfigError(
                f"no {CONFIG_NAME} in {self.cwd} or above",
                hint="start a registry with `agentreg init`",
            )
        return path

    def place(self) -> Place:
        """Where references are looked up in this run; agents can be named where there is a registry."""
        from agentreg.index.resolve import Place

        known = places.find_config(self.cwd) is not None
        return Place(self.cwd, self.index_path if known else None, self._stdin)

    def _stdin(self) -> bytes:
        if sys.stdin is None:  # closed by whoever started this (`<&-`)
            raise BadReference("'-' means standard input, which is closed", hint="name a file")
        if self._stdin_was_read:
            # Read again it would be empty, and taken for an empty definition.
            raise BadReference("'-' is named twice, and standard input can be read once", hint="name a file")
        self._stdin_was_read = True
        return sys.stdin.buffer.read()

    def config(self) -> RegistryConfig:
        """The registry's configuration, read once.

        Raises:
            ConfigError: There is none, or it says something that cannot be followed.
        """
        if self._config is None:
            from agentreg.config.read import parse_config

            path = self.config_path
            self._config = parse_config(places.read_text(path), str(path))
        return self._config

    @property
    def cache_dir(self) -> Path:
        """Where mirrors and indexes are kept (`places.cache_dir`)."""
        return places.cache_dir(places.find_config(self.cwd))

    @property
    def index_path(self) -> Path:
        """The index of this registry; the file may not exist yet.

        Raises:
            ConfigError: There is no registry here.
        """
        return places.index_path(self.config_path)


def session_of(context: click.Context) -> Session:
    """The session of a Click context, made on first use."""
    return context.ensure_object(Session)


Result = TypeVar("Result")


def pass_session(function: Callable[..., Result]) -> Callable[..., Result]:
    """Decorator: give a command's function the `Session` as its first argument."""
    import click

    return click.make_pass_decorator(Session, ensure=True)(function)
