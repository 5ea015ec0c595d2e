"""The texts that bytes may be: UTF-8, -16 and -32, and the character sets of the countries that our people write in.

Bytes with control characters are no text as a whole. Of them the stretches are read that look like one, as `strings`
does it (POSIX.1-2017, XCU), so that a picture or a packed file is not read as megabytes of nonsense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from fieldnotes.protection.containers.reading import Reading, Trust

CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "cp855", "iso8859-5", "mac-cyrillic", "kz1048", "koi8-t", "ptcp154")
LATIN = ("cp1254", "iso8859-9", "latin-1", "cp1252", "cp857", "cp850", "cp437", "mac-turkish", "mac-roman", "iso8859-3")
CENTRAL = ("cp1250", "iso8859-2", "cp852", "iso8859-16", "cp1257", "cp1258", "iso8859-4", "cp775", "mac-latin2")
OTHER = ("cp1253", "iso8859-7", "cp1255", "iso8859-8", "cp1256", "iso8859-6", "cp864", "cp862", "cp720", "mac-arabic")
WIDE = ("gb18030", "big5", "big5hkscs", "shift_jis", "euc-jp", "euc-kr", "cp949")
MAINFRAME = ("cp037", "cp500", "cp1026", "cp273", "cp1140", "cp424")
LEGACY = (*CYRILLIC, *LATIN, *CENTRAL, *OTHER, *WIDE, *MAINFRAME)
"""Character sets of Python's codecs in which a name of our people can be written."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF8_RUN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb"|\xf3\xa0[\x80-\x87][\x80-\xbf])++"
)
_LEAST_RUN = 6
"""Bytes of a stretch that may be a text; shorter ones arise by chance, unless zeros close them in."""
_LIKELY_RUN = 10
_LEAST_CLOSED = 3
_WIDE_RUN = re.compile(
    r"[\t\n\r\x20-\x7e\xa0-\u0131\u0132-\u017f\u0180-\u02af\u0300-\u06ff\u10a0-\u10ff\u1c90-\u1cbf\u1e00-\u1eff"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufb50-\ufeff]{4,}"
)
_WIDEST_RUN_LE = re.compile(rb"(?:[\x00-\xff][\x00-\x2f][\x00-\x0e]\x00){4,}+")
_WIDEST_RUN_BE = re.compile(rb"(?:\x00[\x00-\x0e][\x00-\x2f][\x00-\xff]){4,}+")
_MOST_GUESSED = 16 * 1024
"""Bytes up to which every character set is tried; of more, those whose letters the bytes mostly are."""
_FAMILIES = ((CYRILLIC, 2), (LATIN, 2), (CENTRAL, 1), (OTHER, 1), (WIDE, 1))
"""And how many of each are tried then."""
_USUAL = ("cp1251", "koi8-r", "cp866", "iso8859-5", "cp1254", "cp1256", "cp1255", "gb18030", "cp037")
"""Those that are tried on what was taken out of another writing: a name in any other is seen in its bytes."""
GUESSED = " text"
"""How a reading's writing ends where its character set was guessed."""


def decoded(data: bytes, how: tuple[str, ...] = (), *, guess: bool = True) -> Iterator[Reading]:
    """The texts that these bytes may be, the likeliest first; in old character sets only if these are to be guessed."""
    plain = not _CONTROL.search(data)
    if plain:
        with suppress(UnicodeDecodeError):
            yield Reading(data.decode("utf-8-sig"), Trust.SURE, how)
            yield from _shifted(data, how)
            return
    yield from _wide(data, how)
    if plain and guess:
        yield from _in_sets(data, how)
    yield from _stretches(data, how)
    yield from _shifted(data, how)


def _in_sets(data: bytes, how: tuple[str, ...]) -> Iterator[Reading]:
    """The whole in each character set that it may be; most are nonsense."""
    sets = _USUAL if how else LEGACY if len(data) <= _MOST_GUESSED else _likely_sets(data)
    seen = set()
    for name in sets:
        text = data.decode(name, errors="replace")
        if text not in seen:
            seen.add(text)
            trust = Trust.NONSENSE if "\ufffd" in text else Trust.LIKELY
            yield Reading(text, trust, (*how, f"{name}{GUESSED}"))
    yield Reading(data.decode("utf-8", errors="ignore"), Trust.NONSENSE, how)


