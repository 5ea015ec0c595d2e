"""Dates, times, numbers, sums, ages and case numbers in several languages."""

from __future__ import annotations

import pytest

from fieldnotes.suggestions import Kind, find


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("presentada el 29 de noviembre de 1996 .", "es", "el 29 de noviembre de 1996"),
        ("las fechas de marzo , abril y junio de 1989 , los", "es", "marzo , abril y junio de 1989"),
        ("Le 1er avril 2003, il partit.", "fr", "Le 1er avril 2003"),
        ("jugement du 30 juin 1999", "fr", "30 juin 1999"),
        ("nata il 22 agosto 2002 a", "it", "il 22 agosto 2002"),
        ("am 5. Mai 1980 in", "de", "5. Mai 1980"),
        ("on May 5, 2020 they", "en", "May 5, 2020"),
        ("between 3 and 4 October 2002 they", "en", "3 and 4 October 2002"),
        ("в марте 2018 г. уехал", "ru", "марте 2018 г."),
        ("2016-cı ilin noyabrında gəldi", "az", "2016-cı ilin noyabrında"),
        ("2020 წლის 5 მაისს მოვიდა", "ka", "2020 წლის 5 მაისს"),
        ("born in 1964 and", "en", "1964"),
        ("dans les années 80 , il", "fr", "années 80"),
        ("on 31.12.1999 and", "en", "31.12.1999"),
        ("on 1999-12-31 and", "en", "1999-12-31"),
    ],
)
def test_dates(text: str, language: str, surface: str) -> None:
    assert [text[one.start : one.end] for one in find(text, language=language) if one.kind is Kind.DATE] == [surface]


@pytest.mark.parametrize(
    ("text", "language", "surface", "kind"),
    [
        ("a las 8 . 45 horas llegó", "es", "las 8 . 45 horas", Kind.TIME),
        ("vers 22 h 30, ils", "fr", "22 h 30", Kind.TIME),
        ("à 14h30 il", "fr", "14h30", Kind.TIME),
        ("at 11.20 p.m. the", "en", "11.20 p.m.", Kind.TIME),
        ("condenado a tres años", "es", "tres", Kind.QUANTITY),
        ("condamné à vingt-sept mois", "fr", "vingt-sept", Kind.QUANTITY),
        ("una superficie de 3 . 862 m2 ;", "es", "3 . 862", Kind.QUANTITY),
        ("recibió 335 denuncias de", "es", "335", Kind.QUANTITY),
        ("paid 2,000 US dollars in", "en", "2,000 US dollars", Kind.MONEY),
        ("verlangte 12.500 Euro als", "de", "12.500 Euro", Kind.MONEY),
        ("it cost $40 then", "en", "$40", Kind.MONEY),
        ("she was aged 34 then", "en", "34", Kind.AGE),
        ("( no 28426/06 ) dirigée", "fr", "28426/06", Kind.CODE),
        ("(no. 40332/09) against", "en", "40332/09", Kind.CODE),
    ],
)
def test_numbers(text: str, language: str, surface: str, kind: Kind) -> None:
    assert (surface, kind) in {(text[one.start : one.end], one.kind) for one in find(text, language=language)}


@pytest.mark.parametrize("text", ["l'article 6 § 1 et l'article 13", "la loi no 12 du code", "alinéa 3 de l'article 7"])
def test_numbers_of_laws_stay(text: str) -> None:
    assert [one for one in find(text, language="fr") if one.confidence >= 0.3] == []
