"""Passwords in addresses: which are real, and which stand for one.

No issuer makes them, so no form tells a real one: what is left when the words of documentation, the blanks
of templates and the passwords that everybody knows are taken out counts as one.
"""

from __future__ import annotations

from agentreg.formats.addresses import leads_nowhere
from agentreg.formats.linear import LinearPattern
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

# A blank of a template, the name of a variable, or a row of one character.
_BLANK = pattern(
    r"[{}<>]|\*\*|…|\.\.\.|(.)\1{3}|\A\$(?:[A-Za-z_]\w*\Z|[A-Z_]{2})|\$\(|\A%[A-Za-z_()]+%?\Z|\A[A-Z][A-Z_]+\Z"
)
# That of an image, which stands where a host would.
_DIGEST = pattern(r"@sha(?:256|512):")
# Words for a password, for who has it and what it is for; a number and a sign behind them.
_STANDS_FOR_ONE = LinearPattern(
    r"(?i)^(?:[\W_]|my|your|the|an?|some|very|super|strong|secure|long|random|real|new|old|this|here|goes|"
    r"is|not|to|be|in|on|for|of|it|me|app|application|service|server|local|dev|development|prod|production|"
    r"staging|db|database|api|access|auth|bot|git|ci|password|passwd|passphrase|passcode|pass|p[a@4][s$5]{2}"
    r"(?:w[o0]rd)?|pwd?|psw|secrets?|s3cret|credentials?|creds?|token|key|pat|user(?:name)?|login|account|"
    r"name|admin(?:istrator)?|root|guest|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbit(?:mq)?|"
    r"neo4j|minio|sa|public|anonymous|oauth2?|change|replace|insert|enter|set|put|fill|redacted|hidden|"
    r"masked|removed|example|sample|placeholder|dummy|fake|mock|test(?:ing)?|demo|default|value|string|todo|"
    r"tbd|none|null|empty|foo|bar|baz|qux|qwerty|letmein|welcome|hello|world|abc|xyz|x)*\d{0,6}[!@#$]{0,3}$"
)
_LEAST = 4


def is_password(address: str, password: str) -> bool:
    """Whether what stands in an address for a password is one.

    Args:
        address: The address, from its scheme to its host.
        password: What stands between the name of the user and the host.

    Returns:
        False for placeholders, for passwords that everybody knows, for one that is the user's own name, and
        where the address is that of an example or of the machine itself.
    """
    user = address.partition("://")[2].partition(":")[0]
    if len(password) < _LEAST or password.casefold() == user.casefold() or leads_nowhere(address):
        return False
    stands_for_one = any(_STANDS_FOR_ONE.groups(password, Span(0, len(password))))
    return not (stands_for_one or _BLANK.search(password) or _DIGEST.search(address))
