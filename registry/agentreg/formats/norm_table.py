"""The normative words of English, as a table: what they are, and how each binds."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.model.prompt import Polarity, Strength
from agentreg.records import NamedTuple


class Norm(NamedTuple):
    """How a sentence binds."""

    strength: Strength
    polarity: Polarity


MUST_NOT = Norm(Strength.MUST, Polarity.DO_NOT)
ONLY = Norm(Strength.MUST, Polarity.ONLY)
MUST = Norm(Strength.MUST, Polarity.DO)
_SHOULD_NOT = Norm(Strength.SHOULD, Polarity.DO_NOT)
_SHOULD = Norm(Strength.SHOULD, Polarity.DO)
MAY = Norm(Strength.MAY, Polarity.DO)

# "You do not need to" frees, and "do not just" demands more.
_NO_BAN = r"\b(?! (?:just|only|need to|have to)\b)"
CARE = (
    r"be (?:very |extra |extremely )?(?:careful|cautious|mindful|sure|certain)"
    r"|take (?:great |special )?care|make sure|ensure|remember|watch out"
)
"""How a sentence asks for care; with a "not to" behind it, it forbids. A regular expression."""
# "Ask the user for approval", "wait for confirmation": an act that nobody is asked about stays undone.
CONSENT = r"approval|permission|consent|confirmation|authori[sz]ation|sign-off|go-ahead"
"""What is asked for; alternatives of a regular expression."""
_PERSON = r"(?:the|a|an|your) (?:user|human|owner|maintainer|operator|team|lead|person)s?"
# "Wait for a yes", "wait until the user has agreed"; what a program answers is no consent ("a 200 OK").
WAITING = (
    rf"(?:wait|pause|hold)(?: here| there)? (?:for|until|till) (?:{_PERSON}\b"
    r"|(?:an?|the|their) (?:answer|reply))"
    r"|(?:await|wait for) (?:(?:an?|the|their|your|explicit|clear|final|[\w-]+['\u2019]s) ){1,3}"
    r"(?:yes|ok|okay|nod|green light|thumbs-up)"
)
"""How a sentence waits for what somebody says; alternatives of a regular expression."""
ASKING = (
    rf"(?:ask|get|obtain|seek|request|require|await|wait) (?:[\w'\u2019-]+ ){{0,5}}?(?:{CONSENT})"
    rf"|ask {_PERSON} (?:before|first)|{WAITING}"
)
# "Do not bother with the tests" lets them go; "Do not bother the user" forbids.
NO_BOTHER = (
    r"(?:(?:must|shall|should|do|does|need)(?: not|n['\u2019]t)|never) (?:even )?bother"
    r"(?: (?:to|with|about)"
    r"|(?= \w+ing (?:the|an?|any|all|each|every|it|its|them|this|that|these|those|your)\b))"
)
"""How a sentence says that something is not worth the while; a regular expression."""
NO_NEED = r"(?:there(?: is|['\u2019]s) )?no need (?:to|for)"
# What is left free, with words that else would demand or forbid.
FREED = (
    rf"feel free to|(?:you|it|agents?) (?:are|is) free to|{NO_NEED}|{NO_BOTHER}|(?:you|it|agents?) need not"
    # "It does not need to be read" tells of something, and leaves nothing free.
    r"|(?:need not|needn['\u2019]t|(?<!\bit )do(?:es)?(?: not|n['\u2019]t) (?:need|have) to)(?= be\b)"
    r"|(?:you|agents?) do(?: not|n['\u2019]t) (?:need|have) to"
    rf"|assume (?:(?:the|their|user|its) ){{0,2}}(?:{CONSENT})"
)
NOT_TO = "(?:(?:not|never) to|to (?:not|never))"
# In the order in which they are tried at one place: "must not" before "must", "may only" before "may".
# "can" and "will" are left out: they describe far more often than they permit or demand.
WORDS: tuple[tuple[str, Norm], ...] = (
    (FREED, MAY),
    (rf"(?:try|aim|strive|attempt) {NOT_TO}", _SHOULD_NOT),
    (rf"(?:{CARE}) {NOT_TO}", MUST_NOT),
    (r"(?:is|are) (?:not (?:ok|okay|acceptable)|unacceptable)", MUST_NOT),
    (r"(?:should|ought) (?:not|never)|shouldn['\u2019]t", _SHOULD_NOT),
    (rf"(?:must|shall|can|do|does|is|are) (?:not|never){_NO_BAN}(?: (?:allowed|permitted)\b)?", MUST_NOT),
    (r"(?:you|it|agents?) may not", MUST_NOT),
    (rf"(?:must|do|does|can)n['\u2019]t{_NO_BAN}|cannot|never", MUST_NOT),
    (r"under no circumstances|(?:is|are) (?:strictly )?(?:forbidden|prohibited)|refuse to", MUST_NOT),
    (r"(?:is|are) off[- ]limits", MUST_NOT),
    (r"forbidden|prohibited|not allowed|not permitted|refrain from", MUST_NOT),
    (r"no (?:[\w-]+ ){1,4}(?:allowed|permitted|(?:may|must|shall) (?:be|leave))", MUST_NOT),
    (r"(?:do|must|may|shall|should|can) neither", MUST_NOT),
    (r"(?:(?:you|it|agents?) )?(?:must|may|should|shall|can|will) only|you only", ONLY),
    (r"(?<!to )avoid(?:ing)?", _SHOULD_NOT),
    (r"must|shall|always|(?:is|are) (?:required|mandatory)(?: to)?", MUST),
    (ASKING, MUST),
    (r"(?:you|agents?) (?:have|has|needs?) to|(?:has|have|needs?) to be", MUST),
    (r"should|prefer|(?:is|are) (?:strongly )?recommended|ideally", _SHOULD),
    (r"(?:you|it|agents?) may(?! (?:need|want|be|have)\b)|optionally", MAY),
    (r"(?:is|are) (?:optional|allowed|permitted)", MAY),
)
# Each norm holds one of these words, or "not"; where there is none, a block need not be cut into sentences.
NORM_HINTS = (
    *("must", "never", "cannot", "n't", "n\u2019t", "only", "always", "shall", "avoid"),
    *("should", "prefer", "recommended", "ideally", "may", "optional", "forbidden", "prohibited"),
    *("unacceptable", "mandatory", "required", "circumstances", "refuse", "will", "refrain", "allowed"),
    *("permitted", "approval", "permission", "consent", "confirmation", "authori", "sign-off", "go-ahead"),
    *("ask the ", "ask a ", "ask an ", "ask your ", "wait", "pause ", "hold "),
    *("have to", "has to", "need to", "needs to", "need not", "no need", "free to", "neither"),
    *("off limits", "off-limits"),
)
# A word of its own: "not" is in every note, and in another. For texts in lower case; its letters come first,
# so that they are found at once.
NOT_HINT = pattern(r"not(?:(?<!\wnot)(?!\w)|(?<=_not)(?=_))")
