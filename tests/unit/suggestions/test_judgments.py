"""Names of judgments in languages that no corpus was learnt from."""

from __future__ import annotations

import pytest

from fieldnotes.suggestions import Kind, find
from fieldnotes.suggestions.kinds import LIKELY


@pytest.mark.parametrize(
    ("language", "text", "surface", "kind"),
    [
        (
            "fr",
            "Il adhéra au Parti de la démocratie populaire et fut exclu.",
            "Parti de la démocratie populaire",
            Kind.ORG,
        ),
        ("fr", "Il écrivit au professeur Wattelet une lettre.", "professeur Wattelet", Kind.PERSON),
        ("fr", "Vers 4 heures du matin, des soldats vinrent.", "4 heures", Kind.TIME),
        (
            "fr",
            "Elle vit dans l'ex-République yougoslave de Macédoine.",
            "ex-République yougoslave de Macédoine",
            Kind.PLACE,
        ),
        ("fr", "Il se rendit au Puy - de - Dôme en train.", "Puy - de - Dôme", Kind.PLACE),
        ("en", "She was treated at St Brigid's Hospital for weeks.", "St Brigid's Hospital", Kind.ORG),
        ("en", "The court awarded 800 Polish zlotys to him.", "800 Polish zlotys", Kind.MONEY),
        ("en", "They met thirty-one prisoners there.", "thirty-one", Kind.QUANTITY),
        ("de", "Das Landgericht Oldenburg wies sie ab.", "Oldenburg", Kind.PLACE),
        ("de", "Gegen 17 Uhr kamen Beamte.", "17 Uhr", Kind.TIME),
        ("it", "La perizia del dottor Fiorillo fu depositata.", "dottor Fiorillo", Kind.PERSON),
        ("it", "Furono fermate quarantadue persone.", "quarantadue", Kind.QUANTITY),
    ],
)
def test_what_a_judgment_names(language: str, text: str, surface: str, kind: Kind) -> None:
    found = {text[one.start : one.end]: one.kind for one in find(text, language=language) if one.confidence >= LIKELY}
    assert found.get(surface) is kind


def test_a_noun_with_an_article_is_no_name_elsewhere() -> None:
    text = "Er sah die Polizisten. Dann brachten Polizisten ihn fort. Frau Falkenrath blieb."
    found = {text[one.start : one.end] for one in find(text, language="de") if one.confidence >= LIKELY}
    assert "Polizisten" not in found
    assert "Frau Falkenrath" in found
