"""Measures the identity matcher: recall, questions and false alarms by kind of variant, a plain search, and speed."""

from __future__ import annotations

import argparse
import re
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from variants.people import Row
from variants.table import read, rows

from fieldnotes import resources
from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Register, find_identities

Spans = list[tuple[int, int]]
Matcher = Callable[[str, Sequence[str], str, str], tuple[Spans, Spans]]
LANGUAGES = ("en", "az", "ru", "tr", "de", "fr", "es", "ka")
_ENDINGS = {"ru": ("", "а", "у", "ом", "ы", "ам"), "az": ("", "da", "dan", "lar"), "tr": ("", "da", "dan", "lar")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", type=Path, help="further tables of the same format")
    parser.add_argument("--megabytes", type=float, default=1.0, help="text for the speed (default: 1)")
    options = parser.parse_args()
    tables = {"generated": list(rows("seen")), "generated, held out": list(rows("held"))}
    tables |= {path.name: read(path) for path in options.tables}
    for title, table in tables.items():
        report(title, table)
    text = prose(int(options.megabytes * 1e6))
    for size in (1_000, 10_000):
        speed(text, size)
    return 0


# --- recall and false alarms ----------------------------------------------------------------------------------------


@dataclass
class Count:
    """Rows of one kind, and how many were caught unasked or at least shown (negatives: wrongly redacted, shown)."""

    rows: int = 0
    auto: int = 0
    shown: int = 0
    plain: int = 0


@dataclass
class Score:
    kinds: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))

    def total(self, *, negative: bool) -> Count:
        """The sum over the kinds; ambiguous rows belong to neither side."""
        chosen = [one for kind, one in self.kinds.items() if kind.startswith("neg") is negative and "ambig" not in kind]
        sums = [sum(values) for values in zip(*((c.rows, c.auto, c.shown, c.plain) for c in chosen), strict=True)]
        return Count(*sums) if sums else Count()


def scored(table: Iterable[Row]) -> Score:
    """The matcher and a plain search on the same rows."""
    score = Score()
    for row in table:
        names = [row.registered, *filter(None, (alias.strip() for alias in row.aliases.split(";")))]
        kind, _, entity_type = row.kind.partition("|")
        auto, review = find_identities(entity_type, names, row.sentence, row.language)
        found = plain_search(names, row.sentence)
        count = score.kinds[kind]
        count.rows += 1
        if row.surface:
            count.auto += covered(row, auto)
            count.shown += covered(row, auto + review)
            count.plain += covered(row, found)
        else:
            count.auto += bool(auto)
            count.shown += bool(review and not auto)
            count.plain += bool(found)
    return score


def covered(row: Row, spans: Spans) -> bool:
    """Each word of the surface has one of its first two letters and 60 % of its letters and digits inside spans."""
    offset = row.sentence.index(row.surface)
    inside = {at for start, end in spans for at in range(start, end)}
    for word in re.finditer(r"\S+", row.surface):
        places = [offset + at for at in range(*word.span()) if row.sentence[offset + at].isalnum()]
        within = [at in inside for at in places]
        if places and (not any(within[:2]) or sum(within) < 0.6 * len(within)):
            return False
    return True


def plain_search(names: Iterable[str], text: str) -> Spans:
    """What search and replace does: the names and their words, whole, in any case."""
    words = {word for name in names for word in (name, *name.split()) if len(word) > 2}
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return [found.span() for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)] if words else []


def report(title: str, table: Sequence[Row]) -> None:
    """Print the score of a table by kind."""
    score = scored(table)
    print(f"\n{title}: {len(table)} rows")
    print(f"  {'kind':16}{'rows':>6}{'redacted':>10}{'or shown':>10}{'plain':>10}")
    for kind, count in sorted(score.kinds.items()):
        print(f"  {kind:16}{count.rows:6}{_shares(count)}")
    print(f"  {'all variants':22}{_shares(score.total(negative=False))}")
    print(f"  {'all negatives':22}{_shares(score.total(negative=True))}   (redacted and shown count against us)")


def _shares(count: Count) -> str:
    return "".join(f"{part / max(1, count.rows):10.3f}" for part in (count.auto, count.shown, count.plain))


# --- speed ----------------------------------------------------------------------------------------------------------


def prose(size: int) -> str:
    """Sentences of our own word lists, frequent words first as in any language; about `size` bytes."""
    sentences: list[str] = []
    length, state = 0, 1
    tables = [_vocabulary(language) for language in LANGUAGES]
    while length < size:
        words, weights = tables[len(sentences) // 40 % len(tables)]
        chosen = []
        for _ in range(12):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            chosen.append(words[bisect_left(weights, (state >> 11) / 2**53 * weights[-1])])
        sentence = " ".join(chosen).capitalize() + ". "
        sentences.append(sentence)
        length += len(sentence.encode())
    return "".join(sentences)


def _vocabulary(language: str) -> tuple[list[str], list[float]]:
    """The list ends with its plainest words: they come first here, names that are words come last."""
    lines = resources.text(f"homographs/{language}.txt").splitlines()[::-1]
    endings = _ENDINGS.get(language, ("", "s", "en", "er"))
    words = [line.split()[0] + ending for ending in endings for line in lines]
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def invented(count: int) -> Iterator[Known]:
    """Persons with distinct names, from the people of the table and from syllables."""
    firsts = sorted({row.registered.split()[0] for row in rows("seen") if row.kind.endswith("|person")})
    heads = [
        "bar",
        "gul",
        "ser",
        "nov",
        "tar",
        "kel",
        "mir",
        "zan",
        "dor",
        "vel",
        "ruk",
        "ham",
        "sil",
        "jav",
        "pet",
        "ort",
    ]
    tails = ["adze", "idov", "ovsky", "anli", "ermann", "etti", "owicz", "yeva", "ashvili", "entes"]
    for number in range(count):
        middle = "".join(heads[number // 15**place % 15] for place in range(3))
        last = (middle + tails[number % len(tails)]).capitalize()
        yield Known(f"P-{number}", EntityType.PERSON, (f"{firsts[number % len(firsts)]} {last}",))


def speed(text: str, identities: int) -> None:
    """Print the time to build a register, and megabytes a second for new and for known words (process time)."""
    megabytes = len(text.encode()) / 1e6
    known = list(invented(identities))
    start = time.process_time()
    register = Register(known)
    built = time.process_time() - start
    cold = _seconds(lambda: register.scan(text))
    warm = min(_seconds(lambda: register.scan(text)) for _ in range(3))
    print(
        f"\n{identities} identities: built in {built:.2f} s; {megabytes:.1f} MB at {megabytes / cold:.2f} MB/s cold, "
        f"{megabytes / warm:.2f} MB/s warm"
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
