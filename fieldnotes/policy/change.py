"""Change one line of a policy's text, and nothing else of it: comments, order and other lines stay as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fieldnotes.i18n import N_, tr
from fieldnotes.policy.document import HEAD, parse
from fieldnotes.policy.draft import key_of, table_of, written
from fieldnotes.policy.limits import Wrong
from fieldnotes.policy.lines import reader_of

_FIXED = ("format", "id", "version")
_BY_HAND = N_("{line} stands there in a way that only an editor can change")
_NO_LINE = N_("there is no line {line} in this format")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: rows `first` up to `end` of the text. `off`: as a comment."""

    first: int
    end: int
    key: str
    comment: str
    off: bool


def changed(raw: bytes, line: str, text: str | None) -> bytes:
    """A policy with another value in one line; `text` is written as in TOML or plainly, None switches the line off.

    Raises:
        Wrong: no such line or no such value, one looser than what is built in, or a text that cannot be changed so.
    """
    parse(raw)
    if line in _FIXED or (line not in HEAD and reader_of(line) is None):
        raise Wrong(tr(_NO_LINE, line=line))
    value = None if text is None else _value(line, text)
    rows = raw.decode("utf-8").splitlines()
    places = list(_places(rows, line))
    place = next((one for one in places if not one.off), None) or next(iter(places), None)
    new = _written("\n".join(_with(rows, place, line, value)) + "\n")
    _proved(raw, new, line, value)
    return new


def raised(raw: bytes) -> bytes:
    """The same with the next version, as a vault wants of every document that is not the one that it has.

    Raises:
        Wrong: as changed.
    """
    version = parse(raw).version + 1
    rows = raw.decode("utf-8").splitlines()
    place = next((one for one in _places(rows, "version") if not one.off), None)
    new = _written("\n".join(_with(rows, place, "version", version)) + "\n")
    _proved(raw, new, "version", version)
    return new


def _written(text: str) -> bytes:
    return text.encode("utf-8")


def _value(line: str, text: str) -> Any:
    """The first reading of a text that the line takes: as TOML has it, as words, as a list of words."""
    readings: list[Any] = []
    with suppress(tomllib.TOMLDecodeError):
        readings.append(tomllib.loads(f"value = {text}")["value"])
    readings += [text, [part.strip() for part in text.split(",")]]
    reader = reader_of(line)
    if reader is None:
        return readings[0]  # a line of the head, which the whole document is read for
    problems: list[Wrong] = []
    for reading in readings:
        try:
            reader(line, reading)
        except Wrong as problem:
            problems.append(problem)
        else:
            return reading
    takes_lists = str(problems[-1]) != str(problems[-2])
    raise problems[-1] if takes_lists else problems[0]


def _with(rows: Sequence[str], place: _Place | None, line: str, value: object) -> list[str]:
    """The rows with the line written, switched off, or added to its table."""
    if place is None:
        return list(rows) if value is None else _added(rows, line, value)
    if value is None:
        off = [row if place.off else f"# {row}" for row in rows[place.first : place.end]]
        return [*rows[: place.first], *off, *rows[place.end :]]
    return [*rows[: place.first], f"{place.key} = {_toml(value)}{place.comment}", *rows[place.end :]]


def _toml(value: object) -> str:
    return written(value) if isinstance(value, bool | int | str | list) else str(value)  # a day is written as it is


def _added(rows: Sequence[str], line: str, value: object) -> list[str]:
    table, row = table_of(line), f"{key_of(line)} = {_toml(value)}"
    heads = [number for number, one in enumerate(rows) if one.lstrip().startswith("[")]
    if not table:
        end = heads[0] if heads else len(rows)
        return [*rows[:end], row, *rows[end:]]
    for number in heads:
        if _table(rows[number]) == table:
            end = next((one for one in heads if one > number), len(rows))
            while end > number + 1 and not rows[end - 1].strip():
                end -= 1
            return [*rows[:end], row, *rows[end:]]
    return [*rows, "", f"[{table}]", row]


def _places(rows: Sequence[str], line: str) -> Iterator[_Place]:
    """Every row, or several of one list, in which a line stands, switched off or not."""
    table, number = "", 0
    while number < len(rows):
        bare = rows[number].strip()
        if bare.startswith("["):
            table = _table(bare) or table
        place = _place(rows, number, table, line)
        if place is not None:
            yield place
        number = number + 1 if place is None else place.end


def _place(rows: Sequence[str], first: int, table: str, line: str) -> _Place | None:
    bare = rows[first].strip()
    off = bare.startswith("#")
    key, equals, _ = bare.removeprefix("#").partition("=")
    if not equals or _name(table, key) != line:
        return None
    for end in range(first + 1, (first + 1 if off else len(rows)) + 1):
        text = "\n".join(rows[first:end]).strip().removeprefix("#").strip()
        if _is_toml(text):
            comment = "" if off else _comment(text)
            return _Place(first, end, key.strip(), comment, off)
    return None


def _comment(text: str) -> str:
    """What stands behind a value, with the blanks before it; empty for a list of several rows."""
    for at, sign in enumerate(text):
        if sign == "#" and _is_toml(text[:at]):
            before = text[:at].rstrip()
            return text[len(before) :] if "\n" not in text else ""
    return ""


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def _table(row: str) -> str:
    """The dotted name in the head of a table; empty for what is none."""
    try:
        return _dotted(tomllib.loads(row))
    except (tomllib.TOMLDecodeError, RecursionError):
        return ""


def _name(table: str, key: str) -> str:
    try:
        name = _dotted(tomllib.loads(f"{key} = 0"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return ""
    return f"{table}.{name}" if table else name


def _dotted(found: object) -> str:
    """The names down to the innermost of tables that hold one thing each."""
    names = []
    while isinstance(found, dict) and len(found) == 1:
        name, found = next(iter(found.items()))
        names.append(name)
    return ".".join(names)


def _proved(before: bytes, after: bytes, line: str, value: object) -> None:
    """Raises Wrong unless the document says the same as before but for the one line."""
    if not _is_toml(after.decode("utf-8")):
        raise Wrong(tr(_BY_HAND, line=line))
    parse(after)
    old, new = (dict(_leaves(tomllib.loads(raw.decode("utf-8")))) for raw in (before, after))
    old.pop(line, None)
    if value is not None:
        old[line] = value
    if old != new:
        raise Wrong(tr(_BY_HAND, line=line))


def _leaves(found: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in found.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
