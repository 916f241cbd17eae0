"""gitleaks, played by a script that writes the report of the real one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from agentreg.errors import ReadError
from agentreg.git.gitleaks import ask_gitleaks

SHIM = """\
#!{python}
import json, os, pathlib, sys
options = dict(zip(sys.argv[2:-1], sys.argv[3:]))
folder = pathlib.Path(sys.argv[-1])
log = pathlib.Path({log!r})
seen = {{"words": sys.argv[1:-1], "cwd": os.getcwd(), "names": sorted(os.listdir(folder))}}
log.write_text(json.dumps(seen))
pathlib.Path(options["--report-path"]).write_text({report!r})
sys.exit({code})
"""
TEXT = "---\nname: a\n---\nThe word is open-sesame-42.\nIt is open-sesame-42.\n"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, report: object, code: int = 0) -> Path:
    """Put a gitleaks first on the path; returns where it writes down how it was called."""
    shim, log = folder / "bin" / "gitleaks", folder / "log.json"
    shim.parent.mkdir()
    text = report if isinstance(report, str) else json.dumps(report)
    shim.write_text(SHIM.format(python=sys.executable, log=str(log), report=text, code=code))
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(shim.parent), prepend=":")
    return log


def entry(**values: object) -> dict[str, object]:
    return {"RuleID": "door-word", "File": "texts/0.md", "StartLine": 5, "Secret": "open-sesame-42"} | values


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        (None, []),
        ([entry()], [("door-word (gitleaks)", 5, "open-sesame-42")]),
        ([entry(StartLine=4)], [("door-word (gitleaks)", 4, "open-sesame-42")]),
        ([entry() | {"Secret": "REDACTED"}], [("door-word (gitleaks)", 5, "It is open-sesame-42.")]),
        ([entry(StartLine=99)], [("door-word (gitleaks)", 4, "open-sesame-42")]),
        ([entry(File="other.md"), entry(File="7.md")], []),
    ],
)
def test_what_it_finds_is_found_in_the_text(
    found: object, expected: list[tuple[str, int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, found)
    leaks = ask_gitleaks({".claude/agents/a.md": TEXT}).get(".claude/agents/a.md", ())
    told = [(leak.what, TEXT.count("\n", 0, leak.span.start) + 1, leak.span.of(TEXT)) for leak in leaks]
    assert told == expected


def test_it_sees_copies_under_names_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = install(tmp_path, monkeypatch, [])
    assert ask_gitleaks({"--config=evil.md": "one", "../../b.md": "two \udc80"}) == {}
    called = json.loads(log.read_text())
    assert called["names"] == ["0.md", "1.md"]
    assert called["words"][:4] == ["dir", "--no-banner", "--exit-code", "0"]
    assert not any("evil" in word for word in called["words"])
    assert not Path(called["cwd"]).exists()


@pytest.mark.parametrize(
    ("report", "code", "message"),
    [
        ("[]", 1, "gitleaks failed: no reason given"),
        ("no json", 0, "the report of gitleaks cannot be read"),
        ("{}", 0, "the report of gitleaks is no list"),
    ],
)
def test_what_goes_wrong_is_an_error(
    report: str, code: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, report, code)
    with pytest.raises(ReadError, match=message):
        ask_gitleaks({"a.md": TEXT})


def test_without_it_the_hint_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="not installed"):
        ask_gitleaks({"a.md": TEXT})
