"""The written forms of dates: what may stand around a month's name, and numeric dates.

Numeric forms follow ISO 8601 and the day-first habit of the languages of this product; text is folded (`prose.plain`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

YEAR = r"(?:19|20)\d\d"
TIME = r"(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?z?)?"
NUMERIC = re.compile(
    rf"(?<![\d./-])(?:(?P<y1>{YEAR})([-/.])(?:0?[1-9]|1[0-2])(?:\2(?:0?[1-9]|[12]\d|3[01])(?!\d){TIME}|(?![\d./-]))"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:\.|/|-)(?:0?[1-9]|[12]\d|3[01])(?:\.|/|-)(?P<y2>{YEAR}|\d\d)(?!\d)(?!\.\d)"
    rf"|(?:0?[1-9]|1[0-2])[./](?P<y3>{YEAR})(?!\d)(?!\.\d))"
)
PARTED_DIGITS = re.compile(r"\d[./-]\d")
DAY_WORDS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth twenty thirty",
    "az": "bir iki uc dord bes alti yeddi sekkiz doqquz on iyirmi otuz",
    "tr": "bir iki uc dort bes alti yedi sekiz dokuz on yirmi otuz",
    "ru": "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого "
    "двенадцатого тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого "
    "девятнадцатого двадцатого тридцатого двадцать тридцать",
    "ka": "ერთ ორ სამ ოთხ ხუთ ექვს შვიდ რვა ცხრა ათ თერთმეტ თორმეტ ცამეტ თოთხმეტ თხუთმეტ ოც პირველ",
    "ar": "الاول الثانی الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الحادی عشر العشرین الثلاثین",
    "fa": "اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم پانزدهم بیستم سی ام",
    "de": "ersten zweiten dritten vierten funften sechsten siebten achten neunten zehnten zwanzigsten dreissigsten",
    "fr": "premier deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente",
    "es": "primero uno dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta",
}


class _Around(NamedTuple):
    """What a language writes before a day's number, after it, between two of them, and before the month."""

    article: str
    suffix: str
    between: str
    of: str


_AROUND = {
    "en": _Around("the ", r"\s?(?:st|nd|rd|th)\b", "and|to|or", "of |day of "),
    "az": _Around("", "", "ve|ile", ""),
    "tr": _Around("", "", "ve|ile", ""),
    "ru": _Around("", "-?(?:го|е|ое|му|м|ого)", "по|и|до", "день "),
    "ka": _Around("", "-ში", "და", ""),
    "ar": _Around("", "", "و", "عشر |من |شهر |من شهر "),
    "fa": _Around("", "ام|م", "و|تا", ""),
    "de": _Around("am |den ", r"\.", "und|bis", ""),
    "fr": _Around("le ", "er", "et|au", ""),
    "es": _Around("el ", "º", "y|al", "de "),
}


def _day_before(language: str) -> re.Pattern[str]:
    around, words = _AROUND[language], DAY_WORDS[language]
    named = f"(?:{words.replace(' ', '|')})"
    day = rf"(?:\d{{1,2}}(?:{around.suffix})?|(?:{named}[ -])?{named})"
    between = rf"\s?(?:-|,|{around.between})\s?"
    return re.compile(rf"(?<![\w./:,-])(?:{around.article})?(?:{day}{between}){{0,3}}{day}\s{{0,3}}(?:{around.of})?$")


DAY_BEFORE = {language: _day_before(language) for language in _AROUND}
YEAR_BEFORE = re.compile(
    rf"(?<!\d)({YEAR})((?:-?c[iu]|'?c[iu])?)\s(?:(?:il|yil)\w{{0,4}}|წლის)\s(?:\d{{1,2}}(?:-ში)?\s)?$"
)
LEAD_BEFORE = re.compile(
    r"(?:(?:the )?(?:early|late|mid|beginning of|start of|end of|middle of|anfang|ende|mitte|debut|fin|mi|"
    r"principios de|finales de|mediados de|اوایل|اواخر|اوائل|مطلع|نهایة|بدایة)[ -](?:the )?)$"
)
DAY_AFTER = re.compile(
    r"\.?,?\s{0,2}(?:the )?\d{1,2}(?![\d:%])(?!\.\d)"
    r"(?:st|nd|rd|th|['-](?:n?[iu]n?|s[iu]|c[iu]|[dt][ae]|n?[dt][ae]n?|y?[ae]|[iu]n?[dt]e)\b)?"
    r"(?:\s?(?:-|and|to|or|ve|ile|и|по)\s?\d{1,2}(?:st|nd|rd|th)?(?![\d:%]))?"
)
YEAR_AFTER = re.compile(
    r"(?:ay\w{0,6})?[.,]{0,2}\s{0,2}(?:of |in |de |del |عام |سنة |لعام |سال |ماه |ماه سال )?"
    rf"(?P<year>{YEAR}|1[34]\d\d(?=\D|$))(?!\d)"
)
MONTH_OF = re.compile(r"\s?(?:ay|ayi|ayinin|ayinda|ayindan|ayin|месяц[ае]?|თვე\w{0,4}|თვის|ماه)\b")
RUSSIAN_OF_YEAR = re.compile(r" год[ау]\b")
CALENDAR_WORD = re.compile(
    r"\b(?:in|since|until|till|by|last|next|early|late|mid|this|of|from|during|before|after|between)[ -]$"
)
LOCATIVE = re.compile(r"[dt][ae]n?$")
ON_BEFORE = re.compile(r"\bon (?:the )?$")

