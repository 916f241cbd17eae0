"""What `typing` has at run time, for modules that Git's drivers load.

`typing` and what it imports take as long as a quarter of `python -c pass`, which is a twelfth of the drivers'
budget; see `make bench`. Type checkers know `TYPE_CHECKING` by its name.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Never


def assert_never(value: Never) -> Never:
    """Say to the type checker that nothing is left, as `typing.assert_never` does.

    Raises:
        AssertionError: Something is left after all.
    """
    raise AssertionError(f"unexpected {value!r}")
