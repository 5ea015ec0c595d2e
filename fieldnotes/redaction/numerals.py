"""Number words of ten languages, and how a row of them reads as the digits of a telephone number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple


class Value(NamedTuple):
    """A number word: `hundred` multiplies the unit before it, `score` a French quatre; `room` is the largest addend.

    `times` says the next digit so many times (double oh); `zeros` is said after their number (два нуля).
    """

    amount: int
    hundred: bool = False
    score: bool = False
    room: int = 9
    times: int = 1
    zeros: bool = False


_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "az": "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz on",
    "az-ascii": "sifir bir iki uc dord bes alti yeddi sekkiz doqquz on",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz on",
    "tr-ascii": "sifir bir iki uc dort bes alti yedi sekiz dokuz on",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    "ka": "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა ათი",
    "ar": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
    "fa": "صفر یک دو سه چهار پنج شش هفت هشت نه ده",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "az": "iyirmi otuz qırx əlli altmış yetmiş səksən doxsan",
    "az-ascii": "iyirmi otuz qirx elli altmis yetmis seksen doxsan",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "ru": "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fa": "بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
}
_HUNDREDS = {"ru": "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"}
_HUNDRED = "hundred yüz yuz hundert cent صد"
_MORE = {
    "oh": 0,
    "nil": 0,
    "нуль": 0,
    "одна": 1,
    "две": 2,
    "zwo": 2,
    "ein": 1,
    "اثنين": 2,
    "ثلاث": 3,
    "اربعة": 4,
    "خمس": 5,
}


def _values() -> dict[str, Value]:
    values = {word: Value(amount) for word, amount in _MORE.items()}
    for words in _UNITS.values():
        values |= {word: Value(amount) for amount, word in enumerate(words.split())}
    for words in _TENS.values():
        values |= {word: Value(20 + 10 * place) for place, word in enumerate(words.split())}
    for words in _HUNDREDS.values():
        values |= {word: Value(100 + 100 * place) for place, word in enumerate(words.split())}
    values |= {word: Value(100, hundred=True) for word in _HUNDRED.split()}
    for times, words in ((2, "double doble doppel doppelt çift"), (3, "triple treble")):
        values |= {word: Value(0, times=times) for word in words.split()}
    values |= {word: Value(0, zeros=True) for word in ["нуля", "нулей", "zeroes", "zeros", "zéros", "ceros", "nullen"]}
    values["soixante"] = Value(60, room=19)
    values["vingt"] = values["vingts"] = Value(20, score=True)
    german = _UNITS["de"].split()
    for place, tens in enumerate(_TENS["de"].split()):
        for unit in range(1, 10):
            word = ("ein" if unit == 1 else german[unit]) + "und" + tens
            values[word] = Value(20 + 10 * place + unit)
    return values


VALUES = _values()


def digits_of(word: str) -> str:
    """The decimal digits of a word in any script as ASCII; empty when it is not all digits."""
    if word.isascii():
        return word if word.isdigit() else ""
    digits = [unicodedata.decimal(letter, -1) for letter in word]
    return "" if -1 in digits else "".join(map(str, digits))


def spoken_digits(values: Iterable[Value]) -> str:
    """The digits a row of number words dictates: beş yüz otuz iki = 532, five three two = 532."""
    written: list[str] = []
    group: int | None = None
    room, times = 9, 1
    said = list(values)
    for place, value in enumerate(said):
        following = said[place + 1] if place + 1 < len(said) else None
        hundreds = place + 2 < len(said) and said[place + 2].hundred
        dictated = group is not None and group >= 100 and group % 100 == 0 and not hundreds
        if dictated and _is_digit(value) and following is not None and _is_digit(following):
            written.append(str(group))  # nine hundred, one four two
            group, room = value.amount, value.room
        elif value.times > 1:
            times = value.times
        elif times > 1:
            written.append(("" if group is None else str(group)) + str(value.amount) * times)
            group, times = None, 1
        elif value.zeros and group is not None and 2 <= group <= 4:
            written.append("0" * group)
            group = None
        elif group is None:
            group, room = value.amount, value.room
        elif value.hundred and group < 100 and 1 <= group % 10 <= 9:
            if group > 9:  # əlli iki yüz: fifty, two hundred
                written.append(str(group - group % 10))
            group, room = group % 10 * 100, 99
        elif value.score and group == 4:
            group, room = 80, 19
        elif _continues(group, value.amount, room):
            group, room = group + value.amount, min(value.room, 9)
        else:
            written.append(str(group))
            group, room = value.amount, value.room
    if group is not None:
        written.append(str(group))
    return "".join(written)


def _is_digit(value: Value) -> bool:
    return 1 <= value.amount <= 9 and value.times == 1 and not value.zeros


def _continues(group: int, amount: int, room: int) -> bool:
    if amount == 0:
        return False
    if group >= 100 and group % 100 == 0:
        return amount < 100
    return group % 10 == 0 and 10 <= group % 100 <= 90 and amount <= room
