"""A readable view of a text in which every character still knows where it came from.

Invisible characters, inline markup, entities, escapes and compatibility letters hide a name from a search but not
from a reader. The view shows what the reader sees; `View.span` leads back to the source, so that only the source
is ever cut.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

_IGNORABLE = (
    "\u00ad\u034f\u0640\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff"
)
_COMPAT = (
    "\u10a0-\u10c5\u2d00-\u2d25\u02b0-\u02b8\u02b9-\u02bd\u02c8\u1c90-\u1cbf\u1d00-\u1dbf\u2070-\u209f\u2100-\u214f\u2460-\u24ff\u2c7c\u2c7d"
    "\ua730\ua731\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\uff01-\uffdc\U0001d400-\U0001d7ff\U0001f110-\U0001f18f"
    "\u0262\u026a\u0274\u0280\u0299\u029c\u029f\u028f\u01c4-\u01cc\u0132\u0133"
)
_ODD = re.compile(f"[<&%=\\\\*{_IGNORABLE}{_MARKS}{_COMPAT}]")
_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_UTF8_MISREAD = (
    rf"(?<=[\u00c3-\u00c6\u00c9\u00d0-\u00d4\u00d8-\u00db])[{_CONTINUATION}]|(?<=\u00e1)[{_CONTINUATION}]{{2}}"
)
_CYRILLIC_MISREAD = r"(?<![A-Za-z].)[\u00c0-\u00ff\u00a8\u00b8]{3,}(?![A-Za-z])"
_MISREAD = re.compile(f"[\u00c0-\u00ff](?:{_UTF8_MISREAD}|{_CYRILLIC_MISREAD})", re.DOTALL)
_ODD_OR_MISREAD = re.compile(f"{_ODD.pattern}|{_MISREAD.pattern}", re.DOTALL)
_RESTORED = re.compile("[À-ÖØ-öø-ÿĞğİıŞşƏəŁłŻżŚśŹźĆćŃńČčŠšŽžŘřĐđŐőŰűЁА-яёЄІЇЈҐґєіїјҒғҚқҮүҸҹӘәҺһӨөა-ჰء-يٱ-ۓ]")
_DROPPED = re.compile(f"[{_IGNORABLE}]+")
_SOFT_HYPHENS = re.compile(f"[{_IGNORABLE}]*\u00ad(?:[{_IGNORABLE}]|[ \\t]{{0,4}}\\r?\\n[ \\t>]{{0,8}}(?=[^\\W\\d_]))*")
_MARK_RUN = re.compile(f"[{_MARKS}{_IGNORABLE}]+")
_CLUSTER_TAIL = re.compile(f"[{_IGNORABLE}{_MARKS}]*")
_TAG = re.compile(r"<(?:!--[^<>]{0,300}--|/?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,400})?/?)>")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|td|th|tr|li|ul|ol|table|h[1-6]|hr|section|article|header|footer|option|dd|dt)\b", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){1,400}")
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2}){1,400}")
_SOFT_BREAK = re.compile(r"=\r?\n")
_UNICODE_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4}){1,200}")
_MARKDOWN_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_STARS = re.compile(r"\*{1,20}")

_OTHER_GEORGIAN = ((0x1C90, 0x1CBF), (0x10A0, 0x10C5), (0x2D00, 0x2D25))
"""Mtavruli, and the Asomtavruli and Nuskhuri of churches, in the order of the Mkhedruli alphabet."""
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_APOSTROPHES = dict.fromkeys("ʹʻʼʽˈ", "'")
MARKUP_EDGE = 400
"""The longest tag that is taken out of the text, in characters."""
_AT_ONCE = 50_000
"""Characters made lower case in one call: no other thread of Python runs meanwhile, and a window must go on living."""


@dataclass(frozen=True, slots=True)
class View:
    """`text` as a reader sees it, `lower` the same in lower case with equal length and offsets.

    `asides` are source spans that the view leaves out but that may hold names themselves (attributes of tags).
    """

    source: str
    text: str
    lower: str
    asides: tuple[tuple[int, int], ...]
    _starts: tuple[int, ...]
    _segments: tuple[tuple[int, int, bool], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the view span, widened to whole grapheme clusters and the ignorable signs at its end."""
        first, last = self._source(start)[0], self._source(end - 1)[1]
        tail = _CLUSTER_TAIL.match(self.source, last)
        return first, tail.end() if tail else last

    def _source(self, at: int) -> tuple[int, int]:
        number = bisect_right(self._starts, at) - 1
        start, end, copied = self._segments[number]
        if not copied:
            return start, end
        offset = start + at - self._starts[number]
        return offset, offset + 1


