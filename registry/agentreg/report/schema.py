"""The JSON Schema of what commands write with `--json`, made from the documented types."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from agentreg.report.agent_types import AgentData
from agentreg.report.changelog import ChangelogData
from agentreg.report.drift_types import FleetData, VariantData
from agentreg.report.json_types import PairData, ReviewData
from agentreg.report.lint_json import LintData
from agentreg.report.sync_types import AnswersData, ApprovedData, SidesData, StepData, SyncData
from agentreg.report.variant_types import (
    AccountData,
    AdoptedData,
    AgreementData,
    CollisionData,
    OutdatedData,
    OutdatedFleetData,
    ProposalData,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DATA: Mapping[str, tuple[type, ...]] = {
    "diff": (PairData, ReviewData),
    "review": (ReviewData,),
    "lint": (LintData,),
    "changelog": (ChangelogData,),
    "approve": (ApprovedData,),
    "status": (FleetData, AgreementData),
    "outdated": (OutdatedFleetData,),
    "why": (AccountData,),
    "sync": (SyncData, AnswersData),
    "adopt": (AdoptedData,),
    "propose": (ProposalData,),
}
"""What `data` holds, by command: one of these."""

# A TypedDict forgets its bases before Python 3.12.
_BASES: Mapping[type, type] = {
    PairData: AgentData,
    OutdatedData: VariantData,
    AccountData: VariantData,
    StepData: VariantData,
    SidesData: CollisionData,
}
_KEY = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)$", re.MULTILINE)
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_SENTENCES = {"type": "array", "items": {"type": "string"}}

Schema = dict[str, Any]


def schema_of(command: str, version: int) -> Schema:
    """The schema of the whole document that a command writes.

    Args:
        command: One of `DATA`.
        version: The number that the document's `schema_version` has.

    Returns:
        A schema that lets more keys through: new ones may come at any time.
    """
    definitions: dict[str, Schema] = {}
    data = [_schema(kind, definitions) for kind in DATA[command]]
    error = _object(dict.fromkeys(("code", "message", "hint"), "string"))
    properties: Schema = {
        "schema_version": {"const": version},
        "ok": {"type": "boolean", "description": "Whether there are no errors; findings are none."},
        "command": {"const": command},
        "data": {"anyOf": [*data, {"type": "null"}], "description": "What was found; null on failure."},
        "warnings": _SENTENCES,
        "errors": {"type": "array", "items": error},
    }
    head = {"$schema": DIALECT, "title": f"agentreg {command} --json"}
    return {**head, **_all_required(properties), "$defs": dict(sorted(definitions.items()))}


def told_of(kind: type) -> dict[str, str]:
    """What the docstring of a type says of each of its keys."""
    return {key: " ".join(text.split()) for key, text in _KEY.findall(inspect.getdoc(kind) or "")}


def _object(keys: Mapping[str, str]) -> Schema:
    return _all_required({key: {"type": word} for key, word in keys.items()})


def _all_required(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of a type; what it names is put into the definitions."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _typed(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if origin is Annotated:
        return {"enum": _words(arguments[1])}
    if origin is list:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(one, definitions) for one in arguments]}
    return {"type": _PLAIN[kind]}


def _typed(kind: type, definitions: dict[str, Schema]) -> Schema:
    told = told_of(kind) | (told_of(_BASES[kind]) if kind in _BASES else {})
    properties = {
        key: {**_schema(hint, definitions), "description": told[key]}
        for key, hint in get_type_hints(kind, include_extras=True).items()
    }
    return {"description": (inspect.getdoc(kind) or "").partition("\n")[0], **_all_required(properties)}


def _words(kind: type[StrEnum]) -> list[str]:
    return [word.value for word in kind]
