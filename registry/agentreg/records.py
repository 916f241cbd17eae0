"""Named tuples that are quick to define: most of our values are such, and each process defines a hundred."""

from __future__ import annotations

from collections import namedtuple

from agentreg.static import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    # What a class body holds on its own account, and a tuple's class has already or must not get.
    _OWN = frozenset(("__annotations__", "__classcell__", "__module__", "__orig_bases__", "__qualname__"))

    class _Fields(type):
        def __new__(cls, name, bases, body):
            """Make the class that `typing.NamedTuple` makes, but without compiling and checking annotations.

            That is two thirds of what it costs, and mypy checks them. Measured: `make bench` (bench_driver).
            """
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            made.__qualname__ = body["__qualname__"]
            made.__annotations__ = body.get("__annotations__", {})
            for key, value in body.items():
                if key not in _OWN and key not in fields:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Fields):
        """The base of a value with named, typed fields; see `typing.NamedTuple`."""
