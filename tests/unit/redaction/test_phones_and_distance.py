from __future__ import annotations

import pytest

from fieldnotes.redaction.distance import distance, slips
from fieldnotes.redaction.phones import coarse_key, collapsed, consonants, soundings, vowel_groups
from fieldnotes.redaction.scripts import Script, honest_spellings, script_of


def apart(one: str, other: str) -> float:
    """The smallest distance of two words over all readings with one coarse key; 9 without any."""
    best = 9.0
    first, second = script_of(one), script_of(other)
    if second is Script.ARABIC and first is not Script.ARABIC:
        one, other, first, second = other, one, second, first
    arabic = first is Script.ARABIC and second is not Script.ARABIC
    for left, *_ in soundings(one, first):
        for right, *_ in soundings(other, second):
            left, right = collapsed(left), collapsed(right)
            if coarse_key(left) == coarse_key(right):
                sides = [(consonants(side), vowel_groups(side)) for side in (left, right)]
                best = min(best, distance(sides[0], sides[1], limit=1.0, arabic=arabic))
    return best


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cəbrayılova", "джабраилова"),
        ("cəbrayılova", "jabrayilova"),
        ("hüseynov", "гусейнов"),
        ("quliyev", "кулиев"),
        ("şıxəliyev", "shikhaliyev"),
        ("щербатых", "schtscherbatych"),
        ("яблочкина", "jablotschkina"),
        ("чантуридзе", "ჭანტურიძე"),
        ("შოთა", "shota"),
        ("schönfeld", "шёнфельд"),
        ("xədicə", "khadija"),
        ("سمير", "samir"),
        ("يوسف", "youssef"),
        ("məmmədli", "mamedli"),
    ],
)
def test_spellings_of_one_name_lie_close(one: str, other: str) -> None:
    assert apart(one, other) <= 0.13


@pytest.mark.parametrize(
    ("one", "other"), [("kərimov", "kazımov"), ("əli", "ola"), ("علي", "el"), ("leyla", "lola"), ("murad", "mirid")]
)
def test_other_names_lie_far(one: str, other: str) -> None:
    assert apart(one, other) > 0.13


@pytest.mark.parametrize(
    ("written", "meant", "expected"),
    [
        ("thackreay", "thackeray", (1, True)),
        ("thackery", "thackeray", (1, True)),
        ("thackeray", "thackeray", (0, True)),
        ("gulnut", "gulnur", (1, True)),
        ("rehimov", "kerimov", (2, False)),
        ("abcdefgh", "thackeray", (3, False)),
    ],
)
def test_typing_errors_are_counted_and_judged(written: str, meant: str, expected: tuple[int, bool]) -> None:
    assert slips(written, meant) == expected


@pytest.mark.parametrize(
    ("raw", "honest"),
    [("Th\u0430ckeray", "thackeray"), ("Kpaпивина", "крапивина"), ("Thack3ray", "thackeray"), ("EIbrus", "elbrus")],
)
def test_look_alike_letters_are_undone(raw: str, honest: str) -> None:
    assert honest in [word for word, _, _ in honest_spellings(raw, raw.lower())]
