"""Writes the large vaults that the window is measured with: many small records, two long testimonies, some people."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import Role
from fieldnotes.services import register, session, write

PASSPHRASE = "seven grey herons over the salt works"
BATCH = 2000
"""Records of one transaction: a commit for each would take longer than its writing."""
SMALL, LARGE = 150_000, 5_000_000
"""Bytes of UTF-8 of the two long testimonies."""
_LEVELS = (Level.PUBLIC, Level.ROLE, Level.ANONYMOUS, Level.INTERNAL)
_LANGUAGES = ("az", "ru", "tr", "en")
_GIVEN = ("Tapdıq", "Zümrüd", "Habil", "Nemət", "Lalə", "Oruc", "Sənubər", "Qəmər", "Mürsəl", "Xanım")
_FAMILY = ("Dəmirçizadə", "Sarıqamışlı", "Qoşqarov", "Xəzri")
_LINES = (
    "O gün səhər tezdən gəldilər və heç nə demədilər, sonra getdilər. Mən qapının ağzında durub gözlədim.",
    "Вечером мы долго сидели на кухне и молчали, потом стали вспоминать дорогу, озеро и переправу.",
    "Akşam bizi istasyona kadar götürdüler. Yol uzundu, yağmur yağıyordu, kimse konuşmuyordu.",
    "وصلنا إلى القرية بعد ثلاثة أيام ولم نقل شيئا عن الطريق ولا عن الذين سألوا عنا في المدينة.",
    "They asked about the letters again, and again I said that the letters had been lost on the way.",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", type=Path, help="where to make it; it must not be there yet")
    parser.add_argument("--records", type=int, default=100_000, help="small records in it (default: 100000)")
    options = parser.parse_args()
    started = time.perf_counter()
    opened = built(options.vault, options.records)
    print(f"{options.records} records in {time.perf_counter() - started:.0f} s", flush=True)
    opened.lock()
    return 0


def built(vault: Path, records: int) -> session.Session:
    """Make the vault; it is open, the SEALED compartment too."""
    cheap = KdfParams(kdf.OPEN_FLOOR_KIB, kdf.OPEN_FLOOR_ITERATIONS, 4, kdf.fresh_salt())
    opened = session.create(vault, PASSPHRASE, params=cheap)
    opened.open_sealed(PASSPHRASE)
    for number in range(len(_GIVEN) * len(_FAMILY)):
        name = f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number // len(_GIVEN)]}"
        register.add_entry(opened, name=name, role=Role.VICTIM, level=Level.ANONYMOUS)
    cases = [write.add_case(opened, f"Measured {number}").code for number in range(1, 5)]
    for first in range(0, records, BATCH):
        with opened.vault.transaction():
            for number in range(first, min(first + BATCH, records)):
                _add(opened, cases[number % len(cases)], number)
        print(f"{min(first + BATCH, records)} records", file=sys.stderr, flush=True)
    for size in (LARGE, SMALL):
        card = Card(title=f"Long {size // 1000} kB", language="az")
        text = "\n".join(paragraphs(size))
        write.new_record(opened, cases[0], kind=Kind.NOTE, level=Level.ROLE, card=card, body=Body.of(text))
    opened.vault.tidy()
    return opened


def paragraphs(size: int) -> Iterator[str]:
    """Invented paragraphs of four scripts, together about `size` bytes of UTF-8."""
    at = 0
    while size > 0:
        words = " ".join(_LINES[(at + step) % len(_LINES)] for step in range(5))
        name = f"{_GIVEN[at % len(_GIVEN)]} {_FAMILY[at % len(_FAMILY)]}"
        line = f"{words} {name}"
        yield line
        size -= len(line.encode()) + 1
        at += 1


def _add(opened: session.Session, case: str, number: int) -> None:
    text = f"{_LINES[number % len(_LINES)]} {number * 7919 % 100_003}"
    card = Card(
        title=f"{_GIVEN[number % len(_GIVEN)]}, gün {number}",
        language=_LANGUAGES[number % len(_LANGUAGES)],
        dated=f"{2010 + number % 13}-{1 + number % 12:02}",
    )
    level = _LEVELS[number // 3 % len(_LEVELS)]
    kind = Kind.TESTIMONY if number % 3 else Kind.NOTE
    write.new_record(opened, case, kind=kind, level=level, card=card, body=Body.of(text))


if __name__ == "__main__":
    sys.exit(main())
