"""What a person decides on a name: in one place, one group, against the rules; never by guessing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Passage
from fieldnotes.model.redaction import ChangeKind, Decision, ReasonCode, Redacted, Verdict
from fieldnotes.model.register import EntityType, Role
from fieldnotes.protection import hit_places
from fieldnotes.protection.order import Order
from fieldnotes.protection.redactor import Redactor, Subject

SECRET = bytes(range(32))
PERSON = EntityType.PERSON
WHEN = "2026-11-22T12:00:00Z"


def person(code: str, name: str, ordinal: int, role: Role = Role.OTHER, level: Level = Level.ANONYMOUS) -> Subject:
    return Subject(code, PERSON, role, level, (name,), ordinal, is_relative=role is Role.RELATIVE)


BAHAR = person("P-009", "Bahar Quşçubaşova", 3)
SISTER = person("P-001", "Könül Sadıqzadə", 0, Role.RELATIVE)
BROTHER = person("P-002", "Vüqar Sadıqzadə", 1, Role.SOURCE)
OFFICIAL = person("P-003", "Rauf Sadıqzadə", 2, level=Level.PUBLIC)
ORDER = Order(Level.PUBLIC, "az", record="T-001")
TEXT = "Səhər açıldı. Bahar həyətə gəldi. Axşam düşəndə kənd yolu qaranlıq idi. Bahar evə getdi."


def made(*subjects: Subject, decisions: Mapping[str, Decision] | None = None) -> Redactor:
    return Redactor(subjects, audience=Audience.EDITOR, secret=SECRET, decisions=decisions or {})


def keep(*keys: str, verdict: Verdict = Verdict.KEEP) -> dict[str, Decision]:
    return {key: Decision(verdict, who="Nərmin", decided=WHEN) for key in keys}


def spans(result: Redacted) -> list[str]:
    return [hit.surface for hit in result.hits]


# --- one place


def test_a_decision_on_one_place_leaves_the_others_open() -> None:
    asked = made(BAHAR).redact(TEXT, (), ORDER).hits
    assert len(asked) == 2
    redactor = made(BAHAR)
    place = redactor.place(TEXT, asked[0].start, asked[0].end, group=asked[0].group, order=ORDER)
    result = redactor.with_decisions(keep(place, verdict=Verdict.REDACT)).redact(TEXT, (), ORDER)
    assert [hit.start for hit in result.hits] == [asked[1].start]
    assert [change.start for change in result.changes] == [asked[0].start]
    assert [(one.key, one.start) for one in result.settled] == [(place, asked[0].start)]


def test_a_place_that_is_kept_does_not_keep_the_same_word_elsewhere() -> None:
    asked = made(BAHAR).redact(TEXT, (), ORDER).hits
    redactor = made(BAHAR)
    place = redactor.place(TEXT, asked[1].start, asked[1].end, group=asked[1].group, order=ORDER)
    result = redactor.with_decisions(keep(place)).redact(TEXT, (), ORDER)
    assert [hit.start for hit in result.hits] == [asked[0].start]
    both = keep(place) | keep(asked[0].group, verdict=Verdict.REDACT)
    result = redactor.with_decisions(both).redact(TEXT, (), ORDER)
    assert (result.text.count("Bahar"), result.hits) == (1, ())
    assert result.kept == {"Bahar"}


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        (lambda text: "Yeni bir abzas əvvələ yazıldı. " * 2 + text, True),
        (lambda text: text + " Sonra hamı dağılışdı.", True),
        (lambda text: text.replace("həyətə", "evə"), False),
        (lambda text: text.replace("Bahar həyətə", "Baharı həyətə"), False),
        (lambda text: text + "\n" + text, False),
    ],
)
def test_a_place_is_found_again_only_while_the_words_around_it_stay(change, stays: bool) -> None:  # type: ignore[no-untyped-def]
    text = "Bir gün kənddə heç kim onu gözləmirdi. " + TEXT
    redactor = made(BAHAR)
    hit = redactor.redact(text, (), ORDER).hits[0]
    place = redactor.place(text, hit.start, hit.end, group=hit.group, order=ORDER)
    after = redactor.with_decisions(keep(place)).redact(change(text), (), ORDER)
    assert any(one.key == place for one in after.settled) is stays
    assert len(after.hits) + len(after.settled) >= 2


def test_a_place_belongs_to_its_record_and_its_part() -> None:
    numbers = {
        hit_places.number(TEXT, 14, 19, group="g", record=record, part=part, secret=SECRET)
        for record in ("T-001", "T-002")
        for part in ("text", "title")
    }
    assert len(numbers) == 4
    assert all(hit_places.group_of(number) == "g" and "Bahar" not in number for number in numbers)


def test_twins_in_one_text_have_different_numbers() -> None:
    text = "Bahar gəldi.\n" * 40
    first, second = (text.index("Bahar", start) for start in (130, 260))
    numbers = {
        hit_places.number(text, start, start + 5, group="g", record="T-001", part="text", secret=SECRET)
        for start in (first, second)
    }
    assert len(numbers) == 2


# --- against the rules


def test_what_the_rules_are_certain_of_is_kept_only_by_a_decision_made_on_purpose() -> None:
    text = "Dünən Sadıqzadə danışdı."
    group = made(BROTHER).redact(text, (), ORDER).settled[0].group
    assert "Sadıqzadə" not in made(BROTHER, decisions=keep(group)).redact(text, (), ORDER).text
    forced = made(BROTHER, decisions=keep(group, verdict=Verdict.KEEP_ANYWAY)).redact(text, (), ORDER)
    assert forced.text == text
    assert forced.kept == {"Sadıqzadə"}


def test_a_whole_name_is_forbidden_whatever_is_decided_and_one_part_of_it_is_not() -> None:
    assert made(BROTHER).forbids("Vüqar Sadıqzadə")
    assert made(BROTHER).forbids("SADIQZADƏ Vüqar")
    assert not made(BROTHER).forbids("Sadıqzadə")


# --- whose name it is


def test_a_name_of_several_gets_a_shared_label_until_somebody_says_whose_it_is() -> None:
    text = "Dünən Sadıqzadə danışdı."
    first = made(SISTER, BROTHER).redact(text, (), ORDER)
    assert first.text == "Dünən [Person] danışdı."
    group = first.settled[0].group
    chosen = made(SISTER, BROTHER, decisions={group: Decision(Verdict.REDACT, label="P-002")}).redact(text, (), ORDER)
    assert chosen.text == f"Dünən {made(BROTHER).label(['P-002'])} danışdı."
    assert (chosen.changes[0].entry, chosen.changes[0].reason) == ("P-002", ReasonCode.SOURCE)
    shared = made(SISTER, BROTHER, decisions={group: Decision(Verdict.REDACT, label="shared")}).redact(text, (), ORDER)
    assert (shared.text, shared.changes[0].entry) == (first.text, "P-001,P-002")


def test_the_only_hidden_one_of_several_is_not_named_by_her_label_unless_somebody_says_so() -> None:
    text = "Dünən Sadıqzadə danışdı."
    group = made(BROTHER, OFFICIAL).redact(text, (), ORDER).hits[0].group
    redact = {group: Decision(Verdict.REDACT)}
    assert made(BROTHER, OFFICIAL, decisions=redact).redact(text, (), ORDER).text == "Dünən [Person] danışdı."
    redact = {group: Decision(Verdict.REDACT, label="P-002")}
    assert "Source" in made(BROTHER, OFFICIAL, decisions=redact).redact(text, (), ORDER).text


def test_the_shared_label_is_neutral_even_where_there_is_one_candidate() -> None:
    text = "Dünən Bahar danışdı."
    source = person("P-009", "Bahar Quşçubaşova", 3, Role.SOURCE)
    group = made(source).redact(text, (), ORDER).settled[0].group
    plain = made(source, decisions={group: Decision(Verdict.REDACT)}).redact(text, (), ORDER)
    assert plain.text.startswith("Dünən Source ")
    shared = made(source, decisions={group: Decision(Verdict.REDACT, label="shared")}).redact(text, (), ORDER)
    assert (shared.text, shared.changes[0].entry) == ("Dünən [Person] danışdı.", "P-009")


def test_an_address_among_the_aliases_of_a_person_is_called_an_address() -> None:
    alias = replace(BROTHER, names=("Vüqar Sadıqzadə", "vuqar@numune.example"))
    contact = replace(
        BROTHER, code="P-002.email", type=EntityType.EMAIL, level=Level.SEALED, names=("vuqar@numune.example",)
    )
    text = "Mənə vuqar@numune.example ünvanından yazdı."
    shown = {made(*them).redact(text, (), ORDER).text for them in ((alias,), (alias, contact), (contact,))}
    assert len(shown) == 1
    assert shown.pop().startswith("Mənə [E-mail ")
    other = replace(SISTER, names=("Könül Sadıqzadə", "vuqar@numune.example"))
    assert made(alias, other).redact(text, (), ORDER).text == "Mənə [E-mail] ünvanından yazdı."


def test_a_real_name_beside_the_other_name_of_the_same_person_leaves_one_label() -> None:
    both = replace(BROTHER, names=("Vüqar Sadıqzadə", "Kamran Turabxan"))
    label = made(both).label(["P-002"])
    text = "Kamran Turabxan [real name: Vüqar Sadıqzadə] danışdı."
    result = made(both).redact(text, (), ORDER)
    assert result.text == f"{label} danışdı."
    change = result.changes[0]
    assert (text[change.start : change.end], change.entry) == (text.removesuffix(" danışdı."), "P-002")
    two = made(both, SISTER).redact("Kamran Turabxan (real name: Könül Sadıqzadə) danışdı.", (), ORDER).text
    assert two == f"{label} (real name: {made(SISTER).label(['P-001'])}) danışdı."


def test_a_surname_after_a_full_name_is_proposed_and_not_taken() -> None:
    text = "Könül Sadıqzadə gəldi. Sadıqzadə danışdı. Vüqar Sadıqzadə susdu. Sonra Sadıqzadə getdi."
    result = made(SISTER, BROTHER).redact(text, (), ORDER)
    assert [hit.guess for hit in result.settled if hit.surface == "Sadıqzadə"] == ["P-001", "P-002"]
    assert result.text.count("[Person] ") == 2
    assert made(SISTER, BROTHER).redact("Sadıqzadə danışdı.", (), ORDER).settled[0].guess == ""


def test_the_second_opinion_for_the_gate_sees_variants_and_lets_what_was_kept_pass() -> None:
    look = made(BROTHER, OFFICIAL).look(["Sadıqzadə"])
    assert [one.code for one in look("Dünən Вюгар Садыгзаде гялди, Vuqar Sadiqzade getdi.")] == ["P-002", "P-002"]
    assert list(look("Rauf Sadıqzadə və Sadıqzadə danışdı, [Person 7] susdu.")) == []


# --- reasons, who and when


def test_every_change_says_why_by_whom_and_when() -> None:
    text = "Vüqar Sadıqzadə 12 mart 2019-cu ildə Mingəçevirdə xərçəng xəstəsi idi. Könül Sadıqzadə gəldi. O, gizli yol."
    hidden = Passage(text.index("gizli"), text.index("gizli") + 9, Level.SEALED, "gizli yol")
    coded = replace(hidden, code=ReasonCode.SECURITY, who="Nərmin", marked=WHEN)
    redactor = made(SISTER, BROTHER)
    for passage, told in (
        (hidden, (ReasonCode.QUASI, "owner", "")),
        (coded, (ReasonCode.SECURITY, "Nərmin", WHEN)),
    ):
        changes = redactor.redact(text, (passage,), ORDER).changes
        marked = next(change for change in changes if change.kind is ChangeKind.PASSAGE)
        assert (marked.reason, marked.who, marked.decided) == told
    reasons = {change.entry: change.reason for change in changes if change.kind is ChangeKind.NAME}
    assert reasons == {"P-001": ReasonCode.RELATIVE, "P-002": ReasonCode.SOURCE}
    facets = {change.entity: change.reason for change in changes if change.kind is ChangeKind.DETAIL}
    assert facets["date"] is ReasonCode.QUASI
    assert facets["place"] is ReasonCode.LOCATION
    assert all(change.who == "" for change in changes if change.kind is not ChangeKind.PASSAGE)


def test_what_a_person_decided_bears_her_name_her_reason_and_the_time() -> None:
    group = made(BAHAR).redact(TEXT, (), ORDER).hits[0].group
    told = Decision(Verdict.REDACT, reason="legal", who="Nərmin", decided=WHEN)
    change = made(BAHAR, decisions={group: told}).redact(TEXT, (), ORDER).changes[0]
    assert (change.reason, change.who, change.decided, change.group) == (ReasonCode.LEGAL, "Nərmin", WHEN, group)


def test_a_reason_of_a_later_program_is_not_lost_in_an_error() -> None:
    group = made(BAHAR).redact(TEXT, (), ORDER).hits[0].group
    told = Decision(Verdict.REDACT, reason="later", who="Nərmin")
    change = made(BAHAR, decisions={group: told}).redact(TEXT, (), ORDER).changes[0]
    assert change.reason is ReasonCode.THIRD_PARTY


# --- labels and what is remembered


def test_labels_of_another_secret_are_others_and_groups_stay() -> None:
    text = "Vüqar Sadıqzadə və Bahar Quşçubaşova gəldi."
    usual = made(BROTHER, BAHAR)
    fresh = usual.with_labels(bytes(32))
    assert fresh.redact(text, (), ORDER).text != usual.redact(text, (), ORDER).text
    assert usual.redact(text, (), ORDER).text == made(BROTHER, BAHAR).redact(text, (), ORDER).text
    assert fresh.group(["P-002"], "Vüqar") == usual.group(["P-002"], "Vüqar")


def test_what_is_remembered_is_the_same_as_what_is_made_anew() -> None:
    first = made(BAHAR)
    asked = first.redact(TEXT, (), ORDER).hits[0]
    place = first.place(TEXT, asked.start, asked.end, group=asked.group, order=ORDER)
    steps = [{}, keep(asked.group), keep(place, verdict=Verdict.REDACT), keep("other"), {}, keep(asked.group)]
    for decisions in steps:
        anew = made(BAHAR, decisions=decisions).redact(TEXT, (), ORDER)
        assert first.with_decisions(decisions).redact(TEXT, (), ORDER) == anew
