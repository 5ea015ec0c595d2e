"""The pages that the reader of an evidence pack gets: made on her own computer, of what was verified."""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.i18n import N_, tr
from fieldnotes.model.evidence_pack import OpenedPack, PackedFile
from fieldnotes.model.forms import CustodyAct
from fieldnotes.services import page_layout

_TITLE = N_("Custody sheet")
_SIGNED = N_("Signed by {author}, whose card was compared or given here.")
_UNSIGNED = N_("Nobody whose card was compared has signed it: anybody may have made it.")
_NUMBER = N_("Evidence pack {number}, made on {day}. {count} files.")
_FILE = N_("{label}: {file}, {size} octets, SHA-256 {sha256}")
_ORIGINAL = N_("Its author keeps the original, and found it unchanged on {day}: {size} octets, SHA-256 {sha256}.")
_UNTOLD = N_("Its author keeps the original, and found it unchanged on {day}. Ask the author for its SHA-256.")
_SAME = N_("This file is the original.")
_STRIPPED = N_("This file is a copy of it without hidden data (place, time, device).")
_ACT = N_("{at}  {act}")
_ACTS = {
    CustodyAct.INGESTED: N_("taken in"),
    CustodyAct.VERIFIED: N_("verified"),
    CustodyAct.TAKEN_OUT: N_("taken out"),
    CustodyAct.MOVED: N_("moved"),
}
_WHO = N_("Who did each of these, and exactly when, is in the author's own custody log.")


def custody(pack: OpenedPack, author: str) -> str:
    """The custody sheet as one page; `author` is the verified signer's name, empty for a stranger's pack."""
    sheet = pack.sheet
    told = [
        tr(_SIGNED, author=author) if author else tr(_UNSIGNED),
        tr(_NUMBER, number=sheet.number, day=sheet.day, count=len(sheet.exhibits)),
        tr(_WHO),
    ]
    for one in sheet.exhibits:
        told += _of_file(one, sheet.day)
    return page_layout.sheet(tr(_TITLE), told, tlp=sheet.tlp)


def readable(pack: OpenedPack) -> str:
    """What the records say of the files; of a pack of the first version, the words of its author's page."""
    sheet = pack.sheet
    if sheet.audience is None:
        return page_layout.sheet(page_layout.heading(), pack.words)
    return page_layout.as_html(pack.records, sheet.audience, sheet.day, tlp=sheet.tlp)


def _of_file(one: PackedFile, day: str) -> Iterator[str]:
    yield tr(_FILE, label=one.label, file=one.file, size=one.size, sha256=one.sha256)
    if one.is_original:
        yield tr(_SAME)
    elif one.original_sha256:
        yield tr(_ORIGINAL, size=one.original_size, sha256=one.original_sha256, day=day)
        yield tr(_STRIPPED)
    else:
        yield tr(_UNTOLD, day=day)
        yield tr(_STRIPPED)
    for at, act in one.acts:
        yield tr(_ACT, at=at, act=tr(_ACTS[act]))
