"""A name whose letters are all moved on, mirrored or backwards is seen in any shift; ordinary words are not."""

from __future__ import annotations

import base64
import os

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.protection.residue import TURNED, Forbidden, Watchlist

LATIN, CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"
WATCH = Watchlist([Forbidden("S-001", EntityType.PERSON, ("Zərifə Mürşüdova", "Зарифа Муршудова"))])


def moved(text: str, by: int, letters: str) -> str:
    """Every letter of `letters` by so many places, the others as they are."""
    turned = letters[by:] + letters[:by]
    return text.translate(str.maketrans(letters + letters.upper(), turned + turned.upper()))


def mirrored(text: str, letters: str) -> str:
    return text.translate(str.maketrans(letters + letters.upper(), letters[::-1] + letters[::-1].upper()))


def rules(text: str) -> set[str]:
    return {one.rule for one in WATCH.in_text(text)}


@pytest.mark.parametrize("name", ["Zerife Mursudova", "Zərifə Mürşüdova", "Mürşüdova, Zərifə", "MURSUDOVA Zerife"])
def test_every_shift_of_a_latin_name_is_seen(name: str) -> None:
    assert [by for by in range(1, 26) if TURNED not in rules(f"He wrote {moved(name, by, LATIN)} there.")] == []


def test_every_shift_of_a_cyrillic_name_is_seen() -> None:
    shown = [moved("Зарифа Муршудова", by, CYRILLIC) for by in range(1, 32)]
    assert [text for text in shown if TURNED not in rules(f"Там было {text} и всё.")] == []


def test_mirrored_and_backwards_letters_are_seen_alone_and_moved_on() -> None:
    for text in (mirrored("Zerife Mursudova", LATIN), mirrored("Зарифа Муршудова", CYRILLIC), "Zerife Mursudova"[::-1]):
        assert TURNED in rules(f"x {text} x")
    assert TURNED in rules(moved("Zerife Mursudova"[::-1], 3, LATIN))


def test_the_find_is_where_the_turned_name_stands() -> None:
    turned = moved("Zerife Mursudova", 5, LATIN)
    (found,) = WATCH.in_text(f"On the card: {turned}, twice.")
    assert (found.start, found.end) == (13, 13 + len(turned))


def test_the_name_as_it_is_has_another_rule() -> None:
    assert TURNED not in rules("Then Zerife Mursudova spoke.")


def test_packed_and_random_letters_are_no_turned_names() -> None:
    many = Watchlist(
        [
            Forbidden(f"S-{n}", EntityType.PERSON, (f"{a}{b} {b}ov{a}", f"{b} {a}ov"))
            for n, (a, b) in enumerate(_pairs())
        ]
    )
    for _ in range(200):
        text = base64.b64encode(os.urandom(600)).decode()
        assert not [one for one in many.in_text(text.replace("/", " ")) if one.rule == TURNED]


def _pairs() -> list[tuple[str, str]]:
    parts = ("Zeri", "Murad", "Gulba", "Qara", "Tofi", "Nigar", "Bahru", "Solma", "Xeyal", "Rustam", "Fidan", "Jalal")
    return [(one, other) for one in parts for other in parts if one != other]
