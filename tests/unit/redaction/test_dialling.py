from __future__ import annotations

import pytest

from fieldnotes.redaction.dialling import misread_digits
from fieldnotes.redaction.numerals import VALUES, digits_of, spoken_digits


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("beş yüz otuz iki yüz on bir iyirmi iki otuz üç", "5321112233"),
        ("восемь девятьсот шестнадцать пятьсот пятьдесят пять двенадцать тридцать четыре", "89165551234"),
        ("seven seven zero zero nine zero zero one two three", "7700900123"),
        ("zéro six quatre vingt dix soixante dix huit", "069078"),
        ("null drei einundzwanzig zwei", "03212"),
        ("صفر خمسة ثلاثة", "053"),
    ],
)
def test_number_words_are_written_down_as_dictated(words: str, digits: str) -> None:
    assert spoken_digits(VALUES[word] for word in words.split()) == digits


def test_digits_of_any_script_are_digits() -> None:
    assert digits_of("٠٥٣٣") == digits_of("０５３３") == digits_of("0533") == "0533"
    assert digits_of("05a3") == digits_of("½") == ""


@pytest.mark.parametrize(
    ("written", "digits"), [("O5O", "050"), ("3l5", "315"), ("4О", "40"), ("OO", ""), ("A5", ""), ("050", "")]
)
def test_letters_between_digits_are_read_as_digits(written: str, digits: str) -> None:
    assert misread_digits(written) == digits
