"""Bytes as tools and programs list them: dumps with offsets (xxd, hexdump, od), and escapes in literals and in mail."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

_DUMP = re.compile(
    r"(?:^[ \t]*[0-9A-Fa-f]{4,16}[:|]?[ \t]+(?:[0-9A-Fa-f]{2}|[0-9]{1,3}[ \t]|\\?\S[ \t])[^\n]*\n?)+", re.MULTILINE
)
"""Lines of an offset and something that may be bytes."""
_BEFORE = r"""(?:(?:^|["'])[^\\%=&"'\n]{0,24})?"""
_LITERAL = re.compile(_BEFORE + r"(?:\\[xu0-7abfnrtv\\'\"][^\\]{0,60}){6,}", re.MULTILINE)
_PERCENTS = re.compile(_BEFORE + r"(?:%[0-9A-Fa-f]{2}[^%]{0,60}){6,}", re.MULTILINE)
_QUOTED = re.compile(_BEFORE + r"(?:=(?:[0-9A-Fa-f]{2}|\r?\n)[^=]{0,60}){6,}", re.MULTILINE)
_ENTITIES = re.compile(_BEFORE + r"(?:&#x?[0-9A-Fa-f]{1,3};[^&]{0,60}){6,}", re.MULTILINE)
"""Escapes that stand so close that they may be bytes; packed ones are seldom letters for long."""
_PACKED_LETTERS = re.compile("(?:PK\1\2|PK\3\4|\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\0)[\0-\xff]{8,}")
"""A letter for each byte of something packed."""
_OFFSET = re.compile(r"[ \t]*([0-9A-Fa-f]{4,16})[:|]?[ \t]+")
_GROUPS = {width: re.compile(rf"[0-9A-Fa-f]{{2,{width}}}(?=[ \t|>]|$)") for width in (2, 4, 8, 16)}
_OCTAL, _DECIMAL, _BITS = (
    re.compile(rf"(?:{one})(?=[ \t|>]|$)") for one in ("[0-7]{3}|[0-7]{6}", "[0-9]{1,3}", "[01]{8}")
)
_LETTERS = re.compile(r"[0-7]{7}((?: {3}.| {2}\\[0abfnrtv]| [0-7]{3})+)")
_CELL = 4
"""Columns of a byte where od shows letters."""
_BLANKS = re.compile(r"[ \t]+")
_USUAL, _MOST = 16, 256
"""Bytes in a line of a dump: where its offsets do not tell, and at most."""
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u00([0-9A-Fa-f]{2})|([0-3]?[0-7]{1,2})|\r?\n|(.))")
_SHORT = dict(zip("abefnrtv", "\a\b\x1b\f\n\r\t\v", strict=True))
_JOINT = re.compile(r"""["'][ \t]*[+,.]?[ \t]*\\?\r?\n[ \t]*(?:[bBrR]{0,2})["']""")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_ENTITY = re.compile(r"&#(?:x([0-9A-Fa-f]{1,2})|([0-9]{1,3}));")
_NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1a]")
"""What no text holds: it is packed, or nothing."""


def _dumped(run: str) -> Iterator[bytes]:
    """The bytes that lines of a dump show, to every base in which they may be written."""
    lines = run.splitlines()
    most = _in_a_line(lines)
    for width, pattern in _GROUPS.items():
        groups = _groups(lines, pattern, most * 2 // width)
        if groups and len(groups[0]) == width:
            pairs = [bytes.fromhex(one[: len(one) // 2 * 2]) for one in groups]
            yield b"".join(pairs)
            if width > len("ff"):
                yield b"".join(pair[::-1] for pair in pairs)
    for pattern, base in ((_OCTAL, 8), (_DECIMAL, 10), (_BITS, 2)):
        numbers = [int(one, base) for one in _groups(lines, pattern, most)]
        size = 1 if all(one < 256 for one in numbers) else 2
        with suppress(OverflowError):
            yield b"".join(one.to_bytes(size, "little") for one in numbers)
    cells = [found[1] for line in lines if (found := _LETTERS.match(line))]
    yield b"".join(_of_cell(line[at : at + _CELL].lstrip(" ")) for line in cells for at in range(0, len(line), _CELL))


def _literal(run: str) -> Iterator[bytes]:
    yield from _packed(_as_bytes(_ESCAPE.sub(_unescaped, _JOINT.sub("", run))))


def _percent(run: str) -> Iterator[bytes]:
    yield from _packed(_as_bytes(_PERCENT.sub(lambda one: chr(int(one[1], 16)), run)))


def _quoted(run: str) -> Iterator[bytes]:
    yield from _packed(quopri.decodestring(_as_bytes(run)))


def _entities(run: str) -> Iterator[bytes]:
    yield from _packed(_as_bytes(_ENTITY.sub(_of_entity, run)))


def _letters(run: str) -> Iterator[bytes]:
    yield _as_bytes(run)


def _packed(found: bytes) -> Iterator[bytes]:
    """Only what is no text: texts with escapes are read elsewhere."""
    if _NO_TEXT.search(found):
        yield found


def _as_bytes(text: str) -> bytes:
    return text.encode("latin-1", errors="replace")


def _unescaped(found: re.Match[str]) -> str:
    if figures := found[1] or found[2]:
        return chr(int(figures, 16))
    if found[3]:
        return chr(int(found[3], 8) & 0xFF)
    return _SHORT.get(found[4], found[4]) if found[4] else ""


def _of_entity(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if code < 256 else found[0]


def _in_a_line(lines: list[str]) -> int:
    """How many bytes a line shows, by the first two offsets; a letter of the text beside them may look like more."""
    offsets = [int(found[1], 16) for line in lines[:2] if (found := _OFFSET.match(line))]
    step = offsets[1] - offsets[0] if len(offsets) > 1 else 0
    return step if 0 < step <= _MOST else _USUAL


def _groups(lines: list[str], pattern: re.Pattern[str], most: int) -> list[str]:
    """What stands behind the offset of each line, as long as it is of `pattern`."""
    groups: list[str] = []
    for line in lines:
        offset = _OFFSET.match(line)
        at, count = offset.end() if offset else len(line), 0
        while count < most and (found := pattern.match(line, at)):
            groups.append(found[0])
            blank = _BLANKS.match(line, found.end())
            at, count = blank.end() if blank else len(line), count + 1
    return groups


def _of_cell(cell: str) -> bytes:
    if len(cell) == len("000"):
        return bytes([int(cell, 8) & 0xFF])
    if cell.startswith("\\") and len(cell) > 1:
        return b"\0" if cell[1] == "0" else _as_bytes(_SHORT[cell[1]])
    return _as_bytes(cell or " ")


UNDO: tuple[tuple[str, re.Pattern[str], Callable[[str], Iterator[bytes]]], ...] = (
    ("a listing of bytes", _DUMP, _dumped),
    ("escapes for bytes", _LITERAL, _literal),
    ("escapes for bytes", _PERCENTS, _percent),
    ("escapes for bytes", _QUOTED, _quoted),
    ("escapes for bytes", _ENTITIES, _entities),
    ("letters for bytes", _PACKED_LETTERS, _letters),
)
"""By what a message calls them, what they look like, and how they are read."""
