"""The table of published faults: what it says of the libraries that are loaded, and how old it is.

It comes with the program, as one of the files that A07 compares.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date

from fieldnotes import resources

_FILE = "advisories/libraries.toml"
_NUMBER = re.compile(r"\d+(?:\.\d+)+")


@dataclass(frozen=True, slots=True)
class Fault:
    """`below`: the first repaired version of each branch (3.6.2 repairs 3.6.x). `reached`: our use comes to it."""

    id: str
    library: str
    below: tuple[tuple[int, ...], ...]
    severity: str
    reached: bool
    why: str

    def is_in(self, version: tuple[int, ...]) -> bool:
        return any(version[: len(least) - 1] == least[:-1] and version < least for least in self.below)


@dataclass(frozen=True, slots=True)
class Table:
    made_on: date
    faults: tuple[Fault, ...]

    def of(self, library: str, version: tuple[int, ...]) -> tuple[Fault, ...]:
        """The faults that this version of a library has."""
        return tuple(fault for fault in self.faults if fault.library == library and fault.is_in(version))


def table() -> Table:
    """The table that came with the program."""
    read = tomllib.loads(resources.text(_FILE))
    faults = tuple(
        Fault(
            *(one["id"], one["library"], tuple(numbers(text) for text in one["below"])),
            *(one["severity"], one["reached"], one["why"]),
        )
        for one in read["fault"]
    )
    return Table(read["made_on"], faults)


def numbers(text: str) -> tuple[int, ...]:
    """The first version in a text: (3, 6, 2) of `OpenSSL 3.6.2 7 Apr 2026`; () of a text without any."""
    found = _NUMBER.search(text)
    return () if found is None else tuple(int(part) for part in found[0].split("."))
