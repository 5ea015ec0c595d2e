"""What kind of telephone or link it is, for audiences that are told the kind and not the number."""

from __future__ import annotations

import re

PHONE = "[phone]"
LINK = "[link]"
# E.164 country code: country, and how its mobile numbers begin after the code (national numbering plans, ITU-T E.129).
PLANS: tuple[tuple[str, str, str], ...] = (
    ("994", "Azerbaijan", "10 50 51 55 60 70 77 99"),
    ("995", "Georgia", "5"),
    ("374", "Armenia", "33 41 43 44 49 55 77 91 93 94 95 96 98 99"),
    ("380", "Ukraine", "39 50 63 66 67 68 73 91 92 93 94 95 96 97 98 99"),
    ("375", "Belarus", "25 29 33 44"),
    ("373", "Moldova", "6 7"),
    ("371", "Latvia", "2"),
    ("370", "Lithuania", "6"),
    ("372", "Estonia", "5"),
    ("998", "Uzbekistan", "9 33 88"),
    ("420", "Czechia", "6 7"),
    ("971", "the United Arab Emirates", "5"),
    ("961", "Lebanon", "3 7 81"),
    ("90", "Turkey", "5"),
    ("98", "Iran", "9"),
    ("49", "Germany", "15 16 17"),
    ("33", "France", "6 7"),
    ("44", "the United Kingdom", "7"),
    ("48", "Poland", "45 5 6 72 73 78 79 88"),
    ("31", "the Netherlands", "6"),
    ("32", "Belgium", "4"),
    ("43", "Austria", "6"),
    ("41", "Switzerland", "7"),
    ("46", "Sweden", "7"),
    ("47", "Norway", "4 9"),
    ("39", "Italy", "3"),
    ("34", "Spain", "6 7"),
    ("30", "Greece", "69"),
    ("20", "Egypt", "1"),
    ("77", "Kazakhstan", "0 4 7"),
    ("7", "Russia", "9"),
    ("1", "North America", ""),
)
_NOT_A_DIGIT = re.compile(r"\D")
_HOST = re.compile(r"(?:[a-z]+://)?(?:www\.|m\.)?([a-z0-9.-]{3,200})")
_CLASSES = (
    ("map", r"maps\.|goo\.gl$|openstreetmap\.|yandex\.[a-z]+/maps|what3words\."),
    (
        "social network",
        r"(?:^|\.)(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|vk|ok|threads)\.(?:com|ru|net|me)$",
    ),
    ("video platform", r"(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|rutube\.ru|dailymotion\.com)$"),
    ("messenger", r"(?:^|\.)(?:t\.me|telegram\.me|wa\.me|whatsapp\.com|signal\.group|signal\.me)$"),
    ("file sharing", r"(?:^|\.)(?:dropbox\.com|drive\.google\.com|docs\.google\.com|disk\.yandex\.[a-z]+|mega\.nz)$"),
    ("government site", r"\.(?:gov|gob|gouv)(?:\.[a-z]{2})?$|(?:^|\.)(?:kremlin\.ru|president\.az)$"),
    ("university site", r"\.edu(?:\.[a-z]{2})?$|\.ac\.[a-z]{2}$"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _CLASSES)


def phone_kind(written: str) -> str:
    """ "[phone, Azerbaijan mobile]" where the number says its country; a national number says nothing."""
    digits = _NOT_A_DIGIT.sub("", written)
    if written.lstrip().startswith("8") and len(digits) == len("89031234567"):
        digits = "7" + digits[1:]
    elif digits.startswith("00"):
        digits = digits[2:]
    elif not written.lstrip(" (").startswith("+"):
        return PHONE
    for code, country, mobile in PLANS:
        if digits.startswith(code):
            is_mobile = mobile and digits.removeprefix(code).startswith(tuple(mobile.split()))
            return f"[phone, {country} mobile]" if is_mobile else f"[phone, {country}]"
    return PHONE


def link_kind(written: str) -> str:
    """ "[link, social network]": the class of the site; sites of no listed class are links."""
    host = _HOST.match(written)
    if host is None:
        return LINK
    kind = next((name for name, pattern in _PATTERNS if pattern.search(host[1])), "")
    return f"[link, {kind}]" if kind else LINK
