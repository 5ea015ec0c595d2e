"""Facts of one person add up over texts; rare ones count, common ones do not, and one alone is no mosaic."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import Change, ChangeKind, OpenDetail, Redacted
from fieldnotes.protection.mosaic import (
    PersonMosaic,
    State,
    Told,
    Value,
    Weight,
    assess,
    normal,
    notice,
    value_of,
    values_in,
)
from fieldnotes.redaction.ladder import DEFAULTS, Ladder

EDITOR = Ladder(DEFAULTS[Audience.EDITOR])


def told(text: str, *, source: str = "S-001", record: str = "T-001", redacted: Redacted | None = None) -> Told:
    """A text that leaves as it is, unless `redacted` says otherwise."""
    return Told(record, "R-001", text, notice(text), redacted or Redacted(text), frozenset({source}))


def assessed(
    *texts: Told, known: Mapping[Value, frozenset[str]] | None = None, crowd: int = 3, protected: bool = True
) -> PersonMosaic:
    codes = frozenset({"S-001"}) if protected else frozenset()
    (found,) = assess(texts, protected=codes, labels={"S-001": "Source K"}, known=known or {}, crowd=crowd)
    return found


def test_one_fact_is_no_mosaic_and_two_of_a_protected_person_are() -> None:
    assert assessed(told("I lived in Ganja.")).state is State.CLEAR
    assert assessed(told("I lived in Ganja as a baker.")).state is State.OPEN


def test_of_somebody_who_may_be_told_by_role_it_takes_three() -> None:
    assert assessed(told("I lived in Ganja as a baker."), protected=False).state is State.CLEAR
    assert assessed(told("I lived in Ganja as a baker. I was 34 years old."), protected=False).state is State.OPEN


def test_one_contact_is_enough() -> None:
    found = assessed(told("Call +994 50 123 45 67."))
    assert (found.weight, found.state) == (Weight.HIGH, State.OPEN)


def test_the_same_kind_of_fact_counts_once() -> None:
    assert assessed(told("I lived in Ganja, Tovuz and Shamkir.")).state is State.CLEAR


def test_years_countries_and_sums_are_coarse() -> None:
    found = assessed(told("In 2016 she left Azerbaijan with 300 dollars, 2017-ci ildə qayıtdı."))
    assert {fact.facet for fact in found.remaining} >= {"date", "place", "money"}
    assert not any(fact.specific for fact in found.remaining)
    assert found.state is State.CLEAR


def test_what_was_replaced_is_listed_by_its_label() -> None:
    text = "I lived in Ganja."
    change = Change(11, 16, 11, 33, ChangeKind.DETAIL, "[a city in Azerbaijan]", "place", "place")
    found = assessed(told(text, redacted=Redacted("I lived in [a city in Azerbaijan].", (change,))))
    assert [(fact.text, fact.specific) for fact in found.remaining] == [("[a city in Azerbaijan]", False)]


def test_what_nobody_decided_blocks_by_itself() -> None:
    left = OpenDetail(0, 4, "place", "Nice")
    found = assessed(told("Nice it was.", redacted=Redacted("Nice it was.", details=(left,))))
    assert [fact.undecided for fact in found.remaining] == [True]
    assert found.state is State.OPEN


def test_a_coarse_fact_counts_where_few_share_it() -> None:
    text = "In 2016 she left Azerbaijan."
    everybody = frozenset(f"S-{number:03d}" for number in range(1, 21))
    common = {value_of("date", "2016"): everybody, value_of("place", "Azerbaijan"): everybody}
    shared = assessed(told(text), known=common, crowd=20)
    assert [fact.shared_by for fact in shared.remaining] == [19, 19]
    assert (shared.weight, shared.shared_by) == (Weight.LOW, 20)
    rare = assessed(told(text), known={}, crowd=20)
    assert rare.shared_by == 1


def test_many_coarse_facts_that_nobody_else_has_together_block() -> None:
    labels = (("job", "media worker"), ("workplace", "workplace"), ("place", "[a city in Georgia]"),
              ("school", "school"), ("moves", "several times"))  # fmt: skip
    changes = tuple(
        Change(place, place + 1, place, place + 1, ChangeKind.DETAIL, label, facet, facet)
        for place, (facet, label) in enumerate(labels)
    )
    redacted = Redacted("xxxxx", changes)
    assert assessed(told("xxxxx", redacted=redacted), crowd=20).state is State.OPEN
    assert assessed(told("xxxxx", redacted=redacted), crowd=5).state is State.CLEAR  # too few people to tell


def test_others_are_told_of_where_their_label_stands() -> None:
    text = "I slept.\n\nX was a baker in Ganja.\n\nI woke."
    name = Change(10, 11, 10, 11, ChangeKind.NAME, "X", "why", "person", "P-002")
    found = assess(
        [told(text, redacted=Redacted(text, (name,)))],
        protected=frozenset({"S-001", "P-002"}),
        labels={},
        known={},
        crowd=3,
    )
    assert {one.code: one.state for one in found} == {"S-001": State.OPEN, "P-002": State.OPEN}
    alone = assess(
        [told("I was a baker in Ganja.\n\nX slept.", redacted=Redacted("", (Change(
            25, 26, 25, 26, ChangeKind.NAME, "X", "why", "person", "P-002"),)))],
        protected=frozenset({"S-001", "P-002"}),
        labels={},
        known={},
        crowd=3,
    )  # fmt: skip
    assert [one.code for one in alone] == ["S-001"]


def test_values_are_told_in_the_words_of_the_text_and_of_the_ladder() -> None:
    values = values_in("Bakıda müəllim idi, 2016-cı ildə.", EDITOR)
    assert value_of("place", "bakida") in values
    assert value_of("place", "[a city in Azerbaijan]") in values
    assert value_of("date", "2016") in values
    assert normal(" Gəncə, ") == "gence"