DAY_OF_MONTH = {
    language: re.compile(pattern)
    for language, pattern in {
        "en": r"\bon the \d{1,2}(?:st|nd|rd|th)(?=\s?[.,;:)]| of (?:the|that|this) month)",
        "ru": r"\b\d{1,2}-?(?:ого|го)? числа\b",
        "az": r"\bayin \d{1,2}[-']?(?:s[iu]nd[ae]n?|[iu]nd[ae]n?|nd[ae]n?|[dt][ae]n?)\b",
        "tr": r"\bayin \d{1,2}[-']?(?:s[iu]nd[ae]n?|[iu]nd[ae]n?|nd[ae]n?|[dt][ae]n?)\b",
        "ka": r"\b\d{1,2} რიცხვ\w{2,6}",
        "de": r"\bam \d{1,2}\.(?=\s[a-z])",
        "fr": r"\ble \d{1,2} du mois\b",
        "es": r"\bel dia \d{1,2}\b",
    }.items()
}
"""A day whose month is told elsewhere, or known to everybody there."""

COMPACT = re.compile(
    r"(?<![\w.,/№#+-])(?:(?P<y1>(?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<y2>(?:19|20)\d\d))(?![\w/-]|[.,]\d)"
)
"""A day written without any mark between its numbers, year first (ISO 8601 basic) or last."""
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
ROMAN_MONTH = re.compile(
    r"(?<![\w./-])(?:(?:0?(?P<day>[1-9]|[12]\d|3[01])|[ivx]{1,6})(?:\s?[./-]\s?|\s)(?P<month>i{1,3}|iv|vi{0,3}|ix|xi{0,2})"
    r"(?:\s?[./-]\s?(?P<y1>(?:19|20)\d\d|\d\d)|\s(?P<y2>(?:19|20)\d\d)))(?![\w/-]|[.,]\d)"
)
DAY_AND_MONTH = re.compile(
    r"\b(?:on|since|after|before|until|till) (?P<date>(?!24/7)(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])))(?![\w/%]|[.,]\d| of the\b)"
)
BARE_DAY = re.compile(
    r"(?<![\w./:,№§#+-])(?P<date>(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2]))(?:\.(?=\s|$))?"
    r"(?P<case>(?:-|')(?:[dt][ae]n?|n?[iu]n|y?[ae]|l[iu]k?)\b|\s?tarix\w{0,5})?(?![\w%°]|[.,:/-]\d)"
    r"(?!\s?(?:am|pm|uhr|h|m|kg|km|км|кг|лет|раза?|час\w{0,2}|млн|тыс|million|saat|metr\w?|manat|lira|dollars?|euro|евро|руб"
    r"|percent|процент\w{0,2}|faiz|yuzde|points?|балл\w{0,2}|of)\b)"
)
"""A day and its month in figures, "9.11": a date only after what `BEFORE_BARE_DAY` lists or with a case ending."""
BEFORE_BARE_DAY = re.compile(
    r"\b(?:on|since|after|before|until|till|am|vom|bis|zum|seit|ab|с|до|после|от|числа|(?:за|у)?брали|забрал\w?|увез\w{1,2}"
    r"|арестовал\w?|задержал\w?|пришл\w|отпустил\w?|приехал\w?)\s$"
)
NOT_BEFORE_BARE_DAY = re.compile(
    r"\b(?:saat\w{0,3}|madd\w{1,4}|ст|стать\w{1,2}|пункт\w{0,2}|version|section|article)\.?\s$"
)
_IRANIAN = r"(?:13[2-9]\d|140\d)(?![\w/:]|[.,]\d|-\d)"
BARE_YEAR_OF_IRAN = re.compile(
    r"(?<!\w)(?:سال|سالهای|از|تا|در|سنه|عام|in|since|until|from|year|в|с|до|после)\s"
    rf"(?P<year>{_IRANIAN})(?! ?(?:نفر|تومان|ریال|people|toman|человек))"
    r"|(?<![\w./:,-])(?P<turkic>13[2-9]\d|140\d)(?=-?c[iu] il|\s(?:yil|sene)\w|-?[мг]?о?[мг]? год)"
)
_NUMBERED = r"(?:(?:week|day)\s(?:no\.?\s|number\s)?\d{1,3}|\d{1,3}(?:st|nd|rd|th) (?:week|day))"
PART_OF_YEAR = re.compile(
    rf"\b(?:(?:the )?{_NUMBERED}(?:\s?(?:/|,|and|or)\s?{_NUMBERED})?,? (?:of |in )?(?:the year )?(?P<en>{YEAR})"
    rf"|(?P<iso>{YEAR})-?w\d\d(?:-?[1-7])?"
    rf"|\d{{1,3}}-?(?:я|й|ю|ой|ей|ый|е|м|го)? (?:недел|ден|дн)\w{{1,3}} (?P<ru>{YEAR})(?: года?)?"
    rf"|(?P<turkic>{YEAR})(?:-?c[iu])? (?:il|yil)\w{{0,4}} \d{{1,3}}"
    r"(?:-?[a-z]{2,3}|\.)? (?:heft|hafta|gun)\w{0,6})(?!\w)"
)
"""A week or day counted from the first of its year (ISO 8601 week and ordinal dates, and how they are said)."""
_JALALI = (
    "farvardin ordibehesht khordad tir mordad amordad shahrivar mehr aban azar dey bahman esfand "
    "فروردین اردیبهشت خرداد تیر مرداد امرداد شهریور مهر ابان آبان اذر آذر دی بهمن اسفند"
).replace(" ", "|")
_HIJRI = (
    r"muharram|moharram|meherrem|safar|sefer|rabi['-]?\s?(?:al-?|ul-?)?\s?(?:awwal|thani|akhir|i{1,2})|jumada\s?(?:al-?)?"
    r"\s?(?:ula|awwal|thani|akhira?|i{1,2})|rajab|receb|recep|sha'?ban|saban|ramadh?an|ramazan|ramzan|shawwal|sevval"
    r"|dhu'?l?[ -]?(?:al-?)?(?:qa'?da|qi'?da|hijja)h?|zilqade|zilhicce"
    r"|محرم|صفر|ربیع (?:ال)?(?:اول|أول|ثانی|اخر|آخر)|جمادی (?:ال)?(?:اولی|أولی|اول|ثانیة|ثانیه|اخرة|آخرة|ثانی)"
    r"|رجب|شعبان|رمضان"
    r"|شوال|ذ[وی] ?(?:ال)?(?:قعدة|قعده|حجة|حجه)"
)
OTHER_CALENDAR = re.compile(
    rf"(?<![\w./-])(?:\d{{1,2}}(?:st|nd|rd|th|ام|م)?\s(?:of |ماه |من (?:شهر )?)?)?"
    rf"(?:(?P<jalali>{_JALALI})|(?P<hijri>{_HIJRI}))"
    r"(?:\s\d{1,2}(?!\d))?,?\s(?:of |ماه |ماه سال |سال |سنة |عام )?(?P<year>\d{4})(?!\d)(?: ?(?:a\.?h|ه)\b)?"
)
OTHER_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<y1>\d{4})([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3(?P<y2>\d{4}))(?![\w/-]|\.\d)"
)
"""Days of the Solar Hijri and the lunar calendar; the year decides whether the numbers are one."""
DAY_WORD_AFTER = re.compile(
    r"\s{1,2}(?:(?:on|iyirmi|yirmi|otuz)\s?)?(?:bir|iki|uc|dord|dort|bes|alti|yeddi|yedi|sekkiz|sekiz|doqquz|dokuz|on|iyirmi|yirmi"
    r"|otuz)(?:inci|nci|uncu|ncu)?s?[iu]?n?(?:(?<=[iu]n)(?:d[ae]n?|[ae])|(?<=[iu]))\b"
)
