"""Names that look like others: with a Cyrillic letter in it, `Read` is another tool.

Source: letters that Unicode's confusables.txt (UTS #39) pairs with ASCII and that most fonts draw alike; and
those of any width, weight or style that Unicode itself takes for another letter (NFKC).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from agentreg.formats.patterns import pattern

_ROWS = (
    # Cyrillic
    ("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458", "aeopcyxsij"),
    ("\u04bb\u0501\u051b\u051d\u04cf", "hdqwl"),
    ("\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d", "ABESIJKMH"),
    ("\u041e\u0420\u0421\u0422\u0425\u04c0", "OPCTXI"),
    ("\u0474\u0475\u04ae\u04af\u050c\u051a\u051c", "VvYyGQW"),
    # Greek
    ("\u03bf\u03bd\u03c1\u03b1\u03b9\u03ba\u03c5\u03f2\u03f3", "ovpaikucj"),
    (
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "ABEZHIKMNOPTYX",
    ),
    # Armenian
    ("\u0585\u0578\u057d\u0570\u0555\u054d", "onuhOU"),
    # Cherokee
    (
        "\u13a0\u13a1\u13a2\u13a5\u13a9\u13aa\u13ab\u13ac\u13b3\u13b7\u13bb\u13bd\u13c0\u13c2",
        "DRTiYAJEWMHYGh",
    ),
    (
        "\u13c3\u13cf\u13d2\u13d4\u13d5\u13d9\u13da\u13de\u13df\u13e2\u13e6\u13e7\u13f3\u13f4",
        "ZbRWSVSLCPKdGB",
    ),
    ("\uab83\uab93\uaba9\uabaa\uabaf", "wzvsc"),
    # Lisu
    ("\ua4d0\ua4d1\ua4d3\ua4d4\ua4d6\ua4d7\ua4d9\ua4da\ua4dc\ua4dd\ua4df\ua4e0", "BPDTGKJCZFMN"),
    ("\ua4e1\ua4e2\ua4e3\ua4e6\ua4e7\ua4ea\ua4eb\ua4ec\ua4ee\ua4f0\ua4f2\ua4f3\ua4f4", "LSRVHWXYAEIOU"),
)
_SHOWN_AS = {letter: shown for letters, alike in _ROWS for letter, shown in zip(letters, alike, strict=True)}
# Small raised letters are read as what they are: a power, an ordinal.
_RAISED = ("<super>", "<sub>")
# An emoji, though Unicode has it for a letter.
_INFORMATION = "\u2139"
# Before these, letters that are written as two belong to a language.
_FORMS = "\u2000"
_WORD = pattern(r"[^\W\d_]+")
_LATIN = pattern("[A-Za-z]")


def imitated(name: str) -> str:
    """The name that another one can be taken for.

    Args:
        name: The name of an agent or a tool.

    Returns:
        The name with ASCII letters in place of those that look like them; empty where there are none, or
        where they stand among letters of their own script.
    """
    if name.isascii():
        return ""
    shown = _shown(name)
    mixed = shown != name and any(_is_mixed(word) for word in _WORD.findall(name))
    return shown if mixed or shown.isascii() else ""


def _is_mixed(word: str) -> bool:
    return _LATIN.search(word) is not None and _shown(word) != word


def _shown(text: str) -> str:
    return text if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=1024)
def _letter(char: str) -> str:
    """The ASCII letters that a character is taken for; itself where there are none."""
    if char.isascii() or not char.isalnum() or char == _INFORMATION:
        return char
    folded = unicodedata.normalize("NFKC", char)
    if (len(folded) > 1 and char < _FORMS) or unicodedata.decomposition(char).startswith(_RAISED):
        return char
    shown = "".join(_SHOWN_AS.get(letter, letter) for letter in folded)
    return shown if shown.isascii() and shown.isalpha() else char
