"""The custody sheet of an evidence pack, written from and read into `model.evidence_pack`'s values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from fieldnotes.bundle.layout import FIRST_PACK_FORMAT, MAX_ENTRIES, MAX_MANIFEST_BYTES, PACK_FORMAT
from fieldnotes.bundle.parts import DIGEST, ID, LABEL, day, matching
from fieldnotes.crypto.exchange import Fields, Malformed, canonical, strict_object
from fieldnotes.model.audience import Audience
from fieldnotes.model.evidence_pack import ENDINGS, OTHER_ENDING, CustodySheet, PackedFile
from fieldnotes.model.forms import CustodyAct
from fieldnotes.model.tlp import Tlp

_FILE = re.compile(rf"data/files/e([0-9]{{3,4}})\.({'|'.join((*ENDINGS.values(), OTHER_ENDING))})")
"""No ending by which a computer would run a file."""
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,80}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,15}(?:Z|\+00:00)?)?")
_MAX_ACTS = 1_000
_ALWAYS = ("label", "file", "sha256", "size", "media_type", "is_original", "acts")
_ORIGINAL = ("original_sha256", "original_size")


def custody_bytes(sheet: CustodySheet) -> bytes:
    """A sheet in its one spelling; `sheet` says its audience and mark."""
    assert sheet.audience is not None
    assert sheet.tlp is not None
    document: dict[str, object] = {
        "format": PACK_FORMAT,
        "number": sheet.number,
        "day": sheet.day,
        "audience": sheet.audience.value,
        "tlp": sheet.tlp.value,
        "exhibits": [_told(one) for one in sheet.exhibits],
    }
    return canonical(document) + b"\n"


def read_custody(data: bytes) -> CustodySheet:
    """A sheet of either version; nothing of it is verified yet. Raises Malformed."""
    fields = strict_object(data, limit_bytes=MAX_MANIFEST_BYTES)
    if canonical(fields.raw()) + b"\n" != data:
        raise Malformed("its custody sheet is spelled in another way")
    version = fields.text("format")
    if version not in (PACK_FORMAT, FIRST_PACK_FORMAT):
        raise Malformed("its custody sheet is of another format")
    is_first = version == FIRST_PACK_FORMAT
    fields.require("format", "number", "day", "exhibits", *(() if is_first else ("audience", "tlp")))
    exhibit = _first_exhibit if is_first else _exhibit
    exhibits = tuple(exhibit(one, number) for number, one in enumerate(fields.objects("exhibits"), start=1))
    if not 0 < len(exhibits) <= MAX_ENTRIES:
        raise Malformed("its custody sheet lists no file")
    if len({one.label for one in exhibits}) != len(exhibits):
        raise Malformed("two files have the same label")
    if not is_first and any(at > fields.text("day")[:7] for one in exhibits for at, _ in one.acts):
        raise Malformed("a custody log tells of a day to come")
    sheet = CustodySheet(matching(ID, fields.text("number")), day(fields.text("day")), exhibits)
    return sheet if is_first else _marked(sheet, fields.text("audience"), fields.text("tlp"))


def _marked(sheet: CustodySheet, audience: str, tlp: str) -> CustodySheet:
    if audience not in tuple(Audience) or tlp not in tuple(Tlp):
        raise Malformed("its audience or its mark is unknown")
    return CustodySheet(sheet.number, sheet.day, sheet.exhibits, Audience(audience), Tlp(tlp))


def _told(one: PackedFile) -> dict[str, object]:
    document: dict[str, object] = {
        "label": one.label,
        "file": one.file,
        "sha256": one.sha256,
        "size": one.size,
        "media_type": one.media_type,
        "is_original": one.is_original,
        "acts": [{"at": at, "act": act.value} for at, act in one.acts],
    }
    if one.original_sha256 and not one.is_original:
        document |= {"original_sha256": one.original_sha256, "original_size": one.original_size}
    return document


def _first_exhibit(fields: Fields, number: int) -> PackedFile:
    fields.require(*_ALWAYS, *_ORIGINAL)
    made = _read(fields, number, _time)
    if made.is_original and (made.sha256, made.size) != (made.original_sha256, made.original_size):
        raise Malformed("a file calls itself the original and is not")
    return made


def _exhibit(fields: Fields, number: int) -> PackedFile:
    tells = _ORIGINAL if any(one in fields.raw() for one in _ORIGINAL) else ()
    fields.require(*_ALWAYS, *tells)
    if tells and fields.raw()["is_original"] is True:
        raise Malformed("a file calls itself the original and tells of another")
    return _read(fields, number, _month)


def _read(fields: Fields, number: int, moment: Callable[[str], str]) -> PackedFile:
    file = _FILE.fullmatch(fields.text("file"))
    if file is None or int(file[1]) != number:
        raise Malformed("a file has a wrong name")
    media_type = matching(_MEDIA_TYPE, fields.text("media_type"))
    if file[2] != ENDINGS.get(media_type, OTHER_ENDING):
        raise Malformed("the name of a file says that it is something else")
    original = fields.raw()["is_original"]
    if not isinstance(original, bool):
        raise Malformed("a file does not say whether it is the original")
    tells = "original_sha256" in fields.raw()
    sha256, size = matching(DIGEST, fields.text("sha256")), fields.integer("size")
    acts = tuple(_act(one, moment) for one in fields.objects("acts"))
    if len(acts) > _MAX_ACTS:
        raise Malformed("a file has too long a custody log")
    return PackedFile(
        matching(LABEL, fields.text("label")),
        file[0],
        sha256,
        size,
        media_type,
        original,
        matching(DIGEST, fields.text("original_sha256")) if tells else sha256 if original else "",
        fields.integer("original_size") if tells else size if original else 0,
        acts,
    )


def _act(fields: Fields, moment: Callable[[str], str]) -> tuple[str, CustodyAct]:
    fields.require("at", "act")
    at, act = fields.text("at", limit=40), fields.text("act")
    if act not in tuple(CustodyAct):
        raise Malformed("a custody log has an unknown act")
    try:
        return at and moment(at), CustodyAct(act)
    except ValueError as error:
        raise Malformed("a custody log tells of a day that is none") from error


def _month(text: str) -> str:
    """`text` if it is a month. Raises Malformed, ValueError."""
    date.fromisoformat(f"{matching(_MONTH, text)}-01")
    return text


def _time(text: str) -> str:
    """`text` if it is a day or a UTC time. Raises Malformed, ValueError."""
    datetime.fromisoformat(matching(_TIME, text))
    return text