def lowered(text: str) -> str:
    """Lower case of equal length: dotted İ becomes i (Python would give two characters), dotless ı stays."""
    pieces, at = [], 0
    while (cut := text.find("\n", at + _AT_ONCE) + 1) > 0:  # no letter looks past the end of its line, Σ neither
        pieces.append(_lowered(text[at:cut]))
        at = cut
    return "".join([*pieces, _lowered(text[at:])])


def _lowered(text: str) -> str:
    return text.replace("İ", "i").replace("Ǝ", "ə").lower().replace("ǝ", "ə")


class _Builder:
    """Collects view segments from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.segments: list[tuple[int, int, bool]] = []
        self.asides: list[tuple[int, int]] = []
        self.length = 0
        self.pending = 0

    def copy(self, end: int) -> None:
        if end > self.pending:
            self._add(self.source[self.pending : end], self.pending, end, copied=True)
        self.pending = end

    def replace(self, start: int, end: int, shown: str) -> None:
        self.copy(start)
        if shown:
            self._add(shown, start, end, copied=False)
        self.pending = end

    def _add(self, shown: str, start: int, end: int, *, copied: bool) -> None:
        self.parts.append(shown)
        self.starts.append(self.length)
        self.segments.append((start, end, copied))
        self.length += len(shown)

    def view(self) -> View:
        self.copy(len(self.source))
        text = "".join(self.parts)
        return View(self.source, text, lowered(text), tuple(self.asides), tuple(self.starts), tuple(self.segments))


def reads_as_written(source: str) -> bool:
    """Whether a view of `source` would show nothing else than `source`."""
    return not (_ODD.search(source) or _MISREAD.search(source))


def make_view(source: str) -> View:
    """The view of `source`; linear in its length."""
    builder = _Builder(source)
    position = 0
    odd = _ODD_OR_MISREAD if _MISREAD.search(source) else _ODD
    while found := odd.search(source, position):
        position = max(_resolve(builder, found.start()), found.start() + 1)
    return builder.view()


def _resolve(builder: _Builder, at: int) -> int:
    """Resolve the odd sign at `at`; returns the source offset to go on from (unchanged when it is plain text)."""
    sign = builder.source[at]
    resolver = _RESOLVERS.get(sign)
    if resolver:
        return resolver(builder, at)
    if "\u00c0" <= sign <= "\u00ff":
        return _restore(builder, at)
    if dropped := _DROPPED.match(builder.source, at):
        builder.replace(at, dropped.end(), "")
        return dropped.end()
    if marks := _MARK_RUN.match(builder.source, at):
        return _compose(builder, at, marks.end())
    builder.replace(at, at + 1, compatible(sign))
    return at + 1


def _restore(builder: _Builder, at: int) -> int:
    """UTF-8 or Windows Cyrillic that was read in a Western code page, one view character for each letter meant."""
    found = _MISREAD.match(builder.source, at)
    if not found:
        return at
    written = found.group()
    if len(written) > 3:
        for place, letter in enumerate(written.encode("latin-1").decode("cp1251"), at):
            builder.replace(place, place + 1, letter)
        return found.end()
    try:
        letter = b"".join(_western_byte(one) for one in written).decode()
    except UnicodeError:
        return found.end()
    if _RESTORED.fullmatch(letter):
        builder.replace(at, found.end(), letter)
    return found.end()


def _western_byte(letter: str) -> bytes:
    return letter.encode("latin-1") if ord(letter) < 0x100 else letter.encode("cp1252")


def compatible(sign: str) -> str:
    """The plain letters of a compatibility character (full width, mathematical, enclosed, small capital, Mtavruli)."""
    code = ord(sign)
    for first, last in _OTHER_GEORGIAN:
        if first <= code <= last:
            return chr(code - first + 0x10D0)
    if 0x1F130 <= code <= 0x1F189:
        return chr(ord("A") + (code - 0x1F130) % 0x20) if (code - 0x1F130) % 0x20 < 26 else " "
    if sign in _SMALL_CAPITALS:
        return _SMALL_CAPITALS[sign]
    if sign in _APOSTROPHES:
        return "'"
    return unicodedata.normalize("NFKC", sign)


def _drop(builder: _Builder, pattern: re.Pattern[str], at: int) -> int:
    found = pattern.match(builder.source, at)
    if not found:
        return at
    builder.replace(at, found.end(), "")
    return found.end()


def _compose(builder: _Builder, at: int, end: int) -> int:
    """Put combining marks onto their letter; a mark with no precomposed letter (a stress accent) is left out."""
    if at <= builder.pending:
        builder.replace(at, end, "")
        return end
    marks = _DROPPED.sub("", builder.source[at:end])[:8]
    composed = unicodedata.normalize("NFC", builder.source[at - 1] + marks)[0]
    builder.replace(at - 1, end, composed)
    return end


def _resolve_tag(builder: _Builder, at: int) -> int:
    tag = _TAG.match(builder.source, at)
    if not tag:
        return at
    builder.replace(at, tag.end(), "\n" if _BLOCK_TAG.match(builder.source, at) else "")
    if any(sign in tag.group() for sign in " \t\n"):
        builder.asides.append((at + 1, tag.end() - 1))
    return tag.end()


def _resolve_entity(builder: _Builder, at: int) -> int:
    entity = _ENTITY.match(builder.source, at)
    if not entity:
        return at
    decoded = html.unescape(entity.group())
    if decoded == entity.group():
        return at
    builder.replace(at, entity.end(), _DROPPED.sub("", decoded))
    return entity.end()


def _resolve_bytes(builder: _Builder, at: int) -> int:
    """Percent-encoded or quoted-printable UTF-8, one view character for each encoded character."""
    source = builder.source
    if source[at] == "=" and (soft := _SOFT_BREAK.match(source, at)):
        builder.replace(at, soft.end(), "")
        return soft.end()
    run = (_PERCENT if source[at] == "%" else _QUOTED_PRINTABLE).match(source, at)
    if not run:
        return at
    try:
        decoded = bytes.fromhex(run.group().replace(source[at], "")).decode()
    except UnicodeDecodeError:
        return run.end()
    offset = at
    for letter in decoded:
        width = 3 * len(letter.encode())
        builder.replace(offset, offset + width, _DROPPED.sub("", letter))
        offset += width
    return run.end()


def _resolve_backslash(builder: _Builder, at: int) -> int:
    escapes = _UNICODE_ESCAPE.match(builder.source, at)
    if not escapes:
        return _drop(builder, _MARKDOWN_ESCAPE, at)
    for offset in range(at, escapes.end(), 6):
        letter = chr(int(builder.source[offset + 2 : offset + 6], 16))
        builder.replace(offset, offset + 6, _DROPPED.sub("", letter))
    return escapes.end()


_RESOLVERS: dict[str, Callable[[_Builder, int], int]] = {
    "<": _resolve_tag,
    "&": _resolve_entity,
    "%": _resolve_bytes,
    "=": _resolve_bytes,
    "\\": _resolve_backslash,
    "*": lambda builder, at: _drop(builder, _STARS, at),
    "\u00ad": lambda builder, at: _drop(builder, _SOFT_HYPHENS, at),
}
