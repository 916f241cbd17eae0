"""Where something that is read leaves the machine: a verb, a program or an address that takes it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agentreg.formats.cautions import is_shunned
from agentreg.formats.patterns import pattern
from agentreg.formats.text import sentences
from agentreg.model.document import Span

SEND = (
    r"(?:send|post|upload|transmit|exfiltrate|leak|forward|e-?mail|submit|deliver|publish|share|push|paste"
    r"|curl|dm)"
)
"""Verbs that send what they name."""

_VERB = (
    r"(?i:(?:send|upload|transmit|exfiltrat|leak|forward|e-?mail|submit|deliver|publish|shar|push|past|dm)"
    r"(?:e?s|e|ing)?|post(?:s|ing)?)\b"
)
# The user and whoever called the agent sit at the same machine.
_NOBODY_ELSE = r"(?!\s+(?i:(?:it |them |this |that )?(?:to )?(?:me|us|the (?:user|caller|human|operator))\b))"
_NOUN = r"(?<!\bthe )(?<!\ba )(?<!\ban )(?<!each )(?<!every )(?<!blog )(?<!\bper )"
_NOT = r"(?<!without )(?<!\bnor )(?<!instead of )(?<!rather than )"
ACT = rf"\b(?={_VERB}){_NOUN}{_NOT}{_VERB}"
"""Such a verb in any form, where it is none of the nouns that are spelled like it, and is not denied."""
_PROGRAM = (
    r"\b(?i:(?:curl|wget|nc|ncat|netcat|socat|scp|rsync|sftp|sendmail|mailx|invoke-webrequest"
    r"|invoke-restmethod|httpie|web_?fetch)\b(?![\w-]*\.\w)|mail (?:-|\S+@)|requests\.(?:post|put)|fetch\()"
)
_SERVICE = (
    r"\b(?i:(?:to|via|through|over|by|using|on|into|with)\s+"
    r"(?:(?:an?|the|our|my|your|this|that|some|any|public|external|secret|private)\s+){0,2}"
    r"[`\"']?(?:webhooks?|e-?mail|(?:https? )?post(?: requests?)?|pastebin|paste (?:service|site|bin)s?"
    r"|gists?|slack|discord|telegram|ftp|dns))\b"
)
_TO_SOMEBODY = r"\b(?i:to)\s+[`<\"']?[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]"
_IS_SENT = r"\b(?i:(?:sent|posted|uploaded|forwarded|e-?mailed|pushed) (?:to|via|by|through))\b"
_METHOD = r"\b(?:POST|PUT)\b"
_OBJECT = (
    r"(?:\s+(?i:it|them|this|that|these|those|the|all|its|their|every\w*|any\w*|what\w*|each|both|an?|to|your|my"
    r"|contents?|values?|keys?|secrets?|tokens?|credentials?|passwords?|logs?|files?)\b|\s+[`\"'~./$]|\s+\w+(?:://|@))"
)
# In the sentence that reads, any such act; beside it, one that takes up what was read.
_HERE = pattern(rf"{ACT}{_NOBODY_ELSE}{_OBJECT}|{_METHOD}|{_PROGRAM}|{_SERVICE}|{_TO_SOMEBODY}|{_IS_SENT}")
_READ = (
    r"\s+(?i:(?:all (?:of )?|both )?(?:it|them|this|that|these|those|everything|what\w*|all)\b"
    r"|(?:(?:all|of|the|its|their|that|those|these|any|every)\s+){0,3}(?:\w+\s+)?"
    r"(?:contents?|values?|keys?|secrets?|tokens?|credentials?|passwords?|findings?|results?|output|data|files?"
    r"|text|lines?)\b)"
)
_BESIDE = pattern(
    rf"\b(?={_VERB}|[PpCc]){_NOUN}{_NOT}(?:{_VERB}|{_METHOD}|curl){_NOBODY_ELSE}{_READ}"
    rf"|{_PROGRAM}[^\n]{{0,200}}?(?://|\s@|\s-d|\s<|\w:)"
)
_SENDER = pattern(_PROGRAM)
_ADDRESS = pattern(r"(?i)\bhttps?://([^\s/?#\"'`<>)\\]{1,300})[^\s\"'`<>)\\]*")
# What stays on the machine.
_LOCAL = pattern(r"(?i)(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?::.*)?")
# Where an address is read, not written to.
_SOURCE = pattern(r"(?i)\b(?:see|from|docs?|documentation|guide|refer\w*|according|described?)\b[^.]{0,40}\Z")
_REDACTS = pattern(
    r"(?i)(?<!not )(?<!n't )(?<!never )\b(?:redact|mask|scrub|censor)\w*\s+"
    r"(?:(?:all|any|every|the|its|their|of)\s+){0,3}(?:\w+\s+)?(?:values?|secrets?|keys?|tokens?|credentials?|passwords?|contents?|it|them)\b"
)
# Variables are set, and nothing of the file is told: `source .env`, `. .env`.
_SETS = pattern(r"(?i)(?:source|load)\b")
_STEP = pattern(r"\n[ \t]*(?=\n|[-*+][ \t]|\d{1,3}[.)][ \t]|#|>|\||```|~~~)")
# "4." says nothing, and ends no sentence.
_MARKER = pattern(r"\s*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)*")
_MOST_AROUND = 400


def way_out(text: str, body: Span, passage: Span) -> Span | None:
    """Where something is sent out in the sentence or step of a passage, or in the one before or after it.

    Args:
        text: The whole file.
        body: Where its prompt stands.
        passage: What reads something.

    Returns:
        What sends, or the address; None where nothing does, where it is forbidden or stays on the machine,
        and where what is kept secret is masked.
    """
    if _SETS.match(text, passage.start):
        return None
    around = list(steps_around(text, body, passage))
    own = [place for place, piece in enumerate(around) if _meet(piece, passage)]
    if not own:
        return None
    here = Span(around[own[0]].start, around[own[-1]].end)
    beside = (*around[own[-1] + 1 : own[-1] + 2], *around[max(0, own[0] - 1) : own[0]])
    found = _sent(text, here) or next(filter(None, (_passed_on(text, piece) for piece in beside)), None)
    return found if found is None or not _is_masked(text, here, found) else None


def is_in_one_step(text: str, between: Span) -> bool:
    """Whether what stands on both sides of a part of a text is in one step, or one paragraph."""
    return _STEP.search(text, *between) is None


def is_program(text: str, sent: Span) -> bool:
    """Whether it is a program that sends, as `way_out` found it."""
    return _SENDER.match(text, sent.start) is not None


def steps_around(text: str, body: Span, passage: Span) -> Iterator[Span]:
    """The sentences and steps around a passage, as far as one looks.

    Args:
        text: The whole file.
        body: Where its prompt stands.
        passage: A part of the prompt.
    """
    start = max(body.start, passage.start - _MOST_AROUND)
    end = min(body.end, passage.end + _MOST_AROUND)
    cuts = [start, *(cut.start() for cut in _STEP.finditer(text, start, end)), end]
    for cut, other in pairwise(cuts):
        marker = _MARKER.match(text, cut, other)
        one = marker.end() if marker else cut
        for found in sentences(text[one:other]):
            if any(map(str.isalnum, text[one + found.start : one + found.end])):
                yield Span(one + found.start, one + found.end)


def _sent(text: str, piece: Span) -> Span | None:
    if _stays(text, piece):
        return None
    return _act(text, piece, _HERE) or _address(text, piece)


def _passed_on(text: str, piece: Span) -> Span | None:
    if _stays(text, piece):
        return None
    # What is sent to an address need not be called by what was read: "send a copy to".
    return _act(text, piece, _HERE if _address(text, piece) else _BESIDE)


def _act(text: str, piece: Span, acts: re.Pattern[str]) -> Span | None:
    """The first act that is not shunned, to the end of the address that it sends to."""
    for found in acts.finditer(text, *piece):
        if not is_shunned(text, Span(*found.span())):
            address = _address(text, Span(found.start(), piece.end))
            return Span(found.start(), max(found.end(), address.end if address else 0))
    return None


def _stays(text: str, piece: Span) -> bool:
    """Whether every address there is one of the machine itself."""
    hosts = [found[1] for found in _ADDRESS.finditer(text, *piece)]
    return bool(hosts) and all(map(_LOCAL.fullmatch, hosts))


def _address(text: str, piece: Span) -> Span | None:
    for found in _ADDRESS.finditer(text, *piece):
        before = text[piece.start : found.start()]
        address = Span(found.start(), found.start() + len(found[0].rstrip(".,:;!")))
        if not _SOURCE.search(before) and not is_shunned(text, address):
            return address
    return None


def _is_masked(text: str, here: Span, found: Span) -> bool:
    around = Span(min(here.start, found.start), max(here.end, found.end))
    return _REDACTS.search(text, *around) is not None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
