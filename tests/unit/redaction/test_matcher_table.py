"""Recall and false alarms of the matcher on our own table of invented names, by kind of variation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from fieldnotes.redaction import find_identities

_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|n|r|t|\\)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


@dataclass(frozen=True)
class Row:
    names: tuple[str, ...]
    text: str
    surface: str | None
    language: str
    variation: str
    type: str


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _PLAIN.get(match.group(1)) or chr(int(match.group(1)[1:], 16)), text)


def rows() -> list[Row]:
    found = []
    for line in (Path(__file__).parent / "variants_own.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        registered, aliases, text, surface, language, kind = map(unescaped, line.split("\t"))
        variation, _, entity_type = kind.partition("|")
        names = (registered, *(alias.strip() for alias in aliases.split(";") if alias.strip()))
        found.append(Row(names, text, None if surface == "-" else surface, language, variation, entity_type))
    return found


def covered(row: Row, spans: list[tuple[int, int]]) -> bool:
    """Each word of the surface has its beginning and at least 60 % of its letters and digits inside spans."""
    assert row.surface is not None
    offset = row.text.index(row.surface)
    inside = [any(start <= at < end for start, end in spans) for at in range(len(row.text))]
    for word in re.finditer(r"\S+", row.surface):
        places = [offset + at for at in range(*word.span()) if row.text[offset + at].isalnum()]
        if places and (
            not any(inside[at] for at in places[:2]) or sum(inside[at] for at in places) < 0.6 * len(places)
        ):
            return False
    return True


@cache
def results() -> list[tuple[Row, list[tuple[int, int]], list[tuple[int, int]]]]:
    return [(row, *find_identities(row.type, row.names, row.text, row.language)) for row in rows()]


def test_the_table_is_broad() -> None:
    positives = [row for row in rows() if row.surface]
    assert len(rows()) >= 1_700
    assert len({row.language for row in rows()}) >= 10
    assert len(positives) >= 1_200


@pytest.mark.parametrize("variation", sorted({row.variation for row in rows() if row.surface} - {"ambig:pos"}))
def test_every_kind_of_variation_is_redacted(variation: str) -> None:
    mine = [(row, auto) for row, auto, _ in results() if row.variation == variation]
    caught = sum(covered(row, auto) for row, auto in mine)
    assert caught >= 0.97 * len(mine), [row.text for row, auto in mine if not covered(row, auto)]


def test_nothing_escapes_both_redaction_and_review() -> None:
    missed = [row.text for row, auto, review in results() if row.surface and not covered(row, auto + review)]
    assert missed == []


def test_false_alarms_are_rare() -> None:
    negatives = [(row, auto, review) for row, auto, review in results() if row.variation.startswith("neg")]
    wrong = [row.text for row, auto, _ in negatives if auto]
    others = Counter(row.variation for row, _, review in negatives if review)
    assert len(wrong) <= 0.03 * len(negatives), wrong
    # A namesake has to be shown; everything else may cost a human at most one question in five.
    assert sum(others.values()) - others["neg:other"] <= 0.2 * len(negatives)


def test_ambiguous_words_are_left_to_a_human() -> None:
    for row, auto, review in results():
        if row.variation == "ambig:pos":
            assert covered(row, auto + review), row.text
        elif row.variation == "ambig:neg":
            assert not auto, row.text
