"""Rows about persons: everything an editor, a typist, a scanner or another alphabet does to a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from variants.language import SENTENCES, forms

_PLAIN = str.maketrans("əəƏÖöÜüŞşÇçĞğIıİÉéÈèÊêÎîÑñÍíÁáÓóŁłŻż", "eeEOoUuSsCcGgIiIEeEeEeIiNnIiAaOoLlZz")
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "Oe", "Ü": "Ue"}
_ALIKE = dict(zip("aeopcxyAEOPCXTKMHB", "аеорсхуАЕОРСХТКМНВ", strict=True))
_BACK_ALIKE = {right: left for left, right in _ALIKE.items()}
_LEET = dict(zip("oles", "0135", strict=True))
_CASELESS = ("ka", "ar", "fa")
_SPANISH_FORMS = {"cy": "az"}


class Row(NamedTuple):
    """One line of the table; `surface` is empty for a negative."""

    registered: str
    aliases: str
    sentence: str
    surface: str
    language: str
    kind: str


@dataclass(frozen=True)
class Person:
    part: str
    language: str
    first: str
    last: str
    others: dict[str, str]

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"


def chosen(seed: str, count: int) -> int:
    """A number below `count` that only `seed` decides."""
    return int.from_bytes(sha256(seed.encode()).digest()[:4], "big") % count


class Teller:
    """Puts surfaces into sentences of a part of the table."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def row(self, surface: str, variation: str, language: str = "", sentence: str = "") -> Row:
        language = language or self.person.language
        written = _SPANISH_FORMS.get(language, language)
        options = SENTENCES[self.person.part][written]
        template = sentence or options[chosen(surface + variation + self.person.full, len(options))]
        return Row(self.person.full, "", template.format(surface), surface, written, f"{variation}|person")


def rows_of(person: Person) -> Iterator[Row]:
    """All rows about one person."""
    tell = Teller(person)
    yield from _case(person, tell)
    yield from _spellings(person, tell)
    yield from _forms(person, tell)
    yield from _breaks(person, tell)
    yield from _initials_and_order(person, tell)
    yield from _disguises(person, tell)
    yield from _slips(person, tell)
    yield from _namesake(person)


def _case(person: Person, tell: Teller) -> Iterator[Row]:
    if person.language not in _CASELESS:
        upper = person.full.replace("i", "İ").upper() if person.language in ("az", "tr") else person.full.upper()
        yield tell.row(upper, "case")
        lower = person.full.replace("I", "ı").replace("İ", "i").lower()
        yield tell.row(lower, "case")


def _spellings(person: Person, tell: Teller) -> Iterator[Row]:
    for language, name in person.others.items():
        kind = "diacritics" if language in ("en", "tr") and person.language in ("az", "tr") else "translit"
        yield tell.row(name, kind, language)
        for form in list(forms(name.split()[-1], language, last=True))[:2] if language in ("ru", "ka") else ():
            yield tell.row(form, "inflect", language)
    plain = person.full.translate(_PLAIN)
    if plain != person.full:
        yield tell.row(plain, "diacritics")
    if person.language == "de":
        spelled = "".join(_GERMAN.get(letter, letter) for letter in person.full)
        if spelled != person.full:
            yield tell.row(spelled, "diacritics")


def _forms(person: Person, tell: Teller) -> Iterator[Row]:
    yield tell.row(person.first, "partial")
    yield tell.row(person.last, "partial")
    for form in forms(person.last, person.language, last=True):
        yield tell.row(form, "inflect")
    for form in list(forms(person.first, person.language, last=False))[:3]:
        yield tell.row(form, "inflect")
    if person.language == "ru":
        pairs = zip(forms(person.first, "ru", last=False), forms(person.last, "ru", last=True), strict=False)
        for first, last in pairs:
            yield tell.row(f"{first} {last}", "inflect")


