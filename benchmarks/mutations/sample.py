"""Definitions to edit: a fixed sample of the corpus, spread over its repositories, and the seeds."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from agentreg.formats.locate import is_candidate
from agentreg.formats.read import read_definition
from agentreg.model.definition import Kind
from mutations.sheet import Sheet, lay_out

# Longer files take their time and show nothing new.
_LONGEST = 16_000


def seeds(folder: Path) -> list[tuple[str, Sheet]]:
    """The seeds, as agents of Claude Code."""
    laid = (
        (file.name, lay_out(file.read_text(encoding="utf-8"), f".claude/agents/{file.name}"))
        for file in sorted(folder.glob("*.md"))
    )
    return [(name, sheet) for name, sheet in laid if sheet is not None]


def sample(bundles: tuple[Path, ...], size: int, seed: int) -> list[tuple[str, Sheet]]:
    """So many agents at the heads of the repositories, from each in turn."""
    random = Random(seed)  # noqa: S311  # a sample, no secret
    shelves = [list(_agents(bundle)) for bundle in bundles]
    for shelf in shelves:
        random.shuffle(shelf)
    drawn: list[tuple[str, Sheet]] = []
    while len(drawn) < size and any(shelves):
        drawn += [shelf.pop() for shelf in shelves if shelf]
    return drawn[:size]


def _agents(bundle: Path) -> Iterator[tuple[str, Sheet]]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", bundle, folder], check=True)
        for file in sorted(Path(folder).rglob("*")):
            path = file.relative_to(folder).as_posix()
            if is_candidate(path) and file.is_file() and not file.is_symlink():
                yield from _laid_out(bundle.stem, path, file.read_bytes())


def _laid_out(repository: str, path: str, data: bytes) -> Iterator[tuple[str, Sheet]]:
    definition = read_definition(data, path)
    if definition.kind is Kind.AGENT and len(data) <= _LONGEST and definition.document.valid_utf8:
        sheet = lay_out(definition.document.text, path)
        if sheet is not None:
            yield f"{repository}:{path}", sheet
