"""Annotated corpora in the "token label" format, and the measures by which suggestions are judged on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from suggest.generate import OUTSIDE, Annotated


def read_corpus(path: Path) -> list[Annotated]:
    """Sentences of a file with one "token label" a line and an empty line after each sentence."""
    found: list[Annotated] = []
    current = Annotated([], [])
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            token, _, label = line.rpartition(" ")
            current.tokens.append(token or line)
            current.labels.append(label)
        elif current.tokens:
            found.append(current)
            current = Annotated([], [])
    return [*found, current] if current.tokens else found


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(label, first, last) of each entity."""
    start, label = 0, ""
    for place, one in enumerate([*labels, OUTSIDE]):
        if label and (one == OUTSIDE or one[:2] == "B-" or one[2:] != label):
            yield label, start, place
            label = ""
        if one != OUTSIDE and not label:
            start, label = place, one[2:]


@dataclass(slots=True)
class Scores:
    """Counts over a corpus. `masked` counts entities every token of which has some label, whichever."""

    right: int = 0
    predicted: int = 0
    entities: int = 0
    covered: int = 0
    inside: int = 0
    labelled: int = 0
    masked: Counter[str] = field(default_factory=Counter)
    of_label: Counter[str] = field(default_factory=Counter)

    def add(self, truth: Sequence[str], answer: Sequence[str]) -> None:
        expected, found = set(spans(truth)), set(spans(answer))
        self.right += len(expected & found)
        self.predicted += len(found)
        self.entities += len(expected)
        for label, first, last in expected:
            self.of_label[label] += 1
            self.masked[label] += all(one != OUTSIDE for one in answer[first:last])
        for one, other in zip(truth, answer, strict=True):
            self.inside += one != OUTSIDE
            self.labelled += other != OUTSIDE
            self.covered += OUTSIDE not in (one, other)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.predicted)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.entities)

    @property
    def f1(self) -> float:
        """Of exact spans with the right label."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def token_recall(self) -> float:
        return self.covered / max(1, self.inside)

    @property
    def token_precision(self) -> float:
        return self.covered / max(1, self.labelled)

    @property
    def masked_recall(self) -> float:
        return sum(self.masked.values()) / max(1, self.entities)


def scored(truth: Sequence[Annotated], answers: Sequence[Sequence[str]]) -> Scores:
    found = Scores()
    for sentence, answer in zip(truth, answers, strict=True):
        found.add(sentence.labels, answer)
    return found
