"""For any text, register and decisions: nothing else is touched, a second pass changes nothing, all is in the log."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Passage
from fieldnotes.model.redaction import SHARED, Decision, Redacted, Verdict
from fieldnotes.model.register import EntityType, Role
from fieldnotes.protection.order import Order
from fieldnotes.protection.redactor import Redactor, Subject
from fieldnotes.services import redaction_log
from fieldnotes.services.views import RecordPreview

SECRET = bytes(range(32))
PEOPLE = (
    ("Zümrüd Qarabağlı", "Зумруд Гарабаглы"),
    ("Bahar Quşçubaşova",),
    ("Ramil Qarabağlı", "Ramil Garabagli"),
    ("Нина Воробьёва", "Nina Vorobyova"),
    ("ნინო მაისურაძე", "Nino Maisuradze"),
    ("ليلى الحمداني", "Leyla Hamdani"),
    ("Hope Whitaker",),
)
NAMES = [name for names in PEOPLE for name in names]
PIECES = [piece for name in NAMES for piece in (name, *name.split())]
WORDS = [
    "qış", "uzun", "oldu.", "Bahar", "gəldi.", "она", "вышла", "из", "дома.", "Потом", "надежда", "იყო", "და",
    "წავიდა.", "كان", "في", "البيت.", "she", "hopes", "left.", "Hope", "14 March 2019", "Bakıda", "qardaşı", "😀",
    "e\u0301", "050 322 81 90", "[Person 7]", "(", ")", "\n", "\n\n", "«", "»", "QARABAĞLI", "Nina's", "Rаmil",
    "гарабаглыdan",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(PIECES)), max_size=22).map(" ".join)
LEVELS = st.lists(
    st.sampled_from([Level.PUBLIC, Level.ROLE, Level.ANONYMOUS, Level.INTERNAL, Level.SEALED]),
    min_size=len(PEOPLE),
    max_size=len(PEOPLE),
)
ROLES = (Role.SOURCE, Role.OTHER, Role.RELATIVE, Role.OTHER, Role.SOURCE, Role.OTHER, Role.LAWYER)
ORDERS = st.builds(
    Order,
    st.sampled_from([Level.PUBLIC, Level.ANONYMOUS]),
    st.sampled_from(["", "az", "ru", "ka", "ar", "en"]),
    st.just("T-001"),
)
checked = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


def redactor(levels: list[Level], audience: Audience) -> Redactor:
    subjects = [
        Subject(f"P-{n:03d}", EntityType.PERSON, role, level, names, n, is_relative=role is Role.RELATIVE)
        for n, (names, level, role) in enumerate(zip(PEOPLE, levels, ROLES, strict=True))
    ]
    phone = Subject("F-001", EntityType.PHONE, Role.OTHER, Level.INTERNAL, ("+994 50 322 81 90",), 9)
    return Redactor([*subjects, phone], audience=audience, secret=SECRET, decisions={})


def some_decisions(data: st.DataObject, made: Redactor, text: str, order: Order) -> Mapping[str, Decision]:
    """What somebody could decide on what is seen in the text: on groups, and on single places."""
    seen = made.redact(text, (), order)
    found: dict[str, Decision] = {}
    for hit in (*seen.hits, *seen.settled):
        verdict = data.draw(st.sampled_from([None, *Verdict]))
        here = data.draw(st.booleans())
        key = made.place(text, hit.start, hit.end, group=hit.group, order=order) if here else hit.group
        if verdict is not None and not (verdict.keeps and made.forbids(hit.surface)):
            label = data.draw(st.sampled_from(["", SHARED, *hit.entries]))
            found[key] = Decision(verdict, "legal", "Nərmin", "2026-11-22T12:00:00Z", label=label)
    return found


def is_untouched(text: str, result: Redacted) -> bool:
    position = new_position = 0
    for change in result.changes:
        if text[position : change.start] != result.text[new_position : change.new_start]:
            return False
        position, new_position = change.end, change.new_end
    return text[position:] == result.text[new_position:]


@checked
@given(TEXTS, LEVELS, ORDERS, st.sampled_from(Audience), st.data())
def test_text_outside_the_changes_is_the_same_to_the_letter(
    text: str, levels: list[Level], order: Order, audience: Audience, data: st.DataObject
) -> None:
    made = redactor(levels, audience)
    result = made.with_decisions(some_decisions(data, made, text, order)).redact(text, (), order)
    assert is_untouched(text, result)
    assert all(result.text[change.new_start : change.new_end] == change.label for change in result.changes)
    assert all(text[hit.start : hit.end] == hit.surface for hit in (*result.hits, *result.settled))


@checked
@given(TEXTS, LEVELS, ORDERS, st.sampled_from(Audience))
def test_redacting_what_was_redacted_changes_nothing(
    text: str, levels: list[Level], order: Order, audience: Audience
) -> None:
    """Whatever the rules leave open is redacted, as a person would who is in doubt."""
    made = redactor(levels, audience)
    open_groups = {hit.group for hit in made.redact(text, (), order).hits}
    decided = made.with_decisions({group: Decision(Verdict.REDACT) for group in open_groups})
    once = decided.redact(text, (), order)
    again = decided.redact(once.text, (), order)
    assert again.text == once.text


@checked
@given(TEXTS, LEVELS, ORDERS, st.data())
def test_every_removed_span_is_in_the_log_and_none_of_its_words(
    text: str, levels: list[Level], order: Order, data: st.DataObject
) -> None:
    made = redactor(levels, Audience.EDITOR)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    passage = Passage(start, end, Level.SEALED, text[start:end], code="security-practice", who="Nərmin")
    passages = (passage,) if start < end else ()
    result = made.with_decisions(some_decisions(data, made, text, order)).redact(text, passages, order)
    record = RecordPreview("T-001", "R-001", "", text, result.text, True, (), result.changes)
    log = redaction_log.log_of((record,), Audience.EDITOR)
    assert len(log.marks) == len(result.changes)
    lines = result.text.split("\n")
    for mark, change in zip(log.marks, result.changes, strict=True):
        assert lines[mark.paragraph - 1][mark.character - 1 :].startswith(change.label.split("\n")[0])
        assert (mark.reason, mark.who, mark.kind) == (change.reason, change.who, change.kind)
    left = len(text) - sum(change.end - change.start for change in result.changes)
    assert left == len(result.text) - sum(len(mark.label) for mark in log.marks)


@pytest.mark.parametrize("day", ["14 March 2019", "14 mart 2019", "14 Mayıs 2019"])
@pytest.mark.parametrize("rest", ["Ramil Qarabağlı", "Ramil Qarabağlı gəldi və getdi", "they went home after the war"])
def test_a_date_is_made_coarser_whatever_the_language_of_the_names_beside_it(day: str, rest: str) -> None:
    made = redactor([Level.ANONYMOUS] * len(PEOPLE), Audience.EDITOR)
    assert day not in made.redact(f"{day} {rest}", (), Order(Level.ANONYMOUS, "", "T-001")).text
