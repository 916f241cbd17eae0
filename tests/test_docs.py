"""Documentation is tested: generated pages match the code, and what a page shows is what the program says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from types import ModuleType

import click
import pytest

from agentreg.formats.hosts import HOSTS
from agentreg.model.definition import Host
from agentreg.model.tools import Grant
from agentreg_cli.group import load_command
from agentreg_cli.help import GLOBAL_OPTIONS
from agentreg_cli.main import COMMANDS
from support.scripts import load_script
from support.shared import ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    return load_script("docs/generate.py")


def test_generated_pages_are_what_make_docs_would_write(generate):
    for name, text in generate.pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"docs/{name} is stale: run `make docs`"


@pytest.mark.skipif(sys.platform != "linux", reason="the commands of the guides are for GNU tools")
def test_the_guides_show_what_the_program_says(generate):
    for name, text in generate.guides().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"docs/{name} is stale: run `make docs`"


@pytest.mark.parametrize("first", ["cd ~", "agentreg init", "python3 fixtures/play.py play"])
def test_a_guide_begins_with_the_command_that_builds_its_repositories(generate, first):
    with pytest.raises(RuntimeError, match=r"the first command of a guide is `python3 fixtures/play\.py"):
        generate.filled(f"```console\n$ {first}\n```\n")


def test_the_readme_shows_what_the_program_says(generate):
    assert (ROOT / "README.md").read_text(encoding="utf-8") == generate.readme()


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_the_manual_page_formats_without_a_complaint():
    words = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", DOCS / "agentreg.1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_exit_code_has_its_meaning(generate):
    assert set(generate.EXIT_MEANINGS) == set(generate.ExitCode)


def test_the_manual_tells_of_each_host_and_of_what_a_missing_list_means_there():
    rows = re.findall(r"(?m)^\| `([\w-]+)` \|.*\| ([^|]+) \|$", (DOCS / "manual.md").read_text("utf-8"))
    told = {name: means for name, means in rows if name in {host.value for host in Host}}
    assert told.keys() == {host.value for host in Host}
    assert {name for name, means in told.items() if means == "not known"} == {
        host.value for host, profile in HOSTS.items() if profile.absent is Grant.UNKNOWN
    }


def markdown_pages():
    return [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]


GLOBAL = {word for row in GLOBAL_OPTIONS for word in re.findall(r"(?<!\w)--?[A-Za-z-]+", row[0])}


def known_options(words: list[str]) -> set[str]:
    """The options of the command that the words begin with."""
    command, rest = load_command(words[0]), words[1:]
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    return {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | GLOBAL


@pytest.mark.parametrize("page", markdown_pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_commands_that_a_page_names_exist_with_their_options(page):
    text = page.read_text(encoding="utf-8")
    for line in re.findall(r"(?:`|^    |^\$ |\| )agentreg ([a-z][^`\n#|]*)", text, flags=re.MULTILINE):
        words = line.split()
        assert words[0] in COMMANDS, line
        options = {word.partition("=")[0] for word in words if re.match(r"--?[A-Za-z]", word)}
        assert options <= known_options(words), line


@pytest.mark.parametrize("page", markdown_pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page):
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []
