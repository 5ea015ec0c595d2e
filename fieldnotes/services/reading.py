"""Open a bundle with a key store: whose it is by the authors she knows, and where it stands in its series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fieldnotes import clock
from fieldnotes.bundle import reader
from fieldnotes.bundle.differences import Outline, compare, outline
from fieldnotes.bundle.kept import Kept, Seen
from fieldnotes.errors import BundleForked, BundleOlder
from fieldnotes.model.bundle import Opened, Trust
from fieldnotes.model.differences import Freshness, RecordDifference
from fieldnotes.model.review import About
from fieldnotes.progress import Watch
from fieldnotes.services.keys import Keys

__all__ = ["Freshness"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A bundle that was opened and verified. `author` is the name on the card of its verified signer, else empty.

    `differences` are those from the newest bundle of the series that was seen before; empty where there is none.
    `seen` is that one's number, 0 for none.
    """

    opened: Opened
    author: str
    freshness: Freshness
    seen: int
    differences: tuple[RecordDifference, ...]
    although_older: bool = False
    """Its reader knows that she has seen a newer one, and wants this one."""

    @property
    def about(self) -> About:
        manifest = self.opened.manifest
        return About(manifest.bundle_id, manifest.series_id, manifest.seq, self.opened.manifest_sha256)


def open_bundle(path: Path, keys: Keys, *, even_expired: bool = False, watch: Watch | None = None) -> Reading:
    """Decrypt a bundle in memory, verify all of it, and judge it by what these keys know; nothing is remembered yet.

    Raises:
        NotABundle, BundleNotForYou, BundleDamaged, BundleHostile, BundleTooNew, BundleExpired, FileTooLarge,
        CannotRead.
    """
    data = reader.read_file(path)
    if watch is not None:
        watch.check()
    kept = keys.store.kept
    today = "" if even_expired else clock.today().isoformat()
    opened = reader.open_bundle(data, identities=kept.identity.age_secrets, name=path.name, today=today)
    author = kept.author(opened.signer)
    if author is None or not author.counts(clock.today().isoformat()):
        return _judged(opened, kept, "")
    return _judged(replace(opened, trust=Trust.VERIFIED), kept, author.name)


def remember(reading: Reading, keys: Keys) -> None:
    """Note the newest bundle of a series. What nobody vouched for, or is older or forked, changes nothing."""
    newer = reading.freshness in (Freshness.FIRST, Freshness.NEWER)
    if newer and reading.opened.trust is Trust.VERIFIED:
        seen = Seen(reading.about, outlines(reading.opened))
        keys.store.keep(keys.store.kept.with_seen(seen))


def refuse_stale(reading: Reading, name: str, *, even_older: bool = False) -> None:
    """Stop at a bundle that must not be taken for the present one. `name` is its file's.

    Raises:
        BundleForked, BundleOlder.
    """
    seq = reading.opened.manifest.seq
    if reading.freshness is Freshness.FORKED:
        raise BundleForked(name=name, seq=seq)
    if reading.freshness is Freshness.OLDER and not even_older:
        raise BundleOlder(name=name, seq=seq, seen=reading.seen)


def differences(old: Opened, new: Opened) -> tuple[RecordDifference, ...]:
    """What changed from one opened bundle to another."""
    return compare(outlines(old), outlines(new))


def outlines(opened: Opened) -> tuple[Outline, ...]:
    return tuple(outline(record) for record in opened.records)


def _judged(opened: Opened, kept: Kept, author: str) -> Reading:
    bare = Reading(opened, author, Freshness.FIRST, 0, ())
    newest = kept.newest(opened.manifest.series_id)
    if newest is None:
        return bare
    freshness = _freshness(bare.about, newest.about, opened.manifest.previous)
    found: Sequence[RecordDifference] = ()
    if freshness is Freshness.NEWER:
        found = compare(newest.outlines, outlines(opened))
    return replace(bare, freshness=freshness, seen=newest.about.seq, differences=tuple(found))


def _freshness(about: About, newest: About, previous: str) -> Freshness:
    if about == newest:
        return Freshness.SEEN
    if about.seq == newest.seq:
        return Freshness.FORKED
    if about.seq < newest.seq:
        return Freshness.OLDER
    follows = about.seq == newest.seq + 1
    return Freshness.FORKED if follows and previous and previous != newest.manifest_sha256 else Freshness.NEWER
