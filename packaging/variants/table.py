"""Reads the lists beside it and gives the rows of one part of the table, in the scorer's format."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from variants import contacts, people
from variants.people import Person, Row

_HERE = Path(__file__).parent
_HEADER = "registered\taliases\tsentence\tsurface\tlanguage\tkind"


def _lines(name: str, part: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if line["part"] == part:
                yield line


def rows(part: str) -> Iterator[Row]:
    """All rows of `part`: "seen", or "held", which no rule of the matcher may be tuned on."""
    for line in _lines("people.tsv", part):
        others = dict(item.split("=", 1) for item in line["others"].split(";"))
        yield from people.rows_of(Person(part, line["language"], line["first"], line["last"], others))
    for line in _lines("contacts.tsv", part):
        yield from contacts.rows_of(part, line["type"], line["registered"], line["language"])
    for line in _lines("things.tsv", part):
        kind = f"{line['type']}|{line['type']}"
        yield Row(line["registered"], line["aliases"], line["sentence"], line["surface"], line["language"], kind)
    for line in _lines("negatives.tsv", part):
        kind = f"neg:{line['variation']}|{line['type']}"
        yield Row(line["registered"], "", line["sentence"], "", line["language"], kind)


_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|n|r|t|\\)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t"}


def read(path: Path) -> list[Row]:
    """The rows of a table in a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = [_ESCAPED.sub(_unescaped, cell) for cell in line.split("\t")]
        found.append(Row(cells[0], cells[1], cells[2], "" if cells[3] == "-" else cells[3], cells[4], cells[5]))
    return found


def _unescaped(found: re.Match[str]) -> str:
    sign = found.group(1)
    return chr(int(sign[1:], 16)) if sign[0] == "u" else _PLAIN.get(sign, sign)


def written(table: Iterable[Row]) -> str:
    """The text of a table: tabs between columns, invisible and combining characters escaped, - for no surface."""
    lines = [_HEADER]
    for row in table:
        cells = [*row[:3], row.surface or "-", *row[4:]]
        lines.append("\t".join("".join(map(_escaped, cell)) for cell in cells))
    return "\n".join(lines) + "\n"


_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return (
        f"\\u{ord(sign):04x}" if sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff" or "\u0300" <= sign < "\u0370" else sign
    )
