"""A card as letters for a QR code: the same card comes back, and nothing else passes for one."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.crypto import card_code
from fieldnotes.crypto.identity import Card, Identity
from fieldnotes.errors import BadRecipient

PEOPLE = {
    kind: Identity.generate(name, post_quantum=kind == "hybrid")
    for kind, name in (("classic", "Sevda Əlizadə"), ("hybrid", "თამუნა ბერიძე"))
}


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("expires", ["", "2027-05-01"])
def test_the_card_of_a_code_is_the_one_that_was_spelled(kind: str, expires: str) -> None:
    card = PEOPLE[kind].card(expires=expires)

    assert card_code.read(card_code.spelled(card)) == card
    assert Card.parse(card.text).expires == expires


def test_a_post_quantum_card_fits_a_code_of_letters_and_figures() -> None:
    letters = card_code.spelled(PEOPLE["hybrid"].card(expires="2027-05-01"))

    assert set(letters) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(letters) < 2132  # version 27 at level L, ISO/IEC 18004 table 7


def test_base45_is_that_of_the_standard() -> None:
    """RFC 9285, 4.3 and 4.4."""
    for plain, letters in (
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
    ):
        assert card_code._base45(plain) == letters
        assert card_code._unbase45(letters) == plain


@pytest.mark.parametrize("letters", ["GGW", ":::", "A", "!!"])
def test_letters_that_stand_for_no_bytes_are_refused(letters: str) -> None:
    with pytest.raises(BadRecipient):
        card_code.read(card_code.MARK + letters)


def test_a_changed_code_is_refused() -> None:
    letters = card_code.spelled(PEOPLE["classic"].card())
    for at in range(len(card_code.MARK), len(letters), 7):
        other = "A" if letters[at] != "A" else "B"
        with pytest.raises(BadRecipient):
            card_code.read(letters[:at] + other + letters[at + 1 :])


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_letters_are_a_card_or_refused(letters: str) -> None:
    with pytest.raises(BadRecipient):
        card_code.read(card_code.MARK + letters)


def test_a_card_and_its_code_made_without_this_program_are_read() -> None:
    """tests/vectors/card/make.py wrote them from the format alone."""
    folder = Path(__file__).parents[2] / "vectors" / "card"
    card = Card.parse((folder / "card.json").read_text(encoding="utf-8"))

    assert card_code.read((folder / "card.code").read_text(encoding="ascii").strip("\n")) == card
    assert " ".join(card.words) == (folder / "words.txt").read_text(encoding="utf-8").strip()
    assert card.expires == "2031-05-01"
    assert card.sign == b64decode((folder / "sign.txt").read_text(encoding="ascii"))
