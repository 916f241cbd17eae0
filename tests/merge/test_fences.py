import pytest

from agentreg.merge.fences import outside_fences


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
        pytest.param("```|a|b", "---", id="an open fence"),
    ],
)
def test_lines_outside_of_fences_are_told(text: str, outside: str) -> None:
    assert "".join("-+"[plain] for plain in outside_fences(text.split("|"))) == outside
