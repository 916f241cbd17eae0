"""A gitleaks of the tests: it looks for one word, and writes the report that a real version 8 writes."""

from __future__ import annotations

import sys
from pathlib import Path

PROGRAM = """\
#!{python}
import json, pathlib, random, re, sys
if sys.argv[1] == "version":
    print({version!r})
    sys.exit()
found = []
for file in sorted(pathlib.Path(".").iterdir()):
    with open({log!r}, "a") as log:
        log.write(file.name + chr(10))
    for number, line in enumerate(file.read_text().splitlines(), 1):
        for one in re.finditer({sought!r}, line):
            found.append({{
                "RuleID": "door-word", "Description": "A door", "StartLine": number, "EndLine": number,
                "StartColumn": one.start() + 1, "EndColumn": one.end(), "Match": one[0], "Secret": one[0],
                "File": file.name, "SymlinkFile": "", "Commit": "", "Entropy": 3.1, "Author": "", "Email": "",
                "Date": "", "Message": "", "Tags": [], "Fingerprint": file.name + ":door-word:" + str(number),
            }})
random.shuffle(found)
options = dict(zip(sys.argv[1:], sys.argv[2:]))
pathlib.Path(options["--report-path"]).write_text(json.dumps(found))
sys.stderr.write({said!r})
sys.exit({code})
"""


def make_gitleaks(folder: Path, *, version: str = "8.18.4", code: int = 0, said: str = "") -> Path:
    """Make a gitleaks that finds `open-sesame-1` and what begins like a key of AWS.

    Args:
        folder: Where to make it; the names of the files that it saw are in `seen` there.
        version: What it says of itself.
        code: Its exit code.
        said: What it says on standard error.
    """
    program = folder / "gitleaks"
    folder.mkdir(exist_ok=True)
    how = {"version": version, "code": code, "said": said, "sought": r"open-sesame-\d+|AKIA\w+"}
    program.write_text(PROGRAM.format(python=sys.executable, log=str(folder / "seen"), **how))
    program.chmod(0o755)
    return program
