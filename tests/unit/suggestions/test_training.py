"""The training script: the same bytes for the same input, and no names in what the model may remember."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.suggestions.features import features, rule_labels
from fieldnotes.suggestions.finding import context_of
from fieldnotes.suggestions.labels import divided, label_tokens
from fieldnotes.suggestions.model import Model
from fieldnotes.suggestions.words import vocabulary

PACKAGING = Path(__file__).parents[3] / "packaging"


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("train_suggestions"), importlib.import_module("suggest.generate")


def test_training_twice_gives_the_same_bytes(scripts: tuple[Any, Any], tmp_path: Path) -> None:
    training, generate = scripts
    corpus = [generate.annotated("El Sr. [PER Anar Quliyev] vive en [LOC Ganja] ."), generate.annotated("Nada .")] * 4
    made = {"en": [generate.annotated("[PER Leyla] came in [DATE May 2020] .")] * 4}
    for name in ("one", "two"):
        training.train(corpus, made, tmp_path / name)
    content = (tmp_path / "one").read_bytes()
    assert content == (tmp_path / "two").read_bytes()
    (labels,) = label_tokens([["El", "Sr.", "Anar", "Quliyev", "vive", "en", "Ganja", "."]], "es", model=Model(content))
    assert labels[2] != "O"
    assert labels[6] == "B-LOC"


def test_generated_sentences_are_always_the_same(scripts: tuple[Any, Any]) -> None:
    _, generate = scripts
    made = generate.generated()
    assert made == generate.generated()
    assert {"az", "ru", "tr", "en", "de", "fr", "ka"} <= made.keys()
    for sentences in made.values():
        assert all(len(one.tokens) == len(one.labels) for one in sentences)
        assert not any("{" in token for one in sentences for token in one.tokens)


def test_features_hold_no_name_and_no_number() -> None:
    part = divided(["Ayer", "vino", "Xolmira", "Quvandiq", "con", "48213", "papeles", "."], vocabulary("es"))
    context = context_of([part.sentence], "es")
    rows = features(part.sentence, rule_labels(len(part.sentence), ()), context.common, context.named, lexical=True)
    shown = " ".join(one for row in rows for one in row).lower()
    assert "papeles" in shown
    assert "xolmira" not in shown
    assert "quvandiq" not in shown
    assert "48213" not in shown
