"""What the code must never do, read from its syntax tree (so that a comment may still name it)."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.shared import ROOT

LIBRARY = ROOT / "registry" / "agentreg"
COMMAND_LINE = ROOT / "cli" / "agentreg_cli"
MODULES = sorted([*LIBRARY.rglob("*.py"), *COMMAND_LINE.rglob("*.py")])

YAML_CONSTRUCTORS = {"load", "load_all", "safe_load", "safe_load_all", "full_load", "unsafe_load", "compose"}
LONGEST, LONGEST_MEDIAN = 500, 150


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.expr) -> str:
    """`a.b.c` of an attribute chain; empty for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            start = dotted(value)
            return f"{start}.{attribute}" if start else ""
        case _:
            return ""


def used(tree: ast.AST) -> Iterator[str]:
    """Every dotted name that a module uses or imports."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Attribute() | ast.Name():
                yield dotted(node)


def uses(path: Path, forbidden: set[str]) -> set[str]:
    names = set(used(ast.parse(path.read_text(encoding="utf-8"))))
    return {name for name in names if name in forbidden or name.split(".")[0] in forbidden}


@pytest.mark.parametrize(
    ("forbidden", "allowed_below"),
    [
        pytest.param(
            {"subprocess", "os.system", "os.popen", "pty", "os.posix_spawn"}, "git/", id="processes"
        ),
        pytest.param({"print", "sys.stdout", "sys.stderr", "input"}, None, id="printing"),
        pytest.param({"os.environ", "os.getenv", "os.environb", "platformdirs"}, "git/", id="environment"),
        pytest.param({"pathlib.Path.home", "Path.home", "os.path.expanduser"}, None, id="home"),
        pytest.param({"pickle", "marshal", "shelve", "eval", "exec"}, None, id="code-from-data"),
    ],
)
def test_the_library_keeps_to_itself(forbidden, allowed_below):
    found = {
        name_of(path): names
        for path in LIBRARY.rglob("*.py")
        if not (allowed_below and path.relative_to(LIBRARY).as_posix().startswith(allowed_below))
        and (names := uses(path, forbidden))
    }
    assert found == {}


@pytest.mark.parametrize("folder", ["formats", "diff"])
def test_patterns_on_the_way_of_a_diff_are_compiled_when_they_are_first_used(folder):
    users = {path.stem for path in (LIBRARY / folder).rglob("*.py") if uses(path, {"re.compile"})}
    assert users <= {"patterns"}


def test_only_places_and_colours_of_the_command_line_read_the_environment():
    readers = {
        name_of(path) for path in COMMAND_LINE.rglob("*.py") if uses(path, {"os.environ", "os.getenv"})
    }
    # To load `pathlib` for `places` takes a driver of Git as long as a merge.
    drivers = "cli/agentreg_cli/relay.py"
    assert readers <= {"cli/agentreg_cli/places.py", "cli/agentreg_cli/color.py", drivers}


def test_the_command_line_starts_no_process():
    assert [
        name_of(path) for path in COMMAND_LINE.rglob("*.py") if uses(path, {"subprocess", "os.system"})
    ] == []


def test_yaml_is_read_as_events_only():
    forbidden = {f"yaml.{name}" for name in YAML_CONSTRUCTORS} | {"frontmatter.load", "frontmatter.loads"}
    assert {name_of(path): names for path in MODULES if (names := uses(path, forbidden))} == {}


def test_no_module_is_too_long_to_read():
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert statistics.median(lengths.values()) < LONGEST_MEDIAN


def test_the_check_sees_what_it_looks_for(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import subprocess\nfrom os import environ\nimport yaml\nyaml.safe_load('x')\nprint(1)\n")
    forbidden = {"subprocess", "os.environ", "yaml.safe_load", "print"}
    assert uses(bad, forbidden) == forbidden
