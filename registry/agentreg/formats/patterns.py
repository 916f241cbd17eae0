"""Regular expressions that are compiled when they are first used.

Compiling is slow and starting up is part of every `diff`, which uses half of the patterns that it could need.
"""

from __future__ import annotations

import re

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


_KNOWN = tuple(name for name in dir(re.Pattern) if not name.startswith("__"))


class LatePattern:
    """Stands for a compiled regular expression until it is first asked for something."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        # From now on these are found here at once, as fast as those of the compiled one.
        for known in _KNOWN:
            setattr(self, known, getattr(compiled, known))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later; an error in the source is told by the first use.

    Args:
        source: The regular expression.
        flags: Those of `re`.
    """
    return LatePattern(source, flags)  # type: ignore[return-value]  # it stands for one
