"""The shipped model is the one that was trained, and training gives the same bytes twice."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pycrfsuite
import pytest

from fieldnotes import resources
from fieldnotes.suggestions.labels import label_tokens
from fieldnotes.suggestions.model import NAME, Model, recorded_hash, shipped


def test_the_model_is_the_recorded_one_and_small() -> None:
    content = resources.path(NAME).read_bytes()
    assert hashlib.sha256(content).hexdigest() == recorded_hash()
    assert len(content) < 2_000_000
    assert shipped().label([]).labels == []


def test_spanish_judgments_are_labelled_in_the_corpus_label_set() -> None:
    text = "Por una nacional sueca , la Sra . Ana Lindberg , el 28 de junio de 2006 ( no 28426/06 ) ."
    tokens = text.split()
    (labels,) = label_tokens([tokens], "es")
    found = {token: label[2:] for token, label in zip(tokens, labels, strict=True) if label != "O"}
    assert found["sueca"] == "NATIONALITY"
    assert found["Sra"] == found["Lindberg"] == "PER"
    assert found["el"] == found["2006"] == "DATE"
    assert found["28426/06"] == "CODE"
    assert "nacional" not in found


def test_tokens_with_apostrophes_and_stops_keep_their_number() -> None:
    tokens = ["L'", "avocate", "de", "M.", "Kervella", ",", "Me", "Ottavi", ",", "vit", "à", "Saint-Aubin", "."]
    (labels,) = label_tokens([tokens], "fr")
    assert len(labels) == len(tokens)
    assert labels[3] == "B-PER" or labels[3] == "B-LEGAL_PROFESSIONAL"
    assert labels[4] != "O"
    assert labels[6].endswith("LEGAL_PROFESSIONAL")
    assert labels[11] != "O"


def _trained(target: Path) -> bytes:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.3, "c2": 0.3, "max_iterations": 20})
    for word, label in (("Anar", "B-PER"), ("Ganja", "B-LOC"), ("came", "O"), ("2020", "B-DATE")) * 5:
        trainer.append([["b", f"w={word}"], ["b", "w=."]], [label, "O"])
    trainer.train(str(target))
    return target.read_bytes()


def test_training_is_reproducible(tmp_path: Path) -> None:
    first = _trained(tmp_path / "one")
    assert first == _trained(tmp_path / "two")
    seen = Model(first).label([["b", "w=Ganja"], ["b", "w=."]])
    assert seen.labels == ["B-LOC", "O"]
    assert seen.inside[0] > 0.5 > seen.inside[1]


@pytest.mark.parametrize("language", ["es", "fr", "az"])
def test_no_sentence_is_lost(language: str) -> None:
    assert label_tokens([[], ["Anar", "Guliyev"], []], language)[1] != ["O", "O"]
