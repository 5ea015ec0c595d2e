"""Suggestions of one entity come together; accepted names are found everywhere."""

from __future__ import annotations

from fieldnotes.suggestions import Band, Candidate, Kind, find, grouped, propagate
from fieldnotes.suggestions.bearers import Bearers
from fieldnotes.suggestions.kinds import without_overlaps


def test_spellings_cases_and_scripts_of_one_person_are_one_group() -> None:
    texts = {
        "a": "Daşqın İsbatov Almaniyadan qaytarıldı. İsbatovun anası Bakıda yaşayır.",
        "b": "Дашгин Исбатов был выслан. Соседка видела, как Исбатова избили.",
    }
    groups = grouped({name: (text, find(text)) for name, text in texts.items()})
    persons = [group for group in groups if group.kind is Kind.PERSON and "sbatov" in group.name + "Исбатов"]
    isbatov = next(group for group in persons if group.count == 4)
    assert {place.text for place in isbatov.places} == {"a", "b"}
    assert {surface for surface, _ in isbatov.spellings} == {
        "Daşqın İsbatov",
        "İsbatovun",
        "Дашгин Исбатов",
        "Исбатова",
    }
    assert isbatov.band is Band.TICKED


def test_a_surname_that_two_persons_share_stays_by_itself() -> None:
    text = "Anar Kerimli came. Vahid Kerimli left. Kerimli spoke."
    spans = [(0, 12), (19, 32), (39, 46)]
    candidates = [Candidate(first, last, Kind.PERSON, 0.9, "x") for first, last in spans]
    assert sorted(group.name for group in grouped({"a": (text, candidates)})) == [
        "Anar Kerimli",
        "Kerimli",
        "Vahid Kerimli",
    ]


def test_the_surest_and_most_frequent_group_comes_first() -> None:
    text = "Ganja, Ganja, Sheki"
    found = [Candidate(0, 5, Kind.PLACE, 0.9, "x"), Candidate(7, 12, Kind.PLACE, 0.9, "x")]
    found.append(Candidate(14, 19, Kind.PLACE, 0.9, "x"))
    assert [(group.name, group.count) for group in grouped({"a": (text, found)})] == [("Ganja", 2), ("Sheki", 1)]


def test_an_accepted_name_is_found_in_the_other_texts() -> None:
    texts = {"a": "Письмо Хадиджи Исмаиловой пришло.", "b": "Nobody came."}
    found = propagate([(Kind.PERSON, "Xədicə İsmayılova")], texts, languages={"a": "ru", "b": "en"})
    assert [texts["a"][one.start : one.end] for one in found["a"]] == ["Хадиджи Исмаиловой"]
    assert found["b"] == []


def test_an_accepted_telephone_number_is_found_and_an_initial_is_not_looked_for() -> None:
    texts = {"a": "Zəng et: 050 123 45 67. K. gəldi."}
    found = propagate([(Kind.PHONE, "+994 50 123 45 67"), (Kind.PERSON, "K.")], texts)
    assert [(texts["a"][one.start : one.end], one.kind) for one in found["a"]] == [("050 123 45 67", Kind.PHONE)]


def test_nothing_accepted_finds_nothing() -> None:
    assert propagate([], {"a": "Anar Guliyev"}) == {"a": []}


def test_of_overlapping_candidates_the_surer_stays() -> None:
    weak, sure = Candidate(0, 9, Kind.PERSON, 0.4, "x"), Candidate(4, 12, Kind.PLACE, 0.9, "x")
    assert without_overlaps([weak, sure]) == [sure]


def test_a_bare_surname_goes_to_none_of_two_bearers_be_they_in_a_case_form() -> None:
    text = "Yavər Dəmirçizadə. Tapdıq Dəmirçizadəyəm. Dəmirçizadələrin evi."
    surfaces = ("Yavər Dəmirçizadə", "Tapdıq Dəmirçizadəyəm", "Dəmirçizadələrin")
    found = [Candidate(text.index(one), text.index(one) + len(one), Kind.PERSON, 0.9, "x") for one in surfaces]
    assert sorted(group.name for group in grouped({"a": (text, found)})) == sorted(surfaces)


def test_bearers_are_found_in_any_case_form_but_not_a_sister() -> None:
    bearers = Bearers([(1, "Rashad Huseynov"), (2, "Leyla Huseynova"), (3, "Kenan Huseynovun"), (4, "Huseynov")])
    assert bearers.of("Huseynov") == {1, 3}
    assert bearers.of("Aliyev") == set()
