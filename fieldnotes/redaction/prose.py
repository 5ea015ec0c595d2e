"""Prose prepared for phrase search: a folded view with source offsets, and the sentences and lines it falls into."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from fieldnotes.redaction.view import View, make_view

Span = tuple[int, int]

_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def _plain_table() -> dict[int, str]:
    """Latin letters without diacritics, as people type them on a foreign keyboard: "kayit disi" for "kayıt dışı"."""
    table = {ord(space): " " for space in _SPACES}
    table |= dict.fromkeys(map(ord, "’‘ʼʻ`´"), "'") | dict.fromkeys(map(ord, "“”„‟«»"), '"')
    table |= dict.fromkeys(range(0x2010, 0x2016), "-") | {0x2028: "\n", 0x2029: "\n"}
    for point in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base.isascii():
            table[point] = base.lower()
    return table | {ord("ə"): "e", ord("ǝ"): "e", ord("ı"): "i", ord("ё"): "е"}


_PLAIN = _plain_table()


def plain(text: str) -> str:
    """Lower case, no Latin diacritics, plain quotes, dashes and spaces; one character for each of `text`."""
    # U+0130 is the only character whose lower case is longer than itself.
    return text.replace("İ", "i").lower().translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Prose:
    """`folded` is the `plain` form of what a reader of the source sees, without invisible characters and markup."""

    view: View
    folded: str

    def source(self, start: int, end: int) -> Span:
        """The source span, in code points, of the folded characters `start` to `end` (at least one)."""
        return self.view.span(start, end)


def make_prose(text: str) -> Prose:
    view = make_view(text)
    return Prose(view, plain(view.text))


# --- lines and sentences ----------------------------------------------------------------------------------------

_NEWLINE = re.compile(r"\r?\n[\s]{0,40}|[\u2028\u2029]")
_LINE_MARKER = re.compile(
    r"\[\d{1,4}\]:?|\[\^[\w-]{1,12}\]:?|\(\d{1,4}\)|\d{1,4}[.)](?=\s)|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4}|[-*•>#]{1,6}(?=\s)"
)
_FOOTNOTE = re.compile(r"[ \t]{0,8}(?:\[\^?\d{1,4}\]:?|\[\^[\w-]{1,12}\]:|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})")
_STOP = re.compile(r"[.!?…]{1,6}[\"'”’»)\]*_]{0,4}(?:\[\d{1,4}\]){0,4}\s{1,20}")
_LAST_WORD = re.compile(r"([^\W\d_]{1,12})[.]$")
_ABBREVIATIONS = frozenset(
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "art", "arts", "no", "nos", "vs", "gen", "col", "sgt", "capt", "rev",
        "hon", "jr", "sr", "pers", "comm", "cf", "approx", "ca", "e", "g", "i", "xan", "c", "m", "f", "k", "b", "s",
        "ст", "г", "гг", "ул", "им", "т", "д", "п", "пп", "ч", "стр", "см", "др", "проф", "тов", "гр", "av", "doç",
        "yrd", "sn", "sok", "cad", "mad", "bkz", "vb", "alb", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
        "sep", "sept", "oct", "nov", "dec",
    }
)  # fmt: skip
_WRAPPED = range(50, 101)
_SHORT_WORD = 3


def _continues(text: str, line_start: int, line_end: int, following: int) -> bool:
    """Whether the line that begins at `following` goes on with the sentence of the one before (hard-wrapped text)."""
    before = text[max(line_start, line_end - 100) : line_end].rstrip()
    if following >= len(text) or not before or _LINE_MARKER.match(text, following):
        return False
    if text.count("\n", line_end, following) > 1 or before[-1] in ".!?…:":
        return False
    if text[following].islower() or before[-1] in ",;(-–—":
        return True
    last = before.rsplit(maxsplit=1)[-1]
    return line_end - line_start in _WRAPPED or (last.islower() and len(last) <= _SHORT_WORD)


def line_spans(text: str) -> list[Span]:
    """Paragraphs and lines in order, hard-wrapped lines joined; white space at both ends is outside."""
    spans: list[Span] = []
    start = line_start = 0
    for newline in _NEWLINE.finditer(text):
        if not _continues(text, line_start, newline.start(), newline.end()):
            spans.append((start, newline.start()))
            start = newline.end()
        line_start = newline.end()
    spans.append((start, len(text)))
    return [span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1]]


def sentence_spans(text: str) -> list[Span]:
    """Sentences in order, without list and footnote markers ("[10]", "-") and without white space at the ends."""
    return [sentence for line in line_spans(text) for sentence in sentences_of(text, line)]


def sentences_of(text: str, line: Span) -> list[Span]:
    """The sentences of one of the spans that `line_spans` gives."""
    start, end = after_marker(text, line)
    spans: list[Span] = []
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, stop):
            spans.append((start, stop.end()))
            start = stop.end()
    spans.append((start, end))
    return [span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1]]


def is_footnote(text: str, line: Span) -> bool:
    return _FOOTNOTE.match(text, line[0], line[1]) is not None


def after_marker(text: str, line: Span) -> Span:
    """`line` without its list or footnote marker."""
    marker = _LINE_MARKER.match(text, *line)
    return _trimmed(text, marker.end() if marker else line[0], line[1])


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 1]
    if following.islower():
        return False
    if stop[0].strip() != ".":
        return True
    word = _LAST_WORD.search(text[max(0, stop.start() - 12) : stop.start() + 1])
    if word is None:
        return True
    return not (len(word[1]) == 1 and word[1].isupper()) and word[1].lower() not in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
