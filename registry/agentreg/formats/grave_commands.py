"""Commands that are grave by their form: a shell for somebody else, a wiped disk, a tree sent out.

The forms are from the manual pages of the programs, and of Bash for `/dev/tcp`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.cautions import unshunned
from agentreg.formats.dangers import Danger
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

_PART = r"[^\n`]{0,200}?"
_REST = r"[^\s\"'`]*"
_NETCAT = r"\b(?:nc|ncat|netcat)(?:\.exe)?"
_SHELL = r"(?:[\w./\\-]{0,40}[/\\])?(?:(?:ba|z|da|k|a)?sh|cmd|powershell|pwsh)(?:\.exe)?\b"
_SHELLS = pattern(
    # What comes in goes into a shell: by the program's own option, a device of Bash, a pipe, a socket.
    rf"{_NETCAT}\s{_PART}(?:-\w{{0,6}}[ec]|--(?:sh-)?exec)[ =]*[\"']?{_SHELL}"
    rf"|\b(?:ba|z|k|da)?sh\s+-i\b{_PART}/dev/(?:tcp|udp)/{_REST}"
    rf"|\bsocat\s{_PART}\b(?i:exec|system):[\"']?{_SHELL}"
    rf"|\bmkfifo\s{_PART}\|\s*{_SHELL}{_PART}\|\s*{_NETCAT}\s"
    rf"|\bsocket\b{_PART}\bos\.dup2\("
    rf"|(?i:\bnet\.sockets\.tcpclient\b){_PART}\b(?i:iex|invoke-expression)\b"
)
# "async" has the name, too: what stands before it tells them apart.
_NETCAT_HINTS = ("ncat ", "netcat ", *(f"{mark}nc " for mark in " `\n\"'(;|&/"))
_SHELL_HINTS = (*_NETCAT_HINTS, "/dev/tcp/", "/dev/udp/", "socat ", "mkfifo ", "dup2(", "ockets.")

_END = r"(?=[\"'`\s;|&),.]|\Z)(?!\.\w)"
_HOME = r"(?:~|\$HOME|\$\{HOME\})"
# The root, the home of one or of all, and what a system is made of: whole, or all that is in it.
_ALL_THERE_IS = rf"[\"']?(?:/|{_HOME}|/(?:home|root|Users|etc|usr|var|boot|lib|bin))[\"']?/?\*?[\"']?{_END}"
_RM = r"\brm\s+(?=(?:-\S+\s+){0,5}(?:-[a-zA-Z]*[rR]|--recursive))(?:-\S+\s+){1,5}(?:[^\s;|&`]+\s+){0,5}?"
_NEAR = r"[^\n`;|]{0,80}?"
_DISK = r"/dev/(?:sd|hd|vd|xvd|nvme|disk|mmcblk)\w*"
_WINDOWS_END = r"\\?\*?(?=[\"'`\s;]|\Z)"
_WIPES = pattern(
    rf"{_RM}{_ALL_THERE_IS}|\bfind\s+{_ALL_THERE_IS}{_NEAR}\s-delete\b"
    rf"|\bmkfs(?:\.\w+)?\s+(?:-\S+\s+){{0,5}}/dev/\w+"
    rf"|\b(?:dd\s{_NEAR}\bof=|shred\s{_NEAR}|wipefs\s+(?:-\S+\s+){{0,3}}){_DISK}"
    rf"|(?i:\bremove-item\s(?={_NEAR}-recurse){_NEAR}(?:[a-z]:\\|~|\$home|\$env:userprofile){_WINDOWS_END}"
    rf"|\b(?:rd|rmdir|del)\s+(?:/[a-z]\s+){{1,3}}[a-z]:\\{_WINDOWS_END}|\bformat\s+c:)"
)
_WIPE_HINTS = (
    *("rm -", "-delete", "mkfs", "of=/dev/", "shred ", "wipefs ", "-Recurse", "-recurse", "rd /", "dir /"),
    *("del /", "ormat c:", "ormat C:"),
)

# A whole tree: where one stands, above, the home, the root, or all of Git's store.
_TREE = (
    rf"(?<![^\s\"'=])[\"']?(?:\.{{1,2}}|\*|/|{_HOME}|\$PWD|\$\{{PWD\}}|\$\(pwd\)|(?:\./)?\.git)"
    r"/?\*?[\"']?(?=\s)"
)
_OPTIONS = r"(?:\s+--?[\w-]+(?:[= ][\"']?[^\s\"'`-][^\s\"'`]*[\"']?)?){0,8}?\s+"
_LOCAL = r"(?!(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b)"
_HOST = rf"{_LOCAL}(?:[\w.${{}}-]+@)?{_LOCAL}[\w.${{}}<>-]{{2,}}"
_SENDERS = rf"(?:{_NETCAT}|\bsocat|\bcurl|\bwget|\bssh|\bmail)\s"
_SENT = pattern(
    rf"\baws\s+s3\s+(?:cp|sync|mv){_OPTIONS}{_TREE}\s+[\"']?s3://{_REST}"
    rf"|\b(?:gsutil(?:\s+-\w+)*|gcloud\s+storage)\s+(?:cp|rsync|mv){_OPTIONS}{_TREE}\s+[\"']?gs://{_REST}"
    rf"|\brclone\s+(?:copy|sync|move){_OPTIONS}{_TREE}\s+[\w-]+:{_REST}"
    rf"|\b(?:scp|rsync){_OPTIONS}{_TREE}(?:\s+-\S+){{0,5}}\s+[\"']?(?:{_HOST}:|rsync://){_REST}"
    rf"|\b(?:tar|zip)\s(?=[^\n`|]{{0,200}}{_TREE})[^\n`|]{{1,200}}\|\s*(?:\w+\s*\|\s*)?{_SENDERS}"
    # A file as what netcat sends: `nc host 4444 < file`.
    rf"|{_NETCAT}(?:\s+-\w+){{0,4}}\s+{_HOST}\s+\d{{1,5}}\s*<\s*(?!/dev/null|<)[^\s`]+"
)
_SENT_HINTS = (*_NETCAT_HINTS, "s3://", "gs://", "rclone ", "scp ", "rsync ", "tar ", "zip ")


def reverse_shells(text: str, body: Span) -> Iterator[Danger]:
    """Where a shell is given to whoever is at an address, or calls."""
    return _found(text, body, _SHELLS, _SHELL_HINTS)


def wiped_machines(text: str, body: Span) -> Iterator[Danger]:
    """Where the root, a home, a folder of the system or a disk is deleted as a whole."""
    return _found(text, body, _WIPES, _WIPE_HINTS)


def sent_trees(text: str, body: Span) -> Iterator[Danger]:
    """Where a whole tree of files is copied to another machine, or netcat is given a file to send."""
    return _found(text, body, _SENT, _SENT_HINTS)


def _found(text: str, body: Span, forms: re.Pattern[str], hints: tuple[str, ...]) -> Iterator[Danger]:
    if any(hint in text for hint in hints):
        yield from (Danger("", span) for span in unshunned(text, body, forms))
