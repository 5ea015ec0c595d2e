"""Measures the identity matcher: recall, questions and false alarms by kind, two rivals on the same rows, and speed.

    python packaging/bench_redaction.py [TABLE ...] [--presidio] [--texts LANGUAGE:FILE ...] [--megabytes N]

TABLE is a further table of variants, such as the sample; the two generated ones are always scored. --texts names
unrelated texts in which false alarms are counted, besides the prose that comes with the project.
"""

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
from variants.rivals import Rival, Spans, names_of, plain_search, presidio, presidio_ready
from variants.table import read, rows

from fieldnotes import resources
from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register, find_identities

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "az", "ru", "tr", "de", "fr", "es", "ka")
_ENDINGS = {
    "ru": ("", "а", "у", "ом", "ы", "ам"),
    "az": ("", "da", "dan", "lar"),
    "tr": ("", "da", "dan", "lar"),
    "ka": ("", "ს", "ში", "ებს"),
}
_TESTIMONY = 150_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", type=Path, help="further tables of the same format")
    parser.add_argument("--megabytes", type=float, default=2.0, help="text for the speed (default: 2)")
    parser.add_argument("--presidio", action="store_true", help="compare with Presidio's deny list")
    parser.add_argument("--texts", action="append", default=[], metavar="LANGUAGE:FILE")
    options = parser.parse_args()
    rivals: dict[str, Rival] = {"plain": plain_search}
    if options.presidio and presidio_ready():
        rivals["presidio"] = presidio
    tables = {path.name: read(path) for path in options.tables}
    tables |= {"generated": list(rows("seen")), "generated, held out": list(rows("held"))}
    for title, table in tables.items():
        report(title, table, rivals)
    false_alarms(options.texts)
    text = prose(int(options.megabytes * 1e6))
    print(f"\nmachine: {steps_per_second() / 1e6:.0f} million steps a second (other work on it slows everything)")
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
    rivals: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def __iadd__(self, other: Count) -> Count:
        self.rows, self.auto, self.shown = self.rows + other.rows, self.auto + other.auto, self.shown + other.shown
        for rival, count in other.rivals.items():
            self.rivals[rival] += count
        return self


def scored(table: Sequence[Row], rivals: dict[str, Rival]) -> dict[str, Count]:
    """The matcher and its rivals on the same rows, by kind."""
    counts: dict[str, Count] = defaultdict(Count)
    found = {name: rival(table) for name, rival in rivals.items()}
    for number, row in enumerate(table):
        kind, _, entity_type = row.kind.partition("|")
        auto, review = find_identities(entity_type, names_of(row), row.sentence, row.language)
        count = counts[kind]
        count.rows += 1
        count.auto += covered(row, auto) if row.surface else bool(auto)
        count.shown += covered(row, auto + review) if row.surface else bool(review and not auto)
        for name, spans in found.items():
            count.rivals[name] += covered(row, spans[number]) if row.surface else bool(spans[number])
    return counts


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


def report(title: str, table: Sequence[Row], rivals: dict[str, Rival]) -> None:
    """Print the score of a table by kind; ambiguous rows belong to neither side."""
    counts = scored(table, rivals)
    print(f"\n{title}: {len(table)} rows")
    print(f"  {'kind':16}{'rows':>6}{'redacted':>10}{'or shown':>10}" + "".join(f"{name:>10}" for name in rivals))
    sums = {True: Count(), False: Count()}
    for kind, count in sorted(counts.items()):
        print(f"  {kind:16}{count.rows:6}{_shares(count, rivals)}")
        if "ambig" not in kind:
            sums[kind.startswith("neg")] += count
    print(f"  {'all variants':16}{sums[False].rows:6}{_shares(sums[False], rivals)}")
    print(f"  {'all negatives':16}{sums[True].rows:6}{_shares(sums[True], rivals)}   (redacted; only shown)")


def _shares(count: Count, rivals: Iterable[str]) -> str:
    parts = (count.auto, count.shown, *(count.rivals[name] for name in rivals))
    return "".join(f"{part / max(1, count.rows):10.3f}" for part in parts)


# --- false alarms in unrelated text ---------------------------------------------------------------------------------


def distinctive() -> list[Known]:
    """The persons of the held-out part, whose names no text of the project mentions."""
    names = dict.fromkeys(row.registered for row in rows("held") if row.kind.endswith("|person") and row.surface)
    return [Known(f"P-{number}", EntityType.PERSON, (name,)) for number, name in enumerate(names)][:27]


def false_alarms(further: Sequence[str]) -> None:
    """Print hits for 100,000 words of text in which none of the persons occurs."""
    texts = [("en", path) for path in sorted(ROOT.glob("docs/**/*.md"))]
    texts += [(path.name[:2], path) for path in sorted(ROOT.glob("resources/sample/records/*.md"))]
    texts += [(one.partition(":")[0], Path(one.partition(":")[2])) for one in further]
    known = distinctive()
    register = Register(known)
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for language, path in texts:
        text = path.read_text(encoding="utf-8", errors="replace")
        outcomes = [hit.outcome for hit in register.scan(text, language=language)]
        figures = (len(re.findall(r"\w+", text)), outcomes.count(Outcome.AUTO), outcomes.count(Outcome.REVIEW))
        totals[language] = [one + other for one, other in zip(totals[language], figures, strict=True)]
    print(f"\nfalse alarms for 100,000 words of unrelated text, {len(known)} persons")
    for language, (words, auto, review) in sorted(totals.items()):
        scale = 1e5 / max(1, words)
        print(f"  {language}: {words:7} words, {auto * scale:6.1f} redacted, {review * scale:6.1f} shown")


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
    heads = ["bar", "gul", "ser", "nov", "tar", "kel", "mir", "zan", "dor", "vel", "ruk", "ham", "sil", "jav", "pet"]
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
    fresh, testimony = Register(known), prose(_TESTIMONY)
    first = _seconds(lambda: fresh.scan(testimony))
    print(
        f"{identities} identities: built in {built:.2f} s; {megabytes:.1f} MB at {megabytes / cold:.2f} MB/s cold, "
        f"{megabytes / warm:.2f} MB/s warm; a testimony of {_TESTIMONY // 1000} kB cold in {first:.2f} s"
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def steps_per_second() -> float:
    """How fast plain Python runs on this machine just now."""
    steps = 300_000
    return steps / min(_seconds(lambda: sum(number * number % 7 for number in range(steps))) for _ in range(5))


if __name__ == "__main__":
    raise SystemExit(main())
