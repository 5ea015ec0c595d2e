"""A full name run together is found whether its words are rare in the register, shared by many, short or long."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register
from fieldnotes.redaction.fullnames import FullNames
from fieldnotes.redaction.index import Index

FIRSTS = [
    "Leyla",
    "Kamran",
    "Dilarə",
    "Rüfət",
    "Samirə",
    "Orxan",
    "Nərmin",
    "Turqut",
    "Aygün",
    "Elnarə",
    "Fuad",
    "Gülşən",
    "Hikmət",
    "İlham",
    "Jalə",
    "Kənan",
]
LASTS = ["Babazadə", "Quliyeva", "Rzaquliyev", "Tağıyeva", "Seyidov", "Nəcəfli", "Ələkbərova", "Mirzəyev"]
ENTRIES = [f"{first} {last}" for first in FIRSTS for last in LASTS]


def found_in(names: list[str], text: str) -> list[tuple[str, Outcome, tuple[str, ...]]]:
    register = Register([Known(name, EntityType.PERSON, (name,)) for name in names])
    return [(text[hit.start : hit.end], hit.outcome, hit.ids) for hit in register.scan(text, language="az")]


@pytest.mark.parametrize("others", [[], ENTRIES], ids=["alone", "among many who share its words"])
@pytest.mark.parametrize(
    "written", ["LeylaBabazade", "babazadeleyla", "leyla_babazade", "BabazadəLeyla", "leylababazadə"]
)
def test_a_name_run_together_is_found(written: str, others: list[str]) -> None:
    names = list(dict.fromkeys(["Leyla Babazadə", *others]))
    assert found_in(names, f"Bax: #{written} yazır.") == [(written, Outcome.AUTO, ("Leyla Babazadə",))]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Gottfried Hinz", "gottfriedhinz"),
        ("Hinz Gottfried", "gottfriedhinz"),
        ("Jörg Müller", "joergmueller"),
        ("Anna Aslanova", "annaslanova"),
        ("Əli Ünal", "unaleli"),
        ("Мария Щукина", "mariaschukina"),
        ("Juan Carlos Quesada", "juancarlosquesada"),
    ],
)
@pytest.mark.parametrize("others", [[], ENTRIES], ids=["alone", "among many"])
def test_letters_that_meet_may_sound_otherwise_or_once(name: str, written: str, others: list[str]) -> None:
    hits = found_in([name, *others], f"see @{written} there")
    assert [ids for _, _, ids in hits] == [(name,)]


def test_a_squeezed_text_gives_each_string_once_with_all_who_own_it() -> None:
    index = Index([(number, EntityType.PERSON, "Dilarə Rzaquliyeva") for number in range(3)])
    text = index.read("DilarəRzaquliyeva").squeezed
    spans = [(start, end, sorted(owners)) for start, end, owners in FullNames(index).find(text)]
    whole = [owners for start, end, owners in spans if (start, end) == (0, len(text))]
    assert whole == [[(0, True), (1, True), (2, True)]]
    assert len({span[:2] for span in spans}) == len(spans)


def test_names_of_more_owners_than_are_compared_are_still_found_whole() -> None:
    index = Index([(number, EntityType.PERSON, "Dilarə Rzaquliyeva") for number in range(60)])
    text = index.read("DilarəRzaquliyeva").squeezed
    whole = [owners for start, end, owners in FullNames(index).find(text) if (start, end) == (0, len(text))]
    assert [{number for number, full in owners if full} for owners in whole] == [set(range(60))]
