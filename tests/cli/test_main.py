from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import click
import pytest

import agentreg_cli.commands
from agentreg import __version__
from agentreg_cli.group import root
from agentreg_cli.help import GLOBAL_OPTIONS, GROUPS
from agentreg_cli.main import COMMANDS, script
from agentreg_cli.options import global_options
from support.cli import run_cli


@pytest.mark.parametrize("arguments", [["--version"], ["-q", "--version"]])
def test_version_is_told_with_and_without_the_parser(arguments):
    ran = run_cli(*arguments)
    assert (ran.code, ran.out, ran.err) == (0, f"agentreg {__version__}\n", "")


def test_the_module_runs_like_the_script():
    command = [sys.executable, "-m", "agentreg_cli"]
    told = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout == f"agentreg {__version__}\n"
    refused = subprocess.run([*command, "dif"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2


def test_the_script_stops_looking_for_garbage_at_its_end(monkeypatch):
    frozen = []
    monkeypatch.setattr("gc.freeze", lambda: frozen.append(True))
    monkeypatch.setattr("sys.argv", ["agentreg", "--version"])
    assert script() == 0
    assert frozen


def test_the_help_fits_a_terminal_of_80_columns() -> None:
    assert [line for line in run_cli("--help").out.splitlines() if len(line) > 79] == []


def test_help_is_the_same_with_and_without_the_parser():
    fast, parsed = run_cli("--help"), run_cli("-q", "--help")
    assert fast.code == parsed.code == 0
    assert fast.out == parsed.out
    assert run_cli().out == fast.out


def test_the_help_groups_name_every_command_once():
    named = [name for _, names in GROUPS for name in names]
    assert sorted(named) == sorted(COMMANDS)


def test_the_help_names_every_global_option():
    shown = {
        part for left, _ in GLOBAL_OPTIONS for part in left.replace(",", "").split() if part.startswith("-")
    }
    defined = {option for parameter in root().params for option in parameter.opts}
    assert shown == defined | {"-h", "--help"}


def test_an_unknown_command_suggests_the_nearest():
    ran = run_cli("dif")
    assert ran.code == 2
    assert ran.out == ""
    assert "no command 'dif'. Did you mean 'diff'?" in ran.err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("statsu", "'status' or 'stats'"),
        ("snyc", "'sync'"),
        ("verison", "'versions'"),
        ("STATUS", "'status'"),
        ("outdatd", "'outdated'"),
        ("proposse", "'propose'"),
    ],
)
def test_a_slip_of_the_fingers_is_understood(word: str, said: str) -> None:
    assert f"no command {word!r}. Did you mean {said}?" in run_cli(word).err


def test_an_unknown_command_that_resembles_none_points_to_the_help():
    ran = run_cli("zzzz")
    assert ran.code == 2
    assert "agentreg --help" in ran.err


def test_commands_match_their_modules():
    modules = {
        module.name.replace("_", "-") for module in pkgutil.iter_modules(agentreg_cli.commands.__path__)
    }
    assert modules == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_and_takes_the_global_options(name):
    module = importlib.import_module(f"agentreg_cli.commands.{name}")
    assert isinstance(module.command, click.Command)
    ran = run_cli(name, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: agentreg {name} ")
    command = root().get_command(click.Context(root()), name)
    taken = {option for parameter in command.params for option in parameter.opts}
    assert {option for parameter in global_options() for option in parameter.opts} <= taken


def test_global_options_are_taken_before_and_after_the_command(tmp_path):
    (tmp_path / "inner").mkdir()
    for arguments in (["-C", tmp_path, "completion", "bash"], ["completion", "bash", "-C", tmp_path]):
        assert run_cli(*arguments).code == 0
    nested = run_cli("-C", tmp_path, "completion", "bash", "-C", "inner")
    assert nested.code == 0


def test_a_missing_folder_is_a_usage_error():
    ran = run_cli("-C", "no-such-folder", "completion", "bash")
    assert ran.code == 2
    assert "no-such-folder" in ran.err


def loaded_modules(*arguments: str) -> set[str]:
    """The modules that a run of the program imports."""
    code = (
        "import sys, io; sys.stdout = io.StringIO()\n"
        f"from agentreg_cli.main import main; main({list(arguments)!r})\n"
        "sys.__stdout__.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], [], ["__complete", "li"]])
def test_quick_questions_are_answered_without_click(arguments):
    assert "click" not in loaded_modules(*arguments)
