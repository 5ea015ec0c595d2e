"""review …: an editor writes a review of a bundle; its author takes it in and answers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.keys_in import expired_option, key_options, older_option, opened_reading
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.errors import BadValue
from fieldnotes.model.bundle import short_code
from fieldnotes.model.review import Anchor, Part, Remark, RemarkKind, ReviewVerdict
from fieldnotes.services import remarks, review_import, reviewing
from fieldnotes.services.keys import Keys
from fieldnotes.services.reading import Reading
from fieldnotes.services.remarks import RemarkView
from fieldnotes.services.reviewing import Draft

_BLOCKS = "Its record does not leave again before you have answered."


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "review", "an editor's review of a bundle, and its author's answers")
    _register_editor(verbs)
    taken = arguments.command(verbs, "import", _import, "take in a review of a bundle that left this vault")
    arguments.vault(taken, sealed=True)
    taken.add_argument("file", type=Path, metavar="FILE")
    listed = arguments.command(verbs, "list", _list, "every remark at its passage in the original")
    arguments.vault(listed, sealed=True)
    listed.add_argument("--record", default="", metavar="CODE", help="of one record")
    listed.add_argument("--open", action="store_true", help="only those that are not answered")
    answer = arguments.command(verbs, "answer", _answer, "answer a remark; an answered risk flag blocks nothing more")
    arguments.vault(answer, sealed=True)
    answer.add_argument("remark", metavar="REMARK", help="its code, see review list")
    answer.add_argument("--text", required=True)
    answer.add_argument("--who", default="owner", help="who answers")


def _register_editor(verbs: Subparsers) -> None:
    new = arguments.command(verbs, "new", _new, "begin a review of a bundle, or go on with it")
    status = arguments.command(verbs, "status", _new, "what the review says so far")
    comment = arguments.command(verbs, "comment", _comment, "a remark on a passage")
    flag = arguments.command(verbs, "flag", _flag, "this passage identifies somebody: the record is not to leave so")
    accept = arguments.command(verbs, "accept", _accept, "accept a record as it is")
    back = arguments.command(verbs, "return", _return, "return a record to its author; --note or a remark says why")
    take_back = arguments.command(verbs, "take-back", _take_back, "forget a remark")
    finish = arguments.command(verbs, "finish", _finish, "sign the review and encrypt it to the author")
    for made in (new, status, comment, flag, accept, back, take_back, finish):
        made.add_argument("file", type=Path, metavar="BUNDLE")
        key_options(made)
        expired_option(made)
        older_option(made)
    for made in (comment, flag):
        _passage(made)
    comment.add_argument("--query", action="store_true", help="it is a question")
    for made in (accept, back):
        made.add_argument("--record", required=True, metavar="LABEL")
        made.add_argument("--note", help="a side note on the whole record")
    take_back.add_argument("remark", metavar="REMARK")
    finish.add_argument("--note", help="a note on the bundle as a whole")
    finish.add_argument("--out", type=Path, metavar="FILE", help="without it: the bundle's name with .fnreview")


def _passage(made: ArgumentParser) -> None:
    made.add_argument("--record", required=True, metavar="LABEL")
    made.add_argument("--quote", default="", metavar="WORDS", help="the passage, as the bundle has it")
    made.add_argument(
        "--paragraph", type=arguments.count, metavar="N", help="counted from 1 as they are read, without empty lines"
    )
    made.add_argument("--title", action="store_true", help="the record's title")
    made.add_argument("--text", required=True)


def _new(args: Namespace) -> Reply:
    with opened_reading(args) as (keys, reading):
        return _draft_reply(reviewing.begin(keys, reading), reading)


def _comment(args: Namespace) -> Reply:
    return _remark(args, RemarkKind.QUERY if args.query else RemarkKind.COMMENT)


def _flag(args: Namespace) -> Reply:
    return _remark(args, RemarkKind.RISK)


def _remark(args: Namespace, kind: RemarkKind) -> Reply:
    with opened_reading(args) as (keys, reading):
        part = Part.TITLE if args.title else Part.TEXT
        start, end = _span(args, reading)
        made = reviewing.remark(keys, reading, args.record, kind, args.text, start=start, end=end, part=part)
        where = _place(made, reading)
    return Reply(_remark_data(made), [f"{made.id}: {made.kind.value} on {made.label}, {where}"])


def _span(args: Namespace, reading: Reading) -> tuple[int, int]:
    paragraph = _paragraph(args, reading) if args.paragraph is not None else None
    if args.title:
        return 0, max((len(one.title) for one in reading.opened.records if one.label == args.record), default=0)
    if args.quote:
        return reviewing.quoted(reading, args.record, args.quote, paragraph=paragraph)
    if paragraph is None:
        raise BadValue(field="the passage", value="missing", allowed="--quote WORDS, --paragraph N or --title")
    return reviewing.paragraph(reading, args.record, paragraph)


def _paragraph(args: Namespace, reading: Reading) -> int:
    """The place among all lines, empty ones too, of the paragraph that a reader counts as `--paragraph`.

    Raises:
        BadValue: there are fewer.
    """
    lines = _full_lines(reading, args.record)
    if args.paragraph > len(lines) > 0:
        raise BadValue(field="--paragraph", value=str(args.paragraph), allowed=f"1-{len(lines)}")
    return lines[args.paragraph - 1] if lines else 0


def _full_lines(reading: Reading, label: str) -> list[int]:
    text = next((one.text for one in reading.opened.records if one.label == label), "")
    return [place for place, line in enumerate(text.split("\n")) if line.strip()]


def _accept(args: Namespace) -> Reply:
    return _judge(args, ReviewVerdict.ACCEPT)


def _return(args: Namespace) -> Reply:
    return _judge(args, ReviewVerdict.RETURN)


def _judge(args: Namespace, verdict: ReviewVerdict) -> Reply:
    with opened_reading(args) as (keys, reading):
        draft = reviewing.judge(keys, reading, args.record, verdict, note=args.note)
    reply = _draft_reply(draft, reading)
    return replace(reply, lines=[*reply.lines, *_doubts(draft, args.record, verdict)])


def _doubts(draft: Draft, label: str, verdict: ReviewVerdict) -> list[str]:
    """What an acceptance contradicts: her own warnings on the same record."""
    flags = [one.id for one in draft.remarks if one.label == label and one.kind is RemarkKind.RISK]
    if verdict is not ReviewVerdict.ACCEPT or not flags:
        return []
    told = f"You accept {label}, and you also say that somebody can be recognised in it ({', '.join(flags)})."
    return [told, "It does not leave before its author has answered that. If it is settled: review take-back."]


def _take_back(args: Namespace) -> Reply:
    with opened_reading(args) as (keys, reading):
        return _draft_reply(reviewing.take_back(keys, reading, args.remark), reading)


def _finish(args: Namespace) -> Reply:
    out = args.out if args.out is not None else args.file.with_suffix(reviewing.SUFFIX)
    with opened_reading(args) as (keys, reading):
        _note(args, keys, reading)
        done = reviewing.finish(keys, reading, out)
        draft = reviewing.begin(keys, reading)
    left = [one.label for one in draft.records if one.verdict is ReviewVerdict.OPEN]
    data = {
        "file": done.file,
        "sha256": done.sha256,
        "number": done.number,
        "remarks": done.remarks,
        "accepted": done.accepted,
        "returned": done.returned,
        "open": left,
    }
    lines = [
        f"Wrote {done.file}, review {done.number} of this bundle. Only its author can read it.",
        f"{done.accepted} accepted, {done.returned} returned, {done.remarks} remarks.",
    ]
    if left:
        lines += [
            f"You said neither yes nor no to: {', '.join(left)}.",
            "Judge them with review accept or review return, and finish once more.",
        ]
    return Reply(data, lines)


def _note(args: Namespace, keys: Keys, reading: Reading) -> None:
    if args.note is not None:
        reviewing.note(keys, reading, args.note)


def _draft_reply(draft: Draft, reading: Reading) -> Reply:
    changed = {one.label: one.fate.value for one in reading.differences}
    data = {
        "bundle_id": draft.about.bundle_id,
        "author": reading.author,
        "finished": draft.number,
        "records": [
            {
                "label": one.label,
                "verdict": one.verdict.value,
                "note": one.note,
                "change": changed.get(one.label, ""),
            }
            for one in draft.records
        ],
        "remarks": [_remark_data(one) for one in draft.remarks],
        "note": draft.note,
    }
    lines = [f"{short_code(draft.about.bundle_id)} by {reading.author}"]
    lines += [f"{one.label}  {one.verdict.value:7} {changed.get(one.label, '')} {one.note}" for one in draft.records]
    lines += [f"{one.id}  {one.kind.value:7} {one.label} {_place(one, reading)}: {one.text}" for one in draft.remarks]
    return Reply(data, lines)


def _place(remark: Remark, reading: Reading) -> str:
    anchor = remark.anchor
    if anchor.part is Part.TITLE:
        return "title"
    above = sum(line <= anchor.paragraph for line in _full_lines(reading, remark.label))
    return f"paragraph {above}, {anchor.start}-{anchor.end}"


def _remark_data(remark: Remark) -> dict[str, Any]:
    data = {"id": remark.id, "record": remark.label, "kind": remark.kind.value, "text": remark.text}
    return {**data, **_anchor_data(remark.anchor)}


def _anchor_data(anchor: Anchor) -> dict[str, Any]:
    return {
        "part": anchor.part.value,
        "paragraph": anchor.paragraph,
        "start": anchor.start,
        "end": anchor.end,
        "quote_sha256": anchor.quote_sha256,
    }


def _import(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        taken = review_import.take_in(session, args.file)
        new = {one.code for one in taken.new}
        views = [one for one in remarks.all_of(session) if one.code in new]
    review = taken.review
    data = {
        "review": review.code,
        "bundle_id": review.bundle,
        "reviewer": review.reviewer,
        "contact": review.contact,
        "verified": taken.verified,
        "was_sent_to_her": taken.was_sent_to_her,
        "number": review.number,
        "verdicts": {code: verdict.value for code, verdict in review.verdicts.items()},
        "note": review.note,
        "remarks": [_view_data(one) for one in views],
        "gone": taken.gone,
        "approved": taken.approved,
    }
    lines = [
        f"Review {review.number} of {short_code(review.bundle)} by {review.reviewer}"
        + ("" if taken.verified else ", whose card nobody has compared"),
        *(
            []
            if taken.was_sent_to_her
            else ["Her card has no key to which this bundle was sent. Ask her how she read it."]
        ),
        *(f"{code} {verdict.value}" for code, verdict in review.verdicts.items()),
        *([f"Note: {review.note}"] if review.note else []),
        *(line for one in views for line in _view_lines(one)),
        *([f"{taken.gone} remarks are about records that were deleted for good."] if taken.gone else []),
        *(["It counts as her approval of the proposed release."] if taken.approved else []),
    ]
    return Reply(data, lines)


def _list(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        reviews = remarks.reviews(session)
        views = remarks.all_of(session, record=args.record.upper(), only_open=args.open)
    data = {
        "reviews": [
            {
                "review": one.code,
                "bundle_id": one.bundle,
                "reviewer": one.reviewer,
                "verified": one.verified,
                "number": one.number,
                "created": one.created,
                "verdicts": {code: verdict.value for code, verdict in one.verdicts.items()},
                "note": one.note,
                "open": one.open,
            }
            for one in reviews
        ],
        "remarks": [_view_data(one) for one in views],
    }
    return Reply(data, [line for one in views for line in _view_lines(one)] or ["There is no remark."])


def _answer(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        remarks.answer(session, args.remark, args.text, by=args.who)
    return Reply({"remark": args.remark.upper(), "answered": True}, [f"Answered {args.remark.upper()}."])


def _view_data(one: RemarkView) -> dict[str, Any]:
    place = one.place
    where = {} if place is None else {"part": place.part.value, "start": place.start, "end": place.end}
    return {
        "remark": one.code,
        "record": one.record,
        "kind": one.kind.value,
        "text": one.text,
        **where,
        "found": place.how.value if place is not None else "",
        "quote": one.quote,
        "reviewer": one.reviewer,
        "blocks": one.blocks,
        "answer": one.answer,
        "answered": one.answered,
        "by": one.by,
    }


def _view_lines(one: RemarkView) -> list[str]:
    how = f" ({one.place.how.value})" if one.place is not None else ""
    lines = [f"{one.code}  {one.kind.value} on {one.record}{how} by {one.reviewer}: {one.text}"]
    lines += [f"    “{one.quote}”"] if one.quote else []
    lines += [f"    {_BLOCKS}"] if one.blocks else []
    return lines + ([f"    answered by {one.by}: {one.answer}"] if one.answered else [])
