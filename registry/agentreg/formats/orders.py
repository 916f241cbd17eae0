"""Orders: sentences that begin with what is to be done."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

_VERBS = (
    r"accept|add|answer|apply|approve|ask|await|begin|block|bring|build|call|cancel|change|check"
    r"|choose|clean|close|commit|confirm|consult|copy|create|cut|delete|deploy|describe|do|download"
    r"|edit|encrypt|end|ensure|escalate|execute|exit|explain|fail|fetch|fix|follow|get|give|go|halt"
    r"|handle|have|hold|honor|ignore|import|include|inform|install|keep|leave|let|limit|list|listen"
    r"|load|lock|log|look|make|mask|merge|move|name|notify|obey|obtain|open|pause|perform|pick|post"
    r"|present|print|proceed|publish|push|put|query|quote|read|record|redact|refer|refuse|reject"
    r"|release|remove|rename|reply|report|request|require|reset|respond|restart|restrict|retry|return"
    r"|review|revert|roll|rotate|run|save|scan|search|see|seek|select|send|set|share|show|sign|skip"
    r"|spawn|spend|split|start|stay|stop|store|submit|take|tell|test|touch|treat|trust|try|turn"
    r"|update|upload|use|validate|verify|visit|wait|warn|work|write"
)
# What is told to be done is often not in a list; what it is done to has one of these before it.
_ANY_VERB = (
    r"(?!(?:the|this|that|these|those|it|they|we|he|she|who|what|which|how|why|when|where|there|here|with|of|in"
    r"|on|at|by|for|from|to|as|and|or|but|not|no|all|any|each|every|some|both|is|are|was|were|has|have|had"
    r"|can|could|may|might|will|would|shall|should|must|does|did|because|since|than|about|like|into|over)\b)"
    r"[a-z]+(?<!ing)(?<!ed)(?<![^s]s)(?<!ly)"
    r" (?:(?:the|an?|each|every|any|all|your|our|its|their|it|them|this|that|these|those|no|only|both)\b"
    r"|at (?:most|least)\b|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|up to)\b)"
)
_ORDER = pattern(
    r"[\W_]*(?:(?:please|always|then|also|first|next|finally|now|just|so|and|never|only|do not"
    r"|don['\u2019]t),? )*"
    r"(?:(?:if|when|whenever|where|wherever|before|after|once|unless|until|for|in|on|at) [^,.;:]{1,120}, )?"
    rf"(?:you (?:must |should |will |are to |have to )?)?(?P<act>(?:{_VERBS})\b(?! ?[:-])|{_ANY_VERB})"
)
# "Set theory is old", "Report writing helps": the first word is a name.
_STATES = pattern(r"[\W_]*[\w-]+(?: [\w-]+){0,2} (?:is|are|was|were|has|can|may|helps?|means?)\b")


def is_order(said: str) -> bool:
    """Whether a sentence begins with an act that somebody is told to do, or not to do."""
    plain = lowered(said)
    found = _ORDER.match(plain)
    return found is not None and _STATES.match(plain, found.start("act")) is None
