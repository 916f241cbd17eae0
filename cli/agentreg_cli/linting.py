"""Judges the agents at some paths as they are, and shows what is found."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.config.paths import resolved
from agentreg.errors import ReadError
from agentreg.model.definition import Definition, Kind
from agentreg.records import NamedTuple
from agentreg.review.leaks import gaps_of
from agentreg.review.values import Gap, Labelled, Lack, Outcome
from agentreg_cli import places
from agentreg_cli.errors import ExitCode
from agentreg_cli.gitleaks import look_with
from agentreg_cli.output import data, document, envelope, warn
from agentreg_cli.policy import Gate, accept, find_terms, put, wish_for_gitleaks
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.formats.manifests import Flaw
    from agentreg.review.values import Review
    from agentreg.rules.idle import IsGone
    from agentreg.rules.settle import Terms
    from agentreg.rules.state.scene import Surroundings
    from agentreg.sources.collection import Collection, Unread


_DID = {Lack.FILE: "read", Lack.PROGRAM: "asked"}
"""What is missing, and what was not done with it."""


class _Read(NamedTuple):
    """What was read.

    Attributes:
        root: The folder from which paths are told: the project's.
        definitions: All that is to be judged, by path.
        neighbours: What stands beside it, too.
        unread: What could not be read.
    """

    root: Path
    definitions: dict[str, Definition]
    neighbours: dict[str, Definition]
    unread: tuple[Unread, ...] = ()


class Asked(NamedTuple):
    """What is to be judged, and how.

    Attributes:
        paths: Files and folders, as the user wrote them; none for the whole project.
        gate: What is accepted, and what fails; whether gitleaks looks for secrets as well.
        format: A value of `report.formats.Format`; what shows texts beside each other has none of one state.
    """

    paths: tuple[str, ...] = ()
    gate: Gate = Gate()
    format: str = "text"


def lint_and_show(session: Session, asked: Asked) -> ExitCode:
    """Judge the agents at some paths and write what is found.

    Args:
        session: The run.
        asked: What is to be judged, and how.

    Returns:
        The exit code.

    Raises:
        AgentregError: A path is not there or cannot be read, or the policy cannot be followed.
    """
    read = _read(session, asked.paths)
    gate = asked.gate
    terms = _terms(session, read.definitions.values(), gate)
    surroundings = _surroundings(session, read)
    looked = look_with(wish_for_gitleaks(gate, terms))(
        [one.document.text for one in read.definitions.values()]
    )
    if looked.leaks:
        surroundings = surroundings._replace(leaks=dict(zip(read.definitions, looked.leaks, strict=True)))
    review = _judged(session, read, surroundings, terms)
    review = review._replace(scan=looked.scan, gaps=(*review.gaps, *gaps_of(looked.scan)))
    from agentreg.review.shown import places_as_shown

    review = review._replace(verdict=put(review, gate, terms), flaws=_flaws(read))
    _show(session, places_as_shown(review), asked.format)
    code = _exit_code(session, review, gate, read.root)
    # What was not read never reads as clean.
    return ExitCode.FAILED if code is ExitCode.CLEAN and review.gaps else code


def _read(session: Session, paths: tuple[str, ...]) -> _Read:
    from agentreg.sources.folder import read_files, read_folder
    from agentreg_cli.lint_notes import tell_bytes, tell_others

    root = _root(session.cwd)
    files: list[Path] = []
    definitions: dict[str, Definition] = {}
    unread: dict[str, Unread] = {}
    for path in [_on_disk(session.cwd, text) for text in paths] or [_with_files(session.cwd, root)]:
        if path.is_dir():
            _gather(read_folder(resolved(path), root), definitions, unread)
        else:
            # What a link is called counts, not where it leads.
            files.append(resolved(path.parent) / path.name)
    around = dict(definitions)
    named: set[str] = set()
    if files:
        found = read_files(files, root)
        named = {one.path for one in found.definitions}
        _gather(found, definitions, unread)
        # An agent is mistaken for those beside it; other folders may be large, and hold none.
        for folder in sorted({file.parent for file in files if "agents" in file.parent.parts}):
            _gather(read_folder(folder, root), around, {})
    tell_others(session, definitions.values(), named)
    agents = {path: one for path, one in sorted(definitions.items()) if one.kind is Kind.AGENT}
    tell_bytes(session, agents.values())
    return _Read(root, agents, {**around, **agents}, tuple(unread[path] for path in sorted(unread)))


def _with_files(folder: Path, root: Path) -> Path:
    """The project's folder, unless it has no files: that would read as if all were well."""
    from agentreg.git.locate import repository_at

    repository = repository_at(folder)
    if repository and repository.work_tree is None:
        raise ReadError(
            f"{repository.git_dir} is bare: it has no work tree whose agents could be judged",
            hint="clone it and run `agentreg lint` there, or name the files or folders to judge",
        )
    return root


