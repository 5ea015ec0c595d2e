"""German nouns and their compounds are no names; surnames, towns and given names are not taken for nouns."""

from __future__ import annotations

import pytest

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions import Kind, find
from fieldnotes.suggestions.kinds import LIKELY
from fieldnotes.suggestions.words import Word, vocabulary

GERMAN = vocabulary("de")
SURNAMES = word_set("""
Müller Schmidt Weber Meyer Becker Schulz Hoffmann Schäfer Klein Schröder Neumann Schwarz Zimmermann Braun Krüger
Hofmann Hartmann Lange Schmitt Krause Meier Lehmann Schulze Maier Köhler Herrmann Walter Huber Fuchs Scholz Möller
Weiß Jung Hahn Schubert Vogel Keller Günther Berger Winkler Roth Lorenz Baumann Albrecht Lambrecht Engelbrecht
Ruprecht Schuster Böhm Schumacher Krämer Vogt Seidel Brandt Haas Graf Schulte Ziegler Kuhn Pohl Engel Horn Busch
Bergmann Voigt Sauer Wolff Pfeiffer Winkelmann Hohlbein Falkenrath Freudenthal Rosenzweig Birnbaum Holzapfel
Wertheimer Brockhaus Brettschneider Sandmann Liebknecht Abendroth Wunderlich Zeitler Streitberger
""")


@pytest.mark.parametrize(
    "word",
    ["Streit", "Erfolg", "Berufungsfrist", "Rechtsbehelf", "Geschäftsräume", "Arbeitsverhältnisses", "Schriftsätze"],
)
def test_a_listed_noun_and_a_compound_of_one_are_known(word: str) -> None:
    assert GERMAN.read(word)[1] & Word.SMALL


@pytest.mark.parametrize(("word", "kind"), [("Arbeiterpartei", Word.ORG), ("Wirtschaftsprüfer", Word.JOB)])
def test_the_last_part_says_what_a_name_may_follow(word: str, kind: Word) -> None:
    assert GERMAN.read(word)[1] & kind


def test_no_frequent_surname_is_a_noun() -> None:
    assert [name for name in SURNAMES if GERMAN.read(name)[1] & Word.SMALL] == []


def test_no_given_name_and_no_town_is_a_noun() -> None:
    names = [word for word, flags in GERMAN.words.items() if flags & (Word.GIVEN | Word.CITY)]
    own = {word for word, flags in GERMAN.words.items() if flags & Word.SMALL}
    assert [name for name in names if name not in own and GERMAN.read(name)[1] & Word.SMALL] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nach dem Ablauf der Frist erhob Krämer Klage gegen den Bescheid.", {"Krämer"}),
        ("Mit dem Taxi Richtung Spandau kam keine Hilfe.", {"Spandau"}),
        ("Die Anhörungsrüge blieb ohne Erfolg, und Streit besteht über Kosten.", set()),
        ("Gesetzliche Krankenkassen haben keinen Anspruch auf Erstattung.", set()),
        ("Das Sozialgericht Köln wies die Klage ab.", {"Köln"}),
        ("Die Staatsanwaltschaft Aachen Ermittlungen aufgenommen hat.", {"Aachen"}),
    ],
)
def test_what_is_left_of_a_sentence_full_of_capitals(text: str, names: set[str]) -> None:
    found = find(text, language="de")
    assert {text[one.start : one.end] for one in found if one.kind in (Kind.PERSON, Kind.PLACE, Kind.ORG)} - names == {
        text[one.start : one.end] for one in found if one.confidence < LIKELY
    }
    assert names <= {text[one.start : one.end] for one in found if one.confidence >= LIKELY}


@pytest.mark.parametrize(
    ("language", "text", "surface", "kind"),
    [
        ("de", "unter dem Aktenzeichen 3 Js 1123/08 ermittelt", "3 Js 1123/08", Kind.CODE),
        ("de", "das Urteil ( S 12 AS 345/09 ) wurde", "S 12 AS 345/09", Kind.CODE),
        ("de", "der 54-jährige Kläger", "54-jährige", Kind.AGE),
        ("en", "a 46-year-old carpenter came", "46-year-old", Kind.AGE),
        ("en", "Ms Tabitha Crowhurst QC appeared.", "Ms Tabitha Crowhurst QC", Kind.PERSON),
        ("en", "He worked for Mersey Freight Holdings plc until then.", "Mersey Freight Holdings plc", Kind.ORG),
        ("de", "die Firma Steinmetz & Söhne KG klagte.", "Firma Steinmetz & Söhne KG", Kind.ORG),
        ("it", "un mutuo a Fratelli Zanardi S.n.c. di euro", "Fratelli Zanardi S.n.c.", Kind.ORG),
        ("fr", "Elle est née en Côte d'Ivoire et vit ici.", "Côte d'Ivoire", Kind.PLACE),
        ("es", "Vivía en Talavera de la Vega con ellos.", "Talavera de la Vega", Kind.PLACE),
        ("nl", "Verzoeker woont in Leeuwarden sinds 4 augustus 2011 .", "4 augustus 2011", Kind.DATE),
        ("nl", "Toen kwam de heer Kees van der Plas binnen.", "heer Kees van der Plas", Kind.PERSON),
        ("pl", "Skarżący był w Lublinie w dniu 17 maja 2012 r. wieczorem", "17 maja 2012 r.", Kind.DATE),
        ("pl", "Reprezentowała go pani Namysłowska z Lublina.", "pani Namysłowska", Kind.PERSON),
    ],
)
def test_what_judgments_of_many_courts_name(language: str, text: str, surface: str, kind: Kind) -> None:
    found = {text[one.start : one.end]: one.kind for one in find(text, language=language) if one.confidence >= LIKELY}
    assert found.get(surface) is kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Under the Adoption Act a parent may object."),
        ("en", "Done in English, and notified in writing."),
        ("de", "Der Abschnitt war zugunsten der Sparkasse eine Grundschuld wert."),
        ("it", "L'imputato è difeso da un altro."),
    ],
)
def test_what_is_no_name_there(language: str, text: str) -> None:
    assert [text[one.start : one.end] for one in find(text, language=language) if one.confidence >= LIKELY] == []
