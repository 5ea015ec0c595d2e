"""A typed door to the conditional random field: labels of a sentence and how sure the model is of each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycrfsuite

from fieldnotes import resources
from fieldnotes.errors import ResourceMissing

NAME = "suggestions/model.crfsuite"
_HASH = "suggestions/model.sha256"
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Labelled:
    """For each token its label and the probability of it, and the probability that it is part of anything."""

    labels: list[str]
    sure: list[float]
    inside: list[float]


class Model:
    """A trained model, kept in memory."""

    def __init__(self, content: bytes) -> None:
        # The tagger reads the bytes in place and does not keep them alive.
        self._content = content
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._content)

    def label(self, rows: Sequence[Sequence[str]]) -> Labelled:
        """Labels of one sentence, given as features of each token."""
        if not rows:
            return Labelled([], [], [])
        tagger = self._tagger
        tagger.set(rows)
        labels: list[str] = list(tagger.tag())
        sure = [float(tagger.marginal(label, place)) for place, label in enumerate(labels)]
        inside = [
            1 - probability if label == OUTSIDE else 1 - float(tagger.marginal(OUTSIDE, place))
            for place, (label, probability) in enumerate(zip(labels, sure, strict=True))
        ]
        return Labelled(labels, sure, inside)


def recorded_hash() -> str:
    """The SHA-256 of the model as it was trained, in hexadecimal."""
    return resources.text(_HASH).split()[0]


@cache
def shipped() -> Model:
    """The product's model.

    Raises:
        ResourceMissing: the file is absent or is not the one that was trained.
    """
    path: Path = resources.path(NAME)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != recorded_hash():
        raise ResourceMissing(name=NAME)
    return Model(content)
