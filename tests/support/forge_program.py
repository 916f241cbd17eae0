"""Plays `gh api` and `glab api`: one call, its answer, and what they say of a refusal.

It is run as a program, with the name of what it plays before the words.
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request

ROOTS = {"gh": "http://api.{host}/{path}", "glab": "http://{host}/api/v4/{path}"}


def main(program: str, words: list[str]) -> int:
    assert [words[0], words[1], words[3]] == ["api", "--hostname", "--method"], words
    host, method, path, rest = words[2], words[4], words[5], words[6:]
    assert rest in ([], ["--header", "Content-Type: application/json", "--input", "-"]), words
    if program == "gh" and not os.environ.get("GH_TOKEN"):
        sys.stderr.write("To get started with GitHub CLI, please run:  gh auth login\n")
        return 4
    asked = urllib.request.Request(  # noqa: S310  a server of this machine
        ROOTS[program].format(host=host, path=path),
        data=sys.stdin.buffer.read() if rest else None,
        headers={"Authorization": "token", "Content-Type": "application/json"},
        method=method,
    )
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310  as above
            sys.stdout.buffer.write(answer.read())
    except urllib.error.HTTPError as error:
        sys.stdout.buffer.write(error.read())
        sys.stderr.write(f"{program}: refused (HTTP {error.code})\n")
        return 1
    except urllib.error.URLError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
