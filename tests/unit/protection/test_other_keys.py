"""Single words of names on the keys of another language, as the second search sees them."""

from __future__ import annotations

import pytest

from fieldnotes.model.register import EntityType
from fieldnotes.protection.residue import PART_ON_OTHER_KEYS, Forbidden, Watchlist

RUSSIAN, AZERBAIJANI, BEGINS_WITH_A_SIGN = "Вероника Шаломеева", "Rüfət Mehdizadə", "Юлия Бабаева"


def watchlist(name: str, allowed: tuple[str, ...] = ()) -> Watchlist:
    return Watchlist([Forbidden("S-001", EntityType.PERSON, (name,))], allowed=allowed)


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        (RUSSIAN, "Ifkjvttdf сказала.", "Ifkjvttdf"),
        (RUSSIAN, "Потом пришла D. ifkjvttdf, одна.", "ifkjvttdf"),
        (RUSSIAN, "У Ifkjvttdjq был брат.", "Ifkjvttdjq"),
        (RUSSIAN, "Dthjybre увезли ночью.", "Dthjybre"),
        (AZERBAIJANI, "Ьурвшяфвэ gəldi.", "Ьурвшяфвэ"),
        (AZERBAIJANI, "Ьурвшяфвэтшт evi.", "Ьурвшяфвэтшт"),
        (BEGINS_WITH_A_SIGN, "Вечером <f,ftdf пришла.", "<f,ftdf"),
        (BEGINS_WITH_A_SIGN, "Видели <f,ftde там.", "<f,ftde"),
    ],
)
def test_a_single_word_of_a_name_on_other_keys_is_seen_with_its_case_endings(name: str, text: str, word: str) -> None:
    (found,) = watchlist(name).in_text(text)
    assert (found.rule, found.code) == (PART_ON_OTHER_KEYS, "S-001")
    assert text[found.start : found.end] == word


def test_a_word_that_somebody_kept_may_stay_on_other_keys_too() -> None:
    assert not list(watchlist(RUSSIAN, allowed=("Шаломеева",)).in_text("Ifkjvttdf сказала."))
    assert not list(watchlist(RUSSIAN, allowed=("Ifkjvttdf",)).in_text("Ifkjvttdf сказала."))


@pytest.mark.parametrize(
    "text",
    [
        "Она ждала дома; потом ушла, и никто её не видел.",
        "Ifkjvttdfghjk, qwerty, <f>bold</f>, f,ft",
        "Evdə heç kim yox idi, qapı bağlı qalmışdı.",
    ],
)
def test_other_words_are_nobody(text: str) -> None:
    names = (RUSSIAN, AZERBAIJANI, BEGINS_WITH_A_SIGN)
    assert not [found for name in names for found in watchlist(name).in_text(text)]
