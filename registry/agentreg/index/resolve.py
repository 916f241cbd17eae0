"""From a reference to the thing it names: bytes with a label, or an indexed revision.

`load` is what commands use: any reference of the grammar in, bytes out. A path needs no index and no Git.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from agentreg.errors import BadReference, IndexUnavailable, ReadError, UnknownReference
from agentreg.index.reference import (
    AgentReference,
    GitPathReference,
    PathReference,
    RangeReference,
    Reference,
    StdinReference,
    parse_reference,
)
from agentreg.index.values import Revision


def _no_input() -> bytes:
    raise BadReference("'-' means standard input, which cannot be read here")


class Place(NamedTuple):
    """Where references are looked up; the library asks no environment of its own.

    Attributes:
        cwd: The folder that paths and `REV:PATH` are relative to.
        index_path: The index's database file; None where agents cannot be named.
        stdin: Reads all of standard input.
    """

    cwd: Path
    index_path: Path | None = None
    stdin: Callable[[], bytes] = _no_input


class Loaded(NamedTuple):
    """What a reference led to.

    Attributes:
        data: The file's exact bytes.
        path: POSIX path to read it as (hosts go by it); empty for standard input.
        label: How to call it before people: `wshobson/reviewer@1.2.0`, `HEAD~1:agents/reviewer.md`.
        revision: The indexed revision, when an agent was named.
    """

    data: bytes
    path: str
    label: str
    revision: Revision | None = None


def load(reference: str | Reference, place: Place) -> Loaded:
    """Read what one reference names: PATH, REV:PATH, `-`, AGENT or SOURCE/AGENT with any @SELECTOR.

    Args:
        reference: The text that the user wrote, or what `parse_reference` made of it.
        place: Where to look.

    Returns:
        The bytes, the path to read them as, and a label.

    Raises:
        BadReference: The reference cannot be read, or names a folder or a range rather than one file
            (callers that take those check with `parse_reference` first).
        UnknownReference: It names nothing; the hint suggests the nearest.
        AmbiguousReference: It names several things; the hint lists them.
        ReadError: The file or object could not be read.
        IndexUnavailable: An agent is named and there is no index.
    """
    if isinstance(reference, str):
        reference = parse_reference(reference, lambda path: (place.cwd / path).exists())
    match reference:
        case StdinReference():
            return Loaded(place.stdin(), "", "-")
        case PathReference(path):
            return _load_file(path, place.cwd)
        case GitPathReference():
            raise BadReference("files at a Git revision cannot be read yet")
        case RangeReference(before, after, _):
            raise BadReference(f"'{before}..{after}' is a range, not one definition")
        case AgentReference():
            raise IndexUnavailable("there is no index yet", hint="run `agentreg index`")


def _load_file(path: str, cwd: Path) -> Loaded:
    file = cwd / path
    try:
        return Loaded(file.read_bytes(), Path(path).as_posix(), path)
    except FileNotFoundError:
        raise UnknownReference(f"no such file: {path}") from None
    except IsADirectoryError:
        raise BadReference(f"{path} is a folder, not one definition") from None
    except OSError as error:
        raise ReadError(f"cannot read {path}: {error.strerror}") from error
