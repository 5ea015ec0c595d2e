"""bundle verify, bundle show, bundle diff: for the editor, who has no vault."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands import pack
from fieldnotes.cli.keys_in import expired_option, older_option, opened_keys, passphrase_option
from fieldnotes.cli.output import Reply
from fieldnotes.errors import BadValue, EvidencePackMet
from fieldnotes.model.bundle import BundleRecord, Fate, Opened
from fieldnotes.model.differences import Freshness, RecordDifference
from fieldnotes.services import pack_reading, receive
from fieldnotes.services import reading as readings
from fieldnotes.services.keys import Keys
from fieldnotes.services.pack_reading import PackReading
from fieldnotes.services.page_layout import review_lines
from fieldnotes.services.reading import Reading

_TRUST = {
    "verified": "Signed by an author you know: her card was compared or given here.",
    "unknown": "Signed, but not checked against anybody's card: give --from CARD, or take the card in with keys trust.",
    "unsigned": "Not signed. Anyone may have written this.",
}
_FRESHNESS = {
    Freshness.FIRST: "It is the first of its series that you open.",
    Freshness.NEWER: "It is newer than the one of its series that you saw before.",
    Freshness.SEEN: "You have seen it before; it is the newest of its series.",
    Freshness.OLDER: "It is OLDER than what you have seen of its series.",
    Freshness.FORKED: "ALARM: you have seen ANOTHER bundle in its place in the series. Ask the author.",
}


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "bundle", "open what an author sent: a bundle of records, or an evidence pack")
    verify = arguments.command(verbs, "verify", _verify, "check a bundle completely, show nothing of it")
    show = arguments.command(verbs, "show", _show, "check a bundle and show its records, or a pack and what is in it")
    for made in (verify, show):
        made.add_argument("file", type=Path, metavar="FILE")
        _reader(made)
        older_option(made)
    show.add_argument(
        "--out-dir", type=Path, metavar="DIR", help="also write the texts, or a pack's files, there, unencrypted"
    )
    show.add_argument(
        "--even-unknown-signer",
        action="store_true",
        help="write a pack's files although nobody you know has signed it",
    )
    diff = arguments.command(verbs, "diff", _diff, "check two bundles and show what changed from one to the other")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")
    _reader(diff)


def _reader(made: ArgumentParser) -> None:
    mine = made.add_mutually_exclusive_group(required=True)
    mine.add_argument("--identity", type=Path, metavar="FILE", help="your private identity file")
    mine.add_argument("--keys", type=Path, metavar="FILE", help="your key store, which also knows what you have seen")
    made.add_argument("--from", dest="author", type=Path, metavar="CARD", help="with --identity: the author's card")
    expired_option(made)
    passphrase_option(made)


@contextmanager
def _keys(args: Namespace) -> Iterator[Keys | None]:
    if args.keys is None:
        yield None
        return
    if args.author is not None:
        raise BadValue(field="--from", value="given with --keys", allowed="keys trust FILE CARD")
    with opened_keys(args) as keys:
        yield keys


def _opened(args: Namespace, path: Path, keys: Keys | None) -> tuple[Opened, Reading | None]:
    if keys is None:
        opened = receive.open_bundle(
            path, identity=args.identity, author_card=args.author, even_expired=args.even_expired
        )
        return opened, None
    reading = readings.open_bundle(path, keys, even_expired=args.even_expired)
    return reading.opened, reading


def _one(args: Namespace) -> tuple[Opened, Reading | None] | PackReading:
    with _keys(args) as keys:
        try:
            opened, reading = _opened(args, args.file, keys)
        except EvidencePackMet:
            return _pack(args, keys)
        if keys is not None and reading is not None:
            readings.refuse_stale(reading, args.file.name, even_older=args.even_older)
            readings.remember(reading, keys)
    return opened, reading


def _pack(args: Namespace, keys: Keys | None) -> PackReading:
    if keys is not None:
        return pack_reading.open_with_keys(args.file, keys)
    return pack_reading.open_pack(args.file, identity=args.identity, author_card=args.author)


def _verify(args: Namespace) -> Reply:
    found = _one(args)
    if isinstance(found, PackReading):
        return pack.told(found)
    return Reply(_summary(*found), _lines(*found))


def _show(args: Namespace) -> Reply:
    found = _one(args)
    if isinstance(found, PackReading):
        return pack.told(found, args.out_dir, even_unknown=args.even_unknown_signer)
    opened, reading = found
    written = receive.save_texts(opened, args.out_dir) if args.out_dir is not None else []
    data = {
        **_summary(opened, reading),
        "records": [
            {
                "label": record.label,
                "kind": record.kind,
                "language": record.language,
                "level": record.level,
                "title": record.title,
                "text": record.text,
                "consent": record.consent,
                "notes": list(record.notes),
            }
            for record in opened.records
        ],
        "files": [str(path) for path in written],
    }
    lines = _lines(opened, reading)
    for record in opened.records:
        lines += ["", f"== {record.label}  {record.level}  {record.title}", "", *record.text.split("\n")]
        lines += [f"Note: {note}" for note in record.notes]
    return Reply(data, lines)


def _diff(args: Namespace) -> Reply:
    with _keys(args) as keys:
        old, _ = _opened(args, args.old, keys)
        new, reading = _opened(args, args.new, keys)
        if keys is not None and reading is not None:
            readings.remember(reading, keys)
    found = readings.differences(old, new)
    same_series = old.manifest.series_id == new.manifest.series_id
    before, after = ({one.label: one for one in opened.records} for opened in (old, new))
    changes = [_change(one, before.get(one.former), after.get(one.label)) for one in found]
    data = {**_summary(new, reading), "same_series": same_series, "old_seq": old.manifest.seq, "changes": changes}
    lines = [_TRUST[new.trust.value]]
    lines += [] if same_series else ["They are of different series: they may have nothing to do with each other."]
    for one in changes:
        lines.append(f"{one['fate']:8} {one['label'] or '-'} (was {one['was'] or '-'})")
        lines += [f"  - {text}" for text in one["removed"]] + [f"  + {text}" for text in one["added"]]
    return Reply(data, lines)


def _change(one: RecordDifference, before: BundleRecord | None, after: BundleRecord | None) -> dict[str, Any]:
    gone, fresh = _paragraphs(before, one.gone), _paragraphs(after, one.fresh)
    if one.fate is Fate.CHANGED and before is not None and after is not None and before.title != after.title:
        gone, fresh = [before.title, *gone], [after.title, *fresh]
    return {"fate": one.fate.value, "label": one.label, "was": one.former, "removed": gone, "added": fresh}


def _paragraphs(record: BundleRecord | None, places: tuple[int, ...]) -> list[str]:
    lines = record.text.split("\n") if record is not None else []
    return [lines[place] for place in places]


def _summary(opened: Opened, reading: Reading | None) -> dict[str, Any]:
    manifest = opened.manifest
    data = {
        "bundle_id": manifest.bundle_id,
        "series_id": manifest.series_id,
        "seq": manifest.seq,
        "audience": manifest.audience,
        "created": manifest.created,
        "expires": manifest.expires,
        "expired": receive.has_expired(opened),
        "trust": opened.trust.value,
        "signer": manifest.signer,
        "tlp": manifest.tlp.value if manifest.tlp is not None else "",
        "record_count": len(opened.records),
        "withheld": manifest.withheld,
        "correction": manifest.correction,
        "for_review": None if manifest.for_review is None else manifest.for_review.told(),
        "replacements": arguments.plain(manifest.counts),
    }
    if reading is not None:
        data |= {"author": reading.author, "freshness": reading.freshness.value, "seen_seq": reading.seen}
        data["changed"] = [
            {"label": one.label, "was": one.former, "fate": one.fate.value}
            for one in reading.differences
            if one.fate is not Fate.SAME
        ]
    return data


def _lines(opened: Opened, reading: Reading | None) -> list[str]:
    manifest = opened.manifest
    ends = (
        f"It expired on {manifest.expires}." if receive.has_expired(opened) else f"It opens until {manifest.expires}."
    )
    by = f" Author: {reading.author}." if reading is not None and reading.author else ""
    return [
        _TRUST[opened.trust.value] + by,
        *([_FRESHNESS[reading.freshness]] if reading is not None else []),
        *([ends] if manifest.expires else []),
        f"{manifest.code}, for {manifest.audience}, made {manifest.created}, number {manifest.seq} of its series",
        *(() if manifest.for_review is None else review_lines(manifest.audience.value, manifest.for_review)),
        *([f"What is different, as its author says: {manifest.correction}"] if manifest.correction else []),
        *([manifest.tlp.mark] if manifest.tlp is not None else []),
        f"{len(opened.records)} records; "
        + (f"up to {manifest.withheld} more were withheld." if manifest.withheld else "none was withheld."),
        "Every part is complete and unaltered.",
    ]
