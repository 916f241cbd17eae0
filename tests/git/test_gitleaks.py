"""gitleaks, played by a script that writes a report like its own; and itself, where it is installed."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random
from string import ascii_letters, digits

import pytest

from agentreg.errors import ReadError
from agentreg.git import gitleaks
from agentreg.git.gitleaks import ask_gitleaks, gitleaks_version
from agentreg.model.document import Span

REAL = shutil.which("gitleaks")

SHIM = """\
#!{python}
import json, os, pathlib, sys
options = dict(zip(sys.argv[1:-1], sys.argv[2:]))
log = pathlib.Path({log!r})
seen = {{"words": sys.argv[1:], "cwd": os.getcwd(), "names": sorted(os.listdir("."))}}
log.write_text(json.dumps(seen))
if sys.argv[1] in {unknown!r}:
    sys.exit(f'Error: unknown command "{{sys.argv[1]}}" for "gitleaks"')
pathlib.Path(options["--report-path"]).write_text({report!r})
sys.stderr.write({said!r})
sys.exit({code})
"""
TEXT = "---\nname: a\n---\nThe word is open-sesame-42.\nIt is open-sesame-42.\n"


def install(folder: Path, report: object, **more: object) -> Path:
    """Make a gitleaks, and return it; where it is called from and how, it writes to `log.json` in the folder.

    Its exit code is `code`, it says `said`, and knows no command of `unknown`.
    """
    shim, log = folder / "bin" / "gitleaks", folder / "log.json"
    shim.parent.mkdir()
    text = report if isinstance(report, str) else json.dumps(report)
    how = {"code": 0, "said": "", "unknown": ()} | more
    shim.write_text(SHIM.format(python=sys.executable, log=str(log), report=text, **how))
    shim.chmod(0o755)
    return shim


def entry(**values: object) -> dict[str, object]:
    return {"RuleID": "door-word", "File": "0.md", "StartLine": 6, "Secret": "open-sesame-42"} | values


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        (None, []),
        ([entry()], [("door-word (gitleaks)", 5, "open-sesame-42")]),
        ([entry(StartLine=5)], [("door-word (gitleaks)", 4, "open-sesame-42")]),
        ([entry() | {"Secret": "REDACTED"}], [("door-word (gitleaks)", 5, "It is open-sesame-42.")]),
        ([entry(StartLine=99)], [("door-word (gitleaks)", 4, "open-sesame-42")]),
        (
            [entry(), entry(RuleID="another"), entry()],
            [("another (gitleaks)", 5, "open-sesame-42"), ("door-word (gitleaks)", 5, "open-sesame-42")],
        ),
        (
            [entry(), entry(StartLine=5)],
            [("door-word (gitleaks)", 4, "open-sesame-42"), ("door-word (gitleaks)", 5, "open-sesame-42")],
        ),
    ],
)
def test_what_it_finds_is_found_in_the_text(
    found: object, expected: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    (leaks,) = ask_gitleaks(str(install(tmp_path, found)), [TEXT])
    told = [(leak.what, TEXT.count("\n", 0, leak.span.start) + 1, leak.span.of(TEXT)) for leak in leaks]
    assert told == expected


def test_it_sees_copies_under_names_of_ours(tmp_path: Path) -> None:
    assert ask_gitleaks(str(install(tmp_path, [])), ["one", "two \udc80"]) == ((), ())
    called = json.loads((tmp_path / "log.json").read_text())
    assert called["names"] == ["0.md", "1.md"]
    assert called["words"][:5] == ["dir", ".", "--no-banner", "--exit-code", "0"]
    assert not Path(called["cwd"]).exists()


def test_an_older_one_is_asked_in_its_own_words(tmp_path: Path) -> None:
    program = install(tmp_path, [entry()], unknown=["dir"])
    assert len(ask_gitleaks(str(program), [TEXT])[0]) == 1
    words = json.loads((tmp_path / "log.json").read_text())["words"]
    assert words[:4] == [
        "detect",
        "--no-git",
        "--source",
        ".",
    ]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"code": 1}, "gitleaks failed: no reason given"),
        ({"code": 1, "said": "\x1b[31mFTL\x1b[0m bad config\n\x1b[0m\n"}, "gitleaks failed: FTL bad config"),
        (
            {"said": "WRN skipping file: permission denied path=0.md\n"},
            "gitleaks passed over a text: WRN skip",
        ),
        ({"unknown": ["dir", "detect"]}, 'gitleaks failed: .*unknown command "detect"'),
        ({"report": "no json"}, "the report of gitleaks cannot be read"),
        ({"report": "{}"}, "the report of gitleaks is no list"),
        ({"report": '["x"]'}, "the report of gitleaks holds what is no entry"),
        ({"report": json.dumps([entry(File="other.md")])}, "is not that of a version 8"),
        ({"report": json.dumps([entry(File="7.md")])}, "is not that of a version 8"),
        ({"report": json.dumps([entry(RuleID=None)])}, "is not that of a version 8"),
    ],
    ids=str,
)
def test_what_goes_wrong_is_an_error(how: dict[str, object], message: str, tmp_path: Path) -> None:
    program = install(tmp_path, **{"report": "[]"} | how)
    with pytest.raises(ReadError, match=message):
        ask_gitleaks(str(program), [TEXT])


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (None, "cannot be run: No such file"),
        ("nothing\n", "cannot be run"),
        ("#!/bin/sh\nexec sleep 9\n", "longer than 1 s"),
    ],
)
def test_one_that_cannot_be_run_is_an_error(
    script: str | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if script:
        (tmp_path / "gitleaks").write_text(script)
        (tmp_path / "gitleaks").chmod(0o755)
    monkeypatch.setattr(gitleaks, "_PATIENCE", 1)
    with pytest.raises(ReadError, match=message):
        ask_gitleaks(str(tmp_path / "gitleaks"), [TEXT])


@pytest.mark.parametrize(
    ("said", "code", "version"),
    [
        ("8.18.4\n", 0, "8.18.4"),
        ("v8.30.0\n", 0, "8.30.0"),
        ("8.16.0-1ubuntu0.24.04.3\n", 0, "8.16.0-1ubuntu0.24.04.3"),
        ("8.18.4\n", 1, None),
        ("version is set by build process\n", 0, "unnumbered"),
        ("version is set by build process\n", 1, None),
        ("7.6.1\n", 0, None),
        ("9.0.0\n", 0, None),
        ("18.1\n", 0, None),
        ("8.1\n8.2\n", 0, None),
        ("", 0, None),
    ],
)
def test_only_a_version_8_is_known(said: str, code: int, version: str | None, tmp_path: Path) -> None:
    program = tmp_path / "gitleaks"
    program.write_text(f"#!/bin/sh\n[ \"$*\" = version ] || exit 9\nprintf '%s' '{said}'\nexit {code}\n")
    program.chmod(0o755)
    if version:
        assert gitleaks_version(str(program)) == version
        return
    with pytest.raises(ReadError, match="gitleaks is of an unknown version: it says ") as raised:
        gitleaks_version(str(program))
    assert raised.value.hint == "install a version 8"


def token(seed: int) -> str:
    """What looks like a token of GitHub's; made here, so that none stands in this file."""
    return "ghp_" + "".join(Random(seed).choices(ascii_letters + digits, k=36))  # noqa: S311  no secret