def _likely_sets(data: bytes) -> list[str]:
    """Those whose letters the bytes above ASCII mostly are, small ones before capitals, by a sample from all over."""
    step = max(1, len(data) // _MOST_GUESSED)
    high = bytes(byte for byte in data[::step] if byte >= 0x80) if step > 1 else data
    shown = {name: high.decode(name, errors="replace") for name in LEGACY if name not in WIDE}
    shown |= {name: data[:_MOST_GUESSED].decode(name, errors="replace") for name in (*WIDE, *MAINFRAME)}
    fit = {name: sum(c.isalpha() + c.islower() for c in text) / max(1, len(text)) for name, text in shown.items()}
    likely = [name for sets, most in _FAMILIES for name in sorted(sets, key=lambda one: -fit[one])[:most]]
    return likely + [name for name in MAINFRAME[:1] if fit[name] > 1]


def _stretches(data: bytes, how: tuple[str, ...]) -> Iterator[Reading]:
    """UTF-8 among other bytes. Zeros or the ends of the data around a stretch say that it was stored as one."""
    likely, chance = [], []
    for run in _UTF8_RUN.finditer(data):
        start, end = run.span()
        length = end - start
        if length < _LEAST_CLOSED:
            continue
        if length >= _LIKELY_RUN or _closed(data, start, end):
            likely.append(run.group())
        elif length >= _LEAST_RUN:
            chance.append(run.group())
    for runs, trust in ((likely, Trust.LIKELY), (chance, Trust.NONSENSE)):
        if runs:
            yield Reading(b"\n\0\n".join(runs).decode("utf-8", errors="replace"), trust, how)


def _closed(data: bytes, start: int, end: int) -> bool:
    """Does a zero, a length or an end stand on both sides, as where programs store words?"""
    before = start == 0 or data[start - 1] == 0 or data[start - 1] == end - start
    return before and (end == len(data) or data[end] == 0 or data[start - 1 : start] == bytes([(end - start) & 0xFF]))


def _wide(data: bytes, how: tuple[str, ...]) -> Iterator[Reading]:
    """UTF-16 and UTF-32 at any place; a byte order mark or an even text makes it certain."""
    with suppress(UnicodeDecodeError):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) and not re.search("[\x00-\x08]", text := data.decode("utf-16")):
            yield Reading(text, Trust.SURE, how)
    for start in (0, 1):
        for order in ("le", "be"):
            text = data[start : len(data) - (len(data) - start) % 2].decode(f"utf-16-{order}", errors="replace")
            if runs := _WIDE_RUN.findall(text):
                yield Reading("\n\0\n".join(runs), Trust.LIKELY, (*how, "UTF-16"))
    if b"\x00\x00" in data:
        for order, pattern in (("le", _WIDEST_RUN_LE), ("be", _WIDEST_RUN_BE)):
            found = [run.decode(f"utf-32-{order}", errors="replace").strip("\0") for run in pattern.findall(data)]
            if any(found):
                yield Reading("\n".join(filter(None, found)), Trust.LIKELY, (*how, "UTF-32"))


def _shifted(data: bytes, how: tuple[str, ...]) -> Iterator[Reading]:
    """Character sets that switch by escape sequences (ISO 2022), or by a tilde (RFC 1843); all in seven bits."""
    if not data.isascii():
        return
    if b"\x1b" in data:
        for name in ("iso2022_jp_2", "iso2022_kr", "iso2022_jp_3"):
            with suppress(UnicodeDecodeError):
                yield Reading(data.decode(name), Trust.LIKELY, (*how, "ISO 2022"))
    if b"~{" in data:
        yield Reading(data.decode("hz", errors="replace"), Trust.LIKELY, (*how, "HZ"))
