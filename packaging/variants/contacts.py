"""Rows about telephone numbers, addresses and handles, and about what only looks like them."""

from __future__ import annotations

from collections.abc import Iterator

from variants.people import Row, chosen

_COUNTRIES = ("994", "995", "90", "49", "44", "33", "34", "7")
_TRUNK = {"994": "0", "90": "0", "49": "0", "44": "0", "33": "0", "7": "8"}
_DIGITS = {
    "az": "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "ru": "ноль один два три четыре пять шесть семь восемь девять",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "en": "zero one two three four five six seven eight nine",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "ka": "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა",
}
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def rows_of(part: str, kind: str, registered: str, language: str) -> Iterator[Row]:
    """All rows about one contact."""
    makers = {"phone": _phone, "email": _email, "handle": _handle}
    for sentence, surface in makers[kind](registered, language, held=part == "held"):
        yield Row(
            registered, "", sentence, surface, language, f"{kind}|{kind}" if surface else f"neg:{_NEG[kind]}|{kind}"
        )


_NEG = {"phone": "number", "email": "email", "handle": "handle"}


def _phone(registered: str, language: str, *, held: bool) -> Iterator[tuple[str, str]]:
    digits = "".join(sign for sign in registered if sign.isdigit())
    country = next(code for code in _COUNTRIES if digits.startswith(code))
    national = digits[len(country) :]
    local = _TRUNK.get(country, "") + national
    surfaces = [
        local,
        f"+{country}{national}",
        f"00{country} {national}",
        f"+{country} ({national[:2]}) {national[2:5]}-{national[5:7]}-{national[7:]}",
        f"{local[:3]} {local[3:6]} {local[6:]}",
        f"{local[:4]}.{local[4:7]}.{local[7:]}",
        f"{local[:3]}-{local[3:]}".translate(_PERSIAN if held else _EASTERN),
    ]
    if held:
        surfaces += [f"({local[:3]}) {local[3:]}", f"{local[:4]}/{local[4:]}", f"{country}{national}"]
    for surface in surfaces:
        yield f"Tel: {surface} (ev)" if language == "az" else f"Tel. {surface}, home", surface
    if language in _DIGITS:
        words = _DIGITS[language].split()
        spoken = " ".join(words[int(digit)] for digit in local)
        yield f"{spoken}.", spoken
    wrong = national[:-2] + str((int(national[-2]) + 3) % 10) + str((int(national[-1]) + 5) % 10)
    yield f"Tel. {_TRUNK.get(country, '')}{wrong}, office", ""
    yield f"Case {national[:3]}/{national[3:5]} of {1980 + chosen(registered, 40)}, item {national[5:]}", ""
    yield f"The sum was {national[:2]},{national[2:5]}.{national[5:7]} dollars", ""


def _email(registered: str, language: str, *, held: bool) -> Iterator[tuple[str, str]]:
    local, _, domain = registered.partition("@")
    host, _, ending = domain.rpartition(".")
    at = {"az": "ət", "ru": "собака", "de": "ät", "fr": "arobase"}.get(language, "at")
    dot = {"az": "nöqtə", "ru": "точка", "de": "punkt", "fr": "point"}.get(language, "dot")
    surfaces = [
        registered.upper(),
        f"{local} (at) {host} (dot) {ending}",
        f"{local}[at]{host}[dot]{ending}",
        f"{local} @ {domain}",
        f"{local} {at} {host} {dot} {ending}",
        f"{local}+list@{domain}",
        f"{local}&#64;{domain}",
    ]
    if held:
        surfaces += [f"{local}%40{domain}", f"{local}(@){domain}", f"{local}\u200b@{domain}"]
    for surface in surfaces:
        yield f"Write to {surface} today", surface
    yield f"Write to office@{domain} today", ""
    yield f"See https://{domain}/contact for more", ""
    yield f"Write to {local}@another-{domain} today", ""


def _handle(registered: str, language: str, *, held: bool) -> Iterator[tuple[str, str]]:
    bare = registered.removeprefix("@")
    surfaces = [registered, registered.upper(), bare]
    for text, surface in zip(("ask {} there", "{} wrote it", "his nick is {} there"), surfaces, strict=True):
        yield text.format(surface), surface
    paths = ("https://t.me/{}", "instagram.com/{}/") if not held else ("https://x.com/{}?s=20", "vk.com/{}")
    for path in paths:
        yield path.format(bare), bare
    yield f"@{bare}_fan wrote it ({language})", ""
    yield f"@the{bare} wrote it ({language})", ""
