"""The written forms of addresses, villages and positions on the map, for text as written (not folded)."""

from __future__ import annotations

import re

_CAPITALISED = r"[A-ZƏÜÖĞŞÇİI][\w'’.-]{0,30}"
_RUSSIAN_NAME = r"[А-ЯЁ][\w'’.-]{0,30}"
_HOUSE = r"\d{1,4}(?:[/-]\d{1,4})?[A-Za-zА-Яа-я]?\b"
_FLAT = (
    r"(?:,? ?(?i:flat|apartment|apt\.?|room|floor|block|house|building|ev|mənzil|mənz\.|m\.|bina|blok|korpus|daire|"
    r"kat|d\.|no|no\.|no:|"
    r"№|д\.|дом|кв\.|квартира|корпус|корп\.|стр\.|подъезд|"
    r"этаж)[ :.]{0,2}\d{1,4}[A-Za-zА-Яа-я]?(?:[/-]\d{1,4})?\b){0,4}(?:['’-][dt][aəe]n?\b)?"
)
STREET = (
    # en: "Flat 4, 12 Leselidze Street"; the street's own name needs a capital
    re.compile(
        rf"(?:(?:[Ff]lat|[Aa]partment|[Aa]pt\.?|[Rr]oom) \d{{1,4}}[A-Za-z]?,? )?(?:(?:No\.? ?)?{_HOUSE},? "
        rf")?(?:{_CAPITALISED} ){{1,3}}"
        rf"(?:Street|St\.|Avenue|Ave\.?|Boulevard|Blvd\.?|Lane|Square|Road|Rd\.?|Alley|Highway|Embankment|Prospekt|"
        rf"Prospect)\b(?:,? (?:No\.? ?)?{_HOUSE})?{_FLAT}"
    ),
    # az: "Nizami küçəsi 5", "M. Hadi küç., ev 12, mənzil 3"
    re.compile(
        rf"(?:{_CAPITALISED} ){{1,3}}(?:[Kk]üçəs\w{{1,6}}|[Kk]üç\.|[Pp]rospekt[iı]\w{{0,5}}|[Pp]r\.|[Dd]öngəs\w{{1,6}}|"
        rf"[Bb]ulvar[ıi]\w{{0,5}}|[Mm]eydan[ıi]\w{{0,5}}|[Mm]əhəlləs\w{{1,6}}|[Qq]əsəbəs\w{{1,6}})(?:,? "
        rf"?{_HOUSE})?{_FLAT}"
    ),
    # tr: "Atatürk Caddesi No:12 Daire 3", "Gül Sokak No:3", "Fatih Mahallesi"
    re.compile(
        rf"(?:(?:{_CAPITALISED}|\d{{1,4}}\.) ){{1,3}}(?:[Ss]oka[kğ]\w{{0,5}}|[Ss]k\.|[Ss]ok\.|[Cc]adde(?:si)?\w{{0,4}}|"
        rf"[Cc]d\.|[Cc]ad\.|[Bb]ulvarı\w{{0,4}}|[Mm]ahalle(?:si)?\w{{0,4}}|[Mm]ah\.|[Aa]partmanı\w{{0,4}}|"
        rf"[Ss]itesi\w{{0,4}})(?:,? ?(?:No ?[:.]? ?)?{_HOUSE})?{_FLAT}"
    ),
    # ru: "улица Леселидзе, 12", "ул. Низами, д. 5, кв. 3", "проспект Ленина 4", "Невский проспект, 10"
    re.compile(
        rf"(?:[Уу]лиц\w{{1,2}}|[Уу]л\.|[Пп]роспект\w{{0,2}}|[Пп]росп\.|[Пп]р-т|[Пп]ереул\w{{2,3}}|[Пп]ер\.|"
        rf"[Бб]ульвар\w{{0,2}}|[Пп]лощад\w{{1,2}}|[Шш]оссе|[Нн]абережн\w{{2}}|[Тт]упик\w{{0,2}}|[Мм]икрорайон\w{{0,2}}|"
        rf"[Мм]кр\.?) ?(?:им\.? ?|имени )?(?:{_RUSSIAN_NAME}|\d{{1,3}}(?:-\w{{1,3}})?)(?: {_RUSSIAN_NAME}){{0,2}}(?:,? "
        rf"?(?:дом |д\. ?)?{_HOUSE})?{_FLAT}"
    ),
    re.compile(
        rf"{_RUSSIAN_NAME} (?:улиц\w{{1,2}}|проспект\w{{0,2}}|переул\w{{2,3}}|бульвар\w{{0,2}}|шоссе|"
        rf"набережн\w{{2}})(?:,? ?(?:дом |д\. ?)?{_HOUSE})?{_FLAT}"
    ),
)
_FLAT_WORD = (
    r"(?i:кв\.|кв-ра|квартир\w{0,2}|mənzil\w{0,5}|mənz\.|daire|apartment|apt\.?|flat|ბინა|appartement|appt\.?|wohnung|"
    r"شقة|واحد)"
)
"""Words that number nothing but a flat."""
_DOOR_WORD = (
    r"(?i:д\.|дом\w{0,2}|корп\.|корпус\w{0,2}|подъезд\w{0,2}|этаж\w{0,2}|ev|bina|blok|korpus|giriş|mərtəbə|m\.|kat|[dk](?=[:.])|"
    r"house|building|block|room|floor|haus|stock)"
)
_HOUSE_NUMBER = r"(?i:no|№|nr\.?|numéro)"
_NUMBER = r"[ .:№]{0,3}\d{1,4}[A-Za-zА-Яа-я]?(?:/\d{1,3})?(?!\w|[.,:/]\d|%)"
_INNER = rf"(?:,? ?(?:{_FLAT_WORD}|{_DOOR_WORD}){_NUMBER})"
_ENDING = r"(?:['’-][^\W\d_]{1,6}\b)?"
DOOR = re.compile(
    rf"(?<![\w.])(?:{_FLAT_WORD}{_NUMBER}{_INNER}{{0,3}}"
    rf"|(?:{_DOOR_WORD}|{_HOUSE_NUMBER}){_NUMBER}{_INNER}{{1,3}}){_ENDING}"
)
"""A flat, or a house with its floor or flat, told without its street: "д. 12, кв. 5", "No:4 D:7", "mənzil 12"."""
MAY_BE_DOOR = re.compile(
    r"(?i:кв\.|кварт|mənz|daire|apart|apt|appart|appt|flat|ბინა|wohnung|شقة|واحد|дом|д\.|корп|bina|\bev "
    r"|\bno[ .:]|№|\bnr|house|room|block|blok|building|haus)[^\d\n]{0,12}\d"
)
"""What every one of them has; cheaper to look for."""
VILLAGES = (
    re.compile(
        rf"\b(?:the )?(?:village|settlement|hamlet|suburb|township|district|neighbourhood|neighborhood) of "
        rf"{_CAPITALISED}(?: {_CAPITALISED})?"
    ),
    re.compile(
        rf"\b{_CAPITALISED} (?:village|kənd(?:i\w{{0,6}})|qəsəbəs\w{{1,6}}|rayonu\w{{0,6}}|köyü\w{{0,6}}|"
        rf"beldesi\w{{0,5}}|ilçesi\w{{0,5}})\b"
    ),
    re.compile(rf"\b(?:сел[оае]м?|деревн[яиеюй]{{1,2}}|пос[её]л(?:ок|ке|ка)|аул[еа]?|станиц[аеыу]) {_RUSSIAN_NAME}"),
)
COORDINATES = re.compile(
    r"(?<![\w.])[+-]?\d{1,2}\.\d{3,8}°?\s?[NSnsСс]?\s?[,;/ ]\s?[+-]?\d{1,3}\.\d{3,8}°?\s?[EWewВв]?(?![\w])"
    r"|\d{1,2}\s?[°º]\s?\d{1,2}\s?['′’]\s?(?:\d{1,2}(?:[.,]\d{1,4})?\s?[\"″”])?\s?[NSСЮnsсю]?[,;]?\s{0,2}"
    r"\d{1,3}\s?[°º]\s?\d{1,2}\s?['′’]\s?(?:\d{1,2}(?:[.,]\d{1,4})?\s?[\"″”])?\s?[EWВЗewвз]?"
    r"|(?<![\w+])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"
)
"""Decimal degrees, degrees with minutes and seconds, and plus codes (Open Location Code 1.0)."""
MAY_BE_POSITION = re.compile(r"\.\d{3}|[°º]|\+[2-9CFGHJMPQRVWX]{2}")
"""What every one of them has; cheaper to look for."""
