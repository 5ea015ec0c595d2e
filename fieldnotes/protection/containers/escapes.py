"""Undo what a text may be written in and still be meant to be read: markup, entities, escapes, odd characters.

Each step takes a whole text and gives the same text with one kind of writing undone.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import json
import quopri
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from html import unescape

Step = Callable[[str], Iterator[str]]
"""Gives the text with one kind of writing undone, in as many ways as it may be meant; nothing where there is none."""

_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_NAIVE_TAG = re.compile(r"<[^<>]*>")
_TAG = re.compile(r"""</?[A-Za-z!?](?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_MOST_UNCLOSED = 32
"""Tags without an end after which no more are looked for: each costs a look at the rest of the text."""
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})++")
_PERCENT_U = re.compile(r"%[uU]\{?([0-9A-Fa-f]{4,6})\}?")
_QUOTED_RUN = re.compile(r"(?:=[0-9A-Fa-f]{2}(?:=\r?\n)?)++")
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
_HEX_ESCAPES = re.compile(r"(?:\\x\{?[0-9A-Fa-f]{2}\}?)++")
_OCTAL_ESCAPES = re.compile(r"(?:\\[0-3]?[0-7]{2})++")
_ESCAPE = re.compile(
    r"\\{1,2}(?:u\{([0-9A-Fa-f]{1,6})\}|u\+?([0-9A-Fa-f]{4})|U\+?([0-9A-Fa-f]{8})|N\{([A-Z -]{3,80})\}|([nrt]))"
)
_BLANKS = {"n": "\n", "r": "\r", "t": "\t"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_CSS = re.compile(r"\\([0-9A-Fa-f]{1,6})(?:\r\n|[ \t\r\n\f])?")
_RTF_CODE = re.compile(r"\\u(-?\d{1,6})(?:[ ]?(?:\\'[0-9A-Fa-f]{2}|\?)|[ ])?")
_RTF_BYTES = re.compile(r"(?:\\'[0-9A-Fa-f]{2})++")
_RTF_WORD = re.compile(r"\\[a-z]{1,32}-?\d{0,10}[ ]?|[{}]|\\\*")
_UTF7 = re.compile(r"\+([A-Za-z0-9+/]{2,})-?|&([A-Za-z0-9+,]{2,})-")
_NEVER_MEANT = frozenset({"Cc", "Cn", "Co", "Cs"})
_PUNYCODE = re.compile(r"xn--([a-z0-9-]{2,250})", re.IGNORECASE)
_MIME_WORD = re.compile(r"=\?([\w-]{2,40})(?:\*[\w-]*)?\?([BbQq])\?([^?\s]*)\?=(?:\s+(?==\?))?")
_TAG_LETTERS = re.compile("[\U000e0020-\U000e007e]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_MIRRORED = re.compile("\u202e([^\u202c\n]*)\u202c?")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\u0300-\u036f]*[^\w\n<>]{1,3}|[^\W_]_{1,3}){3,}[^\W_](?![^\W_])")
_OLD_SETS = ("utf-8", "cp1251", "cp1254", "koi8-r", "cp1252", "utf-16-be", "utf-16-le")
_BRAILLE = {
    ord(cell): letter for cell, letter in zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", "abcdefghijklmnopqrstuvwxyz", strict=True)
}
_FLAGS = {0x1F1E6 + place: letter for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_UPSIDE_DOWN = str.maketrans("ɐqɔpǝɟƃɓɥᴉıɾʞןɯuodbɹsʇnʌʍʎ", "abcdefgghiijklmnopqrstuvwy")
_MANY_TURNED = re.compile("[ɐɔɟƃɥᴉɾʞɯɹʇʌʍʎ](?:[^ɐɔɟƃɥᴉɾʞɯɹʇʌʍʎ]{0,12}[ɐɔɟƃɥᴉɾʞɯɹʇʌʍʎ]){2}")
"""Letters turned by half; ǝ alone stands for the schwa in many texts."""
_PIECES = re.compile(r"""(?:[A-Za-z0-9+/=_-]{2,80}[\s"'+,\\]{1,8}){3,}""")
_BETWEEN_PIECES = re.compile(r"""["'][\s]*\+?[\s]*["']|[\s"',\\]+""")
_NO_PROSE = re.compile(r"""[0-9+/=_"\\]|[a-z][A-Z]|[A-Z]{2}""")
"""What pieces of base64 and its kin have somewhere, and the words of a sentence have not."""
_LONG_RUN = re.compile(r"[A-Za-z0-9+/=_-]{16,}")
_DOUBLY = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]")


def _markup(text: str, between: str) -> Iterator[str]:
    if "<" in text:
        text = _without_remarks(text)
        naive = unescape(_NAIVE_TAG.sub(between, text))
        yield naive
        quoted = unescape(_without_tags(text, between))
        if quoted != naive:
            yield quoted


def _without_remarks(text: str) -> str:
    """Without comments. Behind the last end of one there is none: looking on from each start would take for ever."""
    last = text.rfind("-->") + 3 if "-->" in text else 0
    return _REMARK.sub("", text[:last]) + text[last:]


def _without_tags(text: str, between: str) -> str:
    """Tags as a browser sees them: a > inside quotes does not end one (HTML, 13.2.5.36)."""
    pieces: list[str] = []
    at = unclosed = 0
    while unclosed < _MOST_UNCLOSED and (start := text.find("<", at)) >= 0:
        found = _TAG.match(text, start)
        if found is None:
            unclosed += text[start + 1 : start + 2].isalpha()
            pieces.append(text[at : start + 1])
            at = start + 1
        else:
            pieces += (text[at:start], between)
            at = found.end()
    return "".join(pieces) + text[at:]


def _entities(text: str) -> Iterator[str]:
    if "&" in text:
        yield unescape(text)


def _percent(text: str) -> Iterator[str]:
    if "%" in text:
        text = _PERCENT_U.sub(lambda found: _character(int(found[1], 16)), text)
        yield from _in_each_set(_PERCENT, text, lambda run: bytes.fromhex(run.replace("%", "")))
        if "+" in text:
            yield from _in_each_set(_PERCENT, text.replace("+", " "), lambda run: bytes.fromhex(run.replace("%", "")))


def _in_each_set(pattern: re.Pattern[str], text: str, packed: Callable[[str], bytes]) -> Iterator[str]:
    """The runs of `pattern` as the bytes they are: in UTF-8, or where they are not that, in each old set."""
    runs = [packed(found.group()) for found in pattern.finditer(text)]
    if all(_is_utf8(run) for run in runs):
        yield pattern.sub(lambda found: packed(found.group()).decode(), text)
        return
    for name in _OLD_SETS:
        yield pattern.sub(lambda found, name=name: packed(found.group()).decode(name, errors="replace"), text)  # type: ignore[misc]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _quoted_printable(text: str) -> Iterator[str]:
    if "=" in text and (_QUOTED_RUN.search(text) or _SOFT_BREAK.search(text)):
        text = _SOFT_BREAK.sub("", text)
        yield from _in_each_set(_QUOTED_RUN, text, lambda run: bytes.fromhex(re.sub(r"[=\r\n]", "", run)))


def _program(text: str) -> Iterator[str]:
    r"""Escapes of programs and JSON: \u0041, \u{41}, \U00000041, \N{NAME}, \x41 and \101 as bytes."""
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
        yield _joined(text)
        if _HEX_ESCAPES.search(text):
            yield from _in_each_set(_HEX_ESCAPES, text, lambda run: bytes.fromhex(re.sub(r"[\\x{}]", "", run)))
        if _OCTAL_ESCAPES.search(text):
            yield from _in_each_set(_OCTAL_ESCAPES, text, _of_octal)


def _of_octal(run: str) -> bytes:
    return bytes(int(figures, 8) & 0xFF for figures in run.split("\\")[1:])


def _unescaped(found: re.Match[str]) -> str:
    if found[5]:
        return _BLANKS[found[5]]
    if found[4]:
        with suppress(KeyError):
            return unicodedata.lookup(found[4])
        return found[0]
    return _character(int(found[1] or found[2] or found[3], 16))


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _joined(text: str) -> str:
    """With surrogates made characters, so that what is read can be encoded again."""
    text = _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return text.encode("utf-8", errors="replace").decode()


def _css(text: str) -> Iterator[str]:
    r"""Escapes of style sheets (CSS Syntax 4.3.7): \47 and \000047, and the blank behind."""
    if "\\" in text and _CSS.search(text):
        yield _joined(_CSS.sub(lambda found: _character(int(found[1], 16)), text))


def _rtf(text: str) -> Iterator[str]:
    r"""Rich text (RTF 1.9.1): \u1234? and \'fc, without its control words."""
    if "\\" not in text or not (_RTF_CODE.search(text) or _RTF_BYTES.search(text)):
        return
    text = _RTF_CODE.sub(lambda found: _character(int(found[1]) % 65536), text)
    for whole in _in_each_set(_RTF_BYTES, _joined(text), lambda run: bytes.fromhex(re.sub(r"[\\']", "", run))):
        yield _RTF_WORD.sub("", whole)


def _utf7(text: str) -> Iterator[str]:
    """RFC 2152, and its form for mailboxes (RFC 3501 5.1.3)."""
    if "+" in text or "&" in text:
        found = _UTF7.sub(_utf16_in_base64, text)
        if found != text:
            yield found


def _utf16_in_base64(found: re.Match[str]) -> str:
    run = (found[1] or found[2]).replace(",", "/")
    with suppress(binascii.Error, ValueError):
        data = base64.b64decode(run + "=" * (-len(run) % 4) if len(run) % 4 != 1 else run[:-1])
        text = data[: len(data) // 2 * 2].decode("utf-16-be")
        return text if not any(unicodedata.category(c) in _NEVER_MEANT for c in text) else found[0]
    return found[0]


def _punycode(text: str) -> Iterator[str]:
    """Names of domains (RFC 3492)."""
    if "xn--" in text.lower():
        yield _PUNYCODE.sub(_from_punycode, text)


def _from_punycode(found: re.Match[str]) -> str:
    with suppress(UnicodeError, ValueError, OverflowError):
        return found[1].encode("ascii").decode("punycode")
    return found[0]


def _mime_words(text: str) -> Iterator[str]:
    """Words of mail headers (RFC 2047)."""
    if "=?" in text:
        yield _MIME_WORD.sub(_from_mime_word, text)


def _from_mime_word(found: re.Match[str]) -> str:
    with suppress(LookupError, ValueError, binascii.Error):
        if found[2] in "Bb":
            data = base64.b64decode(found[3] + "=" * (-len(found[3]) % 4))
        else:
            data = quopri.decodestring(found[3].encode(), header=True)
        return data.decode(codecs.lookup(found[1]).name, errors="replace")
    return found[0]


def _unseen(text: str) -> Iterator[str]:
    """Letters that are not shown (tags, selectors that count as bytes), and the text without what is not shown."""
    if text.isascii():
        return
    if _TAG_LETTERS.search(text):
        yield _TAG_LETTERS.sub(lambda run: "".join(chr(ord(c) - 0xE0000) for c in run.group()), text)
    for run in _SELECTORS.findall(text):
        data = bytes(ord(c) - 0xFE00 if c <= "\ufe0f" else ord(c) - 0xE0100 + 16 for c in run)
        yield data.decode("utf-8", errors="replace")
    if _MIRRORED.search(text):
        yield _MIRRORED.sub(lambda found: found[1][::-1], text)
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
        yield text
    if not unicodedata.is_normalized("NFKC", text):
        yield unicodedata.normalize("NFKC", text)
    if re.search("[⠁-⠿]", text):
        yield text.translate(_BRAILLE)
    if re.search("[\U0001f1e6-\U0001f1ff]", text):
        yield text.translate(_FLAGS)
    if _MANY_TURNED.search(text):
        yield text.lower().translate(_UPSIDE_DOWN)[::-1]


def _spaced(text: str) -> Iterator[str]:
    """S p a c e d letters, joined."""
    if _SPACED.search(text):
        yield _SPACED.sub(lambda run: re.sub(r"[\W_]", "", run.group()), text)


def _doubly(text: str) -> Iterator[str]:
    """UTF-8 that was taken for a Latin or Cyrillic set and encoded once more."""
    if text.isascii() or len(text) > 1_000_000:
        return
    sets = ("cp1252", "latin-1") if _DOUBLY.search(text) else ("cp1251",) if re.search("[РС].", text) else ()
    for name in sets:
        data = text.encode(name, errors="replace")
        found = data.decode("utf-8", errors="ignore")
        if len(found) < len(text):
            yield found


STEPS: dict[str, Step] = {
    "markup": partial(_markup, between=""),
    "markup, parted": partial(_markup, between=" "),
    "HTML entities": _entities,
    "percent signs": _percent,
    "quoted-printable": _quoted_printable,
    "a mail header": _mime_words,
    "a program's escapes": _program,
    "style sheet escapes": _css,
    "rich text": _rtf,
    "UTF-7": _utf7,
    "punycode": _punycode,
    "unseen characters": _unseen,
    "spaced letters": _spaced,
    "text encoded twice": _doubly,
}
"""By what a message calls them."""


def _cut_up(text: str) -> Iterator[str]:
    """Pieces of one run, as programs and people break long ones: parted by blanks, or quoted and added up."""
    joined = _PIECES.sub(lambda run: _BETWEEN_PIECES.sub("", run[0]) if _NO_PROSE.search(run[0]) else run[0], text)
    if joined != text:
        yield joined


def _backwards(text: str) -> Iterator[str]:
    """Long runs and the lines around them, where prose leaves off: a letter turned round has runs of no code."""
    lines = text.splitlines() if _LONG_RUN.search(text) else []
    long = [_LONG_RUN.search(line) is not None for line in lines]
    kept: list[str] = []
    for number, line in enumerate(lines):
        if len(parts := line.split()) > 1:
            kept += [part for part in parts if _LONG_RUN.search(part)] if long[number] else []
        elif any(long[max(0, number - 1) : number + 2]):
            kept.append(line)
    if kept:
        yield "\n".join(kept)[::-1]


LOOSE: dict[str, Step] = {"cut-up text": _cut_up, "text backwards": _backwards}
"""What is tried alone only."""


def strings_of_json(text: str) -> Iterator[str]:
    """The strings of a JSON text, all in one, a line each; those that are JSON or markup again, apart."""
    if not text.lstrip().startswith(("{", "[", '"')):
        return
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    plain: list[str] = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            plain.append(value)
            if value.lstrip().startswith(("{", "[", '"')):
                yield value
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
    yield "\n".join(plain)
