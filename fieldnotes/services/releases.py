"""The register of exports for people: what went to whom, whose a found copy is, and what has to come back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldnotes import files
from fieldnotes.bundle.layout import MAX_FILE_BYTES
from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import short_code
from fieldnotes.model.level import Level
from fieldnotes.protection import gate
from fieldnotes.services import contacts, page_layout
from fieldnotes.services import register as registers
from fieldnotes.services.release import gather, redactor_for
from fieldnotes.services.session import Session
from fieldnotes.services.typed_words import refuse_telling
from fieldnotes.vault.records.releases import Release

_SHORTEST = 4
_ID = re.compile(r"[0-9a-f]{4,32}", re.IGNORECASE)
_CODE = re.compile(r"FN-[0-9A-Z]{6}", re.IGNORECASE)
_LABELS = re.compile(r"\[[^\[\]\n]{2,40} [0-9]{1,6}\]|\bSource [A-Z]{1,4}\b")
_NUMBER = N_("at least four figures of a bundle's number, its FN- code, or a file")
_NOTHING_TO_RECALL = N_("nothing that left")

_TITLE = N_("Please destroy this bundle")
_WHICH = N_("It is {code} (number {number}), which was sent on {day}.")
_PLACE = N_("It is number {seq} of its series.")
_DO = N_(
    "Delete the file and every copy of it, also in backups and on telephones. Destroy what was printed. Do not quote "
    "from it any more. Ask whoever you passed it on to for the same."
)
_ANSWER = N_("Then say so to its author, by the way that the bundle came.")


class Why(StrEnum):
    """Why something has to come back."""

    CONSENT = "consent"
    CORRECTION = "correction"
    SAFETY = "safety"


_WHY: Mapping[Why, str] = {
    Why.CONSENT: N_("What was agreed to for it is not agreed to any more."),
    Why.CORRECTION: N_("Something in it is wrong. What is right follows in another bundle."),
    Why.SAFETY: N_("Somebody could come into danger through it."),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """A key that something went to, and whose it is; `name` is empty for a stranger's."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A record as it left: its label there, and what its source had agreed to then."""

    code: str
    version: int
    level: Level
    label: str
    consent: str


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One entry of the register of exports. Days are ISO; `recalled` is empty unless it was called back."""

    bundle_id: str
    code: str
    at: str
    case: str
    audience: str
    how: str
    series: str
    seq: int
    tlp: str
    expires: str
    proposal: str
    for_review: bool
    readers: tuple[Reader, ...]
    records: tuple[ReleaseRecord, ...]
    sha256: str
    correction: str
    reason: str
    recalled: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that asks the readers of one release to destroy it."""

    release: ReleaseLine
    html: str


def all_of(session: Session) -> tuple[ReleaseLine, ...]:
    """Everything that left, newest first."""
    return tuple(_lines(session, session.vault.releases()))


def with_person(session: Session, person: str) -> tuple[ReleaseLine, ...]:
    """What carries somebody: as a source, under a label, or in what a record of it says.

    Raises:
        NoSuchRecord: there is no such entry.
    """
    session.vault.entry(person)
    carrying = {one.bundle_id for one in registers.releases_with(session, person)}
    return tuple(one for one in all_of(session) if one.bundle_id in carrying)


def find(session: Session, wanted: str) -> tuple[ReleaseLine, ...]:
    """The release that a number, a code or a found file is of; several where its labels alone do not tell.

    A file is known by its digest, by the number that what is inside of a bundle says, or by its labels.

    Raises:
        NoSuchRecord: nothing that left is like it.
        BadValue: neither a number nor a file.
        CannotRead, FileTooLarge.
    """
    releases, text, path = session.vault.releases(), wanted.strip(), Path(wanted)
    if path.is_file():
        found = _of_file(releases, files.read_limited(path, MAX_FILE_BYTES))
    elif _CODE.fullmatch(text):
        found = [one for one in releases if short_code(one.id) == text.upper()]
    elif _ID.fullmatch(text) and len(text) >= _SHORTEST:
        found = [one for one in releases if one.id.startswith(text.casefold())]
    else:
        raise BadValue(field="release", value=path.name, allowed=tr(_NUMBER))
    if not found:
        raise NoSuchRecord(name=path.name)
    return tuple(_lines(session, found))


