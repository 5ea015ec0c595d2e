"""Contacts, documents, plates, coordinates and addresses by their form."""

from __future__ import annotations

import pytest

from fieldnotes.suggestions import Kind, find
from fieldnotes.suggestions.contacts import card_is_valid, iban_is_valid


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Write to leyla.q@example.org now", "leyla.q@example.org", Kind.EMAIL),
        ("пиши на leyla (собака) example (точка) org", "leyla (собака) example (точка) org", Kind.EMAIL),
        ("see https://example.org/a?b=1.", "https://example.org/a?b=1", Kind.URL),
        ("see example.az/xeber today", "example.az/xeber", Kind.URL),
        ("he is @baran_k there", "@baran_k", Kind.HANDLE),
        ("zəng et: +994 50 123 45 67", "+994 50 123 45 67", Kind.PHONE),
        ("звонить 8 (912) 345-67-89", "8 (912) 345-67-89", Kind.PHONE),
        ("هاتف ٠٧٧٠١٢٣٤٥٦٧", "٠٧٧٠١٢٣٤٥٦٧", Kind.PHONE),
        ("to GB82 WEST 1234 5698 7654 32 please", "GB82 WEST 1234 5698 7654 32", Kind.BANK),
        ("card 4539 1488 0343 6467 used", "4539 1488 0343 6467", Kind.BANK),
        ("pasport AZE 1234567 itib", "AZE 1234567", Kind.ID),
        ("his FIN 5ABC12Z was read", "5ABC12Z", Kind.ID),
        ("Reisepass Nr. C01X00T47 lag da", "C01X00T47", Kind.ID),
        ("the car 10-AA-123 stood", "10-AA-123", Kind.PLATE),
        ("машина А123ВС77 стояла", "А123ВС77", Kind.PLATE),
        ("34 ABC 123 plakalı araç", "34 ABC 123", Kind.PLATE),
        ("at 40.4093, 49.8671 they met", "40.4093, 49.8671", Kind.COORDINATES),
        ("Nizami küçəsi 45, mənzil 7 idi", "Nizami küçəsi 45, mənzil 7", Kind.ADDRESS),
        ("Живёт: ул. Гоголя, д. 5, кв. 7", "ул. Гоголя, д. 5, кв. 7", Kind.ADDRESS),
        ("She lives at 221 Baker Street now", "221 Baker Street", Kind.ADDRESS),
        ("Elle vit au 12, rue de la Paix ici", "12, rue de la Paix", Kind.ADDRESS),
        ("Er wohnt in der Goethestraße 5 hier", "Goethestraße 5", Kind.ADDRESS),
        ("რუსთაველის გამზირზე 12 ცხოვრობს", "რუსთაველის გამზირზე 12", Kind.ADDRESS),
    ],
)
def test_told_by_its_form(text: str, surface: str, kind: Kind) -> None:
    assert (surface, kind) in {(text[one.start : one.end], one.kind) for one in find(text)}


def test_check_digits_are_looked_at() -> None:
    assert iban_is_valid("GB82 WEST 1234 5698 7654 32")
    assert not iban_is_valid("GB83 WEST 1234 5698 7654 32")
    assert card_is_valid("4539 1488 0343 6467")
    assert not card_is_valid("4539 1488 0343 6468")


def test_a_date_is_no_telephone_number() -> None:
    assert {one.kind for one in find("on 12.05.2019 they came", language="en")} == {Kind.DATE}


def test_a_long_line_is_read_in_blocks() -> None:
    text = "word " * 12_000 + "write to leyla.q@example.org " + "word " * 3_000
    assert [text[one.start : one.end] for one in find(text, language="en")] == ["leyla.q@example.org"]
