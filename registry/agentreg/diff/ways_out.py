"""Ways out of a demand or a ban: exceptions, alternatives, and conditions under which it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.diff.growth import told_words
from agentreg.diff.lcs import matching
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

# The share of the words of a sentence that the one with the way out says, too.
_SAME_REST = 0.7
_SUITS = (
    r"(?:(?:it(?:['\u2019]s| is)?|that(?:['\u2019]s| is)?|at all|reasonably|technically|remotely|humanly) )*"
    r"(?:possible|appropriate|practical|practicable|feasible|reasonable|reasonably|convenient|handy|needed"
    r"|necessary|required|sensible|useful|affordable|desired|suits?|makes sense"
    r"|(?:there is|you have) (?:enough |the )?(?:time|capacity)|time (?:allows|permits)"
    r"|you (?:can|like|want|wish|prefer|see fit|feel like it|think (?:it|that)(?: is)? best))\b"
)
# An exception in code is a thing, and so is "no exceptions".
_EXCEPT = (
    r"except(?:ing)?\b(?! (?:clauses?|blocks?|handlers?)\b)"
    r"|(?<!no )(?<!without )(?<!any )(?<!an )exceptions? (?:is|are|may|can|for|when|if)\b"
    r"|(?:with|the only|one|sole) exceptions?\b"
)
_SOFT = (
    rf"(?:if|when|whenever|where|wherever|as|(?:so|as|in so) far as|insofar as|to the extent) {_SUITS}"
    r"|nice[- ]to[- ]have|(?:time|schedule|budget) permitting|best effort"
    r"|use your (?:own )?(?:best )?judge?ment|at your (?:own )?discretion|as (?:much|far) as possible"
)
_MOSTLY = (
    r"rarely|seldom|sometimes|occasionally|now and then|from time to time"
    r"|generally|usually|typically|normally|in most cases|for the most part|try to"
)
_GIVEN = (
    r"(?:as|so) long as|on condition that"
    r"|provid(?:ed|ing)(?: that\b| (?=you\b|the\b|it\b|they\b|there\b|nobody\b))"
)
# What is done and not heeded: "ignoring failures", "but go on if it fails", `make check || true`.
_OUTCOME = (
    r"(?:failures?|fail(?:s|ed|ing)?|errors?|warnings?|results?|outcomes?|findings?|output|exit codes?|red\b"
    r"|what(?:ever)? (?:it|they|the \w+) (?:say|find|report|return)s?)"
)
_UNHEEDED = (
    rf"(?:ignor(?:e|ing)|disregard(?:ing)?) (?:(?:all|any|the|its|their|of) ){{0,3}}{_OUTCOME}"
    rf"|(?:regardless|irrespective) of (?:(?:all|any|the|its|their) ){{0,2}}{_OUTCOME}"
    r"|(?:no matter )?what(?:ever)? (?:it|they) (?:say|find|report|return)s?"
    rf"|(?:go on|continue|proceed|carry on|pass)\b[^.;]{{0,40}}\b(?:if|when|even)\b[^.;]{{0,40}}?\b{_OUTCOME}"
    r"|even (?:if|when|though)\b[^.;]{0,30}?\bfail(?:s|ed)?\b"
)
_UNHEEDED_IN_CODE = r"\|\|\s*(?:true\b|:(?=\W|$))|--(?:continue-on-error|exit-zero|no-fail\w*)\b"
# "(skip on Fridays)", "(optional)": said of what stands before.
_ASIDE = r"\((?:skip|omit|optional|not on|except|may be|can be)\b[^)]*\)"
_TIME = (
    r"(?:\d+|an?|one|two|three|five|ten|fifteen|twenty|thirty|sixty|few|some) (?:second|minute|hour|day)s?"
)
_AT_MOST = r"(?:(?:at most|up to|no more than|about) )?"
# Who waits for so long goes on without an answer.
_PATIENCE = rf"wait(?:s|ing)? (?:for )?{_AT_MOST}{_TIME} for|or (?:for |after )?{_TIME}"
_OF_RULES = pattern(
    r"^\W*(?:(?:always|also|please) )*consider \w+ing\b"
    rf"|\b(?:unless|{_EXCEPT}|apart from|other than|{_SOFT}|{_MOSTLY}|{_GIVEN}"
    r"|without (?:\w+ ){0,2}(?:permission|approval|instructions?|consent|confirmation|request))"
)
# What binds by its place alone is often no rule: "a tool other than curl", "usually slow".
_OF_ORDERS = pattern(
    rf"\b(?:unless|except(?:ing)?\b(?! (?:clauses?|blocks?|handlers?)\b)|{_SOFT}|{_GIVEN})\b"
    rf"|(?P<unheeded>\b(?:{_UNHEEDED}|{_PATIENCE})|{_UNHEEDED_IN_CODE}|{_ASIDE})"
)
_CASE = r"\b(?:if|when|whenever|where|unless|in case|as long as|until|while|once|after)\b"
_OTHERWISE = pattern(
    r"\bor (?!if\b|when\b|whenever\b|where\b|unless\b|in case\b|until\b|while\b|once\b)"
    rf"[^.;:]{{1,120}}?{_CASE}"
    r"|\bor (?:(?:just|simply|else|better) )?(?:skip|omit|drop|ignore|do without|leave (?:it|them|this|that)"
    r"|not at all)\b"
)
_HAS_CASE = pattern(_CASE)
_IN_CASE = pattern(r"\b(?:if|when|whenever|in case|while|until|as long as)\b")
# "Never ask if": what is asked, and no case.
_ASKED = pattern(r"\b(?:ask|check|know|see|verify|say|tell|wonder|decide|assume|guess)\w*\W*$")
# "Not even if asked", "no matter if": the same holds in the case, too, and above all there.
_ALSO_THEN = pattern(
    r"\b(?:even|especially|particularly|in particular|above all|notably|also|no matter|regardless|including"
    r"|whether or not|and|or|not|least of all)\W*$"
)
# "Merge unless a check fails": what holds up an act that goes out of the house is a guard and no way out.
_GOES_OUT = pattern(
    r"[\W_]*(?:(?:then|and|please|always|you (?:must|should)) )*"
    r"(?:merge|deploy|release|publish|push|ship|send|sell|continue|proceed|go|commit|approve|accept|upload|post"
    r"|delete|remove|close|start|install|submit|tag|apply|migrate|pay|buy|order|open)\b"
)
_HINDERED = pattern(
    r"\b(?:fail|red\b|error|conflict|broken|breaks?\b|missing|problem|unsafe|wrong|block|object|refus|declin"
    r"|says? no|says? stop|not\b)"
)
_ALLOWED = pattern(
    r"\b(?:pass|green\b|approv|agree|confirm|consent|permission|review|succe|verif|says? yes|sign)"
)
_SECRET = pattern(r"\b(?:secret|credential|password|token|keys?\b|personal|private|confidential)")
_GUARDS = (
    *(("unless", _HINDERED), ("as long", _ALLOWED), ("so long", _ALLOWED)),
    *(("provid", _ALLOWED), ("on cond", _ALLOWED)),
)
# So many characters before a case tell whether it is one.
_NEAR = 40
_CLAUSE_END = pattern(r"[;:]\s")


def counts_ways_out(said: str) -> int:
    """How many ways out a rule names; what holds "even if possible" has none there."""
    plain = lowered(said)
    return sum(not _holds_then(plain, found) for found in _OF_RULES.finditer(plain))


def goes_out(said: str) -> bool:
    """Whether a sentence orders an act that cannot be taken back, or that others see."""
    return _GOES_OUT.match(lowered(said)) is not None


def adds_way_out(one: str, other: str, *, is_ban: bool) -> bool:
    """Whether one of two sentences says what the other says, and has one more way out of it.

    Args:
        one: The sentence without it, in small letters.
        other: The one that may have it, in small letters.
        is_ban: Whether they forbid: then each case that is named leaves the others free, and an alternative
            is forbidden, too.
    """
    if not says_again(one, other):
        return False
    ways = [found for found in _of_order(other, is_ban=is_ban) if _is_of(other, found, one)]
    if len(ways) > len([*_of_order(one, is_ban=is_ban)]):
        return True
    return _adds_case(one, other) if is_ban else _adds_alternative(one, other)


def says_again(one: str, other: str) -> bool:
    """Whether a sentence says most of what another one says, in the same order."""
    words = told_words(one)
    return len(words) > 1 and len(matching(words, told_words(other))) >= _SAME_REST * len(words)


def _of_order(plain: str, *, is_ban: bool) -> Iterator[re.Match[str]]:
    for found in _OF_ORDERS.finditer(plain):
        if found["unheeded"] or not (_holds_then(plain, found) or (not is_ban and _is_guard(plain, found))):
            yield found


def _is_guard(plain: str, found: re.Match[str]) -> bool:
    """Whether what looks like a way out holds something back: a secret, or an act until it may be done."""
    if found[0].startswith("except"):
        return _SECRET.search(plain, found.end()) is not None
    guards = next((guard for word, guard in _GUARDS if found[0].startswith(word)), None)
    return bool(guards and guards.search(plain, found.end()) and goes_out(plain))


def _is_of(plain: str, way: re.Match[str], one: str) -> bool:
    """Whether a way out is one of what another sentence says, and not of a clause that is new beside it."""
    before, after = _CLAUSE_END.split(plain[: way.start()])[-1], _CLAUSE_END.split(plain[way.end() :])[0]
    words = told_words(before) or told_words(after)
    known = frozenset(told_words(one))
    return 2 * sum(word in known for word in words) >= len(words)


def _adds_alternative(one: str, other: str) -> bool:
    found = _OTHERWISE.search(other)
    if found is None or _OTHERWISE.search(one) or _HAS_CASE.search(other, 0, found.start()):
        return False
    # "Report warnings when it fails" became "report errors or warnings when it fails".
    return len(_HAS_CASE.findall(other)) > len(_HAS_CASE.findall(one)) or not _HAS_CASE.search(found[0])


def _adds_case(one: str, other: str) -> bool:
    if _HAS_CASE.search(one):
        return False
    found = _IN_CASE.search(other)
    if found is None or _holds_then(other, found) or _ASKED.search(_before(other, found)):
        return False
    # What stands before a case is what is forbidden; a clause that follows it orders something of its own.
    return says_again(one, other[: found.start()]) and "," not in other[found.end() :]


def _holds_then(plain: str, case: re.Match[str]) -> bool:
    """Whether the same holds in a case, too: "not even if asked"."""
    return _ALSO_THEN.search(_before(plain, case)) is not None


def _before(plain: str, found: re.Match[str]) -> str:
    return plain[max(0, found.start() - _NEAR) : found.start()]
