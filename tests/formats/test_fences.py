import pytest

from agentreg.formats.fences import outside_fences, unclosed_fence


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        pytest.param("a|b", "++", id="no fence"),
        pytest.param("a|```|b|```|c", "+---+", id="a fence"),
        pytest.param("~~~|```|~~~|a", "---+", id="backticks in a tilde fence"),
        pytest.param("````|```|a|````|b", "----+", id="a longer fence"),
        pytest.param("```|a|````|b", "---+", id="closed by a longer one"),
        pytest.param("```js|```py|a|```|b", "----+", id="a language closes no fence"),
        pytest.param("```code```|a", "++", id="inline code"),
        pytest.param("- a|  ```|  - b|  ```|- c", "+---+", id="a fence in an item"),
        pytest.param("1. ```py|   a|   ```|2. b", "---+", id="a fence on an item's own line"),
        pytest.param("> ```|> a|> ```|b", "---+", id="a fence in a quote"),
        pytest.param("```|a|b", "---", id="an open fence"),
    ],
)
def test_lines_outside_of_fences_are_told(text: str, outside: str) -> None:
    assert "".join("-+"[plain] for plain in outside_fences(text.split("|"))) == outside


@pytest.mark.parametrize(
    ("text", "opened"), [("a", None), ("```|a|```", None), ("a|~~~|b", 1), ("```|```|```js|a", 2)]
)
def test_the_fence_that_is_never_closed_is_found(text: str, opened: int | None) -> None:
    assert unclosed_fence(text.split("|")) == opened
