"""Names that look like others: with a Cyrillic letter in it, `Read` is another tool.

Source: letters that Unicode's confusables.txt (UTS #39) pairs with ASCII and that most fonts draw alike.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

from agentreg.formats.patterns import pattern

_ROWS = (
    # Cyrillic
    ("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458", "aeopcyxsij"),
    ("\u04bb\u0501\u051b\u051d\u04cf", "hdqwl"),
    ("\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d", "ABESIJKMH"),
    ("\u041e\u0420\u0421\u0422\u0425\u04c0", "OPCTXI"),
    # Greek
    ("\u03bf\u03bd\u03c1\u03b1\u03b9\u03ba\u03c5\u03f2\u03f3", "ovpaikucj"),
    (
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "ABEZHIKMNOPTYX",
    ),
    # Armenian
    ("\u0585\u0578\u057d\u0570\u0555\u054d", "onuhOU"),
    # Cherokee
    ("\u13aa\u13f4\u13df\u13a0\u13ac\u13c0\u13bb\u13ab", "ABCDEGHJ"),
    ("\u13e6\u13de\u13b7\u13e2\u13a2\u13d9\u13b3\u13c3", "KLMPTVWZ"),
    # Fullwidth
    ("".join(map(chr, range(0xFF21, 0xFF3B))), ascii_uppercase),
    ("".join(map(chr, range(0xFF41, 0xFF5B))), ascii_lowercase),
)
_SHOWN_AS = {
    ord(letter): shown for letters, alike in _ROWS for letter, shown in zip(letters, alike, strict=True)
}
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
    shown = name.translate(_SHOWN_AS)
    mixed = shown != name and any(_is_mixed(word) for word in _WORD.findall(name))
    return shown if mixed or shown.isascii() else ""


def _is_mixed(word: str) -> bool:
    return _LATIN.search(word) is not None and word.translate(_SHOWN_AS) != word
