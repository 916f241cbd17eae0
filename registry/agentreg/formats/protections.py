"""Where a protection of the machine, of a connection or of what is kept is switched off.

The forms are from the manual pages of the programs; in prose, an order to switch one of a few off that nobody
takes for a feature of the work itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.cautions import unshunned
from agentreg.formats.dangers import Danger
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

_SERVICES = r"(?:firewalld|ufw|auditd|apparmor|fail2ban|clamav\S{0,20}|falcon-sensor)"
_WHOLE = r"(?:/|\.{1,2}/?|~/?|\*|\$HOME)(?=[\s\"'`;&|)]|\.?\Z)"
_SWITCHES = pattern(
    r"\bsetenforce\s+(?:0\b|[Pp]ermissive\b)|\bSELINUX=(?:disabled|permissive)\b"
    rf"|\bufw\s+(?:--force\s+)?disable\b|\bsystemctl\s+(?:stop|disable|mask)\s+(?:--now\s+)?{_SERVICES}\b"
    r"|\biptables\s+(?:-F|--flush)\b|\bauditctl\s+-e\s*0\b|\bspctl\s+--master-disable\b|\bcsrutil\s+disable\b"
    r"|(?i:\bnetsh\s+advfirewall\s+set\s+\w+\s+state\s+off\b|\bset-mppreference\s+-disable\w+\s+\$?(?:true|1)\b)"
    r"|\bStrictHostKeyChecking[= ]{1,3}(?:no|off)\b|\bNODE_TLS_REJECT_UNAUTHORIZED=[\"']?0"
    r"|\bGIT_SSL_NO_VERIFY=[\"']?(?:1|true)|\b(?:http\.)?sslVerify[= ]{1,3}(?:false|0)\b"
    r"|\bPYTHONHTTPSVERIFY=[\"']?0|\bstrict-ssl[= ]{1,3}false\b"
    r"|(?<![\w-])(?:--insecure|--no-check-certificate|--insecure-skip-tls-verify|--skip-tls-verify"
    r"|-SkipCertificateCheck)(?![\w-])"
    r"|\bcurl\s(?:[^\n`|;]{0,200}?\s)?-[a-zA-Z]{0,8}k[a-zA-Z]{0,8}(?=[\s\"'`]|\Z)"
    # Anybody may write all there is.
    rf"|\bchmod\s+(?:-\S+\s+){{0,3}}(?:0?777|a\+rwx|ugo\+rwx)\s+(?:-\S+\s+){{0,3}}{_WHOLE}"
)
_HINTS = (
    *("setenforce", "SELINUX=", "ufw ", "systemctl ", "iptables ", "auditctl ", "spctl ", "csrutil "),
    *("advfirewall", "ppreference", "PPreference", "pPreference", "StrictHostKey", "NODE_TLS_", "GIT_SSL_"),
    *("sslVerify", "PYTHONHTTPS", "strict-ssl", "--insecure", "--no-check-cert", "skip-tls-verify"),
    *("-SkipCert", "curl ", "chmod "),
)
_PROTECTION = (
    r"(?:audit(?:ing)? (?:logs?|logging|trails?)|auditing|(?:host |system )?firewalls?|selinux|apparmor"
    r"|anti-?virus|endpoint protection|intrusion detection|branch protection|secret scanning"
    r"|(?:tls|ssl|certificate|host key|signature) (?:verification|validation|checks?|checking)"
    r"|(?:two|multi)-factor authentication|2fa|mfa)"
)
_PROTECTION_HINTS = (
    *("audit", "firewall", "selinux", "apparmor", "virus", "endpoint prot", "intrusion", "branch prot"),
    *("secret scan", "tls ", "ssl ", "certificate ", "host key", "signature ", "-factor", "2fa", "mfa"),
)
_OFF_HINTS = ("disable", "activate", "turn", "switch off", "shut", "stop", "suspend", "circumvent", "bypass")
_ARTICLE = r"(?:(?:the|all|any|our|your|its|this|that|every|local) ){0,2}"
_TOLD = pattern(
    r"\b[BCDST](?:isable|eactivate|urn off|witch off|hut off|top|uspend|ircumvent|ypass"
    rf"|urn(?= {_ARTICLE}{_PROTECTION} off\b)) {_ARTICLE}{_PROTECTION}(?: off)?\b"
    r"(?! (?:rules?|scripts?|is|are|was|were|should|must|can|will)\b)",
    re.IGNORECASE,
)
# An order begins a line, a sentence or a clause.
_BEGINS = pattern(
    r"(?i)(?:\A|\n)[ \t>*_-]*\Z|\d[.)][ \t]+[*_]{0,2}\Z|[.!?:;,][ \t]+\Z"
    r"|\b(?:then|and|please|first|must|should|always)[ \t]+\Z"
)
_MOST_BEFORE = 20


def protections_off(text: str, body: Span) -> Iterator[Danger]:
    """Where a command or an option switches a protection off, or the agent is told to.

    Args:
        text: The whole file.
        body: Where its prompt stands.
    """
    if any(hint in text for hint in _HINTS):
        yield from (Danger("", span) for span in unshunned(text, body, _SWITCHES))
    lower = text.lower()
    if any(hint in lower for hint in _PROTECTION_HINTS) and any(hint in lower for hint in _OFF_HINTS):
        yield from (Danger("", span) for span in unshunned(text, body, _TOLD) if _is_order(text, span))


def _is_order(text: str, span: Span) -> bool:
    return _BEGINS.search(text[max(0, span.start - _MOST_BEFORE) : span.start]) is not None
