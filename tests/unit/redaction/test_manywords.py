"""What is worked out for many words at once is what is worked out for each of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Register
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.manywords import (
    SCRIPTS,
    VOWEL,
    all_collapsed,
    all_keys,
    all_rhythms,
    all_sounded,
    all_squeezed,
    signed,
)
from fieldnotes.redaction.phones import TABLES, VOWELS, coarse_key, collapsed, soundings, squeeze
from fieldnotes.redaction.scripts import Script, honest_spellings, plain_words, script_of
from fieldnotes.redaction.view import lowered
from fieldnotes.redaction.wordset import word_set

WORDS = {
    Script.LATIN: "xoşbəxt Jatsəkçi ataş dzhaxid wurzel quddus çinarçı Abbaszadə sjöberg schtschukin Nicat",
    Script.CYRILLIC: "Щукин Ёлкин въезд Аджарцев Юсиф Ҹавид царица отсюда рассказ Әзиз",
    Script.GEORGIAN: "მაისურაძე ცისანა ფიქრია წყარო ძმა",
}


def letters_of(script: Script) -> st.SearchStrategy[str]:
    """Words of the letters and groups of letters of a script."""
    groups = sorted(one for one in TABLES[script] if one.isalpha())
    return st.lists(st.sampled_from(groups), min_size=1, max_size=8).map("".join)


@pytest.mark.parametrize("script", sorted(SCRIPTS))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_words_sound_together_as_they_sound_alone(script: Script, data: st.DataObject) -> None:
    words = data.draw(st.lists(letters_of(script), min_size=1, max_size=12))
    together = signed(words, script)
    assert list(map(len, together)) == list(map(len, words))
    alone = [tuple(one.symbols for one in soundings(word, script)) for word in words]
    assert all_sounded(together, script) == alone
    symbols = [one for readings in alone for one in readings if one]
    assert not symbols or all_keys(symbols) == list(map(coarse_key, symbols))
    assert not symbols or all_squeezed(symbols) == list(map(squeeze, symbols))
    assert not symbols or all_collapsed(symbols) == list(map(collapsed, symbols))
    vowels = [[sign == VOWEL for sign in rhythm] for rhythm in all_rhythms(symbols)] if symbols else []
    assert vowels == [[symbol in VOWELS for symbol in one] for one in symbols]


@pytest.mark.parametrize("script", sorted(WORDS))
def test_plain_words_have_one_honest_spelling(script: Script) -> None:
    known = WORDS[script].split()
    found = dict(plain_words(known))
    assert found[script] == known
    assert all(honest_spellings(one, lowered(one)) == [(lowered(one), script, False)] for one in known)


@given(st.text(alphabet="aeopcyxlIAOECPXtbk01əşжаеорсухгЖАЕОРСУХაბ", min_size=1, max_size=9))
def test_a_word_that_may_be_disguised_is_not_called_plain(raw: str) -> None:
    for script, found in plain_words([raw]):
        assert all(honest_spellings(one, lowered(one)) == [(lowered(one), script, False)] for one in found)


@pytest.mark.parametrize(
    "name", ["Nigar Həsənova", "Jean Desjardins", "Мариям Щукина", "გიორგი მაისურაძე", "كريم حداد"]
)
@pytest.mark.parametrize("respelled", [False, True])
def test_a_word_read_among_others_is_read_as_alone(name: str, respelled: bool) -> None:
    spelled = [
        "nigarın",
        "Nigara",
        "Həsənovdan",
        "Hesenova",
        "гасановой",
        "Гасанова",
        "Нигяр",
        "Дежардена",
        "dejarden",
        "Shchukinoy",
        "Щукину",
        "mariamu",
        "მაისურაძემ",
        "Maisuradzes",
        "გიორგის",
        "Haddadın",
        "Karim",
        "Кариму",
        "xatiratdan",
        "kitablardan",
        "столами",
        "Hasenova",
        "Desjardinz",
    ]
    names = [(0, EntityType.PERSON, name)]
    together = Index(names).read_all(spelled, respelled=respelled)
    for raw, reading in zip(spelled, (together[at] for at in range(len(together))), strict=True):
        alone = Index(names)._read(raw, respelled=respelled)
        assert (reading.matches, reading.squeezed, reading.digits) == (alone.matches, alone.squeezed, alone.digits)
        assert (reading.pieces, reading.number, script_of(raw)) == (alone.pieces, alone.number, script_of(raw))


def test_words_met_in_a_second_text_are_read_like_those_of_the_first() -> None:
    register = Register([Known("P-1", EntityType.PERSON, ("Nigar Həsənova",))])
    first = register.scan("Kitabı Nigar Həsənova yazdı.")
    assert [(hit.start, hit.end) for hit in first] == [(7, 21)]
    assert [(hit.start, hit.end) for hit in register.scan("Nigara kitab verdi, Həsənovadan aldı.")] == [
        (0, 6),
        (20, 31),
    ]


BEGINNINGS = sorted(
    word_set("nigar həsənov dejarden щукин дежарден maisuradz мариям მაისურაძ nikar hesenow saxarov shcheglov")
)
ENDINGS = ["", "a", "ın", "dan", "lardan", "у", "ой", "ами", "ский", "ის", "მა", "s", "ovna", "ka"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(BEGINNINGS), st.text("aıeiounrlsаоункი", max_size=2), st.sampled_from(ENDINGS)))
)
def test_no_word_among_many_is_passed_over(pieces: list[tuple[str, str, str]]) -> None:
    words = sorted({"".join(one) for one in pieces} | word_set("kitab столами dağların ulduzlardan"))
    words += [f"{word}lar" for word in words] + [f"{word}x" for word in words] + ["qəzet", "вечером", "yazılı"]
    names = [
        (0, EntityType.PERSON, name)
        for name in ("Nigar Həsənova", "Мариям Щукина", "გიორგი მაისურაძე", "Jean Desjardins")
    ]
    together, alone = Index(names).read_all(words), Index(names)
    assert [together[at].matches for at in range(len(words))] == [alone._read(word).matches for word in words]
