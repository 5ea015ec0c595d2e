"""Annotated sentences from templates and name lists of our own, always the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
OUTSIDE = "O"
_MARKED = re.compile(r"\[([A-Z_]+) ([^\]]+)\]|([^\[]+)")
_SLOT = re.compile(r"\{(\w+)\}")
TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W_]+['’](?=\w)|[^\W_]+|[^\w\s]")
_MONTHS = {
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ka": "იანვარ თებერვალ მარტ აპრილ მაის ივნის ივლის აგვისტო სექტემბერ ოქტომბერ ნოემბერ დეკემბერ",
}
_NUMBERS = {
    "az": "iki üç beş 7 on",
    "ru": "два три пять 7 10",
    "tr": "iki üç beş 7 on",
    "en": "two three five 7 twelve",
    "de": "zwei drei fünf 7 zwölf",
    "fr": "deux trois cinq 7 douze",
    "ka": "ორი სამი ხუთი 7 ათი",
}
ROUNDS = 9
"""How often each template is filled."""


class Annotated(NamedTuple):
    """A sentence in tokens with a BIO label for each."""

    tokens: list[str]
    labels: list[str]


def annotated(line: str) -> Annotated:
    """Read "[LABEL words] other words"."""
    tokens: list[str] = []
    labels: list[str] = []
    for part in _MARKED.finditer(line):
        label, text = part[1], part[2] or part[3]
        for number, token in enumerate(TOKEN.findall(text)):
            tokens.append(token)
            labels.append(f"{'I' if number else 'B'}-{label}" if label else OUTSIDE)
    return Annotated(tokens, labels)


def lines(path: Path) -> Iterator[list[str]]:
    """The rows of one of our tables, comments left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def generated() -> dict[str, list[Annotated]]:
    """Sentences by language. Slots are filled in turn, so every run gives the same."""
    values: dict[tuple[str, str], list[str]] = {
        (language, slot): listed.split(" | ") for language, slot, listed in lines(HERE / "names.tsv")
    }
    for language, months in _MONTHS.items():
        values[language, "month"] = months.split()
        values[language, "n"] = _NUMBERS[language].split()
    found: dict[str, list[Annotated]] = {}
    counter = 0
    for round_number in range(ROUNDS):
        for language, template in lines(HERE / "templates.tsv"):
            filled = template
            while slot := _SLOT.search(filled):
                counter += 1
                value = _value(values, language, slot[1], counter * 7 + round_number * 3)
                filled = filled[: slot.start()] + value + filled[slot.end() :]
            found.setdefault(language, []).append(annotated(filled))
    return found


def blind() -> dict[str, list[Annotated]]:
    """The hand-written sentences that are only ever scored."""
    found: dict[str, list[Annotated]] = {}
    for language, sentence in lines(HERE / "blind.txt"):
        found.setdefault(language, []).append(annotated(sentence))
    return found


def _value(values: dict[tuple[str, str], list[str]], language: str, slot: str, number: int) -> str:
    listed = values.get((language, slot))
    if listed:
        return listed[number % len(listed)]
    if slot == "day":
        return str(1 + number % 28)
    if slot == "year":
        return str(1985 + number % 38)
    if slot == "sum":
        return str(100 * (1 + number % 97))
    return f"{1000 + number * 37 % 88000}/{number % 24:02d}"
