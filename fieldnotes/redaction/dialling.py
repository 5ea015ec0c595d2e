"""Telephone numbers in running text: any digits, any separators, spoken digits, with or without country code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fieldnotes.redaction.numerals import Value, digits_of, spoken_digits
from fieldnotes.redaction.wordset import word_set

_SEPARATOR = re.compile(r"[\s()\-./–—‑·+:_\[\]]{0,5}")
_SPOKEN_SEPARATOR = re.compile(r"[\s,\-–.]{1,3}")
_LONGEST = 20
_SHORTEST = 6
_LOCAL = 7
_GROUP = 3
_PLUS = ("+", "＋")
_ABROAD = re.compile(r"(?:00|011|810)?")
_COUNTRY_CODES = word_set(
    "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 "
    "64 65 66 81 82 84 86 "
    "90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 "
    "233 234 235 236 237 238 "
    "239 240 241 242 243 244 245 246 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 "
    "264 265 266 267 268 269 "
    "290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 "
    "378 380 381 382 383 385 "
    "386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 "
    "597 598 599 670 672 673 "
    "674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 850 852 853 855 856 "
    "880 886 960 961 962 963 "
    "964 965 966 967 968 970 971 972 973 974 975 976 977 992 993 994 995 996 998"
)
"""ITU-T E.164 country codes."""


_MISREAD = re.compile(r"(?=[OoОоlI]{0,6}\d)[\dOoОоlI]{2,20}")
_AS_DIGITS = str.maketrans("OoОоlI", "000011")


def misread_digits(raw: str) -> str:
    """The digits of a word in which letters O, l and I stand for 0 and 1; empty for any other word."""
    return raw.translate(_AS_DIGITS) if not raw.isdigit() and _MISREAD.fullmatch(raw) else ""


class Figure(NamedTuple):
    """A word of digits or a number word: where it is in the view, and what it says."""

    start: int
    end: int
    digits: str
    value: Value | None


class Found(NamedTuple):
    start: int
    end: int
    identities: frozenset[int]
    sure: bool


class Directory:
    """The registered telephone numbers."""

    def __init__(self) -> None:
        self._subscribers: dict[str, list[tuple[str, int]]] = {}

    def add(self, number: str, identity: int) -> None:
        """Register a number as written; it is kept as (country code or nothing, national number)."""
        digits = "".join(digits_of(sign) for sign in number if digits_of(sign))
        country = ""
        if number.lstrip().startswith(("+", "＋", "00")):
            digits = digits[2:] if digits.startswith("00") else digits
            country = next((digits[:size] for size in (3, 2, 1) if digits[:size] in _COUNTRY_CODES), "")
        national = digits[len(country) :]
        national = national[1:] if national.startswith("0") else national
        if len(national) == 11 and national[0] in "78" and not country:
            country, national = "7", national[1:]
        if len(national) >= 4:
            self._subscribers.setdefault(national, []).append((country, identity))

    def __bool__(self) -> bool:
        return bool(self._subscribers)

    def find(self, text: str, figures: Sequence[Figure]) -> Iterator[Found]:
        """Numbers among the figures of a view, which come in order of place."""
        lengths = {len(national) for national in self._subscribers}
        for stream in _streams(text, figures):
            yield from self._in_stream(text, stream, lengths)

    def _in_stream(self, text: str, stream: list[Figure], lengths: set[int]) -> Iterator[Found]:
        first = 0
        while first < len(stream):
            found = self._from(text, stream, first, lengths)
            if found:
                yield found[0]
            first = found[1] if found else first + 1

    def _from(self, text: str, stream: list[Figure], first: int, lengths: set[int]) -> tuple[Found, int] | None:
        """The longest window of whole figures that begins at `first` and is a registered number."""
        best: tuple[Found, int] | None = None
        for last in range(first, min(len(stream), first + 2 * _LONGEST)):
            digits = _dictated(stream[first : last + 1])
            if len(digits) > _LONGEST:
                break
            whole = first == 0 and last == len(stream) - 1
            start = stream[first].start
            called = self._called(digits, lengths, international=text[max(0, start - 1) : start] in _PLUS)
            if called and not _is_file(text, stream, last):
                marked = len(digits) > min(lengths, key=lambda size: abs(size - len(digits))) or digits[0] == "0"
                start = _with_plus(text, start)
                dialled = marked or start < stream[first].start
                sure = dialled or (whole and not _is_document(text, start, stream[last].end))
                sure = sure and not _BOOK.search(text, max(0, start - 12), start)
                best = Found(start, stream[last].end, called, sure), last + 1
            elif whole and len(digits) == _LOCAL and not _is_amount(stream):
                partly = frozenset(
                    identity
                    for national, owners in self._subscribers.items()
                    if len(national) > _LOCAL and national.endswith(digits)
                    for _, identity in owners
                )
                if partly:
                    best = Found(stream[first].start, stream[last].end, partly, sure=False), last + 1
        return best

    def _called(self, digits: str, lengths: set[int], *, international: bool) -> frozenset[int]:
        owners: set[int] = set()
        for length in lengths:
            prefix, national = digits[:-length], digits[-length:]
            if len(national) != length:
                continue
            for country, identity in self._subscribers.get(national, ()):
                if (
                    _dials(prefix, country)
                    and (length >= _SHORTEST or not prefix)
                    and not (international and not prefix)
                ):
                    owners.add(identity)
        return frozenset(owners)


_FILE = re.compile(r"/(?:19|20)\d\d(?!\d)")


def _is_file(text: str, stream: Sequence[Figure], last: int) -> bool:
    """612/555-018/2014: a year after a stroke makes a file of it."""
    return _FILE.match(text, stream[last].end) is not None


_DOCUMENT = re.compile(
    r"(?:№|§|n°|\b(?:case|file|law|article|invoice|docket|claim|iş|işi|maddə|protokol|arayış|dosya|esas|karar|madde|tutanak"
    r"|aktenzeichen|akte|az|gesetz|rechnung|dossier|loi|facture|дел[оау]|стать[яиею]|протокол|акт|приказ"
    r"|საქმე|მუხლი|კანონი|ოქმი|المادة|مادة|قانون|القضية|قضية|ملف|ماده|پرونده)\b)"
    r"[\s.:]*(?:(?:№|n°|no|nr|num|رقم|شماره)[\s.:]*)?$",
    re.IGNORECASE,
)


_BOOK = re.compile(r"\b(?:isbn|issn|doi|ean|udc|удк|ббк)[\s:.-]{0,4}$", re.IGNORECASE)


def _is_document(text: str, start: int, end: int) -> bool:
    """A stroke between the digits, or the word for a file before them: it may as well be a document's number."""
    return "/" in text[start:end] or _DOCUMENT.search(text, max(0, start - 30), start) is not None


