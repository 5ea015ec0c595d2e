from __future__ import annotations

import pytest

from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.suffixes import Family, cuts, detached_tail


def stems(word: str, script: Script) -> set[str]:
    return {word[cut.start : cut.end] for cut in cuts(word, script)}


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("cəbrayılovanın", "cəbrayılova"),
        ("arslanlardan", "arslan"),
        ("müşfiqgildə", "müşfiq"),
        ("sumqayıtdakı", "sumqayıt"),
        ("leylanınki", "leyla"),
        ("nevzattan", "nevzat"),
        ("uğurluyla", "uğurlu"),
        ("anardır", "anar"),
    ],
)
def test_turkic_chains_end_a_name(word: str, stem: str) -> None:
    assert stem in stems(word, Script.LATIN)


@pytest.mark.parametrize(("word", "stem"), [("anarin", "an"), ("turgutlər", "turgut"), ("leylaın", "leyla")])
def test_vowel_harmony_and_buffer_letters_are_held(word: str, stem: str) -> None:
    fitting = {word[: cut.end] for cut in cuts(word, Script.LATIN) if cut.family is Family.TURKIC and cut.cost < 0.04}
    assert stem not in fitting


@pytest.mark.parametrize(
    ("word", "script", "stem"),
    [
        ("крапивиной", Script.CYRILLIC, "крапивин"),
        ("журавского", Script.CYRILLIC, "журавск"),
        ("һәсәнованын", Script.CYRILLIC, "һәсәнова"),
        ("ჭანტურიძემ", Script.GEORGIAN, "ჭანტურიძე"),
        ("ლევანისთვის", Script.GEORGIAN, "ლევან"),
        ("بالدرعاوي", Script.ARABIC, "درعاوي"),
        ("گلستانیها", Script.ARABIC, "گلستانی"),
    ],
)
def test_endings_of_other_scripts_are_known(word: str, script: Script, stem: str) -> None:
    assert stem in stems(word, script)


def test_a_surname_made_of_a_name_is_marked_as_derived() -> None:
    families = {cut.family for cut in cuts("юнусов", Script.CYRILLIC) if cut.end == len("юнус")}
    assert families == {Family.DERIVED}


def test_endings_may_stand_apart_but_words_may_not() -> None:
    assert all(detached_tail(tail) for tail in ("la", "nin", "dən", "s", "in"))
    assert not any(detached_tail(tail) for tail in ("based", "speaking", "house"))


@pytest.mark.parametrize("tail", ["nınkini", "nınkiler", "cığım", "cuğuma", "ciyim", "siz", "suzdu"])
def test_turkic_chains_of_owning_and_endearment_are_known(tail: str) -> None:
    assert detached_tail(tail)


@pytest.mark.parametrize(
    ("word", "script", "stem", "family"),
    [
        ("тамарин", Script.CYRILLIC, "тамар", Family.POSSESSIVE),
        ("тамарочку", Script.CYRILLIC, "тамар", Family.DIMINUTIVE),
        ("begoñita", Script.LATIN, "begoñ", Family.DIMINUTIVE),
        ("თამრიკო", Script.GEORGIAN, "თამრ", Family.DIMINUTIVE),
    ],
)
def test_diminutives_and_possessives_are_marked(word: str, script: Script, stem: str, family: Family) -> None:
    assert family in {cut.family for cut in cuts(word, script) if cut.end == len(stem)}
