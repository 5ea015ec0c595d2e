"""Labels are stable, distinct, unordered, and of no use for joining two bundles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.errors import Bug
from fieldnotes.model.register import EntityType
from fieldnotes.redaction.pseudonyms import Pseudonyms

SECRET = bytes(range(32))


def test_the_first_26_sources_take_the_26_letters() -> None:
    names = [Pseudonyms(SECRET).source(ordinal) for ordinal in range(26)]
    assert sorted(names) == [f"Source {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert names != sorted(names)


def test_longer_registers_get_two_and_three_letters() -> None:
    pseudonyms = Pseudonyms(SECRET)
    names = [pseudonyms.source(ordinal) for ordinal in range(26 + 676 + 50)]
    assert len(set(names)) == len(names)
    assert {len(name) for name in names[26:702]} == {len("Source AA")}
    assert {len(name) for name in names[702:]} == {len("Source AAA")}


def test_people_are_numbered_in_blocks() -> None:
    pseudonyms = Pseudonyms(SECRET)
    numbers = [int(pseudonyms.person(ordinal)[len("[Person ") : -1]) for ordinal in range(1100)]
    assert sorted(numbers[:99]) == list(range(1, 100))
    assert sorted(numbers[99:999]) == list(range(100, 1000))
    assert len(set(numbers)) == len(numbers)
    assert numbers[:99] != sorted(numbers[:99])


@pytest.mark.parametrize(
    ("kind", "noun"),
    [
        (EntityType.PERSON, "Person"),
        (EntityType.ORG, "Organisation"),
        (EntityType.PLACE, "Place"),
        (EntityType.PHONE, "Phone"),
        (EntityType.EMAIL, "E-mail"),
        (EntityType.HANDLE, "Account"),
    ],
)
def test_each_type_has_its_noun(kind: EntityType, noun: str) -> None:
    assert Pseudonyms(SECRET).label(kind, 0).startswith(f"[{noun} ")


def test_relatives_have_a_numbering_of_their_own() -> None:
    pseudonyms = Pseudonyms(SECRET)
    assert pseudonyms.relative(0).startswith("[Relative ")
    relatives = [pseudonyms.relative(i)[10:-1] for i in range(99)]
    assert relatives != [pseudonyms.person(i)[8:-1] for i in range(99)]


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(min_value=0, max_value=120))
def test_the_same_secret_gives_the_same_label(secret: bytes, ordinal: int) -> None:
    assert Pseudonyms(secret).source(ordinal) == Pseudonyms(secret).source(ordinal)
    assert Pseudonyms(secret).relative(ordinal) == Pseudonyms(secret).relative(ordinal)


def test_another_secret_gives_another_order() -> None:
    other = Pseudonyms(bytes(32))
    mine = Pseudonyms(SECRET)
    assert [mine.source(i) for i in range(26)] != [other.source(i) for i in range(26)]


def test_a_negative_ordinal_is_our_mistake() -> None:
    with pytest.raises(Bug):
        Pseudonyms(SECRET).source(-1)
