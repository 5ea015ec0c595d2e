"""Measures what a person waits for: unlocking, writing, lists, search and reading in a large vault."""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from fieldnotes import resources
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import find, sample, session, write

PASSPHRASE = "seven grey herons over the salt works"
LANGUAGES = ("en", "az", "ru", "tr")
_FILTERS = "date:2016..2018 -tag:note level:role,internal"
LEVELS = (Level.PUBLIC, Level.ROLE, Level.ANONYMOUS, Level.INTERNAL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000, help="records in the vault (default: 10000)")
    parser.add_argument("--rounds", type=int, default=200, help="times each question is asked (default: 200)")
    options = parser.parse_args()
    folder = Path(__file__).resolve().parent.parent / "build" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    measure(folder / "bench.fieldnotes", options.records, options.rounds)
    shutil.rmtree(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say("memory at most", f"{peak:.0f} MiB")
    return 0


def measure(vault: Path, records: int, rounds: int) -> None:
    paragraphs = sample_paragraphs()
    say("create a vault", timed(lambda: session.create(vault, PASSPHRASE).lock()))
    unlocks = [seconds(lambda: session.unlock(vault, PASSPHRASE).lock()) for _ in range(3)]
    say("unlock", f"{median(unlocks):.2f} s (median of {len(unlocks)})")

    opened = session.unlock(vault, PASSPHRASE)
    opened.open_sealed(PASSPHRASE)
    say("the sample project", timed(lambda: sample.build(opened)))
    started = time.perf_counter()
    codes = fill(opened, paragraphs, records)
    spent = time.perf_counter() - started
    say(f"write {records} records", f"{spent:.1f} s ({1000 * spent / max(records, 1):.2f} ms each)")
    opened.close_sealed()

    words = sorted({word.strip('.,:;!?“”«»"()') for paragraph in paragraphs for word in paragraph.split()})
    questions = [word for word in words if len(word) > 3 and word.isalpha()]
    say("search one word", spread(each(rounds, questions, lambda word: find.search(opened, word))))
    say("search a beginning", spread(each(rounds, questions, lambda word: find.search(opened, f"{word[:4]}*"))))
    say("search a phrase", spread(each(rounds, phrases(paragraphs), lambda text: find.search(opened, f'"{text}"'))))
    say("search with filters", spread(each(rounds, questions, lambda word: find.search(opened, f"{word} {_FILTERS}"))))
    say("first 200 of a list", spread(each(rounds, codes, lambda _: find.rows(opened, limit=200))))
    say("open a record", spread(each(rounds, codes, lambda code: find.record(opened, code))))
    opened.lock()


def sample_paragraphs() -> list[str]:
    """The sample's own sentences, so that words of four languages occur as often as they do in testimonies."""
    files = sorted((resources.path("sample") / "records").glob("*.md"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if len(line) > 80]


def fill(opened: session.Session, paragraphs: Sequence[str], records: int) -> list[str]:
    """Write that many records of five paragraphs, spread over languages and levels; their codes."""
    case = write.add_case(opened, "Measured").code
    codes = []
    for number in range(records):
        text = "\n".join(paragraphs[(number * 7 + step * 11) % len(paragraphs)] for step in range(5))
        row = write.new_record(
            opened,
            case,
            kind=Kind.TESTIMONY,
            level=LEVELS[number % len(LEVELS)],
            card=Card(
                title=f"Record {number}",
                language=LANGUAGES[number % len(LANGUAGES)],
                dated=f"{2010 + number % 13}-{1 + number % 12:02}",
            ),
            body=Body.of(text),
        )
        codes.append(row.code)
    return codes


def phrases(paragraphs: Sequence[str]) -> list[str]:
    """Two neighbouring words of each paragraph, without what the query language gives a meaning."""
    pairs = [" ".join(paragraph.split()[3:5]) for paragraph in paragraphs]
    return [pair for pair in pairs if pair.replace(" ", "").isalpha()]


def each(rounds: int, things: Sequence[str], ask: Callable[[str], object]) -> list[float]:
    """Seconds of each of `rounds` questions, walking through `things` with a stride."""
    chosen = (things[number * 13 % len(things)] for number in range(rounds))
    return [seconds(partial(ask, thing)) for thing in chosen]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def timed(work: Callable[[], object]) -> str:
    return f"{seconds(work):.2f} s"


def spread(times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    return f"p50 {cuts[49] * 1000:.1f} ms, p95 {cuts[94] * 1000:.1f} ms, at most {max(times) * 1000:.1f} ms"


def say(what: str, result: str) -> None:
    print(f"{what:<24} {result}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