def recall(
    session: Session, lines: Sequence[ReleaseLine], *, why: Why, words: str = "", folder: Path | None = None
) -> tuple[Notice, ...]:
    """Note that these are called back, and make a page for the readers of each, written into a new `folder` first.

    Whoever was stopped in between asks for the same again: what is written or noted already is not done twice.
    `words` of the owner go into it, if the gate finds nobody in them.

    Raises:
        BadValue: nothing to call back.
        LeakFound: the words name somebody.
        SealedClosed: they cannot be held against names now.
        AlreadyExists, DiskFull, CannotWrite.
    """
    if not lines:
        raise BadValue(field="release", value=tr(_NOTHING_TO_RECALL), allowed=tr(_NUMBER))
    words = words.strip()
    if words:
        for case, audience in sorted({(one.case, one.audience) for one in lines}):
            _refuse_names(session, case, Audience(audience), words)
    notices = tuple(Notice(one, _page(one, why, words)) for one in lines)
    is_repeated = folder is not None and _written(folder, notices)
    known = {(one.release, one.why, one.reason) for one in session.vault.recalls()} if is_repeated else set()
    with session.vault.transaction():
        for number in (notice.release.bundle_id for notice in notices):
            if (number, why.value, words) not in known:
                session.vault.recall_release(number, why=why.value, reason=words)
    return notices


def _written(folder: Path, notices: Sequence[Notice]) -> bool:
    """Write them before the register is told; whether they were there, from a run that ended in between."""
    pages = {f"recall-{one.release.code}-{one.release.bundle_id[:8]}.html": one.html.encode("utf-8") for one in notices}
    if folder.is_dir() and files.holds_exactly(folder, pages):
        return True
    files.write_folder(folder, pages)
    return False


def _lines(session: Session, releases: Sequence[Release]) -> Iterator[ReleaseLine]:
    names = contacts.names_of(session, {key for one in releases for key in one.recipients})
    recalled = {one.release: one.at for one in session.vault.recalls()}
    for one in releases:
        yield ReleaseLine(
            one.id,
            short_code(one.id),
            one.released,
            one.case,
            one.audience.value,
            one.how,
            one.series,
            one.seq,
            one.tlp,
            one.expires,
            one.proposal,
            one.for_review,
            tuple(Reader(key, names.get(key, "")) for key in one.recipients),
            tuple(_records(one)),
            one.sha256,
            one.correction,
            one.reason,
            recalled.get(one.id, ""),
        )


def _records(one: Release) -> Iterator[ReleaseRecord]:
    for record in one.records:
        label, consent = one.labels.get(record.code, ""), one.consent.get(record.code, "")
        yield ReleaseRecord(record.code, record.version, record.level, label, consent)


def _of_file(releases: Sequence[Release], data: bytes) -> list[Release]:
    digest = hashlib.sha256(data).hexdigest()
    if same := [one for one in releases if one.sha256 == digest]:
        return same
    said = [one for one in releases if one.id.encode("ascii") in data or short_code(one.id).encode("ascii") in data]
    if said:
        return said
    labels = frozenset(_LABELS.findall(data.decode("utf-8", "replace")))
    return [one for one in releases if labels and labels <= frozenset(one.labels.values())]


def _refuse_names(session: Session, case: str, audience: Audience, words: str) -> None:
    redactor = redactor_for(session, case, audience, gather(session, case, audience))
    nobody = frozenset[str]()
    watchlist = redactor.watchlist(nobody)
    gate.inspect_text(words, watchlist, look=redactor.look(nobody))
    refuse_telling(words, watchlist)


def _page(one: ReleaseLine, why: Why, words: str) -> str:
    which = tr(_WHICH, code=one.code, number=one.bundle_id, day=one.at[:10])
    place = (tr(_PLACE, seq=one.seq),) if one.series else ()  # its name is the owner's own, and may name somebody
    told = (words,) if words else ()
    return page_layout.sheet(tr(_TITLE), (which, *place, tr(_WHY[why]), *told, tr(_DO), tr(_ANSWER)))
