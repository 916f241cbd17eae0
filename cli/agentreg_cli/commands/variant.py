"""`agentreg variant`: what one variant changes, what its overlay makes, and the overlay that makes it."""

from __future__ import annotations

import sys

import click

from agentreg.config.whole import replace_file
from agentreg.errors import ReadError
from agentreg.formats.read import read_definition
from agentreg.records import NamedTuple
from agentreg.review.values import Labelled
from agentreg.sync.overlays import default_overlay, write_extracted, write_made
from agentreg.variants.making import extracted, make
from agentreg.variants.manifest import Variant
from agentreg.variants.project import Project, open_project
from agentreg.variants.standing import base_name
from agentreg_cli.comparison import show_pair
from agentreg_cli.fleet import inside, open_bases, variant_at
from agentreg_cli.options import json_option, output_option
from agentreg_cli.output import data, json_result, note, raw, warn
from agentreg_cli.reports import STDOUT
from agentreg_cli.session import Session, pass_session


class Found(NamedTuple):
    """A variant and the project that it is in."""

    project: Project
    variant: Variant


@click.group()
def command() -> None:
    """Look at one variant: what it changes of its base, and the overlay that it is made from.

    An overlay is a small file that says only what differs from a base: the manual tells what it may hold.
    """


@command.command()
@click.argument("path")
@json_option
@pass_session
def diff(session: Session, path: str) -> None:
    """Say what the variant at PATH changes of the base that it was last brought up to."""
    found = _find(session, path)
    declared, locked = found.variant
    file = found.project.files.read(declared.path)
    if locked is None or file is None:
        what = "no base of it is locked" if locked is None else "the file is not there"
        raise ReadError(f"{declared.path}: {what}", hint="`agentreg status` tells where variants stand")
    with open_bases(session) as bases:
        base = bases.locked(locked)
    before, after = (read_definition(text, declared.path) for text in (base, file))
    show_pair(
        session,
        # In its label: a version would be taken for one that the edits raise.
        Labelled(before, f"{locked.base} {base_name(locked)}"),
        Labelled(after, declared.path),
        "variant diff",
    )


@command.command()
@click.argument("path")
@click.option("--write", is_flag=True, help="Write the file and the lock, unless the file was edited.")
@json_option
@pass_session
def render(session: Session, path: str, *, write: bool) -> None:
    """Make the variant at PATH from its overlay and the base that is locked; print it.

    A variant that was never locked is made from the newest base that its overlay accepts.
    """
    found = _find(session, path)
    with open_bases(session) as bases:
        made = make(found.variant, found.project.files, bases)
    written = write_made(made, found.project) if write else ()
    if session.json:
        text = made.text.decode("utf-8", "surrogateescape")
        json_result(session, "variant render", {"path": _path(found), "text": text, "written": list(written)})
    elif write:
        _tell(session, written)
    else:
        _print(session, made.text)


@command.command()
@click.argument("path")
@output_option
@click.option("--write", is_flag=True, help="Write the overlay into the project, and declare it.")
@json_option
@pass_session
def extract(session: Session, path: str, *, output: str | None, write: bool) -> None:
    """Turn the edits of the variant at PATH into an overlay that makes exactly this file; print it.

    With --write the overlay is written to where -o says, else to the folder `agents`, and the variant is
    made from it from now on.
    """
    if output == STDOUT and write:
        raise click.UsageError("--write needs a file: -o - is standard output")
    output = None if output == STDOUT else output
    found = _find(session, path)
    with open_bases(session) as bases:
        text, form_only = extracted(found.variant, found.project.files, bases)
    warnings = [f"{key}: only its form differs, and the overlay keeps it as it is" for key in form_only]
    written: tuple[str, ...] = ()
    if write:
        root = session.config_path.parent
        overlay = inside(root, session.cwd, output) if output else default_overlay(found.variant)
        written = write_extracted(text, overlay, found.variant, found.project)
    elif output:
        written = (output,)
        _save(session, output, text)
    if session.json:
        content = {"path": _path(found), "overlay": text, "written": list(written)}
        json_result(session, "variant extract", content, warnings)
        return
    if write or output:
        _tell(session, written)
    else:
        _print(session, text.encode())
    for warning in warnings:
        warn(warning)


def _find(session: Session, path: str) -> Found:
    """The variant that is meant, of the project around here."""
    root = session.config_path.parent
    project = open_project(root, root.name)
    return Found(project, variant_at(project, inside(root, session.cwd, path)))


def _path(found: Found) -> str:
    return found.variant.declared.path


def _print(session: Session, content: bytes) -> None:
    """Exact bytes for a pipe; on a terminal nothing that it would obey."""
    if sys.stdout.isatty():
        data(session, content.decode("utf-8", "surrogateescape"))
    else:
        raw(content)


def _save(session: Session, output: str, text: str) -> None:
    try:
        replace_file(session.cwd / output, text.encode())
    except OSError as error:
        raise ReadError(f"{output} cannot be written: {error.strerror}") from error


def _tell(session: Session, written: tuple[str, ...]) -> None:
    if not written:
        note(session, "nothing to do")
    data(session, "".join(f"wrote {path}\n" for path in written))
