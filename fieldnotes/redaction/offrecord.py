"""Find sentences and footnotes that say that they are off the record, which no bundle may carry."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum, auto

from fieldnotes.redaction import offrecord_wordings as wordings
from fieldnotes.redaction.phrases import Phrases, outermost
from fieldnotes.redaction.prose import Span, after_marker, is_footnote, line_spans, make_prose, sentences_of

_Unit = tuple[int, int, bool]


class _Remark(Enum):
    """What a wording says, and of what."""

    HERE = auto()  # the sentence it stands in
    AFTERWARDS = auto()  # where it is a sentence by itself, the one before it as well
    OPENING = auto()  # only where it opens a sentence or bracket
    NOTHING = auto()


_PHRASES = Phrases(
    [(phrase, _Remark.HERE) for phrase in wordings.MARKERS]
    + [(phrase, _Remark.AFTERWARDS) for phrase in wordings.AFTERWARDS]
    + [(phrase, _Remark.OPENING) for phrase in wordings.OPENINGS]
    + [(phrase, _Remark.NOTHING) for phrase in wordings.FALSE_FRIENDS]
)
_BACK = Phrases([(phrase, True) for phrase in wordings.BACK_ON_RECORD])
_BRIEF = 60
_LONGEST_BRACKET = 2_000
_CLOSING = {"(": ")", "[": "]"}
_OPENS = re.compile(r"[\s\"'“”‘’«»„*_\-–—]{0,6}")
_BEFORE = re.compile(rf"(?:[^:\n]{{1,40}}:)?{_OPENS.pattern}")  # who is speaking
_PAUSE = re.compile(r"[\s\"'“”‘’«»*_]{0,4}(?:[,:;.!?…)\]]|[-–—]\s)")
_COLON = re.compile(r"[\s\"'“”‘’«»*_]{0,4}:")


def find_off_record(text: str) -> list[Span]:
    """What says of itself that it is off the record: sentences, or whole footnotes without their "[10]" marker.

    A remark that a colon follows covers the rest of its paragraph (or the next, where the colon ends the line), up to
    words such as "back on the record". One that opens a bracket covers all of the bracket. One in brackets, or a brief
    "do not write this", covers the sentence before.

    Returns:
        Spans of code points of `text`, in order, not overlapping.
    """
    prose = make_prose(text)
    remarks = [
        (*prose.source(one.start, one.end), one.value)
        for one in outermost(_PHRASES.find(prose.folded))
        if one.value is not _Remark.NOTHING
    ]
    if not remarks:
        return []
    units = _units(text)
    starts = [start for start, _, _ in units]
    back = {bisect_right(starts, prose.source(one.start, one.end)[0]) - 1 for one in _BACK.find(prose.folded)}
    spans: list[Span] = []
    announced = -1
    for start, end, remark in remarks:
        first = max(0, bisect_right(starts, start) - 1)
        bracket = _bracket_opened(text, start)
        if remark is _Remark.OPENING and not _opens(text, (start, end), units[first][0], bracket):
            continue
        last = max(first, bisect_right(starts, (bracket[1] if bracket else end) - 1) - 1)
        if not bracket and last > announced and _COLON.match(text, end):
            ahead = min(last + 1, len(units) - 1) if text[units[last][1] - 1] == ":" else last
            last = announced = _announced(units, ahead, back)
        spans.append(_covered(text, units, first, last, remark))
    return _joined(spans)


def _bracket_opened(text: str, start: int) -> Span | None:
    """The bracket that the remark at `start` opens, to where it closes (brackets inside it counted)."""
    opening = start
    while opening and start - opening < 8 and _OPENS.fullmatch(text[opening - 1]):
        opening -= 1
    if not opening or text[opening - 1] not in _CLOSING:
        return None
    sign, depth = text[opening - 1], 1
    for place in range(opening, min(len(text), opening + _LONGEST_BRACKET)):
        depth += (text[place] == sign) - (text[place] == _CLOSING[sign])
        if not depth:
            return opening - 1, place + 1
    return None


def _opens(text: str, remark: Span, sentence: int, bracket: Span | None) -> bool:
    at_start = bracket is not None or _BEFORE.fullmatch(text, sentence, remark[0]) is not None
    return at_start and _PAUSE.match(text, remark[1]) is not None


def _announced(units: list[_Unit], last: int, back: set[int]) -> int:
    """The last unit of the paragraph that `last` is in, short of the one where people go back on the record."""
    while last + 1 < len(units) and units[last + 1][2] and last + 1 not in back:
        last += 1
    return last


def _units(text: str) -> list[_Unit]:
    """What is covered as a whole, a footnote or a sentence: start, end, whether one stands before it in its line."""
    units: list[_Unit] = []
    for line in line_spans(text):
        within = [after_marker(text, line)] if is_footnote(text, line) else sentences_of(text, line)
        units.extend((start, end, place > 0) for place, (start, end) in enumerate(within) if start < end)
        if not within or within[0][0] == within[0][1]:  # nothing but a marker, which may be the remark
            units.append((*line, False))
    return units


def _covered(text: str, units: list[_Unit], first: int, last: int, remark: _Remark) -> Span:
    (start, _, follows), end = units[first], units[last][1]
    if text[end - 1 : end] == ":" and last + 1 < len(units):
        return start, units[last + 1][1]
    if follows and (_in_brackets(text, start, end) or (remark is _Remark.AFTERWARDS and end - start <= _BRIEF)):
        return units[first - 1][0], end
    return start, end


def _in_brackets(text: str, start: int, end: int) -> bool:
    return end - start <= _BRIEF and text[start] in "([" and text[start:end].rstrip(".!?")[-1:] in (")", "]")


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
