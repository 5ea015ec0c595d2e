"""What bundle verify and bundle show say of an evidence pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fieldnotes.cli.output import Reply
from fieldnotes.model.bundle import Trust
from fieldnotes.model.evidence_pack import PackedFile
from fieldnotes.services import pack_reading
from fieldnotes.services.pack_reading import PackReading

_TRUST = {
    Trust.VERIFIED: "Signed by an author you know: her card was compared or given here.",
    Trust.UNKNOWN: "Its signature was NOT checked, for that needs the author's card: give --from CARD, or keys trust.",
}
_UNREAD = "The files are as their author sent them; FieldNotes did not look into them."
_FIRST = "Two pages that an earlier program put into it were left out: bagit will miss them. Yours have the same words."

_WHOSE = "Nobody vouches for who made them: do not open them before you know."


def told(reading: PackReading, out_dir: Path | None = None, *, even_unknown: bool = False) -> Reply:
    """The custody sheet of a verified pack; with `out_dir` it is written there, a stranger's with `even_unknown`."""
    sheet, count = reading.pack.sheet, len(reading.pack.sheet.exhibits)
    written = pack_reading.save_files(reading, out_dir, even_unknown=even_unknown) if out_dir is not None else []
    data: dict[str, Any] = {
        "kind": "evidence-pack",
        "number": sheet.number,
        "made": sheet.day,
        "audience": sheet.audience.value if sheet.audience is not None else "",
        "tlp": sheet.tlp.value if sheet.tlp is not None else "",
        "trust": reading.trust.value,
        "author": reading.author,
        "exhibits": [_data(one) for one in sheet.exhibits],
        "files": [str(path) for path in written],
    }
    by = f" Author: {reading.author}." if reading.author else ""
    lines = [
        _TRUST[reading.trust] + by,
        f"Evidence pack {sheet.number}, made {sheet.day}",
        *([sheet.tlp.mark] if sheet.tlp is not None else []),
        f"{count} file{'' if count == 1 else 's'} with their custody sheet, whole and with the SHA-256 that it says.",
    ]
    for one in sheet.exhibits:
        lines += ["", *_lines(one)]
    if out_dir is not None:
        lines += ["", f"Wrote them to {out_dir}, unencrypted; begin with {pack_reading.CUSTODY_PAGE}. {_UNREAD}"]
        lines += [_FIRST] if sheet.tlp is None else []
        lines += [_WHOSE] if reading.trust is not Trust.VERIFIED else []
    else:
        lines += ["", "Nothing was written. To unpack it: bundle show with --out-dir DIR."]
    return Reply(data, lines)


def _lines(one: PackedFile) -> list[str]:
    what = (
        "This file is the original."
        if one.is_original
        else "A copy without hidden data. Its author keeps the original."
        if not one.original_sha256
        else f"A copy without hidden data. The original, {one.original_size} octets: SHA-256 {one.original_sha256}"
    )
    return [
        f"== {one.label}  {one.file}  {one.media_type}  {one.size} octets",
        f"SHA-256 {one.sha256}",
        what,
        *(f"{at}  {act.value}" for at, act in one.acts),
    ]


def _data(one: PackedFile) -> dict[str, Any]:
    return {
        "label": one.label,
        "file": one.file,
        "sha256": one.sha256,
        "size": one.size,
        "media_type": one.media_type,
        "is_original": one.is_original,
        "original_sha256": one.original_sha256,
        "original_size": one.original_size,
        "acts": [{"at": at, "act": act.value} for at, act in one.acts],
    }