def _breaks(person: Person, tell: Teller) -> Iterator[Row]:
    held = person.part == "held"
    cut = 2 + chosen(person.full, max(1, len(person.last) - 4))
    joint = "\u00ad\n" if held else "-\n"
    yield tell.row(f"{person.first} {person.last[:cut]}{joint}{person.last[cut:]}", "split")
    yield tell.row(f"{person.first}\n{person.last}", "split")
    if person.language not in ("ar", "fa"):
        gap = "." if held else " "
        wide = "   " if not held else " "
        yield tell.row(wide.join(gap.join(word) for word in (person.first, person.last)), "split")
        yield tell.row(person.first + person.last, "split")
        yield tell.row(f"{person.last}{person.first}" if held else f"#{person.first}{person.last}", "split")
    sign = "\u2060" if held else "\u200b"
    yield tell.row(f"{person.first} {person.last[:cut]}{sign}{person.last[cut:]}", "zerowidth")
    yield tell.row(sign.join(person.last), "zerowidth")


def _initials_and_order(person: Person, tell: Teller) -> Iterator[Row]:
    first = person.first[0]
    if person.language not in ("ar", "fa"):
        yield tell.row(f"{first}. {person.last}", "initials")
        yield tell.row(f"{first}.{person.last}", "initials")
        yield tell.row(f"{person.last} {first}.", "initials")
        yield tell.row(f"{person.last}, {first}.", "initials")
        if person.part == "held":
            yield tell.row(f"{first} {person.last}", "initials")
    yield tell.row(f"{person.last} {person.first}", "order")
    comma = "،" if person.language in ("ar", "fa") else ","
    yield tell.row(f"{person.last}{comma} {person.first}", "order")
    if person.language not in _CASELESS:
        yield tell.row(f"{person.last.upper()} {person.first}", "order")


def _disguises(person: Person, tell: Teller) -> Iterator[Row]:
    table = _ALIKE if person.language not in ("ru", "uk") else _BACK_ALIKE
    full = "".join(table.get(letter, letter) for letter in person.full)
    if full != person.full and person.language not in _CASELESS:
        yield tell.row(full, "homoglyph")
    if person.full.isascii():
        wide = "".join(chr(ord(letter) + 0xFEE0) if letter != " " else letter for letter in person.last)
        yield tell.row(wide, "homoglyph")
        leet = "".join(_LEET.get(letter, letter) for letter in person.full)
        if leet != person.full:
            yield tell.row(leet, "homoglyph")
    latin = person.others.get("en", person.full if person.language not in ("ru", "uk", *_CASELESS) else "")
    if latin:
        words = latin.translate(_PLAIN).lower().replace("-", "").split()
        for text, surface in (
            ("see {}-statement.docx", "-".join(words)),
            ("the file {}_2020.pdf is gone", "_".join(words)),
            ("posted by user {} today", "".join(words) + "7"),
        ):
            yield tell.row(surface, "handle", "en", text)


def _slips(person: Person, tell: Teller) -> Iterator[Row]:
    """Letters changed places, lost or doubled inside the surname, beside the right first name."""
    last = person.last
    if len(last) < 6 or person.language in ("ar", "fa"):
        return
    place = 2 + chosen(person.full + "slip", len(last) - 4)
    swapped = last[:place] + last[place + 1] + last[place] + last[place + 2 :]
    lost, doubled = last[:place] + last[place + 1 :], last[: place + 1] + last[place:]
    for slip in sorted({swapped, lost, doubled} - {last}):
        yield tell.row(f"{person.first} {slip}", "typo")


_NAMESAKES = {
    "az": "Bəndəliyev", "tr": "Kocaman", "ru": "Двинских", "uk": "Двинських", "ka": "ლაგვილავა", "ar": "الكركوكي",
    "fa": "همدانیان", "de": "Oberhuber", "fr": "Vauquelin", "es": "Larrañaga", "en": "Pemberton", "pl": "Kowalczyk",
}  # fmt: skip


def _namesake(person: Person) -> Iterator[Row]:
    """Another person of the same first name: never redacted unasked. Few, since a human has to look at each."""
    if chosen(person.full + "namesake", 3) == 0:
        options = SENTENCES[person.part][person.language]
        text = options[0].format(f"{person.first} {_NAMESAKES[person.language]}")
        yield Row(person.full, "", text, "", person.language, "neg:other|person")
