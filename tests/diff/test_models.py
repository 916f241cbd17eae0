"""Tables of what a field about the model becomes, read from either side."""

from __future__ import annotations

import pytest

from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Kind
from agentreg.diff.models import compare_model_field

ROWS = [
    ("model", "haiku", "sonnet", Kind.MODEL_RAISED),
    ("model", "sonnet", "opus", Kind.MODEL_RAISED),
    ("model", "opus", "fable", Kind.MODEL_RAISED),
    ("model", "opus", "haiku", Kind.MODEL_LOWERED),
    ("model", "claude-3-5-sonnet-20241022", "claude-opus-5", Kind.MODEL_RAISED),
    ("model", "anthropic/claude-opus-4", "anthropic/claude-haiku-4-5", Kind.MODEL_LOWERED),
    ("model", "anthropic/claude-opus-4#high", "bedrock/us.anthropic.claude-opus-4-v1:0", Kind.MODEL_CHANGED),
    ("model", "opus", "claude-opus-5", Kind.MODEL_PINNED),
    ("model", "opus[1m]", "claude-opus-5[1m]", Kind.MODEL_PINNED),
    ("model", "claude-opus-5", "opus", Kind.MODEL_UNPINNED),
    ("model", "opus", "opus[1m]", Kind.MODEL_CHANGED),
    ("model", "opus", "opusplan", Kind.MODEL_CHANGED),
    ("model", "claude-sonnet-4-5", "claude-sonnet-5", Kind.MODEL_CHANGED),
    ("model", "", "sonnet", Kind.MODEL_CHANGED),
    ("model", "inherit", "haiku", Kind.MODEL_CHANGED),
    ("model", "sonnet", "gpt-5", Kind.MODEL_CHANGED),
    ("model", "gpt-5", "gpt-5-mini", Kind.MODEL_LOWERED),
    ("model", "GPT-5 mini (copilot)", "GPT-5 (copilot)", Kind.MODEL_RAISED),
    ("model", "gpt-5-nano", "gpt-5-pro", Kind.MODEL_RAISED),
    ("model", "gpt-4.1", "gpt-5", Kind.MODEL_CHANGED),
    ("model", "gemini-2.5-flash", "gemini-2.5-pro", Kind.MODEL_RAISED),
    ("model", "gemini-2.5-flash", "gemini-2.5-flash-lite", Kind.MODEL_LOWERED),
    ("model", "pro", "gemini-2.5-pro", Kind.MODEL_PINNED),
    ("model", "gemini-flash-latest", "gemini-2.5-flash", Kind.MODEL_PINNED),
    ("model", "Claude Sonnet 4.5, GPT-5", "GPT-5, Claude Sonnet 4.5", Kind.MODEL_CHANGED),
    ("model", "Claude Haiku 4.5, GPT-5", "Claude Opus 4.5, GPT-5", Kind.MODEL_RAISED),
    ("model", "sonnet", "claude-sonnet-4-5-20250929", Kind.MODEL_PINNED),
    ("model", "claude-sonnet-4-5", "claude-sonnet-4-5-20250929", Kind.MODEL_PINNED),
    ("model", "Claude Sonnet 4.5 (copilot)", "claude-sonnet-4-5@20250929", Kind.MODEL_PINNED),
    ("model", "claude-sonnet-4-5", "us.anthropic.claude-sonnet-4-20250514-v1:0", Kind.MODEL_CHANGED),
    ("model", "claude-opus-4-20250514", "claude-opus-4-5-20251101", Kind.MODEL_CHANGED),
    ("model", "gpt-5", "gpt-5-2025-08-07", Kind.MODEL_PINNED),
    ("model", "openai/gpt-5-mini", "openai/gpt-5-mini-2025-08-07", Kind.MODEL_PINNED),
    ("model", "gpt-4", "gpt-4-0613", Kind.MODEL_PINNED),
    ("model", "gpt-4", "gpt-4o-2024-08-06", Kind.MODEL_CHANGED),
    ("model", "gpt-4.1", "gpt-5-2025-08-07", Kind.MODEL_CHANGED),
    ("model", "gpt-5-2025-08-07", "gpt-5-mini", Kind.MODEL_LOWERED),
    ("model", "o3", "o3-2025-04-16", Kind.MODEL_PINNED),
    ("model", "o3", "gpt-5", Kind.MODEL_CHANGED),
    ("model", "gemini-2.0-flash", "gemini-2.0-flash-001", Kind.MODEL_PINNED),
    ("model", "gemini-2.5-pro-preview", "gemini-2.5-pro-preview-05-06", Kind.MODEL_PINNED),
    ("model", "gemini-2.5-flash", "gemini-2.5-flash-preview-09-2025", Kind.MODEL_CHANGED),
    ("effort", "low", "high", Kind.EFFORT_RAISED),
    ("effort", "max", "medium", Kind.EFFORT_LOWERED),
    ("effort", "", "max", Kind.EFFORT_RAISED),
    ("effort", "", "medium", Kind.MODEL_SETTING_CHANGED),
    ("effort", "much", "high", Kind.MODEL_SETTING_CHANGED),
    ("model_reasoning_effort", "minimal", "xhigh", Kind.EFFORT_RAISED),
    ("maxTurns", "5", "50", Kind.TURNS_RAISED),
    ("maxTurns", "", "5", Kind.TURNS_LOWERED),
    ("steps", "5", "", Kind.TURNS_RAISED),
    ("max_turns", "", "20", Kind.TURNS_LOWERED),
    ("max_turns", "", "40", Kind.TURNS_RAISED),
    ("maxTurns", "many", "5", Kind.MODEL_SETTING_CHANGED),
    ("temperature", "0.2", "0.7", Kind.TEMPERATURE_RAISED),
    ("temperature", "1", "0", Kind.TEMPERATURE_LOWERED),
    ("temperature", "", "0.7", Kind.MODEL_SETTING_CHANGED),
    ("top_p", "0.2", "0.7", Kind.MODEL_SETTING_CHANGED),
]


@pytest.mark.parametrize(("key", "before", "after", "expected"), ROWS)
def test_a_field_about_the_model_changes_to_more_less_or_other(
    key: str, before: str, after: str, expected: Kind
) -> None:
    assert compare_model_field(key, before, after) is expected
    assert compare_model_field(key, after, before) is (KINDS[expected].mirror or expected)
