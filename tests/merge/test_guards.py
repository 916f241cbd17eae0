import pytest

from agentreg.merge.engine import merge
from agentreg.merge.guards import lost_rules
from agentreg.merge.values import Caution, Danger

BODY = "# Rules\n\n- Never push to the main branch.\n- Prefer small changes.\n\nYou review code.\n"
LOST = Caution(Danger.RULE_LOST, "rules", "ours says 'Never push to the main branch.', the result does not")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(BODY, [], id="nothing changed"),
        pytest.param(BODY.replace("- Never push to the main branch.\n", ""), [LOST], id="dropped"),
        pytest.param(
            BODY.replace("Never push to the main", "Do push to the main"), [LOST], id="turned round"
        ),
        pytest.param(
            BODY.replace("Never push to the main", "You may push to the main"), [LOST], id="allowed"
        ),
        pytest.param(BODY.replace("to the main branch", "to the branch main"), [], id="reworded"),
        pytest.param(BODY.replace("- Never", "* NEVER"), [], id="in another form"),
        pytest.param(BODY.replace("- Prefer small changes.\n", ""), [], id="a wish dropped"),
        pytest.param(BODY.replace("You review code.\n", ""), [], id="no rule dropped"),
    ],
)
def test_strict_rules_that_are_gone_are_told(after: str, expected: list[Caution]) -> None:
    assert list(lost_rules(BODY.encode(), after.encode(), "a.md")) == expected


def test_a_merge_tells_the_rule_that_theirs_dropped_and_not_the_one_that_ours_dropped() -> None:
    ours = BODY.replace("review code", "review every change")
    theirs = BODY.replace("- Never push to the main branch.\n", "")
    assert merge(BODY.encode(), ours.encode(), theirs.encode()).warnings == (LOST,)
    assert merge(BODY.encode(), theirs.encode(), ours.encode()).warnings == ()
