"""Numbers of documents are found however they are spaced, and by no other number."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register


def _found(number: str, text: str) -> list[str]:
    register = Register([Known("D-001", EntityType.DOCUMENT, (number,))])
    return [text[hit.start : hit.end] for hit in register.scan(text) if hit.outcome is Outcome.AUTO]


@pytest.mark.parametrize(
    ("number", "text", "words"),
    [
        ("AZE12345670", "Pasport AZE 12345670 idi.", "AZE 12345670"),
        ("AZE12345670", "Pasportu AZE № 1234 5670, FIN başqadır.", "AZE № 1234 5670"),
        ("AZE12345670", "only the digits, 12345670, were read out", "12345670"),
        ("AZE12345670", "AZЕ12345670 with a Cyrillic letter", "AZЕ12345670"),
        ("5AB7K2Q", "FİN kodu 5ab7k2q yazılıb", "5ab7k2q"),
        ("5AB7K2Q", "FIN: 5AB-7K2Q.", "5AB-7K2Q"),
        ("10293847566", "T.C. kimlik no 102 938 475 66", "102 938 475 66"),
        ("10293847566", "رقمه ١٠٢٩٣٨٤٧٥٦٦ في السجل", "١٠٢٩٣٨٤٧٥٦٦"),
        ("45 08 123456", "паспорт 4508 № 123456 выдан", "4508 № 123456"),
        ("GE29NB0000000101904917", "to GE29 NB00 0000 0101 9049 17 please", "GE29 NB00 0000 0101 9049 17"),
        ("99-ZQ-417", "plaka 99 ZQ 417'ydi", "99 ZQ 417"),
        ("AZE12345670", "pasport AZE l234567O yazılmışdı", "AZE l234567O"),
    ],
)
def test_a_number_is_found_in_each_of_its_spellings(number: str, text: str, words: str) -> None:
    assert _found(number, text) == [words]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("AZE12345670", "AZE 12345671 və 112345670 və 123456701"),
        ("5AB7K2Q", "15AB7K2Q, 5AB7K2QX, 5 AB"),
        ("10293847566", "102 nəfər, 938 manat. 475 gün"),
        ("99-ZQ-417", "99 people saw ZQ and 417 cars"),
    ],
)
def test_other_numbers_are_left_alone(number: str, text: str) -> None:
    assert _found(number, text) == []


def test_five_digits_are_only_shown() -> None:
    register = Register([Known("D-001", EntityType.DOCUMENT, ("40718",))])

    assert [hit.outcome for hit in register.scan("nömrə 40718 idi")] == [Outcome.REVIEW]
