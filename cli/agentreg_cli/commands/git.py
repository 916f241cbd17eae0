"""`agentreg git`: make Git use the diff and merge drivers, or stop it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from agentreg import __version__
from agentreg.config.whole import replace_file
from agentreg.errors import BadReference, ReadError
from agentreg.git.blocks import find_block, with_block
from agentreg.git.drivers import PATTERNS, attribute_lines, config_lines, patterns_of
from agentreg.git.locate import common_dir, repository_around
from agentreg.git.process import NO_REPOSITORY, Git, Trust
from agentreg.git.refs import head_commit
from agentreg.records import NamedTuple
from agentreg.sources.revision import commit_tree
from agentreg_cli import places
from agentreg_cli.errors import ExitCode
from agentreg_cli.options import dry_run_option, json_option
from agentreg_cli.output import data, json_result, note
from agentreg_cli.session import Session, pass_session

# -P: without it Python looks for modules in the folder where Git starts it, which a stranger may have filled.
PROGRAM = (sys.executable, "-P", "-c", "from agentreg_cli.driver import script; script()")


ATTRIBUTES = ".gitattributes"


class Files(NamedTuple):
    """The two files that an installation writes."""

    config: Path
    attributes: Path


@click.group()
def command() -> None:
    """Make Git diff and merge agents by meaning.

    `git diff` shows the report of `agentreg diff`, `git log -p` and `git show` compare definitions in a
    normal form, and `git merge`, `rebase`, `cherry-pick` and `stash` merge them as `agentreg merge` does.
    """


scope = click.option("--global", "everywhere", is_flag=True, help="For all repositories of this user.")
private = click.option("--private", is_flag=True, help="Write .git/info/attributes, not .gitattributes.")


@command.command()
@scope
@click.option("--local", is_flag=True, help="For this repository only; the default.")
@private
@click.option("--pattern", "patterns", multiple=True, metavar="GLOB", help="Agents lie here too; repeatable.")
@dry_run_option
@pass_session
def install(
    session: Session,
    *,
    everywhere: bool,
    local: bool,
    private: bool,
    patterns: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Write the drivers into Git's configuration, and the paths of agents into its attributes.

    What is there already stays; run again it changes nothing, or brings its own lines up to date.
    """
    if everywhere and (local or private):
        raise click.UsageError("--global excludes --local and --private")
    if any(not one or not one.isprintable() for one in patterns):
        raise click.UsageError("a --pattern must be one line of text")
    files = _files(session, everywhere=everywhere, private=private)
    kept = patterns_of(find_block(_read(files.attributes)).lines)
    globs = dict.fromkeys((*PATTERNS, *kept, *patterns))
    wanted = {files.config: config_lines(PROGRAM, __version__), files.attributes: attribute_lines([*globs])}
    for path, lines in wanted.items():
        before = _read(path)
        after = with_block(before, lines)
        if after == before:
            note(session, f"{path} is up to date")
            continue
        data(session, f"{path}\n" + "".join(f"  {line}\n" for line in lines))
        if not dry_run:
            _write(path, after)
            _say_what_to_commit(session, path)


@command.command()
@scope
@click.option("--local", is_flag=True, help="From this repository; the default.")
@dry_run_option
@pass_session
def uninstall(session: Session, *, everywhere: bool, local: bool, dry_run: bool) -> None:
    """Take out what install wrote, and nothing else."""
    if everywhere and local:
        raise click.UsageError("--global and --local exclude each other")
    for path in dict.fromkeys(_all_files(session, everywhere=everywhere)):
        block = find_block(_read(path))
        if not block.lines:
            continue
        data(session, f"{path}: {len(block.lines)} lines out")
        if dry_run:
            continue
        if block.without is None:
            path.unlink()
        else:
            _write(path, block.without)
        _say_what_to_commit(session, path)


def _say_what_to_commit(session: Session, path: Path) -> None:
    """Say that a file is not as HEAD has it where it is one that Git shares: clones get what is committed."""
    repository = repository_around(session.cwd)
    if repository is None or repository.work_tree is None or path != repository.work_tree / ATTRIBUTES:
        return
    git = Git(repository.git_dir, Trust.TARGET)
    head = head_commit(git)
    committed = commit_tree(git, head).texts([ATTRIBUTES]).get(ATTRIBUTES) if head else None
    here = path.read_bytes() if path.is_file() else None
    if here is None and committed is not None:
        note(session, f"next, commit that {ATTRIBUTES} is gone: it held nothing else")
    elif here is not None and here.splitlines() != (committed or b"").splitlines():
        note(session, f"next, commit {ATTRIBUTES}: other clones get what is committed")


@command.command()
@json_option
@pass_session
def status(session: Session) -> ExitCode:
    """Say what is installed, where, and whether it is this program. Exits 1 when something is not right."""
    wanted = config_lines(PROGRAM, __version__)
    scopes = [True] if repository_around(session.cwd) is None else [False, True]
    found = [path for one in scopes for path in _all_files(session, everywhere=one)]
    states = {path: find_block(_read(path)).lines for path in found}
    told = {path: _state(lines, wanted) for path, lines in states.items()}
    if session.json:
        found_there = [{"path": str(path), "state": state} for path, state in told.items()]
        json_result(session, "git status", {"files": found_there})
    else:
        data(session, "".join(f"{path}: {state}\n" for path, state in told.items()))
    configured = any(lines == wanted for lines in states.values())
    attributed = any(line.endswith("merge=agentreg") for lines in states.values() for line in lines)
    return ExitCode.CLEAN if configured and attributed else ExitCode.FINDINGS


def _state(lines: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    if not lines:
        return "nothing of agentreg"
    if lines == wanted:
        return f"drivers of agentreg {__version__}, this installation"
    if lines[0].startswith("["):
        return "drivers of another installation or version; run `agentreg git install` again"
    return f"{len(lines)} patterns"


def _files(session: Session, *, everywhere: bool, private: bool) -> Files:
    if everywhere:
        return Files(places.git_config(), _user_attributes())
    repository = repository_around(session.cwd)
    if repository is None:
        raise BadReference(f"{session.cwd} is in no Git repository", hint="or use --global")
    common = common_dir(repository.git_dir)
    shared = repository.work_tree / ATTRIBUTES if repository.work_tree and not private else None
    return Files(common / "config", shared or common / "info" / "attributes")


def _all_files(session: Session, *, everywhere: bool) -> Iterator[Path]:
    for private in (False,) if everywhere else (False, True):
        yield from _files(session, everywhere=everywhere, private=private)


def _user_attributes() -> Path:
    asked = ["config", "--global", "--type=path", "--get", "core.attributesFile"]
    told = Git(NO_REPOSITORY, Trust.TARGET).attempt(asked).output.decode(errors="surrogateescape")
    return Path(told.removesuffix("\n")) if told else places.git_attributes()


def _read(path: Path) -> str | None:
    if path.name == ATTRIBUTES and path.is_symlink():
        raise ReadError(f"{path} is a symbolic link, which Git does not follow")
    return path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text.encode("utf-8", "surrogateescape"))
