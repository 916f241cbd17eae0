"""Sentences that take force from the rules around them: as a whole, in a case, or by calling them advice."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

_RULES = r"(?:rules|guidelines|instructions|constraints|restrictions|guardrails|policies|prohibitions)"
_WHERE = r"(?: (?:above|below|here|(?:listed|given|stated) (?:above|below|here)|(?:in|of) this \w+))?"
_NAMED = rf"(?:the|these|those|this|my|your|our|its) (?:[\w-]+ )?(?:{_RULES}|rule){_WHERE}"
_ALL = rf"(?:all )?(?:of )?(?:the|these|those|my|your|our) (?:[\w-]+ )?{_RULES}{_WHERE}"
# Without the word: only under a title such as `Rules` it is known of what they speak.
_HERE = (
    r"(?:these|those|they|(?:all|any) of (?:this|these|it)|everything (?:above|below|here)|what follows"
    rf"|the (?:following|list below|items? below)(?: {_RULES}| list| items?)?)"
)
_NONE = (
    rf"(?:none of (?:this|these|it|{_NAMED})|nothing (?:above|below|here|in (?:this|these) \w+))"
    r" (?:(?:is|are) (?:binding|mandatory|in force)|binds|applies|apply|holds|has to be followed)"
)
_LAPSE = (
    r"(?:no longer (?:apply|bind|hold|count|matter|applies|binds|holds|counts|matters)"
    r"|(?:do(?:es)? not|do(?:es)?n['\u2019]t) (?:apply|bind|hold|count)"
    r"|(?:is|are) (?:(?:no longer|not) (?:binding|in force|in effect|valid)|void|suspended|revoked|lifted))"
    r"(?: any ?more| now| here)?(?=\W*$|[.;:,!])"
)
_ADVICE = (
    r"(?:is|are) (?:(?:only|just|merely|mere|all|meant as|intended as|purely|here as) ){0,2}"
    r"(?:suggestions?|recommendations?|optional|advisory|non-?binding|advice|hints|tips|rules? of thumb"
    r"|guidelines|guidance|not (?:mandatory|enforced|strict|obligatory|compulsory|binding))\b"
    r"(?! (?:for|to|on)\b)"
)
_LEAVE = (
    r"(?:^\W*|[,;:] |\b(?:you|agents?) (?:may|can|could) |\b(?:feel|are) free to )(?:please )?"
    r"(?:skip|ignore|disregard|bypass|break|bend|relax|waive|set aside|(?:deviate|depart) from)"
)
_CASE = r"(?=\W*$|[.;:!,]| (?:if|when|whenever|where|while|unless|as|for|in)\b)"
_WHOLE = pattern(rf"(?:^\W*|[;:] |\bbut )(?:{_NONE}\b|{_ALL} {_LAPSE})")
_IN_PART = pattern(rf"\b{_NAMED} (?:{_ADVICE}|{_LAPSE})|{_LEAVE} (?:any of |all of )?{_NAMED}\b{_CASE}")
_UNDER_RULES = pattern(
    rf"^\W*{_HERE} (?:{_ADVICE}|{_LAPSE})|{_LEAVE} (?:any of |all of )?(?:these|them|those)\b{_CASE}"
)
_SUBJECTS = (
    *("rule", "guideline", "instruction", "constraint", "restriction", "guardrail", "polic", "prohibition"),
    *("these", "those", "they", "them", "of this", "of it", "everything", "nothing", "follow", "below"),
)
_FORCE = (
    *("binding", "mandatory", "force", "effect", "bind", "appl", "hold", "count", "matter", "follow"),
    *("valid", "void", "suspend", "revoke", "lift"),
)
_EASE = (
    *("suggestion", "recommend", "optional", "advi", "hint", "tips", "thumb", "guid", "strict", "obligatory"),
    *("compulsory", "enforced", "skip", "ignor", "disregard", "bypass", "break", "bend", "relax", "aside"),
    *("deviate", "depart"),
)
_TITLE = pattern(
    r"\b(?:optional|suggestions?|recommendations?|tips|hints|advice|of thumb|advisory|non-?binding"
    r"|nice[- ]to[- ]haves?|best[- ]effort)\b"
)


def may_void(text: str) -> bool:
    """Whether a text may void rules or call them advice; quickly answered."""
    lower = text.lower()
    return any(hint in lower for hint in _SUBJECTS) and any(hint in lower for hint in (*_FORCE, *_EASE))


def voids(said: str) -> bool:
    """Whether a sentence says, without a case, that no rule around it binds."""
    plain = lowered(said)
    return any(hint in plain for hint in _FORCE) and _WHOLE.search(plain) is not None


def loosens(said: str) -> bool:
    """Whether a sentence calls rules advice, or lets the model set them aside in a case."""
    return _IN_PART.search(lowered(said)) is not None


def loosens_these(said: str) -> bool:
    """Whether it does so with rules that it does not name: "These are suggestions", "Skip these if busy"."""
    return _UNDER_RULES.search(lowered(said)) is not None


def is_advice(title: str) -> bool:
    """Whether a title makes advice of what stands below it: `Rules of thumb`, `Guidelines (optional)`."""
    return _TITLE.search(lowered(title)) is not None
