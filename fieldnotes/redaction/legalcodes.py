"""Read article numbers ("Art. 535.1", "535.1-ci maddə") and fines ("fined 200 AZN") from folded prose as codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

# --- articles ---------------------------------------------------------------------------------------------------

_NUMBER = r"(?<![\d.])\d{1,4}(?:[./\-]\d{1,3}){0,4}(?!\d)"
_AND = r"\s{0,2}(?:,|;|&|\band\b|\bve\b|\bи\b)\s{0,2}(?:\band\b|\bve\b|\bи\b)?\s{0,2}"
_LIST = f"{_NUMBER}(?:{_AND}{_NUMBER}){{0,9}}"
_PLURAL_BEFORE = re.compile(
    rf"\b(?:articles|arts\.?|sections|maddeler\w{{0,8}}|статьями|статьям|статьях|статей|статьи|ст\.?\s?ст\.?)\s{{0,3}}({_LIST})"
)
_BEFORE = re.compile(
    rf"\b(?:article|art\.?|section|madde(?:si|nin|sinin|sine|siyle|ye)?|mad\.|статья|статьи|статье|статью|статьей|ст\.?)"
    rf"\s{{0,3}}(?:no\.?\s{{0,2}})?({_NUMBER})"
)
# In Azerbaijani and Turkish the number goes before the word, with an ordinal ending: 535.1-ci maddə, 299'uncu madde.
_AFTER = re.compile(rf"({_LIST})(?:\.|['\-\s]{{0,2}}(?:[a-z]{{0,3}}c[iu]|n[ciu]{{1,3}}))?\.?\s{{0,2}}\bmadde\w{{0,12}}")
_EACH = re.compile(_NUMBER)
_ORGANISATION = re.compile(r"article 19\b(?! of\b| paragraph\b|,? para\b)")
"""ARTICLE 19 is a freedom-of-expression organisation far oftener than a provision."""


def law_codes(folded: str) -> set[str]:
    """ "law:535.1" for each article of a law that is named; the number is kept as written ("139-1" is not "139.1")."""
    listed = [match[1] for pattern in (_PLURAL_BEFORE, _AFTER) for match in pattern.finditer(folded)]
    listed += [match[1] for match in _BEFORE.finditer(folded) if not _ORGANISATION.match(folded, match.start())]
    return {f"law:{number}" for group in listed for number in _EACH.findall(group)}


# --- fines ------------------------------------------------------------------------------------------------------

_CURRENCIES = {
    "AZN": r"azn|manat\w{0,6}|манат\w{0,3}|₼",
    "USD": r"usd|us\$|\$|(?:us )?dollar\w{0,5}|доллар\w{0,3}",
    "EUR": r"eur|euros?|евро|avro\w{0,4}|€",
    "RUB": r"rub|rubles?|roubles?|rubl\w{0,4}|рубл\w{0,3}|руб|₽",
    "TRY": r"try|tl|lira\w{0,4}|лир\w{0,2}|₺",
    "GEL": r"gel|lari\w{0,4}|лари|₾",
    "GBP": r"gbp|pounds?|£",
}
_CURRENCY = "|".join(_CURRENCIES.values())
_CURRENCY_OF = [(code, re.compile(pattern)) for code, pattern in _CURRENCIES.items()]
_AMOUNT = r"\d{1,3}(?:[ ,.]\d{3}){1,3}(?!\d)|\d{1,9}"
_THOUSAND = r"thousand|min|bin|тыс\.?|тысяч\w?"
_MONEY = re.compile(
    rf"(?<![\d.,])(?:(?P<low>{_AMOUNT})\s?(?:-|to|and|or|do|ile|до)\s?)?(?P<high>{_AMOUNT})(?:[.,]\d{{2}})?"
    rf"(?:\s?(?P<thousand>{_THOUSAND}))?[\s\-]{{0,2}}(?P<currency>{_CURRENCY})(?![^\W_])"
    rf"|(?P<sign>[$€£₼₽₺₾]|\b(?:usd|eur|azn)) ?(?P<signed>{_AMOUNT})(?:\s?(?P<signed_thousand>{_THOUSAND}))?"
)
_FINE_THEN_MONEY = re.compile(
    r"\b(?:fine|fined|fines|cerime\w{0,12}|оштраф\w{0,10}|штраф\w{0,6}|para ceza\w{0,10})\b[^.;!?\n]{0,45}$"
)
_MONEY_THEN_FINE = re.compile(r"[\s\-'a-zа-я]{0,30}?\b(?:fine|fines|cerime\w{0,12}|штраф\w{0,6}|para ceza\w{0,10})\b")
_JOINED = re.compile(r"\b(?:and|ve|и|or)\b")
_BEFORE_REACH = 60


def fine_codes(folded: str) -> set[str]:
    """ "fine:200 AZN" for each sum of money that a fine amounts to; whole units, currency by its ISO 4217 code."""
    codes: set[str] = set()
    for money in _MONEY.finditer(folded):
        if _is_fine(folded, money):
            codes.update(_sums(money))
    return codes


def _is_fine(folded: str, money: re.Match[str]) -> bool:
    if _FINE_THEN_MONEY.search(folded[max(0, money.start() - _BEFORE_REACH) : money.start()]):
        return True
    following = _MONEY_THEN_FINE.match(folded, money.end(), money.end() + _BEFORE_REACH)
    return following is not None and not _JOINED.search(following[0])


def _sums(money: re.Match[str]) -> Iterator[str]:
    currency = next(code for code, pattern in _CURRENCY_OF if pattern.fullmatch(money["currency"] or money["sign"]))
    factor = 1000 if money["thousand"] or money["signed_thousand"] else 1
    for amount in (money["low"], money["high"], money["signed"]):
        if amount:
            yield f"fine:{int(re.sub(r'[ ,.]', '', amount)) * factor} {currency}"
