"""Writes resources/suggestions/cldr.tsv: months, weekdays, countries and currencies in the languages we read.

    python packaging/suggest_lists.py TARGET

Needs Babel, which carries the Unicode CLDR (Unicode Licence v3); run it in an environment of its own: the product
reads the list, never Babel.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale

LANGUAGES = ("es", "fr", "it", "pt", "de", "en", "nl", "pl", "az", "tr", "ru", "ka", "ar", "fa")
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "AZN", "GEL", "TRY", "RUB", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON")
INFLECTED = frozenset({"pl", "az", "tr", "ru", "ka"})
HEADER = """\
# Months, weekdays, countries and currencies from the Unicode CLDR (Unicode Licence v3), written by
# packaging/suggest_lists.py. Language, class, words; "~" marks a word that takes endings.
"""


def _clean(name: str) -> str:
    for mark in ("(", ",", "[", "\u200f", "\u200e", "\xad"):
        name = name.split(mark, maxsplit=1)[0] if mark in "([," else name.replace(mark, "")
    return name.strip().strip(".").strip()


def _stem(name: str, language: str) -> str:
    """The part that stays in all cases, with the mark of endings."""
    if language not in INFLECTED:
        return name
    if language == "ru" and name[-1] in "аяьйеиыо" and len(name) > 4:
        name = name[:-1]
    if language == "pl" and name[-1] in "aeiouyąę" and len(name) > 4:
        name = name[:-1]
    if language == "ka" and name[-1] in "იეოა" and len(name) > 4:
        name = name[:-1]
    return f"{name}~"


def _line(language: str, kind: str, names: Iterable[str]) -> str:
    # Polish abbreviations would be found in other words if they took endings.
    written = "" if (language, kind) == ("pl", "monthshort") else language
    cleaned = {_stem(clean, written) for name in names if len(clean := _clean(name)) > 1 and not clean.isdigit()}
    return f"{language}\t{kind}\t{', '.join(sorted(cleaned))}\n"


def lines() -> Iterator[str]:
    for language in LANGUAGES:
        locale = Locale(language)
        months = locale.months
        yield _line(language, "month", [name for form in months for name in months[form]["wide"].values()])
        short = months["format"]["abbreviated"].values()
        yield _line(language, "monthshort", [name for name in short if len(_clean(name)) > 2])
        yield _line(language, "weekday", locale.days["format"]["wide"].values())
        yield _line(
            language, "country", [name for code, name in locale.territories.items() if len(code) == 2 and code != "ZZ"]
        )
        yield _line(language, "currencyname", [locale.currencies[code] for code in CURRENCIES])


def main() -> None:
    Path(sys.argv[1]).write_text(HEADER + "".join(lines()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
