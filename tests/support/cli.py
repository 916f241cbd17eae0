"""Runs the program inside the test's process, as a shell would see it."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from agentreg_cli.main import main


class Ran(NamedTuple):
    """What one run left behind: the exit code, and what was written (`raw` is standard output in bytes)."""

    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The JSON envelope on standard output."""
        envelope: dict[str, Any] = json.loads(self.out)
        return envelope

    @property
    def data(self) -> Any:
        """The envelope's data."""
        return self.json["data"]


def run_cli(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    """Run `agentreg ARGUMENTS`; use `-C` to choose the folder."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8", newline="")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch("sys.stdin", given):
        code = main([str(argument) for argument in arguments])
    raw, said = (_written(stream) for stream in (out, err))
    return Ran(code, raw.decode(), said.decode(), raw)


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


def cells(out: str) -> list[list[str]]:
    """The cells of a printed table, row by row, without the empty ones."""
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in out.splitlines()]