def _on_disk(folder: Path, text: str) -> Path:
    """A file by its name, which is what a shell passes, or else by what reports call it."""
    path = folder / text
    if "\\x" not in text or os.path.lexists(path):
        return path
    from agentreg.model.paths import raw_path

    return folder / os.fsdecode(raw_path(text))


def _gather(found: Collection, definitions: dict[str, Definition], unread: dict[str, Unread]) -> None:
    definitions.update((one.path, one) for one in found.definitions)
    unread.update((one.path, one) for one in found.unread)


def _root(folder: Path) -> Path:
    """The project's folder: the top of the work tree, else that of the configuration, else this one."""
    from agentreg.git.locate import repository_around

    repository = repository_around(folder)
    if repository and repository.work_tree:
        return repository.work_tree
    config = places.find_config(folder)
    return resolved(config.parent if config else folder)


def _terms(session: Session, definitions: Iterable[Definition], gate: Gate) -> Terms | None:
    marked = any(one.document.may_waive for one in definitions)
    return find_terms(session, gate, marked=marked)


def _judged(session: Session, read: _Read, surroundings: Surroundings, terms: Terms | None) -> Review:
    from agentreg.review.state import lint_all

    agents = [
        Labelled(one, os.path.relpath(read.root / path, session.cwd))
        for path, one in read.definitions.items()
    ]
    found = ((item.path, item.diagnostic) for item in read.unread)
    gaps = tuple(Gap(path, why.message, why.line, why.hint) for path, why in found)
    return lint_all(agents, surroundings, terms, is_gone=_gone(read.root))._replace(gaps=gaps)


def _gone(root: Path) -> IsGone:
    """What tells that nothing is at a path of the project any more."""
    from agentreg.model.paths import raw_path

    return lambda path: not os.path.lexists(root / os.fsdecode(raw_path(path)))


def _surroundings(session: Session, read: _Read) -> Surroundings:
    from agentreg.rules.state.scene import Surroundings, neighbours_of
    from agentreg_cli.neighbours import agents_elsewhere

    agents = (one for one in read.neighbours.values() if one.kind is Kind.AGENT)
    return Surroundings(
        neighbours_of(agents),
        lambda path: _is_there(read.root / path),
        elsewhere=agents_elsewhere(session, read.root),
    )


def _flaws(read: _Read) -> tuple[Flaw, ...]:
    """The manifests above the agents that cannot be read; no link is followed."""
    from agentreg.formats.manifests import flaws, manifests_above, read_plugin_manifests
    from agentreg.sources.folder import read_texts

    return flaws(read_plugin_manifests(read_texts(read.root, manifests_above(read.definitions))))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _show(session: Session, review: Review, format_: str) -> None:
    if session.json:
        from agentreg.report.lint_json import lint_data

        errors = [
            {"code": f"not-{did}", "message": f"{gap.place} was not {did}: {gap.reason}", "hint": gap.hint}
            for gap in review.gaps
            for did in (_DID[gap.lack],)
        ]
        warnings = [flaw.sentence for flaw in review.flaws]
        envelope("lint", data=lint_data(review), warnings=warnings, errors=errors)
        return
    if format_ != "text":
        from agentreg.report.formats import Format, render_document

        document(render_document(review, Format(format_)))
    else:
        from agentreg.report.lint_text import render_lint
        from agentreg.report.page import Detail, Page

        detail = Detail.ALL if session.verbosity > 0 else Detail.NORMAL
        data(session, render_lint(review, Page(places.columns(), detail)))
    for flaw in review.flaws:
        warn(flaw.sentence)
    for gap in review.gaps:
        warn(f"{gap.place} was not {_DID[gap.lack]}: {gap.told}")


def _exit_code(session: Session, review: Review, gate: Gate, root: Path) -> ExitCode:
    from agentreg.rules.table import LINT_RULES

    if gate.write_baseline:
        accept(session, gate.write_baseline, review, LINT_RULES, is_gone=_gone(root))
        return ExitCode.CLEAN
    failed = review.verdict and review.verdict.outcome is Outcome.FAILED
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN
