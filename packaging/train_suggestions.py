"""Trains the model of fieldnotes.suggestions; the same inputs give the same bytes.

    python packaging/train_suggestions.py CORPUS [TARGET]

CORPUS holds ES-manual-train.tsv and ES-manual-dev.tsv of the annotated Spanish judgments (MIT, msierrofer 2023);
TARGET is resources/suggestions unless given. The sentences of packaging/suggest/templates.tsv are added.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite
from suggest.corpus import read_corpus
from suggest.generate import OUTSIDE, Annotated, generated

from fieldnotes.suggestions.deciding import LEXICAL
from fieldnotes.suggestions.features import features, rule_labels
from fieldnotes.suggestions.finding import context_of, names_of, rule_marks
from fieldnotes.suggestions.labels import divided
from fieldnotes.suggestions.words import vocabulary

FILES = ("ES-manual-train.tsv", "ES-manual-dev.tsv")
PARAMETERS = {
    "c1": 0.3,
    "c2": 0.3,
    "max_iterations": 260,
    "feature.possible_transitions": False,
}
Row = tuple[list[list[str]], list[str]]


def rows(sentences: Sequence[Annotated], language: str, *, lexical: bool) -> Iterator[Row]:
    """Features and labels of sentences, with or without the letters of the words."""
    lists = vocabulary(language)
    parts = [divided(one.tokens, lists) for one in sentences]
    context = context_of([part.sentence for part in parts], language)
    names = names_of(context)
    for part, one in zip(parts, sentences, strict=True):
        rules = rule_labels(len(part.sentence), rule_marks(part.sentence, names))
        labels: list[str] = []
        before = -1
        for parent in part.parents:
            label = one.labels[parent]
            labels.append(f"I-{label[2:]}" if parent == before and label != OUTSIDE else label)
            before = parent
        yield features(part.sentence, rules, context.common, context.named, lexical=lexical), labels


def train(corpus: Sequence[Annotated], made: dict[str, list[Annotated]], target: Path) -> None:
    """Write the model to `target`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    for lexical in (True, False):
        for row, labels in rows(corpus, "es", lexical=lexical):
            trainer.append(row, labels)
    for language, sentences in sorted(made.items()):
        for row, labels in rows(sentences, language, lexical=language in LEXICAL):
            trainer.append(row, labels)
    trainer.train(str(target))


def main() -> None:
    source = Path(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent / "resources/suggestions"
    corpus = [sentence for name in FILES for sentence in read_corpus(source / name)]
    begun = time.monotonic()
    target = folder / "model.crfsuite"
    train(corpus, generated(), target)
    content = target.read_bytes()
    (folder / "model.sha256").write_text(f"{hashlib.sha256(content).hexdigest()}\n", encoding="ascii", newline="\n")
    print(f"{len(corpus)} sentences, {len(content) / 1e6:.2f} MB, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
