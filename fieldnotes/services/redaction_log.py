"""The redaction log of a preview or an export: what was left out where, why and by whom, never the words themselves."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from fieldnotes import clock
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import Change, ChangeKind, ReasonCode
from fieldnotes.model.redaction_log import Mark, RedactionLog
from fieldnotes.services.hit_views import TEXT, TITLE
from fieldnotes.services.views import RecordPreview

REASON_WORDS = {
    ReasonCode.SOURCE: N_("identifies the source"),
    ReasonCode.THIRD_PARTY: N_("identifies somebody else"),
    ReasonCode.RELATIVE: N_("identifies a relative"),
    ReasonCode.QUASI: N_("could identify somebody together with other details"),
    ReasonCode.LOCATION: N_("place"),
    ReasonCode.HEALTH: N_("health"),
    ReasonCode.SECURITY: N_("how somebody protects herself"),
    ReasonCode.LEGAL: N_("legal reason"),
    ReasonCode.CONSENT: N_("not agreed to"),
}
KIND_WORDS = {
    ChangeKind.NAME: N_("name"),
    ChangeKind.PASSAGE: N_("passage"),
    ChangeKind.OFF_RECORD: N_("off the record"),
    ChangeKind.DETAIL: N_("detail made coarser"),
}
PART_WORDS = {TEXT: N_("text"), TITLE: N_("title")}
BY_RULE = N_("a rule")
HEADING = N_("Redaction log")
PLACE = N_("{part}, paragraph {paragraph}, character {character}")
_BY = N_("{who}, {when}")
_OF_RECORDS = N_("For: {audience}. Made on {day}. Records: {records}; withheld: {withheld}.")
_NONE = N_("Nothing was left out.")
_SUMMARY = N_("By reason")


def log_of(records: Collection[RecordPreview], audience: Audience, *, bundle: str = "") -> RedactionLog:
    """The account of what an export of these records of a preview would leave out, or did: `bundle` is then its id."""
    leaving = sorted((record for record in records if record.included), key=lambda record: record.label)
    marks: list[Mark] = []
    for record in leaving:
        marks += _marks(record.label, TITLE, record.title, record.title_changes)
        marks += _marks(record.label, TEXT, record.redacted, record.changes)
    return RedactionLog(
        audience=audience,
        made=clock.today().isoformat(),
        marks=tuple(marks),
        records=tuple(record.label for record in leaving),
        withheld=len(records) - len(leaving),
        bundle=bundle,
    )


def as_json(log: RedactionLog) -> str:
    """For other programs; members are those of `Mark`."""
    return json.dumps(as_data(log), ensure_ascii=False, indent=1)


def as_data(log: RedactionLog) -> dict[str, object]:
    marks = [
        {
            "record": mark.record,
            "part": mark.part,
            "paragraph": mark.paragraph,
            "character": mark.character,
            "kind": mark.kind.value,
            "reason": mark.reason.value,
            "by": "person" if mark.who else "rule",
            "who": mark.who,
            "decided": mark.decided,
            "label": mark.label,
        }
        for mark in log.marks
    ]
    return {
        "audience": log.audience.value,
        "made": log.made,
        "bundle": log.bundle,
        "records": list(log.records),
        "withheld": log.withheld,
        "counts": {code.value: count for code, count in log.counts.items()},
        "marks": marks,
    }


def as_text(log: RedactionLog) -> str:
    """For the terminal and the file: one line a mark, the label last so that a right-to-left one moves nothing."""
    lines = [tr(HEADING), about(log), ""]
    for record in log.records:
        own = [mark for mark in log.marks if mark.record == record]
        lines += [record, *(f"  {line}" for line in _lines(own))]
    lines += ["", tr(_SUMMARY) + ":", *(f"  {code.value}: {count}" for code, count in log.counts.items())]
    return "\n".join(lines) + "\n"


def about(log: RedactionLog) -> str:
    """For whom and when, in one sentence each."""
    return tr(_OF_RECORDS, audience=log.audience.value, day=log.made, records=len(log.records), withheld=log.withheld)


def place(mark: Mark) -> str:
    return tr(PLACE, part=tr(PART_WORDS[mark.part]), paragraph=mark.paragraph, character=mark.character)


def by(mark: Mark) -> str:
    """Who decided it and when."""
    if not mark.who:
        return tr(BY_RULE)
    return tr(_BY, who=mark.who, when=mark.decided) if mark.decided else mark.who


def _lines(marks: Iterable[Mark]) -> Iterator[str]:
    empty = True
    for mark in marks:
        empty = False
        told = (place(mark), tr(KIND_WORDS[mark.kind]), mark.reason.value, by(mark))
        yield f"{'; '.join(told)}: {' '.join(mark.label.split())}"
    if empty:
        yield tr(_NONE)


def _marks(record: str, part: str, text: str, changes: Iterable[Change]) -> Iterator[Mark]:
    for change in changes:
        before = text[: change.new_start]
        yield Mark(
            record=record,
            part=part,
            paragraph=before.count("\n") + 1,
            character=change.new_start - (before.rfind("\n") + 1) + 1,
            kind=change.kind,
            reason=change.reason,
            who=change.who,
            decided=change.decided,
            label=change.label,
        )