OLD = """\
#!/bin/sh
if [ "$1" = dir ]; then echo 'Error: unknown command "dir" for "gitleaks"' >&2; exit 1; fi
exec "{real}" "$@"
"""


@pytest.mark.skipif(REAL is None, reason="needs gitleaks: see tests/tools/README.md")
@pytest.mark.parametrize("generation", ["dir", "detect"])
class TestTheRealOne:
    """What gitleaks itself does with what we give it, asked in both ways."""

    @pytest.fixture(autouse=True)
    def generation_of(self, generation: str, tmp_path: Path) -> None:
        self.program = str(REAL)
        if generation == "detect":
            (tmp_path / "gitleaks").write_text(OLD.format(real=REAL))
            (tmp_path / "gitleaks").chmod(0o755)
            self.program = str(tmp_path / "gitleaks")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("---\nname: a\n---\nUse ", " now.\n"),
            ("", ""),
            ("\ufeffone\r\n\u00e9\u00e9 ", "\r\n"),
            ("the key ", " <!-- gitleaks:allow -->\n"),
            ("%PDF-1.4\n", "\n"),
            ("x " * 200_000 + "\n", "\n"),
        ],
        ids=["a definition", "alone", "with returns", "with leave to pass", "like a PDF", "after much text"],
    )
    def test_a_secret_is_found_where_it_stands(self, before: str, after: str) -> None:
        secret = token(1)
        clean, found = ask_gitleaks(self.program, [TEXT, before + secret + after])
        assert clean == ()
        assert [(leak.what, leak.span) for leak in found] == [
            ("github-pat (gitleaks)", Span(len(before), len(before) + len(secret)))
        ]

    def test_what_is_clean_is_clean(self) -> None:
        assert ask_gitleaks(self.program, [TEXT, ""]) == ((), ())
        assert ask_gitleaks(self.program, []) == ()

    def test_where_temporary_files_are_kept_decides_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "node_modules"
        folder.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        assert len(ask_gitleaks(self.program, [token(2)])[0]) == 1

    def test_a_configuration_that_it_cannot_read_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GITLEAKS_CONFIG", "/nowhere.toml")
        with pytest.raises(ReadError, match=r"gitleaks failed: .*/nowhere\.toml"):
            ask_gitleaks(self.program, [TEXT])