def _is_amount(stream: Sequence[Figure]) -> bool:
    """2 345 678: three digits in every group after the first is how large numbers are written."""
    sizes = [len(figure.digits) for figure in stream]
    return len(sizes) > 2 and sizes[0] < _GROUP and set(sizes[1:]) == {_GROUP}


def _dials(prefix: str, country: str) -> bool:
    """Whether `prefix` may be dialled before a national number of `country` (unknown when empty)."""
    if prefix in ("", "0", "8"):
        return True
    exit_code = _ABROAD.match(prefix)
    code = prefix[exit_code.end() :] if exit_code else prefix
    code = (
        code[:-1]
        if len(code) > 1 and code.endswith("0") and code[:-1] in ({country} if country else _COUNTRY_CODES)
        else code
    )
    return code == country if country else code in _COUNTRY_CODES


def _dictated(figures: Sequence[Figure]) -> str:
    written: list[str] = []
    spoken: list[Value] = []
    for figure in figures:
        if figure.value is not None:
            spoken.append(figure.value)
            continue
        written.append(spoken_digits(spoken))
        spoken = []
        written.append(figure.digits)
    written.append(spoken_digits(spoken))
    return "".join(written)


def _streams(text: str, figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    stream: list[Figure] = []
    for figure in figures:
        if stream:
            between = text[stream[-1].end : figure.start]
            spoken = figure.value is not None or stream[-1].value is not None
            if not (_SPOKEN_SEPARATOR if spoken else _SEPARATOR).fullmatch(between):
                yield stream
                stream = []
        stream.append(figure)
    if stream:
        yield stream


_SAID_PLUS = re.compile(r"\b(?:plus|artı|üstəgəl|плюс|პლუს|زائد)\s{1,2}$", re.IGNORECASE)


def _with_plus(text: str, start: int) -> int:
    """Take the plus sign, said or written, and an opening bracket before the number along."""
    if said := _SAID_PLUS.search(text, max(0, start - 12), start):
        return said.start()
    while start > 0 and text[start - 1] in "+＋(":
        start -= 1
    return start
