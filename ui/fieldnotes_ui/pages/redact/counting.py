"""The live numbers of the workbench: what is open, decided and taken out, in one record and in the case."""

from __future__ import annotations

from collections import Counter

from fieldnotes.i18n import N_, tr
from fieldnotes.model.redaction import ChangeKind
from fieldnotes.services.views import RecordPreview
from fieldnotes_ui.models.review import Kind, ReviewBook
from fieldnotes_ui.widgets.legend import Sample
from fieldnotes_ui.widgets.review_marks import OPEN_TONES, TONES
from fieldnotes_ui.widgets.review_words import KINDS_MANY
from fieldnotes_ui.widgets.spans import Tone

_OFF, _PASSAGES = N_("Off record"), N_("Passages")
_OPEN, _OUT = N_("{n} open"), N_("{n} out")
_BOTH = N_("{open} open · {out} out")
_NONE = N_("none")
_LONG = N_(
    "In this record: {open} open, {decided} decided, {out} places taken out. In the case: {all_open} open, "
    "{all_decided} decided."
)
_LONG_OUT = N_("In this record: {out} places taken out.")
_CASE = N_("{done} of {all} decided")
_RECORD = N_("{record}: {done} of {all}")

SAMPLES = (
    Sample("name", KINDS_MANY[Kind.NAME], (Tone.TAKEN_NAME, Tone.OPEN)),
    Sample("ambiguous", KINDS_MANY[Kind.AMBIGUOUS], (Tone.AMBIGUOUS,)),
    Sample("suggestion", KINDS_MANY[Kind.SUGGESTION], (Tone.SUGGESTED,)),
    Sample("detail", KINDS_MANY[Kind.DETAIL], (Tone.TAKEN_DETAIL, Tone.DETAIL)),
    Sample("passage", _PASSAGES, (Tone.TAKEN_PASSAGE,)),
    Sample("off-record", _OFF, (Tone.TAKEN_OFF,)),
)
_KINDS = {
    "name": (Kind.NAME,),
    "ambiguous": (Kind.AMBIGUOUS,),
    "suggestion": (Kind.SUGGESTION,),
    "detail": (Kind.DETAIL, Kind.MOSAIC),
}
_CHANGES = {
    "name": ChangeKind.NAME,
    "detail": ChangeKind.DETAIL,
    "passage": ChangeKind.PASSAGE,
    "off-record": ChangeKind.OFF_RECORD,
}


def kinds_of(keys: frozenset[str]) -> frozenset[Kind]:
    """What a filter of the legend takes out of the list."""
    return frozenset(kind for key in keys for kind in _KINDS.get(key, ()))


def tones_of(keys: frozenset[str]) -> frozenset[Tone]:
    """What it takes out of the texts."""
    opened = {OPEN_TONES[kind] for kind in kinds_of(keys)}
    return frozenset({*opened, *(tone for key in keys if key in _CHANGES for tone in TONES[_CHANGES[key]])})


def numbers(book: ReviewBook, record: RecordPreview | None) -> dict[str, tuple[str, str]]:
    """For each key of the legend the short line and the sentence."""
    out = Counter(change.kind for change in record.changes) if record is not None else Counter[ChangeKind]()
    code = record.code if record is not None else ""
    return {sample.key: _line(book, sample.key, code, out) for sample in SAMPLES}


def progress(book: ReviewBook, record: str) -> tuple[int, int, str]:
    """(decided, all, words) of the case, with those of the record beside them."""
    whole, here = book.count(), book.count(record=record)
    words = tr(_CASE, done=whole.decided, all=whole.whole)
    if record and here.whole:
        words += " · " + tr(_RECORD, record=record, done=here.decided, all=here.whole)
    return whole.decided, whole.whole, words if whole.whole else ""


def _line(book: ReviewBook, key: str, record: str, out: Counter[ChangeKind]) -> tuple[str, str]:
    taken = out[_CHANGES[key]] if key in _CHANGES else 0
    if key not in _KINDS:
        return (tr(_OUT, n=taken) if taken else tr(_NONE)), tr(_LONG_OUT, out=taken)
    here = [book.count(kind, record) for kind in _KINDS[key]]
    everywhere = [book.count(kind) for kind in _KINDS[key]]
    still = sum(one.open for one in here)
    long = tr(
        _LONG,
        open=still,
        decided=sum(one.decided for one in here),
        out=taken,
        all_open=sum(one.open for one in everywhere),
        all_decided=sum(one.decided for one in everywhere),
    )
    if key not in _CHANGES:
        return tr(_OPEN, n=still), long
    return (tr(_BOTH, open=still, out=taken) if still else tr(_OUT, n=taken)), long
