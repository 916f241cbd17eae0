"""What of a sync may be shown: all that it tells of definitions passes here, before anything shows it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from agentreg.formats.masking import Mask, mask_of
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")

TOLD = frozenset(
    ("news", "kept", "edits", "holds", "conflicts", "widenings", "warnings", "merged"),
)
"""The fields of steps, proposals, adoptions and accounts that quote definitions; texts to write are none."""

# Many projects of a fleet have the same texts: so many answers are kept.
_REMEMBERED = 512


def as_shown(value: T, texts: Iterable[bytes | None]) -> T:
    """A value of a sync without the secrets of the definitions that it is told of.

    Args:
        value: A step, a proposal, an adoption, or what explains a variant.
        texts: The definitions, as wholes; None for one that is not there.

    Returns:
        The same with secrets masked in all that it quotes; what is to be written stays as it is.
    """
    mask = _mask(*(text for text in texts if text))
    return _masked(value, mask) if mask else value


def _masked(value: Any, mask: Mask) -> Any:
    told = TOLD.intersection(value._fields)
    return value._replace(**{name: mask.value(getattr(value, name)) for name in told})


@lru_cache(_REMEMBERED)
def _mask(*texts: bytes) -> Mask:
    return mask_of(texts)
