"""The only way out: nothing leaves a vault unless this module has seen it twice.

First each record: `clear` turns a redacted record into a `Cleared`, which the bundle writer demands and nobody
else can make. Then the finished bytes: `inspect` unpacks the decrypted bundle with other code than wrote it and
looks for every name again. One survivor refuses the whole export.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from fieldnotes.errors import Bug, LeakFound
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.redaction import Redacted
from fieldnotes.model.register import EntityType
from fieldnotes.protection.residue import Forbidden, Watchlist, quotes_left
from fieldnotes.redaction.realnames import find_real_names

_KEY = object()
_MAX_DEPTH = 5
_MAX_UNPACKED = 512 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
_CANARY = Forbidden("CANARY", EntityType.PERSON, ("Zərxanım Ördəkçiyeva",))
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A record that may be written into a bundle. Only `clear` makes one."""

    record: BundleRecord
    key: object = field(repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        if self.key is not _KEY:
            raise Bug(what="a record went around the gate")


@dataclass(frozen=True, slots=True)
class GateResult:
    """What was looked at: so many protected strings, in so many places."""

    strings: int
    leaves: int


def clear(record: BundleRecord, title: Redacted, text: Redacted, watchlist: Watchlist) -> Cleared:
    """Pass one redacted record.

    Raises:
        LeakFound: something protected can still be read in it; the error names place and rule, never the words.
        Bug: an undecided name reached the gate.
    """
    if title.hits or text.hits:
        raise Bug(what="an undecided name reached the gate")
    for leaf in (record.title, record.text, *record.notes, record.consent):
        for residue in watchlist.in_text(leaf):
            raise LeakFound(rule=f"{residue.rule} of {residue.code}", place=record.label)
        if quotes_left(leaf, (*title.removed, *text.removed)):
            raise LeakFound(rule="marked passage", place=record.label)
    _refuse_lone_real_names(record, text)
    return Cleared(record, _KEY)


def inspect(plain_bundle: bytes, watchlist: Watchlist) -> GateResult:
    """Hold the decrypted bytes of a finished bundle against the watch list.

    Raises:
        LeakFound: the bundle must not be written.
        Bug: the gate cannot find a planted name in this kind of container; nothing it says can be trusted.
    """
    _prove_that_it_finds()
    leaves = 0
    for place, name, data in _leaves(plain_bundle, "bundle", 0):
        leaves += 1
        for residue in (*watchlist.in_text(name), *watchlist.in_bytes(data)):
            raise LeakFound(rule=f"{residue.rule} of {residue.code}", place=place)
        for text in _texts(data):
            for residue in watchlist.in_text(text):
                raise LeakFound(rule=f"{residue.rule} of {residue.code}", place=place)
    return GateResult(strings=len(watchlist), leaves=leaves)


def _refuse_lone_real_names(record: BundleRecord, text: Redacted) -> None:
    """A real name given beside a label is the label's identity, whoever forgot to register it."""
    labels = [change.label for change in text.changes if change.entity == EntityType.PERSON]
    for found in find_real_names(record.text):
        name = record.text[found.name_start : found.name_end]
        before = record.text[max(0, found.start - 60) : found.start]
        if any(label in before for label in labels) and name not in labels and name not in text.kept:
            raise LeakFound(rule="another name of a protected person", place=record.label)


def _leaves(data: bytes, place: str, depth: int) -> Iterator[tuple[str, str, bytes]]:
    """(place, member name, bytes) of everything inside, archives within archives included."""
    if depth > _MAX_DEPTH:
        raise LeakFound(rule="archives nested too deep to inspect", place=place)
    if data.startswith(_GZIP):
        with suppress(OSError, EOFError, zlib.error), gzip.open(io.BytesIO(data)) as packed:
            yield from _leaves(packed.read(_MAX_UNPACKED), f"{place}, unpacked", depth + 1)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield place, "", data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            yield f"{place}, comment", "", archive.comment
        for number, member in enumerate(archive.infolist(), start=1):
            where = f"{place}, member {number}"
            if member.date_time != _FIXED_TIME or member.comment:
                raise LeakFound(rule="a time or comment that was not neutral", place=where)
            yield where, member.filename, member.extra
            yield from _leaves(archive.read(member), where, depth + 1)


def _texts(data: bytes) -> Iterator[str]:
    """The text of a leaf: UTF-8, the strings of a JSON document without their escapes, and what else it may be."""
    try:
        text = data.decode("utf-8")
        yield text
        yield from _json_strings(text)
        if b"\x00" not in data:
            return
    except UnicodeDecodeError:
        yield data.decode("utf-8", errors="replace")
    for encoding in ("utf-16-le", "utf-16-be", "cp1251"):
        yield data.decode(encoding, errors="replace")


def _json_strings(text: str) -> Iterator[str]:
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value


def _prove_that_it_finds() -> None:
    """Plant a name that exists nowhere in a container of the bundle's kind; every way of looking must see it."""
    watchlist = Watchlist([_CANARY])
    name = _CANARY.names[0]
    plants: Sequence[bytes] = (
        name.encode(),
        name.upper().encode("utf-16-le"),
        f'{{"t":"{name.replace(" ", chr(0x200B))}"}}'.encode(),
        json.dumps({"t": [name.replace(" ", "\n")]}).encode(),
    )
    for plant in plants:
        container = io.BytesIO()
        with zipfile.ZipFile(container, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(zipfile.ZipInfo("data/records/r001.json"), plant)
        seen = any(
            [*watchlist.in_bytes(data), *(residue for text in _texts(data) for residue in watchlist.in_text(text))]
            for _, _, data in _leaves(container.getvalue(), "canary", 0)
        )
        if not seen:
            raise Bug(what="the leak gate missed a planted name")
