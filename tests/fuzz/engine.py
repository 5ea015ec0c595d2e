"""A small fuzzer: changes inputs at random, keeps those that reach new lines of the product, watches time and memory.

Coverage comes from Python's own tracing, so nothing has to be installed and the same bytes give the same lines.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import fieldnotes

MOST_S = 1.0
MOST_MIB = 300
LARGEST_KEPT = 16 * 1024
"""Bytes of an input that is added to the corpus."""
LARGEST_TRIED = 256 * 1024

_PRODUCT = str(Path(fieldnotes.__file__).parent)
_INTERESTING = (0, 1, 9, 10, 13, 31, 32, 34, 44, 45, 48, 57, 58, 91, 92, 93, 123, 125, 127, 128, 192, 239, 255)
_TOKENS = (
    *(b'"', b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"-1", b"0", b"1e9", b"1.0", b"9007199254740993"),
    *(b"\\u0000", b"\\ud800", b"\xe2\x80\xae", b"\r\n", b"\n\n", b"-> ", b"---", b"==", b"=", b"/../", b"\xff\xfe"),
    *(b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xef\xbb\xbf"),
)

Line = tuple[CodeType, int]


@dataclass(frozen=True, slots=True)
class Target:
    """What is fed. `take` may raise `declared` errors and no others."""

    name: str
    take: Callable[[bytes], object]
    declared: tuple[type[Exception], ...]
    seeds: Callable[[], Iterable[bytes]]


@dataclass(slots=True)
class Fuzzed:
    """The result of one target."""

    target: str
    runs: int = 0
    corpus: int = 0
    lines: int = 0
    slowest_ms: int = 0
    peak_mib: int = 0
    """Memory that the whole process grew by."""
    findings: list[str] = field(default_factory=list)
    culprits: list[bytes] = field(default_factory=list, repr=False)
    found: list[bytes] = field(default_factory=list, repr=False)
    """Inputs that reached lines which the corpus had not."""


def fuzz(target: Target, *, seconds: float, corpus: Sequence[bytes] = (), seed: int | None = None) -> Fuzzed:
    """Feed the seeds, the corpus and then changed ones until the time is over; a finding is kept once for its place."""
    dice, result = random.Random(seed), Fuzzed(target.name)
    known: set[Line] = set()
    pool, places = list[bytes](), set[str]()
    began, memory = time.monotonic(), _memory_mib()
    waiting = [*target.seeds(), *corpus]
    first = len(waiting)
    while result.runs < first or time.monotonic() - began < seconds:
        data = waiting[result.runs] if result.runs < first else changed(pool, dice)
        lines = set[Line]()
        before = time.monotonic()
        place = _fed(target, data, lines)
        took_s, result.runs = time.monotonic() - before, result.runs + 1
        result.slowest_ms = max(result.slowest_ms, round(1000 * took_s))
        grown, result.peak_mib = result.peak_mib, max(result.peak_mib, _memory_mib() - memory)
        if took_s > MOST_S:
            place = place or "it took too long"
        if grown <= MOST_MIB < result.peak_mib:
            place = place or "it took too much memory"
        if place and place not in places:
            places.add(place)
            result.findings.append(place)
            result.culprits.append(data)
        if not lines <= known or result.runs <= first:
            pool.append(data)
            if not lines <= known and result.runs > first and len(data) <= LARGEST_KEPT:
                result.found.append(data)
            known |= lines
    result.corpus, result.lines = len(pool), len(known)
    return result


def _fed(target: Target, data: bytes, lines: set[Line]) -> str:
    """Feed one input; says where an error that is not declared came from."""
    try:
        with _traced(lines):
            target.take(data)
    except target.declared:
        return ""
    except Exception as error:  # noqa: BLE001 - that any other can come is what is looked for
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
        return f"{type(error).__name__} at {where}"
    return ""


@contextmanager
def _traced(lines: set[Line]) -> Iterator[None]:
    def line(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines.add((frame.f_code, frame.f_lineno))
        return line

    def call(frame: FrameType, _event: str, _: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(_PRODUCT) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(before)


def changed(pool: Sequence[bytes], dice: random.Random) -> bytes:
    """One of the pool with one to eight changes."""
    data = bytearray(dice.choice(pool))
    for _ in range(dice.choice((1, 1, 1, 2, 2, 4, 8))):
        _CHANGES[dice.randrange(len(_CHANGES))](data, pool, dice)
    return bytes(data[:LARGEST_TRIED])


def _at(data: bytearray, dice: random.Random) -> int:
    return dice.randrange(len(data)) if data else 0


def _bit(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    if data:
        data[_at(data, dice)] ^= 1 << dice.randrange(8)


def _byte(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    if data:
        data[_at(data, dice)] = dice.choice(_INTERESTING)


def _insert(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    place = _at(data, dice)
    data[place:place] = dice.choice(_TOKENS) * dice.choice((1, 1, 1, 2, 40))


def _remove(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    place = _at(data, dice)
    del data[place : place + dice.choice((1, 1, 2, 8, 64))]


def _repeat(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    place = _at(data, dice)
    data[place:place] = data[place : place + dice.choice((1, 4, 16, 64, 256))] * dice.choice((1, 1, 2, 30))


def _digit(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    digits = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if digits:
        place = dice.choice(digits)
        data[place : place + 1] = dice.choice((b"0", b"9", b"-1", b"99999999999999999999", b"1.5", b"00"))


def _cross(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    other, place = dice.choice(pool), _at(data, dice)
    start = dice.randrange(len(other)) if other else 0
    data[place:] = other[start:]


def _cut(data: bytearray, pool: Sequence[bytes], dice: random.Random) -> None:
    del data[_at(data, dice) :]


_CHANGES = (_bit, _bit, _byte, _byte, _insert, _insert, _remove, _repeat, _digit, _digit, _cross, _cut)


def _memory_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def load(folder: Path) -> list[bytes]:
    """The kept inputs of one target."""
    return [path.read_bytes() for path in sorted(folder.glob("*"))] if folder.is_dir() else []


def keep(folder: Path, inputs: Iterable[bytes]) -> None:
    """Add inputs to the kept ones, named by what they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in inputs:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
