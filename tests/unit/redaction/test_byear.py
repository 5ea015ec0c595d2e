"""What a name sounds like to a foreign ear: passing over the rules that cannot apply changes nothing."""

from __future__ import annotations

import pytest

from fieldnotes.redaction import byear
from fieldnotes.redaction.byear import heard

NAMES = (
    *("knight", "mcgregor", "castle", "hughes", "wright", "whitney", "watson", "georgina", "gilbert", "lamb"),
    *("desjardins", "petitjean", "beauvoir", "guillaume", "gagne", "hubert", "schiller", "vogel", "eichhorn", "stein"),
    *("jimenez", "guerra", "quiroga", "xavi", "llorente", "krzysztof", "szczepan", "gucci", "giorgio", "cunningham"),
)


@pytest.mark.parametrize("habit", range(len(byear._HABITS)))
def test_a_rule_is_passed_over_only_where_it_would_change_nothing(habit: int) -> None:
    rules = byear._HABITS[habit][1]
    always = tuple((pattern, readings, "") for pattern, readings, _ in rules)
    assert [byear._spelled(name, rules) for name in NAMES] == [byear._spelled(name, always) for name in NAMES]


def test_a_name_is_heard_by_the_rules_of_several_languages() -> None:
    assert "nayt" in heard("knight")
    assert {"dejarden", "dezharden"} & set(heard("desjardins"))
    assert heard("xəlilov") == ()
