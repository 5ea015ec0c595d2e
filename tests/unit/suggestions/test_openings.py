"""A capital that only opens a sentence, a heading or a speech asks no question; a name there does."""

from __future__ import annotations

import pytest

from fieldnotes import resources
from fieldnotes.redaction.prose import plain
from fieldnotes.suggestions import Kind, find
from fieldnotes.suggestions.kinds import LIKELY
from fieldnotes.suggestions.tokens import Sentence, sentences
from fieldnotes.suggestions.words import vocabulary


def names(text: str, language: str) -> set[str]:
    """The surfaces of likely persons and places."""
    found = find(text, language=language)
    return {
        text[one.start : one.end] for one in found if one.kind in (Kind.PERSON, Kind.PLACE) and one.confidence >= LIKELY
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Спрашивали обо всём. Молчали долго. Мужчина засмеялся и ушёл."),
        ("ru", "Осталось только «подписать». Рядом лежала карточка. Она сказала: «Семью восемь знаешь?»"),
        ("ru", "# Рассказ зубного врача\n\n- 08:15 — серая дверь открыта"),
        ("az", "# Qardaşın danışdıqları\n\nMənə deyir: “Qapıya gələnə çay verərlər.” Hansı kənd olduğunu demədi."),
        ("az", "Susdum. Ağladım. Danışmadım. Dedi: “Tək özü yox.”"),
        ("tr", "Bekledik. Yazmadı. Korkuyordum. Ağladım.\n- 07:50 — Fırının karşısında bir araba."),
        ("tr", "Yaşayan bilir. Olmayan susar."),
        ("en", 'The prosecutor said: "Preventive conversations were held." Yesterday was quiet.'),
        ("de", "Nach Auffassung der Klinik war die Unterbringung nötig. Die Angaben der Zeugin sind neu."),
        ("fr", "Invoquant cette lettre, elle partit. Interrogée ensuite, elle nia. Dernièrement, rien."),
    ],
)
def test_a_word_that_opens_a_sentence_is_no_name(language: str, text: str) -> None:
    assert names(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("az", "Xalidə gəldi və susdu. Onu Xalidə gördü.", "Xalidə"),
        ("ru", "Керимли пришёл. Все молчали.", "Керимли"),
        ("ru", "Рассказ Аккыз о дороге.", "Аккыз"),
        ("en", "Yesterday Rustambek came to us.", "Rustambek"),
        ("tr", "Komşumuz Rıfat kapıyı açtı.", "Rıfat"),
        ("de", "Die Zeugin Maria Lindqvist sagte nichts.", "Maria Lindqvist"),
    ],
)
def test_a_name_that_opens_a_sentence_or_follows_such_a_word_is_found(language: str, text: str, name: str) -> None:
    assert name in names(text, language)


def test_a_given_name_is_no_case_form_of_a_town() -> None:
    text = "Onu Sənan gördü, sonra da Sənan getdi."
    assert all(one.kind is not Kind.PLACE for one in find(text, language="az"))


def test_a_name_beside_a_town_with_a_verb_ending_stays_a_person() -> None:
    found = {
        one.kind: "Mən dedim ki, Yavər Tiflisdədir, bilmirəm."[one.start : one.end]
        for one in find("Mən dedim ki, Yavər Tiflisdədir, bilmirəm.", language="az")
    }
    assert found[Kind.PERSON] == "Yavər"
    assert found[Kind.PLACE] == "Tiflisdədir"


def test_districts_and_towns_of_the_gazetteer_are_places() -> None:
    text = "Ailəm Binəqədidə yaşayır, anam Saburtaloda."
    assert {"Binəqədidə", "Saburtaloda"} <= {text[one.start : one.end] for one in find(text, language="az")}


def test_a_sentence_ends_after_a_quote_and_a_full_stop() -> None:
    assert len(_read("Он сказал «уходи». Рядом стояли люди.", "ru")) == 2


@pytest.mark.parametrize(
    ("text", "word", "opens"),
    [
        ("Gedir: “Qapıya gəl”", "Qapıya", True),
        ("qəzet “Dalğa” gəldi", "Dalğa", False),
        ("- Fırının önü", "Fırının", True),
        ("dedi Bakı-Tbilisi yolu", "Tbilisi", False),
        ("at the corner of ul. Gagarin", "Gagarin", False),
        ("Cox. Sonra getdi", "Sonra", True),
    ],
)
def test_where_a_sentence_opens(text: str, word: str, *, opens: bool) -> None:
    sentence = next(one for one in _read(text, "az") if word in one.words)
    assert sentence.opens(sentence.words.index(word)) is opens


def _read(text: str, language: str) -> list[Sentence]:
    return list(sentences(text, vocabulary(language)))


def test_no_frequent_given_name_is_listed_as_a_mere_opening() -> None:
    given = {plain(name) for name in resources.text("homographs/given.txt").split()}
    listed = set[str]()
    for line in resources.text("suggestions/words.tsv").splitlines():
        if line.partition("\t")[2].startswith("small\t"):
            listed |= set(plain(line.split("\t")[2]).split(", "))
    # Only, tomorrow, to you, nor, under, she, my, every: each in a language whose speakers hardly bear the name.
    assert given & listed <= {"nur", "manana", "sana", "ani", "onder", "ella", "mia", "elke"}
