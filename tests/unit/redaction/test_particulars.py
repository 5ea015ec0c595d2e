"""Contacts, exact places and numbers of documents are found as such, and by no everyday word."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import Address, Contact, ContactKind, Document, EntityType, Identity, Special
from fieldnotes.model.register import Category as Of
from fieldnotes.redaction.matcher import Register
from fieldnotes.redaction.particulars import exact_parts, known, particulars

WHOLE = Identity(
    "Tofiq Yadigarov",
    contacts=(Contact.of("+994 50 333 22 11"), Contact.of("t.y@nowhere.example"), Contact.of("tofiq_77")),
    addresses=(Address("40 Rustaveli Avenue, Tbilisi, Georgia"), Address("ул. Низами, 12, кв. 4, Гянджа")),
    documents=(Document("passport", "AZE77120934"),),
    birth="Masallı",
    occupation="wedding cameraman",
    special=(Special(Of.HEALTH, "insulin"),),
)


def _found(text: str) -> list[str]:
    hits = Register(known("S-001", EntityType.PERSON, WHOLE)).scan(text)
    assert all(hit.ids == ("S-001",) for hit in hits)
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nömrəsi 050 333-22-11 idi.", ["050 333-22-11"]),
        ("Yaz: T.Y@Nowhere.example", ["T.Y@Nowhere.example"]),
        ("Telegram: @tofiq_77, Signal: tofiq_77", ["@tofiq_77", "tofiq_77"]),
        ("He lives at 40, Rustaveli avenue now.", ["40, Rustaveli avenue"]),
        ("Nizami küçəsində gördülər.", ["Nizami küçəsində"]),
        ("Pasport AZE 77120934.", ["AZE 77120934"]),
        ("In Tbilisi, Georgia, a wedding cameraman from Masallı buys insulin.", []),
    ],
)
def test_each_kind_is_found_as_it_is_written_and_nothing_else_is(text: str, words: list[str]) -> None:
    assert _found(text) == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("+995 599 12 83 46", ContactKind.PHONE),
        ("a.b@nowhere.example", ContactKind.EMAIL),
        ("@handle", ContactKind.HANDLE),
        ("handle_2016", ContactKind.HANDLE),
        ("12 34", ContactKind.HANDLE),
    ],
)
def test_a_typed_line_is_taken_for_what_it_is(text: str, kind: ContactKind) -> None:
    assert Contact.of(text).kind is kind


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("Nizami küçəsi 12, mənzil 4, Gəncə", {"Nizami küçəsi 12", "Nizami küçəsi"}),
        ("Грузия, Тбилиси, ул. Низами 12, кв. 4", {"ул. Низами 12", "ул. Низами"}),
        ("улица Низами, дом 12", {"улица Низами 12", "улица Низами"}),
        ("40 Rustaveli Avenue, Tbilisi", {"40 Rustaveli Avenue", "Rustaveli Avenue"}),
        ("Karl-Marx-Straße 5, 10115 Berlin", {"Karl-Marx-Straße 5", "Karl-Marx-Straße"}),
        ("Tbilisi, Hotel Iveria", {"Hotel Iveria"}),
        ("თბილისი, ნიზამის ქუჩა 12", {"ნიზამის ქუჩა 12", "ნიზამის ქუჩა"}),
        ("شارع الرشيد ٤٠, بغداد", {"شارع الرشيد ٤٠", "شارع الرشيد"}),
        ("Şəki, Bayan kəndi", {"Bayan kəndi"}),
    ],
)
def test_an_address_leads_to_a_door_and_not_to_a_town(place: str, parts: set[str]) -> None:
    found = exact_parts(place)
    assert parts <= set(found)
    assert place in found
    assert not {"Gəncə", "Тбилиси", "Грузия", "Tbilisi", "Berlin", "თბილისი", "بغداد", "Şəki"} & set(found)


def test_an_identity_without_particulars_is_its_names_alone() -> None:
    assert particulars(Identity("Vaqif")) == {}
    assert [one.names for one in known("P-001", EntityType.PERSON, Identity("Vaqif"))] == [("Vaqif",)]
