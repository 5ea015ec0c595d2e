"""One pass over a text: what is replaced, what is asked, what stays to the letter."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Passage
from fieldnotes.model.redaction import ChangeKind, Decision, Redacted, Verdict
from fieldnotes.model.register import EntityType, Role
from fieldnotes.protection.order import Order
from fieldnotes.protection.redactor import NEUTRAL_MARK, OFF_RECORD_MARK, Redactor, Subject

SECRET = bytes(range(32))
SOURCE = Subject("S-001", EntityType.PERSON, Role.SOURCE, Level.ANONYMOUS, ("Zümrüd Qarabağlı", "Zumrud Garabagli"), 0)
BROTHER = Subject("P-001", EntityType.PERSON, Role.RELATIVE, Level.INTERNAL, ("Oqtay Sarvanlı",), 0, is_relative=True)
OFFICIAL = Subject("P-002", EntityType.PERSON, Role.OFFICIAL, Level.PUBLIC, ("Mirhəsən Tağıbəyli",), 1)
LAWYER = Subject("P-003", EntityType.PERSON, Role.LAWYER, Level.ROLE, ("Nodar Tsikarishvili",), 2)
PHONE = Subject("F-001", EntityType.PHONE, Role.OTHER, Level.INTERNAL, ("+994 50 322 81 90",), 0)
PUBLIC = Order(Level.PUBLIC)


def redactor(
    *subjects: Subject, audience: Audience = Audience.EDITOR, decisions: Mapping[str, Verdict] | None = None
) -> Redactor:
    return Redactor(
        subjects or (SOURCE, BROTHER, OFFICIAL, LAWYER, PHONE),
        audience=audience,
        secret=SECRET,
        decisions={key: Decision(verdict) for key, verdict in (decisions or {}).items()},
    )


def redact(text: str, *passages: Passage, order: Order = PUBLIC, audience: Audience = Audience.EDITOR) -> Redacted:
    return redactor(audience=audience).redact(text, passages, order)


def passage(text: str, quote: str, level: Level, replacement: str = "") -> Passage:
    start = text.index(quote)
    return Passage(start, start + len(quote), level, quote, replacement)


def test_each_level_has_its_way_of_being_written() -> None:
    shown = redact(
        "Zümrüd Qarabağlı met Oqtay Sarvanlı, Nodar Tsikarishvili and Mirhəsən Tağıbəyli.", audience=Audience.INTERNAL
    ).text
    source = redactor().label(["S-001"])
    assert source.startswith("Source ")
    assert shown == f"{source} met {redactor().label(['P-001'])}, [lawyer] and Mirhəsən Tağıbəyli."


def test_labels_are_the_same_in_every_text_and_for_every_audience() -> None:
    labels = {
        redact(text, audience=audience).changes[0].label
        for text in ("Zumrud Garabagli left.", "Зумруд Гарабаглы уехала.", "Zümrüd Qarabağlıdan məktub")
        for audience in Audience
    }
    assert len(labels) == 1


def test_changes_point_into_both_texts() -> None:
    text = "Dünən Zümrüd Qarabağlı gəldi, nömrəsi 050 322 81 90 idi."
    result = redact(text, audience=Audience.INTERNAL)
    assert [text[c.start : c.end] for c in result.changes] == ["Zümrüd Qarabağlı", "050 322 81 90"]
    assert all(result.text[c.new_start : c.new_end] == c.label for c in result.changes)
    assert [c.entry for c in result.changes] == ["S-001", "F-001"]


@pytest.mark.parametrize(
    ("level", "replacement", "audience", "expected"),
    [
        (Level.PUBLIC, "", Audience.EDITOR, "at the mill"),
        (Level.ROLE, "", Audience.EDITOR, "at the mill"),
        (Level.ROLE, "somewhere", Audience.EDITOR, "somewhere"),
        (Level.ANONYMOUS, "", Audience.EDITOR, NEUTRAL_MARK),
        (Level.ANONYMOUS, "somewhere", Audience.PUBLIC, "somewhere"),
        (Level.ANONYMOUS, "", Audience.INTERNAL, "at the mill"),
        (Level.INTERNAL, "", Audience.INTERNAL, "at the mill"),
        (Level.INTERNAL, "", Audience.LEGAL, NEUTRAL_MARK),
        (Level.SEALED, "", Audience.INTERNAL, NEUTRAL_MARK),
    ],
)
def test_a_passage_is_read_by_those_whom_its_level_allows(
    level: Level, replacement: str, audience: Audience, expected: str
) -> None:
    text = "They met at the mill that day."
    result = redact(text, passage(text, "at the mill", level, replacement), audience=audience)
    assert result.text == f"They met {expected} that day."


def test_where_two_finds_overlap_all_of_both_goes() -> None:
    text = "Then Zümrüd Qarabağlı said so."
    result = redact(text, passage(text, "Then Zümrüd", Level.SEALED, "X"))
    assert result.text == "X said so."


def test_details_are_coarse_wherever_a_protected_person_is_spoken_of() -> None:
    text = "Oqtay Sarvanlı was arrested on 14 March 2019 in Mingachevir."
    shown = redact(text).text
    assert "14 March" not in shown
    assert "Mingachevir" not in shown
    untouched = redact("The office opened on 14 March 2019 in Mingachevir.").text
    assert untouched == "The office opened on 14 March 2019 in Mingachevir."
    assert redact(text, audience=Audience.INTERNAL).text.endswith("on 14 March 2019 in Mingachevir.")


def test_off_the_record_is_removed_for_everybody() -> None:
    text = "A fact.\n[3] From personal discussions.\nAnother."
    assert redact(text, audience=Audience.INTERNAL).text == f"A fact.\n[3] {OFF_RECORD_MARK}\nAnother."


def test_an_undecided_name_is_asked_once_for_a_group_and_settled_by_a_decision() -> None:
    subject = Subject("P-009", EntityType.PERSON, Role.OTHER, Level.ANONYMOUS, ("Bahar Quşçubaşova",), 3)
    text = "Bahar gəldi. Bahar getdi."
    asked = redactor(subject).redact(text, (), Order(Level.PUBLIC, "az"))
    assert asked.text == text
    groups = {hit.group for hit in asked.hits}
    assert len(groups) == 1
    group = groups.pop()
    kept = redactor(subject, decisions={group: Verdict.KEEP}).redact(text, (), Order(Level.PUBLIC, "az"))
    assert (kept.text, kept.hits) == (text, ())
    gone = redactor(subject, decisions={group: Verdict.REDACT}).redact(text, (), Order(Level.PUBLIC, "az"))
    assert "Bahar" not in gone.text
    assert gone.hits == ()


def test_a_name_shared_with_a_public_person_is_never_guessed() -> None:
    son = Subject("P-004", EntityType.PERSON, Role.OTHER, Level.ANONYMOUS, ("Kənan Tağıbəyli",), 4)
    result = redactor(son, OFFICIAL).redact("Tağıbəyli spoke on television.", (), PUBLIC)
    assert result.text == "Tağıbəyli spoke on television."
    assert [hit.entries for hit in result.hits] == [("P-002", "P-004")] or [hit.entries for hit in result.hits] == [
        ("P-004", "P-002")
    ]


def test_a_certain_name_cannot_be_kept_by_decision() -> None:
    text = "Zümrüd Qarabağlı gəldi."
    group = redactor().group(["S-001"], "Zümrüd Qarabağlı")
    shown = redactor(decisions={group: Verdict.KEEP}).redact(text, (), PUBLIC)
    assert "Zümrüd" not in shown.text


WORDS = st.lists(
    st.sampled_from(
        ["körpü", "вечером", "night", "Zümrüd", "Qarabağlı", "Oqtay Sarvanlı", "050 322 81 90", "ليلى", "\n", "(",
         "Garabaglidan", "😀", "e\u0301", "brother", "2016", "Bakıda", "Mirhəsən Tağıbəyli"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(WORDS, st.sampled_from(Audience), st.sampled_from([Level.PUBLIC, Level.ANONYMOUS]))
def test_text_outside_the_changes_is_untouched_and_a_second_pass_finds_nothing_more(
    text: str, audience: Audience, level: Level
) -> None:
    made = redactor(audience=audience)
    result = made.redact(text, (), Order(level))
    position = new_position = 0
    for change in result.changes:
        assert text[position : change.start] == result.text[new_position : change.new_start]
        position, new_position = change.end, change.new_end
    assert text[position:] == result.text[new_position:]
    if not result.hits:
        again = made.redact(result.text, (), Order(level))
        assert [change for change in again.changes if change.kind is ChangeKind.NAME] == []
    for name in ("Zümrüd Qarabağlı", "Oqtay Sarvanlı"):
        assert name not in result.text
