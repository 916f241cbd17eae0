"""Documents against the schemas that are published of them."""

from __future__ import annotations

from typing import Any

import jsonschema

from agentreg.report.schema import schema_of


def problems(command: str, document: object) -> list[str]:
    """What in a document breaks the schema of its command, which lets no other key through here."""
    validator = jsonschema.Draft202012Validator(_closed(schema_of(command, 1)))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def _closed(schema: Any) -> Any:
    """The schema that lets no other key through: all keys are published."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {key: _closed(value) for key, value in schema.items()} | more
