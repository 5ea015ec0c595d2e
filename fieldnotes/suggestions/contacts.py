"""Contacts, document numbers, plates and coordinates: what its form alone gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.i18n import N_
from fieldnotes.suggestions.kinds import Candidate, Kind

EMAIL = N_("the form of an e-mail address")
URL = N_("the form of a web address")
HANDLE = N_("the form of an account name")
PHONE = N_("the form of a telephone number")
PERHAPS_PHONE = N_("digits that may be a telephone number")
IBAN = N_("the form of a bank account, with the right check digits")
CARD = N_("the form of a bank card, with the right check digit")
DOCUMENT = N_("the form of a document number")
NUMBERED = N_("a number after the name of a document")
PLATE = N_("the form of a number plate")
COORDINATES = N_("the form of coordinates")

_AT = r"(?:@|\s?[(\[{]\s?(?:at|@|sobaka|собака|ət|et)\s?[)\]}]\s?)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|\.|точка|nöqtə|nokta|punkt|point|punto)\s?[)\]}]\s?)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{2,63}}){{1,4}}(?![\w@])", re.I
)
_URL = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"'»”\])]{2,400}"
    r"|(?<![\w@.-])(?:[a-z0-9-]{1,40}\.){1,4}(?:com|org|net|info|az|ru|tr|ge|de|fr|uk|eu|io|tv|me|am|ua|news)"
    r"(?:/[^\s<>\"'»”\])]{0,300})?(?![\w@-])",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w@./+-])@[^\W\d][\w.]{1,30}\w|(?:\bt\.me/|\bfb\.com/|\binstagram\.com/)[\w.]{3,40}", re.I)
_PHONE = re.compile(
    r"(?<![\w.,/№#:+-])(?:\+\s?\d{1,3}|00\d{1,3}|8|0)?[ .\u00a0-]{0,2}(?:\(\s?0?\d{1,5}\s?\)[ .-]{0,2})?"
    r"\d{2,4}(?:[ .\u00a0-]{1,2}\d{2,4}|\d{2,4}){1,4}(?![\w/]|[.,:-]\d)"
)
_DATE_LIKE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)")
_CARD = re.compile(r"(?<![\w.,-])(?:\d{4}[ -]?){3}\d{4}(?![\w]|[.,-]\d)")
_DOCUMENT = re.compile(
    r"(?<![\w-])(?:AZE ?(?:№ ?)?\d{7,9}|AA ?(?:№ ?)?\d{7}|MYİ ?\d{5,8}|[PCUTS] ?\d{8}|[A-Z]\d{2}[A-Z0-9]{6,7}"
    r"|[PIV][A-Z<][A-Z]{3}[A-Z<]{5,39}|[A-Z0-9<]{9,10}[A-Z]{3}\d{7}[MF<]\d{7}[A-Z0-9<]{2,16})(?![\w-])"
)
_FIN = re.compile(r"(?<![\w-])(?=[A-Z0-9]{0,6}\d)(?=[A-Z0-9]{0,6}[A-Z])[0-9][A-Z0-9]{6}(?![\w-])")
_NUMBERED = re.compile(
    r"(?<!\w)(?:passport|pasport\w{0,5}|pasaport\w{0,5}|паспорт\w{0,3}|passeport|pasaporte|reisepass|passaporto|"
    r"id card|identity card|şəxsiyyət vəsiqəsi\w{0,3}|vəsiqə\w{0,3}|kimlik|tc kimlik|t\.c\. kimlik|FIN(?: kod\w{0,2})?|"
    r"удостоверени\w{1,3}(?: личности)?|ИНН|СНИЛС|personalausweis|carte d['’]identité|cédula|dni|nie|ssn|"
    r"პასპორტი\w{0,3}|პირადი ნომერი|جواز سفر|گذرنامه|شماره ملی)"
    r"(?:[ ,:]{0,2}(?:no|nr|num|number|nömrəsi|seriyası|numarası|номер\w{0,2}|серии|серия|n°|№|#|numéro|ნომერი|رقم)"
    r"\.?){0,2}"
    r"[ :]{0,3}(?P<id>(?-i:[A-Z]{0,3}[ №]{0,2}\d[\d A-Z-]{3,14}[\dA-Z]))(?!\w)",
    re.I,
)
_PLATE = re.compile(
    r"(?<![\w-])(?:\d{2}[- ]?[A-Z]{2}[- ]?\d{3}|[A-Z]{2}[- ]\d{3}[- ][A-Z]{2}|\d{2} [A-Z]{1,3} \d{2,4}"
    r"|[АВЕКМНОРСТУХ] ?\d{3} ?[АВЕКМНОРСТУХ]{2} ?\d{2,3}|[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2} \d{2,4}[EH]?)(?![\w-])"
)
_COORDINATES = re.compile(
    r"(?<![\w.])-?\d{1,2}\.\d{3,8}°?\s?[NS]?\s?[,;]\s?-?\d{1,3}\.\d{3,8}°?\s?[EWO]?(?![\w.]\d)"
    r"|\d{1,3}°\s?\d{1,2}['′]\s?(?:\d{1,2}(?:\.\d{1,4})?[\"″]|\s?)\s?[NSС]\w{0,2}[,\s]{0,3}\d{1,3}°\s?\d{1,2}['′]"
    r"\s?(?:\d{1,2}(?:\.\d{1,4})?[\"″])?\s?[EWOВЗ]"
    r"|(?<!\w)[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"
)
_LEAST_DIGITS, _MOST_DIGITS = 7, 15
_SURE_DIGITS = 9


def find_contacts(text: str) -> Iterator[Candidate]:
    """Everything of this module in `text`; the results may overlap."""
    for pattern, kind, confidence, why in (
        (_EMAIL, Kind.EMAIL, 0.99, EMAIL),
        (_URL, Kind.URL, 0.98, URL),
        (_HANDLE, Kind.HANDLE, 0.95, HANDLE),
        (_DOCUMENT, Kind.ID, 0.9, DOCUMENT),
        (_FIN, Kind.ID, 0.5, DOCUMENT),
        (_PLATE, Kind.PLATE, 0.85, PLATE),
        (_COORDINATES, Kind.COORDINATES, 0.96, COORDINATES),
    ):
        for found in pattern.finditer(text):
            yield Candidate(found.start(), _without_stop(text, found.end()), kind, confidence, why)
    for found in _NUMBERED.finditer(text):
        yield Candidate(found.start("id"), found.end("id"), Kind.ID, 0.97, NUMBERED)
    yield from _checked(text)
    yield from _phones(text)


def _without_stop(text: str, end: int) -> int:
    while text[end - 1] in ".,;:!?… ":
        end -= 1
    return end


def _checked(text: str) -> Iterator[Candidate]:
    for found in _IBAN.finditer(text):
        if iban_is_valid(found[0]):
            yield Candidate(found.start(), found.end(), Kind.BANK, 0.99, IBAN)
    for found in _CARD.finditer(text):
        if card_is_valid(found[0]):
            yield Candidate(found.start(), found.end(), Kind.BANK, 0.97, CARD)


def _phones(text: str) -> Iterator[Candidate]:
    for found in _PHONE.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip(" .-\u00a0"))
        shown = text[start : found.end()]
        digits = sum(sign.isdigit() for sign in shown)
        if not _LEAST_DIGITS <= digits <= _MOST_DIGITS or _DATE_LIKE.fullmatch(shown):
            continue
        led = shown[0] in "+0(٠۰" or (shown[0] == "8" and digits == 11)
        if led and digits >= _SURE_DIGITS:
            yield Candidate(start, found.end(), Kind.PHONE, 0.97 if shown[0] == "+" else 0.9, PHONE)
        elif not shown.isdigit() and (led or digits >= _SURE_DIGITS or shown.count("-") >= 2):
            yield Candidate(start, found.end(), Kind.PHONE, 0.6, PERHAPS_PHONE)
        elif shown.isdigit() and digits >= _SURE_DIGITS:
            yield Candidate(start, found.end(), Kind.PHONE, 0.4, PERHAPS_PHONE)


def iban_is_valid(text: str) -> bool:
    """ISO 13616: the account number read as an integer leaves 1 modulo 97."""
    signs = text.replace(" ", "")
    value = "".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])
    return int(value) % 97 == 1


def card_is_valid(text: str) -> bool:
    """ISO/IEC 7812: the check digit by Luhn's rule."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
